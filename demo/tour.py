"""The tour of the demo: six stops for a newcomer, one sentence each. All its words stand here."""

from uuid import UUID

from board.demonstration import Stop


def stops(open_one: UUID, divided: UUID, grown_together: UUID) -> tuple[Stop, ...]:
    """In their order: at the discussion open now, at one that divides us, and at one whose views came together."""
    return (
        Stop(
            "Recorded alone, under seal",
            "Before the meeting each of us writes down alone what a patient evokes; until the reveal nobody else reads "
            "it, the leader included.",
            "record",
            {"discussion": str(open_one)},
        ),
        Stop(
            "Revealed together",
            "In the meeting the leader presses *Reveal*, and from that moment all of us see the same picture: nobody "
            "had to speak first.",
            "conference",
            {},
        ),
        Stop(
            "Is the team divided?",
            "The first sentence answers and says how sure that is; *none found* and *cannot tell* are answers too.",
            "division",
            {"discussion": str(divided)},
        ),
        Stop(
            "Two views of one patient",
            "Under *How each view meets the patient* stands what each of the two sees, and what it hardly meets; both "
            "are part of the patient.",
            "division",
            {"discussion": str(divided)},
        ),
        Stop(
            "What came of it",
            "Another patient, weeks apart: under *Change since last time* the two views come together, as good and "
            "bad come to be held at once.",
            "division",
            {"discussion": str(grown_together)},
        ),
        Stop(
            "Who may see what",
            "Here stands what is shown of a person after the reveal, and to whom; the *Ledger* beside it says who read "
            "what.",
            "team",
            {},
        ),
    )

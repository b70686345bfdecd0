"""Reminders for those who have not recorded. They say that something waits, and nothing of what it is about.

The text holds no case, no patient, no question and no member: only the team and where the board is found.
"""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from access.policy import Action
from access.refusals import NotSent, NotStored
from access.terms import Round
from access.viewer import Viewer
from access.written import Written
from board import gate, mail
from board.attendance import attendance
from board.house import present
from db import entries, people
from db import reminders as kept
from db.store import Transaction

PAUSE = timedelta(hours=6)
"""Nobody is reminded twice of one round within this time, whoever presses the button."""
SUBJECT = "Something waits for you on the conference board"
_ACTION = {Round.FIRST: Action.REMIND, Round.SECOND: Action.REMIND_SECOND}
_NO_SERVER = "This board has no mail server. Copy the text instead."
_NOT_NOTED = "The mails went out, but the store did not note it. Nobody is reminded twice within six hours."


@dataclass(frozen=True)
class Reminder:
    """What can be sent now, and to how many."""

    words: Written
    missing: int
    """Members who have not recorded and still can."""
    by_mail: int
    """Of these, who has an address and was not reminded lately."""
    reminded: int
    """Of these, who was reminded within the last six hours."""

    @property
    def without_address(self) -> int:
        """Of these, who has no address, or whose account does not open."""
        return self.missing - self.by_mail - self.reminded


@dataclass(frozen=True)
class Sent:
    """What the mail server did: it took `sent`; `failed` it did not take; of `unsure` nobody can tell."""

    sent: int
    failed: int = 0
    unsure: int = 0
    fault: str = ""


@dataclass(frozen=True)
class _Waiting:
    """Who has not recorded in the open round of a discussion, and who of them to remind by mail now."""

    standing: gate.Standing
    of_round: Round
    text: str
    missing: frozenset[UUID]
    due: dict[UUID, str]
    reminded: frozenset[UUID]


def reminder(viewer: Viewer, discussion_id: UUID, of_round: Round = Round.FIRST) -> Reminder:
    """The text to copy, and how many could get it by mail: for leader and deputy while a round is open."""

    def work(tx: Transaction) -> Reminder:
        found = _waiting(tx, viewer, discussion_id, of_round)
        return Reminder(Written(found.text), len(found.missing), len(found.due), len(found.reminded))

    return present().store.look(work)


def send(viewer: Viewer, discussion_id: UUID, of_round: Round = Round.FIRST) -> Sent:
    """Send one mail to each member who has not recorded, has an address and was not reminded lately.

    Whom is noted first, then the mails go out while nothing in the store waits for them, then what the server did not
    take is noted as not sent. Should the board stop in between, nobody gets a second mail.

    Raises
    ------
    NotSent
        When the mail server took none of them, or there is no mail server.
    NotStored
        When the store failed; the sentence says whether mails went out.
    """
    house = present()

    def claim(tx: Transaction) -> _Waiting:
        found = _waiting(tx, viewer, discussion_id, of_round)
        if found.due and not house.settings.smtp_host:
            raise NotSent(_NO_SERVER)
        kept.note_reminded(tx, discussion_id, found.of_round, found.due)
        return found

    found = house.store.atomic(claim)
    if not found.due:
        return Sent(0)
    done = mail.deliver(house.settings, list(found.due.values()), SUBJECT, found.text, house.clock.now())
    try:
        house.store.atomic(lambda tx: _note(tx, found, done))
    except NotStored as failure:
        raise NotStored(_NOT_NOTED if done.taken or done.unsure else None) from failure
    if not (done.taken or done.unsure):
        raise NotSent(f"{done.fault} No mail was sent. Copy the text instead, or try again later.")
    failed = len(found.due) - len(done.taken) - len(done.unsure)
    return Sent(len(done.taken), failed, len(done.unsure), done.fault)


def _waiting(tx: Transaction, viewer: Viewer, discussion_id: UUID, of_round: Round) -> _Waiting:
    standing = gate.in_discussion(tx, viewer, _ACTION[of_round], discussion_id)
    there = entries.have_recorded(tx, discussion_id, of_round)
    missing = frozenset(attendance(tx, standing.team).still_asked(standing.matter) - there)
    lately = {
        row["member"]
        for row in kept.reminded(tx, discussion_id, of_round)
        if row["sent_at"] is not None and row["sent_at"] + PAUSE > tx.now
    }
    reachable = kept.reachable(tx, standing.team)
    due = {member: address for member, address in reachable.items() if member in missing - lately}
    return _Waiting(standing, of_round, _text(tx, standing.team), missing, due, missing & lately)


def _note(tx: Transaction, found: _Waiting, done: mail.Delivery) -> None:
    gone = {*done.taken, *done.unsure}
    not_taken = [member for member, address in found.due.items() if address not in gone]
    kept.note_not_reminded(tx, found.standing.matter["id"], found.of_round, not_taken)
    if gone:
        found.standing.record(tx, f"sent {len(gone)} reminder{'s' if len(gone) > 1 else ''} by e-mail")


def _text(tx: Transaction, team_id: UUID) -> str:
    team = people.team(tx, team_id)
    name = " ".join(str(team["name"]).split()) if team else ""
    where = present().settings.public_address
    address = f"\n{where}\n" if where else ""
    return (
        f"Something waits for you on the conference board of {name}.\n"
        f"Please open it before the meeting.\n{address}"
        "What it is about stands on the board only."
    )

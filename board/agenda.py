"""The agenda: putting a case on it, and changing its words while it is planned."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from access.policy import Action
from access.refusals import Invalid, NotFound
from access.terms import Length, Stage
from access.viewer import Viewer
from access.written import written
from board import gate, taking_part
from board.house import present
from db import conferences as stored
from db.store import Row, Transaction

QUESTION_LIMIT, END_LIMIT = 120, 40
"""Characters of today's question and of each of its ends: one line on a phone."""


@dataclass(frozen=True)
class AgendaWords:
    """What the leader writes about a discussion. Reason and news are required."""

    length: Length
    reason: str
    news: str
    question: str = ""
    question_low: str = ""
    question_high: str = ""
    opens_at: datetime | None = None


def plan(
    viewer: Viewer, conference: UUID, case: UUID, words: AgendaWords, *, away: frozenset[UUID] = frozenset()
) -> UUID:
    """Put a case on a conference's agenda, and note who stands back from it (`away`): all of it or nothing.

    Raises Invalid when reason or news are missing, or the question is half.
    """
    clean = _clean(words)

    def work(tx: Transaction) -> UUID:
        standing, found = gate.in_conference(tx, viewer, Action.PLAN_DISCUSSION, conference)
        somebody = standing.person
        if case not in {row["id"] for row in stored.cases(tx, found["team"])}:
            raise NotFound
        check_place(tx, conference, case)
        _check_opening(tx, clean)
        discussion_id = stored.add_discussion(tx, team=found["team"], patient_case=case, conference=conference, **clean)
        seq = tx.record(somebody.who, "planned a discussion", matter=str(discussion_id), team=found["team"])
        stored.change_stage(tx, discussion_id, Stage.PLANNED, seq)
        taking_part.note_away(tx, standing, discussion_id, away)
        return discussion_id

    return present().store.atomic(work)


def edit(viewer: Viewer, discussion_id: UUID, words: AgendaWords, *, away: frozenset[UUID] | None = None) -> None:
    """Change the agenda's words while the discussion is planned, and who stands back (`away`; None: as it was)."""
    clean = _clean(words)

    def work(tx: Transaction) -> None:
        standing = gate.in_discussion(tx, viewer, Action.EDIT_DISCUSSION, discussion_id)
        if clean["opens_at"] != standing.matter["opens_at"]:
            _check_opening(tx, clean)
        stored.edit_discussion(tx, discussion_id, **clean)
        standing.record(tx, "changed the agenda")
        if away is not None:
            taking_part.note_away(tx, standing, discussion_id, away)

    present().store.atomic(work)


def check_place(tx: Transaction, conference: UUID, case: UUID, *, beside: UUID | None = None) -> None:
    """A case stands once on an agenda, those cancelled and the discussion `beside` not counted."""
    for row in stored.agenda(tx, conference):
        if row["patient_case"] == case and row["stage"] != Stage.CANCELLED and row["id"] != beside:
            raise Invalid("This case is already on this agenda.")


def _check_opening(tx: Transaction, clean: Row) -> None:
    if clean["opens_at"] is not None and clean["opens_at"] <= tx.now:
        raise Invalid("The time for opening has passed. Choose a later one, or leave it empty and open by hand.")


def _clean(words: AgendaWords) -> Row:
    question = written(words.question, "Today’s question", limit=QUESTION_LIMIT)
    low = written(words.question_low, "The first end of today’s question", limit=END_LIMIT)
    high = written(words.question_high, "The other end of today’s question", limit=END_LIMIT)
    if bool(question) != bool(low) or bool(low) != bool(high):
        raise Invalid("Today’s question needs its words and both of its ends, or none of them.")
    if words.opens_at is not None and words.opens_at.tzinfo is None:
        raise Invalid("The time for opening has no time zone.")
    return {
        "length": Length(words.length),
        "news": written(words.news, "What is new", required=True).text,
        "reason": written(words.reason, "The reason for presentation", required=True).text,
        "question": question.text,
        "question_low": low.text,
        "question_high": high.text,
        "opens_at": words.opens_at,
    }

"""A discussion as it is seen: the agenda's words, its stage, how many have recorded, what the viewer may do."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from access.policy import Action, permits
from access.terms import Length, Naming, Role, Round, Stage
from access.viewer import Viewer
from access.written import Written
from board import gate, quorum
from board.attendance import attendance
from board.house import present
from db import agenda as of_many
from db import conferences as stored
from db import entries
from db.store import Row, Transaction


@dataclass(frozen=True)
class SecondRound:
    """The second round of a discussion, from its opening on."""

    revealed_at: datetime | None
    recorded: int
    expected: int
    needed: int
    """From so many on it can be revealed."""
    has_recorded: bool
    """Whether the viewer's own entry is among them."""


@dataclass(frozen=True)
class Discussion:
    """One case on one agenda: everything about it that is not an answer."""

    id: UUID
    team: UUID
    conference: UUID
    conference_begins_at: datetime
    code: str
    label: Written
    place: int
    length: Length
    stage: Stage
    stage_reason: Written
    """Why it was postponed, cancelled or opened again; else empty."""
    reason: Written
    news: Written
    question: Written
    question_low: Written
    question_high: Written
    opens_at: datetime | None
    naming: Naming | None
    revealed_at: datetime | None
    recorded: int
    """How many recorded before the reveal; 0 where the count is not told, as before the opening or once cancelled."""
    expected: int
    needed: int
    """From so many on the round can be revealed."""
    has_recorded: bool
    """Whether there is an entry of the viewer's own, in time or late."""
    second: SecondRound | None
    """None until it is opened."""
    may: frozenset[Action]
    """What this viewer may do with it now; the board asks again when it is done."""


def on_agenda(viewer: Viewer, conference: UUID) -> tuple[Discussion, ...]:
    """The discussions of a conference that the viewer takes part in, in order."""

    def work(tx: Transaction) -> tuple[Discussion, ...]:
        standing, found = gate.in_conference(tx, viewer, Action.SEE_TEAM, conference)
        return visible(tx, standing.member, stored.agenda(tx, found["id"]))

    return present().store.look(work)


def discussions(viewer: Viewer, team: UUID) -> tuple[Discussion, ...]:
    """All discussions of a team that the viewer takes part in, latest conference first."""

    def work(tx: Transaction) -> tuple[Discussion, ...]:
        member = gate.in_team(tx, viewer, Action.SEE_TEAM, team).member
        return visible(tx, member, stored.discussions_of_team(tx, team))

    return present().store.look(work)


def discussion(viewer: Viewer, discussion_id: UUID) -> Discussion:
    """One discussion: the agenda's words, its stage, how many have recorded."""

    def work(tx: Transaction) -> Discussion:
        standing = gate.in_discussion(tx, viewer, Action.SEE_DISCUSSION, discussion_id)
        matter, member = standing.matter, standing.person.member
        late = member in of_many.have_recorded_or_came_late(tx, [discussion_id])[1][discussion_id]
        again = quorum.counted(tx, matter, Round.SECOND)
        return _seen(matter, standing.role, member, quorum.counted(tx, matter), again, late)

    return present().store.look(work)


def counts(viewer: Viewer, discussion_id: UUID) -> tuple[int, int]:
    """How many have recorded, and of how many."""

    def work(tx: Transaction) -> tuple[int, int]:
        count = quorum.counted(tx, gate.in_discussion(tx, viewer, Action.SEE_COUNT, discussion_id).matter)
        return count.recorded, count.expected

    return present().store.look(work)


def who_recorded(
    viewer: Viewer, discussion_id: UUID, of_round: Round = Round.FIRST
) -> tuple[tuple[Written, bool], ...]:
    """Who is asked and whether they have recorded, by name and without times or order: for leader and deputy."""

    def work(tx: Transaction) -> tuple[tuple[Written, bool], ...]:
        matter = gate.in_discussion(tx, viewer, Action.SEE_WHO_RECORDED, discussion_id).matter
        there = entries.have_recorded(tx, matter["id"], of_round)
        return tuple((Written(row["name"]), row["member"] in there) for row in stored.expected(tx, matter))

    return present().store.look(work)


def visible(tx: Transaction, member: UUID, rows: list[Row]) -> tuple[Discussion, ...]:
    """Those of a team's discussions that the member takes part in, in the order given; four queries up to 16."""
    if not rows:
        return ()
    taking_part = attendance(tx, rows[0]["team"])
    opened = [row["id"] for row in rows if row["opened_seq"] is not None]
    recorded, late = of_many.have_recorded_or_came_late(tx, opened)
    again = of_many.have_recorded(tx, [row["id"] for row in rows if row["second_opened_seq"] is not None], Round.SECOND)
    roles = ((row, taking_part.role(member, row)) for row in rows)

    def count(row: Row, there: dict[UUID, set[UUID]]) -> quorum.Count:
        return taking_part.count(row, there.get(row["id"], set()))

    return tuple(
        _seen(row, role, member, count(row, recorded), count(row, again), member in late.get(row["id"], ()))
        for row, role in roles
        if permits(Action.SEE_DISCUSSION, role, Stage(row["stage"]))
    )


def _seen(
    row: Row, role: Role, member: UUID | None, count: quorum.Count, again: quorum.Count, late: bool
) -> Discussion:
    stage = Stage(row["stage"])
    told = permits(Action.SEE_COUNT, role, stage)
    return Discussion(
        id=row["id"],
        team=row["team"],
        conference=row["conference"],
        conference_begins_at=row["conference_begins_at"],
        code=row["code"],
        label=Written(row["label"]),
        place=row["place"],
        length=Length(row["length"]),
        stage=stage,
        stage_reason=Written(row["stage_reason"]),
        reason=Written(row["reason"]),
        news=Written(row["news"]),
        question=Written(row["question"]),
        question_low=Written(row["question_low"]),
        question_high=Written(row["question_high"]),
        opens_at=row["opens_at"],
        naming=Naming(row["naming"]) if row["naming"] else None,
        revealed_at=row["revealed_at"],
        recorded=count.recorded if told else 0,
        expected=count.expected,
        needed=count.needed,
        has_recorded=late or member in count.there,
        second=_second(row, member, again),
        may=frozenset(a for a in Action if gate.permits_now(a, role, row)),
    )


def _second(row: Row, member: UUID | None, count: quorum.Count) -> SecondRound | None:
    if row["second_opened_seq"] is None:
        return None
    return SecondRound(row["second_revealed_at"], count.recorded, count.expected, count.needed, member in count.there)

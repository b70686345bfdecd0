"""From the agenda to the reveal: cases, conferences, discussions and their stages."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from access.policy import Action, permits
from access.refusals import Invalid, NotFound, QuorumMissing
from access.terms import Length, Naming, Role, Stage
from access.viewer import Viewer
from access.written import LABEL_LIMIT, Written, written
from board import gate
from board.attendance import attendance
from board.house import present
from db import agenda as of_many
from db import conferences as stored
from db import entries, people
from db.store import Row, Transaction
from instruments import weekly_team_reaction

QUESTION_LIMIT, END_LIMIT = 120, 40
"""Characters of today's question and of each of its ends: one line on a phone."""
_STILL_ON = timedelta(hours=6)
"""So long after its beginning a conference is the one at hand."""
# Trees and shrubs: neutral, easy to say, no first names among them.
_CODE_WORDS = (
    "Alder",
    "Birch",
    "Cedar",
    "Dogwood",
    "Elder",
    "Fir",
    "Gorse",
    "Hawthorn",
    "Juniper",
    "Larch",
    "Maple",
    "Oak",
    "Pine",
    "Quince",
    "Rowan",
    "Sorrel",
    "Thistle",
    "Willow",
    "Yew",
    "Yarrow",
)


@dataclass(frozen=True)
class Case:
    """One pseudonymous patient of the team."""

    id: UUID
    code: str
    label: Written


@dataclass(frozen=True)
class Conference:
    """One dated meeting."""

    id: UUID
    team: UUID
    begins_at: datetime


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
    expected: int
    needed: int
    """From so many on the round can be revealed."""
    has_recorded: bool
    """Whether the viewer's own entry is among them."""
    may: frozenset[Action]
    """What this viewer may do with it now; the board asks again when it is done."""


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


def cases(viewer: Viewer, team: UUID) -> tuple[Case, ...]:
    """The cases of a team, newest first."""

    def work(tx: Transaction) -> tuple[Case, ...]:
        gate.in_team(tx, viewer, Action.SEE_TEAM, team)
        return tuple(Case(row["id"], row["code"], Written(row["label"])) for row in stored.cases(tx, team))

    return present().store.look(work)


def make_case(viewer: Viewer, team: UUID, label: str) -> Case:
    """Make a case: the code is generated, the label short and neutral. Raises Invalid for an unusable label."""
    clean = written(label, "The label", limit=LABEL_LIMIT, required=True)

    def work(tx: Transaction) -> Case:
        somebody = gate.in_team(tx, viewer, Action.MAKE_CASE, team).person
        code = _new_code(stored.case_codes(tx))
        case_id = stored.add_case(tx, team, code, clean.text)
        tx.record(somebody.who, "made a case", matter=str(case_id), team=team)
        return Case(case_id, code, clean)

    return present().store.atomic(work)


def conferences(viewer: Viewer, team: UUID) -> tuple[Conference, ...]:
    """The conferences of a team, latest first."""

    def work(tx: Transaction) -> tuple[Conference, ...]:
        gate.in_team(tx, viewer, Action.SEE_TEAM, team)
        return tuple(Conference(row["id"], team, row["begins_at"]) for row in stored.conferences(tx, team))

    return present().store.look(work)


def at_hand(viewer: Viewer, team: UUID) -> Conference | None:
    """The conference the team is in or goes to next, else its latest one; None before there is any."""

    def work(tx: Transaction) -> Conference | None:
        gate.in_team(tx, viewer, Action.SEE_TEAM, team)
        rows = stored.conferences(tx, team)
        coming = [row for row in rows if row["begins_at"] > tx.now - _STILL_ON]
        chosen = coming[-1] if coming else next(iter(rows), None)
        return Conference(chosen["id"], team, chosen["begins_at"]) if chosen else None

    return present().store.look(work)


def to_come(viewer: Viewer, team: UUID) -> tuple[Conference, ...]:
    """The conferences of a team that are not over, next first."""

    def work(tx: Transaction) -> tuple[Conference, ...]:
        gate.in_team(tx, viewer, Action.SEE_TEAM, team)
        rows = [row for row in stored.conferences(tx, team) if row["begins_at"] > tx.now - _STILL_ON]
        return tuple(Conference(row["id"], team, row["begins_at"]) for row in reversed(rows))

    return present().store.look(work)


def conference(viewer: Viewer, conference_id: UUID) -> Conference:
    """One conference of a team of the viewer's."""

    def work(tx: Transaction) -> Conference:
        found = _conference(tx, viewer, Action.SEE_TEAM, conference_id)[1]
        return Conference(found["id"], found["team"], found["begins_at"])

    return present().store.look(work)


def make_conference(viewer: Viewer, team: UUID, begins_at: datetime) -> Conference:
    """Make a conference at a time (timezone-aware)."""
    if begins_at.tzinfo is None:
        raise Invalid("The time of the conference has no time zone.")

    def work(tx: Transaction) -> Conference:
        somebody = gate.in_team(tx, viewer, Action.MAKE_CONFERENCE, team).person
        minutes = {row["begins_at"].replace(second=0, microsecond=0) for row in stored.conferences(tx, team)}
        if begins_at.replace(second=0, microsecond=0) in minutes:
            raise Invalid("There is a conference of this team at that time already.")
        conference_id = stored.add_conference(tx, team, begins_at)
        tx.record(somebody.who, "made a conference", matter=str(conference_id), team=team)
        return Conference(conference_id, team, begins_at)

    return present().store.atomic(work)


def agenda(viewer: Viewer, conference: UUID) -> tuple[Discussion, ...]:
    """The discussions of a conference that the viewer takes part in, in order."""

    def work(tx: Transaction) -> tuple[Discussion, ...]:
        standing, found = _conference(tx, viewer, Action.SEE_TEAM, conference)
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
        there, expected = _there_and_expected(tx, standing.matter)
        return _seen(standing.matter, standing.role, standing.person.member, there, expected)

    return present().store.look(work)


def counts(viewer: Viewer, discussion_id: UUID) -> tuple[int, int]:
    """How many have recorded, and of how many."""

    def work(tx: Transaction) -> tuple[int, int]:
        return _counted(tx, gate.in_discussion(tx, viewer, Action.SEE_COUNT, discussion_id).matter)

    return present().store.look(work)


def who_recorded(viewer: Viewer, discussion_id: UUID) -> tuple[tuple[Written, bool], ...]:
    """Who is asked and whether they have recorded, by name and without times or order: for leader and deputy."""

    def work(tx: Transaction) -> tuple[tuple[Written, bool], ...]:
        matter = gate.in_discussion(tx, viewer, Action.SEE_WHO_RECORDED, discussion_id).matter
        there = entries.have_recorded(tx, matter["id"], 1)
        return tuple((Written(row["name"]), row["member"] in there) for row in stored.expected(tx, matter))

    return present().store.look(work)


def plan(
    viewer: Viewer, conference: UUID, case: UUID, words: AgendaWords, *, away: frozenset[UUID] = frozenset()
) -> UUID:
    """Put a case on a conference's agenda, and note who stands back from it (`away`): all of it or nothing.

    Raises Invalid when reason or news are missing, or the question is half.
    """
    clean = _clean(words)

    def work(tx: Transaction) -> UUID:
        standing, found = _conference(tx, viewer, Action.PLAN_DISCUSSION, conference)
        somebody = standing.person
        if case not in {row["id"] for row in stored.cases(tx, found["team"])}:
            raise NotFound
        _check_agenda(tx, conference, case)
        _check_opening(tx, clean)
        discussion_id = stored.add_discussion(tx, team=found["team"], patient_case=case, conference=conference, **clean)
        seq = tx.record(somebody.who, "planned a discussion", matter=str(discussion_id), team=found["team"])
        stored.change_stage(tx, discussion_id, Stage.PLANNED, seq)
        _note_away(tx, standing, discussion_id, away)
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
        _record(tx, standing, "changed the agenda")
        if away is not None:
            _note_away(tx, standing, discussion_id, away)

    present().store.atomic(work)


def set_recusal(viewer: Viewer, discussion_id: UUID, member: UUID, *, stands_back: bool) -> None:
    """Note that a member stands back from this discussion, or takes part after all. Only while it is planned."""

    def work(tx: Transaction) -> None:
        standing = gate.in_discussion(tx, viewer, Action.RECUSE, discussion_id)
        _note_recusal(tx, standing, discussion_id, member, stands_back=stands_back)

    present().store.atomic(work)


def _note_away(tx: Transaction, standing: gate.Standing, discussion_id: UUID, away: frozenset[UUID]) -> None:
    for member in away.symmetric_difference(stored.recused(tx, discussion_id)):
        if member not in away and people.membership(tx, standing.team, member) is None:
            continue  # left the team, so stands in no form: what was noted holds should they return
        _note_recusal(tx, standing, discussion_id, member, stands_back=member in away)


def _note_recusal(
    tx: Transaction, standing: gate.Standing, discussion_id: UUID, member: UUID, *, stands_back: bool
) -> None:
    if people.membership(tx, standing.team, member) is None:
        raise NotFound
    if member == standing.member:
        raise Invalid(
            "You lead this discussion. Ask the administrator to make somebody else leader before you stand back."
        )
    if stored.stands_back(tx, discussion_id, member) == stands_back:
        return
    deed = "noted a recusal" if stands_back else "took a recusal back"
    seq = tx.record(standing.person.who, deed, matter=str(discussion_id), team=standing.team)
    if stands_back:
        stored.stand_back(tx, discussion_id, member, seq)
    else:
        stored.take_part_again(tx, discussion_id, member)


def recusals(viewer: Viewer, discussion_id: UUID) -> frozenset[UUID]:
    """The members who stand back, for the leader who notes it."""

    def work(tx: Transaction) -> frozenset[UUID]:
        gate.in_discussion(tx, viewer, Action.RECUSE, discussion_id)
        return frozenset(stored.recused(tx, discussion_id))

    return present().store.look(work)


def came_later(viewer: Viewer, discussion_id: UUID) -> tuple[tuple[UUID, Written], ...]:
    """Who joined after the recording opened and was not let in, by name: for the leader who may open it to them."""

    def work(tx: Transaction) -> tuple[tuple[UUID, Written], ...]:
        standing = gate.in_discussion(tx, viewer, Action.GRANT_EARLIER, discussion_id)
        taking_part = attendance(tx, standing.team)
        return tuple(
            (member, Written(row["name"]))
            for member, row in taking_part.members.items()
            if taking_part.came_later(member, standing.matter)
        )

    return present().store.look(work)


def grant_earlier(viewer: Viewer, discussion_id: UUID, member: UUID) -> None:
    """Open a discussion that began before a member joined to that member."""

    def work(tx: Transaction) -> None:
        standing = gate.in_discussion(tx, viewer, Action.GRANT_EARLIER, discussion_id)
        if people.membership(tx, standing.team, member) is None:
            raise NotFound
        if not stored.is_granted(tx, discussion_id, member):
            seq = _record(tx, standing, "opened an earlier discussion to a newer member")
            stored.grant(tx, discussion_id, member, seq)

    present().store.atomic(work)


def open_recording(viewer: Viewer, discussion_id: UUID) -> None:
    """Open the first round. The team's naming policy and the item set are fixed for it now."""

    def work(tx: Transaction) -> None:
        standing = gate.in_discussion(tx, viewer, Action.OPEN_RECORDING, discussion_id)
        _open(tx, standing.matter, standing.person.who)

    present().store.atomic(work, checkpoint=True)


def open_those_due() -> int:
    """Open every discussion whose set time has come; called by the server itself. Returns how many."""

    def work(tx: Transaction) -> int:
        due = stored.due_to_open(tx)
        for row in due:
            _open(tx, row, "the set time")
        return len(due)

    store = present().store
    return store.atomic(work, checkpoint=True) if store.look(stored.due_to_open) else 0


def reveal(viewer: Viewer, discussion_id: UUID) -> None:
    """Reveal the first round to the team. It cannot be taken back.

    Raises
    ------
    QuorumMissing
        When fewer than the quorum have recorded, and not all who were asked.
    """

    def work(tx: Transaction) -> None:
        standing = gate.in_discussion(tx, viewer, Action.REVEAL, discussion_id)
        recorded, expected = _counted(tx, standing.matter)
        needed = _needed(expected)
        if recorded < needed:
            raise QuorumMissing(
                f"{recorded} of {expected} have recorded. It can be revealed once {needed} have recorded."
            )
        seq = _record(tx, standing, "revealed the first round")
        stored.reveal_round(tx, discussion_id, 1, seq)
        stored.change_stage(tx, discussion_id, Stage.REVEALED, seq)

    present().store.atomic(work, checkpoint=True)


def postpone(viewer: Viewer, discussion_id: UUID, reason: str) -> None:
    """Put a discussion off; what was recorded stays sealed until it is taken up again."""
    deed = "postponed the discussion"
    _move_on(viewer, discussion_id, Action.POSTPONE, Stage.POSTPONED, deed, reason, required=False)


def cancel(viewer: Viewer, discussion_id: UUID, reason: str) -> None:
    """Call a discussion off; what was not revealed stays sealed for good."""
    _move_on(viewer, discussion_id, Action.CANCEL, Stage.CANCELLED, "cancelled the discussion", reason, required=False)


def close(viewer: Viewer, discussion_id: UUID) -> None:
    """Close a revealed discussion: nothing in it changes any more."""

    def work(tx: Transaction) -> None:
        standing = gate.in_discussion(tx, viewer, Action.CLOSE, discussion_id)
        seq = _record(tx, standing, "closed the discussion")
        unnamed = standing.matter["naming"] == Naming.UNATTRIBUTED
        together = present().settings.threshold_mean if unnamed else 1
        entries.let_withdrawals_go(tx, discussion_id, seq, at_least=together)
        stored.change_stage(tx, discussion_id, Stage.CLOSED, seq)

    present().store.atomic(work, checkpoint=True)


def reopen(viewer: Viewer, discussion_id: UUID, reason: str) -> None:
    """Open a closed discussion again, with a reason that stays. Raises Invalid without one."""
    deed = "opened the discussion again"
    _move_on(viewer, discussion_id, Action.REOPEN, Stage.REVEALED, deed, reason, required=True)


def take_up(viewer: Viewer, discussion_id: UUID, conference: UUID) -> None:
    """Take a postponed discussion up again on this conference's agenda, where it stood.

    Raises Invalid when the case is on that agenda already.
    """

    def work(tx: Transaction) -> None:
        standing = gate.in_discussion(tx, viewer, Action.TAKE_UP, discussion_id)
        found = stored.conference(tx, conference)
        if found is None or found["team"] != standing.team:
            raise NotFound
        _check_agenda(tx, conference, standing.matter["patient_case"], beside=discussion_id)
        stored.move_discussion(tx, discussion_id, conference)
        stage = stored.stage_before_postponing(tx, discussion_id)
        stored.change_stage(tx, discussion_id, stage, _record(tx, standing, "took the discussion up again"))

    present().store.atomic(work)


def _move_on(
    viewer: Viewer, discussion_id: UUID, action: Action, stage: Stage, deed: str, reason: str, *, required: bool
) -> None:
    clean = written(reason, "The reason", required=required)

    def work(tx: Transaction) -> None:
        standing = gate.in_discussion(tx, viewer, action, discussion_id)
        stored.change_stage(tx, discussion_id, stage, _record(tx, standing, deed), clean.text)

    present().store.atomic(work)


def _record(tx: Transaction, standing: gate.Standing, deed: str) -> int:
    return tx.record(standing.person.who, deed, matter=str(standing.matter["id"]), team=standing.team)


def _open(tx: Transaction, row: Row, who: str) -> None:
    team = people.team(tx, row["team"])
    if team is None:
        raise NotFound
    instrument = weekly_team_reaction()
    seq = tx.record(who, "opened the recording", matter=str(row["id"]), team=row["team"])
    stored.open_round(
        tx, row["id"], 1, seq, naming=team["naming"], instrument=instrument.key, version=instrument.version
    )
    stored.change_stage(tx, row["id"], Stage.RECORDING, seq)


def visible(tx: Transaction, member: UUID, rows: list[Row]) -> tuple[Discussion, ...]:
    """Those of a team's discussions that the member takes part in, in the order given; three queries up to 16."""
    if not rows:
        return ()
    taking_part = attendance(tx, rows[0]["team"])
    opened = [row["id"] for row in rows if row["opened_seq"] is not None]
    recorded = of_many.have_recorded(tx, opened)
    roles = ((row, taking_part.role(member, row)) for row in rows)
    return tuple(
        _seen(row, role, member, recorded.get(row["id"], set()), taking_part.expected(row))
        for row, role in roles
        if permits(Action.SEE_DISCUSSION, role, Stage(row["stage"]))
    )


def _conference(tx: Transaction, viewer: Viewer, action: Action, conference_id: UUID) -> tuple[gate.Standing, Row]:
    found = stored.conference(tx, conference_id)
    if found is None:
        gate.person(tx, viewer)
        raise NotFound
    return gate.in_team(tx, viewer, action, found["team"]), found


def _seen(row: Row, role: Role, member: UUID | None, there: set[UUID], expected: set[UUID]) -> Discussion:
    stage = Stage(row["stage"])
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
        recorded=len(there),
        expected=len(expected | there),
        needed=_needed(len(expected | there)),
        has_recorded=member in there,
        may=frozenset(a for a in Action if permits(a, role, stage)),
    )


def _counted(tx: Transaction, row: Row) -> tuple[int, int]:
    there, expected = _there_and_expected(tx, row)
    return len(there), len(expected | there)


def _needed(expected: int) -> int:
    return max(1, min(present().settings.quorum, expected))


def _there_and_expected(tx: Transaction, row: Row) -> tuple[set[UUID], set[UUID]]:
    expected = {member["member"] for member in stored.expected(tx, row)}
    return entries.have_recorded(tx, row["id"], 1) if row["opened_seq"] is not None else set(), expected


def _check_agenda(tx: Transaction, conference: UUID, case: UUID, *, beside: UUID | None = None) -> None:
    """A case stands once on an agenda, those called off and the discussion `beside` not counted."""
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


def _new_code(taken: set[str]) -> str:
    for digits in (1, 2, 3, 4, 5):
        for _ in range(200):
            code = f"{secrets.choice(_CODE_WORDS)} {secrets.randbelow(9 * 10 ** (digits - 1)) + 10 ** (digits - 1)}"
            if code not in taken:
                return code
    raise Invalid("No case code is free any more.")

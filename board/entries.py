"""The own entry: the form, the draft kept at every answer, handing in, revising, withdrawing. Nobody else's."""

import hashlib
import random
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from access.policy import Action, permits
from access.refusals import Changed, Invalid, NotAllowed
from access.terms import EntryKind, Length, Naming, Role, Stage, Visibility
from access.viewer import Viewer
from access.written import LINE_LIMIT, Written, written
from board import gate
from board.house import present
from db import conferences, entries, ledger
from db.store import Row, Transaction
from instruments import Instrument, Item, Section, weekly_team_reaction

CANNOT_SAY = "cannot say"
"""What the form hands in for "can't say": a value of its own, because None cannot be told from "unanswered"."""
QUESTION = "today"
"""The key under which the answer to today's question is kept, beside the items of the instrument."""
QUESTION_LOW, QUESTION_HIGH = 1, 7
_FIRST_ROUND = 1
_HASTY_FROM = 10
"""From so many ratings on, a sheet with the same answer everywhere is worth a word to its author."""


@dataclass(frozen=True)
class Answers:
    """What one member answers. Scores: item key to number or CANNOT_SAY; what was not touched is absent."""

    kind: EntryKind = EntryKind.FULL
    contact: str = ""
    shift: str = ""
    scores: Mapping[str, int | str] = field(default_factory=dict)
    noticed: frozenset[str] = frozenset()
    understand: str = ""
    visibility: Visibility = Visibility.UNATTRIBUTED
    hard_to_say: str = ""
    handover: str = ""

    def as_body(self) -> dict[str, Any]:
        """The form as it is kept in a draft."""
        return {
            "kind": str(self.kind),
            "contact": self.contact,
            "shift": self.shift,
            "scores": dict(self.scores),
            "noticed": sorted(self.noticed),
            "understand": self.understand,
            "visibility": str(self.visibility),
            "hard_to_say": self.hard_to_say,
            "handover": self.handover,
        }


@dataclass(frozen=True)
class Form:
    """One member's form for one discussion, as it stands now."""

    discussion: UUID
    code: str
    label: Written
    team: UUID
    conference_begins_at: datetime
    stage: Stage
    length: Length
    naming: Naming
    sections: tuple[Section, ...]
    """The sections to ask, in order; the feelings in this member's own order."""
    question: Written
    question_low: Written
    question_high: Written
    instrument: Instrument
    answers: Answers
    draft_version: int
    draft_kept_at: datetime | None
    handed_in_at: datetime | None
    """When the own entry was handed in; None when there is none, or it is withdrawn."""
    is_late: bool
    handed_in: Answers | None
    """What was handed in, whatever the draft of a revision says by now."""
    is_withdrawn: bool
    withdrawal_waits: bool
    """The entry is withdrawn, but counts until the close: without it the picture would fall under a threshold."""
    revealed_at: datetime | None
    has_recorded_before: bool
    """Whether "nothing new since last time" can be said: there is an earlier entry on this case."""
    may: frozenset[Action]

    @property
    def may_record(self) -> bool:
        """Whether the entry can be handed in, or revised, under seal."""
        return Action.RECORD in self.may

    @property
    def may_record_late(self) -> bool:
        """Whether the entry can be handed in after the reveal."""
        return Action.RECORD_LATE in self.may

    @property
    def may_withdraw(self) -> bool:
        """Whether there is an entry that can be withdrawn."""
        return Action.WITHDRAW in self.may

    @property
    def items(self) -> tuple[Item, ...]:
        """The items asked."""
        return tuple(item for section in self.sections for item in section.items)

    @property
    def asked(self) -> int:
        """How many ratings the form asks for, today's question included."""
        return len(self.items) + bool(self.question)


@dataclass(frozen=True)
class Receipt:
    """The entry is stored."""

    handed_in_at: datetime
    is_late: bool


def form(viewer: Viewer, discussion: UUID) -> Form:
    """The own form: what is asked, and what was answered so far (the draft, else the entry handed in)."""

    def work(tx: Transaction) -> Form:
        standing = gate.in_discussion(tx, viewer, Action.READ_OWN, discussion)
        matter, member = standing.matter, standing.member
        mine = entries.own(tx, discussion, _FIRST_ROUND, member)
        kept = entries.draft(tx, discussion, _FIRST_ROUND, member)
        standing_entry = mine if mine and not mine["withdrawn"] else None
        handed_in = _from_entry(tx, standing_entry) if standing_entry else None
        answers = _from_body(kept["body"]) if kept else handed_in or Answers()
        instrument = weekly_team_reaction()
        return Form(
            discussion=discussion,
            code=matter["code"],
            label=Written(matter["label"]),
            team=standing.team,
            conference_begins_at=matter["conference_begins_at"],
            stage=Stage(matter["stage"]),
            length=Length(matter["length"]),
            naming=Naming(matter["naming"]),
            sections=_sections(instrument, Length(matter["length"]), member),
            question=Written(matter["question"]),
            question_low=Written(matter["question_low"]),
            question_high=Written(matter["question_high"]),
            instrument=instrument,
            answers=answers,
            draft_version=kept["version"] if kept else 0,
            draft_kept_at=kept["kept_at"] if kept else None,
            handed_in_at=standing_entry["submitted_at"] if standing_entry else None,
            is_late=bool(standing_entry and standing_entry["late"]),
            handed_in=handed_in,
            is_withdrawn=bool(mine and mine["withdrawn"]),
            withdrawal_waits=bool(mine and mine["waits"]),
            revealed_at=matter["revealed_at"],
            has_recorded_before=_has_recorded_before(tx, matter, member),
            may=_may(standing.role, matter, mine),
        )

    return present().store.look(work)


def keep_draft(viewer: Viewer, discussion: UUID, version: int, answers: Answers) -> int:
    """Keep what was answered so far; returns the draft's new version.

    Raises
    ------
    Changed
        When another tab or device kept a newer draft: nothing is overwritten.
    Invalid
        When a value is not one the form offers.
    """

    def work(tx: Transaction) -> int:
        standing = _recording(tx, viewer, discussion)
        _check(answers, standing.matter, final=False)
        if not entries.keep_draft(tx, discussion, _FIRST_ROUND, standing.member, version, answers.as_body()):
            raise Changed("This form was filled in further in another window. The newer answers are shown now.")
        return version + 1

    return present().store.atomic(work)


def discard_draft(viewer: Viewer, discussion: UUID) -> None:
    """Let the draft go; what was handed in before, if anything was, stands as it is."""

    def work(tx: Transaction) -> None:
        standing = gate.in_discussion(tx, viewer, Action.READ_OWN, discussion)
        entries.drop_draft(tx, discussion, _FIRST_ROUND, standing.member)

    present().store.atomic(work)


def submit(viewer: Viewer, discussion: UUID, request: UUID, answers: Answers) -> Receipt:
    """Hand in the own entry, or the next revision of it, before the reveal. The draft goes.

    `request` names this press of the button: pressed twice, it stores once and answers the same.

    Raises
    ------
    WrongStage
        When the round was revealed meanwhile: the answers can still be handed in late (`submit_late`).
    Invalid
        When something in the form cannot be kept; the sentence says what.
    """
    return _hand_in(viewer, discussion, request, answers, Action.RECORD)


def submit_late(viewer: Viewer, discussion: UUID, request: UUID, answers: Answers) -> Receipt:
    """Hand in after the reveal: marked late, outside the independent picture, and only without an entry from before."""
    return _hand_in(viewer, discussion, request, answers, Action.RECORD_LATE)


def withdraw(viewer: Viewer, discussion: UUID) -> bool:
    """Withdraw the own entry. True when it leaves the picture now, False when its figures wait for the close.

    After the reveal, what was written goes at once. The figures wait where too few would remain; and where answers
    stand without names, they go at the close, and only three or more sheets at once: the difference between two
    pictures would show what was on a single one.
    """

    def work(tx: Transaction) -> bool:
        standing = gate.in_discussion(tx, viewer, Action.WITHDRAW, discussion)
        mine = entries.own(tx, discussion, _FIRST_ROUND, standing.member)
        if mine is None or mine["withdrawn"]:
            raise Invalid("There is no entry of yours to withdraw.")
        revealed = standing.matter["stage"] == Stage.REVEALED
        unnamed = standing.matter["naming"] == Naming.UNATTRIBUTED
        waits = revealed and not mine["late"] and (unnamed or _would_be_too_few(tx, discussion))
        seq = tx.record(standing.person.who, ledger.WITHDREW, matter=str(discussion), team=standing.team)
        entries.withdraw(tx, mine, seq, waits=waits, after_reveal=revealed)
        return not waits

    return present().store.atomic(work, checkpoint=True)


def as_shown(answers: Answers) -> Answers:
    """What of these answers the form still shows: who did not meet the patient hands in no feelings tapped before."""
    if answers.contact == weekly_team_reaction().no_contact:
        return Answers(EntryKind.NOT_MET, answers.contact, answers.shift, handover=answers.handover)
    return replace(answers, kind=EntryKind.FULL, handover="")


def looks_hasty(answers: Answers) -> bool:
    """Whether each scale was answered with one and the same place throughout: said to the author alone."""
    items = [item for item in weekly_team_reaction().items() if item.key in answers.scores]
    places: dict[tuple[int, int], set[int | str]] = {}
    for item in items:
        places.setdefault((item.low, item.high), set()).add(answers.scores[item.key])
    return len(items) >= _HASTY_FROM and all(len(found) == 1 for found in places.values())


def _hand_in(viewer: Viewer, discussion: UUID, request: UUID, answers: Answers, action: Action) -> Receipt:
    late = action is Action.RECORD_LATE

    def work(tx: Transaction) -> Receipt:
        # A repeated press may arrive after the reveal: the receipt is the first one's, whatever the stage is now.
        standing = gate.in_discussion(tx, viewer, Action.READ_OWN, discussion)
        done = entries.own_by_request(tx, discussion, standing.member, request)
        if done:
            return Receipt(done["submitted_at"], done["late"])
        gate.further(standing, action)
        matter, member = standing.matter, standing.member
        mine = entries.own(tx, discussion, _FIRST_ROUND, member)
        if late and _stands_from_before(mine):
            raise NotAllowed("Your entry from before the reveal stands. It can be withdrawn, not changed.")
        scores, lines = _check(answers, matter, final=True)
        seq = tx.record(standing.person.who, ledger.HANDED_IN, matter=str(discussion), team=standing.team)
        entries.add_entry(
            tx,
            discussion=discussion,
            round_number=_FIRST_ROUND,
            member=member,
            kind=answers.kind,
            late=late,
            contact=answers.contact or None,
            shift=answers.shift or None,
            request=request,
            seq=seq,
            scores=scores,
            noticed=sorted(answers.noticed) if answers.kind is EntryKind.FULL else [],
            lines=lines,
        )
        entries.drop_draft(tx, discussion, _FIRST_ROUND, member)
        return Receipt(tx.now, late)

    return present().store.atomic(work, checkpoint=True)


def _recording(tx: Transaction, viewer: Viewer, discussion: UUID) -> gate.Standing:
    """Let somebody record: before the reveal, or late after it."""
    standing = gate.in_discussion(tx, viewer, Action.READ_OWN, discussion)
    late = standing.matter["stage"] == Stage.REVEALED
    gate.further(standing, Action.RECORD_LATE if late else Action.RECORD)
    return standing


def _may(role: Role, matter: Row, mine: Row | None) -> frozenset[Action]:
    deeds = (Action.RECORD, Action.RECORD_LATE, Action.WITHDRAW)
    allowed = {deed for deed in deeds if permits(deed, role, Stage(matter["stage"]))}
    if mine is None or mine["withdrawn"]:
        allowed.discard(Action.WITHDRAW)
    if _stands_from_before(mine):
        allowed.discard(Action.RECORD_LATE)
    return frozenset(allowed)


def _stands_from_before(mine: Row | None) -> bool:
    """Whether an entry from before the reveal is in the picture; one whose withdrawal waits still is."""
    return mine is not None and not mine["late"] and (not mine["withdrawn"] or mine["waits"])


def _would_be_too_few(tx: Transaction, discussion: UUID) -> bool:
    there = [
        row
        for row in entries.revealed_entries(tx, discussion, _FIRST_ROUND)
        if not row["late"] and row["kind"] == EntryKind.FULL
    ]
    return len(there) - 1 < max(present().settings.threshold_spread, present().settings.threshold_text)


def _has_recorded_before(tx: Transaction, matter: Row, member: UUID) -> bool:
    for row in conferences.discussions_of_team(tx, matter["team"]):
        same_case = row["patient_case"] == matter["patient_case"] and row["id"] != matter["id"]
        earlier = row["opened_seq"] is not None and row["opened_seq"] < matter["opened_seq"]
        if same_case and earlier:
            mine = entries.own(tx, row["id"], _FIRST_ROUND, member)
            if mine and not mine["withdrawn"]:
                return True
    return False


def _sections(instrument: Instrument, length: Length, member: UUID) -> tuple[Section, ...]:
    pulse = length is Length.PULSE
    asked = []
    for section in instrument.sections:
        items = [item for item in section.items if item.in_pulse or not pulse]
        if section.shuffled:
            # The same order for the same person every week: quick for the hand, and no carry-over shared by the team.
            seed = hashlib.sha256(f"{member}{instrument.key}{instrument.version}".encode()).hexdigest()
            random.Random(seed).shuffle(items)  # noqa: S311 - an order, not a secret
        if items:
            asked.append(
                Section(
                    section.key,
                    section.title,
                    section.scan,
                    section.low,
                    section.high,
                    section.anchors,
                    section.cannot,
                    section.shuffled,
                    tuple(items),
                )
            )
    return tuple(asked)


def _check(answers: Answers, matter: Row, *, final: bool) -> tuple[dict[str, int | None], list[tuple[str, str, str]]]:
    """Check every value against what the form offers; returns the scores to store (None: can't say) and the lines."""
    instrument = weekly_team_reaction()
    if answers.contact not in {"", *instrument.contacts} or answers.shift not in {"", *instrument.shifts}:
        raise Invalid("That contact or shift is not one the form offers.")
    if not answers.noticed <= {tick.key for tick in instrument.observations}:
        raise Invalid("An observation was ticked that the form does not offer.")
    pulse = matter["length"] == Length.PULSE
    bounds = {item.key: (item.low, item.high) for item in instrument.items(pulse=pulse)}
    if matter["question"]:
        bounds[QUESTION] = (QUESTION_LOW, QUESTION_HIGH)
    for key, score in answers.scores.items():
        low, high = bounds.get(key, (0, -1))
        is_number = isinstance(score, int) and not isinstance(score, bool)
        if key not in bounds or (score != CANNOT_SAY and not (is_number and low <= int(score) <= high)):
            raise Invalid("An answer is not one the form offers. Nothing was stored; choose it again.")
    lines = _lines(answers, instrument)
    if not final:
        return {}, lines
    if answers.kind is EntryKind.FULL:
        if not answers.contact or answers.contact == instrument.no_contact:
            raise Invalid("Say first how much you met this patient this week. For “not at all” the form is shorter.")
        if all(answers.scores.get(key, CANNOT_SAY) == CANNOT_SAY for key in bounds):
            raise Invalid(
                "Nothing is answered yet. If you cannot say anything this week, choose “not at all” at the top."
            )
        return {key: _number(answers.scores.get(key)) for key in bounds}, lines
    question = answers.scores.get(QUESTION)
    return ({QUESTION: _number(question)} if matter["question"] and question is not None else {}), lines


def _number(score: int | str | None) -> int | None:
    return score if isinstance(score, int) else None


def _lines(answers: Answers, instrument: Instrument) -> list[tuple[str, str, str]]:
    typed = (
        ("understand", str(Visibility(answers.visibility)), answers.understand),
        ("hard_to_say", str(Visibility.SELF), answers.hard_to_say),
        ("handover", str(Visibility.UNATTRIBUTED), answers.handover),
    )
    clean = [
        (kind, visibility, written(text, f"“{instrument.lines[kind]}”", limit=LINE_LIMIT).text)
        for kind, visibility, text in typed
    ]
    return [line for line in clean if line[2]]


def _from_body(body: Mapping[str, Any]) -> Answers:
    return Answers(
        kind=EntryKind(body["kind"]),
        contact=body["contact"],
        shift=body["shift"],
        scores=dict(body["scores"]),
        noticed=frozenset(body["noticed"]),
        understand=body["understand"],
        visibility=Visibility(body["visibility"]),
        hard_to_say=body["hard_to_say"],
        handover=body["handover"],
    )


def _from_entry(tx: Transaction, entry: Row) -> Answers:
    ratings, ticks, lines = entries.own_answers(tx, entry["discussion"], entry["id"])
    texts = {row["kind"]: row["body"] for row in lines}
    shown = {row["kind"]: Visibility(row["visibility"]) for row in lines}
    return Answers(
        kind=EntryKind(entry["kind"]),
        contact=entry["contact"] or "",
        shift=entry["shift"] or "",
        scores={row["item"]: CANNOT_SAY if row["score"] is None else row["score"] for row in ratings},
        noticed=frozenset(row["observation"] for row in ticks),
        understand=texts.get("understand", ""),
        visibility=shown.get("understand", Visibility.UNATTRIBUTED),
        hard_to_say=texts.get("hard_to_say", ""),
        handover=texts.get("handover", ""),
    )

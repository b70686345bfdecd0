"""The own form: what one member is asked in a discussion, and what was answered so far. Nobody else's."""

import hashlib
import random
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from access.policy import Action, permits
from access.refusals import WrongStage
from access.terms import Length, Naming, Role, Round, Stage
from access.viewer import Viewer
from access.written import Written
from board import gate, wording
from board.answers import Answers, from_body, from_entry
from board.house import present
from board.wording import Suspicion
from db import conferences, entries, people, second_round
from db.store import Row, Transaction
from instruments import Instrument, Item, Section, weekly_team_reaction

_READ = {Round.FIRST: Action.READ_OWN, Round.SECOND: Action.READ_OWN_SECOND}


@dataclass(frozen=True)
class Form:
    """One member's form for one round of a discussion, as it stands now."""

    discussion: UUID
    round: Round
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
        return bool({Action.RECORD, Action.RECORD_SECOND} & self.may)

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


def form(viewer: Viewer, discussion: UUID, of_round: Round = Round.FIRST) -> Form:
    """The own form: what is asked, and what was answered so far (the draft, else the entry handed in).

    Raises WrongStage while nothing can be recorded and there is no entry to read.
    """

    def work(tx: Transaction) -> Form:
        standing = gate.in_discussion(tx, viewer, _READ[of_round], discussion)
        matter, member = standing.matter, standing.member
        mine = entries.own(tx, discussion, of_round, member)
        if mine is None and matter["stage"] in {Stage.POSTPONED, Stage.CANCELLED}:
            raise WrongStage
        kept = entries.draft(tx, discussion, of_round, member)
        standing_entry = mine if mine and not mine["withdrawn"] else None
        handed_in = from_entry(tx, standing_entry) if standing_entry else None
        answers = from_body(kept["body"]) if kept else handed_in or Answers()
        instrument = weekly_team_reaction()
        return Form(
            discussion=discussion,
            round=of_round,
            code=matter["code"],
            label=Written(matter["label"]),
            team=standing.team,
            conference_begins_at=matter["conference_begins_at"],
            stage=Stage(matter["stage"]),
            length=Length(matter["length"]),
            naming=Naming(matter["naming"]),
            sections=_sections(instrument, _asked(tx, matter, of_round), member),
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
            revealed_at=matter["revealed_at" if of_round is Round.FIRST else "second_revealed_at"],
            has_recorded_before=of_round is Round.FIRST and _has_recorded_before(tx, matter, member),
            may=_may(standing.role, matter, mine) if of_round is Round.FIRST else _may_again(standing, mine),
        )

    return present().store.look(work)


def suspicions(viewer: Viewer, discussion: UUID, text: str, of_round: Round = Round.FIRST) -> tuple[Suspicion, ...]:
    """What in a line of the own form could tell a patient or a colleague; looked up only when there is a line."""

    def work(tx: Transaction) -> tuple[Suspicion, ...]:
        standing = gate.in_discussion(tx, viewer, _READ[of_round], discussion)
        return wording.suspicions(text, [row["name"] for row in people.members(tx, standing.team)])

    return present().store.look(work) if text.strip() else ()


def _may(role: Role, matter: Row, mine: Row | None) -> frozenset[Action]:
    deeds = (Action.RECORD, Action.RECORD_LATE, Action.WITHDRAW)
    allowed = {deed for deed in deeds if permits(deed, role, Stage(matter["stage"]))}
    if mine is None or mine["withdrawn"]:
        allowed.discard(Action.WITHDRAW)
    if stands_from_before(mine):
        allowed.discard(Action.RECORD_LATE)
    return frozenset(allowed)


def _may_again(standing: gate.Standing, mine: Row | None) -> frozenset[Action]:
    """In the second round one right holds for all: to record, and to withdraw what is handed in."""
    if not gate.permits_now(Action.RECORD_SECOND, standing.role, standing.matter):
        return frozenset()
    return frozenset({Action.RECORD_SECOND} | ({Action.WITHDRAW} if mine and not mine["withdrawn"] else set()))


def stands_from_before(mine: Row | None) -> bool:
    """Whether an entry from before the reveal is in the picture; one whose withdrawal waits still is."""
    return mine is not None and not mine["late"] and (not mine["withdrawn"] or mine["waits"])


def _has_recorded_before(tx: Transaction, matter: Row, member: UUID) -> bool:
    for row in conferences.discussions_of_team(tx, matter["team"]):
        same_case = row["patient_case"] == matter["patient_case"] and row["id"] != matter["id"]
        earlier = row["opened_seq"] is not None and row["opened_seq"] < matter["opened_seq"]
        if same_case and earlier:
            mine = entries.own(tx, row["id"], Round.FIRST, member)
            if mine and not mine["withdrawn"]:
                return True
    return False


def _asked(tx: Transaction, matter: Row, of_round: Round) -> set[str]:
    if of_round is Round.SECOND:
        return set(second_round.asked(tx, matter["id"]))
    return {item.key for item in weekly_team_reaction().items(pulse=matter["length"] == Length.PULSE)}


def _sections(instrument: Instrument, keys: set[str], member: UUID) -> tuple[Section, ...]:
    asked = []
    for section in instrument.sections:
        items = [item for item in section.items if item.key in keys]
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

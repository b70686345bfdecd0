"""What waits for somebody: entries to record, the next steps of those who lead, what was revealed lately."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from access.policy import Action
from access.terms import Length, Round, SecondStage, Stage
from access.viewer import Viewer
from access.written import Written
from board import gate
from board.answers import QUESTION
from board.discussions import Discussion, visible
from board.house import present
from db import agenda, people, second_round
from db import conferences as stored
from db.store import Row, Transaction
from instruments import weekly_team_reaction

_AT_HAND = timedelta(hours=12)
"""From so long before a conference on, its reveal is a next step."""
_LATELY = 6
"""So many revealed discussions are shown."""


@dataclass(frozen=True)
class Place:
    """Where a matter belongs: the team's name and time zone."""

    team: UUID
    name: Written
    time_zone: str


@dataclass(frozen=True)
class Waiting:
    """An entry of the viewer's own that is not handed in."""

    discussion: Discussion
    place: Place
    round: Round
    answered: int
    asked: int
    draft_kept_at: datetime | None

    @property
    def is_a_change(self) -> bool:
        """Whether an entry is handed in already, and this is a change begun since."""
        second = self.discussion.second
        return self.discussion.has_recorded if self.round is Round.FIRST else bool(second and second.has_recorded)


@dataclass(frozen=True)
class Step:
    """What somebody who leads can do next."""

    discussion: Discussion
    place: Place
    action: Action


@dataclass(frozen=True)
class Home:
    """Everything on the first page of one person, as of `now`."""

    now: datetime
    entries: tuple[Waiting, ...]
    steps: tuple[Step, ...]
    lately: tuple[tuple[Discussion, Place], ...]

    @property
    def waiting(self) -> int:
        """How many things wait."""
        return len(self.entries) + len(self.steps)


def home(viewer: Viewer) -> Home:
    """What waits for the viewer in all teams; nothing for an administrator. A few queries for each team."""

    def work(tx: Transaction) -> Home:
        somebody = gate.person(tx, viewer)
        entries: list[Waiting] = []
        steps: list[Step] = []
        lately: list[tuple[Discussion, Place]] = []
        for row in people.memberships_of(tx, somebody.member) if somebody.member else []:
            gate.in_team(tx, viewer, Action.SEE_TEAM, row["id"])
            place = Place(row["id"], Written(row["name"]), row["time_zone"])
            matters = _matters(tx, somebody, place)
            entries += _entries(tx, somebody, matters, place)
            steps += _steps(tx, matters, place)
            lately += [(matter, place) for matter in matters if Action.SEE_DIVISION in matter.may]
        return Home(
            now=tx.now,
            entries=tuple(sorted(entries, key=lambda entry: _when(entry.discussion))),
            steps=tuple(sorted(steps, key=lambda step: (step.action is Action.TAKE_UP, _when(step.discussion)))),
            lately=tuple(sorted(lately, key=lambda pair: pair[0].revealed_at or tx.now, reverse=True)[:_LATELY]),
        )

    return present().store.look(work)


def _matters(tx: Transaction, somebody: gate.Person, place: Place) -> tuple[Discussion, ...]:
    """What is going on or waits, and the few discussions revealed last: not a team's whole history."""
    rows = stored.discussions_of_team(tx, place.team)
    going_on = [row for row in rows if row["stage"] in {Stage.PLANNED, Stage.RECORDING, Stage.POSTPONED}]
    revealed = [row for row in rows if row["stage"] in {Stage.REVEALED, Stage.CLOSED}]
    # A second round that is open comes first: it waits, however long ago the first one was revealed.
    revealed.sort(key=lambda row: (_is_asked_again(row), row["revealed_seq"] or 0), reverse=True)
    return visible(tx, somebody.member, going_on + revealed[: 2 * _LATELY]) if somebody.member else ()


def _is_asked_again(row: Row) -> bool:
    return row["stage"] == Stage.REVEALED and gate.second_stage(row) is SecondStage.RECORDING


def _entries(tx: Transaction, somebody: gate.Person, matters: tuple[Discussion, ...], place: Place) -> list[Waiting]:
    found = []
    for of_round, action in ((Round.FIRST, Action.RECORD), (Round.SECOND, Action.RECORD_SECOND)):
        asked = [matter for matter in matters if action in matter.may]
        if not asked or somebody.member is None:
            continue
        drafts = agenda.own_drafts(tx, [matter.id for matter in asked], somebody.member, of_round)
        begun = [_waiting(tx, matter, place, of_round, drafts.get(matter.id)) for matter in asked]
        found += [one for one in begun if not one.is_a_change or one.draft_kept_at]
    return found


def _waiting(tx: Transaction, matter: Discussion, place: Place, of_round: Round, draft: Row | None) -> Waiting:
    if of_round is Round.FIRST:
        keys = {item.key for item in weekly_team_reaction().items(pulse=matter.length is Length.PULSE)}
    else:
        keys = set(second_round.asked(tx, matter.id))
    if matter.question:
        keys.add(QUESTION)
    scores: dict[str, Any] = draft["body"]["scores"] if draft else {}
    return Waiting(matter, place, of_round, len(keys & scores.keys()), len(keys), draft["kept_at"] if draft else None)


def _steps(tx: Transaction, matters: tuple[Discussion, ...], place: Place) -> list[Step]:
    return [Step(matter, place, action) for matter in matters if (action := _next_step(tx, matter)) is not None]


def _next_step(tx: Transaction, matter: Discussion) -> Action | None:
    if Action.OPEN_RECORDING in matter.may and matter.opens_at is None:
        return Action.OPEN_RECORDING
    enough = matter.recorded >= matter.needed
    if Action.REVEAL in matter.may and enough and matter.conference_begins_at - _AT_HAND <= tx.now:
        return Action.REVEAL
    again = matter.second
    if Action.REVEAL_SECOND in matter.may and again and again.recorded >= again.needed:
        return Action.REVEAL_SECOND
    if Action.TAKE_UP in matter.may:
        return Action.TAKE_UP
    return None


def _when(matter: Discussion) -> tuple[datetime, int]:
    return matter.conference_begins_at, matter.place

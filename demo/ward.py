"""Fills an empty demo store: eight cases, eight weekly conferences behind us, the next one open for recording."""

import random
import uuid
from datetime import datetime, timedelta
from uuid import UUID

from access.terms import Length, Naming, Role
from access.viewer import Viewer
from board import accounts, agenda, cases, conferences, demonstration, entries, memberships, stages, teams
from board.answers import CANNOT_SAY, QUESTION, Answers
from clock import SetClock
from demo import tour
from demo.cases import (
    ASKS_EVERYBODY,
    BY_PROFESSION,
    CASES,
    FALLEN_SILENT,
    FOURTH_TIME,
    GOING_HOME,
    GROWN_TOGETHER,
    KNOWN_BEFORE,
    NAMES,
    SAYS_LITTLE,
)
from demo.guesses import guess_the_other_view
from demo.patterns import Spoken, scores
from demo.people import ADMINISTRATOR, COLLEAGUES, LEADER, TEAM
from demo.second_round import talk_it_over
from instruments import weekly_team_reaction

SEED = 7
_NOT_YET = ("ines", "petra", "ole")
"""They have not recorded for the next conference: sign in as one of them and try."""
_CLOSE = ("ines", "tomas", "wei", "petra", "lotte")
"""Whose work brings them closest: some of every view."""
AGENDAS = (
    (SAYS_LITTLE, ASKS_EVERYBODY),
    (KNOWN_BEFORE, ASKS_EVERYBODY),
    (GROWN_TOGETHER, ASKS_EVERYBODY),
    (FALLEN_SILENT, ASKS_EVERYBODY),
    (GROWN_TOGETHER, FOURTH_TIME, ASKS_EVERYBODY),
    (FALLEN_SILENT, BY_PROFESSION, ASKS_EVERYBODY),
    (GOING_HOME, ASKS_EVERYBODY),
    (GROWN_TOGETHER, FALLEN_SILENT, ASKS_EVERYBODY),
)
"""What was discussed at each conference behind us, oldest first. The last one revealed is what *Division* opens on."""
_TALKED_OVER = (ASKS_EVERYBODY, len(AGENDAS))
"""The discussion, by case and how often it was discussed by then, after which the team recorded again."""
_GUESSED_FROM = 6
"""From so many talks about a case that asks everybody on, the team guesses how the other view answers."""
_TALK = timedelta(minutes=20)
"""How long a case is talked about."""

_HINT = (
    "Sign in as **petra** and record; then as **ines**, who leads, and reveal. Above every page begins a short tour. "
    "**office** is the administrator."
)


def fill(clock: SetClock, today: datetime) -> None:
    """Make the team and its last weeks in the open, empty demo store; `clock` is moved and ends at `today`."""
    with demonstration.filling():
        _fill(clock, today)


def _fill(clock: SetClock, today: datetime) -> None:
    team, viewers = _team(clock, today)
    made = {label: cases.make_case(viewers[LEADER], team, label).id for label in CASES}
    latest: dict[str, UUID] = {}
    times = dict.fromkeys(CASES, 0)
    ahead = next_conference(today)
    for back, labels in zip(range(len(AGENDAS), 0, -1), AGENDAS, strict=True):
        latest |= _meeting(clock, viewers, team, ahead - timedelta(weeks=back), labels, made, times)
    clock.moment = today - timedelta(hours=3)
    _visits(viewers)
    open_one = _next(clock, viewers, team, ahead, made, times)
    demonstration.lay_out_tour(tour.stops(open_one, latest[ASKS_EVERYBODY], latest[GROWN_TOGETHER]))
    clock.moment = today


def next_conference(today: datetime) -> datetime:
    """When the next conference meets: Thursday at 13:00 UTC; seen on a Thursday it is a Tuesday, at any hour ahead.

    So the one a week before it lies wholly behind us.
    """
    thursday = (3 - today.weekday()) % 7
    return (today + timedelta(days=thursday or 5)).replace(hour=13, minute=0, second=0, microsecond=0)


def _team(clock: SetClock, today: datetime) -> tuple[UUID, dict[str, Viewer]]:
    clock.moment = today - timedelta(weeks=len(AGENDAS) + 2)
    demonstration.begin(
        (
            demonstration.DemoAccount("Administrator", ADMINISTRATOR),
            *(demonstration.DemoAccount(c.name, c.sign_in_name) for c in COLLEAGUES),
        ),
        _HINT,
    )
    office = demonstration.visit(ADMINISTRATOR)
    team = teams.make_team(office, TEAM, "Europe/Berlin")
    members = {account.sign_in_name: account.member for account in accounts.accounts(office)}
    for colleague in COLLEAGUES:
        member = members[colleague.sign_in_name]
        if member is not None:
            memberships.set_membership(
                office,
                team,
                member,
                role=Role(colleague.role),
                discipline=colleague.discipline,
                shift=colleague.shift,
                seniority=colleague.seniority,
            )
    viewers: dict[str, Viewer] = {}
    _visits(viewers)
    return team, viewers


def _visits(viewers: dict[str, Viewer]) -> None:
    viewers.update({name: demonstration.visit(name) for name in NAMES})


def _meeting(
    clock: SetClock,
    viewers: dict[str, Viewer],
    team: UUID,
    begins_at: datetime,
    labels: tuple[str, ...],
    made: dict[str, UUID],
    times: dict[str, int],
) -> dict[str, UUID]:
    """One conference that has taken place: planned, recorded by all, revealed and talked about case by case, closed."""
    clock.moment = begins_at - timedelta(days=1)
    _visits(viewers)
    leader = viewers[LEADER]
    conference = conferences.make_conference(leader, team, begins_at)
    planned = {label: agenda.plan(leader, conference.id, made[label], CASES[label].words()) for label in labels}
    for label, discussion in planned.items():
        _open(leader, team, discussion, CASES[label].naming)
        _record(viewers, discussion, label, times[label], NAMES)
        times[label] += 1
    clock.moment = begins_at
    for label, discussion in planned.items():
        leader = viewers[LEADER] = demonstration.visit(LEADER)
        stages.reveal(leader, discussion)
        if label == ASKS_EVERYBODY and times[label] >= _GUESSED_FROM:
            _visits(viewers)
            guess_the_other_view(viewers, discussion, times[label])
        clock.moment += _TALK
        if (label, times[label]) == _TALKED_OVER:
            _visits(viewers)
            talk_it_over(viewers[LEADER], viewers, discussion, CASES[label].pattern(times[label] - 1).profiles)
        stages.close(viewers[LEADER], discussion)
    return planned


def _open(leader: Viewer, team: UUID, discussion: UUID, naming: Naming) -> None:
    """Open the recording under the policy that the leader wants for this case; the team's own stays as it is."""
    usual = teams.naming(leader, team)
    if naming is not usual:
        teams.set_naming(leader, team, naming)
    stages.open_recording(leader, discussion)
    if naming is not usual:
        teams.set_naming(leader, team, usual)


def _next(
    clock: SetClock,
    viewers: dict[str, Viewer],
    team: UUID,
    begins_at: datetime,
    made: dict[str, UUID],
    times: dict[str, int],
) -> UUID:
    """The conference ahead: one case in focus with three colleagues still to record, one planned for the pulse.

    Returns the discussion that is open.
    """
    leader = viewers[LEADER]
    conference = conferences.make_conference(leader, team, begins_at)
    focus, pulse = ASKS_EVERYBODY, GOING_HOME
    discussion = agenda.plan(leader, conference.id, made[focus], CASES[focus].words())
    stages.open_recording(leader, discussion)
    _record(viewers, discussion, focus, times[focus], tuple(name for name in NAMES if name not in _NOT_YET))
    agenda.plan(leader, conference.id, made[pulse], CASES[pulse].words(Length.PULSE))
    clock.move(minutes=1)
    return discussion


def _record(viewers: dict[str, Viewer], discussion: UUID, label: str, time: int, names: tuple[str, ...]) -> None:
    case = CASES[label]
    pattern = case.pattern(time)
    keys = (*(item.key for item in weekly_team_reaction().items()), *((QUESTION,) if case.words().question else ()))
    for name in names:
        lot = random.Random(f"{SEED} {label} {time} {name}")  # noqa: S311 - synthetic answers from a seed
        drawn = scores(pattern.profiles[name], keys, pattern.noise, lot)
        spoken = pattern.spoken.get(name, Spoken())
        colleague = next(c for c in COLLEAGUES if c.sign_in_name == name)
        entries.submit(
            viewers[name],
            discussion,
            uuid.uuid5(uuid.NAMESPACE_OID, f"{discussion} {name}"),
            Answers(
                contact="closely" if name in _CLOSE else "several times",
                shift=colleague.shift if colleague.shift != "rotating" else "day",
                scores={key: CANNOT_SAY if score is None else score for key, score in drawn.items()},
                noticed=frozenset(spoken.noticed),
                understand=spoken.understand,
            ),
        )

"""Fills an empty demo store: five cases, two conferences behind us, the next one open for recording."""

import random
import uuid
from datetime import datetime, timedelta
from uuid import UUID

from access.terms import Length, Role
from access.viewer import Viewer
from board import accounts, agenda, cases, conferences, demonstration, entries, memberships, stages, teams
from board.answers import CANNOT_SAY, QUESTION, Answers
from clock import SetClock
from demo.patterns import BALANCED, BLEAK, ODD, TENDER, WORN, Pattern, Spoken, graded, scores
from demo.people import ADMINISTRATOR, COLLEAGUES, LEADER, TEAM
from demo.second_round import talk_it_over
from instruments import weekly_team_reaction

SEED = 2
_NAMES = tuple(colleague.sign_in_name for colleague in COLLEAGUES)
_TENDER_VIEW = ("ines", "tomas", "mira", "jonah", "wei", "rosa")
_NOT_YET = ("ines", "petra", "ole")
"""They have not recorded for the next conference: sign in as one of them and try."""

_HINT = "Sign in as **petra** and record; then as **ines**, who leads, and reveal. **office** is the administrator."

_SPOKEN = {
    "rosa": Spoken(
        ("someone_else", "same_request"),
        "When we are alone in the studio this is somebody who listens. "
        "I do not recognise the person from the handover.",
    ),
    "tomas": Spoken(("all_good_bad",), "I notice how much I want to be the one who gets through."),
    "amir": Spoken(
        ("same_request", "rule_bent", "someone_else"),
        "I said no, and an hour later it was a yes from somebody else. After that my no is worth nothing.",
    ),
    "lotte": Spoken(("same_request", "broke_openly", "all_good_bad"), "I go home angry and ashamed of being angry."),
    "samuel": Spoken(
        ("same_request", "secret", "rule_bent"),
        "At night there is nobody to ask. By day it sounds like another patient.",
    ),
    "petra": Spoken(("same_request", "broke_quietly")),
    "mira": Spoken(("someone_else",)),
}
DIVIDED = Pattern({name: TENDER if name in _TENDER_VIEW else WORN for name in _NAMES}, spoken=_SPOKEN)
GRADED = Pattern(graded(_NAMES), noise=0.5)
ONE_DIFFERENT = Pattern({name: ODD if name == "wei" else BALANCED for name in _NAMES}, noise=0.5)
ALL_NEGATIVE = Pattern(dict.fromkeys(_NAMES, BLEAK), noise=0.5)
ORDINARY = Pattern(dict.fromkeys(_NAMES, BALANCED), noise=0.8)
CASES = {
    "a young man who asks at every shift": DIVIDED,
    "a woman everybody knows from before": GRADED,
    "a man who says little": ONE_DIFFERENT,
    "a woman back for the fourth time": ALL_NEGATIVE,
    "a man two weeks before going home": ORDINARY,
}
_TALKED_OVER = ("a young man who asks at every shift", 2)
"""The discussion, by case and conference, after which the team recorded again."""


def fill(clock: SetClock, today: datetime) -> None:
    """Make the team and its last weeks in the open, empty demo store; `clock` is moved and ends at `today`."""
    team, viewers = _team(clock, today)
    leader = viewers[LEADER]
    made = {label: cases.make_case(leader, team, label).id for label in CASES}
    first, second, following = (_thursday(today) + timedelta(weeks=week) for week in (-2, -1, 0))
    _meeting(
        clock,
        viewers,
        team,
        first,
        1,
        made,
        ("a young man who asks at every shift", "a man who says little", "a man two weeks before going home"),
    )
    _meeting(
        clock,
        viewers,
        team,
        second,
        2,
        made,
        (
            "a woman everybody knows from before",
            "a woman back for the fourth time",
            "a young man who asks at every shift",
        ),
    )
    clock.moment = today - timedelta(hours=3)
    _visits(viewers)
    _next(clock, viewers, team, following, made)
    clock.moment = today


def _team(clock: SetClock, today: datetime) -> tuple[UUID, dict[str, Viewer]]:
    clock.moment = today - timedelta(weeks=4)
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
    viewers.update({name: demonstration.visit(name) for name in _NAMES})


def _thursday(today: datetime) -> datetime:
    """The Thursday at 13:00 UTC after today: when the next conference meets."""
    ahead = (3 - today.weekday()) % 7 or 7
    return (today + timedelta(days=ahead)).replace(hour=13, minute=0, second=0, microsecond=0)


def _meeting(
    clock: SetClock,
    viewers: dict[str, Viewer],
    team: UUID,
    begins_at: datetime,
    number: int,
    made: dict[str, UUID],
    labels: tuple[str, ...],
) -> None:
    """One conference that has taken place: planned, recorded by all, revealed, closed."""
    clock.moment = begins_at - timedelta(days=1)
    _visits(viewers)
    leader = viewers[LEADER]
    conference = conferences.make_conference(leader, team, begins_at)
    planned = [(label, agenda.plan(leader, conference.id, made[label], _words(label))) for label in labels]
    for label, discussion in planned:
        stages.open_recording(leader, discussion)
        _record(viewers, discussion, label, number, _NAMES)
    clock.moment = begins_at
    _visits(viewers)
    for label, discussion in planned:
        stages.reveal(viewers[LEADER], discussion)
        if (label, number) == _TALKED_OVER:
            talk_it_over(viewers[LEADER], viewers, discussion, CASES[label].profiles)
        stages.close(viewers[LEADER], discussion)


def _next(clock: SetClock, viewers: dict[str, Viewer], team: UUID, begins_at: datetime, made: dict[str, UUID]) -> None:
    """The conference ahead: one case in focus with three colleagues still to record, one planned for the pulse."""
    leader = viewers[LEADER]
    conference = conferences.make_conference(leader, team, begins_at)
    label = "a young man who asks at every shift"
    discussion = agenda.plan(leader, conference.id, made[label], _words(label))
    stages.open_recording(leader, discussion)
    _record(viewers, discussion, label, 3, tuple(name for name in _NAMES if name not in _NOT_YET))
    other = "a man two weeks before going home"
    agenda.plan(leader, conference.id, made[other], _words(other, Length.PULSE))
    clock.move(minutes=1)


def _words(label: str, length: Length = Length.FOCUS) -> agenda.AgendaWords:
    question = {
        "a young man who asks at every shift": ("weekend leave", "let go", "hold"),
        "a woman back for the fourth time": ("the next two weeks", "try something new", "stay the course"),
        "a man two weeks before going home": ("the date of discharge", "keep it", "put it off"),
    }.get(label, ("", "", ""))
    return agenda.AgendaWords(
        length,
        "We notice that we answer differently, and would like to understand why.",
        "A week with two nights of little sleep and one good talk.",
        *question,
    )


def _record(viewers: dict[str, Viewer], discussion: UUID, label: str, number: int, names: tuple[str, ...]) -> None:
    pattern = CASES[label]
    keys = (
        *(item.key for item in weekly_team_reaction().items()),
        *((QUESTION,) if _words(label).question else ()),
    )
    for name in names:
        lot = random.Random(f"{SEED} {label} {number} {name}")  # noqa: S311 - synthetic answers from a seed
        drawn = scores(pattern.profiles[name], keys, pattern.noise, lot)
        spoken = pattern.spoken.get(name, Spoken())
        colleague = next(c for c in COLLEAGUES if c.sign_in_name == name)
        entries.submit(
            viewers[name],
            discussion,
            uuid.uuid5(uuid.NAMESPACE_OID, f"{discussion} {name}"),
            Answers(
                contact=lot.choice(("several times", "closely")),
                shift=colleague.shift if colleague.shift != "rotating" else "day",
                scores={key: CANNOT_SAY if score is None else score for key, score in drawn.items()},
                noticed=frozenset(spoken.noticed),
                understand=spoken.understand,
            ),
        )

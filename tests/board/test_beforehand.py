"""What may be known before a picture is computed, and through which answers it may never speak."""

import uuid
from datetime import UTC, datetime

import numpy as np
import pytest

from access.terms import Naming
from board.answered import Answered
from board.beforehand import candidates, usual
from board.pull import pull
from board.readings import read
from board.sheets import Before, Sheets, promised_alike
from instruments import weekly_team_reaction

FEELINGS = weekly_team_reaction().items(scan="feelings")
POSITIONS = weekly_team_reaction().items(scan="positions")
ALL_ITEMS = weekly_team_reaction().items()
TURN = np.where(np.arange(len(ALL_ITEMS)) % 2, -1.0, 1.0)
MEMBERS = tuple(uuid.UUID(int=n + 1) for n in range(9))
NO_LINES = {}


def sheets(level=2.0, *, members=MEMBERS, case=None, naming=Naming.UNATTRIBUTED, seed=1, parted=None, habit=None):
    """One earlier discussion: chance about a level, with two camps or with habits when asked for."""
    rng = np.random.default_rng(seed)
    scores = rng.normal(level, 0.5, (len(members), len(ALL_ITEMS)))
    if parted is not None:
        scores += np.outer(np.asarray(parted) - 0.5, TURN) * 2.5
    if habit is not None:
        scores += habit
    row = {
        "id": uuid.uuid4(),
        "patient_case": case or uuid.uuid4(),
        "naming": naming,
        "length": "focus",
        "conference_begins_at": datetime(2026, 11, 5, tzinfo=UTC),
    }
    return Sheets(row, 1, members, np.clip(np.rint(scores), 0, 4), False)


def test_a_line_is_looked_at_with_its_groups_of_three_or_more_only():
    labels = {
        "discipline": ["nursing"] * 4 + ["psychiatry"] * 3 + ["other", ""],
        "shift": ["day"] * 7 + ["night"] * 2,
        "seniority": [""] * 9,
    }
    known = candidates(MEMBERS, FEELINGS, labels, Before(), Naming.NAMED)
    assert known == [["nursing"] * 4 + ["psychiatry"] * 3 + [None, None]]


def test_the_views_of_last_time_are_looked_at_and_newcomers_are_in_neither():
    last = sheets(members=MEMBERS[:8], parted=[0, 0, 0, 0, 1, 1, 1, 1])
    (views,) = candidates(MEMBERS, FEELINGS, NO_LINES, Before(weeks=(sheets(seed=3), last)), Naming.UNATTRIBUTED)
    assert len(set(views[:4])) == len(set(views[4:8])) == 1
    assert views[0] != views[4]
    assert views[8] == -1


@pytest.mark.parametrize(
    ("given_under", "shown_under", "used"),
    [
        (Naming.UNATTRIBUTED, Naming.UNATTRIBUTED, True),
        (Naming.NAMED, Naming.UNATTRIBUTED, False),
        (Naming.DISCIPLINE, Naming.UNATTRIBUTED, False),
        (Naming.UNATTRIBUTED, Naming.NAMED, False),
        (Naming.DISCIPLINE, Naming.NAMED, False),
        (Naming.UNATTRIBUTED, Naming.DISCIPLINE, False),
        (Naming.NAMED, Naming.DISCIPLINE, False),
        (Naming.DISCIPLINE, Naming.DISCIPLINE, True),
        (Naming.NAMED, Naming.NAMED, True),
    ],
)
def test_answers_given_under_one_promise_never_speak_through_a_picture_under_another(given_under, shown_under, used):
    """With names it is told who stands in which view; and a habit known by name tells whose sheet stands where."""
    others = tuple(sheets(naming=given_under, seed=n) for n in range(3))
    before = Before(weeks=(sheets(naming=given_under),), others=others)
    assert bool(candidates(MEMBERS, FEELINGS, NO_LINES, before, shown_under)) is used
    assert (usual(MEMBERS, FEELINGS, before, shown_under) is not None) is used
    ratings = sheets(seed=9).of(MEMBERS, [item.key for item in FEELINGS])
    assert (pull(MEMBERS, ratings, FEELINGS, before, shown_under, least=4) is not None) is used
    assert bool(promised_alike(others, shown_under)) is used


def test_usual_answers_need_three_other_cases_of_most_of_us():
    two = tuple(sheets(seed=n) for n in range(2))
    few_were_there = tuple(sheets(members=MEMBERS[:5], seed=n) for n in range(3))
    most_were_there = tuple(sheets(members=MEMBERS[:6], seed=n) for n in range(3))
    same_case = tuple(sheets(case=uuid.UUID(int=99), seed=n) for n in range(5))
    for others, known in ((two, False), (few_were_there, False), (most_were_there, True), (same_case, False)):
        assert (usual(MEMBERS, FEELINGS, Before(others=others), Naming.UNATTRIBUTED) is not None) is known


def answered(now):
    """The sheets as rows of the store."""
    entries = [
        {"id": uuid.uuid4(), "member": member, "late": False, "kind": "full", "shift": "", "contact": ""}
        for member in now.members
    ]
    ratings = [
        {"member": member, "item": item.key, "score": int(now.scores[n, place])}
        for n, member in enumerate(now.members)
        for place, item in enumerate(ALL_ITEMS)
    ]
    return Answered(entries, ratings)


def reading(now, before=None, labels=None, naming=Naming.UNATTRIBUTED):
    return read(answered(now), FEELINGS, POSITIONS, labels or {}, before or Before(), naming, spread=4)


def test_a_division_along_a_known_line_is_found_along_it_more_often_than_by_the_search_alone():
    camps = np.array([0, 0, 0, 0, 0, 1, 1, 1, 1])
    line = {"discipline": {MEMBERS[n]: ("psychiatry", "nursing")[camp] for n, camp in enumerate(camps)}}
    found = {"with": 0, "without": 0}
    for seed in range(8):
        scattered = np.random.default_rng(seed).normal(0, 0.7, (9, len(ALL_ITEMS)))
        now = sheets(seed=seed, habit=np.outer(camps - 0.5, TURN) + scattered)
        for known, labels in (("with", line), ("without", {})):
            found[known] += along(reading(now, labels=labels), camps)
    assert found["with"] >= found["without"] + 3


def along(found, camps):
    """Whether the reading parts the members as these camps do; its order of members is its own."""
    of_member = dict(zip(MEMBERS, camps.tolist(), strict=True))
    wanted = [of_member[member] for member in found.members]
    return found.feelings.scan.camps.tolist() in (wanted, [1 - camp for camp in wanted])


def test_a_standing_habit_is_not_taken_for_a_view_but_its_answers_stay_as_said():
    """The same four are always the gloomy ones. That is how they are with everybody, and no division over this case."""
    habit = np.outer(np.array([-0.5] * 5 + [0.5] * 4), TURN) * 2.5
    others = tuple(sheets(seed=20 + n, habit=habit) for n in range(8))
    now = sheets(seed=1, habit=habit)
    as_said, beyond = reading(now), reading(now, Before(others=others))
    assert as_said.feelings.scan.is_divided
    assert not beyond.feelings.scan.is_divided
    assert beyond.beyond_usual
    assert np.array_equal(as_said.feelings.ratings, beyond.feelings.ratings)
    assert [item.mean for item in as_said.feelings.by_item] == [item.mean for item in beyond.feelings.by_item]


def test_positions_are_compared_as_they_stand():
    """What somebody always wants done is still what they want done now."""
    others = tuple(sheets(seed=20 + n) for n in range(4))
    now = sheets(seed=1)
    alone, beside = reading(now).positions.scan, reading(now, Before(others=others)).positions.scan
    assert alone.p_shared == beside.p_shared


def test_the_pull_is_told_in_words_where_most_feel_it_and_no_figure_goes_with_it():
    others = tuple(sheets(1.0, seed=n) for n in range(4))
    ratings = sheets(1.0, seed=9).of(MEMBERS, [item.key for item in FEELINGS])
    ratings[:, 0] = 4
    ratings[:, 1] = np.where(np.arange(9) < 5, 4, 0)
    told = pull(MEMBERS, ratings, FEELINGS, Before(others=others), Naming.UNATTRIBUTED, least=4)
    assert told.more[0] == FEELINGS[0].short
    assert FEELINGS[1].short not in told.more + told.less, "five against four is nothing that most of us share"
    assert all(isinstance(word, str) for word in told.more + told.less)


def test_without_three_other_cases_there_is_no_baseline_for_a_pull():
    ratings = sheets().of(MEMBERS, [item.key for item in FEELINGS])
    two = Before(others=tuple(sheets(seed=n) for n in range(2)))
    assert pull(MEMBERS, ratings, FEELINGS, two, Naming.UNATTRIBUTED, least=4) is None


def test_most_of_us_are_most_of_those_here_and_not_of_those_who_have_a_habit():
    """Six of nine have a habit, and four of them feel it: two thirds of six, less than half of us."""
    others = tuple(sheets(1.0, members=MEMBERS[:6], seed=n) for n in range(4))
    ratings = sheets(1.0, seed=9).of(MEMBERS, [item.key for item in FEELINGS])
    ratings[:, 0] = [4, 4, 4, 4, 0, 0, 4, 4, 4]
    told = pull(MEMBERS, ratings, FEELINGS, Before(others=others), Naming.UNATTRIBUTED, least=4)
    assert FEELINGS[0].short not in told.more
    ratings[:, 0] = 4
    told = pull(MEMBERS, ratings, FEELINGS, Before(others=others), Naming.UNATTRIBUTED, least=4)
    assert FEELINGS[0].short in told.more, "six of nine are most of us"


def test_a_habit_for_the_pull_rests_on_three_other_cases_and_not_on_this_one():
    """Three other cases are known, of which each was there twice only."""
    there = (MEMBERS[:6], MEMBERS[3:], (*MEMBERS[:3], *MEMBERS[6:]))
    others = tuple(sheets(1.0, members=members, seed=n) for n, members in enumerate(there))
    ratings = sheets(1.0, seed=9).of(MEMBERS, [item.key for item in FEELINGS])
    assert pull(MEMBERS, ratings, FEELINGS, Before(others=others), Naming.UNATTRIBUTED, least=4) is None

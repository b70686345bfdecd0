"""Unanimity that is no safety, sheets unlike all others, and the overall level."""

import numpy as np
import pytest

from analysis import Unanimity, dissenters, false_unanimity, level_reading, split_scan
from tests.analysis.teams import divided, ordinary, with_gaps

KINDS = {"positive": [0, 1, 2], "special": [3, 4], "negative": [5, 6, 7]}


def team(warm, special, adverse, members=5):
    return np.tile([warm] * 3 + [special] * 2 + [adverse] * 3, (members, 1)).astype(float)


@pytest.mark.parametrize(
    ("ratings", "found"),
    [
        (team(0, 0, 3), (Unanimity.all_negative,)),
        (team(1, 3, 0), (Unanimity.all_special,)),
        (np.full((5, 8), np.nan), (Unanimity.all_cannot_say,)),
        (team(3, 1, 1), ()),
        (team(3, 1, 3), ()),  # warm as well: both sides are present
        (team(0, 3, 3), ()),
        (team(0, 0, 1), ()),  # a little is not much
        (team(0, 0, 3, members=2), ()),
        (np.zeros((0, 8)), ()),
    ],
)
def test_a_whole_team_on_one_side_is_named(ratings, found):
    assert false_unanimity(ratings, spans=[4] * 8, **KINDS) == found


def test_one_member_who_feels_otherwise_ends_the_unanimity():
    ratings = team(0, 0, 3)
    ratings[2] = [3, 3, 3, 0, 0, 0, 0, 0]
    assert false_unanimity(ratings, spans=[4] * 8, **KINDS) == ()


def test_a_member_who_could_say_nothing_does_not_make_the_others_unanimous():
    ratings = team(0, 0, 3)
    ratings[2] = np.nan
    assert Unanimity.all_negative not in false_unanimity(ratings, spans=[4] * 8, **KINDS)


def test_a_sheet_unlike_all_others_is_found_and_the_team_read_without_it():
    ratings = ordinary(9, noise=0.4)
    ratings[4] = np.random.default_rng(0).integers(0, 5, 16)
    found = dissenters(ratings, split_scan(ratings, draws=99), draws=499)
    assert found.flagged.tolist() == [i == 4 for i in range(9)]
    assert found.without is not None
    assert found.without.set_aside.tolist() == [i == 4 for i in range(9)]


def test_ordinary_sheets_are_seldom_singled_out():
    alarms = 0
    for seed in range(30):
        ratings = with_gaps(ordinary(9, seed=seed), 0.1)
        alarms += dissenters(ratings, split_scan(ratings, draws=19), draws=99).flagged.any()
    assert alarms <= 6


def test_members_of_a_camp_are_not_dissenters():
    ratings = divided([0, 1, 0, 1, 0, 1, 0, 0, 0])
    assert not dissenters(ratings, split_scan(ratings, draws=199), draws=199).flagged.any()


def test_a_member_set_aside_is_not_judged():
    ratings = ordinary(6)
    ratings[0] = np.nan
    found = dissenters(ratings, split_scan(ratings, draws=19), draws=19)
    assert np.isnan(found.p[0])
    assert not found.flagged[0]


@pytest.mark.parametrize("members", [0, 1, 3])
def test_too_few_members_are_not_judged(members):
    ratings = ordinary(members)
    found = dissenters(ratings, split_scan(ratings, draws=19), draws=19)
    assert not found.flagged.any()
    assert found.without is None


def test_members_who_mark_everything_higher_show_in_the_level_and_not_in_the_scan():
    level = np.array([0, 2, 0, 2, 0, 2, 0, 2, 0])[:, None]
    ratings = ordinary(9, noise=0.4, seed=3) + level
    assert level_reading(ratings, draws=199) <= 0.05
    assert not split_scan(ratings, draws=199).is_divided


def test_an_equal_level_is_not_remarked_on():
    alarms = sum(level_reading(ordinary(9, seed=seed), draws=99) <= 0.05 for seed in range(60))
    assert alarms <= 8


def test_the_level_of_three_members_is_not_read():
    assert level_reading(ordinary(3)) is None
    assert level_reading(np.zeros((6, 0))) is None

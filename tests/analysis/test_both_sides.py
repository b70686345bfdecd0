"""Both sides held at once, by an entry and by a team, and what becomes of it between two rounds."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import Course, both_sides, movement, team_both_sides


@pytest.mark.parametrize(
    ("good", "bad", "expected"),
    [(4, 4, 4.0), (0, 0, 0.0), (4, 0, -2.0), (0, 4, -2.0), (2, 1, 0.5), (3, 3, 3.0)],
)
def test_both_sides_of_one_entry(good, bad, expected):
    assert both_sides([good], [bad]).tolist() == [expected]


@given(st.floats(0, 4), st.floats(0, 4))
def test_good_and_bad_count_alike(good, bad):
    assert both_sides([good], [bad])[0] == both_sides([bad], [good])[0]


def test_an_entry_that_left_either_open_is_unknown_and_not_in_the_mean():
    team = team_both_sides([4, np.nan, 2], [4, 2, 2])
    assert np.isnan(team.entries[1])
    assert team.mean == 3.0
    assert team.n == 2


def test_one_entry_has_a_mean_without_bounds_and_none_has_no_mean():
    assert team_both_sides([3], [3]).high == float("inf")
    assert np.isnan(team_both_sides([], []).mean)


def test_the_interval_of_a_worked_team():
    """Entries 0, 1, 2: mean 1, standard error 1/sqrt(3), t of 95 % at two degrees 2.92."""
    team = team_both_sides([0, 1, 2], [0, 1, 2])
    assert team.low == pytest.approx(1 - 2.919986 / np.sqrt(3), abs=1e-5)


def test_good_and_bad_of_different_members_are_refused():
    with pytest.raises(ValueError, match="same members"):
        both_sides([1, 2], [1])


FAR, NEAR = [3.0, 2.6, 3.2, 2.8], [0.6, 0.4, 0.9, 0.5]
LOW, HIGH = [-1.0, -0.5, -1.5, -1.0], [1.5, 2.0, 1.0, 1.5]


@pytest.mark.parametrize(
    ("distance", "both", "course"),
    [
        ((FAR, NEAR), (LOW, HIGH), Course.integration),
        ((FAR, NEAR), (LOW, LOW), Course.conformity),
        ((FAR, FAR), (LOW, HIGH), Course.apart),
        (([3.0, 3.0], [0.0, 3.0]), (LOW[:2], LOW[:2]), Course.cannot_tell),
        (([3.0], [0.0]), ([0.0], [2.0]), Course.cannot_tell),
        (([], []), ([], []), Course.cannot_tell),
    ],
)
def test_coming_closer_is_integration_only_when_both_sides_rises(distance, both, course):
    assert movement(*distance, *both).course is course


def test_views_that_came_closer_by_next_to_nothing_have_not_come_closer():
    nearer = [[3.0] * 40, [2.8] * 40]
    change = movement(*nearer, [0] * 40, [0] * 40)
    assert change.distance_high < 0, "surely closer, by a fifth of a point"
    assert change.course is Course.apart


def test_members_of_one_round_only_do_not_count_as_change():
    change = movement([3, 3, np.nan], [1, 1, 0], [0, 0, 0], [2, 2, np.nan])
    assert change.distance_change == -2.0
    assert change.both_sides_change == 2.0


def test_few_equal_answers_never_give_an_interval_without_width():
    change = movement([3, 3], [2, 2], [0, 0], [0, 0])
    assert change.distance_low < -1.0 < change.distance_high

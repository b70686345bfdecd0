"""Known partitions looked at beside the search, under one false-alarm rate."""

import numpy as np
import pytest

from analysis import split_scan
from analysis.candidates import candidate_sides
from tests.analysis.teams import divided, ordinary

CAMPS = np.array([0, 1] * 6)
EVERYONE = np.ones(12, dtype=bool)


def weak(seed):
    return divided(CAMPS, items=20, dividing=8, gap=0.9, noise=0.9, seed=seed)


def test_a_weak_division_along_a_known_line_is_found_more_often_with_it():
    plain = sum(split_scan(weak(seed), draws=39).p_shared <= 0.05 for seed in range(20))
    known = sum(split_scan(weak(seed), candidates=[CAMPS], draws=39).p_shared <= 0.05 for seed in range(20))
    assert known >= plain + 3


def test_lines_that_mean_nothing_keep_the_false_alarm_rate():
    alarms = 0
    for seed in range(40):
        lines = [np.random.default_rng([seed, k]).permutation(CAMPS) for k in range(4)]
        alarms += split_scan(ordinary(12, seed=seed), candidates=lines, draws=39).p_shared <= 0.05
    assert alarms <= 7


def test_a_strong_division_across_the_lines_is_still_found_with_its_own_members():
    lines = [[0] * 6 + [1] * 6]
    reading = split_scan(divided(CAMPS), candidates=lines, draws=199)
    assert reading.is_divided
    assert reading.camps.tolist() == CAMPS.tolist()


def test_no_candidate_changes_nothing():
    ratings = ordinary(12, seed=3)
    one, other = split_scan(ratings, draws=99), split_scan(ratings, candidates=[], draws=99)
    assert one.p_shared == other.p_shared


def test_a_line_of_three_groups_gives_each_group_against_the_others():
    sides = candidate_sides([["a"] * 4 + ["b"] * 4 + ["c"] * 4], EVERYONE)
    assert [side.tolist() for side in sides] == [
        [0] * 4 + [1] * 8,
        [0] * 4 + [1] * 4 + [0] * 4,
        [0] * 8 + [1] * 4,
    ]


def test_a_group_of_one_is_no_candidate_and_the_same_partition_counts_once():
    assert candidate_sides([["a"] + ["b"] * 11], EVERYONE) == []
    assert len(candidate_sides([CAMPS, 1 - CAMPS, ["x", "y"] * 6], EVERYONE)) == 1


@pytest.mark.parametrize("nobody", [None, -1, float("nan"), ""])
def test_members_without_a_label_are_in_no_group(nobody):
    (side,) = candidate_sides([["a"] * 3 + [nobody] * 9], EVERYONE)
    assert sorted(np.bincount(side).tolist()) == [3, 9]


def test_members_set_aside_are_left_out_of_the_line():
    ratings = divided(CAMPS)
    ratings[0] = np.nan
    reading = split_scan(ratings, candidates=[CAMPS], draws=99)
    assert reading.camps[0] == -1
    assert reading.is_divided


def test_a_line_of_another_team_is_refused():
    with pytest.raises(ValueError, match="12 members, 2 labels"):
        split_scan(ordinary(12), candidates=[["a", "b"]])

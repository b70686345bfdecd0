"""Along which lines the disagreement runs."""

from itertools import combinations
from math import comb

import numpy as np
import pytest

from analysis import read_lines
from analysis.departures import departures
from tests.analysis.teams import divided, ordinary

CAMPS = [0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1]
DISCIPLINE = ["nurse" if camp else "therapist" for camp in CAMPS]
SHIFT = ["day"] * 6 + ["night"] * 6


def test_a_division_along_discipline_is_said_to_follow_it_and_not_shift():
    discipline, shift = read_lines(divided(CAMPS), {"discipline": DISCIPLINE, "shift": SHIFT}, spans=[4] * 16)
    assert discipline.follows
    assert not shift.follows
    assert discipline.share > 0.5 > shift.share
    assert discipline.groups == (("therapist", 6), ("nurse", 6))


def test_one_attribute_is_tested_exactly_over_every_labeling():
    """Four against four: 70 labelings, of which the true one and its mirror are the most extreme."""
    camps = [0, 0, 0, 0, 1, 1, 1, 1]
    (line,) = read_lines(divided(camps), {"shift": camps}, spans=[4] * 16)
    assert line.p == pytest.approx(2 / comb(8, 4))
    assert line.p_family == line.p


def test_the_statistic_is_the_between_group_sum_of_squares():
    """Counted again by hand: every way to choose the first group, its squared sums over its size."""
    ratings = ordinary(8, 10, seed=5)
    left = departures(ratings).values

    def between(group):
        other = [i for i in range(8) if i not in group]
        return sum((left[list(part)].sum(0) ** 2).sum() / len(part) for part in (group, other))

    observed = between((0, 1, 2))
    ways = [between(group) for group in combinations(range(8), 3)]
    expected = np.mean([way >= observed - 1e-9 for way in ways])
    (line,) = read_lines(ratings, {"seniority": ["new"] * 3 + ["old"] * 5}, spans=[4] * 10)
    assert line.p == pytest.approx(expected)
    assert line.share == pytest.approx(observed / (left**2).sum())


def test_a_group_of_fewer_than_three_is_never_used_or_shown():
    labels = ["nurse"] * 5 + ["therapist"] * 5 + ["chaplain"] * 2
    (line,) = read_lines(divided(CAMPS), {"discipline": labels}, spans=[4] * 16)
    assert [name for name, _ in line.groups] == ["nurse", "therapist"]


@pytest.mark.parametrize("labels", [["a"] * 12, ["a"] * 10 + ["b"] * 2, [None] * 12, ["", None] * 6])
def test_a_line_without_two_groups_of_three_is_left_unread(labels):
    (line,) = read_lines(divided(CAMPS), {"line": labels}, spans=[4] * 16)
    assert line.p is None
    assert line.p_family is None
    assert not line.follows


def test_many_lines_that_mean_nothing_keep_the_false_alarm_rate_over_all_of_them():
    alarms = 0
    for seed in range(40):
        rng = np.random.default_rng(seed)
        lines = {f"line {k}": rng.permutation([0, 1, 2] * 4).tolist() for k in range(6)}
        alarms += any(line.follows for line in read_lines(ordinary(12, 12, seed=seed), lines, draws=499))
    assert alarms <= 6


def test_a_small_team_is_read_over_every_order_of_its_members():
    lines = read_lines(divided([0, 0, 0, 1, 1, 1]), {"shift": ["d"] * 3 + ["n"] * 3, "sex": ["f", "m"] * 3})
    assert lines[0].p == pytest.approx(2 / comb(6, 3))
    assert not lines[0].follows  # 2 in 20 is the least that six members can reach


def test_labels_of_another_team_are_refused():
    with pytest.raises(ValueError, match="shift: 12 members, 2 labels"):
        read_lines(divided(CAMPS), {"shift": ["d", "n"]})


def test_a_team_of_one_mind_follows_no_line():
    (line,) = read_lines(np.full((12, 8), 2.0), {"shift": SHIFT})
    assert not line.follows

"""What would have been seen, and the simulations it rests on."""

import numpy as np
import pytest

from analysis import smallest_division
from analysis.power import _table
from benchmarks.analysis import compare, form, scenarios


def test_the_smallest_division_is_the_smallest_gap_found_four_times_in_five():
    smallest = smallest_division(9)
    found = {row[2]: row[5] for row in _table() if row[:2] == ("feelings", 9)}
    assert smallest.gap == min(gap for gap, share in found.items() if share >= 0.8)
    assert (smallest.items, smallest.of_items) == (10, 16)


def test_a_team_between_two_sizes_is_promised_no_more_than_the_smaller():
    assert smallest_division(11) == smallest_division(10)
    assert smallest_division(40) == smallest_division(14)


def test_nothing_is_promised_to_a_team_too_small():
    assert smallest_division(5) is None
    assert smallest_division(0) is None


@pytest.mark.parametrize("section", ["feelings", "positions"])
def test_larger_gaps_are_found_at_least_as_often(section):
    for members in {row[1] for row in _table()}:
        found = [row[5] for row in sorted(_table()) if row[:2] == (section, members)]
        assert len(found) == 5
        assert all(later >= earlier - 0.05 for earlier, later in zip(found, found[1:], strict=False))


def test_larger_teams_need_no_larger_gap():
    gaps = [smallest_division(members).gap for members in (6, 8, 10, 12, 14)]
    assert gaps == sorted(gaps, reverse=True)


@pytest.mark.parametrize("name", [*scenarios.NO_CAMPS, *scenarios.CAMPS, *scenarios.OTHER_CAMPS, *scenarios.CORRELATED])
def test_simulated_ratings_stay_on_their_scale(name):
    scenario = {**scenarios.NO_CAMPS, **scenarios.CAMPS, **scenarios.OTHER_CAMPS, **scenarios.CORRELATED}[name]
    ratings, camps = scenarios.answers(scenario, np.random.default_rng(0))
    assert ratings.shape == (scenario.members, scenario.items)
    assert np.nanmin(ratings) >= 0
    assert np.nanmax(ratings) <= scenario.points - 1
    assert sorted(np.bincount(camps).tolist()) == sorted(scenario.sizes or (scenario.members,))
    assert np.isnan(ratings).any() == (scenario.missing > 0)


@pytest.mark.parametrize("section", ["feelings", "positions"])
def test_a_simulated_team_fills_in_the_form_and_its_division_is_found(section):
    reading, camp = form.scan(section, form.Team(smaller=4, gap=3.5, cannot_say=0.0), np.random.default_rng(3))
    placed = reading.camps >= 0
    assert reading.is_divided
    assert compare.rand_index(camp[placed], reading.camps[placed]) > 0.5


def test_the_adjusted_rand_index_of_a_worked_table():
    """Four and four, one changed over: pairs together 6 + 3 of (12, 13), by chance 12 x 13 / 28."""
    one, other = np.array([0, 0, 0, 0, 1, 1, 1, 1]), np.array([0, 0, 0, 0, 0, 1, 1, 1])
    assert compare.rand_index(one, one) == 1.0
    assert compare.rand_index(one, 1 - one) == 1.0
    expected = 12 * 13 / 28
    assert compare.rand_index(one, other) == pytest.approx((9 - expected) / (12.5 - expected))

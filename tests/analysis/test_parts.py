"""The parts of the scan, each against its definition: break a sign, a re-centring or a block, and these turn red."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.chance import ordinary_differences, share_at_least
from analysis.departures import Departures, departures, departures_as_wide, habitual_spread, recentred, without_level
from analysis.partitions import (
    best_for_item_weights,
    best_partitions,
    every_partition,
    in_noise_units,
    leading_directions,
    separation,
)
from analysis.spectrum import Clumping, debiased_square, within_share
from tests.analysis.teams import divided, graded, ordinary, with_gaps


def separation_by_hand(table, answered, side):
    """Sum over items of the between-part sum of squares beyond one, written as in the method's description."""
    total = 0.0
    for item in range(table.shape[1]):
        inside, outside = (answered[:, item] & (side == part) for part in (1, 0))
        a, b = inside.sum(), outside.sum()
        if a and b:
            total += max(table[inside, item].sum() ** 2 / (a * b / (a + b)) - 1, 0)
    return total


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 9999), members=st.integers(4, 9), gaps=st.sampled_from([0.0, 0.2]))
def test_the_best_partition_is_the_best_of_all_by_hand(seed, members, gaps):
    left = departures(with_gaps(ordinary(members, 7, seed=seed), gaps, seed))
    table = in_noise_units(left.values, left.answered)
    found = best_partitions(table[None], left.answered)
    best = max(separation_by_hand(table, left.answered, side) for side in every_partition(members))
    assert found.score[0] == pytest.approx(best)
    assert separation(table[None], left.answered, found.side[0].astype(float))[0] == pytest.approx(best)


@pytest.mark.parametrize(("members", "gaps"), [(10, 0.0), (12, 0.15), (13, 0.0)])
def test_the_search_finds_the_best_of_all_partitions_nearly_always(members, gaps):
    reached = 0
    for seed in range(30):
        left = departures(with_gaps(ordinary(members, 10, seed=seed), gaps, seed))
        table = in_noise_units(left.values, left.answered)
        score = best_partitions(table[None], left.answered).score[0]
        side = best_for_item_weights(left, np.ones((1, 10)))[0].astype(float)
        exhaustive = separation(table[None], left.answered, side)[0]
        assert score <= exhaustive + 1e-9
        reached += score >= exhaustive - 1e-9
    assert reached >= 25


@pytest.mark.parametrize("members", [30, 45, 70])
def test_large_teams_are_searched_too(members):
    camps = np.arange(members) % 2
    left = departures(divided(camps))
    side = best_partitions(in_noise_units(left.values, left.answered)[None], left.answered).side[0]
    assert (side == camps).all() or (side != camps).all()


@pytest.mark.parametrize("members", [4, 5, 8])
def test_every_partition_has_two_on_each_side_and_comes_once(members):
    sides = every_partition(members)
    assert len(sides) == 2 ** (members - 1) - 1 - members
    assert len({tuple(row) for row in sides}) == len(sides)
    assert (np.minimum(sides.sum(1), members - sides.sum(1)) >= 2).all()


def test_left_out_items_have_no_say_in_the_partition():
    ratings = divided([0, 1, 0, 1, 0, 1, 0, 1], dividing=16)
    ratings[:, :8] = divided([0, 0, 0, 0, 1, 1, 1, 1], dividing=16)[:, :8]
    weights = np.zeros((2, 16))
    weights[0, :8] = weights[1, 8:] = 1
    first, second = best_for_item_weights(departures(ratings), weights)
    assert len({tuple(first[:4]), (0,) * 4, (1,) * 4}) == 2
    assert len({tuple(second[::2]), (0,) * 4, (1,) * 4}) == 2


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 9999), gaps=st.sampled_from([0.0, 0.2]))
def test_departures_sum_to_nothing_over_members_and_items(seed, gaps):
    left = departures(with_gaps(ordinary(8, 12, seed=seed), gaps, seed))
    np.testing.assert_allclose(left.values.sum(0), 0, atol=1e-9)
    assert np.abs(left.values.sum(1)).max() < (1e-9 if left.answered.all() else 0.2)
    assert (left.values[~left.answered] == 0).all()


def test_departures_of_a_worked_table():
    """Rows 0 2 4, 0 0 0, 4 2 0: means 2, 0, 2; items 4/3, 4/3, 4/3; so -2 0 2, 0 0 0, 2 0 -2."""
    left = departures_as_wide(np.array([[0.0, 2, 4], [0, 0, 0], [4, 2, 0]]))
    np.testing.assert_allclose(left.values, [[-2, 0, 2], [0, 0, 0], [2, 0, -2]], atol=1e-12)


def test_spread_is_taken_for_a_habit_only_beyond_what_chance_gives():
    rng = np.random.default_rng(0)
    rows = rng.normal(0, 1, (40, 24))
    everyone = np.ones(rows.shape, dtype=bool)
    equal = habitual_spread(without_level(rows, everyone), everyone)
    assert equal.std() < 0.08
    wide = np.where(np.arange(40) % 2, 2.0, 1.0)
    found = habitual_spread(without_level(rows * wide[:, None], everyone), everyone)
    assert found[1::2].mean() / found[::2].mean() == pytest.approx(2.0, abs=0.3)


def test_ordinary_differences_keep_every_size_and_draw_one_sign_per_dimension():
    left = departures(ordinary(8, 12, seed=3))
    blocks = np.repeat(np.arange(4), 3)
    values = left.values.copy()
    flat = Departures(values, np.ones_like(left.answered))
    drawn = ordinary_differences(flat, blocks, 200, np.random.default_rng(0))
    assert drawn.shape == (200, 8, 12)
    np.testing.assert_allclose(drawn.sum(1), 0, atol=1e-9)
    np.testing.assert_allclose(drawn.sum(2), 0, atol=1e-9)
    np.testing.assert_allclose(drawn.mean(0), 0, atol=0.4)
    together = np.einsum("bij,bik->jk", drawn, drawn) / 200
    inside = np.abs(np.corrcoef(drawn[:, 0, 0], drawn[:, 0, 1])[0, 1])
    across = np.abs(np.corrcoef(drawn[:, 0, 0], drawn[:, 0, 5])[0, 1])
    assert together.shape == (12, 12)
    assert inside > across


def test_a_p_counts_the_observed_table_among_the_draws_and_ties_as_reached():
    assert share_at_least(2.0, np.array([1.0, 2.0, 3.0])) == pytest.approx(3 / 4)
    assert share_at_least(9.0, np.zeros(99)) == pytest.approx(1 / 100)


def test_noise_units_bring_ordinary_noise_to_one():
    rng = np.random.default_rng(1)
    answered = np.ones((10, 20), dtype=bool)
    noise = recentred(rng.normal(0, 3, (200, 10, 20)), answered)
    units = in_noise_units(noise, answered)
    by_split = separation(units, answered, np.array([1.0] * 5 + [0] * 5)).mean()
    # an item's share is a squared normal: the mean of max(z^2 - 1, 0) is 2 phi(1) = 0.484
    assert by_split / 20 == pytest.approx(0.484, abs=0.06)


def test_leading_directions_of_large_teams_equal_the_decomposition():
    tables = recentred(np.random.default_rng(2).normal(size=(2, 70, 9)), np.ones((70, 9), dtype=bool))
    tables += np.outer(np.arange(70) % 2 - 0.5, np.ones(9))
    power = leading_directions(tables, 1)[:, :, 0]
    exact = np.linalg.svd(tables)[0][:, :, 0]
    np.testing.assert_allclose(np.abs((power * exact).sum(1)), 1, atol=1e-3)


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ([-1, -1, 1, 1], 0.0),  # two points
        ([-3, -1, 1, 3], (1 + 1 + 1 + 1) / (9 + 1 + 1 + 9)),  # clumps at -2 and 2, each a step apart
    ],
)
def test_clumping_of_worked_scores(scores, expected):
    assert within_share(np.array([scores], dtype=float))[0] == pytest.approx(expected)


def test_a_signal_below_the_noise_has_no_strength_and_without_noise_keeps_all():
    assert debiased_square(1.0, 1.0, (8.0, 15.0)) == 0.0
    assert debiased_square(7.0, 0.0, (8.0, 15.0)) == pytest.approx(49.0)
    assert 0 < debiased_square(9.0, 1.0, (8.0, 15.0)) < 81.0


def test_clumping_of_four_members_is_undecidable():
    read = Clumping(ordinary(4), np.array([0, 0, 1, 1]), 19, np.random.default_rng(0))
    assert read.p_even_range() == read.p_two_points() == 1.0


def test_two_camps_do_not_look_like_an_even_range_and_the_other_way_round():
    camps = np.array([0, 1] * 6)
    apart = Clumping(divided(camps), camps, 199, np.random.default_rng(0))
    assert apart.p_even_range() <= 0.05 < apart.p_two_points()


@pytest.mark.parametrize(
    ("ratings", "separated"),
    [
        (ordinary(9, 16, seed=11), 19.296482),
        (ordinary(12, 24, seed=12), 27.816214),
        (with_gaps(ordinary(8, 16, seed=13), 0.1, seed=14), 20.421073),
        (divided([0, 1] * 5, seed=15), 107.676794),
        (with_gaps(divided([0, 0, 1] * 4, gap=1.5, seed=16), 0.15, seed=17), 48.773520),
        (graded(seed=18), 77.259184),
    ],
)
def test_the_separation_equals_that_of_an_independent_implementation(ratings, separated):
    """Values of the method's first implementation, written as loops over members and items by another hand."""
    left = departures(ratings)
    table = in_noise_units(left.values, left.answered)
    assert best_partitions(table[None], left.answered).score[0] == pytest.approx(separated, abs=1e-5)

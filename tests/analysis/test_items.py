"""Item by item: what divides, what is shared, what cannot be told."""

import numpy as np
import pytest

from analysis import Mark, Verdict, descriptive_order, read_items, split_scan
from analysis.items import below_false_discoveries, common_ground, dividing_items
from tests.analysis.teams import divided, ordinary, with_gaps

CAMPS = [0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1]
SPANS = [4.0] * 16


def test_items_that_part_the_views_are_marked_and_the_others_are_not():
    ratings = divided(CAMPS, dividing=8)
    items = read_items(ratings, CAMPS, spans=SPANS, verdict=Verdict.camps)
    marks = [item.mark for item in items]
    assert marks[:8] == [Mark.divides] * 8
    assert Mark.divides not in marks[8:]


def test_the_gap_is_view_b_less_view_a_in_the_items_own_units():
    ratings = np.array([[1, 10], [3, 30], [1, 20], [3, np.nan], [1, 30], [np.nan, 60]], dtype=float)
    first, second = read_items(ratings, [0, 1, 0, 1, 0, -1], spans=[4, 60])
    assert (first.mean_a, first.mean_b, first.gap, first.n) == (1.0, 3.0, 2.0, 5)
    assert (second.mean_a, second.mean_b, second.gap, second.n) == (20.0, 30.0, 10.0, 5)
    assert second.mean == pytest.approx((10 + 30 + 20 + 30 + 60) / 5)


def test_an_item_one_view_did_not_answer_has_no_gap():
    ratings = np.array([[1], [np.nan], [2], [np.nan]], dtype=float)
    (item,) = read_items(ratings, [0, 1, 0, 1], spans=[4])
    assert np.isnan(item.gap)
    assert item.mark is Mark.cannot_tell


def test_nothing_divides_in_a_team_that_is_not_divided():
    ratings = divided(CAMPS)
    marks = {item.mark for item in read_items(ratings, CAMPS, spans=SPANS, verdict=Verdict.no_division)}
    assert Mark.divides not in marks


def test_items_of_pure_chance_are_seldom_marked_though_the_views_were_fitted_to_them():
    """Without leaving the item out, such items are marked in most teams of pure noise."""
    teams = 0
    for seed in range(20):
        ratings = ordinary(10, 16, seed=seed)
        camps = split_scan(ratings, draws=9).camps
        items = read_items(ratings, camps, spans=SPANS, verdict=Verdict.camps)
        teams += any(item.mark is Mark.divides for item in items)
    assert teams <= 7


def test_a_mood_over_one_dimension_does_not_lend_its_words_each_others_mark():
    """Two words of one dimension move together in each person and with nothing else."""
    teams = 0
    for seed in range(20):
        ratings = ordinary(10, 8, seed=seed, noise=0.7)
        mood = np.random.default_rng(seed).normal(0, 1.5, 10)
        ratings[:, 0] += mood
        ratings[:, 1] += mood
        blocks = ["mood", "mood", *"bcdefg"]
        items = read_items(ratings, [0, 1] * 5, spans=[8] * 8, blocks=blocks, verdict=Verdict.camps)
        teams += any(item.mark is Mark.divides for item in items[:2])
    assert teams <= 5


def test_both_views_close_together_is_common_ground_and_few_answers_cannot_tell():
    rng = np.random.default_rng(2)
    ratings = divided([0, 1] * 15, dividing=8)
    ratings[:, 15] = 2 + rng.integers(0, 2, 30)
    ratings[4:, 14] = np.nan
    items = read_items(ratings, [0, 1] * 15, spans=SPANS, verdict=Verdict.camps)
    assert items[15].mark is Mark.common_ground
    assert items[14].mark is Mark.cannot_tell


def test_common_ground_is_one_point_of_five_whatever_the_items_range():
    ratings = np.tile([[2.0], [2.0], [3.0], [3.0]], (6, 3))
    camps = np.tile([0, 1], 12)
    assert common_ground(ratings, camps, np.array([4.0, 4.0, 4.0])).all()
    apart = ratings + 1.2 * camps[:, None]
    assert not common_ground(apart, camps, np.array([4.0, 4.0, 4.0])).any()
    assert common_ground(apart, camps, np.array([40.0, 40.0, 40.0])).all()


def test_benjamini_hochberg_of_a_worked_example():
    """Of p .01 .02 .039 .20 at 10 %: limits .025 .05 .075 .10, so the first three."""
    assert below_false_discoveries(np.array([0.20, 0.01, 0.039, 0.02]), 0.10).tolist() == [
        False,
        True,
        True,
        True,
    ]
    assert not below_false_discoveries(np.array([0.3, 0.2]), 0.10).any()


def test_the_most_divided_item_comes_first_in_shares_of_its_own_range():
    view_a, view_b = [1, 0, 5], [2, 4, np.nan]  # gaps: 1 of 4, 4 of 40, and one that view B did not answer
    items = read_items(np.array([view_a, view_b] * 3, dtype=float), [0, 1] * 3, spans=[4, 40, 10])
    assert descriptive_order(items, [4, 40, 10]) == (0, 1, 2)


def test_gaps_in_the_answers_leave_every_figure_readable():
    ratings = with_gaps(divided(CAMPS), 0.15)
    reading = split_scan(ratings, draws=99)
    items = read_items(ratings, reading.camps, spans=SPANS, verdict=reading.verdict)
    assert len(items) == 16
    assert all(item.n > 0 and np.isfinite(item.mean) for item in items)


def test_an_empty_team_has_items_without_answers():
    items = read_items(np.full((0, 3), np.nan), [], spans=[4, 4, 4])
    assert [item.n for item in items] == [0, 0, 0]
    assert {item.mark for item in items} == {Mark.cannot_tell}


def test_a_team_of_one_mind_has_no_dividing_item():
    assert not dividing_items(np.full((6, 8), 2.0), np.full(8, 4.0), np.arange(8)).any()


def test_an_item_whose_dimension_is_the_whole_form_cannot_be_told():
    ratings = divided(CAMPS)
    items = read_items(ratings, CAMPS, spans=SPANS, blocks=["one"] * 16, verdict=Verdict.camps)
    assert Mark.divides not in {item.mark for item in items}


def test_camps_of_another_team_are_refused():
    with pytest.raises(ValueError, match="One camp per member"):
        read_items(np.ones((4, 3)), [0, 1], spans=[4, 4, 4])

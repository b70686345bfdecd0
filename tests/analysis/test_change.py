"""What moved between rounds and weeks."""

import numpy as np
import pytest

from analysis import Persistence, debiased_gap, movers, pooled, second_round, split_scan
from tests.analysis.teams import divided, ordinary, with_gaps

CAMPS = [0, 1, 0, 1, 0, 1, 0, 1, 0]
SPANS = [4] * 16


def rounds(gap_before, gap_after, seed, camps=CAMPS, noise=0.8):
    first = divided(camps, gap=gap_before, seed=seed, noise=noise)
    return first, divided(camps, gap=gap_after, seed=seed + 1000, noise=noise)


def test_an_unchanged_strong_division_is_recognised_in_the_second_round():
    found = 0
    for seed in range(15):
        first, second = rounds(2.0, 2.0, seed)
        camps = split_scan(first, draws=9).camps
        found += second_round(first, second, camps, spans=SPANS).persistence is Persistence.still_apart
    assert found >= 14


def test_a_division_that_closed_is_seldom_said_to_last():
    false = 0
    for seed in range(30):
        first, second = rounds(2.0, 0.0, seed)
        camps = split_scan(first, draws=9).camps
        false += second_round(first, second, camps, spans=SPANS).persistence is Persistence.still_apart
    assert false <= 5


def test_it_is_called_closed_only_when_the_views_are_surely_within_half_a_point():
    camps = np.array([0, 1] * 10)
    first = divided(camps, gap=2.5)
    second = divided(camps, gap=0.0, seed=9, noise=0.5)
    read = second_round(first, second, camps, spans=SPANS)
    assert read.persistence is Persistence.closed
    assert read.now.high < 0.5
    assert read.before.points > read.now.points


def test_two_members_a_side_are_needed_in_both_rounds():
    first, second = rounds(2.0, 2.0, 1)
    second[[1, 3, 5]] = np.nan
    read = second_round(first, second, CAMPS, spans=SPANS)
    assert read.persistence is Persistence.cannot_tell
    assert np.isnan(read.now.points)


def test_the_views_of_the_first_round_are_compared_whichever_sign_their_items_have():
    """Views that changed places are not "still apart" in the old sense: the gap is below zero."""
    first, _ = rounds(2.5, 2.5, 1)
    read = second_round(first, 4 - first, CAMPS, spans=SPANS)
    assert read.now.high < 0
    assert read.persistence is Persistence.closed


def test_a_patient_who_gets_better_changes_nothing_about_the_gap():
    first, second = rounds(2.0, 2.0, 4)
    better = second + np.linspace(-1, 1, 16)
    one = second_round(first, second, CAMPS, spans=SPANS)
    other = second_round(first, better, CAMPS, spans=SPANS)
    assert other.now.points == pytest.approx(one.now.points)


def test_the_debiased_gap_is_near_nothing_without_a_division_and_near_the_truth_with_one():
    """Twelve of 16 items part the views by 2: the root mean square is 2 x sqrt(12/16) = 1.73."""
    nothing = np.mean([debiased_gap(ordinary(9, seed=s), spans=SPANS).points for s in range(8)])
    there = np.mean([debiased_gap(rounds(2.0, 2.0, s)[0], spans=SPANS).points for s in range(8)])
    assert nothing < 0.5
    assert 1.4 < there < 1.9


def test_the_debiased_gap_does_not_grow_with_the_team():
    small = np.mean([debiased_gap(divided(CAMPS, gap=2.0, seed=s), spans=SPANS).points for s in range(6)])
    large = np.mean([debiased_gap(divided(CAMPS * 2, gap=2.0, seed=s), spans=SPANS).points for s in range(6)])
    assert large == pytest.approx(small, abs=0.3)


def test_a_gap_that_cannot_be_computed_is_not_a_number():
    assert np.isnan(debiased_gap(ordinary(3), spans=SPANS).points)
    assert np.isnan(debiased_gap(np.full((9, 16), np.nan), spans=SPANS).points)
    assert np.isnan(debiased_gap(ordinary(9, items=4), spans=[4] * 4).points)
    assert np.isnan(debiased_gap(divided(CAMPS), camps=[0] * 9, spans=SPANS).points)


def test_the_one_member_who_changed_sides_is_the_mover():
    after = CAMPS.copy()
    after[8] = 1
    first, second = divided(CAMPS, gap=3.0), divided(after, gap=3.0, seed=7)
    moved = movers(first, second, split_scan(first, draws=199), split_scan(second, draws=199), spans=SPANS)
    assert moved.tolist() == [i == 8 for i in range(9)]


def test_nobody_moved_when_the_same_division_is_seen_twice():
    first, second = divided(CAMPS, gap=3.0), divided(CAMPS, gap=3.0, seed=7)
    turned = 4 - second  # every item answered from the other end: the same views would hold the opposite
    readings = [split_scan(table, draws=199) for table in (first, second, turned)]
    assert not movers(first, second, readings[0], readings[1], spans=SPANS).any()
    assert movers(first, turned, readings[0], readings[2], spans=SPANS).all()


def test_nobody_is_said_to_move_without_a_division_in_both_weeks():
    first, second = ordinary(9), divided(CAMPS)
    moved = movers(first, second, split_scan(first, draws=99), split_scan(second, draws=99), spans=SPANS)
    assert not moved.any()


def test_pooled_rounds_keep_the_division_and_drop_what_changed_for_all():
    first, second = divided(CAMPS, gap=1.2, noise=0.9), divided(CAMPS, gap=1.2, noise=0.9, seed=5) - 1.0
    both = pooled([first, second])
    np.testing.assert_allclose(both, ((first - first.mean(0)) + (second - second.mean(0))) / 2)
    assert split_scan(both, spans=SPANS, draws=199).camps.tolist() == CAMPS


def test_pooling_uses_what_there_is_of_each_member():
    first, second = with_gaps(divided(CAMPS), 0.2), divided(CAMPS, seed=2)
    assert not np.isnan(pooled([first, second])).any()
    assert np.isnan(pooled([np.full((3, 2), np.nan)])).all()


def test_rounds_of_different_teams_are_refused():
    with pytest.raises(ValueError, match="same members"):
        pooled([ordinary(9), ordinary(8)])
    with pytest.raises(ValueError, match="same members"):
        second_round(ordinary(9), ordinary(8), CAMPS)
    with pytest.raises(ValueError, match="same members"):
        movers(ordinary(9), ordinary(8), split_scan(ordinary(9), draws=9), split_scan(ordinary(8), draws=9))

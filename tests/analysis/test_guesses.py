"""One guess against where the other view is, and the guesses of several with how sure they are."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import Placed, Sight, Thought, read_guess, read_guesses, sentences
from analysis.both_sides import HALF_A_POINT


@pytest.mark.parametrize(
    ("guessed", "ours", "theirs", "placed", "off"),
    [
        (4, 0.5, 2.6, Placed.further, 1.4),
        (0, 3.5, 1.4, Placed.further, 1.4),
        (1, 0.5, 2.6, Placed.closer, 1.6),
        (3, 0.5, 2.6, Placed.about, 0.4),
        (3, 0.5, 2.5, Placed.about, 0.5),
        (0, 0.5, 2.6, Placed.closer, 2.6),
        (0, 1.5, 3.0, Placed.behind, 3.0),
        (7, 5.5, 2.0, Placed.behind, 5.0),
    ],
)
def test_a_guess_is_placed_against_the_other_view_as_seen_from_the_own_one(guessed, ours, theirs, placed, off):
    read = read_guess(guessed, ours, theirs)
    assert read.placed is placed
    assert read.off == pytest.approx(off)


@given(st.integers(0, 4), st.floats(0, 4), st.floats(0, 4))
def test_the_nearest_place_of_a_scale_is_always_about_where_it_is(guessed, ours, theirs):
    assert read_guess(round(theirs), ours, theirs).placed is Placed.about
    assert (read_guess(guessed, ours, theirs).placed is Placed.about) == (abs(guessed - theirs) <= 0.5)


@given(st.integers(1, 7), st.integers(10, 70), st.integers(10, 70))
def test_turning_the_scale_round_changes_nothing(guessed, ours, theirs):
    one = read_guess(guessed, ours / 10, theirs / 10)
    other = read_guess(8 - guessed, (80 - ours) / 10, (80 - theirs) / 10)
    assert other.off == pytest.approx(one.off)
    if ours != theirs:
        assert other.placed is one.placed


def of(outward, near, apart, least=4):
    """Guesses by where they lie; the own view's mean lies `near` the end, the other `apart` from it."""
    outward = np.asarray(outward, dtype=float)
    n = len(outward)
    return read_guesses(n, float((outward - near).sum()), n * apart, outward.sum(), (outward**2).sum(), least=least)


def test_the_mean_and_its_interval_are_those_of_students_t():
    read = of([3, 4, 4, 3, 2, 4], 0.5, 1.5)
    values = np.array([3, 4, 4, 3, 2, 4]) - 0.5
    half = 2.015048 * values.std(ddof=1) / np.sqrt(6)  # t of 5 degrees, 95 %
    assert read.thought == pytest.approx(values.mean())
    assert (read.low, read.high) == pytest.approx((values.mean() - half, values.mean() + half), abs=1e-5)
    assert (read.guesses, read.apart) == (6, pytest.approx(1.5))


@pytest.mark.parametrize(
    ("outward", "apart", "sight"),
    [
        ([4, 4, 3, 4, 4, 3], 1.0, Sight.further),
        ([1, 1, 0, 1, 1, 1], 3.0, Sight.closer),
        ([3, 3, 3, 3, 3, 3, 3, 3, 3, 3], 2.4, Sight.about),
        ([0, 4, 1, 3, 2, 4], 1.5, Sight.cannot_tell),
        ([4, 4, 4], 0.5, Sight.too_few),
    ],
)
def test_what_several_guesses_say_is_judged_by_the_whole_interval(outward, apart, sight):
    assert of(outward, 0.5, apart).sight is sight


def test_below_the_least_there_is_a_mean_and_no_interval():
    read = of([4, 4, 3], 0.5, 1.0)
    assert read.thought == pytest.approx(11 / 3 - 0.5)
    assert np.isnan(read.low)
    assert np.isnan(read.high)


def test_equal_guesses_never_make_an_interval_of_width_nought():
    read = of([3, 3, 3, 3], 0.5, 2.5)
    assert read.high - read.low > 0.5
    assert read.low < read.thought < read.high


@given(st.lists(st.integers(0, 12), min_size=2, max_size=12), st.floats(0, 1), st.floats(0.2, 3))
def test_which_guess_came_from_whom_makes_no_difference(thirds, near, apart):
    """Only sums go in: in any order they say the same."""
    guesses = [third / 3 for third in thirds]
    one, other = of(guesses, near, apart, least=2), of(sorted(guesses), near, apart, least=2)
    assert (one.thought, one.low, one.high) == pytest.approx((other.thought, other.low, other.high))


@given(st.lists(st.integers(0, 12), min_size=4, max_size=12), st.floats(0.2, 3))
def test_about_is_said_only_when_the_guesses_surely_lie_within_half_a_point(thirds, apart):
    read = of([third / 3 for third in thirds], 0.0, apart)
    within = read.low - apart > -HALF_A_POINT and read.high - apart < HALF_A_POINT
    assert (read.sight is Sight.about) == within


def test_the_sentences_blame_nobody_and_say_what_is_not_known():
    assert sentences.of_guess(read_guess(4, 0.5, 2.6), "view B") == (
        "You placed view B 1.4 steps further away than it is."
    )
    assert sentences.of_guess(read_guess(1, 0.5, 2.6), "view A") == "You placed view A 1.6 steps closer than it is."
    assert sentences.of_guess(read_guess(3, 0.5, 2.6), "view B") == "You placed view B about where it is."
    assert "far side of your own view" in sentences.of_guess(read_guess(0, 1.5, 3.0), "view B")
    assert sentences.of_guesses(of([4, 4, 3], 0.5, 1.0)) == (
        "Three of us thought the two views 3.2 points of five apart; they are 1.0 apart. "
        "Not enough data yet to say more."
    )
    behind = sentences.of_guesses(Thought(4, -0.34, -1.2, 0.52, 2.1, Sight.closer))
    assert behind.startswith(
        "Four of us thought the two views 0.3 points of five apart the other way round "
        "(9 times out of 10 between 1.2 the other way round and 0.5); they are 2.1 apart."
    )
    assert "0.0 points of five apart;" in sentences.of_guesses(Thought(2, -0.01, 0, 0, 2.1, Sight.too_few))
    sure = sentences.of_guesses(of([4, 4, 3, 4, 4, 3], 0.5, 1.0))
    assert sure.startswith("Six of us thought the two views 3.2 points of five apart (9 times out of 10 between ")
    assert sure.endswith("We took them to be further apart than they are.")

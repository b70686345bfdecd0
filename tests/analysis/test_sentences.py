"""The sentences below the answer."""

import numpy as np
import pytest

from analysis import (
    BothSides,
    Course,
    FurtherSplit,
    Gap,
    LineReading,
    Mark,
    Movement,
    Persistence,
    SecondRound,
    SplitReading,
    Verdict,
    read_items,
    sentences,
    team_both_sides,
)

GAP = Gap(1.46, 0.9, 2.04, 5, 4)
NO_GAP = Gap(float("nan"), float("nan"), float("nan"), 0, 0)


def line(name, p):
    return LineReading(name, p, p, 0.4, (("a", 4), ("b", 4)))


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ((line("discipline", 0.004),), "The differences follow discipline (by chance less than 1 time in 100)."),
        (
            (line("discipline", 0.03), line("shift", 0.4), line("seniority", 0.9)),
            "The differences follow discipline (by chance less than 1 time in 20); "
            "they do not follow shift or seniority.",
        ),
        ((line("shift", 0.4),), "The differences follow no line that was looked at: not shift."),
        ((line("shift", None),), "No line could be looked at: each needs two groups of three or more."),
        ((), "No line could be looked at: each needs two groups of three or more."),
    ],
)
def test_along_which_lines(lines, said):
    assert sentences.of_lines(lines) == said


def test_the_second_round_is_still_apart_closed_or_open():
    said = {kind: sentences.of_second_round(SecondRound(kind, GAP, GAP)) for kind in Persistence}
    assert said[Persistence.still_apart] == (
        "The two views are still apart: 1.5 points of five apart (9 times out of 10 between 0.9 and 2.0)."
    )
    assert "cannot be told" in said[Persistence.cannot_tell]
    assert "close together" in said[Persistence.closed]


def test_the_distance_is_told_with_its_interval_and_number():
    assert sentences.of_gap(GAP) == (
        "The views lie 1.5 points of five apart (9 times out of 10 between 0.9 and 2.0), from nine members."
    )
    assert sentences.of_gap(NO_GAP).startswith("Not enough data yet")


def test_each_course_has_its_own_sentence():
    said = {sentences.of_movement(Movement(course, -1, -2, 0, 1, 0, 2)) for course in Course}
    assert len(said) == len(Course)


def test_views_that_surely_moved_apart_are_not_told_as_unmoved():
    apart = sentences.of_movement(Movement(Course.apart, 0.8, 0.3, 1.3, 0, -1, 1))
    assert apart == "The views stand further apart than last time."
    assert sentences.of_movement(Movement(Course.apart, 0.1, -0.3, 0.5, 0, -1, 1)) == "The views have not come closer."


@pytest.mark.parametrize(
    ("mean", "low", "high", "n", "said"),
    [
        (
            -0.9,
            -1.3,
            -0.5,
            9,
            "On average we hold one side of this patient at a time, the good or the bad, more than both.",
        ),
        (2.1, 1.6, 2.6, 9, "On average we hold good and bad at once."),
        (2.1, 0.4, 3.8, 4, "Whether we hold good and bad at once or one side at a time, on average, cannot be told."),
        (-0.9, -2.0, 0.2, 4, "Whether we hold good and bad at once or one side at a time, on average, cannot be told."),
        (2.0, -np.inf, np.inf, 1, "Not enough data yet to say how far we hold good and bad at once."),
    ],
)
def test_both_sides_are_judged_by_the_whole_interval(mean, low, high, n, said):
    assert sentences.of_both_sides(BothSides(np.full(n, mean), mean, low, high, n)) == said


@pytest.mark.parametrize(("good", "bad"), [([4] * 4 + [0.2] * 5, [0] * 4 + [0.1] * 5), ([0.5] * 9, [0.5] * 9)])
def test_a_mean_over_all_never_counts_how_many_of_us_hold_one_side(good, bad):
    """Four hold one side wholly, five neither alone; or nine all stand in between."""
    said = sentences.of_both_sides(team_both_sides(good, bad)).lower()
    assert "on average" in said
    assert not {"most", "many", "some"} & set(said.split())


@pytest.mark.parametrize(("p", "speaks"), [(None, False), (0.06, False), (0.05, True)])
def test_the_level_is_spoken_of_only_when_it_stands_out(p, speaks):
    assert (sentences.of_level(p) is not None) is speaks


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, None),
        (1, "One of us now stands in the other view than last time."),
        (2, "Two of us now stand in the other view than last time."),
    ],
)
def test_movers_are_counted_and_never_named(count, said):
    assert sentences.of_movers(count) == said


def test_a_further_division_is_told_by_its_view():
    nine = np.zeros(9, dtype=int)
    further = (FurtherSplit(1, 0.01, nine),)
    reading = SplitReading(0.01, 0.01, Verdict.camps, nine, nine * 1.0, nine > 0, nine > 0, further)
    assert sentences.of_further_splits(reading) == "Within view B there is a further division."
    alone = SplitReading(0.01, 0.01, Verdict.camps, nine, nine * 1.0, nine > 0, nine > 0)
    assert sentences.of_further_splits(alone) is None


def test_every_mark_of_an_item_has_its_sentence():
    (item,) = read_items(np.ones((4, 1)), [0, 0, 1, 1], spans=[4])
    for mark in Mark:
        said = sentences.of_item(type(item)(**{**vars(item), "mark": mark}))
        assert said.endswith(".")

"""Two rounds measured alike: what did not change is not found to have moved, however the views were found."""

from collections import Counter

import numpy as np
import pytest

from analysis import Course, movement, split_scan
from analysis.distances import best_parting, distances
from tests.analysis.teams import divided, ordinary, with_gaps

CAMPS = [0, 0, 0, 0, 0, 1, 1, 1, 1]
SPANS = [4] * 16


def courses(before, after, teams=60, members=9):
    """How often each course is read from teams with these gaps, both sides alike in both rounds."""
    camps = np.arange(members) >= (members + 1) // 2
    said = Counter()
    for seed in range(teams):
        one, two = (divided(camps, gap=gap, seed=seed * 2 + n, noise=0.8) for n, gap in enumerate((before, after)))
        between = distances(one, two, spans=SPANS)
        both = np.random.default_rng(seed).normal(0, 0.4, (2, members))
        said[movement(between.before, between.after, *both).course] += 1
    return said


def test_the_mean_over_the_members_is_the_gap_between_the_two_views():
    one = divided(CAMPS, dividing=16, gap=2.0, noise=0.2)
    between = distances(one, one, spans=SPANS)
    assert between.camps.tolist() in (CAMPS, [1 - camp for camp in CAMPS])
    gap = np.abs(one[5:].mean(0) - one[:5].mean(0)).mean()
    assert between.before.mean() == pytest.approx(gap, abs=0.15)
    assert between.before.tolist() == between.after.tolist()


def test_neither_round_is_flattered_where_nothing_changed():
    """Views found in the first round alone would seem to close by themselves: chance found them there, not here."""
    moved = []
    for seed in range(80):
        between = distances(ordinary(seed=2 * seed), ordinary(seed=2 * seed + 1), spans=SPANS)
        moved.append(np.nanmean(between.after) - np.nanmean(between.before))
    assert abs(np.mean(moved)) < 3 * np.std(moved) / np.sqrt(len(moved))


def test_an_unchanged_division_is_rarely_said_to_have_closed():
    """Nominal 1 in 20; with 60 teams at most eight (1 in 40 of luck)."""
    said = courses(2.0, 2.0)
    assert said[Course.conformity] + said[Course.integration] <= 8
    assert said[Course.apart] >= 30


def test_a_division_that_is_gone_is_said_to_have_closed():
    said = courses(2.0, 0.0)
    assert said[Course.conformity] + said[Course.integration] >= 40
    assert said[Course.apart] <= 2


def test_a_division_that_has_grown_has_not_come_closer():
    assert courses(0.5, 2.5, teams=20)[Course.apart] == 20


def test_who_is_missing_in_one_round_is_in_neither_view():
    one, two = divided(CAMPS), divided(CAMPS, seed=2)
    two[3] = np.nan
    between = distances(one, two, spans=SPANS)
    assert between.camps[3] == -1
    assert np.isnan(between.before[3])
    assert not np.isnan(np.delete(between.before, 3)).any()


def test_fewer_than_four_in_both_rounds_say_nothing():
    one = divided(CAMPS)
    two = one.copy()
    two[3:] = np.nan
    assert (distances(one, two, spans=SPANS).camps == -1).all()
    assert np.isnan(distances(one, two, spans=SPANS).after).all()


def test_rounds_of_different_members_are_refused():
    with pytest.raises(ValueError, match="same members"):
        distances(ordinary(9), ordinary(8))


def test_the_best_parting_is_the_scans_and_leaves_out_who_answered_too_little():
    table = with_gaps(divided(CAMPS), 0.05)
    table[2, 4:] = np.nan
    parted = best_parting(table, spans=SPANS)
    assert parted.tolist() == split_scan(table, spans=SPANS, draws=19).camps.tolist()
    assert parted[2] == -1


@pytest.mark.parametrize("table", [np.ones((6, 8)), ordinary(3), ordinary(9, items=4)])
def test_where_nothing_can_be_parted_nobody_is(table):
    assert (best_parting(table, spans=[4] * table.shape[1]) == -1).all()

"""A third view: found where there are three, seldom where there are two or a gradual range."""

from itertools import product

import numpy as np
import pytest

from analysis import further
from analysis.departures import departures
from analysis.further import three_camps
from analysis.partitions import best_partitions, in_noise_units
from analysis.three_parts import NOISE_OF_AN_ITEM, best_in_three

THIRDS = np.repeat([0, 1, 2], 4)


def team_of_three(seed, *, gap=2.5, second=None, members=THIRDS):
    """Each camp stands alone on eight of 24 items; camps 0 and 1 are `second` apart where that is given."""
    ratings = np.random.default_rng(seed).normal(2, 0.6, (len(members), 24))
    for camp in range(3):
        ratings[members == camp, camp * 8 : camp * 8 + 8] += gap if second is None or camp == 2 else second
    return ratings


def table_of(ratings):
    left = departures(ratings)
    return left, in_noise_units(left.values[None], left.answered)


def score_by_hand(table, part):
    between = sum(table[part == own].sum(0) ** 2 / (part == own).sum() for own in range(3))
    return np.maximum(between - NOISE_OF_AN_ITEM, 0).sum()


def three_of(ratings, draws=59, seed=0, level=0.05):
    left, table = table_of(ratings)
    side = best_partitions(table, left.answered).side[0]
    return three_camps(left, side, np.arange(ratings.shape[1]), draws, level, np.random.default_rng(seed))


def said(three):
    return three is not None


@pytest.mark.parametrize("seed", range(4))
def test_the_best_three_parts_are_the_best_of_all_by_hand(seed):
    left, table = table_of(team_of_three(seed, members=np.array([0, 0, 1, 1, 2, 2, 2])))
    found = best_in_three(table, left.answered, best_partitions(table, left.answered).side)
    every = [part for part in map(np.array, product(range(3), repeat=7)) if np.bincount(part, minlength=3).min() >= 2]
    assert found.score[0] == pytest.approx(max(score_by_hand(table[0], part) for part in every))
    assert found.score[0] == pytest.approx(score_by_hand(table[0], found.part[0]))


def test_three_parts_have_two_members_or_more_each_and_moves_never_lose():
    ratings = np.random.default_rng(0).normal(2, 1, (40, 9, 24))
    answered = np.ones((9, 24), dtype=bool)
    tables = in_noise_units(np.stack([departures(one).values for one in ratings]), answered)
    in_two = best_partitions(tables, answered)
    found = best_in_three(tables, answered, in_two.side)
    assert all(np.bincount(part, minlength=3).min() >= 2 for part in found.part[found.score >= 0])
    by_hand = [score_by_hand(table, part) for table, part in zip(tables, found.part, strict=True)]
    assert found.score[found.score >= 0] == pytest.approx(np.array(by_hand)[found.score >= 0])


def test_unanswered_questions_take_no_part_in_the_three_parts():
    ratings = team_of_three(1)
    ratings[np.random.default_rng(1).random(ratings.shape) < 0.15] = np.nan
    three = three_of(ratings)
    assert said(three)
    assert sorted(np.bincount(three.side[three.side >= 0]).tolist()) == [4, 4]


def test_the_two_of_three_camps_that_stand_closest_are_told_as_one_view():
    for seed in range(5):
        three = three_of(team_of_three(seed, gap=2.5, second=1.5))
        assert said(three)
        assert set(three.camps[THIRDS == 2]) != set(three.camps[THIRDS != 2])
        assert len(set(three.camps[THIRDS != 2])) == 1


def test_three_camps_are_found_more_often_than_not_and_two_camps_seldom_taken_for_three():
    three = [said(three_of(team_of_three(seed, gap=1.9))) for seed in range(30)]
    two = [said(three_of(team_of_three(seed, gap=0.0) + 2.5 * np.outer(THIRDS == 0, np.arange(24) < 10)))
           for seed in range(30)]  # fmt: skip
    assert sum(three) >= 20
    assert sum(two) <= 5


def test_a_gradual_range_is_seldom_cut_in_three():
    cut = 0
    for seed in range(30):
        rng = np.random.default_rng(seed)
        ratings = rng.normal(2, 0.9, (12, 24)) + np.outer(rng.uniform(-1.4, 1.4, 12), np.arange(24) < 12)
        cut += said(three_of(ratings))
    assert cut <= 5


def test_draws_are_saved_only_where_all_of_them_would_say_the_same(monkeypatch):
    teams = [team_of_three(seed, gap=gap) for seed in range(8) for gap in (0.6, 1.2, 1.9)]
    saved = [three_of(team) for team in teams]
    monkeypatch.setattr(further, "FIRST_DRAWS", 59)
    drawn = [three_of(team) for team in teams]
    assert [said(three) for three in saved] == [said(three) for three in drawn]
    assert 3 < sum(map(said, saved)) < 24
    for one, other in zip(saved, drawn, strict=True):
        assert not said(one) or (one.p == other.p and (one.side == other.side).all())


def test_a_third_camp_is_told_at_the_level_asked_for():
    three = three_of(team_of_three(0))
    assert three.p <= 0.05
    assert three_of(team_of_three(0), level=three.p / 2) is None


@pytest.mark.parametrize("members", [5, 41])
def test_very_small_and_very_large_teams_are_asked_for_two_camps_only(members):
    assert three_of(np.random.default_rng(0).normal(2, 1, (members, 12))) is None

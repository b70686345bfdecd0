"""The scan for a division: what it finds, what it must not find, and what changes nothing."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import Verdict, split_scan
from tests.analysis.teams import divided, graded, ordinary, with_gaps

FIVE_FOUR = [0, 1, 0, 1, 0, 1, 0, 1, 0]


def test_two_camps_that_stand_apart_are_found_with_their_members():
    reading = split_scan(divided(FIVE_FOUR), spans=[4] * 16, draws=199)
    assert reading.verdict is Verdict.camps
    assert reading.camps.tolist() == FIVE_FOUR
    assert reading.p_shared == pytest.approx(1 / 200)
    assert not reading.between.any()


def test_the_larger_camp_is_view_a_whoever_comes_first():
    reading = split_scan(divided([1, 0, 0, 1, 0, 0, 1, 0, 0]), draws=99)
    assert reading.camps.tolist() == [1, 0, 0, 1, 0, 0, 1, 0, 0]
    turned = split_scan(divided([0, 1, 1, 0, 1, 1, 0, 1, 1]), draws=99)
    assert turned.camps.tolist() == [1, 0, 0, 1, 0, 0, 1, 0, 0]


def test_of_two_equal_camps_the_first_members_is_view_a():
    assert split_scan(divided([1, 0, 1, 0, 1, 0, 1, 0]), draws=99).camps.tolist() == [0, 1, 0, 1, 0, 1, 0, 1]


@pytest.mark.parametrize("members", [6, 9, 12])
def test_ordinary_differences_raise_few_false_alarms(members):
    alarms = sum(split_scan(ordinary(members, seed=s), draws=39).verdict is not Verdict.no_division for s in range(40))
    assert alarms <= 7  # 40 x 5 % = 2; 8 or more happens less than 1 time in 500


def test_a_gradual_range_is_rarely_called_two_camps():
    camps = sum(split_scan(graded(seed=s), draws=39).verdict is Verdict.camps for s in range(20))
    assert camps <= 4


def test_a_habit_of_marking_everything_high_or_low_is_no_division():
    level = np.array([0, 1.5, 0, 1.5, 0, 1.5, 0, 1.5, 0])[:, None]
    alarms = sum(split_scan(ordinary(9, seed=s, noise=0.5) + level, draws=99).is_divided for s in range(40))
    assert alarms <= 6


def test_a_mood_over_the_words_of_one_dimension_is_held_by_blocks():
    """Halo of one point over four dimensions; without blocks it would raise far too many alarms."""
    rng = np.random.default_rng(3)
    dimension = np.repeat(np.arange(4), 5)
    alarms = {True: 0, False: 0}
    for _ in range(25):
        ratings = rng.normal(2, 0.8, (9, 20)) + rng.normal(0, 1.0, (9, 4))[:, dimension]
        for blocked in alarms:
            alarms[blocked] += split_scan(ratings, blocks=dimension if blocked else None, draws=39).p_shared <= 0.05
    assert alarms[True] <= 6
    assert alarms[False] >= 12


def test_a_member_alone_is_never_a_camp():
    ratings = ordinary(7, noise=0.3)
    ratings[3] = 4 - ratings[3]
    reading = split_scan(ratings, draws=99)
    assert min(np.bincount(reading.camps)) >= 2


def test_items_of_different_range_count_alike_once_their_ranges_are_given():
    ratings = divided(FIVE_FOUR)
    spans = np.array([4.0, 60.0] * 8)
    reading = split_scan(ratings * (spans / 4), spans=spans, draws=99)
    same = split_scan(ratings, spans=[4] * 16, draws=99)
    assert reading.p_shared == same.p_shared
    assert reading.camps.tolist() == same.camps.tolist()


def test_seven_items_are_enough_for_a_scan():
    reading = split_scan(divided(FIVE_FOUR, items=7, dividing=7), draws=199)
    assert reading.camps.tolist() == FIVE_FOUR
    assert reading.is_divided


def test_a_member_who_answered_too_little_is_set_aside_and_the_others_are_read():
    ratings = divided(FIVE_FOUR)
    ratings[2, :6] = np.nan
    reading = split_scan(ratings, draws=99)
    assert reading.set_aside.tolist() == [i == 2 for i in range(9)]
    assert reading.camps[2] == -1
    assert np.isnan(reading.stability[2])
    assert not reading.between[2]
    assert reading.n_placed == 8
    assert [c for i, c in enumerate(reading.camps) if i != 2] == [c for i, c in enumerate(FIVE_FOUR) if i != 2]


def test_five_of_seven_answers_are_enough_and_four_are_not():
    ratings = divided(FIVE_FOUR, items=7, dividing=7)
    ratings[0, :2] = np.nan
    ratings[1, :3] = np.nan
    assert split_scan(ratings, draws=99).set_aside.tolist() == [i == 1 for i in range(9)]


@pytest.mark.parametrize("members", [0, 1, 2, 3])
def test_fewer_than_four_members_are_too_few(members):
    reading = split_scan(np.ones((members, 16)), draws=99)
    assert reading.verdict is Verdict.too_few
    assert reading.p_shared is None
    assert reading.camps.tolist() == [-1] * members


def test_a_table_without_answers_is_too_few():
    assert split_scan(np.full((9, 16), np.nan)).verdict is Verdict.too_few
    assert split_scan(np.zeros((9, 0))).verdict is Verdict.too_few


def test_a_team_of_one_mind_is_not_divided():
    reading = split_scan(np.tile([0, 1, 2, 3, 4, 3, 2, 1], (9, 1)), draws=99)
    assert reading.verdict is Verdict.no_division
    assert reading.p_shared == 1.0


def test_the_same_answers_give_the_same_reading_every_time():
    ratings = with_gaps(ordinary(11, seed=4), 0.1)
    one, other = split_scan(ratings), split_scan(ratings)
    assert (one.p_shared, one.p_camps, one.verdict) == (other.p_shared, other.p_camps, other.verdict)
    np.testing.assert_array_equal(one.stability, other.stability)


def test_the_arrays_of_a_reading_cannot_be_changed_afterwards():
    reading = split_scan(divided(FIVE_FOUR), draws=19)
    with pytest.raises(ValueError, match="read-only"):
        reading.camps[0] = 1


def test_the_ratings_handed_in_are_left_as_they_were():
    ratings = with_gaps(divided(FIVE_FOUR), 0.1)
    before = ratings.copy()
    split_scan(ratings, spans=[4] * 16, draws=19)
    np.testing.assert_array_equal(ratings, before)


@pytest.mark.parametrize(
    ("ratings", "more", "words"),
    [
        (np.ones(5), {}, "table of members and items"),
        (np.full((5, 6), np.inf), {}, "finite"),
        (np.ones((5, 6)), {"spans": [4] * 5}, "One range per item"),
        (np.ones((5, 6)), {"spans": [4, 4, 4, 4, 4, 0]}, "positive"),
        (np.ones((5, 6)), {"blocks": ["a"]}, "One dimension per item"),
        (np.ones((5, 6)), {"baseline": np.ones((4, 6))}, "shape of the ratings"),
    ],
)
def test_arrays_that_do_not_fit_are_refused_in_words(ratings, more, words):
    with pytest.raises(ValueError, match=words):
        split_scan(ratings, **more)


def test_a_camp_divided_in_itself_is_shown_as_a_division_within_that_view():
    thirds = np.repeat([0, 1, 2], 4)
    rng = np.random.default_rng(8)
    ratings = rng.normal(2, 0.5, (12, 24))
    for third in range(3):
        ratings[thirds == third, third * 8 : third * 8 + 8] += 2.5
    reading = split_scan(ratings, draws=199)
    (further,) = reading.further_splits
    inside = reading.camps == further.within
    assert inside.sum() == 8
    assert (further.side[~inside] == -1).all()
    assert sorted(np.bincount(further.side[inside]).tolist()) == [4, 4]


def test_two_plain_camps_are_not_divided_further():
    assert split_scan(divided(FIVE_FOUR), draws=199).further_splits == ()


def test_a_personal_trait_is_no_division_once_the_usual_answers_are_taken_away():
    trait = divided(FIVE_FOUR) - 2
    today = ordinary(9, noise=0.5) + trait
    assert split_scan(today, draws=99).is_divided
    assert not split_scan(today, baseline=trait, draws=99).is_divided


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000), members=st.integers(4, 12), gaps=st.sampled_from([0.0, 0.1]))
def test_the_order_of_members_and_items_changes_nothing_but_labels(seed, members, gaps):
    ratings = with_gaps(ordinary(members, 12, seed=seed), gaps)
    rng = np.random.default_rng(seed)
    who, what = rng.permutation(members), rng.permutation(12)
    one, other = split_scan(ratings, draws=39), split_scan(ratings[who][:, what], draws=39)
    assert one.set_aside[who].tolist() == other.set_aside.tolist()
    same = one.camps[who] == other.camps
    placed = ~other.set_aside
    if one.verdict is not Verdict.too_few and one.is_divided and other.is_divided:
        assert same[placed].all() or not same[placed].any()


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000), added=st.floats(-3, 3), gaps=st.sampled_from([0.0, 0.1]))
def test_a_constant_added_to_one_members_answers_changes_nothing(seed, added, gaps):
    ratings = with_gaps(ordinary(8, 12, seed=seed), gaps)
    moved = ratings.copy()
    moved[3] += added
    one, other = (split_scan(table, spans=[4] * 12, draws=39) for table in (ratings, moved))
    assert one.p_shared == other.p_shared
    assert one.camps.tolist() == other.camps.tolist()


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000), factor=st.floats(0.1, 10))
def test_a_table_stretched_as_a_whole_changes_nothing(seed, factor):
    ratings = ordinary(8, 12, seed=seed)
    one, other = split_scan(ratings, draws=39), split_scan(ratings * factor, draws=39)
    assert one.p_shared == other.p_shared
    assert one.camps.tolist() == other.camps.tolist()


@settings(max_examples=40, deadline=None)
@given(members=st.integers(0, 60), items=st.integers(0, 12), gaps=st.floats(0, 1), seed=st.integers(0, 10_000))
def test_every_size_of_team_and_every_pattern_of_gaps_gives_a_reading(members, items, gaps, seed):
    reading = split_scan(with_gaps(ordinary(members, items, seed=seed), gaps, seed), draws=9)
    assert len(reading.camps) == len(reading.stability) == len(reading.between) == members
    assert ((reading.camps == -1) == reading.set_aside).all()
    if reading.verdict is not Verdict.too_few:
        assert 0.1 <= reading.p_shared <= reading.p_camps <= 1
        assert np.nanmin(reading.stability) >= 0
        assert np.nanmax(reading.stability) <= 1

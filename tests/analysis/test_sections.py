"""Feelings and positions read together."""

import numpy as np
import pytest

from analysis import SplitReading, TogetherKind, Verdict, read_together, same_views
from analysis.sections import chance_of_overlap

CAMPS = (0, 1, 0, 1, 0, 1, 0, 1, 0)


def reading(verdict, p_shared=0.005, camps=CAMPS):
    members = len(camps)
    none = np.zeros(members, dtype=bool)
    p = None if verdict is Verdict.too_few else p_shared
    return SplitReading(p, p, verdict, np.array(camps), np.ones(members), none, none)


CAMPS_FOUND = reading(Verdict.camps)
NOTHING = reading(Verdict.no_division, 0.4)
TOO_FEW = reading(Verdict.too_few)


@pytest.mark.parametrize(
    ("feelings", "positions", "kind"),
    [
        (CAMPS_FOUND, CAMPS_FOUND, TogetherKind.felt_and_argued),
        (
            reading(Verdict.shared_disagreement, 0.04),
            reading(Verdict.camps, 0.05),
            TogetherKind.felt_and_argued,
        ),
        (CAMPS_FOUND, NOTHING, TogetherKind.felt_not_voiced),
        (NOTHING, CAMPS_FOUND, TogetherKind.argued_not_felt),
        (NOTHING, NOTHING, TogetherKind.neither),
        (reading(Verdict.gradient), NOTHING, TogetherKind.neither),
        (reading(Verdict.shared_disagreement, 0.04), NOTHING, TogetherKind.cannot_tell),
        (NOTHING, reading(Verdict.shared_disagreement, 0.026), TogetherKind.cannot_tell),
        (CAMPS_FOUND, TOO_FEW, TogetherKind.felt),
        (TOO_FEW, CAMPS_FOUND, TogetherKind.argued),
        (reading(Verdict.shared_disagreement, 0.04), TOO_FEW, TogetherKind.felt),
        (TOO_FEW, NOTHING, TogetherKind.neither),
        (NOTHING, TOO_FEW, TogetherKind.neither),
        (TOO_FEW, TOO_FEW, TogetherKind.cannot_tell),
    ],
)
def test_where_the_division_shows(feelings, positions, kind):
    assert read_together(feelings, positions).kind is kind


def test_one_section_alone_must_be_surer_than_two_together():
    """Two looks are two chances: 1 in 40 for one alone."""
    alone = [read_together(reading(Verdict.shared_disagreement, p), NOTHING).kind for p in (0.025, 0.03)]
    assert alone == [TogetherKind.felt_not_voiced, TogetherKind.cannot_tell]


def test_views_are_the_same_whichever_is_called_a():
    turned = [1 - camp for camp in CAMPS]
    assert same_views(CAMPS, turned) is True
    assert read_together(CAMPS_FOUND, reading(Verdict.camps, camps=turned)).same_views is True


def test_views_that_cut_across_each_other_are_different():
    assert same_views([0, 0, 0, 0, 1, 1, 1, 1], [0, 0, 1, 1, 0, 0, 1, 1]) is False


def test_members_set_aside_in_either_section_are_not_compared():
    assert same_views([0, 0, 0, 0, 1, 1, 1, 1, -1], [0, 0, 0, 0, 1, 1, 1, 1, 1]) is True
    assert same_views([0, 0, 1, -1, -1], [0, 0, 1, 1, 0]) is None


def test_overlap_that_chance_often_brings_is_left_open():
    """Two of six on one side: 1 of the 15 ways to choose a pair is the same pair, more than 1 time in 20."""
    one, other = np.array([1, 1, 0, 0, 0, 0]), np.array([1, 1, 0, 0, 0, 0])
    assert chance_of_overlap(one, other) == pytest.approx(1 / 15)
    assert same_views(one, other) is None


def test_readings_of_different_teams_are_refused():
    with pytest.raises(ValueError, match="same members"):
        read_together(CAMPS_FOUND, reading(Verdict.camps, camps=(0, 1, 0, 1)))

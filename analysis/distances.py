"""How far two views stand apart in two rounds, measured alike and member by member; and the partition that parts most.

Views found in one round flatter the distance in that round, and an unchanged division would seem to close. Here both
rounds together say who stands where and over what, so that neither is flattered more than the other.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from analysis.change import pooled
from analysis.departures import Departures, departures, departures_as_wide, on_five_points
from analysis.partitions import best_for_item_weights
from analysis.scan import LEAST_ITEMS, LEAST_MEMBERS, SET_ASIDE, enough_answered, larger_first
from analysis.shapes import Floats, Whole, as_ratings, as_spans, frozen


@dataclass(frozen=True, eq=False)
class Distances:
    """How far the two views stand apart in both rounds, member by member, in points of five.

    before, after : (n_members,) what each member adds to the distance; their mean is the gap of the views' means.
    camps : (n_members,) 0, 1, or -1 = not placed in both rounds. NaN distances go with -1.
    """

    camps: Whole
    before: Floats
    after: Floats


def distances(first: Any, second: Any, *, spans: Any = None) -> Distances:
    """Measure both rounds along what parts the same members in the two taken together.

    first, second : (n_members, n_items) ratings, same members and items, NaN = not answered; a member who is missing
    in one round has a row of NaN there. spans : as for `split_scan`. Items are weighted by the gap of the pooled
    rounds. All -1 and NaN with fewer than four members in both rounds, or five items.
    """
    one, two = as_ratings(first), as_ratings(second)
    if one.shape != two.shape:
        raise ValueError("Both rounds must be of the same members and items, in the same order.")
    ranges = as_spans(spans, one)
    there = enough_answered(one) & enough_answered(two)
    both = [np.where(there[:, None], table, np.nan) for table in (one, two)]
    together = pooled(both)
    camps = best_parting(together, spans=ranges)
    if not (camps >= 0).any():
        nowhere = np.full(len(one), np.nan)
        return Distances(frozen(camps), frozen(nowhere), frozen(nowhere))
    profile = _profile(departures_as_wide(on_five_points(together, ranges)), camps)
    before, after = (_shares(on_five_points(table, ranges), camps, profile) for table in both)
    return Distances(frozen(camps), frozen(before), frozen(after))


def best_parting(ratings: Any, *, spans: Any = None) -> Whole:
    """The partition (n_members,) of 0 and 1 that parts the members most, whatever it is worth; -1 = set aside.

    A partition to start from, never a finding: `split_scan` says whether it stands out. All -1 with fewer than four
    members who answered enough, five items, or when nobody departs from the team's view.
    """
    table = as_ratings(ratings)
    placed = enough_answered(table)
    camps = np.full(len(table), SET_ASIDE, dtype=np.int64)
    if placed.sum() < LEAST_MEMBERS or table.shape[1] < LEAST_ITEMS:
        return camps
    left = departures(on_five_points(table[placed], as_spans(spans, table)))
    if (left.values**2).sum() > 1e-9:
        camps[placed] = larger_first(best_for_item_weights(left, np.ones((1, table.shape[1])))[0])
    return camps


def _profile(left: Departures, camps: Whole) -> Floats:
    """Mean departure of view B less that of view A, per item."""
    means = [left.values[camps == view].sum(0) / np.maximum(left.answered[camps == view].sum(0), 1) for view in (0, 1)]
    return np.asarray(means[1] - means[0])


def _shares(points: Floats, camps: Whole, profile: Floats) -> Floats:
    """What each member's place along the profile adds to the gap: their mean is the gap of the two views' means.

    A distance from the other view's mean would hold that mean's error in every member, and an interval over members
    would come out half as wide as it is. Places are about the team's mean, so each errs by itself.
    """
    left = departures_as_wide(points)
    weight = left.weights @ np.abs(profile)
    places = np.divide(left.values @ profile, weight, out=np.full(len(points), np.nan), where=weight > 1e-9)
    placed = camps >= 0
    of_own = np.array([(camps == view).sum() for view in (0, 1)])[np.maximum(camps, 0)]
    return np.where(placed, np.where(camps == 1, places, -places) * placed.sum() / np.maximum(of_own, 1), np.nan)

"""What moved: a second round against the first, weeks side by side, several rounds taken together.

A second scan for a division misses most that are still there. The first round has already said who stands
where and over what, so the second is asked one question planned beforehand: how far apart are the same views
over the same items now?
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np

from analysis.departures import Departures, departures, departures_as_wide, on_five_points
from analysis.partitions import best_for_item_weights
from analysis.scan import LEAST_ITEMS, LEAST_MEMBERS, SplitReading, enough_answered
from analysis.shapes import Floats, Truths, Whole, as_blocks, as_ratings, as_spans, frozen
from analysis.tails import t_quantile

CONFIDENCE = 0.90
NEARLY_TOGETHER = 0.5  # points of five: views surely nearer than this are no longer apart
SURE_OF_PLACE = 0.9  # stability in both weeks before a member is said to have moved


class Persistence(StrEnum):
    """What became of two views; never called closed because a scan found nothing."""

    still_apart = "still_apart"
    closed = "closed"
    cannot_tell = "cannot_tell"


@dataclass(frozen=True)
class Gap:
    """Distance between two views in points of five with its 90 % interval; NaN when not computable.

    n_a, n_b : members of each view it rests on.
    """

    points: float
    low: float
    high: float
    n_a: int
    n_b: int


@dataclass(frozen=True)
class SecondRound:
    """The first round's views: their gap before (without the fit's flattery) and now, and what that says.

    before : over all items alike, the views found anew; only whether they were surely apart. now : along what parted
        them. The two are different measures: an unchanged team has another `before` than `now`.
    """

    persistence: Persistence
    before: Gap
    now: Gap


def second_round(
    first: Any,
    second: Any,
    camps: Any,
    *,
    spans: Any = None,
    blocks: Sequence[Any] | None = None,
) -> SecondRound:
    """Ask of a second round how far apart the first round's views still are, over what divided them.

    Parameters
    ----------
    first, second : (n_members, n_items) ratings of both rounds, same members and items; NaN = not answered.
    camps : (n_members,) of the first round's scan; -1 = set aside.
    spans, blocks : as for `split_scan`.

    The items are weighted by the first round's gaps; `now` is the difference of the two views' weighted means
    in the second round with a t-interval over members. `still_apart`: its lower bound is above 0 (false at
    most 1 time in 20);
    `closed`: its upper bound is below half a point; else `cannot_tell`. Each view needs two members in both
    rounds.
    """
    one, two = as_ratings(first), as_ratings(second)
    sides = np.asarray(camps, dtype=np.int64)
    if one.shape != two.shape or sides.shape != (len(one),):
        raise ValueError("Both rounds and the camps must be of the same members and items, in the same order.")
    ranges = as_spans(spans, one)
    before = debiased_gap(one, camps=None, spans=ranges, blocks=blocks)
    profile = _profile(on_five_points(one, ranges), sides)
    now = _contrast(on_five_points(two, ranges), sides, profile)
    return SecondRound(_persistence(before, now), before, now)


def debiased_gap(ratings: Any, *, camps: Any = None, spans: Any = None, blocks: Sequence[Any] | None = None) -> Gap:
    """Root mean square distance of two views over all items, less what chance adds; for weeks side by side.

    camps : (n_members,) views known from elsewhere, -1 = none; None = found anew for each dimension from the
        other dimensions, so that the fit does not flatter the gap. Does not grow with the number of answers,
        unlike p or the separation. Interval by jackknife over the dimensions. NaN with fewer than four
        members who answered enough, five items, or two members in either view.
    """
    table = as_ratings(ratings)
    ranges = as_spans(spans, table)
    dimension = as_blocks(blocks, table.shape[1])
    placed = enough_answered(table)
    if placed.sum() < LEAST_MEMBERS or table.shape[1] < LEAST_ITEMS or dimension.max() < 2:
        return _unknown()
    points = on_five_points(table[placed], ranges)
    known = None if camps is None else np.asarray(camps, dtype=np.int64)[placed]
    squares = [_debiased_squares(points, dimension == block, known) for block in np.unique(dimension).tolist()]
    overall = best_for_item_weights(departures(points), np.ones((1, table.shape[1])))[0] if known is None else known
    n_a, n_b = int((overall == 0).sum()), int((overall == 1).sum())
    if min(n_a, n_b) < 2:
        return _unknown()
    return _jackknifed(squares, max(n_a, n_b), min(n_a, n_b))


def movers(first: Any, second: Any, one: SplitReading, other: SplitReading, *, spans: Any = None) -> Truths:
    """Members (n_members,) who stand in the other view than before, as far as that is sure.

    Both rounds must be divided and the member placed at a stability of 0.9 or more in both; the views of the
    two rounds are matched by what they say, not by who holds them. All False when nothing can be said.
    """
    table, later = as_ratings(first), as_ratings(second)
    if table.shape != later.shape or len(one.camps) != len(table) or len(other.camps) != len(table):
        raise ValueError("Both rounds must be of the same members and items, in the same order.")
    if not (one.is_divided and other.is_divided):
        return frozen(np.zeros(len(table), dtype=np.bool_))
    ranges = as_spans(spans, table)
    profiles = [_profile(on_five_points(t, ranges), r.camps) for t, r in ((table, one), (later, other))]
    camps = other.camps if float(profiles[0] @ profiles[1]) >= 0 else np.where(other.camps >= 0, 1 - other.camps, -1)
    placed = (one.camps >= 0) & (other.camps >= 0)
    sure = (np.nan_to_num(one.stability) >= SURE_OF_PLACE) & (np.nan_to_num(other.stability) >= SURE_OF_PLACE)
    return frozen(placed & sure & (one.camps != camps))


def pooled(rounds: Sequence[Any]) -> Floats:
    """Several rounds of one case as one table (n_members, n_items): mean departures from each round's mean.

    A patient who gets better between the rounds changes nothing. NaN where a member never answered the item.
    Give the result to `split_scan` with the same spans. Raises ValueError for rounds of different shape, or
    none.
    """
    tables = [as_ratings(table) for table in rounds]
    if not tables or any(table.shape != tables[0].shape for table in tables):
        raise ValueError("Pooling needs at least one round, all of the same members and items.")
    stack = np.stack(tables)
    given = ~np.isnan(stack)
    filled = np.where(given, stack, 0.0)
    about_round = np.where(
        given, filled - filled.sum(1, keepdims=True) / np.maximum(given.sum(1, keepdims=True), 1), 0.0
    )
    times = given.sum(0)
    unknown = np.full(tables[0].shape, np.nan)
    return np.asarray(np.divide(about_round.sum(0), times, out=unknown, where=times > 0))


def _persistence(before: Gap, now: Gap) -> Persistence:
    """Still apart, closed or neither; what was not surely apart before cannot be said to have closed."""
    if now.low > 0:
        return Persistence.still_apart
    closed = before.low > 0 and now.high < NEARLY_TOGETHER
    return Persistence.closed if closed else Persistence.cannot_tell


def _profile(points: Floats, camps: Whole) -> Floats:
    """What the views differ over: mean departure of view B less that of view A, per item (n_items,)."""
    left = departures_as_wide(points)
    return _side_mean(left, camps == 1) - _side_mean(left, camps == 0)


def _side_mean(left: Departures, side: Truths) -> Floats:
    return np.asarray(left.values[side].sum(0) / np.maximum(left.answered[side].sum(0), 1))


def _contrast(points: Floats, camps: Whole, profile: Floats) -> Gap:
    """Gap of the two views along a profile fixed beforehand, with a pooled t-interval over members."""
    left = departures_as_wide(points)
    weight = np.abs(profile) @ left.weights.T
    scores = np.divide(left.values @ profile, weight, out=np.full(len(points), np.nan), where=weight > 1e-9)
    in_a, in_b = (scores[(camps == view) & enough_answered(points)] for view in (0, 1))
    in_a, in_b = in_a[~np.isnan(in_a)], in_b[~np.isnan(in_b)]
    n_a, n_b = len(in_a), len(in_b)
    if min(n_a, n_b) < 2:
        return _unknown()
    freedom = n_a + n_b - 2
    variance = ((n_a - 1) * in_a.var(ddof=1) + (n_b - 1) * in_b.var(ddof=1)) / freedom
    half = float(t_quantile(freedom, (1 + CONFIDENCE) / 2) * np.sqrt(variance * (1 / n_a + 1 / n_b)))
    gap = float(in_b.mean() - in_a.mean())
    return Gap(gap, gap - half, gap + half, n_a, n_b)


def _debiased_squares(points: Floats, block: Truths, known: Whole | None) -> Floats:
    """Squared gap of each item of one dimension less its error, the views known or from other dimensions."""
    others = points[:, ~block]
    camps = known if known is not None else best_for_item_weights(departures(others), np.ones((1, others.shape[1])))[0]
    left = departures_as_wide(points)
    squares = []
    for item in np.flatnonzero(block):
        answered = left.answered[:, item]
        a, b = (left.values[answered & (camps == view), item] for view in (0, 1))
        if min(len(a), len(b)) < 2:
            continue
        within = ((a - a.mean()) ** 2).sum() + ((b - b.mean()) ** 2).sum()
        error = within / (len(a) + len(b) - 2) * (1 / len(a) + 1 / len(b))
        squares.append((b.mean() - a.mean()) ** 2 - error)
    return np.array(squares)


def _jackknifed(squares: Sequence[Floats], n_a: int, n_b: int) -> Gap:
    """Mean square over all items and its interval from leaving out one dimension at a time, as roots."""
    usable = [block for block in squares if block.size]
    if len(usable) < 3:
        return _unknown()
    total, count = sum(float(block.sum()) for block in usable), sum(block.size for block in usable)
    mean = total / count
    without = np.array([(total - float(block.sum())) / (count - block.size) for block in usable])
    k = len(usable)
    error = np.sqrt((k - 1) / k * ((without - without.mean()) ** 2).sum())
    half = float(t_quantile(k - 1, (1 + CONFIDENCE) / 2) * error)
    low, middle, high = (float(np.sqrt(max(value, 0.0))) for value in (mean - half, mean, mean + half))
    return Gap(middle, low, high, n_a, n_b)


def _unknown() -> Gap:
    nan = float("nan")
    return Gap(nan, nan, nan, 0, 0)

"""Item by item: what divides the two views, what they share, and what cannot be told from so few answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np

from analysis.agreement import average_deviation, counts_of, rwg_star, two_on_each_side, van_der_eijk
from analysis.departures import Departures, departures, on_five_points
from analysis.partitions import best_for_item_weights
from analysis.scan import LEAST_ITEMS, LEAST_MEMBERS, Verdict
from analysis.shapes import Floats, Truths, Whole, as_blocks, as_ratings, as_spans
from analysis.tails import t_both_sides, t_quantile

FALSE_DISCOVERIES = 0.10  # share of items marked "divides" that may be wrong (Benjamini and Hochberg 1995)
COMMON_MARGIN = 1.0  # points of a five-point scale: both views within one point
COMMON_CONFIDENCE = 0.90  # two one-sided tests at 5 % each (Schuirmann 1987)
BORROWED = 4.0  # degrees of freedom every item's variance borrows from the pool (Smyth 2004)


class Mark(StrEnum):
    """What can be said about an item. Not dividing is not the same as common ground."""

    divides = "divides"
    common_ground = "common_ground"
    cannot_tell = "cannot_tell"


@dataclass(frozen=True)
class ItemReading:
    """One item. Means, gap and ad in the item's own units; NaN when not computable.

    gap : mean of view B - mean of view A. n : answers, members set aside included.
    agreement : van der Eijk's A, -1 to 1. ad : average deviation from the mean. rwg_star : 1 = all alike.
    two_on_each_side : two members stand at least half the scale above two others.
    """

    mark: Mark
    gap: float
    mean_a: float
    mean_b: float
    mean: float
    n: int
    agreement: float
    ad: float
    rwg_star: float
    two_on_each_side: bool


def read_items(
    ratings: Any,
    camps: Any,
    *,
    spans: Any = None,
    verdict: Verdict = Verdict.no_division,
    blocks: Sequence[Any] | None = None,
    seed: int = 0,
) -> tuple[ItemReading, ...]:
    """Describe each item and mark it, in the order of the items.

    Parameters
    ----------
    ratings : (n_members, n_items), NaN = not answered, each item answered in steps of 1.
    camps : (n_members,) 0 = view A, 1 = view B, -1 = set aside, as `split_scan` gives them.
    spans, blocks : as for `split_scan`.
    verdict : of the scan; items are marked as dividing only when the team is (`camps` or
        `shared_disagreement`).
    seed : accepted so that all readings are called alike; nothing here is drawn by lot.

    An item divides when it separates two views found WITHOUT it and its dimension (no double dipping), by a
    moderated t, with at most 10 % wrong marks; it is common ground when both views lie within a quarter of
    its range, 90 % sure.
    """
    table = as_ratings(ratings)
    ranges = as_spans(spans, table)
    sides = np.asarray(camps, dtype=np.int64)
    if sides.shape != (len(table),):
        raise ValueError(f"One camp per member is needed: {len(table)} members, {sides.size} camps.")
    dimension = as_blocks(blocks, table.shape[1])
    divided = verdict in (Verdict.camps, Verdict.shared_disagreement)
    dividing = dividing_items(table[sides >= 0], ranges, dimension) if divided else np.zeros(table.shape[1], np.bool_)
    shared = common_ground(table, sides, ranges)
    return tuple(
        _described(table[:, item], sides, float(ranges[item]), _mark(bool(dividing[item]), bool(shared[item])))
        for item in range(table.shape[1])
    )


def descriptive_order(items: Sequence[ItemReading], spans: Any) -> tuple[int, ...]:
    """Item numbers, most divided first: by the gap between the views in shares of the item's range.

    Items without a gap follow, by their average deviation; ties keep the order of the form.
    """
    ranges = np.asarray(spans, dtype=np.float64)

    def apart(number: int) -> tuple[bool, float]:
        item = items[number]
        unknown = bool(np.isnan(item.gap))
        size = item.ad if unknown else abs(item.gap)
        return unknown, -float(np.nan_to_num(size)) / float(ranges[number])

    return tuple(sorted(range(len(items)), key=apart))


def dividing_items(placed: Floats, spans: Floats, blocks: Whole) -> Truths:
    """Which items separate views that were found without them; placed (n_placed, n_items) -> (n_items,).

    All False with fewer than four members or five items, or when an item's dimension leaves too few others.
    """
    n_members, n_items = placed.shape
    if n_members < LEAST_MEMBERS or n_items < LEAST_ITEMS:
        return np.zeros(n_items, dtype=np.bool_)
    left = departures(on_five_points(placed, spans))
    if not (left.values**2).sum() > 1e-9:
        return np.zeros(n_items, dtype=np.bool_)
    enough_others = {block for block in np.unique(blocks).tolist() if (blocks != block).sum() >= LEAST_ITEMS - 1}
    sides = {block: _views_without(placed, spans, blocks == block) for block in enough_others}
    p = np.array(
        [
            _moderated_p(left, item, sides[block]) if block in sides else 1.0
            for item, block in enumerate(blocks.tolist())
        ]
    )
    return below_false_discoveries(p, FALSE_DISCOVERIES)


def _views_without(placed: Floats, spans: Floats, block: Truths) -> Whole:
    """The two views found without the items of one dimension, (n_placed,) of 0 and 1.

    Member levels are taken anew from the other items: a level that still held the left-out answers would lead
    back to them.
    """
    others = departures(on_five_points(placed[:, ~block], spans[~block]))
    every_item_once = np.ones((1, int((~block).sum())))
    return np.asarray(best_for_item_weights(others, every_item_once)[0])


def below_false_discoveries(p: Floats, share: float) -> Truths:
    """Benjamini-Hochberg: which p-values (n,) to mark so that at most `share` of the marks are wrong."""
    order = np.argsort(p, kind="stable")
    passing = np.flatnonzero(p[order] <= share * np.arange(1, len(p) + 1) / len(p) + 1e-12)
    marked = np.zeros(len(p), dtype=np.bool_)
    if passing.size:
        marked[order[: passing[-1] + 1]] = True
    return marked


def common_ground(ratings: Floats, camps: Whole, spans: Floats) -> Truths:
    """Items on which both views lie within a quarter of the range of each other, 90 % sure; (n_items,).

    Needs two answers in each view; the variance of an item is moderated by the pool of all items.
    """
    points = on_five_points(ratings, spans)
    in_a, in_b = points[camps == 0], points[camps == 1]
    n_a, n_b = (~np.isnan(in_a)).sum(0), (~np.isnan(in_b)).sum(0)
    gap = _means(in_b) - _means(in_a)
    freedom = np.maximum(n_a + n_b - 2, 0)
    within = _squares(in_a) + _squares(in_b)
    if not freedom.sum():
        return np.zeros(len(gap), dtype=np.bool_)
    variance = (within + BORROWED * within.sum() / freedom.sum()) / (freedom + BORROWED)
    enough = (n_a >= 2) & (n_b >= 2)
    half = t_quantile(freedom + BORROWED, (1 + COMMON_CONFIDENCE) / 2)
    reach = half * np.sqrt(variance * (1 / np.maximum(n_a, 1) + 1 / np.maximum(n_b, 1)))
    return np.asarray(enough & (np.abs(np.nan_to_num(gap)) + reach < COMMON_MARGIN))


def _moderated_p(left: Departures, item: int, side: Whole) -> float:
    """Two-sided p of the difference between two sides on one item, its variance shrunk to the pool."""
    answered = left.answered[:, item]
    values, in_b = left.values[answered, item], side[answered] == 1
    n_a, n_b = int((~in_b).sum()), int(in_b.sum())
    if min(n_a, n_b) < 1 or np.ptp(values) < 1e-9:
        return 1.0
    freedom = n_a + n_b - 2
    gap = values[in_b].mean() - values[~in_b].mean()
    within = float(np.square(values - np.where(in_b, values[in_b].mean(), values[~in_b].mean())).sum())
    variance = (within + BORROWED * _pooled_variance(left, side)) / (freedom + BORROWED)
    t = gap / np.sqrt(max(variance, 1e-12) * (1 / n_a + 1 / n_b))
    return t_both_sides(freedom + BORROWED, t)


def _pooled_variance(left: Departures, side: Whole) -> float:
    """Variance of the departures inside two sides, over all items."""
    within = freedom = 0.0
    for part in (0, 1):
        values, answered = left.values[side == part], left.answered[side == part]
        within += float(np.nansum(_squares(np.where(answered, values, np.nan))))
        freedom += float(np.maximum(answered.sum(0) - 1, 0).sum())
    return within / max(freedom, 1.0)


def _described(answers: Floats, camps: Whole, span: float, mark: Mark) -> ItemReading:
    given = answers[~np.isnan(answers)]
    mean_a, mean_b = (_mean(answers[camps == view]) for view in (0, 1))
    return ItemReading(
        mark=mark,
        gap=mean_b - mean_a,
        mean_a=mean_a,
        mean_b=mean_b,
        mean=_mean(answers),
        n=int(given.size),
        agreement=van_der_eijk(counts_of(given, span)),
        ad=average_deviation(given),
        rwg_star=rwg_star(given, span),
        two_on_each_side=two_on_each_side(given, span),
    )


def _mark(divides: bool, shared: bool) -> Mark:
    if divides:
        return Mark.divides
    return Mark.common_ground if shared else Mark.cannot_tell


def _mean(answers: Floats) -> float:
    given = answers[~np.isnan(answers)]
    return float(given.mean()) if given.size else float("nan")


def _means(table: Floats) -> Floats:
    """Mean of each column over its answers; NaN without any."""
    given = ~np.isnan(table)
    total = np.where(given, table, 0.0).sum(0)
    count = given.sum(0)
    return np.asarray(np.divide(total, count, out=np.full(table.shape[1], np.nan), where=count > 0))


def _squares(table: Floats) -> Floats:
    """Sum of squares of each column about its own mean, over its answers."""
    given = ~np.isnan(table)
    centred = np.where(given, table - np.nan_to_num(_means(table)), 0.0)
    return np.asarray((centred**2).sum(0))

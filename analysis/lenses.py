"""Beside the scan: unanimity that is no safety, sheets unlike all others, and the overall level."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np

from analysis.chance import share_at_least
from analysis.departures import Departures, departures, on_five_points
from analysis.scan import FALSE_ALARM, LEAST_ITEMS, LEAST_MEMBERS, SplitReading, split_scan
from analysis.shapes import Floats, Truths, Whole, as_ratings, as_spans, frozen

STRONGLY = 2.0  # points of five: from "somewhat" on
CLEARLY_MORE = 1.0  # points by which one side must outweigh the other
MOSTLY = 0.5  # share of the items a member could not say


class Unanimity(StrEnum):
    """A whole team on one side: possible scapegoating, collusion or avoidance."""

    all_negative = "all_negative"
    all_special = "all_special"
    all_cannot_say = "all_cannot_say"


@dataclass(frozen=True, eq=False)
class Dissenters:
    """Sheets unlike all others.

    p : (n_members,) family-wise over members, NaN when set aside. flagged : (n_members,) p at most 1 in 20.
    without : the scan repeated without them, None when nobody is flagged or fewer than four would remain.
    """

    p: Floats
    flagged: Truths
    without: SplitReading | None


def false_unanimity(
    ratings: Any,
    *,
    positive: Sequence[int],
    negative: Sequence[int],
    special: Sequence[int],
    spans: Any = None,
) -> tuple[Unanimity, ...]:
    """Name the ways in which everyone stands on one side, where a divided team would be the healthier sign.

    ratings : (n_members, n_items), unipolar feelings with lowest answer 0, NaN = can't say.
    positive, negative, special : item numbers of warm, of adverse and of special-tie feelings.

    all_negative: every member's adverse feelings reach 2 of 4 and exceed warm and special ones by a point;
    all_special: every member's special-tie feelings reach 2 of 4 and exceed the adverse ones by a point;
    all_cannot_say: every member leaves half of the items or more. At least three members; with fewer, nothing
    is named.
    """
    table = as_ratings(ratings)
    if len(table) < 3:
        return ()
    points = on_five_points(table, as_spans(spans, table))
    warm, adverse, tied = (_means_of(points, columns) for columns in (positive, negative, special))
    found = []
    if bool(((adverse >= STRONGLY) & (adverse - np.fmax(warm, tied) >= CLEARLY_MORE)).all()):
        found.append(Unanimity.all_negative)
    if bool(((tied >= STRONGLY) & (tied - adverse >= CLEARLY_MORE)).all()):
        found.append(Unanimity.all_special)
    if table.shape[1] and bool((np.isnan(table).mean(1) >= MOSTLY).all()):
        found.append(Unanimity.all_cannot_say)
    return tuple(found)


def dissenters(
    ratings: Any,
    reading: SplitReading,
    *,
    spans: Any = None,
    blocks: Sequence[Any] | None = None,
    draws: int = 999,
    seed: int = 0,
) -> Dissenters:
    """Find members whose whole sheet differs from everyone's, beyond the two views.

    ratings, spans, blocks : as for `split_scan`, whose `reading` says who was placed and in which view. A
        minority view worth hearing and a hasty sheet look the same: tell it to its author alone. Family-wise
        5 % over the members, by the largest standardised energy when each item's squared departures are dealt
        out anew among those who answered it.
    """
    table = as_ratings(ratings)
    ranges = as_spans(spans, table)
    placed = ~reading.set_aside
    p = np.full(len(table), np.nan)
    if placed.sum() >= LEAST_MEMBERS and table.shape[1] >= LEAST_ITEMS:
        left = departures(on_five_points(table[placed], ranges))
        inside = _inside_views(left, reading.camps[placed]) if reading.is_divided else left.values
        p[placed] = _family_wise(inside**2, left.answered, draws, np.random.default_rng(seed))
    flagged = np.nan_to_num(p, nan=1.0) <= FALSE_ALARM
    return Dissenters(frozen(p), frozen(flagged), _without(table, flagged, ranges, blocks, draws, seed))


def level_reading(ratings: Any, *, spans: Any = None, draws: int = 999, seed: int = 0) -> float | None:
    """How often chance alone makes members differ as much in overall level; None with fewer than four.

    Rating everything higher may be a habit or a real difference of opinion; the numbers cannot tell. The
    pattern scan leaves it out, so it is read beside it. ratings, spans: as for `split_scan`.
    """
    table = as_ratings(ratings)
    points = on_five_points(table, as_spans(spans, table))
    answered = ~np.isnan(points)
    placed = answered.any(1) if table.shape[1] else np.zeros(len(table), dtype=np.bool_)
    if placed.sum() < LEAST_MEMBERS:
        return None
    points, answered = points[placed], answered[placed]
    filled = np.where(answered, points, 0.0)
    about_item = np.where(answered, filled - filled.sum(0) / np.maximum(answered.sum(0), 1), 0.0)
    signs = np.random.default_rng(seed).choice((-1.0, 1.0), (draws, *points.shape))
    return share_at_least(float(_level_energy(about_item, answered)), _level_energy(signs * about_item, answered))


def _level_energy(about_item: Floats, answered: Truths) -> Floats:
    return np.asarray(((about_item.sum(-1) / np.maximum(answered.sum(1), 1)) ** 2).sum(-1))


def _means_of(points: Floats, columns: Sequence[int]) -> Floats:
    """Each member's mean over some items; NaN (never unanimous) when none was answered."""
    chosen = points[:, list(columns)]
    given = ~np.isnan(chosen)
    count = given.sum(1)
    total = np.where(given, chosen, 0.0).sum(1)
    return np.asarray(np.divide(total, count, out=np.full(len(points), np.nan), where=count > 0))


def _inside_views(left: Departures, camps: Whole) -> Floats:
    """Departures from the own view's mean instead of the team's."""
    inside = left.values.copy()
    for view in (0, 1):
        own = camps == view
        inside[own] -= inside[own].sum(0) / np.maximum(left.answered[own].sum(0), 1) * left.weights[own]
    return inside


def _family_wise(squares: Floats, answered: Truths, draws: int, rng: np.random.Generator) -> Floats:
    """The p of each member's energy against the largest of all members in dealt-out tables; (n_members,)."""
    kept = answered.astype(np.float64)
    usual = squares.sum() / max(kept.sum(), 1)
    root = np.sqrt(np.maximum(kept.sum(1), 1))

    def standardised(table: Floats) -> Floats:
        return np.asarray(((table * kept).sum(-1) - usual * kept.sum(1)) / root)

    keys = rng.random((draws, *squares.shape)) + 2.0 * ~answered
    dealt = np.zeros((draws, *squares.shape))
    order = keys.argsort(1)
    places = np.argsort(~answered, axis=0, kind="stable")
    np.put_along_axis(
        dealt,
        np.broadcast_to(places, dealt.shape),
        np.take_along_axis(np.broadcast_to(squares, dealt.shape), order, 1),
        1,
    )
    largest = standardised(dealt).max(1)
    return np.array([share_at_least(float(value), largest) for value in standardised(squares)])


def _without(
    table: Floats, flagged: Truths, spans: Floats, blocks: Sequence[Any] | None, draws: int, seed: int
) -> SplitReading | None:
    """The scan without the flagged members, who are shown as set aside."""
    if not flagged.any() or (~flagged).sum() < LEAST_MEMBERS:
        return None
    kept = table.copy()
    kept[flagged] = np.nan
    return split_scan(kept, spans=spans, blocks=blocks, draws=draws, seed=seed)

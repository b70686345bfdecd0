"""Several cases on one agenda are several chances of a false alarm."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from analysis.chance import ordinary_differences, share_at_least
from analysis.departures import departures, on_five_points
from analysis.items import below_false_discoveries
from analysis.partitions import best_partitions, in_noise_units
from analysis.scan import LEAST_ITEMS, LEAST_MEMBERS, SplitReading, enough_answered
from analysis.shapes import as_blocks, as_ratings, as_spans

FALSE_DISCOVERIES = 0.05
FEW_DRAWS = 199  # enough to compare a handful of cases, at a fifth of the price of a scan


def divided_cases(p_shared: Sequence[float | None]) -> tuple[bool, ...]:
    """Which cases of an agenda stay divided when all are looked at together (Benjamini and Hochberg 1995).

    p_shared : of each case's scan, None = too few (never divided, and not counted as a look). Of the cases
        named, 1 in 20 may be a false alarm.
    """
    looked = [number for number, p in enumerate(p_shared) if p is not None]
    given = np.array([p for p in p_shared if p is not None], dtype=np.float64)
    kept = below_false_discoveries(given, FALSE_DISCOVERIES)
    named = {number for number, keep in zip(looked, kept.tolist(), strict=True) if keep}
    return tuple(number in named for number in range(len(p_shared)))


def hangs_together(
    ratings: Any,
    *,
    spans: Any = None,
    blocks: Sequence[Any] | None = None,
    draws: int = FEW_DRAWS,
    seed: int = 0,
) -> float | None:
    """p_shared of `split_scan` with few draws and nothing else of it: for the other cases of an agenda.

    ratings, spans, blocks : as for `split_scan`. None = too few.
    """
    table = as_ratings(ratings)
    placed = enough_answered(table)
    if placed.sum() < LEAST_MEMBERS or table.shape[1] < LEAST_ITEMS:
        return None
    left = departures(on_five_points(table[placed], as_spans(spans, table)))
    if not (left.values**2).sum() > 1e-9:
        return 1.0
    lots = np.random.default_rng([seed, 0])
    drawn = ordinary_differences(left, as_blocks(blocks, table.shape[1]), draws, lots)
    parted = best_partitions(in_noise_units(np.concatenate([left.values[None], drawn]), left.answered), left.answered)
    return share_at_least(float(parted.score[0]), parted.score[1:])


def of_case(feelings: float | None, positions: float | None) -> float | None:
    """One p for the two looks at a case (Hochberg 1988, as `read_together`); None when neither could be read."""
    known = sorted(p for p in (feelings, positions) if p is not None)
    if len(known) < 2:
        return known[0] if known else None
    return min(known[1], 2 * known[0])


def p_of_case(feelings: SplitReading, positions: SplitReading) -> float | None:
    """The same from the two scans of a case."""
    return of_case(feelings.p_shared, positions.p_shared)

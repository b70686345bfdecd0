"""Feelings and positions are scanned apart and read together: a division can be felt, argued, or both."""

from dataclasses import dataclass
from enum import StrEnum
from math import comb
from typing import Any

import numpy as np

from analysis.scan import FALSE_ALARM, SplitReading, Verdict
from analysis.shapes import Whole

ALONE = FALSE_ALARM / 2  # one section divided by itself, of two that were looked at
ALIKE = 0.75  # share of members whom both scans put on the same side


class TogetherKind(StrEnum):
    """Where the division shows. `felt`, `argued`: divided there, and the other section could not be read."""

    felt_and_argued = "felt_and_argued"
    felt_not_voiced = "felt_not_voiced"
    argued_not_felt = "argued_not_felt"
    felt = "felt"
    argued = "argued"
    neither = "neither"
    cannot_tell = "cannot_tell"


@dataclass(frozen=True)
class Together:
    """Both sections in one reading.

    same_views : True when both scans part the members alike (three quarters on the same side, and less than 1
        time in
        20 by chance), False when clearly not (fewer than three quarters), None when it cannot be told or one
        is undivided.
    """

    kind: TogetherKind
    same_views: bool | None = None


def read_together(feelings: SplitReading, positions: SplitReading) -> Together:
    """Read the scans of feelings and positions (same members, same order) as one.

    Two scans are two chances of a false alarm: both at 1 in 20 count together, one alone must reach 1 in 40
    (Hochberg 1988). One alone between these is `cannot_tell`. Where one section has too few answers, or the form asks
    too little of it, the other is the only look there was: 1 in 20 counts, and nothing is said of the first.

    Raises ValueError when the readings are of different numbers of members.
    """
    if len(feelings.camps) != len(positions.camps):
        raise ValueError("Feelings and positions must be read for the same members, in the same order.")
    felt, argued = feelings.is_divided, positions.is_divided
    if felt and argued:
        return Together(TogetherKind.felt_and_argued, same_views(feelings.camps, positions.camps))
    if felt:
        if positions.verdict is Verdict.too_few:
            return Together(TogetherKind.felt)
        sure = _at_most(feelings.p_shared, ALONE)
        return Together(TogetherKind.felt_not_voiced if sure else TogetherKind.cannot_tell)
    if argued:
        if feelings.verdict is Verdict.too_few:
            return Together(TogetherKind.argued)
        sure = _at_most(positions.p_shared, ALONE)
        return Together(TogetherKind.argued_not_felt if sure else TogetherKind.cannot_tell)
    if feelings.verdict is positions.verdict is Verdict.too_few:
        return Together(TogetherKind.cannot_tell)
    return Together(TogetherKind.neither)


def same_views(one: Any, other: Any) -> bool | None:
    """Whether two partitions (n_members,) of 0, 1 and -1 part the members alike.

    True: three quarters or more on the same side, which chance would bring less than 1 time in 20. False:
    fewer than three quarters. None: too few to tell; at least four must be placed by both.
    """
    first, second = np.asarray(one, dtype=np.int64), np.asarray(other, dtype=np.int64)
    placed = (first >= 0) & (second >= 0)
    if placed.sum() < 4:
        return None
    if agreement_of_sides(first[placed], second[placed]) < ALIKE:
        return False
    return True if chance_of_overlap(first[placed], second[placed]) <= FALSE_ALARM else None


def agreement_of_sides(one: Whole, other: Whole) -> float:
    """Share of members on the same side, the sides named so that it is largest; 0.5 to 1."""
    same = float((one == other).mean())
    return max(same, 1 - same)


def chance_of_overlap(one: Whole, other: Whole) -> float:
    """Probability that two unrelated partitions of these sizes overlap as much (Fisher's exact test)."""
    n, ones, others = len(one), int(one.sum()), int(other.sum())
    observed = agreement_of_sides(one, other)
    ways = 0
    for both in range(max(0, ones + others - n), min(ones, others) + 1):
        same = (both + (n - ones - others + both)) / n
        if max(same, 1 - same) >= observed - 1e-12:
            ways += comb(ones, both) * comb(n - ones, others - both)
    return ways / comb(n, others)


def _at_most(p: float | None, limit: float) -> bool:
    return p is not None and p <= limit + 1e-12

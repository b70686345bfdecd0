"""Both sides: how far good and bad are held at once, by one entry and by a team.

Splitting keeps the good and the bad apart; integrating holds both. Views that come closer while both-sides
rises are integrating; views that merely come closer conform.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np

from analysis.shapes import Floats, frozen
from analysis.tails import t_quantile

CONFIDENCE = 0.90
HALF_A_POINT = 0.5  # of a five-point scale; less is no movement worth a word


@dataclass(frozen=True, eq=False)
class BothSides:
    """Both-sides of each entry (n_members,), and their mean with its 90 % interval; NaN when unknown.

    Range -2 (wholly good or wholly bad) over 0 (neither) to 4 (both very strongly).
    """

    entries: Floats
    mean: float
    low: float
    high: float
    n: int


class Course(StrEnum):
    """What became of two views between two rounds."""

    integration = "integration"
    conformity = "conformity"
    apart = "apart"
    cannot_tell = "cannot_tell"


@dataclass(frozen=True)
class Movement:
    """Change between two rounds in the distance of the views and in both-sides, with 90 % intervals."""

    course: Course
    distance_change: float
    distance_low: float
    distance_high: float
    both_sides_change: float
    both_sides_low: float
    both_sides_high: float


def both_sides(good: Any, bad: Any) -> Floats:
    """(good + bad)/2 - |good - bad| of each entry, good and bad in 0 to 4; NaN where either is unanswered."""
    first, second = np.asarray(good, dtype=np.float64), np.asarray(bad, dtype=np.float64)
    if first.shape != second.shape:
        raise ValueError("Good and bad must be answered by the same members.")
    return np.asarray((first + second) / 2 - np.abs(first - second))


def team_both_sides(good: Any, bad: Any) -> BothSides:
    """Both-sides of each entry and of the team; the interval needs two entries that answered both."""
    entries = both_sides(good, bad)
    mean, low, high, n = _interval(entries[~np.isnan(entries)])
    return BothSides(frozen(entries), mean, low, high, n)


def movement(distance_before: Any, distance_after: Any, both_before: Any, both_after: Any) -> Movement:
    """Read integration against conformity from two rounds of the same members.

    distance_before, distance_after : (n_members,) each member's distance from the other view, in points;
        both_before,
    both_after : (n_members,) each entry's both-sides. NaN = not in that round. Works from two members on by
        the interval of their own changes; below that, or when the intervals leave it open, the course is
        `cannot_tell`.
    """
    closer = _interval(_changes(distance_before, distance_after))
    both = _interval(_changes(both_before, both_after))
    return Movement(_course(closer, both), *closer[:3], *both[:3])


def _course(closer: tuple[float, float, float, int], both: tuple[float, float, float, int]) -> Course:
    if not (np.isfinite(closer[1]) and np.isfinite(closer[2])):
        return Course.cannot_tell
    if closer[1] > -HALF_A_POINT:  # surely hardly closer, and perhaps further off
        return Course.apart
    if closer[2] >= 0 or not np.isfinite(both[1]):
        return Course.cannot_tell
    if both[1] > 0:
        return Course.integration
    return Course.conformity if both[2] < HALF_A_POINT else Course.cannot_tell


def _changes(before: Any, after: Any) -> Floats:
    change = np.asarray(after, dtype=np.float64) - np.asarray(before, dtype=np.float64)
    return np.asarray(change[~np.isnan(change)])


def _interval(values: Floats) -> tuple[float, float, float, int]:
    """Mean, its 90 % t-interval and n; infinite below two values, NaN mean without any."""
    n = int(values.size)
    mean = float(values.mean()) if n else float("nan")
    if n < 2:
        return mean, float("-inf"), float("inf"), n
    # answers come in steps: identical ones still hide the rounding of one step, never an interval of width 0
    error = np.sqrt(max(float(values.var(ddof=1)), 1 / 12) / n)
    half = float(t_quantile(n - 1, (1 + CONFIDENCE) / 2) * error)
    return mean, mean - half, mean + half, n

"""How far the other view was thought to be: one guess against the mean it aimed at, and the guesses of several.

A distance is counted from the mean of the guesser's own view towards the other one; a guess beyond the own view, on
its far side, is a distance below zero.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from analysis.both_sides import CONFIDENCE, HALF_A_POINT
from analysis.tails import t_quantile

HALF_A_STEP = 0.5
"""No place on a scale lies nearer to a mean: a better guess could not have been given."""


class Placed(StrEnum):
    """Where a guess puts the other view, against where it is."""

    about = "about"
    further = "further"
    closer = "closer"
    behind = "behind"
    """On the other side of the own view."""


class Sight(StrEnum):
    """What several guesses together say."""

    about = "about"
    further = "further"
    closer = "closer"
    cannot_tell = "cannot_tell"
    too_few = "too_few"


@dataclass(frozen=True)
class Guess:
    """One guess, read: where it puts the other view, and how far off that is in steps of the scale (0 or more)."""

    placed: Placed
    off: float


@dataclass(frozen=True)
class Thought:
    """Several guesses, read, in points of five: how far apart the views were thought to be, and are, on average.

    low, high : 90 % interval of `thought`; NaN below `least` guesses.
    """

    guesses: int
    thought: float
    low: float
    high: float
    apart: float
    sight: Sight


def read_guess(guessed: float, ours: float, theirs: float) -> Guess:
    """Read one guess against the mean of the other view (`theirs`); `ours`: the mean of the guesser's own view."""
    towards = 1.0 if theirs >= ours else -1.0
    off = towards * (guessed - theirs)
    if abs(off) <= HALF_A_STEP:
        return Guess(Placed.about, abs(off))
    if towards * (guessed - ours) < -HALF_A_STEP:
        return Guess(Placed.behind, abs(off))
    return Guess(Placed.further if off > 0 else Placed.closer, abs(off))


def read_guesses(
    guesses: int, thought: float, apart: float, outward: float, outward_squared: float, *, least: int
) -> Thought:
    """Read the guesses of several members from their sums, in points of five.

    Parameters
    ----------
    guesses : how many, one or more.
    thought, apart : sums of the distances as thought and as they are.
    outward, outward_squared : sums of where the guesses lie, counted from one end of the scale towards the other view,
        and of their squares. The interval is taken from these: they spread a little more than the distances of two
        views, and tell nothing of which guess came from which.
    least : guesses needed before anything is said with an interval; never below two.
    """
    mean, actual = thought / guesses, apart / guesses
    if guesses < max(least, 2):
        nan = float("nan")
        return Thought(guesses, mean, nan, nan, actual, Sight.too_few)
    variance = max((outward_squared - outward**2 / guesses) / (guesses - 1), 0.0)
    # Guesses come in steps: equal ones still hide the rounding of one step, never an interval of width 0.
    error = np.sqrt(max(variance, 1 / 12) / guesses)
    half = float(t_quantile(guesses - 1, (1 + CONFIDENCE) / 2) * error)
    return Thought(guesses, mean, mean - half, mean + half, actual, _sight(mean - half - actual, mean + half - actual))


def _sight(low: float, high: float) -> Sight:
    """Judged by the whole interval of how far off the guesses are."""
    if low > -HALF_A_POINT and high < HALF_A_POINT:
        return Sight.about
    if low > 0:
        return Sight.further
    return Sight.closer if high < 0 else Sight.cannot_tell

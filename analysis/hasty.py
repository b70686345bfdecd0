"""A sheet filled in haste, told to its author alone before submitting; a careful sheet may look the same."""

from enum import StrEnum
from typing import Any

import numpy as np

LEAST_ANSWERS = 8
NEARLY_ALL = 0.9


class Haste(StrEnum):
    """What makes a sheet look hasty."""

    same_answer = "same_answer"
    both_ends = "both_ends"


def hasty_sheet(answers: Any, *, opposites: Any = ()) -> tuple[Haste, ...]:
    """Signs of haste on one sheet; none when fewer than eight items are answered.

    answers : (n_items,) in the form's own steps, NaN = can't say. opposites : pairs of item numbers that
        contradict each other when both are marked alike at an end, such as "fond" and "irritated" both at 4;
        both may be true, so half of the pairs are needed.

    same_answer : nine in ten answers are one and the same, which the mixed keys make unlikely. both_ends :
        half or more of the opposite pairs are both at their highest seen answer.
    """
    sheet = np.asarray(answers, dtype=np.float64)
    given = sheet[~np.isnan(sheet)]
    if given.size < LEAST_ANSWERS:
        return ()
    _, counts = np.unique(given, return_counts=True)
    found = [Haste.same_answer] if counts.max() >= NEARLY_ALL * given.size else []
    pairs = [(sheet[one], sheet[other]) for one, other in opposites]
    if pairs and 2 * sum(one == other == given.max() for one, other in pairs) >= len(pairs) and not found:
        found.append(Haste.both_ends)
    return tuple(found)

"""Partitions known beforehand, a line of the team or last week's views, looked at beside the search.

The search over all partitions is what costs power: chance has hundreds of partitions to choose from. A known
partition costs next to nothing. Both are read from the same sign draws, so one false-alarm rate covers them
together.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from analysis.chance import share_at_least
from analysis.partitions import LEAST_CAMP, separation
from analysis.shapes import Floats, Truths, Whole
from analysis.tails import gamma_above

LESS_WEIGHT = 4.0  # per candidate: a right one gains most of what it could, a wrong one costs 0.02 at most


@dataclass(frozen=True, eq=False)
class Weighed:
    """The family-wise p of search and candidates, and the side (n_members,) of a candidate that won."""

    p: float
    side: Whole | None


def candidate_sides(candidates: Sequence[Any] | None, placed: Truths) -> list[Whole]:
    """Each group of at least two against all others, as sides (n_placed,) of 0 and 1, without repeats.

    candidates : partitions (n_members,) of labels; None, NaN, "" and -1 are in no group. placed :
        (n_members,). Raises ValueError for a partition of another number of members.
    """
    sides: dict[tuple[int, ...], Whole] = {}
    for labels in candidates or ():
        if len(labels) != len(placed):
            raise ValueError(f"A candidate needs one label per member: {len(placed)} members, {len(labels)} labels.")
        names = [_name(label) for label, is_placed in zip(labels, placed.tolist(), strict=True) if is_placed]
        for group in dict.fromkeys(name for name in names if name):
            side = np.array([int(name == group) for name in names], dtype=np.int64)
            if LEAST_CAMP <= side.sum() <= len(side) - LEAST_CAMP:
                side = 1 - side if side[0] else side
                sides[tuple(side.tolist())] = side
    return list(sides.values())


def weigh(search: Floats, tables: Floats, answered: Truths, sides: Sequence[Whole]) -> Weighed:
    """Combine search and candidates under one false-alarm rate (smallest p; Westfall and Young 1993).

    search : (1 + draws,) separation of the best partition, the observed table first.
    tables : (1 + draws, n_members, n_items) in noise units, the same tables.
    """
    if not sides:
        return Weighed(share_at_least(float(search[0]), search[1:]), None)
    known = np.stack([_tail(separation(tables, answered, side.astype(np.float64))) for side in sides])
    found = _tail(search)
    smallest = np.minimum(found, LESS_WEIGHT * len(sides) * known.min(0))
    p = share_at_least(float(-smallest[0]), -smallest[1:])
    stands_out = bool(LESS_WEIGHT * len(sides) * known[:, 0].min() < found[0])
    return Weighed(p, sides[int(known[:, 0].argmin())] if stands_out else None)


def _tail(values: Floats) -> Floats:
    """Upper tail of each value under a gamma law with the moments of all; only the common scale matters."""
    mean, variance = float(values.mean()), max(float(values.var()), 1e-12)
    if mean <= 0:
        return np.ones_like(values)
    return gamma_above(mean**2 / variance, values * mean / variance)


def _name(label: Any) -> str:
    return "" if label is None or label != label or label == -1 else str(label)  # NaN differs from itself

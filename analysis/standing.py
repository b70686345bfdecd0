"""Where members stand to one another: a map in two directions, for teams that show names."""

from typing import Any

import numpy as np

from analysis.departures import departures, on_five_points
from analysis.shapes import Floats, as_ratings, as_spans


def places(ratings: Any, *, spans: Any = None) -> Floats:
    """Put members on a plane so that near means: answered alike, beyond the usual level and spread of each.

    ratings : (n_members, n_items), NaN = not answered. Returns (n_members, 2): the first two principal directions
    of the members' departures (singular value decomposition; Pearson 1901), in points of a five-point scale, signs
    fixed so that the same data always give the same map. Fewer than three members or items: all at the origin.
    """
    table = as_ratings(ratings)
    here = np.zeros((len(table), 2))
    if len(table) < 3 or table.shape[1] < 3:
        return here
    left = departures(on_five_points(table, as_spans(spans, table))).values
    members, strength, items = np.linalg.svd(left, full_matrices=False)
    kept = min(2, strength.size)
    turned = np.sign(items[np.arange(kept), np.abs(items[:kept]).argmax(1)])
    here[:, :kept] = members[:, :kept] * strength[:kept] * np.where(turned == 0, 1.0, turned)
    return here

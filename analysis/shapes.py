"""The array types that every module of the analysis speaks: floats, whole numbers and truth values."""

from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
Truths = NDArray[np.bool_]
Kind = TypeVar("Kind", bound=np.generic)


def frozen(array: NDArray[Kind]) -> NDArray[Kind]:
    """Return a copy of `array` that refuses to be written to, fit for a frozen dataclass."""
    kept = np.array(array)
    kept.flags.writeable = False
    return kept


def as_ratings(ratings: Any) -> Floats:
    """Return `ratings` as a float table of shape (n_members, n_items); NaN = not answered.

    Raises ValueError when it is not two-dimensional or holds an infinite number.
    """
    table = np.asarray(ratings, dtype=np.float64)
    if table.ndim != 2:
        raise ValueError(f"Ratings must be a table of members and items, not an array of {table.ndim} dimensions.")
    if np.isinf(table).any():
        raise ValueError("Ratings must be finite numbers; leave an unanswered item empty (NaN).")
    return table


def as_spans(spans: Any, table: Floats) -> Floats:
    """Return each item's range, shape (n_items,), in the item's own units.

    Without `spans` every item is taken to share one range, the widest seen in the table (1 for an empty one).
    Raises ValueError for a wrong length or a range that is not positive.
    """
    n_items = table.shape[1]
    if spans is None:
        seen = table[~np.isnan(table)]
        width = float(seen.max() - seen.min()) if seen.size else 1.0
        return np.full(n_items, width or 1.0)
    given = np.asarray(spans, dtype=np.float64)
    if given.shape != (n_items,):
        raise ValueError(f"One range per item is needed: {n_items} items, {given.size} ranges.")
    if not (np.isfinite(given).all() and (given > 0).all()):
        raise ValueError("Every item's range must be a positive number.")
    return given


def as_blocks(blocks: Any, n_items: int) -> Whole:
    """Return the block number of each item, (n_items,), from any labels; by default each item is its own.

    Raises ValueError for a wrong length.
    """
    if blocks is None:
        return np.arange(n_items, dtype=np.int64)
    labels = [str(label) for label in blocks]
    if len(labels) != n_items:
        raise ValueError(f"One dimension per item is needed: {n_items} items, {len(labels)} dimensions.")
    order = {label: number for number, label in enumerate(dict.fromkeys(labels))}
    return np.array([order[label] for label in labels], dtype=np.int64)

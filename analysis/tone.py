"""What remains beyond tone: liking a patient more or less is the commonest difference and no division by itself."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from analysis.departures import without_level
from analysis.scan import SplitReading, split_scan
from analysis.shapes import Floats, as_ratings, as_spans


def beyond_tone(
    ratings: Any,
    tone: Any,
    *,
    spans: Any = None,
    blocks: Sequence[Any] | None = None,
    draws: int = 999,
    seed: int = 0,
) -> SplitReading:
    """Scan what is left of the ratings once each member's own tone is taken out.

    ratings, spans, blocks, draws, seed : as for `split_scan`.
    tone : (n_items,) 1 = warm, -1 = adverse, 0 = neither.

    When the scan of the ratings finds that differences hang together and this one does not, they hang together in tone
    alone. Two camps of tone and a gradual liking both do: only `p_camps` of the ratings tells these apart.
    """
    table = as_ratings(ratings)
    ranges = as_spans(spans, table)
    key = np.asarray(tone, dtype=np.float64)
    if key.shape != (table.shape[1],):
        raise ValueError(f"One tone per item is needed: {table.shape[1]} items, {key.size} tones.")
    return split_scan(without_tone(table / ranges, key) * ranges, spans=ranges, blocks=blocks, draws=draws, seed=seed)


def without_tone(shares: Floats, tone: Floats) -> Floats:
    """Ratings in shares of their range (n_members, n_items) less each member's least-squares slope on the tone."""
    answered = ~np.isnan(shares)
    rows = without_level(np.where(answered, shares, 0.0), answered)
    key = without_level(np.where(answered, tone, 0.0), answered)  # about the mean tone of the items each answered
    slope = (rows * key).sum(1) / np.maximum((key**2).sum(1), 1e-12)
    return np.asarray(shares - slope[:, None] * key)

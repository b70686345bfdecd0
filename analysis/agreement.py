"""How far the answers to one item agree: description, which by itself can never find camps.

A merely noisier team lowers every index; only the scan asks whether the same members stand together over many
items.
"""

import numpy as np

from analysis.shapes import Floats, Truths, Whole


def van_der_eijk(counts: Whole) -> float:
    """Van der Eijk's agreement A of one item, from the number of answers in each category, in order.

    +1 = all in one category, 0 = spread evenly, -1 = half at either end. Needs three or more categories; NaN
    without answers or with fewer categories. The counts are peeled into layers of equal height; a layer of s
    of K categories counts U (1 - (s - 1)/(K - 1)), U its unimodality. Source: van der Eijk 2001, Quality and
    Quantity 35:325-341.
    """
    left = np.asarray(counts, dtype=np.float64).copy()
    total = left.sum()
    n_categories = len(left)
    if total <= 0 or n_categories < 3:
        return float("nan")
    agreement = 0.0
    while left.sum() > 0:
        filled = left > 0
        height = left[filled].min()
        share = height * filled.sum() / total
        narrow = 1 - (filled.sum() - 1) / (n_categories - 1)
        agreement += share * _unimodality(filled) * narrow
        left[filled] -= height
    return float(agreement)


def _unimodality(filled: Truths) -> float:
    """Unimodality U of a pattern: +1 = one hump, below 0 when empty categories lie between filled ones.

    Of any three categories, filled-filled-empty and empty-filled-filled conform; filled-empty-filled
    deviates.
    """
    n_categories = len(filled)
    conforming = deviating = 0
    for middle in range(1, n_categories - 1):
        before, after = int(filled[:middle].sum()), int(filled[middle + 1 :].sum())
        empty_before, empty_after = middle - before, n_categories - middle - 1 - after
        if filled[middle]:
            conforming += before * empty_after + empty_before * after
        else:
            deviating += before * after
    if filled.sum() in (1, n_categories) or conforming + deviating == 0:
        return 1.0
    inner = n_categories - 2
    return (inner * conforming - (inner + 1) * deviating) / (inner * (conforming + deviating))


def average_deviation(answers: Floats) -> float:
    """Mean absolute distance from the mean, in the item's units; 0 = all alike.

    Source: Burke, Finkelstein and Dusig 1999, Organizational Research Methods 2:49-68.
    """
    return float(np.abs(answers - answers.mean()).mean()) if answers.size else float("nan")


def rwg_star(answers: Floats, span: float) -> float:
    """1 - observed variance / variance of answering at random; 1 = all alike, may fall below 0.

    answers in steps of 1; random variance (K**2 - 1)/12 with K = span + 1 (James, Demaree and Wolf 1984; not
    cut at 0). NaN with fewer than two answers.
    """
    if answers.size < 2:
        return float("nan")
    categories = span + 1
    return float(1 - answers.var(ddof=1) / ((categories**2 - 1) / 12))


def two_on_each_side(answers: Floats, span: float) -> bool:
    """True when two members stand at least half the scale above two others; one loner never divides."""
    if answers.size < 4:
        return False
    ordered = np.sort(answers)
    return bool(ordered[-2] - ordered[1] >= span / 2 - 1e-9)


def counts_of(answers: Floats, span: float) -> Whole:
    """Answers per category, in order, of an item answered in steps of 1 over `span`; lowest seen first."""
    steps = int(round(span)) + 1
    if not answers.size:
        return np.zeros(steps, dtype=np.int64)
    place = np.clip(np.rint(answers - answers.min()), 0, steps - 1).astype(np.int64)
    return np.bincount(place, minlength=steps)[:steps]

"""Existing methods beside which the scan is measured, each with the rule by which it is usually read.

Each takes ratings (n_members, n_items), NaN = missing, and gives a statistic (larger = more divided), whether its own
rule declares a division (None when it has none), and its camps (None when it names none).
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import pdist, squareform

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Finding:
    """What one method says about one table."""

    statistic: float
    declared: bool | None
    camps: Whole | None


def filled(ratings: Floats) -> Floats:
    """Missing answers replaced by the item's mean, as these methods need complete tables."""
    return np.where(np.isnan(ratings), np.nanmean(ratings, 0), ratings)


def q_method(ratings: Floats) -> Finding:
    """By-person components, second eigenvalue against parallel analysis (Stephenson 1935; Brown 1980; Horn 1965)."""
    rows = filled(ratings)
    rows = (rows - rows.mean(1, keepdims=True)) / (rows.std(1, keepdims=True) + 1e-9)
    n_members, n_items = rows.shape
    values, vectors = np.linalg.eigh(rows @ rows.T / n_items)
    noise = np.random.default_rng(0).normal(size=(100, n_members, n_items))
    noise = (noise - noise.mean(2, keepdims=True)) / noise.std(2, keepdims=True)
    second = np.linalg.eigvalsh(noise @ noise.transpose(0, 2, 1) / n_items)[:, -2]
    loadings = _varimax(vectors[:, [-1, -2]] * np.sqrt(np.maximum(values[[-1, -2]], 0)))
    factor = np.abs(loadings).argmax(1)
    camps = 2 * factor + (loadings[np.arange(n_members), factor] < 0)
    p = (1 + int((second >= values[-2]).sum())) / 101
    return Finding(float(values[-2]), p <= 0.05, camps.astype(np.int64))


def gap_statistic(ratings: Floats) -> Finding:
    """k-means with the gap statistic over one to four groups (Tibshirani, Walther and Hastie 2001)."""
    table = filled(ratings)
    table = table - table.mean(0)
    table = table @ np.linalg.svd(table, full_matrices=False)[2].T
    rng = np.random.default_rng(0)
    boxes = rng.uniform(table.min(0), table.max(0), (20, *table.shape))
    groups = range(1, min(4, len(table) - 1) + 1)
    within = np.array([np.log(_means(table, k)[0] + 1e-9) for k in groups])
    chance = np.array([[np.log(_means(box, k)[0] + 1e-9) for k in groups] for box in boxes])
    gap, error = chance.mean(0) - within, chance.std(0) * np.sqrt(1 + 1 / 20)
    one_is_enough = bool(gap[0] >= gap[1] - error[1])
    return Finding(float((gap[1:] - gap[0]).max()), not one_is_enough, _means(table, 2)[1])


def k_means_silhouette(ratings: Floats) -> Finding:
    """k-means with the best silhouette over two to four groups, divided above 0.25 (Rousseeuw 1987)."""
    table = filled(ratings)
    return _best_silhouette(table, lambda k: _means(table, k)[1])


def ward_silhouette(ratings: Floats) -> Finding:
    """Ward's clustering with the best silhouette, divided above 0.25."""
    table = filled(ratings)
    tree = linkage(table, "ward")
    return _best_silhouette(table, lambda k: fcluster(tree, k, "maxclust").astype(np.int64))


def parallel_analysis(ratings: Floats) -> Finding:
    """First eigenvalue against independently permuted items (Buja and Eyuboglu 1992)."""
    table = filled(ratings)
    table = table - table.mean(0)
    order = np.random.default_rng(0).random((199, *table.shape)).argsort(1)
    return _leading(table, np.take_along_axis(np.broadcast_to(table, order.shape), order, 1))


def sign_flip_analysis(ratings: Floats) -> Finding:
    """First eigenvalue against sign flips of the item-centred table (Hong, Sheng and Dobriban 2020)."""
    table = filled(ratings)
    table = table - table.mean(0)
    signs = np.random.default_rng(0).choice((-1.0, 1.0), (199, *table.shape))
    return _leading(table, table * signs)


def within_group_agreement(ratings: Floats) -> Finding:
    """r_wg(j) of all items, no agreement below 0.7 (James, Demaree and Wolf 1984)."""
    categories = 7 if np.nanmax(ratings) > 4 else 5
    share = min(float(np.nanmean(np.nanvar(ratings, 0, ddof=1))) / ((categories**2 - 1) / 12), 0.999)
    items = ratings.shape[1]
    agreement = items * (1 - share) / (items * (1 - share) + share)
    return Finding(-agreement, agreement < 0.7, None)


METHODS: dict[str, Callable[[Floats], Finding]] = {
    "Q method": q_method,
    "gap statistic": gap_statistic,
    "k-means, silhouette": k_means_silhouette,
    "Ward, silhouette": ward_silhouette,
    "parallel analysis": parallel_analysis,
    "sign-flip analysis": sign_flip_analysis,
    "r_wg": within_group_agreement,
}


def _varimax(loadings: Floats) -> Floats:
    """Two factors turned to simple structure, by the angle in closed form (Kaiser 1958)."""
    first, second = loadings.T
    u, v, n = first**2 - second**2, 2 * first * second, len(loadings)
    across = 2 * (n * (u * v).sum() - u.sum() * v.sum())
    along = n * (u**2 - v**2).sum() - (u.sum() ** 2 - v.sum() ** 2)
    angle = np.arctan2(across, along) / 4
    return loadings @ np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])


def _means(table: Floats, groups: int) -> tuple[float, Whole]:
    """Within sum of squares and labels of the best of ten starts of Lloyd's k-means, all starts at once."""
    rng = np.random.default_rng(0)
    chosen = np.stack([rng.permutation(len(table))[:groups] for _ in range(10 if groups > 1 else 1)])
    centres = table[chosen]  # (starts, groups, items)
    squares = (table**2).sum(1)
    for _ in range(20):
        distance = squares[None, :, None] - 2 * (centres @ table.T).transpose(0, 2, 1)
        distance = distance + (centres**2).sum(2)[:, None, :]
        member = (distance.argmin(2)[:, :, None] == np.arange(groups)).astype(np.float64)
        size = member.sum(1)[:, :, None]
        moved = np.where(size > 0, member.transpose(0, 2, 1) @ table / np.maximum(size, 1), centres)
        if np.allclose(moved, centres):
            break
        centres = moved
    within = distance.min(2).sum(1)
    best = int(within.argmin())
    return float(max(within[best], 0.0)), distance[best].argmin(1)


def _best_silhouette(table: Floats, labels: Callable[[int], Whole]) -> Finding:
    distance = squareform(pdist(table))
    found = [(_silhouette(distance, labels(k)), k) for k in range(2, min(4, len(table) - 2) + 1)]
    best, groups = max(found)
    return Finding(best, best > 0.25, labels(groups))


def _silhouette(distance: Floats, labels: Whole) -> float:
    groups = np.unique(labels)
    if not 2 <= len(groups) < len(labels):
        return -1.0
    size = np.array([(labels == group).sum() for group in groups])
    to_group = np.stack([distance[:, labels == group].sum(1) for group in groups], 1)
    own = np.searchsorted(groups, labels)
    row = np.arange(len(labels))
    inside = to_group[row, own] / np.maximum(size[own] - 1, 1)
    outside = to_group / size
    outside[row, own] = np.inf
    nearest = outside.min(1)
    score = (nearest - inside) / np.maximum(np.maximum(nearest, inside), 1e-12)
    return float(np.where(size[own] == 1, 0.0, score).mean())


def _leading(table: Floats, drawn: Floats) -> Finding:
    def first(tables: Floats) -> Floats:
        return np.asarray(np.linalg.eigvalsh(tables @ np.swapaxes(tables, -1, -2))[..., -1])

    observed = float(first(table))
    p = (1 + int((first(drawn) >= observed).sum())) / (len(drawn) + 1)
    scores = np.linalg.svd(table, full_matrices=False)[0][:, :1]
    return Finding(observed / float((table**2).sum()), p <= 0.05, _means(scores, 2)[1])

"""Teams with and without camps, on which the scan and the existing methods are compared.

Latent answers = the item's mean + member's level + camp or graded effect + noise, stretched about the middle of the
scale by the member's spread, rounded and cut to the scale. Effects are in points of a five-point scale.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]


@dataclass(frozen=True)
class Scenario:
    """How one kind of team answers."""

    members: int = 12
    items: int = 24
    points: int = 5
    sizes: tuple[int, ...] = ()  # of the camps; none = no camps
    dividing: int = 8
    gap: float = 1.5
    noise: float = 0.9
    item_spread: float = 0.8
    item_mean: float | None = None  # None = the middle of the scale
    level: float = 0.0  # standard deviation of members' levels (acquiescence)
    spread: float = 0.0  # of the log of members' spread (extreme answering)
    graded: str = ""  # law of a single graded dimension: normal, uniform, skewed
    loading: float = 0.0
    missing: float = 0.0
    careless: int = 0  # members whose noise is two and a half times as large
    lone: bool = False  # the first member departs alone
    uneven_items: float = 0.0  # of the log of the items' noise
    heavy_tails: float = 0.0  # degrees of freedom of the noise; 0 = normal
    halo: float = 0.0  # of a member's mood over a dimension of six items
    carry_over: float = 0.0  # of an item's departure onto the next


NO_CAMPS = {
    "N0 pure noise": Scenario(item_spread=0.0),
    "N1 common view": Scenario(),
    "N2 noisier team": Scenario(noise=1.3),
    "N3 acquiescence": Scenario(level=0.6),
    "N4 extremity": Scenario(spread=0.4),
    "N5 both styles": Scenario(level=0.6, spread=0.4),
    "N6 missing 30 %": Scenario(missing=0.3),
    "N7 careless rater": Scenario(careless=1),
    "N8 floor items": Scenario(item_mean=0.3, item_spread=0.6),
    "N9 uneven items, t5": Scenario(uneven_items=0.4, heavy_tails=5),
    "N10 styles, missing, floor": Scenario(level=0.5, spread=0.3, missing=0.2, item_mean=1.0),
    "N11 lone dissenter": Scenario(lone=True, dividing=12, gap=2.0),
}
GRADED = {
    "C1 normal range": Scenario(graded="normal", dividing=12, loading=0.8),
    "C2 uniform range": Scenario(graded="uniform", dividing=12, loading=0.8),
    "C3 skewed range": Scenario(graded="skewed", dividing=12, loading=0.8),
}
CAMPS = {
    "A1 6/6 8 items 1.0": Scenario(sizes=(6, 6), gap=1.0),
    "A2 6/6 8 items 1.5": Scenario(sizes=(6, 6)),
    "A3 6/6 4 items 2": Scenario(sizes=(6, 6), dividing=4, gap=2.0),
    "A4 3/9 8 items 1.5": Scenario(sizes=(3, 9)),
    "A5 3/9 4 items 2": Scenario(sizes=(3, 9), dividing=4, gap=2.0),
    "A8 4/4/4 12 items 1.75": Scenario(sizes=(4, 4, 4), dividing=12, gap=1.75),
    "A9 6/6 styles": Scenario(sizes=(6, 6), level=0.6, spread=0.3),
    "A11 3/9 flat items": Scenario(sizes=(3, 9), item_spread=0.15),
    "A15 6/6 12 items 2.5": Scenario(sizes=(6, 6), dividing=12, gap=2.5),
    "A16 4/8 16 items 2.5 styles": Scenario(sizes=(4, 8), dividing=16, gap=2.5, level=0.5, spread=0.2),
}
OTHER_CAMPS = {
    "A6 2/6 8 items 2": Scenario(members=8, sizes=(2, 6), gap=2.0),
    "A7 5/5 12 items": Scenario(members=10, items=12, sizes=(5, 5), dividing=5),
    "A10 6/6 missing 20 %": Scenario(sizes=(6, 6), missing=0.2),
    "A12 3/3 12 items 2": Scenario(members=6, sizes=(3, 3), dividing=12, gap=2.0),
    "A13 10/10 of 40, 4 items": Scenario(members=20, items=40, sizes=(10, 10), dividing=4),
    "A14 4/6 seven points": Scenario(members=10, points=7, sizes=(4, 6), dividing=6),
}
CORRELATED = {
    "halo .3": Scenario(halo=0.3),
    "halo .6": Scenario(halo=0.6),
    "carry-over .4": Scenario(carry_over=0.4),
}
DIMENSION = np.arange(24) // 6  # of the correlated scenarios


def answers(scenario: Scenario, rng: np.random.Generator) -> tuple[Floats, Whole]:
    """Ratings (members, items) from 0 to points - 1, NaN = missing, and each member's camp (0 without camps)."""
    views, camp = views_of(scenario, rng)
    return from_views(scenario, views, rng), camp


def views_of(s: Scenario, rng: np.random.Generator) -> tuple[Floats, Whole]:
    """What each member thinks of each item, before noise and style, in answer units; and the camps."""
    unit = (s.points - 1) / 4
    camp = rng.permutation(np.repeat(np.arange(len(s.sizes)), s.sizes)) if s.sizes else np.zeros(s.members, int)
    mean = (s.points - 1) / 2 if s.item_mean is None else s.item_mean * unit
    return mean + (rng.normal(0, s.item_spread, s.items) + _effect(s, camp, rng)) * unit, camp


def from_views(s: Scenario, views: Floats, rng: np.random.Generator) -> Floats:
    """One round of ratings from these views."""
    unit, middle = (s.points - 1) / 4, (s.points - 1) / 2
    latent = views + (_noise(s, rng) + rng.normal(0, s.level, (s.members, 1))) * unit
    latent = middle + np.exp(rng.normal(0, s.spread, (s.members, 1))) * (latent - middle)
    ratings = np.clip(np.rint(latent), 0, s.points - 1)
    ratings[rng.random(ratings.shape) < s.missing] = np.nan
    return np.asarray(ratings, dtype=np.float64)


def _effect(s: Scenario, camp: Whole, rng: np.random.Generator) -> Floats:
    """What camps, a graded dimension or a lone dissenter add, (members, items)."""
    direction = np.zeros(s.items)
    direction[rng.permutation(s.items)[: s.dividing]] = rng.choice([-1.0, 1.0], s.dividing)
    if s.graded:
        place = {
            "normal": rng.normal(size=s.members),
            "uniform": rng.uniform(-(3**0.5), 3**0.5, s.members),
            "skewed": rng.exponential(size=s.members) - 1,
        }[s.graded]
        return s.loading * np.outer(place, direction)
    if s.lone:
        return s.gap * np.outer(np.arange(s.members) == 0, direction)
    if len(s.sizes) == 2:
        return s.gap * np.outer(camp - 0.5, direction)
    if not s.sizes:
        return np.zeros((s.members, s.items))
    singled_out = rng.integers(0, len(s.sizes), s.items)  # each dividing item sets one camp apart from the rest
    return s.gap * ((camp[:, None] == singled_out) - 1 / len(s.sizes)) * direction


def _noise(s: Scenario, rng: np.random.Generator) -> Floats:
    shape = (s.members, s.items)
    noise = rng.normal(size=shape)
    if s.heavy_tails:
        noise = rng.standard_t(s.heavy_tails, shape) * np.sqrt((s.heavy_tails - 2) / s.heavy_tails)
    noise = noise * s.noise * np.exp(rng.normal(0, s.uneven_items, s.items))
    noise[: s.careless] *= 2.5
    if s.halo:
        noise = noise + rng.normal(0, s.halo, (s.members, DIMENSION.max() + 1))[:, DIMENSION]
    for item in range(1, s.items if s.carry_over else 0):
        noise[:, item] += s.carry_over * noise[:, item - 1]
    return np.asarray(noise)

"""How far anybody could tell two camps from an even range: a judge who knows direction, strength and sizes.

The judge sees each member's place on the dividing dimension with the noise of the answers, and takes the likelihood
ratio of two points against an even spread of the same strength, the place of the middle left open. No test that has
only the answers can do better against an even range alone.
"""

import numpy as np
from scipy.special import ndtr
from scipy.stats import norm

from benchmarks.analysis.existing import Floats
from benchmarks.analysis.scenarios import CAMPS, Scenario

ROUNDING = 1 / 12  # variance that rounding to whole points adds
SHIFTS = np.linspace(-1.5, 1.5, 31)  # of the middle, in standard deviations of the noise
TWO_SIZES = [name for name, scenario in CAMPS.items() if len(scenario.sizes) == 2]


def told_apart(replicates: int) -> dict[str, tuple[float]]:
    """Share of teams with two camps told from an even range at 1 in 20, for each kind of team with two camps."""
    return {name: (_share_told(CAMPS[name], replicates),) for name in TWO_SIZES}


def _share_told(scenario: Scenario, replicates: int) -> float:
    rng = np.random.default_rng(19)
    gap = scenario.gap * np.sqrt(scenario.dividing / (scenario.noise**2 + ROUNDING))
    points, weight = _two_points(scenario, gap)
    half = np.sqrt(3 * (weight * points**2).sum())
    camps = np.repeat(points, scenario.sizes) + rng.normal(size=(replicates, scenario.members))
    even = rng.uniform(-half, half, (replicates, scenario.members))
    even = even - even.mean(1, keepdims=True) + rng.normal(size=even.shape)
    limit = np.quantile(_ratio(even, points, weight, half), 0.95)
    return float((_ratio(camps, points, weight, half) > limit).mean())


def _two_points(scenario: Scenario, gap: float) -> tuple[Floats, Floats]:
    weight = np.array(scenario.sizes) / scenario.members
    points = gap * np.arange(2.0)
    return points - (weight * points).sum(), weight


def _ratio(places: Floats, points: Floats, weight: Floats, half: float) -> Floats:
    def best(density: Floats) -> Floats:
        return np.asarray(np.log(np.maximum(density, 1e-300)).sum(-1).max(0))

    shifted = places[None] + SHIFTS[:, None, None]
    at_points = sum(share * norm.pdf(shifted - point) for share, point in zip(weight, points, strict=True))
    spread = (ndtr(shifted + half) - ndtr(shifted - half)) / (2 * half)
    return best(at_points) - best(spread)

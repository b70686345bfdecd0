"""Two camps, or one gradual range? Every test of shared structure fires on both; this one tells them apart.

The members' scores on the leading dimension clump when there are two camps. How much clumping a gradual
range, spread evenly from one end to the other, would show by chance is drawn by simulation with the same
strength and noise.
"""

import numpy as np

from analysis.chance import share_at_least
from analysis.departures import departures, habitual_spread, recentred, without_level
from analysis.partitions import leading_directions
from analysis.shapes import Floats, Whole

LEAST_MEMBERS = 5
CLOSE_TO_EIGENVECTOR = 5  # squarings of the members' products: powers of 32


class Clumping:
    """How clumped the members' leading scores are, against an even range and against two points.

    points : (n_members, n_items) ratings of the placed members in points of five, NaN = not answered.
    camps : (n_members,) 0 or 1, whose two points are simulated. draws : simulations.

    Who stands in the middle of a range has the least spread; taking spread away pushes the middle outwards
    and makes two clumps of a range. The simulated tables therefore go through the very same removal of level
    and spread.
    """

    def __init__(self, points: Floats, camps: Whole, draws: int, rng: np.random.Generator) -> None:
        self.camps, self.draws, self.rng = camps.astype(np.float64), draws, rng
        self.answered = ~np.isnan(points)
        self.decidable = len(camps) >= LEAST_MEMBERS and min(points.shape[1], int(self.answered.sum(1).min())) > 2
        if self.decidable:
            self._take_apart(points)

    def _take_apart(self, points: Floats) -> None:
        """Separate the leading dimension, debiased, from the team view and the rest, sized as the noise."""
        n_members, n_answers = len(points), float(self.answered.sum())
        rows = without_level(np.where(self.answered, points, 0.0), self.answered)
        self.spread = habitual_spread(rows, self.answered)
        values = departures(points).values
        self.view = rows / self.spread[:, None] - values
        left, strength, right = np.linalg.svd(values, full_matrices=False)
        self.observed = float(_clumping(values[None])[0])
        self.direction = right[0]
        rest = values - strength[0] * np.outer(left[:, 0], right[0])
        energy = float((rest**2).sum())
        noise = energy / ((n_members - 2) * max(n_answers / n_members - 2, 1))
        self.rest = rest * np.sqrt(noise * n_answers / max(energy, 1e-9))
        freedom = (n_members - 1.0, n_answers / n_members - 1.0)
        self.signal = np.sqrt(debiased_square(float(strength[0]), noise, freedom))

    def p_even_range(self) -> float:
        """How often an even spread from one end to the other would clump as much; 1 when undecidable."""
        if not self.decidable:
            return 1.0
        n_members = len(self.camps)
        even = self.rng.uniform(-1, 1, (self.draws, n_members))
        even = (even - even.mean(1, keepdims=True)) / np.sqrt((n_members - 1) / 3.0)
        return share_at_least(-self.observed, -self._simulated(even))

    def p_two_points(self) -> float:
        """How often two camps at two points would clump as little; 1 when undecidable."""
        if not self.decidable:
            return 1.0
        about_mean = self.camps - self.camps.mean()
        points = about_mean / np.sqrt((about_mean**2).sum())
        return share_at_least(self.observed, self._simulated(np.broadcast_to(points, (self.draws, len(points)))))

    def _simulated(self, scores: Floats) -> Floats:
        """Clumping of tables with these leading scores (draws, n_members) and noise of the observed sizes."""
        signs = self.rng.integers(0, 2, (self.draws, *self.answered.shape), dtype=np.int8) * 2.0 - 1.0
        tables = self.view + self.signal * scores[:, :, None] * self.direction + self.rest * signs
        rows = without_level(tables * self.spread[:, None], self.answered)
        rows = recentred(rows / habitual_spread(rows, self.answered)[:, :, None], self.answered)
        return _clumping(rows)


def _clumping(tables: Floats) -> Floats:
    return within_share(leading_directions(tables, 1, squarings=CLOSE_TO_EIGENVECTOR)[:, :, 0])


def within_share(scores: Floats) -> Floats:
    """Share of the spread of scores left inside the best two clumps of at least two; (n, n_members) -> (n,).

    0 = two points, about 1/4 = an even range (one-dimensional two-means).
    """
    ordered = np.sort(scores, axis=-1)
    ordered = ordered - ordered.mean(-1, keepdims=True)
    n = ordered.shape[-1]
    size = np.arange(2, n - 1)
    between = np.cumsum(ordered, axis=-1)[..., 1 : n - 2] ** 2 * n / (size * (n - size))
    return np.asarray(1 - between.max(-1) / np.maximum((ordered**2).sum(-1), 1e-12))


def debiased_square(strength: float, noise: float, freedom: tuple[float, float]) -> float:
    """Square of the leading singular value less what noise adds; 0 below it (Gavish and Donoho 2014).

    noise : variance of a cell. freedom : free rows and columns of the table.
    """
    excess = strength**2 - sum(freedom) * noise
    if excess <= 0:
        return 0.0
    return float((excess + np.sqrt(max(excess**2 - 4 * freedom[0] * freedom[1] * noise**2, 0.0))) / 2)

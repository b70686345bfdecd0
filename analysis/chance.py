"""What ordinary differences look like: the same departures with their signs drawn by lot.

The null hypothesis is that members depart from the team's view independently of each other. Then the sign of
every departure is a fair coin, and the sizes, the careless member and the unanswered items stay as they are
(the null of Hong, Sheng and Dobriban 2020). Two words for one feeling move together in one person, so the
coin is thrown once per member and dimension, which keeps the false-alarm rate where halo would raise it.
"""

import numpy as np

from analysis.departures import Departures, recentred
from analysis.shapes import Floats, Whole


def ordinary_differences(departures: Departures, blocks: Whole, draws: int, rng: np.random.Generator) -> Floats:
    """Draw tables of ordinary differences, shape (draws, n_members, n_items).

    blocks : (n_items,) number of each item's dimension; one sign is drawn per member and dimension.
    """
    signs = coins(len(departures.values), blocks, draws, rng)
    return recentred(signs * departures.values, departures.answered)


def coins(n_members: int, blocks: Whole, draws: int, rng: np.random.Generator) -> Floats:
    """Signs, -1 or 1, of shape (draws, n_members, n_items): one throw per member and dimension."""
    thrown = rng.integers(0, 2, size=(draws, n_members, int(blocks.max()) + 1), dtype=np.int8)
    return np.asarray((thrown * 2.0 - 1.0)[:, :, blocks])


def share_at_least(observed: float, drawn: Floats) -> float:
    """Monte Carlo p: the share of draws, the observed one counted in, that reach the observed value.

    Range 1/(draws + 1) to 1 (Phipson and Smyth 2010). Values within a ten-millionth count as ties.
    """
    reached = np.count_nonzero(drawn >= observed - 1e-7 * max(1.0, abs(observed)))
    return (1 + int(reached)) / (len(drawn) + 1)

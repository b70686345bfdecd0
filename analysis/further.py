"""Is one camp divided in itself? Each camp large enough is scanned again for a division of its own."""

import numpy as np

from analysis.chance import ordinary_differences, share_at_least
from analysis.departures import Departures, recentred
from analysis.partitions import LEAST_CAMP, best_partitions, in_noise_units
from analysis.shapes import Floats, Truths, Whole

FALSE_ALARM = 0.05
LEAST_GAIN = 0.5  # of the first division's separation; a gradual range cut in two again reaches about 1/8


def within_camps(
    departures: Departures, camps: Whole, blocks: Whole, excess: float, draws: int, rng: np.random.Generator
) -> list[tuple[int, float, Whole]]:
    """Divisions inside camps 0 and 1, each as (camp, p, side).

    side : (n_members,) 0 or 1 inside that camp, else -1.
    excess : separation of the first division beyond chance, in squared points. A camp's own division counts
        when it is beyond chance (5 % over both camps) and separates at least half as much as the first:
        otherwise every gradual range would be sliced into four.
    """
    large_enough = [camp for camp in (0, 1) if (camps == camp).sum() >= 2 * LEAST_CAMP]
    found = []
    for camp in large_enough:
        inside = camps == camp
        p, gain, side = _scan_inside(departures, inside, blocks, draws, rng)
        if p * len(large_enough) <= FALSE_ALARM and gain >= LEAST_GAIN * excess:
            every = np.full(len(camps), -1, dtype=np.int64)
            every[inside] = side
            found.append((camp, p, every))
    return found


def excess_separation(tables: Floats, score: Floats) -> float:
    """Separation of the first table beyond the mean of the drawn ones, in squared points."""
    return float(score[0] - score[1:].mean()) * noise_variance(tables[0])


def noise_variance(values: Floats) -> float:
    """Variance per free cell of a centred table."""
    n_members, n_items = values.shape
    return float((values**2).sum() / max((n_members - 1) * (n_items - 1), 1))


def _scan_inside(
    departures: Departures,
    inside: Truths,
    blocks: Whole,
    draws: int,
    rng: np.random.Generator,
) -> tuple[float, float, Whole]:
    answered = departures.answered[inside]
    own = Departures(recentred(departures.values[inside], answered), answered)
    if not (own.values**2).sum() > 1e-9:
        return 1.0, 0.0, np.zeros(len(answered), dtype=np.int64)
    tables = np.concatenate([own.values[None], ordinary_differences(own, blocks, draws, rng)])
    parted = best_partitions(in_noise_units(tables, answered), answered)
    p = share_at_least(float(parted.score[0]), parted.score[1:])
    return p, excess_separation(tables, parted.score), parted.side[0]

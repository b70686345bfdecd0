"""Several cases on one agenda are several chances of a false alarm."""

from collections.abc import Sequence

import numpy as np

from analysis.items import below_false_discoveries

FALSE_DISCOVERIES = 0.05


def divided_cases(p_shared: Sequence[float | None]) -> tuple[bool, ...]:
    """Which cases of an agenda stay divided when all are looked at together (Benjamini and Hochberg 1995).

    p_shared : of each case's scan, None = too few (never divided, and not counted as a look). Of the cases
        named, 1 in 20 may be a false alarm.
    """
    looked = [number for number, p in enumerate(p_shared) if p is not None]
    given = np.array([p for p in p_shared if p is not None], dtype=np.float64)
    kept = below_false_discoveries(given, FALSE_DISCOVERIES)
    named = {number for number, keep in zip(looked, kept.tolist(), strict=True) if keep}
    return tuple(number in named for number in range(len(p_shared)))

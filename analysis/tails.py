"""Tails of the t and gamma laws.

SciPy's special functions are imported at the first call: importing them takes longer than the rest of the
analysis, and a page that only needs the names should not wait for it.
"""

from analysis.shapes import Floats


def t_quantile(freedom: Floats | float, share: float) -> Floats:
    """Value below which `share` of Student's t with `freedom` degrees lies."""
    from scipy.special import stdtrit

    quantile: Floats = stdtrit(freedom, share)
    return quantile


def t_both_sides(freedom: float, t: float) -> float:
    """Probability that Student's t with `freedom` degrees lies further from 0 than `t`."""
    from scipy.special import stdtr

    return float(2 * stdtr(freedom, -abs(t)))


def gamma_above(shape: float, values: Floats) -> Floats:
    """Probability that a gamma variable of this shape and scale one exceeds each value."""
    from scipy.special import gammaincc

    above: Floats = gammaincc(shape, values)
    return above

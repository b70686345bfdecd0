"""What is left of each answer once habits of rating and the common view of the patient are taken away.

A member who says "very strongly" to everything (level) or uses only the ends of the scale (spread) is not a
camp; nor is an item on which all agree. The scan looks only at departures from these.
"""

from dataclasses import dataclass

import numpy as np

from analysis.shapes import Floats, Truths

FIVE_POINTS = 4.0  # every item is brought to the range of a five-point scale, 0 to 4
LEAST_SPREAD = 0.2  # points; below it a member's spread is rounding, and its logarithm would run away
FITTING_PASSES = 12  # alternating means settle to four digits by then at 30 % missing


@dataclass(frozen=True, eq=False)
class Departures:
    """Departures of n_members x n_items answers, in points of a five-point scale.

    values : (n_members, n_items), 0 where nothing was answered; rows and columns sum to zero when complete.
    answered : (n_members, n_items), True where the member answered.
    """

    values: Floats
    answered: Truths

    @property
    def weights(self) -> Floats:
        """1.0 where answered, else 0.0."""
        return self.answered.astype(np.float64)


def on_five_points(ratings: Floats, spans: Floats) -> Floats:
    """Bring items of different ranges to one: an item's whole range becomes 4 points."""
    return ratings * (FIVE_POINTS / spans)


def departures(ratings: Floats) -> Departures:
    """Remove each member's level and (as far as real) spread, then the additive team view.

    ratings : (n_members, n_items) in points of a five-point scale, NaN = not answered. Adding a constant to a
    member's row changes nothing. A member or item without answers keeps zeros.

    The spread is removed by an empirical-Bayes share (Efron and Morris 1975): only the part of the variance
    of log standard deviations that exceeds what chance gives with so few items is taken for a habit.
    """
    answered = ~np.isnan(ratings)
    level_free = _without_level(ratings, answered)
    spread_free = level_free / _habitual_spread(level_free, answered)[:, None]
    return _about_team_view(spread_free, answered)


def departures_as_wide(ratings: Floats) -> Departures:
    """The same with each member's spread left as it is.

    Who stands in the middle of a gradual range has the least spread; taking that away would push the
    middle to the ends and make two camps of a range.
    """
    answered = ~np.isnan(ratings)
    return _about_team_view(_without_level(ratings, answered), answered)


def _about_team_view(values: Floats, answered: Truths) -> Departures:
    return Departures(recentred(_without_team_view(values, answered), answered), answered)


def recentred(values: Floats, answered: Truths) -> Floats:
    """Centre rows and columns of the answered cells; twice when some are missing, as one disturbs the other.

    values : (..., n_members, n_items), 0 where not answered.
    """
    complete = bool(answered.all())
    kept = answered.astype(np.float64)
    per_member = np.maximum(kept.sum(1), 1)[:, None]
    per_item = np.maximum(kept.sum(0), 1)
    for _ in range(1 if complete else 2):
        values = values - values.sum(-1, keepdims=True) / per_member * kept
        values = values - values.sum(-2, keepdims=True) / per_item * kept
    return values


def _without_level(ratings: Floats, answered: Truths) -> Floats:
    """Each member's answers about that member's own mean, 0 where not answered."""
    filled = np.where(answered, ratings, 0.0)
    level = filled.sum(1) / np.maximum(answered.sum(1), 1)
    return np.where(answered, filled - level[:, None], 0.0)


def _habitual_spread(level_free: Floats, answered: Truths) -> Floats:
    """How widely each member uses the scale, relative to the team, shrunk towards 1; shape (n_members,)."""
    n_members = len(level_free)
    freedom = np.maximum(answered.sum(1) - 1, 1)
    spread = np.sqrt((level_free**2).sum(1) / freedom)
    logs = np.log(np.maximum(spread, LEAST_SPREAD))
    seen = logs.var(ddof=1) if n_members > 1 else 0.0
    by_chance = float(np.mean(0.5 / freedom))  # variance of the log of a standard deviation
    real_share = max(seen - by_chance, 0.0) / max(seen, 1e-9)
    return np.asarray(np.exp(real_share * (logs - logs.mean())))


def _without_team_view(values: Floats, answered: Truths) -> Floats:
    """Residuals of member + item effects fitted to the answered cells by alternating means."""
    kept = answered.astype(np.float64)
    per_member = np.maximum(kept.sum(1), 1)
    per_item = np.maximum(kept.sum(0), 1)
    item = np.zeros(values.shape[1])
    member = np.zeros(len(values))
    for _ in range(2 if answered.all() else FITTING_PASSES):
        member = (values - item * kept).sum(1) / per_member
        item = (values - member[:, None] * kept).sum(0) / per_item
    return np.asarray((values - member[:, None] - item) * kept)

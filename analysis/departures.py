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
    """
    answered = ~np.isnan(ratings)
    rows = without_level(np.where(answered, ratings, 0.0), answered)
    return _about_team_view(rows / habitual_spread(rows, answered)[:, None], answered)


def departures_as_wide(ratings: Floats) -> Departures:
    """Departures with each member's spread left as it is, for gaps in points."""
    answered = ~np.isnan(ratings)
    return _about_team_view(without_level(np.where(answered, ratings, 0.0), answered), answered)


def without_level(values: Floats, answered: Truths) -> Floats:
    """Answers about each member's own mean; values (..., n_members, n_items), 0 where not answered."""
    kept = answered.astype(np.float64)
    level = (values * kept).sum(-1) / np.maximum(kept.sum(1), 1)
    return np.asarray((values - level[..., None]) * kept)


def habitual_spread(rows: Floats, answered: Truths) -> Floats:
    """How widely each member uses the scale, relative to the team: (..., n_members).

    Shrunk towards 1 by the empirical-Bayes share (Efron and Morris 1975): only the part of the variance of
    log standard deviations that exceeds what chance gives with so few items is taken for a habit.
    """
    if len(answered) < 2:
        return np.ones(rows.shape[:-1])
    freedom = np.maximum(answered.sum(1) - 1, 1)
    logs = np.log(np.maximum(np.sqrt((rows**2).sum(-1) / freedom), LEAST_SPREAD))
    seen = logs.var(-1, ddof=1)
    by_chance = float(np.mean(0.5 / freedom))  # variance of the log of a standard deviation
    real_share = np.maximum(seen - by_chance, 0.0) / np.maximum(seen, 1e-9)
    return np.asarray(np.exp(real_share[..., None] * (logs - logs.mean(-1, keepdims=True))))


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

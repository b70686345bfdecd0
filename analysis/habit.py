"""Habit, pull, reaction: whose feeling it is, taken apart over a team's cases (Holmqvist and Armelius 2006).

A member's feeling about a case = the member's habit over all cases + the pull the case has on all members +
this member's particular reaction to this case. Habit is for the member's own supervision, never for a team
chart.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from analysis.shapes import Floats, Truths, Whole, frozen

CASES_FOR_A_HABIT = 3  # below: "no personal baseline yet"
WEEKS_FOR_A_REACTION = 3  # below: reaction and the week's noise cannot be told apart
PASSES = 50


@dataclass(frozen=True, eq=False)
class TakenApart:
    """A team's feelings taken apart; NaN where nothing is known.

    habit : (n_members,) departure from the team's mean, shrunk the more the fewer the cases; NaN below three
        cases.
    pull : (n_cases,) departure of the case from the mean of all cases, for the average member.
    as_said : (n_members, n_cases) mean of what the member said of the case.
    beyond_usual : (n_members, n_cases) as said, less habit and the overall mean; NaN without a habit.
    reaction : (n_members, n_cases) beyond usual, less the pull, shrunk for few weeks; NaN below three weeks.
    shares : part of the variance of habit, pull and reaction with noise, adding to 1.
    """

    habit: Floats
    pull: Floats
    as_said: Floats
    beyond_usual: Floats
    reaction: Floats
    shares: tuple[float, float, float]


def take_apart(values: Any, member: Any, case: Any, *, n_members: int, n_cases: int) -> TakenApart:
    """Take a team's answers about several cases apart.

    values : (n_entries,) one score per entry, any unit, NaN = can't say; member, case : (n_entries,) numbers
        from 0. Several entries of one member about one case are its weeks. Additive fit over member-case
        means; variances by the method of moments, shrinkage towards 0 by their ratio (empirical Bayes).
    """
    scores, who, what = _entries(values, member, case, n_members, n_cases)
    weeks = np.zeros((n_members, n_cases))
    total = np.zeros((n_members, n_cases))
    np.add.at(weeks, (who, what), 1)
    np.add.at(total, (who, what), scores)
    seen = weeks > 0
    as_said = np.divide(total, weeks, out=np.full(total.shape, np.nan), where=seen)
    grand, habit, pull, rest = _additive(np.where(seen, as_said, 0.0), seen)
    week_noise = _week_noise(scores - as_said[who, what], weeks)
    shares, reaction_variance = _shares(habit, pull, rest, seen)
    habit_variance = shares[0] * sum(_variances(habit, pull, rest, seen))
    shrunk = habit * _reliability(habit_variance, reaction_variance / np.maximum(seen.sum(1), 1))
    shrunk = np.where(seen.sum(1) >= CASES_FOR_A_HABIT, shrunk, np.nan)
    beyond = np.where(seen, as_said - grand - shrunk[:, None], np.nan)
    own = max(reaction_variance - week_noise / max(float(weeks[seen].mean()) if seen.any() else 1.0, 1.0), 0.0)
    reliable = _reliability(own, week_noise / np.maximum(weeks, 1))
    reaction = np.where(weeks >= WEEKS_FOR_A_REACTION, (beyond - pull) * reliable, np.nan)
    pull = np.where(seen.any(0), pull, np.nan)
    return TakenApart(frozen(shrunk), frozen(pull), frozen(as_said), frozen(beyond), frozen(reaction), shares)


def usual_answers(past: Any) -> Floats:
    """Each member's usual answer to each item (n_members, n_items), the baseline of `split_scan`.

    past : (n_cases, n_members, n_items) mean answers about earlier cases, NaN = not answered. A usual answer
        is the item's mean plus the member's mean departure from the team over at least three cases, shrunk by
        how much of the departures is lasting. Never let the case under discussion be among them.
    """
    stack = np.asarray(past, dtype=np.float64)
    if stack.ndim != 3:
        raise ValueError("Past answers must be a stack of cases, members and items.")
    given = ~np.isnan(stack)
    filled = np.where(given, stack, 0.0)
    by_team = filled.sum(1, keepdims=True) / np.maximum(given.sum(1, keepdims=True), 1)
    departed = np.where(given, filled - by_team, 0.0)
    cases = given.sum(0)
    mean = departed.sum(0) / np.maximum(cases, 1)
    spread = np.where(given, (departed - mean) ** 2, 0.0).sum(0)
    passing = float(spread.sum() / max((cases - 1)[cases > 1].sum(), 1))
    enough = cases >= CASES_FOR_A_HABIT
    if not enough.any():
        return np.full(mean.shape, np.nan)
    lasting = max(float((mean[enough] ** 2 - passing / cases[enough]).mean()), 0.0)
    of_item = filled.sum((0, 1)) / np.maximum(given.sum((0, 1)), 1)
    return np.where(enough, of_item + mean * _reliability(lasting, passing / np.maximum(cases, 1)), np.nan)


def _entries(values: Any, member: Any, case: Any, n_members: int, n_cases: int) -> tuple[Floats, Whole, Whole]:
    """The entries that were answered, checked."""
    scores = np.asarray(values, dtype=np.float64)
    who, what = np.asarray(member, dtype=np.int64), np.asarray(case, dtype=np.int64)
    if not scores.shape == who.shape == what.shape or scores.ndim != 1:
        raise ValueError("Each entry needs one value, one member and one case.")
    if scores.size and (who.min() < 0 or what.min() < 0 or who.max() >= n_members or what.max() >= n_cases):
        raise ValueError("Members and cases are numbered from 0 within the team.")
    given = ~np.isnan(scores)
    return scores[given], who[given], what[given]


def _additive(cells: Floats, seen: Truths) -> tuple[float, Floats, Floats, Floats]:
    """Grand mean, member and case effects about it, and the rest of each cell, by alternating means."""
    grand = float(cells.sum() / max(seen.sum(), 1))
    habit, pull = np.zeros(len(cells)), np.zeros(cells.shape[1])
    about = np.where(seen, cells - grand, 0.0)
    for _ in range(PASSES):
        pull = ((about - habit[:, None]) * seen).sum(0) / np.maximum(seen.sum(0), 1)
        habit = ((about - pull) * seen).sum(1) / np.maximum(seen.sum(1), 1)
        habit = habit - habit[seen.any(1)].mean() if seen.any() else habit
    return grand, habit, pull, np.where(seen, about - habit[:, None] - pull, 0.0)


def _variances(habit: Floats, pull: Floats, rest: Floats, seen: Truths) -> tuple[float, float, float]:
    """Variance of habit, pull and rest by the method of moments, none below 0."""
    members, cases = int(seen.any(1).sum()), int(seen.any(0).sum())
    freedom = max(int(seen.sum()) - members - cases + 1, 1)
    of_rest = float((rest**2).sum() / freedom)
    per_member = max(float(seen.sum()) / max(members, 1), 1.0)
    per_case = max(float(seen.sum()) / max(cases, 1), 1.0)
    of_habit = float((habit**2).sum() / max(members - 1, 1)) - of_rest / per_member
    of_pull = float((pull**2).sum() / max(cases - 1, 1)) - of_rest / per_case
    return max(of_habit, 0.0), max(of_pull, 0.0), of_rest


def _shares(habit: Floats, pull: Floats, rest: Floats, seen: Truths) -> tuple[tuple[float, float, float], float]:
    variances = _variances(habit, pull, rest, seen)
    total = sum(variances)
    if total <= 1e-12:
        return (0.0, 0.0, 0.0), 0.0
    return (variances[0] / total, variances[1] / total, variances[2] / total), variances[2]


def _week_noise(within: Floats, weeks: Floats) -> float:
    """Variance from week to week within one member's view of one case."""
    freedom = float(np.maximum(weeks - 1, 0).sum())
    return float((within**2).sum() / freedom) if freedom else 0.0


def _reliability(lasting: float, error: Floats) -> Floats:
    """Share of a mean that is lasting, 0 to 1."""
    return np.asarray(lasting / np.maximum(lasting + error, 1e-12))

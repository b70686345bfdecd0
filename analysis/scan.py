"""The scan for a division: whether members' answers part the team in two beyond ordinary differences.

Method and measured quality: docs/statistics.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np

from analysis.candidates import candidate_sides, weigh
from analysis.chance import ordinary_differences
from analysis.departures import Departures, departures, on_five_points
from analysis.further import ThreeCamps, three_camps
from analysis.partitions import CLIMB_FULLY_UP_TO, best_for_item_weights, best_partitions, in_noise_units
from analysis.shapes import Floats, Truths, Whole, as_blocks, as_ratings, as_spans, frozen
from analysis.spectrum import Clumping

FALSE_ALARM = 0.05
LEAST_MEMBERS = 4
LEAST_ITEMS = 5
LEAST_SHARE_ANSWERED = 0.7  # of the items: 5 of 7, 12 of 16; below it a member's place is guesswork
CLEAR = 0.7  # stability from which a member is shown in a view; below, "in between"
RESAMPLES = 200
RESAMPLES_OF_LARGE_TEAMS = 40  # above 40 members each costs as much as a whole scan of a ward team
CLUMP_DRAWS = 499  # enough for 1 in 20; these draws cost more each than those of the scan
FURTHER_DRAWS = 59  # enough for 1 in 20
SET_ASIDE = -1


class Verdict(StrEnum):
    """What the scan can say; `shared_disagreement` leaves open: two camps, or a gradual range."""

    too_few = "too_few"
    no_division = "no_division"
    gradient = "gradient"
    shared_disagreement = "shared_disagreement"
    camps = "camps"


@dataclass(frozen=True, eq=False)
class FurtherSplit:
    """A second division, inside camp `within` (0 or 1); side (n_members,) is 0 or 1 there, else -1."""

    within: int
    p_shared: float
    side: Whole


@dataclass(frozen=True, eq=False)
class SplitReading:
    """Answer of one scan; arrays have one value per member, in the order of the ratings, and are read-only.

    p_shared : how often ordinary differences hang together as much; None when too few.
    p_camps : the same for "ordinary differences or a gradual range"; never below p_shared; None when too few.
    camps : 0 = the larger camp (a tie goes to the camp of the first member), 1 = the other, -1 = set aside.
        The best partition whatever the verdict: a division only when the verdict says so.
    stability : share of resampled item sets that put the member in the same camp, 0 to 1; NaN when set aside.
    between : stability below 0.7. set_aside : too few answers to be placed.
    further_splits : at most one division inside a camp, where three camps explain more than two; like the camps, a
        division only when the verdict says so.
    strength : separation beyond chance, in standard deviations of the draws; None when too few. It grows with the
        number of answers: never for plotting over time.
    """

    p_shared: float | None
    p_camps: float | None
    verdict: Verdict
    camps: Whole
    stability: Floats
    between: Truths
    set_aside: Truths
    further_splits: tuple[FurtherSplit, ...] = ()
    strength: float | None = None

    @property
    def is_divided(self) -> bool:
        """True when the members' differences hang together beyond chance, as camps or undecided."""
        return self.verdict in (Verdict.camps, Verdict.shared_disagreement)

    @property
    def n_placed(self) -> int:
        """Members whose answers were enough for the scan."""
        return int((~self.set_aside).sum())


def split_scan(
    ratings: Any,
    *,
    spans: Any = None,
    blocks: Sequence[Any] | None = None,
    baseline: Any = None,
    candidates: Sequence[Any] | None = None,
    draws: int = 999,
    seed: int = 0,
) -> SplitReading:
    """Scan a table of ratings for a division of its members.

    Parameters
    ----------
    ratings : (n_members, n_items), NaN = not answered. Items may have different ranges and either direction.
    spans : (n_items,) each item's range, highest minus lowest possible value; all are brought to one range.
        Default: one range for all, the widest seen.
    blocks : (n_items,) label of each item's dimension; keeps halo inside a dimension from looking like a
        division.
    baseline : (n_members, n_items) each member's usual answers, in the ratings' units, NaN = unknown.
    candidates : partitions known beforehand (a line of the team, last week's camps), each (n_members,) of
        group labels,
        None or -1 = in no group; looked at beside the search under one false-alarm rate.
    draws : number of sign draws; the smallest p is 1/(draws + 1).
    seed : the same ratings and seed give the same reading.

    Members who answered less than 70 % of the items are set aside. Fewer than four members, or five items,
    give `too_few`. When nobody departs from the team's view the verdict is `no_division` with all in one
    camp.

    Raises ValueError for arrays of the wrong shape.
    """
    table = as_ratings(ratings)
    ranges = as_spans(spans, table)
    dimension = as_blocks(blocks, table.shape[1])
    aside = ~enough_answered(table)
    points = on_five_points(beyond_usual(table, baseline), ranges)
    if (~aside).sum() < LEAST_MEMBERS or table.shape[1] < LEAST_ITEMS:
        return _too_few(len(table))
    known = candidate_sides(candidates, ~aside)
    found = _scan_of_placed(points[~aside], dimension, known, draws, seed)
    return _for_all_members(found, aside)


@dataclass(frozen=True, eq=False)
class _Found:
    """The scan of the placed members alone."""

    p_shared: float
    p_camps: float
    verdict: Verdict
    camps: Whole
    stability: Floats
    further: tuple[tuple[int, float, Whole], ...] = ()
    strength: float = 0.0


def enough_answered(ratings: Floats) -> Truths:
    """Which members answered at least 70 % of the items, so that they can be placed; (n_members,)."""
    needed = np.ceil(LEAST_SHARE_ANSWERED * ratings.shape[1] - 1e-9)
    return np.asarray((~np.isnan(ratings)).sum(1) >= max(needed, 1))


def beyond_usual(ratings: Floats, baseline: Any) -> Floats:
    """Ratings less each member's usual answers; where unknown, less the item's usual answer in the team.

    baseline : None or (n_members, n_items) in the ratings' units. An item nobody has a usual answer to stays
        as it is.
    """
    if baseline is None:
        return ratings
    usual = as_ratings(baseline)
    if usual.shape != ratings.shape:
        raise ValueError(f"The baseline must have the shape of the ratings, {ratings.shape}, not {usual.shape}.")
    known = ~np.isnan(usual)
    of_team = np.where(known, usual, 0.0).sum(0) / np.maximum(known.sum(0), 1)
    return ratings - np.where(known, usual, of_team)


def _too_few(n_members: int) -> SplitReading:
    aside = np.ones(n_members, dtype=np.bool_)
    nobody = frozen(np.full(n_members, SET_ASIDE, dtype=np.int64))
    unknown = frozen(np.full(n_members, np.nan))
    return SplitReading(None, None, Verdict.too_few, nobody, unknown, frozen(~aside), frozen(aside))


def _scan_of_placed(points: Floats, blocks: Whole, known: list[Whole], draws: int, seed: int) -> _Found:
    left = departures(points)
    n_members = len(left.values)
    if not (left.values**2).sum() > 1e-9:  # all agree to the last point: any partition is as good as another
        one_camp = np.zeros(n_members, dtype=np.int64)
        return _Found(1.0, 1.0, Verdict.no_division, one_camp, np.ones(n_members))
    rng, clump_rng, further_rng, item_rng = (np.random.default_rng([seed, part]) for part in range(4))
    tables = np.concatenate([left.values[None], ordinary_differences(left, blocks, draws, rng)])
    in_units = in_noise_units(tables, left.answered)
    parted = best_partitions(in_units, left.answered)
    weighed = weigh(parted.score, in_units, left.answered, known)
    p_shared = weighed.p
    three = None
    if weighed.side is None:
        three = three_camps(left, parted.side[0], blocks, min(draws, FURTHER_DRAWS), FALSE_ALARM, further_rng)
    camps, further = _in_two(parted.side[0] if weighed.side is None else weighed.side, three)
    clumped = Clumping(points, camps, min(draws, CLUMP_DRAWS), clump_rng)
    p_camps = max(p_shared, clumped.p_even_range())
    verdict = _verdict(p_shared, p_camps, clumped)
    drawn = parted.score[1:]
    strength = float((parted.score[0] - drawn.mean()) / max(float(drawn.std()), 1e-9))
    return _Found(p_shared, p_camps, verdict, camps, _stability(left, camps, item_rng), further, strength)


def _in_two(side: Whole, three: ThreeCamps | None) -> tuple[Whole, tuple[tuple[int, float, Whole], ...]]:
    """The two camps, and the division inside one of them when three explain more than two do."""
    if three is None:
        return larger_first(side), ()
    camps = larger_first(three.camps)
    return camps, ((int(camps[three.side >= 0][0]), three.p, three.side),)


def _verdict(p_shared: float, p_camps: float, clumped: Clumping) -> Verdict:
    if p_shared > FALSE_ALARM:
        return Verdict.no_division
    if p_camps <= FALSE_ALARM:
        return Verdict.camps
    return Verdict.gradient if clumped.p_two_points() <= FALSE_ALARM else Verdict.shared_disagreement


def larger_first(side: Whole) -> Whole:
    """Number two sides so that the larger is 0; of two equal ones, the first member's."""
    ones = int(side.sum())
    swap = 2 * ones > len(side) or (2 * ones == len(side) and side[0] == 1)
    return 1 - side if swap else side


def _stability(left: Departures, camps: Whole, rng: np.random.Generator) -> Floats:
    """Share of item resamples that put each member where the whole set of items does."""
    n_members, n_items = left.values.shape
    resamples = RESAMPLES if n_members <= CLIMB_FULLY_UP_TO else RESAMPLES_OF_LARGE_TEAMS
    counts = rng.multinomial(n_items, np.full(n_items, 1 / n_items), size=resamples).astype(np.float64)
    same = best_for_item_weights(left, counts) == camps
    same = np.where(same.mean(1, keepdims=True) < 0.5, ~same, same)
    return np.asarray(same.mean(0))


def _for_all_members(found: _Found, aside: Truths) -> SplitReading:
    """Put the placed members back among all, in the order of the ratings."""
    camps = np.full(len(aside), SET_ASIDE, dtype=np.int64)
    camps[~aside] = found.camps
    stability = np.full(len(aside), np.nan)
    stability[~aside] = found.stability
    further = []
    for within, p_shared, side in found.further:
        every = np.full(len(aside), SET_ASIDE, dtype=np.int64)
        every[~aside] = side
        further.append(FurtherSplit(within, p_shared, frozen(every)))
    return SplitReading(
        found.p_shared,
        found.p_camps,
        found.verdict,
        frozen(camps),
        frozen(stability),
        frozen(stability < CLEAR),
        frozen(aside),
        tuple(further),
        found.strength,
    )

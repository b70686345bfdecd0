"""Is one of two camps divided in itself? Three parts are asked to separate more than two camps and chance would."""

from dataclasses import dataclass

import numpy as np

from analysis.chance import coins, share_at_least
from analysis.departures import Departures, recentred
from analysis.partitions import LEAST_CAMP, Parted, best_partitions, in_noise_units, separation
from analysis.shapes import Floats, Whole
from analysis.three_parts import PARTS, PartedInThree, best_in_three

LEAST_MEMBERS = PARTS * LEAST_CAMP
MOST_MEMBERS = 40  # a larger team is asked for two camps only
FIRST_DRAWS = 9  # when three of these gain as much as the team does, 50 more could not bring it to 1 in 20
LEAST_GAIN = 0.15  # of the separation of two camps; a gradual range cut once more seldom gains as much


@dataclass(frozen=True, eq=False)
class ThreeCamps:
    """Three parts of a team told as two camps (n_members,) of 0 and 1, of which one falls apart again.

    side : (n_members,) 0 or 1 inside that one, else -1. p : how often two camps alone would gain as much by a third.
    """

    p: float
    camps: Whole
    side: Whole


def three_camps(
    left: Departures, side: Whole, blocks: Whole, draws: int, level: float, rng: np.random.Generator
) -> ThreeCamps | None:
    """Part the team in three and compare what that gains with what it gains when there are two camps only.

    side : (n_members,) of 0 and 1, the best two camps; they stay, and what is left inside them has its signs drawn by
        lot, one per member and dimension. level : the largest p worth telling. None for fewer than six members, more
        than forty, when no three parts of two or more were found, or when p is above the level.
    """
    n_members = len(side)
    if not LEAST_MEMBERS <= n_members <= MOST_MEMBERS:
        return None
    tables = in_noise_units(_with_two_camps_alone(left, side, blocks, draws, rng), left.answered)
    in_two, in_three = _parted(tables[: FIRST_DRAWS + 1], left)
    if in_three.score[0] < 0:
        return None
    gain = in_three.score - in_two.score
    if share_at_least(float(gain[0]), gain[1:]) * len(gain) > level * len(tables):
        return None  # already too many, whatever the other draws gain
    if len(tables) > len(gain):
        two_of_rest, three_of_rest = _parted(tables[len(gain) :], left)
        gain = np.concatenate([gain, three_of_rest.score - two_of_rest.score])
    p = share_at_least(float(gain[0]), gain[1:])
    if p > level or gain[0] - gain[1:].mean() < LEAST_GAIN * in_two.score[0]:
        return None
    return _told_as_two(p, tables[0], left, in_three.part[0])


def _parted(tables: Floats, left: Departures) -> tuple[Parted, PartedInThree]:
    """The best two and the best three parts of each table."""
    in_two = best_partitions(tables, left.answered)
    return in_two, best_in_three(tables, left.answered, in_two.side)


def _with_two_camps_alone(left: Departures, side: Whole, blocks: Whole, draws: int, rng: np.random.Generator) -> Floats:
    """The departures, and after them `draws` tables with the same two camps and chance within them."""
    of_camps = np.zeros_like(left.values)
    for camp in (0, 1):
        inside = side == camp
        of_camps[inside] = left.values[inside].sum(0) / np.maximum(left.answered[inside].sum(0), 1)
    of_camps *= left.weights
    freedom = len(side) / (len(side) - 2)  # the camps' means have taken two members' worth of it
    within = (left.values - of_camps) * np.sqrt(freedom)
    drawn = recentred(of_camps + coins(len(side), blocks, draws, rng) * within, left.answered)
    return np.concatenate([left.values[None], drawn])


def _told_as_two(p: float, table: Floats, left: Departures, part: Whole) -> ThreeCamps:
    """Put the two parts together whose union separates best from the third."""
    alone = max(range(PARTS), key=lambda own: _separation_of(table, left, part == own))
    camps = (part == alone).astype(np.int64)
    one_of_the_rest = (alone + 1) % PARTS
    side = np.where(part == alone, -1, (part == one_of_the_rest).astype(np.int64))
    return ThreeCamps(p, camps, side)


def _separation_of(table: Floats, left: Departures, inside: Floats) -> float:
    return float(separation(table[None], left.answered, inside.astype(np.float64))[0])

"""The best way to part a team in three, scored as two parts are: by what the items separate beyond their noise."""

from dataclasses import dataclass

import numpy as np

from analysis.partitions import LEAST_CAMP, leading_directions
from analysis.shapes import Floats, Truths, Whole

PARTS = 3
NOISE_OF_AN_ITEM = 2.5  # noise variances; two are expected of three parts, half a one more lost fewest true camps


@dataclass(frozen=True, eq=False)
class PartedInThree:
    """Best partitions of several tables: score (n_tables,) and part (n_tables, n_members) of 0, 1 and 2."""

    score: Floats
    part: Whole


def best_in_three(tables: Floats, answered: Truths, in_two: Whole) -> PartedInThree:
    """Find partitions into three parts of at least two members with a large separation.

    tables : (n_tables, n_members, n_items) in noise units, at least six members. in_two : (n_tables, n_members) of 0
        and 1, each table's best two parts. Sets out from sectors of the leading plane and from the larger of the two
        parts cut again, and moves single members while that helps. The score is -1 where no start had three parts.
    """
    n_tables, n_members, _ = tables.shape
    starts = np.stack([_sectors(tables), _larger_cut_again(tables, in_two)], axis=1)
    moving = _Moving(tables, answered.astype(np.float64), starts)
    moving.until_none_helps()
    score = moving.score.reshape(n_tables, -1)
    best = score.argmax(1)
    parts = moving.part.reshape(n_tables, -1, n_members)
    return PartedInThree(score[np.arange(n_tables), best], parts[np.arange(n_tables), best])


def _sectors(tables: Floats) -> Whole:
    """Members by their third of the circle in the plane of the two leading directions, (n_tables, n_members)."""
    plane = leading_directions(tables, 2)
    length = np.sqrt((plane**2).sum(1, keepdims=True))
    plane = np.divide(plane, length, out=np.zeros_like(plane), where=length > 1e-12)
    reach = np.sqrt(((tables.transpose(0, 2, 1) @ plane) ** 2).sum(1))  # how much of the table each direction carries
    angle = np.arctan2(plane[:, :, 1] * reach[:, 1:2], plane[:, :, 0] * reach[:, 0:1]) / (2 * np.pi)
    return np.asarray(np.floor((angle % 1.0) * PARTS), dtype=np.int64) % PARTS


def _larger_cut_again(tables: Floats, in_two: Whole) -> Whole:
    """The larger part cut along its own leading direction, the smaller as it is, (n_tables, n_members)."""
    larger = in_two == (2 * in_two.sum(1) > in_two.shape[1]).astype(np.int64)[:, None]
    inside = tables * larger[:, :, None]
    inside -= inside.sum(1, keepdims=True) / larger.sum(1)[:, None, None] * larger[:, :, None]
    first = leading_directions(inside, 1)[:, :, 0]
    return np.where(larger, (first > 0).astype(np.int64), PARTS - 1)


class _Moving:
    """Single-member moves of many partitions at once; state arrays have one row per start."""

    def __init__(self, tables: Floats, kept: Floats, starts: Whole) -> None:
        n_tables, n_starts, n_members = starts.shape
        self.tables, self.kept = tables, kept
        self.owner = np.repeat(np.arange(n_tables), n_starts)
        self.part = starts.reshape(-1, n_members).copy()
        within = (self.part[:, None, :] == np.arange(PARTS)[None, :, None]).astype(np.float64)
        self.sums = within @ tables[self.owner]
        self.answers = within @ kept
        self.size = within.sum(2)
        self.score = _beyond_noise(_share(self.sums, self.answers).sum(1))
        self.score[self.size.min(1) < LEAST_CAMP] = -1.0

    def until_none_helps(self) -> None:
        """Move the one member that helps most, in every start, until none helps."""
        active = np.flatnonzero(self.score >= 0)
        for _ in range(PARTS * self.part.shape[1]):
            score, member, into = self._best_move(active)
            better = score > self.score[active] + 1e-9
            if not better.any():
                return
            active, member, into = active[better], member[better], into[better]
            self._move(active, member, into, score[better])

    def _best_move(self, active: Whole) -> tuple[Floats, Whole, Whole]:
        row = np.arange(len(active))
        tables, part = self.tables[self.owner[active]], self.part[active]
        share = _share(self.sums[active], self.answers[active])
        of_own = part[:, :, None]
        leaves = _share(
            np.take_along_axis(self.sums[active], of_own, 1) - tables,
            np.take_along_axis(self.answers[active], of_own, 1) - self.kept,
        ) - np.take_along_axis(share, of_own, 1)
        leaves += share.sum(1)[:, None]
        held = np.take_along_axis(self.size[active], part, 1) <= LEAST_CAMP
        scores = np.empty((PARTS, *part.shape))
        for into in range(PARTS):
            joins = _share(self.sums[active, into][:, None] + tables, self.answers[active, into][:, None] + self.kept)
            joins -= share[:, into][:, None]
            joins += leaves
            scores[into] = np.where(held | (part == into), -1.0, _beyond_noise(joins))
        best = scores.max(0).argmax(1)
        into = scores[:, row, best].argmax(0)
        return scores[into, row, best], best, into

    def _move(self, start: Whole, member: Whole, into: Whole, score: Floats) -> None:
        old = self.part[start, member]
        answers, kept = self.tables[self.owner[start], member], self.kept[member]
        self.sums[start, old] -= answers
        self.sums[start, into] += answers
        self.answers[start, old] -= kept
        self.answers[start, into] += kept
        self.size[start, old] -= 1
        self.size[start, into] += 1
        self.part[start, member] = into
        self.score[start] = score


def _share(sums: Floats, answers: Floats) -> Floats:
    """Sum of squares of part means: square of each sum over its number of answers; 0 where nobody answered."""
    return np.asarray(sums * sums / np.maximum(answers, 0.5) * (answers > 0.25))


def _beyond_noise(between: Floats) -> Floats:
    return np.asarray(np.maximum(between - NOISE_OF_AN_ITEM, 0.0).sum(-1))

"""The best way to part a team in two: scored by how much the items separate the parts beyond their noise.

A part has at least two members: one alone is a different view, never a camp. The soft threshold of one noise
variance per item keeps a division visible that runs over few of the items.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from analysis.departures import Departures
from analysis.shapes import Floats, Truths, Whole

LEAST_CAMP = 2
NOISE_OF_AN_ITEM = 1.0  # expected contribution of an item that does not divide, in noise variances
EVERY_PARTITION_UP_TO = 9  # members; 2**8 partitions cost less than a search, and nothing can be missed
STARTS = 2  # leading directions from which the search sets out; a third gains 1 part in 500
CLIMB_FULLY_UP_TO = 40  # members; above, two rounds of single moves
DECOMPOSE_UP_TO = 64  # members
CELLS_AT_A_TIME = 400_000  # keeps the working arrays in the processor's cache
CELLS_OF_LARGE_TEAMS = 12_000_000  # there each step handles one member of every table: more tables, fewer steps


@dataclass(frozen=True, eq=False)
class Parted:
    """Best partitions of several tables: score (n_tables,) and side (n_tables, n_members) of 0 and 1."""

    score: Floats
    side: Whole


def in_noise_units(values: Floats, answered: Truths) -> Floats:
    """Scale each table of departures so that its noise has variance one.

    values : (..., n_members, n_items), 0 where not answered, centred by rows and columns.
    """
    n_members, n_items = answered.shape
    freedom = answered.sum() * (1 - 1 / n_members) * (1 - 1 / n_items)
    energy = np.maximum((values**2).sum((-1, -2), keepdims=True), 1e-9)
    return np.asarray(values * np.sqrt(freedom / energy))


def separation(tables: Floats, answered: Truths, side: Floats) -> Floats:
    """Separation of each table (n_tables, n_members, n_items) by one given partition, side (n_members,)."""
    inside = side @ answered
    sums = np.einsum("i,bij->bj", side, tables)
    return np.asarray(_beyond_noise(sums, _inverse_weight(inside, answered.sum(0))).sum(-1))


def best_partitions(tables: Floats, answered: Truths, item_weights: Floats | None = None) -> Parted:
    """Find the partition with the largest separation in each table.

    tables : (n_tables, n_members, n_items) in noise units; at least four members.
    item_weights : (n_tables, n_items) or None; an item's contribution counts that many times.

    Every partition is tried up to nine members; above, a search from the two leading directions with single
    moves until none helps (equal to the full optimum in 90 to 95 % of tables of pure noise). Ties go to the
    first found.
    """
    n_tables, n_members, n_items = tables.shape
    search = _try_all if n_members <= EVERY_PARTITION_UP_TO else _climb
    cells = CELLS_AT_A_TIME if n_members <= CLIMB_FULLY_UP_TO else CELLS_OF_LARGE_TEAMS
    step = max(1, cells // (n_members * n_items))
    parts = []
    for first in range(0, n_tables, step):
        weights = None if item_weights is None else item_weights[first : first + step]
        parts.append(search(tables[first : first + step], answered, weights))
    return Parted(np.concatenate([score for score, _ in parts]), np.concatenate([side for _, side in parts]))


@lru_cache(maxsize=64)
def every_partition(n_members: int) -> Floats:
    """All partitions into two parts of at least two, rows of 0 and 1; the last member is always in part 0."""
    numbers = np.arange(1, 2 ** (n_members - 1))
    sides = (numbers[:, None] >> np.arange(n_members)) & 1
    size = sides.sum(1)
    allowed = sides[(size >= LEAST_CAMP) & (n_members - size >= LEAST_CAMP)].astype(np.float64)
    allowed.flags.writeable = False
    return np.asarray(allowed)


def best_for_item_weights(departures: Departures, item_weights: Floats) -> Whole:
    """Best partition of one table under several weightings of its items.

    item_weights : (n_weightings, n_items), counts of a bootstrap, or 0 to leave an item out.
    Returns side (n_weightings, n_members).
    """
    table = in_noise_units(departures.values, departures.answered)
    n_members = len(table)
    if n_members > EVERY_PARTITION_FOR_ONE_TABLE:
        copies = np.broadcast_to(table, (len(item_weights), *table.shape))
        return best_partitions(copies, departures.answered, item_weights).side
    sides = every_partition(n_members)
    weight = _inverse_weight(sides @ departures.weights, departures.answered.sum(0))
    by_item = _beyond_noise(sides @ table, weight)
    return np.asarray(sides[(by_item @ item_weights.T).argmax(0)], dtype=np.int64)


EVERY_PARTITION_FOR_ONE_TABLE = 13  # members; for a single table 2**12 partitions are still quick


def _inverse_weight(inside: Floats, answered_by: Floats | Whole) -> Floats:
    """The factor n / (a b) for an item answered by a members inside, b outside; 0 where one part is empty."""
    product = inside * (answered_by - inside)
    return np.divide(answered_by, product, out=np.zeros_like(product), where=product > 0.25)


def _beyond_noise(sums: Floats, inverse_weight: Floats) -> Floats:
    """Between-part sum of squares of each item beyond one noise variance, from the sums of one part."""
    squares = sums * sums
    squares *= inverse_weight
    squares -= NOISE_OF_AN_ITEM
    return np.asarray(np.maximum(squares, 0.0, out=squares))


def _try_all(tables: Floats, answered: Truths, item_weights: Floats | None) -> tuple[Floats, Whole]:
    n_tables, n_members, n_items = tables.shape
    sides = every_partition(n_members)
    weight = _inverse_weight(sides @ answered, answered.sum(0))
    sums = sides @ tables.transpose(1, 0, 2).reshape(n_members, -1)
    by_item = _beyond_noise(sums.reshape(len(sides), n_tables, n_items), weight[:, None, :])
    scores = by_item.sum(-1) if item_weights is None else np.einsum("pbj,bj->pb", by_item, item_weights)
    best = scores.argmax(0)
    return scores[best, np.arange(n_tables)], sides[best].astype(np.int64)


def _climb(tables: Floats, answered: Truths, item_weights: Floats | None) -> tuple[Floats, Whole]:
    """Start at the best cut along each leading direction, then move single members while that helps."""
    n_tables, n_members, n_items = tables.shape
    directions = leading_directions(tables, STARTS, item_weights)
    n_starts = directions.shape[2]
    order = directions.transpose(0, 2, 1).reshape(n_tables * n_starts, n_members).argsort(1, kind="stable")
    owner = np.repeat(np.arange(n_tables), n_starts)
    climb = _Climb(tables, answered, item_weights, owner, order)
    if n_members <= CLIMB_FULLY_UP_TO:
        climb.by_best_moves()
    else:
        climb.by_first_moves(rounds=2)
    score = climb.score.reshape(n_tables, n_starts)
    best = score.argmax(1)
    side = climb.side.reshape(n_tables, n_starts, n_members)[np.arange(n_tables), best]
    return score[np.arange(n_tables), best], side.astype(np.int64)


def leading_directions(tables: Floats, count: int, item_weights: Floats | None = None, squarings: int = 2) -> Floats:
    """Leading member directions of each table, (n_tables, n_members, count), strongest first, of any length.

    item_weights : (n_tables, n_items) or None. Each squaring of the members' products brings the columns closer to the
    leading eigenvectors; a pivoted Cholesky factor picks the columns (Harbrecht, Peters and Schneider 2012). As starts
    of a search they serve as well as the eigenvectors, at a sixth of the time. Above 64 members by power iteration from
    a fixed start, since squaring a table of 500 members costs more than the whole search.
    """
    weighted = tables if item_weights is None else tables * item_weights[:, None, :]
    n_members = tables.shape[1]
    if n_members <= DECOMPOSE_UP_TO:
        products = weighted @ tables.transpose(0, 2, 1)
        for _ in range(squarings):
            products = products / np.maximum(_traces(products), 1e-300)
            products = products @ products
        return _pivoted_columns(products, count)
    start = np.random.default_rng(0).normal(size=(n_members, count))
    directions: Floats = np.broadcast_to(start, (len(tables), n_members, count))
    for _ in range(12):
        directions = np.linalg.qr(weighted @ (tables.transpose(0, 2, 1) @ directions))[0]
    return directions


def _traces(products: Floats) -> Floats:
    return np.asarray(np.einsum("bii->b", products)[:, None, None])


def _pivoted_columns(products: Floats, count: int) -> Floats:
    """First columns of the Cholesky factor with the largest remaining diagonal taken each time."""
    table = np.arange(len(products))
    negligible = 1e-12 * np.maximum(_traces(products)[:, 0, 0], 1e-300)
    columns = []
    for _ in range(count):
        diagonal = np.einsum("bii->bi", products)
        pivot = diagonal.argmax(1)
        largest = diagonal[table, pivot]
        column = products[table, :, pivot] / np.sqrt(np.maximum(largest, negligible))[:, None]
        column *= (largest > negligible)[:, None]
        products = products - column[:, :, None] * column[:, None, :]
        columns.append(column)
    return np.stack(columns, axis=2)


class _Climb:
    """Single-member moves of many partitions at once; state arrays have one row per start."""

    def __init__(
        self, tables: Floats, answered: Truths, item_weights: Floats | None, owner: Whole, order: Whole
    ) -> None:
        self.tables, self.kept, self.owner = tables, answered.astype(np.float64), owner
        self.answered_by = self.kept.sum(0)
        self.item_weights = item_weights
        self.complete = bool(answered.all())
        self._cut_along(order)

    def _cut_along(self, order: Whole) -> None:
        """Cut each ordering of the members where the separation is largest."""
        n_members = len(order[0])
        sums = np.cumsum(self.tables[self.owner[:, None], order], axis=1)
        inside = self._inside_of_prefixes(order)
        score = self._scores(sums, inside, self.owner)
        score[:, : LEAST_CAMP - 1] = -1
        score[:, n_members - LEAST_CAMP :] = -1
        cut = score.argmax(1)
        start = np.arange(len(order))
        self.score = score[start, cut]
        self.sums = sums[start, cut]
        self.inside = inside[np.zeros_like(start) if self.complete else start, cut]
        self.side: Floats = np.zeros(order.shape)
        np.put_along_axis(self.side, order, (np.arange(n_members) <= cut[:, None]).astype(np.float64), axis=1)
        self.size = cut + 1.0

    def _inside_of_prefixes(self, order: Whole) -> Floats:
        if self.complete:  # then the count depends on the size alone and is shared by all starts and items
            return np.arange(1.0, len(order[0]) + 1)[None, :, None]
        return np.asarray(np.cumsum(self.kept[order], axis=1))

    def _scores(self, sums: Floats, inside: Floats, owner: Whole) -> Floats:
        answered_by = self.answered_by[:1] if self.complete else self.answered_by
        by_item = _beyond_noise(sums, _inverse_weight(inside, answered_by))
        if self.item_weights is not None:
            by_item *= self.item_weights[owner][:, None, :]
        return np.asarray(by_item.sum(-1))

    def by_best_moves(self) -> None:
        """Move the one member that helps most, in every start at once, until none helps."""
        active = np.arange(len(self.score))
        n_members = self.side.shape[1]
        for _ in range(3 * n_members):
            direction = 1 - 2 * self.side[active]
            size = self.size[active][:, None] + direction
            sums = direction[:, :, None] * self.tables[self.owner[active]]
            sums += self.sums[active][:, None]
            score = self._scores(sums, self._inside_after(active, direction), self.owner[active])
            score[(size < LEAST_CAMP) | (n_members - size < LEAST_CAMP)] = -1
            member = score.argmax(1)
            row = np.arange(len(active))
            better = score[row, member] > self.score[active] + 1e-9
            if not better.any():
                return
            active, member, row = active[better], member[better], row[better]
            self._move(active, member, sums[row, member], score[row, member])

    def _inside_after(self, active: Whole, direction: Floats) -> Floats:
        if self.complete:
            return np.asarray(self.size[active][:, None, None] + direction[:, :, None])
        return np.asarray(self.inside[active][:, None] + direction[:, :, None] * self.kept)

    def _move(self, start: Whole, member: Whole, sums: Floats, score: Floats) -> None:
        direction = 1 - 2 * self.side[start, member]
        self.sums[start] = sums
        self.inside[start] = self.inside[start] + (
            direction[:, None] if self.complete else direction[:, None] * self.kept[member]
        )
        self.size[start] += direction
        self.side[start, member] = 1 - self.side[start, member]
        self.score[start] = score

    def by_first_moves(self, rounds: int) -> None:
        """Offer each member in turn a change of side, in every start at once."""
        every = np.arange(len(self.score))
        n_members = self.side.shape[1]
        for _ in range(rounds):
            for member in range(n_members):
                direction = 1 - 2 * self.side[:, member]
                size = self.size + direction
                sums = self.sums + direction[:, None] * self.tables[self.owner, member]
                inside = self.inside + direction[:, None] * (1.0 if self.complete else self.kept[member])
                score = self._scores(sums[:, None], inside[:, None], self.owner)[:, 0]
                allowed = (size >= LEAST_CAMP) & (n_members - size >= LEAST_CAMP)
                moved = every[allowed & (score > self.score + 1e-9)]
                self._move(moved, np.full(len(moved), member), sums[moved], score[moved])

"""Along which lines the disagreement runs: discipline, shift, seniority, or none that the team knows of."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, permutations
from math import factorial, prod
from typing import Any

import numpy as np

from analysis.chance import share_at_least
from analysis.departures import departures, on_five_points
from analysis.scan import FALSE_ALARM, LEAST_ITEMS, LEAST_MEMBERS, enough_answered
from analysis.shapes import Floats, Whole, as_ratings, as_spans

LEAST_GROUP = 3  # a smaller group is its members: never used, never shown
ENUMERATE_UP_TO = 5000  # labelings; above, draws


@dataclass(frozen=True)
class LineReading:
    """One attribute and whether members' departures run along it.

    p : its own; p_family : over all attributes looked at; both None when it could not be used.
    share : part of all disagreement that lies between its groups, 0 to 1.
    groups : label and size of those used.
    follows : p_family at most 1 in 20. Never causal.
    """

    attribute: str
    p: float | None
    p_family: float | None
    share: float
    groups: tuple[tuple[str, int], ...]

    @property
    def follows(self) -> bool:
        """True when the disagreement runs along this line beyond chance."""
        return self.p_family is not None and self.p_family <= FALSE_ALARM


def read_lines(
    ratings: Any,
    attributes: Mapping[str, Sequence[Any]],
    *,
    spans: Any = None,
    draws: int = 4999,
    seed: int = 0,
) -> tuple[LineReading, ...]:
    """Test each attribute for a line along which members' departures run, in the order given.

    ratings, spans : as for `split_scan`; no division need have been found.
    attributes : name -> (n_members,) labels, None or "" = unknown.

    The statistic is the between-group sum of squares (Anderson 2001) under exchange of members: all labelings
    when there are at most 5000, else `draws`. Over several attributes the largest standardised statistic
    keeps the false-alarm rate (Westfall and Young 1993). Groups of fewer than three are left out; fewer than
    two groups leave the line unread.
    """
    table = as_ratings(ratings)
    ranges = as_spans(spans, table)
    placed = enough_answered(table)
    for name, labels in attributes.items():
        if len(labels) != len(table):
            raise ValueError(f"{name}: {len(table)} members, {len(labels)} labels.")
    codes = {
        name: _codes([labels[member] for member in np.flatnonzero(placed).tolist()])
        for name, labels in attributes.items()
    }
    usable = [name for name, (_, groups) in codes.items() if len(groups) >= 2]
    unread = {name: LineReading(name, None, None, 0.0, codes[name][1]) for name in attributes}
    if not usable or placed.sum() < LEAST_MEMBERS or table.shape[1] < LEAST_ITEMS:
        return tuple(unread[name] for name in attributes)
    left = departures(on_five_points(table[placed], ranges)).values
    read = _read_usable({name: codes[name] for name in usable}, left @ left.T, draws, seed)
    return tuple(read.get(name, unread[name]) for name in attributes)


def _codes(labels: Sequence[Any]) -> tuple[Whole, tuple[tuple[str, int], ...]]:
    """Group number of each member, -1 = in no group of three, and the groups with their sizes."""
    names = ["" if label is None else str(label) for label in labels]
    sizes = Counter(name for name in names if name)
    groups = tuple((name, sizes[name]) for name in sizes if sizes[name] >= LEAST_GROUP)
    number = {name: code for code, (name, _) in enumerate(groups)}
    return np.array([number.get(name, -1) for name in names], dtype=np.int64), groups


def _read_usable(
    codes: Mapping[str, tuple[Whole, tuple[tuple[str, int], ...]]], products: Floats, draws: int, seed: int
) -> dict[str, LineReading]:
    n_members = len(products)
    orders = _orders(n_members, draws, np.random.default_rng(seed))
    observed = {name: float(_between(code[None], products)[0]) for name, (code, _) in codes.items()}
    joint = {name: _between(code[orders], products) for name, (code, _) in codes.items()}
    spread = {name: max(float(values.std()), 1e-12) for name, values in joint.items()}
    largest = np.max([(values - values.mean()) / spread[name] for name, values in joint.items()], axis=0)
    read = {}
    for name, (code, groups) in codes.items():
        own = _own_p(code, observed[name], joint[name], products)
        standardised = (observed[name] - joint[name].mean()) / spread[name]
        family = own if len(codes) == 1 else max(own, share_at_least(float(standardised), largest))
        total = max(float(np.trace(products)), 1e-12)
        read[name] = LineReading(name, own, family, observed[name] / total, groups)
    return read


def _orders(n_members: int, draws: int, rng: np.random.Generator) -> Whole:
    """Orders of the members: every one when that is feasible, else drawn by lot."""
    if factorial(min(n_members, 12)) <= ENUMERATE_UP_TO + 100:
        return np.array(list(permutations(range(n_members))), dtype=np.int64)
    return rng.random((draws, n_members)).argsort(1)


def _own_p(code: Whole, observed: float, joint: Floats, products: Floats) -> float:
    """Exact p over all labelings when feasible, else from the joint draws."""
    sizes = Counter(code.tolist())
    labelings = factorial(len(code)) // prod(factorial(size) for size in sizes.values())
    if labelings > ENUMERATE_UP_TO:
        return share_at_least(observed, joint)
    every = np.array(list(_labelings(sorted(sizes.items()), len(code))), dtype=np.int64)
    reached = _between(every, products) >= observed - 1e-7 * max(1.0, abs(observed))
    return float(reached.mean())


def _labelings(sizes: Sequence[tuple[int, int]], n_members: int) -> Iterator[Whole]:
    """Every way to give the labels of these sizes to the members."""

    def fill(labels: Whole, free: tuple[int, ...], rest: Sequence[tuple[int, int]]) -> Iterator[Whole]:
        label, size = rest[0]
        if len(rest) == 1:
            done = labels.copy()
            done[list(free)] = label
            yield done
            return
        for chosen in combinations(free, size):
            taken = labels.copy()
            taken[list(chosen)] = label
            yield from fill(taken, tuple(i for i in free if i not in chosen), rest[1:])

    yield from fill(np.zeros(n_members, dtype=np.int64), tuple(range(n_members)), sizes)


def _between(codes: Whole, products: Floats) -> Floats:
    """Between-group sum of squares of labelings (n_labelings, n_members), about the mean of those grouped."""
    indicator = (codes[:, :, None] == np.arange(codes.max() + 1)).astype(np.float64)
    size = np.maximum(indicator.sum(1), 1)
    of_groups = (((products @ indicator) * indicator).sum(1) / size).sum(1)
    grouped = indicator.sum(2)
    of_all = ((grouped @ products) * grouped).sum(1) / np.maximum(grouped.sum(1), 1)
    return np.asarray(of_groups - of_all)

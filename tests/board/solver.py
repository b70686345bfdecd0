"""What can be worked out of one person's answer to one item from what a viewer was shown: an exact integer search.

Everything shown is a sum over the members asked: how many gave each answer in each picture, how many stand in a view
and what their answers add up to. A value is possible for somebody when whole numbers of the others make all sums true.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

A, B, NEITHER = SIDES = ("view A", "view B", "neither")
MOST_MEMBERS = 20

_Cell = tuple[int | None, str, int]
"""Where one person may stand: the answer (None: could not say), the view, and in how many pictures the sheet stood."""


@dataclass(frozen=True)
class Shown:
    """One item in one picture: the sorted answers, of how many sheets, and mean and size of the views where told."""

    answers: tuple[int, ...]
    sheets: int
    means: tuple[float, float] | None = None
    sizes: tuple[int, int] | None = None


@dataclass(frozen=True)
class Known:
    """What is known of a person by name: in how many of the pictures the sheet stands (None: not known)."""

    pictures: int | None = None


@dataclass(frozen=True)
class Riddle:
    """One item as one viewer met it: pictures in their order (sheets only leave), people by name, the own answer."""

    pictures: tuple[Shown, ...]
    people: dict[str, Known]
    viewer: str = ""
    own: int | None = None

    def possible(self, who: str) -> set[int]:
        """The answers that `who` can have given in a picture, as far as all that was shown tells."""
        return {value for value in set(self.pictures[0].answers) if self._fits(who, value)}

    def _fits(self, who: str, value: int) -> bool:
        groups = self._groups(who, value)
        return any(self._solves(groups, answered) for answered in self._answered_in_views())

    def _groups(self, who: str, value: int) -> list[tuple[int, list[_Cell]]]:
        """People of whom the same is known: how many, and the cells in which each of them may stand."""
        values = (None, *sorted(set(self.pictures[0].answers)))
        others = Counter(self._lasts(one) for one in self.people if one not in {who, self.viewer})
        groups = [(many, list(product(values, SIDES, lasts))) for lasts, many in others.items()]
        groups.append((1, [(value, side, last) for side in SIDES for last in self._lasts(who) if last]))
        if self.viewer:
            # The viewer knows the own answer, not in which view it counts.
            groups.append((1, list(product((self.own,), SIDES, self._lasts(self.viewer)))))
        return groups

    def _lasts(self, who: str) -> tuple[int, ...]:
        """In how many of the pictures, from the first on, the sheet of a person may stand."""
        known = self.people[who].pictures
        return tuple(range(len(self.pictures) + 1)) if known is None else (known,)

    def _answered_in_views(self) -> list[tuple[int, int] | None]:
        """How many of each view can have answered the item, so that the means come from whole answers."""
        first = self.pictures[0]
        if first.means is None or first.sizes is None:
            return [None]
        whole = [
            [n for n in range(1, size + 1) if abs(mean * n - round(mean * n)) < 1e-6]
            for mean, size in zip(first.means, first.sizes, strict=True)
        ]
        return list(product(*whole))

    def _solves(self, groups: Sequence[tuple[int, list[_Cell]]], answered: tuple[int, int] | None) -> bool:
        cells = [(n, cell) for n, (_, of_group) in enumerate(groups) for cell in of_group]
        rows: list[list[float]] = []
        sums: list[float] = []

        def must(counts: Callable[[_Cell], float], total: float) -> None:
            rows.append([float(counts(cell)) for _, cell in cells])
            sums.append(total)

        for number, (many, _) in enumerate(groups):
            rows.append([float(n == number) for n, _ in cells])
            sums.append(many)
        for number, shown in enumerate(self.pictures, start=1):
            for value in set(self.pictures[0].answers):
                must(lambda cell, v=value, n=number: cell[0] == v and cell[2] >= n, shown.answers.count(value))
            must(lambda cell, n=number: cell[2] >= n, shown.sheets)
        first = self.pictures[0]
        if answered is not None and first.means is not None and first.sizes is not None:
            for side, many, mean, size in zip((A, B), answered, first.means, first.sizes, strict=True):
                must(lambda cell, s=side: cell[1] == s and cell[2] >= 1 and cell[0] is not None, many)
                must(lambda cell, s=side: (cell[0] or 0) * (cell[1] == s and cell[2] >= 1), round(mean * many))
                must(lambda cell, s=side: cell[1] == s and cell[2] >= 1, size)
        found = milp(
            np.zeros(len(cells)),
            constraints=LinearConstraint(np.array(rows), sums, sums),
            integrality=np.ones(len(cells)),
            bounds=Bounds(0, MOST_MEMBERS),
        )
        return bool(found.success)

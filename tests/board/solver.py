"""What can be worked out of one person's answer to one item from what a viewer was shown: an exact integer search.

Everything shown is a sum over the members asked: how many gave each answer in each picture, how many stand in a view
and what their answers add up to, what those add up to who answered again. A value is possible for somebody when whole
numbers of the others make all sums true.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

A, B, NEITHER = SIDES = ("view A", "view B", "neither")
MOST_MEMBERS = 20

_Cell = tuple[int | None, str, int, bool]
"""Where one person may stand: the answer (None: could not say), the view, in how many pictures the sheet stood, and
whether the item was answered again in the second round."""
_NEARLY = 1e-6


@dataclass(frozen=True)
class Again:
    """The second round beside one picture, of those who answered the item again: all, then each view where told.

    What is told is their mean in the picture (`means`), or by how much it changed on a scale (`changes`).
    """

    both: int
    """So many recorded both times; of them some may not have answered this item again."""
    means: tuple[float, ...] = ()
    changes: tuple[float, ...] = ()
    scale: tuple[int, int] = (0, 4)


@dataclass(frozen=True)
class Shown:
    """One item in one picture: the sorted answers, of how many sheets, and mean and size of the views where told."""

    answers: tuple[int, ...]
    sheets: int
    means: tuple[float, float] | None = None
    sizes: tuple[int, int] | None = None
    again: Again | None = None


@dataclass(frozen=True)
class Known:
    """What is known of a person by name: in how many of the pictures the sheet stands, whether there was a second one.

    None: not known.
    """

    pictures: int | None = None
    again: bool | None = None


@dataclass(frozen=True)
class Riddle:
    """One item as one viewer met it: pictures in their order (sheets only leave), people by name, the own answer."""

    pictures: tuple[Shown, ...]
    people: dict[str, Known]
    viewer: str = ""
    own: int | None = None
    side: str | None = None
    """The view in which the viewer counts, where the viewer is told."""

    def possible(self, who: str) -> set[int]:
        """The answers that `who` can have given in a picture, as far as all that was shown tells."""
        return {value for value in set(self.pictures[0].answers) if self._fits(who, value)}

    def _fits(self, who: str, value: int) -> bool:
        groups = self._groups(who, value)
        return any(self._solves(groups, answered) for answered in self._answered_in_views())

    def _groups(self, who: str, value: int) -> list[tuple[int, list[_Cell]]]:
        """People of whom the same is known: how many, and the cells in which each of them may stand."""
        values = (None, *sorted(set(self.pictures[0].answers)))
        unknown = [one for one in self.people if one not in {who, self.viewer}]
        others = Counter((self._lasts(one), self._agains(one)) for one in unknown)
        groups = [(many, list(product(values, SIDES, lasts, agains))) for (lasts, agains), many in others.items()]
        lasts = [last for last in self._lasts(who) if last]
        groups.append((1, list(product((value,), SIDES, lasts, self._agains(who)))))
        if self.viewer:
            sides = (self.side,) if self.side else SIDES
            mine = product((self.own,), sides, self._lasts(self.viewer), self._agains(self.viewer))
            groups.append((1, list(mine)))
        return groups

    def _agains(self, who: str) -> tuple[bool, ...]:
        """Whether a person may have answered the item again: who recorded again may still have left it out."""
        return (False,) if self.people[who].again is False else (False, True)

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
        sums = _Sums([(n, cell) for n, (_, of_group) in enumerate(groups) for cell in of_group])
        for number, (many, _) in enumerate(groups):
            sums.of_group(number, many)
        for number, shown in enumerate(self.pictures, start=1):
            for value in set(self.pictures[0].answers):
                sums.must(lambda cell, v=value, n=number: cell[0] == v and cell[2] >= n, shown.answers.count(value))
            sums.must(lambda cell, n=number: cell[2] >= n, shown.sheets)
            if shown.again is not None:
                sums.again(number, shown.again)
        first = self.pictures[0]
        if answered is not None and first.means is not None and first.sizes is not None:
            for side, many, mean, size in zip((A, B), answered, first.means, first.sizes, strict=True):
                sums.must(lambda cell, s=side: cell[1] == s and cell[2] >= 1 and cell[0] is not None, many)
                sums.must(lambda cell, s=side: (cell[0] or 0) * (cell[1] == s and cell[2] >= 1), round(mean * many))
                sums.must(lambda cell, s=side: cell[1] == s and cell[2] >= 1, size)
        return sums.can_be()


class _Sums:
    """Sums over the cells that must lie somewhere: how many people stand in each cell is a whole number."""

    def __init__(self, cells: list[tuple[int, _Cell]]) -> None:
        self.cells = cells
        self.rows: list[list[float]] = []
        self.least: list[float] = []
        self.most: list[float] = []
        self.unknown: list[dict[int, float]] = []
        """Beside each row, what else is in it: sums of second answers, which nobody is shown."""

    def must(self, counts: Callable[[_Cell], float], total: float) -> None:
        """This sum is known."""
        self._lies([float(counts(cell)) for _, cell in self.cells], total, total)

    def of_group(self, number: int, many: int) -> None:
        """So many people are in this group."""
        self._lies([float(n == number) for n, _ in self.cells], many, many)

    def again(self, number: int, told: Again) -> None:
        """Means are of a number of people that is not told: what each lies off their mean adds up to nought."""
        for side, mean in zip(("", A, B), told.means, strict=False):
            self._lies([((cell[0] or 0) - mean) * _came(cell, number, side) for _, cell in self.cells], 0, 0)
        for side, change in zip(("", A, B), told.changes, strict=False):
            place, low, high = self._second_answers(), *told.scale
            came = [float(_came(cell, number, side)) for _, cell in self.cells]
            now = [((cell[0] or 0) + change) * _came(cell, number, side) for _, cell in self.cells]
            self._lies(now, 0, 0, {place: -1.0})
            self._lies([one * low for one in came], -np.inf, 0, {place: -1.0})
            self._lies([one * high for one in came], 0, np.inf, {place: -1.0})
        for side in ("", A, B)[: max(len(told.means), len(told.changes))]:
            self._lies([float(_came(cell, number, side)) for _, cell in self.cells], 1, told.both)

    def can_be(self) -> bool:
        """Whether there are whole numbers for which all of it is true."""
        places = max((place + 1 for row in self.unknown for place in row), default=0)
        table = [
            row + [beside.get(n, 0.0) for n in range(places)]
            for row, beside in zip(self.rows, self.unknown, strict=True)
        ]
        found = milp(
            np.zeros(len(self.cells) + places),
            constraints=LinearConstraint(np.array(table), self.least, self.most),
            integrality=np.ones(len(self.cells) + places),
            bounds=Bounds(0, [MOST_MEMBERS] * len(self.cells) + [MOST_MEMBERS * 7] * places),
        )
        return bool(found.success)

    def _lies(self, row: list[float], low: float, high: float, unknown: dict[int, float] | None = None) -> None:
        off = 0.0 if all(one == round(one) for one in row) else _NEARLY
        self.rows.append(row)
        self.least.append(low - off)
        self.most.append(high + off)
        self.unknown.append(unknown or {})

    def _second_answers(self) -> int:
        return 1 + max((place for row in self.unknown for place in row), default=-1)


def _came(cell: _Cell, number: int, side: str) -> bool:
    """Whether somebody there answered the item again, of those in this picture and view ("": either or neither)."""
    return cell[3] and cell[2] >= number and cell[0] is not None and side in {"", cell[1]}

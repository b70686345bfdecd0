"""Where everything of a strip stands: columns beside the track, lanes above the line, dots side by side.

Distances are px of the desk; `charts.strips` enlarges them for the wall.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from charts.chart import LINE, breadth, lines
from charts.theme import require_view

PITCH = 11
"""Distance of two dots of one value; less where the scale points lie close together."""

SHARE = 0.8
"""Most that the dots of one value take of the step between two scale points."""

LANE = 16
"""Height of the lowest dots above the line."""

STOREY = 10.5
"""Height of one row of dots upon another."""

OVERHANG = 38
"""Distance of the words from the track, so that dots at its ends do not touch them."""


@dataclass(frozen=True)
class Strip:
    """One item as it may be shown to everybody who may see the chart.

    label: the item in words. low, high: the words at its two ends. start, end: the values of these ends (0
    and 4, 1 and 7). answers: sorted, without identity; whoever could not say is not among them. mean,
    mean_a, mean_b: None where it may not be told. note: what stands at the right ("2.7 apart"). own: the
    viewer's own answer, used by `with_own` alone. names, views: the named policy only, in the order of
    `answers`; a view is one of `charts.theme.VIEWS`. own_name: the viewer's name among `names`, so that the
    ring meets the viewer's own dot. labels: the discipline policy only, what stands beside each answer, in the
    order of `answers` and sorted within one value.
    """

    label: str
    low: str
    high: str
    start: float
    end: float
    answers: tuple[float, ...]
    mean: float | None
    mean_a: float | None
    mean_b: float | None
    note: str
    own: float | None = None
    names: tuple[str, ...] | None = None
    views: tuple[str, ...] | None = None
    own_name: str | None = None
    labels: tuple[str, ...] | None = None

    def __post_init__(self) -> None:
        """Refuse rows that could tell an order of entering, or a name without its answer."""
        if list(self.answers) != sorted(self.answers):
            raise ValueError("The answers of a strip are sorted before they are drawn.")
        if self.labels is not None and self.labels != tuple(
            label for _, label in sorted(zip(self.answers, self.labels, strict=True))
        ):
            raise ValueError("The labels of a strip are sorted within the answers of one value.")
        if self.names is None and self.views is None:
            return
        if len(self.names or ()) != len(self.answers) or len(self.views or ()) != len(self.answers):
            raise ValueError("A strip that names anybody has a name and a view for each answer.")
        for view in self.views or ():
            require_view(view)

    def share(self, value: float) -> float:
        """Where `value` lies on the track, 0 at its beginning and 1 at its end."""
        return round((value - self.start) / (self.end - self.start), 4)

    @property
    def divided(self) -> bool:
        """Whether the means of both views may be told."""
        return self.mean_a is not None and self.mean_b is not None


@dataclass(frozen=True)
class Sheet:
    """What all rows of one chart have in common.

    left, right: columns beside the track. across: most dots side by side; crowd: most that do stand side by
    side. narrow: words above the track. poles: the words are the two ends of a position.
    """

    left: float
    right: float
    across: int
    crowd: int
    narrow: bool
    poles: bool


@dataclass(frozen=True)
class Laid:
    """One row in its place: the height of its line, and its words with the middle of their block."""

    strip: Strip
    line: float
    words: float
    label: tuple[str, ...]
    far: tuple[str, ...]


def sheet_for(rows: Sequence[Strip], ends: tuple[str, str, str] | None, narrow: bool, scale: float = 1.0) -> Sheet:
    """The columns for these rows; a single question with two ends takes the whole width on a desk."""
    poles = ends is None and all(row.low and row.high for row in rows)
    across = 5 if narrow or scale > 1 else 8
    crowd = max((_abreast(number, across) for row in rows for _, number in _alike(row)), default=1)
    left, right = (26.0, 26.0) if narrow else (280.0, 170.0)
    if poles and len(rows) == 1 and not narrow:
        left = min(280, breadth(rows[0].low) + 1 + OVERHANG)
        right = min(200, max(breadth(rows[0].high), breadth(rows[0].note)) + 1 + OVERHANG)
    return Sheet(left, right, across, crowd, narrow, poles)


def laid(rows: Sequence[Strip], sheet: Sheet, top: float) -> tuple[list[Laid], float]:
    """The rows one below the other from `top` on, and where the last one ends."""
    placed = []
    for row in rows:
        label, far = _words(row, sheet)
        above = (max((_storeys(number, sheet.across) for _, number in _alike(row)), default=1) - 1) * STOREY
        tall = max(len(label), len(far)) * LINE
        if sheet.narrow:
            line, words = top + tall + above + LANE + 16, top + 2 + tall / 2
            bottom = line + 25
        else:
            line = top + max(32, tall / 2 + 12) + above
            words, bottom = line - LANE / 2, line + max(14, tall / 2 - 4)
        placed.append(Laid(row, line, words, tuple(label), tuple(far)))
        top = bottom
    return placed, top


def dots(row: Strip, line: float, sheet: Sheet) -> list[dict[str, Any]]:
    """The dots of one row in the order of its answers: equal answers side by side and in storeys.

    at: share of the track. place: number of dots from the middle of the storey. step: share of the track
    between two scale points. y: px from the top.
    """
    placed = []
    for value, number in _alike(row):
        each = _abreast(number, sheet.across)
        for first in range(0, number, each):
            count = min(each, number - first)
            y = line - LANE - STOREY * (first // each)
            placed += [_dot(row, value, index - (count - 1) / 2, y) for index in range(count)]
    return placed


def ring(row: Strip, own: float, line: float, sheet: Sheet) -> dict[str, Any]:
    """The place of one's own answer: a dot of that value, one's own if named; else where it would stand."""
    same = [index for index, value in enumerate(row.answers) if value == own]
    if not same:
        return _dot(row, own, 0.0, line - LANE)
    mine = [index for index in same if row.names is not None and row.names[index] == row.own_name]
    return dots(row, line, sheet)[(mine or same)[-1]]


def sideways(sheet: Sheet, scale: float) -> str:
    """How far a dot stands beside its scale point, as an expression of its `place` and the drawn width."""
    columns = round((sheet.left + sheet.right) * scale, 1)
    return f"datum.place * min({PITCH * scale}, {SHARE / sheet.crowd:.4f} * datum.step * (width - {columns}))"


def _dot(row: Strip, value: float, place: float, y: float) -> dict[str, Any]:
    return {"at": row.share(value), "place": place, "step": round(1 / (row.end - row.start), 4), "y": y}


def _alike(row: Strip) -> list[tuple[float, int]]:
    """Each value given and how many gave it, in the order of the answers."""
    return [(value, len(list(same))) for value, same in groupby(row.answers)]


def _storeys(number: int, across: int) -> int:
    """Rows of dots upon one another that so many equal answers take."""
    return math.ceil(number / across)


def _abreast(number: int, across: int) -> int:
    """Dots side by side when so many equal answers fill their storeys evenly."""
    return math.ceil(number / _storeys(number, across))


def _words(row: Strip, sheet: Sheet) -> tuple[list[str], list[str]]:
    """The words before and after the track, in lines that fit their columns."""
    if not sheet.poles:
        return lines(row.label, 270 if sheet.narrow else sheet.left - 24), [row.note] if row.note else []
    if sheet.narrow:
        return lines(row.low, 128), lines(row.high, 128)
    far = lines(row.high, max(sheet.right - OVERHANG, 60))
    return lines(row.low, max(sheet.left - OVERHANG, 60)), [*far, row.note] if row.note else far

"""Where everything of a strip stands: columns beside the track, lanes above the line, dots of one value side by side.

Distances are px of the desk; `charts.strips` enlarges them for the wall.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from charts.chart import LINE, breadth, lines

PITCH = 11
"""Distance of two dots of one value; less where the scale points lie close together."""

SHARE = 0.15
"""Most of the step between two scale points that lies between two dots of one value: six dots then span 0.75 of a step."""

LANE = 16
"""Height of the lowest dots above the line."""

STOREY = 10.5
"""Height of one row of dots upon another."""

OVERHANG = 38
"""Distance of the words from the track, so that dots at its ends do not touch them."""


@dataclass(frozen=True)
class Strip:
    """One item as it may be shown to everybody who may see the chart.

    label: the item in words. low, high: the words at its two ends. start, end: the values of these ends (0 and 4, 1 and 7).
    answers: sorted, without identity; whoever could not say is not among them. mean, mean_a, mean_b: None where it may
    not be told. note: what stands at the right ("2.7 apart"). own: the viewer's own answer, used by `with_own` alone.
    names, views: the named policy only, in the order of `answers`; a view is one of `charts.theme.VIEWS`.
    own_name: the viewer's name among `names`, so that the ring meets the viewer's own dot.
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

    def share(self, value: float) -> float:
        """Where `value` lies on the track, 0 at its beginning and 1 at its end."""
        return round((value - self.start) / (self.end - self.start), 4)

    @property
    def divided(self) -> bool:
        """Whether the means of both views may be told."""
        return self.mean_a is not None and self.mean_b is not None


@dataclass(frozen=True)
class Sheet:
    """The columns beside the track, how many dots stand side by side, whether words stand above, whether the words are the two ends."""

    left: float
    right: float
    across: int
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


def sheet_for(rows: Sequence[Strip], ends: tuple[str, str, str] | None, narrow: bool) -> Sheet:
    """The columns for these rows; a single question with two ends takes the whole width on a desk."""
    poles = ends is None and all(row.low and row.high for row in rows)
    if narrow:
        return Sheet(26, 26, 5, narrow, poles)
    if poles and len(rows) == 1:
        left, right = breadth(rows[0].low), breadth(max(rows[0].high, rows[0].note, key=len))
        return Sheet(min(280, left + OVERHANG), min(200, right + OVERHANG), 6, narrow, poles)
    return Sheet(280, 170, 6, narrow, poles)


def laid(rows: Sequence[Strip], sheet: Sheet, top: float) -> tuple[list[Laid], float]:
    """The rows one below the other from `top` on, and where the last one ends."""
    placed = []
    for row in rows:
        label, far = _words(row, sheet)
        crowd = (_storeys(row, sheet) - 1) * STOREY
        if sheet.narrow:
            tall = max(len(label), len(far)) * LINE
            line, words = top + tall + crowd + LANE + 16, top + 2 + tall / 2
            bottom = line + 25
        else:
            tall = max(len(label), len(far)) * LINE
            line = top + max(32, tall / 2 + 12) + crowd
            words, bottom = line - LANE / 2, line + max(14, tall / 2 - 4)
        placed.append(Laid(row, line, words, tuple(label), tuple(far)))
        top = bottom
    return placed, top


def dots(row: Strip, line: float, sheet: Sheet) -> list[dict[str, Any]]:
    """The dots of one row in the order of its answers: equal answers side by side, full storeys upon one another.

    at: share of the track. place: number of dots from the middle of the storey. step: share of the track between two
    scale points. y: px from the top.
    """
    placed = []
    for value, same in groupby(row.answers):
        number = len(list(same))
        storeys = math.ceil(number / sheet.across)
        each = math.ceil(number / storeys)
        for first in range(0, number, each):
            count = min(each, number - first)
            y = line - LANE - STOREY * (first // each)
            placed += [_dot(row, value, index - (count - 1) / 2, y) for index in range(count)]
    return placed


def ring(row: Strip, line: float, sheet: Sheet) -> dict[str, Any]:
    """The place of one's own answer: a dot of the same value, one's own where names are shown; else where it would stand."""
    same = [index for index, value in enumerate(row.answers) if value == row.own]
    if not same:
        assert row.own is not None
        return _dot(row, row.own, 0.0, line - LANE)
    mine = [index for index in same if row.names is not None and row.names[index] == row.own_name]
    return dots(row, line, sheet)[(mine or same)[-1]]


def sideways(sheet: Sheet, scale: float) -> str:
    """How far a dot stands beside its scale point, as an expression of its `place` and the drawn width."""
    columns = round((sheet.left + sheet.right) * scale, 1)
    return f"datum.place * min({PITCH * scale}, {SHARE} * datum.step * (width - {columns}))"


def _dot(row: Strip, value: float, place: float, y: float) -> dict[str, Any]:
    return {"at": row.share(value), "place": place, "step": round(1 / (row.end - row.start), 4), "y": y}


def _storeys(row: Strip, sheet: Sheet) -> int:
    """Rows of dots above the line: one, unless many gave the same answer."""
    return max((math.ceil(len(list(same)) / sheet.across) for _, same in groupby(row.answers)), default=1)


def _words(row: Strip, sheet: Sheet) -> tuple[list[str], list[str]]:
    """The words before and after the track, in lines that fit their columns."""
    if not sheet.poles:
        return lines(row.label, 250 if sheet.narrow else sheet.left - 24), [row.note] if row.note else []
    if sheet.narrow:
        return lines(row.low, 128), lines(row.high, 128)
    far = lines(row.high, max(sheet.right - OVERHANG, 60))
    return lines(row.low, max(sheet.left - OVERHANG, 60)), [*far, row.note] if row.note else far

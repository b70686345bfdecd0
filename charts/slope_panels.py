"""Where the slopes stand: the panels of a row, the words above and below them, what each one shows."""

from collections.abc import Sequence
from dataclasses import dataclass

from charts.chart import (
    LINE,
    lines,
    sheet_width,
)
from charts.theme import VIEW_A, VIEW_B

_TALL = 84
"""Height of a slope from one end of its scale to the other, px."""

FROM, TO = 0.04, 0.62
"""Where before and after stand in the width of a panel, as shares of it."""

_WORDS = 0.92
"""So much of a panel's width its words take at most."""


@dataclass(frozen=True)
class Slope:
    """One item as it may be shown to everybody who may see the chart.

    name: the item in words, above its panel where the two ends do not say it. top, bottom: words at the upper and the
    lower end, the values `end` and `start`. The means are None where they may not be told; where both views' are, the
    mean of all is not drawn. own_before, own_after: the viewer's own answers, used by `with_own_slopes` alone.
    """

    name: str
    top: str
    bottom: str
    start: float
    end: float
    before: float | None
    after: float | None
    before_a: float | None = None
    after_a: float | None = None
    before_b: float | None = None
    after_b: float | None = None
    titled: bool = False
    own_before: float | None = None
    own_after: float | None = None

    @property
    def means(self) -> list[tuple[str, float, float]]:
        """What is drawn: view (or nothing for all), before, after."""
        views = [(VIEW_A, self.before_a, self.after_a), (VIEW_B, self.before_b, self.after_b)]
        told = [(view, one, other) for view, one, other in views if one is not None and other is not None]
        if told or self.before is None or self.after is None:
            return told
        return [("", self.before, self.after)]

    @property
    def note(self) -> str:
        """How far the views lie apart before and after, where that may be told."""
        if None in (self.before_a, self.before_b, self.after_a, self.after_b):
            return ""
        before = abs((self.before_a or 0.0) - (self.before_b or 0.0))
        after = abs((self.after_a or 0.0) - (self.after_b or 0.0))
        return f"{before:.1f} apart, then {after:.1f}"


@dataclass(frozen=True)
class Panel:
    """A slope at its place: which column of how many, and where its parts begin, px from the top."""

    slope: Slope
    column: int
    of: int
    words: float
    top: float
    bottom: float

    def across(self, share: float) -> float:
        """A place in the panel as a share of the whole width."""
        return round((self.column + share) / self.of, 4)

    def down(self, value: float) -> float:
        """The height of a value, px from the top."""
        share = (value - self.slope.start) / (self.slope.end - self.slope.start)
        return round(self.bottom - min(max(share, 0.0), 1.0) * (self.bottom - self.top), 1)


def laid(rows: Sequence[Slope], narrow: bool, scale: float) -> tuple[list[Panel], float]:
    """The panels of all rows, four beside each other or two, and the height of all of them, px."""
    of = 2 if narrow else 4
    panels: list[Panel] = []
    y = 0.0
    for start in range(0, len(rows), of):
        some = rows[start : start + of]
        over = max(len(above(row, narrow, scale)) for row in some)
        under = max(len(below(row, narrow, scale)) for row in some)
        top = y + over * LINE + 14
        panels += [Panel(row, n, of, y, top, top + _TALL) for n, row in enumerate(some)]
        y = top + _TALL + 22 + under * LINE + 20
    return panels, y


def above(row: Slope, narrow: bool, scale: float) -> list[str]:
    """The lines of words above a panel."""
    px = sheet_width(narrow, scale) / (2 if narrow else 4) * _WORDS
    return [*(lines(row.name, px) if row.titled else []), *lines(row.top, px)]


def below(row: Slope, narrow: bool, scale: float) -> list[str]:
    """The lines of words below a panel."""
    px = sheet_width(narrow, scale) / (2 if narrow else 4) * _WORDS
    return [*lines(row.bottom, px), *([row.note] if row.note else [])]

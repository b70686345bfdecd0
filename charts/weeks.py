"""One figure over the weeks of a case, each with its interval: to see a course in, not to read decimals from."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from charts.chart import (
    LINE,
    Chart,
    Row,
    block,
    breadth,
    empty,
    enlarged,
    finished,
    layer,
    listed,
    mark,
    text,
    track,
)

TALL = 150
"""Height between the highest and the lowest rule, px."""

TOP = 22
"""Room over the highest rule for a figure, px."""


@dataclass(frozen=True)
class Week:
    """One week: its day ("5 Nov"), how many answered, the figure with its 9-in-10 interval; None: not told.

    beside: a second figure, drawn as an open square, where the chart has one.
    """

    label: str
    members: int
    value: float | None
    low: float | None
    high: float | None
    beside: float | None = None


def weeks(
    rows: Sequence[Week],
    *,
    rules: Sequence[tuple[float, str]],
    called: str,
    beside: str = "",
    narrow: bool = False,
    scale: float = 1.0,
) -> Chart:
    """The weeks from left to right, oldest first.

    rules: heights of the scale with their words, lowest first; figures beyond are drawn at the edge. called: what the
    figure is, for the sentence and the table; beside: what the second one is. narrow: the day above its month.
    """
    if not any(row.value is not None for row in rows):
        return empty("No week can be told.", scale)
    left = max(breadth(words) for _, words in rules) + 14
    along = alt.X("at:Q", scale=track(left * scale, "width"), axis=None)
    height = _Height(rules[0][0], rules[-1][0])
    told = [(_across(n, rows), row) for n, row in enumerate(rows) if row.value is not None]
    drawn = [
        *_scale(rules, height, left, scale),
        *_course(told, height, along, scale),
        *_beside(told, height, along, scale),
        text("weeks", enlarged(_days(rows, narrow), scale), "note", x=along, align="center"),
    ]
    return finished(
        drawn,
        height=(TOP + TALL + 18 + 2 * LINE) * scale,
        alt_text=f"{called} over {len(rows)} weeks: {listed([_said(row, beside) for row in rows], most=8)}.",
        table=[
            {"week": row.label, "answered": row.members, called: row.value, "from": row.low, "to": row.high}
            | ({beside: row.beside} if beside else {})
            for row in rows
        ],
    )


@dataclass(frozen=True)
class _Height:
    """Where a value stands between the lowest and the highest rule."""

    lowest: float
    highest: float

    def of(self, value: float) -> float:
        inside = min(max(value, self.lowest), self.highest)
        return round(TOP + TALL * (self.highest - inside) / (self.highest - self.lowest), 1)


def _across(place: int, rows: Sequence[Week]) -> float:
    return round((place + 0.5) / len(rows), 4)


def _scale(rules: Sequence[tuple[float, str]], height: _Height, left: float, scale: float) -> list[alt.Chart]:
    at = track(left * scale, "width")
    rows = [{"y": height.of(value), "from": 0, "to": 1} for value, _ in rules]
    words = [{"y": height.of(value), "text": said} for value, said in rules if said]
    return [
        layer("rules", enlarged(rows, scale), mark("rule", "track"), x=alt.X("from:Q", scale=at, axis=None), x2="to:Q"),
        text("scale", enlarged(words, scale), "note", x=alt.value(0), align="left"),
    ]


def _course(told: Sequence[tuple[float, Week]], height: _Height, along: alt.X, scale: float) -> list[alt.Chart]:
    spans = [
        {"at": at, "y": height.of(row.high), "y2": height.of(row.low)}
        for at, row in told
        if row.low is not None and row.high is not None
    ]
    points = [{"at": at, "y": height.of(row.value or 0.0)} for at, row in told]
    figures = [
        {"at": at, "y": height.of(row.value if row.high is None else row.high) - 12, "text": _figure(row.value)}
        for at, row in told
        if row.value is not None
    ]
    drawn = [layer("course", enlarged(points, scale), mark("line", "course"), x=along, order="at:Q")]
    if spans:
        drawn.append(layer("intervals", enlarged(spans, scale), mark("rule", "interval"), x=along, y2="y2:Q"))
    drawn.append(layer("figures", enlarged(points, scale), mark("point", "week"), x=along))
    drawn.append(text("values", enlarged(figures, scale), "note", x=along, align="center"))
    return drawn


def _beside(told: Sequence[tuple[float, Week]], height: _Height, along: alt.X, scale: float) -> list[alt.Chart]:
    points = [{"at": at, "y": height.of(row.beside)} for at, row in told if row.beside is not None]
    if not points:
        return []
    return [layer("beside", enlarged(points, scale), mark("point", "own", shape="square"), x=along)]


def _days(rows: Sequence[Week], narrow: bool) -> list[Row]:
    middle = TOP + TALL + 14 + LINE
    days: list[dict[str, Any]] = []
    for n, row in enumerate(rows):
        words = row.label.split() if narrow or len(rows) > 4 else [row.label]
        days.append({"at": _across(n, rows), **block(words, middle)})
    return days


def _said(row: Week, beside: str) -> str:
    if row.value is None:
        return f"{row.label} not told"
    second = f", {beside} {_figure(row.beside)}" if beside and row.beside is not None else ""
    return f"{row.label} {_figure(row.value)}{second}"


def _figure(value: float) -> str:
    """One decimal, with a true minus."""
    return f"{value:.1f}".replace("-", "−")

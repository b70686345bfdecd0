"""The weeks of a case in one plane: how far the views lie apart, and how far good and bad are held at once.

Two roads lead to views that lie close: both sides came to be held, or one side was left. Only the plane parts them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

import altair as alt

from charts.chart import LINE, Chart, block, empty, enlarged, finished, layer, lines, listed, mark, text, track
from charts.map_sheet import names_beside

TALL, TOP = 240, 30
"""Height of the plane and the room over it, px."""
LEFT = 66
"""Room for the words beside the plane, px."""
WIDE, NARROW_WIDE = 560.0, 340.0
"""The width for which the days are placed, px."""
INTEGRATING = "closer, and both sides held: integrating"
GONE_QUIET = "closer, held apart: one view gone quiet?"
_LOWEST, _HIGHEST = -2.0, 2.0
_ALL_NAMED = 4


@dataclass(frozen=True)
class Span:
    """A figure with its 9-in-10 interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Moment:
    """One week: its day ("5 Nov"), how many answered, distance and both-sides; None: not told."""

    label: str
    members: int
    apart: Span | None
    both: Span | None


def both_sides_plane(moments: Sequence[Moment], *, narrow: bool = False, scale: float = 1.0) -> Chart:
    """The weeks as points on a path, oldest first, the last one in ink; light crosses are the intervals.

    Left is close together, up is good and bad at once. A week of which one of the two is not told has its row in the
    table and no point. Figures beyond the plane are drawn at its edge. narrow: laid out for the width of a phone.
    """
    told = [(one.label, one.apart, one.both) for one in moments if one.apart is not None and one.both is not None]
    if not told:
        return empty("No week can be told.", scale)
    plane = _Plane(
        most=float(max(2, ceil(max(apart.high for _, apart, _ in told)))),
        highest=4.0 if any(both.high > _HIGHEST + 0.5 for _, _, both in told) else _HIGHEST,
    )
    points = [(label, plane.across(apart.value), plane.down(both.value)) for label, apart, both in told]
    crosses = [_cross(plane, apart, both) for _, apart, both in told]
    along = alt.X("at:Q", scale=track(LEFT * scale, "width"), axis=None)
    layers = [
        *_ground(plane, along, narrow, scale),
        _bars("distances", [cross[0] for cross in crosses], along, scale),
        _bars("both sides", [cross[1] for cross in crosses], along, scale),
        *_path(points, along, scale),
        _days(points, along, narrow, scale),
    ]
    return finished(
        layers,
        height=(TOP + TALL + 16 + 2 * LINE) * scale,
        alt_text=f"Distance of the views, and good and bad held at once: {listed([_said(one) for one in moments], 8)}.",
        table=[_row(one) for one in moments],
    )


@dataclass(frozen=True)
class _Plane:
    """From figures to places: shares of the track across, px down."""

    most: float
    highest: float

    def across(self, apart: float) -> float:
        return round(0.03 + 0.94 * min(max(apart, 0.0), self.most) / self.most, 4)

    def down(self, both: float) -> float:
        inside = min(max(both, _LOWEST), self.highest)
        return round(TOP + 10 + (TALL - 20) * (self.highest - inside) / (self.highest - _LOWEST), 1)


def _ground(plane: _Plane, along: alt.X, narrow: bool, scale: float) -> list[alt.Chart]:
    """The frame, the words of both directions, and the two corners in words."""
    bottom = TOP + TALL
    rules = [{"at": 0, "to": 1, "y": y} for y in (TOP, plane.down(0.0), bottom)]
    sides = [
        {"y": plane.down(height), "text": words}
        for height, words in ((_LOWEST, "one side"), (2.0, "both"), (4.0, "both, fully"))
        if height <= plane.highest
    ]
    points = [
        {"at": plane.across(float(step)), "y": bottom + 14, "text": _points(step)}
        for step in range(int(plane.most) + 1)
    ]
    room = 280 if narrow else 480
    corners = [
        {"at": 0, **block(lines(INTEGRATING, room), TOP - 14)},
        {"at": 0, **block(lines(GONE_QUIET, room), bottom + 14 + LINE + 4)},
    ]
    return [
        layer("rules", enlarged(rules, scale), mark("rule", "track"), x=along, x2="to:Q"),
        text("sides", enlarged(sides, scale), "note", x=alt.value(0), align="left"),
        text("points", enlarged(points, scale), "note", x=along, align="center"),
        text("corners", enlarged(corners, scale), "label", x=along, align="left"),
    ]


def _cross(plane: _Plane, apart: Span, both: Span) -> tuple[dict[str, float], dict[str, float]]:
    at, y = plane.across(apart.value), plane.down(both.value)
    level = {"at": plane.across(apart.low), "to": plane.across(apart.high), "y": y, "y2": y}
    return level, {"at": at, "to": at, "y": plane.down(both.high), "y2": plane.down(both.low)}


def _bars(name: str, rows: Sequence[dict[str, float]], along: alt.X, scale: float) -> alt.Chart:
    return layer(name, enlarged(rows, scale), mark("rule", "cross"), x=along, x2="to:Q", y2="y2:Q")


def _path(points: Sequence[tuple[str, float, float]], along: alt.X, scale: float) -> list[alt.Chart]:
    rows = [{"at": at, "y": y, "turn": n} for n, (_, at, y) in enumerate(points)]
    drawn = [layer("path", enlarged(rows, scale), mark("line", "path"), x=along, order="turn:Q")] if rows[1:] else []
    if rows[:-1]:
        drawn.append(layer("weeks before", enlarged(rows[:-1], scale), mark("point", "answer"), x=along))
    return [*drawn, layer("this week", enlarged(rows[-1:], scale), mark("point", "here"), x=along)]


def _days(points: Sequence[tuple[str, float, float]], along: alt.X, narrow: bool, scale: float) -> alt.Chart:
    """The day beside each point, of many weeks beside the first and the last two; the table tells the others."""
    width = NARROW_WIDE if narrow else WIDE
    spots = [(LEFT + at * (width - LEFT), y) for _, at, y in points]
    named = range(len(points)) if len(points) <= _ALL_NAMED else (0, len(points) - 2, len(points) - 1)
    beside = names_beside(spots, [label if n in named else "" for n, (label, _, _) in enumerate(points)], width)
    rows: list[dict[str, Any]] = [
        {"at": at, "y": y + spot.dy, "dx": spot.dx * scale, "align": spot.align, "text": label}
        for n, ((label, at, y), spot) in enumerate(zip(points, beside, strict=True))
        if spot is not None and n in named
    ]
    words = mark("text", "note", xOffset=alt.expr("datum.dx"), align=alt.expr("datum.align"))
    return layer("days", enlarged(rows, scale), words, x=along, text=alt.Text("text:N"))


def _points(step: int) -> str:
    return {0: "together", 1: "1 point"}.get(step, f"{step} points")


def _said(one: Moment) -> str:
    if one.apart is None or one.both is None:
        return f"{one.label} not told"
    return f"{one.label} {one.apart.value:.1f} points apart, both sides {_minus(one.both.value)}"


def _minus(value: float) -> str:
    """One decimal, with a true minus."""
    return f"{value:.1f}".replace("-", "−")


def _row(one: Moment) -> dict[str, Any]:
    def told(called: str, span: Span | None) -> dict[str, float | None]:
        figures = (span.value, span.low, span.high) if span else (None, None, None)
        return dict(zip((called, f"{called}, from", f"{called}, to"), figures, strict=True))

    return {
        "week": one.label,
        "answered": one.members,
        **told("points apart", one.apart),
        **told("both at once", one.both),
    }

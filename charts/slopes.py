"""Before and after the discussion: a small slope for each item, side by side in rows.

Lines that draw together are views that do. One's own movement is a thin line that `with_own_slopes` adds when the chart
is drawn, never before.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from charts.chart import (
    LINE,
    Chart,
    empty,
    enlarged,
    finished,
    layer,
    lines,
    listed,
    mark,
    sheet_width,
    text,
    track,
    view_colour,
    view_shape,
)
from charts.theme import VIEW_A, VIEW_B

_TALL = 84
"""Height of a slope from one end of its scale to the other, px."""
_FROM, _TO = 0.04, 0.62
"""Where before and after stand in the width of a panel, as shares of it."""
_WORDS = 0.92
"""So much of a panel's width its words take at most."""


@dataclass(frozen=True)
class Slope:
    """One item as it may be shown to everybody who may see the chart.

    name: the item in words, above its panel where the two ends do not say it. top, bottom: words at the upper and the
    lower end, the values `end` and `start`. The means are None where they may not be told; where both views' are, the
    mean of all is not drawn. reach_before, reach_after: an interval at that moment. own_before, own_after: the viewer's
    own answers, used by `with_own_slopes` alone.
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
    reach_before: tuple[float, float] | None = None
    reach_after: tuple[float, float] | None = None
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
class _Panel:
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


def slopes(rows: Sequence[Slope], *, narrow: bool = False, scale: float = 1.0) -> Chart:
    """The slopes of several items in the order given, four in a row, two on a phone (`narrow`)."""
    if not rows:
        return empty("Nothing to compare.", scale)
    panels, height = _laid(rows, narrow, scale)
    drawn = [panel for panel in panels if panel.slope.means]
    layers = [
        *_words(panels, narrow, scale),
        _rules("posts", _posts(panels), "track", scale),
        *_reaches(panels, scale),
        *_lines(drawn, scale),
        *_ends(drawn, scale),
    ]
    return finished(
        layers,
        height=height * scale,
        alt_text=_sentence(rows),
        table=[_told(row) for row in rows],
        slopes={"narrow": narrow, "scale": scale},
    )


def with_own_slopes(chart: Chart, rows: Sequence[Slope]) -> Chart:
    """`chart` with one's own movement as thin lines; the kept chart stays as it is. rows: as drawn, now with own."""
    own = [row for row in rows if row.own_before is not None and row.own_after is not None]
    if not own:
        return chart
    kept = chart.spec["usermeta"]["slopes"]
    panels, _ = _laid(rows, kept["narrow"], kept["scale"])
    mine = [(panel, panel.slope.own_before, panel.slope.own_after) for panel in panels if panel.slope in own]
    moved = [_line(panel, before, after) for panel, before, after in mine if before is not None and after is not None]
    ends = [{"at": line[end], "y": line[y]} for line in moved for end, y in (("from", "y"), ("to", "y2"))]
    rings = layer("own", enlarged(ends, kept["scale"]), mark("point", "own"), x=_x("at"))
    added = [_spec(_rules("own movement", moved, "slope_own", kept["scale"])), _spec(rings)]
    table = tuple(
        {**told, "you, before": row.own_before, "you, after": row.own_after}
        for told, row in zip(chart.table, rows, strict=True)
    )
    spec = {**chart.spec, "layer": [*chart.spec["layer"], *added]}
    return Chart(spec, f"{chart.alt.removesuffix('.')}; your own movement is a thin line.", table)


def _spec(drawn: alt.Chart) -> dict[str, Any]:
    made = drawn.to_dict()
    values = next(iter(made["datasets"].values())) if "datasets" in made else made["data"]["values"]
    return {
        "name": made["name"],
        "data": {"values": values},
        "mark": made["mark"],
        "encoding": made["encoding"],
    }


def _laid(rows: Sequence[Slope], narrow: bool, scale: float) -> tuple[list[_Panel], float]:
    of = 2 if narrow else 4
    panels: list[_Panel] = []
    y = 0.0
    for start in range(0, len(rows), of):
        some = rows[start : start + of]
        above = max(len(_above(row, narrow, scale)) for row in some)
        below = max(len(_below(row, narrow, scale)) for row in some)
        top = y + above * LINE + 14
        panels += [_Panel(row, n, of, y, top, top + _TALL) for n, row in enumerate(some)]
        y = top + _TALL + 22 + below * LINE + 20
    return panels, y


def _above(row: Slope, narrow: bool, scale: float) -> list[str]:
    px = sheet_width(narrow, scale) / (2 if narrow else 4) * _WORDS
    return [*(lines(row.name, px) if row.titled else []), *lines(row.top, px)]


def _below(row: Slope, narrow: bool, scale: float) -> list[str]:
    px = sheet_width(narrow, scale) / (2 if narrow else 4) * _WORDS
    return [*lines(row.bottom, px), *([row.note] if row.note else [])]


def _words(panels: Sequence[_Panel], narrow: bool, scale: float) -> list[alt.Chart]:
    labels, notes = [], []
    for panel in panels:
        above = _above(panel.slope, narrow, scale)
        at, first = panel.across(0.0), panel.top - 8 - LINE * (len(above) - 0.5)
        for n, words in enumerate(above):
            into = notes if panel.slope.titled and n == len(above) - 1 else labels
            into.append({"text": words, "y": first + n * LINE, "at": at})
        for n, words in enumerate(_below(panel.slope, narrow, scale)):
            quiet = panel.slope.titled or (panel.slope.note and words == panel.slope.note)
            (notes if quiet else labels).append({"text": words, "y": panel.bottom + 34 + n * LINE, "at": at})
        notes.append({"text": "before", "y": panel.bottom + 14, "at": at})
    after = [{"text": "after", "y": panel.bottom + 14, "at": panel.across(_TO)} for panel in panels]
    layers = [
        text("words", enlarged(labels, scale), "label", x=_x("at"), align="left") if labels else None,
        text("notes", enlarged(notes, scale), "note", x=_x("at"), align="left"),
        text("after", enlarged(after, scale), "note", x=_x("at"), align="right"),
    ]
    return [one for one in layers if one is not None]


def _posts(panels: Sequence[_Panel]) -> list[dict[str, float]]:
    return [
        {"from": panel.across(share), "to": panel.across(share), "y": panel.top, "y2": panel.bottom}
        for panel in panels
        for share in (_FROM, _TO)
    ]


def _reaches(panels: Sequence[_Panel], scale: float) -> list[alt.Chart]:
    found = []
    for panel in panels:
        for share, reach in ((_FROM, panel.slope.reach_before), (_TO, panel.slope.reach_after)):
            if reach is not None:
                at = panel.across(share)
                found.append({"from": at, "to": at, "y": panel.down(reach[1]), "y2": panel.down(reach[0])})
    return [_rules("reaches", found, "band", scale)] if found else []


def _lines(panels: Sequence[_Panel], scale: float) -> list[alt.Chart]:
    every = [(view, _line(panel, before, after)) for panel in panels for view, before, after in panel.slope.means]
    of_all = [line for view, line in every if not view]
    of_views = sorted(({**line, "view": view} for view, line in every if view), key=lambda row: str(row["view"]))
    drawn = [_rules("slopes of all", of_all, "slope_all", scale)] if of_all else []
    return [*drawn, *([_rules("slopes", of_views, "slope", scale, color=view_colour())] if of_views else [])]


def _ends(panels: Sequence[_Panel], scale: float) -> list[alt.Chart]:
    of_all, of_views = [], []
    for panel in panels:
        for view, before, after in panel.slope.means:
            for share, value in ((_FROM, before), (_TO, after)):
                row = {"at": panel.across(share), "y": panel.down(value), "mean": round(value, 1)}
                if view:
                    of_views.append({**row, "view": view})
                else:
                    of_all.append(row)
    told = [alt.Tooltip("mean:Q", format=".1f")]
    drawn = []
    if of_all:
        drawn.append(
            layer("ends of all", enlarged(of_all, scale), mark("point", "slope_end"), x=_x("at"), tooltip=told)
        )
    if of_views:
        of_views.sort(key=lambda row: str(row["view"]))
        drawn.append(
            layer(
                "ends",
                enlarged(of_views, scale),
                mark("point", "slope_view"),
                x=_x("at"),
                color=view_colour(),
                shape=view_shape(),
                tooltip=[alt.Tooltip("view:N", title="mean of"), *told],
            )
        )
    return drawn


def _line(panel: _Panel, before: float, after: float) -> dict[str, Any]:
    ends = {"from": panel.across(_FROM), "to": panel.across(_TO)}
    return {**ends, "y": panel.down(before), "y2": panel.down(after)}


def _rules(name: str, rows: Sequence[dict[str, Any]], style: str, scale: float, **channels: Any) -> alt.Chart:
    return layer(name, enlarged(rows, scale), mark("rule", style), x=_x("from"), x2="to:Q", y2="y2:Q", **channels)


def _x(field: str) -> alt.X:
    return alt.X(f"{field}:Q", scale=track(0, "width"), axis=None)


def _told(row: Slope) -> dict[str, Any]:
    """One row of the table behind the chart."""
    return {
        "item": row.name,
        "all, before": row.before,
        "all, after": row.after,
        "view A, before": row.before_a,
        "view A, after": row.after_a,
        "view B, before": row.before_b,
        "view B, after": row.after_b,
    }


def _sentence(rows: Sequence[Slope]) -> str:
    number = "one item" if len(rows) == 1 else f"{len(rows)} items"
    return f"Means before and after the discussion, {number}: {listed([_phrase(row) for row in rows], most=5)}."


def _phrase(row: Slope) -> str:
    moves = [f"{view or 'all'} from {before:.1f} to {after:.1f}" for view, before, after in row.means]
    return f"{row.name}, {', '.join(moves)}" if moves else row.name

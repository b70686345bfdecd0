"""Before and after the discussion: a small slope for each item, side by side in rows.

Lines that draw together are views that do. One's own movement is a thin line that `with_own_slopes` adds when the chart
is drawn, never before.
"""

from collections.abc import Sequence
from typing import Any

import altair as alt

from charts.chart import (
    LINE,
    Chart,
    empty,
    enlarged,
    finished,
    layer,
    listed,
    mark,
    text,
    track,
    view_colour,
    view_shape,
)
from charts.slope_panels import FROM, TO, Panel, Slope, above, below, laid

__all__ = ["Slope", "slopes", "with_own_slopes"]


def slopes(rows: Sequence[Slope], *, narrow: bool = False, scale: float = 1.0) -> Chart:
    """The slopes of several items in the order given, four in a row, two on a phone (`narrow`)."""
    if not rows:
        return empty("Nothing to compare.", scale)
    panels, height = laid(rows, narrow, scale)
    drawn = [panel for panel in panels if panel.slope.means]
    layers = [
        *_words(panels, narrow, scale),
        _rules("posts", _posts(panels), "track", scale),
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
    panels, _ = laid(rows, kept["narrow"], kept["scale"])
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


def _words(panels: Sequence[Panel], narrow: bool, scale: float) -> list[alt.Chart]:
    labels, notes = [], []
    for panel in panels:
        over = above(panel.slope, narrow, scale)
        at, first = panel.across(0.0), panel.top - 8 - LINE * (len(over) - 0.5)
        for n, words in enumerate(over):
            into = notes if panel.slope.titled and n == len(over) - 1 else labels
            into.append({"text": words, "y": first + n * LINE, "at": at})
        for n, words in enumerate(below(panel.slope, narrow, scale)):
            quiet = panel.slope.titled or (panel.slope.note and words == panel.slope.note)
            (notes if quiet else labels).append({"text": words, "y": panel.bottom + 34 + n * LINE, "at": at})
        notes.append({"text": "before", "y": panel.bottom + 14, "at": at})
    after = [{"text": "after", "y": panel.bottom + 14, "at": panel.across(TO)} for panel in panels]
    layers = [
        text("words", enlarged(labels, scale), "label", x=_x("at"), align="left") if labels else None,
        text("notes", enlarged(notes, scale), "note", x=_x("at"), align="left"),
        text("after", enlarged(after, scale), "note", x=_x("at"), align="right"),
    ]
    return [one for one in layers if one is not None]


def _posts(panels: Sequence[Panel]) -> list[dict[str, float]]:
    return [
        {"from": panel.across(share), "to": panel.across(share), "y": panel.top, "y2": panel.bottom}
        for panel in panels
        for share in (FROM, TO)
    ]


def _lines(panels: Sequence[Panel], scale: float) -> list[alt.Chart]:
    every = [(view, _line(panel, before, after)) for panel in panels for view, before, after in panel.slope.means]
    of_all = [line for view, line in every if not view]
    of_views = sorted(({**line, "view": view} for view, line in every if view), key=lambda row: str(row["view"]))
    drawn = [_rules("slopes of all", of_all, "slope_all", scale)] if of_all else []
    return [*drawn, *([_rules("slopes", of_views, "slope", scale, color=view_colour())] if of_views else [])]


def _ends(panels: Sequence[Panel], scale: float) -> list[alt.Chart]:
    of_all, of_views = [], []
    for panel in panels:
        for view, before, after in panel.slope.means:
            for share, value in ((FROM, before), (TO, after)):
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


def _line(panel: Panel, before: float, after: float) -> dict[str, Any]:
    ends = {"from": panel.across(FROM), "to": panel.across(TO)}
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

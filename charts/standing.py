"""Who stands where: the map of members and every answer, by name or, where disciplines are shown, without one."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from charts.chart import (
    Chart,
    empty,
    enlarged,
    finished,
    layer,
    mark,
    sheet_width,
    track,
    view_colour,
    view_shape,
)
from charts.every_answer import Cell, every_answer
from charts.map_sheet import fitted, names_beside, rounded_hull
from charts.theme import VIEW_A, VIEW_B, VIEWS, require_view

__all__ = ["Cell", "Place", "every_answer", "map_of_members"]


@dataclass(frozen=True)
class Place:
    """A member, where the answers put them (any unit, the same both ways), and one of `theme.VIEWS`.

    name: empty where the map is without names; then marks tell their view and nothing else.
    """

    name: str
    x: float
    y: float
    view: str

    def __post_init__(self) -> None:
        """Refuse an unknown view."""
        require_view(self.view)


def map_of_members(points: Sequence[Place], *, narrow: bool = False, scale: float = 1.0) -> Chart:
    """Members near one another answered alike: a hull around each view, hue and shape for the view.

    A member between the views has a grey mark and belongs to no hull. Neither direction has a meaning of
    its own, so there are no axes. Where members stand so close that a name has no room, the table tells it.
    narrow: laid out for the width of a phone.
    """
    if not points:
        return empty("Nobody to show.", scale)
    width = sheet_width(narrow, scale)
    spots, height = fitted([(point.x, point.y) for point in points], width, 380, 56 if narrow else 110, 52)
    beside = names_beside(spots, [point.name for point in points], width)
    along = alt.X("at:Q", scale=track(0, "width"), axis=None)

    marks: list[dict[str, Any]] = [
        {"at": round(x / width, 4), "y": round(y, 1), "view": point.view, **_name(point)}
        for point, (x, y) in zip(points, spots, strict=True)
    ]
    words = [
        {
            "at": spot["at"],
            "y": spot["y"] + name.dy,
            "dx": name.dx * scale,
            "align": name.align,
            "text": point.name,
        }
        for point, spot, name in zip(points, marks, beside, strict=True)
        if name is not None and point.name
    ]
    named = any(point.name for point in points)
    told = [alt.Tooltip("name:N"), alt.Tooltip("view:N")] if named else [alt.Tooltip("view:N")]
    layers = [
        *_hulls(points, spots, width, along, scale),
        layer(
            "members",
            enlarged(marks, scale),
            mark("point", "person"),
            x=along,
            color=view_colour(),
            shape=view_shape(),
            tooltip=told,
        ),
    ]
    if words:
        beside_mark = mark("text", "label", xOffset=alt.expr("datum.dx"), align=alt.expr("datum.align"))
        layers.append(layer("names", enlarged(words, scale), beside_mark, x=along, text=alt.Text("text:N")))
    return finished(
        layers,
        height=height * scale,
        alt_text=_sentence(points),
        table=[{**_name(point, "member"), "view": point.view, "across": point.x, "up": point.y} for point in points],
    )


def _name(point: Place, called: str = "name") -> dict[str, str]:
    """The name of a member for a row, nothing where the map is without names."""
    return {called: point.name} if point.name else {}


def _hulls(
    points: Sequence[Place], spots: Sequence[tuple[float, float]], width: float, along: alt.X, scale: float
) -> list[alt.Chart]:
    """The outlines of view A and view B as closed lines; whoever stands between the views has none."""
    corners: list[dict[str, Any]] = []
    for view in (VIEW_A, VIEW_B):
        own = [spot for point, spot in zip(points, spots, strict=True) if point.view == view]
        corners += [
            {"view": view, "at": round(x / width, 4), "y": round(y, 1), "turn": turn}
            for turn, (x, y) in enumerate(rounded_hull(own))
        ]
    if not corners:
        return []
    fill = alt.Fill("view:N", scale=alt.Scale(domain=list(VIEWS)), legend=None)
    outline = mark("line", "hull", interpolate="linear-closed")
    return [
        layer(
            "hulls",
            enlarged(corners, scale),
            outline,
            x=along,
            color=view_colour(),
            fill=fill,
            order="turn:Q",
        )
    ]


def _sentence(points: Sequence[Place]) -> str:
    counted = Counter(point.view for point in points)
    told = ", ".join(
        f"{counted[view]} in {view}" if view != VIEWS[2] else f"{counted[view]} {view}"
        for view in VIEWS
        if counted[view]
    )
    return f"Map of {len(points)} members by how alike they answered: {told}."

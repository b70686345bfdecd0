"""Every answer of every member as a grey heat map, columns by view; by name, or by numbers that name nobody."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from charts.chart import (
    LINE,
    Chart,
    block,
    breadth,
    empty,
    enlarged,
    finished,
    layer,
    lines,
    mark,
    sheet_width,
    text,
    track,
    view_colour,
    view_shape,
)
from charts.theme import BETWEEN, VIEW_A, VIEW_B, require_view

TALL = 28
"""Height of a cell, px."""

TABLET = 740.0
"""Width of the narrowest sheet with labels beside their rows, px."""

GAP = 0.4
"""Space between two views, in columns."""

NO_ANSWER = "–"


@dataclass(frozen=True)
class Cell:
    """The answer of one member to one item, None for "can't say"; start and end are the ends of its scale."""

    item: str
    member: str
    view: str
    value: float | None
    start: float = 0
    end: float = 4

    def __post_init__(self) -> None:
        """Refuse an unknown view."""
        require_view(self.view)

    @property
    def share(self) -> float | None:
        """How dark the cell is: 0 at the beginning of the scale, 1 at its end."""
        return None if self.value is None else round((self.value - self.start) / (self.end - self.start), 4)

    @property
    def told(self) -> str:
        """What stands in the cell."""
        return NO_ANSWER if self.value is None else f"{self.value:g}"


@dataclass(frozen=True)
class _Columns:
    """Members from left to right: where columns begin and what views span, as shares of the sheet."""

    begin: dict[str, float]
    wide: float
    spans: dict[str, tuple[float, float]]


def every_answer(cells: Sequence[Cell], *, narrow: bool = False, scale: float = 1.0) -> Chart:
    """A row for each item and a column for each member, in the order in which they first appear, views apart.

    Darker is stronger; a dash is "can't say". The rule over the columns has the hue of the view, the mark
    before its name the shape. narrow: item above its cells, names upright.
    """
    if not cells:
        return empty("No answer to show.", scale)
    columns = _columns(cells)
    left = 0.0 if narrow else 280.0
    sheet = sheet_width(narrow, scale) - left
    head, heading = _heading(columns, list(columns.begin), left, sheet, scale)
    items = list(dict.fromkeys(cell.item for cell in cells))
    labels, tops, bottom = _rows(items, head, narrow)
    along = _along(left, scale)
    layers = [
        *heading,
        text("items", enlarged(labels, scale), "label", x=alt.value(0), align="left"),
        *_cells(cells, columns, tops, along, scale),
    ]
    members = len(columns.begin)
    return finished(
        layers,
        height=bottom * scale,
        alt_text=f"Every answer of {members} members to {len(items)} items, by view; darker is stronger.",
        table=_table(cells, items, list(columns.begin)),
    )


def _columns(cells: Sequence[Cell]) -> _Columns:
    """Columns of view A, then of those between the views, then of view B."""
    view_of = {cell.member: cell.view for cell in cells}
    groups = [[member for member in view_of if view_of[member] == view] for view in (VIEW_A, BETWEEN, VIEW_B)]
    groups = [group for group in groups if group]
    whole = len(view_of) + GAP * (len(groups) - 1)
    begin: dict[str, float] = {}
    spans: dict[str, tuple[float, float]] = {}
    at = 0.0
    for group in groups:
        spans[view_of[group[0]]] = (round(at / whole, 4), round((at + len(group)) / whole, 4))
        for member in group:
            begin[member] = round(at / whole, 4)
            at += 1
        at += GAP
    return _Columns(begin, round(1 / whole, 4), spans)


def _along(left: float, scale: float, field: str = "at") -> alt.X:
    return alt.X(f"{field}:Q", scale=track(left * scale, "width"), axis=None)


def _heading(
    columns: _Columns, members: Sequence[str], left: float, sheet: float, scale: float
) -> tuple[float, list[alt.Chart]]:
    """Views, names and rules over the columns, and where they end; names that do not fit stand upright."""
    # Names are wrapped for the columns of a tablet: they hold on a desk too.
    column = columns.wide * min(sheet, TABLET - left)
    upright = any(0.93 * breadth(word) > column + 4 for member in members for word in member.split())
    wrapped = {member: [member] if upright else lines(member, column - 2, whole=True) for member in members}
    tall = max(breadth(member) for member in members) if upright else LINE * max(len(name) for name in wrapped.values())
    head = 26 + tall + 8
    names = []
    for member, name in wrapped.items():
        middle = head - 8 if upright else head - 6 - LINE * len(name) / 2
        names.append({"at": round(columns.begin[member] + columns.wide / 2, 4), **block(name, middle)})
    turned = {"angle": 270, "align": "left"} if upright else {"align": "center"}
    rules = [{"view": view, "at": begin, "to": end, "y": head} for view, (begin, end) in columns.spans.items()]
    spoken = [
        {"view": view, "at": begin, "y": 10, "text": view}
        for view, (begin, end) in columns.spans.items()
        if (end - begin) * sheet > breadth(view) + 18
    ]
    along = _along(left, scale)
    sides = {"xOffset": round(2 * scale, 1), "x2Offset": round(-2 * scale, 1)}
    drawn = [
        layer(
            "members",
            enlarged(names, scale),
            mark("text", "note", **turned),
            x=along,
            text=alt.Text("text:N"),
        ),
        layer(
            "rules",
            enlarged(rules, scale),
            mark("rule", "heading", **sides),
            x=along,
            x2="to:Q",
            color=view_colour(),
        ),
    ]
    if spoken:
        shifted = enlarged(spoken, scale)
        dot = mark("point", "named", xOffset=round(8 * scale, 1))
        word = mark("text", "note", xOffset=round(18 * scale, 1), align="left")
        drawn += [
            layer("view marks", shifted, dot, x=along, color=view_colour(), shape=view_shape()),
            layer("views", shifted, word, x=along, text=alt.Text("text:N")),
        ]
    return head + 4, drawn


def _rows(items: Sequence[str], top: float, narrow: bool) -> tuple[list[dict[str, Any]], dict[str, float], float]:
    """Labels of the items, the top of each item's cells, and where the last one ends."""
    labels: list[dict[str, Any]] = []
    tops: dict[str, float] = {}
    for item in items:
        words = lines(item, 340 if narrow else 258)
        tall = LINE * len(words)
        if narrow:
            labels.append(block(words, top + 6 + tall / 2))
            tops[item] = top + 10 + tall
            top = tops[item] + TALL + 6
        else:
            high = max(TALL, tall)
            labels.append(block(words, top + high / 2))
            tops[item] = top + (high - TALL) / 2
            top += high + 4
    return labels, tops, top


def _cells(
    cells: Sequence[Cell], columns: _Columns, tops: dict[str, float], along: alt.X, scale: float
) -> list[alt.Chart]:
    """Grey cells, and the number in each of them: light on dark from 0.6 of the scale on."""
    grey: list[dict[str, Any]] = []
    plain: list[dict[str, Any]] = []
    knocked: list[dict[str, Any]] = []
    for cell in cells:
        begin, y = columns.begin[cell.member], tops[cell.item]
        number = {"at": round(begin + columns.wide / 2, 4), "y": y + TALL / 2, "text": cell.told}
        (knocked if cell.share is not None and cell.share > 0.6 else plain).append(number)
        if cell.share is not None:
            grey.append({"at": begin, "to": begin + columns.wide, "y": y, "y2": y + TALL, "share": cell.share})
    shade = alt.Color("share:Q", scale=alt.Scale(domain=[0, 1], range="ramp"), legend=None)
    inset = round(2 * scale, 1)
    drawn = []
    if grey:
        box = mark("rect", "cell", xOffset=inset, x2Offset=-inset)
        drawn.append(layer("cells", enlarged(grey, scale), box, x=along, x2="to:Q", y2="y2:Q", color=shade))
    for name, rows, style in (("answers", plain, "cellnote"), ("strong answers", knocked, "cellknock")):
        if rows:
            drawn.append(text(name, enlarged(rows, scale), style, x=along, align="center"))
    return drawn


def _table(cells: Sequence[Cell], items: Sequence[str], members: Sequence[str]) -> list[dict[str, Any]]:
    """A row for each item with the answer of each member."""
    value = {(cell.item, cell.member): cell.value for cell in cells}
    return [{"item": item, **{member: value.get((item, member)) for member in members}} for item in items]

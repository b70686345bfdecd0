"""The noticed panel: one dot a member for each observation, filled from the left: nobody is told apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from charts.chart import (
    LINE,
    Chart,
    block,
    empty,
    enlarged,
    finished,
    layer,
    lines,
    listed,
    mark,
    text,
    text_by_width,
    track,
)


@dataclass(frozen=True)
class Tick:
    """An observation in words, how many ticked it, and of how many."""

    label: str
    count: int
    of: int

    @property
    def told(self) -> str:
        """The number in words of the screen."""
        return f"{self.count} of {self.of}"


FIRST = 0.4
"""Where the first dot stands in the row, in dots: it may touch the left edge, never cross it."""

SLIM_BELOW = 430
"""Width under which labels beside their dots take a slim column, px."""

PITCH = 24
"""Distance of two dots, px; less where many members share a narrow column."""


def ticks(rows: Sequence[Tick], *, narrow: bool = False, scale: float = 1.0) -> Chart:
    """A row of filled and empty dots for each observation. narrow: labels above their dots.

    In a slim container the column of the labels is slimmer, and their lines are shorter.
    """
    if not rows:
        return empty("Nothing was ticked.", scale)
    most = max(1, *(row.of for row in rows))
    slim_below = 0 if narrow else round(SLIM_BELOW * scale)
    beside = "0" if narrow else f"(width < {slim_below} ? {round(148 * scale)} : {round(238 * scale)})"
    span = f"min({round(PITCH * most * scale, 1)}, width - {beside} - {round(58 * scale)})"
    along = alt.X("at:Q", scale=track(beside, f"{beside} + {span}"), axis=None)

    labels, dots, numbers, top = [], [], [], 0.0
    for row in rows:
        label, slim = lines(row.label, 330 if narrow else 218), lines(row.label, 138)
        tall = LINE * len(label)
        half = max(16, tall / 2 + 4, LINE * len(slim) / 2 + 1)
        middle = top + (tall + 14 if narrow else half)
        placed, slimmer = block(label, top + tall / 2 + 1 if narrow else middle), block(slim, middle)
        labels.append({**placed, "slim": slimmer["text"], "lift": slimmer["y"] - placed["y"]})
        numbers.append({"text": row.told, "y": middle})
        dots += [{"at": round((n + FIRST) / most, 4), "y": middle, "ticked": n < row.count} for n in range(row.of)]
        top = middle + (22 if narrow else half)
    layers = [
        text_by_width("labels", enlarged(labels, scale), "label", slim_below=slim_below, x=alt.value(0), align="left"),
        text("numbers", enlarged(numbers, scale), "note", x=alt.value("width"), align="right"),
        *filled_and_empty(enlarged(dots, scale), along, f"{span} / {most}", scale),
    ]
    said = listed([f"{row.label}, {row.told}" for row in rows], most=6)
    return finished(
        layers,
        height=top * scale,
        alt_text=f"What was noticed, and by how many: {said}.",
        table=[{"noticed": row.label, "ticked by": row.count, "of": row.of} for row in rows],
    )


def filled_and_empty(dots: Sequence[dict[str, Any]], along: alt.X, pitch: str, scale: float) -> list[alt.Chart]:
    """Dots whose `ticked` is true filled, the others empty; a layer for each kind that there is.

    pitch: the distance of two dots as an expression of the drawn width: where many stand close, dots are
    smaller.
    """
    layers = []
    for name, style, ticked, widest in (("filled", "ticked", True, 11.0), ("empty", "empty", False, 10.5)):
        rows = [{"at": dot["at"], "y": dot["y"]} for dot in dots if dot["ticked"] is ticked]
        size = alt.expr(f"pow(min({round(widest * scale, 1)}, 0.75 * {pitch}), 2)")
        if rows:
            layers.append(layer(name, rows, mark("point", style, size=size), x=along))
    return layers

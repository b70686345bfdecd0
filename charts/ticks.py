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

PITCH = 24
"""Distance of two dots, px; less where many members share a narrow column."""


def ticks(rows: Sequence[Tick], *, narrow: bool = False, scale: float = 1.0) -> Chart:
    """A row of filled and empty dots for each observation. narrow: labels above their dots."""
    if not rows:
        return empty("Nothing was ticked.", scale)
    beside = 0 if narrow else 238
    most = max(1, *(row.of for row in rows))
    span = f"min({round(PITCH * most * scale, 1)}, width - {round((beside + 58) * scale, 1)})"
    along = alt.X("at:Q", scale=track(beside * scale, f"{round(beside * scale, 1)} + {span}"), axis=None)

    labels, dots, numbers, top = [], [], [], 0.0
    for row in rows:
        label = lines(row.label, 330 if narrow else 218)
        tall = LINE * len(label)
        middle = top + (tall + 14 if narrow else max(16, tall / 2 + 4))
        labels.append(block(label, top + tall / 2 + 1 if narrow else middle))
        numbers.append({"text": row.told, "y": middle})
        dots += [
            {"at": round((n + FIRST) / most, 4), "y": middle, "ticked": n < row.count} for n in range(row.of)
        ]
        top = middle + (22 if narrow else max(16, tall / 2 + 4))
    layers = [
        text("labels", enlarged(labels, scale), "label", x=alt.value(0), align="left"),
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


def filled_and_empty(
    dots: Sequence[dict[str, Any]], along: alt.X, pitch: str, scale: float
) -> list[alt.Chart]:
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

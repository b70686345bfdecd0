"""Role received beside own feeling: four corners with one dot a member, those where the two part drawn in ink."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from charts.chart import Chart, block, empty, enlarged, finished, layer, lines, listed, mark, text

CELL, TALL = 210, 84
"""Width and least height of a corner, px."""
NARROW_CELL = 128
HEAD, BESIDE, NARROW_BESIDE = 26, 190, 92
"""Room for the words above and beside the corners, px."""
PITCH = 20
"""Distance of two dots, px."""


@dataclass(frozen=True)
class Corner:
    """One corner: its words down and across, how many stand in it, whether the two part here; who, where named."""

    treated: str
    felt: str
    members: int
    parts: bool
    names: tuple[str, ...] | None = None


def role_plane(corners: Sequence[Corner], of: int, *, narrow: bool = False, scale: float = 1.0) -> Chart:
    """Four corners in two rows: how we were treated down, what we feel across.

    of: so many answered; who stands in no corner is not drawn. narrow: laid out for the width of a phone.
    """
    if not corners:
        return empty("Not enough to show.", scale)
    wide, beside = (NARROW_CELL, NARROW_BESIDE) if narrow else (CELL, BESIDE)
    down = list(dict.fromkeys(corner.treated for corner in corners))
    across = list(dict.fromkeys(corner.felt for corner in corners))
    a_row = (wide - 34) // PITCH
    tall = max(TALL, max(-(-corner.members // a_row) for corner in corners) * PITCH + 34)

    dots: list[dict[str, Any]] = []
    numbers: list[dict[str, Any]] = []
    for corner in corners:
        left, top = beside + across.index(corner.felt) * wide, HEAD + down.index(corner.treated) * tall
        numbers.append({"text": str(corner.members) if corner.members else "nobody", "x": left + 14, "y": top + 18})
        dots += [
            {"x": left + 20 + n % a_row * PITCH, "y": top + 40 + n // a_row * PITCH, "parts": corner.parts}
            for n in range(corner.members)
        ]
    layers = [
        _rules(beside, wide, tall, scale),
        _words("down", [(0.0, HEAD + (n + 0.5) * tall, f"treated {one}") for n, one in enumerate(down)], beside, scale),
        _words("across", [(beside + 14 + n * wide, HEAD / 2, one) for n, one in enumerate(across)], wide + 8, scale),
        text("numbers", _placed(numbers, scale), "note", x=_x("x"), align="left"),
        *_dots(dots, scale),
    ]
    return finished(
        layers,
        height=(HEAD + 2 * tall + 4) * scale,
        alt_text=f"How we were treated, and what we feel, of {of}: {listed([_said(one) for one in corners], most=4)}.",
        table=[_row(corner) for corner in corners],
    )


def _rules(beside: float, wide: float, tall: float, scale: float) -> alt.Chart:
    """A cross between the corners and a frame around them."""
    right, bottom = beside + 2 * wide, HEAD + 2 * tall
    level = [(beside, y, right, y) for y in (HEAD, HEAD + tall, bottom)]
    upright = [(x, HEAD, x, bottom) for x in (beside, beside + wide, right)]
    rows = [{"x": x, "y": y, "x2": x2, "y2": y2} for x, y, x2, y2 in (*level, *upright)]
    return layer("rules", _placed(rows, scale), mark("rule", "track"), x=_x("x"), x2="x2:Q", y2="y2:Q")


def _words(name: str, rows: Sequence[tuple[float, float, str]], room: float, scale: float) -> alt.Chart:
    placed = [{"x": x, **block(lines(words, room - 12), middle)} for x, middle, words in rows]
    return text(name, _placed(placed, scale), "label", x=_x("x"), align="left")


def _dots(dots: Sequence[dict[str, Any]], scale: float) -> list[alt.Chart]:
    """A layer for each kind that there is: a layer without marks is a fault to a screen reader."""
    kinds = (("parting", "here", True), ("agreeing", "answer", False))
    drawn = [(name, style, [dot for dot in dots if dot["parts"] is parts]) for name, style, parts in kinds]
    return [
        layer(name, _placed(rows, scale), mark("point", style, size=130 * scale * scale), x=_x("x"))
        for name, style, rows in drawn
        if rows
    ]


def _placed(rows: Sequence[dict[str, Any]], scale: float) -> list[dict[str, Any]]:
    return [
        {**row, **{key: round(row[key] * scale, 1) for key in ("x", "x2") if key in row}}
        for row in enlarged(rows, scale)
    ]


def _x(field: str) -> alt.X:
    return alt.X(f"{field}:Q", scale=None, axis=None)


def _said(corner: Corner) -> str:
    return f"treated {corner.treated} and feeling {corner.felt}, {corner.members or 'nobody'}"


def _row(corner: Corner) -> dict[str, Any]:
    names = {"who": ", ".join(corner.names) or "–"} if corner.names is not None else {}
    return {"we were treated": corner.treated, "we feel": corner.felt, "members": corner.members, **names}

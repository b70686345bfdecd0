"""The one look of every chart: a Vega-Lite config, put on a kept chart when it is drawn.

Charts name *styles* (answer, own, band, ...) and *views*; colours and sizes live here alone. One chart,
built once and kept as a dictionary, so serves light, dark and print without being built again. `scale`
enlarges type and marks; row heights and offsets belong to the chart: build the wall's charts with the same
scale.
"""

from dataclasses import dataclass
from typing import Any

SANS = "'Source Sans', 'Source Sans 3', sans-serif"
VIEW_A = "view A"
VIEW_B = "view B"
BETWEEN = "between the views"
VIEWS = (VIEW_A, VIEW_B, BETWEEN)
"""Order of hue and shape: blue circle, ochre diamond, grey circle."""


def require_view(view: str) -> None:
    """Refuse a view that has no hue and shape of its own: it would be drawn as one of the others."""
    if view not in VIEWS:
        raise ValueError(f"{view!r} is none of {', '.join(VIEWS)}.")


@dataclass(frozen=True)
class Palette:
    """Colours of one mode. In light mode view A is darker, for grey print; shapes part them always."""

    paper: str
    ink: str
    quiet: str
    answer: str
    track: str
    band: str
    view_a: str
    view_b: str
    sequence: tuple[str, ...]


LIGHT = Palette(
    paper="#fcfbf8",
    ink="#22303a",
    quiet="#59646d",
    answer="#8b949a",
    track="#e3dfd5",
    band="#e3dfd5",
    view_a="#1f5f99",
    view_b="#c9751b",
    sequence=("#f3f1eb", "#d3d3cd", "#a9afb0", "#66717a", "#33414b"),
)
DARK = Palette(
    paper="#151b20",
    ink="#e6e4de",
    quiet="#aab4bb",
    answer="#84909a",
    track="#35404a",
    band="#3a4651",
    view_a="#6fb1e8",
    view_b="#eba64e",
    sequence=("#1f272d", "#38434b", "#58656e", "#8b98a2", "#d8dcdd"),
)


def config(dark: bool = False, scale: float = 1.0) -> dict[str, Any]:
    """Vega-Lite `config` for one mode; `scale` enlarges type and marks together (1 desk, 2.15 wall)."""
    palette = DARK if dark else LIGHT
    ramp = list(palette.sequence)
    return {
        "background": "transparent",
        "font": SANS,
        "lineBreak": "\n",
        # A screen reader gets the sentence and the table: the places of single marks would only be noise.
        "mark": {"aria": False},
        "padding": {"left": 0, "right": 2, "top": 2, "bottom": 2},
        "view": {"stroke": None},
        "range": {
            "category": [palette.view_a, palette.view_b, palette.answer],
            "symbol": ["circle", "diamond", "circle"],
            "ramp": ramp,
            "heatmap": ramp,
            "ordinal": ramp,
        },
        "text": {"font": SANS, "fontSize": _px(13, scale), "color": palette.quiet, "baseline": "middle"},
        "rule": {"color": palette.track},
        "style": _styles(palette, scale),
    }


def dressed(spec: dict[str, Any], dark: bool = False, scale: float = 1.0) -> dict[str, Any]:
    """A copy of a kept spec with the look of the moment, ready for `st.vega_lite_chart(..., theme=None)`."""
    return {**spec, "config": config(dark, scale)}


def _styles(c: Palette, scale: float) -> dict[str, dict[str, Any]]:
    """What each named style looks like."""

    def px(size: float) -> float:
        return _px(size, scale)

    def area(size: float) -> int:
        return round(size * scale * scale)

    return {
        "answer": {"color": c.answer, "filled": True, "opacity": 1, "size": area(62)},
        "named": {"filled": True, "opacity": 0.85, "size": area(66)},
        "own": {"color": c.ink, "filled": False, "strokeWidth": px(1.5), "size": area(165), "opacity": 0.85},
        "mean": {"filled": True, "opacity": 1, "size": area(210), "stroke": c.paper, "strokeWidth": px(1.5)},
        "shared": {"color": c.ink, "strokeWidth": px(3)},
        "slope": {"strokeWidth": px(2.5)},
        "slope_all": {"color": c.ink, "strokeWidth": px(2.5)},
        "slope_own": {"color": c.ink, "strokeWidth": px(1.2), "strokeDash": [px(4), px(3)]},
        "slope_end": {"color": c.ink, "filled": True, "opacity": 1, "size": area(80)},
        "slope_view": {"filled": True, "opacity": 1, "size": area(130), "stroke": c.paper, "strokeWidth": px(1)},
        "track": {"color": c.track, "strokeWidth": px(1.5)},
        "middle": {"color": c.track, "strokeWidth": px(1.5)},
        "band": {"color": c.band, "strokeWidth": px(9), "strokeCap": "butt", "opacity": 1},
        "empty": {
            "color": c.answer,
            "filled": False,
            "size": area(110),
            "opacity": 0.55,
            "strokeWidth": px(1.2),
        },
        "ticked": {"color": c.quiet, "filled": True, "size": area(120), "opacity": 1},
        "stop": {"color": c.track, "filled": True, "size": area(90), "opacity": 1},
        "here": {"color": c.ink, "filled": True, "size": area(230), "opacity": 1},
        "course": {"color": c.track, "strokeWidth": px(1.5)},
        "interval": {"color": c.answer, "strokeWidth": px(5), "strokeCap": "round", "opacity": 0.55},
        "cross": {"color": c.answer, "strokeWidth": px(2), "strokeCap": "round", "opacity": 0.4},
        "path": {"color": c.quiet, "strokeWidth": px(1.5)},
        "week": {"color": c.ink, "filled": True, "size": area(90), "opacity": 1},
        "label": {"color": c.ink, "fontSize": px(14), "lineHeight": px(17)},
        "note": {"color": c.quiet, "fontSize": px(13), "lineHeight": px(16)},
        "person": {"filled": True, "opacity": 1, "size": area(150)},
        "hull": {"fillOpacity": 0.07, "strokeOpacity": 0.35, "strokeWidth": px(1)},
        "cell": {"cornerRadius": px(3)},
        "cellnote": {"color": c.ink, "fontSize": px(13)},
        "cellknock": {"color": c.paper, "fontSize": px(13), "fontWeight": 600},
        "heading": {"strokeWidth": px(3)},
    }


def _px(size: float, scale: float) -> float:
    return round(size * scale, 1)

"""What every builder of this package returns, and the few words in which all of them lay out a drawing.

Positions down the page are pixels worked out here, positions across are expressions of the drawn width, so
that one kept chart fits any container. Colours and type live in `charts.theme` and are put on when the
chart is drawn.
"""

import math
import textwrap
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from charts.theme import VIEWS

Row = Mapping[str, Any]
Spec = dict[str, Any]

LETTER = 6.3
"""Mean advance of a letter of Source Sans at 14 px, rounded up: it tells how much room words need."""

LINE = 17
"""Distance of two lines of a label, px."""


@dataclass(frozen=True)
class Chart:
    """One finished chart.

    spec: Vega-Lite without `config`; `charts.theme.dressed` adds the look of the moment. alt: one sentence
    for screen readers, given to `st.vega_lite_chart` beside the spec. table: the rows behind the chart,
    ready for `st.dataframe`.
    """

    spec: Spec
    alt: str
    table: tuple[dict[str, Any], ...]


def finished(
    layers: Sequence[alt.Chart], *, height: float, alt_text: str, table: Sequence[Row], **usermeta: Any
) -> Chart:
    """Layers of one drawing as a kept chart, as wide as its container and `height` px tall.

    usermeta: what a later layer must know of the lay-out; Vega-Lite carries it and draws nothing of it.
    """
    drawing = alt.layer(*layers).properties(width="container", height=round(height))
    spec = drawing.to_dict()
    spec.pop("config", None)
    datasets = spec.pop("datasets", {})
    common = spec.pop("data", None)
    for drawn in spec["layer"]:
        drawn["data"] = {"values": datasets[drawn.get("data", common)["name"]]}
    if usermeta:
        spec["usermeta"] = usermeta
    return Chart(spec, alt_text, tuple(dict(row) for row in table))


def empty(sentence: str, scale: float = 1.0) -> Chart:
    """The chart of no rows: its sentence, so that a page never shows a hole."""
    words = text("nothing", [{"text": sentence, "y": 14 * scale}], "note", x=alt.value(0), align="left")
    return finished([words], height=28 * scale, alt_text=sentence, table=())


def layer(name: str, rows: Sequence[Row], marks: Callable[[alt.Chart], alt.Chart], **channels: Any) -> alt.Chart:
    """One layer with its rows inside; `y` of a row is a distance from the top in px."""
    channels.setdefault("y", pixels("y"))
    return marks(alt.Chart(alt.InlineData(values=[dict(row) for row in rows]), name=name)).encode(**channels)


def mark(kind: str, style: str, **properties: Any) -> Callable[[alt.Chart], alt.Chart]:
    """A mark that names its style; `properties` are places, never colours."""

    def marked(chart: alt.Chart) -> alt.Chart:
        made: alt.Chart = getattr(chart, f"mark_{kind}")(style=style, **properties)
        return made

    return marked


def text(name: str, rows: Sequence[Row], style: str, *, x: Any, align: str) -> alt.Chart:
    """Words at their places: `text` of a row may hold several lines, `y` is the middle of the first."""
    return layer(name, rows, mark("text", style, align=align), x=x, text=alt.Text("text:N"))


def text_by_width(name: str, rows: Sequence[Row], style: str, *, slim_below: float, x: Any, align: str) -> alt.Chart:
    """Words that are wrapped more narrowly in a slim container.

    A row has `text`, and for a chart drawn less than `slim_below` px wide `slim` and `lift`, how far down it
    is moved in px.
    """
    slim = f"width < {slim_below}"
    words = alt.expr(f"{slim} ? datum.slim : datum.text")
    lifted = alt.expr(f"{slim} ? datum.lift : 0")
    return layer(name, rows, mark("text", style, align=align, text=words, yOffset=lifted), x=x)


def enlarged(rows: Iterable[Row], scale: float) -> list[dict[str, Any]]:
    """Rows with their distances down the page enlarged."""
    return [
        {key: round(value * scale, 1) if key in ("y", "y2", "lift") else value for key, value in row.items()}
        for row in rows
    ]


def pixels(field: str) -> alt.Y:
    """A distance from the top that is already in pixels."""
    return alt.Y(f"{field}:Q", scale=None, axis=None)


def track(left: float | str, right: str) -> alt.Scale:
    """Shares 0 to 1 of a track between two distances from the left edge, px or expressions of `width`."""
    begin = alt.expr(left) if isinstance(left, str) else left
    return alt.Scale(domain=[0, 1], nice=False, zero=False, range=[begin, alt.expr(right)])


def place(expression: str) -> Any:
    """A distance from the left edge given by an expression of `width`."""
    return alt.value(alt.expr(expression))


def sheet_width(narrow: bool, scale: float) -> float:
    """The width for which words are wrapped beforehand, in px before the wall's enlargement."""
    if narrow:
        return 358.0
    return 1080.0 if scale <= 1 else 1760.0 / scale


def lines(words: str, px: float, *, whole: bool = False) -> list[str]:
    """`words` in lines of about `px` at 14 px type; a long word is broken, or stays `whole`."""
    return textwrap.wrap(words, max(6, math.floor(px / LETTER)), break_long_words=not whole) or [""]


def breadth(words: str) -> float:
    """About how many px `words` take at 14 px type."""
    return len(words) * LETTER


def block(wrapped: Sequence[str], middle: float) -> dict[str, Any]:
    """A row for `text`: the lines as one block around `middle` px from the top."""
    return {"text": "\n".join(wrapped), "y": middle - (len(wrapped) - 1) * LINE / 2}


def view_colour() -> alt.Color:
    """Hue of the field `view`, without a legend: the page names the two views in its own words."""
    return alt.Color("view:N", scale=alt.Scale(domain=list(VIEWS)), legend=None)


def view_shape() -> alt.Shape:
    """Shape of the field `view`: what tells the views apart without hue."""
    return alt.Shape("view:N", scale=alt.Scale(domain=list(VIEWS)), legend=None)


def listed(phrases: Sequence[str], most: int = 3) -> str:
    """The first phrases joined for a sentence, and how many more there are."""
    told = "; ".join(phrases[:most])
    return told if len(phrases) <= most else f"{told}; and {len(phrases) - most} more"

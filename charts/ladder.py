"""The verdict ladder: none found, cannot tell, gradual, two views; a row for what is felt, one for positions.

"Cannot tell" is a place on it like any other, not an error.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt

from charts.chart import Chart, breadth, empty, enlarged, finished, layer, mark, text, text_by_width, track

STOPS = ("none found", "cannot tell", "gradual", "two views")


@dataclass(frozen=True)
class Rung:
    """What was looked at ("we feel") and where the answer stands: one of `STOPS`."""

    label: str
    at: str

    def __post_init__(self) -> None:
        """Refuse a stop that is not on the ladder."""
        if self.at not in STOPS:
            raise ValueError(f"{self.at!r} is none of {', '.join(STOPS)}.")


def ladder(rungs: Sequence[Rung], *, narrow: bool = False, scale: float = 1.0) -> Chart:
    """The four stops for each rung, the one reached filled in ink. narrow: labels above their rows.

    In a slim container each stop stands in two lines.
    """
    if not rungs:
        return empty("Nothing was looked at yet.", scale)
    step = 46 if narrow else 32
    beside = 0 if narrow else max(breadth(rung.label) for rung in rungs) + 16
    first = 60 if narrow else 42
    rows = [(rung, first + step * row) for row, rung in enumerate(rungs)]
    share = track((beside + 34) * scale, f"width - {round(34 * scale, 1)}")
    along = alt.X("at:Q", scale=share, axis=None)

    words = [
        {
            "text": stop,
            "at": _share(stop),
            "y": 18,
            "slim": stop.replace(" ", "\n"),
            "lift": -10 if " " in stop else -2,
        }
        for stop in STOPS
    ]
    slim_below = round((beside + 68 + 3 * 72) * scale)
    labels = [{"text": rung.label, "y": y - 22 if narrow else y} for rung, y in rows]
    lines = [{"y": y, "from": 0, "to": 1} for _, y in rows]
    stops = [{"at": _share(stop), "y": y} for _, y in rows for stop in STOPS]
    here = [{"at": _share(rung.at), "y": y} for rung, y in rows]
    label_at = alt.value(0) if narrow else alt.value(round((beside - 4) * scale, 1))
    layers = [
        text_by_width("stops", enlarged(words, scale), "note", slim_below=slim_below, x=along, align="center"),
        text("labels", enlarged(labels, scale), "label", x=label_at, align="left" if narrow else "right"),
        layer(
            "lines",
            enlarged(lines, scale),
            mark("rule", "track"),
            x=alt.X("from:Q", scale=share, axis=None),
            x2="to:Q",
        ),
        layer("steps", enlarged(stops, scale), mark("point", "stop"), x=along),
        layer("reached", enlarged(here, scale), mark("point", "here"), x=along),
    ]
    said = "; ".join(f"{rung.label}: {rung.at}" for rung in rungs)
    return finished(
        layers,
        height=(rows[-1][1] + 16) * scale,
        alt_text=f"Where the answer stands between none found and two views: {said}.",
        table=[{"looked at": rung.label, "answer": rung.at} for rung in rungs],
    )


def _share(stop: str) -> float:
    return round(STOPS.index(stop) / (len(STOPS) - 1), 4)

"""Dot-and-band strips: answers ride above the line of an item, the views' means and their band lie on it.

Answers are grey and sorted, so that a row tells nothing of who gave which; only under the named policy do
the dots take hue and shape of their view, and by discipline they tell it when pointed at. One's own answer
is a ring that `with_own` adds when the chart is drawn, never before.
"""

from collections.abc import Sequence
from typing import Any

from charts.chart import Chart, empty, finished, listed
from charts.strip_layers import StripLayers
from charts.strip_sheet import Sheet, Strip, laid, sheet_for

__all__ = ["Strip", "strips", "with_own"]


def strips(
    rows: Sequence[Strip], *, ends: tuple[str, str, str] | None, narrow: bool = False, scale: float = 1.0
) -> Chart:
    """The strips of several items, in the order given.

    ends: words for the beginning, the middle and the end of the scale, written once on top, with the label
    of each row at the left. Without them rows that have `low` and `high` bear these at their two ends.
    narrow: the phone's build, words above the track. scale: 1 on a desk, 2.15 on the wall (dress the chart
    with the same scale).
    """
    if not rows:
        return empty("No item to show.", scale)
    sheet = sheet_for(rows, ends, narrow, scale)
    placed, height = laid(rows, sheet, 26 if ends else 0)
    drawing = StripLayers(sheet, scale)
    layers = [
        *drawing.ends(ends),
        *drawing.words(placed),
        *drawing.tracks(placed),
        *drawing.means(placed),
        *drawing.answers(placed),
    ]
    return finished(
        layers,
        height=height * scale,
        alt_text=_sentence(rows, sheet),
        table=[_told(row, sheet) for row in rows],
        sheet={"poles": sheet.poles, "narrow": narrow, "words_on_top": ends is not None, "scale": scale},
    )


def with_own(chart: Chart, rows: Sequence[Strip]) -> Chart:
    """`chart` with a thin ring around one's own answers; the kept chart stays as it is.

    rows: the rows the chart was built from, now with `own`. Where no dot bears that value (an entry that
    came late, outside the picture) the ring stands empty at its place.
    """
    if all(row.own is None for row in rows):
        return chart
    kept = chart.spec["usermeta"]["sheet"]
    sheet = sheet_for(rows, ("", "", "") if kept["words_on_top"] else None, kept["narrow"], kept["scale"])
    placed, _ = laid(rows, sheet, 26 if kept["words_on_top"] else 0)
    rings = StripLayers(sheet, kept["scale"]).rings(placed)
    alt_text = f"{chart.alt.removesuffix('.')}; your own answers are ringed."
    spec = {**chart.spec, "layer": [*chart.spec["layer"], rings]}
    table = tuple({**told, "your own": row.own} for told, row in zip(chart.table, rows, strict=True))
    return Chart(spec, alt_text, table)


def _told(row: Strip, sheet: Sheet) -> dict[str, Any]:
    """One row of the table behind the chart."""
    told: dict[str, Any] = {
        "item": _item(row, sheet),
        "answered": len(row.answers),
        "answers, sorted": ", ".join(f"{a:g}" for a in row.answers),
    }
    if row.names is not None:
        told["who"] = ", ".join(f"{name} {answer:g}" for name, answer in zip(row.names, row.answers, strict=True))
    if row.labels is not None:
        told["by discipline"] = _by_label(row)
    return {
        **told,
        "mean of all": row.mean,
        "mean of view A": row.mean_a,
        "mean of view B": row.mean_b,
        "note": row.note,
    }


def _by_label(row: Strip) -> str:
    """The answers of each label, sorted: "nursing 0, 3, 3; other 1, 1, 2"."""
    answers: dict[str, list[str]] = {label: [] for label in sorted(row.labels or ())}
    for label, answer in zip(row.labels or (), row.answers, strict=True):
        answers[label].append(f"{answer:g}")
    return "; ".join(f"{label} {', '.join(given)}" for label, given in answers.items())


def _item(row: Strip, sheet: Sheet) -> str:
    return f"{row.low} … {row.high}" if sheet.poles else row.label


def _sentence(rows: Sequence[Strip], sheet: Sheet) -> str:
    """What a screen reader says: how many items, and the first rows with their notes or means."""
    number = "one item" if len(rows) == 1 else f"{len(rows)} items"
    kind = "Answers by name to" if any(row.names for row in rows) else "Answers without names to"
    kind = "Answers by discipline to" if any(row.labels for row in rows) else kind
    means = ", with the means of view A and view B" if any(row.divided for row in rows) else ""
    return f"{kind} {number}{means}: {listed([_phrase(row, sheet) for row in rows])}."


def _phrase(row: Strip, sheet: Sheet) -> str:
    if not row.answers:
        return f"{_item(row, sheet)}, no answers"
    if row.note:
        return f"{_item(row, sheet)}, {row.note}"
    return _item(row, sheet) if row.mean is None else f"{_item(row, sheet)}, mean {row.mean:.1f}"

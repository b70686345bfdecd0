"""The layers of a sheet of strips: words, tracks, means, answers, and the ring around one's own answer."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import altair as alt

from charts.chart import LINE, block, enlarged, layer, mark, place, text, track, view_colour, view_shape
from charts.strip_sheet import Laid, Sheet, dots, ring, sideways
from charts.theme import VIEW_A, VIEW_B


class StripLayers:
    """The layers of one sheet at one enlargement; a layer without rows is left out."""

    def __init__(self, sheet: Sheet, scale: float) -> None:
        self.sheet = sheet
        self.scale = scale
        self.end = f"width - {round(sheet.right * scale, 1)}"
        self.at = track(sheet.left * scale, self.end)

    def along(self, field: str) -> alt.X:
        """A share of the track."""
        return alt.X(f"{field}:Q", scale=self.at, axis=None)

    def text(self, name: str, rows: Sequence[Mapping[str, Any]], style: str, x: Any, align: str) -> list[alt.Chart]:
        """One layer of words, or none where there are no words."""
        return [text(name, enlarged(rows, self.scale), style, x=x, align=align)] if rows else []

    def ends(self, words: tuple[str, str, str] | None) -> list[alt.Chart]:
        """The words of the scale over its beginning, middle and end; flush with both edges on a phone."""
        if words is None:
            return []
        first, middle, last = ({"text": word, "y": 9, "at": at} for word, at in zip(words, (0, 0.5, 1), strict=True))
        if not self.sheet.narrow:
            return self.text("scale words", [first, middle, last], "note", self.along("at"), "center")
        return [
            *self.text("scale begins", [first], "note", alt.value(0), "left"),
            *self.text("scale middle", [middle], "note", self.along("at"), "center"),
            *self.text("scale ends", [last], "note", alt.value("width"), "right"),
        ]

    def words(self, placed: Sequence[Laid]) -> list[alt.Chart]:
        """Labels at the left edge, notes at the right one; the two ends of a position close to its track."""
        label = [block(row.label, row.words) for row in placed]
        far = [block(row.far, row.words) for row in placed if row.far]
        if not self.sheet.poles:
            return [
                *self.text("labels", label, "label", alt.value(0), "left"),
                *self.text("notes", far, "note", alt.value("width"), "right"),
            ]
        if self.sheet.narrow:
            notes = [{"text": row.strip.note, "y": row.words} for row in placed if row.strip.note]
            return [
                *self.text("low ends", label, "label", alt.value(0), "left"),
                *self.text("high ends", far, "label", alt.value("width"), "right"),
                *self.text("notes", notes, "note", place("width / 2"), "center"),
            ]
        return self._poles_beside(placed)

    def _poles_beside(self, placed: Sequence[Laid]) -> list[alt.Chart]:
        gap = round(36 * self.scale, 1)
        low = [block(row.label, row.words) for row in placed]
        high, notes = [], []
        for row in placed:
            whole = block(row.far, row.words)
            said = row.far[:-1] if row.strip.note else row.far
            high.append({**whole, "text": "\n".join(said)})
            notes += [{"text": row.strip.note, "y": whole["y"] + LINE * len(said)}] if row.strip.note else []
        return [
            *self.text("low ends", low, "label", alt.value(round(self.sheet.left * self.scale - gap, 1)), "right"),
            *self.text("high ends", high, "label", place(f"{self.end} + {gap}"), "left"),
            *self.text("notes", notes, "note", place(f"{self.end} + {gap}"), "left"),
        ]

    def tracks(self, placed: Sequence[Laid]) -> list[alt.Chart]:
        """The line of every row, and the middle of a scale with two ends."""
        rows = [{"y": row.line, "from": 0, "to": 1} for row in placed]
        drawn = [layer("tracks", enlarged(rows, self.scale), mark("rule", "track"), x=self.along("from"), x2="to:Q")]
        if self.sheet.poles:
            drawn.append(self._upright("middles", [(row.line, 0.5) for row in placed], 4, "middle"))
        return drawn

    def means(self, placed: Sequence[Laid]) -> list[alt.Chart]:
        """Band and both means where the views may be told apart, else a tick for the mean of all."""
        bands, means, ticks = [], [], []
        for row in placed:
            strip = row.strip
            views = [
                (view, mean) for view, mean in ((VIEW_A, strip.mean_a), (VIEW_B, strip.mean_b)) if mean is not None
            ]
            means += [{"y": row.line, "at": strip.share(mean), "view": view, "mean": mean} for view, mean in views]
            if len(views) == 2:
                bands.append({"y": row.line, "from": strip.share(views[0][1]), "to": strip.share(views[1][1])})
            if not views and strip.mean is not None:
                ticks.append((row.line, strip.share(strip.mean)))
        drawn = []
        if bands:
            drawn.append(
                layer(
                    "bands",
                    enlarged(bands, self.scale),
                    mark("rule", "band"),
                    x=self.along("from"),
                    x2="to:Q",
                )
            )
        if ticks:
            drawn.append(self._upright("means of all", ticks, 7, "shared"))
        if means:
            told = [alt.Tooltip("view:N", title="mean of"), alt.Tooltip("mean:Q", format=".1f")]
            means.sort(key=lambda row: str(row["view"]))
            drawn.append(
                layer(
                    "means",
                    enlarged(means, self.scale),
                    mark("point", "mean"),
                    x=self.along("at"),
                    color=view_colour(),
                    shape=view_shape(),
                    tooltip=told,
                )
            )
        return drawn

    def _upright(self, name: str, marks: Sequence[tuple[float, float]], half: float, style: str) -> alt.Chart:
        rows = [{"y": line - half, "y2": line + half, "at": at} for line, at in marks]
        return layer(name, enlarged(rows, self.scale), mark("rule", style), x=self.along("at"), y2="y2:Q")

    def answers(self, placed: Sequence[Laid]) -> list[alt.Chart]:
        """Grey dots, with their label where rows carry labels; dots with hue, shape and name where they carry names."""
        unattributed = [dot for row in placed if row.strip.names is None for dot in self._grey(row)]
        named = [dot for row in placed if row.strip.names is not None for dot in self._named(row)]
        drawn = []
        if unattributed:
            channels = {"tooltip": [alt.Tooltip("label:N", title="discipline"), alt.Tooltip("answer:Q")]}
            labelled = any("label" in dot for dot in unattributed)
            drawn.append(self._dots("answers", unattributed, "answer", **(channels if labelled else {})))
        if named:
            told = [alt.Tooltip("name:N"), alt.Tooltip("view:N"), alt.Tooltip("answer:Q")]
            drawn.append(
                self._dots("named answers", named, "named", color=view_colour(), shape=view_shape(), tooltip=told)
            )
        return drawn

    def _grey(self, row: Laid) -> list[dict[str, Any]]:
        strip, places = row.strip, dots(row.strip, row.line, self.sheet)
        if strip.labels is None:
            return places
        return [
            {**dot, "label": label, "answer": answer}
            for dot, label, answer in zip(places, strip.labels, strip.answers, strict=True)
        ]

    def _named(self, row: Laid) -> list[dict[str, Any]]:
        strip = row.strip
        return [
            {**dot, "name": name, "view": view, "answer": answer}
            for dot, name, view, answer in zip(
                dots(strip, row.line, self.sheet),
                strip.names or (),
                strip.views or (),
                strip.answers,
                strict=True,
            )
        ]

    def _dots(self, name: str, rows: Sequence[Mapping[str, Any]], style: str, **channels: Any) -> alt.Chart:
        beside = alt.expr(sideways(self.sheet, self.scale))
        return layer(
            name,
            enlarged(rows, self.scale),
            mark("point", style, xOffset=beside),
            x=self.along("at"),
            **channels,
        )

    def rings(self, placed: Sequence[Laid]) -> dict[str, Any]:
        """The layer of one's own answers, placed like all answers, so that ring and dot coincide."""
        own = [ring(row.strip, row.strip.own, row.line, self.sheet) for row in placed if row.strip.own is not None]
        return {"name": "own", "data": {"values": enlarged(own, self.scale)}, **_look_of_rings(self.sheet, self.scale)}


@lru_cache(maxsize=64)
def _look_of_rings(sheet: Sheet, scale: float) -> dict[str, Any]:
    """Mark and encoding of the rings: they follow from the sheet alone, and are made once."""
    drawn = StripLayers(sheet, scale)._dots("own", [], "own").to_dict()
    return {"mark": drawn["mark"], "encoding": drawn["encoding"]}

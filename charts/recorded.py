"""How many have recorded: a row of dots, filled from the left, so that its order tells nothing of who."""

import altair as alt

from charts.chart import Chart, empty, enlarged, finished, place, text, track
from charts.ticks import FIRST, filled_and_empty


def recorded(count: int, of: int, *, scale: float = 1.0) -> Chart:
    """`count` filled dots of `of`, and the number in words behind them."""
    if of < 1:
        return empty("Nobody has been asked yet.", scale)
    end = f"min({round(23 * of * scale, 1)}, width - {round(140 * scale, 1)})"
    along = alt.X("at:Q", scale=track(0, end), axis=None)
    dots = enlarged([{"at": round((n + FIRST) / of, 4), "y": 13, "ticked": n < count} for n in range(of)], scale)
    sentence = f"{count} of {of} have recorded"
    words = enlarged([{"text": sentence, "y": 13}], scale)
    layers = [
        *filled_and_empty(dots, along, f"{end} / {of}", scale),
        text("number", words, "note", x=place(f"{end} + {round(8 * scale, 1)}"), align="left"),
    ]
    return finished(layers, height=26 * scale, alt_text=f"{sentence}.", table=[{"have recorded": count, "of": of}])

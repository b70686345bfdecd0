"""Rows as a ward would give them, and what stands where when a chart is drawn."""

import json
import re
from types import SimpleNamespace

import pytest

from charts.strips import Strip

WORDS = ("not at all", "somewhat", "very strongly")


def feeling(label, answers, mean_a=None, mean_b=None, **others):
    """A feeling from 0 to 4; the note is the distance of the two means."""
    given = tuple(float(answer) for answer in answers)
    mean = sum(given) / len(given) if given else None
    note = "" if mean_a is None else f"{abs(mean_a - mean_b):.1f} apart"
    return Strip(label, "", "", 0, 4, given, mean, mean_a, mean_b, note, **others)


def position(low, high, answers, mean_a=None, mean_b=None, **others):
    """A position from 1 to 7 between two ends."""
    given = tuple(float(answer) for answer in answers)
    mean = sum(given) / len(given) if given else None
    note = "" if mean_a is None else f"{abs(mean_a - mean_b):.1f} apart"
    return Strip(f"{low} … {high}", low, high, 1, 7, given, mean, mean_a, mean_b, note, **others)


@pytest.fixture
def words():
    return WORDS


@pytest.fixture
def feelings():
    return [
        feeling("able to reach them when others could not", [0, 0, 1, 1, 2, 3, 3, 4, 4], 3.2, 0.5),
        feeling("irritated", [0, 0, 1, 1, 1, 3, 3, 3, 4], 0.6, 3.2),
        feeling("interested", [2, 3, 3, 3, 3, 3, 3, 3, 4]),
    ]


@pytest.fixture
def positions():
    return [
        position("make room", "hold the limits", [1, 2, 2, 2, 3, 4, 5, 6, 6], 1.8, 6.0),
        position("more from us now", "more from the patient now", [1, 2, 2, 3, 5, 5, 6], 2.0, 5.5),
    ]


@pytest.fixture
def make_feeling():
    return feeling


@pytest.fixture
def make_position():
    return position


@pytest.fixture
def layer_of():
    """The layer of a chart that bears this name, or None where nothing of it is drawn."""
    return lambda chart, name: next((one for one in chart.spec["layer"] if one.get("name") == name), None)


@pytest.fixture
def drawn(layer_of):
    """(across, down) in px of every mark of a layer when the chart is drawn in a container of this width."""

    def places(chart, name, width):
        found = layer_of(chart, name)
        if found is None:
            return []
        return [_place(found, row, width) for row in found["data"]["values"]]

    return places


@pytest.fixture
def spoken():
    """All that a spec says, as one text."""
    return lambda chart: json.dumps(chart.spec, ensure_ascii=False)


def _place(layer, row, width):
    x = layer["encoding"]["x"]
    if "field" in x:
        begin, end = (_number(bound, row, width) for bound in x["scale"]["range"])
        across = begin + row[x["field"]] * (end - begin)
    else:
        across = _number(x["value"], row, width)
    return across + _number(layer["mark"].get("xOffset", 0), row, width), row["y"]


def _number(value, row, width):
    """A number, the word width, or one of the few expressions of the charts: Python reads them alike."""
    if value == "width":
        return width
    if isinstance(value, dict):
        known = {"width": width, "min": min, "pow": pow, "datum": SimpleNamespace(**row)}
        spelled = re.sub(r"\(([^()?]+) \? ([^():]+) : ([^()]+)\)", r"(\2 if \1 else \3)", value["expr"])
        return eval(spelled, {"__builtins__": {}}, known)
    return value

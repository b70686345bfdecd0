"""The look: legible in both modes, told apart without hue, put on when a chart is drawn."""

import json
import re
import tomllib
from pathlib import Path

import pytest

from charts.ladder import Rung, ladder
from charts.recorded import recorded
from charts.standing import Cell, Place, every_answer, map_of_members
from charts.strips import strips
from charts.theme import DARK, LIGHT, VIEW_A, VIEW_B, config, dressed, require_view
from charts.ticks import Tick, ticks

SETTINGS = tomllib.loads((Path(__file__).parents[2] / ".streamlit" / "config.toml").read_text())


@pytest.fixture
def charts(feelings, positions, words):
    places = [Place("Ines Aubry", 0, 0, VIEW_A), Place("Tomas Reyl", 1, 0, VIEW_B)]
    cells = [Cell("fond", "Ines Aubry", VIEW_A, 3), Cell("fond", "Tomas Reyl", VIEW_B, None)]
    return [
        strips(feelings, ends=words),
        strips(positions, ends=None, narrow=True),
        strips((), ends=None),
        ladder([Rung("we feel", "two views")]),
        ticks([Tick("a rule was bent", 2, 9)]),
        recorded(7, 9),
        map_of_members(places),
        every_answer(cells),
    ]


def _luminance(colour):
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one, other):
    """WCAG 2.2 contrast ratio of two colours."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_words_are_legible_and_marks_are_seen(palette):
    assert _contrast(palette.ink, palette.paper) >= 7
    assert _contrast(palette.quiet, palette.paper) >= 4.5
    for mark in (palette.view_a, palette.view_b, palette.answer):
        assert _contrast(mark, palette.paper) >= 2.95


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_the_number_in_a_heat_map_cell_is_legible_on_its_grey(palette):
    for share, grey in enumerate(palette.sequence):
        on_it = palette.paper if share / 4 > 0.6 else palette.ink
        assert _contrast(on_it, grey) >= 4.5


def test_the_views_part_by_shape_as_well_as_by_hue_and_in_grey_print():
    shapes, hues = config()["range"]["symbol"], config()["range"]["category"]
    assert shapes[0] != shapes[1]
    assert hues[0] != hues[1]
    assert _contrast(LIGHT.view_a, LIGHT.view_b) > 1.5


def test_a_kept_chart_bears_no_colour_and_no_config(charts, spoken):
    for chart in charts:
        assert "config" not in chart.spec
        assert not re.search(r"#[0-9a-fA-F]{6}", spoken(chart))


def test_no_chart_asks_the_network_for_anything(charts, spoken):
    for chart in charts:
        said = spoken(chart).replace(chart.spec["$schema"], "")
        assert "http" not in said
        assert '"url"' not in said
    assert "url" not in json.dumps(config())


def test_dressing_leaves_the_kept_chart_as_it_was(charts):
    for chart in charts:
        before = json.dumps(chart.spec)
        light, dark = dressed(chart.spec), dressed(chart.spec, dark=True)
        assert json.dumps(chart.spec) == before
        assert light["config"] != dark["config"]
        assert light["layer"] == dark["layer"]


def test_every_chart_fills_its_container_and_has_a_sentence(charts):
    for chart in charts:
        assert chart.spec["width"] == "container"
        assert chart.spec["height"] > 0
        assert chart.alt.endswith(".")
        assert ". " not in chart.alt


def test_every_style_that_a_chart_names_has_a_look(charts):
    known = config()["style"]
    for chart in charts:
        for layer in chart.spec["layer"]:
            assert layer["mark"]["style"] in known


def test_no_chart_has_a_layer_without_rows(charts):
    for chart in charts:
        assert all(layer["data"]["values"] for layer in chart.spec["layer"])


def test_single_marks_do_not_speak_between_the_sentence_and_the_table():
    assert config()["mark"]["aria"] is False


def test_the_wall_enlarges_type_and_marks_together():
    desk, wall = config(scale=1)["style"], config(scale=2)["style"]
    assert wall["label"]["fontSize"] == 2 * desk["label"]["fontSize"]
    assert wall["answer"]["size"] == 4 * desk["answer"]["size"]


def test_a_view_without_a_hue_of_its_own_is_refused():
    with pytest.raises(ValueError, match="camp 1"):
        require_view("camp 1")


@pytest.mark.parametrize(("mode", "palette"), [("light", LIGHT), ("dark", DARK)])
def test_pages_and_charts_share_paper_ink_and_the_hues_of_the_views(mode, palette):
    page = SETTINGS["theme"][mode]
    assert page["backgroundColor"] == palette.paper
    assert page["textColor"] == palette.ink
    assert page["blueColor"] == palette.view_a
    assert page["orangeColor"] == palette.view_b


def test_every_setting_of_the_server_is_known_to_the_installed_streamlit():
    from streamlit.config import get_config_options

    known = set(get_config_options())
    assert _names(SETTINGS) <= known


def test_the_server_listens_to_this_machine_alone_and_keeps_errors_to_itself():
    assert SETTINGS["server"]["address"] == "127.0.0.1"
    assert SETTINGS["client"]["showErrorDetails"] == "none"
    assert SETTINGS["browser"]["gatherUsageStats"] is False


def _names(table, before=""):
    """Full names of all settings of a table and the tables in it."""
    names = set()
    for name, value in table.items():
        names |= _names(value, f"{before}{name}.") if isinstance(value, dict) else {f"{before}{name}"}
    return names

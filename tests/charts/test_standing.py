"""The named policy's two charts: near means answered alike, and every answer stands in its own cell."""

import math
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts.map_sheet import AROUND, BOX, convex_hull, fitted, names_beside, rounded_hull
from charts.standing import Cell, Place, every_answer, map_of_members
from charts.theme import BETWEEN, VIEW_A, VIEW_B

TEAM = [
    Place("Ines Aubry", -2.4, 0.1, VIEW_A),
    Place("Tomas Reyl", -2.0, -0.9, VIEW_A),
    Place("Mira Solberg", -3.0, -0.6, VIEW_A),
    Place("Wei Lindqvist", 0.1, 0.2, BETWEEN),
    Place("Petra Vance", 1.6, 0.3, VIEW_B),
    Place("Amir Dost", 2.0, -0.9, VIEW_B),
]
points = st.lists(
    st.tuples(st.integers(-300, 300), st.integers(-300, 300)).map(lambda at: (float(at[0]), float(at[1]))),
    min_size=1,
    max_size=14,
)


def test_the_map_names_each_member_once_and_its_table_holds_the_places(layer_of):
    chart = map_of_members(TEAM)
    assert [row["text"] for row in layer_of(chart, "names")["data"]["values"]] == [place.name for place in TEAM]
    assert chart.table[0] == {"member": "Ines Aubry", "view": VIEW_A, "across": -2.4, "up": 0.1}
    assert chart.alt == ("Map of 6 members by how alike they answered: 3 in view A, 2 in view B, 1 between the views.")


def test_distances_on_the_map_are_as_the_answers_say(drawn):
    places = drawn(map_of_members(TEAM), "members", 1080)
    given_, shown = [
        [math.dist(one, other) for one, other in combinations(spots, 2)]
        for spots in ([(place.x, place.y) for place in TEAM], places)
    ]
    ratios = [far / near for near, far in zip(given_, shown, strict=True)]
    assert max(ratios) == pytest.approx(min(ratios), rel=0.01)


def test_a_member_between_the_views_belongs_to_no_hull(layer_of):
    hulls = layer_of(map_of_members(TEAM), "hulls")["data"]["values"]
    assert {corner["view"] for corner in hulls} == {VIEW_A, VIEW_B}
    assert layer_of(map_of_members(TEAM[3:4]), "hulls") is None


@pytest.mark.parametrize(("width", "narrow"), [(1080, False), (358, True)])
def test_the_map_stays_on_its_sheet(width, narrow, drawn):
    chart = map_of_members(TEAM, narrow=narrow)
    for across, down in drawn(chart, "hulls", width) + drawn(chart, "names", width):
        assert 0 <= across <= width
        assert 0 <= down <= chart.spec["height"]


def test_one_member_alone_is_drawn_in_the_middle(drawn):
    assert drawn(map_of_members(TEAM[:1]), "members", 1080)[0][0] == 540


@given(points)
def test_a_hull_holds_all_its_points_and_keeps_its_distance(spots):
    outline = rounded_hull(spots)
    for spot in spots:
        assert min(math.dist(spot, corner) for corner in outline) >= AROUND * 0.999
    assert convex_hull([*outline, *spots]) == convex_hull(outline)


@given(points)
def test_the_corners_of_a_hull_turn_one_way(spots):
    corners = convex_hull(spots)
    if len(corners) < 3:
        return
    for a, b, c in zip(corners, corners[1:] + corners[:1], corners[2:] + corners[:2], strict=True):
        assert (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]) > 0


@given(points)
def test_members_are_fitted_into_the_sheet_whatever_their_places(spots):
    shown, height = fitted(spots, 1080, 380, 110, 52)
    assert height <= 380 + 1e-6
    for across, down in shown:
        assert 110 - 1e-6 <= across <= 970 + 1e-6
        assert 52 - 1e-6 <= down <= height - 52 + 1e-6


def test_names_of_close_neighbours_do_not_cover_one_another():
    spots = [(100.0, 100.0), (108.0, 118.0), (122.0, 96.0)]
    places = names_beside(spots, ["Ines Aubry", "Tomas Reyl", "Mira Solberg"], 400)
    boxes = []
    assert None not in places
    for (x, y), place in zip(spots, places, strict=True):
        left = x + place.dx - {"left": 0, "center": 0.5, "right": 1}[place.align] * 60
        boxes.append((left, y + place.dy - BOX + 2, left + 60, y + place.dy + BOX - 2))
    for one, other in combinations(boxes, 2):
        apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
        assert apart


def test_a_name_without_a_place_of_its_own_is_left_to_the_table(layer_of):
    crowd = [Place(name, 0, 0, VIEW_A) for name in ("Ines Aubry", "Tomas Reyl", "Mira Solberg", "Jonah Feld")]
    chart = map_of_members([*crowd * 3, Place("Petra Vance", 9, 0, VIEW_B)])
    shown = [row["text"] for row in layer_of(chart, "names")["data"]["values"]]
    assert "Petra Vance" in shown
    assert len(shown) < 13
    assert len(chart.table) == 13


CELLS = [
    Cell("fond", "Ines Aubry", VIEW_A, 4),
    Cell("fond", "Petra Vance", VIEW_B, 0),
    Cell("fond", "Wei Lindqvist", BETWEEN, None),
    Cell("hold the limits", "Ines Aubry", VIEW_A, 2, 1, 7),
    Cell("hold the limits", "Petra Vance", VIEW_B, 7, 1, 7),
    Cell("hold the limits", "Wei Lindqvist", BETWEEN, 4, 1, 7),
]


def test_the_heat_map_s_table_has_a_row_for_each_item_and_a_column_for_each_member():
    chart = every_answer(CELLS)
    assert chart.table[0] == {"item": "fond", "Ines Aubry": 4, "Wei Lindqvist": None, "Petra Vance": 0}
    assert chart.alt == "Every answer of 3 members to 2 items, by view; darker is stronger."


def test_cells_are_as_dark_as_the_answer_is_strong_on_its_own_scale(layer_of):
    shares = [cell["share"] for cell in layer_of(every_answer(CELLS), "cells")["data"]["values"]]
    assert shares == [1.0, 0.0, pytest.approx(1 / 6, abs=1e-3), 1.0, 0.5]


def test_cannot_say_is_a_dash_and_no_cell(layer_of):
    chart = every_answer(CELLS)
    said = [row["text"] for row in layer_of(chart, "answers")["data"]["values"]]
    assert "–" in said
    assert len(layer_of(chart, "cells")["data"]["values"]) == 5


def test_a_chart_of_nothing_but_cannot_say_has_no_cells(layer_of):
    chart = every_answer([Cell("fond", "Ines Aubry", VIEW_A, None)])
    assert layer_of(chart, "cells") is None
    assert layer_of(chart, "strong answers") is None


def test_columns_stand_by_view_with_whoever_is_between_in_the_middle(drawn, layer_of):
    chart = every_answer(CELLS)
    rules = [(row["view"], row["at"]) for row in layer_of(chart, "rules")["data"]["values"]]
    assert [view for view, _ in rules] == [VIEW_A, BETWEEN, VIEW_B]
    assert [at for _, at in rules] == sorted(at for _, at in rules)


def test_a_number_stands_in_the_middle_of_its_cell(drawn, layer_of):
    chart = every_answer(CELLS[:1])
    cell = layer_of(chart, "cells")["data"]["values"][0]
    number = layer_of(chart, "strong answers")["data"]["values"][0]
    assert number["at"] == pytest.approx((cell["at"] + cell["to"]) / 2, abs=1e-3)
    assert number["y"] == pytest.approx((cell["y"] + cell["y2"]) / 2)


def test_names_that_do_not_fit_their_columns_stand_upright(layer_of):
    team = [f"Member{number} Longsurname" for number in range(20)]
    crowd = [Cell("fond", name, VIEW_A, 1) for name in team]
    assert layer_of(every_answer(crowd), "members")["mark"]["angle"] == 270
    assert "angle" not in layer_of(every_answer(CELLS), "members")["mark"]


def test_a_name_over_a_column_is_wrapped_between_its_words(layer_of):
    team = [
        "Wei Lindqvist",
        "Mira Solberg",
        "Jonah Feld",
        "Ines Aubry",
        "Tomas Reyl",
        "Amir Dost",
        "Lotte Graaf",
    ]
    chart = every_answer([Cell("fond", name, VIEW_A, 1) for name in team])
    said = [row["text"] for row in layer_of(chart, "members")["data"]["values"]]
    assert [name.split() for name in said] == [name.split() for name in team]


def test_an_unknown_view_is_refused():
    with pytest.raises(ValueError, match="camp"):
        Place("Ines Aubry", 0, 0, "camp 1")
    with pytest.raises(ValueError, match="camp"):
        Cell("fond", "Ines Aubry", "camp 1", 2)


def test_nobody_and_nothing_are_said_in_words():
    assert map_of_members([]).alt == "Nobody to show."
    assert every_answer([]).alt == "No answer to show."


def test_a_map_and_a_heat_map_without_names_tell_none(layer_of):
    chart = map_of_members([Place("", one.x, one.y, one.view) for one in TEAM])
    assert {key for row in layer_of(chart, "members")["data"]["values"] for key in row} == {"at", "y", "view"}
    assert layer_of(chart, "names") is None
    assert {key for row in chart.table for key in row} == {"view", "across", "up"}

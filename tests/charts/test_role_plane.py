"""Role received beside own feeling: one dot a member, each in its corner; ink only where the two part."""

import pytest

from charts.role_plane import Corner, role_plane

GOOD, BAD, WARM, AGAINST = "as someone good", "as someone bad", "warm", "irritated or afraid"


def plane(counts=(5, 4, 0, 3), of=14, **more):
    places = ((GOOD, WARM, False), (GOOD, AGAINST, True), (BAD, WARM, True), (BAD, AGAINST, False))
    corners = [Corner(*where[:2], many, where[2]) for where, many in zip(places, counts, strict=True)]
    return role_plane(corners, of, **more)


def at(layer_of, chart, name):
    found = layer_of(chart, name)
    return [(row["x"], row["y"]) for row in found["data"]["values"]] if found else []


def test_the_table_and_the_sentence_hold_the_four_counts():
    chart = plane()
    assert chart.table[1] == {"we were treated": GOOD, "we feel": AGAINST, "members": 4}
    assert "treated as someone good and feeling irritated or afraid, 4" in chart.alt
    assert "treated as someone bad and feeling warm, nobody" in chart.alt


def test_there_is_a_dot_for_everybody_in_a_corner_and_ink_where_the_two_part(layer_of):
    chart = plane()
    assert len(at(layer_of, chart, "agreeing")) == 5 + 3
    assert len(at(layer_of, chart, "parting")) == 4


def test_a_kind_of_dot_that_there_is_not_is_no_layer(layer_of):
    assert layer_of(plane((5, 0, 0, 4)), "parting") is None
    assert layer_of(plane((0, 4, 3, 0)), "agreeing") is None


@pytest.mark.parametrize("narrow", [False, True])
def test_dots_stay_in_their_corner_however_many(layer_of, narrow):
    chart = plane((30, 3, 3, 30), of=70, narrow=narrow)
    rules = layer_of(chart, "rules")["data"]["values"]
    right, bottom = max(row["x2"] for row in rules), max(row["y2"] for row in rules)
    middle = sorted({row["x"] for row in rules if row["x"] == row["x2"]})[1]
    level = sorted({row["y"] for row in rules if row["y"] == row["y2"]})[1]
    agreeing = at(layer_of, chart, "agreeing")
    assert all(x < middle and y < level for x, y in agreeing[:30])
    assert all(middle < x < right and level < y < bottom for x, y in agreeing[30:])
    assert right <= (358 if narrow else 620)


def test_names_stand_in_the_table_alone(spoken):
    chart = role_plane([Corner(GOOD, WARM, 2, False, ("Anna", "Zoe")), Corner(BAD, WARM, 0, True, ())], 2)
    assert chart.table[0]["who"] == "Anna, Zoe"
    assert chart.table[1]["who"] == "–"
    assert "Zoe" not in spoken(chart) + chart.alt


def test_on_the_wall_everything_is_larger(layer_of):
    desk, wall = plane(), plane(scale=2.0)
    assert wall.spec["height"] == pytest.approx(2 * desk.spec["height"], abs=1)
    assert at(layer_of, wall, "parting")[0] == tuple(2 * place for place in at(layer_of, desk, "parting")[0])


def test_nothing_to_show_is_said_in_words():
    assert role_plane([], 0).alt == "Not enough to show."

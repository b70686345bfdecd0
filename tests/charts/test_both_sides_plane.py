"""The weeks in one plane: closer is left, both sides held is up; what is not told has no point."""

import pytest

from charts.both_sides_plane import GONE_QUIET, INTEGRATING, Moment, Span, both_sides_plane

APART = Moment("22 Oct", 11, Span(2.8, 2.4, 3.3), Span(-1.2, -1.5, -0.9))
HALFWAY = Moment("5 Nov", 10, Span(1.7, 1.3, 2.2), Span(0.2, -0.2, 0.6))
TOGETHER = Moment("19 Nov", 11, Span(0.2, 0.0, 0.6), Span(2.2, 1.9, 2.4))
QUIET = Moment("19 Nov", 11, Span(0.2, 0.0, 0.6), Span(-1.4, -1.7, -1.1))
HIDDEN = Moment("29 Oct", 9, None, Span(0.0, -0.4, 0.4))


def points(drawn, chart, width=560):
    return [*drawn(chart, "weeks before", width), *drawn(chart, "this week", width)]


def test_closer_is_further_left_and_both_sides_held_is_further_up(drawn):
    (far, low), (near, high) = points(drawn, both_sides_plane([APART, TOGETHER]))
    assert near < far
    assert high < low


def test_two_roads_to_views_that_lie_close_end_in_different_corners(drawn):
    (left, up), (also_left, down) = (points(drawn, both_sides_plane([APART, end]))[-1] for end in (TOGETHER, QUIET))
    assert left == also_left
    assert up < down - 100


def test_the_corners_stand_in_words_above_and_below_the_plane(layer_of):
    words = {row["text"]: row["y"] for row in layer_of(both_sides_plane([APART, QUIET]), "corners")["data"]["values"]}
    rules = [row["y"] for row in layer_of(both_sides_plane([APART, QUIET]), "rules")["data"]["values"]]
    assert words[INTEGRATING] < min(rules)
    assert words[GONE_QUIET] > max(rules)


def test_the_path_runs_through_the_weeks_in_their_order_and_the_last_one_is_in_ink(layer_of):
    chart = both_sides_plane([APART, HALFWAY, TOGETHER])
    assert [row["turn"] for row in layer_of(chart, "path")["data"]["values"]] == [0, 1, 2]
    assert len(layer_of(chart, "weeks before")["data"]["values"]) == 2
    assert layer_of(chart, "this week")["mark"]["style"] == "here"
    assert [row["text"] for row in layer_of(chart, "days")["data"]["values"]] == ["22 Oct", "5 Nov", "19 Nov"]


def test_a_cross_is_as_wide_and_as_tall_as_what_is_not_known(layer_of):
    chart = both_sides_plane([APART, HALFWAY])
    level, upright = (layer_of(chart, name)["data"]["values"][0] for name in ("distances", "both sides"))
    point = layer_of(chart, "weeks before")["data"]["values"][0]
    assert level["at"] < point["at"] < level["to"]
    assert upright["y"] < point["y"] < upright["y2"]


def test_a_week_that_may_not_be_told_has_a_row_and_no_point(layer_of, spoken):
    chart = both_sides_plane([APART, HIDDEN, TOGETHER])
    assert len(layer_of(chart, "path")["data"]["values"]) == 2
    assert "29 Oct" not in spoken(chart)
    assert chart.table[1]["points apart"] is None
    assert "29 Oct not told" in chart.alt


def test_one_week_alone_has_a_point_and_no_path(layer_of):
    chart = both_sides_plane([HIDDEN, TOGETHER])
    assert layer_of(chart, "path") is None
    assert layer_of(chart, "weeks before") is None


@pytest.mark.parametrize(("width", "narrow"), [(560, False), (340, True)])
def test_eight_weeks_stay_inside_the_plane(drawn, layer_of, width, narrow):
    weeks = [Moment(f"{day} Nov", 9, Span(day / 3, 0.0, 4.4), Span(4.4, -2.4, 4.4)) for day in range(1, 9)]
    chart = both_sides_plane(weeks, narrow=narrow)
    rules = [row["y"] for row in layer_of(chart, "rules")["data"]["values"]]
    for across, down in points(drawn, chart, width):
        assert 66 < across <= width
        assert min(rules) <= down <= max(rules)


def test_the_table_and_the_sentence_hold_both_figures():
    chart = both_sides_plane([APART, TOGETHER])
    assert chart.alt.endswith("22 Oct 2.8 points apart, both sides −1.2; 19 Nov 0.2 points apart, both sides 2.2.")
    assert chart.table[0]["both at once, from"] == -1.5


def test_no_week_at_all_is_said_in_words():
    assert both_sides_plane([HIDDEN]).alt == "No week can be told."

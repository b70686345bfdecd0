"""A slope goes from where the mean was to where it is, and holds nothing that may not be told."""

from dataclasses import replace

import pytest

from charts.slopes import Slope, slopes, with_own_slopes

RISK = Slope(
    "protect first … accept some risk", "accept some risk", "protect first", 1, 7, 4.0, 4.5, 2.0, 3.5, 6.0, 5.5
)
LIMITS = Slope("make room … hold the limits", "hold the limits", "make room", 1, 7, 3.0, 5.0)
FOND = Slope("fond", "very strongly", "not at all", 0, 4, 1.0, 2.0, titled=True)


def lines(chart, layer_of, name):
    return layer_of(chart, name)["data"]["values"]


def test_the_lines_of_the_views_go_from_their_means_before_to_those_after(layer_of):
    chart = slopes([RISK])
    a, b = lines(chart, layer_of, "slopes")
    tall = lines(chart, layer_of, "posts")[0]
    share = {row["view"]: [(tall["y2"] - row[y]) / (tall["y2"] - tall["y"]) for y in ("y", "y2")] for row in (a, b)}
    assert share["view A"] == pytest.approx([1 / 6, 2.5 / 6], abs=0.01)
    assert share["view B"] == pytest.approx([5 / 6, 4.5 / 6], abs=0.01)
    assert layer_of(chart, "slopes of all") is None


def test_where_the_views_may_not_be_told_the_mean_of_all_is_drawn_and_nothing_of_a_view(layer_of, spoken):
    chart = slopes([LIMITS])
    assert len(lines(chart, layer_of, "slopes of all")) == 1
    assert layer_of(chart, "slopes") is None
    assert "view" not in spoken(chart)


def test_a_row_without_means_draws_its_posts_and_no_line(layer_of):
    chart = slopes([replace(LIMITS, before=None, after=None)])
    assert layer_of(chart, "slopes of all") is None
    assert len(lines(chart, layer_of, "posts")) == 2


def test_the_table_holds_the_means_and_the_sentence_says_them():
    chart = slopes([RISK, LIMITS])
    assert chart.table[0] == {
        "item": "protect first … accept some risk",
        "all, before": 4.0,
        "all, after": 4.5,
        "view A, before": 2.0,
        "view A, after": 3.5,
        "view B, before": 6.0,
        "view B, after": 5.5,
    }
    assert chart.alt == (
        "Means before and after the discussion, 2 items: protect first … accept some risk, view A from 2.0 to 3.5, "
        "view B from 6.0 to 5.5; make room … hold the limits, all from 3.0 to 5.0."
    )


def test_how_far_the_views_lie_apart_is_noted_before_and_after(layer_of):
    notes = [row["text"] for row in lines(slopes([RISK]), layer_of, "notes")]
    assert "4.0 apart, then 2.0" in notes


def test_a_mean_on_another_scale_stands_at_its_share_of_that_scale(layer_of):
    chart = slopes([FOND])
    line, post = lines(chart, layer_of, "slopes of all")[0], lines(chart, layer_of, "posts")[0]
    assert line["y"] == pytest.approx(post["y2"] - 0.25 * (post["y2"] - post["y"]))
    assert line["y2"] == pytest.approx(post["y2"] - 0.5 * (post["y2"] - post["y"]))


@pytest.mark.parametrize(("narrow", "columns"), [(False, 4), (True, 2)])
def test_panels_stand_side_by_side_and_none_leaves_the_width(narrow, columns, layer_of):
    chart = slopes([RISK] * 6, narrow=narrow)
    posts = lines(chart, layer_of, "posts")
    assert all(0 <= row["from"] <= 1 for row in posts)
    assert len({row["from"] for row in posts}) == 2 * columns
    assert len({row["y"] for row in posts}) == -(-6 // columns)


def test_words_of_one_row_of_panels_end_above_the_posts_of_the_next(layer_of):
    chart = slopes([RISK, FOND, LIMITS] * 3, narrow=True)
    tops = sorted({row["y"] for row in lines(chart, layer_of, "posts")})
    words = [row["y"] for name in ("words", "notes") for row in lines(chart, layer_of, name)]
    assert max(words) < chart.spec["height"]
    for top in tops:
        assert not [y for y in words if top - 4 < y < top + 80]


def test_ones_own_movement_is_a_layer_of_its_own_and_the_kept_chart_has_none(layer_of, spoken):
    kept = slopes([RISK, LIMITS])
    before = spoken(kept)
    chart = with_own_slopes(kept, [replace(RISK, own_before=1, own_after=7), LIMITS])
    assert spoken(kept) == before
    assert layer_of(kept, "own movement") is None
    (line,) = lines(chart, layer_of, "own movement")
    post = lines(chart, layer_of, "posts")[0]
    assert (line["y"], line["y2"]) == (post["y2"], post["y"])
    assert len(lines(chart, layer_of, "own")) == 2
    assert (chart.table[0]["you, before"], chart.table[1]["you, after"]) == (1, None)
    assert chart.alt.endswith("your own movement is a thin line.")


def test_without_an_own_answer_nothing_is_added():
    kept = slopes([RISK])
    assert with_own_slopes(kept, [RISK]) is kept


def test_nothing_to_compare_is_said_in_words():
    assert slopes([]).alt == "Nothing to compare."


def test_the_wall_is_the_desk_enlarged():
    assert slopes([RISK], scale=2.0).spec["height"] == pytest.approx(2 * slopes([RISK]).spec["height"], abs=2)

"""The strips show what the rows hold, where it can be read, and nothing of who gave which answer."""

import json
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise

import pytest

from charts.strips import Strip, strips, with_own
from charts.theme import BETWEEN, VIEW_A, VIEW_B

NAMES = ("Ines Aubry", "Tomas Reyl", "Mira Solberg")
DESK, TABLET, PHONE, WALL = (1080, False, 1.0), (760, False, 1.0), (358, True, 1.0), (1760, False, 2.15)


def test_the_table_holds_the_rows_behind_the_chart(feelings, words):
    table = strips(feelings, ends=words).table
    assert [row["item"] for row in table] == [row.label for row in feelings]
    assert [row["answers, sorted"] for row in table][2] == "2, 3, 3, 3, 3, 3, 3, 3, 4"
    assert [row["answered"] for row in table] == [9, 9, 9]
    assert [row["mean of view A"] for row in table] == [3.2, 0.6, None]
    assert [row["mean of view B"] for row in table] == [0.5, 3.2, None]
    assert [row["note"] for row in table] == ["2.7 apart", "2.6 apart", ""]


def test_the_table_of_positions_names_both_ends(positions):
    assert strips(positions, ends=None).table[0]["item"] == "make room … hold the limits"


def test_the_alternative_text_is_one_sentence_about_the_rows(feelings, words):
    said = strips(feelings, ends=words).alt
    assert said == (
        "Answers without names to 3 items, with the means of view A and view B: able to reach them when "
        "others could not, 2.7 apart; irritated, 2.6 apart; interested, mean 3.0."
    )


def test_the_alternative_text_does_not_promise_means_that_are_not_shown(make_feeling, words):
    said = strips([make_feeling("fond", [1, 2, 2])], ends=words).alt
    assert said == "Answers without names to one item: fond, mean 1.7."


def test_every_answer_is_one_dot_at_its_value(feelings, words, layer_of):
    dots = layer_of(strips(feelings, ends=words), "answers")["data"]["values"]
    assert [dot["at"] * 4 for dot in dots] == [answer for row in feelings for answer in row.answers]


def test_dots_ride_above_the_line_and_means_lie_on_it(feelings, words, drawn):
    chart = strips(feelings[:1], ends=words)
    line = drawn(chart, "bands", 1080)[0][1]
    assert {down for _, down in drawn(chart, "means", 1080)} == {line}
    assert all(down < line for _, down in drawn(chart, "answers", 1080))


def test_the_means_of_the_views_stand_at_their_values_on_the_track(positions, drawn, layer_of):
    chart = strips(positions[:1], ends=None)
    first, second = drawn(chart, "means", 1080)
    begin, end = _track(chart, 1080)
    assert [row["view"] for row in layer_of(chart, "means")["data"]["values"]] == [VIEW_A, VIEW_B]
    assert first[0] == pytest.approx(begin + (1.8 - 1) / 6 * (end - begin), abs=0.1)
    assert second[0] == pytest.approx(begin + (6.0 - 1) / 6 * (end - begin), abs=0.1)


def test_a_tick_marks_the_mean_of_all_only_where_the_views_are_not_told_apart(feelings, words, layer_of):
    chart = strips(feelings, ends=words)
    ticks = layer_of(chart, "means of all")["data"]["values"]
    assert [tick["at"] for tick in ticks] == [0.75]
    assert layer_of(strips(feelings[:2], ends=words), "means of all") is None


def test_a_mean_that_may_not_be_told_leaves_no_trace(make_feeling, words, spoken):
    hidden = replace(make_feeling("fond", [1, 2, 2]), mean=None)
    chart = strips([hidden], ends=words)
    assert "mean" not in spoken(chart)
    assert chart.table[0]["mean of all"] is None


def test_a_row_without_answers_keeps_its_label_and_its_line(make_feeling, words, drawn, spoken):
    rows = [make_feeling("fond", [1, 2]), make_feeling("on edge or afraid", [])]
    chart = strips(rows, ends=words)
    assert len(drawn(chart, "tracks", 1080)) == 2
    assert len(drawn(chart, "answers", 1080)) == 2
    assert "on edge or afraid" in spoken(chart)
    assert chart.alt.endswith("on edge or afraid, no answers.")
    assert chart.table[1]["answered"] == 0


def test_no_layer_is_drawn_without_rows(make_feeling, words):
    chart = strips([make_feeling("fond", [])], ends=words)
    assert all(layer["data"]["values"] for layer in chart.spec["layer"])


def test_no_item_at_all_is_said_in_words(words, spoken):
    chart = strips((), ends=words)
    assert chart.alt == "No item to show."
    assert "No item to show." in spoken(chart)


@pytest.mark.parametrize(("width", "narrow", "scale"), [DESK, TABLET, PHONE, WALL])
@pytest.mark.parametrize("number", [1, 5, 12, 24])
def test_equal_answers_keep_clear_of_the_neighbouring_scale_point(width, narrow, scale, number, make_position, drawn):
    row = make_position("let go", "hold", [4] * number)
    chart = strips([row, row], ends=None, narrow=narrow, scale=scale)
    begin, end = _track(chart, width)
    step = (end - begin) / 6
    point = begin + 3 * step
    radius = 4.5 * scale
    for across, _ in drawn(chart, "answers", width):
        assert abs(across - point) + radius < step / 2


@pytest.mark.parametrize(("width", "narrow", "scale"), [DESK, PHONE, WALL])
def test_twelve_equal_answers_do_not_hide_one_another(width, narrow, scale, make_position, drawn):
    row = make_position("let go", "hold", [4] * 12)
    places = drawn(strips([row, row], ends=None, narrow=narrow, scale=scale), "answers", width)[:12]
    assert len(set(places)) == 12
    beside = [b[0] - a[0] for a, b in pairwise(sorted(places, key=lambda at: (at[1], at[0]))) if a[1] == b[1]]
    assert min(beside) >= 8.9 * scale


@pytest.mark.parametrize(("width", "narrow", "scale"), [DESK, PHONE, WALL])
def test_no_dot_leaves_the_sheet(width, narrow, scale, make_feeling, words, drawn):
    rows = [make_feeling("fond", [0] * 12), make_feeling("irritated", [4] * 12)]
    chart = strips(rows, ends=words, narrow=narrow, scale=scale)
    for across, down in drawn(chart, "answers", width):
        assert 4 * scale <= across <= width - 4 * scale
        assert 4 * scale <= down <= chart.spec["height"]


def test_many_equal_answers_do_not_run_into_the_row_above(make_feeling, words, drawn):
    rows = [make_feeling("fond", [2, 2]), make_feeling("irritated", [2] * 24)]
    chart = strips(rows, ends=words)
    upper_line = drawn(chart, "tracks", 1080)[0][1]
    assert min(down for _, down in drawn(chart, "answers", 1080)[2:]) > upper_line + 6


def test_words_over_the_scale_stand_over_its_beginning_middle_and_end(feelings, words, drawn):
    chart = strips(feelings, ends=words)
    begin, end = _track(chart, 1080)
    assert [across for across, _ in drawn(chart, "scale words", 1080)] == [begin, (begin + end) / 2, end]


def test_the_ends_of_a_position_stand_on_their_sides_of_the_track(positions, drawn):
    chart = strips(positions, ends=None)
    begin, end = _track(chart, 1080)
    assert all(across < begin for across, _ in drawn(chart, "low ends", 1080))
    assert all(across > end for across, _ in drawn(chart, "high ends", 1080))


def test_a_single_question_takes_the_width_that_its_words_leave(positions):
    lone, several = strips(positions[:1], ends=None), strips(positions, ends=None)
    begin, end = _track(lone, 1080)
    narrower = _track(several, 1080)
    assert end - begin > narrower[1] - narrower[0]


@pytest.mark.parametrize("narrow", [False, True])
def test_a_long_label_is_wrapped_and_never_cut(narrow, make_feeling, words, layer_of):
    label = "able to reach them in a way that, as far as anybody on this ward can tell, others could not"
    chart = strips([make_feeling(label, [1, 2])], ends=words, narrow=narrow)
    said = layer_of(chart, "labels")["data"]["values"][0]["text"]
    assert said.split() == label.split()
    assert said.count("\n") >= 2
    assert "limit" not in layer_of(chart, "labels")["mark"]


def test_the_phone_has_words_above_the_track_and_a_track_of_nearly_its_width(feelings, words, drawn):
    chart = strips(feelings, ends=words, narrow=True)
    begin, end = _track(chart, 358)
    assert end - begin > 300
    for (_, label), (_, line) in zip(drawn(chart, "labels", 358), drawn(chart, "tracks", 358), strict=True):
        assert label < line - 20


def test_the_wall_is_the_desk_enlarged(feelings, words):
    desk, wall = strips(feelings[:2], ends=words), strips(feelings[:2], ends=words, scale=2.0)
    assert wall.spec["height"] == pytest.approx(2 * desk.spec["height"], abs=1)
    assert wall.table == desk.table


def test_the_kept_chart_knows_nothing_of_one_own_answer(feelings, words):
    asked = [replace(row, own=row.answers[0]) for row in feelings]
    assert strips(asked, ends=words) == strips(feelings, ends=words)


@pytest.mark.parametrize(("width", "narrow", "scale"), [DESK, TABLET, PHONE, WALL])
def test_the_ring_lies_on_a_dot_of_the_same_value(width, narrow, scale, feelings, words, drawn):
    asked = [replace(row, own=row.answers[4]) for row in feelings]
    chart = with_own(strips(feelings, ends=words, narrow=narrow, scale=scale), asked)
    dots = drawn(chart, "answers", width)
    for number, ring in enumerate(drawn(chart, "own", width)):
        of_row = dots[9 * number : 9 * number + 9]
        same = [dot for dot, value in zip(of_row, feelings[number].answers, strict=True) if value == asked[number].own]
        assert ring in same


def test_the_ring_lies_on_the_dots_of_a_position_too(positions, drawn):
    asked = [replace(positions[0], own=6.0), positions[1]]
    chart = with_own(strips(positions, ends=None), asked)
    assert drawn(chart, "own", 1080)[0] in drawn(chart, "answers", 1080)


def test_an_answer_outside_the_picture_is_ringed_at_its_value(make_feeling, words, drawn):
    row = make_feeling("fond", [1, 2, 2])
    chart = with_own(strips([row], ends=words), [replace(row, own=4.0)])
    assert drawn(chart, "own", 1080)[0][0] == _track(chart, 1080)[1]


def test_adding_one_own_answers_leaves_the_kept_chart_as_it_was(feelings, words):
    kept = strips(feelings, ends=words)
    before = json.dumps(kept.spec)
    mine = with_own(kept, [replace(feelings[0], own=3.0), *feelings[1:]])
    assert json.dumps(kept.spec) == before
    assert "your own" not in kept.table[0]
    assert [row["your own"] for row in mine.table] == [3.0, None, None]
    assert mine.alt.endswith("your own answers are ringed.")


def test_whoever_has_not_answered_sees_the_kept_chart(feelings, words):
    kept = strips(feelings, ends=words)
    assert with_own(kept, feelings) is kept


def test_no_name_and_no_view_of_a_single_answer_without_the_named_policy(feelings, words, layer_of):
    chart = strips(feelings, ends=words)
    dots = layer_of(chart, "answers")["data"]["values"]
    assert all(set(dot) == {"at", "place", "step", "y"} for dot in dots)
    assert layer_of(chart, "named answers") is None
    assert all("who" not in row for row in chart.table)


def test_answers_in_the_order_of_entering_are_refused(make_feeling):
    with pytest.raises(ValueError, match="sorted"):
        make_feeling("fond", [3, 1, 2])


def test_names_stand_at_their_own_answers_under_the_named_policy(make_feeling, words, layer_of):
    row = make_feeling("fond", [1, 2, 4], names=NAMES, views=(VIEW_B, BETWEEN, VIEW_A))
    chart = strips([row], ends=words)
    told = [(dot["name"], dot["answer"], dot["view"]) for dot in layer_of(chart, "named answers")["data"]["values"]]
    assert told == [("Ines Aubry", 1, VIEW_B), ("Tomas Reyl", 2, BETWEEN), ("Mira Solberg", 4, VIEW_A)]
    assert chart.table[0]["who"] == "Ines Aubry 1, Tomas Reyl 2, Mira Solberg 4"
    assert layer_of(chart, "named answers")["encoding"]["shape"]["field"] == "view"


def test_under_the_named_policy_the_ring_lies_on_one_own_dot(make_feeling, words, drawn):
    row = make_feeling("fond", [2, 2, 2], names=NAMES, views=(VIEW_A,) * 3)
    chart = with_own(strips([row], ends=words), [replace(row, own=2.0, own_name="Ines Aubry")])
    assert drawn(chart, "own", 1080) == drawn(chart, "named answers", 1080)[:1]


@pytest.mark.parametrize("views", [None, (VIEW_A,), ("camp 1", VIEW_A, VIEW_B)])
def test_a_name_without_a_known_view_is_refused(views, make_feeling):
    with pytest.raises(ValueError, match="view"):
        make_feeling("fond", [1, 2, 4], names=NAMES, views=views)


def test_the_same_rows_give_the_same_spec_in_every_process():
    program = (
        "import json; from charts.strips import Strip, strips;"
        "row = Strip('fond', '', '', 0, 4, (1.0, 2.0), 1.5, None, None, '');"
        "print(json.dumps(strips([row], ends=('a', 'b', 'c')).spec))"
    )
    specs = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": "."},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(specs) == 1


def _track(chart, width):
    """Beginning and end of the track in px."""
    tracks = next(layer for layer in chart.spec["layer"] if layer["name"] == "tracks")
    begin, end = tracks["encoding"]["x"]["scale"]["range"]
    return begin, eval(end["expr"], {"__builtins__": {}}, {"width": width})


def test_labels_stand_in_tooltip_and_table_and_the_dots_stay_grey(layer_of):
    row = Strip("fond", "", "", 0, 4, (0, 3, 3), 2.0, None, None, "", labels=("other", "nursing", "other"))
    chart = strips([row], ends=("not at all", "somewhat", "very strongly"))
    dots = layer_of(chart, "answers")
    assert [(dot["label"], dot["answer"]) for dot in dots["data"]["values"]] == [
        ("other", 0),
        ("nursing", 3),
        ("other", 3),
    ]
    assert "color" not in dots["encoding"]
    assert chart.table[0]["by discipline"] == "nursing 3; other 0, 3"
    assert chart.alt.startswith("Answers by discipline to one item")


def test_labels_in_another_order_than_their_own_are_refused():
    with pytest.raises(ValueError, match="labels"):
        Strip("fond", "", "", 0, 4, (3, 3), 3.0, None, None, "", labels=("other", "nursing"))

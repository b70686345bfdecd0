"""Filled dots count those who ticked or recorded, and tell nothing of who."""

import pytest

from charts.recorded import recorded
from charts.ticks import Tick, ticks

NOTICED = [
    Tick("handover described someone else", 6, 9),
    Tick("contact broke off, in conflict", 0, 9),
    Tick("same request, different answers", 9, 9),
]


def test_the_table_and_the_sentence_hold_the_counts():
    chart = ticks(NOTICED)
    assert chart.table[0] == {"noticed": "handover described someone else", "ticked by": 6, "of": 9}
    assert chart.alt == (
        "What was noticed, and by how many: handover described someone else, 6 of 9; contact broke off, "
        "in conflict, 0 of 9; same request, different answers, 9 of 9."
    )


def test_as_many_dots_are_filled_as_ticked_and_the_others_are_empty(drawn):
    chart = ticks(NOTICED)
    assert len(drawn(chart, "filled", 500)) == 6 + 0 + 9
    assert len(drawn(chart, "empty", 500)) == 3 + 9 + 0


def test_filled_dots_come_first_whoever_ticked(drawn):
    chart = ticks(NOTICED[:1])
    assert max(across for across, _ in drawn(chart, "filled", 500)) < min(
        across for across, _ in drawn(chart, "empty", 500)
    )


@pytest.mark.parametrize(("count", "missing"), [(9, "empty"), (0, "filled")])
def test_a_kind_of_dot_that_there_is_not_is_no_layer(count, missing, layer_of):
    assert layer_of(ticks([Tick("a rule was bent", count, 9)]), missing) is None
    assert layer_of(recorded(count, 9), missing) is None


@pytest.mark.parametrize(("width", "narrow"), [(500, False), (358, True)])
def test_dots_of_a_large_team_stay_left_of_the_number(width, narrow, drawn):
    chart = ticks([Tick("a rule was bent", 7, 30)], narrow=narrow)
    assert max(across for across, _ in drawn(chart, "empty", width)) < width - 50


def test_a_long_observation_is_wrapped_and_moves_the_next_one_down(layer_of):
    long = "a colleague was spoken of as all good or all bad"
    chart = ticks([Tick(long, 1, 9), Tick("we repaired something", 1, 9)])
    first, second = layer_of(chart, "labels")["data"]["values"]
    assert first["text"].split() == long.split()
    assert "\n" in first["text"]
    assert second["y"] - first["y"] >= 17 * 2


def test_labels_take_a_slimmer_column_in_a_slim_container(drawn, layer_of):
    chart = ticks(NOTICED)
    assert drawn(chart, "filled", 340)[0][0] < drawn(chart, "filled", 500)[0][0] - 60
    label = layer_of(chart, "labels")["data"]["values"][0]
    assert label["slim"].split() == label["text"].split()
    assert label["slim"].count("\n") > label["text"].count("\n")


def test_nothing_noticed_is_said_in_words():
    assert ticks([]).alt == "Nothing was ticked."


def test_who_has_recorded_is_a_number_and_no_name():
    chart = recorded(7, 9)
    assert chart.alt == "7 of 9 have recorded."
    assert chart.table == ({"have recorded": 7, "of": 9},)


@pytest.mark.parametrize("of", [1, 9, 30])
def test_the_number_stands_behind_the_last_dot(of, drawn):
    chart = recorded(of, of)
    assert len(drawn(chart, "filled", 380)) == of
    assert drawn(chart, "number", 380)[0][0] > max(across for across, _ in drawn(chart, "filled", 380))


def test_a_team_of_nobody_is_said_in_words():
    assert recorded(0, 0).alt == "Nobody has been asked yet."

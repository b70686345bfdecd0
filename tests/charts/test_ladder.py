"""The verdict ladder puts each answer on its stop, "cannot tell" like any other."""

import pytest

from charts.ladder import STOPS, Rung, ladder

RUNGS = [Rung("we feel", "two views"), Rung("we would do", "cannot tell")]


def test_the_table_and_the_sentence_hold_the_rungs():
    chart = ladder(RUNGS)
    assert chart.table == (
        {"looked at": "we feel", "answer": "two views"},
        {"looked at": "we would do", "answer": "cannot tell"},
    )
    assert chart.alt == (
        "Where the answer stands between none found and two views: we feel: two views; we would do: cannot tell."
    )


@pytest.mark.parametrize("stop", STOPS)
def test_the_filled_stop_stands_under_its_words(stop, drawn, layer_of):
    chart = ladder([Rung("we feel", stop)])
    words = layer_of(chart, "stops")["data"]["values"]
    under = drawn(chart, "stops", 500)[[row["text"] for row in words].index(stop)][0]
    assert [across for across, _ in drawn(chart, "reached", 500)] == [under]


def test_all_four_stops_are_always_shown(drawn):
    assert len(drawn(ladder(RUNGS), "steps", 500)) == 2 * len(STOPS)


def test_labels_stand_left_of_the_first_stop_on_a_desk_and_above_it_on_a_phone(drawn):
    desk, phone = ladder(RUNGS), ladder(RUNGS, narrow=True)
    assert drawn(desk, "labels", 500)[0][0] < drawn(desk, "steps", 500)[0][0] - 20
    assert drawn(phone, "labels", 358)[0] == (0, drawn(phone, "steps", 358)[0][1] - 22)


def test_a_stop_that_does_not_exist_is_refused():
    with pytest.raises(ValueError, match="split"):
        ladder([Rung("we feel", "split")])


def test_no_rung_is_said_in_words():
    assert ladder([]).alt == "Nothing was looked at yet."

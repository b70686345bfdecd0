"""The weeks of a case: what is not told is not drawn, and a figure stands where its scale says."""

import pytest

from charts.weeks import Week, weeks

RULES = ((0.0, "0"), (1.0, "1 point"), (2.0, "2 points"))
ROWS = (
    Week("29 Oct", 9, 1.8, 1.2, 2.3),
    Week("5 Nov", 8, None, None, None),
    Week("12 Nov", 9, 0.4, 0.0, 0.9),
)


def drawn_weeks(rows=ROWS, **more):
    return weeks(rows, rules=RULES, called="points apart", **more)


def test_the_table_and_the_sentence_hold_every_week():
    chart = drawn_weeks()
    assert chart.table[0] == {"week": "29 Oct", "answered": 9, "points apart": 1.8, "from": 1.2, "to": 2.3}
    assert chart.alt == "points apart over 3 weeks: 29 Oct 1.8; 5 Nov not told; 12 Nov 0.4."


def test_a_week_that_may_not_be_told_has_its_day_and_nothing_else(drawn, layer_of, spoken):
    chart = drawn_weeks()
    assert len(drawn(chart, "weeks", 500)) == 3
    assert len(drawn(chart, "figures", 500)) == len(drawn(chart, "intervals", 500)) == 2
    assert [row["text"] for row in layer_of(chart, "values")["data"]["values"]] == ["1.8", "0.4"]
    assert chart.table[1]["points apart"] is None


def test_weeks_run_from_left_to_right_and_more_stands_higher(drawn):
    (first, high), (last, low) = drawn(drawn_weeks(), "figures", 500)
    assert first < last <= 500
    assert high < low


def test_a_figure_stands_on_the_rule_of_its_value(drawn):
    chart = drawn_weeks((Week("5 Nov", 9, 1.0, 0.5, 1.5), Week("12 Nov", 9, 2.0, 1.5, 2.0)))
    rules = [y for _, y in drawn(chart, "rules", 500)]
    assert [y for _, y in drawn(chart, "figures", 500)] == rules[1:]


@pytest.mark.parametrize("beyond", [-1.0, 3.5])
def test_what_lies_beyond_the_scale_is_drawn_at_its_edge(drawn, beyond):
    chart = drawn_weeks((Week("5 Nov", 9, beyond, beyond, beyond), Week("12 Nov", 9, 1.0, 0.5, 1.5)))
    rules = [y for _, y in drawn(chart, "rules", 500)]
    assert min(rules) <= drawn(chart, "figures", 500)[0][1] <= max(rules)


def test_eight_weeks_fit_a_phone(drawn, layer_of):
    eight = tuple(Week(f"{day} Nov", 9, 1.0, 0.5, 1.5) for day in range(11, 19))
    places = [across for across, _ in drawn(drawn_weeks(eight, narrow=True), "weeks", 340)]
    assert min(after - before for before, after in zip(places, places[1:], strict=False)) > 20
    days = [row["text"] for row in layer_of(drawn_weeks(eight, narrow=True), "weeks")["data"]["values"]]
    assert days[0] == "11\nNov"


def test_no_week_is_said_in_words():
    assert weeks(ROWS[1:2], rules=RULES, called="points apart").alt == "No week can be told."


def test_a_second_figure_is_an_open_square_and_stands_in_table_and_sentence(drawn, layer_of):
    rows = (Week("5 Nov", 3, 2.0, None, None, beside=1.0), Week("12 Nov", 6, 1.5, 1.0, 2.0))
    chart = drawn_weeks(rows, beside="as it was")
    (square,), (_, height) = drawn(chart, "beside", 500), drawn(chart, "figures", 500)[0]
    assert square[1] > height
    assert layer_of(chart, "beside")["mark"]["shape"] == "square"
    assert [row["as it was"] for row in chart.table] == [1.0, None]
    assert chart.alt == "points apart over 2 weeks: 5 Nov 2.0, as it was 1.0; 12 Nov 1.5."

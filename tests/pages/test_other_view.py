"""See through the other view, as it is met on *Division*: the offer, the dialog, the own guess, the team's mean."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from access.terms import Naming
from board import guessing, stages
from demo.patterns import BALANCED
from tests.board.test_division import RECORDERS, divided, grown, sheet
from tests.board.test_guessing import guess, guess_all

TITLE = "See through the other view"


def _script():
    import streamlit as st

    from access.viewer import Viewer
    from pages.division import page

    page(Viewer(st.session_state["token"]))


@pytest.fixture
def opened(ward):
    """Open *Division* as somebody."""

    def open_page(who="anna"):
        app = AppTest.from_function(_script, default_timeout=30)
        app.session_state["token"] = ward.viewer(who).session
        app.query_params["discussion"] = str(ward.discussion)
        return app.run()

    return open_page


@pytest.fixture
def team(ward):
    there = grown(ward, 8)
    divided(ward, there[:4], there[4:])
    return there


def words(app):
    assert not app.exception, app.exception
    parts = [*app.title, *app.subheader, *app.markdown, *app.text, *app.warning]
    return "\n".join(part.value for part in parts)


def buttons(app):
    return [button.label for button in app.button]


def press(app, label):
    next(button for button in app.button if button.label == label).click()
    return app.run()


def charts(app):
    return [json.loads(chart.proto.spec) for chart in app.get("vega_lite_chart")]


def tap(app, place):
    for control in app.segmented_control:
        control.set_value(place)
    return app.run()


def test_who_stands_in_a_view_is_offered_the_guess_right_after_the_portraits(ward, team, opened):
    app = opened()
    other = guessing.other_view(ward.viewer("anna"), ward.discussion).asked.other
    said = words(app)
    assert f"how does {other} answer? Only you see your guess." in said
    assert buttons(app).count("Guess") == 1
    order = [part.value for part in [*app.main] if getattr(part, "type", "") in {"subheader", "header"}]
    assert order.index(TITLE) > order.index("How each view meets the patient")
    assert order.index(TITLE) < order.index("What divides us")


@pytest.mark.parametrize("who", ["observer", "newcomer"])
def test_who_is_not_asked_sees_no_offer(ward, opened, who):
    there = grown(ward, 8)
    ward.join("newcomer")
    divided(ward, there[:4], there[4:])
    app = opened(who)
    assert TITLE not in words(app)
    assert "Guess" not in buttons(app)


def test_without_two_views_there_is_no_card(ward, opened):
    ward.open()
    for who in RECORDERS:
        ward.record(who, sheet(BALANCED, who, noise=0.8))
    ward.reveal()
    assert TITLE not in words(opened())


def test_the_dialog_asks_three_items_on_their_own_scales_and_not_now_closes_it(ward, team, opened):
    app = press(opened(), "Guess")
    items = guessing.other_view(ward.viewer("anna"), ward.discussion).asked.items
    assert [control.label for control in app.segmented_control] == [item.name for item in items]
    assert [len(control.options) for control in app.segmented_control] == [item.high - item.low + 1 for item in items]
    assert "Once, and only you see it; from three guesses on the team sees their mean." in words(app)
    app = press(app, "Not now")
    assert not app.segmented_control
    assert "Guess" in buttons(app)


def test_a_page_that_moves_on_meanwhile_keeps_the_dialog_and_what_was_tapped(ward, team, opened):
    app = tap(press(opened(), "Guess"), 2)
    guess(ward, team[1], 3)
    app = app.run()
    assert [control.value for control in app.segmented_control] == [2, 2, 2]


def test_a_missing_place_is_asked_for_and_nothing_is_kept(ward, team, opened):
    app = press(opened(), "Guess")
    app.segmented_control[0].set_value(2)
    app = press(app.run(), "Keep my guess")
    assert "Give a place on the scale for each of the three" in words(app)
    assert len(app.segmented_control) == 3


def test_after_the_guess_it_stands_beside_what_the_other_view_answers_for_good(ward, team, opened):
    app = press(tap(press(opened(), "Guess"), 1), "Keep my guess")
    for later in (app, opened()):
        said = words(later)
        assert said.count("You placed view ") == 3
        assert "Seen by you alone." in said
        assert "What the team thought is told from three guesses on" in said
        assert "Guess" not in buttons(later)
    ward.close()
    assert words(opened()).count("You placed view ") == 3


def test_the_own_guess_is_a_ring_over_both_means_and_no_answer_of_anybody(ward, team, opened):
    before = charts(opened("ben"))
    guess(ward, "anna", 1)
    rings = [spec for spec in charts(opened()) if {layer["name"] for layer in spec["layer"]} >= {"own", "means"}]
    mine = [spec for spec in rings if "answers" not in {layer["name"] for layer in spec["layer"]}]
    assert mine
    assert sum(len(layer["data"]["values"]) for spec in mine for layer in spec["layer"] if layer["name"] == "own") == 3
    assert charts(opened("ben")) == before, "nothing of it is sent to anybody else"


def test_who_has_not_guessed_yet_is_not_told_what_others_thought(ward, team, opened):
    guess_all(ward, team[:3])
    assert "**The team.**" not in words(opened(team[5]))
    assert "**The team.** Three of us thought the two views" in words(opened("observer"))
    assert "**The team.** Three of us thought the two views" in words(opened(team[0]))
    ward.close()
    assert "**The team.**" in words(opened(team[5])), "once it is closed nobody is asked any more"


def test_a_dialog_still_open_at_the_close_goes(ward, team, opened):
    app = press(opened(), "Guess")
    ward.close()
    app = app.run()
    assert not app.segmented_control
    stages.reopen(ward.viewer("leader"), ward.discussion, "once more")
    assert not app.run().segmented_control


def test_with_names_too_the_card_names_nobody(ward, opened):
    there = grown(ward, 8)
    divided(ward, there[:4], there[4:], Naming.NAMED)
    guess_all(ward, there[:4])
    card = words(opened("observer"))
    card = card[card.index("Who stands in one view could guess") :][:400]
    assert not [who for who in there if ward.name(who) in card.split("In steps")[0]]


def test_the_weeks_of_a_case_are_drawn_where_two_are_told(ward, opened):
    there = grown(ward, 8)
    case = ward.case()
    for week in range(2):
        divided(ward, there[:4], there[4:], case=case)
        guess_all(ward, there[:4], 4 - week)
        if not week:
            assert "Over the weeks of this case" not in words(opened())
            ward.close()
            ward.clock.move(days=7)
    app = opened()
    assert "Over the weeks of this case" in words(app)
    drawn = [spec for spec in charts(app) if {"beside", "figures"} <= {layer["name"] for layer in spec["layer"]}]
    assert len(drawn) == 1

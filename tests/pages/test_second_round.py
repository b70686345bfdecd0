"""The second round as it is met: on the run sheet, on *Home*, on the short form, and on the division page."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from access.terms import Naming, Round, Stage
from board import forms, second_round
from demo.patterns import BALANCED, TENDER, WORN
from tests.board.test_division import divided, grown
from tests.board.test_second_picture import again
from tests.ward import RECORDING, short_answers

HAND_IN = "Hand in, sealed until the second reveal"


def _script():
    import importlib

    import streamlit as st

    from access.viewer import Viewer

    page = importlib.import_module(f"pages.{st.session_state['page']}").page
    page(Viewer(st.session_state["token"]))


@pytest.fixture
def opened(ward):
    """Open a page as somebody, with an address."""

    def open_page(page, who="anna", **address):
        app = AppTest.from_function(_script, default_timeout=30)
        app.session_state["token"], app.session_state["page"] = ward.viewer(who).session, page
        for name, wanted in address.items():
            app.query_params[name] = str(wanted)
        return app.run()

    return open_page


@pytest.fixture
def again_open(ward):
    """A revealed discussion whose second round is open and empty."""
    ward.stand_at(Stage.REVEALED, recorded=RECORDING)
    ward.open_second()
    return ward


def words(app):
    assert not app.exception, app.exception
    return "\n".join(str(getattr(part, "value", "")) + str(getattr(part, "label", "")) for part in app)


def buttons(app):
    return {button.label for button in app.button}


def press(app, label):
    next(button for button in app.button if button.label == label).click()
    return app.run()


def slopes_of(app):
    """The specs of the slopes, as they are sent."""
    specs = [json.loads(chart.proto.spec) for chart in app.get("vega_lite_chart")]
    return [spec for spec in specs if "slopes" in spec.get("usermeta", {})]


# ---------------------------------------------------------------- the run sheet


def test_the_leader_opens_it_from_the_card_after_being_asked_back(ward, opened):
    ward.stand_at(Stage.REVEALED)
    app = press(opened("conference", "leader"), "Open second round")
    assert "for under a minute" in words(app)
    next(button for button in app.button if button.key == "do it").click().run()
    assert second_round.picture(ward.viewer("leader"), ward.discussion) is None
    assert "Second round, sealed until its own reveal" in words(opened("conference", "leader"))


def test_each_role_finds_just_the_buttons_of_the_second_round_it_may_press(again_open, opened):
    second = {"Open second round", "Reveal second round", "Record second round", "My second entry"}
    leading = {"Reveal second round", "Record second round"}
    expected = {"leader": leading, "deputy": leading, "facilitator": leading, "anna": {"Record second round"}}
    for who, there in (expected | {"observer": set()}).items():
        assert buttons(opened("conference", who)) & second == there, who


def test_with_too_few_the_dialog_says_from_how_many_on_it_can_be_revealed(again_open, opened):
    again_open.record_again("anna")
    app = press(opened("conference", "leader"), "Reveal second round")
    assert "It can be revealed once **four** have recorded again." in words(app)
    assert "Reveal now" not in buttons(app)


def test_revealing_leads_to_the_counts_on_the_card(again_open, opened):
    again_open.record_all_again(RECORDING[:5])
    app = press(opened("conference", "leader"), "Reveal second round")
    assert "This cannot be taken back." in words(app)
    press(app, "Reveal now")
    assert "Second round revealed: 5 of 7 recorded again." in words(opened("conference", "anna"))


def test_closing_says_when_a_second_round_would_stay_sealed(again_open, opened):
    app = opened("conference", "leader")
    app.session_state["asked on the run sheet"] = ("close", again_open.discussion)
    assert "**The second round is not revealed.** What was recorded in it stays sealed." in words(app.run())


# ---------------------------------------------------------------- Home


def test_home_says_that_a_second_round_waits_until_it_is_handed_in(again_open, opened):
    said = words(opened("home", "anna"))
    assert "the second round waits for your entry" in said
    assert "under a minute" in said
    again_open.record_again("anna")
    assert "second round waits" not in words(opened("home", "anna"))


def test_home_offers_the_reveal_to_who_leads_once_enough_have_recorded_again(again_open, opened):
    assert "reveal the second round" not in words(opened("home", "leader"))
    again_open.record_all_again(RECORDING[:4])
    assert "reveal the second round" in words(opened("home", "leader"))
    assert "reveal the second round" not in words(opened("home", "anna"))


# ---------------------------------------------------------------- the short form


def test_the_short_form_asks_ten_ratings_and_nothing_else(again_open, opened):
    app = opened("record", discussion=again_open.discussion, round=2)
    said = words(app)
    assert len(app.segmented_control) == 10
    assert not app.text_area
    assert not app.checkbox
    assert not app.pills
    assert "Under a minute." in said
    assert "never a single answer" in said
    assert said.index("With this patient I felt …") < said.index("Where I stand")


def test_nothing_of_the_first_sheet_is_filled_in(again_open, opened):
    app = opened("record", discussion=again_open.discussion, round=2)
    assert all(control.value is None for control in app.segmented_control)


def test_who_records_in_a_team_with_names_is_told_what_is_seen(ward, opened):
    ward.stand_at(Stage.REVEALED, naming=Naming.NAMED)
    ward.open_second()
    said = words(opened("record", discussion=ward.discussion, round=2))
    assert "of each view too, however small it is" in said


def test_a_tap_is_kept_and_handing_in_is_said_back(again_open, opened):
    app = opened("record", discussion=again_open.discussion, round=2)
    app.segmented_control[0].set_value(3)
    app.run()
    kept = forms.form(again_open.viewer("anna"), again_open.discussion, Round.SECOND)
    assert list(kept.answers.scores.values()) == [3]
    said = words(press(app, HAND_IN))
    assert "Handed in" in said
    assert "Sealed until the second reveal" in said
    assert forms.form(again_open.viewer("anna"), again_open.discussion).draft_version == 0


def test_it_is_revised_and_withdrawn_on_the_page(again_open, opened):
    again_open.record_again("anna", short_answers(5))
    app = press(opened("record", discussion=again_open.discussion, round=2), "Revise")
    assert 5 in [control.value for control in app.segmented_control]
    app = press(press(opened("record", discussion=again_open.discussion, round=2), "Withdraw"), "Withdraw it")
    assert "Your entry is withdrawn." in words(app)


def test_the_one_open_second_round_is_what_record_shows_without_an_address(again_open, opened):
    assert "second round" in opened("record").title[0].value


def test_after_its_reveal_the_own_sheet_is_there_to_read(again_open, opened):
    again_open.record_all_again(RECORDING)
    again_open.reveal_second()
    app = opened("record", discussion=again_open.discussion, round=2)
    assert "The second round is revealed." in words(app)
    assert {"Revise", "Withdraw"} & buttons(app) == set()


def test_before_it_opens_the_address_says_so(ward, opened):
    ward.stand_at(Stage.REVEALED)
    assert "No second round is open here." in words(opened("record", discussion=ward.discussion, round=2))


# ---------------------------------------------------------------- the division page


def test_until_its_reveal_the_division_page_has_no_section_of_it(again_open, opened):
    again_open.record_all_again(RECORDING)
    assert "After the discussion" not in words(opened("division", discussion=again_open.discussion))
    again_open.reveal_second()
    assert "After the discussion" in words(opened("division", discussion=again_open.discussion))


def asked_twice_and_unchanged(ward):
    """Two views of four, who answer the second round as the first."""
    team = grown(ward, 8)
    divided(ward, team[:4], team[4:])
    ward.open_second()
    for who in team:
        again(ward, who, TENDER if who in team[:4] else WORN)
    ward.reveal_second()


def test_the_section_says_what_became_of_the_views_and_draws_their_slopes(ward, opened):
    asked_twice_and_unchanged(ward)
    app = opened("division", "observer", discussion=ward.discussion)
    said = words(app)
    assert "The two views are still apart" in said
    assert "Of the eight members who recorded before and after." in said
    (chart,) = slopes_of(app)
    names = [layer["name"] for layer in chart["layer"]]
    assert "slopes" in names
    assert "own movement" not in names  # an observer has none


def test_a_distance_before_is_never_held_against_one_now_that_is_measured_otherwise(ward, opened):
    """Views that part by 3 on two of seven positions lie 1.6 apart over all, and 3.0 along what parts them."""
    asked_twice_and_unchanged(ward)
    app = opened("division", discussion=ward.discussion)
    assert "The two views are still apart" in words(app)
    assert "Before, they were" not in words(app)
    assert "Distance between the views" not in json.dumps(slopes_of(app))


def test_ones_own_movement_is_drawn_for_oneself_alone(ward, opened):
    team = grown(ward, 8)
    divided(ward, team[:4], team[4:])
    ward.open_second()
    for who in team:
        again(ward, who, BALANCED)
    ward.reveal_second()
    drawn = {}
    for who in ("anna", "ben"):
        (chart,) = slopes_of(opened("division", who, discussion=ward.discussion))
        drawn[who] = {layer["name"]: layer["data"]["values"] for layer in chart["layer"]}
    assert drawn["anna"].pop("own movement") != drawn["ben"].pop("own movement")
    drawn["anna"].pop("own"), drawn["ben"].pop("own")
    assert drawn["anna"] == drawn["ben"]


def test_where_one_came_only_before_the_page_says_why_means_are_left_out(ward, opened):
    ward.stand_at(Stage.REVEALED, recorded=RECORDING)
    ward.open_second(recorded=RECORDING[:6])
    ward.reveal_second()
    app = opened("division", discussion=ward.discussion)
    assert "Means are left out where one or two answered only before" in words(app)
    assert slopes_of(app) == []


def test_too_few_in_both_rounds_is_said_plainly(ward, opened):
    ward.stand_at(Stage.REVEALED, recorded=RECORDING[:4])
    ward.open_second(recorded=RECORDING[2:7])
    ward.reveal_second()
    assert "Not enough data yet to say what moved." in words(opened("division", discussion=ward.discussion))

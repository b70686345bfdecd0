"""Reminders on the screen: the text and the button for leader and deputy, the address on *My account* and *People*."""

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from access.terms import Stage
from board import addresses, house
from tests.postbox import SENDER, served_postbox
from tests.ward import ADMINISTRATOR, RECORDING


def _conference():
    import streamlit as st

    from access.viewer import Viewer
    from pages.conference import page

    page(Viewer(st.session_state["token"]))


def _account():
    import streamlit as st

    from access.viewer import Viewer
    from pages.account import page

    page(Viewer(st.session_state["token"]))


def _people():
    import streamlit as st

    from access.viewer import Viewer
    from pages.people import page

    page(Viewer(st.session_state["token"]))


def opened(ward, who, script):
    app = AppTest.from_function(script, default_timeout=30)
    app.session_state["token"] = ward.viewer(who).session
    return app.run()


def words(app):
    assert not app.exception, app.exception
    return "\n".join(line.value for line in [*app.markdown, *app.warning, *app.toast, *app.code])


def press(app, label):
    next(button for button in app.button if button.label.startswith(label)).click()
    return app.run()


def keep(app, address):
    """Type an address on *My account* and keep it."""
    next(one for one in app.text_input if one.label == "E-mail address").set_value(address)
    return press(app, "Keep the address")


def buttons(app):
    return [button.label for button in app.button if "e-mail" in button.label]


@pytest.fixture
def postbox(ward):
    """A mail server that the ward uses; everybody but the deputy has an address."""
    with served_postbox() as served:
        given = {"smtp_host": "127.0.0.1", "smtp_port": served.port, "smtp_security": "none", "smtp_from": SENDER}
        ward.house = house.furnish(ward.store, ward.clock, replace(ward.house.settings, **given))
        for who in RECORDING:
            if who != "deputy":
                addresses.set_own_address(ward.viewer(who), f"{who}@hospital.example")
        yield served


@pytest.mark.parametrize("who", ["leader", "deputy"])
def test_leader_and_deputy_find_one_text_to_copy_while_somebody_is_missing(ward, who):
    ward.stand_at(Stage.RECORDING, recorded=RECORDING[:6])
    (text,) = [code.value for code in opened(ward, who, _conference).code]
    assert text.startswith("Something waits for you on the conference board of Ward 3")
    assert buttons(opened(ward, who, _conference)) == [], "no mail server is set"
    ward.record(RECORDING[6])
    assert not opened(ward, who, _conference).code


@pytest.mark.parametrize("who", ["facilitator", "anna", "observer"])
def test_nobody_else_finds_it(ward, postbox, who):
    ward.stand_at(Stage.RECORDING, recorded=[])
    app = opened(ward, who, _conference)
    assert not app.code
    assert buttons(app) == []


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage is not Stage.RECORDING])
def test_it_is_there_only_while_it_can_be_recorded(ward, postbox, stage):
    ward.stand_at(stage, recorded=RECORDING[:4])
    app = opened(ward, "leader", _conference)
    assert not app.code
    assert buttons(app) == []


def test_the_second_round_has_its_own_button_while_it_is_open(ward, postbox):
    ward.stand_at(Stage.REVEALED, recorded=RECORDING)
    ward.open_second(recorded=RECORDING[:5])
    app = opened(ward, "leader", _conference)
    assert buttons(app) == ["Send it by e-mail to two members"]
    assert "Two reminders are sent." in words(press(app, "Send it by e-mail"))
    ward.reveal_second()
    assert not opened(ward, "leader", _conference).code


def test_the_button_sends_and_says_how_many_then_rests_for_six_hours(ward, postbox):
    ward.stand_at(Stage.RECORDING, recorded=["leader", "anna"])
    app = opened(ward, "leader", _conference)
    assert buttons(app) == ["Send it by e-mail to four members"]
    assert "One has no e-mail address here, or no account that opens now." in words(app)
    app = press(app, "Send it by e-mail")
    assert "Four reminders are sent." in words(app)
    assert len(postbox.letters) == 4
    assert buttons(app) == []
    assert (
        "Four were reminded within the last six hours; one has no e-mail address here, or no account that opens now."
        in words(app)
    )


def test_what_the_mail_server_refuses_is_said_and_the_button_stays(ward, postbox):
    ward.stand_at(Stage.RECORDING, recorded=RECORDING[:5])
    postbox.refused = {"cleo@hospital.example"}
    app = press(opened(ward, "leader", _conference), "Send it by e-mail to two members")
    assert "One reminder is sent. One was not: The mail server does not accept the address" in words(app)
    postbox.refused = {"cleo@hospital.example"}
    app = press(app, "Send it by e-mail to one member")
    assert "No mail was sent. Copy the text instead, or try again later." in words(app)
    assert buttons(app) == ["Send it by e-mail to one member"]


def test_the_own_address_is_set_corrected_and_taken_out_on_my_account(ward, postbox):
    app = opened(ward, "deputy", _account)
    assert "This is not an e-mail address" in words(keep(app, "nobody"))
    assert "Kept." in words(keep(app, "deputy@hospital.example"))
    assert addresses.own_address(ward.viewer("deputy")).text == "deputy@hospital.example"
    assert "You get no mail." in words(keep(app, ""))
    assert not addresses.own_address(ward.viewer("deputy"))


def test_no_address_is_asked_for_where_no_mail_is_sent_but_one_that_is_kept_can_be_taken_out(ward):
    asked = "E-mail address"
    assert asked not in [one.label for one in opened(ward, "anna", _account).text_input]
    assert asked not in [one.label for one in opened(ward, ADMINISTRATOR, _people).text_input]
    addresses.set_own_address(ward.viewer("anna"), "anna@hospital.example")
    assert asked in [one.label for one in opened(ward, "anna", _account).text_input]


def test_an_administrator_gives_an_address_with_the_account_and_has_none(ward, postbox):
    assert "E-mail address" not in [one.label for one in opened(ward, ADMINISTRATOR, _account).text_input]
    app = opened(ward, ADMINISTRATOR, _people)
    for label, typed in (("Name", "Test Newcomer"), ("Sign-in name", "newcomer"), ("E-mail address", "new@h.example")):
        next(one for one in app.text_input if one.label == label).set_value(typed)
    press(app, "Add the account")
    assert "new:gray[@]h\\.example" in words(opened(ward, ADMINISTRATOR, _people))

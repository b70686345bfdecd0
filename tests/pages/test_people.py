"""*People* as administrators meet it: who is in which team from when to when, and how many have recorded."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from access.terms import Role, Stage
from board import discussions, memberships
from tests.ward import ADMINISTRATOR


def _script():
    import streamlit as st

    from access.viewer import Viewer
    from pages.people import page

    page(Viewer(st.session_state["token"]))


@pytest.fixture
def people(ward):
    """*People*, open for the administrator."""
    return _opened(ward)


def _opened(ward):
    app = AppTest.from_function(_script, default_timeout=30)
    app.session_state["token"] = ward.viewer(ADMINISTRATOR).session
    return app.run()


def words(app):
    assert not app.exception, app.exception
    return "\n".join(line.value for line in [*app.title, *app.header, *app.markdown, *app.warning])


def chosen(app, ward, who):
    """Choose somebody for a membership of Ward 3."""
    app.selectbox(key=f"who {ward.team}").set_value(ward.member(who))
    return app.run()


def day(app, label, value):
    next(field for field in app.date_input if field.label.startswith(label)).set_value(value)


def press(app, label):
    next(button for button in app.button if button.label == label).click()
    return app.run()


def membership(ward, who):
    listed = memberships.memberships(ward.viewer(ADMINISTRATOR), ward.team)
    return next(one for one in listed if one.member == ward.member(who))


def test_a_membership_has_its_first_and_its_last_day_and_both_are_shown(ward, people):
    app = chosen(people, ward, "other member")
    day(app, "From", date(2026, 11, 1))
    day(app, "Until", date(2026, 12, 31))
    app = press(app, "Take in")
    assert membership(ward, "other member").ends_at.isoformat() == "2026-12-31T22:59:59.999999+00:00"
    assert "since 1 November 2026 · until 31 December 2026" in words(app)


def test_a_change_of_role_keeps_the_last_day(ward, people):
    app = chosen(people, ward, "anna")
    day(app, "Until", date(2026, 12, 31))
    press(app, "Change")
    before = membership(ward, "anna").ends_at
    next(box for box in app.selectbox if box.label == "Role").set_value(Role.DEPUTY)
    press(app, "Change")
    assert before is not None
    assert (membership(ward, "anna").role, membership(ward, "anna").ends_at) == (Role.DEPUTY, before)


@pytest.mark.parametrize(
    ("field", "when", "said"),
    [
        ("From", date(2026, 11, 3), "A membership cannot begin in the future."),
        ("Until", date(2026, 11, 1), "The membership would end in the past."),
    ],
)
def test_a_day_that_cannot_be_is_refused_in_words(ward, people, field, when, said):
    app = chosen(people, ward, "other member")
    day(app, field, when)
    assert said in words(press(app, "Take in"))


def test_counts_of_what_goes_on_are_shown_and_nothing_of_what_it_is_about(ward):
    ward.stand_at(Stage.RECORDING, recused=["dora"])
    code = discussions.discussion(ward.viewer("leader"), ward.discussion).code
    ward.stand_at(Stage.PLANNED)
    planned = discussions.discussion(ward.viewer("leader"), ward.discussion).code
    said = words(_opened(ward))
    assert f"{code} · 5 of 6 have recorded" in said
    assert planned == code or planned not in said
    assert "asks for one more night" not in said
    assert "the team does not agree" not in said

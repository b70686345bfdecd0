"""Where a house asks for more than the least, every sentence that names a limit names the one that holds there."""

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from access.terms import Naming, Stage
from board import house
from tests.phones import give_pins, team_link, visit

LIMITS = {"threshold_mean": 4, "idle_minutes": 10, "absolute_hours": 6}


@pytest.fixture
def strict(ward):
    """A ward whose house asks for more than the least."""
    ward.house = house.furnish(ward.store, ward.clock, replace(ward.house.settings, **LIMITS))
    return ward


def _script():
    import importlib

    import streamlit as st

    from access.viewer import Viewer

    importlib.import_module(f"pages.{st.session_state['page']}").page(Viewer(st.session_state["token"]))


def opened(token, page, **address):
    app = AppTest.from_function(_script, default_timeout=30)
    app.session_state["token"], app.session_state["page"] = token, page
    for name, wanted in address.items():
        app.query_params[name] = str(wanted)
    return app.run()


def words(app):
    assert not app.exception, app.exception
    hints = [area.placeholder for area in app.text_area]
    return "\n".join([*(str(getattr(part, "value", "")) for part in app), *hints])


def test_the_account_page_names_how_long_a_session_lasts_here(strict):
    said = words(opened(strict.viewer("anna").session, "account"))
    assert "A session ends after ten minutes without use and after six hours at most." in said


def test_form_and_run_sheet_name_how_many_must_share_a_discipline_here(strict):
    strict.stand_at(Stage.RECORDING, naming=Naming.DISCIPLINE)
    form = words(opened(strict.viewer("cleo").session, "record", discussion=strict.discussion))
    assert "where four or more of it answered" in form
    sheet = opened(strict.viewer("leader").session, "conference")
    assert "where four or more share it" in words(sheet)
    next(button for button in sheet.button if button.label == "Reveal").click()
    assert "where four or more share it. This cannot be taken back." in words(sheet.run())


def test_who_heard_at_handover_is_told_from_how_many_lines_on_it_is_shown_here(strict):
    strict.stand_at(Stage.RECORDING)
    app = opened(strict.viewer("dora").session, "record", discussion=strict.discussion)
    app.pills[0].set_value("not at all")
    assert "when four or more write one" in words(app.run())


def test_a_visit_on_the_phone_names_when_it_ends_for_want_of_use(strict):
    strict.open()
    give_pins(strict, ("anna",))
    came = visit(strict, "anna", team_link(strict))
    assert ", sooner after 10 minutes without use" in words(opened(came.session, "ward_link"))
    strict.house = house.furnish(strict.store, strict.clock, replace(strict.house.settings, idle_minutes=30))
    assert "sooner after" not in words(opened(came.session, "ward_link"))

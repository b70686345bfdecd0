"""*Home* as each person meets it: what waits, the next steps, what was revealed lately."""

import pytest
from streamlit.testing.v1 import AppTest

from access.terms import Length, Role, Stage
from board import discussions, entries, memberships
from board.answers import Answers
from tests.ward import RECORDING, answers


def _script():
    import streamlit as st

    from access.viewer import Viewer
    from pages.home import page

    page(Viewer(st.session_state["token"]))


@pytest.fixture
def home(ward):
    """Open *Home* as somebody."""

    def open_home(who):
        app = AppTest.from_function(_script, default_timeout=20)
        app.session_state["token"] = ward.viewer(who).session
        return app.run()

    return open_home


@pytest.fixture
def gone(monkeypatch):
    """Where the page's buttons led."""
    there = []
    monkeypatch.setattr("pages.home.go", lambda path, **query: there.append((path, query)))
    return there


def words(app):
    assert not app.exception, app.exception
    return "\n".join(line.value for line in [*app.title, *app.header, *app.markdown, *app.text])


def press(app, label):
    next(button for button in app.button if button.label == label).click()
    return app.run()


def code(ward):
    return discussions.discussion(ward.viewer("leader"), ward.discussion).code


def test_an_observer_is_promised_no_recording(home):
    assert "observers record nothing" in words(home("observer"))
    assert "it appears here by itself" not in words(home("observer"))


def test_nothing_waits_before_anything_is_open(home):
    app = home("anna")
    assert app.title[0].value == "Nothing waits for you"
    assert "it appears here by itself" in words(app)
    assert not app.button


def test_an_open_round_waits_with_its_day_its_time_and_how_long_it_takes(ward, home, gone):
    ward.stand_at(Stage.RECORDING, recorded=[])
    app = home("anna")
    assert app.title[0].value == "One thing waits for you"
    assert f"**{code(ward)} · your entry**" in words(app)
    assert "Conference on Wednesday at 09:00 · about two minutes" in words(app)
    assert discussions.discussion(ward.viewer("anna"), ward.discussion).label.text in words(app)
    press(app, "Record")
    assert gone == [("record", {"discussion": str(ward.discussion)})]


def test_the_pulse_takes_a_minute(ward, home):
    ward.stand_at(Stage.RECORDING, recorded=[], length=Length.PULSE)
    assert "about a minute" in words(home("anna"))


@pytest.mark.parametrize(("days", "said"), [(1, "Conference tomorrow at"), (2, "Conference today at")])
def test_the_day_is_said_as_one_says_it(ward, home, days, said):
    ward.stand_at(Stage.RECORDING, recorded=[])
    ward.clock.move(days=days)
    assert said in words(home("anna"))


def test_a_draft_is_gone_on_with_and_says_how_far_it_came(ward, home, gone):
    ward.stand_at(Stage.RECORDING, recorded=[])
    begun = Answers(scores=dict(list(answers(today=None).scores.items())[:9]))
    entries.keep_draft(ward.viewer("anna"), ward.discussion, 0, begun)
    app = home("anna")
    assert "9 of 24 answered, draft kept" in words(app)
    press(app, "Go on")
    assert gone == [("record", {"discussion": str(ward.discussion)})]


def test_a_change_begun_after_handing_in_is_named(ward, home):
    ward.stand_at(Stage.RECORDING, recorded=["anna"])
    entries.keep_draft(ward.viewer("anna"), ward.discussion, 0, answers())
    assert "a change you began is not handed in" in words(home("anna"))


def test_two_things_are_counted_in_words(ward, home):
    ward.stand_at(Stage.RECORDING, recorded=[])
    ward.stand_at(Stage.RECORDING, recorded=[])
    assert home("anna").title[0].value == "Two things wait for you"


def test_the_leaders_next_step_is_to_open_and_leads_to_the_question_on_the_run_sheet(ward, home, gone):
    ward.plan_discussion()
    app = home("leader")
    assert f"**{code(ward)} · open the recording**" in words(app)
    app = press(app, "Open recording")
    meeting = discussions.discussion(ward.viewer("leader"), ward.discussion).conference
    assert gone == [("conference", {"conference": str(meeting)})]
    assert app.session_state["asked on the run sheet"] == ("open", ward.discussion)


def test_the_leaders_next_step_on_the_day_is_to_reveal(ward, home):
    ward.stand_at(Stage.RECORDING, recorded=RECORDING)
    ward.clock.move(days=2)
    assert "Conference today at 09:00 · 7 of 7 have recorded" in words(home("leader"))
    assert home("anna").title[0].value == "Nothing waits for you"


def test_what_was_postponed_can_be_taken_up_again(ward, home):
    ward.stand_at(Stage.POSTPONED)
    app = home("leader")
    assert "was on the agenda on Wednesday" in words(app)
    assert "Take up again" in {button.label for button in app.button}


def test_lately_links_to_each_division_that_may_be_read(ward, home, gone):
    ward.stand_at(Stage.REVEALED, recused=["dora"])
    app = home("observer")
    assert app.header[0].value == "Lately"
    assert f"**{code(ward)}** :gray[· focus, revealed today]" in words(app)
    press(app, f"See the division of {code(ward)}")
    assert gone == [("division", {"discussion": str(ward.discussion)})]
    assert not home("dora").header


def test_before_the_reveal_lately_is_silent(ward, home):
    ward.stand_at(Stage.RECORDING)
    assert not home("leader").header


def test_whose_teams_are_several_reads_the_team_beside_each_thing(ward, home):
    ward.stand_at(Stage.RECORDING, recorded=[])
    ward.set_role("anna", Role.MEMBER, ward.other_team)
    assert "Ward 3 · Conference on Wednesday" in words(home("anna"))


def test_who_is_in_no_team_yet_is_told_who_changes_that(ward, home):
    ward.set_role("anna", Role.MEMBER, ward.other_team)
    for team in (ward.team, ward.other_team):
        memberships.end_membership(ward.viewer("administrator"), team, ward.member("anna"))
    assert "You are in no team yet." in words(home("anna"))


def test_only_the_first_thing_stands_out(ward, home):
    ward.stand_at(Stage.RECORDING, recorded=[])
    ward.plan_discussion()
    app = home("leader")
    assert [button.proto.type for button in app.button] == ["primary", "secondary"]

"""*Conference* as each role meets it at each stage, and the leader's forms."""

from datetime import date, time, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from access.refusals import NotFound
from access.terms import Length, Naming, Role, Stage
from board import cases, conferences, discussions, entries, taking_part
from tests.ward import RECORDING, WARD_3

KEEP, CHANGE = "Keep it as it is", "Change it"
AGAIN = "Open second round"


def _script():
    import streamlit as st

    from access.viewer import Viewer
    from pages.conference import page

    page(Viewer(st.session_state["token"]))


@pytest.fixture
def sheet(ward):
    """Open the run sheet as somebody: `sheet("anna")`, or with an address: `sheet("leader", form="plan")`."""

    def open_sheet(who="leader", **address):
        app = AppTest.from_function(_script, default_timeout=20)
        app.session_state["token"] = ward.viewer(who).session
        for name, wanted in address.items():
            app.query_params[name] = str(wanted)
        return app.run()

    return open_sheet


@pytest.fixture
def gone(monkeypatch):
    """Where the page's buttons led."""
    there = []
    monkeypatch.setattr("pages.discussion_card.go", lambda path, **query: there.append((path, query)))
    return there


def words(app):
    """All that the page says."""
    assert not app.exception, app.exception
    return "\n".join(str(getattr(part, "value", "")) + str(getattr(part, "label", "")) for part in app)


def buttons(app):
    """What can be pressed, menus with what they hold."""
    menus = [f"{menu.proto.label}: {', '.join(menu.proto.options)}" for menu in app.get("menu_button")]
    return {button.label for button in app.button} | set(menus)


def press(app, label, nth=0):
    [button for button in app.button if button.label == label][nth].click()
    return app.run()


def choose(app, discussion, act):
    """Take something out of a card's menu."""
    app.session_state["asked on the run sheet"] = (act, discussion)
    return app.run()


# ---------------------------------------------------------------- which conference


def test_a_leader_without_a_conference_is_told_to_make_one_first(sheet):
    app = sheet("leader")
    assert app.title[0].value == "No conference is planned yet"
    assert app.button[0].label == "Make a conference"
    press(app, "Make a conference")
    assert app.title[0].value == "Make a conference"


def test_a_member_without_a_conference_is_told_that_it_will_appear(sheet):
    app = sheet("anna")
    assert "appears here by itself" in words(app)
    assert not app.button


def test_the_title_is_the_date_and_time_in_the_teams_zone(ward, sheet):
    ward.conference(days=2.25)  # 14:00 UTC
    assert sheet("anna").title[0].value == "Wednesday 4 November 2026, 15:00"


def test_the_next_conference_is_shown_and_another_by_its_address(ward, sheet):
    later, sooner = ward.conference(days=9), ward.conference(days=2)
    assert "4 November" in sheet("anna").title[0].value
    assert "11 November" in sheet("anna", conference=later).title[0].value
    assert "4 November" in sheet("anna", conference=sooner).title[0].value


@pytest.mark.parametrize(
    "address", [{"conference": "rubbish"}, {"team": "rubbish"}, {"conference": "foreign"}, {"team": "foreign"}]
)
def test_foreign_and_unreadable_addresses_answer_alike(ward, sheet, address):
    meeting = ward.conference()
    foreign = {"conference": meeting, "team": ward.team}
    given = {name: foreign[name] if wanted == "foreign" else wanted for name, wanted in address.items()}
    assert "There is nothing here for you under this address." in words(sheet("other member", **given))


def test_somebody_in_two_teams_goes_from_one_to_the_other(ward, sheet):
    ward.conference()
    ward.set_role("anna", Role.MEMBER, ward.other_team)
    assert "To Ward 7" in " ".join(buttons(sheet("anna")))
    assert "No conference is planned" in words(sheet("anna", team=ward.other_team))


# ---------------------------------------------------------------- each stage, each role

EXPECTED = {
    Stage.PLANNED: {
        "leader": {"Open recording", "Not now: Change the agenda’s words, Postpone it, Cancel it"},
        "deputy": {"Open recording"},
        "facilitator": {"Open recording"},
        "anna": set(),
        "observer": set(),
    },
    Stage.RECORDING: {
        "leader": {"Reveal", "My entry", "Ward link", "More: Open to a newer member, Postpone it, Cancel it"},
        "deputy": {"Reveal", "My entry", "Ward link"},
        "facilitator": {"Reveal", "My entry", "Ward link"},
        "anna": {"My entry"},
        "dora": {"Record"},
        "observer": set(),
    },
    Stage.REVEALED: {
        "leader": {"See the division", AGAIN, "More: Close, Open to a newer member, Postpone it, Cancel it"},
        "deputy": {"See the division", AGAIN},
        "facilitator": {"See the division", AGAIN},
        "anna": {"See the division"},
        "dora": {"See the division", "Record late"},
        "observer": {"See the division"},
    },
    Stage.CLOSED: {
        "leader": {"See the division", "More: Open again, Open to a newer member"},
        "deputy": {"See the division"},
        "facilitator": {"See the division"},
        "anna": {"See the division"},
        "dora": {"See the division"},
        "observer": {"See the division"},
    },
    Stage.POSTPONED: {
        "leader": {"Take up again"},
        "deputy": set(),
        "facilitator": set(),
        "anna": set(),
        "observer": set(),
    },
    Stage.CANCELLED: dict.fromkeys(("leader", "deputy", "facilitator", "anna", "observer"), set()),
}
FOR_THE_AGENDA = {"Put a case on this agenda", "Make a conference", "Make a case"}


@pytest.mark.parametrize("stage", list(Stage))
def test_each_role_finds_just_the_buttons_it_may_press(ward, sheet, stage):
    ward.stand_at(stage)
    for who, expected in EXPECTED[stage].items():
        there = buttons(sheet(who))
        assert there - FOR_THE_AGENDA == expected, who
        assert (there & FOR_THE_AGENDA == FOR_THE_AGENDA) == (who == "leader")


@pytest.mark.parametrize(
    ("stage", "said"),
    [
        (Stage.PLANNED, "Nobody has been asked yet."),
        (Stage.POSTPONED, "**Postponed**: no time today"),
        (Stage.CANCELLED, "**Cancelled**: discharged"),
        (Stage.POSTPONED, "What was recorded stays sealed."),
    ],
)
def test_the_stage_is_said_in_words(ward, sheet, stage, said):
    ward.stand_at(stage)
    assert said in words(sheet("anna"))


@pytest.mark.parametrize(
    ("stage", "now"),
    [
        (Stage.PLANNED, "planned"),
        (Stage.RECORDING, "recording"),
        (Stage.REVEALED, "revealed"),
        (Stage.CLOSED, "closed"),
    ],
)
def test_the_way_shows_what_is_done_and_where_it_stands(ward, sheet, stage, now):
    ward.stand_at(stage)
    way = next(line.value for line in sheet("anna").markdown if "→" in line.value)
    assert f"**●&nbsp;{now}**" in way
    assert way.count("✓") == ("planned", "recording", "revealed", "closed").index(now)


def test_how_many_have_recorded_is_shown_to_everybody(ward, sheet):
    ward.stand_at(Stage.RECORDING)
    for who in WARD_3:
        assert "5 of 7 have recorded" in str(sheet(who).get("vega_lite_chart")[0].proto)


def test_who_has_recorded_is_shown_to_leader_and_deputy_alone(ward, sheet):
    ward.stand_at(Stage.RECORDING)
    for who in WARD_3:
        said = words(sheet(who))
        assert (f"Not yet: {ward.name('cleo').replace('-', chr(92) + '-')}, {ward.name('dora')}." in said) == (
            who in {"leader", "deputy"}
        ), who
        assert ("Who has recorded" in said or "Recorded:" in said) == (who in {"leader", "deputy"})


def test_a_recused_member_finds_an_empty_agenda(ward, sheet):
    ward.stand_at(Stage.RECORDING, recused=["dora"])
    code = discussions.discussion(ward.viewer("leader"), ward.discussion).code
    assert code not in words(sheet("dora"))
    assert "Nothing is on this agenda yet." in words(sheet("dora"))


def test_what_people_wrote_is_shown_as_it_was_typed(ward, sheet):
    ward.plan_discussion(
        reason="[a link](http://x.example) *and* $x$", news="<b>new</b>", question="", case=ward.case("**bold** label")
    )
    app = sheet("anna")
    assert {"[a link](http://x.example) *and* $x$", "<b>new</b>", "**bold** label"} <= {text.value for text in app.text}
    assert all("[a link](http" not in line.value and "<b>" not in line.value for line in app.markdown)


def test_the_sentence_on_top_says_what_can_be_revealed_now(ward, sheet):
    ward.stand_at(Stage.RECORDING)
    code = discussions.discussion(ward.viewer("leader"), ward.discussion).code
    told = f"One case in focus. **{code}** can be revealed now: five of seven have recorded."
    assert told in words(sheet("leader"))
    assert told not in words(sheet("anna"))


def test_buttons_lead_to_the_form_and_to_the_division(ward, sheet, gone):
    ward.stand_at(Stage.RECORDING)
    press(sheet("dora"), "Record")
    ward.reveal()
    press(sheet("anna"), "See the division")
    at = {"discussion": str(ward.discussion)}
    assert gone == [("record", at), ("division", at)]


# ---------------------------------------------------------------- moving on


def _stage(ward):
    return discussions.discussion(ward.viewer("leader"), ward.discussion).stage


def test_opening_says_what_is_fixed_and_then_opens(ward, sheet):
    ward.plan_discussion()
    app = press(sheet("leader"), "Open recording")
    assert "without names" in words(app)
    assert _stage(ward) is Stage.PLANNED
    press(app, "Open recording", nth=1)
    assert _stage(ward) is Stage.RECORDING


@pytest.mark.parametrize(
    ("naming", "said"),
    [
        (Naming.UNATTRIBUTED, "Everyone will see the answers without names."),
        (Naming.DISCIPLINE, "Everyone will see the answers without names, with the discipline where three or more"),
        (Naming.NAMED, "Everyone will see the answers with names."),
    ],
)
def test_the_reveal_is_asked_back_with_who_misses_and_the_naming_policy(ward, sheet, naming, said):
    ward.stand_at(Stage.RECORDING, naming=naming)
    app = press(sheet("leader"), "Reveal")
    told = words(app)
    assert "**Five of seven** have recorded. Two have not; whoever is still in the team can hand in later," in told
    assert said.lower() in told.lower()
    assert "This cannot be taken back." in told
    assert _stage(ward) is Stage.RECORDING
    app = press(app, "Reveal now")
    assert _stage(ward) is Stage.REVEALED
    assert "Reveal now" not in buttons(app)


def test_who_has_not_recorded_is_told_so_before_revealing(ward, sheet):
    own = "You have not recorded yet."
    ward.stand_at(Stage.RECORDING, recorded=RECORDING[1:6])
    assert own in words(press(sheet("leader"), "Reveal"))
    ward.record("leader")
    assert own not in words(press(sheet("leader"), "Reveal"))


def test_not_yet_leaves_the_reveal(ward, sheet):
    ward.stand_at(Stage.RECORDING)
    app = press(press(sheet("leader"), "Reveal"), "Not yet")
    assert _stage(ward) is Stage.RECORDING
    assert "Reveal now" not in buttons(app)


def test_the_dialog_stays_open_when_the_page_is_drawn_anew(ward, sheet):
    ward.stand_at(Stage.RECORDING)
    app = press(sheet("leader"), "Reveal")
    ward.record("cleo")
    assert "**Six of seven**" in words(app.run())


def test_below_the_quorum_the_dialog_says_how_many_are_needed(ward, sheet):
    ward.stand_at(Stage.RECORDING, recorded=RECORDING[:3])
    app = press(sheet("leader"), "Reveal")
    assert "**Three of seven** have recorded." in words(app)
    assert "once **four** have recorded" in words(app)
    assert "Reveal now" not in buttons(app)


def test_that_nobody_has_recorded_is_said_as_people_say_it(ward, sheet):
    ward.stand_at(Stage.RECORDING, recorded=())
    told = words(press(sheet("leader"), "Reveal"))
    assert "**Nobody of seven** has recorded. Seven have not;" in told


def test_a_reveal_that_the_board_refuses_meanwhile_is_said_and_not_done(ward, sheet):
    ward.stand_at(Stage.RECORDING, recorded=RECORDING[:4])
    app = press(sheet("leader"), "Reveal")
    entries.withdraw(ward.viewer(RECORDING[0]), ward.discussion)
    app = press(app, "Reveal now")
    assert _stage(ward) is Stage.RECORDING
    assert "once **four** have recorded" in words(app) or "once 4 have recorded" in words(app)


def test_a_right_that_was_taken_away_meanwhile_closes_the_dialog(ward, sheet):
    ward.stand_at(Stage.RECORDING)
    app = press(sheet("deputy"), "Reveal")
    ward.reveal()
    app.run()
    assert "Reveal now" not in buttons(app)


@pytest.mark.parametrize(
    ("at", "act", "button", "then"),
    [
        (Stage.RECORDING, "postpone", "Postpone it", Stage.POSTPONED),
        (Stage.RECORDING, "cancel", "Cancel it", Stage.CANCELLED),
        (Stage.CLOSED, "reopen", "Open again", Stage.REVEALED),
    ],
)
def test_putting_off_calling_off_and_opening_again_keep_their_reason(ward, sheet, at, act, button, then):
    ward.stand_at(at)
    app = choose(sheet("leader"), ward.discussion, act)
    app.text_area[0].set_value("the ward was short of hands")
    press(app, button)
    matter = discussions.discussion(ward.viewer("leader"), ward.discussion)
    assert (matter.stage, matter.stage_reason.text) == (then, "the ward was short of hands")


def test_opening_again_without_a_reason_is_refused_in_words(ward, sheet):
    ward.stand_at(Stage.CLOSED)
    app = press(choose(sheet("leader"), ward.discussion, "reopen"), "Open again")
    assert "The reason is still empty." in words(app)
    assert _stage(ward) is Stage.CLOSED


def test_a_reason_with_a_name_is_asked_back_before_it_is_kept(ward, sheet):
    ward.stand_at(Stage.RECORDING)
    app = choose(sheet("leader"), ward.discussion, "postpone")
    app.text_area[0].set_value("we wait for Mrs Sample")
    app = press(app, "Postpone it")
    assert "The reason: “Mrs Sample” looks like a name." in words(app)
    assert _stage(ward) is Stage.RECORDING
    press(app, KEEP)
    assert _stage(ward) is Stage.POSTPONED


def test_closing_is_asked_back_and_done(ward, sheet):
    ward.stand_at(Stage.REVEALED)
    app = choose(sheet("leader"), ward.discussion, "close")
    assert "Nothing in it changes any more" in words(app)
    press(app, "Close")
    assert _stage(ward) is Stage.CLOSED


def test_a_postponed_discussion_is_taken_up_again_on_the_agenda_chosen(ward, sheet):
    ward.stand_at(Stage.POSTPONED)
    later = ward.conference(days=9)
    app = press(sheet("leader"), "Take up again")
    app.selectbox[0].set_value(later)
    app = press(app.run(), "Take up again", nth=-1)
    matter = discussions.discussion(ward.viewer("leader"), ward.discussion)
    assert (matter.stage, matter.conference) == (Stage.RECORDING, later)
    assert "11 November" in app.title[0].value


def test_the_leader_opens_a_discussion_to_somebody_who_joined_later(ward, sheet):
    ward.stand_at(Stage.REVEALED, recused=["dora"])
    ward.join("eve")
    app = choose(sheet("leader"), ward.discussion, "let in")
    assert app.selectbox[0].options == ["Test Eve"]
    press(app, "Open it")
    assert discussions.discussion(ward.viewer("eve"), ward.discussion).stage is Stage.REVEALED
    told = words(choose(sheet("leader"), ward.discussion, "let in"))
    assert "Nobody is left to let in" in told


def test_only_conferences_that_are_not_over_are_offered_for_taking_up(ward, sheet):
    ward.stand_at(Stage.POSTPONED)
    ward.clock.move(days=3)
    assert "No conference lies ahead." in words(press(sheet("leader"), "Take up again"))
    ward.conference(days=1)
    assert len(press(sheet("leader", conference=_meeting(ward)), "Take up again").selectbox[0].options) == 1


def _meeting(ward):
    return discussions.discussion(ward.viewer("leader"), ward.discussion).conference


def test_a_member_cannot_open_a_dialog_by_asking_for_it(ward, sheet):
    ward.stand_at(Stage.RECORDING)
    assert "Reveal now" not in buttons(choose(sheet("anna"), ward.discussion, "reveal"))


# ---------------------------------------------------------------- the leader's forms


def fill(app, **fields):
    """Type into fields by the last word of their key."""
    for name, text in fields.items():
        kinds = [*app.text_area, *app.text_input]
        next(field for field in kinds if field.key.endswith(f" {name}")).set_value(text)
    return app


@pytest.mark.parametrize("form", ["case", "conference", "plan", "edit"])
def test_the_forms_are_the_leaders_alone(ward, sheet, form):
    ward.plan_discussion()
    for who in ("deputy", "facilitator", "anna", "observer"):
        app = sheet(who, form=form, discussion=ward.discussion)
        assert not app.text_area
        assert "November" in app.title[0].value


def test_a_case_gets_a_code_and_leads_on_to_its_place_on_the_agenda(ward, sheet):
    meeting = ward.conference()
    app = fill(sheet("leader", form="case", conference=meeting), label="asks for one more night")
    app = press(app, "Make the case")
    (case,) = cases.cases(ward.viewer("leader"), ward.team)
    assert case.label.text == "asks for one more night"
    assert app.title[0].value == "Put a case on the agenda"
    assert app.selectbox[0].value == case.id


def test_a_label_that_looks_like_a_name_is_asked_back_and_can_be_changed(ward, sheet):
    app = fill(sheet("leader", form="case"), label="Mr Sample again")
    app = press(app, "Make the case")
    assert "The label: “Mr Sample” looks like a name." in words(app)
    assert cases.cases(ward.viewer("leader"), ward.team) == ()
    app = press(app, CHANGE)
    assert "looks like" not in words(app)
    assert app.text_input[0].value == "Mr Sample again"
    press(fill(app, label="comes back at night"), "Make the case")
    assert [case.label.text for case in cases.cases(ward.viewer("leader"), ward.team)] == ["comes back at night"]


def test_an_empty_label_is_refused_in_words(ward, sheet):
    assert "The label is still empty." in words(press(sheet("leader", form="case"), "Make the case"))


def test_a_conference_is_made_at_the_time_of_the_teams_zone(ward, sheet):
    app = sheet("leader", form="conference")
    app.date_input[0].set_value(date(2026, 11, 19))
    app.time_input[0].set_value(time(14, 0))
    app = press(app, "Make the conference")
    assert app.title[0].value == "Thursday 19 November 2026, 14:00"
    (meeting,) = conferences.conferences(ward.viewer("leader"), ward.team)
    assert meeting.begins_at.hour == 13  # UTC


def test_the_next_conference_is_proposed_a_week_after_the_latest(ward, sheet):
    ward.conference(days=2.25)
    app = sheet("leader", form="conference")
    assert (app.date_input[0].value, app.time_input[0].value) == (date(2026, 11, 11), time(15, 0))


def test_a_conference_without_a_date_or_twice_at_one_time_is_refused_in_words(ward, sheet):
    assert "needs its date" in words(press(sheet("leader", form="conference"), "Make the conference"))
    ward.conference(days=2.25)
    app = sheet("leader", form="conference")
    app.date_input[0].set_value(date(2026, 11, 4))
    assert "at that time already" in words(press(app, "Make the conference"))


def _begun(ward, sheet, **fields):
    meeting, case = ward.conference(days=2.25), ward.case()
    app = sheet("leader", form="plan", conference=meeting, case=case)
    typed = {
        "reason": "the team does not agree",
        "news": "asked to stay",
        "question": "Weekend leave",
        "low": "let go",
        "high": "hold",
    }
    return fill(app, **{**typed, **fields})


def test_a_case_is_put_on_the_agenda_with_its_words_and_who_stands_back(ward, sheet):
    app = _begun(ward, sheet)
    app.radio[0].set_value(Length.PULSE)
    app.multiselect[0].set_value([ward.member("dora")])
    app.date_input[0].set_value(date(2026, 11, 3))
    app = press(app, "Put on the agenda")
    (matter,) = discussions.discussions(ward.viewer("leader"), ward.team)
    told = (matter.reason, matter.news, matter.question, matter.question_low, matter.question_high)
    assert [word.text for word in told] == [
        "the team does not agree",
        "asked to stay",
        "Weekend leave",
        "let go",
        "hold",
    ]
    assert (matter.length, matter.opens_at.isoformat()) == (Length.PULSE, "2026-11-03T07:00:00+00:00")
    assert taking_part.recusals(ward.viewer("leader"), matter.id) == {ward.member("dora")}
    assert "Weekend leave: let go … hold" in words(app)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"reason": ""}, "The reason for presentation is still empty."),
        ({"news": ""}, "What is new is still empty."),
        ({"high": ""}, "Today’s question needs its words and both of its ends, or none of them."),
    ],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(ward, sheet, fields, said):
    app = press(_begun(ward, sheet, **fields), "Put on the agenda")
    assert said in words(app)
    kept = {field.key.split()[-1]: field.value for field in [*app.text_area, *app.text_input]}
    whole = {
        "reason": "the team does not agree",
        "news": "asked to stay",
        "question": "Weekend leave",
        "low": "let go",
        "high": "hold",
    }
    assert kept == {**whole, **fields}


def test_a_case_must_be_chosen(ward, sheet):
    app = fill(
        sheet("leader", form="plan", conference=ward.conference(), case=ward.case() and ""), reason="why", news="what"
    )
    assert "Choose the case first." in words(press(app, "Put on the agenda"))


def test_the_doubt_names_every_field_with_what_was_found_and_keeping_keeps_it(ward, sheet):
    app = _begun(
        ward, sheet, reason="since 12.10.2026 again", news="Mrs Sample from room 14 called", high="ask 0151 234567"
    )
    app = press(app, "Put on the agenda")
    told = words(app)
    for line in (
        "Reason for presentation: “12\\.10\\.2026” looks like a date.",
        "What is new: “Mrs Sample” looks like a name.",
        "What is new: “room 14” looks like a room.",
        "Its other end: “0151 234567” looks like a long number.",
    ):
        assert line in told
    assert discussions.discussions(ward.viewer("leader"), ward.team) == ()
    press(app, KEEP)
    (matter,) = discussions.discussions(ward.viewer("leader"), ward.team)
    assert matter.news.text == "Mrs Sample from room 14 called"


def test_changed_words_are_looked_at_anew(ward, sheet):
    app = press(_begun(ward, sheet, news="Mrs Sample called"), "Put on the agenda")
    app = press(fill(app, news="Mr Other called"), "Put on the agenda")
    assert "“Mr Other”" in words(app)
    assert discussions.discussions(ward.viewer("leader"), ward.team) == ()


def test_cancelling_a_form_keeps_nothing_and_returns_to_the_run_sheet(ward, sheet):
    app = press(_begun(ward, sheet), "Cancel")
    assert app.title[0].value == "Wednesday 4 November 2026, 15:00"
    assert discussions.discussions(ward.viewer("leader"), ward.team) == ()


def test_the_agendas_words_are_changed_while_planned_and_recusals_taken_back(ward, sheet):
    ward.plan_discussion(recused=["anna"], opens_at=ward.clock.now() + timedelta(days=1))
    app = sheet("leader", form="edit", discussion=ward.discussion)
    assert app.multiselect[0].value == [ward.member("anna")]
    app.multiselect[0].set_value([ward.member("ben")])
    press(fill(app, news="came back by itself"), "Keep the changes")
    matter = discussions.discussion(ward.viewer("leader"), ward.discussion)
    assert matter.news.text == "came back by itself"
    assert matter.opens_at == ward.clock.now() + timedelta(days=1)
    assert taking_part.recusals(ward.viewer("leader"), ward.discussion) == {ward.member("ben")}


@pytest.mark.parametrize("role", [Role.LEADER, Role.DEPUTY, Role.OBSERVER])
def test_who_stands_back_still_does_when_the_agenda_is_changed_after_a_change_of_role(ward, sheet, role):
    ward.plan_discussion(recused=["anna"])
    ward.set_role("anna", role)
    app = sheet("leader", form="edit", discussion=ward.discussion)
    press(fill(app, news="came back by itself"), "Keep the changes")
    with pytest.raises(NotFound):
        discussions.discussion(ward.viewer("anna"), ward.discussion)


def test_an_observer_can_stand_back_and_then_sees_nothing_of_the_discussion(ward, sheet):
    ward.plan_discussion()
    app = sheet("leader", form="edit", discussion=ward.discussion)
    app.multiselect[0].set_value([ward.member("observer")])
    press(app, "Keep the changes")
    with pytest.raises(NotFound):
        discussions.discussion(ward.viewer("observer"), ward.discussion)


def test_what_was_typed_for_the_agenda_is_still_there_once_its_case_is_made(ward, sheet):
    app = _begun(ward, sheet)
    app.multiselect[0].set_value([ward.member("dora")])
    app = press(app, "The case is not in the list: make it")
    app = press(fill(app, label="comes back at night"), "Make the case")
    made = next(case for case in cases.cases(ward.viewer("leader"), ward.team) if "at night" in case.label.text)
    assert app.selectbox[0].value == made.id
    press(app, "Put on the agenda")
    (matter,) = discussions.discussions(ward.viewer("leader"), ward.team)
    assert (matter.reason.text, matter.question_high.text) == ("the team does not agree", "hold")
    assert taking_part.recusals(ward.viewer("leader"), matter.id) == {ward.member("dora")}
    again = sheet("leader", form="plan", conference=matter.conference)
    assert [area.value for area in again.text_area] == ["", ""]


def test_once_recording_is_open_the_form_says_so_instead(ward, sheet):
    ward.stand_at(Stage.RECORDING)
    assert "The discussion has moved on." in words(sheet("leader", form="edit", discussion=ward.discussion))


def test_without_any_case_planning_begins_with_making_one(ward, sheet):
    assert sheet("leader", form="plan", conference=ward.conference()).title[0].value == "Make a case"

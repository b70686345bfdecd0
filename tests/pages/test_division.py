"""*Division* as the team meets it: sealed, too few, divided, undivided, a smaller view, named, short forms."""

import json
import re
import uuid
from dataclasses import replace
from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from access.terms import EntryKind, Length, Naming, Role, Stage, Visibility
from board import agenda, cases, conferences, discussions, entries, house, stages
from board.answers import CANNOT_SAY, Answers
from demo.patterns import BALANCED, TENDER, WORN
from tests.board.test_division import RECORDERS, divided, grown, picture, sheet
from tests.ward import answers


def _script():
    import streamlit as st

    from access.viewer import Viewer
    from pages.division import page

    page(Viewer(st.session_state["token"]))


@pytest.fixture
def division(ward):
    """Open *Division* as somebody, of the discussion spoken of unless another is asked for."""

    def open_division(who="anna", wanted=None):
        app = AppTest.from_function(_script, default_timeout=30)
        app.session_state["token"] = ward.viewer(who).session
        if wanted != "":
            app.query_params["discussion"] = str(wanted or ward.discussion)
        return app.run()

    return open_division


def words(app):
    assert not app.exception, app.exception
    parts = [*app.title, *app.header, *app.subheader, *app.markdown, *app.text]
    return "\n".join(part.value for part in parts)


def charts(app):
    """The specs of all charts, as they are sent."""
    return [json.loads(chart.proto.spec) for chart in app.get("vega_lite_chart")]


def test_before_anything_is_revealed_the_page_says_what_it_will_show(division):
    app = division(wanted="")
    assert app.title[0].value == "Nothing is revealed yet"
    assert not charts(app)


def test_a_sealed_discussion_shows_how_many_have_recorded_and_nothing_else(ward, division):
    ward.stand_at(Stage.RECORDING)
    app = division("leader")
    assert "still sealed" in app.title[0].value
    assert "Five members of 7 have recorded so far." in words(app)
    assert not charts(app)


@pytest.mark.parametrize("stage", [Stage.POSTPONED, Stage.CANCELLED])
def test_a_discussion_that_is_not_going_on_says_so(ward, division, stage):
    ward.stand_at(stage)
    assert str(stage) in division().title[0].value


def test_an_unknown_and_a_foreign_discussion_look_alike(ward, division):
    ward.stand_at(Stage.REVEALED)
    foreign = words(division("other member"))
    unknown = words(division("other member", uuid.uuid4()))
    unreadable = words(division("other member", "rubbish"))
    assert foreign == unknown == unreadable


def test_too_few_entries_show_no_answer_and_what_helps(ward, division):
    ward.plan_discussion(recused=("deputy", "facilitator", "cleo", "dora"))
    ward.open(ward.discussion)
    for who in ("leader", "anna", "ben"):
        ward.record(who)
    ward.reveal()
    app = division()
    assert app.title[0].value == "Not enough data yet to say whether the team is divided."
    assert "Next time, record before the meeting." in words(app)
    assert not charts(app)


def test_two_views_have_their_portraits_and_the_order_of_the_page_is_kept(ward, division):
    team = grown(ward, 8)
    divided(ward, team[:4], team[4:])
    app = division()
    assert "two views" in app.title[0].value
    said = words(app)
    assert "View A" in said
    assert "View B" in said
    headers = [header.value for header in app.header]
    assert headers == [
        "How each view meets the patient",
        "Today’s question: How long should this patient stay?",
        "What divides us",
        "What is shared",
        "How we were treated, and what we feel",
        "Other explanations",
    ]


def test_an_undivided_team_is_shown_its_widest_answers_without_views(ward, division):
    ward.open()
    for who in RECORDERS:
        ward.record(who, sheet(BALANCED, who, noise=0.8))
    ward.reveal()
    app = division()
    assert app.title[0].value.startswith("No division found")
    assert "view A" not in words(app).replace("**", "")
    assert "Where our answers differ most" in [header.value for header in app.header]


def test_a_smaller_view_is_named_as_such_and_no_value_of_it_is_in_a_chart(ward, division):
    team = grown(ward, 9)
    divided(ward, team[:7], team[7:])
    app = division()
    assert "A smaller view exists." in words(app)
    assert "view B" not in json.dumps(charts(app))


def test_nobody_elses_ring_is_ever_drawn(ward, division):
    """One's own answers are a layer of one's own: the observer, who has none, is sent no ring."""
    divided(ward, RECORDERS[:4], RECORDERS[4:])

    def rings(app):
        return [layer for chart in charts(app) for layer in chart["layer"] if layer.get("name") == "own"]

    assert rings(division("anna"))
    assert not rings(division("observer"))


def test_shown_to_the_room_nothing_tells_where_whoever_shows_it_stands(ward, division):
    """No ring, no offer that says which view is the other one; so it stays on the next discussion too."""
    team = grown(ward, 8)
    divided(ward, team[:4], team[4:])

    def tells_of_me(app):
        rings = [layer for chart in charts(app) for layer in chart["layer"] if layer.get("name") == "own"]
        said = [part for part in ("your own", "Thirty seconds", "Seen by you alone") if part in words(app)]
        return bool(rings), said

    app = division("anna")
    assert tells_of_me(app) == (True, ["your own", "Thirty seconds"])
    app.toggle[0].set_value(True)
    assert tells_of_me(app.run()) == (False, [])
    assert charts(app), "what everybody sees is there"
    app.query_params["discussion"] = str(uuid.uuid4())
    app.run()  # the switch is gone, and what it held with it
    app.query_params["discussion"] = str(ward.discussion)
    assert tells_of_me(app.run()) == (False, [])


def test_rings_have_their_legend_where_nothing_divides(ward, division):
    team = grown(ward, 8)
    divided(ward, team, ())
    app = division("anna")
    assert [layer for chart in charts(app) for layer in chart["layer"] if layer.get("name") == "own"]
    shared = words(app).split("What is shared", 1)[1]
    assert "your own, seen by you alone" in shared


def test_without_names_no_name_is_in_any_chart_or_table(ward, division):
    team = grown(ward, 8)
    divided(ward, team[:4], team[4:])
    app = division()
    sent = json.dumps(charts(app)) + words(app) + "".join(str(table.value) for table in app.table)
    assert not [who for who in team if ward.name(who) in sent]
    assert "Who stands where is not shown" in words(app)


def test_with_names_the_map_and_every_answer_are_there(ward, division):
    team = grown(ward, 8)
    divided(ward, team[:4], team[4:], Naming.NAMED)
    app = division()
    assert "Who stands where" in [header.value for header in app.header]
    assert ward.name("ben") in json.dumps(charts(app))


def test_what_was_heard_at_handover_stands_under_its_own_question(ward, division):
    team = grown(ward, 9)
    ward.open()
    for who in team[:6]:
        ward.record(who, replace(sheet(BALANCED, who), understand=f"plea of {who}"))
    for who in team[6:]:
        ward.record(who, Answers(kind=EntryKind.NOT_MET, contact="not at all", handover=f"heard by {who}"))
    ward.reveal()
    said = words(division())
    assert "What I heard at handover" in said
    assert "heard by dora" in said


def test_a_line_for_the_leader_is_marked_as_that(ward, division):
    ward.open()
    for who in RECORDERS:
        ward.record(who, replace(ward.canary(who, visibility=Visibility.LEADER).answers, understand="for you alone"))
    ward.reveal()
    assert "for the leader only" in words(division("leader"))
    assert "for you alone" not in words(division("anna"))


def test_a_pulse_has_a_page_of_its_own_figures(ward, division):
    ward.stand_at(Stage.REVEALED, length=Length.PULSE)
    app = division()
    assert "pulse" in words(app)
    assert app.title[0].value


def test_urgent_explanations_ask_to_be_checked_first(ward, division):
    divided(ward, RECORDERS[:4], RECORDERS[4:])
    assert words(division()).count("check this first") == 2


def test_the_latest_reveal_is_shown_when_none_is_asked_for(ward, division):
    for profile in (TENDER, WORN):
        ward.plan_discussion()
        ward.open(ward.discussion)
        for who in RECORDERS:
            ward.record(who, sheet(profile, who))
        ward.reveal()
        ward.clock.move(hours=1)
    code = discussions.discussion(ward.viewer("anna"), ward.discussion).code
    assert code in words(division(wanted=""))


def weeks_of_one_case(ward, *profiles):
    """Weeks of one case, one after the other: the profile of the first half of the team and that of the second."""
    team, case = grown(ward, 8), ward.case()
    for tender, worn in profiles:
        ward.plan_discussion(case=case)
        ward.open(ward.discussion)
        for profile, members in ((tender, team[:4]), (worn, team[4:])):
            for who in members:
                ward.record(who, sheet(profile, f"{who} {ward.clock.now()}"))
        ward.reveal()
        ward.close()
        ward.clock.move(days=7)


def test_the_weeks_of_a_case_stand_between_what_is_shared_and_what_is_written(ward, division):
    weeks_of_one_case(ward, (TENDER, WORN), (TENDER, WORN))
    app = division()
    headers = [header.value for header in app.header]
    place = headers.index("What is shared")
    assert headers[place + 1 : place + 3] == ["How we were treated, and what we feel", "Change since last time"]
    assert "The views lie " in words(app)
    drawn = [layer for chart in charts(app) for layer in chart["layer"] if layer.get("name") == "figures"]
    assert [len(layer["data"]["values"]) for layer in drawn] == [2, 2]


def test_who_stood_back_last_time_is_sent_nothing_of_that_week(ward, division):
    case = ward.case()
    for recused in (("dora",), ()):
        ward.plan_discussion(case=case, recused=recused)
        ward.open(ward.discussion)
        for n, who in enumerate(RECORDERS[:6]):
            ward.record(who, sheet((TENDER, WORN)[n % 2], f"{who} {ward.clock.now()}", noise=0.2))
        ward.reveal()
        ward.close()
        ward.clock.move(days=7)
    assert "Change since last time" in [header.value for header in division("anna").header]
    assert "Change since last time" not in [header.value for header in division("dora").header]


def test_without_other_cases_the_page_says_quietly_that_there_is_no_baseline_yet(ward, division):
    divided(ward, RECORDERS[:4], RECORDERS[4:])
    said = words(division())
    assert "No personal baseline yet" in said
    assert "Compared with what we usually feel" not in said


def test_what_the_board_knows_nothing_of_stands_in_one_line(ward, division):
    divided(ward, RECORDERS[:4], RECORDERS[4:])
    assert words(division()).count("Not recorded here.") <= 2


SKIPPED = ("on_edge", "sad_guilty", "relieved", "unlike_me", "role_good", "role_bad", "unfairly")


def with_one_in_neither_view(ward):
    """Three stand against three; one answered too few feelings to stand in a view: just those may be told by view."""
    ward.open()
    for n, who in enumerate(RECORDERS):
        profile = BALANCED if n == 6 else TENDER if n < 3 else WORN
        drawn = sheet(profile, who, noise=0.2).scores
        scores = {key: round(profile[key]) if score == CANNOT_SAY else score for key, score in drawn.items()}
        ward.record(who, answers(scores=scores | dict.fromkeys(SKIPPED if n == 6 else (), CANNOT_SAY)))
    ward.reveal()
    return picture(ward)


def test_what_may_not_be_told_by_view_counts_neither_as_apart_nor_as_close_nor_as_cannot_tell(ward, division):
    shown = with_one_in_neither_view(ward)
    assert shown.views
    assert {item.key for item in shown.feelings + shown.positions if item.apart is not None} == set(SKIPPED)
    said = words(division())
    assert re.search(r"A quarter of the scale or more apart: \d of 7 feelings and roles told\.", said)
    assert "**Not told by view**, where the answers of one or two could be worked out: fond · interested" in said
    unclear = re.findall(r"Cannot tell\*\* from .*", said)
    assert not [line for line in unclear if "fond" in line or "room" in line]
    assert "**In between**" not in said


def test_a_section_of_which_nothing_is_told_by_view_is_not_drawn_by_how_widely_we_answered(ward, division):
    with_one_in_neither_view(ward)
    app = division()
    assert "What we would do" not in [part.value for part in app.subheader]
    assert "hold the limits" not in json.dumps(charts(app))


def test_a_portrait_says_nothing_of_feelings_that_are_not_told(ward, division):
    shown = with_one_in_neither_view(ward)
    sentences = [view.portrait.sentence for view in shown.views]
    assert all(sentence in words(division()) for sentence in sentences)
    for sentence in sentences:
        assert "No single feeling stands out" not in sentence
        assert "What we feel is much alike" not in sentence
        assert "fond" not in sentence


def test_where_nothing_is_told_by_view_nothing_is_said_of_what_is_shared(ward, division):
    team = grown(ward, 11)
    divided(ward, team[:6], team[6:])
    for who in team[:3]:
        entries.withdraw(ward.viewer(who), ward.discussion)
    ward.close()
    shown = picture(ward, "anna")
    assert shown.views
    assert not any(item.apart is not None for item in shown.feelings + shown.positions)
    said = words(division())
    assert "What each view answers is not told" in said
    assert "What both views share is not told either." in said
    assert "can be called shared" not in said
    assert "**Cannot tell**" not in said


def test_lines_are_held_back_for_the_reason_that_holds(ward, division):
    """Nine gave the whole form; there is one line from handover, and all others signed theirs."""
    team = grown(ward, 10)
    ward.open()
    for who in team[:9]:
        ward.record(who, sheet(BALANCED, who))
    ward.record(team[9], Answers(kind=EntryKind.NOT_MET, contact="not at all", handover="they say it was loud"))
    ward.reveal()
    said = words(division())
    assert "What was heard at handover is shown from 3 such lines and 5 whole forms on" in said
    assert "Lines without a name are shown once" not in said


def test_a_nameless_line_among_signed_ones_is_held_back_for_the_signed_ones(ward, division):
    ward.open()
    for who in RECORDERS:
        visibility = Visibility.UNATTRIBUTED if who == "dora" else Visibility.NAMED
        ward.record(who, replace(ward.canary(who, visibility=visibility).answers, understand=f"line of {who}"))
    ward.reveal()
    said = words(division())
    assert "Lines without a name are shown once 5 or more gave the whole form without signing a line" in said
    assert "heard at handover is shown" not in said


def test_where_disciplines_are_shown_no_sheets_are_not_explained_by_a_policy_without_names(ward, division):
    team = grown(ward, 9)
    divided(ward, team[:7], team[7:], Naming.DISCIPLINE)
    said = words(division())
    assert "Who stands where is not shown: so few are in a view" in said
    assert "this team records without names" not in said


def test_where_the_house_asks_for_more_the_page_says_so_under_the_rules(ward, division):
    divided(ward, RECORDERS[:4], RECORDERS[4:])
    assert "The rules name the least numbers." not in words(division())
    ward.house = house.furnish(ward.store, ward.clock, replace(ward.house.settings, threshold_mean=4))
    assert "This board asks for more: 4 for a mean or a group." in words(division())


def test_another_teams_discussion_bears_the_day_it_had_in_the_zone_of_its_own_team(ward, division):
    ward.set_role("anna", Role.MEMBER, ward.other_team)
    leader = ward.viewer("other leader")
    ward.store.atomic(
        lambda tx: tx.run("update team set time_zone = 'Pacific/Auckland' where id = $id", id=ward.other_team)
    )
    evening = ward.clock.now() + timedelta(days=2, hours=10)  # 18:00 in UTC on the 4th: the next morning there
    meeting = conferences.make_conference(leader, ward.other_team, evening).id
    case = cases.make_case(leader, ward.other_team, "asks for one more night").id
    elsewhere = agenda.plan(leader, meeting, case, agenda.AgendaWords(Length.FOCUS, "why now", "what is new"))
    stages.open_recording(leader, elsewhere)
    for who in ("other leader", "other member", "anna"):
        ward.record(who, answers(today=None), discussion=elsewhere)
    stages.reveal(leader, elsewhere)
    ward.stand_at(Stage.REVEALED)
    (menu,) = [one for one in division().get("menu_button") if one.proto.label == "Other discussions"]
    assert [option.split(" · ")[1] for option in menu.proto.options] == ["Thursday 5 November 2026"]

"""The demo is what it says: a synthetic ward whose cases show what the board can tell, made through its own door."""

import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from streamlit.testing.v1 import AppTest

import demo
from access.pins import check_pin
from access.refusals import NotAllowed
from access.terms import Naming, Stage
from access.viewer import Viewer, Visitor
from board import (
    conferences,
    demonstration,
    discussions,
    division,
    forms,
    guessing,
    home,
    house,
    second_round,
    signing_in,
    stages,
    ward_links,
    ward_visits,
)
from board.discussions import Discussion
from clock import SetClock
from db.opening import open_store
from demo.cases import (
    ASKS_EVERYBODY,
    BY_PROFESSION,
    CASES,
    FALLEN_SILENT,
    FOURTH_TIME,
    GOING_HOME,
    GROWN_TOGETHER,
    KNOWN_BEFORE,
    SAYS_LITTLE,
)
from demo.people import COLLEAGUES, LEADER
from demo.ward import AGENDAS, next_conference
from entrance.navigation import MEMBERS
from tests.ward import ward_settings

TODAY = datetime(2026, 11, 22, 11, tzinfo=UTC)


@pytest.fixture(scope="module")
def leader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Viewer]:
    settings = replace(ward_settings(tmp_path_factory.mktemp("demo")), demo=True)
    clock = SetClock(TODAY)
    store = open_store(settings, clock)
    house.furnish(store, clock, settings)
    demo.fill(clock, TODAY)
    yield demonstration.visit(LEADER)
    store.close()


def discussed(leader: Viewer) -> tuple[Discussion, ...]:
    who = signing_in.who(leader)
    assert who is not None
    return discussions.discussions(leader, who.teams[0].team)


def pictures(leader: Viewer, label: str) -> list[division.Picture]:
    closed = [one for one in discussed(leader) if one.label.text == label and one.stage is Stage.CLOSED]
    assert closed, f"{label} was discussed"
    return [division.picture(leader, one.id) for one in sorted(closed, key=lambda one: one.conference_begins_at)]


def test_the_team_has_eleven_members_of_six_disciplines_and_three_shifts(leader: Viewer) -> None:
    assert len(COLLEAGUES) == 11
    assert len({colleague.discipline for colleague in COLLEAGUES}) == 6
    assert len({colleague.shift for colleague in COLLEAGUES}) == 3
    assert len(CASES) == 8


def test_eight_weekly_conferences_lie_behind_and_the_next_one_ahead(leader: Viewer) -> None:
    who = signing_in.who(leader)
    assert who is not None
    ahead, *behind = (one.begins_at for one in conferences.conferences(leader, who.teams[0].team))
    assert ahead > TODAY
    assert [ahead - begun for begun in behind] == [timedelta(weeks=weeks) for weeks in range(1, 9)]
    assert behind[0] + timedelta(hours=2) < TODAY
    assert all(labels for labels in AGENDAS)


@pytest.mark.parametrize("day", range(16, 23))
@pytest.mark.parametrize("hour", [0, 9, 13, 14, 18, 23])
def test_on_every_day_at_every_hour_the_last_conference_is_over_and_the_next_has_not_begun(day: int, hour: int) -> None:
    today = datetime(2026, 11, day, hour, 30, tzinfo=UTC)
    meets = next_conference(today)
    assert meets > today
    assert meets - timedelta(weeks=1) + timedelta(hours=2) < today - timedelta(hours=3), "it is closed before we record"


def test_one_case_is_discussed_and_clearly_divided_in_all_eight_weeks(leader: Viewer) -> None:
    assert len(pictures(leader, ASKS_EVERYBODY)) == 8
    for picture in pictures(leader, ASKS_EVERYBODY):
        assert picture.answer.feelings_at == "two views"
        assert {view.members for view in picture.views} == {6, 5}
        assert "divided" in picture.answer.headline


def test_the_team_guessed_the_other_view_in_the_last_three_weeks_and_is_told_its_mean(leader: Viewer) -> None:
    last = pictures(leader, ASKS_EVERYBODY)[-1]
    seen = guessing.other_view(leader, last.discussion)
    assert len(seen.own) == 3, "the leader stands in a view, and guessed"
    assert len(seen.weeks) == 3
    assert all(week.guesses == 9 for week in seen.weeks), "eleven guessed; two wait for a third"
    assert seen.team is not None
    assert "they are 3.0 apart" in seen.team.sentence


def test_graded_liking_is_not_called_two_views(leader: Viewer) -> None:
    for picture in pictures(leader, KNOWN_BEFORE):
        assert picture.answer.feelings_at == "gradual"
        assert picture.views == ()


def test_a_lone_different_view_is_told_without_saying_whose(leader: Viewer) -> None:
    (picture,) = pictures(leader, SAYS_LITTLE)
    assert picture.answer.feelings_at == "none found"
    assert any("differs from all others" in sentence for sentence in picture.answer.beside)
    assert not [colleague.name for colleague in COLLEAGUES if colleague.name in str(picture)]


def test_a_team_of_one_mind_against_the_patient_is_asked_about_it(leader: Viewer) -> None:
    (picture,) = pictures(leader, FOURTH_TIME)
    assert any("hard ones" in sentence for sentence in picture.answer.beside)


def test_ordinary_differences_are_called_that(leader: Viewer) -> None:
    (picture,) = pictures(leader, GOING_HOME)
    assert (picture.answer.feelings_at, picture.answer.positions_at) == ("none found", "none found")
    assert picture.answer.beside == ()


def test_one_division_closes_because_both_sides_came_to_be_held_at_once(leader: Viewer) -> None:
    *divided, last = pictures(leader, GROWN_TOGETHER)
    assert [picture.answer.feelings_at for picture in divided] == ["two views", "two views"]
    assert last.answer.feelings_at == "none found"
    assert last.course.moved.endswith("integrating.")
    assert last.both_sides == "On average we hold good and bad at once."
    first, _, now = last.course.weeks
    assert first.apart_low > now.apart_high
    assert first.both_high < now.both_low


def test_one_division_closes_because_one_view_fell_silent(leader: Viewer) -> None:
    *divided, last = pictures(leader, FALLEN_SILENT)
    assert [picture.answer.feelings_at for picture in divided] == ["two views", "two views"]
    assert divided[-1].course.moved == "The views have not come closer."
    assert last.answer.feelings_at == "none found"
    assert last.course.moved.endswith("one view may have gone quiet.")
    assert any("hard ones" in sentence for sentence in last.answer.beside)


def test_one_division_runs_along_the_disciplines_and_is_told_so_where_the_policy_allows(leader: Viewer) -> None:
    (picture,) = pictures(leader, BY_PROFESSION)
    assert picture.naming is Naming.DISCIPLINE
    assert {view.members for view in picture.views} == {7, 4}
    known = {rival.title: rival.known for rival in picture.rivals}
    assert known["Professional role"].startswith("Our differences follow discipline")
    assert known["Different information or exposure"].startswith("No sign")


def test_a_division_that_goes_on_has_its_weeks_side_by_side(leader: Viewer) -> None:
    weeks = [picture.course and len(picture.course.weeks) for picture in pictures(leader, ASKS_EVERYBODY)]
    assert weeks == [None, 2, 3, 4, 5, 6, 7, 8]
    last = pictures(leader, ASKS_EVERYBODY)[-1]
    assert last.course.moved == "The views have not come closer."
    assert "counted together" in last.answer.how_sure


def test_after_the_last_talk_a_second_round_says_what_moved_and_is_revealed(leader: Viewer) -> None:
    last = pictures(leader, ASKS_EVERYBODY)[-1]
    again = second_round.picture(leader, last.discussion)
    assert again is not None
    assert again.enough
    assert again.both == len(COLLEAGUES)
    told = [item for item in again.items if item.before_a is not None]
    before, after = (
        sum(abs(getattr(item, f"{when}_a") - getattr(item, f"{when}_b")) for item in told)
        for when in ("before", "after")
    )
    assert after < before
    assert all(one.second is None for one in discussed(leader) if one.id != last.discussion)


def test_the_demo_opens_on_a_division(leader: Viewer) -> None:
    """On Division without a discussion in its address, and at the top of what Home shows of lately."""
    last = pictures(leader, ASKS_EVERYBODY)[-1]

    def script() -> None:
        import streamlit as st

        from access.viewer import Viewer
        from pages.division import page

        page(Viewer(st.session_state["token"]))

    app = AppTest.from_function(script, default_timeout=60)
    app.session_state["token"] = leader.session
    app.run()
    assert not app.exception
    assert app.title[0].value == last.answer.headline
    assert "divided" in last.answer.headline
    assert home.home(leader).lately[0][0].id == last.discussion


def test_every_member_of_the_demo_has_the_pin_that_is_shown_and_can_try_a_ward_link(leader: Viewer) -> None:
    check_pin(demonstration.PIN)
    (open_one,) = [one for one in discussed(leader) if one.stage is Stage.RECORDING]
    link = ward_links.make(leader, open_one.id)
    for name in ("petra", "ole"):
        ticket = ward_visits.come_in(Visitor("10.0.3.9"), link.token, name, demonstration.PIN)
        session = ward_visits.redeem(ticket)
        assert session
        assert forms.form(Viewer(session), open_one.id).may_record


def test_the_tour_has_six_stops_of_one_sentence_each_on_a_page_and_a_discussion_that_are_there(leader: Viewer) -> None:
    stops = demonstration.tour()
    assert len(stops) == 6
    pages = {screen.path for screen in MEMBERS}
    for stop in stops:
        assert stop.path in pages
        assert stop.sentence.endswith(".")
        assert ". " not in stop.sentence
        if stop.query:
            discussions.discussion(leader, uuid.UUID(stop.query["discussion"]))


def test_each_stop_of_the_tour_leads_to_what_it_speaks_of(leader: Viewer) -> None:
    record, _, divided, views, weeks, _ = demonstration.tour()
    assert discussions.discussion(leader, uuid.UUID(record.query["discussion"])).stage is Stage.RECORDING
    picture = division.picture(leader, uuid.UUID(divided.query["discussion"]))
    assert "divided" in picture.answer.headline
    assert all(view.portrait for view in division.picture(leader, uuid.UUID(views.query["discussion"])).views)
    assert len(picture.views) == 2
    assert division.picture(leader, uuid.UUID(weeks.query["discussion"])).course.moved.endswith("integrating.")


def test_feelings_are_compared_with_usual_ones_as_soon_as_there_are_any(leader: Viewer) -> None:
    first, *_, last = pictures(leader, ASKS_EVERYBODY)
    assert "usually answers" not in first.answer.how_sure
    assert "usually answers" in last.answer.how_sure
    (bleak,) = pictures(leader, FOURTH_TIME)
    assert {"irritated", "powerless", "unfairly treated", "worn out"} & set(bleak.pull.more)
    assert {"fond", "useful", "interested"} & set(bleak.pull.less)


def test_the_next_round_is_open_with_enough_entries_to_reveal_at_once(leader: Viewer) -> None:
    (open_one,) = [one for one in discussed(leader) if one.stage is Stage.RECORDING]
    assert 4 <= open_one.recorded < open_one.expected
    stages.reveal(leader, open_one.id)
    assert division.picture(leader, open_one.id).answer.feelings_at == "two views"


def test_the_demo_is_marked_for_ever_and_says_how_to_get_in(leader: Viewer) -> None:
    assert demonstration.is_demo()
    assert {account.sign_in_name for account in demonstration.sign_in_names()} >= {c.sign_in_name for c in COLLEAGUES}


def test_demo_accounts_are_never_made_in_a_store_that_holds_people(leader: Viewer) -> None:
    with pytest.raises(NotAllowed):
        demonstration.begin((demonstration.DemoAccount("Administrator", "second"),), "")


def test_outside_a_demo_nobody_is_let_in_without_a_password(ward) -> None:
    with pytest.raises(NotAllowed):
        demonstration.visit("anna")
    assert demonstration.sign_in_names() == ()
    assert demonstration.hint() == ""
    assert demonstration.tour() == ()
    with pytest.raises(NotAllowed):
        demonstration.lay_out_tour([demonstration.Stop("title", "A sentence.", "record", {})])

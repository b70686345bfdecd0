"""The demo is what it says: a synthetic ward whose cases show what the board can tell, made through its own door."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

import demo
from access.refusals import NotAllowed
from access.terms import Stage
from access.viewer import Viewer
from board import demonstration, discussions, division, house, signing_in, stages
from board.discussions import Discussion
from clock import SetClock
from db.opening import open_store
from demo.people import COLLEAGUES, LEADER
from demo.ward import CASES
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
    return [division.picture(leader, one.id) for one in closed]


def test_the_team_has_eleven_members_of_six_disciplines_and_three_shifts(leader: Viewer) -> None:
    assert len(COLLEAGUES) == 11
    assert len({colleague.discipline for colleague in COLLEAGUES}) == 6
    assert len({colleague.shift for colleague in COLLEAGUES}) == 3
    assert len(CASES) == 5


def test_one_case_is_clearly_divided_in_both_weeks(leader: Viewer) -> None:
    for picture in pictures(leader, "a young man who asks at every shift"):
        assert picture.answer.feelings_at == "two views"
        assert {view.members for view in picture.views} == {6, 5}
        assert "divided" in picture.answer.headline


def test_graded_liking_is_not_called_two_views(leader: Viewer) -> None:
    for picture in pictures(leader, "a woman everybody knows from before"):
        assert picture.answer.feelings_at == "gradual"
        assert picture.views == ()


def test_a_lone_different_view_is_told_without_saying_whose(leader: Viewer) -> None:
    (picture,) = pictures(leader, "a man who says little")
    assert picture.answer.feelings_at == "none found"
    assert any("differs from all others" in sentence for sentence in picture.answer.beside)
    assert not [colleague.name for colleague in COLLEAGUES if colleague.name in str(picture)]


def test_a_team_of_one_mind_against_the_patient_is_asked_about_it(leader: Viewer) -> None:
    (picture,) = pictures(leader, "a woman back for the fourth time")
    assert any("hard ones" in sentence for sentence in picture.answer.beside)


def test_ordinary_differences_are_called_that(leader: Viewer) -> None:
    (picture,) = pictures(leader, "a man two weeks before going home")
    assert (picture.answer.feelings_at, picture.answer.positions_at) == ("none found", "none found")
    assert picture.answer.beside == ()


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

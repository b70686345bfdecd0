"""What waits for whom: own entries, next steps of those who lead, and what was revealed lately."""

from datetime import timedelta

import pytest

from access.policy import Action
from access.refusals import NotSignedIn
from access.terms import Length, Role, Stage
from access.viewer import Viewer
from board import agenda, cases, conferences, entries, forms, home
from board.answers import QUESTION, Answers
from db.store import Transaction
from tests.ward import ADMINISTRATOR, RECORDING, answers

pytestmark = pytest.mark.usefixtures("store_address")


def _seen(ward, who):
    return home.home(ward.viewer(who))


def _steps(ward, who):
    return [(step.discussion.id, step.action) for step in _seen(ward, who).steps]


def test_an_open_round_waits_for_everybody_who_is_asked_and_for_nobody_else(ward):
    ward.stand_at(Stage.RECORDING, recorded=["anna"], recused=["dora"])
    waits = {who for who in (*RECORDING, "observer", "other member") if _seen(ward, who).entries}
    assert waits == set(RECORDING) - {"anna", "dora"}


@pytest.mark.parametrize(("length", "asked"), [(Length.FOCUS, 24), (Length.PULSE, 10)])
def test_a_draft_shows_how_far_it_has_come(ward, length, asked):
    ward.stand_at(Stage.RECORDING, recorded=[], length=length)
    begun = answers(today=None, pulse=True).scores
    some = Answers(contact="closely", scores=dict(list(begun.items())[:5]) | {QUESTION: 4})
    entries.keep_draft(ward.viewer("anna"), ward.discussion, 0, some)
    (waiting,) = _seen(ward, "anna").entries
    assert (waiting.answered, waiting.asked, waiting.is_a_change) == (6, asked, False)
    assert waiting.draft_kept_at == ward.clock.now()
    (untouched,) = _seen(ward, "ben").entries
    assert (untouched.answered, untouched.draft_kept_at) == (0, None)


def test_the_asked_number_is_the_one_on_the_form(ward):
    for length in Length:
        ward.stand_at(Stage.RECORDING, recorded=[], length=length)
        (waiting,) = [one for one in _seen(ward, "anna").entries if one.discussion.id == ward.discussion]
        assert waiting.asked == forms.form(ward.viewer("anna"), ward.discussion).asked


def test_an_entry_handed_in_waits_no_more_but_a_change_begun_since_does(ward):
    ward.stand_at(Stage.RECORDING, recorded=["anna"])
    assert _seen(ward, "anna").entries == ()
    entries.keep_draft(ward.viewer("anna"), ward.discussion, 0, answers())
    (change,) = _seen(ward, "anna").entries
    assert change.is_a_change


def test_a_withdrawn_entry_waits_again(ward):
    ward.stand_at(Stage.RECORDING, recorded=["anna"])
    entries.withdraw(ward.viewer("anna"), ward.discussion)
    assert len(_seen(ward, "anna").entries) == 1


@pytest.mark.parametrize("stage", [Stage.PLANNED, Stage.REVEALED, Stage.CLOSED, Stage.POSTPONED, Stage.CANCELLED])
def test_no_entry_waits_unless_the_recording_is_open(ward, stage):
    ward.stand_at(stage)
    assert _seen(ward, "dora").entries == ()


@pytest.mark.parametrize(
    ("who", "leads"), [("leader", True), ("deputy", True), ("facilitator", True), ("anna", False), ("observer", False)]
)
def test_opening_is_a_next_step_for_those_who_may_open(ward, who, leads):
    ward.plan_discussion()
    assert _steps(ward, who) == ([(ward.discussion, Action.OPEN_RECORDING)] if leads else [])


def test_a_recording_that_opens_by_itself_is_no_step(ward):
    ward.plan_discussion(opens_at=ward.clock.now() + timedelta(hours=3))
    assert _steps(ward, "leader") == []


def test_revealing_is_a_step_when_enough_have_recorded_and_the_meeting_is_near(ward):
    ward.stand_at(Stage.RECORDING, recorded=RECORDING[:4])
    assert _steps(ward, "leader") == []
    ward.clock.move(days=1.7)
    assert _steps(ward, "leader") == [(ward.discussion, Action.REVEAL)]
    entries.withdraw(ward.viewer(RECORDING[3]), ward.discussion)
    assert _steps(ward, "leader") == []


def test_what_was_postponed_stays_with_the_leader_after_everything_else(ward):
    ward.stand_at(Stage.POSTPONED)
    postponed = ward.discussion
    ward.plan_discussion()
    assert _steps(ward, "leader") == [(ward.discussion, Action.OPEN_RECORDING), (postponed, Action.TAKE_UP)]
    assert _steps(ward, "deputy") == [(ward.discussion, Action.OPEN_RECORDING)]


def test_lately_lists_what_was_revealed_latest_first_for_those_who_took_part(ward):
    ward.stand_at(Stage.CLOSED, recused=["dora"])
    older = ward.discussion
    ward.clock.move(minutes=10)
    ward.stand_at(Stage.REVEALED)
    newer = ward.discussion
    ward.stand_at(Stage.RECORDING)
    assert [one.id for one, _ in _seen(ward, "anna").lately] == [newer, older]
    assert [one.id for one, _ in _seen(ward, "dora").lately] == [newer]
    assert _seen(ward, "other member").lately == ()


def test_somebody_in_two_teams_sees_both_each_under_its_name(ward):
    ward.stand_at(Stage.RECORDING, recorded=[])
    ward.set_role("anna", Role.LEADER, ward.other_team)
    leader = ward.viewer("anna")
    meeting = conferences.make_conference(leader, ward.other_team, ward.clock.now() + timedelta(days=1))
    case = cases.make_case(leader, ward.other_team, "a label")
    agenda.plan(leader, meeting.id, case.id, agenda.AgendaWords(Length.PULSE, "why", "what"))
    seen = _seen(ward, "anna")
    assert [one.place.name.text for one in seen.entries] == ["Ward 3"]
    assert [one.place.name.text for one in seen.steps] == ["Ward 7"]
    assert seen.waiting == 2


def test_nothing_waits_for_an_administrator_and_nothing_is_shown_to_them(ward):
    ward.stand_at(Stage.REVEALED)
    seen = _seen(ward, ADMINISTRATOR)
    assert (seen.waiting, seen.lately) == (0, ())


def test_nobody_signed_in_sees_no_home(ward):
    with pytest.raises(NotSignedIn):
        home.home(Viewer("no such session"))


def test_home_costs_the_same_whatever_the_history_of_the_team(ward, monkeypatch):
    asked, rows = [], Transaction.rows
    monkeypatch.setattr(Transaction, "rows", lambda tx, sql, **given: asked.append(sql) or rows(tx, sql, **given))
    costs = []
    for _ in range(2):
        ward.stand_at(Stage.REVEALED)
        ward.stand_at(Stage.RECORDING, recorded=[])
        viewer = ward.viewer("anna")
        asked.clear()
        home.home(viewer)
        costs.append(len(asked))
    assert costs[0] == costs[1] <= 9

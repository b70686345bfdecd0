"""The agenda and its stages: who takes part, who may move a discussion on, and that an agenda costs few queries."""

from datetime import timedelta

import pytest

from access.policy import Action
from access.refusals import Invalid, NotAllowed, NotFound, QuorumMissing, Refusal, WrongStage
from access.terms import Length, Role, Stage
from board import agenda, cases, conferences, discussions, stages, taking_part
from db.store import Transaction
from tests.ward import RECORDING, WARD_3

pytestmark = pytest.mark.usefixtures("store_address")


def _agenda(ward, who):
    return discussions.on_agenda(ward.viewer(who), _meeting(ward))


def _meeting(ward):
    return discussions.discussion(ward.viewer("leader"), ward.discussion).conference


def _words(**other):
    return agenda.AgendaWords(**{"length": Length.PULSE, "reason": "why", "news": "what", **other})


def test_an_agenda_shows_each_person_just_what_the_gate_lets_that_person_see(ward):
    meeting, seen_by_all = ward.conference(), ward.case()
    ward.plan_discussion(conference=meeting, case=seen_by_all)
    ward.plan_discussion(conference=meeting, recused=["anna"])
    ward.plan_discussion(conference=meeting)
    ward.open(ward.discussion)
    granted = ward.discussion
    ward.join("eve")
    ward.plan_discussion(conference=meeting)
    ward.open(ward.discussion)
    taking_part.grant_earlier(ward.viewer("leader"), granted, ward.member("eve"))
    every = [one.id for one in discussions.on_agenda(ward.viewer("leader"), meeting)]
    assert len(every) == 4
    for who in [*WARD_3, "eve"]:
        listed = {one.id: one for one in discussions.on_agenda(ward.viewer(who), meeting)}
        for discussion in every:
            try:
                alone = discussions.discussion(ward.viewer(who), discussion)
            except NotFound:
                alone = None
            assert listed.get(discussion) == alone, f"{who}: the agenda and the discussion itself differ"
    assert len(discussions.on_agenda(ward.viewer("anna"), meeting)) == 3


def test_a_member_who_came_after_the_opening_does_not_see_it_until_it_is_granted(ward):
    ward.open()
    ward.join("eve")
    assert _agenda(ward, "eve") == ()
    taking_part.grant_earlier(ward.viewer("leader"), ward.discussion, ward.member("eve"))
    assert [one.expected for one in _agenda(ward, "eve")] == [len(RECORDING) + 1]


def test_who_stands_back_is_not_counted_among_those_who_are_asked(ward):
    ward.plan_discussion(recused=["anna", "ben"])
    assert _agenda(ward, "leader")[0].expected == len(RECORDING) - 2
    assert _agenda(ward, "anna") == ()


def test_an_agenda_counts_entries_that_stand_and_says_whose_own_is_among_them(ward):
    ward.stand_at(Stage.RECORDING, recorded=["anna", "ben"])
    assert (_agenda(ward, "anna")[0].recorded, _agenda(ward, "anna")[0].has_recorded) == (2, True)
    assert (_agenda(ward, "cleo")[0].recorded, _agenda(ward, "cleo")[0].has_recorded) == (2, False)


def test_an_agenda_of_many_discussions_costs_no_more_queries_than_one_of_one(ward, monkeypatch):
    asked = []
    monkeypatch.setattr(Transaction, "rows", _counting(Transaction.rows, asked))
    one = ward.conference()
    ward.plan_discussion(conference=one)
    ward.open(ward.discussion)
    six = ward.conference(days=9)
    for _ in range(6):
        ward.plan_discussion(conference=six)
        ward.open(ward.discussion)
    leader, costs = ward.viewer("leader"), []
    for meeting in (one, six):
        asked.clear()
        discussions.on_agenda(leader, meeting)
        costs.append(len(asked))
    assert costs[0] == costs[1]
    assert costs[1] <= 7


def _counting(rows, asked):
    def counted(self, sql, **given):
        asked.append(sql)
        return rows(self, sql, **given)

    return counted


def test_the_counts_of_more_than_sixteen_discussions_are_each_their_own(ward):
    expected = {}
    for n in range(18):
        ward.plan_discussion(length=Length.PULSE)
        ward.open(ward.discussion)
        if n % 5 == 0:
            ward.record("anna")
        expected[ward.discussion] = int(n % 5 == 0)
    listed = discussions.discussions(ward.viewer("leader"), ward.team)
    assert {one.id: one.recorded for one in listed} == expected


def test_the_conference_at_hand_is_the_one_going_on_then_the_next_then_the_latest(ward):
    leader = ward.viewer("leader")
    assert conferences.at_hand(leader, ward.team) is None
    first, second = ward.conference(days=2), ward.conference(days=9)
    assert conferences.at_hand(leader, ward.team).id == first
    ward.clock.move(days=2, hours=1)
    assert conferences.at_hand(ward.viewer("leader"), ward.team).id == first
    ward.clock.move(hours=12)
    assert conferences.at_hand(ward.viewer("leader"), ward.team).id == second
    ward.clock.move(days=20)
    assert conferences.at_hand(ward.viewer("leader"), ward.team).id == second


def test_a_foreign_conference_and_an_unknown_one_answer_alike(ward):
    ward.plan_discussion()
    with pytest.raises(NotFound) as foreign:
        conferences.conference(ward.viewer("other leader"), _meeting(ward))
    with pytest.raises(NotFound) as unknown:
        conferences.conference(ward.viewer("other leader"), ward.member("anna"))
    assert foreign.value.sentence == unknown.value.sentence


@pytest.mark.parametrize("missing", ["reason", "news"])
def test_a_case_comes_on_the_agenda_only_with_a_reason_and_what_is_new(ward, missing):
    with pytest.raises(Invalid, match="still empty"):
        agenda.plan(ward.viewer("leader"), ward.conference(), ward.case(), _words(**{missing: "  "}))


@pytest.mark.parametrize(
    "given",
    [
        {"question": "leave"},
        {"question": "leave", "question_low": "go"},
        {"question_low": "go", "question_high": "stay"},
    ],
)
def test_todays_question_comes_with_both_of_its_ends_or_not_at_all(ward, given):
    with pytest.raises(Invalid, match="both of its ends"):
        agenda.plan(ward.viewer("leader"), ward.conference(), ward.case(), _words(**given))


def test_a_case_stands_only_once_on_an_agenda_unless_it_was_cancelled(ward):
    meeting, case, leader = ward.conference(), ward.case(), ward.viewer("leader")
    first = agenda.plan(leader, meeting, case, _words())
    with pytest.raises(Invalid, match="already on this agenda"):
        agenda.plan(leader, meeting, case, _words())
    stages.cancel(leader, first, "")
    assert agenda.plan(leader, meeting, case, _words())


def test_a_case_is_not_taken_up_on_an_agenda_where_it_stands_already(ward):
    case = ward.case()
    ward.plan_discussion(case=case)
    postponed = ward.discussion
    stages.postpone(ward.viewer("leader"), postponed, "")
    ward.plan_discussion(case=case)
    with pytest.raises(Invalid, match="already on this agenda"):
        stages.take_up(ward.viewer("leader"), postponed, _meeting(ward))
    ward.discussion = postponed
    stages.take_up(ward.viewer("leader"), postponed, _meeting(ward))
    assert discussions.discussion(ward.viewer("leader"), postponed).stage is Stage.PLANNED


def test_a_recusal_that_is_refused_leaves_no_discussion_and_no_changed_words_behind(ward):
    leader, stranger = ward.viewer("leader"), frozenset({ward.member("other member")})
    with pytest.raises(NotFound):
        agenda.plan(leader, ward.conference(), ward.case(), _words(), away=stranger)
    assert discussions.discussions(leader, ward.team) == ()
    ward.plan_discussion(recused=["dora"])
    with pytest.raises(NotFound):
        agenda.edit(leader, ward.discussion, _words(news="other"), away=stranger)
    assert discussions.discussion(leader, ward.discussion).news.text == "asked to stay"
    assert taking_part.recusals(leader, ward.discussion) == {ward.member("dora")}


def test_who_stands_back_is_noted_together_with_the_words(ward):
    leader, dora = ward.viewer("leader"), ward.member("dora")
    discussion = agenda.plan(leader, ward.conference(), ward.case(), _words(), away=frozenset({dora}))
    assert taking_part.recusals(leader, discussion) == {dora}
    agenda.edit(leader, discussion, _words())
    assert taking_part.recusals(leader, discussion) == {dora}, "words alone leave it as it was"
    agenda.edit(leader, discussion, _words(), away=frozenset({ward.member("anna")}))
    assert taking_part.recusals(leader, discussion) == {ward.member("anna")}


def test_who_came_later_is_told_to_the_leader_until_let_in(ward):
    ward.stand_at(Stage.RECORDING, recused=["dora"])
    assert taking_part.came_later(ward.viewer("leader"), ward.discussion) == ()
    ward.join("eve")
    ((eve, name),) = taking_part.came_later(ward.viewer("leader"), ward.discussion)
    assert (eve, name.text) == (ward.member("eve"), "Test Eve")
    taking_part.grant_earlier(ward.viewer("leader"), ward.discussion, eve)
    assert taking_part.came_later(ward.viewer("leader"), ward.discussion) == ()


def test_a_time_for_opening_that_has_passed_is_refused(ward):
    past = ward.clock.now() - timedelta(minutes=1)
    with pytest.raises(Invalid, match="has passed"):
        agenda.plan(ward.viewer("leader"), ward.conference(), ward.case(), _words(opens_at=past))


def test_the_set_time_opens_the_recording_once(ward):
    ward.plan_discussion(opens_at=ward.clock.now() + timedelta(hours=1))
    assert stages.open_those_due() == 0
    ward.clock.move(hours=2)
    assert stages.open_those_due() == 1
    assert stages.open_those_due() == 0
    assert discussions.discussion(ward.viewer("leader"), ward.discussion).stage is Stage.RECORDING


def test_a_discussion_postponed_and_taken_up_again_does_not_open_by_a_time_long_past(ward):
    ward.plan_discussion(opens_at=ward.clock.now() + timedelta(hours=1))
    stages.postpone(ward.viewer("leader"), ward.discussion, "")
    ward.clock.move(days=7)
    stages.take_up(ward.viewer("leader"), ward.discussion, ward.conference())
    assert stages.open_those_due() == 0
    assert discussions.discussion(ward.viewer("leader"), ward.discussion).stage is Stage.PLANNED


@pytest.mark.parametrize("stage", [Stage.PLANNED, Stage.RECORDING, Stage.REVEALED])
def test_a_discussion_taken_up_again_stands_where_it_stood_last_on_the_new_agenda(ward, stage):
    ward.stand_at(stage)
    leader, later = ward.viewer("leader"), ward.conference(days=9)
    other = ward.discussion
    ward.plan_discussion(conference=later)
    stages.postpone(leader, other, "no time")
    assert discussions.discussion(leader, other).stage_reason.text == "no time"
    stages.take_up(leader, other, later)
    listed = discussions.on_agenda(leader, later)
    assert [(one.id, one.stage, one.place) for one in listed][1] == (other, stage, 2)


def test_too_few_entries_are_not_revealed_and_the_refusal_says_how_many_are_needed(ward):
    ward.stand_at(Stage.RECORDING, recorded=RECORDING[:3])
    with pytest.raises(QuorumMissing, match="3 of 7 have recorded. It can be revealed once 4 have recorded"):
        ward.reveal()
    ward.record(RECORDING[3])
    ward.reveal()


def test_when_all_of_a_small_round_have_recorded_it_is_revealed_below_the_quorum(ward):
    ward.stand_at(
        Stage.RECORDING, recorded=["leader", "deputy"], recused=["facilitator", "anna", "ben", "cleo", "dora"]
    )
    assert _agenda(ward, "leader")[0].needed == 2
    ward.reveal()


def test_a_round_without_an_entry_is_never_revealed(ward):
    ward.stand_at(Stage.RECORDING, recorded=[])
    assert _agenda(ward, "leader")[0].needed >= 1
    with pytest.raises(QuorumMissing):
        ward.reveal()


@pytest.mark.parametrize(
    ("who", "may"), [("leader", True), ("deputy", True), ("facilitator", True), ("anna", False), ("observer", False)]
)
def test_leader_deputy_and_facilitator_open_and_reveal_and_nobody_else(ward, who, may):
    ward.plan_discussion()
    for deed, action in ((stages.open_recording, Action.OPEN_RECORDING), (stages.reveal, Action.REVEAL)):
        assert (action in _agenda(ward, who)[0].may) == may
        if may:
            deed(ward.viewer(who), ward.discussion)
        else:
            with pytest.raises(NotAllowed):
                deed(ward.viewer(who), ward.discussion)
        if action is Action.OPEN_RECORDING and may:
            ward.record_all(RECORDING[:4])


@pytest.mark.parametrize("who", [who for who, role in WARD_3.items() if role not in {Role.LEADER, Role.DEPUTY}])
def test_names_of_who_recorded_go_to_leader_and_deputy_alone(ward, who):
    ward.stand_at(Stage.RECORDING)
    assert Action.SEE_WHO_RECORDED not in _agenda(ward, who)[0].may
    with pytest.raises(NotAllowed):
        discussions.who_recorded(ward.viewer(who), ward.discussion)


def test_names_of_who_recorded_come_in_the_order_of_the_alphabet_not_of_the_recording(ward):
    ward.stand_at(Stage.RECORDING, recorded=["dora", "anna", "leader"])
    told = discussions.who_recorded(ward.viewer("deputy"), ward.discussion)
    assert [name.text for name, _ in told] == sorted(ward.name(who) for who in RECORDING)
    assert {name.text for name, there in told if there} == {ward.name(who) for who in ("dora", "anna", "leader")}


def test_the_agendas_words_change_only_while_it_is_planned(ward):
    ward.plan_discussion()
    leader = ward.viewer("leader")
    agenda.edit(leader, ward.discussion, _words(news="something else"))
    assert discussions.discussion(leader, ward.discussion).news.text == "something else"
    ward.open(ward.discussion)
    with pytest.raises(WrongStage):
        agenda.edit(leader, ward.discussion, _words())
    with pytest.raises(WrongStage):
        taking_part.set_recusal(leader, ward.discussion, ward.member("anna"), stands_back=True)


def test_the_leader_of_a_discussion_does_not_stand_back_from_it(ward):
    ward.plan_discussion()
    with pytest.raises(Invalid):
        taking_part.set_recusal(ward.viewer("leader"), ward.discussion, ward.member("leader"), stands_back=True)


def test_a_closed_discussion_opens_again_only_with_a_reason(ward):
    ward.stand_at(Stage.CLOSED)
    with pytest.raises(Invalid):
        stages.reopen(ward.viewer("leader"), ward.discussion, " ")
    stages.reopen(ward.viewer("leader"), ward.discussion, "a late report")
    now = discussions.discussion(ward.viewer("leader"), ward.discussion)
    assert (now.stage, now.stage_reason.text) == (Stage.REVEALED, "a late report")


def test_nothing_moves_on_from_cancelled(ward):
    ward.stand_at(Stage.CANCELLED)
    leader = ward.viewer("leader")
    for deed in (stages.open_recording, stages.reveal, stages.close):
        with pytest.raises(Refusal):
            deed(leader, ward.discussion)
    with pytest.raises(WrongStage):
        stages.take_up(leader, ward.discussion, ward.conference())


def test_every_case_has_a_code_of_its_own(ward):
    codes = [cases.make_case(ward.viewer("leader"), ward.team, "a label").code for _ in range(30)]
    assert len(set(codes)) == 30

"""The second round: opened once after the discussion, recorded under a seal of its own, revealed with the quorum."""

import uuid

import pytest

from access.refusals import Changed, Invalid, NotAllowed, NotFound, QuorumMissing, Sealed, WrongStage
from access.terms import Length, Naming, Role, Round, Stage, Visibility
from board import discussions, division, entries, forms, second_round, stages
from board.answers import CANNOT_SAY, QUESTION, Answers
from instruments import weekly_team_reaction
from tests.board.test_division import RECORDERS, divided, grown
from tests.ward import RECORDING, answers, short_answers

POSITIONS = [item.key for item in weekly_team_reaction().items(scan="positions")]
FIXED = list(weekly_team_reaction().second_round)


@pytest.fixture
def open_ward(ward):
    """A revealed discussion whose second round is open and empty."""
    ward.stand_at(Stage.REVEALED, recorded=RECORDING)
    ward.open_second()
    return ward


def form(ward, who="anna"):
    return forms.form(ward.viewer(who), ward.discussion, Round.SECOND)


def asked(ward, who="anna"):
    return [item.key for item in form(ward, who).items]


def feelings_asked(ward):
    return sorted(set(asked(ward)) - set(POSITIONS))


def submit(ward, who, given=None, request=None):
    return entries.submit(
        ward.viewer(who), ward.discussion, request or uuid.uuid4(), given or short_answers(), Round.SECOND
    )


def second(ward, who="anna"):
    return discussions.discussion(ward.viewer(who), ward.discussion).second


# ---------------------------------------------------------------- opening


def test_leader_deputy_and_facilitator_open_it_and_nobody_else(ward, store_address):
    for who in ("leader", "deputy", "facilitator"):
        ward.stand_at(Stage.REVEALED)
        second_round.open_recording(ward.viewer(who), ward.discussion)
        assert second(ward).recorded == 0
    ward.stand_at(Stage.REVEALED)
    for who in ("anna", "observer", "administrator"):
        with pytest.raises(NotAllowed):
            second_round.open_recording(ward.viewer(who), ward.discussion)
    assert second(ward) is None


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage is not Stage.REVEALED])
def test_it_opens_only_after_the_reveal_and_before_the_close(ward, stage):
    ward.stand_at(stage)
    with pytest.raises(WrongStage):
        second_round.open_recording(ward.viewer("leader"), ward.discussion)


def test_it_opens_once(open_ward):
    with pytest.raises(WrongStage):
        second_round.open_recording(open_ward.viewer("leader"), open_ward.discussion)


def test_who_stands_back_and_who_came_later_do_not_find_it(ward):
    ward.plan_discussion(recused=["dora"])
    ward.open(ward.discussion)
    ward.record_all(RECORDING[:4])
    ward.reveal()
    ward.open_second()
    ward.join("gerda")
    for who in ("dora", "gerda", "other leader"):
        with pytest.raises(NotFound):
            form(ward, who)


# ---------------------------------------------------------------- what it asks


def test_it_asks_two_feelings_first_then_the_positions_and_todays_question(open_ward):
    assert asked(open_ward)[2:] == POSITIONS
    assert form(open_ward).question.text == "How long should this patient stay?"
    assert form(open_ward).asked == 2 + len(POSITIONS) + 1


def test_a_pulse_is_asked_the_pulses_position_again(ward):
    ward.stand_at(Stage.REVEALED, length=Length.PULSE)
    ward.open_second()
    assert asked(ward)[2:] == ["somewhere_nowhere"]


def test_without_two_views_the_two_fixed_feelings_are_asked(ward):
    ward.open()
    for who in RECORDERS:
        ward.record(who, answers(2))
    ward.reveal()
    ward.open_second()
    assert feelings_asked(ward) == sorted(FIXED)


def test_the_feelings_asked_are_the_two_of_different_kinds_on_which_the_page_shows_the_views_furthest_apart(ward):
    team = grown(ward, 8)
    divided(ward, team[:4], team[4:])
    shown = division.picture(ward.viewer("anna"), ward.discussion).feelings
    widest = sorted((item for item in shown if item.section == "feelings"), key=lambda item: -item.apart)
    kinds = {item.key: item.dimension for item in weekly_team_reaction().items()}
    expected = [widest[0].key, next(item.key for item in widest if kinds[item.key] != kinds[widest[0].key])]
    ward.open_second()
    assert feelings_asked(ward) == sorted(expected)
    assert feelings_asked(ward) != sorted(FIXED)


def test_the_choice_tells_nothing_of_a_view_that_the_page_does_not_tell_of(ward):
    """Two of nine hold a view: what divides them would say what those two feel."""
    team = grown(ward, 9)
    divided(ward, team[:7], team[7:])
    ward.open_second()
    assert feelings_asked(ward) == sorted(FIXED)
    divided(ward, team[:7], team[7:], naming=Naming.NAMED)
    ward.open_second()
    assert feelings_asked(ward) != sorted(FIXED)


def test_what_it_asks_is_fixed_at_the_opening(ward, store_address):
    team = grown(ward, 9)
    divided(ward, team[:4], team[4:8])
    ward.open_second()
    before = asked(ward)
    ward.record(team[8], answers(4), late=True)
    for who in team[:4]:
        entries.withdraw(ward.viewer(who), ward.discussion)
    assert asked(ward) == before
    ward.close()
    stages.reopen(ward.viewer("leader"), ward.discussion, "one more thing")
    assert asked(ward) == before


# ---------------------------------------------------------------- recording


def test_a_sheet_is_kept_as_a_draft_handed_in_revised_and_withdrawn_before_the_reveal(open_ward, store_address):
    anna = open_ward.viewer("anna")
    assert entries.keep_draft(anna, open_ward.discussion, 0, short_answers(5), Round.SECOND) == 1
    assert form(open_ward).answers == short_answers(5)
    submit(open_ward, "anna", short_answers(5))
    assert (form(open_ward).draft_version, form(open_ward).handed_in) == (0, filled(5, open_ward))
    submit(open_ward, "anna", short_answers(2))
    assert form(open_ward).handed_in.scores["protect_risk"] == 2
    assert second(open_ward).recorded == 1
    assert entries.withdraw(anna, open_ward.discussion, Round.SECOND)
    assert (form(open_ward).handed_in, form(open_ward).is_withdrawn) == (None, True)
    assert second(open_ward).recorded == 0
    submit(open_ward, "anna")
    assert second(open_ward).has_recorded


def filled(score, ward):
    """As it is read back: what was not answered counts as "can't say"."""
    given = short_answers(score).scores
    return Answers(scores={key: given.get(key, CANNOT_SAY) for key in [*asked(ward), QUESTION]})


def test_the_second_round_leaves_the_first_as_it_is(open_ward):
    anna = open_ward.viewer("anna")
    before = forms.form(anna, open_ward.discussion).handed_in
    shown = division.picture(anna, open_ward.discussion)
    entries.keep_draft(anna, open_ward.discussion, 0, short_answers(5), Round.SECOND)
    submit(open_ward, "anna", short_answers(5))
    assert forms.form(anna, open_ward.discussion).handed_in == before
    assert forms.form(anna, open_ward.discussion).draft_version == 0
    entries.withdraw(anna, open_ward.discussion, Round.SECOND)
    assert forms.form(anna, open_ward.discussion).handed_in == before
    assert division.picture(anna, open_ward.discussion) == shown


def test_a_newer_draft_of_another_window_is_not_overwritten(open_ward):
    anna = open_ward.viewer("anna")
    entries.keep_draft(anna, open_ward.discussion, 0, short_answers(5), Round.SECOND)
    with pytest.raises(Changed):
        entries.keep_draft(anna, open_ward.discussion, 0, short_answers(1), Round.SECOND)
    entries.discard_draft(anna, open_ward.discussion, Round.SECOND)
    assert form(open_ward).answers == Answers()


def test_the_same_press_stores_once(open_ward):
    request = uuid.uuid4()
    first = submit(open_ward, "anna", request=request)
    open_ward.clock.move(minutes=1)
    assert submit(open_ward, "anna", request=request) == first


@pytest.mark.parametrize(
    "given",
    [
        Answers(scores={"protect_risk": 8}),
        Answers(scores={"protect_risk": True}),
        Answers(scores={"worn_out": 2}),
        Answers(scores={"no such item": 2}),
        Answers(scores={"protect_risk": 4}, understand="words that have no place here"),
        Answers(scores={"protect_risk": 4}, hard_to_say="words that have no place here"),
        Answers(scores={"protect_risk": 4}, noticed=frozenset({"secret"})),
        Answers(scores={"protect_risk": 4}, contact="closely"),
        Answers(scores={"protect_risk": 4}, visibility=Visibility.NAMED),
        Answers(scores={"protect_risk": CANNOT_SAY}),
        Answers(),
    ],
)
def test_what_the_short_form_does_not_offer_is_refused(open_ward, given):
    with pytest.raises(Invalid):
        submit(open_ward, "anna", given)
    assert second(open_ward).recorded == 0


def test_nobody_records_before_it_opens_after_its_reveal_or_after_the_close(ward):
    ward.stand_at(Stage.REVEALED, recorded=RECORDING)
    with pytest.raises(WrongStage):
        submit(ward, "anna")
    ward.open_second(recorded=RECORDING[:4])
    ward.reveal_second()
    for attempt in (
        lambda: submit(ward, "anna"),
        lambda: submit(ward, "dora"),
        lambda: entries.keep_draft(ward.viewer("dora"), ward.discussion, 0, short_answers(), Round.SECOND),
        lambda: entries.withdraw(ward.viewer("anna"), ward.discussion, Round.SECOND),
    ):
        with pytest.raises(WrongStage):
            attempt()
    ward.stand_at(Stage.REVEALED)
    ward.open_second()
    ward.close()
    with pytest.raises(WrongStage):
        submit(ward, "anna")


def test_a_postponed_discussion_takes_its_second_round_up_again(open_ward):
    leader = open_ward.viewer("leader")
    submit(open_ward, "anna")
    stages.postpone(leader, open_ward.discussion, "")
    with pytest.raises(WrongStage):
        submit(open_ward, "ben")
    stages.take_up(leader, open_ward.discussion, open_ward.conference())
    submit(open_ward, "ben")
    assert second(open_ward).recorded == 2


# ---------------------------------------------------------------- revealing


def test_it_is_revealed_with_the_quorum_by_who_leads_and_once(open_ward, store_address):
    for who in ("anna", "ben", "cleo"):
        submit(open_ward, who)
    with pytest.raises(QuorumMissing, match="3 of 7 have recorded in the second round"):
        second_round.reveal(open_ward.viewer("leader"), open_ward.discussion)
    submit(open_ward, "dora")
    for who in ("anna", "observer", "administrator"):
        with pytest.raises(NotAllowed):
            second_round.reveal(open_ward.viewer(who), open_ward.discussion)
    second_round.reveal(open_ward.viewer("facilitator"), open_ward.discussion)
    assert second(open_ward).revealed_at == open_ward.clock.now()
    with pytest.raises(WrongStage):
        second_round.reveal(open_ward.viewer("leader"), open_ward.discussion)


def test_until_its_reveal_there_is_no_picture_of_it(open_ward):
    for who in ("leader", "anna", "observer"):
        assert second_round.picture(open_ward.viewer(who), open_ward.discussion) is None
    for who in RECORDING:
        submit(open_ward, who)
    assert second_round.picture(open_ward.viewer("leader"), open_ward.discussion) is None
    open_ward.reveal_second()
    assert second_round.picture(open_ward.viewer("observer"), open_ward.discussion).both == len(RECORDING)


def test_before_the_first_reveal_its_picture_is_refused_as_sealed(ward):
    ward.stand_at(Stage.RECORDING)
    with pytest.raises(Sealed):
        second_round.picture(ward.viewer("leader"), ward.discussion)


def test_an_observer_reads_and_records_nothing(open_ward):
    with pytest.raises(NotAllowed):
        submit(open_ward, "observer")


def test_who_has_recorded_is_for_leader_and_deputy_by_name(open_ward):
    submit(open_ward, "ben")
    for who in ("leader", "deputy"):
        listed = discussions.who_recorded(open_ward.viewer(who), open_ward.discussion, Round.SECOND)
        assert [name.text for name, there in listed if there] == ["Test Ben"]
    with pytest.raises(NotAllowed):
        discussions.who_recorded(open_ward.viewer("anna"), open_ward.discussion, Round.SECOND)


def test_a_member_made_observer_meanwhile_records_no_more(open_ward):
    open_ward.set_role("anna", Role.OBSERVER)
    with pytest.raises(NotAllowed):
        submit(open_ward, "anna")

"""The own entry: drafts, handing in, revising, withdrawing, late ones, and what is refused; on both stores."""

import threading
import uuid
from dataclasses import replace

import pytest

from access.refusals import Changed, Invalid, NotAllowed, NotFound, NotSignedIn, WrongStage
from access.terms import EntryKind, Length, Naming, Stage, Visibility
from access.viewer import Viewer
from board import discussions, entries, forms
from board.answers import CANNOT_SAY, QUESTION, Answers, as_shown, looks_hasty
from db import entries as stored
from instruments import weekly_team_reaction
from tests.ward import RECORDING, answers

pytestmark = pytest.mark.usefixtures("store_address")

OTHERS = ("ben", "cleo", "dora", "leader")


def form(ward, who="anna"):
    return forms.form(ward.viewer(who), ward.discussion)


def keep(ward, version, given, who="anna"):
    return entries.keep_draft(ward.viewer(who), ward.discussion, version, given)


def submit(ward, given, who="anna", request=None):
    return entries.submit(ward.viewer(who), ward.discussion, request or uuid.uuid4(), given)


def revision(ward, who="anna"):
    row = ward.store.look(lambda tx: stored.own(tx, ward.discussion, 1, ward.member(who)))
    return row["revision"] if row else 0


def recorded(ward):
    return discussions.counts(ward.viewer("leader"), ward.discussion)[0]


# ---------------------------------------------------------------- the form


def test_a_form_begins_empty_and_says_under_which_policy_it_is_answered(ward):
    ward.plan_discussion(naming=Naming.NAMED)
    ward.open(ward.discussion)
    fresh = form(ward)
    assert fresh.answers == Answers()
    assert (fresh.draft_version, fresh.draft_kept_at, fresh.handed_in_at, fresh.handed_in) == (0, None, None, None)
    assert fresh.naming is Naming.NAMED
    assert fresh.answers.visibility is Visibility.UNATTRIBUTED
    assert fresh.asked == 24
    assert fresh.may_record
    assert not fresh.may_record_late
    assert not fresh.may_withdraw


def test_the_policy_of_a_form_stays_when_the_team_changes_its_own(ward):
    ward.plan_discussion(naming=Naming.UNATTRIBUTED)
    opened = ward.open(ward.discussion)
    ward.plan_discussion(naming=Naming.NAMED)
    assert forms.form(ward.viewer("anna"), opened).naming is Naming.UNATTRIBUTED


def test_a_pulse_asks_only_the_starred_items_and_todays_question(ward):
    ward.plan_discussion(length=Length.PULSE)
    ward.open(ward.discussion)
    assert {item.key for item in form(ward).items} == {item.key for item in weekly_team_reaction().items(pulse=True)}
    assert form(ward).asked == 10


def test_every_member_has_an_order_of_the_feelings_of_their_own_and_keeps_it_from_week_to_week(ward):
    def feelings(who):
        return [item.key for item in form(ward, who).sections[0].items]

    ward.open()
    first = {who: feelings(who) for who in RECORDING}
    ward.open(ward.plan_discussion())
    assert {who: feelings(who) for who in RECORDING} == first
    assert len({tuple(order) for order in first.values()}) > 1
    assert len({frozenset(order) for order in first.values()}) == 1, "the same items for everybody"


def test_positions_stand_in_the_same_order_for_everybody(ward):
    ward.open()
    orders = {tuple(item.key for item in form(ward, who).items if item.scan == "positions") for who in RECORDING}
    assert len(orders) == 1


def test_nothing_new_is_offered_after_an_entry_on_this_case_and_not_after_a_withdrawn_one(ward):
    case = ward.case()
    first = ward.open(ward.plan_discussion(case=case))
    ward.record("anna")
    ward.record("ben")
    entries.withdraw(ward.viewer("ben"), first)
    ward.open(ward.plan_discussion(case=case))
    assert form(ward, "anna").has_recorded_before
    assert not form(ward, "ben").has_recorded_before
    assert not form(ward, "cleo").has_recorded_before
    ward.open(ward.plan_discussion())
    assert not form(ward, "anna").has_recorded_before, "another case"


# ---------------------------------------------------------------- the draft


def test_a_draft_is_found_again_as_it_was_left_by_its_author_only(ward):
    ward.open()
    canary = ward.canary("anna", visibility=Visibility.LEADER).answers
    assert keep(ward, 0, canary) == 1
    assert form(ward).answers == canary
    assert form(ward).draft_kept_at == ward.clock.now()
    assert form(ward, "ben").answers == Answers()


def test_a_draft_counts_as_no_entry(ward):
    ward.open()
    keep(ward, 0, answers())
    assert recorded(ward) == 0


def test_an_older_draft_never_overwrites_a_newer_one(ward):
    ward.open()
    keep(ward, 0, answers(1))
    keep(ward, 1, answers(2))
    for stale in (0, 1, 3):
        with pytest.raises(Changed):
            keep(ward, stale, answers(4))
    assert form(ward).answers == answers(2)


def test_of_two_windows_keeping_at_the_same_moment_one_is_told(ward):
    ward.open()
    viewer, told, start = ward.viewer("anna"), [], threading.Barrier(2)

    def tap(score):
        start.wait()
        try:
            entries.keep_draft(viewer, ward.discussion, 0, answers(score))
        except Changed as refusal:
            told.append(refusal)

    windows = [threading.Thread(target=tap, args=(score,)) for score in (1, 3)]
    for window in windows:
        window.start()
    for window in windows:
        window.join()
    assert len(told) == 1
    assert form(ward).draft_version == 1


def test_a_draft_let_go_leaves_what_was_handed_in(ward):
    ward.open()
    submit(ward, answers(2))
    keep(ward, 0, answers(4))
    assert form(ward).answers == answers(4)
    assert form(ward).handed_in == answers(2)
    entries.discard_draft(ward.viewer("anna"), ward.discussion)
    assert form(ward).answers == answers(2)


def test_a_half_written_text_may_stand_in_a_draft(ward):
    ward.open()
    keep(ward, 0, Answers(understand="  and then "))
    assert form(ward).answers.understand == "  and then "


# ---------------------------------------------------------------- handing in


def test_what_was_handed_in_is_what_was_answered(ward):
    ward.open()
    for visibility in Visibility:
        given = ward.canary("anna", visibility=visibility).answers
        receipt = submit(ward, given)
        assert form(ward).handed_in == given
    assert receipt == entries.Receipt(ward.clock.now(), is_late=False)
    assert form(ward).handed_in_at == ward.clock.now()


def test_cannot_say_and_unanswered_are_stored_as_nothing_never_as_zero(ward):
    ward.open()
    submit(ward, replace(answers(2), scores={"fond": 0, "irritated": CANNOT_SAY}))
    ward.record_all(OTHERS)
    ward.reveal()
    rows = ward.store.look(lambda tx: stored.revealed_ratings(tx, ward.discussion, 1))
    mine = {row["item"]: row["score"] for row in rows if row["member"] == ward.member("anna")}
    assert mine.pop("fond") == 0
    assert set(mine.values()) == {None}
    assert len(mine) == 23, "every item asked has a row"


def test_handing_in_takes_the_draft_away(ward):
    ward.open()
    keep(ward, 0, answers(1))
    submit(ward, answers(2))
    assert form(ward).draft_version == 0
    assert form(ward).answers == answers(2)


def test_the_same_press_stores_once_and_answers_the_same(ward):
    ward.open()
    request = uuid.uuid4()
    first = submit(ward, answers(2), request=request)
    ward.clock.move(minutes=1)
    assert submit(ward, answers(3), request=request) == first
    assert revision(ward) == 1
    assert form(ward).handed_in == answers(2)


def test_ten_presses_at_the_same_moment_store_once(ward):
    ward.open()
    viewer, request, start, receipts = ward.viewer("anna"), uuid.uuid4(), threading.Barrier(10), []

    def press():
        start.wait()
        receipts.append(entries.submit(viewer, ward.discussion, request, answers(2)))

    presses = [threading.Thread(target=press) for _ in range(10)]
    for one in presses:
        one.start()
    for one in presses:
        one.join()
    assert len(receipts) == 10
    assert len(set(receipts)) == 1
    assert revision(ward) == 1
    assert recorded(ward) == 1


def test_a_repeated_press_after_the_reveal_gets_the_first_receipt(ward):
    ward.open()
    request = uuid.uuid4()
    first = submit(ward, answers(2), request=request)
    ward.record_all(OTHERS)
    ward.reveal()
    assert submit(ward, answers(2), request=request) == first


def test_anothers_request_number_gives_nobody_their_receipt(ward):
    ward.open()
    request = uuid.uuid4()
    submit(ward, answers(2), request=request)
    submit(ward, answers(3), who="ben", request=request)
    assert form(ward, "ben").handed_in == answers(3)
    assert recorded(ward) == 2


def test_a_revision_replaces_what_counts_and_the_earlier_one_stays_in_the_store(ward):
    ward.open()
    submit(ward, answers(1))
    submit(ward, answers(4))
    assert (revision(ward), recorded(ward)) == (2, 1)
    ward.record_all(OTHERS)
    ward.reveal()
    rows = ward.store.look(lambda tx: stored.revealed_ratings(tx, ward.discussion, 1))
    assert {row["score"] for row in rows if row["member"] == ward.member("anna") and row["item"] == "fond"} == {4}


def test_who_did_not_meet_the_patient_hands_in_the_handover_alone(ward):
    ward.open()
    tapped = replace(ward.canary("anna").answers, contact="not at all", handover="a restless night")
    shown = as_shown(tapped)
    assert shown == Answers(EntryKind.NOT_MET, "not at all", "day", handover="a restless night")
    submit(ward, shown)
    assert form(ward).handed_in == shown


def test_who_met_the_patient_hands_in_no_handover(ward):
    given = ward.canary("anna").answers
    assert as_shown(given) == replace(given, handover="")


def test_nothing_new_counts_as_recorded_and_holds_no_answer(ward):
    ward.open()
    submit(ward, Answers(EntryKind.NOTHING_NEW))
    assert recorded(ward) == 1
    assert form(ward).handed_in == Answers(EntryKind.NOTHING_NEW)


# ---------------------------------------------------------------- withdrawing


def test_a_withdrawn_entry_counts_no_longer_and_can_be_handed_in_anew(ward):
    ward.open()
    submit(ward, answers(2))
    assert entries.withdraw(ward.viewer("anna"), ward.discussion)
    assert recorded(ward) == 0
    assert form(ward).is_withdrawn
    assert form(ward).handed_in is None
    assert not form(ward).may_withdraw
    submit(ward, answers(3))
    assert recorded(ward) == 1
    assert not form(ward).is_withdrawn


def test_there_must_be_an_entry_to_withdraw(ward):
    ward.open()
    with pytest.raises(Invalid, match="no entry of yours"):
        entries.withdraw(ward.viewer("anna"), ward.discussion)
    submit(ward, answers(2))
    entries.withdraw(ward.viewer("anna"), ward.discussion)
    with pytest.raises(Invalid, match="no entry of yours"):
        entries.withdraw(ward.viewer("anna"), ward.discussion)


def test_with_names_a_withdrawal_after_the_reveal_takes_effect_at_once_while_enough_remain(ward):
    ward.plan_discussion(naming=Naming.NAMED)
    ward.open(ward.discussion)
    ward.record_all()
    ward.reveal()
    assert entries.withdraw(ward.viewer("anna"), ward.discussion)
    assert ward.member("anna") not in _in_the_picture(ward)


def test_a_withdrawal_that_would_lay_an_answer_bare_waits_for_the_close(ward):
    ward.plan_discussion(naming=Naming.NAMED)
    ward.open(ward.discussion)
    ward.record_all(("anna", *OTHERS))
    ward.reveal()
    assert not entries.withdraw(ward.viewer("anna"), ward.discussion)
    assert ward.member("anna") in _in_the_picture(ward)
    waiting = form(ward)
    assert waiting.is_withdrawn
    assert waiting.withdrawal_waits
    assert not waiting.may_record_late, "the entry from before the reveal is still in the picture"
    ward.close()
    assert ward.member("anna") not in _in_the_picture(ward)


def test_after_the_close_nothing_is_withdrawn(ward):
    ward.stand_at(Stage.CLOSED)
    with pytest.raises(WrongStage):
        entries.withdraw(ward.viewer("anna"), ward.discussion)


def _in_the_picture(ward):
    return {row["member"] for row in ward.store.look(lambda tx: stored.revealed_entries(tx, ward.discussion, 1))}


# ---------------------------------------------------------------- late


@pytest.fixture
def revealed(ward):
    """A round revealed without Anna, whose draft lies there."""
    ward.open()
    keep(ward, 0, answers(3))
    ward.record_all(OTHERS)
    ward.reveal()
    return ward


def test_after_the_reveal_the_independent_way_is_closed_and_the_draft_is_there(revealed):
    with pytest.raises(WrongStage):
        submit(revealed, answers(3))
    late = form(revealed)
    assert late.answers == answers(3)
    assert late.may_record_late
    assert not late.may_record
    assert late.revealed_at == revealed.clock.now()
    assert revision(revealed) == 0


def test_a_late_entry_is_marked_for_good_and_can_be_revised_and_withdrawn(revealed):
    viewer = revealed.viewer("anna")
    keep(revealed, 1, answers(4))
    receipt = entries.submit_late(viewer, revealed.discussion, uuid.uuid4(), answers(4))
    assert receipt.is_late
    assert form(revealed).is_late
    rows = revealed.store.look(lambda tx: stored.revealed_ratings(tx, revealed.discussion, 1))
    assert {row["late"] for row in rows if row["member"] == revealed.member("anna")} == {True}
    assert entries.submit_late(viewer, revealed.discussion, uuid.uuid4(), answers(1)).is_late
    assert entries.withdraw(viewer, revealed.discussion)


def test_a_late_entry_does_not_replace_one_from_before_the_reveal(revealed):
    with pytest.raises(NotAllowed, match="stands"):
        entries.submit_late(revealed.viewer("ben"), revealed.discussion, uuid.uuid4(), answers(1))
    assert not form(revealed, "ben").may_record_late


def test_before_the_reveal_nothing_is_late(ward):
    ward.open()
    with pytest.raises(WrongStage):
        entries.submit_late(ward.viewer("anna"), ward.discussion, uuid.uuid4(), answers(1))


# ---------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    "wrong",
    [
        {"scores": {"fond": 5}},
        {"scores": {"fond": -1}},
        {"scores": {"fond": True}},
        {"scores": {"fond": "3"}},
        {"scores": {"fond": 1.5}},
        {"scores": {"fond": None}},
        {"scores": {"room_limits": 0}},
        {"scores": {"room_limits": 8}},
        {"scores": {"invented": 1}},
        {"scores": {QUESTION: 0}},
        {"scores": {QUESTION: 8}},
        {"noticed": frozenset({"invented"})},
        {"contact": "daily"},
        {"shift": "rotating"},
        {"understand": "x" * 401},
        {"hard_to_say": "a\x00b"},
        {"handover": "a\u202eb"},
        {"understand": "\ud800"},
    ],
)
def test_a_value_that_the_form_does_not_offer_is_refused_in_draft_and_entry(ward, wrong):
    ward.open()
    given = replace(answers(2), **wrong)
    with pytest.raises(Invalid):
        keep(ward, 0, given)
    with pytest.raises(Invalid):
        submit(ward, given)
    assert form(ward).draft_version == revision(ward) == 0


def test_a_pulse_takes_no_item_that_it_does_not_ask(ward):
    ward.plan_discussion(length=Length.PULSE)
    ward.open(ward.discussion)
    with pytest.raises(Invalid):
        submit(ward, answers(2))
    submit(ward, answers(2, pulse=True))


def test_without_a_question_no_answer_to_one_is_taken(ward):
    ward.plan_discussion(question="")
    ward.open(ward.discussion)
    assert form(ward).asked == 23
    with pytest.raises(Invalid):
        submit(ward, answers(2))
    submit(ward, answers(2, today=None))


@pytest.mark.parametrize("contact", ["", "not at all"])
def test_a_full_form_needs_a_contact(ward, contact):
    ward.open()
    with pytest.raises(Invalid, match="how much you met"):
        submit(ward, answers(2, contact=contact))


@pytest.mark.parametrize("scores", [{}, {"fond": CANNOT_SAY, "irritated": CANNOT_SAY}])
def test_a_full_form_without_any_answer_is_pointed_to_the_short_one(ward, scores):
    ward.open()
    with pytest.raises(Invalid, match="not at all"):
        submit(ward, answers(2, scores=scores))


@pytest.mark.parametrize("stage", [Stage.PLANNED, Stage.POSTPONED, Stage.CANCELLED, Stage.CLOSED])
def test_outside_the_recording_nothing_is_kept_or_handed_in(ward, stage):
    ward.stand_at(stage)
    for deed in (lambda: keep(ward, 0, answers(2), "dora"), lambda: submit(ward, answers(2), "dora")):
        with pytest.raises(NotAllowed):
            deed()
    assert revision(ward, "dora") == 0


def test_strangers_and_unknown_discussions_are_answered_alike(ward):
    ward.open()
    for viewer, discussion in ((ward.viewer("other member"), ward.discussion), (ward.viewer("anna"), uuid.uuid4())):
        for deed in (
            forms.form,
            entries.withdraw,
            entries.discard_draft,
            lambda v, d: entries.keep_draft(v, d, 0, answers(2)),
            lambda v, d: entries.submit(v, d, uuid.uuid4(), answers(2)),
        ):
            with pytest.raises(NotFound) as refusal:
                deed(viewer, discussion)
            assert refusal.value.sentence == NotFound.sentence


@pytest.mark.parametrize("who", ["observer", "administrator"])
def test_who_does_not_record_has_no_form(ward, who):
    ward.open()
    with pytest.raises(NotAllowed):
        form(ward, who)


def test_without_a_session_there_is_no_form(ward):
    ward.open()
    with pytest.raises(NotSignedIn):
        forms.form(Viewer("made up"), ward.discussion)


def test_who_stands_back_has_no_form(ward):
    ward.plan_discussion(recused=("anna",))
    ward.open(ward.discussion)
    with pytest.raises(NotFound):
        form(ward)


# ---------------------------------------------------------------- a word to the author


def test_the_same_place_on_every_scale_looks_hasty(ward):
    assert looks_hasty(answers(2))
    assert looks_hasty(answers(0)), "far left throughout: 0 of 0 to 4, 1 of 1 to 7"
    assert not looks_hasty(ward.canary("anna").answers)
    assert not looks_hasty(replace(answers(2), scores={"fond": 2, "useful": 2})), "too few to say"
    feelings = {item.key: 0 for item in weekly_team_reaction().items(scan="feelings")}
    assert not looks_hasty(replace(answers(0), scores=feelings | {"room_limits": 2, "patient_us": 6}))


def test_an_answer_to_a_question_that_was_not_asked_is_refused(ward):
    ward.open()
    given = answers(scores={"never_asked": CANNOT_SAY})
    with pytest.raises(Invalid):
        entries.keep_draft(ward.viewer("anna"), ward.discussion, 0, given)

"""*Record* as its author meets it: empty, begun, full, refused, late, in two windows."""

import uuid
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from access.refusals import NotStored
from access.terms import EntryKind, Length, Naming, Stage, Visibility
from board import discussions, entries, forms, stages
from board.answers import CANNOT_SAY
from db import entries as stored
from tests.ward import answers

CONTACT, SHIFT = "This week I met this patient", "Mostly on"
HAND_IN = "Hand in, sealed until the meeting"
LINE = "What I would like the others to understand about being with this patient"
HARD_TO_SAY = "What I would find hard to say"


def _script():
    import streamlit as st

    from access.viewer import Viewer
    from pages.record import page

    if st.session_state.get("elsewhere"):
        st.title("Elsewhere")
    else:
        page(Viewer(st.session_state["token"]))


@pytest.fixture
def window(ward):
    """Open *Record* in a window of its own: `window("anna")`, at the discussion spoken of."""

    def open_window(who="anna", discussion="spoken of"):
        app = AppTest.from_function(_script, default_timeout=20)
        app.session_state["token"] = ward.viewer(who).session
        if discussion is not None:
            app.query_params["discussion"] = str(ward.discussion if discussion == "spoken of" else discussion)
        return app.run()

    return open_window


def words(app):
    """All that the page says, in its order."""
    assert not app.exception, app.exception
    values = [part.proto.text if part.type == "progress" else getattr(part, "value", "") for part in app]
    labels = [getattr(part, "label", "") for part in app]
    return "\n".join(f"{value}{label}" for value, label in zip(values, labels, strict=True))


def choose(app, label, value):
    """Tap one of several."""
    group = next(one for one in [*app.pills, *app.segmented_control] if one.label == label)
    group.set_value(value)
    return app.run()


def press(app, label):
    """Press a button."""
    next(button for button in app.button if button.label == label).click()
    return app.run()


def text(app, label):
    return next(area for area in app.text_area if area.label == label)


def scores(app):
    """What the controls of the form show, by label."""
    return {one.label: one.value for one in app.segmented_control if one.value is not None}


def kept(ward, who="anna"):
    """The draft in the store."""
    row = ward.store.look(lambda tx: stored.draft(tx, ward.discussion, 1, ward.member(who)))
    return row and row["body"]


def own(ward, who="anna"):
    """The latest revision in the store."""
    return ward.store.look(lambda tx: stored.own(tx, ward.discussion, 1, ward.member(who)))


# ---------------------------------------------------------------- the form


def test_the_form_asks_in_its_order_feelings_before_positions_and_begins_with_the_safety_line(ward, window):
    ward.open()
    app = window()
    said = words(app)
    places = [
        said.index(part)
        for part in (
            "Not read until the meeting.",
            "About two minutes.",
            CONTACT,
            SHIFT,
            "With this patient I felt …",
            "This patient treated me as …",
            "Today’s question",
            "Where I stand",
            "What helps here now",
            "Noticed this week",
            LINE,
            "Who may read it",
            HARD_TO_SAY,
        )
    ]
    assert places == sorted(places)
    assert len(app.segmented_control) == 24
    assert scores(app) == {}, "nothing is filled in beforehand"


def test_the_feelings_stand_in_the_members_own_order_every_time(ward, window):
    ward.open()

    def feelings(who):
        return [one.label for one in window(who).segmented_control][:14]

    assert feelings("anna") == feelings("anna")
    assert feelings("anna") != feelings("ben")


def test_a_pulse_asks_ten_things_and_no_texts(ward, window):
    ward.plan_discussion(length=Length.PULSE)
    ward.open(ward.discussion)
    app = window()
    assert "About a minute." in words(app)
    assert len(app.segmented_control) == 10
    assert len(app.text_area) == len(app.checkbox) == 0


@pytest.mark.parametrize(
    ("naming", "sentence"),
    [
        (Naming.UNATTRIBUTED, "This team shows no names after the reveal. Confidential"),
        (Naming.DISCIPLINE, "the discipline stands beside an answer where three or more of it answered"),
        (Naming.NAMED, "This team shows names"),
    ],
)
def test_the_naming_policy_stands_on_the_form_in_words(ward, window, naming, sentence):
    ward.plan_discussion(naming=naming)
    ward.open(ward.discussion)
    assert sentence in words(window())


def test_the_seven_places_bear_labels_of_their_own_and_each_group_is_named_by_its_ends(ward, window):
    ward.open()
    group = next(one for one in window().segmented_control if one.label == "make room … hold the limits")
    labels = [option.content for option in group.proto.options]
    assert len(labels) == len(set(labels)) == 8


@pytest.mark.parametrize("place", [1, 2, 3, 4, 5, 6, 7, CANNOT_SAY])
def test_each_of_the_seven_places_is_kept_as_itself(ward, window, place):
    ward.open()
    choose(window(), "make room … hold the limits", place)
    assert kept(ward)["scores"] == {"room_limits": place}


def test_marks_in_the_leaders_question_stay_what_they_are(ward, window):
    ward.plan_discussion(question="**Leave** [now](https://example.org)?", ends=("*go*", "`stay`"))
    ward.open(ward.discussion)
    said = words(window())
    # A word joiner, which shows nothing, stands before the slashes, so that no link is made of the address.
    assert "\\*\\*Leave\\*\\* \\[now\\]\\(https\\:\u2060\\/\\/example\\.org\\)?" in said
    assert r":small[\*go\*]" in said


def test_the_safety_line_stands_under_the_tick_that_may_hide_a_danger(ward, window):
    ward.open()
    app = window()
    before = words(app).count("Tell the nurse in charge now.")
    next(box for box in app.checkbox if box.label == "I was asked to keep something from the team").check()
    assert words(app.run()).count("Tell the nurse in charge now.") == before + 1


def test_a_name_in_the_line_is_pointed_at_and_does_not_stop_the_writer(ward, window):
    ward.open()
    app = choose(choose(window(), CONTACT, "closely"), "fond", 3)
    text(app, LINE).set_value("He asked for Mr Brown again.")
    said = words(app.run())
    assert "“Mr Brown” looks like a name" in said
    press(app, HAND_IN)
    assert "Handed in" in words(app)


def test_who_hands_in_straight_out_of_the_line_is_told_afterwards(ward, window):
    """The button takes the line along: its warning would be gone with the form."""
    ward.open()
    app = choose(choose(window(), CONTACT, "closely"), "fond", 3)
    text(app, LINE).set_value(f"With only {ward.name('ben').split()[-1]} he is calm.")
    app = press(app, HAND_IN)
    said = words(app)
    assert "Handed in" in said
    assert "looks like a colleague’s name" in said


def test_whom_it_is_about_stands_under_the_code(ward, window):
    ward.open()
    matter = discussions.discussion(ward.viewer("anna"), ward.discussion)
    app = window()
    assert app.title[0].value == matter.code
    assert matter.label.text in words(app)


def test_the_same_place_throughout_is_mentioned_to_the_author(ward, window):
    ward.open()
    entries.keep_draft(ward.viewer("anna"), ward.discussion, 0, answers(2))
    assert "You gave the same answer throughout" in words(window())
    entries.keep_draft(ward.viewer("ben"), ward.discussion, 0, ward.canary("ben").answers)
    assert "You gave the same answer throughout" not in words(window("ben"))


# ---------------------------------------------------------------- the draft


def test_every_answer_is_kept_and_counted_at_once(ward, window):
    ward.open()
    app = window()
    assert "0 of 24 answered · nothing to keep yet" in words(app)
    choose(app, "fond", 3)
    assert kept(ward)["scores"] == {"fond": 3}
    assert "1 of 24 answered · draft kept at 09:00" in words(app), "eight in UTC is nine on the ward"
    choose(app, "irritated", CANNOT_SAY)
    assert kept(ward)["scores"] == {"fond": 3, "irritated": CANNOT_SAY}
    choose(app, "fond", None)
    assert kept(ward)["scores"] == {"irritated": CANNOT_SAY}, "tapped again, an answer is taken back"


def test_a_look_without_an_answer_keeps_nothing(ward, window):
    ward.open()
    window().run()
    assert kept(ward) is None


def test_another_device_finds_the_whole_draft(ward, window):
    ward.open()
    app = choose(
        choose(choose(choose(window(), CONTACT, "closely"), SHIFT, "night"), "fond", 3),
        "Who may read it",
        Visibility.LEADER,
    )
    app.checkbox[0].check()
    text(app, LINE).set_value("a quiet one")
    text(app, HARD_TO_SAY).set_value("that I mind")
    app.run()
    other = window()
    assert scores(other) == {"fond": 3}
    assert {one.label: one.value for one in other.pills} == {
        CONTACT: "closely",
        SHIFT: "night",
        "Who may read it": Visibility.LEADER,
    }
    assert other.checkbox[0].value
    assert [area.value for area in other.text_area] == ["a quiet one", "that I mind"]


def test_who_leaves_the_page_and_returns_finds_the_answers(ward, window):
    ward.open()
    app = choose(window(), "fond", 3)
    app.session_state["elsewhere"] = True
    assert scores(app.run()) == {}
    app.session_state["elsewhere"] = False
    assert scores(app.run()) == {"fond": 3}
    choose(app, "useful", 1)
    assert kept(ward)["scores"] == {"fond": 3, "useful": 1}


def test_an_older_window_does_not_overwrite_a_newer_draft_and_says_so(ward, window):
    ward.open()
    first, second = window(), window()
    choose(first, "fond", 3)
    text(second, LINE).set_value("typed in the older window")
    said = words(second.run())
    assert "filled in further in another window" in said
    assert "typed in the older window" in said, "what was typed is not lost"
    assert scores(second) == {"fond": 3}
    assert kept(ward)["scores"] == {"fond": 3}
    assert kept(ward)["understand"] == ""
    choose(second, "useful", 1)
    assert kept(ward)["scores"] == {"fond": 3, "useful": 1}, "from here on this window is the newer one"
    assert "another window" not in words(second)


def test_a_window_where_nothing_was_typed_follows_the_other_one(ward, window):
    ward.open()
    first, second = window(), window()
    choose(first, "fond", 3)
    assert scores(second.run()) == {"fond": 3}


@pytest.mark.parametrize("ran_between", [False, True])
def test_a_press_in_an_older_window_hands_in_nothing_that_was_not_on_its_screen(ward, window, ran_between):
    ward.open()
    first, second = window(), window()
    choose(choose(first, CONTACT, "closely"), "fond", 3)
    text(second, LINE).set_value("typed in the older window")
    button = next(button for button in second.button if button.label == HAND_IN).click()
    pressed = second._tree.get_widget_states()
    if ran_between:  # leaving the line runs the page once, before the finger on the button is up again
        button.set_value(False)
        second.run()
    said = words(second._run(pressed))
    assert own(ward) is None, "nobody has seen this sheet beside the button that was pressed"
    assert scores(second) == {"fond": 3}
    assert "typed in the older window" in said, "what was typed is not lost"
    press(second, HAND_IN)
    assert own(ward)["revision"] == 1, "pressed beside the answers that are there now, it hands them in"


def test_leaving_it_as_it_was_in_an_older_window_does_not_take_the_other_ones_answers(ward, window):
    ward.open()
    ward.record("anna", answers(2))
    first, second = press(window(), "Revise"), press(window(), "Revise")
    choose(first, "fond", 4)
    press(second, "Leave it as it was")
    assert kept(ward)["scores"]["fond"] == 4
    assert "went on in another window" in words(second)


def test_a_failing_store_is_said_and_what_was_tapped_is_kept_when_it_is_back(ward, window, monkeypatch):
    ward.open()
    app = choose(window(), "fond", 3)

    def fail(*_):
        raise NotStored

    with monkeypatch.context() as broken:
        broken.setattr(entries, "keep_draft", fail)
        broken.setattr(forms, "form", fail)
        said = words(choose(app, "useful", 1))
        assert "**not kept**" in said
        assert "What you typed is still here" in said
        choose(app, "irritated", 2)
        assert kept(ward)["scores"] == {"fond": 3}
    app.run()
    assert "not kept" not in words(app)
    assert kept(ward)["scores"] == {"fond": 3, "useful": 1, "irritated": 2}


def test_a_text_that_cannot_be_kept_is_refused_with_its_place(ward, window):
    ward.open()
    app = window()
    text(app, LINE).set_value("reversed \u202e here")
    said = words(app.run())
    assert "invisible control character" in said
    assert "**not kept**" in said


# ---------------------------------------------------------------- handing in


def test_the_receipt_says_when_in_the_wards_time_and_the_draft_is_gone(ward, window):
    ward.open()
    app = choose(choose(window(), CONTACT, "closely"), "fond", 3)
    assert "23 ratings are unanswered and will count as “can’t say”." in words(app)
    press(app, HAND_IN)
    said = words(app)
    assert "Handed in on Monday 2 November 2026 at 09:00." in said
    assert "Sealed until the meeting" in said
    assert "**strongly** fond" in said
    assert kept(ward) is None
    assert own(ward)["revision"] == 1
    assert not app.segmented_control


def test_the_safety_sentence_stands_at_the_top_at_the_button_and_on_the_receipt(ward, window):
    ward.open()
    app = choose(choose(window(), CONTACT, "closely"), "fond", 3)
    assert words(app).count("**Not read until the meeting.** A safety concern? Tell the nurse in charge now.") == 2
    assert words(press(app, HAND_IN)).count("**Not read until the meeting.** A safety concern?") == 1


def test_without_a_contact_nothing_is_stored_and_the_page_says_what_is_missing(ward, window):
    ward.open()
    app = press(choose(window(), "fond", 3), HAND_IN)
    assert "Say first how much you met this patient" in words(app)
    assert own(ward) is None
    assert scores(app) == {"fond": 3}


def test_a_second_press_after_a_lost_answer_stores_once(ward, window, monkeypatch):
    ward.open()
    app = choose(choose(window(), CONTACT, "closely"), "fond", 3)

    def cut_off(*_):
        raise NotStored

    with monkeypatch.context() as broken:
        broken.setattr(forms, "form", cut_off)
        press(app, HAND_IN)
        press(app, HAND_IN)
    assert own(ward)["revision"] == 1
    assert "Handed in" in words(app.run())


def test_not_at_all_ends_the_form_in_two_taps(ward, window):
    ward.open()
    app = choose(window(), CONTACT, "not at all")
    assert not app.segmented_control
    assert [area.label for area in app.text_area] == ["What I heard at handover"]
    press(app, HAND_IN)
    assert "Handed in" in words(app)
    assert own(ward)["kind"] == EntryKind.NOT_MET


def test_feelings_tapped_before_not_at_all_are_not_handed_in_but_come_back_with_the_contact(ward, window):
    ward.open()
    app = choose(choose(window(), "fond", 3), CONTACT, "not at all")
    assert scores(choose(app, CONTACT, "closely")) == {"fond": 3}
    press(choose(app, CONTACT, "not at all"), HAND_IN)
    form = forms.form(ward.viewer("anna"), ward.discussion)
    assert form.handed_in.scores == {}
    assert form.handed_in.kind is EntryKind.NOT_MET


def test_nothing_new_is_one_tap_for_who_has_recorded_the_case_before(ward, window):
    case = ward.case()
    ward.plan_discussion(case=case)
    ward.open(ward.discussion)
    assert "Nothing new since last time" not in words(window())
    ward.record("anna")
    ward.plan_discussion(case=case)
    ward.open(ward.discussion)
    assert "Nothing new since last time" not in words(window("ben"))
    app = press(window(), "Nothing new since last time")
    assert "Handed in" in words(app)
    assert own(ward)["kind"] == EntryKind.NOTHING_NEW


def test_a_revision_leaves_the_entry_standing_until_it_is_handed_in(ward, window):
    ward.open()
    ward.record("anna", answers(2))
    app = press(window(), "Revise")
    assert "stands until you hand in again" in words(app)
    choose(app, "fond", 4)
    assert forms.form(ward.viewer("anna"), ward.discussion).handed_in.scores["fond"] == 2
    press(app, HAND_IN)
    assert "**very strongly** fond" in words(app)
    assert own(ward)["revision"] == 2


def test_a_revision_can_be_left_as_it_was(ward, window):
    ward.open()
    ward.record("anna", answers(2))
    app = press(choose(press(window(), "Revise"), "fond", 4), "Leave it as it was")
    assert "Nothing was changed." in words(app)
    assert "very strongly" not in words(app)
    assert kept(ward) is None
    assert own(ward)["revision"] == 1


def test_a_withdrawal_is_asked_about_first_and_empties_the_form(ward, window):
    ward.open()
    ward.record("anna")
    app = press(window(), "Withdraw")
    assert not own(ward)["withdrawn"]
    press(app, "Withdraw it")
    assert "Your entry is withdrawn." in words(app)
    assert "Your entry is withdrawn." in words(app.run()), "a page that renews itself does not swallow it"
    assert own(ward)["withdrawn"]
    assert ward.recorded() == 0
    assert scores(app) == {}


# ---------------------------------------------------------------- the round moves on


def test_a_form_open_at_the_reveal_says_so_keeps_its_answers_and_hands_in_late(ward, window):
    ward.open()
    app = choose(choose(window(), CONTACT, "closely"), "fond", 3)
    ward.record_all(("ben", "cleo", "dora", "leader"))
    ward.reveal()
    said = words(app.run())
    assert "This round was revealed at 09:00." in said
    assert "Not read until the meeting" not in said
    assert scores(app) == {"fond": 3}
    assert HAND_IN not in [button.label for button in app.button]
    press(app, "Hand in late")
    assert "It is marked late and not counted in the picture." in words(app)
    assert own(ward)["late"]


def test_a_press_at_the_very_moment_of_the_reveal_stores_nothing_and_offers_the_late_way(ward, window, monkeypatch):
    ward.open()
    app = choose(choose(window(), CONTACT, "closely"), "fond", 3)
    ward.record_all(("ben", "cleo", "dora", "leader"))
    submit = entries.submit

    def reveal_first(*given):
        ward.reveal()
        return submit(*given)

    monkeypatch.setattr(entries, "submit", reveal_first)
    press(app, HAND_IN)
    assert "This round was revealed" in words(app)
    assert own(ward) is None
    assert scores(app) == {"fond": 3}


def test_an_entry_from_before_the_reveal_can_be_withdrawn_but_not_changed(ward, window):
    ward.open()
    app = press(_recorded_window(ward, window), "Revise")
    choose(app, "fond", 4)
    ward.record_all(("ben", "cleo", "dora", "leader"))
    ward.reveal()
    said = words(app.run())
    assert "it can be withdrawn, not changed" in said
    assert "very strongly" not in said, "the unfinished revision is not what was handed in"
    assert {button.label for button in app.button} == {"Withdraw", "See the division"}


def test_a_withdrawal_that_waits_for_the_close_says_why(ward, window):
    ward.stand_at(Stage.REVEALED)
    app = press(press(window(), "Withdraw"), "Withdraw it")
    assert "What you wrote is gone. Your answers wait for the close." in words(app)
    assert "Your answers stay in the figures until the close" in words(app)
    assert "Hand in late" not in [button.label for button in app.button]


def test_after_the_close_the_own_answers_can_be_read_and_nothing_changed(ward, window):
    ward.stand_at(Stage.CLOSED)
    app = window()
    canary = ward.canary("anna")
    said = words(app)
    assert canary.answers.understand in said
    assert canary.answers.hard_to_say in said, "the line for oneself is there for oneself"
    assert {button.label for button in app.button} == {"See the division"}
    assert "You recorded nothing in this discussion." in words(window("dora"))


def test_only_the_own_answers_are_on_the_page(ward, window):
    ward.stand_at(Stage.REVEALED)
    said = words(window("anna"))
    for other in ("leader", "deputy", "facilitator", "ben"):
        assert not [canary for canary in ward.canary(other).strings if canary in said]


@pytest.mark.parametrize(
    ("stage", "sentence"),
    [
        (Stage.PLANNED, "The recording is not open yet. It opens when the leader opens it."),
        (Stage.POSTPONED, "This discussion is postponed."),
        (Stage.CANCELLED, "This discussion is cancelled."),
    ],
)
def test_a_discussion_that_is_not_open_says_where_it_stands(ward, window, stage, sentence):
    ward.stand_at(stage)
    assert sentence in words(window())


def test_a_discussion_postponed_while_the_form_is_open_says_so_and_keeps_the_draft(ward, window):
    ward.open()
    app = choose(window(), "fond", 3)
    stages.postpone(ward.viewer("leader"), ward.discussion, "no time today")
    assert "This discussion is postponed." in words(app.run())
    stages.take_up(ward.viewer("leader"), ward.discussion, ward.conference())
    assert scores(app.run()) == {"fond": 3}


# ---------------------------------------------------------------- which one


def test_unknown_foreign_and_unreadable_addresses_answer_alike(ward, window):
    ward.open()
    said = {words(window("other member")), words(window("anna", uuid.uuid4())), words(window("anna", "x' or 1=1"))}
    assert len(said) == 1
    assert "There is nothing here for you under this address." in said.pop()


@pytest.mark.parametrize("who", ["observer", "administrator"])
def test_who_does_not_record_is_told_so(ward, window, who):
    ward.open()
    assert "This is not for your role, or not at this stage." in words(window(who))
    assert "Nothing waits for your entry" in words(window(who, None))


def test_nothing_open_says_what_will_happen(ward, window):
    ward.plan_discussion()
    assert "When the leader opens a recording, it appears here by itself." in words(window("anna", None))


def test_the_only_one_that_waits_is_opened_at_once(ward, window):
    ward.open()
    app = window("anna", None)
    assert len(app.segmented_control) == 24
    assert str(ward.discussion) in app.query_params["discussion"]


def test_several_are_offered_with_what_is_begun_and_the_next_one_after_handing_in(ward, window):
    first = ward.open()
    second = ward.open(ward.plan_discussion())
    entries.keep_draft(ward.viewer("anna"), first, 0, replace(answers(2), scores={"fond": 1}))
    app = window("anna", None)
    said = words(app)
    assert "Two entries wait for you" in said
    assert "Begun, 1 of 24 answered." in said
    assert "About two minutes." in said
    press(app, "Go on")
    assert str(first) in app.query_params["discussion"]
    press(choose(app, CONTACT, "closely"), HAND_IN)
    code = discussions.discussion(ward.viewer("anna"), second).code
    press(app, f"Next: {code}")
    assert str(second) in app.query_params["discussion"]
    assert scores(app) == {}


def test_when_all_is_handed_in_the_page_says_so_and_lets_one_look(ward, window):
    ward.open()
    ward.record("anna")
    app = window("anna", None)
    assert "Everything is handed in" in words(app)
    assert "Handed in on" in words(press(app, "Look"))


def test_a_window_left_by_one_person_shows_the_next_one_nothing_of_it(ward, window):
    ward.open()
    app = window("anna")
    text(app, LINE).set_value("mine alone")
    choose(app, "fond", 3)
    app.session_state["token"] = ward.viewer("ben").session
    said = words(app.run())
    assert "mine alone" not in said
    assert scores(app) == {}
    assert kept(ward, "ben") is None


def _recorded_window(ward, window):
    ward.record("anna", answers(2))
    return window()


def test_a_reveal_of_another_day_is_told_with_its_day(ward, window):
    ward.stand_at(Stage.REVEALED)
    ward.clock.move(days=3)
    assert "This round was revealed on Monday 2 November 2026 at 09:00." in words(window("dora"))


def test_an_observer_is_told_that_observers_record_nothing(ward, window):
    ward.stand_at(Stage.RECORDING)
    assert "observers record nothing" in words(window("observer", discussion=None))


def test_the_name_of_the_team_is_drawn_as_the_administrator_typed_it(ward, window):
    ward.stand_at(Stage.RECORDING)
    ward.store.atomic(lambda tx: tx.run("update team set name = 'Ward :red[3] $x$' where id = $id", id=ward.team))
    assert "Ward \\:red\\[3\\] \\$x\\$ ·" in words(window("dora"))

"""The form of *Record* to be filled in: safety line, policy, fields, the button, and progress in sight."""

import streamlit as st

from access.refusals import Refusal, WrongStage
from access.terms import EntryKind, Length, Naming, Round
from board import entries
from board.answers import Answers, as_shown, looks_hasty
from pages import record_fields as fields
from pages.record_draft import OpenForm
from pages.sheet import NOTE, at, counted, main_button, or_more, quiet, refused

HOW_LONG = {Length.FOCUS: "About two minutes.", Length.PULSE: "About a minute."}


def form_to_fill(here: OpenForm, time_zone: str) -> None:
    """Everything from the safety line to the button, and the count that stays in sight."""
    form = here.form
    with st.container(border=True):
        fields.safety_line(here)
    if form.round is Round.SECOND:
        _asked_again(here, time_zone)
        return
    quiet(f"{HOW_LONG[form.length]} A draft is kept at every answer. {_naming_in_words(form.naming)}")
    _late_or_revised(here, time_zone)
    fields.contact(here)
    met = here.answers.contact != form.instrument.no_contact
    if met:
        _nothing_new(here)
        fields.ratings(here)
        fields.noticed(here)
        fields.lines(here)
    else:
        fields.handover(here)
    _hand_in(here)
    _progress(here, time_zone, met)


def _asked_again(here: OpenForm, time_zone: str) -> None:
    """The short form after the discussion: nothing of the first sheet is filled in, for it would hold one to it."""
    st.markdown("**After the discussion: where do you stand now?** Two feelings, then the positions.")
    quiet(f"Under a minute. A draft is kept at every answer. {_seen_again(here.form.naming)}")
    _late_or_revised(here, time_zone)
    fields.ratings(here)
    _hand_in(here)
    _progress(here, time_zone, met=True)


def _seen_again(naming: Naming) -> str:
    """What the team sees of a second round."""
    if naming is Naming.NAMED:
        return "After its reveal the team sees means before and after, of each view too, however small it is."
    return "After its reveal the team sees means before and after; never a single answer."


def _naming_in_words(naming: Naming) -> str:
    """What the team's naming policy means for who records."""
    if naming is Naming.NAMED:
        return "This team shows names: after the reveal the team sees who answered what."
    if naming is Naming.DISCIPLINE:
        return (
            f"This team shows no names after the reveal; the discipline stands beside an answer where {or_more()} of "
            "it answered, and whole sheets are shown without a name. Confidential, not anonymous: one may guess."
        )
    return "This team shows no names after the reveal. Confidential, not anonymous: in a small team one may guess."


def _late_or_revised(here: OpenForm, time_zone: str) -> None:
    form = here.form
    if form.may_record_late and form.revealed_at:
        fields.aside(
            "schedule",
            f"This round was revealed {at(form.revealed_at, time_zone)}. "
            "What you have answered is kept. You can hand it in late: it is marked late, and not counted in the "
            "picture.",
        )
    if form.handed_in_at:
        fields.aside(
            "edit",
            f"You are revising. What you handed in {at(form.handed_in_at, time_zone)} stands until you hand in again.",
        )
        if st.button("Leave it as it was", key=here.button("leave")):
            entries.discard_draft(here.viewer, form.discussion, form.round)
            here.begin_anew("Nothing was changed.")
            st.rerun()


def _nothing_new(here: OpenForm) -> None:
    untouched = not here.answers.scores and not here.answers.understand
    if not (here.form.has_recorded_before and untouched):
        return
    if st.button("Nothing new since last time", icon=":material/redo:", key=here.button("nothing new")):
        _store(here, Answers(EntryKind.NOTHING_NEW, here.answers.contact, here.answers.shift))


def _hand_in(here: OpenForm) -> None:
    form, answers = here.form, as_shown(here.answers)
    st.space("small")
    if looks_hasty(answers):
        quiet(
            ":material/info: You gave the same answer throughout. That can be right; then hand it in. "
            "Only you see this."
        )
    if here.not_kept:
        st.warning(here.not_kept, icon=":material/info:")
    late = form.may_record_late
    sealed = "until the meeting" if form.round is Round.FIRST else "until the second reveal"
    words = "Hand in late" if late else f"Hand in, sealed {sealed}"
    icon = ":material/schedule:" if late else ":material/lock:"
    if st.button(words, type=main_button(), icon=icon, width="stretch", key=here.button(words)):
        _store(here, answers)
    open_ones = form.asked - here.answered
    if answers.kind is EntryKind.FULL and open_ones:
        some = counted(open_ones, "rating is", "ratings are").capitalize()
        quiet(f"{some} unanswered and will count as “can’t say”.")
    quiet(fields.safety_words(form) + ("" if late else " You can revise or withdraw your entry until the reveal."))


def _store(here: OpenForm, answers: Answers) -> None:
    try:
        if here.form.may_record_late:
            entries.submit_late(here.viewer, here.form.discussion, here.request, answers)
        else:
            entries.submit(here.viewer, here.form.discussion, here.request, answers, here.form.round)
    except WrongStage:
        pass  # revealed, postponed or cancelled this moment: the next look says which, and the draft is there
    except Refusal as refusal:
        refused(refusal)
        return
    else:
        here.begin_anew("")
    st.rerun()


def _progress(here: OpenForm, time_zone: str, met: bool) -> None:
    form = here.form
    kept = f"draft kept {at(form.draft_kept_at, time_zone)}" if form.draft_kept_at else "nothing to keep yet"
    state = "**not kept**" if here.not_kept else kept
    with st.bottom, st.container(horizontal=True, horizontal_alignment="center"), st.container(width=NOTE, gap=None):
        if met:
            st.markdown(f":small[{fields.legend(form)}]")
            st.progress(
                min(here.answered / form.asked, 1.0),
                text=f":small[:gray[{here.answered} of {form.asked} answered · {state}]]",
            )
        else:
            quiet(state.capitalize())

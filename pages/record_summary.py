"""What somebody handed in, said back calmly, with the ways to revise and to withdraw it."""

import streamlit as st

from access.terms import EntryKind, Length, Naming, Visibility
from access.written import Written
from board import entries
from pages.record_draft import OpenForm
from pages.record_fields import READERS, safety_words
from pages.sheet import clock_time, day, literally, quiet, spelled

_NEARNESS = ("all the way", "clearly", "a little")
"""From an end towards the middle."""


def summary(here: OpenForm, time_zone: str) -> None:
    """The receipt, what can still be done with the entry, and its answers."""
    form = here.form
    if form.handed_in is None or form.handed_in_at is None:
        _nothing_stands(form)
        return
    when = f"{day(form.handed_in_at, time_zone)} at {clock_time(form.handed_in_at, time_zone)}"
    with st.container(border=True):
        st.markdown(f":material/check_circle: **Handed in on {when}{', late' if form.is_late else ''}.** {_what_now(form)}")
        if form.may_record:
            st.markdown(f":material/lock: {safety_words(form)}")
        with st.container(horizontal=True):
            if (form.may_record or form.may_record_late) and st.button("Revise", icon=":material/edit:"):
                here.revising = True
                st.rerun()
            if form.may_withdraw and st.button("Withdraw"):
                _confirm_withdrawal(here)
    _answers(form, form.handed_in)


def _what_now(form: entries.Form) -> str:
    if form.may_record:
        return "Sealed until the meeting: nobody reads it, the leader included. You can revise or withdraw it until then."
    if form.is_late:
        return "It is marked late and stands outside the independent picture."
    if form.may_withdraw:
        return "The round is revealed: it can be withdrawn, not changed."
    return "The discussion is closed. This is yours to read; nothing in it changes any more."


def _nothing_stands(form: entries.Form) -> None:
    if form.withdrawal_waits:
        st.markdown("You withdrew your entry. It leaves the picture when the discussion is closed: without it now, the "
                    "difference between the two pictures would show what you had said.")
    elif form.is_withdrawn:
        st.markdown("You withdrew your entry. It is in no picture.")
    else:
        st.markdown("You recorded nothing in this discussion.")


@st.dialog("Withdraw your entry?")
def _confirm_withdrawal(here: OpenForm) -> None:
    if here.form.may_record:
        st.markdown("It counts no longer, and its answers go out of the form. You can record again until the reveal.")
    else:
        st.markdown("It leaves the picture now, or at the close if too few entries would remain.")
    with st.container(horizontal=True):
        if st.button("Withdraw it", type="primary"):
            gone = entries.withdraw(here.viewer, here.form.discussion)
            here.begin_anew("Your entry is withdrawn." if gone else "Your withdrawal takes effect at the close.")
            st.rerun()
        if st.button("Keep it"):
            st.rerun()


def _answers(form: entries.Form, given: entries.Answers) -> None:
    if given.kind is EntryKind.NOTHING_NEW:
        st.markdown("**Nothing new since last time.**")
        return
    quiet(" · ".join(filter(None, (f"{form.instrument.contact_question}: {given.contact}",
                                   given.shift and f"{form.instrument.shift_question} {given.shift}"))))
    if given.kind is EntryKind.FULL:
        _ratings(form, given)
        _ticks(form, given)
    _words(form, given)


def _ratings(form: entries.Form, given: entries.Answers) -> None:
    asked_question = not form.question
    for section in form.sections:
        if section.scan == "positions" and not asked_question:
            _part("Today’s question", [f"{spelled(form.question)}: **" + _place(
                given.scores.get(entries.QUESTION), spelled(form.question_low), spelled(form.question_high)) + "**"])
            asked_question = True
        _part(section.title, [_said(section, item, given.scores.get(item.key)) for item in section.items])


def _ticks(form: entries.Form, given: entries.Answers) -> None:
    ticked = [tick.wording for tick in form.instrument.observations if tick.key in given.noticed]
    if form.length is Length.FOCUS:
        _part("Noticed", ticked or ["nothing ticked"])


def _words(form: entries.Form, given: entries.Answers) -> None:
    asked = form.instrument.lines
    for text, label, readers in (
        (given.understand, asked["understand"], READERS[given.visibility]),
        (given.hard_to_say, asked["hard_to_say"], READERS[Visibility.SELF]),
        (given.handover, asked["handover"], READERS[Visibility.UNATTRIBUTED]),
    ):
        if text:
            with st.container(gap=None):
                st.markdown(f":small[**{label}**] :small[:gray[· read by {readers}]]")
                literally(Written(text))


def _part(title: str, said: list[str]) -> None:
    with st.container(gap=None):
        st.markdown(f":small[**{title}**]")
        st.markdown(" · ".join(said))


def _said(section: entries.Section, item: entries.Item, score: int | str | None) -> str:
    if item.bipolar:
        return f"{item.low_end} … {item.high_end}: **{_place(score, item.low_end, item.high_end)}**"
    words = section.anchors[score - section.low] if isinstance(score, int) else section.cannot
    return f"{item.wording} **{words}**"


def _place(score: int | str | None, low_end: str, high_end: str) -> str:
    """A place between two ends in words: clearly towards "make room"."""
    if not isinstance(score, int):
        return "no view formed"
    if score == 4:
        return "in between"
    nearness = _NEARNESS[min(score - 1, 7 - score)]
    return f"{nearness} “{low_end if score < 4 else high_end}”"


def naming_in_words(naming: Naming) -> str:
    """What the team's naming policy means for who records."""
    if naming is Naming.NAMED:
        return "This team shows names: after the reveal the team sees who answered what."
    return ("This team shows no names after the reveal. In a small team somebody may still guess: "
            "it is confidential, not anonymous.")

"""What somebody handed in, said back calmly, with the ways to revise and to withdraw it."""

import streamlit as st

from access.refusals import Refusal
from access.terms import EntryKind, Length, Round, Stage, Visibility
from access.written import Written
from board import entries, forms
from board.answers import CANNOT_SAY, QUESTION, QUESTION_HIGH, QUESTION_LOW, Answers
from pages.record_draft import OpenForm
from pages.record_fields import READERS, doubts, safety_words
from pages.sheet import clock_time, day, literally, main_button, quiet, refused, spelled

_ASIDE = {
    Stage.POSTPONED: "This discussion is postponed. What was recorded stays sealed until it is taken up again. "
    "This is yours to read.",
    Stage.CANCELLED: "This discussion is cancelled. What was not revealed stays sealed for good. "
    "This is yours to read.",
}
_NEARNESS = ("all the way", "clearly", "a little")
"""From an end towards the middle."""
_MIDDLE = 4


def summary(here: OpenForm, time_zone: str) -> None:
    """The receipt, what can still be done with the entry, and its answers."""
    form = here.form
    if form.handed_in is None or form.handed_in_at is None:
        _nothing_stands(form)
        return
    when = f"{day(form.handed_in_at, time_zone)} at {clock_time(form.handed_in_at, time_zone)}"
    with st.container(border=True):
        late = ", late" if form.is_late else ""
        st.markdown(f":material/check_circle: **Handed in on {when}{late}.** {_what_now(form)}")
        if form.may_record:
            st.markdown(f":material/lock: {safety_words(form)}")
        with st.container(horizontal=True):
            if (form.may_record or form.may_record_late) and st.button("Revise", icon=":material/edit:"):
                here.revising = True
                st.rerun()
            if form.may_withdraw and st.button("Withdraw"):
                here.asks_to_withdraw = True
    if form.may_record:
        _still_to_be_doubted(here, form.handed_in)
    if here.asks_to_withdraw:
        st.dialog("Withdraw your entry?", on_dismiss=here.stop_asking)(_confirm_withdrawal)(here)
    _answers(form, form.handed_in)


def _still_to_be_doubted(here: OpenForm, handed_in: Answers) -> None:
    """Whoever pressed the button out of the field has not seen what the form would have said."""
    doubts(here, "\n".join(filter(None, (handed_in.understand, handed_in.handover))))


def _what_now(form: forms.Form) -> str:
    if form.may_record:
        until = "the meeting" if form.round is Round.FIRST else "the second reveal"
        return f"Sealed until {until}: nobody reads it, the leader included. You can revise or withdraw it until then."
    if form.is_late:
        return "It is marked late and not counted in the picture."
    if form.may_withdraw:
        return "The round is revealed: it can be withdrawn, not changed."
    if form.stage in _ASIDE:
        return _ASIDE[form.stage]
    if form.stage is Stage.REVEALED:
        return "The second round is revealed. This is yours to read; it stays as it is."
    return "The discussion is closed. This is yours to read; nothing in it changes any more."


def _nothing_stands(form: forms.Form) -> None:
    if form.withdrawal_waits:
        st.markdown(
            "You withdrew your entry. What you wrote is gone. Your answers stay in the figures until the close. Where "
            "no names are shown they then leave together with others’, or stay without a name: alone, the difference "
            "between two pictures would show what you had said."
        )
    elif form.is_withdrawn:
        st.markdown("You withdrew your entry. It is in no picture.")
    else:
        st.markdown(f"You recorded nothing in this {'second round' if form.round is Round.SECOND else 'discussion'}.")


def _confirm_withdrawal(here: OpenForm) -> None:
    if here.form.may_record:
        st.markdown("It no longer counts, and the form is empty again. You can record anew until the reveal.")
    else:
        st.markdown(
            "What you wrote goes at once. Your answers may have to wait for the close, and without names they leave "
            "only together with others’: alone, the difference between two pictures would show them."
        )
    with st.container(horizontal=True):
        if st.button("Withdraw it", type=main_button()):
            _withdraw(here)
        if st.button("Keep it"):
            here.stop_asking()
            st.rerun()


def _withdraw(here: OpenForm) -> None:
    try:
        gone = entries.withdraw(here.viewer, here.form.discussion, here.form.round)
    except Refusal as refusal:
        refused(refusal)
        return
    here.begin_anew("Your entry is withdrawn." if gone else "What you wrote is gone. Your answers wait for the close.")
    st.rerun()


def _answers(form: forms.Form, given: Answers) -> None:
    with st.expander("What you handed in", expanded=not form.may_record):
        if given.kind is EntryKind.NOTHING_NEW:
            st.markdown("Nothing new since last time.")
            return
        if form.round is Round.SECOND:
            _ratings(form, given)
            return
        met = f"{form.instrument.contact_question}: **{given.contact or 'not said'}**"
        shift = f"{form.instrument.shift_question.lower()} {given.shift}" if given.shift else ""
        st.markdown(" · ".join(filter(None, (met, shift))))
        if given.kind is EntryKind.FULL:
            _ratings(form, given)
            _ticks(form, given)
        _words(form, given)


def _ratings(form: forms.Form, given: Answers) -> None:
    before_positions = True
    for section in form.sections:
        if section.scan == "positions" and before_positions:
            before_positions = False
            _question(form, given)
        _part(section.title, _how_much(section, given) + _positions(section, given))


def _question(form: forms.Form, given: Answers) -> None:
    if form.question:
        place = _place(given.scores.get(QUESTION), spelled(form.question_low), spelled(form.question_high))
        _part("Today’s question", [f"{spelled(form.question)}: {place}"])


def _how_much(section: forms.Section, given: Answers) -> list[str]:
    """**strongly** powerless, worn out: the strongest first, what could not be said last."""
    items = [item for item in section.items if not item.bipolar]
    lines = []
    for score in [*range(section.high, section.low - 1, -1), CANNOT_SAY]:
        those = [item.wording for item in items if given.scores.get(item.key, CANNOT_SAY) == score]
        words = section.anchors[score - section.low] if items and isinstance(score, int) else section.cannot
        lines += [f"**{words}** {', '.join(those)}"] if those else []
    return lines


def _positions(section: forms.Section, given: Answers) -> list[str]:
    items = [item for item in section.items if item.bipolar]
    formed = [item for item in items if isinstance(given.scores.get(item.key), int)]
    lines = [
        f"{item.low_end} … {item.high_end}: {_place(given.scores[item.key], item.low_end, item.high_end)}"
        for item in formed
    ]
    without = [f"{item.low_end} … {item.high_end}" for item in items if item not in formed]
    return lines + ([f"**no view formed** {', '.join(without)}"] if without else [])


def _ticks(form: forms.Form, given: Answers) -> None:
    ticked = [tick.wording for tick in form.instrument.observations if tick.key in given.noticed]
    if form.length is Length.FOCUS:
        _part("Noticed", ticked or ["nothing ticked"])


def _words(form: forms.Form, given: Answers) -> None:
    asked = form.instrument.lines
    for text, label, readers in (
        (given.understand, asked["understand"], READERS[given.visibility]),
        (given.hard_to_say, asked["hard_to_say"], READERS[Visibility.SELF]),
        (given.handover, asked["handover"], READERS[Visibility.UNATTRIBUTED]),
    ):
        if text:
            with st.container(gap=None):
                quiet(f"{label} · read by {readers}")
                literally(Written(text))


def _part(title: str, lines: list[str]) -> None:
    with st.container(gap=None):
        st.markdown(f":small[:gray[{title}]]")
        for line in lines:
            st.markdown(line)


def _place(score: int | str | None, low_end: str, high_end: str) -> str:
    """A place between two ends in words: **clearly** make room."""
    if not isinstance(score, int):
        return "**no view formed**"
    if score == _MIDDLE:
        return "**in between**"
    nearness = _NEARNESS[min(score - QUESTION_LOW, QUESTION_HIGH - score)]
    return f"**{nearness}** “{low_end if score < _MIDDLE else high_end}”"

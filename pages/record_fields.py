"""The fields of *Record*, in the form's order; each shows what was answered so far and is read by `record_draft`."""

import streamlit as st

from access.terms import Length, Round, Visibility
from access.written import LINE_LIMIT, Written
from board import forms
from board.answers import CANNOT_SAY, QUESTION
from pages.record_draft import OpenForm
from pages.sheet import is_phone, or_more, quiet, spelled

# Equal labels would select the last of them: same look, different source (see tests/pages/test_record.py).
PLACES = {1: "●", 2: "•", 3: "·", 4: "○", 5: "&middot;", 6: "&bull;", 7: "&#9679;", CANNOT_SAY: ":gray[?]"}
READERS = {
    Visibility.SELF: "only me",
    Visibility.LEADER: "whoever leads the team",
    Visibility.UNATTRIBUTED: "the team, without my name",
    Visibility.NAMED: "the team, with my name",
}
_PHONE, _DESK = 42, 94
"""px: the field of "?" lies right of the scale; the end stands left of it."""
_ON_ONE_LINE = 42
"""Letters of both ends that stand beside each other on a narrow phone; longer ones stand one above the other."""


def contact(here: OpenForm) -> None:
    """How much the patient was met, and on which shift."""
    asked = here.form.instrument
    st.pills(asked.contact_question, asked.contacts, key=here.ready("contact"))
    st.pills(asked.shift_question, asked.shifts, key=here.ready("shift"))


def ratings(here: OpenForm) -> None:
    """Feelings, role received, today's question, positions, what helps: feelings first, so that they stay feelings."""
    before_positions = True
    for section in here.form.sections:
        if section.scan == "positions" and before_positions:
            _question(here)
            before_positions = False
        st.header(section.title, anchor=False)
        if any(item.bipolar for item in section.items):
            quiet(f"Seven places; the fourth, ○, is “{section.anchors[0]}”. **?** is “{section.cannot}”.")
        for item in section.items:
            if item.bipolar:
                _between(here, item.key, item.low_end, item.high_end, heading=item.heading)
            else:
                _how_much(here, section, item)


def noticed(here: OpenForm) -> None:
    """What was noticed, by anyone; the safety line stands under the tick that may hide a danger."""
    if here.form.length is Length.PULSE:
        return
    st.header("Noticed this week, by anyone, me included", anchor=False)
    for tick in here.form.instrument.observations:
        ticked = st.checkbox(tick.wording, key=here.ready(f"noticed {tick.key}"))
        if ticked and tick.safety:
            safety_line(here)


def lines(here: OpenForm) -> None:
    """The line to the others with who may read it, and the one to oneself."""
    if here.form.length is Length.PULSE:
        return
    asked = here.form.instrument.lines
    st.header("In words", anchor=False)
    _line(here, "understand", asked["understand"], "One sentence is enough.")
    st.pills(
        "Who may read it", list(READERS), format_func=READERS.__getitem__, required=True, key=here.ready("visibility")
    )
    if here.form.may_record_late:
        quiet("Handed in late, a line without your name is not shown: it would be known whose it is.")
    _line(here, "hard_to_say", asked["hard_to_say"], "For yourself only. Nobody else ever reads it.")


def handover(here: OpenForm) -> None:
    """The short form's only text, for who did not meet the patient."""
    asked = here.form.instrument.lines
    _line(
        here,
        "handover",
        asked["handover"],
        f"If you like. Shown to the team without your name, when {or_more()} write one.",
    )


def safety_line(here: OpenForm) -> None:
    """Where a safety concern goes: not into this form."""
    st.markdown(f":material/lock: {safety_words(here.form)}")


def safety_words(form: forms.Form) -> str:
    """The safety line with its first sentence in bold; without it from the reveal on, for then the team has met."""
    first, _, rest = form.instrument.safety_line.partition(". ")
    return f"**{first}.** {rest}" if form.may_record and form.round is Round.FIRST else rest


def legend(form: forms.Form) -> str:
    """What the numbers mean: **0** not at all  **1** a little ..."""
    section = next(section for section in form.sections if len(section.anchors) > 1)
    return "\u2002".join(
        f"**{section.low + n}** {anchor.replace('very strongly', 'very')}" for n, anchor in enumerate(section.anchors)
    )


def _how_much(here: OpenForm, section: forms.Section, item: forms.Item) -> None:
    st.segmented_control(
        item.wording,
        [*range(item.low, item.high + 1), CANNOT_SAY],
        key=here.ready(f"score {item.key}"),
        format_func=lambda score: f":gray[{section.cannot}]" if score == CANNOT_SAY else str(score),
        width="stretch",
    )


def _question(here: OpenForm) -> None:
    form = here.form
    if not form.question:
        return
    st.header("Today’s question", anchor=False)
    st.markdown(spelled(form.question))
    _between(here, QUESTION, spelled(form.question_low), spelled(form.question_high))


def _between(here: OpenForm, key: str, low_end: str, high_end: str, heading: str = "") -> None:
    """Seven places between two ends. The ends stand above the ends of the scale and name it for a screen reader."""
    with st.container(gap=None):
        if heading:
            quiet(heading)
        _ends(key, low_end, high_end)
        name = " ".join(filter(None, (heading, low_end, "…", high_end)))
        st.segmented_control(
            name,
            list(PLACES),
            format_func=PLACES.__getitem__,
            key=here.ready(f"score {key}"),
            label_visibility="collapsed",
            width="stretch",
        )


def _ends(key: str, low_end: str, high_end: str) -> None:
    fits = len(low_end) + len(high_end) <= _ON_ONE_LINE
    if not fits:
        st.markdown(f":small[{low_end}]")
    # On one line where it fits; with large letters the far end goes to the next, to the right (entrance/fingers.css).
    with st.container(horizontal=True, horizontal_alignment="distribute" if fits else "right", key=f"ends {key}"):
        if fits:
            st.markdown(f":small[{low_end}]", width="content")
        with st.container(horizontal=True, horizontal_alignment="right", width="content", gap=None, wrap=False):
            st.markdown(f":small[{high_end}]", width="content")
            st.space(_PHONE if is_phone() else _DESK)


def _line(here: OpenForm, name: str, label: str, hint: str) -> None:
    text = st.text_area(label, key=here.ready(name), placeholder=hint, max_chars=LINE_LIMIT, height=88)
    doubts(here, text or "")


def doubts(here: OpenForm, text: str) -> None:
    """Say what in a line could tell who is meant; nothing where nothing could."""
    found = forms.suspicions(here.viewer, here.form.discussion, text, here.form.round)
    if found:
        pieces = ", ".join(f"“{spelled(Written(one.piece))}” looks like {one.kind}" for one in found)
        st.warning(
            f"{pieces}. Nobody should be able to tell who is meant: perhaps say “the patient”, “a colleague”.",
            icon=":material/info:",
        )


def aside(icon: str, sentence: str) -> None:
    """A sentence of the board's own in the way of the eye; without colour, which means a view."""
    with st.container(border=True):
        st.markdown(f":material/{icon}: {sentence}")

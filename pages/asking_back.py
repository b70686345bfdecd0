"""A dialog that asks back before something is done with a discussion, and the word about it afterwards."""

from collections.abc import Callable
from uuid import UUID

import streamlit as st

from access.refusals import Refusal
from access.written import LINE_LIMIT
from board.discussions import Discussion
from pages.doubts import may_be_kept
from pages.sheet import main_button, refused

ASKED, SAID = "asked on the run sheet", "said on the run sheet"


def ask(name: str, discussion: UUID) -> None:
    """Ask back about this act at the next drawing; used as a button's callback."""
    st.session_state[ASKED] = (name, discussion)


def say(sentence: str) -> None:
    """Keep a sentence about what was just done for the next drawing."""
    st.session_state[SAID] = sentence


def say_what_was_done() -> None:
    """Show that sentence, once."""
    sentence = st.session_state.pop(SAID, "")
    if sentence:
        st.toast(sentence, icon=":material/check:")


def with_reason(matter: Discussion, button: str, deed: Callable[[str], None], said: str, label: str = "") -> None:
    """A field for the reason and the button that does it."""
    key = f"{button} {matter.id}"
    # In a form what is typed is kept at every key: it outlives a page that moves on by itself meanwhile.
    with st.form(f"form {key}", border=False):
        words = label or "Why (may stay empty)"
        reason = st.text_area(words, key=f"reason {key}", max_chars=LINE_LIMIT, height=88) or ""
        handed_in = st.form_submit_button(button, type=main_button())
    if may_be_kept(key, handed_in, {"The reason": reason}):
        done(lambda: deed(reason), said)


def do(button: str, icon: str, deed: Callable[[], None], said: str) -> None:
    """The two buttons of a dialog: not yet, and the one that does it."""
    with st.container(horizontal=True, horizontal_alignment="right"):
        if st.button("Not yet", key="not yet"):
            nothing_asked()
            st.rerun()
        pressed = st.button(button, type=main_button(), icon=f":material/{icon}:", key="do it")
    if pressed:
        done(deed, said)


def done(deed: Callable[[], None], said: str) -> None:
    """Do it and say so at the next drawing, or say why not."""
    try:
        deed()
    except Refusal as refusal:
        refused(refusal)
        return
    nothing_asked()
    say(said)
    st.rerun()


def nothing_asked() -> None:
    """No dialog is open any more."""
    st.session_state.pop(ASKED, None)

"""Asking once more before words are kept that could identify somebody."""

from collections.abc import Collection, Mapping

import streamlit as st

from access.written import Written
from board.wording import suspicions
from pages.sheet import spelled


def may_be_kept(key: str, handed_in: bool, texts: Mapping[str, str], colleagues: Collection[str] = ()) -> bool:
    """Whether these texts (by the name of their field) may be kept now.

    At once when nothing in them looks like a name (a colleague's, too), a date or a long number. Else what was found is
    shown with its place, and the writer says: keep it, or change it. Changed texts are looked at anew when handed in
    again.
    """
    asked = f"{key} doubted"
    if handed_in:
        if not any(suspicions(text, colleagues) for text in texts.values()):
            st.session_state.pop(asked, None)
            return True
        st.session_state[asked] = dict(texts)
    if st.session_state.get(asked) != dict(texts):
        st.session_state.pop(asked, None)
        return False
    with st.container(border=True, key=f"{key} doubt"):
        st.markdown(":material/info: **Could anybody tell who is meant?** Nothing is kept yet.")
        st.markdown(
            "\n".join(
                f"- {name}: “{spelled(Written(found.piece))}” looks like {found.kind}."
                for name, text in texts.items()
                for found in suspicions(text, colleagues)
            )
        )
        with st.container(horizontal=True):
            st.button("Change it", key=f"{key} change", on_click=_forget, args=(asked,))
            keep = st.button("Keep it as it is", key=f"{key} keep")
    if keep:
        st.session_state.pop(asked, None)
    return keep


def _forget(asked: str) -> None:
    st.session_state.pop(asked, None)

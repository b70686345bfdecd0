"""The e-mail address for reminders, on *My account*: set by its owner, and taken out again by leaving it empty."""

import streamlit as st

from access.refusals import Refusal
from access.viewer import Viewer
from board import addresses
from pages import sheet

_SAID = "said of the address"


def section(viewer: Viewer) -> None:
    """Where reminders go; nothing on a board that sends no mail and holds no address of this person."""
    try:
        address = addresses.own_address(viewer)
    except Refusal:
        return  # who runs the board records nothing, so is never reminded
    if not address and not addresses.is_asked_for():
        return
    st.space("small")
    st.header("E-mail for reminders", anchor=False)
    st.markdown(
        "When an entry of yours is missing, the leader can have a mail sent that says so, and nothing of the case. "
        "Only you and who runs the accounts see the address. Empty: no mail."
    )
    with st.form("address", enter_to_submit=False):
        typed = st.text_input("E-mail address", value=sheet.plain(address), autocomplete="email", max_chars=254)
        pressed = st.form_submit_button("Keep the address", width="stretch")
    if pressed:
        _keep(viewer, typed)
    elif _SAID in st.session_state:
        st.markdown(f":material/check: {st.session_state.pop(_SAID)}")


def _keep(viewer: Viewer, typed: str) -> None:
    try:
        addresses.set_own_address(viewer, typed)
    except Refusal as refusal:
        sheet.refused(refusal)
        return
    st.session_state[_SAID] = "Kept." if typed.strip() else "Taken out. You get no mail."
    st.rerun()  # the field is another one now: it begins with what is kept

"""On *My account*: the PIN for ward links, set or replaced with the password asked."""

import streamlit as st

from access.refusals import Invalid, Refusal
from access.viewer import Viewer
from board import pins
from pages import sheet

_SAID, _FORM = "said of the PIN", "number of the PIN's form"
_RULE = (
    "6 to 12 digits, not in a row like 456789 and no birthday. It opens nothing without a ward link from the leader."
)


def section(viewer: Viewer) -> None:
    """What the PIN is for, and the form."""
    has_one = pins.has_pin(viewer)
    st.header("PIN for ward links", anchor=False)
    st.markdown(
        "Scan the leader’s QR code, give this PIN, and record on your phone. "
        "It opens your own form; nothing can be read there."
    )
    said = st.session_state.pop(_SAID, "")
    if said:
        st.success(said, icon=":material/check:")
    else:
        sheet.quiet("A PIN is set." if has_one else "No PIN is set.")
    _form(viewer, "Replace the PIN" if has_one else "Set the PIN")


def _form(viewer: Viewer, button: str) -> None:
    number = st.session_state.setdefault(_FORM, 0)
    with st.form(f"pin {number}", enter_to_submit=False):
        password = st.text_input("Password", type="password", autocomplete="current-password")
        pin = st.text_input("New PIN", type="password", autocomplete="off", help=_RULE)
        again = st.text_input("The PIN again", type="password", autocomplete="off")
        sheet.quiet(_RULE)
        pressed = st.form_submit_button(button, width="stretch")
    if not pressed:
        return
    try:
        if pin != again:
            raise Invalid("The two PINs differ. Type the same one twice.")
        pins.set_pin(viewer, password or "", pin or "")
    except Refusal as refusal:
        sheet.refused(refusal)
        return
    st.session_state[_SAID] = "Your PIN is set. The one before opens nothing any more."
    st.session_state[_FORM] = number + 1  # another form: what was typed is gone from the screen
    st.rerun()

"""A board that nobody runs yet: the console's code makes the first administrator; the demo needs none."""

from collections.abc import Callable

import streamlit as st

from access.refusals import Invalid, Refusal
from board import signing_in
from board.house import present
from entrance import addresses, sign_in, visit
from pages import sheet

_demo: list[Callable[[], str]] = []


def offer_demo(start: Callable[[], str]) -> None:
    """Say how the synthetic team is fetched: a call that returns why it could not be, or nothing."""
    _demo[:] = [start]


def page() -> None:
    """The first page of a new board."""
    with sheet.sheet():
        sheet.quiet("Case Conference Board · first start")
        st.title("Nobody runs this board yet", anchor=False)
        make, look = st.columns([3, 2], gap="large")
        with make:
            _first_administrator()
        if _may_look_around():
            with look:
                _look_around()


def _first_administrator() -> None:
    st.header("Become its administrator", anchor=False)
    st.markdown("You make teams and accounts, and see counts. What people record stays closed to you.")
    with st.form("set up", enter_to_submit=False):
        code = st.text_input(
            "Set-up code",
            placeholder="XXXX-XXXX-XXXX",
            autocomplete="off",
            help="On the console of the server, in the line “Set-up code”. A new one at each start.",
        )
        name = st.text_input("Sign-in name", autocomplete="username")
        password = st.text_input(
            "Password",
            type="password",
            autocomplete="new-password",
            help="15 characters or more. Four unrelated words do well; spaces count.",
        )
        again = st.text_input("The same password again", type="password", autocomplete="new-password")
        pressed = st.form_submit_button("Set up the board", type=sheet.main_button(), width="stretch")
    if pressed:
        try:
            _set_up(code, name, password, again)
        except Refusal as refusal:
            sheet.refused(refusal)


def _set_up(code: str, name: str, password: str, again: str) -> None:
    if password != again:
        raise Invalid("The two passwords differ. Type the same one twice.")
    signing_in.set_up(visit.visitor(), code, name, password)
    sign_in.enter(signing_in.try_password(visit.visitor(), name, password), "/")


def _may_look_around() -> bool:
    """Only at the computer that serves: a synthetic team has no place in a hospital's network."""
    at_home = not present().settings.public_address and addresses.is_this_computer(visit.visitor().address)
    return bool(_demo) and at_home and signing_in.needs_set_up()


def _look_around() -> None:
    st.header("Or look around first", anchor=False)
    st.markdown(
        "A synthetic team with its last weeks and a conference ahead. "
        "Record, reveal and see in three minutes. "
        "No code needed; it is kept in a file of its own and touches nothing else."
    )
    if st.button("Look around with a synthetic team", width="stretch", icon=":material/visibility:"):
        with st.spinner("Eleven invented colleagues are recording. This takes a moment, once …"):
            why_not = _demo[0]()
        if why_not:
            st.warning(why_not, icon=":material/info:")
        else:
            visit.go_to("/")

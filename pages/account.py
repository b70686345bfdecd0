"""My account: the password, where I am signed in, the way out. A first password is replaced here."""

import streamlit as st

from access.refusals import Invalid, Refusal
from access.viewer import Viewer, Visitor
from access.written import Written
from board import house, signing_in
from pages import address, pin, sheet

_RULE = "15 characters or more. Four unrelated words do well; spaces count. You need not change it again."


def page(viewer: Viewer) -> None:
    """The own account."""
    who = signing_in.who(viewer)
    if who is None:
        return
    with sheet.sheet(sheet.NOTE):
        sheet.quiet("My account")
        title, leave = st.columns([3, 1], vertical_alignment="center")
        title.title(f"You are signed in as {sheet.spelled(who.name)}", anchor=False)
        leave.button("Sign out", icon=":material/logout:", width="stretch", on_click=_sign_out, args=(viewer,))
        sheet.quiet(f"Sign-in name {sheet.spelled(Written(who.sign_in_name))} · {_standing(who)}")
        _sessions(viewer, who.time_zone)
        address.section(viewer)
        if not who.is_administrator:
            st.space("small")
            pin.section(viewer)
        st.space("small")
        st.header("Change the password", anchor=False)
        st.markdown("Every other place where you are signed in is signed out by it.")
        _choose_password(viewer, who, "Present password", "Change the password")


def first_password_page(viewer: Viewer) -> None:
    """The only page there is while the first password stands."""
    who = signing_in.who(viewer)
    if who is None:
        return
    with sheet.sheet(sheet.DOOR):
        sheet.quiet(f"Welcome, {sheet.spelled(who.name)}")
        st.title("Choose a password of your own", anchor=False)
        st.markdown("The first password was made by an administrator. From now on only you know the one you choose.")
        _choose_password(viewer, who, "First password", "Keep it and go on")
        st.button("Sign out", type="tertiary", icon=":material/logout:", on_click=_sign_out, args=(viewer,))


def _standing(who: signing_in.Who) -> str:
    if who.is_administrator:
        return "administrator: teams and accounts, never content"
    return " · ".join(f"{team.role} in {sheet.spelled(team.name)}" for team in who.teams) or "in no team yet"


def _sessions(viewer: Viewer, zone: str) -> None:
    sessions = signing_in.sessions(viewer)
    others = [session for session in sessions if not session.is_this_one]
    st.header("Where you are signed in", anchor=False)
    for session in sessions:
        place = "**Here**" if session.is_this_one else "Another browser"
        begun, seen = sheet.when(session.begun_at, zone), f"last used {sheet.at(session.seen_at, zone)}"
        st.markdown(f"{place} :gray[since {begun} · {seen}]")
    if not others:
        limits = house.present().settings
        idle = sheet.counted(limits.idle_minutes, "minute", "minutes")
        most = sheet.counted(limits.absolute_hours, "hour", "hours")
        sheet.quiet(f"Nowhere else. A session ends after {idle} without use and after {most} at most.")
    elif st.button("Sign out everywhere else"):
        signing_in.end_other_sessions(viewer)
        st.rerun()


def _choose_password(viewer: Viewer, who: signing_in.Who, old_label: str, button: str) -> None:
    with st.form("password", enter_to_submit=False):
        old = st.text_input(old_label, type="password", autocomplete="current-password")
        new = st.text_input("New password", type="password", autocomplete="new-password", help=_RULE)
        again = st.text_input("The new one again", type="password", autocomplete="new-password")
        sheet.quiet(_RULE)
        pressed = st.form_submit_button(button, type=sheet.main_button(), width="stretch")
    if not pressed:
        return
    try:
        if new != again:
            raise Invalid("The two new passwords differ. Type the same one twice.")
        signing_in.change_password(viewer, old, new)
    except Refusal as refusal:
        sheet.refused(refusal)
        return
    _come_in_again(who, new)


def _come_in_again(who: signing_in.Who, password: str) -> None:
    """The change ended every session, this one too: fetch a new one, or ask at the door."""
    try:
        visitor = Visitor(st.context.ip_address or "127.0.0.1")
        st.session_state["ticket"] = signing_in.try_password(visitor, who.sign_in_name, password)
    except Refusal:
        st.session_state["after"] = "Your password is changed. Sign in with the new one."
    st.rerun()


def _sign_out(viewer: Viewer) -> None:
    """Before the page is drawn again, so that nothing of the person is sent once more."""
    signing_in.sign_out(viewer)
    st.session_state["leaving"] = True

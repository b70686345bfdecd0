"""For administrators: who has an account, what state it is in, and a first password shown once."""

from collections.abc import Callable
from datetime import date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

import streamlit as st

from access.refusals import NotFound, Refusal
from access.viewer import Viewer
from access.written import Written
from board import accounts, addresses, house, pins
from board.accounts import Account, FirstPassword
from board.teams import teams
from pages import sheet
from pages import teams as teams_part

_SHOWN = "first password"
_STATES = {
    "open": "can sign in",
    "first password": "can sign in with the first password, to be replaced then",
    "first password over": "cannot sign in: the first password ran out",
    "closed": "cannot sign in: closed",
    "expired": "cannot sign in: ended",
}


def page(viewer: Viewer) -> None:
    """Teams and accounts."""
    try:
        all_teams, everybody = teams(viewer), accounts.accounts(viewer)
    except Refusal:
        sheet.nothing_here("Nothing here", NotFound.sentence)
        return
    with sheet.sheet():
        sheet.quiet("Administration · you see counts, never content")
        st.title(
            f"{sheet.counted(len(all_teams), 'team', 'teams').capitalize()}, "
            f"{sheet.counted(len(everybody), 'account', 'accounts')}",
            anchor=False,
        )
        _first_password_once()
        if not all_teams:
            st.markdown("Begin with a team; then take people into it. Its leader does the rest.")
        teams_part.section(viewer, all_teams, everybody)
        st.space("small")
        st.header("Accounts", anchor=False)
        _add(viewer)
        _change(viewer, everybody)
        _list(everybody)


def _first_password_once() -> None:
    shown: FirstPassword | None = st.session_state.get(_SHOWN)
    if shown is None:
        return
    zone = house.present().settings.time_zone
    with st.container(border=True):
        st.markdown(f":material/key: **First password of {sheet.spelled(Written(shown.sign_in_name))}**")
        st.code(shown.password, language=None)
        st.markdown(
            f"Shown this once. Hand it over in person: it ends {sheet.day(shown.ends_at, zone)} at "
            f"{sheet.clock_time(shown.ends_at, zone)}, and is replaced at the first sign-in."
        )
        # A callback comes before the script: the password is not drawn once more on its way out.
        st.button("I have written it down", type=sheet.main_button(), on_click=_forget_the_first_password)


def _forget_the_first_password() -> None:
    st.session_state.pop(_SHOWN, None)


def _add(viewer: Viewer) -> None:
    with (
        st.expander("Add an account", icon=":material/person_add:"),
        st.form("add an account", border=False, clear_on_submit=False),
    ):
        name = st.text_input("Name", help="As colleagues know the person. An administrator needs none.")
        sign_in_name = st.text_input("Sign-in name", autocomplete="off")
        address = _address()
        ends = st.date_input("Ends after", value=None, help="For rotations and students. Empty: it stays open.")
        runs = st.checkbox("Runs the board as administrator. Such an account reads no content and is in no team.")
        if st.form_submit_button("Add the account"):
            _show_first(
                lambda: accounts.make_account(
                    viewer, name, sign_in_name, administrator=runs, ends_at=_end_of(ends), address=address
                )
            )


def _address() -> str:
    """Where reminders go: asked only on a board that sends mail, and changed by its owner alone."""
    if not addresses.is_asked_for():
        return ""
    return st.text_input("E-mail address", autocomplete="off", help="For reminders without content. May stay empty.")


def _change(viewer: Viewer, everybody: tuple[Account, ...]) -> None:
    by_id = {account.id: account for account in everybody}
    with st.expander("New first password, close or open an account", icon=":material/manage_accounts:"):
        chosen = st.selectbox(
            "Account",
            list(by_id),
            index=None,
            key="account to change",
            format_func=lambda key: f"{by_id[key].sign_in_name} · {sheet.plain(by_id[key].name)}",
        )
        if chosen is None:
            return
        with st.container(horizontal=True):
            if st.button("New first password", help="Ends every session of the account."):
                _show_first(lambda: accounts.renew_password(viewer, chosen))
            is_closed = by_id[chosen].state == "closed"
            if st.button("Open again" if is_closed else "Close the account"):
                _set_open(viewer, chosen, is_open=is_closed)
            if not by_id[chosen].is_administrator:
                _clear_pin(viewer, chosen)


def _clear_pin(viewer: Viewer, account: UUID) -> None:
    if st.button("Clear the PIN", help="Its ward links on phones open no more. The owner sets a new PIN."):
        try:
            pins.clear_pin(viewer, account)
        except Refusal as refusal:
            sheet.refused(refusal)
        else:
            st.toast("No PIN opens a ward link for this account now.", icon=":material/check:")


def _set_open(viewer: Viewer, account: UUID, *, is_open: bool) -> None:
    try:
        accounts.set_account_open(viewer, account, is_open=is_open)
    except Refusal as refusal:
        sheet.refused(refusal)
    else:
        st.rerun()


def _show_first(make: Callable[[], FirstPassword]) -> None:
    try:
        st.session_state[_SHOWN] = make()
    except Refusal as refusal:
        sheet.refused(refusal)
    else:
        st.rerun()


def _list(everybody: tuple[Account, ...]) -> None:
    st.markdown("\n".join(f"- {sheet.spelled(one.name)} :gray[{_standing(one)}]" for one in everybody))


def _standing(account: Account) -> str:
    name = sheet.spelled(Written(account.sign_in_name))
    ends = sheet.day(account.ends_at, house.present().settings.time_zone) if account.ends_at else ""
    address = f" · {sheet.unlinked(account.address)}" if account.address else ""
    return f"{name} · {_STATES[account.state]}" + (f" · ends after {ends}" if ends else "") + address


def _end_of(day: date | None) -> datetime | None:
    """The end of that day where the board stands."""
    return datetime.combine(day, time.max, ZoneInfo(house.present().settings.time_zone)) if day else None

"""The script of every visit: who is looking, which pages there are for them, the heartbeat of open pages."""

import base64
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import streamlit as st

from access.refusals import NotSignedIn, Refusal
from access.viewer import Viewer
from board import demonstration, pulse, signing_in, ward_visits
from entrance import addresses, set_up, sign_in, visit
from entrance import ward_link as way_in
from pages import account, conference, division, home, ledger, people, record, sheet, team, tour, ward_link


@dataclass(frozen=True)
class Screen:
    """One page with its place in the navigation. The one with the empty path is the first to be seen."""

    path: str
    title: str
    icon: str
    page: Callable[[Viewer], None]
    is_listed: bool = True


_OWN = (
    Screen("ledger", "Ledger", "history", ledger.page),
    Screen("account", "My account", "person", account.page),
)
MEMBERS = (
    Screen("", "Home", "home", home.page),
    Screen("record", "Record", "edit_note", record.page),
    Screen("conference", "Conference", "groups", conference.page),
    Screen("division", "Division", "join_inner", division.page),
    Screen("team", "Team", "diversity_3", team.page),
    *_OWN,
    Screen(way_in.PATH, "Record", "edit_note", record.page, is_listed=False),
)
ADMINISTRATORS = (
    Screen("", "People", "group", people.page),
    *_OWN,
    Screen("people", "People", "group", people.page, is_listed=False),
)
_PATHS = sorted({"", *(screen.path for screen in (*MEMBERS, *ADMINISTRATORS))})
_FINGERS = Path(__file__).parent / "fingers.css"
_ICON = "data:image/png;base64," + base64.b64encode((Path(__file__).parent / "icon.png").read_bytes()).decode()


def run() -> None:
    """One run of the script."""
    st.set_page_config(page_title="Case Conference Board", page_icon=_ICON, layout="wide")
    st.html(_FINGERS)
    viewer = visit.viewer()
    try:
        if demonstration.is_demo():
            _banner()
        person = signing_in.who(viewer)
        if person is not None:
            _inside(viewer, person)
        elif ward_visits.visit(viewer) is not None:
            _at_link(viewer)
        else:
            _outside(viewer)
    except Refusal as refusal:
        sheet.refused(refusal)


def _banner() -> None:
    """What cannot be missed, as wide as the sheet below it."""
    with st.container(horizontal=True, horizontal_alignment="center"), st.container(width=sheet.DESK):
        st.error("**Demo: synthetic people, nothing real. Do not enter real patients.**", icon=":material/science:")


def _outside(viewer: Viewer) -> None:
    """Nobody is signed in: every address shows the same form, and leads on to where it pointed."""
    leaving, ticket, after = visit.last_words()
    there_was_somebody = visit.forget()
    chosen = st.navigation(_doors(viewer, after), position="hidden")
    chosen.run()
    if leaving:
        visit.go_to("/auth/end")
    elif ticket:
        sign_in.enter(ticket, "/")
    elif there_was_somebody and not after:
        # Loaded anew: the browser keeps nothing of the page, and finds what another tab may have begun.
        visit.go_to(addresses.page(chosen.url_path, st.query_params.to_dict()))


def _doors(viewer: Viewer, after: str) -> list[st.Page]:
    """The sign-in form under the address of every page, so that none answers differently; at a link, its door."""

    def door(path: str) -> None:
        if signing_in.needs_set_up():
            set_up.page()
        elif path != way_in.PATH or not way_in.door(viewer):
            sign_in.page(addresses.page(path, st.query_params.to_dict()), after)

    return [st.Page(partial(door, path), title="Sign in", url_path=path, default=not path) for path in _PATHS]


def _inside(viewer: Viewer, person: signing_in.Who) -> None:
    visit.keep_for(viewer)
    if not visit.was_by_itself():
        signing_in.touch(viewer)
    seen = pulse.version(viewer)
    if person.must_replace:
        screens = tuple(Screen(path, "Choose a password", "key", account.first_password_page) for path in _PATHS)
    else:
        screens = ADMINISTRATORS if person.is_administrator else MEMBERS
    chosen = st.navigation(_bound(screens, viewer), position="hidden" if person.must_replace else "top")
    _heartbeat(viewer, seen)
    if screens is MEMBERS:
        tour.strip(demonstration.tour())
    try:
        chosen.run()
    except NotSignedIn:
        visit.rerun_by_itself()


def _at_link(viewer: Viewer) -> None:
    """Somebody came by a ward link: under every address stands the own form, and there is no way on."""
    visit.keep_for(viewer)
    if not visit.was_by_itself():
        ward_visits.touch(viewer)
    screens = tuple(Screen(path, "Record", "edit_note", ward_link.page) for path in _PATHS)
    chosen = st.navigation(_bound(screens, viewer), position="hidden")
    _heartbeat_at_link(viewer)
    try:
        chosen.run()
    except NotSignedIn:
        visit.rerun_by_itself()


def _bound(screens: tuple[Screen, ...], viewer: Viewer) -> list[st.Page]:
    """The pages for this viewer, kept under their names for the links between them (`sheet.go`)."""
    pages = {
        screen.path or "home": st.Page(
            partial(screen.page, viewer),
            title=screen.title,
            url_path=screen.path,
            icon=f":material/{screen.icon}:",
            default=not screen.path,
            visibility="visible" if screen.is_listed else "hidden",
        )
        for screen in screens
    }
    st.session_state["pages"] = pages
    return list(pages.values())


@st.fragment(run_every="1.5s")
def _heartbeat(viewer: Viewer, seen: int | None) -> None:
    """Draw the page anew when the team moved on or the session ended: often enough to follow within two seconds."""
    if pulse.version(viewer) != seen:
        visit.rerun_by_itself()


@st.fragment(run_every="1.5s")
def _heartbeat_at_link(viewer: Viewer) -> None:
    """Empty the phone as soon as the visit is over: out of time, taken back, or the round revealed."""
    if ward_visits.visit(viewer) is None:
        visit.rerun_by_itself()


if __name__ == "__main__":
    run()

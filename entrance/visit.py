"""What one run of the script needs to know of the browser, and what it may keep in the tab between runs."""

import json

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from access.viewer import Viewer, Visitor
from entrance import resuming, session_cookie

_BELONGS_TO = "belongs to"
_BY_ITSELF = "by itself"


def viewer() -> Viewer:
    """Who the browser claims to be: the cookie its tab was opened with."""
    return session_cookie.viewer_of(st.context.cookies)


def visitor() -> Visitor:
    """The network address, for the throttle. Streamlit says nothing for this computer itself."""
    return Visitor(st.context.ip_address or "127.0.0.1")


def keep_for(somebody: Viewer) -> None:
    """From now on the tab's state is this session's; what another one left in it is gone."""
    if st.session_state.get(_BELONGS_TO) not in {None, somebody}:
        st.session_state.clear()
    st.session_state[_BELONGS_TO] = somebody
    resuming.remember(_tab(), somebody.session)


def forget() -> bool:
    """Empty the tab of the person whose session is over; say whether there was one."""
    resuming.forget(_tab())
    if _BELONGS_TO not in st.session_state:
        return False
    st.session_state.clear()
    return True


def last_words() -> tuple[bool, str, str]:
    """What the last page of a session left: whether to sign out here, a ticket, a sentence to show."""
    kept = st.session_state
    return bool(kept.get("leaving")), str(kept.get("ticket", "")), str(kept.get("after", ""))


def rerun_by_itself() -> None:
    """Run the whole script again without that counting as an action of the person."""
    st.session_state[_BY_ITSELF] = True
    st.rerun()


def was_by_itself() -> bool:
    """Whether this run was the heartbeat's. Asked once a run."""
    return bool(st.session_state.pop(_BY_ITSELF, False))


def go_to(address: str) -> None:
    """Let the browser load an address of the board anew: the one script there is."""
    quoted = json.dumps(address).replace("<", "\\u003c")
    st.html(f"<script>window.location.replace({quoted})</script>", unsafe_allow_javascript=True)


def _tab() -> str:
    context = get_script_run_ctx()
    return context.session_id if context else ""

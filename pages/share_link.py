"""The dialog by which the leader lets phones in: a QR code for the room, a link for one colleague, and taking back."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from uuid import UUID
from zoneinfo import ZoneInfo

import streamlit as st

from access.policy import Action
from access.refusals import Refusal
from access.terms import Round
from access.viewer import Viewer
from board import house, ward_links
from board.discussions import Discussion
from board.ward_links import NewLink, WardLink
from charts.qr import qr_code
from pages.sheet import clock_time, main_button, plain, quiet, refused, spelled

_CODE_WIDTH = 320
"""px: read from across a room when projected, and fits a phone."""


def dialog(viewer: Viewer, matter: Discussion, time_zone: str) -> None:
    """Show the code or link made last in this window, else offer to make one; below, what is open."""
    of_round = Round.FIRST if Action.SHARE_LINK in matter.may else Round.SECOND
    there = ward_links.links(viewer, matter.id, of_round)
    if not house.present().settings.public_address:
        st.warning(
            "For now this board answers on this computer only: **phones cannot reach it**. "
            "Whoever runs the server finds the way in the README.",
            icon=":material/info:",
        )
    kept = st.session_state.get(_kept(matter.id))
    shown = kept and next((link for link in there if link.id == kept.id), None)
    if shown is None:
        _make(viewer, matter, of_round)
    else:
        if shown.for_whom:
            _link_for_one(kept, shown, time_zone)
        else:
            _code_for_the_room(kept, time_zone)
        st.button("Another link", type="tertiary", icon=":material/add:", on_click=_forget, args=(matter.id,))
    _open_ones(lambda link: ward_links.take_back(viewer, matter.id, link, of_round), there, time_zone)


def address(token: str) -> str:
    """Where a link leads: its token stands behind the #, which a browser sends to nobody."""
    public = house.present().settings.public_address.rstrip("/")
    return f"{public or 'http://' + st.context.headers.get('Host', '')}/link#{token}"


def _make(viewer: Viewer, matter: Discussion, of_round: Round) -> None:
    st.markdown(
        "Each of you records on your own phone, with a PIN that you set once under My account. "
        "Nothing can be read there, and the visit ends when the entry is handed in."
    )
    colleagues = {member: plain(name) for member, name in ward_links.colleagues(viewer, matter.id, of_round)}
    if st.button("Show a QR code for the room", type=main_button(), icon=":material/qr_code_2:", width="stretch"):
        _keep(matter.id, lambda: ward_links.make(viewer, matter.id, of_round))
    chosen = st.selectbox(
        "Or a link for one colleague",
        list(colleagues),
        index=None,
        key=f"link for one {matter.id}",
        format_func=colleagues.__getitem__,
        placeholder="Choose a name",
    )
    if st.button("Make the link", disabled=chosen is None):
        _keep(matter.id, lambda: ward_links.make_for(viewer, matter.id, chosen, of_round))


def _code_for_the_room(link: NewLink, time_zone: str) -> None:
    with st.container(horizontal=True, horizontal_alignment="center"):
        st.image(
            qr_code(address(link.token)), width=_CODE_WIDTH, alt="QR code of the ward link, to be scanned by phones"
        )
    st.markdown(f"Scan it, then give sign-in name and PIN. It opens until **{clock_time(link.ends_at, time_zone)}**.")


def _link_for_one(link: NewLink, shown: WardLink, time_zone: str) -> None:
    st.markdown(f"**Only for {spelled(shown.for_whom)}**, who needs the PIN and no name. It opens once.")
    st.code(address(link.token), language=None, wrap_lines=True)
    quiet(f"Send it to nobody else. It ends on {_until(link.ends_at, time_zone)}.")


def _open_ones(take_back: Callable[[UUID], None], there: tuple[WardLink, ...], time_zone: str) -> None:
    if not there:
        return
    st.space("small")
    quiet("Links of this round. Taking one back ends the visit of whoever came by it; drafts are kept.")
    for link in there:
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            whose = f"For {spelled(link.for_whom)}" if link.for_whom else "For the room"
            st.markdown(f"{whose} :gray[until {_until(link.ends_at, time_zone)}]", width="content")
            if st.button("Take back", key=f"take back {link.id}"):
                _done(partial(take_back, link.id))


def _until(moment: datetime, time_zone: str) -> str:
    """Within a day: Monday 16:12."""
    return f"{moment.astimezone(ZoneInfo(time_zone)):%A %H:%M}"


def _keep(discussion: UUID, make: Callable[[], NewLink]) -> None:
    """The token is told once: it stays in this window, so that the code can be shown again."""

    def kept() -> None:
        st.session_state[_kept(discussion)] = make()

    _done(kept)


def _done(deed: Callable[[], None]) -> None:
    try:
        deed()
    except Refusal as refusal:
        refused(refusal)
        return
    st.rerun(scope="fragment")


def _forget(discussion: UUID) -> None:
    st.session_state.pop(_kept(discussion), None)


def _kept(discussion: UUID) -> str:
    return f"ward link {discussion}"

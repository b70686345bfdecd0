"""The demo's tour: above the page, one sentence at a time and the way to where it is seen. Words: `demo/tour.py`."""

from collections.abc import Sequence

import streamlit as st

from board.demonstration import Stop
from pages.sheet import DESK, go, main_button, quiet

_AT, _IS_ON, _ADDRESS = "stop of the tour", "tour is on", "tour"
_ICONS = {"record": "edit_note", "conference": "groups", "division": "join_inner", "team": "diversity_3"}


def strip(stops: Sequence[Stop]) -> None:
    """Draw the stop where this window is, or the way (back) into the tour; nothing where there is no tour.

    It stands in the page, above what is to be seen, and covers none of it.
    """
    if not stops:
        return
    _from_the_address(len(stops))
    with st.container(horizontal=True, horizontal_alignment="center"), st.container(width=DESK, key="tour"):
        if st.session_state.get(_IS_ON):
            _stop(stops, st.session_state[_AT])
        else:
            _way_in(stops)


def _from_the_address(count: int) -> None:
    """A window that was loaded anew takes the tour up where its address says."""
    given = st.query_params.get(_ADDRESS, "")
    if _AT not in st.session_state and given.isdecimal() and 1 <= int(given) <= count:
        st.session_state[_AT], st.session_state[_IS_ON] = int(given) - 1, True


def _way_in(stops: Sequence[Stop]) -> None:
    at = st.session_state.get(_AT, 0)
    words = f"Go on with the tour: stop {at + 1} of {len(stops)}" if at else f"New here? A tour in {len(stops)} stops"
    if st.button(words, key="tour begin", icon=":material/signpost:", type="tertiary"):
        _go_to(stops, at)


def _stop(stops: Sequence[Stop], at: int) -> None:
    stop, is_last = stops[at], at == len(stops) - 1
    with st.container(border=True, gap="small"):
        with st.container(gap=None):
            quiet(f":material/signpost: Tour · stop {at + 1} of {len(stops)}")
            st.markdown(f"**{stop.title}**  \n{stop.sentence}")
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            # The keys stay from stop to stop, so that the keyboard stays on its button.
            if not is_last and st.button("Next stop", key="tour next", type=main_button()):
                _go_to(stops, at + 1)
            if at and st.button("Back", key="tour back"):
                _go_to(stops, at - 1)
            st.page_link(
                st.session_state["pages"][stop.path],
                label="Show this stop’s page",
                icon=f":material/{_ICONS[stop.path]}:",
                query_params={**stop.query, _ADDRESS: str(at + 1)},
            )
            words = "End the tour" if is_last else "Leave the tour"
            st.button(words, key="tour leave", type="tertiary", on_click=_leave, args=(0 if is_last else at,))


def _go_to(stops: Sequence[Stop], at: int) -> None:
    st.session_state[_AT], st.session_state[_IS_ON] = at, True
    go(stops[at].path, **stops[at].query, **{_ADDRESS: str(at + 1)})


def _leave(taken_up_at: int) -> None:
    """Off, until it is taken up again; what is on the page stays."""
    st.session_state[_AT], st.session_state[_IS_ON] = taken_up_at, False
    st.query_params.pop(_ADDRESS, None)

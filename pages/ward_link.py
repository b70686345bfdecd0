"""The form on the own phone, come to by a ward link: one entry to write, nothing to read, no way on to other pages."""

import streamlit as st

from access.refusals import NotSignedIn
from access.terms import Round
from access.viewer import Viewer
from board import signing_in, ward_visits
from pages.record import say_what_happened
from pages.record_draft import opened
from pages.record_form import form_to_fill
from pages.sheet import NOTE, clock_time, quiet, sheet


def page(viewer: Viewer) -> None:
    """The own form of the round that the link leads to.

    Raises
    ------
    NotSignedIn
        When the visit is over: handed in, out of time, or the link taken back.
    """
    visit = ward_visits.visit(viewer)
    if visit is None:
        raise NotSignedIn
    here = opened(viewer, visit.discussion, visit.round)
    with sheet(NOTE):
        until = f"open until {clock_time(visit.ends_at, visit.time_zone)}{ward_visits.unless_idle()}"
        quiet(f"Your own entry, and nothing else · {until}")
        again = ", second round" if visit.round is Round.SECOND else ""
        st.title(f"{here.form.code}{again}", anchor=False)
        say_what_happened(here)
        form_to_fill(here, visit.time_zone)
        if st.button("Leave it for now, the draft is kept", type="tertiary", icon=":material/logout:"):
            signing_in.sign_out(viewer)
            raise NotSignedIn

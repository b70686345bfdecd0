"""The ledger: what I did and read; for leaders who did and read what; for administrators every deed."""

from itertools import groupby

import streamlit as st

from access.terms import Role
from access.viewer import Viewer
from board import reading_ledger, signing_in
from board.reading_ledger import LedgerLine
from pages import sheet

_MINE = "mine"
_KEPT = "Here are the last 200 lines. None can be changed unnoticed: each is sealed together with all before it."


def page(viewer: Viewer) -> None:
    """Lines of the ledger, newest first, by day."""
    who = signing_in.who(viewer)
    if who is None:
        return
    with sheet.sheet(sheet.NOTE):
        sheet.quiet("Ledger")
        if who.is_administrator:
            st.title("What was done on the board", anchor=False)
            st.markdown("Deeds by name, without their content: no case, no answer, nothing on who recorded when.")
            _days(reading_ledger.all_deeds(viewer), who.time_zone, by_name=True)
        else:
            _of_member(viewer, who)
        st.space("small")
        sheet.quiet(_KEPT)


def _of_member(viewer: Viewer, who: signing_in.Who) -> None:
    led = {str(team.team): team for team in who.teams if team.role is Role.LEADER}
    chosen = _MINE
    if led:
        words = {_MINE: "My own lines", **{key: sheet.spelled(team.name) for key, team in led.items()}}
        chosen = (
            st.segmented_control(
                "Whose lines",
                list(words),
                default=_MINE,
                format_func=words.__getitem__,
                label_visibility="collapsed",
                required=True,
                key="whose lines",
            )
            or _MINE
        )
    if chosen == _MINE:
        st.title("What you did and what you read", anchor=False)
        st.markdown(
            "Your own lines. Your leader sees what you read and changed, administrators what you changed; "
            "nobody sees when you recorded."
        )
        _days(reading_ledger.own_lines(viewer), who.time_zone, by_name=False)
    else:
        team = led[chosen]
        st.title(f"Who did and read what in {sheet.spelled(team.name)}", anchor=False)
        st.markdown("For you as its leader. When somebody recorded is not in it.")
        only = st.pills("Show", ["Readings", "Deeds"], label_visibility="collapsed", key="kind of line")
        lines = reading_ledger.lines_about_team(viewer, team.team)
        _days(
            tuple(line for line in lines if only is None or line.is_reading == (only == "Readings")),
            team.time_zone,
            by_name=True,
        )


def _days(lines: tuple[LedgerLine, ...], zone: str, *, by_name: bool) -> None:
    if not lines:
        st.markdown("Nothing yet.")
    for day, of_day in groupby(lines, key=lambda line: sheet.day(line.happened_at, zone)):
        st.header(day, anchor=False)
        st.markdown("\n".join(f"- {_told(line, zone, by_name=by_name)}" for line in of_day))


def _told(line: LedgerLine, zone: str, *, by_name: bool) -> str:
    said = f":gray[{sheet.clock_time(line.happened_at, zone)}] "
    said += f"{sheet.spelled(line.who)} {line.what}" if by_name else line.what[:1].upper() + line.what[1:]
    return said + (f" · {sheet.spelled(line.about)}" if line.about else "")

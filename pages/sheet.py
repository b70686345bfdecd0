"""What every page is made of: the centred sheet, people's own words drawn literally, charts with their tables."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Literal
from uuid import UUID
from zoneinfo import ZoneInfo

import streamlit as st

from access.refusals import Refusal
from access.terms import Round
from access.written import Written
from board import house
from charts.chart import Chart
from charts.theme import dressed

PURPOSE = "For understanding the patient and ourselves. Never for appraisal."
OBSERVING = "You read what the team reads; observers record nothing."
DESK, WALL, NOTE, DOOR = 1080, 1760, 760, 460
"""Widths of the sheet in px: a desk, the wall, a page with little on it, the form at the door."""
_MARKS = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$:&^=/@])")
_WOULD_LINK = re.compile(r"(?<=[a-z]:)(?=//)|(?<=www)(?=\.)|(?=@)", re.IGNORECASE)
"""Where an address that is no more in one piece is no link: Markdown makes one of it whatever is escaped."""


@contextmanager
def sheet(width: int = DESK) -> Iterator[None]:
    """The page's own column, in the middle of wide screens, all of a phone; ends with the purpose line."""
    with st.container(horizontal=True, horizontal_alignment="center"), st.container(width=width):
        yield
        st.space("medium")
        st.divider()
        st.markdown(f":small[:gray[{PURPOSE}]]")


def main_button() -> Literal["primary", "secondary"]:
    """The type of a page's main button. Streamlit writes white on the accent, too pale to read on the dark theme's."""
    return "secondary" if st.context.theme.type == "dark" else "primary"


def quiet(sentence: str) -> None:
    """A line of the board's own in small grey type: where we are, what a thing means."""
    st.markdown(f":small[:gray[{sentence}]]")


def literally(words: Written) -> None:
    """Draw somebody's own words as they were typed: no Markdown, no link, no colour comes of them."""
    st.text(words.text)


def spelled(words: Written) -> str:
    """Somebody's own words for a place that reads Markdown (a label, a card's title): every mark is taken literally."""
    unlinked_text = _WOULD_LINK.sub("\u2060", " ".join(words.text.split()))  # the word joiner shows nothing
    return _MARKS.sub(r"\\\1", unlinked_text)


def unlinked(address: Written) -> str:
    """An e-mail address for a place that reads Markdown, which makes a link of any address in one piece."""
    name, _, server = address.text.partition("@")
    return f"{spelled(Written(name))}:gray[@]{spelled(Written(server))}"


def plain(words: Written) -> str:
    """Somebody's own words for a place that reads no Markdown: options of a selectbox, a text field."""
    return words.text


def show(chart: Chart, *, key: str, scale: float = 1.0) -> None:
    """Draw a chart in the look of the moment, with its sentence for screen readers."""
    dark = st.context.theme.type == "dark"
    st.vega_lite_chart(dressed(chart.spec, dark, scale), theme=None, alt=chart.alt, key=key)


def tables(*charts: tuple[str, Chart]) -> None:
    """The rows behind charts, folded away: (title, chart) each."""
    filled = [(title, chart) for title, chart in charts if chart.table]
    if not filled:
        return
    words = "Show as tables" if len(filled) > 1 else "Show as a table"
    with st.expander(words, icon=":material/table_chart:", type="compact"):
        rows_behind(*filled)


def rows_behind(*charts: tuple[str, Chart]) -> None:
    """The rows behind charts, each under its title."""
    for title, chart in charts:
        if chart.table:
            st.markdown(f"**{title}**")
            st.table(_cells(chart.table))


def _cells(rows: tuple[dict[str, Any], ...]) -> dict[str, list[str]]:
    # st.table reads Markdown in its cells and in its heads: what people wrote (names) must stay what it is.
    return {_cell(name): [_cell(row[name]) for row in rows] for name in rows[0]}


def _cell(value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, float):
        return f"{value:.1f}"
    return spelled(Written(str(value)))


def refused(refusal: Refusal) -> None:
    """Say why something was not done, in the board's words."""
    st.warning(refusal.sentence, icon=":material/info:")


def nothing_here(title: str, sentence: str) -> None:
    """An empty page: what it is for and what to do next."""
    with sheet(NOTE):
        st.title(title, anchor=False)
        st.markdown(sentence)


def day(moment: datetime, time_zone: str) -> str:
    """A date as it is read aloud: Thursday 19 November 2026."""
    local = moment.astimezone(ZoneInfo(time_zone))
    return f"{local:%A} {local.day} {local:%B %Y}"


def short_day(moment: datetime, time_zone: str) -> str:
    """A date where there is little room: 19 Nov."""
    local = moment.astimezone(ZoneInfo(time_zone))
    return f"{local.day} {local:%b}"


def clock_time(moment: datetime, time_zone: str) -> str:
    """A time of day in the team's zone: 14:06."""
    return f"{moment.astimezone(ZoneInfo(time_zone)):%H:%M}"


def when(moment: datetime, time_zone: str) -> str:
    """A date with its time in the team's zone: Thursday 19 November 2026, 14:06."""
    return f"{day(moment, time_zone)}, {clock_time(moment, time_zone)}"


def at(moment: datetime, time_zone: str) -> str:
    """When something happened, with its day unless that is today: at 14:06, on Thursday 19 November 2026 at 14:06."""
    of_today = day(moment, time_zone) == day(house.present().clock.now(), time_zone)
    return f"{'' if of_today else f'on {day(moment, time_zone)} '}at {clock_time(moment, time_zone)}"


def is_phone() -> bool:
    """Whether the page is looked at on a phone: charts then put labels above their tracks."""
    return "Mobi" in str(st.context.headers.get("User-Agent", ""))


def counted(number: int, one: str, many: str) -> str:
    """A number with its noun: "one member", "nine members", "14 members"."""
    words = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
    return f"{words[number] if 0 <= number < len(words) else number} {one if number == 1 else many}"


def or_more() -> str:
    """So many as a mean, a discipline beside an answer or a line from handover needs here: "three or more"."""
    return f"{counted(house.present().settings.threshold_mean, '', '').strip()} or more"


def address_of(discussion: UUID, of_round: Round) -> dict[str, str]:
    """The query of *Record* for one round of a discussion."""
    return {"discussion": str(discussion)} | ({"round": "2"} if of_round is Round.SECOND else {})


def go(path: str, **query: str) -> None:
    """Go to another page of the board ("home", "record", ...) with this query."""
    st.switch_page(st.session_state["pages"][path], query_params=query)


def asked(name: str) -> UUID | None:
    """The id that the page's address asks for under this name; an unreadable one is an id that belongs to nothing."""
    given = st.query_params.get(name)
    if not given:
        return None
    try:
        return UUID(given)
    except ValueError:
        return UUID(int=0)

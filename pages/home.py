"""*Home*: what waits for me, what I can do next for the meeting, and what was revealed lately."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from zoneinfo import ZoneInfo

import streamlit as st

from access.policy import Action
from access.refusals import Refusal
from access.terms import Length, Role, Round, Stage
from access.viewer import Viewer
from board import home, signing_in
from board.discussions import Discussion
from board.home import Home, Place, Step, Waiting
from pages.asking_back import ask
from pages.sheet import (
    OBSERVING,
    address_of,
    clock_time,
    counted,
    day,
    go,
    main_button,
    nothing_here,
    quiet,
    refused,
    sheet,
    spelled,
)

_HOW_LONG = {Length.FOCUS: "about two minutes", Length.PULSE: "about a minute"}
_STEPS = {
    Action.OPEN_RECORDING: ("lock_open", "open the recording", "Open recording", "open"),
    Action.REVEAL: ("visibility", "reveal", "Reveal", "reveal"),
    Action.REVEAL_SECOND: ("visibility", "reveal the second round", "Reveal", "reveal second"),
    Action.TAKE_UP: ("undo", "postponed", "Take up again", "take up"),
}


def page(viewer: Viewer) -> None:
    """Show what waits."""
    try:
        person = signing_in.who(viewer)
        if person is None or not person.teams:
            nothing_here(
                "Welcome",
                "You are in no team yet. An administrator of the board says who is in which team; "
                "then what waits for you appears here by itself.",
            )
            return
        records = any(team.role is not Role.OBSERVER for team in person.teams)
        _what_waits(home.home(viewer), several=len(person.teams) > 1, records=records)
    except Refusal as refusal:
        refused(refusal)


def _what_waits(seen: Home, *, several: bool, records: bool) -> None:
    with sheet():
        first = next((place for place in _places(seen)), None)
        if first and not several:
            quiet(f"{spelled(first.name)} · {day(seen.now, first.time_zone)}")
        st.title(_title(seen.waiting), anchor=False)
        for n, entry in enumerate(seen.entries):
            _entry(entry, seen.now, several, first=n == 0)
        for n, step in enumerate(seen.steps):
            _step(step, seen.now, several, first=n == 0 and not seen.entries)
        if not seen.waiting:
            st.markdown("When a recording opens, it appears here by itself." if records else OBSERVING)
        _lately(seen, several)


def _title(waiting: int) -> str:
    if not waiting:
        return "Nothing waits for you"
    return f"{counted(waiting, 'thing waits', 'things wait')} for you".capitalize()


def _places(seen: Home) -> list[Place]:
    return [one.place for one in (*seen.entries, *seen.steps)] + [place for _, place in seen.lately]


def _entry(entry: Waiting, now: datetime, several: bool, *, first: bool) -> None:
    told = [spelled(entry.discussion.label), _when(entry.discussion, entry.place, now, several)]
    if entry.is_a_change:
        told.append("a change you began is not handed in")
    elif entry.draft_kept_at:
        told.append(f"{entry.answered} of {entry.asked} answered, draft kept")
    else:
        told.append(_HOW_LONG[entry.discussion.length] if entry.round is Round.FIRST else "under a minute")
    what = "your entry" if entry.round is Round.FIRST else "the second round waits for your entry"
    key = f"{entry.discussion.id} {entry.round}"
    with _card("edit_note", f"{entry.discussion.code} · {what}", told, f"entry {key}"):
        words = "Go on" if entry.draft_kept_at else "Record"
        if st.button(
            words,
            key=f"record {key}",
            type=main_button() if first else "secondary",
            width="stretch",
        ):
            go("record", **address_of(entry.discussion.id, entry.round))


def _step(step: Step, now: datetime, several: bool, *, first: bool) -> None:
    matter = step.discussion
    icon, what, words, act = _STEPS[step.action]
    told = [_when(matter, step.place, now, several)]
    if step.action is Action.TAKE_UP:
        told = [f"was on the agenda {_day(matter.conference_begins_at, step.place, now)}"]
    if step.action is Action.REVEAL:
        told.append(f"{matter.recorded} of {matter.expected} have recorded")
    if step.action is Action.REVEAL_SECOND and matter.second:
        told.append(f"{matter.second.recorded} of {matter.second.expected} have recorded again")
    with _card(icon, f"{matter.code} · {what}", told, f"step {matter.id}"):
        if st.button(words, key=f"step {matter.id}", type=main_button() if first else "secondary", width="stretch"):
            ask(act, matter.id)
            go("conference", conference=str(matter.conference))


@contextmanager
def _card(icon: str, title: str, told: list[str], key: str) -> Iterator[None]:
    """A bordered card: what it is on the left, its one button on the right (below it on a phone)."""
    with st.container(border=True, key=f"card {key}"):
        about, button = st.columns([6, 1], vertical_alignment="center")
        with about, st.container(gap=None):
            st.markdown(f":material/{icon}: **{title}**")
            st.markdown(f":gray[{' · '.join(told)}]")
        with button:
            yield


def _lately(seen: Home, several: bool) -> None:
    if not seen.lately:
        return
    st.space("small")
    st.header("Lately", anchor=False)
    for matter, place in seen.lately:
        with st.container(horizontal=True, vertical_alignment="center", key=f"lately {matter.id}"):
            st.markdown(
                f"**{matter.code}** :gray[· {_what_happened(matter, place, seen.now, several)}]",
                width="content",
            )
            if st.button(
                f"See the division of {matter.code}",
                key=f"see {matter.id}",
                type="tertiary",
                icon=":material/arrow_forward:",
            ):
                go("division", discussion=str(matter.id))


def _what_happened(matter: Discussion, place: Place, now: datetime, several: bool) -> str:
    revealed = f"revealed {_day(matter.revealed_at, place, now)}" if matter.revealed_at else ""
    told = [matter.length, "closed" if matter.stage is Stage.CLOSED else "", revealed]
    return ", ".join(filter(None, told)) + (f" · {spelled(place.name)}" if several else "")


def _when(matter: Discussion, place: Place, now: datetime, several: bool) -> str:
    team = f"{spelled(place.name)} · " if several else ""
    at = clock_time(matter.conference_begins_at, place.time_zone)
    return f"{team}Conference {_day(matter.conference_begins_at, place, now)} at {at}"


def _day(moment: datetime, place: Place, now: datetime) -> str:
    """A day as one says it: today, tomorrow, on Thursday, on 12 November."""
    zone = ZoneInfo(place.time_zone)
    local = moment.astimezone(zone)
    ahead = (local.date() - now.astimezone(zone).date()).days
    near = {-1: "yesterday", 0: "today", 1: "tomorrow"}
    if ahead in near:
        return near[ahead]
    return f"on {local:%A}" if 1 < ahead < 7 else f"on {local.day} {local:%B}"

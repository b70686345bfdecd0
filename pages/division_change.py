"""What other weeks and other patients say beside this week's answers: what is evoked in most of us, and what moved."""

from functools import lru_cache
from math import ceil

import streamlit as st

from board.course import Course
from board.course import Week as Told
from board.picture import Picture
from board.pull import Pull
from charts.both_sides_plane import Moment, Span, both_sides_plane
from charts.chart import Chart
from charts.weeks import Week, weeks
from pages.sheet import is_phone, rows_behind, short_day, show, tables
from pages.why import Voice, section


def what_is_evoked(picture: Picture) -> None:
    """What most of us feel beyond what we usually do, and how far good and bad are held at once."""
    st.subheader("What this patient evokes in most of us", anchor=False)
    with section() as voice:
        if picture.pull is not None:
            voice.say(_beyond_usual(picture.pull))
        voice.say(picture.both_sides)
        if picture.pull is None:
            voice.quietly(
                "No personal baseline yet: what goes beyond our usual feelings can be told once most of us have "
                "answered about three other patients."
            )


def _beyond_usual(pull: Pull) -> str:
    more, less = (" · ".join(words) for words in (pull.more, pull.less))
    parts = [f"more **{more}**"] * bool(more) + [f"less **{less}**"] * bool(less)
    return f"Compared with what we usually feel: {'; '.join(parts) or 'nothing that most of us share'}."


def change_since_last_time(picture: Picture) -> None:
    """The weeks of this case: how far the views lie apart, and whether good and bad are held at once."""
    if picture.course is None:
        return
    course = picture.course
    with section("Change since last time") as voice:
        voice.say(course.moved, course.now)
        placed = [week for week in course.weeks if week.apart is not None and week.both is not None]
        if len(placed) > 1:
            _in_one_plane(course, picture.time_zone, voice)
        else:
            tables(*_side_by_side(course, picture.time_zone, voice))
        if any(week.held_back for week in course.weeks):
            voice.quietly(
                "Where a point is missing, a view was held by so few that its distance would say who they are, or "
                "sheets have left since."
            )


def _in_one_plane(course: Course, time_zone: str, voice: Voice) -> None:
    """The plane with its words beside it; the two figures week by week are folded away."""
    plane = _plane(course.weeks, time_zone, is_phone())
    drawing, words = st.columns([3, 2], gap="medium", vertical_alignment="center")
    with drawing:
        show(plane, key="plane of the weeks")
    with words:
        voice.quietly(
            "To the left the views lie closer; upwards good and bad are held at once, on average. Views can come "
            "closer on two roads: up, where both sides came to be held, or down, where one side was left. The path "
            "runs from week to week, the large point is the last. The bars: 9 times out of 10 the figure lies within."
        )
    with st.expander("Week by week, and as tables", icon=":material/table_chart:", type="compact"):
        drawn = _side_by_side(course, time_zone, voice)
        rows_behind(("Both in one plane", plane), *drawn)


def _side_by_side(course: Course, time_zone: str, voice: Voice) -> list[tuple[str, Chart]]:
    """Each figure over the weeks on its own."""
    drawn = [
        ("How far apart we stand", _apart(course.weeks, time_zone, is_phone())),
        ("Good and bad held at once", _both(course.weeks, time_zone, is_phone())),
    ]
    for column, (title, chart) in zip(st.columns(2, gap="medium"), drawn, strict=True):
        with column:
            st.markdown(f"**{title}**")
            show(chart, key=title)
    voice.quietly(
        "Points of five between the two views, found anew each week; and from good or bad alone up to both at once. "
        "The bars: 9 times out of 10 the figure lies within."
    )
    return drawn


@lru_cache(maxsize=64)
def _plane(course: tuple[Told, ...], time_zone: str, narrow: bool) -> Chart:
    moments = [
        Moment(
            short_day(one.met_at, time_zone),
            one.members,
            _span(one.apart, one.apart_low, one.apart_high),
            _span(one.both, one.both_low, one.both_high),
        )
        for one in course
    ]
    return both_sides_plane(moments, narrow=narrow)


def _span(value: float | None, low: float | None, high: float | None) -> Span | None:
    """A figure with its interval; without one where it has no end."""
    if value is None:
        return None
    return Span(value, value if low is None else low, value if high is None else high)


@lru_cache(maxsize=64)
def _apart(course: tuple[Told, ...], time_zone: str, narrow: bool) -> Chart:
    rows = [
        Week(short_day(one.met_at, time_zone), one.members, one.apart, one.apart_low, one.apart_high) for one in course
    ]
    most = max(2, ceil(max(one.apart_high or 0 for one in course)))
    rules = [(float(points), f"{points} point{'s' * (points > 1)}" if points else "0") for points in range(most + 1)]
    return weeks(rows, rules=rules, called="points apart", narrow=narrow)


@lru_cache(maxsize=64)
def _both(course: tuple[Told, ...], time_zone: str, narrow: bool) -> Chart:
    rows = [
        Week(short_day(one.met_at, time_zone), one.members, one.both, one.both_low, one.both_high) for one in course
    ]
    rules = [(-2.0, "one side"), (0.0, ""), (2.0, "both")]
    if any((one.both_high or 0) > 2 for one in course):
        rules.append((4.0, "both, fully"))
    return weeks(rows, rules=rules, called="both at once", narrow=narrow)

"""What other weeks and other patients say beside this week's answers: what is evoked in most of us, and what moved."""

from functools import lru_cache
from math import ceil

import streamlit as st

from board.course import Week as Told
from board.picture import Picture
from board.pull import Pull
from charts.chart import Chart
from charts.weeks import Week, weeks
from pages.sheet import is_phone, quiet, short_day, show, tables


def what_is_evoked(picture: Picture) -> None:
    """What most of us feel beyond what we usually do, and how far good and bad are held at once."""
    st.subheader("What this patient evokes in most of us", anchor=False)
    if picture.pull is not None:
        st.markdown(_beyond_usual(picture.pull))
    if picture.both_sides:
        st.markdown(picture.both_sides)
    if picture.pull is None:
        quiet(
            "No personal baseline yet: what goes beyond our usual feelings can be told once most of us have answered "
            "about three other patients."
        )


def _beyond_usual(pull: Pull) -> str:
    more, less = (" · ".join(words) for words in (pull.more, pull.less))
    parts = [f"more **{more}**"] * bool(more) + [f"less **{less}**"] * bool(less)
    return f"Compared with what we usually feel: {'; '.join(parts) or 'nothing that most of us share'}."


def change_since_last_time(picture: Picture) -> None:
    """The weeks of this case side by side: how far the views lie apart, and whether good and bad are held at once."""
    if picture.course is None:
        return
    course = picture.course
    st.space("small")
    st.header("Change since last time", anchor=False)
    if course.moved or course.now:
        st.markdown(" ".join(sentence for sentence in (course.moved, course.now) if sentence))
    drawn = []
    for column, title, chart in zip(
        st.columns(2, gap="medium"),
        ("How far apart we stand", "Good and bad held at once"),
        (
            _apart(course.weeks, picture.time_zone, is_phone()),
            _both(course.weeks, picture.time_zone, is_phone()),
        ),
        strict=True,
    ):
        with column:
            st.subheader(title, anchor=False)
            show(chart, key=title)
            drawn.append((title, chart))
    quiet(
        "Left: points of five between the two views, found anew each week. Right: from good or bad alone up to both at "
        "once. The bars hold 9 times out of 10."
    )
    if any(week.held_back for week in course.weeks):
        quiet(
            "Where a point is missing on the left, a view was held by so few that its distance would say who they are."
        )
    tables(*drawn)


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

"""See through the other view: half a minute to guess how it answers; then the guess beside it, and the team's mean."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from math import ceil
from uuid import UUID

import streamlit as st

from access.refusals import Refusal
from access.viewer import Viewer
from board import guessing
from board.guessed import Asked, GuessedWeek, Item, OtherView, OwnGuess, TeamsGuess
from board.picture import VIEW_A, Picture
from charts.chart import Chart
from charts.strips import Strip, strips, with_own
from charts.weeks import Week, weeks
from pages.record_fields import PLACES
from pages.sheet import counted, is_phone, main_button, quiet, refused, short_day, show, tables
from pages.why import why

_OPEN = "guessing how the other view answers"
_HOW_MUCH = ("not at all", "somewhat", "very strongly")
_TITLE = "See through the other view"


def see_through_the_other_view(viewer: Viewer, picture: Picture, *, alone: bool = True) -> None:
    """The card below the portraits: the offer to guess, or what was guessed; nothing where nothing may be told.

    alone : nobody looks on. Else neither offer nor own guess is shown: both tell in which view the viewer stands.
    """
    there = guessing.other_view(viewer, picture.discussion)
    if not alone:
        there = replace(there, asked=None, own=())
    if there.asked is None and st.session_state.get(_OPEN) == picture.discussion:
        _not_now()
    if there.asked is not None:
        _offer(viewer, picture.discussion, there.asked, there.needed)
    elif there.own or there.team or there.weeks:
        with st.container(border=True):
            st.subheader(_TITLE, anchor=False)
            _own(there.own)
            _team(there)
            _course(there.weeks, picture.time_zone)
            why([*(one.sentence for one in there.own), there.team.sentence if there.team else ""])


# ---------------------------------------------------------------- guessing


def _offer(viewer: Viewer, discussion: UUID, asked: Asked, needed: int) -> None:
    with st.container(border=True):
        st.subheader(_TITLE, anchor=False)
        st.markdown(f"Thirty seconds, before you look on: how does {asked.other} answer? Only you see your guess.")
        if st.button("Guess", key="guess", icon=":material/swap_horiz:"):
            st.session_state[_OPEN] = discussion
    if st.session_state.get(_OPEN) == discussion:
        # Drawn at every run: a page that moves on meanwhile keeps it open.
        st.dialog(f"How does {asked.other} answer?", on_dismiss=_not_now)(_dialog)(viewer, discussion, asked, needed)


def _dialog(viewer: Viewer, discussion: UUID, asked: Asked, needed: int) -> None:
    quiet(
        "Where do you think its answers lie on average? Once, and only you see it; from "
        f"{counted(needed, '', 'guesses')} on the team sees their mean."
    )
    if not all(item.low_end for item in asked.items):
        quiet("\u2002".join(f"**{n}** {words}" for n, words in enumerate(asked.anchors)))
    guessed = {item.key: _place(discussion, item) for item in asked.items}
    with st.container(horizontal=True, horizontal_alignment="right"):
        if st.button("Not now", key="not now"):
            _not_now()
            st.rerun()
        pressed = st.button("Keep my guess", type=main_button(), key="keep my guess", icon=":material/check:")
    if pressed:
        _keep(viewer, discussion, {key: place for key, place in guessed.items() if place is not None})


def _place(discussion: UUID, item: Item) -> int | None:
    """One item on its own scale, as on the form."""
    key = f"guess {discussion} {item.key}"
    if not item.low_end:
        return st.segmented_control(item.name, [*range(item.low, item.high + 1)], key=key, width="stretch")
    with st.container(gap=None):
        if item.heading:
            quiet(item.heading)
        with st.container(horizontal=True, horizontal_alignment="distribute", key=f"ends {key}"):
            st.markdown(f":small[{item.low_end}]", width="content")
            st.markdown(f":small[{item.high_end}]", width="content")
        return st.segmented_control(
            item.name,
            [*range(item.low, item.high + 1)],
            format_func=PLACES.__getitem__,
            key=key,
            label_visibility="collapsed",
            width="stretch",
        )


def _keep(viewer: Viewer, discussion: UUID, guessed: dict[str, int]) -> None:
    try:
        guessing.guess(viewer, discussion, guessed)
    except Refusal as refusal:
        refused(refusal)
        return
    _not_now()
    st.rerun()


def _not_now() -> None:
    st.session_state.pop(_OPEN, None)


# ---------------------------------------------------------------- afterwards


def _own(own: tuple[OwnGuess, ...]) -> None:
    if not own:
        return
    st.markdown(f"How you thought {own[0].other} answers, beside how it does. Seen by you alone.")
    quiet("Means :blue[● view A]\u2003:orange[◆ view B]\u2003◯ your guess")
    drawn = []
    for bipolar in (False, True):
        part = [one for one in own if bool(one.item.low_end) is bipolar]
        if part:
            chart = _beside(part)
            show(chart, key=f"guess {'ends' if bipolar else 'steps'}")
            drawn.append(("Your guess", chart))
    st.markdown("\n".join(f"- **{one.item.name}**: {one.sentence}" for one in own))
    tables(*drawn)


def _beside(own: Sequence[OwnGuess]) -> Chart:
    """The guesses as rings over the means of both views; the ring is added when drawn, to what everybody sees."""
    rows = [_strip(one) for one in own]
    chart = _means(tuple(rows), None if own[0].item.low_end else _HOW_MUCH, is_phone())
    rings = with_own(chart, [replace(row, own=one.guessed) for row, one in zip(rows, own, strict=True)])
    said = "; ".join(f"{one.item.name}, you guessed {one.guessed}, {one.other} {one.theirs:.1f}" for one in own)
    table = tuple(
        {"item": one.item.name, "you guessed": one.guessed, "the other view": one.theirs, "your view": one.ours}
        for one in own
    )
    return Chart(rings.spec, f"Your guess beside the means of both views: {said}.", table)


def _strip(one: OwnGuess) -> Strip:
    means = (one.theirs, one.ours) if one.other == VIEW_A else (one.ours, one.theirs)
    item = one.item
    return Strip(item.name, item.low_end, item.high_end, item.low, item.high, (), None, *means, note="")


@lru_cache(maxsize=256)
def _means(rows: tuple[Strip, ...], ends: tuple[str, str, str] | None, narrow: bool) -> Chart:
    return strips(rows, ends=ends, narrow=narrow)


def _team(there: OtherView) -> None:
    if there.team is not None:
        _together(there.team, with_own=bool(there.own))
    elif there.own:
        quiet(
            f"What the team thought is told from {counted(there.needed, '', 'guesses')} on: their mean, of both views "
            "together."
        )


def _together(team: TeamsGuess, *, with_own: bool) -> None:
    if not with_own:
        st.markdown("Who stands in one view could guess how the other one answers.")
    st.markdown(f"**The team.** {team.sentence}")
    quiet(
        "In steps of each scale, as thought and as it is: "
        + "\u2003".join(f"{one.item.name} {_thought(one.thought)} / **{one.apart:.1f}**" for one in team.items)
    )


def _thought(steps: float) -> str:
    """Nobody is less than nothing apart: below it the views were thought to lie the other way round."""
    figure = round(steps, 1)
    return f"{abs(figure):.1f}{' the other way round' if figure < 0 else ''}"


def _course(told: tuple[GuessedWeek, ...], time_zone: str) -> None:
    if not told:
        return
    st.markdown("**Over the weeks of this case**")
    chart = _weeks(told, time_zone, is_phone())
    show(chart, key="guessed over the weeks")
    quiet(
        "How far apart we thought the views (●) and how far they were (▢), in points of five, on what parted them "
        "most. The bars hold 9 times out of 10."
    )
    tables(("Over the weeks of this case", chart))


@lru_cache(maxsize=64)
def _weeks(told: tuple[GuessedWeek, ...], time_zone: str, narrow: bool) -> Chart:
    rows = [
        Week(short_day(one.met_at, time_zone), one.guesses, one.thought, one.low, one.high, beside=one.apart)
        for one in told
    ]
    most = max(2, ceil(max(max(one.high or one.thought, one.apart) for one in told)))
    rules = [(float(points), f"{points} point{'s' * (points > 1)}" if points else "0") for points in range(most + 1)]
    return weeks(rows, rules=rules, called="points apart, as thought", beside="as it was", narrow=narrow)

"""The answers on the division page: today's question, what divides, what is shared, who stands where by name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import streamlit as st

from access.terms import Naming
from board.picture import ItemAnswers, Picture
from board.portraits import APART
from charts.chart import Chart
from charts.standing import Cell, Place, every_answer, map_of_members
from charts.strips import Strip, strips, with_own
from pages.sheet import is_phone, or_more, plain, quiet, show, spelled, tables
from pages.why import section

_HOW_MUCH = ("not at all", "somewhat", "very strongly")
_CLOSE = 0.17
"""Answers lie close together below a sixth of the scale (average deviation; Burke, Finkelstein and Dusig 1999)."""
_MOST = 8
_ANSWERS = {
    Naming.UNATTRIBUTED: "each answer, sorted, without names",
    Naming.DISCIPLINE: "each answer, sorted, with disciplines in the table where {or_more} share one",
    Naming.NAMED: "each answer, with the names in the table",
}


_ON_VIEWS = (
    "On these both views lie within a quarter of the scale of each other (sure 9 times out of 10). This is where a "
    "common plan can start."
)


@dataclass(frozen=True)
class Own:
    """The viewer's own answers by item, and the own name where the picture has names: a light layer for oneself."""

    scores: Mapping[str, int]
    name: str | None


NOTHING_OF_ONES_OWN = Own({}, None)
"""For who is to see no more than everybody."""


def todays_question(picture: Picture, own: Own) -> None:
    """The leader's question on its own strip."""
    if not picture.question:
        return
    with section(f"Today’s question: {spelled(picture.question)}") as voice:
        if picture.today is None:
            voice.say("Too few have formed a view on it to show the answers.")
            return
        voice.say(_on_the_question(picture.today))
        chart = _drawn((picture.today,), own)
        show(chart, key="today")
        voice.quietly(_legend(picture, views=picture.today.apart is not None, own="today" in own.scores))
        tables(("Today’s question", chart))


def what_divides(picture: Picture, own: Own) -> None:
    """The items on which the views stand apart, most divided first; without views, the answers that differ most."""
    feelings, positions = _apart(picture.feelings, picture), _apart(picture.positions, picture)
    if picture.views and not _told_by_view(picture):
        with section("What divides us") as voice:
            voice.say(
                "What each view answers is not told: so few stand in neither view, or have left since, that their own "
                "answers could be worked out."
            )
        return
    if not (feelings + positions or _not_told(picture)):
        return
    with section("What divides us" if picture.views else "Where our answers differ most") as voice:
        voice.say(
            _how_many_apart(feelings, positions, picture)
            if picture.views
            else "The answers as they are, the widest first, without views."
        )
        voice.say(_not_told(picture))
        if feelings + positions:
            voice.quietly(_legend(picture, views=bool(picture.views), own=bool(own.scores)))
        drawn = [
            _group("What we feel, and how we are treated", feelings, own, "feelings"),
            _group("What we would do", positions, own, "positions"),
        ]
        tables(*(chart for group in drawn for chart in group))


def what_is_shared(picture: Picture, own: Own) -> None:
    """Common ground: where both views answer alike; without views, where all answers lie close together."""
    everything = _told_by_view(picture) if picture.views else picture.feelings + picture.positions
    shared = [item for item in everything if _is_shared(item, picture)]
    shown = {item.key for item in (*_all_apart(everything, picture), *shared)}
    unclear = [item.name for item in everything if item.key not in shown]
    with section("What is shared") as voice:
        if picture.views and not everything:
            voice.say("What both views share is not told either.")
        elif shared:
            voice.say(_ON_VIEWS if picture.views else "On these our answers lie close together.")
            shared.sort(key=lambda item: item.closeness)
            mine = any(item.key in own.scores for item in shared[:_MOST])
            voice.quietly(_legend(picture, views=bool(picture.views), own=mine))
            drawn = _group("", shared[:_MOST], own, "shared")
            if len(shared) > _MOST:
                quiet(f"**And a little less close**: {' · '.join(item.name for item in shared[_MOST:])}.")
            tables(*drawn)
        else:
            voice.say(
                f"Nothing {'of what is told by view' if _not_told(picture) else 'that'} can be called shared with "
                "certainty from these answers. That is not the same as nothing."
            )
        if unclear:
            lead = (
                f"**Cannot tell** from {picture.recorded} answers"
                if picture.views
                else "**In between**, neither wide nor close"
            )
            voice.quietly(f"{lead}: {' · '.join(unclear)}.")


def who_stands_where(picture: Picture) -> None:
    """The map and every answer: by name where the team records so, without names where it records by discipline."""
    if not picture.standing:
        return
    named = picture.naming is Naming.NAMED
    with section("Who stands where" if named else "How our sheets lie") as voice:
        voice.say(
            "This team records by name. Near means: answered alike. A place is not a verdict; it is one week’s "
            "answers. Where many stand close, a name may be left to the table."
            if named
            else "One mark for each sheet, without a name or a discipline. Near means: answered alike. A place is not "
            "a verdict; it is one week’s answers."
        )
        people = _map(tuple(Place(plain(one.name), one.x, one.y, one.view) for one in picture.standing), is_phone())
        show(people, key="map")
        st.subheader("Every answer", anchor=False)
        voice.say(
            "One column for each member, items most divided first. Darker is stronger, – is “can’t say”."
            if named
            else "One column for each sheet, in the order of the answers; the numbers are nobody’s. Items most "
            "divided first. Darker is stronger, – is “can’t say”. Left out: items on which too few of a discipline "
            "answered."
        )
        answers = _every_answer(_cells(picture), is_phone())
        show(answers, key="every-answer")
        tables(("Who stands where", people), ("Every answer", answers))


def _group(title: str, items: Sequence[ItemAnswers], own: Own, key: str) -> list[tuple[str, Chart]]:
    """Strips of one heading: unipolar and bipolar items each on their own scale; returns the charts for the tables."""
    drawn: list[tuple[str, Chart]] = []
    if items and title:
        st.subheader(title, anchor=False)
    for name, part in (
        ("steps", [item for item in items if not item.bipolar]),
        ("ends", [item for item in items if item.bipolar]),
    ):
        if part:
            chart = _drawn(tuple(part), own)
            show(chart, key=f"{key}-{name}")
            drawn.append((title or "What is shared", chart))
    return drawn


def _apart(items: Sequence[ItemAnswers], picture: Picture) -> tuple[ItemAnswers, ...]:
    """The items to draw as dividing (or, without views, as differing): the first of all, most first."""
    return _all_apart(items, picture)[: _MOST if picture.views else _MOST // 2]


def _all_apart(items: Sequence[ItemAnswers], picture: Picture) -> tuple[ItemAnswers, ...]:
    if picture.views:
        apart = [item for item in items if _share(item) >= APART and item.mark != "common_ground"]
        return tuple(sorted(apart, key=lambda item: -_share(item)))
    wide = [item for item in items if item.closeness > _CLOSE]
    return tuple(sorted(wide, key=lambda item: -item.closeness))


def _is_shared(item: ItemAnswers, picture: Picture) -> bool:
    return item.mark == "common_ground" if picture.views else item.closeness <= _CLOSE


def _share(item: ItemAnswers) -> float:
    return (item.apart or 0.0) / (item.high - item.low)


def _told_by_view(picture: Picture) -> list[ItemAnswers]:
    """The items of which the means of both views may be told."""
    return [item for item in picture.feelings + picture.positions if item.apart is not None]


def _how_many_apart(feelings: Sequence[ItemAnswers], positions: Sequence[ItemAnswers], picture: Picture) -> str:
    """How many of those told by view lie apart, of each section of which any is told."""
    sections = ((feelings, picture.feelings, "feelings and roles"), (positions, picture.positions, "positions"))
    told = [
        (apart, [item for item in of if item.apart is not None], f"{what} told" if _not_told(picture) else what)
        for apart, of, what in sections
    ]
    counts = [_number_apart(apart, of, what, picture) for apart, of, what in told if of]
    return f"Most divided first. A quarter of the scale or more apart: {', '.join(counts)}."


def _number_apart(apart: Sequence[ItemAnswers], of: Sequence[ItemAnswers], what: str, picture: Picture) -> str:
    every = len(_all_apart(of, picture))
    shown = f"the first {len(apart)} shown" if every > len(apart) else ""
    return f"{every} of {len(of)} {what}" + (f" ({shown})" if shown else "")


def _not_told(picture: Picture) -> str:
    """Which items are not told by view, and why; empty where all are, or there are no views."""
    held = [item.name for item in picture.feelings + picture.positions if picture.views and item.apart is None]
    if not held:
        return ""
    named = picture.naming is Naming.NAMED
    why = "nobody of one view answered" if named else "the answers of one or two could be worked out"
    return f"**Not told by view**, where {why}: {' · '.join(held)}."


def _on_the_question(item: ItemAnswers) -> str:
    middle = (item.low + item.high) // 2
    in_between = item.answers.count(middle)
    between = {0: "Nobody answered in the middle.", 1: "One answered in the middle."}.get(
        in_between, f"{in_between} answered in the middle."
    )
    if item.apart is None:
        return f"{len(item.answers)} answers. No two views are shown here. {between}"
    return f"The views lie **{item.apart:.1f} of {item.high - item.low} steps** apart. {between}"


def _legend(picture: Picture, *, views: bool, own: bool) -> str:
    means = "Means :blue[● view A]\u2003:orange[◆ view B]" if views else "❘ mean of all"
    answers = _ANSWERS[picture.naming].format(or_more=or_more())
    ring = "\u2003◯ your own, seen by you alone" if own else ""
    return f"{means}\u2003● {answers}{ring}"


def _drawn(items: tuple[ItemAnswers, ...], own: Own) -> Chart:
    rows = tuple(_strip(item) for item in items)
    ends = None if items[0].bipolar else _HOW_MUCH
    chart = _strips(rows, ends, is_phone())
    mine = [
        replace(row, own=own.scores.get(item.key), own_name=own.name) for row, item in zip(rows, items, strict=True)
    ]
    return with_own(chart, mine) if any(row.own is not None for row in mine) else chart


def _strip(item: ItemAnswers) -> Strip:
    note = f"{item.apart:.1f} apart" if item.apart is not None else ""
    return Strip(
        label=item.name,
        low=item.low_end,
        high=item.high_end,
        start=item.low,
        end=item.high,
        answers=item.answers,
        mean=item.mean,
        mean_a=item.mean_a,
        mean_b=item.mean_b,
        note=note,
        names=tuple(plain(name) for name in item.names) if item.names is not None else None,
        views=item.views,
        labels=item.labels,
    )


@lru_cache(maxsize=256)
def _strips(rows: tuple[Strip, ...], ends: tuple[str, str, str] | None, narrow: bool) -> Chart:
    """Kept by what is drawn (rows without anybody's own answers), so it is the same for every viewer."""
    return strips(rows, ends=ends, narrow=narrow)


@lru_cache(maxsize=64)
def _map(points: tuple[Place, ...], narrow: bool) -> Chart:
    return map_of_members(points, narrow=narrow)


@lru_cache(maxsize=64)
def _every_answer(cells: tuple[Cell, ...], narrow: bool) -> Chart:
    return every_answer(cells, narrow=narrow)


def _cells(picture: Picture) -> tuple[Cell, ...]:
    items = picture.feelings + picture.positions
    told = [n for n in range(len(items)) if any(one.scores[n] is not None for one in picture.standing)]
    order = sorted(told, key=lambda n: (-_share(items[n]), -items[n].closeness))
    members = sorted(picture.standing, key=lambda one: (one.view != "view A", one.view != "view B", plain(one.name)))
    return tuple(
        Cell(items[n].name, plain(one.name) or str(place), one.view, one.scores[n], items[n].low, items[n].high)
        for n in order
        for place, one in enumerate(members, start=1)
    )

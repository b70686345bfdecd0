"""After the discussion: what a second round says of the two views, and what moved, item by item."""

from dataclasses import replace
from functools import lru_cache
from uuid import UUID

from access.viewer import Viewer
from board import second_round
from board.answers import QUESTION
from board.moved import Moved, SecondPicture
from charts.chart import Chart
from charts.slopes import Slope, slopes, with_own_slopes
from pages.sheet import counted, is_phone, show, tables
from pages.why import Voice, section

_BESIDE = {
    "still_apart": "That is not a failure of the talk. What both views share can carry a plan.",
    "closed": "Closer can mean that we took in both sides, or that one view went quiet. Ask each other which.",
    "cannot_tell": "“Cannot tell” is an answer: the distance may have stayed or gone.",
}


def after_the_discussion(viewer: Viewer, discussion: UUID, *, alone: bool = True) -> None:
    """The section of a revealed second round; nothing before. `alone`: with what the viewer moved."""
    shown = second_round.picture(viewer, discussion)
    if shown is None:
        return
    with section("After the discussion") as voice:
        if not shown.enough:
            voice.say(_too_few(shown))
            return
        voice.say(f"**{shown.sentence}** {_BESIDE.get(shown.persistence, '')}")
        voice.quietly(_who_is_in_it(shown))
        _what_moved(shown, second_round.own_scores(viewer, discussion) if alone else {}, voice)


def _too_few(shown: SecondPicture) -> str:
    return (
        f"**Not enough data yet to say what moved.** Fewer than {counted(shown.needed, 'member', 'members')} gave the "
        "whole form before and recorded again: answers could be told apart by who was there."
    )


def _who_is_in_it(shown: SecondPicture) -> str:
    if shown.both is None:
        return "Of those who gave the whole form before and recorded again."
    others = shown.recorded - shown.both
    beside = f" {counted(others, 'more', 'more').capitalize()} recorded only now." if others else ""
    return f"Of the {counted(shown.both, 'member', 'members')} who recorded before and after.{beside}"


def _what_moved(shown: SecondPicture, own: dict[str, tuple[int, int]], voice: Voice) -> None:
    rows = tuple(_slope(item) for item in shown.items)
    if shown.held_back:
        voice.say(
            "Means are left out where one or two answered only before: beside the first picture, theirs could be "
            "worked out."
        )
    if not rows:
        return
    if shown.begins_with_all:
        voice.quietly("Lines begin at the mean of all first answers, and move as those have moved who came again.")
    voice.quietly(_legend(shown, any(item.key in own for item in shown.items)))
    chart = _drawn(rows, is_phone())
    mine = [_with_own(row, own.get(item.key)) for row, item in zip(rows, shown.items, strict=True)]
    chart = with_own_slopes(chart, mine)
    show(chart, key="after the discussion")
    tables(("After the discussion", chart))


def _legend(shown: SecondPicture, own: bool) -> str:
    views = any(item.before_a is not None for item in shown.items)
    means = "Means :blue[● view A]\u2003:orange[◆ view B]" if views else "● mean of all"
    ring = "\u2003◯ your own, seen by you alone" if own else ""
    return f"{means}{ring}"


def _slope(item: Moved) -> Slope:
    means = {name: getattr(item, name) for name in ("before", "after", "before_a", "after_a", "before_b", "after_b")}
    return Slope(
        name="Today’s question" if item.key == QUESTION else item.name,
        top=item.high_end if item.bipolar else "very strongly",
        bottom=item.low_end if item.bipolar else "not at all",
        start=item.low,
        end=item.high,
        titled=not item.bipolar or item.key == QUESTION,
        **means,
    )


def _with_own(row: Slope, own: tuple[int, int] | None) -> Slope:
    return replace(row, own_before=own[0], own_after=own[1]) if own else row


@lru_cache(maxsize=64)
def _drawn(rows: tuple[Slope, ...], narrow: bool) -> Chart:
    """Kept by what is drawn (means alone), so it is the same for every viewer."""
    return slopes(rows, narrow=narrow)

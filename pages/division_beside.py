"""What stands beside the answers on the division page: noticed, written, other explanations, how it was computed."""

from functools import lru_cache

import streamlit as st

from access.terms import Naming
from board.picture import Noticed, Picture, WrittenLine
from board.rivals import Rival
from board.rules import behind
from charts.chart import Chart
from charts.ticks import Tick, ticks
from pages.sheet import is_phone, literally, quiet, show, spelled, tables
from pages.why import Voice, section

_METHOD = """
**What was compared.** Feelings with the roles received, and positions, each on its own. First everybody is measured by
their own yardstick: who marks everything strongly, or everything mildly, is no view. Then the board looks for the two
groups that differ most. Even chance finds some, so it does the same many times with answers turned up or down by lot:
only what is clearer than that counts.

**When not to trust it.**

- Fewer than six recorded: little can be told.
- Answers were given in haste, or after talking about them, or are about different weeks: that can look like two views.
- Somebody who matters here did not record.
- “None found” is not “we agree”: it may be too little to see.

A view is one week’s answers, not a kind of person.

**What is not in it.** Entries that came after the reveal, “not met this week” and “nothing new since last time”.
“Can’t say” is left out, never counted as zero. The questions are our own, and no validated instrument.
"""


_WHY_NO_SHEETS = {
    Naming.UNATTRIBUTED: "Who stands where is not shown: this team records without names.",
    Naming.DISCIPLINE: "Who stands where is not shown: so few are in a view, or in all, or have left, that a sheet "
    "could be known by it.",
    Naming.NAMED: "Who stands where is not shown.",
}


def what_was_noticed(picture: Picture) -> None:
    """Ticks by anyone: what we met beside what we did."""
    if not picture.noticed:
        return
    with section("What was noticed") as voice:
        voice.say(
            f"Ticks of {picture.recorded} members, by anyone, oneself included. They belong side by side: what we met "
            "and what we did."
        )
        drawn = []
        for column, (side, title) in zip(
            st.columns(2, gap="medium"), (("met", "What we met"), ("did", "What we did")), strict=True
        ):
            with column:
                st.subheader(title, anchor=False)
                rows = tuple(_tick(one) for one in picture.noticed if one.side == side)
                if rows:
                    chart = _ticks(rows, is_phone())
                    show(chart, key=f"noticed-{side}")
                    drawn.append((title, chart))
                else:
                    quiet("Nothing was ticked.")
        tables(*drawn)


@lru_cache(maxsize=64)
def _ticks(rows: tuple[Tick, ...], narrow: bool) -> Chart:
    """Kept by what is drawn: a chart is made once, not at every run."""
    return ticks(rows, narrow=narrow)


def what_was_written(picture: Picture) -> None:
    """Lines, as their authors allowed, drawn letter by letter."""
    if not picture.lines and not picture.lines_held_back:
        return
    with section("What was written") as voice:
        for kind, question in picture.questions.items():
            lines = [line for line in picture.lines if line.kind == kind]
            if lines:
                st.markdown(f"“{question}”")
                _cards(lines, voice)
        if "understand" in picture.lines_held_back:
            voice.quietly(
                f"Lines without a name are shown once {picture.lines_from} or more gave the whole form without signing "
                "a line: among fewer, the writer could be recognised."
            )
        if "handover" in picture.lines_held_back:
            voice.quietly(
                f"What was heard at handover is shown from {picture.handover_from} such lines and {picture.lines_from} "
                "whole forms on: with fewer, the writer could be recognised."
            )


def _cards(lines: list[WrittenLine], voice: Voice) -> None:
    columns = st.columns(2, gap="medium")
    for place, line in enumerate(lines):
        with columns[place % 2], st.container(border=True, gap="small"):
            literally(line.words)
            if line.by:
                quiet(spelled(line.by))
            else:
                voice.quietly("for the leader only" if line.for_leader_only else "unattributed")


def other_explanations(picture: Picture) -> None:
    """Not every division is a split: what else could make these answers, and what the board knows of it."""
    with section("Other explanations") as voice:
        st.markdown(
            "Not every division is a split. What else could make these answers, and what does the board know about it?"
        )
        for titles, known in _together(picture.rivals):
            with st.container(horizontal=not is_phone(), gap="small"):
                with st.container(width="stretch" if is_phone() else 400):
                    st.markdown(titles)
                with st.container(width="stretch"):
                    st.markdown(f":gray[{known}]")
            voice.note(known)


def _together(rivals: tuple[Rival, ...]) -> list[tuple[str, str]]:
    """What is to be checked first, what the answers say something about, and the rest; alike ones in one line."""
    rows: dict[tuple[bool, str], list[str]] = {}
    for rival in sorted(rivals, key=lambda one: (not one.is_urgent, one.is_unrecorded)):
        title = f"**{rival.title}**" + (" :small[check this first]" if rival.is_urgent else "")
        rows.setdefault((rival.is_urgent, rival.known), []).append(title)
    return [(" · ".join(titles), known) for (_, known), titles in rows.items()]


def how_computed(picture: Picture) -> None:
    """The method in words, and when not to trust it."""
    rule = picture.answer.rule if picture.answer else ""
    st.space("small")
    with st.expander("How this was computed, and when not to trust it", icon=":material/functions:"):
        st.markdown(f"**Why this answer.** {rule}\n\n{_places(picture)}\n{_level(picture)}\n{_METHOD}")
        st.markdown(_rules_of_level(picture))
    if not picture.standing:
        with section() as voice:
            voice.quietly(_WHY_NO_SHEETS[picture.naming])


def _places(picture: Picture) -> str:
    """The ladder in words: what stands behind the drawing."""
    if picture.answer is None:
        return ""
    return (
        f"**On the ladder.** What we feel: {picture.answer.feelings_at}. "
        f"What we would do: {picture.answer.positions_at}.\n"
    )


def _level(picture: Picture) -> str:
    """The overall level, which the comparison takes away, read by itself."""
    return f"**How strongly we mark.** {picture.level}\n" if picture.level else ""


def _rules_of_level(picture: Picture) -> str:
    """The rule of a sentence that stands folded away, where no other line to it fits."""
    return "\n".join(f"**{rule.shown}**: {rule.rule}." for rule in behind([picture.level]))


def _tick(one: Noticed) -> Tick:
    return Tick(one.wording, one.count, one.of)

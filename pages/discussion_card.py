"""One discussion on the run sheet: what it is about, where it stands, who has recorded, what may be done."""

import streamlit as st

from access.policy import Action
from access.refusals import Refusal
from access.terms import Naming, Round, Stage
from access.viewer import Viewer
from board import discussions
from board.discussions import Discussion
from charts.recorded import recorded
from pages import discussion_acts as acts
from pages import reminding
from pages.asking_back import ask
from pages.sheet import address_of, go, literally, main_button, or_more, quiet, show, spelled, when

_WAY = (Stage.PLANNED, Stage.RECORDING, Stage.REVEALED, Stage.CLOSED)
_OFF_THE_WAY = {Stage.POSTPONED, Stage.CANCELLED}
_NAMING = {
    Naming.UNATTRIBUTED: "Answers are shown without names.",
    Naming.DISCIPLINE: "Answers are shown without names, with the discipline where {or_more} share it.",
    Naming.NAMED: "Answers are shown with names.",
}


def card(viewer: Viewer, matter: Discussion, time_zone: str, *, number: int, urgent: bool) -> None:
    """Draw the card. `urgent`: this is the one to act on, so its button stands out."""
    with st.container(border=True, key=f"card {matter.id}"):
        about, stands, buttons = st.columns([4, 3.7, 2.2], gap="medium", vertical_alignment="center")
        with about, st.container(gap=None):
            st.header(f"{number}&ensp;{matter.code} :gray[· {matter.length}]", anchor=False)
            st.markdown(f":gray[{_what_it_is_about(matter)}]")
            _more(viewer, matter)
        with stands, st.container(gap="small"):
            _where_it_stands(matter, time_zone)
        with buttons, st.container(gap="small"):
            _buttons(matter, urgent)


def question(matter: Discussion) -> str:
    """Today's question with its two ends, for Markdown."""
    ends = f"{spelled(matter.question_low)} … {spelled(matter.question_high)}"
    asked = spelled(matter.question)
    return f"{asked} {ends}" if asked.endswith(("?", ".", ":")) else f"{asked}: {ends}"


def _what_it_is_about(matter: Discussion) -> str:
    return question(matter) if matter.question else spelled(matter.reason)


def _where_it_stands(matter: Discussion, time_zone: str) -> None:
    if matter.stage in _OFF_THE_WAY:
        reason = f": {spelled(matter.stage_reason)}" if matter.stage_reason else ""
        st.markdown(f"**{matter.stage.capitalize()}**{reason}")
        if matter.naming is not None:  # the recording was opened; how many recorded is not told here
            quiet("What was recorded stays sealed." if matter.revealed_at is None else "It was revealed before.")
        return
    at = _WAY.index(matter.stage)
    st.markdown("&ensp;:gray[→]&ensp;".join(_step(stage, n - at) for n, stage in enumerate(_WAY)))
    if matter.stage is Stage.PLANNED:
        opens = f"Opens by itself: {when(matter.opens_at, time_zone)}." if matter.opens_at else ""
        quiet(opens or "Nobody has been asked yet.")
    else:
        show(recorded(matter.recorded, matter.expected), key=f"recorded {matter.id}")
    _second(matter)


def _second(matter: Discussion) -> None:
    """Where the second round stands, from its opening on."""
    if matter.second is None:
        return
    if matter.second.revealed_at:
        quiet(f"Second round revealed: {matter.second.recorded} of {matter.second.expected} recorded again.")
        return
    quiet("Second round, sealed until its own reveal" if matter.stage is Stage.REVEALED else "Second round, sealed")
    show(recorded(matter.second.recorded, matter.second.expected), key=f"recorded again {matter.id}")


def _step(stage: Stage, ahead: int) -> str:
    if ahead == 0:
        return f":green[**●&nbsp;{stage}**]"
    return f":gray[{'○' if ahead > 0 else '✓'}&nbsp;{stage}]"


def _buttons(matter: Discussion, urgent: bool) -> None:
    """The one thing to do next first, then the own entry; what is rarer is in the menu."""
    may, key = matter.may, str(matter.id)
    leading = main_button() if urgent else "secondary"
    if Action.OPEN_RECORDING in may:
        st.button(
            "Open recording",
            icon=":material/lock_open:",
            key=f"open {key}",
            type=leading,
            width="stretch",
            on_click=ask,
            args=("open", matter.id),
        )
    if Action.REVEAL in may:
        st.button(
            "Reveal",
            icon=":material/visibility:",
            key=f"reveal {key}",
            type=leading,
            width="stretch",
            on_click=ask,
            args=("reveal", matter.id),
        )
    again = matter.second
    enough_again = again is not None and again.recorded >= again.needed
    if Action.REVEAL_SECOND in may:
        st.button(
            "Reveal second round",
            icon=":material/visibility:",
            key=f"reveal second {key}",
            type=leading if enough_again else "secondary",
            width="stretch",
            on_click=ask,
            args=("reveal second", matter.id),
        )
    see = "secondary" if again and again.revealed_at is None else leading
    if Action.SEE_DIVISION in may and st.button("See the division", key=f"see {key}", type=see, width="stretch"):
        go("division", discussion=key)
    words = _own_entry(matter)
    if words and st.button(
        words,
        key=f"record {key}",
        width="stretch",
        type=leading if Action.REVEAL not in may and Action.RECORD in may else "secondary",
    ):
        go("record", discussion=key)
    if Action.RECORD_SECOND in may and st.button(
        "My second entry" if again and again.has_recorded else "Record second round",
        key=f"record again {key}",
        type="secondary" if again and again.has_recorded else leading,
        width="stretch",
    ):
        go("record", **address_of(matter.id, Round.SECOND))
    if Action.OPEN_SECOND in may:
        st.button(
            "Open second round",
            icon=":material/lock_open:",
            key=f"open second {key}",
            width="stretch",
            on_click=ask,
            args=("open second", matter.id),
        )
    if Action.TAKE_UP in may:
        st.button(
            "Take up again",
            key=f"take {key}",
            width="stretch",
            on_click=ask,
            args=("take up", matter.id),
        )
    acts.menu(matter)


def _own_entry(matter: Discussion) -> str:
    if Action.RECORD in matter.may:
        return "My entry" if matter.has_recorded else "Record"
    if Action.RECORD_LATE in matter.may and not matter.has_recorded:
        return "Record late"
    return ""


def _more(viewer: Viewer, matter: Discussion) -> None:
    """What the agenda says, and who has recorded: folded away, in reach of a finger."""
    with st.container(horizontal=True, gap="small"):
        with st.popover("What it is about", type="tertiary", key=f"about {matter.id}"):
            _agenda_words(matter)
        if Action.SEE_WHO_RECORDED in matter.may:
            with st.popover("Who has recorded", type="tertiary", key=f"who {matter.id}"):
                _who_has_recorded(viewer, matter)
        link = next((name for name in ("link", "link again") if acts.ACTS[name][0] in matter.may), "")
        if link:
            st.button(
                "Ward link",
                icon=":material/qr_code_2:",
                type="tertiary",
                key=f"link {matter.id}",
                on_click=ask,
                args=(link, matter.id),
            )


def _agenda_words(matter: Discussion) -> None:
    told = ((matter.code, matter.label), ("Why we take it up", matter.reason), ("What is new", matter.news))
    for title, words in told:
        with st.container(gap=None):
            quiet(title)
            literally(words)
    if matter.question:
        with st.container(gap=None):
            quiet("Today’s question")
            st.markdown(question(matter))
    if matter.naming:
        quiet(_NAMING[matter.naming].format(or_more=or_more()))


def _who_has_recorded(viewer: Viewer, matter: Discussion) -> None:
    for of_round in (Round.FIRST, Round.SECOND) if matter.second else (Round.FIRST,):
        try:
            names = discussions.who_recorded(viewer, matter.id, of_round)
        except Refusal as refusal:
            quiet(refusal.sentence)
            return
        there = [spelled(name) for name, has_recorded in names if has_recorded]
        missing = [spelled(name) for name, has_recorded in names if not has_recorded]
        if of_round is Round.SECOND:
            st.markdown("**Second round**")
        st.markdown(f"Recorded: {', '.join(there) or 'nobody yet'}.")
        st.markdown(f"Not yet: {', '.join(missing) or 'nobody, all have recorded'}.")
    quiet("By name, without times or order. Only leader and deputy see this.")
    reminding.offer(viewer, matter)

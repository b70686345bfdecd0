"""What can be done with a discussion on the run sheet: asked back in a dialog, then done and said."""

from collections.abc import Callable, Mapping

import streamlit as st

from access.policy import Action
from access.terms import Naming, Stage
from access.viewer import Viewer
from board import conferences, second_round, stages, taking_part, teams
from board.discussions import Discussion
from pages import share_link
from pages.asking_back import ASKED, ask, do, nothing_asked, with_reason
from pages.sheet import counted, or_more, plain, when

Act = tuple[Action, str, str, Callable[[Viewer, Discussion, str], None]]
"""What the policy calls it, the dialog's question, the menu's word, and what asks back."""


def ask_back(viewer: Viewer, agenda: tuple[Discussion, ...], time_zone: str) -> None:
    """Open the dialog of what was asked. Drawn at every run: a page that moves on keeps it open."""
    name, discussion = st.session_state.get(ASKED, ("", None))
    matter = next((one for one in agenda if one.id == discussion), None)
    act = ACTS.get(name)
    if act is None or matter is None or act[0] not in matter.may:
        nothing_asked()
        return
    _, title, _, asks = act
    st.dialog(title.format(code=matter.code), on_dismiss=nothing_asked)(asks)(viewer, matter, time_zone)


def menu(matter: Discussion) -> None:
    """The rarer acts that this viewer may do now."""
    there = {name: word for name, (action, _, word, _) in ACTS.items() if name in _IN_THE_MENU and action in matter.may}
    if matter.stage not in _BEGUN:
        there.pop("let in", None)  # before the recording opened nobody came later
    if Action.EDIT_DISCUSSION in matter.may:
        there = {"edit": "Change the agenda’s words", **there}
    if not there:
        return
    to_do = Action.OPEN_RECORDING in matter.may or Action.REVEAL in matter.may
    words = "Not now" if to_do and "let in" not in there else "More"
    chosen = st.menu_button(
        words,
        list(there),
        format_func=there.__getitem__,
        type="tertiary",
        width="stretch",
        key=f"menu {matter.id}",
    )
    if chosen == "edit":
        st.query_params.from_dict({"form": "edit", "discussion": str(matter.id), "conference": str(matter.conference)})
        st.rerun()
    elif chosen:
        ask(chosen, matter.id)


def _open(viewer: Viewer, matter: Discussion, _: str) -> None:
    naming = teams.naming(viewer, matter.team)
    st.markdown(
        f"**{counted(matter.expected, 'member is', 'members are').capitalize()}** asked to record. "
        "From now on the agenda’s words stay as they are."
    )
    st.markdown(f"After the reveal {_seen_by_everyone(naming)} This is fixed for this discussion now.")
    do(
        "Open recording",
        "lock_open",
        lambda: stages.open_recording(viewer, matter.id),
        f"{matter.code} can be recorded now.",
    )


def _reveal(viewer: Viewer, matter: Discussion, _: str) -> None:
    missing = matter.expected - matter.recorded
    many, have = _so_many(matter.recorded, matter.expected).rsplit(" ", 1)
    words = f"**{many}** {have} recorded."
    if missing:
        not_yet = counted(missing, "has", "have").capitalize()
        words += f" {not_yet} not; whoever is still in the team can hand in later, marked as late."
    st.markdown(words)
    if matter.recorded < matter.needed:
        st.markdown(f"It can be revealed once **{_number(matter.needed)}** have recorded.")
        return
    if Action.RECORD in matter.may and not matter.has_recorded:
        st.markdown("**You have not recorded yet.** After the reveal your own entry is late, and not in the picture.")
    st.markdown(f"{_seen_by_everyone(matter.naming).capitalize()} This cannot be taken back.")
    do(
        "Reveal now",
        "visibility",
        lambda: stages.reveal(viewer, matter.id),
        f"{matter.code} is revealed.",
    )


def _open_second(viewer: Viewer, matter: Discussion, _: str) -> None:
    st.markdown(
        f"**{counted(matter.expected, 'member is', 'members are').capitalize()}** asked again, for under a minute: "
        f"two feelings{',' if matter.question else ' and'} the positions{_and_question(matter)}. "
        "Best when the talk is over."
    )
    st.markdown("Sealed until its own reveal. Then the team sees what moved, as means before and after.")
    do(
        "Open second round",
        "lock_open",
        lambda: second_round.open_recording(viewer, matter.id),
        f"The second round of {matter.code} is open.",
    )


def _and_question(matter: Discussion) -> str:
    return " and today’s question" if matter.question else ""


def _reveal_second(viewer: Viewer, matter: Discussion, _: str) -> None:
    if matter.second is None:
        return
    st.markdown(f"**{_so_many(matter.second.recorded, matter.second.expected)}** recorded again.")
    if matter.second.recorded < matter.second.needed:
        st.markdown(f"It can be revealed once **{_number(matter.second.needed)}** have recorded again.")
        return
    st.markdown("Whoever has not recorded by now is not in it: a second round takes no late entries.")
    st.markdown(
        "Whether the views are still apart can be told only when nearly all who recorded before the talk have "
        "recorded again."
    )
    st.markdown("Everyone will see what moved, of those who recorded both times. This cannot be taken back.")
    do(
        "Reveal now",
        "visibility",
        lambda: second_round.reveal(viewer, matter.id),
        f"The second round of {matter.code} is revealed.",
    )


def _so_many(recorded: int, expected: int) -> str:
    if not recorded:
        return f"Nobody of {_number(expected)} has"
    number, have = counted(recorded, "has", "have").rsplit(" ", 1)
    return f"{number.capitalize()} of {_number(expected)} {have}"


def _seen_by_everyone(naming: Naming | None) -> str:
    if naming is Naming.NAMED:
        return "everyone will see the answers with names."
    if naming is Naming.DISCIPLINE:
        return f"everyone will see the answers without names, with the discipline where {or_more()} share it."
    return "everyone will see the answers without names."


def _number(count: int) -> str:
    return counted(count, "", "").strip()


def _postpone(viewer: Viewer, matter: Discussion, _: str) -> None:
    st.markdown(
        "It can be taken up again on a later agenda, where it stood. What was recorded stays sealed."
        if matter.revealed_at is None
        else "It can be taken up again on a later agenda, where it stood."
    )
    with_reason(
        matter,
        "Postpone it",
        lambda reason: stages.postpone(viewer, matter.id, reason),
        f"{matter.code} is postponed.",
    )


def _cancel(viewer: Viewer, matter: Discussion, _: str) -> None:
    st.markdown(
        "It cannot be taken up again."
        if matter.revealed_at
        else "It cannot be taken up again, and what was recorded stays sealed for good."
    )
    with_reason(
        matter,
        "Cancel it",
        lambda reason: stages.cancel(viewer, matter.id, reason),
        f"{matter.code} is cancelled.",
    )


def _close(viewer: Viewer, matter: Discussion, _: str) -> None:
    st.markdown(
        "Nothing in it changes any more: no late entries, no withdrawals. Everyone can still read the "
        "division. Opening it again needs a reason."
    )
    if matter.second and matter.second.revealed_at is None:
        st.markdown("**The second round is not revealed.** What was recorded in it stays sealed.")
    do("Close", "check", lambda: stages.close(viewer, matter.id), f"{matter.code} is closed.")


def _reopen(viewer: Viewer, matter: Discussion, _: str) -> None:
    st.markdown("Late entries can come again. The reason stays with the discussion.")
    with_reason(
        matter,
        "Open again",
        lambda reason: stages.reopen(viewer, matter.id, reason),
        f"{matter.code} is open again.",
        label="Why",
    )


def _let_in(viewer: Viewer, matter: Discussion, _: str) -> None:
    later = {member: plain(name) for member, name in taking_part.came_later(viewer, matter.id)}
    if not later:
        st.markdown("Nobody is left to let in: all who are in the team now take part already.")
        return
    chosen = st.selectbox(
        "Who joined later",
        list(later),
        key=f"let in to {matter.id}",
        format_func=later.__getitem__,
    )
    st.markdown("From then on this member takes part like everybody else. This cannot be taken back.")
    do(
        "Open it",
        "person_add",
        lambda: taking_part.grant_earlier(viewer, matter.id, chosen),
        f"{matter.code} is open to one member more.",
    )


def _take_up(viewer: Viewer, matter: Discussion, time_zone: str) -> None:
    there = {one.id: one.begins_at for one in conferences.to_come(viewer, matter.team)}
    if not there:
        st.markdown("No conference lies ahead. Make one first; then take it up again.")
        return
    chosen = st.selectbox(
        "On which agenda",
        list(there),
        key=f"take up on {matter.id}",
        format_func=lambda one: when(there[one], time_zone),
    )

    def take_up() -> None:
        stages.take_up(viewer, matter.id, chosen)
        st.query_params.from_dict({"conference": str(chosen)})

    do("Take up again", "undo", take_up, f"{matter.code} is taken up again.")


ACTS: Mapping[str, Act] = {
    "open": (Action.OPEN_RECORDING, "Open the recording of {code}?", "Open recording", _open),
    "link": (Action.SHARE_LINK, "Record {code} on phones", "Ward link", share_link.dialog),
    "link again": (Action.SHARE_SECOND_LINK, "Record {code} again on phones", "Ward link", share_link.dialog),
    "reveal": (Action.REVEAL, "Reveal {code} to the team?", "Reveal", _reveal),
    "open second": (Action.OPEN_SECOND, "Open the second round of {code}?", "Open second round", _open_second),
    "reveal second": (
        Action.REVEAL_SECOND,
        "Reveal the second round of {code}?",
        "Reveal second round",
        _reveal_second,
    ),
    "close": (Action.CLOSE, "Close {code}?", "Close", _close),
    "take up": (Action.TAKE_UP, "Take {code} up again?", "Take up again", _take_up),
    "reopen": (Action.REOPEN, "Open {code} again?", "Open again", _reopen),
    "let in": (Action.GRANT_EARLIER, "Open {code} to a newer member?", "Open to a newer member", _let_in),
    "postpone": (Action.POSTPONE, "Postpone {code}?", "Postpone it", _postpone),
    "cancel": (Action.CANCEL, "Cancel {code}?", "Cancel it", _cancel),
}

_BEGUN = {Stage.RECORDING, Stage.REVEALED, Stage.CLOSED}

_IN_THE_MENU = ("close", "reopen", "let in", "postpone", "cancel")

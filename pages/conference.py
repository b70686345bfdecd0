"""*Conference*: the run sheet of one meeting, case by case, and for the leader the way to its agenda."""

import streamlit as st

from access.policy import Action
from access.refusals import NotFound, Refusal
from access.terms import Length, Role, Stage
from access.viewer import Viewer
from board import conferences, discussions, signing_in
from board.conferences import Conference
from board.discussions import Discussion
from board.signing_in import TeamRole
from pages import agenda, asking_back, discussion_acts
from pages.discussion_card import card
from pages.sheet import NOTE, asked, counted, main_button, nothing_here, quiet, sheet, spelled, when

_OFF = (Stage.POSTPONED, Stage.CANCELLED)


def page(viewer: Viewer) -> None:
    """Show the conference asked for by the address, else the one at hand."""
    try:
        person = signing_in.who(viewer)
        if person is None or not person.teams:
            nothing_here(
                "No conference yet",
                "You are in no team yet. An administrator of the board says who is in which team.",
            )
            return
        team, meeting = _asked_for(viewer, person.teams)
        if team.role is Role.LEADER and agenda.form(viewer, team, meeting):
            return
        if meeting is None:
            _nothing_planned(team)
        else:
            _run_sheet(viewer, person.teams, team, meeting)
    except Refusal as refusal:
        nothing_here("Conference", refusal.sentence)


def _asked_for(viewer: Viewer, teams: tuple[TeamRole, ...]) -> tuple[TeamRole, Conference | None]:
    meeting_id, team_id = asked("conference"), asked("team")
    meeting = conferences.conference(viewer, meeting_id) if meeting_id else None
    wanted = meeting.team if meeting else team_id
    team = next((one for one in teams if one.team == wanted), None) if wanted else teams[0]
    if team is None:
        raise NotFound
    return team, meeting or conferences.at_hand(viewer, team.team)


def _nothing_planned(team: TeamRole) -> None:
    if team.role is not Role.LEADER:
        nothing_here("No conference is planned", "When the leader makes one, its agenda appears here by itself.")
        return
    with sheet(NOTE):
        st.title("No conference is planned yet", anchor=False)
        st.markdown(
            "First make a conference: its date and time. Then put the cases on its agenda, and open the "
            "recording a day or two before the meeting, so that everybody has recorded when you meet."
        )
        st.button(
            "Make a conference",
            type=main_button(),
            icon=":material/event:",
            on_click=agenda.go_to,
            args=("conference", "", "", str(team.team)),
        )


def _run_sheet(viewer: Viewer, teams: tuple[TeamRole, ...], team: TeamRole, meeting: Conference) -> None:
    matters = discussions.on_agenda(viewer, meeting.id)
    with sheet():
        quiet(f"{spelled(team.name)} · run sheet")
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.title(
                when(meeting.begins_at, team.time_zone),
                anchor=False,
                width="content",
            )
            _other_conferences(viewer, teams, team, meeting)
        next_one = _next_one(matters)
        st.markdown(_in_one_sentence(matters, next_one))
        for number, matter in enumerate(matters, 1):
            card(viewer, matter, team.time_zone, number=number, urgent=matter is next_one)
        if any(Action.REVEAL in matter.may for matter in matters):
            quiet(
                "Revealing cannot be undone. You will see how many are missing and confirm once more; "
                "drafts stay sealed."
            )
        if team.role is Role.LEADER:
            _for_the_leader(meeting)
    discussion_acts.ask_back(viewer, matters, team.time_zone)
    asking_back.say_what_was_done()


def _other_conferences(viewer: Viewer, teams: tuple[TeamRole, ...], team: TeamRole, meeting: Conference) -> None:
    meetings = [one for one in conferences.conferences(viewer, team.team) if one.id != meeting.id]
    there = {f"conference={one.id}": when(one.begins_at, team.time_zone) for one in meetings}
    there |= {f"team={one.team}": f"To {spelled(one.name)}" for one in teams if one.team != team.team}
    if there:
        chosen = st.menu_button(
            "Other conferences",
            list(there),
            format_func=there.__getitem__,
            icon=":material/event:",
            key="other conferences",
        )
        if chosen:
            name, _, wanted = chosen.partition("=")
            st.query_params.from_dict({name: wanted})
            st.rerun()


def _next_one(matters: tuple[Discussion, ...]) -> Discussion | None:
    """The first discussion of which something can be done or read now: its button stands out."""
    steps = (
        lambda one: Action.RECORD_SECOND in one.may and one.second is not None and not one.second.has_recorded,
        lambda one: Action.RECORD in one.may and not one.has_recorded and Action.REVEAL not in one.may,
        lambda one: Action.REVEAL in one.may and one.recorded >= one.needed,
        lambda one: Action.OPEN_RECORDING in one.may,
        lambda one: one.stage is Stage.REVEALED,
    )
    return next((one for is_next in steps for one in matters if is_next(one)), None)


def _in_one_sentence(matters: tuple[Discussion, ...], next_one: Discussion | None) -> str:
    going_on = [one for one in matters if one.stage not in _OFF]
    if not going_on:
        return "Everything here was postponed or cancelled." if matters else "Nothing is on this agenda yet."
    focus = sum(one.length is Length.FOCUS for one in going_on)
    short = len(going_on) - focus
    parts = [counted(focus, "case in focus", "cases in focus")] if focus else []
    if short:
        parts.append(counted(short, "pulse", "pulses"))
    sentence = f"{', '.join(parts).capitalize()}."
    if next_one and Action.REVEAL in next_one.may and next_one.recorded >= next_one.needed:
        told = counted(next_one.recorded, "of", "of")
        sentence += (
            f" **{next_one.code}** can be revealed now: {told} {counted(next_one.expected, '', '').strip()} "
            f"{'has' if next_one.recorded == 1 else 'have'} recorded."
        )
    return sentence


def _for_the_leader(meeting: Conference) -> None:
    st.space("small")
    with st.container(horizontal=True):
        for words, icon, form in (
            ("Put a case on this agenda", "add", "plan"),
            ("Make a conference", "event", "conference"),
            ("Make a case", "person_add", "case"),
        ):
            st.button(words, icon=f":material/{icon}:", on_click=agenda.go_to, args=(form, str(meeting.id)))

"""The leader's forms: a case, a conference, a case put on an agenda. Reached by `?form=`."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import streamlit as st

from access.refusals import Invalid, Refusal
from access.terms import Length, Role
from access.viewer import Viewer
from access.written import LABEL_LIMIT, LINE_LIMIT
from board import agenda, cases, conferences, discussions, memberships, taking_part
from board.agenda import AgendaWords
from board.conferences import Conference
from board.discussions import Discussion
from board.signing_in import TeamRole
from pages.asking_back import say
from pages.doubts import may_be_kept
from pages.sheet import NOTE, asked, main_button, plain, quiet, refused, sheet, when

_LENGTHS = {
    Length.FOCUS: "In focus: the whole form, about two minutes",
    Length.PULSE: "Pulse: the short form, about a minute",
}
_BEGUN = "agenda words begun"
"""Kept while the case that they are for is made."""
_ONE_WEEK = timedelta(days=7)
_MORNING, _AFTERNOON = 8, 14
"""Hours that are proposed."""


def go_to(form: str, conference: str = "", case: str = "", team: str = "") -> None:
    """Go to a form of the run sheet; used as a button's callback."""
    wanted = {"form": form, "conference": conference, "case": case, "team": team}
    st.query_params.from_dict({name: value for name, value in wanted.items() if value})


def form(viewer: Viewer, team: TeamRole, meeting: Conference | None) -> bool:
    """Show the form that the address asks for; False when there is none."""
    wanted = st.query_params.get("form")
    if wanted == "case":
        _case(viewer, team)
    elif wanted == "conference":
        _conference(viewer, team)
    elif wanted == "plan" and meeting:
        _plan(viewer, team, meeting)
    elif wanted == "edit":
        _edit(viewer, team)
    else:
        return False
    return True


def _case(viewer: Viewer, team: TeamRole) -> None:
    with sheet(NOTE):
        st.title("Make a case", anchor=False)
        st.markdown(
            "The board gives the case a code, for instance “Juniper 7”. Who it is stays outside the board: "
            "agree on it aloud, never write it down here."
        )
        with st.form("case", border=False, enter_to_submit=False):
            label = (
                st.text_input(
                    "A short neutral label",
                    key="case label",
                    max_chars=LABEL_LIMIT,
                    placeholder="for instance: asks for one more night",
                    help="A few words by which the team knows who is meant. No name, date or room.",
                )
                or ""
            )
            made = _buttons("Make the case")
        if may_be_kept("case", made, {"The label": label}):
            _made_case(viewer, team, label)


def _made_case(viewer: Viewer, team: TeamRole, label: str) -> None:
    try:
        case = cases.make_case(viewer, team.team, label)
    except Refusal as refusal:
        refused(refusal)
        return
    say(f"The case is called {case.code}.")
    meeting = st.query_params.get("conference", "")
    go_to("plan" if meeting else "", meeting, str(case.id), str(team.team))
    st.rerun()


def _conference(viewer: Viewer, team: TeamRole) -> None:
    latest = next(iter(conferences.conferences(viewer, team.team)), None)
    proposed = latest.begins_at.astimezone(ZoneInfo(team.time_zone)) + _ONE_WEEK if latest else None
    with sheet(NOTE):
        st.title("Make a conference", anchor=False)
        with st.form("conference", border=False, enter_to_submit=False):
            date = st.date_input(
                "Date", proposed.date() if proposed else None, key="conference date", format="DD.MM.YYYY"
            )
            begins = st.time_input("Time", proposed.time() if proposed else time(_AFTERNOON), key="conference time")
            quiet(f"Time in {team.time_zone.replace('_', ' ')}.")
            if _buttons("Make the conference"):
                _made_conference(viewer, team, datetime.combine(date, begins) if date and begins else None)


def _made_conference(viewer: Viewer, team: TeamRole, begins_at: datetime | None) -> None:
    if begins_at is None:
        st.warning("The conference needs its date and its time.", icon=":material/info:")
        return
    moment = begins_at.replace(tzinfo=ZoneInfo(team.time_zone))
    if any(one.begins_at == moment for one in conferences.conferences(viewer, team.team)):
        st.warning("There is a conference at that time already.", icon=":material/info:")
        return
    try:
        made = conferences.make_conference(viewer, team.team, moment)
    except Refusal as refusal:
        refused(refusal)
        return
    st.query_params.from_dict({"conference": str(made.id)})
    st.rerun()


def _plan(viewer: Viewer, team: TeamRole, meeting: Conference) -> None:
    by_id = {case.id: case for case in cases.cases(viewer, team.team)}
    if not by_id:
        go_to("case", str(meeting.id))
        st.rerun()
    ids = list(by_id)
    given = asked("case")
    with sheet(NOTE):
        quiet(when(meeting.begins_at, team.time_zone))
        st.title("Put a case on the agenda", anchor=False)
        with st.form("plan", border=False, enter_to_submit=False):
            case = st.selectbox(
                "Case",
                ids,
                index=ids.index(given) if given in by_id else None,
                key="plan case",
                format_func=lambda one: f"{by_id[one].code} · {plain(by_id[one].label)}",
                placeholder="Choose a case",
            )
            words, away = _fields(viewer, team, "plan", *st.session_state.get(_BEGUN, (None, frozenset())))
            planned = _buttons("Put on the agenda")
            if st.form_submit_button("The case is not in the list: make it", type="tertiary", icon=":material/add:"):
                st.session_state[_BEGUN] = words, away
                go_to("case", str(meeting.id))
                st.rerun()
        if may_be_kept("plan", planned, _texts(words), _names(viewer, team)):
            _keep(lambda: _put_on(viewer, meeting, case, words, away), meeting.id)


def _put_on(viewer: Viewer, meeting: Conference, case: UUID | None, words: AgendaWords, away: frozenset[UUID]) -> None:
    if case is None:
        raise Invalid("Choose the case first.")
    agenda.plan(viewer, meeting.id, case, words, away=away)
    st.session_state.pop(_BEGUN, None)


def _edit(viewer: Viewer, team: TeamRole) -> None:
    matter = discussions.discussion(viewer, asked("discussion") or UUID(int=0))
    before = taking_part.recusals(viewer, matter.id)
    with sheet(NOTE):
        quiet(when(matter.conference_begins_at, team.time_zone))
        st.title(f"{matter.code} on the agenda", anchor=False)
        with st.form("edit", border=False, enter_to_submit=False):
            words, away = _fields(viewer, team, f"edit {matter.id}", _words_of(matter), before)
            kept = _buttons("Keep the changes")
        if may_be_kept("edit", kept, _texts(words), _names(viewer, team)):
            _keep(lambda: agenda.edit(viewer, matter.id, words, away=away), matter.conference)


def _fields(
    viewer: Viewer, team: TeamRole, key: str, begun: AgendaWords | None, away: frozenset[UUID]
) -> tuple[AgendaWords, frozenset[UUID]]:
    """The agenda's words and who stands back, as they stand in the fields now; the fields begin as given."""
    length = st.radio(
        "How long",
        list(_LENGTHS),
        format_func=_LENGTHS.__getitem__,
        key=f"{key} length",
        index=list(_LENGTHS).index(begun.length) if begun else 0,
    )
    reason = st.text_area(
        "Reason for presentation",
        begun.reason if begun else "",
        key=f"{key} reason",
        max_chars=LINE_LIMIT,
        height=88,
        placeholder="Why do we take this case up now?",
    )
    news = st.text_area(
        "What is new",
        begun.news if begun else "",
        key=f"{key} news",
        max_chars=LINE_LIMIT,
        height=88,
        placeholder="What happened since last time, in a sentence or two",
    )
    question, low, high = _todays_question(key, begun)
    opens = _opening(key, team, begun)
    names = {
        one.member: plain(one.name)
        for one in memberships.team_members(viewer, team.team)
        if one.role is not Role.LEADER or one.member in away  # who leads by now may have stood back before
    }
    back = st.multiselect(
        "Who stands back from this discussion",
        list(names),
        [one for one in names if one in away],
        format_func=names.__getitem__,
        key=f"{key} away",
        placeholder="Nobody",
        help="They are not asked to record and see nothing of it. Possible until the recording opens.",
    )
    return AgendaWords(length, reason or "", news or "", question, low, high, opens), frozenset(back)


def _words_of(matter: Discussion) -> AgendaWords:
    texts = (matter.reason, matter.news, matter.question, matter.question_low, matter.question_high)
    return AgendaWords(matter.length, *(plain(text) for text in texts), matter.opens_at)


def _todays_question(key: str, begun: AgendaWords | None) -> tuple[str, str, str]:
    question = st.text_input(
        "Today’s question (may stay empty)",
        begun.question if begun else "",
        key=f"{key} question",
        max_chars=agenda.QUESTION_LIMIT,
        placeholder="Weekend leave",
    )
    left, right = st.columns(2)
    low = left.text_input(
        "Its first end",
        begun.question_low if begun else "",
        key=f"{key} low",
        max_chars=agenda.END_LIMIT,
        placeholder="let go",
    )
    high = right.text_input(
        "Its other end",
        begun.question_high if begun else "",
        key=f"{key} high",
        max_chars=agenda.END_LIMIT,
        placeholder="hold",
    )
    quiet(
        "Ask about the patient and what we do, never about ourselves: who answers by shift or profession could be told "
        "by the answer."
    )
    return question or "", low or "", high or ""


def _opening(key: str, team: TeamRole, begun: AgendaWords | None) -> datetime | None:
    """The set time for opening; with a date alone it is eight in the morning."""
    zone = ZoneInfo(team.time_zone)
    before = begun.opens_at.astimezone(zone) if begun and begun.opens_at else None
    left, right = st.columns(2)
    date = left.date_input(
        "Recording opens by itself on (may stay empty)",
        before.date() if before else None,
        key=f"{key} opens on",
        format="DD.MM.YYYY",
        help="Empty: you open it by hand, or a deputy or facilitator does.",
    )
    at = right.time_input(
        f"at (time in {team.time_zone.replace('_', ' ')})",
        before.time() if before else time(_MORNING),
        key=f"{key} opens at",
    )
    return datetime.combine(date, at or time(_MORNING), zone) if date else None


def _texts(words: AgendaWords) -> dict[str, str]:
    return {
        "Reason for presentation": words.reason,
        "What is new": words.news,
        "Today’s question": words.question,
        "Its first end": words.question_low,
        "Its other end": words.question_high,
    }


def _names(viewer: Viewer, team: TeamRole) -> list[str]:
    return [plain(one.name) for one in memberships.team_members(viewer, team.team)]


def _keep(deed: Callable[[], None], conference: UUID) -> None:
    """Do it and return to the run sheet; a refusal leaves everything in its field, and nothing half done."""
    try:
        deed()
    except Refusal as refusal:
        refused(refusal)
        return
    st.query_params.from_dict({"conference": str(conference)})
    st.rerun()


def _buttons(words: str) -> bool:
    with st.container(horizontal=True):
        done = st.form_submit_button(words, type=main_button())
        if st.form_submit_button("Cancel"):
            _leave()
    return done


def _leave() -> None:
    here = st.query_params.to_dict()
    if here.get("form") == "plan":
        st.session_state.pop(_BEGUN, None)
    st.query_params.from_dict({name: here[name] for name in ("conference", "team") if name in here})
    st.rerun()

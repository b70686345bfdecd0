"""*Record*: what a patient evokes in oneself, before the meeting and under seal. A draft is kept at every answer."""

from uuid import UUID

import streamlit as st

from access.policy import Action
from access.refusals import NotFound, Refusal, WrongStage
from access.terms import Role, Round, Stage
from access.viewer import Viewer
from access.written import Written
from board import discussions, forms, signing_in
from pages.record_draft import OpenForm, opened
from pages.record_fields import aside
from pages.record_form import HOW_LONG, form_to_fill
from pages.record_summary import summary
from pages.sheet import (
    NOTE,
    OBSERVING,
    address_of,
    asked,
    clock_time,
    counted,
    day,
    go,
    literally,
    nothing_here,
    quiet,
    sheet,
    spelled,
)


def page(viewer: Viewer) -> None:
    """Record one entry, look at it again, or choose among those that wait."""
    try:
        discussion = asked("discussion")
        if discussion:
            _one(viewer, discussion, Round.SECOND if st.query_params.get("round") == "2" else Round.FIRST)
        else:
            _those_that_wait(viewer)
    except Refusal as refusal:
        nothing_here("Nothing to record here", refusal.sentence)


def _those_that_wait(viewer: Viewer) -> None:
    open_ones = _open_ones(viewer)
    waiting = [form for _, form in open_ones if form.handed_in_at is None]
    if len(waiting) == 1:
        _address(waiting[0])
        _one(viewer, waiting[0].discussion, waiting[0].round)
        return
    if not open_ones:
        who = signing_in.who(viewer)
        records = any(team.role is not Role.OBSERVER for team in (who.teams if who else ()))
        opens = "When the leader opens a recording, it appears here by itself."
        nothing_here("Nothing waits for your entry", opens if records else OBSERVING)
        return
    with sheet(NOTE):
        st.title(
            f"{counted(len(waiting), 'entry waits', 'entries wait').capitalize()} for you"
            if waiting
            else "Everything is handed in",
            anchor=False,
        )
        for matter, form in open_ones:
            _choice(matter, form)


def _open_ones(viewer: Viewer) -> list[tuple[discussions.Discussion, forms.Form]]:
    """What can be recorded now: open rounds, second ones too, and revealed ones where a late entry is possible."""
    who = signing_in.who(viewer)
    found = []
    for team in (team for team in (who.teams if who else ()) if team.role is not Role.OBSERVER):
        for matter in discussions.discussions(viewer, team.team):
            if matter.stage in {Stage.RECORDING, Stage.REVEALED}:
                form = forms.form(viewer, matter.id)
                if form.may_record or (form.may_record_late and form.handed_in_at is None):
                    found.append((matter, form))
            if Action.RECORD_SECOND in matter.may:
                found.append((matter, forms.form(viewer, matter.id, Round.SECOND)))
    return found


def _address(form: forms.Form) -> None:
    """Put the form into the page's address, so that a reload shows it again."""
    st.query_params.from_dict(address_of(form.discussion, form.round))


def _choice(matter: discussions.Discussion, form: forms.Form) -> None:
    with st.container(border=True, gap="small"):
        again = " · second round" if form.round is Round.SECOND else ""
        st.markdown(f"**{matter.code}**{again} · {spelled(matter.label)}")
        quiet(_state(form))
        words = "Record" if form.handed_in_at is None and not form.draft_version else "Go on"
        if st.button("Look" if form.handed_in_at else words, key=f"choose {matter.id} {form.round}"):
            _address(form)
            st.rerun()


def _state(form: forms.Form) -> str:
    if form.handed_in_at:
        return "Handed in."
    late = " Revealed already: it would be marked late." if form.may_record_late else ""
    how_long = HOW_LONG[form.length] if form.round is Round.FIRST else "Under a minute."
    return (f"Begun, {len(form.answers.scores)} of {form.asked} answered." if form.draft_version else how_long) + late


def _one(viewer: Viewer, discussion: UUID, of_round: Round) -> None:
    try:
        here = opened(viewer, discussion, of_round)
    except WrongStage:
        _not_open(viewer, discussion)
        return
    form, (team, time_zone) = here.form, _team(viewer, here.form.team)
    is_open = (form.may_record or form.may_record_late) and (
        form.handed_in_at is None or here.revising or form.draft_version > 0
    )
    with sheet(NOTE):
        begins = form.conference_begins_at
        quiet(f"{spelled(team)} · {day(begins, time_zone)}, {clock_time(begins, time_zone)}")
        st.title(form.code if of_round is Round.FIRST else f"{form.code}, second round", anchor=False)
        st.markdown(f":gray[{spelled(form.label)}]")
        say_what_happened(here)
        if is_open:
            form_to_fill(here, time_zone)
        else:
            summary(here, time_zone)
            _what_next(viewer, form)


def _not_open(viewer: Viewer, discussion: UUID) -> None:
    matter = discussions.discussion(viewer, discussion)
    opens = "when the leader opens it"
    if matter.opens_at:
        _, time_zone = _team(viewer, matter.team)
        opens = f"on {day(matter.opens_at, time_zone)} at {clock_time(matter.opens_at, time_zone)}"
    nothing_here(
        matter.code,
        {
            Stage.PLANNED: f"The recording is not open yet. It opens {opens}.",
            Stage.POSTPONED: "This discussion is postponed. What was recorded stays sealed until it is taken up again.",
            Stage.CANCELLED: "This discussion is cancelled. What was recorded stays sealed for good.",
            Stage.REVEALED: "No second round is open here. It opens after the discussion.",
        }.get(matter.stage, WrongStage.sentence),
    )


def _team(viewer: Viewer, team: UUID) -> tuple[Written, str]:
    who = signing_in.who(viewer)
    found = [one for one in (who.teams if who else ()) if one.team == team]
    if not found:
        raise NotFound
    return found[0].name, found[0].time_zone


def say_what_happened(here: OpenForm) -> None:
    """What became of the form since the last look, and texts typed here that are in no newer form."""
    if here.said:
        aside("info", here.said)
    for text in here.left_over:
        quiet("You had typed here, and it is not in the newer form:")
        literally(text)


def _what_next(viewer: Viewer, form: forms.Form) -> None:
    """After an entry: the next one that waits, or what the team sees by now."""
    st.space("small")
    for other in (other for _, other in _open_ones(viewer) if other.handed_in_at is None):
        again = ", second round" if other.round is Round.SECOND else ""
        words, key = f"Next: {other.code}{again}", f"next {other.discussion} {other.round}"
        if st.button(words, icon=":material/arrow_forward:", key=key):
            _address(other)
            st.rerun()
    if form.stage in {Stage.REVEALED, Stage.CLOSED} and st.button("See the division", icon=":material/arrow_forward:"):
        go("division", discussion=str(form.discussion))

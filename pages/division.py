"""Is the team divided, over what, and what is shared? The answer first, who stands where last."""

from functools import lru_cache
from uuid import UUID

import streamlit as st

from access.policy import Action
from access.refusals import Refusal
from access.terms import Length, Naming, Stage
from access.viewer import Viewer
from board import discussions, division, signing_in
from board.discussions import Discussion
from board.picture import Picture, View
from charts.chart import Chart
from charts.ladder import Rung, ladder
from pages import (
    division_answers,
    division_beside,
    division_change,
    division_role,
    division_second_round,
    other_view,
)
from pages.sheet import (
    asked,
    clock_time,
    counted,
    day,
    go,
    is_phone,
    nothing_here,
    plain,
    quiet,
    sheet,
    show,
    spelled,
)
from pages.why import Voice, section

_KINDS = {
    "felt_and_argued": ":material/join_inner: Felt and argued",
    "felt_not_voiced": ":material/favorite: Felt, not argued",
    "argued_not_felt": ":material/forum: Argued, not felt",
}
_STAGES = {
    Stage.POSTPONED: "was postponed. What was revealed is shown again once it is taken up.",
    Stage.CANCELLED: "was cancelled. What was not revealed stays sealed for good.",
}
_NAMES = {
    Naming.UNATTRIBUTED: ":material/visibility_off: No names",
    Naming.DISCIPLINE: ":material/visibility_off: No names, by discipline",
    Naming.NAMED: ":material/badge: With names",
}
_HUES = {"view A": "blue", "view B": "orange"}
_MARKS = {"view A": "●", "view B": "◆"}
_ROOM = "shown to the room"


def page(viewer: Viewer) -> None:
    """Show the picture of the discussion asked for, else of the latest one revealed."""
    revealed = _revealed(viewer)
    wanted = asked("discussion") or (revealed[0].id if revealed else None)
    if wanted is None:
        nothing_here(
            "Nothing is revealed yet",
            "Once a round is revealed, this page shows whether the team is divided, "
            "over what, and what is shared. Until then nobody reads anybody’s answers.",
        )
        return
    try:
        picture = division.picture(viewer, wanted)
    except Refusal as refusal:
        _not_to_be_seen(viewer, wanted, refusal)
        return
    with sheet():
        alone = not _for_the_room(viewer, picture, revealed)
        own = _own(viewer, picture) if alone else division_answers.NOTHING_OF_ONES_OWN
        if not picture.enough or picture.answer is None:
            _too_few(picture)
            return
        _answer(picture)
        _portraits(picture)
        other_view.see_through_the_other_view(viewer, picture, alone=alone)
        division_answers.todays_question(picture, own)
        division_answers.what_divides(picture, own)
        division_answers.what_is_shared(picture, own)
        division_change.what_is_evoked(picture)
        division_second_round.after_the_discussion(viewer, picture.discussion, alone=alone)
        division_role.role_received(picture)
        division_beside.what_was_noticed(picture)
        division_change.change_since_last_time(picture)
        division_beside.what_was_written(picture)
        division_beside.other_explanations(picture)
        division_answers.who_stands_where(picture)
        division_beside.how_computed(picture)


def _own(viewer: Viewer, picture: Picture) -> division_answers.Own:
    name = plain(division.own_name(viewer, picture.discussion)) if picture.naming is Naming.NAMED else None
    return division_answers.Own(division.own_scores(viewer, picture.discussion), name)


def _revealed(viewer: Viewer) -> list[Discussion]:
    """The discussions whose picture the viewer may see, latest reveal first."""
    person = signing_in.who(viewer)
    teams = person.teams if person else ()
    found = [
        one for team in teams for one in discussions.discussions(viewer, team.team) if Action.SEE_DIVISION in one.may
    ]
    return sorted(found, key=lambda one: str(one.revealed_at), reverse=True)


def _not_to_be_seen(viewer: Viewer, wanted: UUID, refusal: Refusal) -> None:
    """Say why there is no picture: not for this viewer, still sealed, postponed or cancelled."""
    try:
        one = discussions.discussion(viewer, wanted)
    except Refusal as other:
        nothing_here("Nothing to see here", other.sentence)
        return
    if one.stage in _STAGES:
        nothing_here(f"{one.code} {one.stage}", f"This discussion {_STAGES[one.stage]}")
        return
    recorded = f"{counted(one.recorded, 'member', 'members').capitalize()} of {one.expected}"
    verb = "has" if one.recorded == 1 else "have"
    nothing_here(f"{one.code} is still sealed", f"{refusal.sentence} {recorded} {verb} recorded so far.")


def _for_the_room(viewer: Viewer, picture: Picture, revealed: list[Discussion]) -> bool:
    """Say which picture this is; whether it is to be shown to a room, and so without what is the viewer's alone."""
    length = "focus" if picture.length is Length.FOCUS else "pulse"
    meeting = day(picture.conference_begins_at, picture.time_zone)
    with st.container(horizontal=True, vertical_alignment="center"):
        quiet(
            f"**{picture.code}** · {length} · {spelled(picture.team_name)} · {meeting} · first round, "
            f"revealed {_revealed_when(picture)}"
        )
        if len(revealed) > 1:
            _others(viewer, picture, revealed)
        return False if is_phone() else _wants_to_show_it()


def _wants_to_show_it() -> bool:
    """Kept from page to page in this window: what is one's own must not come back before the room by itself."""
    wanted = st.toggle(
        "Show to the room",
        bool(st.session_state.get(_ROOM)),
        key="for the room",
        help="Leaves out what you alone see here: rings, your guess, what you moved.",
    )
    st.session_state[_ROOM] = wanted
    return wanted


def _revealed_when(picture: Picture) -> str:
    """The time of the reveal, with its day where that is not the meeting's."""
    revealed = day(picture.revealed_at, picture.time_zone)
    on_the_day = revealed == day(picture.conference_begins_at, picture.time_zone)
    time = clock_time(picture.revealed_at, picture.time_zone)
    return time if on_the_day else f"on {revealed.rsplit(' ', 1)[0]}, {time}"


def _others(viewer: Viewer, picture: Picture, revealed: list[Discussion]) -> None:
    """A way to the other pictures, each with the day it had where its team works."""
    person = signing_in.who(viewer)
    zones = {team.team: team.time_zone for team in (person.teams if person else ())}
    names = {
        str(one.id): f"{one.code} · {day(one.conference_begins_at, zones.get(one.team, picture.time_zone))}"
        for one in revealed
    }
    others = [one_id for one_id in names if one_id != str(picture.discussion)]
    chosen = st.menu_button(
        "Other discussions", others, format_func=names.__getitem__, type="tertiary", icon=":material/history:"
    )
    if chosen:
        go("division", discussion=chosen)


def _too_few(picture: Picture) -> None:
    st.title("Not enough data yet to say whether the team is divided.", anchor=False)
    st.markdown(
        f"**{counted(picture.recorded, 'member', 'members').capitalize()}** of {picture.expected} gave the whole form "
        f"before the reveal. With fewer than {picture.needed}, answers could be told apart by who was "
        "there, so none is shown."
    )
    quiet("What helps now: talk about it. Next time, record before the meeting.")


def _answer(picture: Picture) -> None:
    told = picture.answer
    if told is None:
        return
    st.title(told.headline, anchor=False)
    with section() as voice:
        voice.note(told.headline)
        words, steps = st.columns([5, 6], gap="large", vertical_alignment="center")
        with words:
            voice.say(told.how_sure)
            for sentence in told.beside:
                voice.say(f":material/visibility: {sentence}")
            voice.quietly(_chips(picture))
        with steps:
            show(_ladder(told.feelings_at, told.positions_at, is_phone()), key="ladder")


@lru_cache(maxsize=64)
def _ladder(feelings_at: str, positions_at: str, narrow: bool) -> Chart:
    """Kept by what is drawn: a chart is made once, not at every run."""
    return ladder([Rung("we feel", feelings_at), Rung("we would do", positions_at)], narrow=narrow)


def _chips(picture: Picture) -> str:
    """Felt or argued, how many, with names or without, how many too late: in one line."""
    who = (
        "All have recorded"
        if picture.recorded == picture.expected
        else f"{picture.recorded} of {picture.expected} gave the whole form"
    )
    names = _NAMES[picture.naming]
    kind = _KINDS.get(picture.together, "")
    late = f":material/schedule: {picture.late} came late, not counted here" if picture.late else ""
    return "\u2003".join(chip for chip in (kind, f":material/how_to_reg: {who}", names, late) if chip)


def _portraits(picture: Picture) -> None:
    if not picture.views and not picture.smaller_view:
        return
    with section("How each view meets the patient") as voice:
        if picture.smaller_view:
            voice.say(
                "A smaller view exists. So few hold it that any detail would show who they are; "
                "they may speak for themselves."
            )
            return
        placed = sum(view.members for view in picture.views)
        for column, view in zip(st.columns(2, gap="medium"), picture.views, strict=True):
            with column, st.container(border=True, height="stretch", gap="small"):
                _portrait(view, placed, voice)
        voice.say(picture.within)


def _portrait(view: View, placed: int, voice: Voice) -> None:
    hue = _HUES[view.name]
    st.markdown(f":{hue}-badge[{_MARKS[view.name]} V{view.name[1:]}] :small[:gray[{view.members} of {placed}]]")
    if view.portrait is None:
        return
    st.subheader(view.portrait.sentence, anchor=False)
    voice.note(view.portrait.sentence)
    rows = (
        ("Also feels", view.portrait.feels),
        ("Would", view.portrait.would),
        ("Finds that", view.portrait.finds),
        ("Hardly feels", view.portrait.hardly_meets),
    )
    st.markdown("  \n".join(f":gray[{name}]\u2003{' · '.join(parts)}" for name, parts in rows if parts))

"""The team: what is shown of a person after the reveal, in words, and who belongs to it."""

from uuid import UUID

import streamlit as st

from access.refusals import NotFound, Refusal
from access.terms import TEAM_ROLES, Naming, Role
from access.viewer import Viewer
from board import house, memberships, signing_in, teams
from board.labels import SHEETS_FROM
from board.memberships import Membership
from pages import sheet

_TITLES = {
    Naming.UNATTRIBUTED: "No name stands beside an answer",
    Naming.DISCIPLINE: "Disciplines stand beside the answers, no names",
    Naming.NAMED: "Names stand beside the answers",
}
_CHOICES = {
    Naming.UNATTRIBUTED: "Without names",
    Naming.DISCIPLINE: "By discipline",
    Naming.NAMED: "With names",
}


def page(viewer: Viewer) -> None:
    """One team of the viewer's."""
    who = signing_in.who(viewer)
    if who is None:
        return
    if not who.teams:
        sheet.nothing_here(
            "You are in no team yet",
            "An administrator of the board takes you into one; there is nothing you need to do.",
        )
        return
    try:
        team = _chosen(who)
    except Refusal as refusal:
        sheet.nothing_here("Nothing here", refusal.sentence)
        return
    naming, members = teams.naming(viewer, team.team), memberships.team_members(viewer, team.team)
    with sheet.sheet():
        sheet.quiet(
            f"{sheet.spelled(team.name)} · {sheet.counted(len(members), 'member', 'members')} · "
            f"times in {team.time_zone}"
        )
        st.title(_TITLES[naming], anchor=False)
        _in_words(naming)
        if team.role is Role.LEADER:
            _choice(viewer, team.team, naming)
        st.space("small")
        st.header("Who belongs to it", anchor=False)
        _members(members)


def _chosen(who: signing_in.Who) -> signing_in.TeamRole:
    asked = st.query_params.get("team", "")
    by_id = {str(team.team): team for team in who.teams}
    if asked and asked not in by_id:
        raise NotFound
    if len(who.teams) == 1:
        return who.teams[0]
    names = {key: sheet.plain(team.name) for key, team in by_id.items()}
    chosen = st.selectbox(
        "Team", list(names), index=list(names).index(asked) if asked else 0, format_func=names.__getitem__
    )
    return by_id[str(chosen)]


def _in_words(naming: Naming) -> None:
    limits = house.present().settings
    sealed = "**Before the reveal** nobody reads anybody else’s answers, the leader included."
    few = limits.threshold_mean
    after = {
        Naming.NAMED: "**After it** every answer is shown with its name, and who stands where.",
        Naming.DISCIPLINE: (
            f"**After it** answers are shown without names. Beside an answer stands the discipline, where {few} or "
            f"more of it answered; else “other”, which is {few} or more too. Each view’s own values only when it has "
            f"{few} members or more. From {SHEETS_FROM} sheets on also whole sheets and the map, without a name or a "
            "discipline on them."
        ),
        Naming.UNATTRIBUTED: (
            f"**After it** answers are shown without names. Each view’s own values only when it has "
            f"{few} members or more; who stands where is never shown."
        ),
    }[naming]
    texts = (
        "**What is written** follows its author’s choice: "
        "for oneself, for the leader, without a name or with it. "
        f"Without a name it appears from {limits.threshold_text} entries on."
    )
    st.markdown(f"{sealed}\n\n{after}\n\n{texts}")
    if naming is Naming.UNATTRIBUTED:
        sheet.quiet("Confidential, not anonymous: in a small team colleagues may guess whose answer is whose.")
    if naming is Naming.DISCIPLINE:
        sheet.quiet(
            "Confidential, not anonymous: everybody knows who is of which discipline. Where all of one answered alike, "
            "it is told of each of them."
        )


def _choice(viewer: Viewer, team: UUID, naming: Naming) -> None:
    with st.form("naming", border=True):
        st.markdown("**Your choice as leader**")
        chosen = st.segmented_control(
            "What is shown of a person",
            list(Naming),
            default=naming,
            required=True,
            format_func=_CHOICES.__getitem__,
        )
        few = house.present().settings.threshold_mean
        sheet.quiet(
            f"**Without names**: answers alone. **By discipline**: beside an answer its discipline, where {few} or "
            f"more share it; from {SHEETS_FROM} sheets on also whole sheets and how they lie, without a name. "
            "**With names**: every answer with its name, and who stands where."
        )
        sheet.quiet("Holds for recordings opened from now on. One that is open keeps what stood on its form.")
        pressed = st.form_submit_button("Keep this choice", type=sheet.main_button())
    if pressed and chosen and chosen is not naming:
        try:
            teams.set_naming(viewer, team, Naming(chosen))
        except Refusal as refusal:
            sheet.refused(refusal)
        else:
            st.rerun()


def _members(members: tuple[Membership, ...]) -> None:
    for role in TEAM_ROLES:
        of_role = [_described(member) for member in members if member.role is role]
        if of_role:
            many = "deputies" if role is Role.DEPUTY else f"{role}s"
            st.markdown(f"**{(role if len(of_role) == 1 else many).capitalize()}**\n\n" + "\n".join(of_role))


def _described(member: Membership) -> str:
    is_what = f"{member.discipline} · {member.shift} shift · {member.seniority}"
    return f"- {sheet.spelled(member.name)} :gray[{is_what}]"

"""For administrators, a part of People: the teams, and who is in them as what."""

from collections.abc import Callable
from datetime import date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo, available_timezones

import streamlit as st

from access.refusals import Refusal
from access.terms import DISCIPLINES, SENIORITIES, SHIFTS, TEAM_ROLES, Role
from access.viewer import Viewer
from board import house, memberships, teams
from board.accounts import Account
from board.memberships import Membership
from board.teams import Team
from board.turnout import turnout
from pages import sheet


def section(viewer: Viewer, all_teams: tuple[Team, ...], accounts: tuple[Account, ...]) -> None:
    """The teams, each with its members, and the form for a new one."""
    st.header("Teams", anchor=False)
    members = {account.member: account for account in accounts if account.member is not None}
    for team in all_teams:
        with st.container(border=True):
            st.markdown(
                f"**{sheet.spelled(team.name)}** :gray[{sheet.counted(team.members, 'member', 'members')} · "
                f"times in {team.time_zone}]"
            )
            _turnout(viewer, team)
            _memberships(viewer, team, members)
    _new_team(viewer)


def _new_team(viewer: Viewer) -> None:
    with st.expander("Make a team", icon=":material/group_add:"), st.form("make a team", border=False):
        name = st.text_input("Name of the team")
        zones = sorted(available_timezones())
        zone = st.selectbox("Time zone", zones, index=zones.index(house.present().settings.time_zone))
        if st.form_submit_button("Make the team"):
            _done(lambda: teams.make_team(viewer, name, zone))


def _memberships(viewer: Viewer, team: Team, members: dict[UUID, Account]) -> None:
    present = memberships.memberships(viewer, team.id)
    if not any(membership.role is Role.LEADER for membership in present):
        sheet.quiet(":material/info: Nobody leads this team yet: nothing can be planned in it.")
    if present:
        st.markdown("\n".join(f"- {sheet.spelled(one.name)} :gray[{_is_what(one, team)}]" for one in present))
    with st.expander("Take somebody in, or change what they are"):
        _take_in(viewer, team, members, {one.member: one for one in present})
    if present:
        with st.expander("End a membership"):
            _end(viewer, team, present)


def _turnout(viewer: Viewer, team: Team) -> None:
    """What goes on in the team, as far as it concerns who runs the board."""
    going_on = [f"{one.code} · {one.recorded} of {one.expected} have recorded" for one in turnout(viewer, team.id)]
    if going_on:
        sheet.quiet("  \n".join(going_on))


def _take_in(viewer: Viewer, team: Team, members: dict[UUID, Account], present: dict[UUID, Membership]) -> None:
    if not members:
        st.markdown("There is nobody to take in yet. Add an account first, below.")
        return
    who = st.selectbox(
        "Who",
        list(members),
        index=None,
        key=f"who {team.id}",
        format_func=lambda key: sheet.plain(members[key].name) + (" (in the team)" if key in present else ""),
    )
    if who is None:
        return
    now = present.get(who)
    with st.form(f"membership {team.id} {who}", border=False):
        role = st.selectbox(
            "Role",
            TEAM_ROLES,
            index=TEAM_ROLES.index(now.role if now else Role.MEMBER),
            format_func=str,
            help="A change of role signs the person out.",
        )
        discipline = st.selectbox("Discipline", DISCIPLINES, index=DISCIPLINES.index(now.discipline) if now else 0)
        shift = st.selectbox("Shift", SHIFTS, index=SHIFTS.index(now.shift) if now else 0)
        seniority = st.selectbox("Seniority", SENIORITIES, index=SENIORITIES.index(now.seniority) if now else 0)
        begins, ends = _days(team, now)
        if st.form_submit_button("Change" if now else "Take in"):
            _done(
                lambda: memberships.set_membership(
                    viewer,
                    team.id,
                    who,
                    role=role,
                    discipline=discipline,
                    shift=shift,
                    seniority=seniority,
                    begins_at=begins,
                    ends_at=ends,
                )
            )


def _days(team: Team, now: Membership | None) -> tuple[datetime | None, datetime | None]:
    """The first and the last day of a membership, in the team's zone. A change begins when it is made."""
    zone = ZoneInfo(team.time_zone)
    begins: date | None = None
    if now is None:
        begins = st.date_input("From (empty: now)", None, format="DD.MM.YYYY")
    before = now.ends_at.astimezone(zone).date() if now and now.ends_at else None
    ends = st.date_input(
        "Until (may stay empty)", before, format="DD.MM.YYYY", help="The last day, for rotations and students."
    )
    return (
        datetime.combine(begins, time.min, zone) if begins else None,
        datetime.combine(ends, time.max, zone) if ends else None,
    )


def _end(viewer: Viewer, team: Team, present: tuple[Membership, ...]) -> None:
    names = {one.member: sheet.plain(one.name) for one in present}
    who = st.selectbox(
        "Whose membership", list(names), index=None, key=f"ends {team.id}", format_func=names.__getitem__
    )
    sheet.quiet(
        "The person is signed out and sees nothing of the team any more. What was recorded stays in the picture."
    )
    if st.button("End it", key=f"end {team.id}", disabled=who is None) and who is not None:
        _done(lambda: memberships.end_membership(viewer, team.id, who))


def _done(act: Callable[[], object]) -> None:
    try:
        act()
    except Refusal as refusal:
        sheet.refused(refusal)
    else:
        st.rerun()


def _is_what(one: Membership, team: Team) -> str:
    until = f" · until {_date(one.ends_at, team)}" if one.ends_at else ""
    since = _date(one.begins_at, team)
    return f"{one.role} · {one.discipline} · {one.shift} shift · {one.seniority} · since {since}{until}"


def _date(moment: datetime, team: Team) -> str:
    local = moment.astimezone(ZoneInfo(team.time_zone))
    return f"{local.day} {local:%B %Y}"

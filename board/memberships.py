"""Who is in a team, and as what. An administrator says it; the team sees it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from access.policy import Action
from access.refusals import Invalid, NotFound
from access.terms import DISCIPLINES, SENIORITIES, SHIFTS, Role
from access.viewer import Viewer
from access.written import Written
from board import gate
from board.house import present
from db import people, sessions
from db.store import Transaction


@dataclass(frozen=True)
class Membership:
    """What a member is in a team."""

    member: UUID
    name: Written
    role: Role
    discipline: str
    shift: str
    seniority: str
    begins_at: datetime
    ends_at: datetime | None


def memberships(viewer: Viewer, team: UUID) -> tuple[Membership, ...]:
    """The present members of a team, for its administrator."""

    def work(tx: Transaction) -> tuple[Membership, ...]:
        gate.in_team(tx, viewer, Action.MANAGE_MEMBERSHIPS, team)
        return _listed(tx, team)

    return present().store.look(work)


def team_members(viewer: Viewer, team: UUID) -> tuple[Membership, ...]:
    """The present members of a team, for the team itself."""

    def work(tx: Transaction) -> tuple[Membership, ...]:
        gate.in_team(tx, viewer, Action.SEE_TEAM, team)
        return _listed(tx, team)

    return present().store.look(work)


def set_membership(
    viewer: Viewer,
    team: UUID,
    member: UUID,
    *,
    role: Role,
    discipline: str,
    shift: str,
    seniority: str,
    begins_at: datetime | None = None,
    ends_at: datetime | None = None,
) -> None:
    """Take a member into a team, or change what the member is there; a change of role ends the member's sessions.

    Raises
    ------
    Invalid
        For a role, discipline, shift or seniority that is not in the list, a beginning in the future (what was opened
        before a member joined stays closed to the member; that is known on the day only), or an end in the past.
    """
    for value, allowed, name in (
        (discipline, DISCIPLINES, "discipline"),
        (shift, SHIFTS, "shift"),
        (seniority, SENIORITIES, "seniority"),
    ):
        if value not in allowed:
            raise Invalid(f"{value!r} is no {name} of the list.")
    if role not in {Role.LEADER, Role.DEPUTY, Role.FACILITATOR, Role.MEMBER, Role.OBSERVER}:
        raise Invalid(f"{role!r} is no role in a team.")

    def work(tx: Transaction) -> None:
        somebody = gate.in_team(tx, viewer, Action.MANAGE_MEMBERSHIPS, team).person
        if not people.member_name(tx, member):
            raise NotFound
        begins = begins_at or tx.now
        if begins > tx.now:
            raise Invalid("A membership cannot begin in the future. Take the person in on the first day.")
        if ends_at is not None and ends_at <= max(begins, tx.now):
            raise Invalid("The membership would end in the past.")
        before = people.membership(tx, team, member)
        seq = tx.record(somebody.who, "set a membership", matter=str(member), team=team)
        if before:
            people.end_membership(tx, before["id"])
        people.add_membership(
            tx,
            team,
            member,
            role=role,
            discipline=discipline,
            shift=shift,
            seniority=seniority,
            begun_seq=before["begun_seq"] if before else seq,
            begins_at=begins,
            ends_at=ends_at,
        )
        if before and before["role"] != role:
            sessions.end_sessions_of_member(tx, member)

    present().store.atomic(work)


def end_membership(viewer: Viewer, team: UUID, member: UUID) -> None:
    """A member leaves a team now; what the member recorded stays, pseudonymous, in the picture."""

    def work(tx: Transaction) -> None:
        somebody = gate.in_team(tx, viewer, Action.MANAGE_MEMBERSHIPS, team).person
        before = people.membership(tx, team, member)
        if before is None:
            raise NotFound
        people.end_membership(tx, before["id"])
        sessions.end_sessions_of_member(tx, member)
        tx.record(somebody.who, "ended a membership", matter=str(member), team=team)

    present().store.atomic(work)


def _listed(tx: Transaction, team: UUID) -> tuple[Membership, ...]:
    return tuple(
        Membership(
            row["member"],
            Written(row["name"]),
            Role(row["role"]),
            row["discipline"],
            row["shift"],
            row["seniority"],
            row["begins_at"],
            row["ends_at"],
        )
        for row in people.members(tx, team)
    )

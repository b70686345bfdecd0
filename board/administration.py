"""Running the board: teams, accounts and memberships. An administrator sees counts, never content."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo, available_timezones

from access import passwords
from access.policy import Action
from access.refusals import Invalid, NotFound
from access.terms import DISCIPLINES, SENIORITIES, SHIFTS, Naming, Role
from access.viewer import Viewer
from access.written import LABEL_LIMIT, Written, written
from board import gate
from board.house import present
from board.signing_in import clean_sign_in_name
from db import people
from db.store import Transaction

FIRST_PASSWORD_LASTS = timedelta(hours=72)


@dataclass(frozen=True)
class Team:
    """One team as its administrator sees it."""

    id: UUID
    name: Written
    time_zone: str
    naming: Naming
    members: int


@dataclass(frozen=True)
class Account:
    """One account: whose it is and whether it opens."""

    id: UUID
    member: UUID | None
    name: Written
    sign_in_name: str
    state: str
    """`open`, `first password`, `first password over`, `closed` or `expired`."""
    ends_at: datetime | None

    @property
    def is_administrator(self) -> bool:
        """Whether it is an administrator's."""
        return self.member is None


@dataclass(frozen=True)
class FirstPassword:
    """A generated password, shown once: the store holds only its digest."""

    sign_in_name: str
    password: str
    ends_at: datetime


@dataclass(frozen=True)
class Membership:
    """What a member is in a team."""

    id: UUID
    member: UUID
    name: Written
    role: Role
    discipline: str
    shift: str
    seniority: str
    begins_at: datetime
    ends_at: datetime | None


def teams(viewer: Viewer) -> tuple[Team, ...]:
    """All teams with the number of their members."""

    def work(tx: Transaction) -> tuple[Team, ...]:
        gate.in_account(tx, viewer, Action.MANAGE_TEAMS)
        return tuple(
            Team(row["id"], Written(row["name"]), row["time_zone"], Naming(row["naming"]), row["members"])
            for row in people.teams(tx)
        )

    return present().store.look(work)


def make_team(viewer: Viewer, name: str, time_zone: str) -> UUID:
    """Make a team. Its leader may change the naming policy later. Raises Invalid for an empty name or unknown zone."""
    clean = written(name, "The name of the team", limit=LABEL_LIMIT, required=True)
    if time_zone not in available_timezones():
        raise Invalid(f"The time zone {time_zone!r} is not known. Europe/Berlin is one that is.")

    def work(tx: Transaction) -> UUID:
        somebody = gate.in_account(tx, viewer, Action.MANAGE_TEAMS)
        if clean.text.casefold() in {str(row["name"]).casefold() for row in people.teams(tx)}:
            raise Invalid(f"There is a team called {clean.text} already.")
        team = people.add_team(tx, clean.text, str(ZoneInfo(time_zone)), Naming.UNATTRIBUTED)
        tx.record(somebody.who, "made a team", matter=str(team), team=team)
        return team

    return present().store.atomic(work)


def accounts(viewer: Viewer) -> tuple[Account, ...]:
    """All accounts."""

    def work(tx: Transaction) -> tuple[Account, ...]:
        gate.in_account(tx, viewer, Action.MANAGE_ACCOUNTS)
        return tuple(
            Account(
                row["id"],
                row["member"],
                Written(row["name"] or "Administrator"),
                row["sign_in_name"],
                _state(row, tx.now),
                row["ends_at"],
            )
            for row in people.accounts(tx)
        )

    return present().store.look(work)


def make_account(
    viewer: Viewer, name: str, sign_in_name: str, *, administrator: bool = False, ends_at: datetime | None = None
) -> FirstPassword:
    """Make an account with a generated first password: good for 72 hours, to be replaced at the first sign-in.

    Raises
    ------
    Invalid
        When the name is empty, the sign-in name taken or the end already past.
    """
    clean = written(name, "The name", limit=LABEL_LIMIT, required=not administrator)
    sign_in = clean_sign_in_name(sign_in_name)
    first = passwords.first_password()
    digest = passwords.digest(first)

    def work(tx: Transaction) -> FirstPassword:
        somebody = gate.in_account(tx, viewer, Action.MANAGE_ACCOUNTS)
        if clean.text and clean.text.casefold() in {str(row["name"]).casefold() for row in people.accounts(tx)}:
            raise Invalid(
                f"There is somebody called {clean.text} already. Add what tells the two apart, such as an initial: "
                "whoever chooses a name from a list must not meet the wrong one."
            )
        if people.account_named(tx, sign_in):
            raise Invalid(f"The sign-in name {sign_in} is taken. Choose another one.")
        if ends_at is not None and ends_at <= tx.now:
            raise Invalid("The account would end in the past.")
        member = None if administrator else people.add_member(tx, clean.text)
        ends = tx.now + FIRST_PASSWORD_LASTS
        account = people.add_account(
            tx, sign_in, digest, member=member, must_replace=True, password_ends_at=ends, ends_at=ends_at
        )
        tx.record(somebody.who, "made an account", matter=str(account))
        return FirstPassword(sign_in, first, ends)

    return present().store.atomic(work)


def renew_password(viewer: Viewer, account: UUID) -> FirstPassword:
    """Give an account a new first password, end its sessions and lift any pause of the throttle."""
    first = passwords.first_password()
    digest = passwords.digest(first)

    def work(tx: Transaction) -> FirstPassword:
        somebody = gate.in_account(tx, viewer, Action.MANAGE_ACCOUNTS)
        found = people.account(tx, account)
        if found is None:
            raise NotFound
        ends = tx.now + FIRST_PASSWORD_LASTS
        people.set_password(tx, account, digest, must_replace=True, ends_at=ends)
        people.note_try(tx, found["sign_in_name"], "", "lifted")
        tx.record(somebody.who, "gave a new first password", matter=str(account))
        return FirstPassword(found["sign_in_name"], first, ends)

    return present().store.atomic(work)


def set_account_open(viewer: Viewer, account: UUID, *, is_open: bool) -> None:
    """Close an account (its sessions end at once) or open it again. Nobody can close the account they use."""

    def work(tx: Transaction) -> None:
        somebody = gate.in_account(tx, viewer, Action.MANAGE_ACCOUNTS)
        if people.account(tx, account) is None:
            raise NotFound
        if account == somebody.account:
            raise Invalid("You cannot close the account you are using. Another administrator can.")
        people.set_disabled(tx, account, disabled=not is_open)
        tx.record(somebody.who, "opened an account" if is_open else "closed an account", matter=str(account))

    present().store.atomic(work)


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
            people.end_sessions_of_member(tx, member)

    present().store.atomic(work)


def end_membership(viewer: Viewer, team: UUID, member: UUID) -> None:
    """A member leaves a team now; what the member recorded stays, pseudonymous, in the picture."""

    def work(tx: Transaction) -> None:
        somebody = gate.in_team(tx, viewer, Action.MANAGE_MEMBERSHIPS, team).person
        before = people.membership(tx, team, member)
        if before is None:
            raise NotFound
        people.end_membership(tx, before["id"])
        people.end_sessions_of_member(tx, member)
        tx.record(somebody.who, "ended a membership", matter=str(member), team=team)

    present().store.atomic(work)


def set_naming(viewer: Viewer, team: UUID, naming: Naming) -> None:
    """The leader's choice of what is shown of a person. Holds for recordings opened from now on."""

    def work(tx: Transaction) -> None:
        somebody = gate.in_team(tx, viewer, Action.SET_NAMING, team).person
        people.set_naming(tx, team, Naming(naming))
        tx.record(somebody.who, f"set the naming policy to {Naming(naming)}", team=team)

    present().store.atomic(work)


def naming(viewer: Viewer, team: UUID) -> Naming:
    """The team's policy for the next recording."""

    def work(tx: Transaction) -> Naming:
        gate.in_team(tx, viewer, Action.SEE_TEAM, team)
        found = people.team(tx, team)
        if found is None:
            raise NotFound
        return Naming(found["naming"])

    return present().store.look(work)


def _listed(tx: Transaction, team: UUID) -> tuple[Membership, ...]:
    return tuple(
        Membership(
            row["id"],
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


def _state(row: dict[str, object], now: datetime) -> str:
    ends_at, password_ends_at = row["ends_at"], row["password_ends_at"]
    if row["disabled_at"] is not None:
        return "closed"
    if isinstance(ends_at, datetime) and ends_at <= now:
        return "expired"
    if isinstance(password_ends_at, datetime) and password_ends_at <= now:
        return "first password over"
    return "first password" if row["must_replace"] else "open"

"""The way in and out: passwords tried under a throttle, tickets, sessions, and the person behind a viewer."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from access import passwords
from access.policy import Action, permits
from access.refusals import NotAllowed, NotSignedIn, SignInRefused
from access.terms import Role
from access.viewer import Viewer, Visitor
from access.written import Written
from board import gate, throttle
from board.house import present
from db import accounts, people, ward_links
from db import sessions as kept
from db.store import Row, Transaction

_TICKET_LASTS = timedelta(seconds=20)
_TOUCH_EVERY = timedelta(minutes=1)
_SET_UP = "set-up code"
"""Stands for the name where the code is tried."""


@dataclass(frozen=True)
class TeamRole:
    """One team that somebody belongs to."""

    team: UUID
    name: Written
    time_zone: str
    role: Role


@dataclass(frozen=True)
class Who:
    """What a page may know about the person who looks at it."""

    name: Written
    sign_in_name: str
    is_administrator: bool
    must_replace: bool
    teams: tuple[TeamRole, ...]

    @property
    def time_zone(self) -> str:
        """In which zone to read times that belong to no team: the first team's, else the board's."""
        return self.teams[0].time_zone if self.teams else present().settings.time_zone


@dataclass(frozen=True)
class OpenSession:
    """One session of the own account."""

    begun_at: datetime
    seen_at: datetime
    is_this_one: bool


def try_password(visitor: Visitor, sign_in_name: str, password: str) -> str:
    """Check a name and a password; return a ticket that a browser may change for its cookie within 20 seconds.

    Every failure takes the same time and says the same sentence, whatever its reason. The try is noted before the
    password is checked, so that many tries at once cannot slip past the throttle.

    Raises
    ------
    SignInRefused
        Wrong, unknown, disabled, expired, or too many tries.
    """
    name = sign_in_name.strip().casefold()
    may_try, account = present().store.atomic(lambda tx: throttle.note_try(tx, name, visitor.address))
    stored = account["password_digest"] if account else passwords.NOBODY
    right = passwords.matches(password, stored)
    if not (may_try and right and account):
        raise SignInRefused
    return present().store.atomic(lambda tx: _give_ticket(tx, name, visitor.address, account["id"], stored))


def redeem(ticket: str) -> str | None:
    """Change a ticket for a session token, once; None when it is unknown, used or too old."""

    def work(tx: Transaction) -> str | None:
        account_id = kept.take_ticket(tx, ticket)
        account = accounts.account(tx, account_id) if account_id else None
        if account is None or not ticket.startswith(_of_epoch(account)) or not throttle.is_open(account, tx.now):
            return None
        token = secrets.token_urlsafe(32)
        kept.begin_session(tx, account["id"], account["epoch"], token, present().settings.absolute)
        tx.record(str(account["id"]), "signed in")
        return token

    return present().store.atomic(work)


def who(viewer: Viewer) -> Who | None:
    """The person behind a viewer, or None when there is no live session."""

    def work(tx: Transaction) -> Who | None:
        try:
            somebody = gate.person(tx, viewer)
        except NotSignedIn:
            return None
        rows = people.memberships_of(tx, somebody.member) if somebody.member else []
        teams = tuple(TeamRole(row["id"], Written(row["name"]), row["time_zone"], Role(row["role"])) for row in rows)
        name = people.member_name(tx, somebody.member) if somebody.member else "Administrator"
        return Who(Written(name), somebody.sign_in_name, somebody.is_administrator, somebody.must_replace, teams)

    return present().store.look(work)


def touch(viewer: Viewer) -> None:
    """Note that the person did something, at most once a minute. Never called by a page that renews itself."""

    def stale(tx: Transaction) -> str | None:
        found = kept.session(tx, viewer.session)
        return found["token_digest"] if found and found["seen_at"] + _TOUCH_EVERY < tx.now else None

    def work(tx: Transaction) -> None:
        kept.touch_session(tx, gate.person(tx, viewer).session_digest)

    if present().store.look(stale):
        present().store.atomic(work)


def sign_out(viewer: Viewer) -> None:
    """End this session; whoever still holds its cookie is out too. A visit by a ward link ends as well."""

    def work(tx: Transaction) -> None:
        ward_links.end_session(tx, viewer.session)
        try:
            somebody = gate.in_account(tx, viewer, Action.SIGN_OUT)
        except NotSignedIn:
            return
        kept.end_session(tx, somebody.session_digest)
        tx.record(somebody.who, "signed out")

    present().store.atomic(work)


def sessions(viewer: Viewer) -> tuple[OpenSession, ...]:
    """The open sessions of the own account."""

    def work(tx: Transaction) -> tuple[OpenSession, ...]:
        somebody = gate.in_account(tx, viewer, Action.SEE_OWN_ACCOUNT)
        rows = kept.open_sessions(tx, somebody.account, present().settings.idle)
        return tuple(
            OpenSession(row["begun_at"], row["seen_at"], row["token_digest"] == somebody.session_digest) for row in rows
        )

    return present().store.look(work)


def end_other_sessions(viewer: Viewer) -> None:
    """End every other session of the own account."""

    def work(tx: Transaction) -> None:
        somebody = gate.in_account(tx, viewer, Action.SEE_OWN_ACCOUNT)
        for row in kept.open_sessions(tx, somebody.account, present().settings.idle):
            if row["token_digest"] != somebody.session_digest:
                kept.end_session(tx, row["token_digest"])
        ward_links.end_sessions_of(tx, somebody.account)
        tx.record(somebody.who, "ended the other sessions")

    present().store.atomic(work)


def change_password(viewer: Viewer, old: str, new: str) -> None:
    """Replace the own password; every session of the account ends, this one included.

    Raises
    ------
    SignInRefused
        When the old password is wrong (throttled like a sign-in).
    WeakPassword
        When the new one would be guessed.
    """

    def look(tx: Transaction) -> tuple[gate.Person, str, list[str]]:
        somebody = gate.in_account(tx, viewer, Action.CHANGE_OWN_PASSWORD)
        teams = people.memberships_of(tx, somebody.member) if somebody.member else []
        name = people.member_name(tx, somebody.member) if somebody.member else ""
        account = accounts.account(tx, somebody.account)
        return somebody, str(account["password_digest"]) if account else "", [name, *(row["name"] for row in teams)]

    somebody, stored, words = present().store.look(look)
    passwords.check_strength(new, [somebody.sign_in_name, *words])  # first: a weak new one is no try of the old one
    place = throttle.place_of_own_account(somebody.sign_in_name)
    may_try, _ = present().store.atomic(lambda tx: throttle.note_try(tx, somebody.sign_in_name, place))
    if not (passwords.matches(old, stored) and may_try):
        raise SignInRefused("The present password is not right, or was tried too often. Wait a little and try again.")
    if passwords.matches(new, stored):
        raise SignInRefused("Choose a new password: this is the present one.")
    digest = passwords.digest(new)

    def work(tx: Transaction) -> None:
        again = gate.in_account(tx, viewer, Action.CHANGE_OWN_PASSWORD)
        accounts.set_password(tx, again.account, digest, must_replace=False, ends_at=None)
        throttle.note_came_in(tx, somebody.sign_in_name, place)
        tx.record(again.who, "changed the password")

    present().store.atomic(work)


def needs_set_up() -> bool:
    """Whether nobody runs this board yet."""
    return not present().store.look(accounts.has_administrator)


def set_up(visitor: Visitor, code: str, sign_in_name: str, password: str) -> None:
    """Make the first administrator, with the code from the server's console.

    Raises
    ------
    NotAllowed
        When there is an administrator already.
    SignInRefused
        When the code is wrong, or was tried too often.
    """
    house = present()
    may_try, _ = house.store.atomic(lambda tx: throttle.note_try(tx, _SET_UP, visitor.address))
    typed = code.strip().upper().encode("utf-8", "replace")
    if not (may_try and secrets.compare_digest(typed, house.set_up_code.encode())):
        raise SignInRefused(
            "This is not the code, or it was tried too often: then wait a little. "
            "It stands on the console of the server, in the line “Set-up code”."
        )
    house.store.atomic(lambda tx: throttle.note_came_in(tx, _SET_UP, visitor.address))
    name = clean_sign_in_name(sign_in_name)
    passwords.check_strength(password, [name])
    digest = passwords.digest(password)

    def work(tx: Transaction) -> None:
        if accounts.has_administrator(tx) or not permits(Action.SET_UP, Role.VISITOR):
            raise NotAllowed("This board has an administrator already.")
        account = accounts.add_account(
            tx, name, digest, member=None, must_replace=False, password_ends_at=None, ends_at=None
        )
        tx.record(str(account), "set the board up")

    house.store.atomic(work)


def clean_sign_in_name(name: str) -> str:
    """A sign-in name as it is stored: small letters, no space around.

    Raises
    ------
    SignInRefused
        When it is empty, too long, or holds a space.
    """
    cleaned = name.strip().casefold()
    if not 2 <= len(cleaned) <= 60 or not all(letter.isalnum() or letter in "._-@+" for letter in cleaned):
        raise SignInRefused("A sign-in name has 2 to 60 letters, digits or any of . _ - @ +, without spaces.")
    return cleaned


def _give_ticket(tx: Transaction, name: str, address: str, account_id: UUID, stored: str) -> str:
    account = accounts.account(tx, account_id)
    if account is None or account["password_digest"] != stored or not throttle.is_open(account, tx.now):
        raise SignInRefused
    throttle.note_came_in(tx, name, address)
    ticket = _of_epoch(account) + secrets.token_urlsafe(32)
    kept.add_ticket(tx, account_id, ticket, _TICKET_LASTS)
    return ticket


def _of_epoch(account: Row) -> str:
    """How tickets of an account begin until its password or role changes: like its sessions they are over then."""
    return f"{account['epoch']}-"

"""A visit by a ward link: a member opens it with a PIN, writes the own entry of one round, and is out again.

What such a visit may do stands in the policy (`Role.AT_LINK`) and is asked at the gate; here is the way in and out.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from access import passwords
from access.policy import Action, permits
from access.refusals import Invalid, LinkOver, NotSignedIn, PinRefused
from access.terms import Role, Round
from access.viewer import Viewer, Visitor
from board import gate, throttle
from board.house import present
from db import accounts, conferences, entries, ledger, people, pins
from db import ward_links as kept
from db.store import Row, Transaction

LASTS = timedelta(minutes=15)
TRIES_PER_NAME_AND_LINK = 10
"""Wrong PINs for one name at one link, from wherever: six digits are too few to be guessed at more often."""
_TICKET_LASTS = timedelta(seconds=20)
_TOUCH_EVERY = timedelta(minutes=1)


@dataclass(frozen=True)
class Visit:
    """A visit that is going on: to which round, until when, and how times are read there."""

    discussion: UUID
    round: Round
    ends_at: datetime
    time_zone: str


def needs_a_name(visitor: Visitor, token: str) -> bool:
    """Whether this link asks for a sign-in name beside the PIN; tells nothing else, not even whether it was used.

    Raises
    ------
    LinkOver
        When its time is up, it was taken back, or the round is not open.
    """
    return present().store.look(lambda tx: _live_link(tx, token)[0]["member"] is None)


def come_in(visitor: Visitor, token: str, sign_in_name: str, pin: str) -> str:
    """Check a PIN at a link; return a ticket that the phone may change for its cookie within 20 seconds.

    `sign_in_name` is not asked for at a link for one member. Every failure takes the same time and says the same
    sentence, whatever its reason; the try is noted before the PIN is checked.

    Raises
    ------
    LinkOver
        When the link opens nothing (any more). That it was used is said only to who knew the PIN: whoever made a link
        for a colleague still holds it.
    PinRefused
        Wrong, unknown, none set, closed, no part in this discussion, or too many tries.
    Invalid
        When the entry of this round is handed in already: said only to who knew the PIN.
    """
    store = present().store
    name, stored = store.atomic(lambda tx: _note_try(tx, visitor, token, sign_in_name))
    if not (passwords.matches(pin, stored or passwords.NOBODY) and stored):
        raise PinRefused
    ticket = store.atomic(lambda tx: _give_ticket(tx, visitor, token, name, stored))
    if ticket is None:
        raise Invalid("Your entry is handed in already. To read or change it, sign in with your password.")
    if not ticket:
        raise LinkOver
    return ticket


def redeem(ticket: str) -> str | None:
    """Change a ticket for the token of a visit, once; None when it is unknown, used or too old, or the link over."""

    def work(tx: Transaction) -> str | None:
        taken = kept.take_ticket(tx, ticket)
        link = kept.link_by_id(tx, taken["link"]) if taken else None
        account = accounts.account(tx, taken["account"]) if taken else None
        if taken is None or link is None or account is None:
            return None
        if account["epoch"] != taken["epoch"] or not throttle.is_open(account, tx.now) or not _is_live(tx, link):
            return None
        if link["used_at"] is not None:
            return None
        if link["member"] is not None:
            kept.use(tx, link["id"])
        token = secrets.token_urlsafe(32)
        kept.begin_session(tx, link, account, token, min(LASTS, present().settings.absolute))
        tx.record(str(account["id"]), ledger.CAME_BY_LINK, matter=str(link["discussion"]))
        return token

    return present().store.atomic(work)


def visit(viewer: Viewer) -> Visit | None:
    """The visit behind a viewer, or None: over, or none at all."""

    def work(tx: Transaction) -> Visit | None:
        try:
            came = gate.guest(tx, viewer)
        except NotSignedIn:
            return None
        team = people.team(tx, came.discussion["team"])
        zone = str(team["time_zone"]) if team else present().settings.time_zone
        return Visit(came.discussion["id"], came.round, came.ends_at, zone)

    return present().store.look(work)


def unless_idle() -> str:
    """Said behind how long a visit lasts, where the house ends an unused session sooner; else nothing."""
    idle = present().settings.idle_minutes
    return f", sooner after {idle} minute{'s' * (idle > 1)} without use" if timedelta(minutes=idle) < LASTS else ""


def touch(viewer: Viewer) -> None:
    """Note that the person did something, at most once a minute."""

    def stale(tx: Transaction) -> bool:
        found = kept.session(tx, viewer.session)
        return bool(found and found["seen_at"] + _TOUCH_EVERY < tx.now)

    def work(tx: Transaction) -> None:
        kept.touch_session(tx, gate.guest(tx, viewer).person.session_digest)

    if present().store.look(stale):
        present().store.atomic(work)


def was_stored(viewer: Viewer) -> bool | None:
    """How a visit went that is over: True when the entry was handed in, False when not; None when there was none."""

    def work(tx: Transaction) -> bool | None:
        found = kept.session(tx, viewer.session)
        return bool(found["handed_in"]) if found else None

    return present().store.look(work)


def _note_try(tx: Transaction, visitor: Visitor, token: str, typed: str) -> tuple[str, str | None]:
    """Note one more try; returns the name it was for, and the stored form of the PIN if that may open this link."""
    link, matter = _live_link(tx, token)
    name = kept.sign_in_name_of(tx, link["member"]) if link["member"] else typed.strip().casefold()
    may_try, account = throttle.note_try(tx, name, visitor.address)
    if not may_try or kept.wrong_tries(tx, link["id"], name) >= TRIES_PER_NAME_AND_LINK:
        return name, None
    kept.note_wrong(tx, link["id"], name, +1)
    has_part = account is not None and gate.may_write(tx, _person(account), matter)
    may_open = account is not None and has_part and not account["must_replace"]
    return name, pins.pin_digest(tx, account["id"]) if account is not None and may_open else None


def _give_ticket(tx: Transaction, visitor: Visitor, token: str, name: str, stored: str) -> str | None:
    """The ticket, or None when this member's entry is handed in; empty when the link was used before.

    Everything is asked again: time went by.
    """
    link, matter = _live_link(tx, token)
    account = accounts.account_named(tx, name)
    unchanged = account is not None and throttle.is_open(account, tx.now) and not account["must_replace"]
    if account is None or not unchanged or pins.pin_digest(tx, account["id"]) != stored:
        raise PinRefused
    if not gate.may_write(tx, _person(account), matter) or not permits(Action.OPEN_LINK, Role.VISITOR):
        raise PinRefused
    throttle.note_came_in(tx, name, visitor.address)
    kept.note_wrong(tx, link["id"], name, -1)
    mine = entries.own(tx, link["discussion"], link["round"], account["member"])
    if mine is not None and not mine["withdrawn"]:
        return None
    if link["used_at"] is not None:
        return ""
    ticket = secrets.token_urlsafe(32)
    kept.add_ticket(tx, link["id"], account, ticket, _TICKET_LASTS)
    return ticket


def _live_link(tx: Transaction, token: str) -> tuple[Row, Row]:
    """The link of this token and its discussion, or LinkOver."""
    link = kept.link(tx, token)
    matter = conferences.discussion(tx, link["discussion"]) if link and _is_live(tx, link) else None
    if link is None or matter is None:
        raise LinkOver
    return link, matter


def _is_live(tx: Transaction, link: Row) -> bool:
    matter = conferences.discussion(tx, link["discussion"])
    return bool(
        link["recalled_at"] is None
        and link["ends_at"] > tx.now
        and matter is not None
        and gate.open_round(matter) == link["round"]
    )


def _person(account: Row) -> gate.Person:
    return gate.Person(account["id"], account["member"], account["sign_in_name"], account["must_replace"], "")

"""The PIN for ward links: set by its owner with the password asked, cleared by an administrator, told to nobody."""

from uuid import UUID

from access import passwords
from access.pins import check_pin
from access.policy import Action
from access.refusals import NotFound, SignInRefused
from access.viewer import Viewer
from board import gate, throttle
from board.house import present
from db import accounts, ward_links
from db import pins as kept
from db.store import Transaction


def has_pin(viewer: Viewer) -> bool:
    """Whether the own account has a PIN."""

    def work(tx: Transaction) -> bool:
        return kept.pin_digest(tx, gate.in_account(tx, viewer, Action.SET_OWN_PIN).account) is not None

    return present().store.look(work)


def set_pin(viewer: Viewer, password: str, pin: str) -> None:
    """Set the own PIN, or replace it; what it opened on phones ends.

    Raises
    ------
    SignInRefused
        When the password is wrong (throttled like a sign-in).
    WeakPin
        When the PIN is too short, no number, or would be guessed.
    """

    def look(tx: Transaction) -> tuple[gate.Person, str]:
        somebody = gate.in_account(tx, viewer, Action.SET_OWN_PIN)
        account = accounts.account(tx, somebody.account)
        return somebody, str(account["password_digest"]) if account else passwords.NOBODY

    somebody, stored = present().store.look(look)
    place = throttle.place_of_own_account(somebody.sign_in_name)
    may_try, _ = present().store.atomic(lambda tx: throttle.note_try(tx, somebody.sign_in_name, place))
    if not (passwords.matches(password, stored) and may_try):
        raise SignInRefused("The present password is not right, or was tried too often. Wait a little and try again.")
    # Noted now: whoever knows the password and is told that a PIN is weak may try the next one at once.
    present().store.atomic(lambda tx: throttle.note_came_in(tx, somebody.sign_in_name, place))
    check_pin(pin)
    digest = passwords.digest(pin)

    def work(tx: Transaction) -> None:
        again = gate.in_account(tx, viewer, Action.SET_OWN_PIN)
        _put(tx, again.account, digest)
        tx.record(again.who, "set a PIN")

    present().store.atomic(work)


def clear_pin(viewer: Viewer, account: UUID) -> None:
    """For an administrator: an account's PIN opens nothing any more; its owner may set another one."""

    def work(tx: Transaction) -> None:
        somebody = gate.in_account(tx, viewer, Action.MANAGE_ACCOUNTS)
        if accounts.account(tx, account) is None:
            raise NotFound
        _put(tx, account, None)
        tx.record(somebody.who, "cleared the PIN", matter=str(account))

    present().store.atomic(work)


def _put(tx: Transaction, account: UUID, digest: str | None) -> None:
    kept.put_pin(tx, account, digest)
    ward_links.end_sessions_of(tx, account)

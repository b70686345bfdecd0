"""Accounts and their first passwords, for who runs the board."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from access import passwords
from access.policy import Action
from access.refusals import Invalid, NotFound
from access.viewer import Viewer
from access.written import LABEL_LIMIT, Written, written
from board import addresses, gate
from board.house import present
from board.signing_in import clean_sign_in_name
from db import accounts as stored
from db import addresses as kept_addresses
from db import people, throttle
from db.store import Transaction

FIRST_PASSWORD_LASTS = timedelta(hours=72)


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
    address: Written
    """Where reminders go; empty for nowhere."""

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
                Written(row["email"] or ""),
            )
            for row in stored.accounts(tx)
        )

    return present().store.look(work)


def make_account(
    viewer: Viewer,
    name: str,
    sign_in_name: str,
    *,
    administrator: bool = False,
    ends_at: datetime | None = None,
    address: str = "",
) -> FirstPassword:
    """Make an account with a generated first password: good for 72 hours, to be replaced at the first sign-in.

    Raises
    ------
    Invalid
        When the name is empty, the sign-in name taken, the end already past or the address none.
    """
    clean = written(name, "The name", limit=LABEL_LIMIT, required=not administrator)
    sign_in = clean_sign_in_name(sign_in_name)
    email = addresses.clean_address(address)
    if administrator and email:
        raise Invalid("Who runs the board records nothing and is never reminded: leave the e-mail address empty.")
    first = passwords.first_password()
    digest = passwords.digest(first)

    def work(tx: Transaction) -> FirstPassword:
        somebody = gate.in_account(tx, viewer, Action.MANAGE_ACCOUNTS)
        if clean.text and clean.text.casefold() in {str(row["name"]).casefold() for row in stored.accounts(tx)}:
            raise Invalid(
                "There is somebody of this name already. Add what tells the two apart, such as an initial: "
                "whoever chooses a name from a list must not meet the wrong one."
            )
        if stored.account_named(tx, sign_in):
            raise Invalid("This sign-in name is taken. Choose another one.")
        if ends_at is not None and ends_at <= tx.now:
            raise Invalid("The account would end in the past.")
        member = None if administrator else people.add_member(tx, clean.text)
        ends = tx.now + FIRST_PASSWORD_LASTS
        account = stored.add_account(
            tx, sign_in, digest, member=member, must_replace=True, password_ends_at=ends, ends_at=ends_at
        )
        if email:
            kept_addresses.put_address(tx, account, email)
        tx.record(somebody.who, "made an account", matter=str(account))
        return FirstPassword(sign_in, first, ends)

    return present().store.atomic(work)


def renew_password(viewer: Viewer, account: UUID) -> FirstPassword:
    """Give an account a new first password, end its sessions and lift any pause of the throttle."""
    first = passwords.first_password()
    digest = passwords.digest(first)

    def work(tx: Transaction) -> FirstPassword:
        somebody = gate.in_account(tx, viewer, Action.MANAGE_ACCOUNTS)
        found = stored.account(tx, account)
        if found is None:
            raise NotFound
        ends = tx.now + FIRST_PASSWORD_LASTS
        stored.set_password(tx, account, digest, must_replace=True, ends_at=ends)
        throttle.note_try(tx, found["sign_in_name"], "", "lifted")
        tx.record(somebody.who, "gave a new first password", matter=str(account))
        return FirstPassword(found["sign_in_name"], first, ends)

    return present().store.atomic(work)


def set_account_open(viewer: Viewer, account: UUID, *, is_open: bool) -> None:
    """Close an account (its sessions end at once) or open it again. Nobody can close the account they use."""

    def work(tx: Transaction) -> None:
        somebody = gate.in_account(tx, viewer, Action.MANAGE_ACCOUNTS)
        if stored.account(tx, account) is None:
            raise NotFound
        if account == somebody.account:
            raise Invalid("You cannot close the account you are using. Another administrator can.")
        stored.set_disabled(tx, account, disabled=not is_open)
        tx.record(somebody.who, "opened an account" if is_open else "closed an account", matter=str(account))

    present().store.atomic(work)


def _state(row: dict[str, object], now: datetime) -> str:
    ends_at, password_ends_at = row["ends_at"], row["password_ends_at"]
    if row["disabled_at"] is not None:
        return "closed"
    if isinstance(ends_at, datetime) and ends_at <= now:
        return "expired"
    if isinstance(password_ends_at, datetime) and password_ends_at <= now:
        return "first password over"
    return "first password" if row["must_replace"] else "open"

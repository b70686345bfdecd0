"""The throttle: guessing is slow from wherever, and nobody can lock a colleague out from elsewhere.

Counted in the store, so that a restart forgets nothing. Documented in docs/security.md.
"""

from datetime import datetime, timedelta

from db import accounts, ledger
from db import throttle as kept
from db.sessions import token_digest
from db.store import Row, Transaction

_GUESSING = "held back sign-ins from one address"

# Each limit counts failures of the last quarter of an hour.
WINDOW = timedelta(minutes=15)
FREE_TRIES = 3
FIRST_DELAY = timedelta(milliseconds=200)
LONGEST_DELAY = timedelta(seconds=25)
TRIES_PER_NAME_AND_ADDRESS = 10
TRIES_PER_ADDRESS = 60
TRIES_PER_BOARD = 600


def note_try(tx: Transaction, name: str, address: str) -> tuple[bool, Row | None]:
    """Note one more try and say whether it may be checked, with the account when it is open."""
    may_try = _is_within_limits(tx, name, address)
    if may_try:
        kept.note_try(tx, name, address, "tried")
    elif not ledger.was_refused_since(tx, _GUESSING, address, tx.now - WINDOW):
        tx.record("the throttle", _GUESSING, matter=address, kind="refusal")
    found = accounts.account_named(tx, name)
    return may_try, found if found and is_open(found, tx.now) else None


def place_of_own_account(sign_in_name: str) -> str:
    """Stands for the address where the password is asked again: nobody uses up a colleague's tries."""
    return f"own account of {sign_in_name}"


def note_came_in(tx: Transaction, name: str, address: str) -> None:
    """The try was right: the count of this name at this address starts anew."""
    kept.note_try(tx, name, address, "came in")


def _is_within_limits(tx: Transaction, name: str, address: str) -> bool:
    rows = kept.tries(tx, name, address, tx.now - WINDOW)
    wrong: list[datetime] = []
    digest = token_digest(name)
    for row in rows:
        lifted = row["outcome"] == "lifted" and row["name_digest"] == digest
        if lifted or (row["outcome"] == "came in" and row["name_digest"] == digest and row["address"] == address):
            wrong = []
        elif row["outcome"] == "tried" and row["name_digest"] == digest and row["address"] == address:
            wrong.append(row["happened_at"])
    here = [row["outcome"] for row in rows if row["address"] == address]
    from_address = here.count("tried") - here.count("came in")
    return (
        len(wrong) < TRIES_PER_NAME_AND_ADDRESS
        and from_address < TRIES_PER_ADDRESS
        and kept.failures_of_all(tx, tx.now - WINDOW) < TRIES_PER_BOARD
        and (not wrong or tx.now >= wrong[-1] + _delay(len(wrong)))
    )


def _delay(failures: int) -> timedelta:
    if failures < FREE_TRIES:
        return timedelta(0)
    doubled: timedelta = FIRST_DELAY * 2 ** (failures - FREE_TRIES)
    return min(LONGEST_DELAY, doubled)


def is_open(account: Row, now: datetime) -> bool:
    """Whether an account opens at all: neither closed nor ended, its password not run out."""
    return (
        account["disabled_at"] is None
        and (account["ends_at"] is None or account["ends_at"] > now)
        and (account["password_ends_at"] is None or account["password_ends_at"] > now)
    )

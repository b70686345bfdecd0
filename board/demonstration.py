"""The synthetic demo: accounts with one shown password in a store of its own, marked as a demo for ever."""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass

from access import passwords
from access.refusals import NotAllowed
from access.viewer import Viewer
from board.house import present
from db import accounts, marks, people, pins, sessions
from db.store import Transaction

PASSWORD = "five quiet herons by the canal"
"""Shown on the sign-in page of the demo. It opens nothing else: accounts with it are made in demo stores only."""
PIN = "480517"
"""Everybody's in the demo, so that a ward link can be tried. Shown beside the password."""
_MARK, _TOUR = "demo", "tour of the demo"


@dataclass(frozen=True)
class DemoAccount:
    """A synthetic person with a way in."""

    name: str
    sign_in_name: str


@dataclass(frozen=True)
class Stop:
    """One stop of the demo's tour: its words, and the page and query where it is to be seen."""

    title: str
    sentence: str
    path: str
    query: Mapping[str, str]


def is_demo() -> bool:
    """Whether the open store is a demo; nothing can take the mark away."""
    return present().store.look(lambda tx: marks.setting(tx, _MARK) is not None)


def sign_in_names() -> tuple[DemoAccount, ...]:
    """Who can be signed in as, for the banner; empty when this is no demo."""

    def work(tx: Transaction) -> tuple[DemoAccount, ...]:
        if marks.setting(tx, _MARK) is None:
            return ()
        return tuple(DemoAccount(row["name"] or "Administrator", row["sign_in_name"]) for row in accounts.accounts(tx))

    return present().store.look(work)


def hint() -> str:
    """Whom to try first, in the demo's own words; empty when this is no demo."""
    return present().store.look(lambda tx: marks.setting(tx, _MARK)) or ""


def begin(everybody: tuple[DemoAccount, ...], hint: str) -> None:
    """Mark a fresh store as a demo and make its accounts: the first is the administrator's.

    `hint` says whom to try first.

    Raises
    ------
    NotAllowed
        When the board was not started as a demo, or the store holds accounts already.
    """
    digest, pin = passwords.digest(PASSWORD), passwords.digest(PIN)

    def work(tx: Transaction) -> None:
        if not present().settings.demo or accounts.accounts(tx):
            raise NotAllowed("A demo begins in an empty store of its own.")
        marks.put_setting(tx, _MARK, hint)
        for place, account in enumerate(everybody):
            member = people.add_member(tx, account.name) if place else None
            made = accounts.add_account(
                tx, account.sign_in_name, digest, member=member, must_replace=False, password_ends_at=None, ends_at=None
            )
            if member is not None:
                pins.put_pin(tx, made, pin)
        tx.record("the demo", "made a synthetic team")

    present().store.atomic(work)


@contextmanager
def filling() -> Iterator[None]:
    """While a demo is filled, its log is folded once instead of after each entry: nobody opens it half-filled.

    Raises NotAllowed everywhere else.
    """
    if not present().settings.demo:
        raise NotAllowed
    with present().store.folding_once():
        yield


def lay_out_tour(stops: Iterable[Stop]) -> None:
    """Keep the tour of a demo, once, in its own words. Raises NotAllowed everywhere else."""
    kept = json.dumps([asdict(stop) for stop in stops])

    def work(tx: Transaction) -> None:
        if not present().settings.demo or marks.setting(tx, _MARK) is None:
            raise NotAllowed
        marks.put_setting(tx, _TOUR, kept)

    present().store.atomic(work)


def tour() -> tuple[Stop, ...]:
    """The stops of the tour, in their order; none when this is no demo."""
    kept = present().store.look(lambda tx: marks.setting(tx, _TOUR))
    return tuple(Stop(**stop) for stop in json.loads(kept)) if kept else ()


def visit(sign_in_name: str) -> Viewer:
    """A session of a synthetic person, without the password: for filling the demo, and refused everywhere else."""
    if not present().settings.demo:
        raise NotAllowed

    def work(tx: Transaction) -> Viewer:
        account = accounts.account_named(tx, sign_in_name)
        if account is None or marks.setting(tx, _MARK) is None:
            raise NotAllowed
        token = passwords.first_password() + passwords.first_password()
        sessions.begin_session(tx, account["id"], account["epoch"], token, present().settings.absolute)
        return Viewer(token)

    return present().store.atomic(work)

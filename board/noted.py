"""Reading others' material is noted: one line in the ledger for each reader, matter and version, not each rerun."""

import hashlib
from collections.abc import Callable
from typing import TypeVar

from board.gate import Standing
from board.house import present
from db import ledger
from db.store import Transaction

Found = TypeVar("Found")


def noted(deed: str, look: Callable[[Transaction], tuple[Found, Standing, str]]) -> Found:
    """What `look` finds, after the ledger has its line.

    look : reads in one transaction; returns what it found, who looks, and the matter with its version: "" where nothing
    of others' was read. deed : how the ledger names the reading.
    """

    def is_unread(tx: Transaction, standing: Standing, matter: str) -> bool:
        return bool(matter) and ledger.is_unread(tx, standing.person.who, deed, matter, standing.team)

    def with_unread(tx: Transaction) -> tuple[Found, Standing, str, bool]:
        found, standing, matter = look(tx)
        return found, standing, matter, is_unread(tx, standing, matter)

    def note(tx: Transaction) -> None:
        if is_unread(tx, standing, matter):  # not meanwhile, in another tab of the same reader
            tx.record(standing.person.who, deed, matter=matter, team=standing.team, kind="reading")

    found, standing, matter, unread = present().store.look(with_unread)
    if unread:
        present().store.atomic(note)
    return found


def version_of(shown: object) -> str:
    """Another one as soon as anything that is shown is another, and never before.

    The store's own versions do not do: an open page reads by itself, and its line would say when somebody came late or
    withdrew.
    """
    return hashlib.sha256(repr(shown).encode("utf-8", "surrogatepass")).hexdigest()[:16]

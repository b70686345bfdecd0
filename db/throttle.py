"""Tries to sign in, counted so that guessing slows down."""

import uuid
from datetime import datetime

from db.sessions import token_digest
from db.store import Row, Transaction

_TRIES = """
    select name_digest, address, outcome, happened_at from throttle
     where happened_at > $since and (name_digest = $name or address = $address)
     order by happened_at
"""

_FAILURES_OF_ALL = """
    select coalesce(sum(case outcome when 'tried' then 1 when 'came in' then -1 else 0 end), 0) as n
      from throttle where happened_at > $since
"""


def tries(tx: Transaction, name: str, address: str, since: datetime) -> list[Row]:
    """Tries of this name or from this address since then, oldest first."""
    return tx.rows(_TRIES, name=token_digest(name), address=address, since=since)


def failures_of_all(tx: Transaction, since: datetime) -> int:
    """How many tries failed since then, whoever made them: those noted, less those that came in."""
    row = tx.row(_FAILURES_OF_ALL, since=since)
    return int(row["n"]) if row else 0


def note_try(tx: Transaction, name: str, address: str, outcome: str) -> None:
    """Note a try (`tried`), a success (`came in`) or that an administrator lifted the pause (`lifted`)."""
    tx.insert(
        "throttle",
        [
            {
                "id": uuid.uuid4(),
                "name_digest": token_digest(name),
                "address": address,
                "outcome": outcome,
                "happened_at": tx.now,
            }
        ],
    )

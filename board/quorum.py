"""How many have recorded, of how many, and from how many on a round can be revealed."""

from uuid import UUID

from board.house import present
from db import conferences as stored
from db import entries
from db.store import Row, Transaction


def counted(tx: Transaction, row: Row) -> tuple[int, int]:
    """How many have recorded in a discussion, and of how many."""
    there, expected = there_and_expected(tx, row)
    return len(there), len(expected | there)


def needed(expected: int) -> int:
    """From so many on the round can be revealed."""
    return max(1, min(present().settings.quorum, expected))


def there_and_expected(tx: Transaction, row: Row) -> tuple[set[UUID], set[UUID]]:
    """Who has recorded, and who is asked to."""
    expected = {member["member"] for member in stored.expected(tx, row)}
    return entries.have_recorded(tx, row["id"], 1) if row["opened_seq"] is not None else set(), expected

"""The second round of a discussion: when it opened, and which items it asks from then on."""

from collections.abc import Sequence
from uuid import UUID

from db.store import Transaction

_ASKED = "select item from asked_item where discussion = $discussion and round = 2 order by place"


def open_second_round(tx: Transaction, discussion: UUID, seq: int, items: Sequence[str]) -> None:
    """Open it for recording, and fix what it asks; the naming policy stays that of the discussion."""
    tx.insert(
        "round",
        [
            {
                "discussion": discussion,
                "number": 2,
                "opened_seq": seq,
                "opened_at": tx.now,
                "revealed_seq": None,
                "revealed_at": None,
            }
        ],
    )
    tx.insert(
        "asked_item",
        [{"discussion": discussion, "round": 2, "item": item, "place": n} for n, item in enumerate(items, 1)],
    )


def asked(tx: Transaction, discussion: UUID) -> tuple[str, ...]:
    """The keys of the items that the second round asks, in order; none before it opens."""
    return tuple(str(row["item"]) for row in tx.rows(_ASKED, discussion=discussion))

"""The independent, full entries of a round, and their scores as a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from access.terms import EntryKind
from db.store import Row


@dataclass(frozen=True)
class Answered:
    """The independent, full entries of a round as rows of the store."""

    entries: Sequence[Row]
    ratings: Sequence[Row]

    @cached_property
    def members(self) -> tuple[UUID, ...]:
        """The members in an order of their answers: which sheet is whose makes no difference to any figure."""
        given: dict[UUID, list[tuple[str, int]]] = {row["member"]: [] for row in self.entries}
        for row in self.ratings:
            given[row["member"]].append((row["item"], -1 if row["score"] is None else row["score"]))
        return tuple(sorted(given, key=lambda member: (sorted(given[member]), str(member))))

    def table(self, keys: Sequence[str]) -> NDArray[np.float64]:
        """Scores (n_members, n_items), NaN where somebody could not say."""
        place = {(row["member"], row["item"]): row["score"] for row in self.ratings}
        return np.array(
            [[_number(place.get((member, key))) for key in keys] for member in self.members], dtype=np.float64
        ).reshape(len(self.members), len(keys))


def independent(entries: Sequence[Row], ratings: Sequence[Row]) -> Answered:
    """Keep what was recorded before the reveal, in full: late sheets saw the others, short ones hold no ratings."""
    kept = [row for row in entries if not row["late"] and row["kind"] == EntryKind.FULL]
    members = {row["member"] for row in kept}
    return Answered(kept, [row for row in ratings if row["member"] in members])


def _number(score: int | None) -> float:
    return float("nan") if score is None else float(score)

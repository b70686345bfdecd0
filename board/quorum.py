"""How many have recorded, of how many, and from how many on a round can be revealed."""

from dataclasses import dataclass
from uuid import UUID

from access.terms import Role, Round
from board.house import present
from db import conferences as stored
from db import entries, people
from db.store import Row, Transaction


@dataclass(frozen=True)
class Count:
    """Who has recorded, who was asked when the recording opened, and who of them is still in the team."""

    there: frozenset[UUID]
    asked: frozenset[UUID]
    still_here: frozenset[UUID]

    @property
    def recorded(self) -> int:
        """How many have recorded; it stands still from the reveal on."""
        return len(self.there)

    @property
    def expected(self) -> int:
        """Of how many. Who leaves the team is still counted, so that the number does not tell whether they recorded."""
        return len(self.asked | self.there)

    @property
    def needed(self) -> int:
        """From so many on the round can be revealed: the quorum, or all who can still record."""
        return max(1, min(present().settings.quorum, len(self.still_here | self.there)))


def counted(tx: Transaction, row: Row, of_round: Round = Round.FIRST) -> Count:
    """Who has recorded in a round of a discussion, of whom."""
    asked = frozenset(member["member"] for member in stored.expected(tx, row))
    recording = {member["member"] for member in people.members(tx, row["team"]) if member["role"] != Role.OBSERVER}
    there = entries.have_recorded(tx, row["id"], of_round) if row["opened_seq"] is not None else set()
    return Count(frozenset(there), asked, asked & recording)

"""Who takes part in which discussion of a team, for all of them at once: the gate's rule for an agenda."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from access.terms import Role
from board.quorum import Count
from db import agenda, people
from db.store import Row, Transaction


@dataclass(frozen=True)
class Attendance:
    """The present members of a team, all memberships so far, who stands back from what, what was opened to whom."""

    now: datetime
    members: dict[UUID, Row]
    memberships: tuple[Row, ...]
    away: set[tuple[UUID, UUID]]
    granted: set[tuple[UUID, UUID]]

    def role(self, member: UUID, discussion: Row) -> Role:
        """What a member is in a discussion: the role in the team, or outsider when away or come later."""
        joined = self.members.get(member)
        if joined is None or not self._takes_part(joined, discussion):
            return Role.OUTSIDER
        return Role(joined["role"])

    def expected(self, discussion: Row) -> set[UUID]:
        """The members who were asked when the recording opened; while it is planned: who would be asked now."""
        since = self.now if discussion["opened_at"] is None else discussion["opened_at"]
        return {
            row["member"]
            for row in self.memberships
            if (row["ends_at"] is None or row["ends_at"] > since) and self._is_asked(row, discussion)
        }

    def still_asked(self, discussion: Row) -> set[UUID]:
        """Those of them who are in the team today."""
        return {row["member"] for row in self.members.values() if self._is_asked(row, discussion)}

    def count(self, discussion: Row, there: set[UUID]) -> Count:
        """Who of those asked has recorded."""
        return Count(frozenset(there), frozenset(self.expected(discussion)), frozenset(self.still_asked(discussion)))

    def came_later(self, member: UUID, discussion: Row) -> bool:
        """Whether only the leader's word is missing: joined after the recording opened, and does not stand back."""
        joined = self.members[member]
        away = (discussion["id"], member) in self.away
        return not away and not self._takes_part(joined, discussion)

    def _is_asked(self, joined: Row, discussion: Row) -> bool:
        return joined["role"] != Role.OBSERVER and self._takes_part(joined, discussion)

    def _takes_part(self, joined: Row, discussion: Row) -> bool:
        here = (discussion["id"], joined["member"])
        opened = discussion["opened_seq"]
        came_later = opened is not None and joined["begun_seq"] > opened
        return here not in self.away and (not came_later or here in self.granted)


def attendance(tx: Transaction, team: UUID) -> Attendance:
    """Read it for one team, in two queries."""
    away, granted = agenda.away_and_granted(tx, team)
    rows = tuple(people.every_membership(tx, team))
    today = {row["member"]: row for row in rows if row["ends_at"] is None or row["ends_at"] > tx.now}
    return Attendance(tx.now, today, rows, away, granted)

"""Reminders: who of a team can be reached by mail, and when each was reminded last of a round."""

from collections.abc import Iterable
from uuid import UUID

from db.store import Row, Transaction

_REACHABLE = """
    select distinct c.member, a.email
      from membership s
      join account c on c.member = s.member
      join address a on a.account = c.id
     where s.team = $team and s.begins_at <= $now and (s.ends_at is null or s.ends_at > $now)
       and a.email <> '' and c.disabled_at is null and (c.ends_at is null or c.ends_at > $now)
       and (c.password_ends_at is null or c.password_ends_at > $now)
"""
_REMINDED = "select member, sent_at from reminder where discussion = $discussion and round = $round"


def reachable(tx: Transaction, team: UUID) -> dict[UUID, str]:
    """The addresses of the present members of a team who have one and whose account opens."""
    return {row["member"]: row["email"] for row in tx.rows(_REACHABLE, team=team, now=tx.now)}


def reminded(tx: Transaction, discussion: UUID, number: int) -> list[Row]:
    """When each member was reminded of this round; without a time when that mail was not taken."""
    return tx.rows(_REMINDED, discussion=discussion, round=number)


def note_reminded(tx: Transaction, discussion: UUID, number: int, members: Iterable[UUID]) -> None:
    """Note that these members are reminded now. The primary key makes one of two processes run again."""
    known = {row["member"] for row in reminded(tx, discussion, number)}
    for member in members:
        if member in known:
            _set_time(tx, discussion, number, member, is_sent=True)
        else:
            tx.insert("reminder", [{"discussion": discussion, "round": number, "member": member, "sent_at": tx.now}])


def note_not_reminded(tx: Transaction, discussion: UUID, number: int, members: Iterable[UUID]) -> None:
    """The mail to these members was not taken: they may be reminded again at once."""
    for member in members:
        _set_time(tx, discussion, number, member, is_sent=False)


def _set_time(tx: Transaction, discussion: UUID, number: int, member: UUID, *, is_sent: bool) -> None:
    tx.run(
        "update reminder set sent_at = $sent_at where discussion = $discussion and round = $round and member = $member",
        sent_at=tx.now if is_sent else None,
        discussion=discussion,
        round=number,
        member=member,
    )

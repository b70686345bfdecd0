"""Many discussions at once: who is away, who has recorded, what one member began; few queries an agenda."""

import json
from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

from db.store import Row, Transaction

_AWAY = """
    select x.discussion, x.member, false as granted
      from recusal x join discussion d on d.id = x.discussion where d.team = $team
     union all
    select g.discussion, g.member, true as granted
      from granted g join discussion d on d.id = g.discussion where d.team = $team
"""
# Sixteen places, the same discussion in those left over: a list of constants is pushed down to PostgreSQL and
# its index, a list in one parameter is not.
_PLACES = 16
_RECORDED = """
    select e.discussion, e.member, e.late, e.withdrawn
      from entry e
     where e.discussion in
           ($d0, $d1, $d2, $d3, $d4, $d5, $d6, $d7, $d8, $d9, $d10, $d11, $d12, $d13, $d14, $d15)
       and e.round = $round and (e.late or not (e.withdrawn and e.after_reveal))
   qualify row_number() over (partition by e.discussion, e.member, e.late order by e.revision desc) = 1
"""
_DRAFTS = """
    select discussion, body, kept_at
      from draft
     where discussion in
           ($d0, $d1, $d2, $d3, $d4, $d5, $d6, $d7, $d8, $d9, $d10, $d11, $d12, $d13, $d14, $d15)
       and round = $round and member = $member
"""


def away_and_granted(tx: Transaction, team: UUID) -> tuple[set[tuple[UUID, UUID]], set[tuple[UUID, UUID]]]:
    """Who stands back, and to whom earlier ones were opened: pairs (discussion, member) of a whole team."""
    rows = tx.rows(_AWAY, team=team)
    granted = {(row["discussion"], row["member"]) for row in rows if row["granted"]}
    return {(row["discussion"], row["member"]) for row in rows if not row["granted"]}, granted


def have_recorded(tx: Transaction, discussions: Sequence[UUID], round_number: int = 1) -> dict[UUID, set[UUID]]:
    """For each discussion, who recorded before the reveal and did not withdraw by then. No answers, order or time."""
    return have_recorded_or_came_late(tx, discussions, round_number)[0]


def have_recorded_or_came_late(
    tx: Transaction, discussions: Sequence[UUID], round_number: int = 1
) -> tuple[dict[UUID, set[UUID]], dict[UUID, set[UUID]]]:
    """The same, and beside it whose entry came after the reveal and stands: to be told to themselves alone."""
    in_time: dict[UUID, set[UUID]] = {discussion: set() for discussion in discussions}
    late: dict[UUID, set[UUID]] = {discussion: set() for discussion in discussions}
    for places in _in_sixteens(discussions):
        for row in tx.rows(_RECORDED, **places, round=round_number):
            if not row["withdrawn"]:
                (late if row["late"] else in_time)[row["discussion"]].add(row["member"])
    return in_time, late


def own_drafts(tx: Transaction, discussions: Sequence[UUID], member: UUID, round_number: int = 1) -> dict[UUID, Row]:
    """The drafts that one member has begun, by discussion; their bodies parsed."""
    given = {"member": member, "round": round_number}
    rows = [row for places in _in_sixteens(discussions) for row in tx.rows(_DRAFTS, **places, **given)]
    return {row["discussion"]: {**row, "body": json.loads(row["body"])} for row in rows}


def _in_sixteens(discussions: Sequence[UUID]) -> Iterator[dict[str, UUID]]:
    for start in range(0, len(discussions), _PLACES):
        some = list(discussions[start : start + _PLACES])
        yield {f"d{n}": discussion for n, discussion in enumerate(_filled(some))}


def _filled(some: list[UUID]) -> Iterable[UUID]:
    return some + some[:1] * (_PLACES - len(some))

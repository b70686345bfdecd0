"""Guesses: how a member thinks the other view answers. Nobody else's ever leaves this file but as a sum of several.

The rule of the seal stands in the SQL: what is asked over others' guesses adds them up, looks at those alone that are
in the team's mean, and finds nothing where fewer than `least` are.
"""

from collections.abc import Iterable
from uuid import UUID

from db.store import Row, Transaction

# A withdrawn entry takes the own guess with it.
_WITHDRAWN = """
    select l.member from (
        select e.member, e.withdrawn from entry e where e.discussion = $discussion and e.round = 1
       qualify row_number() over (partition by e.member order by e.revision desc) = 1
    ) l where l.withdrawn
"""
_OWN = (
    """
    select g.item, g.other, g.guessed, g.low, g.high, g.ours, g.theirs, g.guessed_at
      from guess g
     where g.discussion = $discussion and g.member = $member and g.member not in ("""
    + _WITHDRAWN
    + """)
     order by g.place
"""
)
_HAS_GUESSED = "select 1 from guess where discussion = $discussion and member = $member limit 1"
_ASKED = "select distinct item, place from guess where discussion = $discussion order by place"
_WAITING = (
    """
    select distinct g.member from guess g
     where g.discussion = $discussion
       and g.member not in (select t.member from told_guess t where t.discussion = $discussion)
       and g.member not in ("""
    + _WITHDRAWN
    + ")"
)
# `outward`: steps from the end of the scale at which the own view lies towards the other one. In these the guesses of
# both views can be added up, and no sum of theirs tells which of them is whose.
_IN_THE_MEAN = """
    select g.member, g.item, g.place, g.high - g.low as span, abs(g.theirs - g.ours) as apart,
           case when g.theirs >= g.ours then g.guessed - g.low else g.high - g.guessed end as outward,
           case when g.theirs >= g.ours then g.ours - g.low else g.high - g.ours end as near
      from guess g join told_guess t on t.member = g.member
     where g.discussion = $discussion and t.discussion = $discussion
"""
_BY_ITEM = (
    """
    select m.item, count(*) as guesses, sum(m.outward - m.near) as thought, sum(m.apart) as apart
      from ("""
    + _IN_THE_MEAN
    + """) m
     group by m.item, m.place having count(*) >= $least
     order by m.place
"""
)
# Each guess as one figure in points of a scale of five places.
_TOGETHER = (
    """
    select count(*) as guesses, sum(o.thought) as thought, sum(o.apart) as apart,
           sum(o.outward) as outward, sum(o.outward * o.outward) as outward_squared
      from (
        select avg(4.0 * (m.outward - m.near) / m.span) as thought, avg(4.0 * m.apart / m.span) as apart,
               avg(4.0 * m.outward / m.span) as outward
          from ("""
    + _IN_THE_MEAN
    + """) m
         group by m.member
      ) o
    having count(*) >= $least
"""
)
_TOLD_OF_TEAM = """
    select distinct t.discussion from told_guess t join discussion d on d.id = t.discussion where d.team = $team
"""
_LAST_TOLD = "select coalesce(max(told_seq), 0) as seq from told_guess where discussion = $discussion"


def add_guess(tx: Transaction, discussion: UUID, member: UUID, other: str, rows: Iterable[Row], seq: int) -> None:
    """Store a member's guess, whole. `rows`: item, guessed, low, high, ours, theirs, in the order asked."""
    shared = {"discussion": discussion, "member": member, "other": other, "seq": seq, "guessed_at": tx.now}
    tx.insert("guess", [{**shared, **row, "place": place} for place, row in enumerate(rows, 1)])


def own(tx: Transaction, discussion: UUID, member: UUID) -> list[Row]:
    """The member's own guess, an item a row in the order asked; none once the own entry is withdrawn."""
    return tx.rows(_OWN, discussion=discussion, member=member)


def has_guessed(tx: Transaction, discussion: UUID, member: UUID) -> bool:
    """Whether the member has guessed, the entry withdrawn since or not."""
    return tx.row(_HAS_GUESSED, discussion=discussion, member=member) is not None


def asked(tx: Transaction, discussion: UUID) -> tuple[str, ...]:
    """The items that were asked in a discussion so far, in order; none before the first guess."""
    return tuple(str(row["item"]) for row in tx.rows(_ASKED, discussion=discussion))


def waiting(tx: Transaction, discussion: UUID) -> set[UUID]:
    """Whose guesses are not in the team's mean yet."""
    return {row["member"] for row in tx.rows(_WAITING, discussion=discussion)}


def let_into_the_mean(tx: Transaction, discussion: UUID, members: set[UUID], seq: int) -> None:
    """From now on the guesses of these members are in the team's mean."""
    told = [{"discussion": discussion, "member": member, "told_seq": seq} for member in sorted(members, key=str)]
    tx.insert("told_guess", told)


def by_item(tx: Transaction, discussion: UUID, least: int) -> list[Row]:
    """For each item the number of guesses in the mean and the sums, in steps of its scale; none below `least`."""
    return tx.rows(_BY_ITEM, discussion=discussion, least=least)


def together(tx: Transaction, discussion: UUID, least: int) -> Row | None:
    """The number of guesses in the mean and the sums over all items, in points of five; None below `least`."""
    return tx.row(_TOGETHER, discussion=discussion, least=least)


def told_of_team(tx: Transaction, team: UUID) -> set[UUID]:
    """The discussions of a team in which there is a team's mean."""
    return {row["discussion"] for row in tx.rows(_TOLD_OF_TEAM, team=team)}


def last_told(tx: Transaction, discussion: UUID) -> int:
    """The ledger number at which guesses came into the team's mean last: a version of it. 0: never."""
    row = tx.row(_LAST_TOLD, discussion=discussion)
    return int(row["seq"]) if row else 0

"""Entries: what each member answered. Others' entries leave this file only after the reveal of their round.

The rule of the seal stands in the SQL: every query over others' answers asks that the round's `revealed_seq` is set.
Every large table is filtered by one constant discussion (joins are not pushed down to PostgreSQL).
"""

import json
import uuid
from typing import Any
from uuid import UUID

from db.store import Row, Transaction

# The latest revision of each member's entry in one round; a withdrawn one is still the latest. A withdrawal that waits
# for the close (too few would remain) leaves the revision before it in force. All as it stood at `until` in the ledger.
_LATEST = """
    select e.* from entry e
     where e.discussion = $discussion and e.round = $round and not e.waits and e.seq <= $until
   qualify row_number() over (partition by e.member order by e.revision desc) = 1
"""
_TODAY = 2**62
_OWN_LATEST = """
    select * from entry where discussion = $discussion and round = $round and member = $member
     order by revision desc limit 1
"""
_BY_REQUEST = "select * from entry where discussion = $discussion and member = $member and request = $request"
_RATINGS_OF = "select item, score from rating where discussion = $discussion and entry = $entry"
_NOTICED_OF = "select observation from noticed where discussion = $discussion and entry = $entry"
_LINES_OF = "select kind, visibility, body from line where discussion = $discussion and entry = $entry"
# After the reveal this list stands still: a name that went would say whose sheet it was, one that came who is late.
_HAVE_RECORDED = """
    select distinct l.member from (
        select e.member, e.withdrawn from entry e
         where e.discussion = $discussion and e.round = $round and not e.late and not (e.withdrawn and e.after_reveal)
       qualify row_number() over (partition by e.member order by e.revision desc) = 1
    ) l where not l.withdrawn
"""

# Who had the whole form in the round at its reveal, withdrawn since or not; nobody before it.
_STOOD_AT_REVEAL = """
    select l.member from (
        select e.member, e.withdrawn, e.kind from entry e
         where e.discussion = $discussion and e.round = $round and not e.late and not (e.withdrawn and e.after_reveal)
       qualify row_number() over (partition by e.member order by e.revision desc) = 1
    ) l join round r on r.discussion = $discussion and r.number = $round
     where not l.withdrawn and l.kind = 'full' and r.revealed_seq is not null
"""
_WAITING = """
    select l.* from (
        select e.* from entry e where e.discussion = $discussion and e.round = $round
       qualify row_number() over (partition by e.member order by e.revision desc) = 1
    ) l where l.withdrawn and l.waits
"""
_LEFT = """
    select 1 from entry
     where discussion = $discussion and round = $round and kind = 'full' and not late
       and withdrawn and after_reveal and not waits and seq <= $until limit 1
"""

# Not a flag that Python checks: without the reveal these find nothing.
_REVEALED = (
    """
    select l.id, l.member, l.kind, l.late, l.contact, l.shift, l.seq
      from ("""
    + _LATEST
    + """) l
      join round r on r.discussion = $discussion and r.number = $round
     where not l.withdrawn and r.revealed_seq is not null
"""
)
_REVEALED_RATINGS = (
    """
    select v.member, v.late, v.kind, t.item, t.score
      from rating t join ("""
    + _REVEALED
    + """) v on v.id = t.entry
     where t.discussion = $discussion
"""
)
_REVEALED_NOTICED = (
    """
    select v.member, v.late, t.observation
      from noticed t join ("""
    + _REVEALED
    + """) v on v.id = t.entry
     where t.discussion = $discussion
"""
)
_REVEALED_LINES = (
    """
    select v.member, v.late, t.kind, t.visibility, t.body
      from line t join ("""
    + _REVEALED
    + """) v on v.id = t.entry
     where t.discussion = $discussion and t.visibility <> 'self'
       and v.member not in (select w.member from ("""
    + _WAITING
    + """) w)
"""
)
# A signed line goes with its author's withdrawal, but who could read it knows whose it was.
_SIGNED = (
    """
    select distinct v.member
      from line t join ("""
    + _REVEALED
    + """) v on v.id = t.entry
     where t.discussion = $discussion and t.visibility = 'named' and not v.late
"""
)


def keep_draft(
    tx: Transaction, discussion: UUID, round_number: int, member: UUID, version: int, body: dict[str, Any]
) -> bool:
    """Keep a draft as `version + 1`, when `version` is the one stored (0: none). False when another tab was first."""
    found = tx.row(
        "select version from draft where discussion = $discussion and round = $round and member = $member",
        discussion=discussion,
        round=round_number,
        member=member,
    )
    if (found["version"] if found else 0) != version:
        return False
    text = json.dumps(body)
    if found:
        tx.run(
            "update draft set version = version + 1, body = $body, kept_at = $now "
            "where discussion = $discussion and round = $round and member = $member",
            discussion=discussion,
            round=round_number,
            member=member,
            body=text,
            now=tx.now,
        )
    else:
        tx.insert(
            "draft",
            [
                {
                    "discussion": discussion,
                    "round": round_number,
                    "member": member,
                    "version": 1,
                    "body": text,
                    "kept_at": tx.now,
                }
            ],
        )
    return True


def draft(tx: Transaction, discussion: UUID, round_number: int, member: UUID) -> Row | None:
    """The member's own draft with version and time, its body parsed."""
    found = tx.row(
        "select version, body, kept_at from draft "
        "where discussion = $discussion and round = $round and member = $member",
        discussion=discussion,
        round=round_number,
        member=member,
    )
    return {**found, "body": json.loads(found["body"])} if found else None


def drop_draft(tx: Transaction, discussion: UUID, round_number: int, member: UUID) -> None:
    """The draft is gone: it was submitted."""
    tx.run(
        "delete from draft where discussion = $discussion and round = $round and member = $member",
        discussion=discussion,
        round=round_number,
        member=member,
    )


def add_entry(
    tx: Transaction,
    *,
    discussion: UUID,
    round_number: int,
    member: UUID,
    kind: str,
    late: bool,
    contact: str | None,
    shift: str | None,
    request: UUID,
    seq: int,
    scores: dict[str, int | None],
    noticed: list[str],
    lines: list[tuple[str, str, str]],
) -> None:
    """Store the next revision of an entry, whole. `scores`: None is "can't say". `lines`: kind, visibility, body."""
    entry_id = uuid.uuid4()
    tx.insert(
        "entry",
        [
            {
                "id": entry_id,
                "discussion": discussion,
                "round": round_number,
                "member": member,
                "revision": _next_revision(tx, discussion, round_number, member),
                "kind": kind,
                "late": late,
                "withdrawn": False,
                "waits": False,
                "after_reveal": late,
                "contact": contact,
                "shift": shift,
                "request": request,
                "seq": seq,
                "submitted_at": tx.now,
            }
        ],
    )
    shared = {"discussion": discussion, "entry": entry_id}
    tx.insert("rating", [{**shared, "item": item, "score": score} for item, score in scores.items()])
    tx.insert("noticed", [{**shared, "observation": key} for key in noticed])
    tx.insert("line", [{**shared, "kind": line, "visibility": who, "body": body} for line, who, body in lines])


def withdraw(tx: Transaction, entry: Row, seq: int, *, waits: bool, after_reveal: bool) -> None:
    """Add the revision that says: withdrawn. With `waits` its figures stay until `let_withdrawals_go`, its lines go."""
    tx.insert(
        "entry",
        [
            {
                "id": uuid.uuid4(),
                "discussion": entry["discussion"],
                "round": entry["round"],
                "member": entry["member"],
                "revision": _next_revision(tx, entry["discussion"], entry["round"], entry["member"]),
                "kind": entry["kind"],
                "late": entry["late"],
                "withdrawn": True,
                "waits": waits,
                "after_reveal": after_reveal,
                "contact": None,
                "shift": None,
                "request": uuid.uuid4(),
                "seq": seq,
                "submitted_at": tx.now,
            }
        ],
    )


def waiting(tx: Transaction, discussion: UUID, round_number: int) -> list[Row]:
    """The withdrawals whose figures still wait for the close."""
    return tx.rows(_WAITING, discussion=discussion, round=round_number)


def let_withdrawals_go(tx: Transaction, discussion: UUID, round_number: int, seq: int, members: set[UUID]) -> None:
    """At the close: the withdrawals of these members that waited take effect."""
    for row in waiting(tx, discussion, round_number):
        if row["member"] in members:
            withdraw(tx, row, seq, waits=False, after_reveal=True)


def _next_revision(tx: Transaction, discussion: UUID, round_number: int, member: UUID) -> int:
    latest = own(tx, discussion, round_number, member)
    return int(latest["revision"]) + 1 if latest else 1


def own(tx: Transaction, discussion: UUID, round_number: int, member: UUID) -> Row | None:
    """The member's own latest entry, withdrawn or not, without its answers."""
    return tx.row(_OWN_LATEST, discussion=discussion, round=round_number, member=member)


def last_change(tx: Transaction, discussion: UUID, round_number: int = 1, until: int = _TODAY) -> int:
    """The ledger number of the last thing that happened to an entry of a round: a version of its picture."""
    row = tx.row(
        "select coalesce(max(seq), 0) as seq from entry "
        "where discussion = $discussion and round = $round and seq <= $until",
        discussion=discussion,
        round=round_number,
        until=until,
    )
    return int(row["seq"]) if row else 0


def own_by_request(tx: Transaction, discussion: UUID, member: UUID, request: UUID) -> Row | None:
    """The entry that this very press of the button made, if it already did."""
    return tx.row(_BY_REQUEST, discussion=discussion, member=member, request=request)


def own_answers(tx: Transaction, discussion: UUID, entry: UUID) -> tuple[list[Row], list[Row], list[Row]]:
    """Ratings, ticks and lines of one entry of the caller's own."""
    given = {"discussion": discussion, "entry": entry}
    return tx.rows(_RATINGS_OF, **given), tx.rows(_NOTICED_OF, **given), tx.rows(_LINES_OF, **given)


def have_recorded(tx: Transaction, discussion: UUID, round_number: int) -> set[UUID]:
    """Who has an entry that is not withdrawn; after the reveal: who had one then. No answers, order or time."""
    return {row["member"] for row in tx.rows(_HAVE_RECORDED, discussion=discussion, round=round_number)}


def stood_at_reveal(tx: Transaction, discussion: UUID, round_number: int) -> set[UUID]:
    """Whose whole form stood at the reveal of a round, withdrawn since or not; nobody before the reveal."""
    return {row["member"] for row in tx.rows(_STOOD_AT_REVEAL, discussion=discussion, round=round_number)}


def has_been_left(tx: Transaction, discussion: UUID, round_number: int, until: int = _TODAY) -> bool:
    """Whether sheets that were in the picture of a revealed round have left it."""
    return tx.row(_LEFT, discussion=discussion, round=round_number, until=until) is not None


def signed(tx: Transaction, discussion: UUID, round_number: int) -> set[UUID]:
    """Who signed a line of a revealed round in time, and is in its picture; who has withdrawn the line since, too."""
    return {row["member"] for row in tx.rows(_SIGNED, discussion=discussion, round=round_number, until=_TODAY)}


def revealed_entries(tx: Transaction, discussion: UUID, round_number: int, until: int = _TODAY) -> list[Row]:
    """The entries of a revealed round; none before the reveal. `until`: as they stood then."""
    return tx.rows(_REVEALED, discussion=discussion, round=round_number, until=until)


def revealed_ratings(tx: Transaction, discussion: UUID, round_number: int, until: int = _TODAY) -> list[Row]:
    """The ratings of a revealed round, by member; none before the reveal. `until`: as they stood then."""
    return tx.rows(_REVEALED_RATINGS, discussion=discussion, round=round_number, until=until)


def revealed_noticed(tx: Transaction, discussion: UUID, round_number: int) -> list[Row]:
    """The ticks of a revealed round, by member; none before the reveal."""
    return tx.rows(_REVEALED_NOTICED, discussion=discussion, round=round_number, until=_TODAY)


def revealed_lines(tx: Transaction, discussion: UUID, round_number: int) -> list[Row]:
    """The lines of a revealed round that their authors opened to anybody, by member; none before the reveal."""
    return tx.rows(_REVEALED_LINES, discussion=discussion, round=round_number, until=_TODAY)

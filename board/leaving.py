"""Whose withdrawn sheets leave the picture at the close: so many, and such, that no single one can be worked out.

A sheet is the difference between the picture before and the picture after; what three or more take with them is not.
"""

from collections.abc import Iterable, Mapping
from uuid import UUID

from access.terms import EntryKind, Naming, Round
from board import clearing, gate
from board.house import present
from board.labels import labels
from db import entries
from db.store import Transaction


def who_may_leave(tx: Transaction, standing: gate.Standing) -> set[UUID]:
    """The members whose withdrawal takes effect now, of those whose figures waited for the close.

    With names: all. Without: once in a discussion, three or more whole forms together, none of somebody who had signed
    a line (the line is gone already, so it is known who withdrew), and of everybody of whom something was told apart
    (a view, a discipline) none or three and more, while none or three and more of them stay.
    """
    matter = standing.matter
    waiting = entries.waiting(tx, matter["id"], 1)
    everybody = {row["member"] for row in waiting}
    if matter["naming"] == Naming.NAMED:
        return everybody
    whole = {row["member"] for row in waiting if row["kind"] == EntryKind.FULL}
    if entries.has_been_left(tx, matter["id"], 1):
        return everybody - whole
    hidden, least = whole - entries.signed(tx, matter["id"], 1), present().settings.threshold_mean
    if len(hidden) < least:  # nearly always: then nothing is computed while the store waits
        return everybody - whole
    return everybody - whole | together(hidden, _told_apart(tx, standing), least)


def together(leaving: set[UUID], told_apart: Iterable[Mapping[UUID, object]], least: int) -> set[UUID]:
    """Those of `leaving` who may: of each group told apart none or `least`, and none or `least` of it left behind."""
    partitions = [_groups(of) for of in told_apart]
    going = set(leaving)
    while True:
        held = {
            member
            for groups in partitions
            for group in groups
            for member in group & going
            if len(group & going) < least or 0 < len(group - going) < least
        }
        if not held:
            return going
        going -= held


def _told_apart(tx: Transaction, standing: gate.Standing) -> list[Mapping[UUID, object]]:
    """Everybody in the picture, parted in each way in which something was told of a part: as a whole, view, label.

    The second round is told of those who recorded in both, and of each view among them.
    """
    rows = entries.revealed_entries(tx, standing.matter["id"], 1)
    views = clearing.views_by_member(tx, standing, rows)
    if not views:
        return []  # too few for a picture: nothing of any answer was told
    beside = [labels(tx, standing.matter)] if standing.matter["naming"] == Naming.DISCIPLINE else []
    again = entries.have_recorded(tx, standing.matter["id"], Round.SECOND)
    both = {member: member in again for member in views}
    both_views = {member: (view, both[member]) for member, view in views.items()}
    return [dict.fromkeys(views, "all"), views, *beside, both, both_views]


def _groups(of: Mapping[UUID, object]) -> list[set[UUID]]:
    return [{member for member, group in of.items() if group == name} for name in set(of.values())]

"""Which discipline may stand beside an answer: one that three or more share, and only while the rest are three too."""

from collections import Counter
from collections.abc import Mapping, Sequence
from uuid import UUID

from access.terms import OTHER_DISCIPLINES
from board.house import present
from db import entries, people
from db.store import Row, Transaction

SHEETS_FROM = 5
"""Whole sheets without a name stand on the page from so many on."""


def widened(disciplines: Sequence[str], least: int) -> tuple[str, ...]:
    """The label of each, in the order given: the discipline where `least` share it, else "other".

    Where "other" would stand for fewer than `least`, the smallest discipline joins it, until enough or all are in it:
    what is left when the others are taken away would have a name.
    """
    sizes = Counter(discipline for discipline in disciplines if discipline != OTHER_DISCIPLINES)
    shown = {discipline for discipline, size in sizes.items() if size >= least}
    rest = len(disciplines) - sum(sizes[discipline] for discipline in shown)
    while shown and 0 < rest < least:
        smallest = min(shown, key=lambda discipline: (sizes[discipline], discipline))
        shown.remove(smallest)
        rest += sizes[smallest]
    return tuple(discipline if discipline in shown else OTHER_DISCIPLINES for discipline in disciplines)


def labels(tx: Transaction, matter: Row) -> Mapping[UUID, str]:
    """The label of everybody whose whole form stood at the reveal of the first round, withdrawn since or not.

    By what each was when the recording opened: a label that changed later would point at whose it is.
    """
    there = sorted(entries.stood_at_reveal(tx, matter["id"], 1), key=str)
    everybody = people.members_since(tx, matter["team"], matter["opened_at"])
    was = {row["member"]: str(row["discipline"]) for row in everybody}
    told = widened([was.get(member, OTHER_DISCIPLINES) for member in there], present().settings.threshold_mean)
    return dict(zip(there, told, strict=True))

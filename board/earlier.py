"""Gathers what was revealed before one discussion: the weeks of its case, other cases, and those of its conference."""

import threading
from collections import OrderedDict
from collections.abc import Sequence
from uuid import UUID

from access.terms import Stage
from board.answered import independent
from board.house import present
from board.sheets import Before, Sheets
from db import earlier, entries
from db.store import Row, Transaction
from instruments import weekly_team_reaction

MOST_WEEKS = 8
"""Weeks of one case that are laid side by side, this one included."""
MOST_OTHERS = 12
"""Earlier discussions of other cases from which usual answers are taken: about a month or two, and quickly read."""
_KEPT = 512
"""Discussions kept in memory: a few kilobytes each."""

_sheets: OrderedDict[tuple[UUID, int], Sheets] = OrderedDict()
_keeping = threading.Lock()


def before_of(tx: Transaction, matter: Row) -> Before:
    """Gather it for a revealed discussion. What too few recorded for a picture of its own is used nowhere else.

    The weeks and the other cases are taken as they stood at this reveal. Were one put off later, or did sheets leave
    it, the views here would be found anew without them, and whoever falls into the other view then would be told.
    """
    then = matter["revealed_seq"]
    past = [row for row in _asked_alike(tx, matter, until=then) if row["opened_seq"] < matter["opened_seq"]]
    weeks = [row for row in past if row["patient_case"] == matter["patient_case"]][: MOST_WEEKS - 1]
    others = [row for row in past if row["patient_case"] != matter["patient_case"]][:MOST_OTHERS]
    today = _asked_alike(tx, matter, until=earlier.TODAY)
    beside = [row for row in today if row["conference"] == matter["conference"] and row["id"] != matter["id"]]
    now = [row for row in today if row["id"] == matter["id"]]
    return Before(
        weeks=_enough(tx, weeks[::-1], until=then),
        others=_enough(tx, others, until=then),
        beside=_enough(tx, beside),
        now=_enough(tx, now),
        shown_today={row["id"]: Stage(row["stage"]) for row in today},
    )


def _asked_alike(tx: Transaction, matter: Row, *, until: int) -> list[Row]:
    return [
        row
        for row in earlier.revealed_of_team(tx, matter["team"], until)
        if all(row[name] == matter[name] for name in ("instrument", "instrument_version"))
    ]


def _enough(tx: Transaction, rows: Sequence[Row], *, until: int = earlier.TODAY) -> tuple[Sheets, ...]:
    found = [_of(tx, row, until) for row in rows]
    return tuple(sheets for sheets in found if len(sheets.members) >= present().settings.threshold_spread)


def _of(tx: Transaction, row: Row, until: int) -> Sheets:
    """The sheets of one discussion, kept by version: a closed one is read once."""
    is_closed = Stage(row["stage"]) is Stage.CLOSED
    version = row["stage_seq"] if is_closed else entries.last_change(tx, row["id"], until=until)
    key = (row["id"], version)
    with _keeping:
        if key in _sheets:
            _sheets.move_to_end(key)
            return _sheets[key]
    found = _read(tx, row, version)
    with _keeping:
        _sheets[key] = found
        while len(_sheets) > _KEPT:
            _sheets.popitem(last=False)
    return found


def _read(tx: Transaction, row: Row, version: int) -> Sheets:
    """As they stood at this version: the number in the ledger of the last thing that happened to them."""
    rows, ratings = (read(tx, row["id"], 1, version) for read in (entries.revealed_entries, entries.revealed_ratings))
    answered = independent(rows, ratings)
    scores = answered.table([item.key for item in weekly_team_reaction().items()])
    scores.flags.writeable = False
    return Sheets(row, version, answered.members, scores, entries.has_been_left(tx, row["id"], 1, version))

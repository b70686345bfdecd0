"""What would have been seen: the smallest division that a team of this size finds 4 times out of 5.

The table is computed by simulation on the board's own form (benchmarks/analysis/power_table.py) and shipped
as data.
"""

import csv
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

TABLE = Path(__file__).with_name("power_table.csv")
WANTED = 0.8


@dataclass(frozen=True)
class Smallest:
    """Two views found 4 times out of 5.

    gap : their distance in points of a five-point scale, on `items` of `of_items` questions.
    """

    gap: float
    items: int
    of_items: int


def smallest_division(members: int, section: str = "feelings") -> Smallest | None:
    """The smallest division of a section that is found 4 times out of 5; None when the table holds none.

    members : who answered enough. section : "feelings" or "positions". For a team size between two of the
        table the smaller one counts, so the sentence never promises too much; above the largest, the largest.
    """
    rows = [row for row in _table() if row[0] == section and row[1] <= members]
    if not rows:
        return None
    nearest = max(row[1] for row in rows)
    found = [row for row in rows if row[1] == nearest and row[5] >= WANTED]
    if not found:
        return None
    _, _, gap, items, of_items, _ = min(found, key=lambda row: row[2])
    return Smallest(gap, items, of_items)


@lru_cache(maxsize=1)
def _table() -> tuple[tuple[str, int, float, int, int, float], ...]:
    """Rows of section, members, gap, items, of_items, share found."""
    if not TABLE.exists():
        return ()
    with TABLE.open(newline="", encoding="utf-8") as lines:
        return tuple(
            (
                row["section"],
                int(row["members"]),
                float(row["gap"]),
                int(row["items"]),
                int(row["of_items"]),
                float(row["found"]),
            )
            for row in csv.DictReader(lines)
        )

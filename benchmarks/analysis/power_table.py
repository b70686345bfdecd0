"""How often a division on the board's own form is found, by team size and gap: computes analysis/power_table.csv.

Run it by `python -m benchmarks.analysis.run --write-power-table`.
"""

import csv
from pathlib import Path

import numpy as np

from benchmarks.analysis import form

TABLE = Path(__file__).resolve().parents[2] / "analysis" / "power_table.csv"
MEMBERS = (6, 7, 8, 9, 10, 12, 14)
GAPS = (1.0, 1.5, 2.0, 2.5, 3.0)  # points of a five-point scale
DIVIDING = 10  # of the 16 feelings; of the positions all seven


def write(replicates: int) -> None:
    """Simulate every team size and gap and write one row each."""
    with TABLE.open("w", newline="", encoding="utf-8") as lines:
        rows = csv.writer(lines, lineterminator="\n")
        rows.writerow(["section", "members", "gap", "items", "of_items", "found", "two_views", "replicates"])
        for section, items, of_items in (("feelings", DIVIDING, 16), ("positions", 7, 7)):
            for members in MEMBERS:
                for gap in GAPS:
                    found, apart = share_found(section, members, gap, replicates)
                    rows.writerow([section, members, gap, items, of_items, found, apart, replicates])
                    lines.flush()


def share_found(section: str, members: int, gap: float, replicates: int) -> tuple[float, float]:
    """Share of teams, parted as evenly as may be, whose division is found at 1 in 20, and found to be two views."""
    team = form.Team(members=members, smaller=members // 2, gap=gap, items=DIVIDING)
    shared = camps = 0
    for replicate in range(replicates):
        reading = form.scan(section, team, np.random.default_rng([11, members, int(gap * 10), replicate]))[0]
        shared += reading.p_shared is not None and reading.p_shared <= 0.05
        camps += reading.p_camps is not None and reading.p_camps <= 0.05
    return round(shared / replicates, 2), round(camps / replicates, 2)

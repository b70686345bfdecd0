"""False alarms on the board's own form: teams that differ by chance, mood and liking alone."""

from dataclasses import dataclass

import numpy as np

from benchmarks.analysis import form

MEMBERS = (6, 7, 8, 9, 10, 12, 14)


@dataclass(frozen=True)
class Alarms:
    """Share of teams without camps in which p_shared, and p_camps, is at most 1 in 20."""

    section: str
    members: int
    liking: float
    shared: float
    camps: float
    gradient: float


def alarms(section: str, members: int, liking: float, replicates: int, **more: float) -> Alarms:
    """Scan teams without camps; with liking, p_shared is no false alarm but p_camps is."""
    team = form.Team(members=members, liking=liking, **more)
    readings = [
        form.scan(section, team, np.random.default_rng([12, members, replicate]))[0] for replicate in range(replicates)
    ]
    shared = np.mean([(reading.p_shared or 1.0) <= 0.05 for reading in readings])
    camps = np.mean([(reading.p_camps or 1.0) <= 0.05 for reading in readings])
    gradient = np.mean([reading.verdict == "gradient" for reading in readings])
    return Alarms(section, members, liking, float(shared), float(camps), float(gradient))


def show(replicates: int) -> None:
    """Print the table of docs/statistics.md."""
    print("section    members  no liking: shared  camps   liking 0.5: shared  camps  gradient   liking 0.9: camps")
    for section in ("feelings", "positions"):
        for members in MEMBERS:
            none, some, much = (alarms(section, members, liking, replicates) for liking in (0.0, 0.5, 0.9))
            print(
                f"{section:10} {members:7d}  {none.shared:17.3f}  {none.camps:5.3f}  {some.shared:19.3f}  "
                f"{some.camps:5.3f}  {some.gradient:8.3f}  {much.camps:18.3f}",
                flush=True,
            )

"""How many have recorded, for who runs the board: case codes and counts, nothing of what a case is about."""

from dataclasses import dataclass
from uuid import UUID

from access.policy import Action, permits
from access.terms import Stage
from access.viewer import Viewer
from board import gate
from board.attendance import attendance
from board.house import present
from db import agenda
from db import conferences as stored
from db.store import Transaction

_GOING_ON = {Stage.RECORDING, Stage.REVEALED}


@dataclass(frozen=True)
class Turnout:
    """One discussion that is recorded or revealed: `recorded` of `expected` members have handed in."""

    code: str
    recorded: int
    expected: int


def turnout(viewer: Viewer, team: UUID) -> tuple[Turnout, ...]:
    """The discussions of a team that are going on, latest conference first, for its administrator."""

    def work(tx: Transaction) -> tuple[Turnout, ...]:
        role = gate.in_team(tx, viewer, Action.MANAGE_MEMBERSHIPS, team).role
        rows = [row for row in stored.discussions_of_team(tx, team) if row["stage"] in _GOING_ON]
        rows = [row for row in rows if permits(Action.SEE_COUNT, role, Stage(row["stage"]))]
        there, taking_part = agenda.have_recorded(tx, [row["id"] for row in rows]), attendance(tx, team)
        return tuple(
            Turnout(row["code"], count.recorded, count.expected)
            for row in rows
            for count in [taking_part.count(row, there[row["id"]])]
        )

    return present().store.look(work)

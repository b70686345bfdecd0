"""What open pages watch: one number for each team that rises with every deed. Asked every second or two."""

from access.policy import Action, permits
from access.refusals import NotSignedIn
from access.terms import Role
from access.viewer import Viewer
from board import gate
from board.house import present
from db import ledger, people
from db.store import Transaction


def version(viewer: Viewer) -> int | None:
    """The sum of the versions of the viewer's teams; None when the session is over. Does not count as an action."""

    def work(tx: Transaction) -> int | None:
        try:
            somebody = gate.person(tx, viewer)
        except NotSignedIn:
            return None
        if somebody.member is None or somebody.must_replace:
            return 0
        teams = people.memberships_of(tx, somebody.member)
        return sum(ledger.version(tx, row["id"]) for row in teams if permits(Action.SEE_TEAM, Role(row["role"])))

    return present().store.look(work)

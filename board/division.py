"""The division page's door: the picture of a revealed round, and the viewer's own answers beside it."""

from dataclasses import replace
from uuid import UUID

from access.policy import Action
from access.terms import Role, Stage
from access.viewer import Viewer
from access.written import Written
from board import gate
from board.clearing import cleared
from board.house import present
from board.noted import noted, version_of
from board.picture import Picture
from db import entries, people
from db.store import Transaction

_READ = "read the division"


def picture(viewer: Viewer, discussion: UUID) -> Picture:
    """The picture of the first round, after its reveal. Reading it leaves one line in the ledger.

    Raises
    ------
    Sealed
        Before the reveal.
    NotFound
        For an unknown discussion, one of another team, or one the viewer stands back from.
    """

    def look(tx: Transaction) -> tuple[Picture, gate.Standing, str]:
        standing = gate.in_discussion(tx, viewer, Action.SEE_DIVISION, discussion)
        shown = cleared(tx, standing, entries.revealed_entries(tx, discussion, 1))
        as_leader = " as leader" if standing.role is Role.LEADER else ""
        version = version_of(replace(shown, stage=Stage.REVEALED))  # closing it changes nothing that is read
        return shown, standing, f"{discussion} as shown in {version}{as_leader}"

    return noted(_READ, look)


def own_scores(viewer: Viewer, discussion: UUID) -> dict[str, int]:
    """The viewer's own scores by item, for a light layer seen by nobody else; empty without an entry of one's own."""

    def work(tx: Transaction) -> dict[str, int]:
        standing = gate.in_discussion(tx, viewer, Action.SEE_DIVISION, discussion)
        mine = entries.own(tx, discussion, 1, standing.member)
        if mine is None or mine["withdrawn"]:
            return {}
        ratings, _, _ = entries.own_answers(tx, discussion, mine["id"])
        return {row["item"]: row["score"] for row in ratings if row["score"] is not None}

    return present().store.look(work)


def own_name(viewer: Viewer, discussion: UUID) -> Written:
    """What the viewer is called, to find the own dot among named ones."""

    def work(tx: Transaction) -> Written:
        standing = gate.in_discussion(tx, viewer, Action.SEE_DIVISION, discussion)
        return Written(people.member_name(tx, standing.member))

    return present().store.look(work)

"""The second round of a discussion: opened after the discussion, recorded under a seal of its own, then revealed."""

from uuid import UUID

from access.policy import Action
from access.refusals import QuorumMissing
from access.terms import Round, SecondStage
from access.viewer import Viewer
from board import gate, quorum
from board.clearing import cleared
from board.comparing import compared
from board.house import present
from board.moved import SecondPicture
from board.noted import noted, version_of
from board.short_form import asked_again
from db import conferences, entries
from db import second_round as stored
from db.store import Transaction

_READ = "read the second round"


def open_recording(viewer: Viewer, discussion_id: UUID) -> None:
    """Open it for everybody who takes part. What it asks is fixed now, from what the division page shows everybody."""

    def work(tx: Transaction) -> None:
        standing = gate.in_discussion(tx, viewer, Action.OPEN_SECOND, discussion_id)
        shown = cleared(tx, standing, entries.revealed_entries(tx, discussion_id, Round.FIRST))
        seq = standing.record(tx, "opened the second round")
        stored.open_second_round(tx, discussion_id, seq, asked_again(shown))

    present().store.atomic(work, checkpoint=True)


def reveal(viewer: Viewer, discussion_id: UUID) -> None:
    """Reveal it to the team. It cannot be taken back.

    Raises
    ------
    QuorumMissing
        When fewer than the quorum have recorded in it, and not all who were asked.
    """

    def work(tx: Transaction) -> None:
        standing = gate.in_discussion(tx, viewer, Action.REVEAL_SECOND, discussion_id)
        count = quorum.counted(tx, standing.matter, Round.SECOND)
        if count.recorded < count.needed:
            raise QuorumMissing(
                f"{count.recorded} of {count.expected} have recorded in the second round. "
                f"It can be revealed once {count.needed} have recorded."
            )
        conferences.reveal_round(tx, discussion_id, Round.SECOND, standing.record(tx, "revealed the second round"))

    present().store.atomic(work, checkpoint=True)


def picture(viewer: Viewer, discussion_id: UUID) -> SecondPicture | None:
    """What moved between the rounds; None until the second is revealed. Reading it leaves one line in the ledger.

    Raises Sealed before the reveal of the first round, like `division.picture`.
    """

    def look(tx: Transaction) -> tuple[SecondPicture | None, gate.Standing, str]:
        standing = gate.in_discussion(tx, viewer, Action.SEE_DIVISION, discussion_id)
        if gate.second_stage(standing.matter) is not SecondStage.REVEALED:
            return None, standing, ""
        shown = compared(tx, standing)
        return shown, standing, f"{discussion_id} as shown in {version_of(shown)}"

    return noted(_READ, look)


def own_scores(viewer: Viewer, discussion_id: UUID) -> dict[str, tuple[int, int]]:
    """The viewer's own score before and after by item, where there are both: a light layer seen by nobody else."""

    def work(tx: Transaction) -> dict[str, tuple[int, int]]:
        standing = gate.in_discussion(tx, viewer, Action.SEE_DIVISION, discussion_id)
        before, after = (_own(tx, discussion_id, of_round, standing.member) for of_round in Round)
        return {item: (score, after[item]) for item, score in before.items() if item in after}

    return present().store.look(work)


def _own(tx: Transaction, discussion_id: UUID, of_round: Round, member: UUID) -> dict[str, int]:
    mine = entries.own(tx, discussion_id, of_round, member)
    if mine is None or mine["withdrawn"]:
        return {}
    ratings, _, _ = entries.own_answers(tx, discussion_id, mine["id"])
    return {row["item"]: row["score"] for row in ratings if row["score"] is not None}

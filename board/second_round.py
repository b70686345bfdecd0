"""The second round of a discussion: opened after the discussion, recorded under a seal of its own, then revealed."""

from uuid import UUID

from access.policy import Action
from access.refusals import QuorumMissing
from access.terms import Round
from access.viewer import Viewer
from board import gate, quorum
from board.clearing import cleared
from board.house import present
from board.short_form import asked_again
from db import conferences, entries
from db import second_round as stored
from db.store import Transaction


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

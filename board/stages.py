"""The stages of a discussion: opened, revealed, closed and opened again; postponed and taken up again; cancelled."""

from uuid import UUID

from access.policy import Action
from access.refusals import NotFound, QuorumMissing
from access.terms import Stage
from access.viewer import Viewer
from access.written import written
from board import agenda, gate, leaving, quorum
from board.house import present
from db import conferences as stored
from db import entries, people, ward_links
from db.store import Row, Transaction
from instruments import weekly_team_reaction


def open_recording(viewer: Viewer, discussion_id: UUID) -> None:
    """Open the first round. The team's naming policy and the item set are fixed for it now."""

    def work(tx: Transaction) -> None:
        standing = gate.in_discussion(tx, viewer, Action.OPEN_RECORDING, discussion_id)
        _open(tx, standing.matter, standing.person.who)

    present().store.atomic(work, checkpoint=True)


def open_those_due() -> int:
    """Open every discussion whose set time has come; called by the server itself. Returns how many."""

    def work(tx: Transaction) -> int:
        due = stored.due_to_open(tx)
        for row in due:
            _open(tx, row, "the set time")
        return len(due)

    store = present().store
    return store.atomic(work, checkpoint=True) if store.look(stored.due_to_open) else 0


def reveal(viewer: Viewer, discussion_id: UUID) -> None:
    """Reveal the first round to the team. It cannot be taken back.

    Raises
    ------
    QuorumMissing
        When fewer than the quorum have recorded, and not all who were asked.
    """

    def work(tx: Transaction) -> None:
        standing = gate.in_discussion(tx, viewer, Action.REVEAL, discussion_id)
        count = quorum.counted(tx, standing.matter)
        if count.recorded < count.needed:
            raise QuorumMissing(
                f"{count.recorded} of {count.expected} have recorded. "
                f"It can be revealed once {count.needed} have recorded."
            )
        seq = standing.record(tx, "revealed the first round")
        stored.reveal_round(tx, discussion_id, 1, seq)
        stored.change_stage(tx, discussion_id, Stage.REVEALED, seq)

    present().store.atomic(work, checkpoint=True)


def postpone(viewer: Viewer, discussion_id: UUID, reason: str) -> None:
    """Postpone a discussion; what was recorded stays sealed until it is taken up again."""
    deed = "postponed the discussion"
    _move_on(viewer, discussion_id, Action.POSTPONE, Stage.POSTPONED, deed, reason, required=False)


def cancel(viewer: Viewer, discussion_id: UUID, reason: str) -> None:
    """Cancel a discussion; what was not revealed stays sealed for good."""
    _move_on(viewer, discussion_id, Action.CANCEL, Stage.CANCELLED, "cancelled the discussion", reason, required=False)


def close(viewer: Viewer, discussion_id: UUID) -> None:
    """Close a revealed discussion: nothing in it changes any more."""

    def work(tx: Transaction) -> None:
        standing = gate.in_discussion(tx, viewer, Action.CLOSE, discussion_id)
        seq = standing.record(tx, "closed the discussion")
        entries.let_withdrawals_go(tx, discussion_id, 1, seq, leaving.who_may_leave(tx, standing))
        stored.change_stage(tx, discussion_id, Stage.CLOSED, seq)

    present().store.atomic(work, checkpoint=True)


def reopen(viewer: Viewer, discussion_id: UUID, reason: str) -> None:
    """Open a closed discussion again, with a reason that stays. Raises Invalid without one."""
    deed = "opened the discussion again"
    _move_on(viewer, discussion_id, Action.REOPEN, Stage.REVEALED, deed, reason, required=True)


def take_up(viewer: Viewer, discussion_id: UUID, conference: UUID) -> None:
    """Take a postponed discussion up again on this conference's agenda, where it stood.

    Raises Invalid when the case is on that agenda already.
    """

    def work(tx: Transaction) -> None:
        standing = gate.in_discussion(tx, viewer, Action.TAKE_UP, discussion_id)
        found = stored.conference(tx, conference)
        if found is None or found["team"] != standing.team:
            raise NotFound
        agenda.check_place(tx, conference, standing.matter["patient_case"], beside=discussion_id)
        stored.move_discussion(tx, discussion_id, conference)
        stage = stored.stage_before_postponing(tx, discussion_id)
        stored.change_stage(tx, discussion_id, stage, standing.record(tx, "took the discussion up again"))

    present().store.atomic(work)


def _move_on(
    viewer: Viewer, discussion_id: UUID, action: Action, stage: Stage, deed: str, reason: str, *, required: bool
) -> None:
    clean = written(reason, "The reason", required=required)

    def work(tx: Transaction) -> None:
        standing = gate.in_discussion(tx, viewer, action, discussion_id)
        stored.change_stage(tx, discussion_id, stage, standing.record(tx, deed), clean.text)
        ward_links.recall_all(tx, discussion_id)

    present().store.atomic(work)


def _open(tx: Transaction, row: Row, who: str) -> None:
    team = people.team(tx, row["team"])
    if team is None:
        raise NotFound
    instrument = weekly_team_reaction()
    seq = tx.record(who, "opened the recording", matter=str(row["id"]), team=row["team"])
    stored.open_round(
        tx, row["id"], 1, seq, naming=team["naming"], instrument=instrument.key, version=instrument.version
    )
    stored.change_stage(tx, row["id"], Stage.RECORDING, seq)

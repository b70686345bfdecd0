"""The own entry: the draft kept at every answer, handing in, revising, withdrawing. Nobody else's."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from access.policy import Action
from access.refusals import Changed, Invalid, NotAllowed
from access.terms import EntryKind, Naming, Stage
from access.viewer import Viewer
from board import gate
from board.answers import Answers, check
from board.forms import stands_from_before
from board.house import present
from db import entries, ledger, ward_links
from db.store import Transaction

_FIRST_ROUND = 1


@dataclass(frozen=True)
class Receipt:
    """The entry is stored."""

    handed_in_at: datetime
    is_late: bool


def keep_draft(viewer: Viewer, discussion: UUID, version: int, answers: Answers) -> int:
    """Keep what was answered so far; returns the draft's new version.

    Raises
    ------
    Changed
        When another tab or device kept a newer draft: nothing is overwritten.
    Invalid
        When a value is not one the form offers.
    """

    def work(tx: Transaction) -> int:
        standing = _recording(tx, viewer, discussion)
        check(answers, standing.matter, final=False)
        if not entries.keep_draft(tx, discussion, _FIRST_ROUND, standing.member, version, answers.as_body()):
            raise Changed("This form was filled in further in another window. The newer answers are shown now.")
        return version + 1

    return present().store.atomic(work)


def discard_draft(viewer: Viewer, discussion: UUID) -> None:
    """Let the draft go; what was handed in before, if anything was, stands as it is."""

    def work(tx: Transaction) -> None:
        standing = gate.in_discussion(tx, viewer, Action.READ_OWN, discussion)
        entries.drop_draft(tx, discussion, _FIRST_ROUND, standing.member)

    present().store.atomic(work)


def submit(viewer: Viewer, discussion: UUID, request: UUID, answers: Answers) -> Receipt:
    """Hand in the own entry, or the next revision of it, before the reveal. The draft goes.

    `request` names this press of the button: pressed twice, it stores once and answers the same.

    Raises
    ------
    WrongStage
        When the round was revealed meanwhile: the answers can still be handed in late (`submit_late`).
    Invalid
        When something in the form cannot be kept; the sentence says what.
    """
    return _hand_in(viewer, discussion, request, answers, Action.RECORD)


def submit_late(viewer: Viewer, discussion: UUID, request: UUID, answers: Answers) -> Receipt:
    """Hand in after the reveal: marked late, outside the independent picture, and only without an entry from before."""
    return _hand_in(viewer, discussion, request, answers, Action.RECORD_LATE)


def withdraw(viewer: Viewer, discussion: UUID) -> bool:
    """Withdraw the own entry. True when it leaves the picture now, False when its figures wait for the close.

    After the reveal, what was written goes at once. The figures wait where too few would remain; and where answers
    stand without names, they go at the close, and only together with others' (`board.leaving`): the difference between
    two pictures would show what was on a single one.
    """

    def work(tx: Transaction) -> bool:
        standing = gate.in_discussion(tx, viewer, Action.WITHDRAW, discussion)
        mine = entries.own(tx, discussion, _FIRST_ROUND, standing.member)
        if mine is None or mine["withdrawn"]:
            raise Invalid("There is no entry of yours to withdraw.")
        revealed = standing.matter["stage"] == Stage.REVEALED
        unnamed = standing.matter["naming"] != Naming.NAMED
        waits = revealed and not mine["late"] and (unnamed or _would_be_too_few(tx, discussion))
        seq = tx.record(standing.person.who, ledger.WITHDREW, matter=str(discussion), team=standing.team)
        entries.withdraw(tx, mine, seq, waits=waits, after_reveal=revealed)
        return not waits

    return present().store.atomic(work, checkpoint=True)


def _hand_in(viewer: Viewer, discussion: UUID, request: UUID, answers: Answers, action: Action) -> Receipt:
    late = action is Action.RECORD_LATE

    def work(tx: Transaction) -> Receipt:
        # A repeated press may arrive after the reveal: the receipt is the first one's, whatever the stage is now.
        standing = gate.in_discussion(tx, viewer, Action.READ_OWN, discussion)
        done = entries.own_by_request(tx, discussion, standing.member, request)
        if done:
            return Receipt(done["submitted_at"], done["late"])
        gate.further(standing, action)
        matter, member = standing.matter, standing.member
        mine = entries.own(tx, discussion, _FIRST_ROUND, member)
        if late and stands_from_before(mine):
            raise NotAllowed("Your entry from before the reveal stands. It can be withdrawn, not changed.")
        scores, lines = check(answers, matter, final=True)
        seq = tx.record(standing.person.who, ledger.HANDED_IN, matter=str(discussion), team=standing.team)
        entries.add_entry(
            tx,
            discussion=discussion,
            round_number=_FIRST_ROUND,
            member=member,
            kind=answers.kind,
            late=late,
            contact=answers.contact or None,
            shift=answers.shift or None,
            request=request,
            seq=seq,
            scores=scores,
            noticed=sorted(answers.noticed) if answers.kind is EntryKind.FULL else [],
            lines=lines,
        )
        entries.drop_draft(tx, discussion, _FIRST_ROUND, member)
        ward_links.handed_in(tx, standing.person.account, discussion, _FIRST_ROUND)
        return Receipt(tx.now, late)

    return present().store.atomic(work, checkpoint=True)


def _recording(tx: Transaction, viewer: Viewer, discussion: UUID) -> gate.Standing:
    """Let somebody record: before the reveal, or late after it."""
    standing = gate.in_discussion(tx, viewer, Action.READ_OWN, discussion)
    late = standing.matter["stage"] == Stage.REVEALED
    gate.further(standing, Action.RECORD_LATE if late else Action.RECORD)
    return standing


def _would_be_too_few(tx: Transaction, discussion: UUID) -> bool:
    there = [
        row
        for row in entries.revealed_entries(tx, discussion, _FIRST_ROUND)
        if not row["late"] and row["kind"] == EntryKind.FULL
    ]
    return len(there) - 1 < max(present().settings.threshold_spread, present().settings.threshold_text)

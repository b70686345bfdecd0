"""The own entry: the draft kept at every answer, handing in, revising, withdrawing. Nobody else's."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from access.policy import Action
from access.refusals import Changed, Invalid, NotAllowed
from access.terms import EntryKind, Naming, Round, Stage
from access.viewer import Viewer
from board import gate
from board.answers import Answers, check, check_second
from board.forms import stands_from_before
from board.house import present
from db import entries, ledger, second_round, ward_links
from db.store import Row, Transaction

_READ = {Round.FIRST: Action.READ_OWN, Round.SECOND: Action.READ_OWN_SECOND}


@dataclass(frozen=True)
class Receipt:
    """The entry is stored."""

    handed_in_at: datetime
    is_late: bool


def keep_draft(viewer: Viewer, discussion: UUID, version: int, answers: Answers, of_round: Round = Round.FIRST) -> int:
    """Keep what was answered so far; returns the draft's new version.

    Raises
    ------
    Changed
        When another tab or device kept a newer draft: nothing is overwritten.
    Invalid
        When a value is not one the form offers.
    """

    def work(tx: Transaction) -> int:
        standing = _recording(tx, viewer, discussion, of_round)
        _checked(tx, answers, standing.matter, of_round, final=False)
        if not entries.keep_draft(tx, discussion, of_round, standing.member, version, answers.as_body()):
            raise Changed("This form was filled in further in another window. The newer answers are shown now.")
        return version + 1

    return present().store.atomic(work)


def discard_draft(viewer: Viewer, discussion: UUID, of_round: Round = Round.FIRST) -> None:
    """Let the draft go; what was handed in before, if anything was, stands as it is."""

    def work(tx: Transaction) -> None:
        standing = gate.in_discussion(tx, viewer, _READ[of_round], discussion)
        entries.drop_draft(tx, discussion, of_round, standing.member)

    present().store.atomic(work)


def submit(viewer: Viewer, discussion: UUID, request: UUID, answers: Answers, of_round: Round = Round.FIRST) -> Receipt:
    """Hand in the own entry of a round, or the next revision of it, before its reveal. The draft goes.

    `request` names this press of the button: pressed twice, it stores once and answers the same.

    Raises
    ------
    WrongStage
        When the round was revealed meanwhile: the first round's answers can still be handed in late (`submit_late`).
    Invalid
        When something in the form cannot be kept; the sentence says what.
    """
    action = Action.RECORD if of_round is Round.FIRST else Action.RECORD_SECOND
    return _hand_in(viewer, discussion, request, answers, action, of_round)


def submit_late(viewer: Viewer, discussion: UUID, request: UUID, answers: Answers) -> Receipt:
    """Hand in after the reveal: marked late, outside the independent picture, and only without an entry from before."""
    return _hand_in(viewer, discussion, request, answers, Action.RECORD_LATE, Round.FIRST)


def withdraw(viewer: Viewer, discussion: UUID, of_round: Round = Round.FIRST) -> bool:
    """Withdraw the own entry. True when it leaves the picture now, False when its figures wait for the close.

    In the second round it can be withdrawn until that round's reveal: it holds no words, and means alone are shown.

    After the reveal, what was written goes at once. The figures wait where too few would remain; and where answers
    stand without names, they go at the close, and only together with others' (`board.leaving`): the difference between
    two pictures would show what was on a single one.
    """

    def work(tx: Transaction) -> bool:
        again = of_round is Round.SECOND
        action = Action.RECORD_SECOND if again else Action.WITHDRAW
        standing = gate.in_discussion(tx, viewer, action, discussion)
        mine = entries.own(tx, discussion, of_round, standing.member)
        if mine is None or mine["withdrawn"]:
            raise Invalid("There is no entry of yours to withdraw.")
        revealed = standing.matter["stage"] == Stage.REVEALED and not again
        unnamed = standing.matter["naming"] != Naming.NAMED
        waits = revealed and not mine["late"] and (unnamed or _would_be_too_few(tx, discussion))
        seq = tx.record(standing.person.who, ledger.WITHDREW, matter=str(discussion), team=standing.team)
        entries.withdraw(tx, mine, seq, waits=waits, after_reveal=revealed)
        return not waits

    return present().store.atomic(work, checkpoint=True)


def _hand_in(
    viewer: Viewer, discussion: UUID, request: UUID, answers: Answers, action: Action, of_round: Round
) -> Receipt:
    late = action is Action.RECORD_LATE

    def work(tx: Transaction) -> Receipt:
        # A repeated press may arrive after the reveal: the receipt is the first one's, whatever the stage is now.
        standing = gate.in_discussion(tx, viewer, _READ[of_round], discussion)
        done = entries.own_by_request(tx, discussion, standing.member, request)
        if done:
            return Receipt(done["submitted_at"], done["late"])
        gate.further(standing, action)
        matter, member = standing.matter, standing.member
        mine = entries.own(tx, discussion, of_round, member)
        if late and stands_from_before(mine):
            raise NotAllowed("Your entry from before the reveal stands. It can be withdrawn, not changed.")
        scores, lines = _checked(tx, answers, matter, of_round, final=True)
        seq = tx.record(standing.person.who, ledger.HANDED_IN, matter=str(discussion), team=standing.team)
        entries.add_entry(
            tx,
            discussion=discussion,
            round_number=of_round,
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
        entries.drop_draft(tx, discussion, of_round, member)
        ward_links.handed_in(tx, standing.person.account, discussion, of_round)
        return Receipt(tx.now, late)

    return present().store.atomic(work, checkpoint=True)


def _recording(tx: Transaction, viewer: Viewer, discussion: UUID, of_round: Round) -> gate.Standing:
    """Let somebody record: before the round's reveal, or late after the first one's."""
    if of_round is Round.SECOND:
        return gate.in_discussion(tx, viewer, Action.RECORD_SECOND, discussion)
    standing = gate.in_discussion(tx, viewer, Action.READ_OWN, discussion)
    late = standing.matter["stage"] == Stage.REVEALED
    gate.further(standing, Action.RECORD_LATE if late else Action.RECORD)
    return standing


def _checked(
    tx: Transaction, answers: Answers, matter: Row, of_round: Round, *, final: bool
) -> tuple[dict[str, int | None], list[tuple[str, str, str]]]:
    if of_round is Round.FIRST:
        return check(answers, matter, final=final)
    return check_second(answers, matter, second_round.asked(tx, matter["id"]), final=final), []


def _would_be_too_few(tx: Transaction, discussion: UUID) -> bool:
    there = [
        row
        for row in entries.revealed_entries(tx, discussion, Round.FIRST)
        if not row["late"] and row["kind"] == EntryKind.FULL
    ]
    return len(there) - 1 < max(present().settings.threshold_spread, present().settings.threshold_text)

"""Who takes part in a discussion: who stands back from it, and to which newer member it is opened."""

from uuid import UUID

from access.policy import Action
from access.refusals import Invalid, NotFound
from access.terms import Role
from access.viewer import Viewer
from access.written import Written
from board import gate
from board.attendance import attendance
from board.house import present
from db import conferences as stored
from db import people
from db.store import Transaction


def set_recusal(viewer: Viewer, discussion_id: UUID, member: UUID, *, stands_back: bool) -> None:
    """Note that a member stands back from this discussion, or takes part after all. Only while it is planned."""

    def work(tx: Transaction) -> None:
        standing = gate.in_discussion(tx, viewer, Action.RECUSE, discussion_id)
        _note_recusal(tx, standing, discussion_id, member, stands_back=stands_back)

    present().store.atomic(work)


def recusals(viewer: Viewer, discussion_id: UUID) -> frozenset[UUID]:
    """The members who stand back, for the leader who notes it."""

    def work(tx: Transaction) -> frozenset[UUID]:
        gate.in_discussion(tx, viewer, Action.RECUSE, discussion_id)
        return frozenset(stored.recused(tx, discussion_id))

    return present().store.look(work)


def came_later(viewer: Viewer, discussion_id: UUID) -> tuple[tuple[UUID, Written], ...]:
    """Who joined after the recording opened and was not let in, by name: for the leader who may open it to them."""

    def work(tx: Transaction) -> tuple[tuple[UUID, Written], ...]:
        standing = gate.in_discussion(tx, viewer, Action.GRANT_EARLIER, discussion_id)
        taking_part = attendance(tx, standing.team)
        return tuple(
            (member, Written(row["name"]))
            for member, row in taking_part.members.items()
            if taking_part.came_later(member, standing.matter)
        )

    return present().store.look(work)


def grant_earlier(viewer: Viewer, discussion_id: UUID, member: UUID) -> None:
    """Open a discussion that began before a member joined to that member."""

    def work(tx: Transaction) -> None:
        standing = gate.in_discussion(tx, viewer, Action.GRANT_EARLIER, discussion_id)
        if people.membership(tx, standing.team, member) is None:
            raise NotFound
        if not stored.is_granted(tx, discussion_id, member):
            seq = standing.record(tx, "opened an earlier discussion to a newer member")
            stored.grant(tx, discussion_id, member, seq)

    present().store.atomic(work)


def note_away(tx: Transaction, standing: gate.Standing, discussion_id: UUID, away: frozenset[UUID]) -> None:
    """Note exactly these members as standing back, inside the unit that plans or changes the discussion."""
    for member in away.symmetric_difference(stored.recused(tx, discussion_id)):
        if member not in away and people.membership(tx, standing.team, member) is None:
            continue  # left the team, so stands in no form: what was noted holds should they return
        _note_recusal(tx, standing, discussion_id, member, stands_back=member in away)


def _note_recusal(
    tx: Transaction, standing: gate.Standing, discussion_id: UUID, member: UUID, *, stands_back: bool
) -> None:
    joined = people.membership(tx, standing.team, member)
    if joined is None:
        raise NotFound
    if member == standing.member:
        raise Invalid(
            "You lead this discussion. Ask the administrator to make somebody else leader before you stand back."
        )
    if joined["role"] == Role.LEADER and stands_back:
        raise Invalid("Who leads is not asked to stand back by another. An administrator can change who leads.")
    if stored.stands_back(tx, discussion_id, member) == stands_back:
        return
    deed = "noted a recusal" if stands_back else "took a recusal back"
    seq = tx.record(standing.person.who, deed, matter=str(discussion_id), team=standing.team)
    if stands_back:
        stored.stand_back(tx, discussion_id, member, seq)
    else:
        stored.take_part_again(tx, discussion_id, member)

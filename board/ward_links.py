"""Ward links: the leader lets phones in to one open round, for a few hours, and can take that back at once."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from access.policy import Action
from access.refusals import NotFound
from access.terms import RECORDING_ROLES, Round
from access.viewer import Viewer
from access.written import Written
from board import gate
from board.house import present
from db import people
from db import ward_links as kept
from db.store import Transaction

FOR_THE_TEAM_LASTS = timedelta(hours=8)
"""A code on the wall serves one shift."""
FOR_ONE_LASTS = timedelta(hours=24)
"""A link that was sent should still open after a night."""
SHARE = {Round.FIRST: Action.SHARE_LINK, Round.SECOND: Action.SHARE_SECOND_LINK}
"""What the policy calls it, by round."""


@dataclass(frozen=True)
class NewLink:
    """A link as it was made. The token is told this once: the store holds only its digest."""

    id: UUID
    token: str
    ends_at: datetime


@dataclass(frozen=True)
class WardLink:
    """A link that still opens: `for_whom` is empty when it is for the whole team."""

    id: UUID
    for_whom: Written
    made_at: datetime
    ends_at: datetime


def make(viewer: Viewer, discussion: UUID, of_round: Round = Round.FIRST) -> NewLink:
    """A link for everybody who is asked to record: each opens it with the own sign-in name and PIN."""
    return _make(viewer, discussion, of_round, None, FOR_THE_TEAM_LASTS)


def make_for(viewer: Viewer, discussion: UUID, member: UUID, of_round: Round = Round.FIRST) -> NewLink:
    """A link for one member, who needs only the PIN; it opens once. Raises NotFound for somebody of no such team."""
    return _make(viewer, discussion, of_round, member, FOR_ONE_LASTS)


def links(viewer: Viewer, discussion: UUID, of_round: Round = Round.FIRST) -> tuple[WardLink, ...]:
    """The links of a round that is open, oldest first; not whether somebody came by them."""

    def work(tx: Transaction) -> tuple[WardLink, ...]:
        gate.in_discussion(tx, viewer, SHARE[of_round], discussion)
        return tuple(
            WardLink(row["id"], Written(row["name"] or ""), row["made_at"], row["ends_at"])
            for row in kept.links(tx, discussion, of_round)
        )

    return present().store.look(work)


def colleagues(viewer: Viewer, discussion: UUID, of_round: Round = Round.FIRST) -> tuple[tuple[UUID, Written], ...]:
    """Whom a link can be made for, by name: everybody of the team who records, whether or not they have."""

    def work(tx: Transaction) -> tuple[tuple[UUID, Written], ...]:
        standing = gate.in_discussion(tx, viewer, SHARE[of_round], discussion)
        return tuple(
            (row["member"], Written(row["name"]))
            for row in people.members(tx, standing.team)
            if row["role"] in RECORDING_ROLES
        )

    return present().store.look(work)


def take_back(viewer: Viewer, discussion: UUID, link: UUID, of_round: Round = Round.FIRST) -> None:
    """Take a link back: it opens nothing any more, and whoever came by it is out."""

    def work(tx: Transaction) -> None:
        standing = gate.in_discussion(tx, viewer, SHARE[of_round], discussion)
        if link not in {row["id"] for row in kept.links(tx, discussion, of_round)}:
            raise NotFound
        kept.recall(tx, link)
        standing.record(tx, "took a ward link back")

    present().store.atomic(work)


def _make(viewer: Viewer, discussion: UUID, of_round: Round, member: UUID | None, lasts: timedelta) -> NewLink:
    def work(tx: Transaction) -> NewLink:
        standing = gate.in_discussion(tx, viewer, SHARE[of_round], discussion)
        if member is not None and people.membership(tx, standing.team, member) is None:
            raise NotFound
        token = secrets.token_urlsafe(32)
        link = kept.add(tx, token, discussion, of_round, member=member, ends_at=tx.now + lasts)
        standing.record(tx, "made a ward link" if member is None else "made a ward link for one member")
        return NewLink(link, token, tx.now + lasts)

    return present().store.atomic(work)

"""Conferences: the dated meetings of a team."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from access.policy import Action
from access.refusals import Invalid
from access.viewer import Viewer
from board import gate
from board.house import present
from db import conferences as stored
from db.store import Transaction

_STILL_ON = timedelta(hours=6)
"""So long after its beginning a conference is the one at hand."""


@dataclass(frozen=True)
class Conference:
    """One dated meeting."""

    id: UUID
    team: UUID
    begins_at: datetime


def conferences(viewer: Viewer, team: UUID) -> tuple[Conference, ...]:
    """The conferences of a team, latest first."""

    def work(tx: Transaction) -> tuple[Conference, ...]:
        gate.in_team(tx, viewer, Action.SEE_TEAM, team)
        return tuple(Conference(row["id"], team, row["begins_at"]) for row in stored.conferences(tx, team))

    return present().store.look(work)


def at_hand(viewer: Viewer, team: UUID) -> Conference | None:
    """The conference the team is in or goes to next, else its latest one; None before there is any."""

    def work(tx: Transaction) -> Conference | None:
        gate.in_team(tx, viewer, Action.SEE_TEAM, team)
        rows = stored.conferences(tx, team)
        coming = [row for row in rows if row["begins_at"] > tx.now - _STILL_ON]
        chosen = coming[-1] if coming else next(iter(rows), None)
        return Conference(chosen["id"], team, chosen["begins_at"]) if chosen else None

    return present().store.look(work)


def to_come(viewer: Viewer, team: UUID) -> tuple[Conference, ...]:
    """The conferences of a team that are not over, next first."""

    def work(tx: Transaction) -> tuple[Conference, ...]:
        gate.in_team(tx, viewer, Action.SEE_TEAM, team)
        rows = [row for row in stored.conferences(tx, team) if row["begins_at"] > tx.now - _STILL_ON]
        return tuple(Conference(row["id"], team, row["begins_at"]) for row in reversed(rows))

    return present().store.look(work)


def conference(viewer: Viewer, conference_id: UUID) -> Conference:
    """One conference of a team of the viewer's."""

    def work(tx: Transaction) -> Conference:
        found = gate.in_conference(tx, viewer, Action.SEE_TEAM, conference_id)[1]
        return Conference(found["id"], found["team"], found["begins_at"])

    return present().store.look(work)


def make_conference(viewer: Viewer, team: UUID, begins_at: datetime) -> Conference:
    """Make a conference at a time (timezone-aware)."""
    if begins_at.tzinfo is None:
        raise Invalid("The time of the conference has no time zone.")

    def work(tx: Transaction) -> Conference:
        somebody = gate.in_team(tx, viewer, Action.MAKE_CONFERENCE, team).person
        minutes = {row["begins_at"].replace(second=0, microsecond=0) for row in stored.conferences(tx, team)}
        if begins_at.replace(second=0, microsecond=0) in minutes:
            raise Invalid("There is a conference of this team at that time already.")
        conference_id = stored.add_conference(tx, team, begins_at)
        tx.record(somebody.who, "made a conference", matter=str(conference_id), team=team)
        return Conference(conference_id, team, begins_at)

    return present().store.atomic(work)

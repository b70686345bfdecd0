"""Teams, and what each one shows of a person."""

from dataclasses import dataclass
from uuid import UUID
from zoneinfo import ZoneInfo, available_timezones

from access.policy import Action
from access.refusals import Invalid, NotFound
from access.terms import Naming
from access.viewer import Viewer
from access.written import LABEL_LIMIT, Written, written
from board import gate
from board.house import present
from db import people
from db.store import Transaction


@dataclass(frozen=True)
class Team:
    """One team as its administrator sees it."""

    id: UUID
    name: Written
    time_zone: str
    naming: Naming
    members: int


def teams(viewer: Viewer) -> tuple[Team, ...]:
    """All teams with the number of their members."""

    def work(tx: Transaction) -> tuple[Team, ...]:
        gate.in_account(tx, viewer, Action.MANAGE_TEAMS)
        return tuple(
            Team(row["id"], Written(row["name"]), row["time_zone"], Naming(row["naming"]), row["members"])
            for row in people.teams(tx)
        )

    return present().store.look(work)


def make_team(viewer: Viewer, name: str, time_zone: str) -> UUID:
    """Make a team. Its leader may change the naming policy later. Raises Invalid for an empty name or unknown zone."""
    clean = written(name, "The name of the team", limit=LABEL_LIMIT, required=True)
    if time_zone not in available_timezones():
        raise Invalid(f"The time zone {time_zone!r} is not known. Europe/Berlin is one that is.")

    def work(tx: Transaction) -> UUID:
        somebody = gate.in_account(tx, viewer, Action.MANAGE_TEAMS)
        if clean.text.casefold() in {str(row["name"]).casefold() for row in people.teams(tx)}:
            raise Invalid("There is a team of this name already.")
        team = people.add_team(tx, clean.text, str(ZoneInfo(time_zone)), Naming.UNATTRIBUTED)
        tx.record(somebody.who, "made a team", matter=str(team), team=team)
        return team

    return present().store.atomic(work)


def set_naming(viewer: Viewer, team: UUID, naming: Naming) -> None:
    """The leader's choice of what is shown of a person. Holds for recordings opened from now on."""

    def work(tx: Transaction) -> None:
        somebody = gate.in_team(tx, viewer, Action.SET_NAMING, team).person
        people.set_naming(tx, team, Naming(naming))
        tx.record(somebody.who, f"set the naming policy to {Naming(naming)}", team=team)

    present().store.atomic(work)


def naming(viewer: Viewer, team: UUID) -> Naming:
    """The team's policy for the next recording."""

    def work(tx: Transaction) -> Naming:
        gate.in_team(tx, viewer, Action.SEE_TEAM, team)
        found = people.team(tx, team)
        if found is None:
            raise NotFound
        return Naming(found["naming"])

    return present().store.look(work)

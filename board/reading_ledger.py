"""Reading the ledger: one's own lines, the team's for its leader, deeds without content for administrators.

Who handed in when is in nobody's list but the person's own: it would tell times and order before the reveal.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from access.policy import Action
from access.terms import Role
from access.viewer import Viewer
from access.written import Written
from board import gate
from board.house import present
from db import accounts, conferences, ledger, people
from db.store import Row, Transaction

_ID_LENGTH = 36


@dataclass(frozen=True)
class LedgerLine:
    """One thing somebody did or read."""

    happened_at: datetime
    who: Written
    what: str
    about: Written
    """The code of a case or the name of a member or team, as far as the reader may know it; else empty."""
    is_reading: bool


def own_lines(viewer: Viewer) -> tuple[LedgerLine, ...]:
    """The last 200 lines of the own account, newest first; what others did with the account among them."""

    def work(tx: Transaction) -> tuple[LedgerLine, ...]:
        somebody = gate.in_account(tx, viewer, Action.SEE_LEDGER)
        rows = ledger.lines_of(tx, somebody.who)
        about: dict[str, str] = {}
        for team in people.memberships_of(tx, somebody.member) if somebody.member else []:
            about |= _cases(tx, somebody, team["id"], rows)
        accounts_there = _names(tx)
        for row in rows:
            if row["who"] != somebody.who:
                # A new first password lets whoever gave it in: its owner has to be able to see that.
                by = "an administrator" if row["who"] in accounts_there else row["who"]
                row["what"] = f"{by} {row['what']}"
        return _told(rows, {}, about)

    return present().store.look(work)


def lines_about_team(viewer: Viewer, team: UUID) -> tuple[LedgerLine, ...]:
    """For the leader: the last 200 lines about the team, newest first; not who handed in and when."""

    def work(tx: Transaction) -> tuple[LedgerLine, ...]:
        somebody = gate.in_team(tx, viewer, Action.SEE_TEAM_LEDGER, team).person
        rows = ledger.lines_about(tx, team)
        about = _cases(tx, somebody, team, rows) | {str(row["member"]): row["name"] for row in people.members(tx, team)}
        return _told(rows, _names(tx), about)

    return present().store.look(work)


def all_deeds(viewer: Viewer) -> tuple[LedgerLine, ...]:
    """For administrators: the last 200 deeds, newest first, with the team's name and nothing of content."""

    def work(tx: Transaction) -> tuple[LedgerLine, ...]:
        gate.in_account(tx, viewer, Action.SEE_ALL_DEEDS)
        teams = {str(row["id"]): row["name"] for row in people.teams(tx)}
        rows = [{**row, "matter": str(row["team"] or "")} for row in ledger.deeds(tx)]
        return _told(rows, _names(tx), teams)

    return present().store.look(work)


def _told(rows: Iterable[Row], names: dict[str, str], about: dict[str, str]) -> tuple[LedgerLine, ...]:
    def told(row: Row) -> LedgerLine:
        who, matter = str(row.get("who", "")), str(row["matter"])[:_ID_LENGTH]
        return LedgerLine(
            row["happened_at"],
            Written(names.get(who, who)),
            row["what"],
            Written(about.get(matter, "")),
            row.get("kind") == "reading",
        )

    return tuple(told(row) for row in rows)


def _names(tx: Transaction) -> dict[str, str]:
    """Accounts by how the ledger writes them. Who has no member is an administrator."""
    return {str(row["id"]): row["name"] or f"administrator {row['sign_in_name']}" for row in accounts.accounts(tx)}


def _cases(tx: Transaction, somebody: gate.Person, team: UUID, rows: Iterable[Row]) -> dict[str, str]:
    """The codes behind the lines, by discussion and case; not of discussions the reader has no part in."""
    asked = {row["matter"][:_ID_LENGTH] for row in rows}
    codes = {str(row["id"]): row["code"] for row in conferences.cases(tx, team)}
    for discussion in conferences.discussions_of_team(tx, team):
        if str(discussion["id"]) in asked and gate.role_in_discussion(tx, somebody, discussion) is not Role.OUTSIDER:
            codes[str(discussion["id"])] = discussion["code"]
    return codes

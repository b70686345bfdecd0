"""The ledger: who did and who read what, each line sealed by a keyed hash over the line before it (HMAC-SHA-256)."""

import hashlib
import hmac
import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

if TYPE_CHECKING:
    from db.store import Transaction

HANDED_IN, WITHDREW = "handed in an entry", "withdrew an entry"
CAME_BY_LINK = "opened a ward link"
GUESSED = "guessed how the other view answers"
"""What nobody else is told: it would say when somebody recorded, and in which order, or who stands in a view."""

_HEAD = "select * from ledger order by seq desc limit 1"
_ALL = "select * from ledger order by seq"
_OF_ACCOUNT = """
    select seq, happened_at, who, what, matter from ledger
     where (who = $who or matter = $who) and kind <> 'refusal' order by seq desc limit 200
"""
_ABOUT_TEAM = """
    select seq, happened_at, who, what, matter, kind from ledger
     where team = $team and what not in ($handed_in, $withdrew, $came, $guessed) order by seq desc limit 200
"""
_DEEDS = """
    select seq, happened_at, who, what, team from ledger
     where kind <> 'reading' and what not in ($handed_in, $withdrew, $came, $guessed) order by seq desc limit 200
"""
_ALREADY_READ = """
    select 1 from ledger where team = $team and who = $who and what = $what and matter = $matter
       and kind = 'reading' limit 1
"""
_REFUSED_SINCE = """
    select 1 from ledger where what = $what and matter = $matter and kind = 'refusal' and happened_at > $since limit 1
"""
_VERSION = "select coalesce(max(seq), 0) as seq from ledger where team = $team and kind = 'deed'"


@dataclass(frozen=True)
class Line:
    """One line: `seq` counts from 1 without gaps; `hmac` seals this line together with all before it."""

    seq: int
    happened_at: datetime
    who: str
    what: str
    matter: str
    team: UUID | None
    kind: str
    hmac: str

    def as_row(self) -> dict[str, Any]:
        """The line as the columns of the table."""
        return asdict(self)


class Chain:
    """Makes and checks lines with the key of this store."""

    def __init__(self, key: str) -> None:
        self._key = hashlib.sha256(b"ledger\x00" + key.encode()).digest()
        self.mark = hmac.new(self._key, b"key mark", hashlib.sha256).hexdigest()
        """Tells this key from another one without telling what it is: kept in the store."""

    def head(self, tx: "Transaction") -> Line:
        """The last line stored, or the empty line before the first."""
        row = tx.row(_HEAD)
        return Line(**row) if row else Line(0, datetime.fromtimestamp(0, UTC), "", "", "", None, "", "")

    def next_line(
        self, head: Line, now: datetime, who: str, what: str, matter: str, team: UUID | None, kind: str
    ) -> Line:
        """The line that follows `head`."""
        seal = self._seal(head.hmac, head.seq + 1, now, who, what, matter, team, kind)
        return Line(head.seq + 1, now, who, what, matter, team, kind, seal)

    def first_broken(self, tx: "Transaction") -> int | None:
        """The number of the first line that is missing or was changed, or None when the ledger is whole."""
        before = ""
        for expected, row in enumerate(tx.rows(_ALL), start=1):
            line = Line(**row)
            seal = self._seal(
                before, expected, line.happened_at, line.who, line.what, line.matter, line.team, line.kind
            )
            if line.seq != expected or not hmac.compare_digest(seal, line.hmac):
                return expected
            before = line.hmac
        return None

    def _seal(self, before: str, seq: int, at: datetime, *rest: object) -> str:
        content = json.dumps([before, seq, at.astimezone(UTC).isoformat(), *map(str, rest)])
        return hmac.new(self._key, content.encode(), hashlib.sha256).hexdigest()


def version(tx: "Transaction", team: UUID) -> int:
    """A number that rises with every deed of a team (not with readings): what open pages watch."""
    row = tx.row(_VERSION, team=team)
    return int(row["seq"]) if row else 0


def is_unread(tx: "Transaction", who: str, what: str, matter: str, team: UUID) -> bool:
    """Whether this reading still needs its line: one for each reader, matter and version, not for each rerun."""
    return tx.row(_ALREADY_READ, who=who, what=what, matter=matter, team=team) is None


def was_refused_since(tx: "Transaction", what: str, matter: str, since: datetime) -> bool:
    """Whether such a refusal has its line already: one for each quarter of an hour is enough to see it."""
    return tx.row(_REFUSED_SINCE, what=what, matter=matter, since=since) is not None


def lines_of(tx: "Transaction", who: str) -> list[dict[str, Any]]:
    """The last 200 lines by or about one account, newest first."""
    return tx.rows(_OF_ACCOUNT, who=who)


def lines_about(tx: "Transaction", team: UUID) -> list[dict[str, Any]]:
    """The last 200 lines about one team, newest first: none of who recorded."""
    return tx.rows(_ABOUT_TEAM, team=team, handed_in=HANDED_IN, withdrew=WITHDREW, came=CAME_BY_LINK, guessed=GUESSED)


def deeds(tx: "Transaction") -> list[dict[str, Any]]:
    """The last 200 deeds and refusals of everybody, newest first: no reading, no matter, no word of who recorded."""
    return tx.rows(_DEEDS, handed_in=HANDED_IN, withdrew=WITHDREW, came=CAME_BY_LINK, guessed=GUESSED)

"""The store: one connection, a cursor for each unit of work, one write lock, the ledger line in the same unit."""

import logging
import random
import re
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any, TypeVar
from uuid import UUID

import duckdb

from access.refusals import NotStored
from clock import Clock
from db.folding import Folding
from db.ledger import Chain, Line

T = TypeVar("T")
Row = dict[str, Any]

_LOG = logging.getLogger(__name__)
_TRIES = 40
"""How often a unit runs again when another process took the ledger's next number first."""
_LAST_FOLDS, _BETWEEN_FOLDS = 10, 0.1
"""How often the log is folded at the close when it fails, and the pause between, in seconds."""
_LOST_RACE = re.compile(r"conflict|duplicate key|could not serialize|violates|primary key", re.IGNORECASE)
_NAME = re.compile(r"^[a-z_]+$")


class Transaction:
    """One unit of work: reads and writes that hold together. Made only by `Store.look` and `Store.atomic`."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection, chain: Chain, clock: Clock) -> None:
        self._cursor = cursor
        self._chain = chain
        self.now = clock.now()
        """When the unit began, UTC. The only clock a query uses."""
        self.broken: BaseException | None = None
        """The first error of the database inside this unit; it cannot be committed any more, even if swallowed."""
        self._head: Line | None = None

    def rows(self, sql: str, **given: Any) -> list[Row]:
        """All rows of a query, each a dictionary by column name."""
        result = self._execute(sql, given)
        names = [column[0] for column in result.description or ()]
        return [dict(zip(names, values, strict=True)) for values in result.fetchall()]

    def row(self, sql: str, **given: Any) -> Row | None:
        """The first row of a query, or None."""
        found = self.rows(sql, **given)
        return found[0] if found else None

    def run(self, sql: str, **given: Any) -> None:
        """A statement without a result."""
        self._execute(sql, given)

    def insert(self, table: str, rows: Iterable[Row]) -> None:
        """Insert rows (all with the same keys) by one statement: six times faster than one by one on PostgreSQL."""
        listed = list(rows)
        if not listed:
            return
        columns = list(listed[0])
        if not all(_NAME.match(name) for name in (table, *columns)):
            raise ValueError("names of tables and columns are the program's own, in small letters")
        places = ", ".join("(" + ", ".join(f"${name}_{n}" for name in columns) + ")" for n in range(len(listed)))
        given = {f"{name}_{n}": row[name] for n, row in enumerate(listed) for name in columns}
        self._execute("insert into " + table + " (" + ", ".join(columns) + ") values " + places, given)

    def record(self, who: str, what: str, *, matter: str = "", team: UUID | None = None, kind: str = "deed") -> int:
        """Write the ledger's next line and return its number, the only order the board trusts."""
        if self._head is None:
            self._head = self._chain.head(self)
        self._head = self._chain.next_line(self._head, self.now, who, what, matter, team, kind)
        self.insert("ledger", [self._head.as_row()])
        return self._head.seq

    def _execute(self, sql: str, given: Row) -> duckdb.DuckDBPyConnection:
        try:
            return self._cursor.execute(sql, given or None)
        except duckdb.Error as fault:
            self.broken = self.broken or fault
            raise


class Store:
    """The open database of one process. Safe for any number of threads."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        chain: Chain,
        clock: Clock,
        *,
        folding: Folding | None,
        on_close: Sequence[Callable[[], None]] = (),
    ) -> None:
        self._connection = connection
        self._chain = chain
        self._clock = clock
        self._folding = folding
        self._on_close = on_close
        self._writing = threading.Lock()
        self._folds_once = False

    def look(self, work: Callable[[Transaction], T]) -> T:
        """Run a unit that only reads, on one snapshot."""
        cursor, unit = self._begin()
        try:
            return work(unit)
        except duckdb.Error as fault:
            raise NotStored("The store did not answer. Try again in a moment.") from fault
        finally:
            _roll_back(cursor)

    def atomic(self, work: Callable[[Transaction], T], *, checkpoint: bool = False) -> T:
        """Run a unit that writes: all of it is stored, or nothing.

        The unit may run more than once, when another process wrote the ledger's next line first: it must have no
        effect outside the transaction. `checkpoint` folds the write-ahead log into the file before returning.

        Raises
        ------
        NotStored
            When the database failed, also when the unit swallowed that error. Nothing is kept.
        """
        with self._writing:
            for again in range(_TRIES):
                try:
                    result = self._once(work)
                except duckdb.Error as fault:
                    if again + 1 < _TRIES and not self._folding and _LOST_RACE.search(str(fault)):
                        time.sleep(random.uniform(0, 0.004 * (again + 1)))  # noqa: S311 - a pause, not a secret
                        continue
                    raise NotStored from fault
                due = checkpoint or (self._folding is not None and self._folding.is_due())
                if due and not self._folds_once:
                    self._checkpoint()
                return result
        raise NotStored

    def _once(self, work: Callable[[Transaction], T]) -> T:
        cursor, unit = self._begin()
        try:
            result = work(unit)
            if unit.broken is not None:
                # A COMMIT after a swallowed error answers OK and stores nothing (measured on both stores).
                raise unit.broken
            cursor.execute("commit")
        except BaseException:
            _roll_back(cursor)
            raise
        cursor.close()
        return result

    def _begin(self) -> tuple[duckdb.DuckDBPyConnection, Transaction]:
        try:
            cursor = self._connection.cursor()
            cursor.execute("use board")
            cursor.execute("begin transaction")
        except duckdb.Error as fault:
            raise NotStored("The store did not answer. Try again in a moment.") from fault
        return cursor, Transaction(cursor, self._chain, self._clock)

    def _checkpoint(self) -> bool:
        """Fold the log into the file; False when it is not. The commit is on the disk all the same."""
        if self._folding is None:
            return True
        try:
            self._folding.fold()
        except duckdb.TransactionException:
            return False  # somebody is reading; the next one does it
        except (duckdb.Error, OSError) as fault:
            _LOG.warning("The log could not be folded into the store's file: %s", type(fault).__name__)
            return False
        return True

    @contextmanager
    def folding_once(self) -> Iterator[None]:
        """Fold the log once, at the end, not after each unit: for a store that nobody opens before it is filled."""
        self._folds_once = True
        try:
            yield
        finally:
            self._folds_once = False
            with self._writing:
                self._checkpoint()

    def close(self) -> None:
        """Fold the log into the file and let go of it. What fails is tried again for a second, and then told."""
        with self._writing:
            for _ in range(_LAST_FOLDS):
                if self._checkpoint():
                    break
                time.sleep(_BETWEEN_FOLDS)
            else:
                _LOG.warning(
                    "The last of the log (.wal) could not be folded into the store's file. Nothing is lost; before the "
                    "file is copied run: python -m board.operator verify"
                )
            self._connection.close()
            for act in self._on_close:
                act()


def _roll_back(cursor: duckdb.DuckDBPyConnection) -> None:
    with suppress(duckdb.Error):
        cursor.execute("rollback")
    cursor.close()

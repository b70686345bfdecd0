"""Numbered migrations, each applied once, in one transaction with the record that it ran."""

import re
from pathlib import Path

import duckdb

from clock import Clock
from db.folding import Folding

_FOLDER = Path(__file__).parent
_NUMBERED = re.compile(r"^(\d{4})_[a-z_]+\.sql$")


class MigrationRefused(Exception):
    """The tables in the store are newer than this program, or could not be brought up to it."""


def migrate(connection: duckdb.DuckDBPyConnection, clock: Clock, *, folding: Folding | None) -> None:
    """Bring the tables up to this program's version. Safe to repeat. `folding` of the file; None on PostgreSQL.

    Raises
    ------
    MigrationRefused
        When the store was written by a newer program, or a step failed; that step has changed nothing then.
    """
    cursor = connection.cursor()
    cursor.execute("use board")
    known = _scripts(_FOLDER)
    extra = {} if folding else _scripts(_FOLDER / "postgres")
    applied = _applied(cursor)
    if applied and max(applied) > max(known):
        raise MigrationRefused(
            "This store was written by a newer version of the board. Start that version, "
            "or bring back the backup made before it. The store was not changed."
        )
    for number in sorted(set(known) - applied):
        try:
            _apply(cursor, number, [known[number], *([extra[number]] if number in extra else [])], clock)
        except duckdb.Error as fault:
            if not folding and number in _applied_meanwhile(cursor):
                continue
            raise MigrationRefused(
                f"The tables could not be brought up to this version of the board (step {number}). "
                "The step has not changed the store. Start the version before."
            ) from fault
        if folding:
            folding.fold()  # DDL left in the log is what replay has crashed on
    cursor.close()


def _scripts(folder: Path) -> dict[int, str]:
    found = sorted(file for file in folder.iterdir() if _NUMBERED.match(file.name))
    return {int(file.name[:4]): file.read_text(encoding="utf-8") for file in found}


def _applied(cursor: duckdb.DuckDBPyConnection) -> set[int]:
    there = cursor.execute("select 1 from duckdb_tables() where database_name = 'board' and table_name = 'migration'")
    if there.fetchone() is None:
        return set()
    return {int(row[0]) for row in cursor.execute("select number from migration").fetchall()}


def _applied_meanwhile(cursor: duckdb.DuckDBPyConnection) -> set[int]:
    """What another process, started at the same moment, has applied: DuckDB remembers PostgreSQL's tables otherwise."""
    cursor.execute("call pg_clear_cache()")
    return _applied(cursor)


def _apply(cursor: duckdb.DuckDBPyConnection, number: int, scripts: list[str], clock: Clock) -> None:
    cursor.execute("begin transaction")
    try:
        cursor.execute(
            "create table if not exists migration (number integer primary key, applied_at timestamptz not null)"
        )
        for script in scripts:
            for statement in _statements(script):
                cursor.execute(statement)
        cursor.execute(
            "insert into migration values ($number, $applied_at)", {"number": number, "applied_at": clock.now()}
        )
        cursor.execute("commit")
    except BaseException:
        cursor.execute("rollback")
        raise


def _statements(script: str) -> list[str]:
    bare = re.sub(r"--[^\n]*", "", script)
    return [part for part in (piece.strip() for piece in bare.split(";")) if part]

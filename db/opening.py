"""Opening the store: key, lock, extension, file or PostgreSQL, migrations. Refuses in words, touches nothing."""

import fcntl
import hmac
import importlib.metadata
import os
import re
import secrets
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO

import duckdb

from clock import Clock
from db import marks
from db.folding import NEVER, Folding, mend
from db.ledger import Chain
from db.migrations import MigrationRefused, migrate
from db.store import Store, Transaction
from settings import Settings, well_formed_key

_POSTGRES_SHAPE = re.compile(r"^postgres(ql)?://[^'\s]+$")
_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "checkpoint_threshold": NEVER,
}


_KEY_MARK = "key mark"
_OTHER_KEY = (
    "The key does not fit this store, or the file is damaged at its beginning. Put the right key file back, "
    "or set BOARD_KEY. The store was not changed."
)


class StartRefused(Exception):
    """The store cannot be opened; the message says why and what to do. Nothing was changed."""


def open_store(settings: Settings, clock: Clock) -> Store:
    """Open the store named by the settings, bringing its tables up to date.

    Raises
    ------
    StartRefused
        Second process, wrong or missing key, damaged file, newer tables, PostgreSQL out of reach.
    """
    return _open_postgres(settings, clock) if settings.store else _open_file(settings, clock)


def _open_file(settings: Settings, clock: Clock) -> Store:
    os.umask(0o077)  # DuckDB makes its log anew whenever it needs one: for the owner's eyes only, like the file
    path = settings.store_file
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = _lock(path)
    try:
        key = read_key(settings, store_exists=path.exists())
        if path.exists() and path.stat().st_size == 0:
            raise StartRefused(_damaged(path, "the file is empty"))
        mend(path)
        connection = _connect(settings)
        try:
            _attach_file(connection, path, "" if settings.unencrypted else key)
            _lock_down(connection)
            _read_through(connection, path)
            folding = Folding(connection, path)
            return _migrated(connection, key, clock, folding=folding, on_close=[folding.close, lock.close])
        except BaseException:
            connection.close()
            raise
    except BaseException:
        lock.close()
        raise


def _open_postgres(settings: Settings, clock: Clock) -> Store:
    if not _POSTGRES_SHAPE.match(settings.store):
        raise StartRefused("The store's address must look like postgresql://user:password@host:5432/database.")
    connection = duckdb.connect(config=_CONFIG)
    try:
        _load(connection, "postgres_scanner")
        connection.execute(f"attach '{settings.store}' as board (type postgres)")  # noqa: S608 - shape checked above
        _lock_down(connection)
        key = read_key(settings, store_exists="migration" in _tables(connection))
        return _migrated(connection, key, clock)
    except duckdb.Error as fault:
        connection.close()
        raise StartRefused(
            "PostgreSQL does not answer at the address in `store`, or refuses the user. "
            "Check that it runs and that the address is right."
        ) from fault
    except BaseException:
        connection.close()
        raise


def _migrated(
    connection: duckdb.DuckDBPyConnection,
    key: str,
    clock: Clock,
    *,
    folding: Folding | None = None,
    on_close: Sequence[Callable[[], None]] = (),
) -> Store:
    try:
        migrate(connection, clock, folding=folding)
    except MigrationRefused as refusal:
        raise StartRefused(str(refusal)) from refusal
    chain = Chain(key)
    store = Store(connection, chain, clock, folding=folding, on_close=on_close)
    if not (store.look(lambda tx: _key_fits(tx, chain)) or store.atomic(lambda tx: _leave_key_mark(tx, chain))):
        raise StartRefused(_OTHER_KEY)
    return store


def _key_fits(tx: Transaction, chain: Chain) -> bool:
    return hmac.compare_digest(marks.setting(tx, _KEY_MARK) or "", chain.mark)


def _leave_key_mark(tx: Transaction, chain: Chain) -> bool:
    # PostgreSQL opens with any key; without a mark another key would only be found out by a ledger that breaks.
    if marks.setting(tx, _KEY_MARK) is None:
        marks.put_setting(tx, _KEY_MARK, chain.mark)
    return _key_fits(tx, chain)


def read_key(settings: Settings, *, store_exists: bool) -> str:
    """The encryption key: from the settings, else from the key file, made (mode 0600) for a new store only.

    Raises
    ------
    StartRefused
        When a store exists and its key does not, or the key file is not a key.
    """
    if settings.key:
        return settings.key
    if settings.key_file.exists():
        key = settings.key_file.read_text(encoding="ascii", errors="replace").strip()
        if not well_formed_key(key):
            raise StartRefused(f"The key file {settings.key_file} does not hold a key. Put the right one back.")
        return key
    if store_exists:
        raise StartRefused(
            f"The store is there, but its key is not: {settings.key_file} is missing. "
            "Put the key file back, or set BOARD_KEY. Without its key the store cannot be read."
        )
    settings.key_file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    key = secrets.token_urlsafe(32)
    handle = os.open(settings.key_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(key + "\n")
    return key


def _lock(path: Path) -> IO[str]:
    # A side file: opening and closing the database file itself would drop DuckDB's own lock (POSIX).
    lock = path.with_suffix(".lock").open("a+", encoding="ascii")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as fault:
        lock.seek(0)
        holder = lock.read().strip() or "unknown"
        lock.close()
        raise StartRefused(
            f"The board is already running on this store (process {holder}). "
            "Stop that one first; one store serves one process."
        ) from fault
    lock.truncate(0)
    lock.write(str(os.getpid()))
    lock.flush()
    return lock


def _connect(settings: Settings) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(config=_CONFIG)
    if not settings.unencrypted:
        try:
            _load(connection, "httpfs")
        except StartRefused:
            connection.close()
            raise
    return connection


def _load(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    """Load DuckDB's signed extension from the wheel that carries it; nothing is downloaded."""
    package = f"duckdb-extension-{name.replace('_', '-')}"
    try:
        distribution = importlib.metadata.distribution(package)
        file = next(f for f in distribution.files or () if str(f).endswith(f"{name}.duckdb_extension"))
    except (importlib.metadata.PackageNotFoundError, StopIteration) as fault:
        way_out = (
            "To go on without encryption, and only then, set BOARD_UNENCRYPTED=yes."
            if name == "httpfs"
            else "Leave `store` empty for a file of its own, or install the package."
        )
        raise StartRefused(
            f"The package {package} is not there for this computer, so the store cannot be opened as set. {way_out}"
        ) from fault
    connection.execute(f"load '{distribution.locate_file(file)}'")


def _attach_file(connection: duckdb.DuckDBPyConnection, path: Path, key: str) -> None:
    quoted = str(path.resolve()).replace("'", "''")
    option = f"(encryption_key '{key}')" if key else ""
    fresh = not path.exists()
    try:
        connection.execute(f"attach '{quoted}' as board {option}")
    except duckdb.Error as fault:
        text = str(fault).lower()
        if "lock" in text and "conflicting" in text:
            raise StartRefused("Another program holds the store's file open. Close it and start again.") from fault
        if "key" in text or "encrypt" in text:
            raise StartRefused(_OTHER_KEY) from fault
        raise StartRefused(_damaged(path, "it cannot be read")) from fault
    if fresh:
        path.chmod(0o600)


def _tables(connection: duckdb.DuckDBPyConnection, which: str = "") -> list[str]:
    asked = "select table_name from duckdb_tables() where database_name = 'board' " + which
    return [str(row[0]) for row in connection.execute(asked).fetchall()]


def _read_through(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Read every table and index once: DuckDB checks a block only when it is needed, in the middle of a conference."""
    try:
        connection.execute("begin transaction")
        for table in _tables(connection):
            connection.execute(f'select bit_xor(hash(t)) from board."{table}" t').fetchall()  # noqa: S608 - our own name
        for table in _tables(connection, "and has_primary_key"):
            # Looks every row up in the table's indexes and finds it there: nothing is inserted.
            again = f'insert into board."{table}" select * from board."{table}" on conflict do nothing'  # noqa: S608
            connection.execute(again)
        connection.execute("rollback")
    except duckdb.Error as fault:
        raise StartRefused(_damaged(path, "a part of it cannot be read")) from fault


def _lock_down(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("set TimeZone = 'UTC'")
    connection.execute("set temp_file_encryption = true")
    connection.execute("pragma disable_checkpoint_on_shutdown")
    connection.execute("set enable_external_access = false")
    connection.execute("set lock_configuration = true")


def _damaged(path: Path, how: str) -> str:
    return (
        f"The store {path} is damaged: {how}. It was not changed. Bring back the last backup with "
        "`python -m board.operator restore COPY`."
    )

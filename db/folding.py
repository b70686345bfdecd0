"""Folding the write-ahead log into the store's file so that a kill in the middle of it tears nothing.

DuckDB's CHECKPOINT writes new data to free blocks and switches the file's header last, but it writes its metadata
blocks over in place (measured on 1.5.5): a process killed inside that write leaves half a block, and the file does not
open any more. So these blocks are kept beside the file first, with the header they belong to. A start that still finds
that header puts them back; once the header has been switched they are of no use and are left alone.
"""

import hashlib
import os
import struct
from collections.abc import Sequence
from pathlib import Path

import duckdb

HEADER = 3 * 4096  # bytes: one main header and two that take turns
BLOCK = 262_144  # bytes, DuckDB's default
_MARK = b"board: blocks as they were before a fold\n"
_COUNT = struct.Struct(">Q")
NEVER = "1024TB"
"""A size of the log that is never reached: DuckDB is not to fold it by itself, without the blocks being kept."""
LARGE_LOG = 16 * 1024 * 1024
"""Bytes from which the log is folded after any unit; DuckDB's own default."""


class Folding:
    """Folds the log of one open store; to be closed after the connection.

    Its file handle stays open as long as DuckDB's: closing any handle of a file drops the process's lock on it (POSIX).
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, file: Path) -> None:
        self._connection = connection
        self._file = file
        self._log = file.with_name(f"{file.name}.wal")
        self._handle: int | None = None

    def is_due(self) -> bool:
        """Whether the log has grown so large that it should be folded whatever was written."""
        return self._log.exists() and self._log.stat().st_size >= LARGE_LOG

    def fold(self) -> None:
        """Keep the blocks, then CHECKPOINT. Raises duckdb.Error or OSError: then the log stays as it is."""
        cursor = self._connection.cursor()
        try:
            cursor.execute("use board")
            rows = cursor.execute("select block_id from pragma_metadata_info('board')").fetchall()
            self._keep([int(block) for (block,) in rows])
            cursor.execute("checkpoint board")
        finally:
            cursor.close()

    def close(self) -> None:
        """Let go of the file."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def _keep(self, blocks: Sequence[int]) -> None:
        if self._handle is None:
            self._handle = os.open(self._file, os.O_RDONLY)
        image = [os.pread(self._handle, HEADER, 0), _COUNT.pack(len(blocks))]
        for block in blocks:
            image += [_COUNT.pack(block), os.pread(self._handle, BLOCK, HEADER + block * BLOCK).ljust(BLOCK, b"\0")]
        content = b"".join(image)
        with open(beside(self._file), "wb", opener=_for_the_owner_alone) as file:
            file.write(_MARK + hashlib.sha256(content).digest() + content)
            file.flush()
            os.fsync(file.fileno())


def beside(file: Path) -> Path:
    """Where the blocks are kept."""
    return file.with_name(f"{file.name}.blocks")


def mend(file: Path) -> None:
    """Put the kept blocks back when a fold into this file did not come to its end. Before the file is opened."""
    image = _kept_image(beside(file))
    if image is None or not file.exists():
        return
    with file.open("r+b") as torn:
        if torn.read(HEADER) != image[:HEADER]:
            return  # the fold came to its end, or the blocks are another file's
        for number in range(_COUNT.unpack_from(image, HEADER)[0]):
            start = HEADER + _COUNT.size + number * (_COUNT.size + BLOCK)
            (block,) = _COUNT.unpack_from(image, start)
            torn.seek(HEADER + block * BLOCK)
            torn.write(image[start + _COUNT.size : start + _COUNT.size + BLOCK])
        torn.flush()
        os.fsync(torn.fileno())


def _kept_image(place: Path) -> bytes | None:
    """Header and blocks, or None when there are none or they were not kept to the end: then no fold had begun."""
    if not place.exists():
        return None
    whole = place.read_bytes()
    start = len(_MARK) + hashlib.sha256().digest_size
    content = whole[start:]
    intact = whole[: len(_MARK)] == _MARK and hashlib.sha256(content).digest() == whole[len(_MARK) : start]
    return content if intact else None


def _for_the_owner_alone(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)

"""Reads a table of ratings from CSV and says in one sentence, with row and column, what is wrong with it."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from analysis.shapes import Floats

MEMBER = "member"
MOST_CELLS = 2_000_000


class BadTable(Exception):
    """The table cannot be read; the message says where and why."""


@dataclass(frozen=True, eq=False)
class Table:
    """Members in the order of the file, items, ratings (n_members, n_items), and labels per attribute."""

    members: tuple[str, ...]
    items: tuple[str, ...]
    ratings: Floats
    attributes: dict[str, tuple[str, ...]]


def read_table(path: Path, by: Sequence[str] = ()) -> Table:
    """Read a CSV file with a column `member`, numeric items (empty = not answered) and attributes.

    path : UTF-8 file, comma, semicolon or tab. by : names of the attribute columns; all others are items.
    Raises BadTable when the file or a cell cannot be read.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadTable(f"{path.name} is not UTF-8 text.") from error
    except OSError as error:
        raise BadTable(f"{path} cannot be read: {error.strerror}.") from error
    rows = _rows(text, path.name)
    return _checked(rows[0], rows[1:], by)


def _rows(text: str, name: str) -> list[list[str]]:
    """All rows with something in them, cells trimmed."""
    if not text.strip():
        raise BadTable(f"{name} is empty: a first row with column names is needed.")
    first = text.lstrip().splitlines()[0]
    delimiter = max(",;\t", key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise BadTable(f"{name} is not a table: {error}.") from error
    return [[cell.strip() for cell in row] for row in rows if any(cell.strip() for cell in row)]


def _checked(header: list[str], body: list[list[str]], by: Sequence[str]) -> Table:
    _check_header(header, by)
    items = [column for column, name in enumerate(header) if name != MEMBER and name not in by]
    if len(body) * len(items) > MOST_CELLS:
        raise BadTable(f"The table is too large: at most {MOST_CELLS:,} ratings can be read.")
    for number, row in enumerate(body, start=2):
        if len(row) != len(header):
            raise BadTable(f"Row {number} has {len(row)} columns, the first row has {len(header)}.")
    who = header.index(MEMBER)
    _check_members([row[who] for row in body])
    ratings = np.array(
        [
            [_number(row[column], number, header[column]) for column in items]
            for number, row in enumerate(body, start=2)
        ],
        dtype=np.float64,
    ).reshape(len(body), len(items))
    attributes = {name: tuple(row[header.index(name)] for row in body) for name in by}
    return Table(tuple(row[who] for row in body), tuple(header[column] for column in items), ratings, attributes)


def _check_header(header: list[str], by: Sequence[str]) -> None:
    for column, name in enumerate(header, start=1):
        if not name:
            raise BadTable(f"Row 1, column {column} has no name.")
        if header.index(name) != column - 1:
            raise BadTable(f'Row 1, column {column}: the name "{name}" occurs twice.')
    if MEMBER not in header:
        raise BadTable(f'Row 1 has no column "{MEMBER}".')
    for name in by:
        if name == MEMBER or name not in header:
            raise BadTable(f'--by names "{name}", which is no attribute column of the table.')


def _check_members(members: list[str]) -> None:
    seen: dict[str, int] = {}
    for number, member in enumerate(members, start=2):
        if not member:
            raise BadTable(f'Row {number}, column "{MEMBER}" is empty.')
        if member in seen:
            raise BadTable(f'Row {number}, column "{MEMBER}": "{member}" is already in row {seen[member]}.')
        seen[member] = number


def _number(cell: str, row: int, column: str) -> float:
    """The rating in one cell; NaN when empty."""
    if not cell:
        return float("nan")
    try:
        value = float(cell)
    except ValueError:
        value = float("nan")
    if not np.isfinite(value):
        raise BadTable(f'Row {row}, column "{column}": "{cell[:40]}" is not a number.')
    return value

"""The reading of any table of ratings: `python -m analysis ratings.csv [--by discipline,shift] [--json]`."""

import argparse
import json
import math
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from analysis.items import ItemReading, Mark, descriptive_order, read_items
from analysis.lenses import Dissenters, dissenters
from analysis.lines import LineReading, read_lines
from analysis.scan import SplitReading, Verdict, split_scan
from analysis.shapes import Floats, as_spans
from analysis.table import BadTable, Table, read_table
from analysis.wording import chance, number

_VERDICTS = {
    Verdict.too_few: "Not enough data yet: at least four members must answer most of five items or more.",
    Verdict.no_division: "No division found beyond ordinary differences. This is not proof of agreement.",
    Verdict.gradient: "Differences hang together as a gradual range, not as two views.",
    Verdict.shared_disagreement: "Differences hang together: two views or a gradual range, it cannot be told.",
    Verdict.camps: "Two views stand apart.",
}


@dataclass(frozen=True, eq=False)
class _Reading:
    """Everything that is said about one table."""

    table: Table
    spans: Floats
    scan: SplitReading
    items: tuple[ItemReading, ...]
    unlike: Dissenters
    lines: tuple[LineReading, ...]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what the table named on the command line says; 0, or 2 when it cannot be read."""
    asked = _arguments(arguments)
    try:
        table = read_table(asked.ratings, [name.strip() for name in asked.by.split(",") if name.strip()])
        reading = _read(table, _spans(asked.range, table), asked.draws)
    except BadTable as problem:
        print(problem, file=sys.stderr)
        return 2
    if asked.json:
        print(json.dumps(as_json(reading), ensure_ascii=False, indent=2, allow_nan=False))
    else:
        print("\n".join(_as_text(reading)))
    return 0


def as_json(reading: _Reading) -> dict[str, Any]:
    """The reading as plain values; unknown figures are None."""
    scan, items = reading.scan, reading.table.items
    marked = {mark: [items[i] for i, item in enumerate(reading.items) if item.mark is mark] for mark in Mark}
    return {
        "members": list(reading.table.members),
        "items": list(items),
        "p_shared": scan.p_shared,
        "p_camps": scan.p_camps,
        "verdict": scan.verdict.value,
        "camps": scan.camps.tolist(),
        "stability": [None if math.isnan(value) else round(value, 3) for value in scan.stability.tolist()],
        "dividing_items": marked[Mark.divides],
        "common_ground": marked[Mark.common_ground],
        "dissenters": [reading.table.members[i] for i in np.flatnonzero(reading.unlike.flagged).tolist()],
        "lines": [
            {
                "attribute": line.attribute,
                "p": line.p,
                "p_family": line.p_family,
                "share": round(line.share, 4),
            }
            for line in reading.lines
        ],
    }


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m analysis", description=__doc__)
    parser.add_argument("ratings", type=Path, help="CSV: a column member, numeric items, empty = not answered")
    parser.add_argument("--by", default="", help="attribute columns, separated by commas")
    parser.add_argument("--range", help="highest minus lowest answer: one number, or one per item")
    parser.add_argument("--draws", type=int, default=999, help="draws of ordinary differences (default 999)")
    parser.add_argument("--json", action="store_true", help="print the reading as JSON")
    asked = parser.parse_args(arguments)
    if asked.draws < 19:
        parser.error("--draws: at least 19 are needed to speak of 1 time in 20")
    return asked


def _spans(given: str | None, table: Table) -> Floats:
    if given is None:
        return as_spans(None, table.ratings)
    try:
        numbers = [float(part) for part in given.split(",")]
        wanted = numbers * len(table.items) if len(numbers) == 1 else numbers
        return as_spans(wanted, table.ratings)
    except ValueError as problem:
        raise BadTable(f"--range: {problem}") from problem


def _read(table: Table, spans: Floats, draws: int) -> _Reading:
    scan = split_scan(table.ratings, spans=spans, draws=draws)
    items = read_items(table.ratings, scan.camps, spans=spans, verdict=scan.verdict)
    unlike = dissenters(table.ratings, scan, spans=spans, draws=draws)
    lines = read_lines(table.ratings, table.attributes, spans=spans)
    return _Reading(table, spans, scan, items, unlike, lines)


def _as_text(reading: _Reading) -> list[str]:
    """The reading in sentences; members are named by view only here, for whoever holds the table anyway."""
    scan = reading.scan
    said = [_VERDICTS[scan.verdict]]
    if scan.p_shared is not None and scan.p_shared <= 0.05:
        p = scan.p_camps if scan.verdict is Verdict.camps else scan.p_shared
        said.append(f"Ordinary differences would look like this {chance(p or 1.0)}.")
    if scan.is_divided:
        said += [f"View {name}: {', '.join(_view(reading, view))}" for view, name in ((0, "A"), (1, "B"))]
        said += _ordered_items(reading)
    said += [_line(line) for line in reading.lines]
    unlike = int(reading.unlike.flagged.sum())
    if unlike:
        said.append(f"Unlike all others: {number(unlike)} {'sheet' if unlike == 1 else 'sheets'}; see --json.")
    return said


def _view(reading: _Reading, view: int) -> list[str]:
    scan = reading.scan
    return [
        member + (" (in between)" if scan.between[i] else "")
        for i, member in enumerate(reading.table.members)
        if scan.camps[i] == view
    ]


def _ordered_items(reading: _Reading) -> list[str]:
    said = ["Items, most divided first (view A, view B):"]
    for i in descriptive_order(reading.items, reading.spans):
        item = reading.items[i]
        mark = item.mark.value.replace("_", " ")
        said.append(f"  {reading.table.items[i]}: {item.mean_a:.1f}, {item.mean_b:.1f} - {mark}")
    return said


def _line(line: LineReading) -> str:
    if line.p_family is None:
        return f"{line.attribute}: not read, two groups of three are needed."
    if line.follows:
        return f"The differences follow {line.attribute} (by chance {chance(line.p_family)})."
    return f"The differences do not follow {line.attribute} beyond chance."


if __name__ == "__main__":
    sys.exit(main())

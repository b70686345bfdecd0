"""What was ticked and what was written in the first round, as its authors and the thresholds allow."""

from collections.abc import Mapping
from uuid import UUID

from access.terms import Role, Visibility
from access.written import Written
from board import gate
from board.house import present
from board.picture import Noticed, WrittenLine
from db import entries
from db.store import Row, Transaction
from instruments import Instrument

_FOR_OTHERS = ("understand", "handover")


def noticed(tx: Transaction, discussion: UUID, members: set[UUID], instrument: Instrument) -> tuple[Noticed, ...]:
    """How many of these members ticked each observation, in the form's order; not what nobody ticked."""
    rows = [row for row in entries.revealed_noticed(tx, discussion, 1) if row["member"] in members]
    counts = {tick.key: sum(row["observation"] == tick.key for row in rows) for tick in instrument.observations}
    return tuple(
        Noticed(tick.wording, tick.side, counts[tick.key], len(members))
        for tick in instrument.observations
        if counts[tick.key]
    )


def written_lines(
    tx: Transaction, standing: gate.Standing, recorded: int, names: Mapping[UUID, str]
) -> tuple[tuple[WrittenLine, ...], tuple[str, ...]]:
    """Lines by their authors' choice, and of which kinds some are held back.

    A line without a name needs enough who could have written it. `recorded` counts the whole forms in the picture;
    `names` are those of everybody ever in the team.
    """
    matter = standing.matter["id"]
    rows = [row for row in entries.revealed_lines(tx, matter, 1) if row["kind"] in _FOR_OTHERS]
    unsigned = recorded - len(entries.signed(tx, matter, 1))
    nameless = {kind for kind in _FOR_OTHERS if _may_stand_without_a_name(kind, rows, recorded, unsigned)}
    shown = [line for row in rows if (line := _line(row, nameless, standing.role, names)) is not None]
    without_a_name = {Visibility.UNATTRIBUTED, *([Visibility.LEADER] if standing.role is Role.LEADER else [])}
    wanted = {row["kind"] for row in rows if row["visibility"] in without_a_name and not row["late"]}
    held_back = tuple(kind for kind in _FOR_OTHERS if kind in wanted - nameless)
    # By their first letters: an order of the words themselves says nothing about who wrote first.
    return tuple(sorted(shown, key=lambda line: line.words.text.casefold())), held_back


def _may_stand_without_a_name(kind: str, rows: list[Row], recorded: int, unsigned: int) -> bool:
    """When enough could have written it: those who signed theirs did not, and it is known who was not there."""
    limits = present().settings
    if kind == "handover":
        heard = sum(
            row["visibility"] == Visibility.UNATTRIBUTED and not row["late"] for row in rows if row["kind"] == kind
        )
        return recorded >= limits.threshold_text and heard >= limits.threshold_mean
    return unsigned >= limits.threshold_text


def _line(row: Row, nameless: set[str], role: Role, names: Mapping[UUID, str]) -> WrittenLine | None:
    words, visibility = Written(row["body"]), Visibility(row["visibility"])
    if visibility is Visibility.NAMED:
        return WrittenLine(row["kind"], words, Written(names.get(row["member"], "")), False)
    # Who came late is known by name to whoever leads: without a name such a line has one all the same.
    if row["kind"] not in nameless or row["late"]:
        return None
    if visibility is Visibility.UNATTRIBUTED or (visibility is Visibility.LEADER and role is Role.LEADER):
        return WrittenLine(row["kind"], words, Written(""), visibility is Visibility.LEADER)
    return None

"""From the rows of a revealed round to the figures of `analysis`: computed once for each set of entries, then kept."""

import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from access.terms import EntryKind
from analysis import (
    ItemReading,
    LineReading,
    SplitReading,
    Together,
    Unanimity,
    Verdict,
    beyond_tone,
    declared_views,
    dissenters,
    false_unanimity,
    read_items,
    read_lines,
    read_together,
    smallest_division,
    split_scan,
)
from analysis.power import Smallest
from analysis.standing import places
from db.store import Row
from instruments import Item

_Key = tuple[frozenset[UUID], tuple[tuple[str, tuple[str, ...]], ...]]
_TONE = {"good": 1.0, "bad": -1.0, "": 0.0}
_KEPT = 128
"""Readings kept in memory: some hundred kilobytes each at most."""


@dataclass(frozen=True)
class Scanned:
    """One section of the form, read: its items, the answers (n_members, n_items; NaN: can't say) and what they say."""

    items: tuple[Item, ...]
    ratings: NDArray[np.float64]
    scan: SplitReading
    by_item: tuple[ItemReading, ...]


@dataclass(frozen=True)
class Reading:
    """Everything computed about one round. `members` gives the order of all arrays and never leaves `board/`."""

    members: tuple[UUID, ...]
    feelings: Scanned
    positions: Scanned
    together: Together
    sides: NDArray[np.int64] | None
    """The two views (0: A, 1: B, -1: in between, or too few answers to be placed), or None where none stand apart."""
    unanimity: tuple[Unanimity, ...]
    different_view: bool
    beyond_tone: SplitReading
    smallest: Smallest | None
    lines: tuple[LineReading, ...]
    places: NDArray[np.float64]


@dataclass(frozen=True)
class Answered:
    """The independent, full entries of a round as rows of the store."""

    entries: Sequence[Row]
    ratings: Sequence[Row]

    @property
    def members(self) -> tuple[UUID, ...]:
        """The members, in an order that says nothing about them: by id."""
        return tuple(sorted((row["member"] for row in self.entries), key=str))

    def table(self, keys: Sequence[str]) -> NDArray[np.float64]:
        """Scores (n_members, n_items), NaN where somebody could not say."""
        place = {(row["member"], row["item"]): row["score"] for row in self.ratings}
        return np.array(
            [[_number(place.get((member, key))) for key in keys] for member in self.members], dtype=np.float64
        ).reshape(len(self.members), len(keys))


def independent(entries: Sequence[Row], ratings: Sequence[Row]) -> Answered:
    """Keep what was recorded before the reveal, in full: late sheets saw the others, short ones hold no ratings."""
    kept = [row for row in entries if not row["late"] and row["kind"] == EntryKind.FULL]
    members = {row["member"] for row in kept}
    return Answered(kept, [row for row in ratings if row["member"] in members])


_readings: OrderedDict[_Key, Reading] = OrderedDict()
_reading = threading.Lock()


def read(
    answered: Answered,
    feelings: tuple[Item, ...],
    positions: tuple[Item, ...],
    attributes: Mapping[str, Mapping[UUID, str]],
) -> Reading:
    """The reading of these entries; computed at the first call and kept: entries never change, memberships may."""
    labels = tuple((name, tuple(of.get(member, "") for member in answered.members)) for name, of in attributes.items())
    key = (frozenset(row["id"] for row in answered.entries), labels)
    with _reading:
        if key in _readings:
            _readings.move_to_end(key)
            return _readings[key]
        found = _compute(answered, feelings, positions, dict(labels))
        _readings[key] = found
        while len(_readings) > _KEPT:
            _readings.popitem(last=False)
        return found


def _compute(
    answered: Answered,
    feeling_items: tuple[Item, ...],
    position_items: tuple[Item, ...],
    labels: Mapping[str, Sequence[str]],
) -> Reading:
    feelings, positions = _scanned(answered, feeling_items), _scanned(answered, position_items)
    together = read_together(feelings.scan, positions.scan)
    sides = _sides(feelings.scan, positions.scan, together)
    feelings, positions = _described(feelings, sides), _described(positions, sides)
    spans = _spans(feeling_items)
    return Reading(
        members=answered.members,
        feelings=feelings,
        positions=positions,
        together=together,
        sides=sides,
        unanimity=false_unanimity(
            feelings.ratings,
            spans=spans,
            positive=_where(feeling_items, "good"),
            negative=_where(feeling_items, "bad"),
            special=[n for n, item in enumerate(feeling_items) if item.dimension == "special"],
        ),
        different_view=bool(
            dissenters(feelings.ratings, feelings.scan, spans=spans, blocks=_blocks(feeling_items)).flagged.any()
        ),
        smallest=_smallest(feelings),
        beyond_tone=beyond_tone(
            feelings.ratings, [_TONE[item.pole] for item in feeling_items], spans=spans, blocks=_blocks(feeling_items)
        ),
        lines=read_lines(feelings.ratings, labels, spans=spans) if labels else (),
        places=places(np.hstack([feelings.ratings, positions.ratings]), spans=_spans(feeling_items + position_items)),
    )


def _scanned(answered: Answered, items: tuple[Item, ...]) -> Scanned:
    ratings = answered.table([item.key for item in items])
    return Scanned(items, ratings, split_scan(ratings, spans=_spans(items), blocks=_blocks(items)), ())


def _described(section: Scanned, sides: NDArray[np.int64] | None) -> Scanned:
    camps = np.full(len(section.ratings), -1) if sides is None else sides
    verdict = section.scan.verdict if sides is not None else Verdict.no_division
    by_item = read_items(
        section.ratings, camps, spans=_spans(section.items), verdict=verdict, blocks=_blocks(section.items)
    )
    return Scanned(section.items, section.ratings, section.scan, by_item)


def _sides(feelings: SplitReading, positions: SplitReading, together: Together) -> NDArray[np.int64] | None:
    """The views that the headline says stand apart; members between them belong to neither."""
    declared = declared_views(feelings, positions, together)
    if not declared:
        return None
    found = feelings if declared[0] == "feelings" else positions
    return np.where(found.between, -1, found.camps)


def _smallest(feelings: Scanned) -> Smallest | None:
    """What would have been seen; the table holds for the whole form only."""
    found = smallest_division(feelings.scan.n_placed)
    return found if found and found.of_items == len(feelings.items) else None


def _where(items: tuple[Item, ...], pole: str) -> list[int]:
    return [n for n, item in enumerate(items) if item.pole == pole]


def _spans(items: tuple[Item, ...]) -> list[float]:
    return [float(item.high - item.low) for item in items]


def _blocks(items: tuple[Item, ...]) -> list[str]:
    return [item.dimension for item in items]


def _number(score: int | None) -> float:
    return float("nan") if score is None else float(score)

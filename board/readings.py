"""From the rows of a revealed round to the figures of `analysis`: computed once for each set of entries, then kept."""

import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from access.terms import Naming
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
    level_reading,
    read_items,
    read_lines,
    read_together,
    smallest_division,
    split_scan,
)
from analysis.power import Smallest
from analysis.scan import beyond_usual
from board.answered import Answered as Answered
from board.answered import independent as independent
from board.beforehand import candidates, usual
from board.pull import Pull, pull
from board.sheets import Before, promised_alike
from instruments import Item

_Labels = tuple[tuple[str, tuple[str, ...]], ...]
_Key = tuple[frozenset[UUID], _Labels, tuple[tuple[UUID, int], ...]]
_TONE = {"good": 1.0, "bad": -1.0, "": 0.0}
_DRAWS_BEYOND_TONE = 199
"""Enough for one sentence; the scan itself draws 999."""
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
    beyond_usual: bool
    """Whether the feelings were compared with the members' usual answers."""
    unanimity: tuple[Unanimity, ...]
    different_view: bool
    level: float | None
    """How often chance alone makes members differ as much in overall level."""
    beyond_tone: SplitReading | None
    """None where the feelings do not hang together, and there is nothing to take tone out of."""
    smallest: Smallest | None
    pull: Pull | None
    """What most feel beyond usual; None as long as too few have a baseline."""
    lines: tuple[LineReading, ...]


_readings: OrderedDict[_Key, Reading] = OrderedDict()
_reading = threading.Lock()


def read(
    answered: Answered,
    feelings: tuple[Item, ...],
    positions: tuple[Item, ...],
    attributes: Mapping[str, Mapping[UUID, str]],
    before: Before,
    naming: Naming,
    *,
    spread: int,
) -> Reading:
    """The reading of these entries; computed at the first call and kept: entries never change, memberships may.

    `before` and the policy say what may be known beforehand: lines, the last views, usual answers. `spread`: so many
    answers to an item before anything is said of it.
    """
    labels = tuple((name, tuple(of.get(member, "") for member in answered.members)) for name, of in attributes.items())
    shaping = promised_alike((*before.weeks[-1:], *before.others), naming)
    key = (frozenset(row["id"] for row in answered.entries), labels, tuple(one.key for one in shaping))
    with _reading:
        if key in _readings:
            _readings.move_to_end(key)
            return _readings[key]
        found = _Computing(answered, feelings, positions, dict(labels), before, naming).reading(spread)
        _readings[key] = found
        while len(_readings) > _KEPT:
            _readings.popitem(last=False)
        return found


class _Computing:
    """One reading in the making. Scans, lines and sheets see what goes beyond usual; strips and means what was said."""

    def __init__(
        self,
        answered: Answered,
        feeling_items: tuple[Item, ...],
        position_items: tuple[Item, ...],
        labels: Mapping[str, Sequence[str]],
        before: Before,
        naming: Naming,
    ) -> None:
        self.answered = answered
        self.items = feeling_items
        self.labels = labels
        self.before = before
        self.naming = naming
        # A usual feeling is a habit; a usual position is still what somebody wants done, and is compared as it stands.
        self.usual = usual(answered.members, feeling_items, before, naming)
        self.feelings = self._scanned(feeling_items, self.usual)
        self.positions = self._scanned(position_items, None)
        self.compared = beyond_usual(self.feelings.ratings, self.usual)

    def reading(self, spread: int) -> Reading:
        """All figures."""
        felt, argued = self.feelings.scan, self.positions.scan
        together = read_together(felt, argued)
        sides = _sides(felt, argued, together)
        feelings, positions = _described(self.feelings, sides), _described(self.positions, sides)
        spans = _spans(self.items)
        return Reading(
            members=self.answered.members,
            feelings=feelings,
            positions=positions,
            together=together,
            sides=sides,
            beyond_usual=self.usual is not None,
            unanimity=false_unanimity(
                feelings.ratings,
                spans=spans,
                positive=_where(self.items, "good"),
                negative=_where(self.items, "bad"),
                special=[n for n, item in enumerate(self.items) if item.dimension == "special"],
            ),
            different_view=bool(dissenters(self.compared, felt, spans=spans, blocks=_blocks(self.items)).flagged.any()),
            level=level_reading(feelings.ratings, spans=spans),
            smallest=_smallest(feelings),
            beyond_tone=self._beyond_tone(),
            pull=pull(self.answered.members, feelings.ratings, self.items, self.before, self.naming, least=spread),
            lines=read_lines(self.compared, self.labels, spans=spans) if self.labels else (),
        )

    def _scanned(self, items: tuple[Item, ...], usually: NDArray[np.float64] | None) -> Scanned:
        ratings = self.answered.table([item.key for item in items])
        scan = split_scan(
            ratings,
            spans=_spans(items),
            blocks=_blocks(items),
            baseline=usually,
            candidates=candidates(self.answered.members, items, self.labels, self.before, self.naming),
        )
        return Scanned(items, ratings, scan, ())

    def _beyond_tone(self) -> SplitReading | None:
        felt = self.feelings.scan
        if not felt.is_divided and felt.verdict is not Verdict.gradient:
            return None
        tone = [_TONE[item.pole] for item in self.items]
        return beyond_tone(
            self.compared, tone, spans=_spans(self.items), blocks=_blocks(self.items), draws=_DRAWS_BEYOND_TONE
        )


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

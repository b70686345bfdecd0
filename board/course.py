"""How the weeks of one case compare: distance of the views, good and bad held at once, what moved since last time."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from math import isfinite
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from access.terms import Naming
from analysis import (
    BothSides,
    Gap,
    Movement,
    Verdict,
    debiased_gap,
    movement,
    sentences,
    split_scan,
    team_both_sides,
)
from analysis.change import NEARLY_TOGETHER
from analysis.distances import distances
from board.sheets import Before, Sheets
from instruments import Item, weekly_team_reaction

DECIMALS = 1
"""Figures of a week leave `board/` rounded: a more exact one could test who belongs to which sheet."""
_KEPT = 512
_LIGHT_DRAWS = 199


@dataclass(frozen=True)
class Week:
    """One discussion of a case in one line; None where it may not be told or cannot be said.

    Always over all independent entries of its discussion, never over those who were there another time too: two
    figures about nearly the same people would be the answer of the one who makes the difference.
    """

    met_at: datetime
    members: int
    apart: float | None
    apart_low: float | None
    apart_high: float | None
    both: float | None
    both_low: float | None
    both_high: float | None
    held_back: bool
    """The distance is held back: one of the views was held by too few, or sheets have left the week."""


@dataclass(frozen=True)
class Course:
    """The weeks of one case, oldest first, this one last; and in words what moved since last time, where it is told."""

    weeks: tuple[Week, ...]
    moved: str
    now: str


@dataclass(frozen=True)
class Figures:
    """What is computed of one discussion, not yet cleared."""

    gap: Gap
    both: BothSides


def course(before: Before, hidden: Collection[UUID], *, felt_apart: bool, least: int, spread: int) -> Course | None:
    """The weeks up to this one, without those that are hidden from the reader; None where there is nothing to compare.

    felt_apart : two views are declared in what is felt this week. Nothing is told when the team surely stood apart in
    no week: a distance between views that nobody holds would only be read as a division.
    """
    every = (*before.weeks, *before.now)
    if not before.now or len(every) < 2:
        return None
    items = feelings_asked_in(every)
    weeks = tuple(
        told(week, figures(week, items), least=least, spread=spread)
        for week in every
        if week.discussion["id"] not in hidden
    )
    surely_apart = any(week.apart_low is not None and week.apart_low >= NEARLY_TOGETHER for week in weeks)
    if len(weeks) < 2 or not surely_apart:
        return None
    last, now = every[-2:]
    may = last.discussion["id"] not in hidden and not weeks[-2].held_back and not weeks[-1].held_back
    parted = [week for week, apart in ((last, stood_apart(last)), (now, felt_apart)) if apart] if may else []
    change = moved(last, now, parted, least=least) if parted else None
    return Course(
        weeks,
        moved=sentences.of_movement(change) if change else "",
        now="" if weeks[-1].held_back else sentences.of_gap(figures(now, items).gap),
    )


def feelings_asked_in(weeks: Sequence[Sheets]) -> tuple[Item, ...]:
    """The feelings and roles that were asked every time: those of the pulse as soon as one week was a pulse."""
    return weekly_team_reaction().items(scan="feelings", pulse=any(week.is_pulse for week in weeks))


@lru_cache(maxsize=_KEPT)
def figures(week: Sheets, items: tuple[Item, ...]) -> Figures:
    """Gap of the views, found anew and without the flattery of the fit, and both-sides. Kept: sheets never change."""
    table = _table(week, items)
    gap = debiased_gap(table, spans=_spans(items), blocks=[item.dimension for item in items])
    return Figures(gap, both_sides_of(table, items))


def both_sides_of(table: NDArray[np.float64], items: tuple[Item, ...]) -> BothSides:
    """Both-sides of a table (n_members, n_items) of feelings and roles received, from its good and its bad ones."""
    return team_both_sides(_mean_of(table, items, "good"), _mean_of(table, items, "bad"))


def told(week: Sheets, found: Figures, *, least: int, spread: int) -> Week:
    """A week as it may be told: a distance needs `least` in each view (one by name), both-sides `spread` answers.

    Without names no distance is told of a week that sheets have left: beside the one told before, it would be theirs.
    """
    named = week.naming is Naming.NAMED
    known = found.gap.points == found.gap.points
    may = known and (named or (min(found.gap.n_a, found.gap.n_b) >= least and not week.was_left))
    apart = (found.gap.points, found.gap.low, found.gap.high) if may else (None, None, None)
    both = (found.both.mean, found.both.low, found.both.high) if found.both.n >= spread else (None, None, None)
    return Week(
        met_at=week.discussion["conference_begins_at"],
        members=len(week.members),
        apart=_rounded(apart[0]),
        apart_low=_rounded(apart[1]),
        apart_high=_rounded(apart[2]),
        both=_rounded(both[0]),
        both_low=_rounded(both[1]),
        both_high=_rounded(both[2]),
        held_back=known and not may,
    )


def moved(last: Sheets, now: Sheets, parted: Collection[Sheets], *, least: int) -> Movement | None:
    """What became of the views of last time; None where that may not be told, or no views stood apart.

    parted : those of the two in which views stood apart. Not of two weeks under different promises: the one would tell
    by name what the other hides. Nor where it would follow in which view somebody stands who was there in one of the
    weeks alone, and is known by name: `least` of each view must be left whoever that is.
    """
    if last.naming is not now.naming:
        return None
    items = feelings_asked_in((last, now))
    members = tuple(member for member in now.members if member in set(last.members))
    first, second = (week.of(members, [item.key for item in items]) for week in (last, now))
    between = distances(first, second, spans=_spans(items))
    needed = 1 if now.naming is Naming.NAMED else least
    if any(_smaller_view(week, items) - (len(week.members) - len(members)) < needed for week in parted):
        return None
    if min(int((between.camps == side).sum()) for side in (0, 1)) < needed:
        return None
    both = [both_sides_of(table, items).entries for table in (first, second)]
    return movement(between.before, between.after, *both)


def _smaller_view(week: Sheets, items: tuple[Item, ...]) -> int:
    gap = figures(week, items).gap
    return min(gap.n_a, gap.n_b)


@lru_cache(maxsize=_KEPT)
def stood_apart(week: Sheets) -> bool:
    """Whether two views stood apart in what was felt, by the scan alone."""
    items = feelings_asked_in((week,))
    table = _table(week, items)
    scan = split_scan(table, spans=_spans(items), blocks=[item.dimension for item in items], draws=_LIGHT_DRAWS)
    return scan.verdict is Verdict.camps


def _table(week: Sheets, items: tuple[Item, ...]) -> NDArray[np.float64]:
    return week.of(week.members, [item.key for item in items])


def _mean_of(table: NDArray[np.float64], items: tuple[Item, ...], pole: str) -> NDArray[np.float64]:
    """Each member's mean over the items of one pole; NaN where less than half of them was answered."""
    part = table[:, [n for n, item in enumerate(items) if item.pole == pole]]
    given = ~np.isnan(part)
    enough = 2 * given.sum(1) >= max(part.shape[1], 1)
    total = np.where(given, part, 0.0).sum(1)
    return np.asarray(np.divide(total, given.sum(1), out=np.full(len(part), np.nan), where=enough & (given.sum(1) > 0)))


def _spans(items: tuple[Item, ...]) -> list[float]:
    return [float(item.high - item.low) for item in items]


def _rounded(figure: float | None) -> float | None:
    # Adding nothing makes a zero of minus zero.
    return round(figure, DECIMALS) + 0.0 if figure is not None and isfinite(figure) else None

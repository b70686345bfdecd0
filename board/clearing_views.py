"""Views with their portraits, role received beside own feeling, and who stands where, as far as each may be told."""

from dataclasses import replace
from math import nan

import numpy as np
from numpy.typing import NDArray

from access.written import Written
from analysis import sentences
from analysis.standing import places
from board.picture import Sheet, View
from board.portraits import portraits
from board.revealed_round import VIEW_OF_SIDE, RevealedRound
from board.role_received import DECIDING, RoleReceived, regions, told

PLACES = 3
"""Decimals of a place on the map."""


def views(of: RevealedRound) -> tuple[tuple[View, ...], bool]:
    """The two views that stand apart, and whether there is one too small for anything of it to be told."""
    sides = of.reading.sides
    if sides is None:
        return (), False
    sizes = [int((sides == side).sum()) for side in VIEW_OF_SIDE]
    if not of.named and min(sizes) < of.limits.threshold_mean:
        return (), True
    items = [
        (item, reading if of.may_tell_views(scanned.ratings[:, n]) else replace(reading, mean_a=nan, mean_b=nan))
        for scanned in (of.reading.feelings, of.reading.positions)
        for n, (item, reading) in enumerate(zip(scanned.items, scanned.by_item, strict=True))
    ]
    drawn = portraits(items) if any(reading.mean_a == reading.mean_a for _, reading in items) else (None, None)
    return tuple(View(name, sizes[side], drawn[side]) for side, name in VIEW_OF_SIDE.items()), False


def within(of: RevealedRound) -> str:
    """A division inside a view that is told; never how many stand where in it."""
    scanned = of.reading.feelings if of.declared[0] == "feelings" else of.reading.positions
    return sentences.of_further_splits(scanned.scan) or ""


def role_received(of: RevealedRound) -> RoleReceived | None:
    """How the patient treated us beside what we feel; None where too few answered, or sheets have left since."""
    if of.was_left:
        return None
    scanned, members = of.reading.feelings, range(len(of.reading.members))
    labels = of.labels_of(list(members))
    shown = views(of)[0]
    return told(
        regions(scanned.ratings, scanned.items),
        scanned.items,
        [*([[of.view_of(m) for m in members]] if shown else []), *([labels] if labels else [])],
        [of.name(m) for m in members] if of.named else None,
        least=of.limits.threshold_mean,
        spread=of.limits.threshold_spread,
        open_sheets=of.named or (of.may_show_sheets() and _stand_on_sheets(of)),
    )


def _stand_on_sheets(of: RevealedRound) -> bool:
    """Whether every answer that decides of a region stands on the whole sheets that the page shows."""
    scanned = of.reading.feelings
    return all(
        of.may_spread(scanned.by_item[n].n) and of.may_stand_on_sheets(scanned.ratings[:, n])
        for n, item in enumerate(scanned.items)
        if item.key in DECIDING
    )


def who_stands_where(of: RevealedRound) -> tuple[Sheet, ...]:
    """Every sheet by name, or without one where disciplines are shown; nothing where no names are."""
    if not of.named and not of.may_show_sheets():
        return ()
    told = [
        (item, _on_the_sheets(of, scanned.ratings[:, n]))
        for scanned in (of.reading.feelings, of.reading.positions)
        for n, item in enumerate(scanned.items)
        if of.may_spread(scanned.by_item[n].n)
    ]
    # From what the sheets tell, and nothing else: a place is reckoned back into the answers that it was made of.
    answers = np.column_stack([np.empty((len(of.reading.members), 0)), *(column for _, column in told)])
    at = places(answers, spans=[item.high - item.low for item, _ in told])
    sheets = [
        Sheet(
            of.name(m) if of.named else Written(""),
            round(float(at[m, 0]), PLACES),
            round(float(at[m, 1]), PLACES),
            of.view_of(m),
            tuple(None if np.isnan(column[m]) else int(column[m]) for _, column in told),
        )
        for m in range(len(at))
    ]
    # By place and answers alone: no order of joining, of names or of handing in is left in it.
    return tuple(sheets if of.named else sorted(sheets, key=_by_answers))


def _on_the_sheets(of: RevealedRound, column: NDArray[np.float64]) -> NDArray[np.float64]:
    """The answers to one item as they may stand on whole sheets; NaN: could not say, or may not be told."""
    return column if of.may_stand_on_sheets(column) else np.full_like(column, np.nan)


def _by_answers(sheet: Sheet) -> tuple[object, ...]:
    return sheet.view, sheet.x, sheet.y, [-1 if score is None else score for score in sheet.scores]

"""The two portraits: how each view meets the patient, worded by rule from the items on which the views differ.

A feeling is ours and stays ours: a portrait says what the patient leaves us with, never what the patient is.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from analysis import ItemReading
from instruments import Item

# Rules, in shares of an item's range (0 to 1), so that four and seven points read alike. Published in docs/reading.md.
APART = 0.25
"""Views differ on an item from a quarter of its range on (one point of 0 to 4)."""
FELT = 0.5
"""A view holds a feeling from "somewhat" on."""
HARDLY = 0.375
"""A view hardly meets a feeling below one and a half points of 0 to 4."""
_MOST_IN_SENTENCE, _MOST_IN_LIST = 3, 3


@dataclass(frozen=True)
class Portrait:
    """How one view meets the patient. Lists may be empty: then the page leaves the line out."""

    sentence: str
    feels: tuple[str, ...]
    would: tuple[str, ...]
    hardly_meets: tuple[str, ...]


@dataclass(frozen=True)
class _Seen:
    """One item as one view answers it: its mean and the other view's, in shares of the range."""

    item: Item
    mine: float
    theirs: float

    @property
    def lead(self) -> float:
        return self.mine - self.theirs


def portraits(items: Sequence[tuple[Item, ItemReading]]) -> tuple[Portrait, Portrait]:
    """The portraits of view A and view B from items with both means told."""
    told = [
        (item, reading)
        for item, reading in items
        if reading.mean_a == reading.mean_a and reading.mean_b == reading.mean_b
    ]
    seen_a = [_Seen(item, _share(item, reading.mean_a), _share(item, reading.mean_b)) for item, reading in told]
    seen_b = [_Seen(seen.item, seen.theirs, seen.mine) for seen in seen_a]
    return _portrait(seen_a), _portrait(seen_b)


def _portrait(seen: list[_Seen]) -> Portrait:
    unipolar = [one for one in seen if one.item.portrait]
    strong = _most([one for one in unipolar if one.lead >= APART and one.mine >= FELT])
    said, rest = strong[:_MOST_IN_SENTENCE], strong[_MOST_IN_SENTENCE:]
    absent = _most([one for one in unipolar if one.lead <= -APART and one.mine < HARDLY], least_first=True)
    return Portrait(
        sentence=_sentence([one.item for one in said]),
        feels=tuple(one.item.short for one in rest[:_MOST_IN_LIST]),
        would=_positions([one for one in seen if one.item.bipolar]),
        hardly_meets=tuple(one.item.short for one in absent[:_MOST_IN_LIST]),
    )


def _most(seen: list[_Seen], *, least_first: bool = False) -> list[_Seen]:
    return sorted(seen, key=lambda one: one.lead if least_first else -one.lead)


def _positions(seen: list[_Seen]) -> tuple[str, ...]:
    """Positions that the view leans towards and the other one does not, the clearest first."""
    leaning = [one for one in seen if abs(one.lead) >= APART and (one.mine - 0.5) * one.lead > 0]
    ordered = sorted(leaning, key=lambda one: -abs(one.lead))
    return tuple(one.item.short_high if one.mine > 0.5 else one.item.short_low for one in ordered[:_MOST_IN_LIST])


def _sentence(items: list[Item]) -> str:
    """Someone who treats us as ..., and who leaves us ..., ... and ...: one clause for each verb, "whom" first."""
    if not items:
        return "No single feeling stands out in this view."
    by_verb: dict[str, list[str]] = {}
    for item in items:
        by_verb.setdefault(item.portrait_verb, []).append(item.portrait)
    clauses = [
        (verb if verb.startswith("whom") else f"who {verb}") + " " + listed(parts)
        for verb, parts in sorted(by_verb.items(), key=lambda pair: not pair[0].startswith("whom"))
    ]
    return "Someone " + ", and ".join(part for part in (", ".join(clauses[:-1]), clauses[-1]) if part) + "."


def listed(phrases: Sequence[str]) -> str:
    """Phrases as they are read aloud: one, two and three."""
    return phrases[0] if len(phrases) == 1 else ", ".join(phrases[:-1]) + " and " + phrases[-1]


def _share(item: Item, mean: float) -> float:
    return (mean - item.low) / (item.high - item.low)

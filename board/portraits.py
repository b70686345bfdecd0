"""The two portraits: how each view meets the patient, worded by rule from the items on which the views differ.

A feeling is ours and stays ours: a portrait says what the patient leaves us with, never what the patient is.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from analysis import ItemReading
from instruments import Item

# Rules, in shares of an item's range (0 to 1), so that four and seven points read alike. Published in docs/reading.md.
APART = 0.25
"""Views differ on an item from a quarter of its range on (one point of 0 to 4)."""
FELT = 0.5
"""A view holds a feeling from "somewhat" on."""
HARDLY = 0.375
"""A view hardly has a feeling below one and a half points of 0 to 4."""
LEANS = 1 / 12
"""A view leans to one end from half a step of seven beyond the middle on: nearer to it no side is taken."""
_MOST_IN_SENTENCE, _MOST_IN_LIST = 3, 3
_CLAUSES = ("whom we", "to whom we seem", "with whom we feel")
"""The clauses of a sentence in the order in which they are read aloud best."""
WOULD, FINDS = "would", "finds"


@dataclass(frozen=True)
class Portrait:
    """How one view meets the patient. Lists may be empty: then the page leaves the line out."""

    sentence: str
    feels: tuple[str, ...]
    would: tuple[str, ...]
    finds: tuple[str, ...]
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

    @property
    def is_feeling(self) -> bool:
        return bool(self.item.portrait)


def portraits(items: Sequence[tuple[Item, ItemReading]]) -> tuple[Portrait, Portrait]:
    """The portraits of view A and view B from items; one of which a mean is not a number is not told, and left out."""
    told = [
        (item, reading)
        for item, reading in items
        if reading.mean_a == reading.mean_a and reading.mean_b == reading.mean_b
    ]
    whole = sum(bool(item.portrait) for item, _ in told) == sum(bool(item.portrait) for item, _ in items)
    seen_a = [_Seen(item, _share(item, reading.mean_a), _share(item, reading.mean_b)) for item, reading in told]
    seen_b = [_Seen(seen.item, seen.theirs, seen.mine) for seen in seen_a]
    return _portrait(seen_a, whole), _portrait(seen_b, whole)


def _portrait(seen: list[_Seen], whole: bool) -> Portrait:
    """`whole`: every feeling asked is among them. Else nothing is said of feelings that are not told."""
    felt = [one for one in seen if one.is_feeling]
    strong = _most([one for one in felt if one.lead >= APART and one.mine >= FELT])
    absent = _most([one for one in felt if one.lead <= -APART and one.mine < HARDLY and one.theirs >= FELT])
    would, finds = (_leaning([one for one in seen if one.item.portrait_verb == verb]) for verb in (WOULD, FINDS))
    told = Portrait(
        sentence=_sentence([one.item for one in strong[:_MOST_IN_SENTENCE]])
        or (_NOTHING if whole else _NOTHING_TOLD if felt else _NOT_TOLD),
        feels=tuple(one.item.short for one in strong[_MOST_IN_SENTENCE:][:_MOST_IN_LIST]),
        would=would,
        finds=finds,
        hardly_meets=tuple(one.item.short for one in absent[:_MOST_IN_LIST]),
    )
    alike = whole and bool(felt) and not any(abs(one.lead) >= APART for one in felt)
    return _of_positions(told) if alike else told


def _most(seen: list[_Seen]) -> list[_Seen]:
    """The items on which the views lie furthest apart first."""
    return sorted(seen, key=lambda one: -abs(one.lead))


def _leaning(seen: list[_Seen]) -> tuple[str, ...]:
    """Positions that the view leans towards, and the other one less or not at all, the clearest first."""
    return tuple(_leaning_to(one) for one in _most([one for one in seen if _leans(one)])[:_MOST_IN_LIST])


def _leans(one: _Seen) -> bool:
    if not one.item.bipolar:
        return one.lead >= APART and one.mine >= FELT
    own_side = (one.mine - 0.5) * (1 if one.lead > 0 else -1)
    return abs(one.lead) >= APART and own_side > LEANS - 1e-9


def _leaning_to(one: _Seen) -> str:
    if not one.item.bipolar:
        return one.item.short
    return one.item.short_high if one.mine > 0.5 else one.item.short_low


def _of_positions(told: Portrait) -> Portrait:
    """Where no feeling parts the views, the sentence says what they would do, or what they find."""
    if told.would:
        return replace(told, sentence=f"{_ALIKE}; this view would {listed(told.would)}.", would=())
    if told.finds:
        return replace(told, sentence=f"{_ALIKE}; this view finds that {listed(told.finds)}.", finds=())
    return replace(told, sentence=f"{_ALIKE}; this view leans to no side.")


_ALIKE = "What we feel is much alike"
_NOTHING = "No single feeling stands out in this view."
_NOTHING_TOLD = "Of the feelings that are told, none stands out in this view."
_NOT_TOLD = "What this view feels is not told."


def _sentence(items: list[Item]) -> str:
    """Someone whom we ..., and with whom we feel ..., ... and ...: one clause for each verb, long phrases last."""
    if not items:
        return ""
    by_verb: dict[str, list[str]] = {}
    for item in sorted(items, key=lambda item: _CLAUSES.index(item.portrait_verb)):
        by_verb.setdefault(item.portrait_verb, []).append(item.portrait)
    clauses = [f"{verb} {listed(sorted(parts, key=len))}" for verb, parts in by_verb.items()]
    return "Someone " + ", and ".join(part for part in (", ".join(clauses[:-1]), clauses[-1]) if part) + "."


def listed(phrases: Sequence[str]) -> str:
    """Phrases as they are read aloud: "a, b and c"; what has an "or" of its own is set apart by a comma."""
    if len(phrases) == 1:
        return phrases[0]
    last = ", and " if any(" or " in phrase for phrase in phrases) else " and "
    return ", ".join(phrases[:-1]) + last + phrases[-1]


def _share(item: Item, mean: float) -> float:
    return (mean - item.low) / (item.high - item.low)

"""Words that could identify a patient, and names of colleagues: shown to the writer before anything is kept.

A warning, not a wall.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Suspicion:
    """A piece of text that may identify somebody: what kind, and the piece itself."""

    kind: str
    piece: str


_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_DAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_CAPITALISED = r"[A-ZÄÖÜ][a-zäöüß'’-]+"
_TITLED = re.compile(rf"\b(?i:Mr|Mrs|Ms|Miss|Dr|Prof|Herr|Frau)\b\.?\s+{_CAPITALISED}")
_PAIR = re.compile(rf"\b{_CAPITALISED}\s+{_CAPITALISED}\b")
_PATTERNS = (
    ("an e-mail address", re.compile(r"\b[\w.+-]+@[\w-]+\.[\w.]+\b")),
    (
        "a date",
        re.compile(
            r"\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|\b\d{4}-\d{2}-\d{2}\b|"
            rf"\b\d{{1,2}}(?:st|nd|rd|th)?\.? (?:of )?(?:{_MONTHS})\b|\b(?:{_MONTHS}) \d{{1,2}}\b",
            re.IGNORECASE,
        ),
    ),
    ("a room", re.compile(r"\b(?:room|bed|apartment|flat)\s*(?:no\.?\s*)?\d+\w?\b", re.IGNORECASE)),
    ("a long number", re.compile(r"\b\d(?:[\d /.-]{4,}\d)\b|\b\d{5,}\b")),
    ("a name", _TITLED),
    ("a name", _PAIR),
)
_NO_NAMES = {
    *_MONTHS.split("|"),
    *_DAYS.split("|"),
    "ward",
    "day",
    "evening",
    "night",
    "clinic",
    "unit",
    "station",
    "team",
    "round",
    "nurse",
    "shift",
}
"""Capitalised words of a ward: a pair with one of them is not somebody's name."""
_SHORTEST_NAME = 3


def suspicions(text: str, colleagues: Iterable[str] = ()) -> tuple[Suspicion, ...]:
    """The pieces of a text that look like a name, a date, a room, an address or a long number, in their order.

    colleagues : the names of a team; each word of theirs is found too, where it is written with its capital.
    """
    found: list[tuple[int, Suspicion]] = []
    covered: list[range] = []
    for kind, pattern in (*_PATTERNS, *_names_of(colleagues)):
        for match in pattern.finditer(text):
            piece, place = match.group().strip(), range(*match.span())
            is_of_the_ward = pattern is _PAIR and _NO_NAMES & set(piece.lower().split())
            if is_of_the_ward or any(place.start < other.stop and other.start < place.stop for other in covered):
                continue
            covered.append(place)
            found.append((match.start(), Suspicion(kind, piece)))
    return tuple(suspicion for _, suspicion in sorted(found, key=lambda pair: pair[0]))


def _names_of(colleagues: Iterable[str]) -> list[tuple[str, re.Pattern[str]]]:
    """What finds a first or a last name standing alone; initials are left alone."""
    words = {word for name in colleagues for word in name.split() if len(word) >= _SHORTEST_NAME and word[0].isupper()}
    any_of_them = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    return [("a colleague’s name", re.compile(rf"\b(?:{any_of_them})\b"))] if words else []

"""Words that could identify a patient: found and shown to the writer before anything is kept. A warning, not a wall."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Suspicion:
    """A piece of text that may identify somebody: what kind, and the piece itself."""

    kind: str
    piece: str


_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_PATTERNS = (
    ("an e-mail address", re.compile(r"\b[\w.+-]+@[\w-]+\.[\w.]+\b")),
    ("a date", re.compile(r"\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|\b\d{4}-\d{2}-\d{2}\b|"
                          rf"\b\d{{1,2}}(?:st|nd|rd|th)?\.? (?:of )?(?:{_MONTHS})\b|\b(?:{_MONTHS}) \d{{1,2}}\b", re.IGNORECASE)),
    ("a room", re.compile(r"\b(?:room|bed|apartment|flat)\s*(?:no\.?\s*)?\d+\w?\b", re.IGNORECASE)),
    ("a long number", re.compile(r"\b\d(?:[\d /.-]{4,}\d)\b|\b\d{5,}\b")),
    ("a name", re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Herr|Frau)\.?\s+[A-ZÄÖÜ][\w'’-]+|"
                          r"(?<![.!?:]\s)(?<!^)\b[A-ZÄÖÜ][a-zäöüß'’-]+\s+[A-ZÄÖÜ][a-zäöüß'’-]+\b")),
)
_NO_NAMES = {"I", "Day Clinic", "Nurse In", "Ward Round"}


def suspicions(text: str) -> tuple[Suspicion, ...]:
    """The pieces of a text that look like a name, a date, a room, an address or a long number, in their order."""
    found: list[tuple[int, Suspicion]] = []
    covered: list[range] = []
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            piece, place = match.group().strip(), range(*match.span())
            if piece in _NO_NAMES or any(place.start < other.stop and other.start < place.stop for other in covered):
                continue
            covered.append(place)
            found.append((match.start(), Suspicion(kind, piece)))
    return tuple(suspicion for _, suspicion in sorted(found, key=lambda pair: pair[0]))

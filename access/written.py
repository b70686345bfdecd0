"""Text that people wrote. It has a type of its own, so that no page can mistake it for a sentence of the board."""

import unicodedata
from dataclasses import dataclass

from access.refusals import Invalid

LINE_LIMIT = 400
"""Characters of a line or a reason: two or three sentences, readable aloud in the meeting."""
LABEL_LIMIT = 60

# Bidirectional overrides and isolates could make a sentence read as something else on other people's screens.
_BIDI = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")


@dataclass(frozen=True)
class Written:
    """Somebody's own words, cleaned and bounded. Pages draw it literally, never as Markdown."""

    text: str

    def __bool__(self) -> bool:
        return bool(self.text)


def written(text: str, name: str, *, limit: int = LINE_LIMIT, required: bool = False) -> Written:
    """Check and clean what somebody typed into the field called `name`.

    Normalised to NFC; line ends become newlines; surrounding space goes. Everything else is kept as typed.

    Raises
    ------
    Invalid
        When it is longer than `limit` characters, holds control characters, or is empty though `required`.
    """
    cleaned = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if required and not cleaned:
        raise Invalid(f"{name} is still empty.")
    if len(cleaned) > limit:
        raise Invalid(f"{name} has {len(cleaned)} characters; {limit} are possible.")
    if any(_unkeepable(letter) for letter in cleaned):
        raise Invalid(f"{name} holds a character that cannot be kept (an invisible control character). Type it anew.")
    return Written(cleaned)


def _unkeepable(letter: str) -> bool:
    return letter in _BIDI or (unicodedata.category(letter) in {"Cc", "Cs", "Co"} and letter not in "\n\t")

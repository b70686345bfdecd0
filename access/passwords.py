"""Passwords by NIST SP 800-63B: long, any characters, no composition rules, no rotation; guessable ones refused.

The stored form is bcrypt over a SHA-256 digest, so that every character of a long password counts (bcrypt alone
ends at 72 bytes). A sign-in name that does not exist costs the same time as one that does.
"""

import base64
import hashlib
import secrets
import unicodedata
from collections.abc import Iterable

import bcrypt
from zxcvbn import zxcvbn

from access.refusals import WeakPassword

SHORTEST = 15
"""Characters (code points after NFC): the single-factor minimum of SP 800-63B-4."""
LONGEST = 256
_ROUNDS = 12
_GUESSES = 3
"""The zxcvbn score (0 to 4) from which a password is taken: beyond 10^8 guesses."""
_OWN_LETTERS = 6
"""What must be left beside the ward's own words: zxcvbn alone lets "conferenceboard1" pass."""
_WARD_WORDS = (
    "case conference board",
    "conference",
    "psychiatry",
    "psychiatric",
    "ward",
    "station",
    "hospital",
    "clinic",
    "patient",
    "nurse",
    "doctor",
    "team",
    "countertransference",
    "splitting",
    "board",
    "password",
)
_EASY_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"


def check_strength(password: str, own_words: Iterable[str] = ()) -> None:
    """Refuse a password that is too short, too long or easy to guess.

    `own_words` are names that an attacker would try first: the person's, the team's, the sign-in name.

    Raises
    ------
    WeakPassword
        With a sentence that says which rule it missed.
    """
    plain = unicodedata.normalize("NFC", password)
    if len(plain) < SHORTEST:
        raise WeakPassword(
            f"A password needs {SHORTEST} characters or more. Four unrelated words do well; spaces count."
        )
    if len(plain) > LONGEST:
        raise WeakPassword(f"A password may have up to {LONGEST} characters.")
    words = [*_WARD_WORDS, *(word for phrase in own_words for word in (phrase, *phrase.split()))]
    # zxcvbn grows quickly with length; what the first 72 characters do not make safe, more would not either.
    is_guessable = zxcvbn(plain[:72], user_inputs=words)["score"] < _GUESSES
    if is_guessable or len(_beside(words, plain)) < _OWN_LETTERS:
        raise WeakPassword(
            "This password would be guessed quickly: it follows a common pattern or the ward's own words."
        )


def _beside(words: Iterable[str], plain: str) -> str:
    """The letters and digits that are left when the words an attacker would try first are taken away."""
    left = plain.casefold()
    for word in sorted({word.casefold() for word in words if len(word) > 2}, key=len, reverse=True):
        left = left.replace(word, "")
    return "".join(letter for letter in left if letter.isalnum())


def digest(password: str) -> str:
    """The stored form of a password."""
    return bcrypt.hashpw(_prehashed(password), bcrypt.gensalt(_ROUNDS)).decode("ascii")


def matches(password: str, stored: str) -> bool:
    """Whether a password is the one behind a stored form."""
    return bcrypt.checkpw(_prehashed(password), stored.encode("ascii"))


def first_password() -> str:
    """A password made by the board, to be shown once and replaced at the first sign-in: five groups of four."""
    return "-".join("".join(secrets.choice(_EASY_LETTERS) for _ in range(4)) for _ in range(5))


def _prehashed(password: str) -> bytes:
    plain = unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")
    return base64.b64encode(hashlib.sha256(plain).digest())


NOBODY = digest(secrets.token_hex(16))
"""A stored form that no password matches: checked for unknown names, so that they take the same time."""

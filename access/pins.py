"""PINs: digits for a ward link only, typed on a phone with one thumb. Few enough to guess, so throttled and bounded.

A PIN opens nothing by itself: it needs a live ward link, and what it opens writes and does not read. It is stored
like a password (`access.passwords`), never in the clear.
"""

from access.refusals import WeakPin

SHORTEST, LONGEST = 6, 12
"""Digits. With ten wrong tries at one link, six leave a guesser one chance in a hundred thousand."""
FEWEST_DIFFERENT = 4
_OFTEN_TAKEN = {"112358", "135790", "142536", "147258", "159357", "159753", "258369", "314159", "789456"}
"""Patterns on the keypad and numbers everybody knows that the two rules below do not catch."""


def check_pin(pin: str) -> None:
    """Refuse a PIN that is too short, too long, no number or tried first by whoever guesses.

    Raises
    ------
    WeakPin
        With a sentence that says which rule it missed.
    """
    if not (pin.isascii() and pin.isdigit() and SHORTEST <= len(pin) <= LONGEST):
        raise WeakPin(f"A PIN has {SHORTEST} to {LONGEST} digits and nothing else.")
    if len(set(pin)) < FEWEST_DIFFERENT:
        raise WeakPin(f"This PIN would be guessed quickly: it needs {FEWEST_DIFFERENT} different digits or more.")
    if _is_a_row(pin) or pin in _OFTEN_TAKEN:
        raise WeakPin("This PIN would be guessed quickly: it is a row or a pattern that many people take.")


def _is_a_row(pin: str) -> bool:
    """Whether the digits go on by one same step, such as 456789, 987654 or 246802, or repeat one half."""
    steps = {(int(after) - int(before)) % 10 for before, after in zip(pin, pin[1:], strict=False)}
    half = len(pin) // 2
    return len(steps) == 1 or (len(pin) % 2 == 0 and pin[:half] in {pin[half:], pin[half:][::-1]})

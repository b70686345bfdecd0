"""How the board says numbers and chances: in words, never as a p-value."""

_WORDS = (
    *("zero", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
_CHANCES = ((0.01, "less than 1 time in 100"), (0.05, "less than 1 time in 20"))


def number(count: int) -> str:
    """A count in words up to twelve, then in figures."""
    return _WORDS[count] if 0 <= count < len(_WORDS) else str(count)


def sentence(text: str) -> str:
    """The text with its first letter large and a full stop at its end."""
    return text[:1].upper() + text[1:].rstrip(".") + "."


def chance(p: float) -> str:
    """How often ordinary differences would look like this: in words, for a p of 0 to 1."""
    for limit, words in _CHANCES:
        if p <= limit + 1e-12:
            return words
    return "more than 1 time in 20"


def listed(parts: list[str]) -> str:
    """Parts as one phrase: "a", "a and b", "a, b and c"."""
    if len(parts) < 2:
        return "".join(parts)
    return ", ".join(parts[:-1]) + " and " + parts[-1]

"""The published rule behind every sentence of the division page: what docs/reading.md prints, and what the page opens.

A sentence belongs to the rules of which it holds a piece (`says`). One source, so that page and book cannot part.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from board.house import present
from settings import Settings

_FILE = Path(__file__).parent / "rules.toml"


@dataclass(frozen=True)
class Rule:
    """What is on the page, the rule behind it, and pieces of the sentences that it stands behind."""

    shown: str
    rule: str
    says: tuple[str, ...]


@cache
def rules() -> tuple[Rule, ...]:
    """All of them, in the order of the page as far as it can be."""
    found = tomllib.loads(_FILE.read_text(encoding="utf-8"))["rule"]
    return tuple(Rule(one["shown"], one["rule"].strip(), tuple(one["says"])) for one in found)


def raised() -> str:
    """Where this board asks for more than the least numbers, which the rules name: how many; else empty."""
    here, least = present().settings, Settings()
    asked = (
        (here.threshold_mean, least.threshold_mean, "for a mean or a group"),
        (here.threshold_spread, least.threshold_spread, "for single answers"),
        (here.threshold_text, least.threshold_text, "for lines without a name"),
    )
    more = [f"{number} {what}" for number, lowest, what in asked if number > lowest]
    return f"The rules name the least numbers. This board asks for more: {', '.join(more)}." if more else ""


def behind(said: Iterable[str]) -> tuple[Rule, ...]:
    """The rules of these sentences, each once; marks of emphasis do not count."""
    spoken = [sentence.replace("*", "") for sentence in said]
    return tuple(rule for rule in rules() if any(piece in sentence for piece in rule.says for sentence in spoken))

"""What the division page shows of guesses: rows that are already cleared, for pages to draw."""

from dataclasses import dataclass
from datetime import datetime

from instruments import Item as Item


@dataclass(frozen=True)
class Asked:
    """What one member is asked to guess: how the other view answers these items."""

    other: str
    items: tuple[Item, ...]
    anchors: tuple[str, ...]
    """What the places of a scale from "not at all" on mean."""


@dataclass(frozen=True)
class OwnGuess:
    """The own guess of one item, beside the means of both views as they were told then."""

    item: Item
    other: str
    guessed: int
    ours: float
    theirs: float
    sentence: str


@dataclass(frozen=True)
class ThoughtApart:
    """One item: how far apart the views were thought to be on average, and are, in steps of its scale."""

    item: Item
    thought: float
    apart: float


@dataclass(frozen=True)
class TeamsGuess:
    """How far off the team's guesses were, as far as they may be told; of both views together, never of one."""

    items: tuple[ThoughtApart, ...]
    guesses: int
    sentence: str


@dataclass(frozen=True)
class GuessedWeek:
    """One week of the case, in points of five: how far apart the views were thought to be, and were."""

    met_at: datetime
    guesses: int
    thought: float
    low: float | None
    high: float | None
    apart: float


@dataclass(frozen=True)
class OtherView:
    """All that one person is told of guesses in a discussion."""

    asked: Asked | None
    """None: has guessed, or is not asked."""
    own: tuple[OwnGuess, ...]
    team: TeamsGuess | None
    """None until enough have guessed."""
    needed: int
    """From so many guesses on something is told of the team's."""
    weeks: tuple[GuessedWeek, ...]
    """The weeks of this case in which something may be told, oldest first; none below two."""

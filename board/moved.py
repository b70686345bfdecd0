"""What a second round shows beside the first: rows that are already cleared, for pages to draw."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Moved:
    """One item before and after, as those moved who answered it both times; None where it may not be told."""

    key: str
    name: str
    low_end: str
    high_end: str
    low: int
    high: int
    before: float | None
    after: float | None
    before_a: float | None
    after_a: float | None
    before_b: float | None
    after_b: float | None

    @property
    def bipolar(self) -> bool:
        """Whether the item stands between two ends."""
        return bool(self.low_end)


@dataclass(frozen=True)
class SecondPicture:
    """What the division page shows after the second round, except the viewer's own answers."""

    revealed_at: datetime
    recorded: int
    """How many recorded in the second round."""
    both: int | None
    """How many of them gave the whole form before the discussion, too. Without names only where everybody who recorded
    then came again: beside the names of who did not, the number would tell who had given the short form alone."""
    enough: bool
    needed: int
    persistence: str
    """What became of the two views (`analysis.Persistence`); empty where there were none, or it may not be told."""
    sentence: str
    """With the distance of the views now where they are still apart. The one before is measured otherwise: not told."""
    items: tuple[Moved, ...]
    """Only those of which something may be told."""
    held_back: bool
    """Some means are left out: so few answered only once that their answers could be worked out."""
    begins_with_all: bool
    """Some answered only before: the means before are of all first answers, those after are moved from there."""

"""The answers of an earlier discussion as one table, and what a picture is compared with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from access.terms import Length, Naming, Stage
from db.store import Row
from instruments import weekly_team_reaction


@dataclass(frozen=True, eq=False)
class Sheets:
    """The independent, full entries of one revealed discussion. Members and entries never leave `board/`."""

    discussion: Row
    version: int
    members: tuple[UUID, ...]
    scores: NDArray[np.float64]
    """(n_members, n_items) in the order of the whole instrument; NaN: not asked, or could not say."""
    was_left: bool
    """Whether withdrawn sheets have left it since the reveal."""

    @property
    def key(self) -> tuple[UUID, int]:
        """What these answers are kept under: other answers have another key."""
        return self.discussion["id"], self.version

    @property
    def naming(self) -> Naming:
        """The policy under which they were recorded."""
        return Naming(self.discussion["naming"])

    @property
    def is_pulse(self) -> bool:
        """Whether only the pulse was asked."""
        return Length(self.discussion["length"]) is Length.PULSE

    def of(self, members: Sequence[UUID], keys: Sequence[str]) -> NDArray[np.float64]:
        """Scores (n_members, n_items) of these members and items, in this order; NaN where there is none."""
        row = {member: place for place, member in enumerate(self.members)}
        column = {item.key: place for place, item in enumerate(weekly_team_reaction().items())}
        table = np.full((len(members), len(keys)), np.nan)
        here = [(n, row[member]) for n, member in enumerate(members) if member in row]
        for place, key in enumerate(keys):
            for n, at in here:
                table[n, place] = self.scores[at, column[key]]
        return table


@dataclass(frozen=True)
class Before:
    """What one picture is compared with; the same for every reader of it.

    `weeks`: the same case, oldest first. `others`: other cases, latest first. Both were opened and revealed before this
    discussion, and are taken as they stood at its reveal, so that nothing that happens later moves its picture.
    `beside`: the other cases of its conference. `now`: the discussion itself, or nothing when too few recorded.
    `shown_today`: where those stand whose pictures may be seen now; one that was put off since is not among them.
    """

    weeks: tuple[Sheets, ...] = ()
    others: tuple[Sheets, ...] = ()
    beside: tuple[Sheets, ...] = ()
    now: tuple[Sheets, ...] = ()
    shown_today: Mapping[UUID, Stage] = field(default_factory=dict)

    @property
    def last(self) -> Sheets | None:
        """The same case as it was discussed last."""
        return self.weeks[-1] if self.weeks else None


def promised_alike(sheets: Sequence[Sheets], naming: Naming) -> tuple[Sheets, ...]:
    """Those that may shape a picture under this policy: recorded under the same one.

    A picture with names says who stands in which view, one with disciplines which discipline answered what: answers
    that were given under a closer promise must not speak through it. Nor may those with names shape one without: a
    habit that everybody knows by name would tell whose answers stand in which view.
    """
    return tuple(one for one in sheets if one.naming is naming)

"""One revealed round: its figures on one side, naming policy and thresholds on the other, and what may be told."""

from collections import Counter
from collections.abc import Mapping
from functools import cached_property
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from access.terms import OTHER_DISCIPLINES, Length, Naming
from access.written import Written
from analysis import declared_views
from board import gate
from board.answered import Answered
from board.answers import QUESTION
from board.earlier import before_of
from board.house import present
from board.labels import SHEETS_FROM, labels, widened
from board.picture import IN_BETWEEN, VIEW_A, VIEW_B, Picture
from board.readings import Reading, read
from board.sheets import Before
from db import entries, people
from db.store import Transaction
from instruments import weekly_team_reaction

VIEW_OF_SIDE: Mapping[int, str] = {0: VIEW_A, 1: VIEW_B}


class RevealedRound:
    """What is known of one round, and the questions whether it may be told. Never leaves `board/`."""

    def __init__(self, tx: Transaction, standing: gate.Standing, answered: Answered, blank: Picture) -> None:
        self.tx = tx
        self.standing = standing
        self.answered = answered
        self.blank = blank
        self.limits = present().settings
        self.named = blank.naming is Naming.NAMED
        self.instrument = weekly_team_reaction()
        self.everybody = people.members_since(tx, standing.team, standing.matter["opened_at"])
        self.names_ever = {row["member"]: str(row["name"]) for row in self.everybody}
        self.labels = labels(tx, standing.matter) if blank.naming is Naming.DISCIPLINE else {}
        # Means of the views before and after would be, less one another, the answers of those who left.
        self.was_left = not self.named and entries.has_been_left(tx, blank.discussion, 1)

    @cached_property
    def before(self) -> Before:
        """What this discussion is compared with."""
        return before_of(self.tx, self.standing.matter)

    @cached_property
    def reading(self) -> Reading:
        """The figures."""
        pulse = self.blank.length is Length.PULSE
        return read(
            self.answered,
            self.instrument.items(scan="feelings", pulse=pulse),
            self.instrument.items(scan="positions", pulse=pulse),
            self._attributes(),
            self.before,
            self.blank.naming,
            spread=self.limits.threshold_spread,
        )

    def _attributes(self) -> dict[str, dict[UUID, str]]:
        """What a division may run along: who somebody is, and what they said of this week.

        What is known of each of us by name stays out where no names are shown: that answers follow it tells whose
        they are.
        """
        contact = {"contact": {row["member"]: row["contact"] or "" for row in self.answered.entries}}
        if self.blank.naming is Naming.UNATTRIBUTED:
            return contact
        if self.blank.naming is Naming.DISCIPLINE:
            shown = {who: "" if label == OTHER_DISCIPLINES else label for who, label in self.labels.items()}
            return {"discipline": shown, **contact}
        of = {
            name: {row["member"]: str(row[name]) for row in self.everybody}
            for name in ("discipline", "shift", "seniority")
        }
        said = {row["member"]: row["shift"] for row in self.answered.entries if row["shift"]}
        return {**of, "shift": {**of["shift"], **said}, **contact}

    # ------------------------------------------------------------ who

    def name(self, member: int) -> Written:
        """The name of a member of the reading; only where people are named."""
        return Written(self.names_ever.get(self.reading.members[member], ""))

    def view_of(self, member: int) -> str:
        """The view in which a member of the reading stands."""
        sides = self.reading.sides
        return IN_BETWEEN if sides is None else VIEW_OF_SIDE.get(int(sides[member]), IN_BETWEEN)

    def labels_of(self, members: list[int]) -> tuple[str, ...] | None:
        """The label beside each of these members' answers to one item; None where there is nothing to tell apart."""
        if not self.labels:
            return None
        here = [self.labels[self.reading.members[n]] for n in members]
        told = widened(here, self.limits.threshold_mean)
        return told if any(label != OTHER_DISCIPLINES for label in told) else None

    @property
    def declared(self) -> tuple[str, ...]:
        """The sections in which two views are said to stand apart."""
        return declared_views(self.reading.feelings.scan, self.reading.positions.scan, self.reading.together)

    # ------------------------------------------------------------ what may be told

    def may_spread(self, answers: int) -> bool:
        """Whether so many answers may be shown one beside the other."""
        return answers >= self.limits.threshold_spread

    def tells_views(self) -> bool:
        """Whether the answers of a view are told on any item."""
        reading = self.reading
        tables = (reading.feelings.ratings, reading.positions.ratings, self.answered.table([QUESTION]))
        return any(self.may_tell_views(table[:, n]) for table in tables for n in range(table.shape[1]))

    def may_tell_views(self, column: NDArray[np.float64]) -> bool:
        """Values of a view: with names always; else when three of each answered, and none or three beside them."""
        sides = self.reading.sides
        if sides is None or self.was_left:
            return False
        least = 1 if self.named else self.limits.threshold_mean
        answered = sides[~np.isnan(column)]
        a, b, neither = (int((answered == side).sum()) for side in (0, 1, -1))
        # From all answers and two means, those of one or two who stand in neither view could be worked out.
        return min(a, b) >= least and (self.named or neither == 0 or neither >= least)

    def may_show_sheets(self) -> bool:
        """By discipline: five sheets or more, and nobody stands in a view, or beside both, with fewer than three."""
        if self.blank.naming is not Naming.DISCIPLINE or len(self.reading.members) < SHEETS_FROM or self.was_left:
            return False
        sizes = Counter(self.view_of(n) for n in range(len(self.reading.members)))
        return min(sizes.values()) >= self.limits.threshold_mean

    def may_stand_on_sheets(self, column: NDArray[np.float64]) -> bool:
        """Whether answers to an item may stand on whole sheets; without names not where a discipline was left out."""
        if self.named:
            return True
        answered = [member for member in range(len(column)) if column[member] == column[member]]
        here = tuple(self.labels[self.reading.members[n]] for n in answered)
        unchanged = here if any(label != OTHER_DISCIPLINES for label in here) else None
        return self.labels_of(answered) == unchanged

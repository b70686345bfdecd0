"""From two revealed rounds to what moved between them: only what policy and thresholds allow comes through.

Everything is told of those who answered both times. A mean of their first answers, beside the first round's picture,
would show what the others had said who answered only before, and leader and deputy know those by name: so without names
a line begins at the mean of all first answers, and moves as those who came again have moved (`_line`). It is told when
nobody, or enough, answered only before (`_enough`). What is told of the views follows from how many are away, never
from who: else it would tell in which view they stand.
"""

from dataclasses import replace
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from access.terms import Naming, Round
from analysis import Persistence, SecondRound, TogetherKind
from analysis import second_round as planned_contrast
from analysis.scan import LEAST_ITEMS
from analysis.sentences import of_second_round
from board import gate
from board.answered import Answered, independent
from board.answers import question_item
from board.clearing import with_views
from board.house import present
from board.labels import labels
from board.moved import Moved, SecondPicture
from board.picture import VIEW_A, VIEW_B
from db import entries, second_round
from db.store import Row, Transaction
from instruments import Item, weekly_team_reaction

_NO_VIEWS = "The first round told of no two views, so there is no distance between views to look at again."
_SMALLER = "A smaller view exists. So few hold it that nothing is told of it, and not whether it has moved."
_NOT_TOLD = "What each view answers is not told here, and so not whether the views have moved."
_SHORT = "So few positions were asked that it cannot be told whether the views are still apart."
_TOO_FEW = "Too few of one view have recorded again: whether the views are still apart cannot be told."
_NOT_ENOUGH_OF_US = "Too few of us have recorded again to tell whether the views are still apart."
_FELT = (
    "The views parted over what we feel, and the second round asks only two feelings: whether they are still apart "
    "cannot be told."
)
_SIDES = {VIEW_A: 0, VIEW_B: 1}

_Floats = NDArray[np.float64]


def compared(tx: Transaction, standing: gate.Standing) -> SecondPicture:
    """What a revealed second round shows of a discussion."""
    matter = standing.matter
    first, second = _answered(tx, matter["id"], Round.FIRST), _answered(tx, matter["id"], Round.SECOND)
    both = set(first.members) & set(second.members)
    needed = present().settings.threshold_spread
    blank = SecondPicture(
        revealed_at=matter["second_revealed_at"],
        recorded=len(second.members),
        both=len(both) if standing.matter["naming"] == Naming.NAMED or not _away(tx, matter["id"]) else None,
        enough=False,
        needed=needed,
        persistence="",
        sentence="",
        items=(),
        held_back=False,
        begins_with_all=False,
    )
    return blank if len(both) < needed else _Comparison(tx, standing, first, second, blank).picture()


def _answered(tx: Transaction, discussion: UUID, of_round: Round) -> Answered:
    rows = entries.revealed_entries(tx, discussion, of_round)
    return independent(rows, entries.revealed_ratings(tx, discussion, of_round))


def _away(tx: Transaction, discussion: UUID) -> int:
    """How many recorded in the first round, the short form too, and not in the second: leader and deputy see who."""
    before, again = (entries.have_recorded(tx, discussion, of_round) for of_round in Round)
    return len(before - again)


class _Comparison:
    """Two rounds as tables of the first round's members; a row of the second is empty for who was not there again."""

    def __init__(
        self, tx: Transaction, standing: gate.Standing, first: Answered, second: Answered, blank: SecondPicture
    ) -> None:
        self.blank = blank
        self.matter = standing.matter
        self.named = standing.matter["naming"] == Naming.NAMED
        self.least = 1 if self.named else present().settings.threshold_mean
        self.items = _items(second_round.asked(tx, standing.matter["id"]), standing.matter)
        self.first = first.table([item.key for item in self.items])
        self.second = _in_order(first, second, [item.key for item in self.items])
        rows = entries.revealed_entries(tx, standing.matter["id"], Round.FIRST)
        self.shown, views = with_views(tx, standing, rows)
        self.sides = np.array([_SIDES.get(views.get(member, ""), -1) for member in first.members], dtype=np.int64)
        by_discipline = labels(tx, standing.matter) if standing.matter["naming"] == Naming.DISCIPLINE else {}
        self.labels = np.array([by_discipline.get(member, "") for member in first.members])
        self.away = _away(tx, standing.matter["id"])

    def picture(self) -> SecondPicture:
        """The blank picture, filled."""
        moved = [self._moved(n, item) for n, item in enumerate(self.items)]
        told = [one for one in moved if one.before is not None]
        read, sentence = self._views_now()
        return replace(
            self.blank,
            enough=True,
            persistence=str(read.persistence) if read else "",
            sentence=sentence,
            items=tuple(told),
            held_back=len(told) < len(moved),
            begins_with_all=not self.named and any(self._once(n).any() for n, one in enumerate(moved) if one in told),
        )

    # ------------------------------------------------------------ each item

    def _moved(self, n: int, item: Item) -> Moved:
        before, after = self.first[:, n], self.second[:, n]
        both, once = ~np.isnan(before) & ~np.isnan(after), self._once(n)
        team = int(both.sum()) >= present().settings.threshold_mean and self._may_tell_all(once)
        views = team and self._may_tell_views(both, once)
        a, b = self.sides == 0, self.sides == 1
        lines = [self._line(n, of & both, of & once, item) for of in (both | once, a, b)]
        (start, end), (start_a, end_a), (start_b, end_b) = (
            line if told else (None, None) for line, told in zip(lines, (team, views, views), strict=True)
        )
        return Moved(
            key=item.key,
            name=item.name,
            low_end=item.low_end,
            high_end=item.high_end,
            low=item.low,
            high=item.high,
            before=start,
            after=end,
            before_a=start_a,
            after_a=end_a,
            before_b=start_b,
            after_b=end_b,
        )

    def _once(self, n: int) -> NDArray[np.bool_]:
        """Who answered this item only before."""
        return ~np.isnan(self.first[:, n]) & np.isnan(self.second[:, n])

    def _line(self, n: int, both: NDArray[np.bool_], once: NDArray[np.bool_], item: Item) -> tuple[float, float]:
        """Where the line of these members begins and ends; not a number where none came again."""
        before, after = self.first[:, n], self.second[:, n]
        if not both.any():
            return float("nan"), float("nan")
        if self.named or not once.any():
            return float(before[both].mean()), float(after[both].mean())
        start, of_all, came = float(before[both | once].mean()), np.sort(before[both | once]), int(both.sum())
        change = float(after[both].mean() - before[both].mean())
        # A change that no other first answers leave room for would tell which were those of who came again.
        most, least = item.high - float(of_all[-came:].mean()), item.low - float(of_all[:came].mean())
        return start, start + min(max(change, least), most)

    def _may_tell_all(self, once: NDArray[np.bool_]) -> bool:
        """What those answered who were not there again is their share of the first picture: of each label, too."""
        return self._enough(once) and all(self._enough(once & (self.labels == label)) for label in set(self.labels))

    def _enough(self, members: NDArray[np.bool_]) -> bool:
        """Nobody, or so many that what they said together says nothing of one of them. With names nothing is hidden."""
        return self.named or not members.any() or int(members.sum()) >= self.least

    def _may_tell_views(self, both: NDArray[np.bool_], once: NDArray[np.bool_]) -> bool:
        """Three of each view, none or three in neither, and nobody who answered only before."""
        a, b, neither = (self.sides == side for side in (0, 1, -1))
        sizes = (int((both & a).sum()), int((both & b).sum()))
        return min(sizes) >= self.least and self._enough(both & neither) and (self.named or not once.any())

    # ------------------------------------------------------------ the two views

    def _views_now(self) -> tuple[SecondRound | None, str]:
        """The planned contrast over the positions, and its sentence, or why there is none."""
        if self.shown.smaller_view:
            return None, _SMALLER
        if not (self.sides >= 0).any():
            return None, _NOT_TOLD if self.shown.views else _NO_VIEWS
        columns = [n for n, item in enumerate(self.items) if item.scan == "positions"]
        if len(columns) < LEAST_ITEMS:
            return None, _SHORT
        if not self._enough_of_each_came_again():
            return None, _NOT_ENOUGH_OF_US
        items = [self.items[n] for n in columns]
        read = planned_contrast(
            self.first[:, columns],
            self.second[:, columns],
            self.sides,
            spans=[float(item.high - item.low) for item in items],
            blocks=[item.dimension for item in items],
        )
        if min(read.now.n_a, read.now.n_b) < max(self.least, 2):
            return None, _TOO_FEW if self.named else _NOT_ENOUGH_OF_US
        felt = self.shown.together == TogetherKind.felt_not_voiced and read.persistence is Persistence.cannot_tell
        return read, _FELT if felt else of_second_round(read)

    def _enough_of_each_came_again(self) -> bool:
        """Whether three of each view are there again, whichever of them are away: those are known by name."""
        smaller = min(int((self.sides == side).sum()) for side in (0, 1))
        return self.named or smaller - self.away >= self.least


def _items(keys: tuple[str, ...], matter: Row) -> tuple[Item, ...]:
    """The items of the second round, today's question last where there was one."""
    asked = tuple(weekly_team_reaction().item(key) for key in keys)
    return (*asked, question_item(matter)) if matter["question"] else asked


def _in_order(first: Answered, second: Answered, keys: list[str]) -> _Floats:
    """The second round's scores (n_members of the first, n_items); NaN for who did not record again."""
    table = np.full((len(first.members), len(keys)), np.nan)
    again = dict(zip(second.members, second.table(keys), strict=True))
    for n, member in enumerate(first.members):
        if member in again:
            table[n] = again[member]
    return table

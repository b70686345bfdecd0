"""From the figures of a round to its picture: what the policy and the thresholds do not allow does not come through."""

from collections import Counter
from dataclasses import replace
from functools import cached_property
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from access.policy import Action, permits
from access.terms import OTHER_DISCIPLINES, Length, Naming, Stage
from access.written import Written
from analysis import ItemReading, Mark, TogetherKind, answer, declared_views, sentences
from board import gate
from board.answered import Answered, independent
from board.answers import QUESTION, QUESTION_HIGH, QUESTION_LOW
from board.attendance import attendance
from board.course import Course, both_sides_of, course
from board.earlier import before_of
from board.house import present
from board.labels import SHEETS_FROM, labels, widened
from board.noticed_and_written import noticed, written_lines
from board.picture import IN_BETWEEN, VIEW_A, VIEW_B, ItemAnswers, Picture, Standing, View
from board.portraits import portraits
from board.readings import Reading, Scanned, read
from board.rivals import rivals
from board.several import stands_among_all
from board.sheets import Before
from db import conferences, entries, people
from db.store import Row, Transaction
from instruments import Item, weekly_team_reaction

LATE_FROM = 3
"""Late entries are counted aloud from so many on: one late sheet would have a name."""
PLACES = 3
"""Decimals of a place on the map."""


def cleared(tx: Transaction, standing: gate.Standing, rows: list[Row]) -> Picture:
    """The picture of the first round for this standing, from the entries that are in it (`rows`)."""
    clearing = _clearing(tx, standing, rows)
    return clearing.picture() if clearing.blank.recorded >= clearing.blank.needed else clearing.blank


def views_by_member(tx: Transaction, standing: gate.Standing, rows: list[Row]) -> dict[UUID, str]:
    """In which view each member in the picture stands, as far as answers of a view are told; nobody without a picture.

    Where nothing of a view is told, all stand alike.
    """
    clearing = _clearing(tx, standing, rows)
    if clearing.blank.recorded < clearing.blank.needed:
        return {}
    shown = clearing.tells_views()
    return {member: clearing.view_of(n) if shown else IN_BETWEEN for n, member in enumerate(clearing.reading.members)}


def _clearing(tx: Transaction, standing: gate.Standing, rows: list[Row]) -> "_Clearing":
    matter = standing.matter
    team = people.team(tx, standing.team) or {}
    answered = independent(rows, entries.revealed_ratings(tx, matter["id"], 1))
    asked = {member["member"] for member in conferences.expected(tx, matter)} | {row["member"] for row in rows}
    late = sum(row["late"] for row in rows)
    limits = present().settings
    needed = limits.threshold_spread
    blank = Picture(
        discussion=matter["id"],
        team_name=Written(team["name"]),
        time_zone=team["time_zone"],
        code=matter["code"],
        length=Length(matter["length"]),
        stage=Stage(matter["stage"]),
        conference_begins_at=matter["conference_begins_at"],
        revealed_at=matter["revealed_at"],
        naming=Naming(matter["naming"]),
        recorded=len(answered.members),
        expected=len(asked),
        enough=False,
        needed=needed,
        late=late if late >= LATE_FROM else 0,
        answer=None,
        together="",
        views=(),
        smaller_view=False,
        within="",
        question=Written(matter["question"]),
        today=None,
        feelings=(),
        positions=(),
        pull=None,
        both_sides="",
        level="",
        noticed=(),
        course=None,
        lines=(),
        lines_held_back=False,
        lines_from=limits.threshold_text,
        questions=weekly_team_reaction().lines,
        rivals=(),
        standing=(),
    )
    return _Clearing(tx, standing, answered, blank)


class _Clearing:
    """Assembles one picture: figures on one side, policy and thresholds on the other, only what may be told between."""

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

    def picture(self) -> Picture:
        """The blank picture, filled."""
        blank, reading = self.blank, self.reading
        feelings, positions = self._section(reading.feelings), self._section(reading.positions)
        views, smaller = self._views()
        lines, held_back = written_lines(self.tx, self.standing, blank.recorded, self.names_ever)
        today = self._today()
        told = answer(
            reading.feelings.scan,
            reading.positions.scan,
            reading.together,
            recorded=blank.recorded,
            expected=blank.expected,
            unanimity=reading.unanimity,
            different_view=reading.different_view,
            beyond_tone=reading.beyond_tone,
            smallest=reading.smallest,
            beyond_usual=reading.beyond_usual,
            stands_among_all=self._among_all(),
        )
        return replace(
            blank,
            enough=True,
            answer=told,
            together=str(reading.together.kind),
            views=views,
            smaller_view=smaller,
            within=self._within() if views else "",
            today=today,
            feelings=feelings,
            positions=positions,
            pull=reading.pull,
            both_sides=self._both_sides(),
            level=sentences.of_level(reading.level) or "",
            noticed=noticed(self.tx, blank.discussion, set(reading.members), self.instrument),
            course=self._course(),
            lines=lines,
            lines_held_back=held_back,
            rivals=rivals(reading, len(today.answers) if today else None, blank.naming),
            standing=self._who_stands_where(),
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

    # ------------------------------------------------------------ items

    def _section(self, scanned: Scanned) -> tuple[ItemAnswers, ...]:
        return tuple(
            self._item(item, scanned.ratings[:, n], scanned.by_item[n])
            for n, item in enumerate(scanned.items)
            if self._may_spread(scanned.by_item[n].n)
        )

    def _today(self) -> ItemAnswers | None:
        column = self.answered.table([QUESTION])[:, 0]
        if not self.blank.question or not self._may_spread(int((column == column).sum())):
            return None
        item = Item(
            QUESTION,
            "",
            self.standing.matter["question_low"],
            self.standing.matter["question_high"],
            "",
            QUESTION,
            "",
            True,
            QUESTION,
            QUESTION,
            QUESTION_LOW,
            QUESTION_HIGH,
            "",
            "",
            "",
            "",
            "",
            "",
        )
        sides = self.reading.sides
        told = [column[(sides == side) & (column == column)] if sides is not None else column[:0] for side in (0, 1)]
        means = [float(part.mean()) if len(part) else float("nan") for part in told]
        given = column[column == column]
        middle = sorted(given)[len(given) // 2]
        plain = ItemReading(
            mark=Mark.cannot_tell,
            gap=means[1] - means[0],
            mean_a=means[0],
            mean_b=means[1],
            mean=float(given.mean()),
            n=len(given),
            agreement=float("nan"),
            ad=float(abs(given - middle).mean()),
            rwg_star=float("nan"),
            two_on_each_side=False,
        )
        return self._item(item, column, plain)

    def _item(self, item: Item, column: NDArray[np.float64], reading: ItemReading) -> ItemAnswers:
        given = sorted((int(score), n) for n, score in enumerate(column) if score == score)
        beside = self._labels_of([n for _, n in given])
        labelled = sorted(zip([score for score, _ in given], beside, strict=True)) if beside else None
        tells = self._may_tell_views(column)
        return ItemAnswers(
            key=item.key,
            name=item.name,
            low_end=item.low_end,
            high_end=item.high_end,
            low=item.low,
            high=item.high,
            answers=tuple(score for score, _ in given),
            mean=reading.mean if len(given) >= self.limits.threshold_mean else None,
            mean_a=reading.mean_a if tells else None,
            mean_b=reading.mean_b if tells else None,
            apart=abs(reading.gap) if tells else None,
            mark=str(reading.mark if tells else Mark.cannot_tell),
            closeness=reading.ad / (item.high - item.low),
            section=item.section,
            names=tuple(self._name(n) for _, n in given) if self.named else None,
            views=tuple(self.view_of(n) for _, n in given) if self.named else None,
            labels=tuple(label for _, label in labelled) if labelled else None,
        )

    def _labels_of(self, members: list[int]) -> tuple[str, ...] | None:
        """The label beside each of these members' answers to one item; None where there is nothing to tell apart."""
        if not self.labels:
            return None
        here = [self.labels[self.reading.members[n]] for n in members]
        told = widened(here, self.limits.threshold_mean)
        return told if any(label != OTHER_DISCIPLINES for label in told) else None

    def _name(self, member: int) -> Written:
        return Written(self.names_ever.get(self.reading.members[member], ""))

    def view_of(self, member: int) -> str:
        """The view in which a member of the reading stands."""
        sides = self.reading.sides
        return IN_BETWEEN if sides is None else _view_name(int(sides[member]))

    def _may_spread(self, answers: int) -> bool:
        return answers >= self.limits.threshold_spread

    def tells_views(self) -> bool:
        """Whether the answers of a view are told on any item."""
        reading = self.reading
        tables = (reading.feelings.ratings, reading.positions.ratings, self.answered.table([QUESTION]))
        return any(self._may_tell_views(table[:, n]) for table in tables for n in range(table.shape[1]))

    def _may_tell_views(self, column: NDArray[np.float64]) -> bool:
        """Values of a view: with names always; else when three of each answered, and none or three beside them."""
        sides = self.reading.sides
        if sides is None or self.was_left:
            return False
        least = 1 if self.named else self.limits.threshold_mean
        answered = sides[~np.isnan(column)]
        a, b, neither = (int((answered == side).sum()) for side in (0, 1, -1))
        # From all answers and two means, those of one or two who stand in neither view could be worked out.
        return min(a, b) >= least and (self.named or neither == 0 or neither >= least)

    # ------------------------------------------------------------ views

    def _views(self) -> tuple[tuple[View, ...], bool]:
        sides = self.reading.sides
        if sides is None:
            return (), False
        sizes = [int((sides == side).sum()) for side in (0, 1)]
        if not self.named and min(sizes) < self.limits.threshold_mean:
            return (), True
        told = [
            (item, reading)
            for scanned in (self.reading.feelings, self.reading.positions)
            for n, (item, reading) in enumerate(zip(scanned.items, scanned.by_item, strict=True))
            if self._may_tell_views(scanned.ratings[:, n])
        ]
        drawn = portraits(told) if told else (None, None)
        return tuple(View(_view_name(side), sizes[side], drawn[side]) for side in (0, 1)), False

    def _who_stands_where(self) -> tuple[Standing, ...]:
        reading = self.reading
        if not self.named and not self._may_show_sheets():
            return ()
        shown = [
            (scanned, n)
            for scanned in (reading.feelings, reading.positions)
            for n in range(len(scanned.items))
            if self._may_spread(scanned.by_item[n].n)
        ]
        sheets = [
            Standing(
                self._name(m) if self.named else Written(""),
                round(float(reading.places[m, 0]), PLACES),
                round(float(reading.places[m, 1]), PLACES),
                self.view_of(m),
                tuple(self._on_the_sheet(m, scanned.ratings[:, n]) for scanned, n in shown),
            )
            for m in range(len(reading.members))
        ]
        # By place and answers alone: no order of joining, of names or of handing in is left in it.
        return tuple(sheets if self.named else sorted(sheets, key=_by_answers))

    def _may_show_sheets(self) -> bool:
        """By discipline: five sheets or more, and nobody stands in a view, or beside both, with fewer than three."""
        if self.blank.naming is not Naming.DISCIPLINE or len(self.reading.members) < SHEETS_FROM or self.was_left:
            return False
        sizes = Counter(self.view_of(n) for n in range(len(self.reading.members)))
        return min(sizes.values()) >= self.limits.threshold_mean

    def _on_the_sheet(self, member: int, column: NDArray[np.float64]) -> int | None:
        """An answer on a whole sheet; without names not to an item where a discipline had to be left out."""
        if not self.named:
            answered = [m for m in range(len(column)) if column[m] == column[m]]
            if self._labels_of(answered) != self._labels_of_all(answered):
                return None
        return _score(column[member])

    def _labels_of_all(self, members: list[int]) -> tuple[str, ...] | None:
        here = tuple(self.labels[self.reading.members[n]] for n in members)
        return here if any(label != OTHER_DISCIPLINES for label in here) else None

    # ------------------------------------------------------------ beside other cases and other weeks

    @property
    def _declared(self) -> tuple[str, ...]:
        """The sections in which two views are said to stand apart."""
        return declared_views(self.reading.feelings.scan, self.reading.positions.scan, self.reading.together)

    def _among_all(self) -> bool | None:
        nothing_declared = self.reading.together.kind in {TogetherKind.neither, TogetherKind.cannot_tell}
        return None if nothing_declared else stands_among_all(self.reading, self.before)

    def _within(self) -> str:
        """A division inside a view that is told; never how many stand where in it."""
        scanned = self.reading.feelings if self._declared[0] == "feelings" else self.reading.positions
        return sentences.of_further_splits(scanned.scan) or ""

    def _both_sides(self) -> str:
        found = both_sides_of(self.reading.feelings.ratings, self.reading.feelings.items)
        return sentences.of_both_sides(found) if self._may_spread(found.n) else ""

    def _course(self) -> Course | None:
        """The weeks of this case that this person may see; each as its own policy and the thresholds allow."""
        if not self.before.weeks:
            return None
        taking_part, member = attendance(self.tx, self.standing.team), self.standing.member
        hidden = {
            week.discussion["id"]
            for week in self.before.weeks
            if not permits(
                Action.SEE_DIVISION, taking_part.role(member, week.discussion), Stage(week.discussion["stage"])
            )
        }
        return course(
            self.before,
            hidden,
            felt_apart="feelings" in self._declared,
            least=self.limits.threshold_mean,
            spread=self.limits.threshold_spread,
        )


def _view_name(side: int) -> str:
    return {0: VIEW_A, 1: VIEW_B}.get(side, IN_BETWEEN)


def _by_answers(sheet: Standing) -> tuple[object, ...]:
    return sheet.view, sheet.x, sheet.y, [-1 if score is None else score for score in sheet.scores]


def _score(value: float) -> int | None:
    return int(value) if value == value else None

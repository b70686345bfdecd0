"""From the figures of a round to its picture: what the policy and the thresholds do not allow does not come through."""

from dataclasses import replace
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from access.terms import Length, Naming, Role, Stage, Visibility
from access.written import Written
from analysis import ItemReading, Mark, Verdict, answer
from board import gate
from board.entries import QUESTION, QUESTION_HIGH, QUESTION_LOW
from board.house import present
from board.picture import IN_BETWEEN, VIEW_A, VIEW_B, ItemAnswers, Noticed, Picture, Standing, View, WrittenLine
from board.portraits import portraits
from board.readings import Answered, Scanned, independent, read
from board.rivals import rivals
from db import conferences, entries, people
from db.store import Row, Transaction
from instruments import Item, weekly_team_reaction

LATE_FROM = 3
"""Late entries are counted aloud from so many on: one late sheet would have a name."""


def cleared(tx: Transaction, standing: gate.Standing, rows: list[Row]) -> Picture:
    """The picture of the first round for this standing, from the entries that are in it (`rows`)."""
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
        feelings_at="cannot tell",
        positions_at="cannot tell",
        views=(),
        smaller_view=False,
        question=Written(matter["question"]),
        today=None,
        feelings=(),
        positions=(),
        noticed=(),
        lines=(),
        lines_held_back=False,
        rivals=(),
        standing=(),
    )
    if len(answered.members) < needed:
        return blank
    return _Clearing(tx, standing, answered, blank).picture()


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
        pulse = blank.length is Length.PULSE
        self.reading = read(
            answered,
            _asked(self.instrument.items(scan="feelings"), pulse),
            _asked(self.instrument.items(scan="positions"), pulse),
            self._attributes(),
        )
        names = {row["member"]: row["name"] for row in people.members_ever(tx, standing.team)}
        self.names = [Written(names.get(member, "")) for member in self.reading.members]

    def picture(self) -> Picture:
        """The blank picture, filled."""
        blank, reading = self.blank, self.reading
        feelings, positions = self._section(reading.feelings), self._section(reading.positions)
        views, smaller = self._views()
        lines, held_back = self._lines()
        today = self._today()
        told = answer(
            reading.feelings.scan,
            reading.positions.scan,
            reading.together,
            recorded=blank.recorded,
            expected=blank.expected,
            unanimity=reading.unanimity,
            different_view=reading.different_view,
            smallest=reading.smallest,
        )
        return replace(
            blank,
            enough=True,
            answer=told,
            together=str(reading.together.kind),
            feelings_at=_rung(reading.feelings),
            positions_at=_rung(reading.positions),
            views=views,
            smaller_view=smaller,
            today=today,
            feelings=feelings,
            positions=positions,
            noticed=self._noticed(),
            lines=lines,
            lines_held_back=held_back,
            rivals=rivals(reading, len(today.answers) if today else None),
            standing=self._who_stands_where(),
        )

    def _attributes(self) -> dict[str, dict[UUID, str]]:
        members = people.members_ever(self.tx, self.standing.team)
        attributes = {
            name: {row["member"]: str(row[name]) for row in members} for name in ("discipline", "shift", "seniority")
        }
        return {**attributes, "contact": {row["member"]: row["contact"] or "" for row in self.answered.entries}}

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
            names=tuple(self.names[n] for _, n in given) if self.named else None,
            views=tuple(self._view_of(n) for _, n in given) if self.named else None,
        )

    def _view_of(self, member: int) -> str:
        sides = self.reading.sides
        return IN_BETWEEN if sides is None else _view_name(int(sides[member]))

    def _may_spread(self, answers: int) -> bool:
        return answers >= self.limits.threshold_spread

    def _may_tell_views(self, column: NDArray[np.float64]) -> bool:
        """Values of a view: with names always, without only when three or more of each view answered the item."""
        sides = self.reading.sides
        if sides is None:
            return False
        least = 1 if self.named else self.limits.threshold_mean
        there = [sum(1 for n, score in enumerate(column) if score == score and sides[n] == side) for side in (0, 1)]
        return min(there) >= least

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
        drawn = portraits(told)
        return tuple(View(_view_name(side), sizes[side], drawn[side]) for side in (0, 1)), False

    def _who_stands_where(self) -> tuple[Standing, ...]:
        if not self.named:
            return ()
        reading = self.reading
        shown = [
            (scanned, n)
            for scanned in (reading.feelings, reading.positions)
            for n in range(len(scanned.items))
            if self._may_spread(scanned.by_item[n].n)
        ]
        return tuple(
            Standing(
                self.names[m],
                float(reading.places[m, 0]),
                float(reading.places[m, 1]),
                self._view_of(m),
                tuple(_score(scanned.ratings[m, n]) for scanned, n in shown),
            )
            for m in range(len(reading.members))
        )

    # ------------------------------------------------------------ what was noticed and written

    def _noticed(self) -> tuple[Noticed, ...]:
        members = set(self.reading.members)
        rows = [row for row in entries.revealed_noticed(self.tx, self.blank.discussion, 1) if row["member"] in members]
        counts = {
            tick.key: sum(row["observation"] == tick.key for row in rows) for tick in self.instrument.observations
        }
        return tuple(
            Noticed(tick.wording, tick.side, counts[tick.key], len(members))
            for tick in self.instrument.observations
            if counts[tick.key]
        )

    def _lines(self) -> tuple[tuple[WrittenLine, ...], bool]:
        """Lines by their authors' choice; without a name only when enough wrote an entry to hide among."""
        rows = [
            row
            for row in entries.revealed_lines(self.tx, self.blank.discussion, 1)
            if row["kind"] in {"understand", "handover"}
        ]
        names = {row["member"]: row["name"] for row in people.members_ever(self.tx, self.standing.team)}
        enough = self.blank.recorded >= self.limits.threshold_text
        leads = self.standing.role is Role.LEADER
        shown: list[WrittenLine] = []
        for row in rows:
            visibility = Visibility(row["visibility"])
            if visibility is Visibility.NAMED:
                shown.append(WrittenLine(Written(row["body"]), Written(names.get(row["member"], "")), False))
            elif visibility is Visibility.UNATTRIBUTED and enough and not row["late"]:
                shown.append(WrittenLine(Written(row["body"]), Written(""), False))
            elif visibility is Visibility.LEADER and leads:
                shown.append(WrittenLine(Written(row["body"]), Written(""), True))
        held_back = not enough and any(row["visibility"] == Visibility.UNATTRIBUTED for row in rows)
        # By their first letters: an order of the words themselves says nothing about who wrote first.
        return tuple(sorted(shown, key=lambda line: line.words.text.casefold())), held_back


def _asked(items: tuple[Item, ...], pulse: bool) -> tuple[Item, ...]:
    return tuple(item for item in items if item.in_pulse or not pulse)


def _rung(scanned: Scanned) -> str:
    return {
        Verdict.too_few: "cannot tell",
        Verdict.no_division: "none found",
        Verdict.gradient: "gradual",
        Verdict.shared_disagreement: "cannot tell",
        Verdict.camps: "two views",
    }[scanned.scan.verdict]


def _view_name(side: int) -> str:
    return {0: VIEW_A, 1: VIEW_B}.get(side, IN_BETWEEN)


def _score(value: float) -> int | None:
    return int(value) if value == value else None

"""Lives an invented story in a ward of its own, and keeps all that one reader was shown on the way."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from uuid import UUID

from access.policy import Action
from access.refusals import Refusal
from access.terms import EntryKind, Role, Round, Visibility
from access.viewer import Viewer
from board import (
    discussions,
    division,
    entries,
    forms,
    gate,
    guessing,
    home,
    memberships,
    reading_ledger,
    second_round,
    stages,
)
from board.answers import QUESTION, Answers
from board.guessed import OtherView
from board.moved import SecondPicture
from board.picture import VIEW_B, Picture
from clock import SetClock
from tests.board.stories import LATE, NOT_MET, NOTHING, TEAM, Public, Story, Unseen
from tests.ward import ADMINISTRATOR, FIRST_MORNING, Ward, standing_ward, ward_settings


@dataclass
class Week:
    """What the reader was shown of one week, in its order."""

    discussion: UUID
    code: str
    pictures: list[Picture] = field(default_factory=list)
    moved: list[tuple[int, SecondPicture]] = field(default_factory=list)
    """Each with the number of the picture that stood beside it."""
    other: str = ""
    """The view that the reader was asked to guess, or guessed."""

    def take(self, found: object) -> None:
        """Keep what can be reckoned with."""
        if isinstance(found, Picture):
            self.pictures.append(found)
        if isinstance(found, SecondPicture):
            self.moved.append((len(self.pictures) - 1, found))
        if isinstance(found, OtherView) and (found.asked or found.own):
            self.other = found.asked.other if found.asked else found.own[0].other


def lived(story: Story, folder: Path) -> tuple[list[str], list[Week]]:
    """All that the reader was shown, in its order; and for each week what can be reckoned with."""
    with standing_ward(ward_settings(folder), SetClock(FIRST_MORNING)) as ward:
        for who in story.team[7:]:
            ward.join(who, Role.MEMBER)
        outside = [who for who in TEAM[:7] if who not in story.team]
        case = ward.case()
        told = _Told(ward, story.reader)
        for number in range(len(story.unseen)):
            ward.clock.move(days=7)
            back = [who for who, public in zip(story.team, story.public, strict=True) if number in public.stands_back]
            ward.plan_discussion(case=case, recused=[*outside, *back], naming=story.naming)
            _Living(ward, story, number, told).live()
        return told.seen, told.weeks


class _Told:
    """What one reader is shown at each look at everything that can be opened."""

    def __init__(self, ward: Ward, reader: str) -> None:
        self.ward = ward
        self.reader = reader
        self.seen: list[str] = []
        self.weeks: list[Week] = []

    def look(self, *, only: Callable[[Viewer, UUID], object] | None = None) -> None:
        """Open every page about every week, or this one."""
        viewer, leader = self.ward.viewer(self.reader), self.reader == "leader"
        for week in self.weeks:
            for door in (only,) if only else _DOORS:
                found = _answered(lambda d=door, m=week.discussion: d(viewer, m))
                self.seen.append(self._spelled(found))
                week.take(found)
        self.seen.append(self._spelled(home.home(viewer)))
        if leader:
            self.seen.append(self._spelled(reading_ledger.lines_about_team(viewer, self.ward.team)))

    def _spelled(self, found: object) -> str:
        """Without what two wards never share: ids, and the codes of their cases."""
        text = re.sub(r"UUID\('[0-9a-f-]+'\)", "id", repr(found))
        for week in self.weeks:
            text = text.replace(week.code, "the case")
        return text


def _own_form(viewer: Viewer, discussion: UUID, of_round: Round = Round.FIRST) -> forms.Form:
    """The own form without its questions: each member has them in an order of the own."""
    return replace(forms.form(viewer, discussion, of_round), sections=())


_DOORS = (
    division.picture,
    division.own_scores,
    discussions.discussion,
    discussions.who_recorded,
    _own_form,
    second_round.picture,
    second_round.own_scores,
    lambda viewer, discussion: discussions.who_recorded(viewer, discussion, Round.SECOND),
    lambda viewer, discussion: _own_form(viewer, discussion, Round.SECOND),
    guessing.other_view,
)


def _answered(ask):
    try:
        return ask()
    except Refusal as refusal:
        return refusal.sentence


class _Living:
    """One week of a story, from the opening to the close."""

    def __init__(self, ward: Ward, story: Story, number: int, told: _Told) -> None:
        self.ward = ward
        self.story = story
        self.told = told
        self.is_last = number + 1 == len(story.unseen)
        self.has_second_round = number in story.second_rounds
        self.people: list[tuple[str, Public, Unseen]] = list(
            zip(story.team, story.public, story.unseen[number], strict=True)
        )

    def live(self) -> None:
        """What happens, with a look after each part of it."""
        code = discussions.discussion(self.ward.viewer("leader"), self.ward.discussion).code
        self.told.weeks.append(Week(self.ward.discussion, code))
        parts = (self._record, self._leave, self.ward.reveal, self._guess_early, self._come_late)
        second = (self._open_again, self.ward.reveal_second) if self.has_second_round else ()
        again = (self._reopen,) if self.story.again else ()
        for part in (*parts, *second, self._guess_on, self._withdraw, self.ward.close, *again):
            part()
            if part not in {self._guess_early, self._guess_on}:  # each guess was looked at
                self.told.look()

    def _record(self) -> None:
        self.ward.open(self.ward.discussion)
        self.ward.clock.move(minutes=1)
        for who, public, does in self.people:
            if does.is_there:
                self.ward.record(who, _sheet_of(who, public, does))

    def _leave(self) -> None:
        for who, public, _ in self.people if self.is_last else ():
            if public.leaves:
                memberships.end_membership(self.ward.viewer(ADMINISTRATOR), self.ward.team, self.ward.member(who))

    def _come_late(self) -> None:
        for who, public, does in self.people:
            if does.comes == LATE:
                self.ward.record(who, _sheet_of(who, public, does), late=True)

    def _open_again(self) -> None:
        self.ward.open_second()
        for who, _, does in self.people:
            if does.again:
                asked = [item.key for item in _form_again(self.ward, who).items]
                self.ward.record_again(who, does.second_sheet([*asked, QUESTION]))

    def _guess_early(self) -> None:
        self._guess(0.0, 0.5)

    def _guess_on(self) -> None:
        self._guess(0.5, 1.0)

    def _guess(self, after: float, until: float) -> None:
        """Those who guess in this time, one after the other, the reader looking on."""
        now = [(does.guesses_at, who, does) for who, _, does in self.people if after < does.guesses_at <= until]
        for _, who, does in sorted(now, key=lambda one: one[0]):
            _guess_as(self.ward, who, does)
            self.told.look(only=guessing.other_view)

    def _withdraw(self) -> None:
        for who, _, does in self.people:
            if does.withdraws and does.comes != NOTHING:
                entries.withdraw(self.ward.viewer(who), self.ward.discussion)

    def _reopen(self) -> None:
        stages.reopen(self.ward.viewer("leader"), self.ward.discussion, "one more thing")
        self.told.look()
        self.ward.close()


def _guess_as(ward: Ward, who: str, does: Unseen) -> None:
    """The guess of who is asked for one; so far towards the other view as the unseen side has it.

    Who reads the page is told to the leader, and is no part of the story: what is asked is found without reading it.
    """
    viewer = ward.viewer(who)
    place = ward.store.look(
        lambda tx: guessing._place(tx, gate.in_discussion(tx, viewer, Action.GUESS, ward.discussion))
    )
    if place is None:
        return
    other, items = place
    guessed = {}
    for item, steps in zip(items, does.guess([item.high - item.low for item in items]), strict=True):
        ours, theirs = (item.mean_a, item.mean_b) if other == VIEW_B else (item.mean_b, item.mean_a)
        guessed[item.key] = item.low + steps if theirs >= ours else item.high - steps
    guessing.guess(viewer, ward.discussion, guessed)


def _form_again(ward: Ward, who: str) -> forms.Form:
    return forms.form(ward.viewer(who), ward.discussion, Round.SECOND)


def _sheet_of(who: str, public: Public, does: Unseen) -> Answers:
    if does.comes == NOT_MET:
        return Answers(EntryKind.NOT_MET, contact="not at all", handover=f"heard {does.seed}")
    if public.signs:
        return replace(does.sheet(), understand=f"line of {who}", visibility=Visibility.NAMED)
    return does.sheet()

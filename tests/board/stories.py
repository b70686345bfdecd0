"""Invented weeks of a team for the tests of what can be worked out: what each does unseen, and what all can see.

A person has a public side (leaves the team, signs lines) and an unseen one (the sheet, whether it came late, whether it
was withdrawn). Two stories that differ only in who has which unseen side are told apart by nothing that is shown, when
nothing that is shown can be tied to a name.
"""

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

from access.refusals import Refusal
from access.terms import EntryKind, Naming, Role, Visibility
from access.viewer import Viewer
from board import discussions, division, entries, forms, home, memberships, reading_ledger, stages
from board.answers import CANNOT_SAY, QUESTION, Answers
from board.picture import Picture
from clock import SetClock
from demo.patterns import BALANCED, TENDER, WORN, scores
from instruments import weekly_team_reaction
from tests.ward import ADMINISTRATOR, FIRST_MORNING, Ward, standing_ward, ward_settings

KEYS = (*(item.key for item in weekly_team_reaction().items()), QUESTION)
TEAM = ("leader", "deputy", "facilitator", "anna", "ben", "cleo", "dora", *(f"newcomer {n}" for n in range(5)))
"""At most twelve; the first four are in every team."""
READERS = ("anna", "leader", "deputy", "observer")
IN_TIME, LATE, NOT_MET, NOTHING = "in time", "late", "not met", "nothing"


@dataclass(frozen=True)
class Unseen:
    """What one does in one week that is nobody else's to see."""

    comes: str
    profile: str
    noise: float
    seed: int
    skips: int
    """So many questions are answered with can't say."""
    withdraws: bool

    @property
    def is_there(self) -> bool:
        """Whether something was handed in before the reveal: leader and deputy see of whom."""
        return self.comes in {IN_TIME, NOT_MET}

    def sheet(self) -> Answers:
        """The answers of a whole form."""
        luck = random.Random(self.seed)
        profile = {"tender": TENDER, "worn": WORN, "balanced": BALANCED}[self.profile]
        given = scores(profile, KEYS, self.noise, luck)
        left_out = set(luck.sample(KEYS, self.skips))
        told = {key: CANNOT_SAY if one is None or key in left_out else one for key, one in given.items()}
        contact = luck.choice(("closely", "several times"))
        noticed = frozenset(tick.key for tick in weekly_team_reaction().observations if luck.random() < 0.3)
        return Answers(contact=contact, shift="day", scores=told, noticed=noticed, understand="a thought")


@dataclass(frozen=True)
class Public:
    """What everybody sees of one."""

    leaves: bool
    signs: bool


@dataclass(frozen=True)
class Story:
    """Some weeks about one case. `unseen` has a row for each week, by place in the team."""

    reader: str
    public: tuple[Public, ...]
    unseen: tuple[tuple[Unseen, ...], ...]
    again: bool
    """The discussions are opened and closed once more."""
    naming: Naming = Naming.UNATTRIBUTED

    @property
    def team(self) -> tuple[str, ...]:
        """Who is asked to record."""
        return TEAM[: len(self.public)]

    def exchanged(self, pairs: Sequence[tuple[int, int]]) -> "Story":
        """The same story with the unseen sides of these pairs exchanged, wherever nothing public forbids it."""
        told = self
        for one, other in pairs:
            swapped = told._with_exchanged(one % len(self.public), other % len(self.public))
            told = swapped if swapped._is_as_public_as(self) else told
        return told

    def _with_exchanged(self, one: int, other: int) -> "Story":
        weeks = [list(week) for week in self.unseen]
        for week in weeks:
            week[one], week[other] = week[other], week[one]
        return replace(self, unseen=tuple(tuple(week) for week in weeks))

    def _is_as_public_as(self, first: "Story") -> bool:
        """Whether the reader keeps the own week, and nothing that has to be seen by name has moved."""
        for who, public, *weeks in zip(self.team, self.public, *self.unseen, strict=True):
            before = [week[self.team.index(who)] for week in first.unseen]
            if who == self.reader and weeks != before:
                return False
            if public.leaves and any(week.withdraws or week.comes == LATE for week in weeks):
                return False
            if public.signs and [_signed(week) for week in weeks] != [_signed(week) for week in before]:
                return False
            if self.reader in {"leader", "deputy"} and [w.is_there for w in weeks] != [w.is_there for w in before]:
                return False
        return True


def _signed(week: Unseen) -> tuple[str, bool]:
    """A line with a name stands, or went, for everybody to see."""
    return week.comes, week.withdraws and week.comes == IN_TIME


def invented(luck: random.Random, reader: str, weeks: int) -> Story:
    """A team of four to twelve and what it does in so many weeks."""
    size = luck.randint(4, 12)
    lived_through = [tuple(_unseen(luck, place) for place in range(size)) for _ in range(weeks)]
    public = []
    for place, who in enumerate(TEAM[:size]):
        stays = who in {*READERS, "facilitator"} or any(
            week[place].withdraws or week[place].comes == LATE for week in lived_through
        )
        public.append(Public(leaves=not stays and luck.random() < 0.5, signs=luck.random() < 0.3))
    return Story(reader, tuple(public), tuple(lived_through), again=luck.random() < 0.5)


def _unseen(luck: random.Random, place: int) -> Unseen:
    """What somebody does in a week; four at least are in time."""
    return Unseen(
        comes=IN_TIME if place < 4 else luck.choice((IN_TIME, IN_TIME, IN_TIME, LATE, NOT_MET, NOTHING)),
        profile=luck.choice(("tender", "worn", "balanced")),
        noise=luck.choice((0.0, 0.4, 1.2)),
        seed=luck.randrange(10_000),
        skips=luck.choice((0, 0, 1, 6)),
        withdraws=luck.random() < 0.3,
    )


def lived(story: Story, folder: Path) -> tuple[list[str], list[list[Picture]]]:
    """All that the reader was shown, in its order; and for each week the pictures among it."""
    with standing_ward(ward_settings(folder), SetClock(FIRST_MORNING)) as ward:
        for who in story.team[7:]:
            ward.join(who, Role.MEMBER)
        recused = [who for who in TEAM[:7] if who not in story.team]
        case = ward.case()
        told = _Told(ward, story.reader)
        for number, week in enumerate(story.unseen):
            ward.clock.move(days=7)
            ward.plan_discussion(case=case, recused=recused, naming=story.naming)
            _live(ward, story, week, told, is_last=number + 1 == len(story.unseen))
        return told.seen, told.pictures


class _Told:
    """What one reader is shown at each look at everything that can be opened."""

    def __init__(self, ward: Ward, reader: str) -> None:
        self.ward = ward
        self.reader = reader
        self.seen: list[str] = []
        self.pictures: list[list[Picture]] = []
        self.discussions: list = []

    def look(self) -> None:
        """Open every page about every week."""
        viewer, leader = self.ward.viewer(self.reader), self.reader == "leader"
        for matter in self.discussions:
            for door in (division.picture, discussions.discussion, discussions.who_recorded, _own_form):
                found = _answered(lambda d=door, m=matter: d(viewer, m))
                self.seen.append(self._spelled(found))
                if isinstance(found, Picture):
                    self.pictures[self.discussions.index(matter)].append(found)
        self.seen.append(self._spelled(home.home(viewer)))
        if leader:
            self.seen.append(self._spelled(reading_ledger.lines_about_team(viewer, self.ward.team)))

    def _spelled(self, found: object) -> str:
        """Without what two wards never share: ids, and the codes of their cases."""
        text = re.sub(r"UUID\('[0-9a-f-]+'\)", "id", repr(found))
        for matter in self.discussions:
            text = text.replace(discussions.discussion(self.ward.viewer("leader"), matter).code, "the case")
        return text


def _own_form(viewer: Viewer, discussion: UUID) -> forms.Form:
    """The own form without its questions: each member has them in an order of the own."""
    return replace(forms.form(viewer, discussion), sections=())


def _answered(ask):
    try:
        return ask()
    except Refusal as refusal:
        return refusal.sentence


def _live(ward: Ward, story: Story, week: Sequence[Unseen], told: _Told, *, is_last: bool) -> None:
    told.discussions.append(ward.discussion)
    told.pictures.append([])
    ward.open(ward.discussion)
    ward.clock.move(minutes=1)
    people = list(zip(story.team, story.public, week, strict=True))
    for who, public, does in people:
        if does.is_there:
            ward.record(who, _sheet_of(who, public, does))
    told.look()
    for who, public, _ in people if is_last else ():
        if public.leaves:
            memberships.end_membership(ward.viewer(ADMINISTRATOR), ward.team, ward.member(who))
    told.look()
    ward.reveal()
    told.look()
    for who, public, does in people:
        if does.comes == LATE:
            ward.record(who, _sheet_of(who, public, does), late=True)
    told.look()
    _withdraw(ward, [(who, does) for who, _, does in people if does.withdraws])
    told.look()
    ward.close()
    told.look()
    if story.again:
        stages.reopen(ward.viewer("leader"), ward.discussion, "one more thing")
        ward.close()
        told.look()


def _withdraw(ward: Ward, people: Sequence[tuple[str, Unseen]]) -> None:
    for who, does in people:
        if does.comes != NOTHING:
            entries.withdraw(ward.viewer(who), ward.discussion)


def _sheet_of(who: str, public: Public, does: Unseen) -> Answers:
    if does.comes == NOT_MET:
        return Answers(EntryKind.NOT_MET, contact="not at all", handover=f"heard {does.seed}")
    if public.signs:
        return replace(does.sheet(), understand=f"line of {who}", visibility=Visibility.NAMED)
    return does.sheet()

"""Invented weeks of a team for the tests of what can be worked out: what each does unseen, and what all can see.

A person has a public side (leaves the team, stands back, signs lines) and an unseen one (the sheet, whether it came
late or was withdrawn, the second sheet, the guess of the other view and when it came). Two stories that differ only in
who has which unseen side are told apart by nothing that is shown, when nothing that is shown can be tied to a name.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

from access.terms import Naming
from board.answers import CANNOT_SAY, QUESTION, Answers
from demo.patterns import BALANCED, TENDER, WORN, scores
from instruments import weekly_team_reaction

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
    again: bool = False
    """Records in the second round, if there is one."""
    guesses_at: float = 0.0
    """When the other view is guessed, as a share of the time for it; 0: not at all."""

    @property
    def is_there(self) -> bool:
        """Whether something was handed in before the reveal: leader and deputy see of whom."""
        return self.comes in {IN_TIME, NOT_MET}

    @property
    def is_away(self) -> bool:
        """Whether nothing is done at all."""
        return self.comes == NOTHING and not self.again and not self.guesses_at

    @property
    def acts_after_the_reveal(self) -> bool:
        """Whether anything is done that only somebody still in the team can do."""
        return self.withdraws or self.comes == LATE or self.again or bool(self.guesses_at)

    def sheet(self) -> Answers:
        """The answers of a whole form."""
        luck = random.Random(self.seed)
        told = self._scores(KEYS, luck)
        contact = luck.choice(("closely", "several times"))
        noticed = frozenset(tick.key for tick in weekly_team_reaction().observations if luck.random() < 0.3)
        return Answers(contact=contact, shift="day", scores=told, noticed=noticed, understand="a thought")

    def second_sheet(self, asked: Sequence[str]) -> Answers:
        """The answers of the second round, whose questions each member has in an order of the own."""
        return Answers(scores=self._scores(sorted(asked), random.Random(self.seed + 1)))

    def guess(self, steps: Sequence[int]) -> tuple[int, ...]:
        """For scales of so many steps, how far towards the other view it is thought to be."""
        luck = random.Random(self.seed + 2)
        return tuple(luck.randint(most // 2, most) if luck.random() < 0.8 else luck.randint(0, most) for most in steps)

    def _scores(self, keys: Sequence[str], luck: random.Random) -> dict[str, int | str]:
        profile = {"tender": TENDER, "worn": WORN, "balanced": BALANCED}[self.profile]
        given = scores(profile, tuple(keys), self.noise, luck)
        left_out = set(luck.sample(list(keys), min(self.skips, len(keys))))
        return {key: CANNOT_SAY if one is None or key in left_out else one for key, one in given.items()}


@dataclass(frozen=True)
class Public:
    """What everybody sees of one."""

    leaves: bool
    signs: bool
    stands_back: frozenset[int] = frozenset()
    """The weeks, from 0 on, in which this person takes no part."""

    @property
    def is_always_there(self) -> bool:
        """Whether this person neither leaves nor stands back."""
        return not (self.leaves or self.stands_back)


@dataclass(frozen=True)
class Story:
    """Some weeks about one case. `unseen` has a row for each week, by place in the team."""

    reader: str
    public: tuple[Public, ...]
    unseen: tuple[tuple[Unseen, ...], ...]
    again: bool
    """The discussions are opened and closed once more."""
    second_rounds: frozenset[int] = frozenset()
    """The weeks, from 0 on, that have a second round."""
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
            if public.leaves and any(week.acts_after_the_reveal for week in weeks):
                return False
            if any(not weeks[number].is_away for number in public.stands_back):
                return False
            if public.signs and [_signed(week) for week in weeks] != [_signed(week) for week in before]:
                return False
            if self.reader in {"leader", "deputy"} and [_there(week) for week in weeks] != [_there(w) for w in before]:
                return False
        return True


def _signed(week: Unseen) -> tuple[str, bool]:
    """A line with a name stands, or went, for everybody to see."""
    return week.comes, week.withdraws and week.comes == IN_TIME


def _there(week: Unseen) -> tuple[bool, bool]:
    """What leader and deputy see by name: who has recorded, in both rounds."""
    return week.is_there, week.again


def invented(luck: random.Random, reader: str, weeks: int) -> Story:
    """A team of four to twelve and what it does in so many weeks."""
    size = luck.randint(4, 12)
    public = tuple(_public(luck, who, place, weeks, size) for place, who in enumerate(TEAM[:size]))
    surely = [place for place, one in enumerate(public) if one.is_always_there][:4]
    if len(surely) < 4:  # who could come again is asked for as many, too
        surely = list(range(4))
        public = tuple(Public(leaves=False, signs=one.signs) if n < 4 else one for n, one in enumerate(public))
    unseen = tuple(
        tuple(_unseen(luck, number, one, surely=place in surely) for place, one in enumerate(public))
        for number in range(weeks)
    )
    second = frozenset(number for number in range(weeks) if luck.random() < 0.7)
    return Story(reader, public, unseen, again=luck.random() < 0.5, second_rounds=second)


def _public(luck: random.Random, who: str, place: int, weeks: int, size: int) -> Public:
    """What is seen of somebody; who leads never stands back, for somebody has to open and reveal."""
    may_stand_back = place > 3 or (who != "leader" and weeks > 1 and size > 5)
    back = frozenset(n for n in range(weeks) if may_stand_back and luck.random() < (0.25 if place > 3 else 0.15))
    stays = who in {*READERS, "facilitator"} or luck.random() < 0.8
    return Public(leaves=not stays, signs=luck.random() < 0.3, stands_back=back)


def _unseen(luck: random.Random, number: int, public: Public, *, surely: bool) -> Unseen:
    """What somebody does in a week; four at least are in time, and come again."""
    done = Unseen(
        comes=IN_TIME if surely else luck.choice((IN_TIME, IN_TIME, IN_TIME, LATE, NOT_MET, NOTHING)),
        profile=luck.choice(("tender", "tender", "worn", "worn", "balanced")),
        noise=luck.choice((0.0, 0.4, 1.2)),
        seed=luck.randrange(10_000),
        skips=luck.choice((0, 0, 1, 6)),
        withdraws=luck.random() < 0.3,
        again=surely or luck.random() < 0.6,
        guesses_at=luck.choice((0.0, luck.uniform(0.01, 1.0), luck.uniform(0.01, 1.0))),
    )
    if number in public.stands_back:
        return replace(done, comes=NOTHING, withdraws=False, again=False, guesses_at=0.0)
    if public.leaves:
        came = NOTHING if done.comes == LATE else done.comes
        return replace(done, comes=came, withdraws=False, again=False, guesses_at=0.0)
    return done

"""What a picture of a revealed round consists of: rows that are already cleared, for pages to draw."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from access.terms import Length, Naming, Stage
from access.written import Written
from analysis import Answer
from board.course import Course
from board.portraits import Portrait
from board.pull import Pull
from board.rivals import Rival
from board.role_received import RoleReceived

VIEW_A, VIEW_B, IN_BETWEEN = "view A", "view B", "between the views"


@dataclass(frozen=True)
class ItemAnswers:
    """One item as it may be shown. `answers` are sorted by value; names and views only where people are named."""

    key: str
    name: str
    low_end: str
    high_end: str
    low: int
    high: int
    answers: tuple[int, ...]
    mean: float | None
    mean_a: float | None
    mean_b: float | None
    apart: float | None
    """Distance of the views' means in points; None where it may not be told."""
    mark: str
    """`divides` (at most one wrong mark in ten), `common_ground` (90 % sure) or `cannot_tell`."""
    closeness: float
    """Average deviation from the mean in shares of the range: 0 all the same."""
    section: str
    names: tuple[Written, ...] | None
    views: tuple[str, ...] | None
    labels: tuple[str, ...] | None = None
    """The discipline beside each answer, or "other"; only under the policy `discipline`, and only where three share it.

    Sorted within answers of one value.
    """

    @property
    def bipolar(self) -> bool:
        """Whether the item stands between two ends."""
        return bool(self.low_end)


@dataclass(frozen=True)
class View:
    """One of the two views: how many hold it, and its portrait where it may be told."""

    name: str
    members: int
    portrait: Portrait | None


@dataclass(frozen=True)
class Noticed:
    """How many ticked one observation, of how many."""

    wording: str
    side: str
    count: int
    of: int


@dataclass(frozen=True)
class WrittenLine:
    """A line that its author opened; `by` is empty unless the author chose to be named."""

    kind: str
    """`understand`: for the others; `handover`: what somebody heard who did not meet the patient."""
    words: Written
    by: Written
    for_leader_only: bool


@dataclass(frozen=True)
class Sheet:
    """Who stands where, by name under the policy `named`; under `discipline` without one and in an order of answers."""

    name: Written
    x: float
    y: float
    view: str
    scores: tuple[int | None, ...]
    """One for each item of `Picture.feelings` and then `Picture.positions`, None: could not say, or may not be told."""


@dataclass(frozen=True)
class Picture:
    """Everything the division page shows of one round, except the viewer's own answers."""

    discussion: UUID
    team_name: Written
    time_zone: str
    code: str
    length: Length
    stage: Stage
    conference_begins_at: datetime
    revealed_at: datetime
    naming: Naming
    recorded: int
    expected: int
    enough: bool
    """Whether there are enough independent entries to show anything of the answers."""
    needed: int
    late: int
    answer: Answer | None
    together: str
    """The kind of `analysis.Together`, for the words beside the answer."""
    views: tuple[View, ...]
    smaller_view: bool
    """Two views stand apart, but one is too small for anything of it to be told."""
    within: str
    """Said where one of the views told may itself be divided; else empty."""
    question: Written
    today: ItemAnswers | None
    feelings: tuple[ItemAnswers, ...]
    positions: tuple[ItemAnswers, ...]
    pull: Pull | None
    """What most feel beyond usual; None as long as too few have a baseline."""
    both_sides: str
    """How far the team holds good and bad at once, in one sentence; empty where it may not be told."""
    level: str
    """Said where some mark everything more strongly; else empty."""
    role: RoleReceived | None
    """How we were treated beside what we feel; None where too few answered, or it may not be told."""
    noticed: tuple[Noticed, ...]
    course: Course | None
    """The weeks of this case, where two or more may be compared."""
    lines: tuple[WrittenLine, ...]
    lines_held_back: tuple[str, ...]
    """The kinds of which lines without a name are held back."""
    lines_from: int
    """From so many whole forms without a signed line on, lines without a name are shown."""
    handover_from: int
    """From so many such lines on, what was heard at handover is shown."""
    questions: Mapping[str, str]
    """What each kind of line was asked as."""
    rivals: tuple[Rival, ...]
    standing: tuple[Sheet, ...]

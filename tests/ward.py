"""A furnished house for tests: an administrator, Ward 3 with its team of eight, Ward 7 beside it, a clock that stands.

People are put straight into the store, all with one digest, and sessions are opened without a password: hashing is
slow and is tested elsewhere. Everything else goes through `board/`: a ward holds only what the board lets it hold.
"""

import hashlib
import secrets
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from access import passwords
from access.terms import EntryKind, Length, Naming, Role, Round, Stage, Visibility
from access.viewer import Viewer, Visitor
from board import (
    agenda,
    cases,
    conferences,
    discussions,
    entries,
    forms,
    house,
    memberships,
    second_round,
    signing_in,
    stages,
    taking_part,
    teams,
)
from board.answers import QUESTION, Answers
from clock import Clock, SetClock
from db import accounts, people, sessions
from db.opening import open_store
from db.store import Store, Transaction
from instruments import weekly_team_reaction
from settings import Settings

FIRST_MORNING = datetime(2026, 11, 2, 8, tzinfo=UTC)
"""A Monday."""
PASSWORD = "river stone lantern 42 apples"
"""Everybody's password in a ward."""
ADDRESS = Visitor("127.0.0.1")

WARD_3 = {
    "leader": Role.LEADER,
    "deputy": Role.DEPUTY,
    "facilitator": Role.FACILITATOR,
    "anna": Role.MEMBER,
    "ben": Role.MEMBER,
    "cleo": Role.MEMBER,
    "dora": Role.MEMBER,
    "observer": Role.OBSERVER,
}
WARD_7 = {"other leader": Role.LEADER, "other member": Role.MEMBER}
RECORDING = tuple(who for who, role in WARD_3.items() if role is not Role.OBSERVER)
"""Who is asked to record in Ward 3: seven."""
ADMINISTRATOR = "administrator"

_DISCIPLINES = ("psychiatry", "nursing", "psychology", "nursing", "social work", "nursing", "psychology", "other")
_SHIFTS = ("day", "evening", "night")
# Alphabetical order of names is not the order of this list, so that a test can tell the two apart.
_NAMES = {
    "leader": "Test Leader",
    "deputy": "Test Deputy",
    "facilitator": "Test Facilitator",
    "anna": "Test Zoe-Anna",
    "ben": "Test Ben",
    "cleo": "Test Adam-Cleo",
    "dora": "Test Dora",
    "observer": "Test Observer",
    "other leader": "Sample Leader",
    "other member": "Sample Member",
}


@dataclass(frozen=True)
class Person:
    """Somebody of the ward. `member` is None for the administrator."""

    account: UUID
    member: UUID | None
    name: str
    sign_in_name: str


@dataclass(frozen=True)
class Canary:
    """An entry like no other: should any of it turn up where it must not, the bird is dead."""

    answers: Answers
    strings: tuple[str, ...]
    """Texts found nowhere else."""

    @property
    def scores(self) -> tuple[int, ...]:
        """The numbers in the form's order: a pattern of this member alone."""
        return tuple(score for score in self.answers.scores.values() if isinstance(score, int))


@dataclass
class Ward:
    """The house, who is in it, and what they do, in the ward's words. `discussion` is the one spoken of last."""

    house: house.House
    clock: Clock
    team: UUID
    other_team: UUID
    persons: dict[str, Person]
    discussion: UUID = field(default_factory=uuid.uuid4)
    _held: dict[str, tuple[Viewer, datetime]] = field(default_factory=dict)
    _taken: set[datetime] = field(default_factory=set)

    @property
    def store(self) -> Store:
        """The open store."""
        return self.house.store

    # ------------------------------------------------------------ who

    def member(self, who: str) -> UUID:
        """The member's id."""
        member = self.persons[who].member
        assert member is not None, f"{who} is no member"
        return member

    def name(self, who: str) -> str:
        """What the person is called on screen."""
        return self.persons[who].name

    def viewer(self, who: str = "leader") -> Viewer:
        """Somebody signed in: the same session again, while it is fresh."""
        held = self._held.get(who)
        now, fresh = self.clock.now(), self.house.settings.idle / 2
        if held is None or now - held[1] > fresh or not signing_in.who(held[0]):
            held = self._held[who] = (self.new_session(who), now)
        return held[0]

    def new_session(self, who: str) -> Viewer:
        """One more session of somebody, without the password."""
        token = secrets.token_urlsafe(32)

        def work(tx: Transaction) -> None:
            account = accounts.account(tx, self.persons[who].account)
            assert account is not None
            sessions.begin_session(tx, account["id"], account["epoch"], token, self.house.settings.absolute)

        self.store.atomic(work)
        return Viewer(token)

    def sign_in(self, who: str, password: str = PASSWORD) -> Viewer:
        """Through the door, with the password. Slow: for tests of the door."""
        ticket = signing_in.try_password(ADDRESS, self.persons[who].sign_in_name, password)
        token = signing_in.redeem(ticket)
        assert token
        return Viewer(token)

    def join(self, who: str, role: Role = Role.MEMBER, team: UUID | None = None) -> Person:
        """Somebody new takes up work now, in Ward 3 if nothing else is said."""
        self.persons[who] = self.store.atomic(lambda tx: _person(tx, who, f"Test {who.title()}", member=True))
        self.set_role(who, role, team)
        return self.persons[who]

    def set_role(self, who: str, role: Role, team: UUID | None = None) -> None:
        """The administrator says what somebody is in the team from now on."""
        memberships.set_membership(
            self.viewer(ADMINISTRATOR),
            team or self.team,
            self.member(who),
            role=role,
            discipline="nursing",
            shift="day",
            seniority="in training",
        )

    # ------------------------------------------------------------ the agenda

    def case(self, label: str = "asks for one more night", who: str = "leader") -> UUID:
        """A new case of Ward 3."""
        return cases.make_case(self.viewer(who), self.team, label).id

    def conference(self, who: str = "leader", days: float = 2) -> UUID:
        """A conference of Ward 3, some days from now."""
        begins_at = self.clock.now() + timedelta(days=days)
        while begins_at.replace(second=0, microsecond=0) in self._taken:  # a team meets once at a time
            begins_at += timedelta(minutes=1)
        self._taken.add(begins_at.replace(second=0, microsecond=0))
        return conferences.make_conference(self.viewer(who), self.team, begins_at).id

    def plan_discussion(
        self,
        *,
        length: Length = Length.FOCUS,
        reason: str = "the team does not agree",
        news: str = "asked to stay",
        question: str = "How long should this patient stay?",
        ends: tuple[str, str] = ("leave soon", "stay on"),
        opens_at: datetime | None = None,
        naming: Naming | None = None,
        recused: Sequence[str] = (),
        case: UUID | None = None,
        conference: UUID | None = None,
    ) -> UUID:
        """Put a case on an agenda (new ones, unless given); it becomes the discussion spoken of."""
        leader = self.viewer("leader")
        if naming is not None:
            teams.set_naming(leader, self.team, naming)
        words = agenda.AgendaWords(length, reason, news, question, *(ends if question else ("", "")), opens_at)
        self.discussion = agenda.plan(leader, conference or self.conference(), case or self.case(), words)
        for who in recused:
            taking_part.set_recusal(leader, self.discussion, self.member(who), stands_back=True)
        return self.discussion

    def open(self, discussion: UUID | None = None) -> UUID:
        """The leader opens the recording; plans a discussion first when none is spoken of."""
        if discussion is None and not self._is_planned():
            self.plan_discussion()
        stages.open_recording(self.viewer("leader"), discussion or self.discussion)
        return discussion or self.discussion

    def reveal(self, discussion: UUID | None = None) -> None:
        """The leader reveals."""
        stages.reveal(self.viewer("leader"), discussion or self.discussion)

    def open_second(self, *, recorded: Sequence[str] = (), discussion: UUID | None = None) -> None:
        """The leader opens the second round, and these hand in the canaries of theirs."""
        second_round.open_recording(self.viewer("leader"), discussion or self.discussion)
        for who in recorded:
            self.record_again(who, discussion=discussion)

    def reveal_second(self, discussion: UUID | None = None) -> None:
        """The leader reveals the second round."""
        second_round.reveal(self.viewer("leader"), discussion or self.discussion)

    def close(self, discussion: UUID | None = None) -> None:
        """The leader closes."""
        stages.close(self.viewer("leader"), discussion or self.discussion)

    def stand_at(
        self,
        stage: Stage,
        *,
        recorded: Sequence[str] = RECORDING[:5],
        recused: Sequence[str] = (),
        naming: Naming | None = None,
        length: Length = Length.FOCUS,
    ) -> UUID:
        """A new discussion, brought to this stage by the leader, with the canaries of `recorded` once it was open.

        Postponed and cancelled ones were recording before.
        """
        self.plan_discussion(recused=recused, naming=naming, length=length)
        leader = self.viewer("leader")
        if stage is not Stage.PLANNED:
            self.open(self.discussion)
            for who in recorded:
                self.record(who)
        if stage in {Stage.REVEALED, Stage.CLOSED}:
            self.reveal()
        if stage is Stage.CLOSED:
            self.close()
        if stage is Stage.POSTPONED:
            stages.postpone(leader, self.discussion, "no time today")
        if stage is Stage.CANCELLED:
            stages.cancel(leader, self.discussion, "discharged")
        return self.discussion

    # ------------------------------------------------------------ the entry

    def record(
        self, who: str, answers: Answers | None = None, *, discussion: UUID | None = None, late: bool = False
    ) -> entries.Receipt:
        """Somebody hands in: the answers given, else the canary of that person."""
        matter = discussion or self.discussion
        if answers is None:
            length = discussions.discussion(self.viewer(who), matter).length
            answers = self.canary(who, pulse=length is Length.PULSE).answers
        hand_in = entries.submit_late if late else entries.submit
        return hand_in(self.viewer(who), matter, uuid.uuid4(), answers)

    def record_again(
        self, who: str, answers: Answers | None = None, *, discussion: UUID | None = None
    ) -> entries.Receipt:
        """Somebody hands in the second round: the answers given, else the canary of that person's second thoughts."""
        matter = discussion or self.discussion
        if answers is None:
            asked = forms.form(self.viewer(who), matter, Round.SECOND)
            answers = self.second_canary(who, [item.key for item in asked.items]).answers
        return entries.submit(self.viewer(who), matter, uuid.uuid4(), answers, Round.SECOND)

    def record_all(self, whom: Sequence[str] = RECORDING, *, discussion: UUID | None = None) -> None:
        """Several hand in their canaries, in this order."""
        for who in whom:
            self.record(who, discussion=discussion)

    def canary(
        self,
        who: str,
        *,
        visibility: Visibility = Visibility.UNATTRIBUTED,
        pulse: bool = False,
        question: bool = True,
    ) -> Canary:
        """An entry with texts, scores and ticks of that person alone. The same each time it is asked for."""
        return _canary(who, visibility, pulse, question)

    def record_all_again(self, whom: Sequence[str]) -> None:
        """Several hand in the canaries of their second thoughts."""
        for who in whom:
            self.record_again(who)

    def second_canary(self, who: str, asked: Sequence[str]) -> Canary:
        """A sheet of the second round with the scores of that person alone, in the order asked; it has no texts."""
        draw = hashlib.sha256(f"second thoughts of {who}".encode()).digest()
        items = [weekly_team_reaction().item(key) for key in asked]
        scores: dict[str, int | str] = {
            item.key: item.low + draw[n] % (item.high - item.low + 1) for n, item in enumerate(items)
        }
        return Canary(Answers(scores=scores | {QUESTION: 1 + draw[31] % 7}), ())

    def recorded(self) -> int:
        """How many have recorded, as the leader sees it."""
        return discussions.counts(self.viewer("leader"), self.discussion)[0]

    def _is_planned(self) -> bool:
        return self.store.look(
            lambda tx: bool(
                tx.row(
                    "select 1 from discussion d where d.id = $discussion and not exists "
                    "(select 1 from round r where r.discussion = $discussion)",
                    discussion=self.discussion,
                )
            )
        )


def answers(score: int = 2, *, today: int | None = 4, pulse: bool = False, **more: Any) -> Answers:
    """A full form with one score everywhere (kept inside each item's scale); `more` as in `Answers`."""
    scores: dict[str, int | str] = {
        item.key: max(item.low, min(item.high, score)) for item in weekly_team_reaction().items(pulse=pulse)
    }
    if today is not None:
        scores[QUESTION] = today
    given: dict[str, Any] = {"kind": EntryKind.FULL, "contact": "closely", "shift": "day", "scores": scores}
    return Answers(**given | more)


def short_answers(score: int = 2, *, today: int | None = 4) -> Answers:
    """A sheet of the second round with one score at every position (kept inside each item's scale)."""
    positions = weekly_team_reaction().items(scan="positions")
    scores: dict[str, int | str] = {item.key: max(item.low, min(item.high, score)) for item in positions}
    return Answers(scores=scores | ({} if today is None else {QUESTION: today}))


def furnish_ward(settings: Settings, clock: Clock) -> Ward:
    """Open the store that the settings name, put the people in and furnish the board with it.

    For a served board: furnish, close `ward.store`, then start the server on the same folder. A session's token is
    the content of its cookie.
    """
    store = open_store(settings, clock)
    standing = house.furnish(store, clock, settings)
    persons, team, other_team = store.atomic(_people, checkpoint=True)
    return Ward(standing, clock, team, other_team, persons)


@contextmanager
def standing_ward(settings: Settings, clock: Clock) -> Iterator[Ward]:
    """A ward that is closed at the end."""
    ward = furnish_ward(settings, clock)
    try:
        yield ward
    finally:
        ward.store.close()


@pytest.fixture
def ward(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ward]:
    """A furnished ward of this test's own; on both stores when the test asks for `store_address` too."""
    address = request.getfixturevalue("store_address") if "store_address" in request.fixturenames else ""
    with standing_ward(ward_settings(tmp_path, address), SetClock(FIRST_MORNING)) as furnished:
        yield furnished


def ward_settings(folder: Path, address: str = "") -> Settings:
    """Settings of a board in a folder of its own."""
    return Settings(data_folder=folder / "data", key_file=folder / "keys" / "board.key", store=address)


def _people(tx: Transaction) -> tuple[dict[str, Person], UUID, UUID]:
    persons = {ADMINISTRATOR: _person(tx, ADMINISTRATOR, "Administrator", member=False)}
    made = []
    for team_name, roles in (("Ward 3", WARD_3), ("Ward 7", WARD_7)):
        team = people.add_team(tx, team_name, "Europe/Berlin", Naming.UNATTRIBUTED)
        begun = tx.record("the test", "made a team", matter=str(team), team=team)
        for n, (who, role) in enumerate(roles.items()):
            persons[who] = _person(tx, who, _NAMES[who], member=True)
            member = persons[who].member
            assert member is not None
            people.add_membership(
                tx,
                team,
                member,
                role=role,
                discipline=_DISCIPLINES[n],
                shift=_SHIFTS[n % 3],
                seniority="up to five years",
                begun_seq=begun,
                begins_at=tx.now,
                ends_at=None,
            )
        made.append(team)
    return persons, made[0], made[1]


def _person(tx: Transaction, who: str, name: str, *, member: bool) -> Person:
    sign_in_name = who.replace(" ", ".")
    member_id = people.add_member(tx, name) if member else None
    account = accounts.add_account(
        tx, sign_in_name, _digest(), member=member_id, must_replace=False, password_ends_at=None, ends_at=None
    )
    return Person(account, member_id, name, sign_in_name)


@cache
def _digest() -> str:
    return passwords.digest(PASSWORD)


@cache
def _canary(who: str, visibility: Visibility, pulse: bool, question: bool) -> Canary:
    instrument = weekly_team_reaction()
    draw = hashlib.sha256(f"canary of {who}".encode()).digest() * 4
    scores: dict[str, int | str] = {
        item.key: item.low + draw[n] % (item.high - item.low + 1)
        for n, item in enumerate(instrument.items(pulse=pulse))
    }
    if question:
        scores[QUESTION] = 1 + draw[-1] % 7
    mark = hashlib.sha256(who.encode()).hexdigest()[:12]
    texts = {kind: f"canary-{kind.replace('_', '-')}-{mark}" for kind in instrument.lines}
    noticed = frozenset(tick.key for n, tick in enumerate(instrument.observations) if draw[40 + n] % 2)
    given = Answers(contact="closely", shift="day", scores=scores, noticed=noticed, visibility=visibility, **texts)
    return Canary(given, tuple(texts.values()))

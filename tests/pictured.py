"""The boards that `make screens` pictures: the demo, a ward with a discussion in every state, a new board."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import demo
from access.terms import EntryKind, Length, Naming, Role, Stage, Visibility
from board import (
    accounts,
    conferences,
    demonstration,
    discussions,
    house,
    memberships,
    signing_in,
    stages,
    teams,
    ward_links,
)
from board.answers import CANNOT_SAY, QUESTION, Answers
from clock import SetClock, SystemClock
from db.opening import open_store
from demo.patterns import TENDER, WORN, scores
from instruments import weekly_team_reaction
from tests.phones import give_pins
from tests.serving import Server, served
from tests.ward import ADMINISTRATOR, RECORDING, WARD_3, Person, Ward, furnish_ward, ward_settings

MAIL = {"smtp_host": "127.0.0.1", "smtp_security": "none", "smtp_from": "board@hospital.example"}
"""A board that sends mail asks for addresses and offers to remind; no picture sends any."""
ROUNDS_FOR_LINKS = 16
"""Open rounds that are recorded by ward link, one for each look in which that is pictured; some to spare."""

_DAY = timedelta(days=1)


@dataclass
class Board:
    """A served board, the session of everybody who is pictured, and the ids that addresses need."""

    server: Server
    cookies: dict[str, str] = field(default_factory=dict)
    ids: dict[str, UUID] = field(default_factory=dict)
    links: list[str] = field(default_factory=list)
    """Tokens of ward links, each for one colleague, of a round of its own."""
    room: str = ""
    """The token of a link for the room."""


@contextmanager
def the_demo(folder: Path) -> Iterator[Board]:
    """The demo, served; everybody signed in."""
    settings = replace(ward_settings(folder), demo=True)
    today = SystemClock().now()
    clock = SetClock(today)
    store = open_store(settings, clock)
    house.furnish(store, clock, settings)
    demo.fill(clock, today)
    cookies = {one.sign_in_name: demonstration.visit(one.sign_in_name).session for one in demonstration.sign_in_names()}
    ids = _of_the_demo()
    store.close()
    with served(folder, demo=True) as server:
        yield Board(server, cookies, ids)


def _of_the_demo() -> dict[str, UUID]:
    """The latest discussion of each case by its label, the one that is open, and the latest conference behind us."""
    leader = demonstration.visit("ines")
    who = signing_in.who(leader)
    assert who is not None
    team = who.teams[0].team
    every = discussions.discussions(leader, team)
    latest = {one.label.text: one.id for one in reversed(every) if one.stage is Stage.CLOSED}
    open_one = next(one.id for one in every if one.stage is Stage.RECORDING)
    return latest | {"open": open_one, "last conference": conferences.conferences(leader, team)[1].id}


@contextmanager
def a_new_board(folder: Path) -> Iterator[Board]:
    """A board that nobody runs yet."""
    with served(folder) as server:
        yield Board(server)


@contextmanager
def a_ward(folder: Path) -> Iterator[Board]:
    """Ward 3 with a discussion in every state, Ward 7 with nothing, somebody in no team, a newcomer."""
    ward = furnish_ward(ward_settings(folder), SystemClock())
    ids = {"conference": ward.conference(), "links": ward.conference(days=3), "case": ward.case("asks for one more")}
    _agenda_of_every_stage(ward, ids)
    _pictures(ward, ids)
    links, room = _ward_links(ward, ids)
    _people(ward)
    give_pins(ward, (*RECORDING[1:], "leader"))
    teams.set_naming(ward.viewer("other leader"), ward.other_team, Naming.NAMED)
    teams.set_naming(ward.viewer("leader"), ward.team, Naming.DISCIPLINE)
    cookies = {who: ward.new_session(who).session for who in ward.persons}
    ward.store.close()
    with served(folder, **MAIL) as server:
        yield Board(server, cookies, ids, links, room)


def _agenda_of_every_stage(ward: Ward, ids: dict[str, UUID]) -> None:
    def plan(name: str, **more: object) -> UUID:
        ids[name] = ward.plan_discussion(
            conference=ids["conference"], case=ward.case(f"the one of {name}"), naming=Naming.UNATTRIBUTED, **more
        )
        return ids[name]

    plan("planned")
    plan("opening", opens_at=ward.clock.now().replace(microsecond=0) + _DAY)
    for name, recorded in (("none", 0), ("one", 1), ("few", 3), ("full", 7)):
        ward.open(plan(name, length=Length.PULSE if name == "few" else Length.FOCUS))
        ward.record_all(RECORDING[1 : recorded + 1] if recorded < 7 else RECORDING)
    for name in ("revealed", "again", "closed", "postponed", "cancelled"):
        ward.open(plan(name))
        ward.record_all(RECORDING[:5] if name != "again" else RECORDING)
        if name in {"revealed", "again", "closed"}:
            ward.reveal()
    ward.open_second(recorded=RECORDING[1:5], discussion=ids["again"])
    ward.close(ids["closed"])
    stages.postpone(ward.viewer(), ids["postponed"], "no time today")
    stages.cancel(ward.viewer(), ids["cancelled"], "discharged")


def _pictures(ward: Ward, ids: dict[str, UUID]) -> None:
    """Division pages as the naming policies show them, with a smaller view, and with too few."""
    tender = {"four": RECORDING[:4], "five": RECORDING[:5]}
    for name, naming, view in (
        ("named", Naming.NAMED, "four"),
        ("discipline", Naming.DISCIPLINE, "four"),
        ("unattributed", Naming.UNATTRIBUTED, "four"),
        ("smaller view", Naming.UNATTRIBUTED, "five"),
    ):
        ids[name] = ward.open(ward.plan_discussion(naming=naming))
        for who in RECORDING:
            ward.record(who, _sheet(TENDER if who in tender[view] else WORN, who))
        ward.reveal()
    ids["too few"] = ward.open(ward.plan_discussion(naming=Naming.UNATTRIBUTED))
    for who in RECORDING[:4]:
        ward.record(who, _sheet(TENDER, who) if who == "leader" else Answers(EntryKind.NOT_MET, contact="not at all"))
    ward.reveal()


def _sheet(profile: dict[str, float], who: str) -> Answers:
    keys = (*(item.key for item in weekly_team_reaction().items()), QUESTION)
    drawn = scores(profile, keys, 0.4, random.Random(f"pictured {who}"))
    return Answers(
        contact="closely",
        shift="day",
        scores={key: CANNOT_SAY if score is None else score for key, score in drawn.items()},
        noticed=frozenset({"same_request", "rule_bent"} if profile is WORN else {"someone_else"}),
        understand=f"What {who} would like the others to know about the nights.",
        visibility=Visibility.NAMED if who in {"anna", "ben"} else Visibility.UNATTRIBUTED,
    )


def _ward_links(ward: Ward, ids: dict[str, UUID]) -> tuple[list[str], str]:
    links = []
    for _ in range(ROUNDS_FOR_LINKS):
        ward.open(ward.plan_discussion(conference=ids["links"], case=ward.case(), length=Length.PULSE))
        links.append(ward_links.make_for(ward.viewer(), ward.discussion, ward.member("dora")).token)
    return links, ward_links.make(ward.viewer(), ids["full"]).token


def _people(ward: Ward) -> None:
    """Somebody who is in no team, somebody with a first password, and two more accounts for the administrator."""
    office = ward.viewer(ADMINISTRATOR)
    ward.join("stranger", Role.MEMBER)
    memberships.end_membership(office, ward.team, ward.member("stranger"))
    accounts.make_account(office, "Test Renewed", "renewed", address="renewed@hospital.example")
    accounts.make_account(office, "Test Newcomer", "newcomer")
    made = {account.sign_in_name: account for account in accounts.accounts(office)}["newcomer"]
    ward.persons["newcomer"] = Person(made.id, made.member, "Test Newcomer", "newcomer")
    assert len(WARD_3) < len(ward.persons)

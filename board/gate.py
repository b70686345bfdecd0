"""The gate: from a viewer to what this person is in the matter asked about, read anew inside every transaction."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from access.policy import Action, ever_permits, permits, permits_second
from access.refusals import NotAllowed, NotFound, NotSignedIn, PasswordMustBeReplaced, Sealed, WrongStage
from access.terms import RECORDING_ROLES, Role, Round, SecondStage, Stage
from access.viewer import Viewer
from board.house import present
from db import conferences, people, sessions, ward_links
from db.store import Row, Transaction

_WITH_FIRST_PASSWORD = {Action.SIGN_OUT, Action.CHANGE_OWN_PASSWORD, Action.SEE_OWN_ACCOUNT}


@dataclass(frozen=True)
class Person:
    """Who is signed in. `member` is None for an administrator."""

    account: UUID
    member: UUID | None
    sign_in_name: str
    must_replace: bool
    session_digest: str

    @property
    def is_administrator(self) -> bool:
        """Whether this account runs the board and reads no content."""
        return self.member is None

    @property
    def who(self) -> str:
        """How the ledger names the person."""
        return str(self.account)


@dataclass(frozen=True)
class Standing:
    """What a person is in one matter: the role in the team, and the discussion with its stage where there is one."""

    person: Person
    role: Role
    team: UUID
    discussion: Row | None = None

    @property
    def member(self) -> UUID:
        """The person as member; only asked where the policy lets no administrator in."""
        if self.person.member is None:
            raise NotAllowed
        return self.person.member

    @property
    def matter(self) -> Row:
        """The discussion; only asked where there is one."""
        if self.discussion is None:
            raise NotFound
        return self.discussion

    def record(self, tx: Transaction, deed: str) -> int:
        """Write into the ledger what this person did with the discussion; returns the line's number."""
        return tx.record(self.person.who, deed, matter=str(self.matter["id"]), team=self.team)


@dataclass(frozen=True)
class Guest:
    """A member who came by a ward link: to the own entry of one round, until then at the latest."""

    person: Person
    discussion: Row
    round: Round
    ends_at: datetime


def person(tx: Transaction, viewer: Viewer) -> Person:
    """Who is behind the viewer.

    Raises
    ------
    NotSignedIn
        When the session is unknown, ended, idle too long, too old, or its account closed, expired or changed since.
    """
    found = sessions.session(tx, viewer.session)
    if found is None or not _is_live(tx, found):
        raise NotSignedIn
    return _person(found)


def guest(tx: Transaction, viewer: Viewer) -> Guest:
    """Who came by a ward link, and to which round. Such a session lies apart: `person` does not find it.

    Raises
    ------
    NotSignedIn
        When there is no such session, it ended like any other, its link was taken back, its round is not open any
        more, or the member has no part in it.
    """
    found = ward_links.session(tx, viewer.session)
    if found is None or not _is_live(tx, found) or found["recalled_at"] is not None or found["must_replace"]:
        raise NotSignedIn
    matter, somebody = conferences.discussion(tx, found["discussion"]), _person(found)
    if matter is None or open_round(matter) != found["round"] or not may_write(tx, somebody, matter):
        raise NotSignedIn
    return Guest(somebody, matter, Round(found["round"]), found["session_ends_at"])


def open_round(discussion: Row) -> Round | None:
    """The round that is open for entries now, under seal; None when none is."""
    if discussion["stage"] == Stage.RECORDING:
        return Round.FIRST
    again = discussion["stage"] == Stage.REVEALED and second_stage(discussion) is SecondStage.RECORDING
    return Round.SECOND if again else None


def may_write(tx: Transaction, somebody: Person, discussion: Row) -> bool:
    """Whether this person is asked for an entry in this discussion."""
    return role_in_discussion(tx, somebody, discussion) in RECORDING_ROLES


def in_account(tx: Transaction, viewer: Viewer, action: Action) -> Person:
    """Let somebody in for something that belongs to no team, or refuse."""
    somebody = person(tx, viewer)
    if somebody.must_replace and action not in _WITH_FIRST_PASSWORD:
        raise PasswordMustBeReplaced
    role = Role.ADMINISTRATOR if somebody.is_administrator else Role.OUTSIDER
    if not permits(action, role):
        raise NotAllowed
    return somebody


def in_team(tx: Transaction, viewer: Viewer, action: Action, team: UUID) -> Standing:
    """Let somebody in for something of one team, or refuse. Foreign and unknown teams answer alike."""
    somebody = _ready(tx, viewer)
    role = _role_in_team(tx, somebody, team)
    if role is Role.OUTSIDER or (role is Role.ADMINISTRATOR and people.team(tx, team) is None):
        raise NotFound
    if not permits(action, role):
        raise NotAllowed
    return Standing(somebody, role, team)


def in_conference(tx: Transaction, viewer: Viewer, action: Action, conference: UUID) -> tuple[Standing, Row]:
    """Let somebody in for something of one conference, or refuse; returns the conference too."""
    found = conferences.conference(tx, conference)
    if found is None:
        person(tx, viewer)
        raise NotFound
    return in_team(tx, viewer, action, found["team"]), found


def in_discussion(tx: Transaction, viewer: Viewer, action: Action, discussion: UUID) -> Standing:
    """Let somebody in for something of one discussion, or refuse. Foreign and unknown ones answer alike.

    The only door for who came by a ward link: to the own entry of that one round.
    """
    try:
        somebody = _ready(tx, viewer)
    except NotSignedIn:
        return _at_link(guest(tx, viewer), action, discussion)
    found = conferences.discussion(tx, discussion)
    if found is None:
        raise NotFound
    role = role_in_discussion(tx, somebody, found)
    if role is Role.OUTSIDER:
        raise NotFound
    if not permits_now(action, role, found):
        raise _refusal(action, role, Stage(found["stage"]))
    return Standing(somebody, role, found["team"], found)


def _at_link(came: Guest, action: Action, discussion: UUID) -> Standing:
    if came.discussion["id"] != discussion:
        raise NotFound
    if not permits_now(action, Role.AT_LINK, came.discussion):
        raise NotAllowed
    return Standing(came.person, Role.AT_LINK, came.discussion["team"], came.discussion)


def further(standing: Standing, action: Action) -> None:
    """Let somebody who is in do one thing more in the same discussion, or refuse; asks the store nothing again."""
    if not permits_now(action, standing.role, standing.matter):
        raise _refusal(action, standing.role, Stage(standing.matter["stage"]))


def permits_now(action: Action, role: Role, discussion: Row) -> bool:
    """What the policy says of a discussion as it stands, and of its second round."""
    return permits(action, role, Stage(discussion["stage"])) and permits_second(action, second_stage(discussion))


def second_stage(discussion: Row) -> SecondStage:
    """Where the second round of a discussion stands."""
    if discussion["second_opened_seq"] is None:
        return SecondStage.NOT_OPENED
    return SecondStage.RECORDING if discussion["second_revealed_seq"] is None else SecondStage.REVEALED


def role_in_discussion(tx: Transaction, somebody: Person, discussion: Row) -> Role:
    """The role in the team, unless the member stands back or joined after the recording opened."""
    role = _role_in_team(tx, somebody, discussion["team"])
    if somebody.member is None or role is Role.OUTSIDER:
        return role
    if conferences.stands_back(tx, discussion["id"], somebody.member):
        return Role.OUTSIDER
    joined = people.membership(tx, discussion["team"], somebody.member)
    opened = discussion["opened_seq"]
    came_later = opened is not None and joined is not None and joined["begun_seq"] > opened
    if came_later and not conferences.is_granted(tx, discussion["id"], somebody.member):
        return Role.OUTSIDER
    return role


def _is_live(tx: Transaction, found: Row) -> bool:
    return bool(
        found["ended_at"] is None
        and found["is_current"]
        and found["disabled_at"] is None
        and found["session_ends_at"] > tx.now
        and found["seen_at"] + present().settings.idle > tx.now
        and (found["account_ends_at"] is None or found["account_ends_at"] > tx.now)
        and (found["password_ends_at"] is None or found["password_ends_at"] > tx.now)
    )


def _person(found: Row) -> Person:
    return Person(
        found["account"], found["member"], found["sign_in_name"], found["must_replace"], found["token_digest"]
    )


def _ready(tx: Transaction, viewer: Viewer) -> Person:
    somebody = person(tx, viewer)
    if somebody.must_replace:
        raise PasswordMustBeReplaced
    return somebody


def _role_in_team(tx: Transaction, somebody: Person, team: UUID) -> Role:
    if somebody.member is None:
        return Role.ADMINISTRATOR
    joined = people.membership(tx, team, somebody.member)
    return Role(joined["role"]) if joined else Role.OUTSIDER


def _refusal(action: Action, role: Role, stage: Stage) -> NotAllowed:
    if not ever_permits(action, role):
        return NotAllowed()
    if action is Action.SEE_DIVISION and stage in {Stage.PLANNED, Stage.RECORDING}:
        return Sealed()
    return WrongStage()

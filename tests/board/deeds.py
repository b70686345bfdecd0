"""Every public function of the board that takes a viewer, with a call of it and the cell it stands for."""

import importlib
import inspect
import pkgutil
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import board
from access.policy import Action
from access.terms import Length, Naming, Role
from access.viewer import Viewer, Visitor
from board import (
    administration,
    conferences,
    division,
    entries,
    home,
    pulse,
    reading_ledger,
    signing_in,
    turnout,
)
from tests.ward import FIRST_MORNING, PASSWORD, answers


@dataclass(frozen=True)
class Deed:
    """One call of the board. `call(viewer, target, there)`; `there` holds what else it needs."""

    function: Callable[..., Any]
    action: Action
    target: str
    """What its id names: discussion, team, conference, or nothing."""
    call: Callable[[Viewer, uuid.UUID, SimpleNamespace], Any]
    reads: bool = False
    """It only tells something."""
    without_entry: bool = False
    """It needs a discussion in which the person has no entry yet."""

    @property
    def name(self):
        return f"{self.function.__module__.removeprefix('board.')}.{self.function.__name__}"


def reading(function, action, target):
    """A function that takes the viewer and one id, or the viewer alone, and only tells something."""

    def call(viewer, target_id, there):
        return function(viewer, target_id) if target else function(viewer)

    return Deed(function, action, target, call, reads=True)


def doing(function, action, target, call, **more):
    return Deed(function, action, target, call, **more)


WORDS = conferences.AgendaWords(Length.FOCUS, "a reason", "news", "How long?", "short", "long")
_MEMBERSHIP = {"discipline": "nursing", "shift": "day", "seniority": "in training"}
_NEW_PASSWORD = "seven brown kettles under the bridge"

DEEDS = (
    # running the board
    reading(administration.teams, Action.MANAGE_TEAMS, ""),
    doing(
        administration.make_team,
        Action.MANAGE_TEAMS,
        "",
        lambda v, t, there: administration.make_team(v, "Ward 9", "Europe/Berlin"),
    ),
    reading(administration.accounts, Action.MANAGE_ACCOUNTS, ""),
    doing(
        administration.make_account,
        Action.MANAGE_ACCOUNTS,
        "",
        lambda v, t, there: administration.make_account(v, "Test Newcomer", "newcomer"),
    ),
    doing(
        administration.renew_password,
        Action.MANAGE_ACCOUNTS,
        "",
        lambda v, t, there: administration.renew_password(v, there.account),
    ),
    doing(
        administration.set_account_open,
        Action.MANAGE_ACCOUNTS,
        "",
        lambda v, t, there: administration.set_account_open(v, there.account, is_open=False),
    ),
    reading(administration.memberships, Action.MANAGE_MEMBERSHIPS, "team"),
    reading(turnout.turnout, Action.MANAGE_MEMBERSHIPS, "team"),
    doing(
        administration.set_membership,
        Action.MANAGE_MEMBERSHIPS,
        "team",
        lambda v, t, there: administration.set_membership(v, t, there.member, role=Role.MEMBER, **_MEMBERSHIP),
    ),
    doing(
        administration.end_membership,
        Action.MANAGE_MEMBERSHIPS,
        "team",
        lambda v, t, there: administration.end_membership(v, t, there.member),
    ),
    # the own account
    reading(signing_in.sessions, Action.SEE_OWN_ACCOUNT, ""),
    doing(
        signing_in.end_other_sessions, Action.SEE_OWN_ACCOUNT, "", lambda v, t, there: signing_in.end_other_sessions(v)
    ),
    doing(
        signing_in.change_password,
        Action.CHANGE_OWN_PASSWORD,
        "",
        lambda v, t, there: signing_in.change_password(v, PASSWORD, _NEW_PASSWORD),
    ),
    reading(home.home, Action.SEE_OWN_ACCOUNT, ""),
    # the ledger
    reading(reading_ledger.own_lines, Action.SEE_LEDGER, ""),
    reading(reading_ledger.lines_about_team, Action.SEE_TEAM_LEDGER, "team"),
    reading(reading_ledger.all_deeds, Action.SEE_ALL_DEEDS, ""),
    # the team
    reading(administration.team_members, Action.SEE_TEAM, "team"),
    reading(administration.naming, Action.SEE_TEAM, "team"),
    reading(conferences.cases, Action.SEE_TEAM, "team"),
    reading(conferences.conferences, Action.SEE_TEAM, "team"),
    reading(conferences.at_hand, Action.SEE_TEAM, "team"),
    reading(conferences.to_come, Action.SEE_TEAM, "team"),
    reading(conferences.discussions, Action.SEE_TEAM, "team"),
    reading(conferences.conference, Action.SEE_TEAM, "conference"),
    reading(conferences.agenda, Action.SEE_TEAM, "conference"),
    doing(
        administration.set_naming,
        Action.SET_NAMING,
        "team",
        lambda v, t, there: administration.set_naming(v, t, Naming.NAMED),
    ),
    doing(conferences.make_case, Action.MAKE_CASE, "team", lambda v, t, there: conferences.make_case(v, t, "a label")),
    doing(
        conferences.make_conference,
        Action.MAKE_CONFERENCE,
        "team",
        lambda v, t, there: conferences.make_conference(v, t, FIRST_MORNING + timedelta(days=9)),
    ),
    doing(
        conferences.plan,
        Action.PLAN_DISCUSSION,
        "conference",
        lambda v, t, there: conferences.plan(v, t, there.case, WORDS),
    ),
    # a discussion
    reading(conferences.discussion, Action.SEE_DISCUSSION, "discussion"),
    reading(conferences.counts, Action.SEE_COUNT, "discussion"),
    reading(conferences.who_recorded, Action.SEE_WHO_RECORDED, "discussion"),
    reading(conferences.recusals, Action.RECUSE, "discussion"),
    reading(conferences.came_later, Action.GRANT_EARLIER, "discussion"),
    doing(conferences.edit, Action.EDIT_DISCUSSION, "discussion", lambda v, t, there: conferences.edit(v, t, WORDS)),
    doing(
        conferences.set_recusal,
        Action.RECUSE,
        "discussion",
        lambda v, t, there: conferences.set_recusal(v, t, there.member, stands_back=True),
    ),
    doing(
        conferences.grant_earlier,
        Action.GRANT_EARLIER,
        "discussion",
        lambda v, t, there: conferences.grant_earlier(v, t, there.later),
    ),
    doing(
        conferences.open_recording,
        Action.OPEN_RECORDING,
        "discussion",
        lambda v, t, there: conferences.open_recording(v, t),
    ),
    doing(conferences.reveal, Action.REVEAL, "discussion", lambda v, t, there: conferences.reveal(v, t)),
    doing(
        conferences.postpone, Action.POSTPONE, "discussion", lambda v, t, there: conferences.postpone(v, t, "no time")
    ),
    doing(conferences.cancel, Action.CANCEL, "discussion", lambda v, t, there: conferences.cancel(v, t, "discharged")),
    doing(
        conferences.take_up,
        Action.TAKE_UP,
        "discussion",
        lambda v, t, there: conferences.take_up(v, t, there.conference),
    ),
    doing(conferences.close, Action.CLOSE, "discussion", lambda v, t, there: conferences.close(v, t)),
    doing(
        conferences.reopen, Action.REOPEN, "discussion", lambda v, t, there: conferences.reopen(v, t, "one more thing")
    ),
    # the entry
    reading(entries.form, Action.READ_OWN, "discussion"),
    doing(entries.keep_draft, Action.RECORD, "discussion", lambda v, t, there: entries.keep_draft(v, t, 0, answers())),
    doing(entries.discard_draft, Action.READ_OWN, "discussion", lambda v, t, there: entries.discard_draft(v, t)),
    doing(
        entries.submit, Action.RECORD, "discussion", lambda v, t, there: entries.submit(v, t, uuid.uuid4(), answers())
    ),
    doing(
        entries.submit_late,
        Action.RECORD_LATE,
        "discussion",
        lambda v, t, there: entries.submit_late(v, t, uuid.uuid4(), answers()),
        without_entry=True,
    ),
    doing(entries.withdraw, Action.WITHDRAW, "discussion", lambda v, t, there: entries.withdraw(v, t)),
    # the division
    reading(division.picture, Action.SEE_DIVISION, "discussion"),
    reading(division.own_scores, Action.SEE_DIVISION, "discussion"),
    reading(division.own_name, Action.SEE_DIVISION, "discussion"),
)

ASKED_BY_ANYBODY = (signing_in.who, signing_in.touch, signing_in.sign_out, pulse.version)
"""They refuse nobody: without a live session they answer with nothing."""

WITHOUT_A_PERSON = {
    "house.furnish",
    "house.present",
    "conferences.open_those_due",
    "conferences.visible",
    "entries.looks_hasty",
    "entries.as_shown",
    "signing_in.redeem",
    "signing_in.needs_set_up",
    "signing_in.clean_sign_in_name",
    "wording.suspicions",
}
"""Public functions nobody asks for: the server's own, and those that read nothing stored."""

INNER_MODULES = {
    "gate",
    "clearing",
    "attendance",
    "readings",
    "portraits",
    "rivals",
    "operator",
    "throttle",
    "demonstration",
    "house",
}
"""What the board is made of: called by its other modules, the server or its owner, never by a page."""


def public_functions():
    """Every public function written in the board, by "module.name"."""
    found = {}
    for module in pkgutil.iter_modules(board.__path__):
        inside = importlib.import_module(f"board.{module.name}")
        found |= {
            f"{module.name}.{name}": function
            for name, function in inspect.getmembers(inside, inspect.isfunction)
            if function.__module__ == inside.__name__ and not name.startswith("_")
        }
    return found


def asks_as(function):
    """The type of the first argument: Viewer, Visitor, or something else."""
    parameters = list(inspect.signature(function).parameters.values())
    return parameters[0].annotation if parameters else None


VISITOR_FUNCTIONS = {name for name, function in public_functions().items() if asks_as(function) is Visitor}

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
from access.terms import Length, Naming, Role, Round
from access.viewer import Viewer, Visitor
from board import (
    accounts,
    addresses,
    agenda,
    cases,
    conferences,
    discussions,
    division,
    entries,
    forms,
    guessing,
    home,
    memberships,
    pins,
    pulse,
    reading_ledger,
    reminders,
    second_round,
    signing_in,
    stages,
    taking_part,
    teams,
    turnout,
    ward_links,
    ward_visits,
)
from tests.ward import FIRST_MORNING, PASSWORD, answers, short_answers


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
    of_round: Round = Round.FIRST
    """The second: it needs a discussion whose second round is open."""
    of_two_views: bool = False
    """It needs a discussion whose revealed picture tells of two views, in one of which the person stands."""

    @property
    def name(self):
        where = " in the second round" if self.of_round is Round.SECOND else ""
        return f"{self.function.__module__.removeprefix('board.')}.{self.function.__name__}{where}"


def reading(function, action, target):
    """A function that takes the viewer and one id, or the viewer alone, and only tells something."""

    def call(viewer, target_id, there):
        return function(viewer, target_id) if target else function(viewer)

    return Deed(function, action, target, call, reads=True)


def again(function, action, call=None):
    """The same of the second round; without a call of its own it takes the viewer and the discussion, and reads."""

    def reads(viewer, target_id, there):
        return function(viewer, target_id, Round.SECOND)

    return Deed(function, action, "discussion", call or reads, reads=call is None, of_round=Round.SECOND)


def doing(function, action, target, call, **more):
    return Deed(function, action, target, call, **more)


WORDS = agenda.AgendaWords(Length.FOCUS, "a reason", "news", "How long?", "short", "long")
_MEMBERSHIP = {"discipline": "nursing", "shift": "day", "seniority": "in training"}
_NEW_PASSWORD = "seven brown kettles under the bridge"

DEEDS = (
    # running the board
    reading(teams.teams, Action.MANAGE_TEAMS, ""),
    doing(
        teams.make_team,
        Action.MANAGE_TEAMS,
        "",
        lambda v, t, there: teams.make_team(v, "Ward 9", "Europe/Berlin"),
    ),
    reading(accounts.accounts, Action.MANAGE_ACCOUNTS, ""),
    doing(
        accounts.make_account,
        Action.MANAGE_ACCOUNTS,
        "",
        lambda v, t, there: accounts.make_account(v, "Test Newcomer", "newcomer"),
    ),
    doing(
        accounts.renew_password,
        Action.MANAGE_ACCOUNTS,
        "",
        lambda v, t, there: accounts.renew_password(v, there.account),
    ),
    doing(
        accounts.set_account_open,
        Action.MANAGE_ACCOUNTS,
        "",
        lambda v, t, there: accounts.set_account_open(v, there.account, is_open=False),
    ),
    reading(memberships.memberships, Action.MANAGE_MEMBERSHIPS, "team"),
    reading(turnout.turnout, Action.MANAGE_MEMBERSHIPS, "team"),
    doing(
        memberships.set_membership,
        Action.MANAGE_MEMBERSHIPS,
        "team",
        lambda v, t, there: memberships.set_membership(v, t, there.member, role=Role.MEMBER, **_MEMBERSHIP),
    ),
    doing(
        memberships.end_membership,
        Action.MANAGE_MEMBERSHIPS,
        "team",
        lambda v, t, there: memberships.end_membership(v, t, there.member),
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
    reading(addresses.own_address, Action.SET_OWN_ADDRESS, ""),
    doing(
        addresses.set_own_address,
        Action.SET_OWN_ADDRESS,
        "",
        lambda v, t, there: addresses.set_own_address(v, "somebody@hospital.example"),
    ),
    reading(pins.has_pin, Action.SET_OWN_PIN, ""),
    doing(pins.set_pin, Action.SET_OWN_PIN, "", lambda v, t, there: pins.set_pin(v, PASSWORD, "294837")),
    doing(pins.clear_pin, Action.MANAGE_ACCOUNTS, "", lambda v, t, there: pins.clear_pin(v, there.account)),
    # the ledger
    reading(reading_ledger.own_lines, Action.SEE_LEDGER, ""),
    reading(reading_ledger.lines_about_team, Action.SEE_TEAM_LEDGER, "team"),
    reading(reading_ledger.all_deeds, Action.SEE_ALL_DEEDS, ""),
    # the team
    reading(memberships.team_members, Action.SEE_TEAM, "team"),
    reading(teams.naming, Action.SEE_TEAM, "team"),
    reading(cases.cases, Action.SEE_TEAM, "team"),
    reading(conferences.conferences, Action.SEE_TEAM, "team"),
    reading(conferences.at_hand, Action.SEE_TEAM, "team"),
    reading(conferences.to_come, Action.SEE_TEAM, "team"),
    reading(discussions.discussions, Action.SEE_TEAM, "team"),
    reading(conferences.conference, Action.SEE_TEAM, "conference"),
    reading(discussions.on_agenda, Action.SEE_TEAM, "conference"),
    doing(
        teams.set_naming,
        Action.SET_NAMING,
        "team",
        lambda v, t, there: teams.set_naming(v, t, Naming.NAMED),
    ),
    doing(cases.make_case, Action.MAKE_CASE, "team", lambda v, t, there: cases.make_case(v, t, "a label")),
    doing(
        conferences.make_conference,
        Action.MAKE_CONFERENCE,
        "team",
        lambda v, t, there: conferences.make_conference(v, t, FIRST_MORNING + timedelta(days=9)),
    ),
    doing(
        agenda.plan,
        Action.PLAN_DISCUSSION,
        "conference",
        lambda v, t, there: agenda.plan(v, t, there.case, WORDS),
    ),
    # a discussion
    reading(discussions.discussion, Action.SEE_DISCUSSION, "discussion"),
    reading(discussions.counts, Action.SEE_COUNT, "discussion"),
    reading(discussions.who_recorded, Action.SEE_WHO_RECORDED, "discussion"),
    reading(taking_part.recusals, Action.RECUSE, "discussion"),
    reading(taking_part.came_later, Action.GRANT_EARLIER, "discussion"),
    doing(agenda.edit, Action.EDIT_DISCUSSION, "discussion", lambda v, t, there: agenda.edit(v, t, WORDS)),
    doing(
        taking_part.set_recusal,
        Action.RECUSE,
        "discussion",
        lambda v, t, there: taking_part.set_recusal(v, t, there.member, stands_back=True),
    ),
    doing(
        taking_part.grant_earlier,
        Action.GRANT_EARLIER,
        "discussion",
        lambda v, t, there: taking_part.grant_earlier(v, t, there.later),
    ),
    doing(
        stages.open_recording,
        Action.OPEN_RECORDING,
        "discussion",
        lambda v, t, there: stages.open_recording(v, t),
    ),
    doing(stages.reveal, Action.REVEAL, "discussion", lambda v, t, there: stages.reveal(v, t)),
    doing(stages.postpone, Action.POSTPONE, "discussion", lambda v, t, there: stages.postpone(v, t, "no time")),
    doing(stages.cancel, Action.CANCEL, "discussion", lambda v, t, there: stages.cancel(v, t, "discharged")),
    doing(
        stages.take_up,
        Action.TAKE_UP,
        "discussion",
        lambda v, t, there: stages.take_up(v, t, there.conference),
    ),
    doing(stages.close, Action.CLOSE, "discussion", lambda v, t, there: stages.close(v, t)),
    doing(stages.reopen, Action.REOPEN, "discussion", lambda v, t, there: stages.reopen(v, t, "one more thing")),
    # reminders
    reading(reminders.reminder, Action.REMIND, "discussion"),
    doing(reminders.send, Action.REMIND, "discussion", lambda v, t, there: reminders.send(v, t)),
    again(reminders.reminder, Action.REMIND_SECOND),
    again(reminders.send, Action.REMIND_SECOND, lambda v, t, there: reminders.send(v, t, Round.SECOND)),
    # ward links
    reading(ward_links.links, Action.SHARE_LINK, "discussion"),
    reading(ward_links.colleagues, Action.SHARE_LINK, "discussion"),
    doing(ward_links.make, Action.SHARE_LINK, "discussion", lambda v, t, there: ward_links.make(v, t)),
    doing(
        ward_links.make_for,
        Action.SHARE_LINK,
        "discussion",
        lambda v, t, there: ward_links.make_for(v, t, there.member),
    ),
    doing(
        ward_links.take_back,
        Action.SHARE_LINK,
        "discussion",
        lambda v, t, there: ward_links.take_back(v, t, there.link),
    ),
    # the entry
    reading(forms.form, Action.READ_OWN, "discussion"),
    doing(forms.suspicions, Action.READ_OWN, "discussion", lambda v, t, there: forms.suspicions(v, t, "a line")),
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
    # the second round
    doing(
        second_round.open_recording,
        Action.OPEN_SECOND,
        "discussion",
        lambda v, t, there: second_round.open_recording(v, t),
    ),
    again(second_round.reveal, Action.REVEAL_SECOND, lambda v, t, there: second_round.reveal(v, t)),
    again(discussions.who_recorded, Action.SEE_WHO_RECORDED),
    again(forms.form, Action.READ_OWN_SECOND),
    again(
        forms.suspicions,
        Action.READ_OWN_SECOND,
        lambda v, t, there: forms.suspicions(v, t, "a line", Round.SECOND),
    ),
    again(
        entries.keep_draft,
        Action.RECORD_SECOND,
        lambda v, t, there: entries.keep_draft(v, t, 0, short_answers(), Round.SECOND),
    ),
    again(
        entries.discard_draft,
        Action.READ_OWN_SECOND,
        lambda v, t, there: entries.discard_draft(v, t, Round.SECOND),
    ),
    again(
        entries.submit,
        Action.RECORD_SECOND,
        lambda v, t, there: entries.submit(v, t, uuid.uuid4(), short_answers(), Round.SECOND),
    ),
    again(entries.withdraw, Action.RECORD_SECOND, lambda v, t, there: entries.withdraw(v, t, Round.SECOND)),
    again(ward_links.links, Action.SHARE_SECOND_LINK),
    again(ward_links.colleagues, Action.SHARE_SECOND_LINK),
    again(ward_links.make, Action.SHARE_SECOND_LINK, lambda v, t, there: ward_links.make(v, t, Round.SECOND)),
    again(
        ward_links.make_for,
        Action.SHARE_SECOND_LINK,
        lambda v, t, there: ward_links.make_for(v, t, there.member, Round.SECOND),
    ),
    again(
        ward_links.take_back,
        Action.SHARE_SECOND_LINK,
        lambda v, t, there: ward_links.take_back(v, t, there.second_link[t], Round.SECOND),
    ),
    reading(second_round.picture, Action.SEE_DIVISION, "discussion"),
    reading(second_round.own_scores, Action.SEE_DIVISION, "discussion"),
    # the division
    reading(division.picture, Action.SEE_DIVISION, "discussion"),
    reading(division.own_scores, Action.SEE_DIVISION, "discussion"),
    reading(division.own_name, Action.SEE_DIVISION, "discussion"),
    # the other view
    reading(guessing.other_view, Action.SEE_DIVISION, "discussion"),
    doing(
        guessing.guess,
        Action.GUESS,
        "discussion",
        lambda v, t, there: guessing.guess(v, t, dict.fromkeys(there.guessed, 3)),
        of_two_views=True,
    ),
)

ASKED_BY_ANYBODY = (
    signing_in.who,
    signing_in.touch,
    signing_in.sign_out,
    pulse.version,
    ward_visits.visit,
    ward_visits.touch,
    ward_visits.was_stored,
)
"""They refuse nobody: without a live session they answer with nothing."""

WITHOUT_A_PERSON = {
    "addresses.clean_address",
    "addresses.is_asked_for",
    "house.furnish",
    "house.present",
    "stages.open_those_due",
    "agenda.check_place",
    "taking_part.note_away",
    "discussions.visible",
    "forms.stands_from_before",
    "answers.check",
    "answers.check_second",
    "answers.question_item",
    "answers.from_body",
    "answers.from_entry",
    "answers.looks_hasty",
    "answers.as_shown",
    "signing_in.redeem",
    "ward_visits.redeem",
    "signing_in.needs_set_up",
    "signing_in.clean_sign_in_name",
    "rules.behind",
    "rules.rules",
    "wording.suspicions",
    "rules.raised",
    "ward_visits.unless_idle",
}
"""Public functions nobody asks for: the server's own, parts of a unit whose viewer was let in already, and those that
read nothing stored."""

INNER_MODULES = {
    "gate",
    "guessed",
    "noted",
    "clearing",
    "clearing_items",
    "clearing_views",
    "clearing_weeks",
    "revealed_round",
    "role_received",
    "answered",
    "beforehand",
    "course",
    "earlier",
    "pull",
    "several",
    "sheets",
    "short_form",
    "comparing",
    "attendance",
    "labels",
    "leaving",
    "noticed_and_written",
    "quorum",
    "readings",
    "portraits",
    "rivals",
    "mail",
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

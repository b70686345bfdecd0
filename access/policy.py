"""Who may do what, and when: one table, action x role x stage. What is not in it is refused.

`board/` asks the table before every read and write; nothing else in the program decides a right.
Whether an entry is one's own, and whether a round is revealed, is decided again in the SQL that reads it.
"""

from collections.abc import Mapping
from enum import StrEnum

from access.terms import RECORDING_ROLES, TEAM_ROLES, Role, SecondStage, Stage


class Action(StrEnum):
    """Everything that can be asked of the board."""

    # the way in
    SET_UP = "make the first administrator"
    SIGN_IN = "sign in"
    SIGN_OUT = "sign out"
    OPEN_LINK = "open a ward link with a PIN"
    CHANGE_OWN_PASSWORD = "change the own password"
    SET_OWN_PIN = "set the own PIN for ward links"
    SEE_OWN_ACCOUNT = "see the own account and sessions"
    SET_OWN_ADDRESS = "set the own e-mail address for reminders"
    # running the board
    MANAGE_TEAMS = "make teams"
    MANAGE_ACCOUNTS = "make, end and renew accounts"
    MANAGE_MEMBERSHIPS = "say who is in a team, and as what"
    SEE_LEDGER = "see the own lines of the ledger"
    SEE_ALL_DEEDS = "see what was done on the board, by whom, without content"
    # the team
    SEE_TEAM = "see the team, its members and its agenda"
    SEE_TEAM_LEDGER = "see who did what in the team and who read what"
    SET_NAMING = "set the team's naming policy"
    MAKE_CASE = "make a case"
    MAKE_CONFERENCE = "make a conference"
    # a discussion
    PLAN_DISCUSSION = "put a discussion on the agenda"
    EDIT_DISCUSSION = "change reason, news and today's question"
    RECUSE = "note that a member stands back"
    GRANT_EARLIER = "open an earlier discussion to a newer member"
    OPEN_RECORDING = "open the recording"
    REVEAL = "reveal"
    POSTPONE = "postpone"
    CANCEL = "cancel"
    TAKE_UP = "take a postponed discussion up again"
    OPEN_SECOND = "open the second round"
    REVEAL_SECOND = "reveal the second round"
    CLOSE = "close"
    REOPEN = "open a closed discussion again"
    SEE_DISCUSSION = "see the agenda's words on a discussion"
    SEE_COUNT = "see how many have recorded"
    SEE_WHO_RECORDED = "see who has recorded"
    REMIND = "remind those who have not recorded"
    REMIND_SECOND = "remind those who have not recorded in the second round"
    SHARE_LINK = "make, list and take back the ward links of the first round"
    SHARE_SECOND_LINK = "make, list and take back the ward links of the second round"
    # the entry
    RECORD = "keep a draft and submit"
    RECORD_LATE = "submit after the reveal, marked late"
    WITHDRAW = "withdraw the own entry"
    READ_OWN = "read the own entry"
    RECORD_SECOND = "keep a draft, submit and withdraw in the second round"
    READ_OWN_SECOND = "read the own entry of the second round"
    SEE_DIVISION = "see the division"
    GUESS = "guess how the other view answers"


_SIGNED_IN = (Role.ADMINISTRATOR, Role.OUTSIDER, *TEAM_ROLES)
_LEADING = (Role.LEADER, Role.DEPUTY, Role.FACILITATOR)
_RUNNING = frozenset({Stage.PLANNED, Stage.RECORDING, Stage.REVEALED})
_EVERY_STAGE = frozenset(Stage)
_NO_STAGE: frozenset[Stage | None] = frozenset({None})

_Cells = Mapping[Role, frozenset[Stage | None]]


def _cells(roles: tuple[Role, ...], *stages: Stage) -> _Cells:
    allowed: frozenset[Stage | None] = frozenset(stages) if stages else _NO_STAGE
    return dict.fromkeys(roles, allowed)


TABLE: Mapping[Action, _Cells] = {
    Action.SET_UP: _cells((Role.VISITOR,)),
    Action.SIGN_IN: _cells((Role.VISITOR,)),
    Action.SIGN_OUT: _cells((*_SIGNED_IN, Role.AT_LINK)),
    Action.OPEN_LINK: _cells((Role.VISITOR,)),
    Action.CHANGE_OWN_PASSWORD: _cells(_SIGNED_IN),
    Action.SET_OWN_PIN: _cells((Role.OUTSIDER, *TEAM_ROLES)),
    Action.SEE_OWN_ACCOUNT: _cells(_SIGNED_IN),
    Action.SET_OWN_ADDRESS: _cells((Role.OUTSIDER, *TEAM_ROLES)),
    Action.MANAGE_TEAMS: _cells((Role.ADMINISTRATOR,)),
    Action.MANAGE_ACCOUNTS: _cells((Role.ADMINISTRATOR,)),
    Action.MANAGE_MEMBERSHIPS: _cells((Role.ADMINISTRATOR,)),
    Action.SEE_LEDGER: _cells(_SIGNED_IN),
    Action.SEE_ALL_DEEDS: _cells((Role.ADMINISTRATOR,)),
    Action.SEE_TEAM: _cells(TEAM_ROLES),
    Action.SEE_TEAM_LEDGER: _cells((Role.LEADER,)),
    Action.SET_NAMING: _cells((Role.LEADER,)),
    Action.MAKE_CASE: _cells((Role.LEADER,)),
    Action.MAKE_CONFERENCE: _cells((Role.LEADER,)),
    Action.PLAN_DISCUSSION: _cells((Role.LEADER,)),
    Action.EDIT_DISCUSSION: _cells((Role.LEADER,), Stage.PLANNED),
    Action.RECUSE: _cells((Role.LEADER,), Stage.PLANNED),
    Action.GRANT_EARLIER: _cells((Role.LEADER,), *_EVERY_STAGE),
    Action.OPEN_RECORDING: _cells(_LEADING, Stage.PLANNED),
    Action.REVEAL: _cells(_LEADING, Stage.RECORDING),
    Action.POSTPONE: _cells((Role.LEADER,), *_RUNNING),
    Action.CANCEL: _cells((Role.LEADER,), *_RUNNING),
    Action.TAKE_UP: _cells((Role.LEADER,), Stage.POSTPONED),
    Action.OPEN_SECOND: _cells(_LEADING, Stage.REVEALED),
    Action.REVEAL_SECOND: _cells(_LEADING, Stage.REVEALED),
    Action.CLOSE: _cells((Role.LEADER,), Stage.REVEALED),
    Action.REOPEN: _cells((Role.LEADER,), Stage.CLOSED),
    Action.SEE_DISCUSSION: _cells(TEAM_ROLES, *_EVERY_STAGE),
    Action.SEE_COUNT: _cells((*TEAM_ROLES, Role.ADMINISTRATOR), Stage.RECORDING, Stage.REVEALED, Stage.CLOSED),
    Action.SEE_WHO_RECORDED: _cells((Role.LEADER, Role.DEPUTY), Stage.RECORDING, Stage.REVEALED, Stage.CLOSED),
    Action.REMIND: _cells((Role.LEADER, Role.DEPUTY), Stage.RECORDING),
    Action.REMIND_SECOND: _cells((Role.LEADER, Role.DEPUTY), Stage.REVEALED),
    Action.SHARE_LINK: _cells(_LEADING, Stage.RECORDING),
    Action.SHARE_SECOND_LINK: _cells(_LEADING, Stage.REVEALED),
    Action.RECORD: _cells((*RECORDING_ROLES, Role.AT_LINK), Stage.RECORDING),
    Action.RECORD_LATE: _cells(RECORDING_ROLES, Stage.REVEALED),
    Action.WITHDRAW: _cells(RECORDING_ROLES, Stage.RECORDING, Stage.REVEALED),
    Action.READ_OWN: {
        **_cells(RECORDING_ROLES, *(stage for stage in Stage if stage is not Stage.PLANNED)),
        **_cells((Role.AT_LINK,), Stage.RECORDING),
    },
    Action.RECORD_SECOND: _cells((*RECORDING_ROLES, Role.AT_LINK), Stage.REVEALED),
    Action.READ_OWN_SECOND: {
        **_cells(RECORDING_ROLES, Stage.REVEALED, Stage.CLOSED),
        **_cells((Role.AT_LINK,), Stage.REVEALED),
    },
    Action.SEE_DIVISION: _cells(TEAM_ROLES, Stage.REVEALED, Stage.CLOSED),
    Action.GUESS: _cells(RECORDING_ROLES, Stage.REVEALED),
}

_NOT_YET, _OPEN, _OVER = SecondStage
WHILE_SECOND: Mapping[Action, frozenset[SecondStage]] = {
    Action.OPEN_SECOND: frozenset({_NOT_YET}),
    Action.REVEAL_SECOND: frozenset({_OPEN}),
    Action.REMIND_SECOND: frozenset({_OPEN}),
    Action.SHARE_SECOND_LINK: frozenset({_OPEN}),
    Action.RECORD_SECOND: frozenset({_OPEN}),
    Action.READ_OWN_SECOND: frozenset({_OPEN, _OVER}),
}
"""What also asks where the second round stands: beside the cell above, both have to permit."""


def permits(action: Action, role: Role, stage: Stage | None = None) -> bool:
    """Whether somebody in this role may do this while the discussion stands at this stage (None: no discussion)."""
    return stage in TABLE.get(action, {}).get(role, frozenset())


def permits_second(action: Action, second: SecondStage) -> bool:
    """Whether this may be done while the second round stands so; what does not concern it is not asked."""
    return second in WHILE_SECOND.get(action, frozenset(SecondStage))


def ever_permits(action: Action, role: Role) -> bool:
    """Whether there is any stage at which this role may do this: then a refusal is about the stage, not the person."""
    return bool(TABLE.get(action, {}).get(role))

"""Who may do what at which stage, typed from the design ("Stages: who may do what"), not read from the policy."""

from access.policy import Action
from access.terms import Role, SecondStage, Stage

LEADER = {Role.LEADER}
LEADING = {Role.LEADER, Role.DEPUTY, Role.FACILITATOR}
RECORDING = LEADING | {Role.MEMBER}
TEAM = RECORDING | {Role.OBSERVER}
ADMINISTRATOR = {Role.ADMINISTRATOR}
SIGNED_IN = TEAM | ADMINISTRATOR | {Role.OUTSIDER}
VISITOR = {Role.VISITOR}
AT_LINK = {Role.AT_LINK}

PLANNED, RECORDED, REVEALED = Stage.PLANNED, Stage.RECORDING, Stage.REVEALED
CLOSED, POSTPONED, CANCELLED = Stage.CLOSED, Stage.POSTPONED, Stage.CANCELLED

EVERYWHERE = (PLANNED, RECORDED, REVEALED, CLOSED, POSTPONED, CANCELLED)


def only(roles, *stages):
    """These roles at these stages (none: the matter is no discussion), nobody at any other."""
    return {stage: set(roles) for stage in stages or (None,)}


CELLS = {
    Action.SET_UP: only(VISITOR),
    Action.SIGN_IN: only(VISITOR),
    Action.SIGN_OUT: only(SIGNED_IN | AT_LINK),
    Action.OPEN_LINK: only(VISITOR),
    Action.CHANGE_OWN_PASSWORD: only(SIGNED_IN),
    Action.SET_OWN_PIN: only(TEAM | {Role.OUTSIDER}),
    Action.SEE_OWN_ACCOUNT: only(SIGNED_IN),
    Action.SET_OWN_ADDRESS: only(TEAM | {Role.OUTSIDER}),
    Action.MANAGE_TEAMS: only(ADMINISTRATOR),
    Action.MANAGE_ACCOUNTS: only(ADMINISTRATOR),
    Action.MANAGE_MEMBERSHIPS: only(ADMINISTRATOR),
    Action.SEE_LEDGER: only(SIGNED_IN),
    Action.SEE_ALL_DEEDS: only(ADMINISTRATOR),
    Action.SEE_TEAM_LEDGER: only(LEADER),
    Action.SEE_TEAM: only(TEAM),
    Action.SET_NAMING: only(LEADER),
    Action.MAKE_CASE: only(LEADER),
    Action.MAKE_CONFERENCE: only(LEADER),
    Action.PLAN_DISCUSSION: only(LEADER),
    Action.EDIT_DISCUSSION: only(LEADER, PLANNED),
    Action.RECUSE: only(LEADER, PLANNED),
    Action.GRANT_EARLIER: only(LEADER, *EVERYWHERE),
    Action.OPEN_RECORDING: only(LEADING, PLANNED),
    Action.REVEAL: only(LEADING, RECORDED),
    Action.POSTPONE: only(LEADER, PLANNED, RECORDED, REVEALED),
    Action.CANCEL: only(LEADER, PLANNED, RECORDED, REVEALED),
    Action.TAKE_UP: only(LEADER, POSTPONED),
    Action.OPEN_SECOND: only(LEADING, REVEALED),
    Action.REVEAL_SECOND: only(LEADING, REVEALED),
    Action.CLOSE: only(LEADER, REVEALED),
    Action.REOPEN: only(LEADER, CLOSED),
    Action.SEE_DISCUSSION: only(TEAM, *EVERYWHERE),
    Action.SEE_COUNT: only(TEAM | ADMINISTRATOR, RECORDED, REVEALED, CLOSED),
    Action.SEE_WHO_RECORDED: only({Role.LEADER, Role.DEPUTY}, RECORDED, REVEALED, CLOSED),
    Action.REMIND: only({Role.LEADER, Role.DEPUTY}, RECORDED),
    Action.REMIND_SECOND: only({Role.LEADER, Role.DEPUTY}, REVEALED),
    Action.SHARE_LINK: only(LEADING, RECORDED),
    Action.SHARE_SECOND_LINK: only(LEADING, REVEALED),
    Action.RECORD: only(RECORDING | AT_LINK, RECORDED),
    Action.RECORD_LATE: only(RECORDING, REVEALED),
    Action.WITHDRAW: only(RECORDING, RECORDED, REVEALED),
    Action.READ_OWN: only(RECORDING, REVEALED, CLOSED, POSTPONED, CANCELLED) | only(RECORDING | AT_LINK, RECORDED),
    Action.RECORD_SECOND: only(RECORDING | AT_LINK, REVEALED),
    Action.READ_OWN_SECOND: only(RECORDING, REVEALED, CLOSED) | only(RECORDING | AT_LINK, REVEALED),
    Action.SEE_DIVISION: only(TEAM, REVEALED, CLOSED),
    Action.GUESS: only(RECORDING, REVEALED),
}

# What the second round adds while the discussion stays revealed: first sealed, then revealed, and opened only once.
WHILE_SECOND = {
    Action.OPEN_SECOND: {SecondStage.NOT_OPENED},
    Action.REVEAL_SECOND: {SecondStage.RECORDING},
    Action.REMIND_SECOND: {SecondStage.RECORDING},
    Action.SHARE_SECOND_LINK: {SecondStage.RECORDING},
    Action.RECORD_SECOND: {SecondStage.RECORDING},
    Action.READ_OWN_SECOND: {SecondStage.RECORDING, SecondStage.REVEALED},
}


def may(action, role, stage=None):
    """What the design says."""
    return role in CELLS[action].get(stage, set())

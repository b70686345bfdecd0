"""The closed word lists of the board: roles, stages, lengths, naming. One word for one thing, stored as it is."""

from enum import IntEnum, StrEnum


class Role(StrEnum):
    """What somebody is in the matter asked about."""

    VISITOR = "visitor"
    """Not signed in."""
    ADMINISTRATOR = "administrator"
    """Runs the board: teams and accounts, counts, never content."""
    OUTSIDER = "outsider"
    """Signed in, but not in this team, recused, or come after the recording began."""
    AT_LINK = "at a ward link"
    """Came by a ward link and a PIN: writes the own entry of one round, reads nothing else."""
    OBSERVER = "observer"
    MEMBER = "member"
    FACILITATOR = "facilitator"
    DEPUTY = "deputy"
    LEADER = "leader"


TEAM_ROLES = (Role.LEADER, Role.DEPUTY, Role.FACILITATOR, Role.MEMBER, Role.OBSERVER)
RECORDING_ROLES = (Role.LEADER, Role.DEPUTY, Role.FACILITATOR, Role.MEMBER)


class Stage(StrEnum):
    """Where a discussion stands."""

    PLANNED = "planned"
    RECORDING = "recording"
    REVEALED = "revealed"
    CLOSED = "closed"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"


class Round(IntEnum):
    """Which recording of a discussion: before it, or after it."""

    FIRST = 1
    SECOND = 2


class SecondStage(StrEnum):
    """Where the second round of a discussion stands, while the discussion itself stays revealed."""

    NOT_OPENED = "not opened"
    RECORDING = "recording"
    REVEALED = "revealed"


class Length(StrEnum):
    """How long a form the discussion asks for."""

    FOCUS = "focus"
    PULSE = "pulse"


class Naming(StrEnum):
    """What of a person is shown after the reveal: nothing, the discipline where three or more share it, or the name."""

    UNATTRIBUTED = "unattributed"
    DISCIPLINE = "discipline"
    NAMED = "named"


class Visibility(StrEnum):
    """Who may read a line somebody wrote."""

    SELF = "self"
    LEADER = "leader"
    UNATTRIBUTED = "unattributed"
    NAMED = "named"


class EntryKind(StrEnum):
    """What an entry is: a full form, or one of the two that end in two taps."""

    FULL = "full"
    NOT_MET = "not_met"
    NOTHING_NEW = "nothing_new"


DISCIPLINES = (
    "psychiatry",
    "psychology",
    "nursing",
    "social work",
    "occupational therapy",
    "creative therapies",
    "peer support",
    "other",
)
OTHER_DISCIPLINES = DISCIPLINES[-1]
"""Also what is written where too few share a discipline for it to be told."""
SHIFTS = ("day", "evening", "night", "rotating")
SENIORITIES = ("in training", "up to five years", "over five years")

"""The cases of a team: pseudonymous patients, each with a generated code."""

import secrets
from dataclasses import dataclass
from uuid import UUID

from access.policy import Action
from access.refusals import Invalid
from access.viewer import Viewer
from access.written import LABEL_LIMIT, Written, written
from board import gate
from board.house import present
from db import conferences as stored
from db.store import Transaction

# Trees and shrubs: neutral, easy to say, no first names among them.
_CODE_WORDS = (
    "Alder",
    "Birch",
    "Cedar",
    "Dogwood",
    "Elder",
    "Fir",
    "Gorse",
    "Hawthorn",
    "Juniper",
    "Larch",
    "Maple",
    "Oak",
    "Pine",
    "Quince",
    "Rowan",
    "Sorrel",
    "Thistle",
    "Willow",
    "Yew",
    "Yarrow",
)


@dataclass(frozen=True)
class Case:
    """One pseudonymous patient of the team."""

    id: UUID
    code: str
    label: Written


def cases(viewer: Viewer, team: UUID) -> tuple[Case, ...]:
    """The cases of a team, newest first."""

    def work(tx: Transaction) -> tuple[Case, ...]:
        gate.in_team(tx, viewer, Action.SEE_TEAM, team)
        return tuple(Case(row["id"], row["code"], Written(row["label"])) for row in stored.cases(tx, team))

    return present().store.look(work)


def make_case(viewer: Viewer, team: UUID, label: str) -> Case:
    """Make a case: the code is generated, the label short and neutral. Raises Invalid for an unusable label."""
    clean = written(label, "The label", limit=LABEL_LIMIT, required=True)

    def work(tx: Transaction) -> Case:
        somebody = gate.in_team(tx, viewer, Action.MAKE_CASE, team).person
        code = _new_code(stored.case_codes(tx))
        case_id = stored.add_case(tx, team, code, clean.text)
        tx.record(somebody.who, "made a case", matter=str(case_id), team=team)
        return Case(case_id, code, clean)

    return present().store.atomic(work)


def _new_code(taken: set[str]) -> str:
    for digits in (1, 2, 3, 4, 5):
        for _ in range(200):
            code = f"{secrets.choice(_CODE_WORDS)} {secrets.randbelow(9 * 10 ** (digits - 1)) + 10 ** (digits - 1)}"
            if code not in taken:
                return code
    raise Invalid("No case code is free any more.")

"""What a patient evokes in most of us beyond what we usually feel: words without figures, and never of one person."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from access.terms import Naming
from analysis import take_apart
from analysis.habit import CASES_FOR_A_HABIT
from board.beforehand import MOST_OF_US, cases
from board.sheets import Before, promised_alike
from instruments import Item

CLEARLY_MORE = 0.5
"""Points of five by which the pull of this patient differs from that of the others, on average."""
_MOST_WORDS = 3


@dataclass(frozen=True)
class Pull:
    """What most of us feel more, and less, than usual; both may be empty: then nothing is evoked in most of us."""

    more: tuple[str, ...]
    less: tuple[str, ...]


def pull(
    members: Sequence[UUID],
    ratings: NDArray[np.float64],
    items: tuple[Item, ...],
    before: Before,
    naming: Naming,
    *,
    least: int,
) -> Pull | None:
    """The evocative pull of this case, from these answers (n_members, n_items) and those about other cases.

    None as long as fewer than three other cases, or too few of those here, give a baseline. An item counts from
    `least` answers on.
    """
    others = cases(promised_alike(before.others, naming), members, items)
    if len(others) < CASES_FOR_A_HABIT:
        return None
    stack = np.concatenate([others, ratings[None]])
    found = [_of_item(stack[:, :, n], least) for n in range(len(items))]
    if not any(known for known, _ in found):
        return None
    by_strength = sorted(
        ((items[n].short, felt) for n, (_, felt) in enumerate(found) if felt), key=lambda pair: -abs(pair[1])
    )
    return Pull(
        tuple(word for word, felt in by_strength if felt > 0)[:_MOST_WORDS],
        tuple(word for word, felt in by_strength if felt < 0)[:_MOST_WORDS],
    )


def _of_item(answers: NDArray[np.float64], least: int) -> tuple[bool, float]:
    """Whether most have a habit on this item (n_cases, n_members; this case last), and its pull where most feel it.

    A habit rests on other cases alone, and most are most of those here, whoever has one.
    """
    n_cases, n_members = answers.shape
    case, member = np.divmod(np.arange(answers.size), n_members)
    apart = take_apart(answers.ravel(), member, case, n_members=n_members, n_cases=n_cases)
    beyond = apart.beyond_usual[:, -1]
    here = ~np.isnan(answers[-1])
    knows = ~np.isnan(beyond) & ((~np.isnan(answers[:-1])).sum(0) >= CASES_FOR_A_HABIT)
    if here.sum() < least or knows.sum() < max(least, MOST_OF_US * n_members):
        return False, 0.0
    strength = float(apart.pull[-1])
    felt_by = (np.sign(beyond[knows]) == np.sign(strength)).sum() / n_members
    return True, strength if abs(strength) >= CLEARLY_MORE and felt_by >= MOST_OF_US else 0.0

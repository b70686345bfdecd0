"""What is known before a picture is computed: lines of the team, the views of last time, what each usually answers."""

from collections import Counter
from collections.abc import Mapping, Sequence
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from access.terms import Naming
from analysis import usual_answers
from analysis.distances import best_parting
from analysis.habit import CASES_FOR_A_HABIT
from analysis.lines import LEAST_GROUP
from board.sheets import Before, Sheets, promised_alike
from instruments import Item

MOST_OF_US = 2 / 3
"""Share of those here who must have a usual answer of their own before anything is compared with it."""


def candidates(
    members: Sequence[UUID],
    items: tuple[Item, ...],
    labels: Mapping[str, Sequence[str]],
    before: Before,
    naming: Naming,
) -> list[Sequence[str | int | None]]:
    """Partitions of the members worth a look of their own: each line of the team, and how last time parted them."""
    known: list[Sequence[str | int | None]] = [line for line in map(_of_three_or_more, labels.values()) if any(line)]
    for last in promised_alike((before.last,) if before.last else (), naming):
        known.append(last_views(last, members, items).tolist())
    return known


def _of_three_or_more(labels: Sequence[str]) -> list[str | None]:
    """A line without its small groups; nothing of it when fewer than two groups of three are left."""
    sizes = Counter(label for label in labels if label)
    large = {label for label, size in sizes.items() if size >= LEAST_GROUP}
    return [label if label in large and len(large) > 1 else None for label in labels]


def last_views(last: Sheets, members: Sequence[UUID], items: tuple[Item, ...]) -> NDArray[np.int64]:
    """How these members were parted most in that discussion, whatever it was worth then; -1: was not there."""
    table = last.of(last.members, [item.key for item in items])
    asked = [n for n in range(len(items)) if not np.isnan(table[:, n]).all()]
    spans = [float(items[n].high - items[n].low) for n in asked]
    parted = dict(zip(last.members, best_parting(table[:, asked], spans=spans).tolist(), strict=True))
    return np.array([parted.get(member, -1) for member in members], dtype=np.int64)


def usual(
    members: Sequence[UUID], items: tuple[Item, ...], before: Before, naming: Naming
) -> NDArray[np.float64] | None:
    """What each member usually feels (n_members, n_items), from other cases; None where too few have three of them."""
    by_case = cases(promised_alike(before.others, naming), members, items)
    if len(by_case) < CASES_FOR_A_HABIT:
        return None
    found = usual_answers(by_case)
    knows = (~np.isnan(found)).any(1)
    return found if knows.sum() >= MOST_OF_US * len(members) else None


def cases(sheets: Sequence[Sheets], members: Sequence[UUID], items: tuple[Item, ...]) -> NDArray[np.float64]:
    """Mean answers (n_cases, n_members, n_items) of these members about each case; NaN where nothing was said."""
    keys = [item.key for item in items]
    of_case: dict[UUID, list[NDArray[np.float64]]] = {}
    for one in sheets:
        of_case.setdefault(one.discussion["patient_case"], []).append(one.of(members, keys))
    return np.array([_mean(np.stack(tables)) for tables in of_case.values()]).reshape(-1, len(members), len(keys))


def _mean(tables: NDArray[np.float64]) -> NDArray[np.float64]:
    given = ~np.isnan(tables)
    times = given.sum(0)
    total = np.where(given, tables, 0.0).sum(0)
    return np.asarray(np.divide(total, times, out=np.full(times.shape, np.nan), where=times > 0))

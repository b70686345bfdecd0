"""Role received beside own feeling: how the patient treated us, and what we felt, as counts of whole regions.

The news lies where the two part. It says something about the room between us and the patient, never about anybody.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np
from numpy.typing import NDArray

from access.written import Written
from analysis.wording import number, sentence
from instruments import Item

GOOD, BAD = "as someone good", "as someone bad"
WARM, AGAINST = "warm", "irritated or afraid"
_AGAINST_ALONE = "irritated"
"""What it is called where nothing of fear is asked."""
CORNERS = tuple(product((GOOD, BAD), (WARM, AGAINST)))
"""How we were treated and what we feel, where both are one-sided: two agree, two part."""
BOTH, LITTLE, OPEN = "both at once", "little of either", "could not say"
HELD = 2.0
"""Treated so, or feeling so, from "somewhat" on (of 0 to 4)."""
_ROLES = ("role_good", "role_bad")
_FEELINGS = {WARM: ("fond", "protect"), AGAINST: ("irritated", "unfairly", "on_edge")}
DECIDING = frozenset((*_ROLES, *_FEELINGS[WARM], *_FEELINGS[AGAINST]))
"""The items that decide in which region a sheet lies."""

_TOO_SCATTERED = (
    "How we were treated and what we feel meet in groups too small to be counted here without showing somebody."
)
_NO_CORNER = "Of those who could say, nobody was treated in one way only and feels in one way only."
_WORTH_A_QUESTION = (
    "What comes towards us and what it stirs part here. That is worth a question, and a verdict on nobody."
)

Region = tuple[str, str] | str
"""A corner, `BOTH`, `LITTLE`, or `OPEN`: not enough answered."""


@dataclass(frozen=True)
class Corner:
    """One of the four corners: how many stand in it, and their names where people are named."""

    treated: str
    felt: str
    members: int
    names: tuple[Written, ...] | None = None

    @property
    def parts(self) -> bool:
        """Whether treatment and feeling part here."""
        return (self.treated == GOOD) != (self.felt == WARM)


@dataclass(frozen=True)
class RoleReceived:
    """The plane as it may be told. `corners` is empty and numbers are None where they may not be."""

    corners: tuple[Corner, ...]
    both: int | None
    """Treated as good and bad at once, or feeling both."""
    little: int | None
    """Treated as neither, or feeling neither."""
    outside: int | None
    """In none of the four corners, those included who could not say: they are never counted by themselves."""
    of: int
    """So many gave the whole form."""
    sentence: str
    felt: str
    """Which feelings each way of feeling is the mean of: those that were asked."""


def regions(ratings: NDArray[np.float64], items: Sequence[Item]) -> list[Region]:
    """The region of each member, from ratings (n_members, n_items; NaN: can't say) of these items."""
    place = {item.key: n for n, item in enumerate(items)}
    if not set(_ROLES) <= place.keys():
        return [OPEN] * len(ratings)
    return [_region(row, place) for row in ratings]


def _region(row: NDArray[np.float64], place: dict[str, int]) -> Region:
    roles = [float(row[place[key]]) for key in _ROLES]
    feelings = [_mean([float(row[place[key]]) for key in keys if key in place]) for keys in _FEELINGS.values()]
    if any(value != value for value in (*roles, *feelings)):
        return OPEN
    good, bad, warm, against = (value >= HELD for value in (*roles, *feelings))
    if (good and bad) or (warm and against):
        return BOTH
    if not (good or bad) or not (warm or against):
        return LITTLE
    return GOOD if good else BAD, WARM if warm else AGAINST


def _mean(answers: list[float]) -> float:
    """The mean of what was answered; NaN where less than half was."""
    given = [answer for answer in answers if answer == answer]
    return sum(given) / len(given) if given and 2 * len(given) >= len(answers) else float("nan")


def told(
    found: Sequence[Region],
    items: Sequence[Item],
    groups: Iterable[Sequence[str]],
    names: Sequence[Written] | None,
    *,
    least: int,
    spread: int,
    open_sheets: bool,
) -> RoleReceived | None:
    """What may be told of the regions of all members; None where too few answered for anything.

    items : what was asked. groups : other ways in which the page parts the same members (views, labels), a word for
    each member. names : where people are named. least : a number is told of so many, and of none; what two groups
    differ by, too. spread : so many must have answered. open_sheets : whole sheets stand on the page, or names do, so
    that all can be counted.
    """
    counts = Counter(found)
    if len(found) - counts[OPEN] < spread:
        return None
    called = _called(items)
    blank = RoleReceived((), None, None, None, len(found), "", _felt(items, called))
    apart = [Counter(zip(found, of, strict=True)) for of in (["all"] * len(found), *groups)]

    def may(*together: Region) -> bool:
        """Whether the members of these regions, taken together, may be counted aloud: they, and all others."""
        return open_sheets or all(_enough(part, set(together), least) for part in apart)

    outside = (BOTH, LITTLE, OPEN)
    each = all(may(region) for region in outside)
    if all(may(corner) for corner in CORNERS) and may(*outside):
        blank = replace(
            blank,
            corners=tuple(
                Corner(corner[0], called[corner[1]], counts[corner], _named(found, corner, names)) for corner in CORNERS
            ),
            outside=sum(counts[region] for region in outside),
            both=counts[BOTH] if each else None,
            little=counts[LITTLE] if each else None,
        )
    elif may(BOTH) and counts[BOTH]:
        blank = replace(blank, both=counts[BOTH])
    return replace(blank, sentence=_sentence(blank, called[AGAINST]))


def _called(items: Sequence[Item]) -> dict[str, str]:
    """What the two ways of feeling are called, by what was asked: a pulse asks nothing of fear."""
    asked = {item.key for item in items}
    return {WARM: WARM, AGAINST: AGAINST if "on_edge" in asked else _AGAINST_ALONE}


def _felt(items: Sequence[Item], called: dict[str, str]) -> str:
    shorts = {item.key: item.short for item in items}
    parts = {way: ", ".join(shorts[key] for key in keys if key in shorts) for way, keys in _FEELINGS.items()}
    return "; ".join(f"{called[way]}: {words}" for way, words in parts.items() if words != called[way]).capitalize()


def _enough(part: Counter[tuple[Region, str]], regions: set[Region], least: int) -> bool:
    """In every group: nobody or `least` of it stand in these regions, and nobody or `least` elsewhere."""
    groups = {group for _, group in part}
    for group in groups:
        inside = sum(many for (region, of), many in part.items() if of == group and region in regions)
        outside = sum(many for (region, of), many in part.items() if of == group and region not in regions)
        if any(0 < many < least for many in (inside, outside)):
            return False
    return True


def _named(
    found: Sequence[Region], corner: tuple[str, str], names: Sequence[Written] | None
) -> tuple[Written, ...] | None:
    if names is None:
        return None
    here = [names[n] for n, region in enumerate(found) if region == corner]
    return tuple(sorted(here, key=lambda name: name.text.casefold()))


def _sentence(plane: RoleReceived, against: str) -> str:
    """What is to be seen in the plane; of how many, never of whom."""
    both = ""
    if plane.both:
        both = " " + sentence(
            f"{_of(plane.both, plane.of)} {_verb(plane.both, 'holds', 'hold')} both at once, in how we were treated or "
            "in what we feel"
        )
    if not plane.corners:
        return f"{_TOO_SCATTERED}{both}"
    if not any(corner.members for corner in plane.corners):
        return f"{_NO_CORNER}{both}"
    parting = [corner for corner in plane.corners if corner.parts and corner.members]
    if not parting:
        return (
            f"As we were treated, so we feel, on average: nobody was treated only {GOOD} and yet feels only {against}, "
            f"or only {BAD} and yet only {WARM}. A single feeling may still say otherwise.{both}"
        )
    said = [
        sentence(
            f"{_of(corner.members, plane.of)} {_verb(corner.members, 'was', 'were')} treated {corner.treated} and yet "
            f"{_verb(corner.members, 'feels', 'feel')} {corner.felt}, on average"
        )
        for corner in parting
    ]
    return " ".join([*said, _WORTH_A_QUESTION]) + both


def _of(members: int, everybody: int) -> str:
    return f"all {number(members)}" if members == everybody else f"{number(members)} of {number(everybody)}"


def _verb(members: int, one: str, many: str) -> str:
    return one if members == 1 else many

"""Lay-out of the map of members: places in px, a rounded hull around each view, names kept clear."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from charts.chart import breadth

Point = tuple[float, float]

AROUND = 36
"""Distance of a hull from its outermost members, px."""

BOX = 9
"""Half of the height of a name, and half of the width that a mark takes, px."""


@dataclass(frozen=True)
class Name:
    """Where a name stands beside its mark: px to the side and down, and how it is aligned."""

    dx: float
    dy: float
    align: str


BESIDE = (
    Name(0, -18, "center"),
    Name(0, 18, "center"),
    Name(14, 0, "left"),
    Name(-14, 0, "right"),
    Name(11, -13, "left"),
    Name(11, 13, "left"),
    Name(-11, -13, "right"),
    Name(-11, 13, "right"),
)
"""Places of a name in the order in which they are tried, the nearest first."""


def fitted(
    points: Sequence[Point], width: float, height: float, sides: float, brim: float
) -> tuple[list[Point], float]:
    """Points in px from the top left corner, one unit as long across as it is down, and the height they take.

    They fill the sheet in one direction and lie in the middle of the other; a sheet that would stay empty
    is cut.
    """
    xs, ys = [x for x, _ in points], [y for _, y in points]
    unit = max((max(xs) - min(xs)) / (width - 2 * sides), (max(ys) - min(ys)) / (height - 2 * brim)) or 1.0
    middle, high = (max(xs) + min(xs)) / 2, (max(ys) - min(ys)) / unit + 2 * brim
    return [(width / 2 + (x - middle) / unit, brim + (max(ys) - y) / unit) for x, y in points], high


def rounded_hull(points: Sequence[Point]) -> list[Point]:
    """The convex outline `AROUND` px from the points, as a closed walk: the hull of discs around them."""
    turns = [math.tau * turn / 32 for turn in range(32)]
    return convex_hull(
        [(x + AROUND * math.cos(turn), y + AROUND * math.sin(turn)) for x, y in points for turn in turns]
    )


def convex_hull(points: Sequence[Point]) -> list[Point]:
    """Corners of the convex hull in order (monotone chain, Andrew 1979); points on an edge are none."""
    ordered = sorted(set(points))
    if len(ordered) < 3:
        return ordered
    return _chain(ordered)[:-1] + _chain(ordered[::-1])[:-1]


def _chain(ordered: Sequence[Point]) -> list[Point]:
    chain: list[Point] = []
    for point in ordered:
        while len(chain) > 1 and _turn(chain[-2], chain[-1], point) <= 0:
            chain.pop()
        chain.append(point)
    return chain


def _turn(a: Point, b: Point, c: Point) -> float:
    """Above 0 where the way from a over b to c turns left."""
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def names_beside(points: Sequence[Point], names: Sequence[str], width: float) -> list[Name | None]:
    """A place for each name clear of marks, edges and names above it, None where there is none.

    A name further off, or over another, would be read as somebody else's.
    """
    taken = [(x - BOX, y - BOX, x + BOX, y + BOX) for x, y in points]
    placed: dict[int, Name | None] = {}
    for index in sorted(range(len(points)), key=lambda index: points[index][1]):
        (x, y), name = points[index], names[index]
        boxes = [(beside, _box(x, y, name, beside)) for beside in BESIDE]
        free = [(beside, box) for beside, box in boxes if box[0] >= 0 and box[2] <= width and not _meets(box, taken)]
        placed[index] = free[0][0] if free else None
        taken += [box for _, box in free[:1]]
    return [placed[index] for index in range(len(points))]


def _box(x: float, y: float, name: str, beside: Name) -> tuple[float, float, float, float]:
    wide = breadth(name)
    left = x + beside.dx - {"left": 0.0, "center": 0.5, "right": 1.0}[beside.align] * wide
    return (left, y + beside.dy - BOX + 1, left + wide, y + beside.dy + BOX - 1)


def _meets(box: tuple[float, float, float, float], taken: Sequence[tuple[float, float, float, float]]) -> bool:
    return any(
        box[0] < right and left < box[2] and box[1] < below and above < box[3] for left, above, right, below in taken
    )

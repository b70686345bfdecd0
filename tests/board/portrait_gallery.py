"""Fifty pairs of portraits from invented teams, for reading aloud: `python -m tests.board.portrait_gallery [how many]`.

Read each as a nurse, as a leader, and as the patient over their shoulder would. What sounds like a machine, a verdict,
blame, a contradiction or an empty phrase is mended in `board/portraits.py` or in the item's portrait words.
"""

import random
import sys
import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from access.terms import EntryKind, Naming
from board.answered import Answered
from board.portraits import Portrait, portraits
from board.readings import Reading, read
from board.sheets import Before
from instruments import Item, weekly_team_reaction

KINDS = ("feelings", "positions", "both")
FIFTY = 50


@dataclass(frozen=True)
class Team:
    """An invented team: how large each view is, over what they differ, how strongly, and on which form."""

    number: int
    sizes: tuple[int, int]
    kind: str
    apart: float
    """Points of five between the views, on what they differ over."""
    is_pulse: bool

    def answered(self) -> Answered:
        """The sheets of all members."""
        luck = random.Random(f"portrait {self.number}")
        items = weekly_team_reaction().items(pulse=self.is_pulse)
        middle = {item.key: luck.uniform(0.2, 0.8) for item in items}
        lean = {dimension: luck.choice((-1, 1, 1)) for dimension in dict.fromkeys(item.dimension for item in items)}
        entries, ratings = [], []
        for place in range(sum(self.sizes)):
            member, view = uuid.UUID(int=place + 1), 1 if place < self.sizes[0] else -1
            entries.append({"id": uuid.uuid4(), "member": member, "late": False, "kind": EntryKind.FULL})
            for item in items:
                share = middle[item.key] + luck.gauss(0, 0.12) + self._lead(item, view, lean[item.dimension])
                score = item.low + round(min(max(share, 0.0), 1.0) * (item.high - item.low))
                ratings.append({"member": member, "item": item.key, "score": score})
        return Answered(entries, ratings)

    def _lead(self, item: Item, view: int, lean: int) -> float:
        # Warm and hard feelings go against one another, as they do on a ward; the rest as the lot has it.
        side = {"good": 1, "bad": -1}.get(item.pole, lean)
        return view * side * self.apart / 8 if self.kind in {"both", item.scan} else 0.0


def invented() -> Iterator[Team]:
    """Teams without end: six to twelve members, even and uneven views, weak and strong, focus and pulse."""
    number = 0
    while True:
        number += 1
        luck = random.Random(f"team {number}")
        size = luck.randint(6, 12)
        smaller = luck.randint(3, size // 2)
        yield Team(
            number, (size - smaller, smaller), KINDS[number % 3], luck.choice((1.4, 2.0, 2.8)), luck.random() < 0.25
        )


def figures(team: Team) -> Reading:
    """What the board computes of a team's sheets."""
    instrument = weekly_team_reaction()
    feelings, positions = (instrument.items(scan=scan, pulse=team.is_pulse) for scan in ("feelings", "positions"))
    return read(team.answered(), feelings, positions, {}, Before(), Naming.UNATTRIBUTED, spread=4)


def gallery(many: int = FIFTY) -> Iterator[tuple[Team, tuple[Portrait, Portrait]]]:
    """So many teams of which two views stand apart, with both portraits."""
    for team in invented():
        if not many:
            return
        reading = figures(team)
        if reading.sides is None or min(int((reading.sides == side).sum()) for side in (0, 1)) < 3:
            continue
        many -= 1
        scanned = (reading.feelings, reading.positions)
        yield team, portraits([pair for part in scanned for pair in zip(part.items, part.by_item, strict=True)])


def written(portrait: Portrait) -> str:
    """A portrait as the page shows it."""
    rows = (
        ("Also feels", portrait.feels),
        ("Would", portrait.would),
        ("Finds that", portrait.finds),
        ("Hardly feels", portrait.hardly_meets),
    )
    return "\n".join([portrait.sentence, *(f"    {name}: {' · '.join(parts)}" for name, parts in rows if parts)])


def main(many: int) -> None:
    """Print them."""
    for place, (team, (view_a, view_b)) in enumerate(gallery(many), start=1):
        length = "pulse" if team.is_pulse else "focus"
        print(f"\n{place}. {sum(team.sizes)} members, {team.kind}, {team.apart} points apart, {length}")
        print(f"  A  {written(view_a)}\n  B  {written(view_b)}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else FIFTY)

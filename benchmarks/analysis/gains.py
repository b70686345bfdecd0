"""What only this board has, each measured by itself, when it is right and when it misleads.

Known lines beside the search, members' usual answers from earlier cases, several rounds pooled, and the planned
contrast of the second round.
"""

import numpy as np

from analysis import Persistence, pooled, second_round, split_scan, usual_answers
from benchmarks.analysis import form
from benchmarks.analysis.compare import team
from benchmarks.analysis.existing import Floats, Whole
from benchmarks.analysis.scenarios import CAMPS, GRADED, NO_CAMPS, from_views, views_of

LINES_OF = [name for name in CAMPS if name.split()[0] in ("A1", "A2", "A3", "A4", "A5", "A11")]


def with_lines(replicates: int) -> dict[str, tuple[float, float, float, float]]:
    """Share found without lines, with the true line, with it two members off, and with two lines beside the point."""
    found = {}
    for name in ["N1 common view", "N5 both styles", *LINES_OF]:
        hits = np.zeros(4)
        for replicate in range(replicates):
            ratings, camp = team(name, {**NO_CAMPS, **CAMPS}[name], replicate)
            rng = np.random.default_rng([9, replicate])
            beside = _random_line(rng, len(camp))
            lines = [None, [camp, beside], [_two_swapped(camp, rng), beside], [_random_line(rng, len(camp)), beside]]
            hits += [_found(ratings, candidates=line) for line in lines]
        found[name] = tuple((hits / replicates).tolist())
    return found


def with_usual_answers(replicates: int, cases: int = 6) -> dict[str, tuple[float, float]]:
    """Share found without and with a baseline from earlier cases; members carry item-specific habits of 0.6 points.

    No division: false alarms. Nine members, two feelings a dimension, camps 1.5 apart.
    """
    return {
        name: _share_with_habits(form.Team(smaller=smaller, gap=gap), replicates, cases)
        for name, smaller, gap in (("no division", 0, 0.0), ("4/5, 1.5 apart", 4, 1.5))
    }


def with_rounds_pooled(replicates: int) -> dict[str, tuple[float, float, float, float]]:
    """Share found in one round and in two pooled, and found to be two views in one and in two."""
    found = {}
    for name in ("N1 common view", "C2 uniform range", *LINES_OF):
        hits = np.zeros(4)
        for replicate in range(replicates):
            one, two = _two_rounds(name, replicate)
            readings = [split_scan(ratings, draws=199) for ratings in (one, pooled([one, two]))]
            hits += [_at_most(r.p_shared) for r in readings] + [_at_most(r.p_camps) for r in readings]
        found[name] = tuple((hits / replicates).tolist())
    return found


def second_rounds(replicates: int) -> dict[str, tuple[float, float, float]]:
    """Share of still apart, closed and cannot tell in a second round, on the feelings of the board's own form."""
    found = {}
    for name, members, smaller, before, after in (
        ("9 members, 2.5 apart, unchanged", 9, 4, 2.5, 2.5),
        ("9 members, 1.5 apart, unchanged", 9, 4, 1.5, 1.5),
        ("9 members, 2.5 apart, then closed", 9, 4, 2.5, 0.0),
        ("9 members, 1.5 apart, then closed", 9, 4, 1.5, 0.0),
        ("7 members, 2.5 apart, unchanged", 7, 3, 2.5, 2.5),
        ("7 members, 1.5 apart, unchanged", 7, 3, 1.5, 1.5),
    ):
        counts = dict.fromkeys(Persistence, 0)
        for replicate in range(replicates):
            counts[_second_round(members, smaller, before, after, replicate)] += 1
        found[name] = tuple(
            counts[kind] / replicates for kind in (Persistence.still_apart, Persistence.closed, Persistence.cannot_tell)
        )
    return found


def _second_round(members: int, smaller: int, before: float, after: float, replicate: int) -> Persistence:
    same_team = np.random.default_rng([14, replicate])
    words = form.Words.drawn(same_team)
    camp = same_team.permutation((np.arange(members) < smaller).astype(np.int64))
    first, second = (
        form.feelings(
            form.Team(members=members, smaller=smaller, gap=gap),
            np.random.default_rng([15, n, replicate]),
            words=words,
            camp=camp,
        )[0]
        for n, gap in enumerate((before, after))
    )
    reading = split_scan(first, spans=form.FEELING_SPANS, blocks=form.DIMENSIONS, draws=19)
    return second_round(first, second, reading.camps, spans=form.FEELING_SPANS, blocks=form.DIMENSIONS).persistence


def second_rounds_of_positions(replicates: int) -> dict[str, tuple[float, float, float]]:
    """The same on the seven positions, which the board asks again; the views known from the feelings."""
    found = {}
    for name, members, smaller, before, after in (
        ("8 members, 2.5 apart, unchanged", 8, 4, 2.5, 2.5),
        ("8 members, 1.5 apart, unchanged", 8, 4, 1.5, 1.5),
        ("8 members, 2.5 apart, half as far", 8, 4, 2.5, 1.25),
        ("8 members, 2.5 apart, then closed", 8, 4, 2.5, 0.0),
        ("11 members, 2.5 apart, unchanged", 11, 5, 2.5, 2.5),
        ("11 members, 2.5 apart, then closed", 11, 5, 2.5, 0.0),
    ):
        counts = dict.fromkeys(Persistence, 0)
        for replicate in range(replicates):
            camp = np.random.default_rng([16, replicate]).permutation((np.arange(members) < smaller).astype(np.int64))
            first, second = (
                form.positions(
                    form.Team(members=members, smaller=smaller, gap=gap),
                    np.random.default_rng([17, n, replicate]),
                    camp=camp,
                )[0]
                for n, gap in enumerate((before, after))
            )
            counts[second_round(first, second, camp, spans=form.POSITION_SPANS).persistence] += 1
        found[name] = tuple(
            counts[kind] / replicates for kind in (Persistence.still_apart, Persistence.closed, Persistence.cannot_tell)
        )
    return found


def _share_with_habits(division: form.Team, replicates: int, cases: int) -> tuple[float, float]:
    hits = np.zeros(2)
    for replicate in range(replicates):
        rng = np.random.default_rng([13, replicate])
        habit = rng.normal(0, 0.6, (division.members, 16))
        past = np.stack([form.feelings(form.Team(), rng, habit=habit)[0] for _ in range(cases)])
        today, _ = form.feelings(division, rng, habit=habit)
        more = {"spans": form.FEELING_SPANS, "blocks": form.DIMENSIONS}
        hits += [_found(today, **more), _found(today, baseline=usual_answers(past), **more)]
    share = hits / replicates
    return float(share[0]), float(share[1])


def _two_rounds(name: str, replicate: int) -> tuple[Floats, Floats]:
    """Two rounds of one team: the second draws new noise about the same views."""
    scenario = {**NO_CAMPS, **GRADED, **CAMPS}[name]
    views = np.random.default_rng([16, replicate])
    effect, _ = views_of(scenario, views)
    return tuple(from_views(scenario, effect, np.random.default_rng([17, n, replicate])) for n in range(2))  # type: ignore[return-value]


def _found(ratings: Floats, **more: object) -> bool:
    return _at_most(split_scan(ratings, draws=199, **more).p_shared)  # type: ignore[arg-type]


def _at_most(p: float | None) -> bool:
    return p is not None and p <= 0.05


def _two_swapped(camp: Whole, rng: np.random.Generator) -> Whole:
    if not camp.any():
        return _random_line(rng, len(camp))
    line = camp.copy()
    line[rng.choice(np.flatnonzero(camp == 0))] = 1
    line[rng.choice(np.flatnonzero(camp == 1))] = 0
    return line


def _random_line(rng: np.random.Generator, members: int) -> Whole:
    return rng.permutation((np.arange(members) < max(2, members // 3)).astype(np.int64))

"""False alarms, honest power and recovery of the scan and of existing methods, on the same simulated teams."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from zlib import crc32

import numpy as np

from analysis import SplitReading, split_scan
from benchmarks.analysis.existing import METHODS, Finding, Floats, Whole
from benchmarks.analysis.scenarios import CAMPS, CORRELATED, DIMENSION, GRADED, NO_CAMPS, OTHER_CAMPS, Scenario, answers

THE_SCAN, TWO_VIEWS = "the scan", "the scan, two views"
WITHOUT_MISSING = [name for name, s in NO_CAMPS.items() if not s.missing and not s.lone]


@dataclass(frozen=True)
class Row:
    """One method over all scenarios; NaN where it has no rule or names no camps.

    own_plain, own_worst : false alarms by the method's own rule on N1, and the worst of N0 to N10.
    honest_power : mean share of the twelve-member camps found once the threshold is raised until at most 5 % of every
        complete no-camp scenario exceed it. recovery : mean adjusted Rand index over all camps, declared or not.
    """

    method: str
    own_plain: float
    own_worst: float
    honest_power: float
    recovery: float


def compare(replicates: int, methods: Mapping[str, Callable[[Floats], Finding]] = METHODS) -> list[Row]:
    """Run every method on the same teams; the scan first."""
    every = {**NO_CAMPS, **CAMPS, **OTHER_CAMPS}
    found: dict[tuple[str, str], list[tuple[Finding, Whole]]] = {}
    for name, scenario in every.items():
        for replicate in range(replicates):
            ratings, camps = team(name, scenario, replicate)
            for method, finding in {**scan_findings(ratings), **{m: f(ratings) for m, f in methods.items()}}.items():
                found.setdefault((method, name), []).append((finding, camps))
    return [_row(method, found) for method in (THE_SCAN, TWO_VIEWS, *methods)]


def team(name: str, scenario: Scenario, replicate: int) -> tuple[Floats, Whole]:
    """The same team for every method and every run."""
    return answers(scenario, np.random.default_rng([1, replicate, crc32(name.encode())]))


def scan_findings(ratings: Floats, draws: int = 199) -> dict[str, Finding]:
    """The scan as two methods: by p_shared and by p_camps. Ties of p are broken by the strength."""
    reading = split_scan(ratings, draws=draws)
    tie = 1e-4 * np.tanh((reading.strength or 0.0) / 10)
    camps = labels(reading)
    return {
        name: Finding(float(tie - (1.0 if p is None else p)), p is not None and p <= 0.05, camps)
        for name, p in ((THE_SCAN, reading.p_shared), (TWO_VIEWS, reading.p_camps))
    }


def labels(reading: SplitReading) -> Whole:
    """Camps and the further divisions inside them as one numbering."""
    camps = reading.camps.copy()
    for further in reading.further_splits:
        camps[further.side == 1] = 2 + further.within
    return camps


def sizes(replicates: int) -> dict[str, tuple[float, float]]:
    """Share of p_shared and p_camps at most 1 in 20 without camps; the correlated scenarios with blocks."""
    table = {}
    for name, scenario in {**NO_CAMPS, **GRADED, **CORRELATED}.items():
        blocks = DIMENSION if name in CORRELATED else None
        readings = [
            split_scan(team(name, scenario, replicate)[0], blocks=blocks, draws=199) for replicate in range(replicates)
        ]
        shared = [reading.p_shared is not None and reading.p_shared <= 0.05 for reading in readings]
        camps = [reading.p_camps is not None and reading.p_camps <= 0.05 for reading in readings]
        table[name] = (float(np.mean(shared)), float(np.mean(camps)))
    return table


def rand_index(one: Whole, other: Whole) -> float:
    """Adjusted Rand index of two partitions, 1 = the same, 0 = as by chance (Hubert and Arabie 1985)."""
    table = np.array([[np.sum((one == a) & (other == b)) for b in np.unique(other)] for a in np.unique(one)])

    def pairs(counts: Whole) -> float:
        return float((counts * (counts - 1) / 2).sum())

    both, of_one, of_other = pairs(table), pairs(table.sum(1)), pairs(table.sum(0))
    expected = of_one * of_other / max(pairs(np.array([len(one)])), 1)
    highest = (of_one + of_other) / 2
    return 1.0 if highest == expected else (both - expected) / (highest - expected)


def _row(method: str, found: Mapping[tuple[str, str], list[tuple[Finding, Whole]]]) -> Row:
    def declared(name: str) -> float:
        said = [finding.declared for finding, _ in found[method, name]]
        return float("nan") if None in said else float(np.mean(said))

    def statistics(name: str) -> Floats:
        return np.array([finding.statistic for finding, _ in found[method, name]])

    limit = max(np.quantile(statistics(name), 0.95, method="higher") for name in WITHOUT_MISSING)
    power = float(np.mean([(statistics(name) > limit).mean() for name in CAMPS]))
    scores = [
        np.mean(
            [rand_index(camps, finding.camps) for finding, camps in found[method, name] if finding.camps is not None]
        )
        for name in {**CAMPS, **OTHER_CAMPS}
        if found[method, name][0][0].camps is not None
    ]
    worst = max(declared(name) for name in NO_CAMPS if not NO_CAMPS[name].lone)
    recovery = float(np.mean(scores)) if scores else float("nan")
    return Row(method, declared("N1 common view"), worst, power, recovery)

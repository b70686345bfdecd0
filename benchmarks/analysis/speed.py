"""Processor time of the scan and of all read-outs together."""

import subprocess
import sys
import time
from collections.abc import Callable

import numpy as np

from analysis import debiased_gap, dissenters, level_reading, read_items, read_lines, split_scan
from benchmarks.analysis.scenarios import CAMPS, answers


def timings() -> dict[str, float]:
    """Milliseconds of processor time, the best of five."""
    ratings, camp = answers(CAMPS["A2 6/6 8 items 1.5"], np.random.default_rng(0))
    spans = [4.0] * 24
    reading = split_scan(ratings, spans=spans)
    lines = {"discipline": camp.tolist(), "shift": ["day", "night", "evening"] * 4}
    large = np.random.default_rng(0).integers(0, 5, (500, 200)).astype(float)

    def every_reading() -> None:
        read_items(ratings, reading.camps, spans=spans, verdict=reading.verdict)
        dissenters(ratings, reading, spans=spans)
        read_lines(ratings, lines, spans=spans)
        level_reading(ratings, spans=spans)
        debiased_gap(ratings, camps=reading.camps, spans=spans)

    return {
        "scan of 12 x 24, 199 draws": _best(lambda: split_scan(ratings, draws=199)),
        "scan of 12 x 24, 999 draws": _best(lambda: split_scan(ratings, draws=999)),
        "scan of 9 x 16, 999 draws": _best(lambda: split_scan(ratings[:9, :16], draws=999)),
        "all other readings of 12 x 24": _best(every_reading),
        "scan of 500 x 200, 99 draws": _best(lambda: split_scan(large, draws=99), times=1),
        "import of analysis": _import(),
    }


def _best(work: Callable[[], object], times: int = 5) -> float:
    taken = []
    for _ in range(times):
        started = time.process_time()
        work()
        taken.append(time.process_time() - started)
    return 1000 * min(taken)


def _import() -> float:
    code = "import time; t = time.process_time(); import analysis; print(time.process_time() - t)"
    runs = [subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True) for _ in range(3)]
    return 1000 * min(float(run.stdout) for run in runs)

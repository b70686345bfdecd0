"""The benchmark of the split engine: `python -m benchmarks.analysis.run [--full] [--part form]`.

Short (under three minutes on an idle core): every part with few replicates. Full: steadier figures, some hours.
`--write-power-table` computes the table that the board ships anew.
"""

import argparse
import time
from collections.abc import Mapping, Sequence

from benchmarks.analysis import calibration, ceiling, compare, gains, power_table, speed

SHORT = {"compare": 5, "sizes": 20, "form": 15, "gains": 10}
FULL = {"compare": 200, "sizes": 1000, "form": 1000, "gains": 200}


def main(arguments: Sequence[str] | None = None) -> None:
    """Print every table, with how long it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--full", action="store_true", help="the replicates of docs/statistics.md")
    parser.add_argument("--part", choices=sorted(PARTS), action="append", help="only this part; may be repeated")
    parser.add_argument("--write-power-table", action="store_true", help="compute analysis/power_table.csv anew")
    asked = parser.parse_args(arguments)
    if asked.write_power_table:
        power_table.write(replicates=120)
        return
    replicates = FULL if asked.full else SHORT
    for name in asked.part or PARTS:
        started = time.monotonic()
        PARTS[name](replicates)
        print(f"({time.monotonic() - started:.0f} s)\n", flush=True)


def _speed(_: Mapping[str, int]) -> None:
    print("## Processor time, milliseconds, one core")
    for name, taken in speed.timings().items():
        print(f"{name:36}{taken:8.0f}")


def _compare(replicates: Mapping[str, int]) -> None:
    print(f"## The scan beside existing methods, {replicates['compare']} teams of each kind")
    print(f"{'':24}{'alarms N1':>10}{'worst':>8}{'honest power':>14}{'recovery':>10}")
    for row in compare.compare(replicates["compare"]):
        print(f"{row.method:24}{row.own_plain:10.3f}{row.own_worst:8.3f}{row.honest_power:14.2f}{row.recovery:10.2f}")


def _sizes(replicates: Mapping[str, int]) -> None:
    print(f"## False alarms at 1 in 20, {replicates['sizes']} teams of each kind (p_shared, p_camps)")
    for name, (shared, camps) in compare.sizes(replicates["sizes"]).items():
        print(f"{name:32}{shared:8.3f}{camps:8.3f}", flush=True)


def _form(replicates: Mapping[str, int]) -> None:
    print(f"## False alarms on the board's own form, {replicates['form']} teams of each kind")
    calibration.show(replicates["form"])


def _gains(replicates: Mapping[str, int]) -> None:
    count = replicates["gains"]
    _print(
        f"Known lines beside the search, {count} teams (none, right, two members off, beside the point)",
        gains.with_lines(count),
    )
    _print("Usual answers from six earlier cases (without, with)", gains.with_usual_answers(count))
    _print("Two rounds pooled (found in one, in two; two views in one, in two)", gains.with_rounds_pooled(count))
    _print("Two camps told from an even range by a judge who knows all but who is who", ceiling.told_apart(20 * count))
    _print("Second round (still apart, closed, cannot tell)", gains.second_rounds(count))
    _print("Second round of positions (the same)", gains.second_rounds_of_positions(count))


def _print(title: str, table: Mapping[str, Sequence[float]]) -> None:
    print(f"## {title}")
    for name, figures in table.items():
        print(f"{name:36}" + "".join(f"{figure:8.2f}" for figure in figures), flush=True)


PARTS = {"speed": _speed, "compare": _compare, "sizes": _sizes, "form": _form, "gains": _gains}

if __name__ == "__main__":
    main()

"""How long a page takes to be drawn again, beside an empty one: `python -m benchmarks.pages.reruns`.

One server, the demo's store, one open tab each, over Streamlit's websocket; the pages take turns, so that other
programs on the machine slow down all of them alike. No network and no browser is in these times.
"""

import tempfile
import time
from pathlib import Path
from statistics import median

from board.demonstration import PASSWORD
from tests.serving import Server, served
from tests.wire import Visit, sign_in

RERUNS = 40
SERVER = Path(__file__).with_name("server.py")
PAGES = {
    "an empty page": ("", "empty=yes"),
    "Record": ("record", ""),
    "Division": ("division", ""),
    "Conference": ("conference", ""),
    "Home": ("", ""),
}
HOPED = {"Record": 1.2, "Division": 1.5}
WHO = "petra"


def reruns(server: Server, times: int = RERUNS) -> dict[str, list[float]]:
    """Milliseconds of each rerun of each page, from asking until its script had ended; (times,) for each."""
    cookie = sign_in(server, WHO, PASSWORD)
    visits = {name: Visit(server, cookie) for name in PAGES}
    for name, (page, query) in PAGES.items():
        problems = visits[name].ask(page, query).problems
        if problems:
            raise RuntimeError(f"{name} was not drawn: {problems}")
    taken: dict[str, list[float]] = {name: [] for name in PAGES}
    for _ in range(times):
        for name, visit in visits.items():
            at = time.perf_counter()
            visit.rerun()
            taken[name].append(1000 * (time.perf_counter() - at))
    for visit in visits.values():
        visit.close()
    return taken


def main() -> None:
    """Print the medians, their ratio to the empty page, and every raw time."""
    with tempfile.TemporaryDirectory() as folder, served(Path(folder), app=SERVER, demo=True) as server:
        taken = reruns(server)
    empty = median(taken["an empty page"])
    print(f"## Reruns over the websocket, milliseconds, {RERUNS} each in turn")
    for name, times in taken.items():
        hoped = f" (hoped for: {HOPED[name]} at most)" if name in HOPED else ""
        print(f"{name:16} median {median(times):6.1f}   {median(times) / empty:5.2f} x the empty page{hoped}")
    for name, times in taken.items():
        print(f"{name}: " + " ".join(f"{one:.0f}" for one in times))


if __name__ == "__main__":
    main()

"""A second process of the board on the same store. It does what the lines on its standard input say, one JSON each.

Started as `python -m tests.faults.other_process DATA_FOLDER KEY_FILE STORE_ADDRESS`. It answers one JSON line to each.
"""

import json
import sys
import time
from pathlib import Path
from typing import Any
from uuid import UUID

from access.refusals import Refusal
from access.viewer import Viewer
from board import entries, house, stages
from clock import SystemClock
from db.opening import StartRefused, open_store
from settings import Settings
from tests.ward import answers


def open_it(settings: Settings, asked: dict[str, Any]) -> str:
    clock = SystemClock()
    house.furnish(open_store(settings, clock), clock, settings)
    return "opened"


def submit(settings: Settings, asked: dict[str, Any]) -> str:
    given = answers(asked["score"], understand=asked["understand"])
    entries.submit(Viewer(asked["viewer"]), UUID(asked["discussion"]), UUID(asked["request"]), given)
    return "stored"


def reveal(settings: Settings, asked: dict[str, Any]) -> str:
    stages.reveal(Viewer(asked["viewer"]), UUID(asked["discussion"]))
    return "revealed"


def write(settings: Settings, asked: dict[str, Any]) -> str:
    for n in range(asked["times"]):
        house.present().store.atomic(lambda tx, n=n: tx.record(asked["who"], f"deed {n}"))
    return "written"


DEEDS = {"open": open_it, "submit": submit, "reveal": reveal, "write": write}


def main() -> None:
    folder, key_file, address = sys.argv[1:]
    settings = Settings(data_folder=Path(folder), key_file=Path(key_file), store=address)
    say("here")
    for line in sys.stdin:
        asked = json.loads(line)
        # The moment at which both processes act is agreed on the wall clock: the barrier between them.
        time.sleep(max(0.0, asked.get("at", 0.0) - time.time()))
        try:
            say(DEEDS[asked["do"]](settings, asked))
        except (Refusal, StartRefused) as refusal:
            say(type(refusal).__name__, str(refusal))


def say(word: str, sentence: str = "") -> None:
    print(json.dumps({"word": word, "sentence": sentence}), flush=True)


if __name__ == "__main__":
    main()

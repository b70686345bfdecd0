"""Children of one process that submit until they are killed. `python -m tests.faults.mortal`, one JSON line a child.

The modules are imported once and each child is a fork that opens the store for itself: starting Python fifty times
would take longer than the killing.
"""

import json
import os
import sys
import uuid
from pathlib import Path
from uuid import UUID

from access.viewer import Viewer
from board import entries, house
from clock import SystemClock
from db.opening import open_store
from settings import Settings
from tests.ward import answers


def submit_until_killed(asked: dict[str, str]) -> None:
    """Say `confirmed REQUEST` as soon as, and only when, the board has given its receipt."""
    settings = Settings(data_folder=Path(asked["folder"]), key_file=Path(asked["key_file"]))
    house.furnish(open_store(settings, SystemClock()), SystemClock(), settings)
    say(f"open {os.getpid()}")
    while True:
        request = uuid.uuid4()
        entries.submit(Viewer(asked["viewer"]), UUID(asked["discussion"]), request, answers(2, understand=str(request)))
        say(f"confirmed {request}")


def say(words: str) -> None:
    os.write(1, f"{words}\n".encode())


def main() -> None:
    say("ready")
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            submit_until_killed(json.loads(line))
        os.waitpid(child, 0)
        say("dead")


if __name__ == "__main__":
    main()

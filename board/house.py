"""The one open board of this process: store, clock and settings, put here once at the start."""

import secrets
import threading
from dataclasses import dataclass, field

from clock import Clock
from db.store import Store
from settings import Settings

_CODE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


@dataclass(frozen=True)
class House:
    """Everything a call of `board/` needs besides the viewer."""

    store: Store
    clock: Clock
    settings: Settings
    set_up_code: str = field(
        default_factory=lambda: "-".join("".join(secrets.choice(_CODE_LETTERS) for _ in range(4)) for _ in range(3)),
        repr=False,
    )
    """Printed on the console of the server; opens the page that makes the first administrator."""


_standing: list[House] = []
_changing = threading.Lock()


def furnish(store: Store, clock: Clock, settings: Settings) -> House:
    """Open the board for business, or go over to another store (the demo)."""
    house = House(store, clock, settings)
    with _changing:
        _standing[:] = [house]
    return house


def present() -> House:
    """The open board. Raises IndexError before `furnish`: a fault of the program, not of a person."""
    return _standing[0]

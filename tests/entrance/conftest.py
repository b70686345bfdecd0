"""A board that runs, with the ward's people and a session for each of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from access.viewer import Viewer
from clock import SystemClock
from tests.serving import Server, served
from tests.ward import ADMINISTRATOR, WARD_3, WARD_7, furnish_ward, ward_settings

SESSIONS_EACH = 8
"""Sessions that each person has at the start: a test that ends one takes one nobody else uses."""


@dataclass(frozen=True)
class Board:
    """A running server and cookies, as a browser would send them."""

    server: Server
    folder: Path
    kept: dict[str, list[str]]

    def cookie(self, who: str) -> str:
        """A live session of this person that no other test has used."""
        return self.kept[who].pop()


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Board]:
    """Ward 3 and Ward 7, served, one server for the tests of a file."""
    folder = tmp_path_factory.mktemp("entrance")
    ward = furnish_ward(ward_settings(folder), SystemClock())
    everybody = (ADMINISTRATOR, *WARD_3, *WARD_7)
    kept = {who: [as_cookie(ward.new_session(who)) for _ in range(SESSIONS_EACH)] for who in everybody}
    ward.store.close()
    with served(folder) as server:
        yield Board(server, folder, kept)


def as_cookie(viewer: Viewer) -> str:
    """A session as a browser sends it."""
    return f"board_session={viewer.session}"

"""The board starts as an administrator starts it: a new store, a console that says what to do."""

import re

import pytest

from tests.serving import served
from tests.wire import Visit

pytestmark = pytest.mark.slow


def test_a_new_board_starts_prints_a_set_up_code_and_begins_again_where_it_ended(tmp_path, store_address):
    with served(tmp_path, store=store_address) as server, Visit(server) as visit:
        assert re.search(r"^Set-up code: \w{4}-\w{4}-\w{4}$", server.console, re.MULTILINE)
        assert visit.ask().problems == []
    assert "Traceback" not in server.console
    with served(tmp_path, store=store_address) as server, Visit(server) as visit:
        assert visit.ask().problems == []


def test_a_store_without_encryption_is_said_at_every_start_and_at_no_other(tmp_path):
    for _ in range(2):
        with served(tmp_path / "open", unencrypted="yes") as server:
            assert "the store's file is not encrypted" in server.console
    with served(tmp_path / "closed") as server:
        assert "encrypted" not in server.console


def test_the_key_and_the_store_are_for_the_owners_eyes_only(tmp_path):
    with served(tmp_path) as server:
        files = [file for file in [*server.data_folder.rglob("*"), *(tmp_path / "keys").rglob("*")] if file.is_file()]
        kept = {file.name: file.stat().st_mode & 0o777 for file in files if file.suffix in {".duckdb", ".key", ".wal"}}
    assert {"board.duckdb", "board.key"} <= kept.keys()
    assert set(kept.values()) == {0o600}

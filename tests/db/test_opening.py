"""What stands at the door of the store: one process, the right key, an undamaged file, nothing readable outside."""

import importlib.metadata
import os
import random
import shutil
import stat
import subprocess
import sys

import duckdb
import pytest

from access.refusals import NotStored
from access.terms import Stage
from clock import SetClock
from db.opening import StartRefused, open_store, read_key
from settings import Settings
from tests.ward import FIRST_MORNING, furnish_ward, ward_settings

SECOND_PROCESS = """
import sys
from pathlib import Path
from clock import SystemClock
from db.opening import StartRefused, open_store
from settings import Settings
try:
    open_store(Settings(data_folder=Path(sys.argv[1]), key_file=Path(sys.argv[2])), SystemClock())
except StartRefused as refusal:
    print(refusal)
else:
    print("opened")
"""


def clock():
    return SetClock(FIRST_MORNING)


def content(settings):
    """What lies in the data folder, the side file of the lock aside."""
    return {file.name: file.read_bytes() for file in settings.data_folder.iterdir() if file.suffix != ".lock"}


@pytest.fixture(scope="module")
def used(tmp_path_factory):
    """The folder of a ward that was used and closed."""
    folder = tmp_path_factory.mktemp("used")
    ward = furnish_ward(ward_settings(folder), clock())
    ward.stand_at(Stage.RECORDING)
    ward.store.close()
    return folder


@pytest.fixture
def shut(used, tmp_path):
    """The settings of a copy of it."""
    shutil.copytree(used, tmp_path / "ward")
    return ward_settings(tmp_path / "ward")


def refused(settings):
    """The sentence with which the start is refused; the folder must be the same to the byte afterwards."""
    before = content(settings)
    with pytest.raises(StartRefused) as refusal:
        open_store(settings, clock())
    assert content(settings) == before
    sentence = str(refusal.value)
    assert not any(word in sentence for word in ("Exception", "Error:", "Traceback", "IO ", "duckdb."))
    return sentence


def damage(settings, offset, length=64):
    held = bytearray(settings.store_file.read_bytes())
    held[offset : offset + length] = bytes(byte ^ 0xFF for byte in held[offset : offset + length])
    settings.store_file.write_bytes(held)


# ---------------------------------------------------------------- one process


def test_a_second_process_is_refused_with_the_number_of_the_first_which_keeps_working(ward):
    settings = ward.house.settings
    asked = [sys.executable, "-c", SECOND_PROCESS, str(settings.data_folder), str(settings.key_file)]
    said = subprocess.run(asked, capture_output=True, text=True, timeout=60, check=True).stdout
    assert f"already running on this store (process {os.getpid()})" in said
    assert "Stop that one first" in said
    ward.stand_at(Stage.RECORDING)
    assert ward.recorded() == 5


def test_a_second_opening_in_the_same_process_is_refused_too(ward):
    with pytest.raises(StartRefused, match="already running"):
        open_store(ward.house.settings, clock())


def test_the_store_opens_again_after_it_was_closed(shut):
    store = open_store(shut, clock())
    assert store.look(lambda tx: tx.row("select count(*) as n from entry")) == {"n": 5}
    store.close()


# ---------------------------------------------------------------- the key


def test_a_wrong_key_is_refused_and_the_file_untouched(shut):
    shut.key_file.chmod(0o600)
    shut.key_file.write_text("another-key-of-the-right-shape\n", encoding="ascii")
    assert "The key does not fit this store" in refused(shut)


def test_a_missing_key_is_refused_and_no_new_one_is_made(shut):
    shut.key_file.unlink()
    assert "its key is not" in refused(shut)
    assert not shut.key_file.exists()


@pytest.mark.parametrize("content", ["", "short", "x" * 201, "a key with spaces in it", "quote'quote'quote'quote'"])
def test_a_key_file_that_holds_no_key_is_refused(shut, content):
    shut.key_file.write_text(content, encoding="ascii")
    assert "does not hold a key" in refused(shut)


def test_the_key_may_come_from_the_settings_instead_of_the_file(shut):
    key = shut.key_file.read_text(encoding="ascii").strip()
    shut.key_file.unlink()
    open_store(Settings(data_folder=shut.data_folder, key_file=shut.key_file, key=key), clock()).close()
    assert not shut.key_file.exists()


def test_a_new_key_is_of_its_own_and_readable_by_its_owner_only(tmp_path):
    one, two = (Settings(key_file=tmp_path / name / "board.key") for name in ("one", "two"))
    assert read_key(one, store_exists=False) != read_key(two, store_exists=False)
    assert read_key(one, store_exists=True) == read_key(one, store_exists=False)
    assert stat.S_IMODE(one.key_file.stat().st_mode) == 0o600
    assert stat.S_IMODE(one.key_file.parent.stat().st_mode) == 0o700


@pytest.mark.pg
def test_on_postgresql_too_another_key_than_the_stores_is_refused(postgres_url, tmp_path):
    settings = ward_settings(tmp_path / "first", postgres_url)
    open_and_write(settings)
    elsewhere = ward_settings(tmp_path / "second", postgres_url)
    with pytest.raises(StartRefused, match="key"):
        open_store(elsewhere, clock())
    assert not elsewhere.key_file.exists()
    elsewhere.key_file.parent.mkdir(parents=True)
    elsewhere.key_file.write_text("another-key-of-the-right-shape\n", encoding="ascii")
    with pytest.raises(StartRefused, match="The key does not fit this store"):
        open_store(elsewhere, clock())
    open_store(settings, clock()).close()


def open_and_write(settings):
    store = open_store(settings, clock())
    store.atomic(lambda tx: tx.record("somebody", "did something"))
    store.close()


# ---------------------------------------------------------------- damage


def test_a_damaged_header_is_refused_in_plain_words(shut):
    damage(shut, 0)
    sentence = refused(shut)
    assert "is damaged" in sentence
    assert "python -m board.operator restore" in sentence


def test_an_empty_file_is_refused_instead_of_being_filled_anew(shut):
    shut.store_file.write_bytes(b"")
    assert "the file is empty" in refused(shut)


@pytest.mark.parametrize("size", [11, 5_000, 300_000], ids="{}_bytes".format)
def test_garbage_is_refused(shut, size):
    shut.store_file.write_bytes(random.Random(size).randbytes(size))
    refused(shut)


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.9])
def test_a_truncated_file_is_refused(shut, kept):
    size = shut.store_file.stat().st_size
    os.truncate(shut.store_file, int(size * kept))
    assert "is damaged" in refused(shut) or "does not fit" in refused(shut)


def test_a_start_that_goes_well_can_read_every_table_whichever_block_is_damaged(shut):
    """Blocks that are free do not matter; those that hold a row or its key are found at the start, not later."""
    # Every fifth block: opening takes a third of a second.
    whole = shut.store_file.read_bytes()
    outcomes = set()
    for offset in range(12_288 + 4_096, len(whole), 5 * 262_144):
        damage(shut, offset)
        try:
            store = open_store(shut, clock())
        except StartRefused as refusal:
            outcomes.add("refused" if "was not changed" in str(refusal) else str(refusal))
        else:
            tables = store.look(lambda tx: tx.rows("select table_name from duckdb_tables()"))
            for row in tables:
                store.look(lambda tx, name=row["table_name"]: tx.rows(f"select * from {name}"))
            assert store.look(store._chain.first_broken) is None
            store.close()
        shut.store_file.write_bytes(whole)
    assert outcomes == {"refused"}


def test_a_log_with_a_flipped_byte_is_refused_and_a_torn_one_loses_its_last_line(ward, tmp_path):
    ward.stand_at(Stage.RECORDING)
    kept = tmp_path / "kept"
    for n in range(20):
        ward.store.atomic(lambda tx, n=n: tx.record("somebody", f"deed {n}"))
    folder = ward.house.settings.data_folder
    # By another process: opening and closing the file in this one would let go of DuckDB's lock.
    subprocess.run(["cp", "-r", str(folder), str(kept)], check=True)
    settings = Settings(data_folder=kept, key_file=ward.house.settings.key_file)
    log = kept / "board.duckdb.wal"
    whole_log, whole_file = log.read_bytes(), settings.store_file.read_bytes()

    flipped = bytearray(whole_log)
    flipped[len(flipped) // 2] ^= 0x01
    log.write_bytes(flipped)
    assert "was not changed" in refused(settings)

    settings.store_file.write_bytes(whole_file)
    log.write_bytes(whole_log[:-7])
    store = open_store(settings, clock())
    assert store.look(lambda tx: tx.row("select max(what) as last from ledger where who = 'somebody'")) is not None
    assert store.look(store._chain.first_broken) is None
    store.close()


# ---------------------------------------------------------------- what lies on the disk


def test_neither_file_nor_log_holds_a_word_that_somebody_wrote(ward):
    ward.plan_discussion(reason="canary-reason-words")
    ward.open()
    ward.record_all()
    held = b"".join(content(ward.house.settings).values())
    assert len(held) > 100_000
    for words in ("canary", "Test Ben", "Ward 3", "create table", "handed in an entry"):
        assert words.encode() not in held, words


def test_the_log_is_checked_for_plain_words_while_it_is_full(ward):
    ward.store.atomic(lambda tx: tx.record("somebody", "canary-in-the-log " * 50))
    log = ward.house.settings.data_folder / "board.duckdb.wal"
    assert log.stat().st_size > 900
    assert b"canary" not in log.read_bytes()


def test_store_log_and_lock_are_readable_by_their_owner_only(ward):
    ward.store.atomic(lambda tx: tx.record("somebody", "did something"))
    folder = ward.house.settings.data_folder
    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()}
    names = {"board.duckdb", "board.duckdb.wal", "board.duckdb.blocks", "board.lock"}
    assert modes == dict.fromkeys(names, 0o600)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_without_the_extension_the_store_is_plain_only_when_the_owner_says_so(tmp_path, monkeypatch):
    settings = ward_settings(tmp_path)
    monkeypatch.setattr("importlib.metadata.distribution", missing_distribution)
    with pytest.raises(StartRefused, match="BOARD_UNENCRYPTED=yes"):
        open_store(settings, clock())
    assert not settings.store_file.exists()
    plain = Settings(data_folder=settings.data_folder, key_file=settings.key_file, unencrypted=True)
    open_store(plain, clock()).close()
    assert plain.store_file.exists()


def missing_distribution(name):
    raise importlib.metadata.PackageNotFoundError(name)


@pytest.mark.parametrize(
    "statement",
    [
        "select * from read_text('/etc/hostname')",
        "select * from read_csv('/etc/passwd')",
        "select * from glob('/etc/*')",
        "copy (select 1) to '{folder}/never-written.csv'",
        "attach '{folder}/never-made.duckdb' as other",
        "install httpfs",
        "load '{folder}/never-there.duckdb_extension'",
        "set enable_external_access = true",
        "set lock_configuration = false",
    ],
)
def test_no_statement_reaches_outside_the_store(ward, store_address, statement, tmp_path):
    with pytest.raises(NotStored) as refusal:
        ward.store.atomic(lambda tx: tx.run(statement.format(folder=tmp_path)))
    assert isinstance(refusal.value.__cause__, duckdb.Error)
    assert list(tmp_path.glob("never-*")) == []


# ---------------------------------------------------------------- PostgreSQL


@pytest.mark.parametrize("address", ["postgresql://", "postgresql://x' as y; drop", "postgresql://a b"])
def test_an_address_that_is_none_is_refused_before_it_is_used(tmp_path, address):
    with pytest.raises(StartRefused, match="must look like postgresql://"):
        open_store(ward_settings(tmp_path, address), clock())


def test_a_postgresql_that_does_not_answer_is_named_without_its_password(tmp_path):
    settings = ward_settings(tmp_path, "postgresql://somebody:swordfish@127.0.0.1:9/board")
    with pytest.raises(StartRefused, match="PostgreSQL does not answer") as refusal:
        open_store(settings, clock())
    assert "swordfish" not in str(refusal.value)

"""Folding the log into the file: a kill anywhere inside it leaves a store that opens with all that was confirmed."""

import shutil
from contextlib import closing

import duckdb
import pytest

from clock import SetClock
from db import folding
from db.opening import StartRefused, open_store
from settings import Settings
from tests.ward import FIRST_MORNING

FIRST, LAST = "stored before the kill", "stored before it too"


def put(store, key, value, *, fold=False):
    store.atomic(
        lambda tx: tx.run("insert into setting (name, content) values ($key, $body)", key=key, body=value),
        checkpoint=fold,
    )


def bodies(store):
    rows = store.look(lambda tx: tx.rows("select name, content from setting"))
    return {row["name"]: row["content"] for row in rows if row["name"].startswith("test")}


class Killed:
    """The files of a store before and after one fold, from which any moment inside it can be put together."""

    def __init__(self, folder):
        self.settings = Settings(data_folder=folder / "data", key_file=folder / "board.key")
        self.file = self.settings.store_file
        store = open_store(self.settings, SetClock(FIRST_MORNING))
        put(store, "test 1", FIRST, fold=True)
        put(store, "test 2", LAST)
        self.before = self.file.read_bytes()
        self.log = self._log.read_bytes()
        store._checkpoint()
        self.after = self.file.read_bytes()
        self.kept = folding.beside(self.file).read_bytes()
        store.close()

    @property
    def _log(self):
        return self.file.with_name(f"{self.file.name}.wal")

    def overwritten(self):
        """Numbers of the blocks that the fold wrote over in place."""
        whole = (len(self.before) - folding.HEADER) // folding.BLOCK
        starts = [folding.HEADER + n * folding.BLOCK for n in range(whole)]
        return [start for start in starts if self.at(self.before, start) != self.at(self.after, start)]

    def at(self, content, start):
        return content[start : start + folding.BLOCK]

    def leave(self, content, *, log=True, kept=True):
        """Put these files there as a kill would have left them."""
        self.file.write_bytes(content)
        self._log.write_bytes(self.log if log else b"")
        place = folding.beside(self.file)
        place.write_bytes(self.kept) if kept else place.unlink(missing_ok=True)

    def torn(self, start, share):
        """The file when the kill came after this share of the block at `start` had been written over."""
        cut = start + int(folding.BLOCK * share)
        return self.before[:start] + self.after[start:cut] + self.before[cut:]

    def opened(self):
        return open_store(self.settings, SetClock(FIRST_MORNING))


@pytest.fixture(scope="module")
def once(tmp_path_factory):
    return Killed(tmp_path_factory.mktemp("killed"))


@pytest.fixture
def killed(once):
    once.leave(once.before)
    yield once
    shutil.rmtree(once.settings.data_folder)
    once.settings.data_folder.mkdir()


@pytest.mark.parametrize("share", [0.02, 0.5, 0.98, 1.0])
def test_a_block_torn_by_a_kill_inside_a_fold_is_mended_and_nothing_confirmed_is_lost(killed, share):
    assert killed.overwritten(), "this version writes nothing over in place: the mending has no matter any more"
    for start in killed.overwritten():
        killed.leave(killed.torn(start, share))
        store = killed.opened()
        assert bodies(store) == {"test 1": FIRST, "test 2": LAST}
        put(store, "test 3", "and after it", fold=True)
        store.close()
        store = killed.opened()
        assert bodies(store)["test 3"] == "and after it"
        store.close()


def test_the_same_torn_block_is_refused_when_nothing_was_kept_beside_the_file(killed):
    killed.leave(killed.torn(killed.overwritten()[0], 0.5), kept=False)
    with pytest.raises(StartRefused):
        killed.opened()


def test_a_fold_that_came_to_its_end_is_not_taken_back(killed):
    killed.leave(killed.after, log=False)
    store = killed.opened()
    assert bodies(store) == {"test 1": FIRST, "test 2": LAST}
    store.close()


@pytest.mark.parametrize("length", [0, 10, 5000, 200_000])
def test_a_kill_while_the_blocks_are_being_kept_changes_nothing(killed, length):
    folding.beside(killed.file).write_bytes(killed.kept[:length])
    folding.mend(killed.file)
    assert killed.file.read_bytes() == killed.before
    store = killed.opened()
    assert bodies(store) == {"test 1": FIRST, "test 2": LAST}
    store.close()


def test_blocks_of_another_file_are_left_alone(killed, tmp_path):
    other = Killed(tmp_path)
    folding.beside(killed.file).write_bytes(other.kept)
    folding.mend(killed.file)
    assert killed.file.read_bytes() == killed.before


def test_the_database_never_folds_by_itself_not_even_when_it_is_closed(killed):
    store = killed.opened()
    put(store, "test 3", "x" * 500_000)
    store._connection.close()
    store._folding.close()
    for act in store._on_close:
        act()
    assert killed.file.read_bytes() == killed.before


def test_a_log_grown_large_is_folded_after_any_unit(killed, monkeypatch):
    monkeypatch.setattr(folding, "LARGE_LOG", 100_000)
    store = killed.opened()
    put(store, "test 3", "small")
    assert killed._log.stat().st_size > 0
    put(store, "test 4", "x" * 200_000)
    assert not killed._log.exists() or killed._log.stat().st_size == 0
    store.close()


def test_a_disk_that_keeps_no_blocks_loses_nothing_and_is_not_folded(killed, monkeypatch):
    store = killed.opened()

    def full(blocks):
        raise OSError(28, "no space left")

    monkeypatch.setattr(store._folding, "_keep", full)
    put(store, "test 3", "confirmed all the same", fold=True)
    assert killed.file.read_bytes() == killed.before
    store.close()
    monkeypatch.undo()
    store = killed.opened()
    assert bodies(store)["test 3"] == "confirmed all the same"
    store.close()


def test_what_is_kept_is_for_the_owners_eyes_only(killed):
    store = killed.opened()
    put(store, "test 3", "canary in the setting", fold=True)
    store.close()
    place = folding.beside(killed.file)
    assert place.stat().st_mode & 0o777 == 0o600
    assert b"canary" not in place.read_bytes()


def test_a_store_that_is_being_filled_folds_once_at_the_end_and_then_as_always(tmp_path):
    settings = Settings(data_folder=tmp_path / "data", key_file=tmp_path / "board.key")
    store = open_store(settings, SetClock(FIRST_MORNING))
    log = settings.store_file.with_name(f"{settings.store_file.name}.wal")
    with store.folding_once():
        put(store, "test 1", FIRST, fold=True)
        assert log.stat().st_size > 0, "not folded yet"
    assert not log.exists()
    put(store, "test 2", FIRST, fold=True)
    assert not log.exists()
    store.close()


class Failing:
    """A fold that fails the first times, as it may while others read or while the disk is full."""

    def __init__(self, store, times):
        self.times, self.fold_truly = times, store._folding.fold
        store._folding.fold = self

    def __call__(self):
        self.times -= 1
        if self.times >= 0:
            raise duckdb.TransactionException("somebody reads")
        self.fold_truly()


def test_a_close_whose_fold_fails_tries_again_so_that_the_file_alone_holds_everything(tmp_path, caplog):
    settings = Settings(data_folder=tmp_path / "data", key_file=tmp_path / "board.key")
    store = open_store(settings, SetClock(FIRST_MORNING))
    put(store, "test 1", LAST)
    Failing(store, times=3)
    store.close()
    assert not caplog.records
    copy = Settings(data_folder=tmp_path / "copy", key_file=tmp_path / "board.key")
    copy.data_folder.mkdir()
    shutil.copyfile(settings.store_file, copy.store_file)
    with closing(open_store(copy, SetClock(FIRST_MORNING))) as copied:
        assert bodies(copied) == {"test 1": LAST}


def test_a_close_that_leaves_a_log_says_so_and_what_to_do_before_a_copy(tmp_path, caplog, monkeypatch):
    monkeypatch.setattr("db.store._BETWEEN_FOLDS", 0)
    settings = Settings(data_folder=tmp_path / "data", key_file=tmp_path / "board.key")
    store = open_store(settings, SetClock(FIRST_MORNING))
    put(store, "test 1", LAST)
    Failing(store, times=1000)
    store.close()
    assert "board.operator verify" in caplog.text
    with closing(open_store(settings, SetClock(FIRST_MORNING))) as again:
        assert bodies(again) == {"test 1": LAST}, "nothing is lost"

"""The server's owner at the console: every command says in plain words what it did, and the exit code agrees."""

import re
import shutil
import subprocess
import sys

import pytest

from access.refusals import SignInRefused
from access.viewer import Viewer
from board import house, operator, signing_in
from clock import SystemClock
from db.opening import open_store
from tests.serving import ROOT, served
from tests.ward import ADDRESS, ADMINISTRATOR, PASSWORD, furnish_ward, ward_settings


@pytest.fixture
def settings(tmp_path, monkeypatch):
    """A board that was used and stopped, and the environment it is run with."""
    ward = furnish_ward(ward_settings(tmp_path), SystemClock())
    ward.open()
    ward.store.close()
    monkeypatch.setenv("BOARD_DATA_FOLDER", str(ward.house.settings.data_folder))
    monkeypatch.setenv("BOARD_KEY_FILE", str(ward.house.settings.key_file))
    return ward.house.settings


@pytest.fixture
def command(capsys):
    """Run a command; what it printed, and its exit code."""

    def run(*words):
        code = operator.main(words)
        printed = capsys.readouterr()
        return code, printed.out + printed.err

    return run


def reopened(settings):
    return house.furnish(open_store(settings, SystemClock()), SystemClock(), settings)


def tamper(settings, sql):
    store = open_store(settings, SystemClock())
    store.atomic(lambda tx: tx.run(sql), checkpoint=True)
    store.close()


def backup_of(settings, folder):
    return shutil.copy(settings.store_file, folder / "backup.duckdb")


# ------------------------------------------------------------ verify


def test_a_whole_ledger_verifies(settings, command):
    code, said = command("verify")
    assert code == 0
    assert re.search(r"The key fits and the ledger is whole: \d+ lines, the last of 20\d\d-", said)


@pytest.mark.parametrize(
    "sql",
    [
        "update ledger set who = 'somebody else' where seq = 3",
        "update ledger set what = 'read nothing' where seq = 1",
        "delete from ledger where seq = 2",
        "update ledger set happened_at = happened_at + interval 1 hour where seq = 2",
    ],
)
def test_a_line_changed_or_removed_by_hand_is_found(settings, command, sql):
    tamper(settings, sql)
    code, said = command("verify")
    assert code == 1
    assert re.search(r"line \d is missing or was changed by hand", said)


def test_another_key_does_not_fit(settings, command):
    settings.key_file.write_text("another-key-of-enough-letters\n")
    code, said = command("verify")
    assert code == 2
    assert "key does not fit" in said


def test_a_missing_store_is_not_made(settings, command):
    settings.store_file.unlink()
    code, said = command("verify")
    assert code == 1
    assert "There is no store at" in said
    assert not settings.store_file.exists()


def test_a_wrong_setting_is_named(settings, command, monkeypatch):
    monkeypatch.setenv("BOARD_QUORUM", "1")
    code, said = command("verify")
    assert code == 2
    assert "quorum must lie between" in said


# ------------------------------------------------------------ reset-administrator


def test_an_administrator_gets_a_new_first_password_that_opens(settings, command):
    code, said = command("reset-administrator", "Administrator")
    assert code == 0
    first = re.search(r"is (\S+-\S+)\n", said)[1]
    standing = reopened(settings)
    with pytest.raises(SignInRefused):
        signing_in.try_password(ADDRESS, ADMINISTRATOR, PASSWORD)
    viewer = Viewer(signing_in.redeem(signing_in.try_password(ADDRESS, ADMINISTRATOR, first)))
    assert signing_in.who(viewer).must_replace
    standing.store.close()
    assert command("verify")[0] == 0, "what was done stands in the ledger"


@pytest.mark.parametrize("name", ["leader", "nobody"])
def test_only_an_administrator_can_be_reset(settings, command, name):
    code, said = command("reset-administrator", name)
    assert code == 1
    assert f"There is no administrator called {name}. There is administrator." in said


def test_the_reset_ends_the_sessions_of_the_account(settings, command):
    standing = reopened(settings)
    viewer = Viewer(signing_in.redeem(signing_in.try_password(ADDRESS, ADMINISTRATOR, PASSWORD)))
    standing.store.close()
    command("reset-administrator", ADMINISTRATOR)
    standing = reopened(settings)
    assert signing_in.who(viewer) is None
    standing.store.close()


# ------------------------------------------------------------ restore


def test_a_backup_is_brought_back_and_the_present_file_kept(settings, command, tmp_path):
    backup = backup_of(settings, tmp_path)
    before = settings.store_file.read_bytes()
    command("reset-administrator", ADMINISTRATOR)
    present = settings.store_file.read_bytes()
    assert present != before
    code, said = command("restore", str(backup))
    assert code == 0
    assert "Brought back" in said
    kept = settings.store_file.with_name("board.duckdb.before-restore")
    assert str(kept) in said
    assert kept.read_bytes() == present
    standing = reopened(settings)
    assert signing_in.try_password(ADDRESS, ADMINISTRATOR, PASSWORD), "the former password is back"
    standing.store.close()


def test_a_second_restore_keeps_both_former_files(settings, command, tmp_path):
    backup = backup_of(settings, tmp_path)
    command("restore", str(backup))
    command("restore", str(backup))
    kept = {file.name for file in settings.data_folder.glob("*.before-restore*")}
    assert {name for name in kept if not name.endswith(".blocks")} == {
        "board.duckdb.before-restore",
        "board.duckdb.before-restore-2",
    }


def test_a_damaged_store_does_not_stand_in_the_way_of_a_restore(settings, command, tmp_path):
    backup = backup_of(settings, tmp_path)
    settings.store_file.write_bytes(b"damaged")
    assert command("restore", str(backup))[0] == 0
    assert command("verify")[0] == 0


@pytest.mark.parametrize("ending", ["wal", "blocks"])
def test_what_lies_beside_the_former_file_does_not_touch_the_one_brought_back(settings, command, tmp_path, ending):
    backup = backup_of(settings, tmp_path)
    beside = settings.store_file.with_name(f"board.duckdb.{ending}")
    beside.write_bytes(b"of the former file")
    assert command("restore", str(backup))[0] == 0
    assert not beside.exists()
    assert beside.with_name(f"board.duckdb.before-restore.{ending}").read_bytes() == b"of the former file"


@pytest.mark.parametrize("kind", ["missing", "empty", "no store", "other key", "broken ledger"])
def test_what_does_not_verify_is_not_brought_back(settings, command, tmp_path, kind):
    before = settings.store_file.read_bytes()
    backup = tmp_path / "backup.duckdb"
    if kind == "empty":
        backup.touch()
    if kind == "no store":
        backup.write_bytes(b"some other file, long enough to be taken for one" * 500)
    if kind == "other key":
        other = furnish_ward(ward_settings(tmp_path / "other"), SystemClock())
        other.store.close()
        shutil.copy(other.house.settings.store_file, backup)
    if kind == "broken ledger":
        backup_of(settings, tmp_path)
        tamper(settings, "update ledger set who = 'x' where seq = 2")
        shutil.copy(settings.store_file, tmp_path / "tampered")
        shutil.move(backup, settings.store_file)
        shutil.move(tmp_path / "tampered", backup)
        before = settings.store_file.read_bytes()
    code, said = command("restore", str(backup))
    assert code == 1
    assert "Nothing was changed" in said or "the store is as it was" in said
    assert settings.store_file.read_bytes() == before
    assert not list(settings.data_folder.glob("*before-restore*"))
    assert not (settings.data_folder / "restore-in-the-making").exists()


def test_nothing_is_done_to_a_store_that_is_being_served(settings, tmp_path):
    backup = backup_of(settings, tmp_path)
    with served(tmp_path) as server:
        for words in (["restore", str(backup)], ["verify"], ["reset-administrator", ADMINISTRATOR]):
            done = subprocess.run(
                [sys.executable, "-m", "board.operator", *words], cwd=ROOT, capture_output=True, text=True, check=False
            )
            assert done.returncode in {1, 2}
            assert "running on this store" in done.stderr
            assert "Traceback" not in done.stderr
        assert server.fetch("/api/health").status == 200


def test_a_backup_is_not_brought_back_over_postgresql(settings, command, monkeypatch):
    monkeypatch.setenv("BOARD_STORE", "postgresql://board@127.0.0.1/board")
    code, said = command("restore", str(settings.store_file))
    assert code == 1
    assert "pg_restore" in said


def test_the_ledger_of_a_postgresql_store_is_verified_too(tmp_path, command, monkeypatch, postgres_url):
    ward = furnish_ward(ward_settings(tmp_path, postgres_url), SystemClock())
    ward.store.close()
    monkeypatch.setenv("BOARD_STORE", postgres_url)
    monkeypatch.setenv("BOARD_KEY_FILE", str(ward.house.settings.key_file))
    assert command("verify")[0] == 0
    tamper(ward.house.settings, "update ledger set who = 'x' where seq = 2")
    assert command("verify")[0] == 1

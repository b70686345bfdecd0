"""Migrations run once, in a transaction each, and a store of a newer program is left alone. On both stores."""

import shutil
from pathlib import Path

import pytest

from clock import SetClock
from db import migrations
from db.opening import StartRefused, open_store
from tests.ward import FIRST_MORNING, furnish_ward, ward_settings

NUMBERS = sorted(migrations._scripts(migrations._FOLDER))
NEWEST = NUMBERS[-1]


@pytest.fixture
def settings(tmp_path, store_address):
    return ward_settings(tmp_path, store_address)


@pytest.fixture
def scripts(tmp_path, monkeypatch):
    """A folder with the program's own scripts, to which a test may add; the program reads it instead."""
    folder = tmp_path / "migrations"
    shutil.copytree(Path(migrations._FOLDER), folder, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(migrations, "_FOLDER", folder)
    return folder


def reopened(settings):
    return open_store(settings, SetClock(FIRST_MORNING))


def applied(settings):
    store = reopened(settings)
    rows = store.look(lambda tx: tx.rows("select number, applied_at from migration order by number"))
    store.close()
    return [(row["number"], row["applied_at"]) for row in rows]


def tables(settings):
    store = reopened(settings)
    rows = store.look(
        lambda tx: tx.rows(
            "select table_name from duckdb_tables() where database_name = 'board' and schema_name in ('main', 'public')"
        )
    )
    store.close()
    return {row["table_name"] for row in rows}


def test_each_migration_runs_once_and_says_when(settings):
    assert applied(settings) == [(number, FIRST_MORNING) for number in NUMBERS]


def test_opening_again_changes_nothing_and_keeps_what_is_there(settings):
    ward = furnish_ward(settings, SetClock(FIRST_MORNING))
    ward.case("kept over the second start")
    ward.store.close()
    before = applied(settings)
    store = reopened(settings)
    assert store.look(lambda tx: tx.row("select label from patient_case")) == {"label": "kept over the second start"}
    store.close()
    assert applied(settings) == before


def test_a_new_migration_runs_on_a_store_that_has_the_others(settings, scripts):
    applied(settings)
    (scripts / f"{NEWEST + 1:04}_more.sql").write_text("create table more (id uuid primary key);", encoding="utf-8")
    assert [number for number, _ in applied(settings)] == [*NUMBERS, NEWEST + 1]
    assert "more" in tables(settings)


def test_a_migration_that_fails_half_way_leaves_nothing_behind_and_is_told_in_words(settings, scripts):
    before = tables(settings)
    script = scripts / f"{NEWEST + 1:04}_half.sql"
    script.write_text("create table half (id uuid primary key); create table other (id nonsense);", encoding="utf-8")
    with pytest.raises(StartRefused, match="could not be brought up to this version"):
        reopened(settings)
    script.unlink()
    assert tables(settings) == before
    assert [number for number, _ in applied(settings)] == NUMBERS


def test_a_store_of_a_newer_program_is_refused_with_what_to_do(settings, scripts):
    newer = scripts / f"{NEWEST + 1:04}_newer.sql"
    newer.write_text("create table newer (id uuid primary key);", encoding="utf-8")
    applied(settings)
    newer.unlink()
    with pytest.raises(StartRefused, match="written by a newer version.*Start that version"):
        reopened(settings)


def test_the_file_of_a_newer_program_is_the_same_to_the_byte_after_the_refusal(tmp_path, scripts):
    settings = ward_settings(tmp_path)
    newer = scripts / f"{NEWEST + 1:04}_newer.sql"
    newer.write_text("create table newer (id uuid primary key);", encoding="utf-8")
    applied(settings)
    newer.unlink()
    before = settings.store_file.read_bytes()
    with pytest.raises(StartRefused):
        reopened(settings)
    assert settings.store_file.read_bytes() == before
    assert [file.name for file in settings.data_folder.iterdir() if file.suffix == ".wal"] == []


def test_only_files_with_a_number_and_a_name_are_migrations(settings, scripts):
    (scripts / "9999.sql").write_text("nonsense", encoding="utf-8")
    (scripts / "notes.sql").write_text("nonsense", encoding="utf-8")
    assert [number for number, _ in applied(settings)] == NUMBERS

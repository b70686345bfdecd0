"""All of a unit is stored or nothing, with its ledger line, in one order that has no gaps. On both stores."""

import threading
import uuid

import duckdb
import pytest

from access.refusals import NotStored
from clock import SetClock
from db import conferences, people
from db.opening import open_store
from tests.ward import FIRST_MORNING, ward_settings


@pytest.fixture
def store(tmp_path, store_address):
    """An empty store, the two kinds in turn."""
    opened = open_store(ward_settings(tmp_path, store_address), SetClock(FIRST_MORNING))
    yield opened
    opened.close()


def deeds(store):
    return [row["what"] for row in store.look(lambda tx: tx.rows("select what from ledger order by seq"))]


def teams(store):
    return [row["name"] for row in store.look(people.teams)]


def test_what_a_unit_did_is_there_after_it_with_its_ledger_line(store):
    def work(tx):
        people.add_team(tx, "Ward 1", "UTC", "named")
        return tx.record("somebody", "made a team")

    assert store.atomic(work) == 1
    assert (teams(store), deeds(store)) == (["Ward 1"], ["made a team"])


def test_an_error_of_the_program_rolls_the_whole_unit_back(store):
    def work(tx):
        people.add_team(tx, "Ward 1", "UTC", "named")
        tx.record("somebody", "made a team")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        store.atomic(work)
    assert (teams(store), deeds(store)) == ([], [])


def test_an_error_of_the_database_rolls_the_whole_unit_back_and_is_told_in_words(store):
    def work(tx):
        people.add_team(tx, "Ward 1", "UTC", "named")
        tx.record("somebody", "made a team")
        tx.run("select nothing from nowhere")

    with pytest.raises(NotStored, match="This was not saved"):
        store.atomic(work)
    assert (teams(store), deeds(store)) == ([], [])


def test_an_error_that_the_unit_swallowed_is_raised_all_the_same_and_nothing_is_stored(store):
    reached = []

    def work(tx):
        people.add_team(tx, "Ward 1", "UTC", "named")
        with pytest.raises(duckdb.Error):
            tx.run("insert into team values ('not a uuid', '', '', '', null)")
        reached.append("the end")

    with pytest.raises(NotStored):
        store.atomic(work)
    assert reached
    assert teams(store) == []


def test_an_error_swallowed_inside_a_read_inside_a_unit_counts_too(store):
    def work(tx):
        people.add_team(tx, "Ward 1", "UTC", "named")
        with pytest.raises(duckdb.Error):
            tx.rows("select nothing from nowhere")

    with pytest.raises(NotStored):
        store.atomic(work)
    assert teams(store) == []


def test_a_unit_that_failed_leaves_the_store_usable_for_the_next(store):
    for _ in range(5):
        with pytest.raises(NotStored):
            store.atomic(lambda tx: tx.run("select nothing from nowhere"))
    store.atomic(lambda tx: people.add_team(tx, "Ward 1", "UTC", "named"))
    assert teams(store) == ["Ward 1"]


def test_a_rule_of_the_tables_is_a_refusal_and_stores_nothing(store):
    def work(tx):
        tx.record("somebody", "made a team")
        people.add_team(tx, "Ward 1", "UTC", "whispered")

    with pytest.raises(NotStored):
        store.atomic(work)
    assert deeds(store) == []


def test_looking_changes_nothing_even_when_it_writes(store):
    store.look(lambda tx: people.add_team(tx, "Ward 1", "UTC", "named"))
    assert teams(store) == []


def test_a_unit_sees_what_it_wrote_itself_and_others_only_afterwards(store):
    inside, outside = [], []

    def work(tx):
        people.add_team(tx, "Ward 1", "UTC", "named")
        inside.extend(row["name"] for row in people.teams(tx))
        outside.extend(teams(store))

    store.atomic(work)
    assert (inside, outside) == (["Ward 1"], [])


def test_the_numbers_of_the_ledger_have_no_gap_over_eight_threads_and_failures_between(store):
    failures = []

    def write(who):
        for n in range(6):

            def work(tx, n=n):
                seq = tx.record(who, f"deed {n}")
                if n % 3 == 2:
                    raise LookupError(seq)
                return seq

            try:
                store.atomic(work)
            except LookupError:
                continue
            except BaseException as fault:
                failures.append(fault)

    threads = [threading.Thread(target=write, args=(f"thread {n}",)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    rows = store.look(lambda tx: tx.rows("select seq from ledger order by seq"))
    assert [row["seq"] for row in rows] == list(range(1, 8 * 4 + 1))
    assert store.look(store._chain.first_broken) is None


def test_several_lines_of_one_unit_follow_each_other(store):
    assert store.atomic(lambda tx: [tx.record("somebody", f"deed {n}") for n in range(3)]) == [1, 2, 3]
    assert store.look(store._chain.first_broken) is None


def test_many_threads_read_what_is_right_while_one_writes(store):
    """One connection shared by threads answers wrongly: every unit has a cursor of its own."""
    team = store.atomic(lambda tx: people.add_team(tx, "Ward 1", "UTC", "named"))
    wrong, stop = [], threading.Event()

    def read(number):
        while not stop.is_set():
            found = store.look(
                lambda tx: tx.rows(
                    "select $number as number, name from team where id = $team", number=number, team=team
                )
            )
            if found != [{"number": number, "name": "Ward 1"}]:
                wrong.append(found)

    readers = [threading.Thread(target=read, args=(number,)) for number in range(6)]
    for reader in readers:
        reader.start()
    for n in range(15):
        store.atomic(lambda tx, n=n: tx.record("somebody", f"deed {n}"), checkpoint=True)
    stop.set()
    for reader in readers:
        reader.join()
    assert wrong == []


def test_text_of_any_kind_is_stored_as_it_is(store):
    bad = ["'; drop table team; --", "$1", "%s", "{x}", "\\", "\u202eabc", "e\u0301", "🙂", "a\nb\tc", "null", ""]
    for name in bad:
        store.atomic(lambda tx, name=name: people.add_team(tx, name, "UTC", "named"))
    assert sorted(teams(store)) == sorted(bad)


def test_a_time_comes_back_as_the_moment_it_was(store):
    team = store.atomic(lambda tx: people.add_team(tx, "Ward 1", "UTC", "named"))
    begins_at = FIRST_MORNING.replace(microsecond=123_456)
    conference = store.atomic(lambda tx: conferences.add_conference(tx, team, begins_at))
    found = store.look(lambda tx: conferences.conference(tx, conference))
    assert found["begins_at"] == begins_at
    assert found["begins_at"].utcoffset().total_seconds() == 0


def test_the_name_of_a_table_or_column_is_never_taken_from_outside(store):
    for table, column in (("team; drop table team", "id"), ("team", "id) values (1); --"), ("Team", "id")):
        with pytest.raises(ValueError, match="program's own"):
            store.atomic(lambda tx, t=table, c=column: tx.insert(t, [{c: uuid.uuid4()}]))

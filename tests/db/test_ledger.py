"""The ledger shows every hand that was laid on it: a line edited, removed, put in, or moved. On both stores."""

from datetime import timedelta

import pytest

from clock import SetClock
from db import ledger
from db.ledger import Chain
from db.opening import open_store
from tests.ward import FIRST_MORNING, ward_settings

LINES = 6


@pytest.fixture
def store(tmp_path, store_address):
    """A store with six lines in its ledger."""
    opened = open_store(ward_settings(tmp_path, store_address), SetClock(FIRST_MORNING))
    for n in range(1, LINES + 1):
        opened.atomic(lambda tx, n=n: tx.record("somebody", f"deed {n}", matter=f"matter {n}"))
    yield opened
    opened.close()


def first_broken(store):
    return store.look(store._chain.first_broken)


def by_hand(store, sql, **given):
    store.atomic(lambda tx: tx.run(sql, **given))


def test_an_untouched_ledger_is_whole(store):
    assert first_broken(store) is None


def test_an_empty_ledger_is_whole(store):
    by_hand(store, "delete from ledger")
    assert first_broken(store) is None


@pytest.mark.parametrize("column", ["who", "what", "matter"])
@pytest.mark.parametrize("seq", [1, 4, LINES])
def test_an_edited_line_is_found(store, column, seq):
    by_hand(store, f"update ledger set {column} = 'somebody else' where seq = $seq", seq=seq)
    assert first_broken(store) == seq


def test_a_line_moved_in_time_or_to_another_team_or_kind_is_found(store):
    for change in ("happened_at = $later", "team = '00000000-0000-4000-8000-000000000000'", "kind = 'reading'"):
        before = store.look(lambda tx: tx.row("select * from ledger where seq = 3"))
        given = {"later": FIRST_MORNING + timedelta(seconds=1)} if "$" in change else {}
        by_hand(store, f"update ledger set {change} where seq = 3", **given)
        assert first_broken(store) == 3, change
        by_hand(store, "delete from ledger where seq = 3")
        store.atomic(lambda tx, before=before: tx.insert("ledger", [before]))
        assert first_broken(store) is None


def test_a_removed_line_is_found(store):
    by_hand(store, "delete from ledger where seq = 3")
    assert first_broken(store) == 3


def test_a_line_removed_and_the_rest_moved_up_is_found(store):
    by_hand(store, "delete from ledger where seq = 3")
    for seq in range(4, LINES + 1):
        by_hand(store, "update ledger set seq = $to where seq = $seq", seq=seq, to=seq - 1)
    assert first_broken(store) == 3


def test_an_inserted_line_is_found(store):
    by_hand(store, "update ledger set seq = $to where seq = $seq", seq=LINES, to=LINES + 1)
    by_hand(
        store,
        "insert into ledger select $seq, happened_at, who, what, team, matter, kind, hmac from ledger where seq = 2",
        seq=LINES,
    )
    assert first_broken(store) == LINES


def test_two_lines_that_changed_places_are_found(store):
    for seq, to in ((2, 90), (3, 2), (90, 3)):
        by_hand(store, "update ledger set seq = $to where seq = $seq", seq=seq, to=to)
    assert first_broken(store) == 2


def test_a_chain_made_with_another_key_does_not_hold(store):
    assert store.look(Chain("another key of the right shape").first_broken) == 1


def test_the_mark_of_a_key_tells_keys_apart_and_not_what_they_are():
    assert Chain("one key").mark == Chain("one key").mark != Chain("other key").mark
    assert "one key" not in Chain("one key").mark


def test_the_version_of_a_team_rises_with_its_deeds_only(ward, store_address):
    before = ward.store.look(lambda tx: ledger.version(tx, ward.team))
    beside = ward.store.look(lambda tx: ledger.version(tx, ward.other_team))
    ward.store.atomic(lambda tx: tx.record("somebody", "read something", team=ward.team, kind="reading"))
    assert ward.store.look(lambda tx: ledger.version(tx, ward.team)) == before
    ward.plan_discussion()
    assert ward.store.look(lambda tx: ledger.version(tx, ward.team)) > before
    assert ward.store.look(lambda tx: ledger.version(tx, ward.other_team)) == beside


def test_every_deed_of_a_conference_leaves_its_line_in_the_order_of_the_deeds(ward, store_address):
    ward.open()
    ward.record_all()
    ward.reveal()
    ward.close()
    rows = ward.store.look(
        lambda tx: tx.rows(
            "select what, who from ledger where matter = $matter order by seq", matter=str(ward.discussion)
        )
    )
    assert [row["what"] for row in rows] == [
        "planned a discussion",
        "opened the recording",
        *["handed in an entry"] * 7,
        "revealed the first round",
        "closed the discussion",
    ]
    assert {row["who"] for row in rows} <= {str(person.account) for person in ward.persons.values()}
    assert first_broken(ward.store) is None

"""Whichever call of the database fails during a submit: nothing of it is stored, it is said, and the next one works."""

import uuid

import duckdb
import pytest

from access.refusals import NotStored
from access.terms import Stage
from board import discussions, entries, stages
from db import entries as stored
from tests.ward import answers


class FailingConnection:
    """A connection whose calls are counted; the n-th fails, before or after it was carried out."""

    def __init__(self, real, fails_at, *, afterwards=False, from_then_on=False):
        self.real = real
        self.fails_at = fails_at
        self.afterwards = afterwards
        self.from_then_on = from_then_on
        self.calls = []

    def cursor(self):
        return FailingCursor(self, self.real.cursor())

    def close(self):
        self.real.close()


class FailingCursor:
    def __init__(self, connection, real):
        self.connection = connection
        self.real = real

    def execute(self, sql, given=None):
        calls = self.connection.calls
        calls.append(" ".join(sql.split())[:60])
        here = len(calls) == self.connection.fails_at
        if here and self.connection.afterwards:
            self.real.execute(sql, given)
        if here or (self.connection.from_then_on and len(calls) > self.connection.fails_at):
            raise duckdb.IOException("the disk does not answer")
        return self.real.execute(sql, given)

    def close(self):
        self.real.close()


def everything(store):
    """All that a submit may touch, as text."""
    tables = ("entry", "rating", "noticed", "line", "draft", "ledger", "stage_change", "round")
    return store.look(lambda tx: {table: sorted(map(str, tx.rows(f"select * from {table}"))) for table in tables})


def with_failure(ward, fails_at, request, **how):
    """Submit with one failing call: the refusal or None, and the calls that were made."""
    store, real, anna = ward.store, ward.store._connection, ward.viewer("anna")
    failing = store._connection = FailingConnection(real, fails_at, **how)
    try:
        entries.submit(anna, ward.discussion, request, answers(3, understand="one line"))
    except NotStored as refusal:
        return refusal, failing.calls
    finally:
        store._connection = real
    return None, failing.calls


@pytest.fixture
def recording(ward, store_address):
    """A ward that is recording, with an earlier revision and a newer draft of the one who submits."""
    ward.stand_at(Stage.RECORDING, recorded=("anna", "ben"))
    entries.keep_draft(ward.viewer("anna"), ward.discussion, 0, answers(1, understand="the draft"))
    return ward


def holds(ward):
    """The entry of this press of the button: how many, and with how many ratings."""
    given = {"discussion": ward.discussion, "member": ward.member("anna")}
    return ward.store.look(
        lambda tx: tx.rows(
            "select e.revision, "
            "(select count(*) from rating t where t.discussion = $discussion and t.entry = e.id) as ratings "
            "from entry e "
            "where e.discussion = $discussion and e.member = $member order by e.revision",
            **given,
        )
    )


@pytest.mark.parametrize("from_then_on", [False, True], ids=["once", "from_then_on"])
def test_a_submit_that_fails_at_any_call_changes_nothing_and_the_next_is_stored(recording, from_then_on):
    ward, request = recording, uuid.uuid4()
    before, said = everything(ward.store), set()
    for fails_at in range(1, 200):
        refusal, calls = with_failure(ward, fails_at, request, from_then_on=from_then_on)
        if refusal is None:
            break
        said.add(refusal.sentence)
        assert everything(ward.store) == before, f"after a failure at {calls[fails_at - 1]}"
    # What fails behind the commit (folding the log into the file) is no reason to say "not saved": it is saved.
    assert "commit" in calls[: fails_at - 1]
    assert fails_at > 15
    assert all("not saved" in sentence or "did not answer" in sentence for sentence in said)
    full = len(answers().scores)
    assert [row["ratings"] for row in holds(ward)] == [full, full]
    assert everything(ward.store) != before
    assert ward.store.look(ward.store._chain.first_broken) is None


def test_a_commit_whose_answer_was_lost_is_not_stored_twice_by_the_second_press(recording):
    ward, request = recording, uuid.uuid4()
    calls = with_failure(ward, 10_000, uuid.uuid4())[1]
    revisions = len(holds(ward))
    refusal, _ = with_failure(ward, calls.index("commit") + 1, request, afterwards=True)
    assert refusal is not None
    receipt = entries.submit(ward.viewer("anna"), ward.discussion, request, answers(3, understand="one line"))
    assert receipt.handed_in_at == ward.clock.now()
    assert len(holds(ward)) == revisions + 1


def test_a_reveal_that_fails_at_any_call_reveals_nothing(recording):
    ward = recording
    for who in ("leader", "deputy"):
        ward.record(who)
    leader, real = ward.viewer("leader"), ward.store._connection
    for fails_at in range(1, 200):
        ward.store._connection = FailingConnection(real, fails_at)
        try:
            stages.reveal(leader, ward.discussion)
            break
        except NotStored:
            ward.store._connection = real
            assert ward.store.look(lambda tx: stored.revealed_ratings(tx, ward.discussion, 1)) == []
            assert discussions.discussion(leader, ward.discussion).stage is Stage.RECORDING
        finally:
            ward.store._connection = real
    assert fails_at > 8
    assert discussions.discussion(leader, ward.discussion).stage is Stage.REVEALED


def test_a_look_at_a_store_that_fails_is_refused_in_words_and_works_again_afterwards(recording):
    ward = recording
    leader, real = ward.viewer("leader"), ward.store._connection
    for fails_at in (1, 2, 3, 5):
        ward.store._connection = FailingConnection(real, fails_at)
        with pytest.raises(NotStored, match="Try again in a moment"):
            discussions.discussion(leader, ward.discussion)
        ward.store._connection = real
    assert discussions.discussion(leader, ward.discussion).recorded == 2


def test_a_store_that_was_closed_refuses_in_words(ward):
    viewer = ward.viewer("leader")
    ward.store._connection, real = ClosedConnection(), ward.store._connection
    try:
        with pytest.raises(NotStored):
            discussions.discussions(viewer, ward.team)
    finally:
        ward.store._connection = real


class ClosedConnection:
    def cursor(self):
        raise duckdb.ConnectionException("Connection already closed!")

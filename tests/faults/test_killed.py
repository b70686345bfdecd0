"""kill -9 in the middle of submitting: what was confirmed is there, and nothing is there by half."""

import json
import os
import random
import signal
import subprocess
import sys
import time
import uuid

import pytest

from clock import SystemClock
from db.opening import open_store
from tests.serving import ROOT
from tests.ward import answers, furnish_ward, ward_settings

ROUNDS = 50


@pytest.fixture
def mortal():
    """The process that has children to be killed."""
    asked = [sys.executable, "-m", "tests.faults.mortal"]
    with subprocess.Popen(asked, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "ready\n"
        yield process
        process.stdin.close()


def heard(process):
    """Its next line, as words."""
    line = process.stdout.readline()
    assert line, "the process of the children has died"
    return line.split()


def killed_after(process, asked, receipts, seconds):
    """Let a child see so many receipts, kill it so much later, and return the requests that it saw confirmed."""
    process.stdin.write(json.dumps(asked) + "\n")
    process.stdin.flush()
    word, child = heard(process)
    assert word == "open"
    confirmed = [heard(process)[1] for _ in range(receipts)]
    time.sleep(seconds)
    os.kill(int(child), signal.SIGKILL)
    while (words := heard(process)) != ["dead"]:
        confirmed.append(words[1])
    return [uuid.UUID(request) for request in confirmed]


@pytest.mark.slow
def test_no_confirmed_entry_is_lost_and_none_is_halved_by_fifty_kills(tmp_path, mortal):
    settings, chance = ward_settings(tmp_path), random.Random(50)
    ward = furnish_ward(settings, SystemClock())
    ward.open()
    asked = {
        "folder": str(settings.data_folder),
        "key_file": str(settings.key_file),
        "viewer": ward.viewer("anna").session,
        "discussion": str(ward.discussion),
    }
    ward.store.close()
    confirmed = []
    for n in range(ROUNDS):
        # A submit takes about a tenth of a second: wherever in it the next one is.
        confirmed += killed_after(mortal, asked, n % 3, chance.uniform(0, 0.12))

    store = open_store(settings, SystemClock())
    given = {"discussion": ward.discussion}
    there = store.look(
        lambda tx: tx.rows(
            "select id, request, seq, revision from entry where discussion = $discussion order by revision", **given
        )
    )
    ratings = store.look(
        lambda tx: tx.rows(
            "select entry, count(*) as n from rating where discussion = $discussion group by entry", **given
        )
    )
    lines = store.look(lambda tx: tx.rows("select entry, body from line where discussion = $discussion", **given))
    handed_in = store.look(lambda tx: tx.rows("select seq from ledger where what = 'handed in an entry' order by seq"))
    assert len(confirmed) >= ROUNDS - 2
    assert set(confirmed) <= {row["request"] for row in there}
    assert len(there) <= len(confirmed) + ROUNDS  # at most one more a round: stored, and killed before it could say so
    assert {row["entry"]: row["n"] for row in ratings} == {row["id"]: len(answers().scores) for row in there}
    assert {row["entry"]: row["body"] for row in lines} == {row["id"]: str(row["request"]) for row in there}
    assert [row["seq"] for row in handed_in] == [row["seq"] for row in there]
    assert [row["revision"] for row in there] == list(range(1, len(there) + 1))
    assert store.look(store._chain.first_broken) is None
    store.close()

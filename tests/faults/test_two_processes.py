"""Two processes of the board on one PostgreSQL: what one has done the other respects, to the very moment."""

import json
import subprocess
import sys
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager

import pytest

from access.refusals import WrongStage
from access.terms import EntryKind, Length, Naming, Stage
from board import discussions, entries, stages
from clock import SystemClock
from db import conferences as agenda
from db import entries as stored
from instruments import weekly_team_reaction
from tests.serving import ROOT
from tests.ward import answers, standing_ward, ward_settings

pytestmark = pytest.mark.pg
ROUNDS = 36
SECONDS_TO_ANSWER = 120


class OtherProcess:
    """A handle on a process that runs tests.faults.other_process."""

    def __init__(self, process):
        self.process = process

    def ask(self, do, **more):
        self.process.stdin.write(json.dumps({"do": do, **more}, default=str) + "\n")
        self.process.stdin.flush()

    def answer(self):
        """The word that it answered; "" when it died."""
        return json.loads(self.process.stdout.readline() or '{"word": ""}')["word"]


@contextmanager
def other_process(settings):
    asked = [
        sys.executable,
        "-m",
        "tests.faults.other_process",
        str(settings.data_folder),
        str(settings.key_file),
        settings.store,
    ]
    with subprocess.Popen(asked, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            other = OtherProcess(process)
            assert other.answer() == "here"
            yield other
        finally:
            process.stdin.close()
            process.wait(timeout=SECONDS_TO_ANSWER)


@pytest.fixture
def settings(tmp_path, postgres_url):
    return ward_settings(tmp_path, postgres_url)


@pytest.fixture
def ward(settings):
    """A ward on PostgreSQL by the computer's own clock: two processes must agree on the time."""
    with standing_ward(settings, SystemClock()) as standing:
        yield standing


def opened_with_quorum(ward, how_many=1):
    """Discussions open for recording with four entries each, put straight into the store."""
    keys = [item.key for item in weekly_team_reaction().items()]

    def one(tx, case, conference):
        discussion = agenda.add_discussion(
            tx,
            team=ward.team,
            patient_case=case,
            conference=conference,
            length=Length.FOCUS,
            reason="a reason",
            news="news",
            question="How long?",
            question_low="short",
            question_high="long",
            opens_at=None,
        )
        agenda.change_stage(tx, discussion, Stage.PLANNED, tx.record("leader", "planned"))
        seq = tx.record("leader", "opened")
        agenda.open_round(tx, discussion, 1, seq, naming=Naming.NAMED, instrument="weekly_team_reaction", version="1")
        agenda.change_stage(tx, discussion, Stage.RECORDING, seq)
        for who in ("leader", "deputy", "ben", "cleo"):
            stored.add_entry(
                tx,
                discussion=discussion,
                round_number=1,
                member=ward.member(who),
                kind=EntryKind.FULL,
                late=False,
                contact="closely",
                shift="day",
                request=uuid.uuid4(),
                seq=tx.record(who, "handed in an entry"),
                scores=dict.fromkeys(keys, 1),
                noticed=[],
                lines=[],
            )
        return discussion

    def work(tx):
        case = agenda.add_case(tx, ward.team, f"Fir {uuid.uuid4()}", "a label")
        conference = agenda.add_conference(tx, ward.team, tx.now)
        return [one(tx, case, conference) for _ in range(how_many)]

    return ward.store.atomic(work)


def seq_of_entry(ward, discussion):
    mine = ward.store.look(lambda tx: stored.own(tx, discussion, 1, ward.member("anna")))
    return mine["seq"] if mine else None


def picture(ward, discussion):
    """Who is in the revealed picture, and the ratings of each."""
    return ward.store.look(lambda tx: stored.revealed_ratings(tx, discussion, 1))


def test_an_entry_that_races_the_reveal_is_inside_before_it_or_refused_and_never_after_it(ward):
    opened = opened_with_quorum(ward, ROUNDS)
    leader, anna = ward.viewer("leader"), ward.viewer("anna")
    outcomes = []
    with other_process(ward.house.settings) as other:
        other.ask("open")
        assert other.answer() == "opened"
        for n, discussion in enumerate(opened):
            # From well before the reveal to well after it; in between, the same moment.
            ahead = (-1.0, 1.0)[n % 2] if n < 2 else (n % 9 - 4) * 0.004
            at = time.time() + 0.05 + max(0.0, ahead)
            other.ask(
                "submit",
                viewer=anna.session,
                discussion=discussion,
                request=uuid.uuid4(),
                score=3,
                understand=f"round {n}",
                at=at - ahead,
            )
            time.sleep(max(0.0, at - time.time()))
            stages.reveal(leader, discussion)
            outcome = other.answer()
            there, revealed = seq_of_entry(ward, discussion), discussions.discussion(leader, discussion)
            ratings = [row for row in picture(ward, discussion) if row["member"] == ward.member("anna")]
            matter = ward.store.look(
                lambda tx, d=discussion: tx.row(
                    "select revealed_seq from round where discussion = $discussion", discussion=d
                )
            )
            outcomes.append(outcome)
            if outcome == "stored":
                assert there < matter["revealed_seq"]
                assert len(ratings) == len(weekly_team_reaction().items()) + 1
                assert revealed.recorded == 5
            else:
                assert outcome == "WrongStage"
                assert there is None
                assert ratings == []
                assert revealed.recorded == 4
    assert outcomes[:2] == ["WrongStage", "stored"]
    assert ward.store.look(ward.store._chain.first_broken) is None


def test_a_submit_of_this_process_is_refused_once_the_other_has_revealed(ward):
    [discussion] = opened_with_quorum(ward)
    with other_process(ward.house.settings) as other:
        other.ask("open")
        other.ask("reveal", viewer=ward.viewer("leader").session, discussion=discussion)
        assert (other.answer(), other.answer()) == ("opened", "revealed")
        with pytest.raises(WrongStage):
            entries.submit(ward.viewer("anna"), discussion, uuid.uuid4(), answers())


def test_the_ledger_of_two_processes_that_write_at_once_has_one_order_without_gaps(ward):
    before = ward.store.look(lambda tx: tx.row("select max(seq) as seq from ledger"))["seq"]
    with other_process(ward.house.settings) as other, ThreadPoolExecutor() as threads:
        other.ask("open")
        assert other.answer() == "opened"
        other.ask("write", who="the other", times=30)
        mine = [threads.submit(ward.store.atomic, lambda tx: tx.record("this one", "a deed")) for _ in range(30)]
        assert other.answer() == "written"
        assert len({deed.result() for deed in mine}) == 30
    rows = ward.store.look(lambda tx: tx.rows("select seq from ledger order by seq"))
    assert [row["seq"] for row in rows] == list(range(1, before + 61))
    assert ward.store.look(ward.store._chain.first_broken) is None


def test_the_same_press_of_the_button_at_two_processes_is_one_entry(ward):
    [discussion] = opened_with_quorum(ward)
    with other_process(ward.house.settings) as other:
        other.ask("open")
        assert other.answer() == "opened"
        for n in range(8):
            request, at = uuid.uuid4(), time.time() + 0.05
            other.ask(
                "submit",
                viewer=ward.viewer("anna").session,
                discussion=discussion,
                request=request,
                score=2,
                understand="one",
                at=at,
            )
            time.sleep(max(0.0, at - time.time()))
            entries.submit(ward.viewer("anna"), discussion, request, answers(2, understand="one"))
            assert other.answer() == "stored"
            mine = ward.store.look(lambda tx: stored.own(tx, discussion, 1, ward.member("anna")))
            assert mine["revision"] == n + 1


def test_processes_that_start_at_the_same_moment_on_an_empty_database_all_come_up(settings):
    settings.key_file.parent.mkdir(parents=True)
    settings.key_file.write_text("a-key-for-both-processes\n", encoding="ascii")
    with ExitStack() as started:
        others = [started.enter_context(other_process(settings)) for _ in range(3)]
        at = time.time() + 0.3
        for other in others:
            other.ask("open", at=at)
        assert [other.answer() for other in others] == ["opened"] * 3
        others[0].ask("write", who="the first", times=2)
        others[1].ask("write", who="the second", times=2)
        assert [other.answer() for other in others[:2]] == ["written"] * 2

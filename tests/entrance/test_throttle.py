"""Guessing is slow, from wherever; nobody can be locked out from elsewhere; every failure looks alike."""

import statistics
import threading
import time
from contextlib import closing

import pytest

from access.refusals import Refusal, SignInRefused, WeakPassword
from access.viewer import Visitor
from board import accounts, house, signing_in, throttle
from clock import SetClock
from db.opening import open_store
from tests.ward import ADMINISTRATOR, FIRST_MORNING, PASSWORD, ward_settings

WARD, HOME = Visitor("10.0.0.7"), Visitor("10.0.0.8")


@pytest.fixture
def no_hashing(monkeypatch):
    """Hashing is slow on purpose; here only the counting matters."""
    monkeypatch.setattr("access.passwords.matches", lambda password, stored: password == PASSWORD)


def comes_in(name, password=PASSWORD, visitor=WARD):
    try:
        return bool(signing_in.try_password(visitor, name, password))
    except SignInRefused:
        return False


def fail(ward, name, times, visitor=WARD, pause=30):
    """Wrong tries, each after the longest delay, so that every one counts."""
    for _ in range(times):
        assert not comes_in(name, "wrong", visitor)
        ward.clock.move(seconds=pause)


@pytest.mark.usefixtures("no_hashing")
class TestOneAccount:
    def test_two_failures_cost_nothing(self, ward, store_address):
        fail(ward, "anna", 2, pause=0)
        assert comes_in("anna")

    @pytest.mark.parametrize(("failures", "seconds"), [(3, 0.2), (4, 0.4), (5, 0.8), (6, 1.6), (7, 3.2), (9, 12.8)])
    def test_from_the_third_failure_on_the_delay_doubles(self, ward, failures, seconds):
        fail(ward, "anna", failures - 1)
        fail(ward, "anna", 1, pause=0)
        ward.clock.move(seconds=seconds - 0.05)
        assert not comes_in("anna"), "too early, even with the right password"
        ward.clock.move(seconds=0.05)
        assert comes_in("anna")

    def test_a_try_that_comes_too_early_is_not_counted(self, ward):
        fail(ward, "anna", 3, pause=0)
        for _ in range(50):
            assert not comes_in("anna", "wrong")
        ward.clock.move(seconds=0.2)
        assert comes_in("anna")

    def test_after_ten_failures_the_account_pauses_at_that_address_for_a_quarter_of_an_hour(self, ward):
        fail(ward, "anna", 10, pause=26)
        last = ward.clock.now()
        ward.clock.move(minutes=5)
        assert not comes_in("anna"), "the right password gets the same answer"
        ward.clock.moment = last.replace(minute=last.minute + 11)
        assert comes_in("anna")

    def test_a_colleague_elsewhere_is_not_locked_out(self, ward):
        fail(ward, "anna", 10)
        assert not comes_in("anna", visitor=WARD)
        assert comes_in("anna", visitor=HOME)

    def test_another_account_at_the_same_address_is_not_locked_out(self, ward):
        fail(ward, "anna", 10)
        assert comes_in("ben", visitor=WARD)

    def test_coming_in_starts_the_count_anew(self, ward):
        fail(ward, "anna", 9)
        assert comes_in("anna")
        fail(ward, "anna", 2, pause=0)
        assert comes_in("anna")

    def test_coming_in_at_one_address_does_not_help_the_guesser_at_another(self, ward):
        fail(ward, "anna", 10, visitor=HOME)
        assert comes_in("anna", visitor=WARD)
        assert not comes_in("anna", visitor=HOME)

    def test_an_administrator_lifts_the_pause_with_a_new_first_password(self, ward):
        fail(ward, "anna", 10)
        office = ward.viewer(ADMINISTRATOR)
        accounts.renew_password(office, ward.persons["anna"].account)
        assert comes_in("anna")

    def test_the_pause_survives_a_restart(self, ward):
        fail(ward, "anna", 10)
        ward.store.close()
        ward.house = house.furnish(open_store(ward.house.settings, ward.clock), ward.clock, ward.house.settings)
        assert not comes_in("anna")

    def test_the_spelling_of_the_name_does_not_start_a_new_count(self, ward):
        for name in ("anna", "ANNA", " Anna ", "aNNa", "anna ") * 2:
            fail(ward, name, 1)
        assert not comes_in("anna")

    def test_many_tries_at_once_are_counted_one_by_one(self, ward, monkeypatch):
        checked = []
        monkeypatch.setattr("access.passwords.matches", lambda password, stored: checked.append(1) and False)
        tries = [threading.Thread(target=comes_in, args=("anna", "wrong")) for _ in range(20)]
        for each in tries:
            each.start()
        for each in tries:
            each.join()
        allowed = ward.store.look(lambda tx: tx.rows("select outcome from throttle where outcome = 'tried'"))
        assert len(allowed) <= throttle.FREE_TRIES
        assert len(checked) == 20, "and all take the time of a check"


@pytest.mark.usefixtures("no_hashing")
class TestManyAccounts:
    def test_an_address_has_a_budget_over_all_names(self, ward):
        fail(ward, "nobody", 0)
        for number in range(throttle.TRIES_PER_ADDRESS):
            assert not comes_in(f"name{number}", "wrong")
        assert not comes_in("anna", visitor=WARD)
        assert comes_in("anna", visitor=HOME)
        ward.clock.move(minutes=15, seconds=1)
        assert comes_in("anna", visitor=WARD)

    def test_the_board_has_a_budget_over_all_addresses(self, ward, monkeypatch):
        monkeypatch.setattr(throttle, "TRIES_PER_BOARD", 40)
        for number in range(40):
            assert not comes_in(f"name{number}", "wrong", Visitor(f"10.1.0.{number}"))
        assert not comes_in("anna", visitor=HOME)

    def test_coming_in_uses_up_nobodys_budget_so_a_whole_hospital_may_share_an_address(self, ward, monkeypatch):
        monkeypatch.setattr(throttle, "TRIES_PER_ADDRESS", 5)
        monkeypatch.setattr(throttle, "TRIES_PER_BOARD", 8)
        assert all(comes_in("anna") for _ in range(20))
        for number in range(5):
            assert not comes_in(f"name{number}", "wrong")
        assert not comes_in("anna"), "failures still count, whoever came in between"
        assert comes_in("anna", visitor=HOME)

    def test_one_members_wrong_present_passwords_hold_up_nobody_else(self, ward, monkeypatch):
        monkeypatch.setattr(throttle, "TRIES_PER_ADDRESS", 5)
        for number in range(5):
            with pytest.raises(SignInRefused):
                signing_in.change_password(ward.viewer("anna"), "wrong", f"four grey kettles in row {number}")
            ward.clock.move(seconds=30)
        signing_in.change_password(ward.viewer("ben"), PASSWORD, "four grey kettles in a row")

    def test_a_new_password_that_is_too_weak_uses_up_no_try_of_the_present_one(self, ward):
        for _ in range(20):
            with pytest.raises(WeakPassword):
                signing_in.change_password(ward.viewer("anna"), PASSWORD, "four four four")
        signing_in.change_password(ward.viewer("anna"), PASSWORD, "four grey kettles in a row")

    def test_two_hundred_names_with_one_try_each_are_throttled(self, ward):
        tried = sum(not comes_in(f"name{number}", "wrong") for number in range(200))
        noted = ward.store.look(lambda tx: tx.row("select count(*) as n from throttle where outcome = 'tried'"))
        assert tried == 200
        assert noted["n"] == throttle.TRIES_PER_ADDRESS


class TestFailuresLookAlike:
    @pytest.fixture
    def ways_to_fail(self, ward):
        office = ward.viewer(ADMINISTRATOR)
        accounts.set_account_open(office, ward.persons["ben"].account, is_open=False)
        accounts.make_account(office, "Test Expired", "expired")
        ward.clock.move(hours=73)
        for _ in range(12):
            ward.clock.move(seconds=20)
            try:
                signing_in.try_password(WARD, "paused", "wrong")
            except SignInRefused:
                continue
        return {
            "unknown": "nobody.of.that.name",
            "wrong": "anna",
            "disabled": "ben",
            "expired": "expired",
            "paused": "paused",
            "no name at all": "",
        }

    def test_every_failure_says_the_same(self, ward, ways_to_fail):
        said = set()
        for name in ways_to_fail.values():
            with pytest.raises(Refusal) as refused:
                signing_in.try_password(HOME, name, "x" * 20)
            said.add((type(refused.value), refused.value.sentence))
        assert said == {(SignInRefused, SignInRefused.sentence)}

    @pytest.mark.slow
    def test_every_failure_takes_the_same_time(self, ward, ways_to_fail):
        taken = {why: [] for why in ways_to_fail}
        for turn in range(9):
            for why, name in ways_to_fail.items():
                visitor = WARD if why == "paused" else Visitor(f"10.2.{turn}.1")
                begun = time.process_time()  # of this process alone: others may use the machine
                with pytest.raises(SignInRefused):
                    signing_in.try_password(visitor, name, "x" * 20)
                taken[why].append(time.process_time() - begun)
        medians = {why: statistics.median(times) for why, times in taken.items()}
        assert max(medians.values()) < 1.2 * min(medians.values()), medians


def test_the_set_up_code_is_throttled_like_a_password(tmp_path):
    clock = SetClock(FIRST_MORNING)
    standing = house.furnish(open_store(ward_settings(tmp_path), clock), clock, ward_settings(tmp_path))
    for _ in range(10):
        with pytest.raises(SignInRefused):
            signing_in.set_up(WARD, "AAAA-AAAA-AAAA", "admin", PASSWORD)
        clock.move(seconds=26)
    with pytest.raises(SignInRefused):
        signing_in.set_up(WARD, standing.set_up_code, "admin", PASSWORD)
    assert signing_in.needs_set_up()
    clock.move(minutes=15)
    signing_in.set_up(WARD, standing.set_up_code.lower(), "admin", PASSWORD)
    assert not signing_in.needs_set_up()
    with pytest.raises(Refusal, match="administrator already"):
        signing_in.set_up(WARD, standing.set_up_code, "second", PASSWORD)
    standing.store.close()


def test_the_right_set_up_code_is_right_however_often_the_password_beside_it_was_refused(tmp_path):
    clock = SetClock(FIRST_MORNING)
    with closing(open_store(ward_settings(tmp_path), clock)) as store:
        code = house.furnish(store, clock, ward_settings(tmp_path)).set_up_code
        for _ in range(throttle.TRIES_PER_NAME_AND_ADDRESS + 2):
            with pytest.raises(WeakPassword):
                signing_in.set_up(WARD, code, "admin", "password password")
        signing_in.set_up(WARD, code, "admin", PASSWORD)
        assert not signing_in.needs_set_up()


def test_who_tries_the_set_up_code_too_fast_is_told_that_it_may_be_that(tmp_path):
    clock = SetClock(FIRST_MORNING)
    with closing(open_store(ward_settings(tmp_path), clock)) as store:
        code = house.furnish(store, clock, ward_settings(tmp_path)).set_up_code
        for typed in ("AAAA-AAAA-AAAA",) * throttle.FREE_TRIES + (code,):
            with pytest.raises(SignInRefused, match="not the code, or it was tried too often"):
                signing_in.set_up(WARD, typed, "admin", PASSWORD)


@pytest.mark.usefixtures("no_hashing")
def test_guessing_across_names_is_held_back_and_leaves_one_line_in_the_ledger(ward, store_address):
    tried = [comes_in(f"nobody.{n}", "wrong") for n in range(throttle.TRIES_PER_ADDRESS + 20)]
    assert not any(tried)
    assert not comes_in("anna"), "the address has to wait, whatever the name"
    lines = ward.store.look(lambda tx: tx.rows("select matter from ledger where kind = 'refusal'"))
    assert [line["matter"] for line in lines] == [WARD.address]

"""Guessing PINs at a ward link is slow, bounded and tells nothing; a PIN is set with the password, told to nobody."""

import statistics
import time

import pytest

from access import passwords
from access.refusals import LinkOver, NotAllowed, PinRefused, SignInRefused, WeakPin
from access.viewer import Visitor
from board import accounts, pins, reading_ledger, signing_in, throttle, ward_visits
from tests.phones import PHONE, PIN, give_pins, team_link
from tests.ward import ADDRESS, ADMINISTRATOR, PASSWORD

ELSEWHERE = [Visitor(f"10.7.0.{number}") for number in range(20)]


@pytest.fixture
def token(ward):
    """A link to a round from which dora stands back, on a ward with PINs."""
    ward.plan_discussion(recused=("dora",))
    ward.open(ward.discussion)
    give_pins(ward, ("anna", "ben", "dora", "observer", "other member"))
    return team_link(ward)


@pytest.fixture
def no_hashing(monkeypatch):
    """Hashing is slow on purpose; here only the counting matters."""
    monkeypatch.setattr(passwords, "matches", lambda typed, stored: typed in {PIN, PASSWORD})


def opens(token, name="anna", pin=PIN, visitor=PHONE):
    try:
        return bool(ward_visits.come_in(visitor, token, name, pin))
    except PinRefused:
        return False


def signs_in(name, visitor=PHONE):
    try:
        return bool(signing_in.try_password(visitor, name, PASSWORD))
    except SignInRefused:
        return False


# ---------------------------------------------------------------- guessing


@pytest.mark.usefixtures("no_hashing")
def test_wrong_pins_and_wrong_passwords_are_one_count(ward, token, store_address):
    for _ in range(throttle.TRIES_PER_NAME_AND_ADDRESS):
        assert not opens(token, pin="000000")
        ward.clock.move(seconds=26)
    assert not opens(token)
    assert not signs_in("anna")
    assert signs_in("anna", ADDRESS), "from elsewhere nobody is locked out of signing in"


@pytest.mark.usefixtures("no_hashing")
def test_from_the_third_wrong_pin_on_there_is_a_delay(ward, token):
    for _ in range(3):
        assert not opens(token, pin="000000")
    assert not opens(token), "too early, even with the right PIN"
    ward.clock.move(seconds=0.2)
    assert opens(token)


@pytest.mark.usefixtures("no_hashing")
def test_at_one_link_a_name_has_ten_wrong_tries_in_all_from_wherever(ward, token):
    for visitor in ELSEWHERE[:9]:
        assert not opens(token, pin="000000", visitor=visitor)
    assert opens(token, visitor=ELSEWHERE[9]), "the right PIN uses nothing up"
    assert not opens(token, pin="000000", visitor=ELSEWHERE[10])
    ward.clock.move(hours=1)
    assert not opens(token, visitor=ELSEWHERE[11]), "waiting does not help"
    assert opens(token, "ben", visitor=ELSEWHERE[11])
    assert signs_in("anna", ELSEWHERE[11]), "the password still does"
    assert opens(team_link(ward), visitor=ELSEWHERE[11]), "and so does another link"


@pytest.mark.usefixtures("no_hashing")
def test_an_address_has_the_budget_of_the_sign_in_over_all_names(ward, token):
    for number in range(throttle.TRIES_PER_ADDRESS):
        assert not opens(token, f"name{number}", "000000")
    assert not opens(token)
    assert opens(token, visitor=ADDRESS)
    refused = ward.store.look(lambda tx: tx.rows("select matter from ledger where kind = 'refusal'"))
    assert [line["matter"] for line in refused] == [PHONE.address]


@pytest.mark.usefixtures("no_hashing")
def test_whatever_is_wrong_the_answer_is_the_same_sentence_and_nothing_is_opened(ward, token, store_address):
    give_pins(ward, ("cleo",))
    accounts.set_account_open(ward.viewer(ADMINISTRATOR), ward.persons["cleo"].account, is_open=False)
    accounts.make_account(ward.viewer(ADMINISTRATOR), "Test Expired", "expired")
    ward.join("late")
    give_pins(ward, ("late",))
    said = {}
    for why, name, pin in (
        ("wrong", "anna", "503816"),
        ("unknown", "nobody.of.that.name", PIN),
        ("no PIN set", "deputy", PIN),
        ("closed", "cleo", PIN),
        ("still with a first password", "expired", PIN),
        ("stands back", "dora", PIN),
        ("observes", "observer", PIN),
        ("of another team", "other.member", PIN),
        ("joined later", "late", PIN),
        ("administrator", ADMINISTRATOR, PIN),
        ("no name", "", PIN),
    ):
        with pytest.raises(PinRefused) as refused:
            ward_visits.come_in(PHONE, token, name, pin)
        said[why] = refused.value.sentence
        ward.clock.move(minutes=16)
    assert set(said.values()) == {PinRefused.sentence}
    assert ward.store.look(lambda tx: tx.rows("select * from ward_ticket")) == []


@pytest.mark.slow
def test_every_failure_takes_the_time_of_one_check(ward, token):
    ways = {
        "wrong": "anna",
        "unknown": "nobody",
        "no PIN": "deputy",
        "stands back": "dora",
        "elsewhere": "other.member",
    }
    taken = {why: [] for why in ways}
    for visitor in ELSEWHERE[:7]:
        for why, name in ways.items():
            begun = time.process_time()  # of this process alone: others may use the machine
            assert not opens(token, name, "503816", visitor)
            taken[why].append(time.process_time() - begun)
    medians = {why: statistics.median(times) for why, times in taken.items()}
    assert max(medians.values()) < 1.2 * min(medians.values()), medians


def test_a_password_does_not_open_a_link_and_a_pin_does_not_sign_in(ward, token):
    assert not opens(token, pin=PASSWORD)
    with pytest.raises(SignInRefused):
        signing_in.try_password(ADDRESS, "anna", PIN)


# ---------------------------------------------------------------- setting and clearing


def test_a_pin_is_set_with_the_password_and_replaces_the_one_before(ward, token, store_address):
    viewer = ward.viewer("leader")
    assert not pins.has_pin(viewer)
    pins.set_pin(viewer, PASSWORD, "503816")
    assert pins.has_pin(viewer)
    assert opens(token, "leader", "503816")
    pins.set_pin(viewer, PASSWORD, "719204")
    assert not opens(token, "leader", "503816")
    assert opens(token, "leader", "719204")


def test_without_the_password_no_pin_is_set_and_trying_it_is_throttled(ward, monkeypatch):
    monkeypatch.setattr(passwords, "matches", lambda typed, stored: typed == PASSWORD)
    viewer = ward.viewer("anna")
    for _ in range(throttle.TRIES_PER_NAME_AND_ADDRESS):
        with pytest.raises(SignInRefused):
            pins.set_pin(viewer, "wrong", "503816")
        ward.clock.move(seconds=26)
    viewer = ward.viewer("anna")
    with pytest.raises(SignInRefused):
        pins.set_pin(viewer, PASSWORD, "503816")
    with pytest.raises(SignInRefused, match="present password"):
        signing_in.change_password(viewer, PASSWORD, "four grey kettles in a row")  # one count for both
    assert not pins.has_pin(viewer)


def test_a_trivial_pin_is_refused_and_the_one_before_stands(ward, token):
    viewer = ward.viewer("anna")
    for weak in ("123456", "12345", "abcdef", ""):
        with pytest.raises(WeakPin):
            pins.set_pin(viewer, PASSWORD, weak)
    assert opens(token)


def test_an_administrator_clears_a_pin_and_can_neither_set_nor_use_one(ward, token, store_address):
    office = ward.viewer(ADMINISTRATOR)
    pins.clear_pin(office, ward.persons["anna"].account)
    assert not opens(token)
    assert not pins.has_pin(ward.viewer("anna"))
    with pytest.raises(NotAllowed):
        pins.set_pin(office, PASSWORD, "503816")
    lines = [line.what for line in reading_ledger.own_lines(ward.viewer("anna"))]
    assert lines[0] == "an administrator cleared the PIN", "its owner sees it"


def test_an_account_past_its_end_opens_no_link(ward):
    ward.open()
    give_pins(ward, ("anna",))
    token = team_link(ward)
    account = ward.persons["anna"].account
    ward.store.atomic(
        lambda tx: tx.run("update account set ends_at = $now where id = $account", now=tx.now, account=account)
    )
    assert not opens(token)


def test_a_link_that_is_over_says_so_before_any_pin_is_tried(ward, token):
    ward.clock.move(hours=9)
    with pytest.raises(LinkOver):
        opens(token)
    assert ward.store.look(lambda tx: tx.rows("select * from throttle")) == []

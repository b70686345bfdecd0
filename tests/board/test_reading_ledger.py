"""Who did and read what: to oneself, to the leader by name, to administrators without content; not who recorded."""

from contextlib import closing

import pytest

from access.refusals import NotAllowed, NotFound
from access.terms import Naming, Role, Stage
from board import accounts, discussions, division, entries, house, operator, reading_ledger, second_round
from clock import SystemClock
from db import accounts as stored_accounts
from db import ledger
from db.opening import open_store
from tests.ward import ADMINISTRATOR, RECORDING, answers, furnish_ward, ward_settings


def told(lines):
    return [(line.who.text, line.what, line.about.text) for line in lines]


def whats(lines):
    return {line.what for line in lines}


def code_of(ward):
    return discussions.discussion(ward.viewer("leader"), ward.discussion).code


def test_everybody_finds_the_own_deeds_and_readings_newest_first(ward, store_address):
    ward.stand_at(Stage.REVEALED)
    division.picture(ward.viewer("anna"), ward.discussion)
    lines = reading_ledger.own_lines(ward.viewer("anna"))
    assert [(line.what, line.about.text) for line in lines][:2] == [
        ("read the division", code_of(ward)),
        ("handed in an entry", code_of(ward)),
    ]
    assert [line.happened_at for line in lines] == sorted((line.happened_at for line in lines), reverse=True)


def test_nobody_finds_a_line_of_somebody_else_among_the_own(ward):
    ward.stand_at(Stage.REVEALED)
    division.picture(ward.viewer("ben"), ward.discussion)
    assert "read the division" not in whats(reading_ledger.own_lines(ward.viewer("anna")))
    assert reading_ledger.own_lines(ward.viewer("other member")) == ()


def test_the_leader_reads_by_name_who_read_the_division(ward, store_address):
    ward.stand_at(Stage.REVEALED)
    for who in ("anna", "observer"):
        division.picture(ward.viewer(who), ward.discussion)
    lines = reading_ledger.lines_about_team(ward.viewer("leader"), ward.team)
    assert told(line for line in lines if line.is_reading) == [
        (ward.name("observer"), "read the division", code_of(ward)),
        (ward.name("anna"), "read the division", code_of(ward)),
    ]


def test_reading_twice_is_one_line(ward):
    ward.stand_at(Stage.REVEALED)
    for _ in range(3):
        division.picture(ward.viewer("anna"), ward.discussion)
    lines = reading_ledger.lines_about_team(ward.viewer("leader"), ward.team)
    assert len([line for line in lines if line.is_reading]) == 1


SECRETLY = {
    "comes late": lambda ward: ward.record("dora", late=True),
    "withdraws": lambda ward: entries.withdraw(ward.viewer("dora"), ward.discussion),
}


@pytest.mark.parametrize("second", [False, True])
@pytest.mark.parametrize("what", SECRETLY)
def test_when_somebody_comes_late_or_withdraws_is_not_in_the_readings_of_pages_that_stay_open(
    ward, store_address, what, second
):
    ward.open()
    ward.record_all(RECORDING[:6])
    if what == "withdraws":
        ward.record("dora", answers(2))
    ward.reveal()
    read = second_round.picture if second else division.picture
    if second:
        ward.open_second(recorded=RECORDING[:6])
        ward.reveal_second()
    read(ward.viewer("ben"), ward.discussion)
    ward.clock.move(minutes=7)
    happened_at = ward.clock.now()
    SECRETLY[what](ward)
    read(ward.viewer("ben"), ward.discussion)
    lines = reading_ledger.lines_about_team(ward.viewer("leader"), ward.team)
    assert [line for line in lines if line.is_reading]
    assert not [line for line in lines if line.happened_at == happened_at]


def test_what_is_read_anew_because_it_changed_leaves_a_line_of_its_own(ward):
    ward.stand_at(Stage.REVEALED, recorded=RECORDING, naming=Naming.NAMED)
    division.picture(ward.viewer("ben"), ward.discussion)
    entries.withdraw(ward.viewer("dora"), ward.discussion)
    division.picture(ward.viewer("ben"), ward.discussion)
    lines = reading_ledger.lines_about_team(ward.viewer("leader"), ward.team)
    assert len([line for line in lines if line.is_reading]) == 2


def test_the_close_is_no_new_reading(ward):
    ward.stand_at(Stage.REVEALED)
    division.picture(ward.viewer("ben"), ward.discussion)
    ward.close()
    division.picture(ward.viewer("ben"), ward.discussion)
    lines = reading_ledger.lines_about_team(ward.viewer("leader"), ward.team)
    assert len([line for line in lines if line.is_reading]) == 1


@pytest.mark.parametrize("stage", [Stage.RECORDING, Stage.REVEALED, Stage.CLOSED])
def test_when_somebody_recorded_is_in_nobody_elses_lines(ward, stage):
    ward.stand_at(stage, recorded=RECORDING)
    if stage is not Stage.CLOSED:
        entries.withdraw(ward.viewer("anna"), ward.discussion)
    of_team = reading_ledger.lines_about_team(ward.viewer("leader"), ward.team)
    of_all = reading_ledger.all_deeds(ward.viewer(ADMINISTRATOR))
    for lines in (of_team, of_all):
        assert lines
        assert not any("entry" in line.what for line in lines)
        assert ward.name("anna") not in {line.who.text for line in lines}


def test_entries_of_others_take_no_room_in_what_the_leader_reads(ward, store_address):
    ward.stand_at(Stage.RECORDING, recorded=())
    whole = whats(reading_ledger.lines_about_team(ward.viewer("leader"), ward.team))
    for _ in range(4):
        ward.store.atomic(
            lambda tx: [tx.record("anna", ledger.HANDED_IN, matter="", team=ward.team) for _ in range(60)]
        )
    assert whats(reading_ledger.lines_about_team(ward.viewer("leader"), ward.team)) == whole


def test_administrators_read_deeds_without_any_case(ward):
    ward.stand_at(Stage.REVEALED)
    division.picture(ward.viewer("anna"), ward.discussion)
    lines = reading_ledger.all_deeds(ward.viewer(ADMINISTRATOR))
    assert "revealed the first round" in whats(lines)
    assert "read the division" not in whats(lines)
    assert {line.about.text for line in lines} <= {"", "Ward 3", "Ward 7"}
    assert code_of(ward) not in str(lines)
    assert str(ward.discussion) not in str(lines)


def test_a_leader_who_stands_back_is_not_told_which_case_it_was(ward):
    ward.stand_at(Stage.REVEALED, recused=["deputy"], recorded=("leader", "anna", "ben", "cleo"))
    ward.set_role("deputy", Role.LEADER)
    lines = reading_ledger.lines_about_team(ward.viewer("deputy"), ward.team)
    of_discussion = [line for line in lines if line.what in {"opened the recording", "revealed the first round"}]
    assert of_discussion
    assert {line.about.text for line in of_discussion} == {""}


def test_only_the_leader_reads_the_teams_lines_and_only_of_the_own_team(ward):
    for who in ("deputy", "facilitator", "anna", "observer", ADMINISTRATOR):
        with pytest.raises(NotAllowed):
            reading_ledger.lines_about_team(ward.viewer(who), ward.team)
    for who in ("other leader", "other member"):
        with pytest.raises(NotFound):
            reading_ledger.lines_about_team(ward.viewer(who), ward.team)


def test_only_administrators_read_all_deeds(ward):
    for who in ("leader", "anna", "other leader"):
        with pytest.raises(NotAllowed):
            reading_ledger.all_deeds(ward.viewer(who))


def test_an_administrator_whose_password_was_reset_at_the_console_reads_who_did_it(tmp_path):
    ward = furnish_ward(ward_settings(tmp_path), SystemClock())
    ward.store.close()
    operator.reset_administrator(ward.house.settings, "administrator")
    with closing(open_store(ward.house.settings, SystemClock())) as store:
        ward.house = house.furnish(store, SystemClock(), ward.house.settings)
        account = ward.persons[ADMINISTRATOR].account
        store.atomic(lambda tx: stored_accounts.set_password(tx, account, "x", must_replace=False, ends_at=None))
        said = [line.what for line in reading_ledger.own_lines(ward.new_session(ADMINISTRATOR))]
    assert "the owner of the server gave an administrator a new first password" in said
    assert not [what for what in said if what.startswith("an administrator")]


def test_a_new_first_password_is_in_the_ledger_of_whose_account_it_opens(ward):
    accounts.renew_password(ward.viewer(ADMINISTRATOR), ward.persons["dora"].account)
    ward.store.atomic(
        lambda tx: stored_accounts.set_password(tx, ward.persons["dora"].account, "x", must_replace=False, ends_at=None)
    )
    said = [line.what for line in reading_ledger.own_lines(ward.new_session("dora"))]
    assert "an administrator gave a new first password" in said

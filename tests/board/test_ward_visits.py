"""A visit by a ward link writes the own entry of one round and does nothing else; it ends when it should."""

import uuid
from collections import defaultdict
from datetime import timedelta

import pytest

from access.refusals import Invalid, LinkOver, NotAllowed, NotFound, NotSignedIn, Refusal
from access.terms import Role, Round, Stage
from access.viewer import Viewer, Visitor
from board import (
    accounts,
    entries,
    forms,
    memberships,
    pins,
    pulse,
    reading_ledger,
    signing_in,
    stages,
    teams,
    ward_links,
    ward_visits,
)
from tests.board.deeds import ASKED_BY_ANYBODY, DEEDS
from tests.board.test_sealing import found_of
from tests.phones import PHONE, PIN, give_pins, team_link, ticket, visit
from tests.ward import ADMINISTRATOR, PASSWORD, answers, short_answers

FIRST = {"forms.form", "forms.suspicions", "entries.keep_draft", "entries.discard_draft", "entries.submit"}
SECOND = {f"{name} in the second round" for name in FIRST}
"""All that a visit may do, in each of the rounds."""


class Anything:
    """Whatever else a deed needs: ids that name nothing."""

    second_link = defaultdict(uuid.uuid4)
    guessed = ("fond", "drawn", "contact")

    def __getattr__(self, name):
        return uuid.uuid4()


@pytest.fixture
def phones(ward):
    """A ward with an open round in which two have recorded, and PINs."""
    ward.open()
    ward.record_all(("ben", "cleo"))
    give_pins(ward, ("anna", "ben", "dora", "deputy", "observer", "other member"))
    return ward


def places(ward):
    matter = ward.discussion
    conference = stages_conference(ward)
    return {"discussion": matter, "team": ward.team, "conference": conference, "": None}


def stages_conference(ward):
    row = ward.store.look(lambda tx: tx.row("select conference from discussion where id = $d", d=ward.discussion))
    return row["conference"]


def refusals(ward, guest, permitted):
    """What each deed that is not permitted answers: the class of its refusal, or what it told."""
    at = places(ward)
    told = {}
    for deed in DEEDS:
        if deed.name not in permitted:
            try:
                told[deed.name] = deed.call(guest, at.get(deed.target, uuid.uuid4()), Anything())
            except Refusal as refusal:
                told[deed.name] = type(refusal)
    return told


def is_over(guest):
    with pytest.raises(NotSignedIn):
        forms.form(guest, uuid.uuid4())
    return ward_visits.visit(guest) is None


# ---------------------------------------------------------------- what it may do, and nothing else


def test_of_all_deeds_of_the_board_a_visit_may_do_five(phones, store_address):
    guest = visit(phones, "anna")
    told = refusals(phones, guest, FIRST)
    assert {name: said for name, said in told.items() if said not in {NotSignedIn, NotAllowed, NotFound}} == {}
    assert len(told) == len(DEEDS) - len(FIRST)
    for deed in (deed for deed in DEEDS if deed.name in FIRST - {"entries.submit"}):
        deed.call(guest, phones.discussion, None)
    entries.submit(guest, phones.discussion, uuid.uuid4(), answers(3))
    assert phones.recorded() == 3


def test_a_visit_to_the_second_round_may_do_the_same_five_there(ward, store_address):
    ward.stand_at(Stage.REVEALED)
    ward.open_second(recorded=("ben",))
    give_pins(ward, ("anna",))
    guest = visit(ward, "anna", of_round=Round.SECOND)
    told = refusals(ward, guest, SECOND)
    # No entry stands while a visit goes on, so there is none to withdraw.
    assert told.pop("entries.withdraw in the second round") is Invalid
    assert {name: said for name, said in told.items() if said not in {NotSignedIn, NotAllowed, NotFound}} == {}
    entries.keep_draft(guest, ward.discussion, 0, short_answers(), Round.SECOND)
    entries.discard_draft(guest, ward.discussion, Round.SECOND)
    assert forms.suspicions(guest, ward.discussion, "a quiet week", Round.SECOND) == ()
    assert forms.form(guest, ward.discussion, Round.SECOND).handed_in is None
    entries.submit(guest, ward.discussion, uuid.uuid4(), short_answers(), Round.SECOND)
    assert is_over(guest)


def test_who_anybody_may_ask_tells_a_visit_nothing(phones):
    guest = visit(phones, "anna")
    answered = {ask.__name__: ask(guest) for ask in ASKED_BY_ANYBODY if ask is not signing_in.sign_out}
    assert answered.pop("visit") == ward_visits.Visit(
        phones.discussion, Round.FIRST, phones.clock.now() + timedelta(minutes=15), "Europe/Berlin"
    )
    assert answered == {"who": None, "touch": None, "version": None, "was_stored": False}


def test_a_visit_does_not_find_any_other_discussion_though_the_member_would(phones):
    guest, here = visit(phones, "anna"), phones.discussion
    elsewhere = phones.stand_at(Stage.RECORDING, recorded=("ben",))
    assert forms.form(phones.viewer("anna"), elsewhere)
    for deed in (deed for deed in DEEDS if deed.name in FIRST):
        with pytest.raises(NotFound):
            deed.call(guest, elsewhere, None)
    assert forms.form(guest, here)


def test_the_form_holds_the_own_draft_and_nothing_of_anybody_else(phones, store_address):
    entries.keep_draft(phones.viewer("anna"), phones.discussion, 0, phones.canary("anna").answers)
    guest = visit(phones, "anna")
    form = forms.form(guest, phones.discussion)
    assert form.answers == phones.canary("anna").answers
    assert not [who for who in ("ben", "cleo") if found_of(phones.canary(who), form)]
    assert not {"recorded", "expected"} & set(vars(form)), "no counts either"


def test_what_was_handed_in_before_is_neither_shown_nor_written_over(phones):
    with pytest.raises(Invalid, match="handed in already") as refused:
        ticket(phones, "ben", team_link(phones))
    assert "password" in refused.value.sentence
    guest = visit(phones, "anna")
    phones.record("anna")  # meanwhile, at the desk
    assert is_over(guest)
    assert ward_visits.was_stored(guest)


def test_a_withdrawn_entry_can_be_written_anew_on_the_phone_and_is_not_shown(phones):
    entries.withdraw(phones.viewer("ben"), phones.discussion)
    form = forms.form(visit(phones, "ben"), phones.discussion)
    assert form.handed_in is None
    assert form.answers.scores == {}


# ---------------------------------------------------------------- when it ends


def test_a_visit_ends_when_the_entry_is_handed_in(phones, store_address):
    guest = visit(phones, "anna")
    assert ward_visits.was_stored(guest) is False
    entries.submit(guest, phones.discussion, uuid.uuid4(), answers(3))
    assert is_over(guest)
    assert ward_visits.was_stored(guest) is True
    assert ward_visits.was_stored(Viewer("no such session")) is None


def test_a_visit_ends_after_a_quarter_of_an_hour_whatever_is_done_in_it(phones):
    guest = visit(phones, "anna")
    phones.clock.move(minutes=14, seconds=59)
    ward_visits.touch(guest)
    assert entries.keep_draft(guest, phones.discussion, 0, answers(2)) == 1
    phones.clock.move(seconds=1)
    assert is_over(guest)
    assert forms.form(phones.viewer("anna"), phones.discussion).draft_version == 1, "the draft is kept"


def test_the_limit_of_idle_time_holds_for_visits_too(phones, monkeypatch):
    monkeypatch.setattr(type(phones.house.settings), "idle", timedelta(minutes=5))
    busy, idle = visit(phones, "anna"), visit(phones, "dora")
    phones.clock.move(minutes=4)
    ward_visits.touch(busy)
    phones.clock.move(minutes=1)
    assert ward_visits.visit(busy)
    assert is_over(idle)


def reveal(ward):
    ward.record_all(("leader", "facilitator"))
    ward.reveal()


def take_back(ward):
    leader = ward.viewer("leader")
    for link in ward_links.links(leader, ward.discussion):
        ward_links.take_back(leader, ward.discussion, link.id)


ENDS = {
    "the reveal": reveal,
    "taking the link back": take_back,
    "postponing": lambda ward: stages.postpone(ward.viewer("leader"), ward.discussion, "no time"),
    "another PIN": lambda ward: pins.set_pin(ward.viewer("anna"), PASSWORD, "503816"),
    "clearing the PIN": lambda ward: pins.clear_pin(ward.viewer(ADMINISTRATOR), ward.persons["anna"].account),
    "another password": lambda ward: signing_in.change_password(
        ward.viewer("anna"), PASSWORD, "four grey kettles in a row"
    ),
    "ending the other sessions": lambda ward: signing_in.end_other_sessions(ward.viewer("anna")),
    "closing the account": lambda ward: accounts.set_account_open(
        ward.viewer(ADMINISTRATOR), ward.persons["anna"].account, is_open=False
    ),
    "a new first password": lambda ward: accounts.renew_password(
        ward.viewer(ADMINISTRATOR), ward.persons["anna"].account
    ),
    "another role": lambda ward: ward.set_role("anna", Role.OBSERVER),
    "leaving the team": lambda ward: memberships.end_membership(
        ward.viewer(ADMINISTRATOR), ward.team, ward.member("anna")
    ),
}


@pytest.mark.parametrize("what", ENDS)
def test_a_visit_and_its_unused_ticket_end_at_once_with(phones, what):
    token = team_link(phones)
    guest, kept = visit(phones, "anna", token), ticket(phones, "anna", token)
    ENDS[what](phones)
    assert is_over(guest)
    assert ward_visits.redeem(kept) is None


def test_signing_out_ends_the_visit_and_keeps_the_draft(phones):
    guest = visit(phones, "anna")
    entries.keep_draft(guest, phones.discussion, 0, answers(2))
    signing_in.sign_out(guest)
    assert is_over(guest)
    assert ward_visits.was_stored(guest) is False
    assert forms.form(phones.viewer("anna"), phones.discussion).draft_version == 1


def test_a_ticket_opens_once_and_for_twenty_seconds(phones):
    token = team_link(phones)
    once, late = ticket(phones, "anna", token), ticket(phones, "dora", token)
    assert ward_visits.redeem(once)
    assert ward_visits.redeem(once) is None
    phones.clock.move(seconds=20)
    assert ward_visits.redeem(late) is None


# ---------------------------------------------------------------- links


def test_a_link_for_one_needs_no_name_and_opens_once(phones, store_address):
    link = ward_links.make_for(phones.viewer("deputy"), phones.discussion, phones.member("anna"))
    assert not ward_visits.needs_a_name(PHONE, link.token)
    first = ward_visits.come_in(PHONE, link.token, "", PIN)
    second = ward_visits.come_in(PHONE, link.token, "ben", PIN)  # another name is not asked for and changes nothing
    guest = Viewer(ward_visits.redeem(first) or "")
    assert ward_visits.redeem(second) is None
    assert forms.form(guest, phones.discussion)
    with pytest.raises(LinkOver):
        ticket(phones, "anna", link.token)


@pytest.mark.parametrize("then", ["opened", "handed in"])
def test_whoever_made_a_link_for_one_cannot_tell_by_it_whether_it_was_used(phones, store_address, then):
    """The attack: the deputy keeps the address and opens it. Without the PIN it answers as before it was used."""
    link = ward_links.make_for(phones.viewer("deputy"), phones.discussion, phones.member("anna"))

    def answers_at_the_link():
        with pytest.raises(Refusal) as refused:
            ward_visits.come_in(PHONE, link.token, "", "000999")
        return ward_visits.needs_a_name(PHONE, link.token), refused.value.sentence

    before = answers_at_the_link()
    guest = visit(phones, "anna", link.token)
    if then == "handed in":
        entries.submit(guest, phones.discussion, uuid.uuid4(), answers(2))
    assert answers_at_the_link() == before


def test_a_link_for_the_team_opens_for_each_who_has_a_pin(phones):
    token = team_link(phones)
    assert ward_visits.needs_a_name(PHONE, token)
    for who in ("anna", "dora", "deputy"):
        entries.submit(visit(phones, who, token), phones.discussion, uuid.uuid4(), answers(2))
    assert phones.recorded() == 5


@pytest.mark.parametrize(("lasts", "one"), [(ward_links.FOR_THE_TEAM_LASTS, False), (ward_links.FOR_ONE_LASTS, True)])
def test_a_link_ends_after_some_hours(phones, lasts, one):
    leader = phones.viewer("leader")
    if one:
        link = ward_links.make_for(leader, phones.discussion, phones.member("anna"))
    else:
        link = ward_links.make(leader, phones.discussion)
    phones.clock.move(seconds=lasts.total_seconds() - 1)
    assert ticket(phones, "anna", link.token)
    phones.clock.move(seconds=1)
    with pytest.raises(LinkOver):
        ticket(phones, "anna", link.token)
    assert ward_links.links(phones.viewer("leader"), phones.discussion) == ()


@pytest.mark.parametrize("what", ["the reveal", "taking the link back", "postponing"])
def test_a_link_opens_nothing_after(phones, what):
    token = team_link(phones)
    ENDS[what](phones)
    for asked in (token, "made up", ""):
        with pytest.raises(LinkOver):
            ward_visits.needs_a_name(PHONE, asked)
        with pytest.raises(LinkOver):
            ticket(phones, "anna", asked)


def test_a_link_of_a_discussion_put_off_opens_nothing_when_it_is_taken_up_again(phones, store_address):
    token = team_link(phones)
    guest = visit(phones, "anna", token)
    ENDS["postponing"](phones)
    stages.take_up(phones.viewer("leader"), phones.discussion, phones.conference())
    assert is_over(guest)
    with pytest.raises(LinkOver):
        ticket(phones, "dora", token)
    assert ward_links.links(phones.viewer("leader"), phones.discussion) == ()
    assert visit(phones, "dora", team_link(phones)), "a new one opens"


def test_a_link_of_the_first_round_opens_nothing_in_the_second(ward):
    ward.open()
    give_pins(ward, ("anna",))
    token = team_link(ward)
    ward.record_all(("ben", "cleo", "dora", "deputy"))
    ward.reveal()
    ward.open_second()
    with pytest.raises(LinkOver):
        ticket(ward, "anna", token)
    assert visit(ward, "anna", of_round=Round.SECOND)


def test_taking_one_link_back_leaves_the_others(phones):
    leader = phones.viewer("leader")
    first, second = (ward_links.make(leader, phones.discussion) for _ in range(2))
    out, stays = visit(phones, "anna", first.token), visit(phones, "dora", second.token)
    ward_links.take_back(leader, phones.discussion, first.id)
    assert is_over(out)
    assert ward_visits.visit(stays)
    assert [link.id for link in ward_links.links(leader, phones.discussion)] == [second.id]
    with pytest.raises(NotFound):
        ward_links.take_back(leader, phones.discussion, first.id)


def test_a_link_is_made_for_members_of_the_team_only(phones):
    leader = phones.viewer("leader")
    names = {name.text for _, name in ward_links.colleagues(leader, phones.discussion)}
    assert phones.name("anna") in names
    assert not names & {phones.name("observer"), phones.name("other member"), phones.name(ADMINISTRATOR)}
    with pytest.raises(NotFound):
        ward_links.make_for(leader, phones.discussion, phones.member("other member"))


# ---------------------------------------------------------------- what is left behind


def test_no_token_ticket_or_pin_lies_in_the_store(phones, store_address):
    pins.set_pin(phones.viewer("anna"), PASSWORD, "503816")
    token = team_link(phones)
    kept = ticket(phones, "dora", token)
    guest = Viewer(ward_visits.redeem(ticket(phones, "anna", token, "503816")) or "")
    tables = ("pin", "ward_link", "ward_ticket", "ward_session", "ward_try", "ledger", "throttle", "session", "account")
    held = phones.store.look(lambda tx: repr([tx.rows("select * from " + table) for table in tables]))
    assert not [secret for secret in (token, kept, guest.session, "503816") if secret in held]


def test_making_and_taking_back_leave_one_line_each_for_the_leader_and_opening_leaves_none(phones, store_address):
    office, leader = phones.viewer(ADMINISTRATOR), phones.viewer("leader")
    link = ward_links.make(leader, phones.discussion)
    moved = pulse.version(phones.viewer("ben"))
    guest = visit(phones, "anna", link.token)
    assert pulse.version(phones.viewer("ben")) == moved, "nobody's page tells that somebody came"
    entries.keep_draft(guest, phones.discussion, 0, answers(2))
    ward_links.take_back(leader, phones.discussion, link.id)
    said = [line.what for line in reading_ledger.lines_about_team(leader, phones.team)]
    assert said[:2] == ["took a ward link back", "made a ward link"]
    assert not [what for what in said if "opened a ward" in what]
    assert "opened a ward link" not in {line.what for line in reading_ledger.all_deeds(office)}
    own = reading_ledger.own_lines(phones.viewer("anna"))[0]
    assert own.what == "opened a ward link"
    assert own.about.text


def test_the_list_of_links_does_not_tell_whether_one_was_used(phones):
    leader = phones.viewer("leader")
    link = ward_links.make_for(leader, phones.discussion, phones.member("anna"))
    before = ward_links.links(leader, phones.discussion)
    visit(phones, "anna", link.token)
    assert ward_links.links(leader, phones.discussion) == before


def test_a_naming_policy_changed_meanwhile_changes_nothing_for_the_visit(phones):
    guest = visit(phones, "anna")
    before = forms.form(guest, phones.discussion).naming
    teams.set_naming(phones.viewer("leader"), phones.team, next(iter(type(before))))
    assert forms.form(guest, phones.discussion).naming == before


def test_a_visit_from_another_address_is_the_same_visit(phones):
    """Phones change networks: nothing is bound to the address but the count of wrong tries."""
    token = team_link(phones)
    elsewhere = ward_visits.come_in(Visitor("10.9.9.9"), token, "anna", PIN)
    assert ward_visits.visit(Viewer(ward_visits.redeem(elsewhere) or ""))

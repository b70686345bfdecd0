"""A session ends when it should, everywhere at once, and leaves nothing behind."""

import pytest

from access.refusals import NotSignedIn, Refusal
from access.terms import Naming, Role
from access.viewer import Viewer
from board import accounts, memberships, pulse, signing_in, teams
from tests.ward import ADDRESS, ADMINISTRATOR, PASSWORD
from tests.wire import Visit, sign_in

ANOTHER = "four grey kettles in a row"


def is_out(viewer: Viewer) -> bool:
    """Whether the session opens nothing any more, however it is asked."""
    asked = (signing_in.sessions, signing_in.end_other_sessions, teams.teams)
    for ask in asked:
        with pytest.raises(NotSignedIn):
            ask(viewer)
    return signing_in.who(viewer) is None and pulse.version(viewer) is None


# ------------------------------------------------------------ what ends a session (on both stores)


def test_signing_out_ends_the_session_for_whoever_holds_its_cookie(ward, store_address):
    viewer = ward.new_session("anna")
    signing_in.sign_out(viewer)
    assert is_out(viewer)


def test_signing_out_leaves_the_other_sessions(ward):
    here, elsewhere = ward.new_session("anna"), ward.new_session("anna")
    signing_in.sign_out(here)
    assert signing_in.who(elsewhere)


def test_changing_the_password_ends_every_session_of_the_account(ward, store_address):
    here, elsewhere, somebody_else = (ward.new_session(who) for who in ("anna", "anna", "ben"))
    signing_in.change_password(here, PASSWORD, ANOTHER)
    assert is_out(here)
    assert is_out(elsewhere)
    assert signing_in.who(somebody_else)


def test_closing_an_account_ends_its_sessions_and_opening_it_again_brings_none_back(ward):
    viewer, office = ward.new_session("anna"), ward.viewer(ADMINISTRATOR)
    accounts.set_account_open(office, ward.persons["anna"].account, is_open=False)
    assert is_out(viewer)
    accounts.set_account_open(office, ward.persons["anna"].account, is_open=True)
    assert is_out(viewer)


def test_a_new_first_password_ends_the_sessions(ward):
    viewer = ward.new_session("anna")
    accounts.renew_password(ward.viewer(ADMINISTRATOR), ward.persons["anna"].account)
    assert is_out(viewer)


def test_a_change_of_role_ends_the_sessions(ward):
    viewer = ward.new_session("deputy")
    ward.set_role("deputy", Role.MEMBER)
    assert is_out(viewer)


def test_leaving_the_team_ends_the_sessions(ward):
    viewer = ward.new_session("anna")
    memberships.end_membership(ward.viewer(ADMINISTRATOR), ward.team, ward.member("anna"))
    assert is_out(viewer)


TICKETS_END_WITH = {
    "another password": lambda ward: signing_in.change_password(ward.viewer("anna"), PASSWORD, ANOTHER),
    "a new first password": lambda ward: accounts.renew_password(
        ward.viewer(ADMINISTRATOR), ward.persons["anna"].account
    ),
    "a change of role": lambda ward: ward.set_role("anna", Role.OBSERVER),
}


@pytest.mark.parametrize("what", TICKETS_END_WITH)
def test_a_ticket_drawn_before_opens_no_session_after(ward, store_address, what):
    drawn = [signing_in.try_password(ADDRESS, "anna", PASSWORD) for _ in range(2)]
    assert signing_in.redeem(drawn[0])
    TICKETS_END_WITH[what](ward)
    assert signing_in.redeem(drawn[1]) is None


def test_ending_the_other_sessions_leaves_only_this_one(ward):
    here, elsewhere = ward.new_session("anna"), ward.new_session("anna")
    assert len(signing_in.sessions(here)) == 2
    signing_in.end_other_sessions(here)
    assert is_out(elsewhere)
    assert [session.is_this_one for session in signing_in.sessions(here)] == [True]


def test_sessions_that_open_nothing_any_more_are_not_listed_as_open(ward):
    ward.new_session("anna")
    ward.clock.move(minutes=31)
    signing_in.change_password(ward.new_session("anna"), PASSWORD, ANOTHER)
    here = ward.new_session("anna")
    assert len(signing_in.sessions(here)) == 1


# ------------------------------------------------------------ limits of time


def test_half_an_hour_without_use_ends_a_session_to_the_minute(ward):
    viewer = ward.new_session("anna")
    ward.clock.move(minutes=29, seconds=59)
    assert signing_in.who(viewer)
    ward.clock.move(seconds=1)
    assert is_out(viewer)


def test_use_keeps_a_session_but_never_beyond_twelve_hours(ward):
    viewer = ward.new_session("anna")
    for _ in range(12 * 3 - 1):
        ward.clock.move(minutes=20)
        signing_in.touch(viewer)
        assert signing_in.who(viewer)
    ward.clock.move(minutes=20)
    assert is_out(viewer)


def test_watching_is_no_use(ward):
    viewer = ward.new_session("anna")
    for _ in range(90):
        ward.clock.move(seconds=20)
        pulse.version(viewer)
        signing_in.who(viewer)
    assert is_out(viewer)


def test_an_account_past_its_end_opens_no_more(ward):
    office = ward.viewer(ADMINISTRATOR)
    ends = ward.clock.now().replace(hour=20)
    first = accounts.make_account(office, "Test Rotating", "rotating", ends_at=ends)
    viewer = Viewer(signing_in.redeem(signing_in.try_password(ADDRESS, "rotating", first.password)) or "")
    assert signing_in.who(viewer)
    ward.clock.moment = ends
    assert is_out(viewer)
    with pytest.raises(Refusal):
        signing_in.try_password(ADDRESS, "rotating", first.password)


def test_a_first_password_ends_after_72_hours_used_or_not(ward):
    first = accounts.make_account(ward.viewer(ADMINISTRATOR), "Test Newcomer", "newcomer")
    ward.clock.move(hours=71, minutes=59)
    ticket = signing_in.try_password(ADDRESS, "newcomer", first.password)
    ward.clock.move(minutes=1)
    assert signing_in.redeem(ticket) is None
    with pytest.raises(Refusal):
        signing_in.try_password(ADDRESS, "newcomer", first.password)


def test_a_ticket_opens_once_and_for_twenty_seconds(ward):
    ticket = signing_in.try_password(ADDRESS, "anna", PASSWORD)
    assert signing_in.redeem(ticket)
    assert signing_in.redeem(ticket) is None
    late = signing_in.try_password(ADDRESS, "anna", PASSWORD)
    ward.clock.move(seconds=20)
    assert signing_in.redeem(late) is None


def test_the_store_holds_no_token_and_no_ticket(ward):
    viewer, ticket = ward.new_session("anna"), signing_in.try_password(ADDRESS, "anna", PASSWORD)
    for table in ("session", "ticket"):
        rows = ward.store.look(lambda tx, table=table: tx.rows("select token_digest from " + table))
        assert rows
        assert not {viewer.session, ticket} & {row["token_digest"] for row in rows}


# ------------------------------------------------------------ the same over the wire


def shows_only_the_form(visit: Visit) -> bool:
    return [label for _, label, _ in visit.widgets] == ["Sign-in name", "Password", "Sign in"]


def test_a_cookie_taken_before_the_sign_out_opens_nothing_after_it(board):
    cookie = board.cookie("anna")
    with Visit(board.server, cookie) as visit:
        assert "Test Zoe" in visit.ask("account").text
        answer = visit.press("Sign out")
        assert shows_only_the_form(visit)
        assert "Test Zoe" not in answer.text
        assert b"/auth/end" in answer.raw
    with Visit(board.server, cookie) as again:
        again.ask("account")
        assert shows_only_the_form(again)


def test_the_tab_in_the_other_window_goes_blank_by_itself(board):
    cookie = board.cookie("ben")
    with Visit(board.server, cookie) as left_open:
        left_open.ask("account")
        board.server.fetch("/auth/end", cookie)
        answers = left_open.heartbeat()
        assert shows_only_the_form(left_open)
        assert not any(answer.holds("Test Ben") for answer in answers)


def test_a_right_taken_away_while_the_page_is_open_is_refused_at_the_next_button(board):
    with (
        Visit(board.server, board.cookie("leader")) as leading,
        Visit(board.server, board.cookie(ADMINISTRATOR)) as office,
    ):
        leading.ask("team")
        leading.fill("What is shown of a person", "With names")
        office.ask("people")
        office.fill("Who", "Test Leader (in the team)")
        office.rerun()
        office.fill("Role", "member")
        changed = office.press("Change")
        assert not changed.problems
        leading.press("Keep this choice")
        assert shows_only_the_form(leading)
    with Visit(board.server, board.cookie("anna")) as member:
        assert "No name stands beside an answer" in member.ask("team").text


def test_the_next_person_at_the_same_screen_finds_nothing_of_the_former(board):
    """One tab, one connection: the former signs out, and its Streamlit session is looked through."""
    with Visit(board.server, board.cookie(ADMINISTRATOR)) as visit:
        visit.ask("people")
        visit.fill("Name", "Canary Newcomer")
        visit.fill("Sign-in name", "canary.newcomer")
        first = visit.press("Add the account")
        password = next(element.code.code_text for element in first.elements if element.HasField("code"))
        visit.ask("account")
        visit.press("Sign out")
        after = visit.rerun()
        assert shows_only_the_form(visit)
        for canary in ("Canary", "canary", password):
            assert not after.holds(canary), canary


def test_a_first_password_opens_only_the_page_that_replaces_it(board):
    with Visit(board.server, board.cookie(ADMINISTRATOR)) as office:
        office.ask("people")
        office.fill("Name", "Test First")
        office.fill("Sign-in name", "test.first")
        shown = office.press("Add the account")
        password = next(element.code.code_text for element in shown.elements if element.HasField("code"))
        assert password not in office.press("I have written it down").text
    cookie = sign_in(board.server, "test.first", password)
    for page in ("", "record", "conference", "division", "team", "ledger", "account"):
        with Visit(board.server, cookie) as visit:
            visit.ask(page)
            fields = [label for kind, label, _ in visit.widgets if kind == "text_input"]
            assert fields == ["First password", "New password", "The new one again"], page
    with Visit(board.server, cookie) as visit:
        visit.ask()
        visit.fill("First password", password)
        visit.fill("New password", ANOTHER)
        visit.fill("The new one again", ANOTHER)
        done = visit.press("Keep it and go on")
        assert b"/auth/start?t=" in done.raw
    with pytest.raises(PermissionError):
        sign_in(board.server, "test.first", password)
    assert sign_in(board.server, "test.first", ANOTHER)


def test_the_naming_policy_is_changed_by_the_leader_alone(ward):
    for who in ("deputy", "facilitator", "anna", "observer", ADMINISTRATOR):
        with pytest.raises(Refusal):
            teams.set_naming(ward.viewer(who), ward.team, Naming.NAMED)

"""The way in by a ward link over HTTP and the websocket: where the token goes, what is asked, what is given."""

from dataclasses import dataclass, field

import pytest

from access.refusals import LinkOver, PinRefused
from board import ward_links
from clock import SystemClock
from tests.entrance.conftest import as_cookie
from tests.phones import PIN, give_pins, team_link
from tests.serving import Server, served
from tests.ward import furnish_ward, ward_settings
from tests.wire import Visit

DOOR = ["Sign-in name", "PIN", "Open my form", "Sign in with the password"]
SIGN_IN = ["Sign-in name", "Password", "Sign in"]
MADE_UP = "A" * 43


@dataclass
class Phones:
    """A served ward with an open round; `tokens` of links for the team, and one for anna alone."""

    server: Server
    team: str
    anna: str
    code: str
    ordinary: list[str] = field(default_factory=list)

    def knock(self, token: str) -> Visit:
        return Visit(self.server, f"board_link={token}")

    def ticket(self, name: str) -> str:
        """The path that a right PIN leads to."""
        with self.knock(self.team) as visit:
            visit.ask("ward")
            visit.fill("Sign-in name", name)
            visit.fill("PIN", PIN)
            answer = visit.press("Open my form")
        return answer.raw.split(b'replace("')[1].split(b'"')[0].decode()


@pytest.fixture(scope="module")
def phones(tmp_path_factory):
    folder = tmp_path_factory.mktemp("phones")
    ward = furnish_ward(ward_settings(folder), SystemClock())
    discussion = ward.open()
    give_pins(ward, ("anna", "ben", "cleo", "dora"))
    one = ward_links.make_for(ward.viewer("leader"), discussion, ward.member("anna")).token
    row = ward.store.look(lambda tx: tx.row("select code from patient_case"))
    team, ordinary = team_link(ward), [as_cookie(ward.new_session("leader"))]
    ward.store.close()
    with served(folder) as server:
        yield Phones(server, team, one, row["code"], ordinary)


def hand_over(phones, body, **headers):
    given = {"Origin": phones.server.url, "Sec-Fetch-Site": "same-origin", **headers}
    return phones.server.fetch("/link", method="POST", body=body, **{name: v for name, v in given.items() if v})


# ---------------------------------------------------------------- the token's way


def test_the_page_behind_a_link_is_the_same_for_everybody_and_kept_nowhere(phones):
    plain, asked = phones.server.fetch("/link"), phones.server.fetch(f"/link?{phones.team}")
    assert plain.status == 200
    assert plain.body == asked.body
    assert plain.headers["cache-control"] == "no-store"
    assert plain.headers["referrer-policy"] == "no-referrer"
    assert phones.team.encode() not in asked.body
    assert not plain.cookies


def test_a_token_is_kept_in_a_cookie_that_scripts_and_other_sites_cannot_use(phones):
    reply = hand_over(phones, phones.team.encode())
    assert reply.status == 204
    cookie = reply.headers["set-cookie"]
    assert cookie.startswith(f"board_link={phones.team};")
    assert all(word in cookie for word in ("HttpOnly", "SameSite=strict", "Path=/", "Max-Age=600"))


def test_handing_over_says_nothing_of_whether_there_is_such_a_link(phones):
    real, made_up = hand_over(phones, phones.team.encode()), hand_over(phones, MADE_UP.encode())
    assert (real.status, real.body) == (made_up.status, made_up.body)


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (b"A" * 43, {"Origin": "https://evil.example"}, 403),
        (b"A" * 43, {"Origin": ""}, 403),
        (b"A" * 43, {"Sec-Fetch-Site": "cross-site"}, 403),
        (b"A" * 42, {}, 400),
        (b"A" * 42 + b";", {}, 400),
        (b"A" * 42 + b"\xff", {}, 400),
        (b"", {}, 400),
        (b"A" * 100_000, {}, 413),
    ],
)
def test_nothing_else_is_taken_in(phones, body, headers, status):
    reply = hand_over(phones, body, **headers)
    assert reply.status == status
    assert not reply.cookies


def test_behind_tls_the_cookie_is_kept_to_this_host(tmp_path):
    with served(tmp_path, public_address="https://board.example") as server:
        own = {"Host": "board.example", "Origin": "https://board.example", "Sec-Fetch-Site": "same-origin"}
        cookie = server.fetch("/link", method="POST", body=MADE_UP.encode(), **own).headers["set-cookie"]
        assert cookie.startswith("__Host-board_link=")
        assert "; Secure" in cookie


# ---------------------------------------------------------------- the PIN


def test_before_the_pin_nothing_is_told_of_what_the_link_leads_to(phones):
    for token, fields in ((phones.team, DOOR), (phones.anna, DOOR[1:])):
        with phones.knock(token) as visit:
            answer = visit.ask("ward")
            assert [label for _, label, _ in visit.widgets] == fields
            for word in (phones.code, "Ward 3", "Zoe", "How long should"):
                assert not answer.holds(word), word
            assert not answer.holds(token)


@pytest.mark.parametrize("page", ["", "record", "division", "account"])
def test_a_link_changes_nothing_at_any_other_address(phones, page):
    with phones.knock(phones.team) as visit:
        visit.ask(page)
        assert [label for _, label, _ in visit.widgets] == SIGN_IN


def test_without_a_link_the_address_of_the_visit_shows_the_sign_in_form(phones):
    for cookie in ("", "board_session=made-up", "board_link="):
        with Visit(phones.server, cookie) as visit:
            visit.ask("ward")
            assert [label for _, label, _ in visit.widgets] == SIGN_IN


def test_a_link_that_is_none_or_over_says_so_and_asks_nothing(phones):
    with phones.knock(MADE_UP) as visit:
        answer = visit.ask("ward")
        assert LinkOver.sentence in answer.text
        assert [label for _, label, _ in visit.widgets] == DOOR[3:]


def test_a_wrong_pin_gets_the_sentence_and_no_ticket(phones):
    with phones.knock(phones.team) as visit:
        visit.ask("ward")
        visit.fill("Sign-in name", "ben")
        visit.fill("PIN", "503816")
        answer = visit.press("Open my form")
    assert PinRefused.sentence in answer.text
    assert b"/auth/ward" not in answer.raw


def test_the_right_pin_gives_a_cookie_for_a_quarter_of_an_hour_once(phones):
    path = phones.ticket("ben")
    assert path.startswith("/auth/ward?t=")
    reply = phones.server.fetch(path)
    assert (reply.status, reply.headers["location"]) == (303, "/ward")
    session = next(line for line in reply.headers.get_all("set-cookie") if line.startswith("board_session="))
    assert all(word in session for word in ("HttpOnly", "SameSite=strict", "Path=/", "Max-Age=900"))
    assert reply.cookies["board_link"] in {"", '""'}, "the link is taken back from the browser"
    assert not phones.server.fetch(path).cookies


def test_another_sites_link_opens_no_visit_and_uses_no_ticket_up(phones):
    path = phones.ticket("cleo")
    assert not phones.server.fetch(path, **{"Sec-Fetch-Site": "cross-site"}).cookies
    assert phones.server.fetch(path).cookies["board_session"]


def test_whoever_was_signed_in_at_that_browser_is_out(phones):
    before = phones.ordinary.pop()
    assert phones.server.fetch(phones.ticket("dora"), before).cookies["board_session"]
    with Visit(phones.server, before) as visit:
        visit.ask("account")
        assert [label for _, label, _ in visit.widgets] == SIGN_IN


def test_no_token_pin_or_ticket_stands_in_the_log(phones):
    path = phones.ticket("ben")
    phones.server.fetch(path)
    for secret in (phones.team, phones.anna, PIN, path.partition("=")[2]):
        assert secret not in phones.server.console

"""What stands around every request of a running board: headers, own host and origin only, nothing without a session."""

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from tests.serving import NotStarted, served
from tests.ward import PASSWORD
from tests.wire import Visit, sign_in

PAGES = ("", "record", "conference", "division", "team", "ledger", "account", "people")
SIGN_IN = "Forgotten the password?"


def knock(server, **headers):
    return connect(
        f"ws://127.0.0.1:{server.port}/_stcore/stream",
        subprotocols=["streamlit"],
        proxy=None,
        additional_headers={name.title(): value for name, value in headers.items() if name != "origin"},
        origin=headers.get("origin"),
    )


@pytest.mark.parametrize(
    "path", ["/", "/record", "/api/health", "/auth/start", "/auth/end", "/media/x.png", "/_stcore/host-config"]
)
def test_every_answer_carries_the_security_headers(board, path):
    headers = board.server.fetch(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe-eval" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == "no-store"


def test_streamlits_own_files_may_be_kept_by_the_browser(board):
    page = board.server.fetch("/").body.decode()
    script = page.split('src="./static/')[1].split('"')[0]
    assert "no-store" not in (board.server.fetch(f"/static/{script}").headers["cache-control"] or "")


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/agent/openapi.json", "/_stcore/script-health-check"])
def test_what_watches_or_drives_the_server_is_not_there(board, path):
    assert board.server.fetch(path).status == 404
    assert board.server.fetch(path, board.cookie("leader")).status == 404


@pytest.mark.parametrize("path", ["/media/anything.png", "/media/", "/_stcore/upload_file/a/b"])
def test_media_and_uploads_need_a_live_session(board, path):
    cookie = board.cookie("anna")
    assert board.server.fetch(path).status == 401
    assert board.server.fetch(path, "board_session=made-up").status == 401
    assert board.server.fetch(path, cookie).status != 401
    board.server.fetch("/auth/end", cookie)
    assert board.server.fetch(path, cookie).status == 401


def test_a_page_of_another_site_cannot_open_the_websocket(board):
    for origin in ("http://evil.example", f"http://evil.example:{board.server.port}", "null", None):
        with pytest.raises(InvalidStatus) as refused, knock(board.server, origin=origin, cookie=board.cookie("ben")):
            pass
        assert refused.value.response.status_code == 403


def test_the_own_page_can_open_the_websocket(board):
    with knock(board.server, origin=board.server.url):
        pass


def test_a_foreign_name_that_points_here_gets_no_answer(board):
    assert board.server.fetch("/", Host="evil.example").status == 421
    assert board.server.fetch("/auth/start", Host=f"evil.example:{board.server.port}").status == 421
    assert board.server.fetch("/", Host=f"localhost:{board.server.port}").status == 200
    assert board.server.fetch("/api/health", Host="10.1.2.3").status == 200


def test_health_asks_the_store(board):
    assert board.server.fetch("/api/health").body == b'{"status":"ok"}'


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    "cookie",
    [
        "",
        "board_session=made-up",
        "board_session=",
        "__Host-board_session=made-up",
        "board_session=eyJhbGciOiJub25lIn0.eyJ1c2VybmFtZSI6ImxlYWRlciJ9.",
    ],
)
def test_a_forged_or_missing_token_shows_the_sign_in_form_and_nothing_else(board, page, cookie):
    with Visit(board.server, cookie) as visit:
        answer = visit.ask(page)
        assert not answer.problems
        assert [label for _, label, _ in visit.widgets] == ["Sign-in name", "Password", "Sign in"]
        assert SIGN_IN in answer.text
        assert "Ward" not in answer.text


def test_a_session_id_of_streamlit_opens_nothing_without_its_cookie(board):
    cookie = board.cookie("leader")
    victim = Visit(board.server, cookie)
    assert "Test Leader" in victim.ask("account").text
    stolen = victim.session_id
    victim.close()
    for thief in ("", board.cookie("other leader")):
        with Visit(board.server, thief, resume=stolen) as visit:
            answer = visit.ask("account")
            assert "Test Leader" not in answer.text
            assert visit.session_id != stolen


def test_the_owner_of_a_tab_takes_it_up_again_after_the_network_dropped(board):
    cookie = board.cookie("leader")
    before = Visit(board.server, cookie)
    before.ask("account")
    before.close()
    with Visit(board.server, cookie, resume=before.session_id) as after:
        after.ask("account")
        assert after.session_id == before.session_id


def test_signing_in_gives_a_cookie_that_scripts_and_other_sites_cannot_use(board):
    with Visit(board.server) as visit:
        visit.ask()
        visit.fill("Sign-in name", "dora")
        visit.fill("Password", PASSWORD)
        answer = visit.press("Sign in")
    ticket = answer.raw.split(b"/auth/start?t=")[1].split(b"&")[0].decode()
    first = board.server.fetch(f"/auth/start?t={ticket}")
    cookie = first.headers["set-cookie"]
    assert all(word in cookie for word in ("board_session=", "HttpOnly", "SameSite=strict", "Path=/"))
    assert first.status == 303
    assert "set-cookie" not in board.server.fetch(f"/auth/start?t={ticket}").headers, "a ticket opens once"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "evil",
        "/auth/end",
        "/%0d%0aset-cookie:x",
        "/ \tx",
        "///evil.example",
        "/_stcore/metrics",
    ],
)
def test_the_way_in_never_leads_elsewhere(board, elsewhere):
    from urllib.parse import quote

    answer = board.server.fetch(f"/auth/start?t=x&to={quote(elsewhere, safe='%')}")
    assert answer.headers["location"] in {"/", "/%0d%0aset-cookie:x"}
    assert not answer.headers.get("set-cookie")


def test_the_wanted_page_and_its_query_are_kept_through_the_sign_in(board):
    with Visit(board.server) as visit:
        visit.ask("division", "discussion=abc&x=1")
        visit.fill("Sign-in name", "cleo")
        visit.fill("Password", PASSWORD)
        answer = visit.press("Sign in")
    assert b"to=%2Fdivision%3Fdiscussion%3Dabc%26x%3D1" in answer.raw


def test_another_sites_link_signs_nobody_in_or_out(board):
    cookie = board.cookie("facilitator")
    reply = board.server.fetch("/auth/end", cookie, **{"Sec-Fetch-Site": "cross-site"})
    assert not reply.cookies
    with Visit(board.server, cookie) as visit:
        assert "Test Facilitator" in visit.ask("account").text


def test_leaving_clears_what_the_browser_kept(board):
    reply = board.server.fetch("/auth/end", board.cookie("facilitator"))
    assert reply.headers["clear-site-data"] == '"cache", "storage"'
    assert reply.cookies["board_session"] in {"", '""'}


def test_whoever_signs_in_at_a_screen_ends_the_session_that_was_there(board):
    former = board.cookie("deputy")
    with Visit(board.server) as visit:
        visit.ask()
        visit.fill("Sign-in name", "observer")
        visit.fill("Password", PASSWORD)
        answer = visit.press("Sign in")
    ticket = answer.raw.split(b"/auth/start?t=")[1].split(b"&")[0].decode()
    assert board.server.fetch(f"/auth/start?t={ticket}", former).cookies["board_session"]
    with Visit(board.server, former) as visit:
        assert SIGN_IN in visit.ask("account").text


def test_a_password_is_taken_as_it_was_typed(board):
    with pytest.raises(PermissionError):
        sign_in(board.server, "anna", f" {PASSWORD}")


def test_no_token_password_or_ticket_stands_in_the_log(board):
    cookie = sign_in(board.server, "leader", PASSWORD)
    with Visit(board.server, cookie) as visit:
        visit.ask("account")
    console = board.server.console
    assert PASSWORD not in console
    assert cookie.partition("=")[2] not in console
    assert "/auth/start" not in console


@pytest.mark.parametrize(
    "wrong",
    [
        {"idle_minutes": 99},
        {"key": "short"},
        {"public_address": "http://board.example"},
        {"store": "mysql://x"},
        {"time_zone": "Nowhere/Town"},
    ],
)
def test_a_wrong_setting_stops_the_start_with_one_sentence(tmp_path, wrong):
    with pytest.raises(NotStarted) as refused, served(tmp_path, **wrong):
        pass
    console = str(refused.value)
    assert "The board does not start." in console
    assert next(iter(wrong)) in console
    assert "Traceback" not in console
    assert not (tmp_path / "data").exists()


def test_a_second_server_on_the_same_store_ends_by_itself_and_says_why(board):
    with pytest.raises(NotStarted, match=r"already running on this store \(process \d+\)"), served(board.folder):
        pass
    assert board.server.fetch("/api/health").status == 200

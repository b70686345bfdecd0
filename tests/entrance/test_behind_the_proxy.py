"""A board with a public address, whose address a proxy reports, and how much of a browser it takes in."""

import tomllib

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from tests import wire
from tests.serving import ROOT, served

PUBLIC = "board.example"
BUTTON = "Look around with a synthetic team"
MEGABYTE = 1_000_000


@pytest.fixture(scope="module")
def public(tmp_path_factory):
    with served(tmp_path_factory.mktemp("public"), public_address=f"https://{PUBLIC}") as server:
        yield server


def offers_the_demo(server, monkeypatch, reported):
    """What only a visitor at the computer that serves is offered, for one whom the proxy reports like this."""

    def through_the_proxy(address, additional_headers, **how):
        return connect(address, additional_headers={**additional_headers, "X-Forwarded-For": reported}, **how)

    with monkeypatch.context() as changed:
        changed.setattr(wire, "connect", through_the_proxy)
        with wire.Visit(server) as visit:
            visit.ask()
            return BUTTON in [label for _, label, _ in visit.widgets]


def test_behind_a_public_address_the_browser_is_told_to_keep_to_tls_for_a_year(public):
    for path in ("/", "/record", "/auth/end", "/api/health"):
        assert public.fetch(path, Host=PUBLIC).headers["strict-transport-security"] == f"max-age={365 * 24 * 3600}"


def test_without_a_public_address_nothing_is_said_of_tls(board):
    assert "strict-transport-security" not in board.server.fetch("/").headers


def test_behind_a_public_address_the_cookie_is_kept_to_this_host_and_to_tls(public):
    cookie = public.fetch("/auth/end", Host=PUBLIC).headers["set-cookie"]
    assert cookie.startswith("__Host-board_session=")
    assert "; Secure" in cookie


def test_a_board_with_a_public_address_answers_under_no_other_name(public):
    assert public.fetch("/", Host=PUBLIC).status == 200
    for other in (f"127.0.0.1:{public.port}", f"localhost:{public.port}", f"{PUBLIC}.evil.example", f"{PUBLIC}:8443"):
        assert public.fetch("/", Host=other).status == 421


@pytest.mark.parametrize("path", ["/api/health", "/_stcore/health"])
def test_a_watchman_is_answered_under_any_name(public, path):
    assert public.fetch(path, Host="10.1.2.3").status == 200


def test_the_address_that_a_proxy_reports_is_believed_from_this_computer_only(monkeypatch, tmp_path):
    monkeypatch.delenv("FORWARDED_ALLOW_IPS", raising=False)
    with served(tmp_path / "usual") as server:
        assert offers_the_demo(server, monkeypatch, "127.0.0.1")
        assert not offers_the_demo(server, monkeypatch, "10.0.0.7")
    monkeypatch.setenv("FORWARDED_ALLOW_IPS", "10.9.9.9")
    with served(tmp_path / "another proxy") as server:
        assert offers_the_demo(server, monkeypatch, "10.0.0.7"), (
            "this computer is not that proxy: the header is nothing"
        )


def test_a_message_of_more_than_two_megabytes_closes_the_connection(board):
    address = f"ws://127.0.0.1:{board.server.port}/_stcore/stream"
    with connect(address, subprotocols=["streamlit"], origin=board.server.url, proxy=None) as socket:
        socket.send(b"\0" * (2 * MEGABYTE + 1))
        with pytest.raises(ConnectionClosed) as closed:
            socket.recv(timeout=20)
    assert closed.value.rcvd.code == 1009, "message too big"


def test_sizes_and_the_time_of_a_closed_tab_are_configured_as_the_security_page_says():
    server = tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))["server"]
    assert (server["maxUploadSize"], server["maxWidgetStateSize"], server["maxMessageSize"]) == (2, 2, 16)
    assert server["disconnectedSessionTTL"] == 30
    assert server["address"] == "127.0.0.1"

"""The synthetic team: one button of a new board, no code, a file of its own, and a banner that cannot be missed."""

import pytest

from board.demonstration import PASSWORD, PIN
from entrance import set_up
from entrance.navigation import MEMBERS
from tests.serving import served
from tests.wire import Visit, sign_in

BANNER = "Demo: synthetic people, nothing real. Do not enter real patients."
BUTTON = "Look around with a synthetic team"
_MINUTES = 240.0


@pytest.mark.slow
def test_one_button_leads_to_the_synthetic_team_and_every_page_says_so(tmp_path):
    with served(tmp_path) as server:
        with Visit(server, patience=_MINUTES) as visit:
            assert BANNER not in visit.ask().text
            assert not visit.press(BUTTON).problems
        with Visit(server) as visit:
            answer = visit.ask()
            assert BANNER in answer.text
            assert PASSWORD in answer.text
            assert PIN in answer.text
            assert "Ines Sample" in answer.text
            assert BUTTON not in [label for _, label, _ in visit.widgets]
        for who, paths in (("ines", [screen.path for screen in MEMBERS]), ("office", ["", "ledger", "account"])):
            cookie = sign_in(server, who, PASSWORD)
            for path in paths:
                with Visit(server, cookie) as visit:
                    page = visit.ask(path)
                    assert BANNER in page.text, path
                    assert not page.problems, path
        assert (tmp_path / "data" / "demo.duckdb").exists()
        assert not (tmp_path / "data" / "demo-in-the-making").exists()
    with served(tmp_path) as server, Visit(server) as visit:
        answer = visit.ask()
        assert "Set-up code: " in server.console, "the board itself is as new as before"
        assert BANNER not in answer.text


def test_the_button_stands_only_on_a_board_that_nobody_runs(board):
    with Visit(board.server) as visit:
        visit.ask()
        assert BUTTON not in [label for _, label, _ in visit.widgets]


def test_it_is_offered_only_at_the_computer_that_serves(monkeypatch, tmp_path):
    from access.viewer import Visitor
    from board import house
    from clock import SystemClock
    from db.opening import open_store
    from tests.ward import ward_settings

    settings = ward_settings(tmp_path)
    standing = house.furnish(open_store(settings, SystemClock()), SystemClock(), settings)
    monkeypatch.setattr(set_up, "_demo", [lambda: ""])
    for address, offered in (("127.0.0.1", True), ("::1", True), ("10.0.0.7", False)):
        monkeypatch.setattr("entrance.visit.visitor", lambda address=address: Visitor(address))
        assert set_up._may_look_around() is offered
    standing.store.close()

"""The first minutes of a board in a real browser: the code from the console, a team, a newcomer, and the way out."""

import re

import pytest
from playwright.sync_api import expect

from tests.browsing import DESK, PHONE, accessibility_findings, settle, visit
from tests.serving import served
from tests.ward import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.slow]
ANOTHER = "four grey kettles in a row"
expect.set_options(timeout=20_000)  # a shared machine may be slow for nobody's fault


@pytest.fixture(scope="module")
def new_board(tmp_path_factory):
    with served(tmp_path_factory.mktemp("new")) as server:
        yield server


def fill(page, **fields):
    for label, value in fields.items():
        page.get_by_role("textbox", name=label.replace("_", " "), exact=True).fill(value)


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()
    page.wait_for_timeout(700)
    settle(page)


def sign_in(page, name, password):
    page.get_by_role("textbox", name="Sign-in name").fill(name)
    page.get_by_role("textbox", name="Password", exact=True).fill(password)
    press(page, "Sign in")


def choose(page, label, option):
    page.wait_for_timeout(600)  # a fold that is still opening closes the list again
    page.get_by_role("combobox", name=re.compile(label)).click()
    page.get_by_role("option", name=option).click()
    settle(page)


def test_from_the_code_on_the_console_to_a_newcomer_and_out_again(new_board, browser_page):
    code = re.search(r"Set-up code: (\S{4}-\S{4}-\S{4})", new_board.console)[1]
    page = browser_page()
    visit(page, new_board, "/division?discussion=x")
    expect(page.get_by_role("heading", name="Nobody runs this board yet")).to_be_visible()
    assert accessibility_findings(page) == []

    page.get_by_role("textbox", name="Set-up code").fill("AAAA-AAAA-AAAA")
    page.get_by_role("textbox", name="Sign-in name").fill("office")
    fill(page, Password=PASSWORD, The_same_password_again=PASSWORD)
    press(page, "Set up the board")
    expect(page.get_by_text("This is not the code")).to_be_visible()
    page.get_by_role("textbox", name="Set-up code").fill(code)
    press(page, "Set up the board")
    expect(page.get_by_role("heading", name="No teams, one account")).to_be_visible()
    assert page.evaluate("document.cookie").find("board_session") == -1, "out of reach of scripts"

    page.get_by_text("Make a team").click()
    fill(page, Name_of_the_team="Ward *3*")
    press(page, "Make the team")
    page.get_by_text("Add an account", exact=True).click()
    fill(page, Name="Test Newcomer")
    page.get_by_role("textbox", name="Sign-in name").fill("newcomer")
    press(page, "Add the account")
    first = page.locator("code").inner_text().strip()
    press(page, "I have written it down")
    assert first not in page.content()
    page.get_by_text("Take somebody in, or change what they are").click()
    choose(page, "Who", "Test Newcomer")
    choose(page, "Role", "leader")
    press(page, "Take in")
    expect(page.get_by_text("Test Newcomer leader · psychiatry")).to_be_visible()
    expect(page.get_by_text("Ward *3*").first).to_be_visible()
    assert accessibility_findings(page) == []

    newcomer = browser_page(width=PHONE)
    visit(newcomer, new_board, "/team?team=x")
    sign_in(newcomer, "newcomer", first)
    expect(newcomer.get_by_role("heading", name="Choose a password of your own")).to_be_visible()
    assert newcomer.url == f"{new_board.url}/team?team=x", "the wanted page is kept through the sign-in"
    assert accessibility_findings(newcomer) == []
    fill(newcomer, First_password=first, New_password="short", The_new_one_again="short")
    press(newcomer, "Keep it and go on")
    expect(newcomer.get_by_text("A password needs 15 characters or more")).to_be_visible()
    fill(newcomer, First_password=first, New_password=ANOTHER, The_new_one_again=ANOTHER)
    press(newcomer, "Keep it and go on")
    newcomer.goto(f"{new_board.url}/team")
    expect(newcomer.get_by_role("heading", name="No name stands beside an answer")).to_be_visible()

    press_sign_out(newcomer, new_board)
    newcomer.go_back()
    settle(newcomer)
    expect(newcomer.get_by_role("textbox", name="Sign-in name")).to_be_visible()
    assert "Newcomer" not in newcomer.content()
    assert "Ward" not in newcomer.content()


def press_sign_out(page, server):
    page.goto(f"{server.url}/account")
    settle(page)
    press(page, "Sign out")
    expect(page.get_by_role("textbox", name="Sign-in name")).to_be_visible()


@pytest.mark.parametrize("width", [DESK, PHONE])
@pytest.mark.parametrize("dark", [False, True])
def test_the_sign_in_page_is_accessible_and_fits(board, browser_page, width, dark):
    page = browser_page(width=width, dark=dark)
    visit(page, board.server)
    assert accessibility_findings(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize(
    ("who", "path"),
    [
        ("leader", "team"),
        ("leader", "ledger"),
        ("anna", "account"),
        ("administrator", "people"),
        ("administrator", "ledger"),
    ],
)
@pytest.mark.parametrize("width", [DESK, PHONE])
def test_each_page_of_the_house_is_accessible_and_fits(board, browser_page, who, path, width):
    page = browser_page(width=width)
    visit(page, board.server, f"/{path}", board.cookie(who))
    assert page.locator("h1").count() == 1
    assert accessibility_findings(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_an_ended_session_leaves_the_screen_blank_within_seconds_and_untouched(board, browser_page):
    cookie = board.cookie("ben")
    page = browser_page()
    visit(page, board.server, "/account", cookie)
    expect(page.get_by_text("You are signed in as Test Ben")).to_be_visible()
    board.server.fetch("/auth/end", cookie)
    expect(page.get_by_role("textbox", name="Sign-in name")).to_be_visible(timeout=10_000)
    # The page is loaded anew meanwhile, so that the browser keeps nothing: asked until it stands still.
    page.wait_for_function("() => !document.documentElement.outerHTML.includes('Test Ben')", timeout=10_000)


def test_a_page_that_fails_shows_a_number_and_nothing_of_the_fault(tmp_path, browser_page):
    (tmp_path / "app.py").write_text(FAILING)
    (tmp_path / "script.py").write_text("raise ValueError('canary of a colleague')\n")
    with served(tmp_path / "data", app=tmp_path / "app.py") as server:
        page = browser_page()
        visit(page, server)
        expect(page.get_by_text("Something went wrong here")).to_be_visible()
        number = re.search(r"the number ([0-9A-F]{6})", page.content())[1]
        assert "canary" not in page.content()
        assert f"fault {number}: ValueError at " in server.console
        assert "canary" not in server.console


FAILING = """
import streamlit as st
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from entrance import faults

faults.keep_messages_out_of_the_log()

async def health(request):
    return PlainTextResponse("ok")

app = st.App("script.py", routes=[Route("/api/health", health)], on_script_error=faults.told)
"""

"""Every screen that `make screens` pictures of a ward and of a new board, in its state: accessible, whole, no fault."""

import pytest
from playwright.sync_api import expect

from tests import pictured
from tests.browsing import DESK, PHONE, accessibility_findings, settle
from tests.screen_list import OF_A_NEW_BOARD, OF_THE_DEMO, OF_THE_WARD

pytestmark = [pytest.mark.browser, pytest.mark.slow]
expect.set_options(timeout=30_000)  # a shared machine may be slow for nobody's fault


@pytest.fixture(scope="module")
def ward(tmp_path_factory):
    with pictured.a_ward(tmp_path_factory.mktemp("states")) as board:
        yield board


@pytest.fixture(scope="module")
def new_board(tmp_path_factory):
    with pictured.a_new_board(tmp_path_factory.mktemp("new")) as board:
        yield board


def come_to(board, screen, page):
    """The screen, as `make screens` comes to it."""
    if screen.who:
        cookie = {"name": "board_session", "value": board.cookies[screen.who], "url": board.server.url}
        page.context.add_cookies([{**cookie, "httpOnly": True}])
    page.goto(board.server.url + screen.path.format(**board.ids))
    settle(page)
    if screen.act:
        screen.act(page, board)
    page.wait_for_function("""() => !document.querySelector('[data-stale="true"]')""")
    settle(page)


def is_sound(page, width):
    assert page.get_by_test_id("stException").count() == 0
    assert page.locator("h1").count() >= 1
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= width
    assert accessibility_findings(page) == []


def looks(screens):
    """Each screen once, on a dark phone and at a light desk in turn: half the time, and both looks of each kind."""
    return [
        pytest.param(screen, width, dark, id=f"{screen.name}-{width}")
        for n, screen in enumerate(screens)
        for width, dark in [((PHONE, True), (DESK, False))[n % 2]]
    ]


@pytest.mark.parametrize(("screen", "width", "dark"), looks(OF_THE_WARD))
def test_a_screen_of_the_ward_is_accessible_and_whole_in_its_state(ward, browser_page, screen, width, dark):
    page = browser_page(width=width, dark=dark)
    come_to(ward, screen, page)
    is_sound(page, width)


@pytest.mark.parametrize(("screen", "width", "dark"), looks(OF_A_NEW_BOARD))
def test_a_screen_of_a_new_board_is_too(new_board, browser_page, screen, width, dark):
    page = browser_page(width=width, dark=dark)
    come_to(new_board, screen, page)
    is_sound(page, width)


def test_no_two_screens_have_one_name():
    names = [screen.name for screen in (*OF_THE_WARD, *OF_A_NEW_BOARD, *OF_THE_DEMO)]
    assert len(names) == len(set(names))

"""See through the other view in a real browser: thirty seconds on a phone, by thumb and by keys alone."""

import re
from dataclasses import dataclass

import pytest

from clock import SystemClock
from tests.board.test_division import divided, grown
from tests.board.test_guessing import guess_all
from tests.browser.test_fingers import _TOO_LOW, _TOO_WIDE, FINGER
from tests.browser.test_record import stand_still
from tests.browsing import DESK, PHONE, accessibility_findings, settle, visit
from tests.serving import Server, served
from tests.ward import furnish_ward, ward_settings

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SOON = 30_000
NARROW = 360


@dataclass
class Board:
    """A served ward with a revealed discussion that is parted in two views, and a session of everybody."""

    server: Server
    discussion: str
    cookies: dict[str, str]

    def open(self, page, who):
        visit(page, self.server, f"/division?discussion={self.discussion}", f"board_session={self.cookies[who]}")
        page.get_by_role("heading", name="See through the other view").wait_for(timeout=SOON)
        settle(page)


@pytest.fixture(scope="module")
def board(tmp_path_factory):
    folder = tmp_path_factory.mktemp("other-view")
    ward = furnish_ward(ward_settings(folder), SystemClock())
    case, team = ward.case(), grown(ward, 10)
    for week in range(2):
        discussion = divided(ward, team[:5], team[5:], case=case)
        guess_all(ward, team[5:], 3 - week)
        if not week:
            ward.close()
    cookies = {who: ward.new_session(who).session for who in (*team, "observer")}
    ward.store.close()
    with served(folder) as server:
        yield Board(server, str(discussion), cookies)


def scales(page):
    return page.get_by_role("dialog").get_by_role("radiogroup")


def sentences(page):
    return page.get_by_text(re.compile("You placed view")).count()  # not the rule, which says it in small letters


def test_by_thumb_it_takes_five_taps_on_a_phone(board, browser_page):
    page = browser_page(width=PHONE)
    board.open(page, "anna")
    page.get_by_role("button", name="Guess", exact=True).tap()
    page.get_by_role("button", name="Keep my guess").wait_for(timeout=SOON)
    settle(page)
    assert scales(page).count() == 3
    assert page.evaluate(_TOO_LOW, FINGER) == []
    for n in range(3):
        scales(page).nth(n).get_by_role("radio").nth(1).tap()
    page.get_by_role("button", name="Keep my guess").tap()
    page.get_by_text("Seen by you alone.").wait_for(timeout=SOON)
    settle(page)
    assert sentences(page) == 3
    page.reload()
    page.get_by_text("Seen by you alone.").wait_for(timeout=SOON)
    assert page.get_by_role("button", name="Guess", exact=True).count() == 0


def test_by_keys_alone_it_is_guessed_on_a_phone(board, browser_page):
    page = browser_page(width=PHONE)
    board.open(page, "deputy")

    def tab_to(name):
        for _ in range(60):
            page.keyboard.press("Tab")
            here = page.evaluate("() => document.activeElement.closest('button')?.innerText || ''")
            if name(here):
                return
        raise AssertionError("Tab never came there")

    tab_to(lambda here: "Guess" in here)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Keep my guess").wait_for(timeout=SOON)
    settle(page)
    for n in range(3):
        scale = scales(page).nth(n)
        for _ in range(30):
            page.keyboard.press("Tab")
            if scale.evaluate("one => one.contains(document.activeElement)"):
                break
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Space")
        scale.locator("[aria-checked=true]").wait_for(timeout=SOON)
        settle(page)
    tab_to(lambda here: "Keep my guess" in here)
    page.keyboard.press("Enter")
    page.get_by_text("Seen by you alone.").wait_for(timeout=SOON)
    assert sentences(page) == 3


def test_not_now_and_escape_keep_nothing(board, browser_page):
    page = browser_page(width=PHONE)
    board.open(page, "facilitator")
    for leave in (lambda: page.get_by_role("button", name="Not now").tap(), lambda: page.keyboard.press("Escape")):
        page.get_by_role("button", name="Guess", exact=True).tap()
        page.get_by_role("button", name="Keep my guess").wait_for(timeout=SOON)
        leave()
        page.get_by_role("dialog").wait_for(state="hidden", timeout=SOON)
        settle(page)
    assert sentences(page) == 0
    page.reload()
    page.get_by_role("button", name="Guess", exact=True).wait_for(timeout=SOON)
    assert page.get_by_role("dialog").count() == 0


@pytest.mark.parametrize("width", [NARROW, PHONE, DESK])
def test_offer_dialog_and_card_never_scroll_sideways(board, browser_page, width):
    page = browser_page(width=width)
    board.open(page, "leader")
    assert page.evaluate(_TOO_WIDE) == []
    page.get_by_role("button", name="Guess", exact=True).click()
    page.get_by_role("button", name="Keep my guess").wait_for(timeout=SOON)
    settle(page)
    assert page.evaluate(_TOO_WIDE) == []
    board.open(page, "newcomer 0")
    assert page.evaluate(_TOO_WIDE) == []


def test_axe_finds_nothing_of_ours_on_offer_dialog_and_card(board, browser_page):
    page = browser_page(width=PHONE, dark=True)
    board.open(page, "leader")
    stand_still(page)
    assert accessibility_findings(page) == []
    page.get_by_role("button", name="Guess", exact=True).click()
    page.get_by_role("button", name="Keep my guess").wait_for(timeout=SOON)
    settle(page)
    stand_still(page)
    assert accessibility_findings(page) == []
    board.open(page, "newcomer 0")
    page.get_by_text("Over the weeks of this case").first.wait_for(timeout=SOON)
    stand_still(page)
    assert accessibility_findings(page) == []

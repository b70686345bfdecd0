"""One thumb, large letters, 200 % zoom: nothing is too small to hit, nothing scrolls sideways; the form timed."""

from dataclasses import dataclass

import pytest

from access.terms import Length, Stage
from benchmarks.record.timed import HOPED, PAUSE, filled_in, phone, told, two_forms
from clock import SystemClock
from tests.browsing import PHONE, settle, visit
from tests.serving import Server, served
from tests.ward import RECORDING, furnish_ward, ward_settings

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NARROW = 360
FINGER = 44
"""px: what a thumb hits without looking twice."""
CONTACT = "This week I met this patient"
_TOO_LOW = """(finger) => [...document.querySelectorAll(
        "button, a[href], textarea, summary, [role=radio], [role=tab], [data-testid=stCheckbox] label, "
        + "[data-testid=stTextInputRootElement], [data-testid=stSelectbox] [role=group], [data-testid=stRadioOption], "
        + "[data-testid=stDateInputField], [data-testid=stTimeInputTimeDisplay], "
        + "[data-testid=stMultiSelect] [role=group]"
    )].filter((one) => one.checkVisibility({visibilityProperty: true}) && one.getBoundingClientRect().width > 1)
    .map((one) => [one.innerText || one.ariaLabel || one.dataset.testid, one.getBoundingClientRect().height])
    .filter(([, height]) => height < finger - 0.5)"""
_TOO_WIDE = """() => {
    const main = document.querySelector("[data-testid=stMain]");
    const words = [...document.querySelectorAll(
        "[data-testid=stMarkdown] p, [role=radio], button, label, h1, h2, h3, textarea, summary"
    )].filter((one) => one.checkVisibility() && one.getBoundingClientRect().right > window.innerWidth + 0.5);
    const scrolls = [main, document.documentElement].filter((one) => one.scrollWidth > window.innerWidth);
    return [...words.map((one) => one.innerText), ...scrolls.map((one) => one.tagName)];
}"""


@dataclass
class Board:
    """A served ward: the path of each screen, and a session of each member."""

    server: Server
    paths: dict[str, str]
    cookies: dict[str, str]

    def open(self, page, who, screen):
        visit(page, self.server, self.paths[screen], f"board_session={self.cookies[who]}")
        page.locator("h1").first.wait_for(timeout=30_000)
        settle(page)


@pytest.fixture(scope="module")
def board(tmp_path_factory):
    folder = tmp_path_factory.mktemp("fingers")
    ward = furnish_ward(ward_settings(folder), SystemClock())
    case = ward.case("asks for one more night")
    ward.stand_at(Stage.REVEALED)
    revealed = ward.discussion
    ward.plan_discussion(case=case)
    ward.open(ward.discussion)
    ward.record_all(RECORDING[:5])
    ward.reveal()
    longest = ("let this patient go home for the weekend", "hold this patient on the ward till May 3")
    focus = ward.open(ward.plan_discussion(question="Weekend leave", ends=longest, conference=ward.conference(days=1)))
    again = ward.open(ward.plan_discussion(case=case))
    ward.record("deputy", discussion=focus)
    cookies = {who: ward.new_session(who).session for who in RECORDING}
    ward.store.close()
    paths = {
        "form": f"/record?discussion={focus}",
        "again": f"/record?discussion={again}",
        "division": f"/division?discussion={revealed}",
        "home": "/",
        "agenda": "/conference?form=plan",
    } | {name: f"/{name}" for name in ("conference", "team", "ledger", "account")}
    with served(folder) as server:
        yield Board(server, paths, cookies)


def receipt(page):
    return page.get_by_text("Handed in on")


@pytest.mark.parametrize("screen", ["form", "home", "conference", "agenda", "division", "team", "account"])
def test_every_place_a_finger_hits_is_44_px_high(board, browser_page, screen):
    page = browser_page(width=PHONE)
    board.open(page, "leader", screen)
    assert page.evaluate(_TOO_LOW, FINGER) == []


def test_the_receipt_the_menu_and_an_opened_fold_are_high_enough_too(board, browser_page):
    page = browser_page(width=PHONE)
    board.open(page, "deputy", "form")
    receipt(page).wait_for(timeout=30_000)
    page.get_by_role("button", name="Withdraw", exact=True).tap()
    page.get_by_role("button", name="Keep it").wait_for()
    page.wait_for_timeout(500)
    assert page.evaluate(_TOO_LOW, FINGER) == []
    board.open(page, "leader", "conference")
    page.get_by_role("button", name="Who has recorded").first.tap()
    page.get_by_text("Remind them").first.wait_for()
    page.wait_for_timeout(500)
    copy = page.locator("[data-testid=stCode]").first.get_by_role("button")
    assert copy.evaluate("one => one.checkVisibility({opacityProperty: true, visibilityProperty: true})")
    assert page.evaluate(_TOO_LOW, FINGER) == []


@pytest.mark.parametrize("screen", ["form", "home", "conference", "division", "team", "ledger", "account"])
def test_nothing_scrolls_sideways_on_a_narrow_phone(board, browser_page, screen):
    page = browser_page(width=NARROW)
    board.open(page, "leader", screen)
    assert page.evaluate(_TOO_WIDE) == []


# Zoom of 200 %: half as many px across, each drawn with four.
@pytest.mark.parametrize("width", [NARROW // 2, PHONE // 2, 640, 720])
def test_at_a_zoom_of_200_percent_the_form_still_fits(board, chromium, width):
    context = chromium.new_context(viewport={"width": width, "height": 420}, device_scale_factor=2)
    try:
        page = context.new_page()
        board.open(page, "leader", "form")
        assert page.evaluate(_TOO_WIDE) == []
    finally:
        context.close()


@pytest.mark.parametrize("screen", ["form", "home", "conference", "account"])
@pytest.mark.parametrize("width", [NARROW, PHONE])
def test_the_readers_own_large_letters_are_taken_and_still_fit(board, browser_page, width, screen):
    page = browser_page(width=width)
    letters = page.context.new_cdp_session(page)
    letters.send("Page.setFontSizes", {"fontSizes": {"standard": 24}})  # the browser's setting: 16 is usual
    board.open(page, "leader", screen)
    assert page.evaluate("getComputedStyle(document.querySelector('[data-testid=stMarkdown] p')).fontSize") in {
        "24px",
        "21px",  # small type
    }
    assert page.evaluate(_TOO_WIDE) == []


def test_nothing_new_since_last_time_is_one_tap(board, browser_page):
    page = browser_page(width=PHONE)
    board.open(page, "anna", "again")
    page.get_by_role("button", name="Nothing new since last time").tap()
    receipt(page).wait_for(timeout=30_000)
    page.get_by_text("What you handed in").tap()
    page.get_by_text("Nothing new since last time.").wait_for(timeout=30_000)


@pytest.fixture(scope="module")
def forms(tmp_path_factory):
    with two_forms(tmp_path_factory.mktemp("timed")) as there:
        yield there


@pytest.mark.parametrize(("length", "taps"), [(Length.FOCUS, 26), (Length.PULSE, 12)])
def test_five_seconds_at_every_tap_leave_a_focus_twenty_for_the_machine(forms, chromium, record_property, length, taps):
    """How long the machine took is told and not judged: it is shared. The pulse has a hope and no limit."""
    server, paths, sessions = forms
    page = phone(chromium, server, sessions[0])
    timed = filled_in(page, server.url + paths[length])
    page.context.close()
    record_property(str(length), told(length, timed))
    assert PAUSE >= 5
    assert timed.taps == taps
    assert max(timed.keeping) < PAUSE, "a draft is kept before the next answer is given"
    assert length is Length.PULSE or timed.taps * PAUSE <= HOPED[length] - 20

"""The demo's tour in a real browser: six stops, left and taken up again, over nothing, on a desk and on a phone."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from board.demonstration import PASSWORD
from clock import SystemClock
from tests.browsing import DESK, PHONE, accessibility_findings, settle, visit
from tests.serving import served
from tests.ward import furnish_ward, ward_settings
from tests.wire import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]
expect.set_options(timeout=30_000)  # a shared machine may be slow for nobody's fault

WAY = ["record", "conference", "division", "division", "division", "team"]
BEGIN = "New here? A tour in 6 stops"
_COVERED = """() => {
    const strip = document.querySelector(".st-key-tour").getBoundingClientRect();
    const title = document.querySelector("[data-testid=stMain] h1").getBoundingClientRect();
    let around = document.querySelector(".st-key-tour");
    const positions = [];
    for (; around.dataset.testid !== "stMain"; around = around.parentElement)
        positions.push(getComputedStyle(around).position);
    return {covers: strip.bottom > title.top, floats: positions.some((one) => ["fixed", "sticky"].includes(one))};
}"""


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    with served(tmp_path_factory.mktemp("tour"), demo=True) as server:
        yield server


@pytest.fixture(scope="module")
def cookies(demo):
    return {who: sign_in(demo, who, PASSWORD) for who in ("ines", "petra", "office")}


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()
    page.wait_for_timeout(300)
    settle(page)


def stands_at(page, number):
    expect(page.get_by_text(f"Tour · stop {number} of 6")).to_be_visible()
    page.wait_for_url(re.compile(rf"/{WAY[number - 1]}\?.*tour={number}$"))
    page.locator("[data-testid=stMain] h1").first.wait_for()
    settle(page)
    page.wait_for_function("""() => !document.querySelector('[data-stale="true"]')""")
    page.wait_for_timeout(400)


def begun(page, demo, cookie, stop=1):
    visit(page, demo, "/", cookie)
    press(page, BEGIN)
    for number in range(1, stop):
        stands_at(page, number)
        press(page, "Next stop")
    stands_at(page, stop)


@pytest.mark.parametrize(("who", "width", "dark"), [("ines", DESK, False), ("petra", PHONE, True)])
def test_six_stops_lead_to_the_pages_and_cover_nothing(demo, cookies, browser_page, who, width, dark):
    page = browser_page(width=width, dark=dark)
    begun(page, demo, cookies[who])
    for number in range(1, 7):
        stands_at(page, number)
        assert page.evaluate(_COVERED) == {"covers": False, "floats": False}
        assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth <= innerWidth")
        assert accessibility_findings(page) == []
        if number < 6:
            press(page, "Next stop")
    press(page, "End the tour")
    expect(page.get_by_text("Tour · stop")).to_have_count(0)
    expect(page.get_by_role("button", name=BEGIN)).to_be_visible()


def test_what_a_stop_speaks_of_stands_on_its_page(demo, cookies, browser_page):
    page = browser_page()
    begun(page, demo, cookies["petra"])
    expect(page.get_by_role("radiogroup", name="This week I met this patient")).to_be_visible()
    press(page, "Next stop")
    stands_at(page, 2)
    expect(page.get_by_role("button", name="Record", exact=True)).to_be_visible()
    for number, words in ((3, "divided"), (4, "How each view meets the patient"), (5, "Change since last time")):
        press(page, "Next stop")
        stands_at(page, number)
        expect(page.get_by_role("heading", name=re.compile(words)).first).to_be_visible()
    press(page, "Back")
    stands_at(page, 4)


def test_it_is_left_at_any_stop_and_taken_up_again_there(demo, cookies, browser_page):
    page = browser_page()
    begun(page, demo, cookies["ines"], stop=3)
    title = page.get_by_role("heading", level=1).inner_text()
    press(page, "Leave the tour")
    expect(page.get_by_text("Tour · stop")).to_have_count(0)
    assert page.get_by_role("heading", level=1).inner_text() == title, "what was on the page stays"
    assert "tour=" not in page.url
    page.get_by_role("link", name="Team").first.click()
    settle(page)
    press(page, "Go on with the tour: stop 3 of 6")
    stands_at(page, 3)


def test_it_outlives_a_reload_and_a_walk_through_other_pages(demo, cookies, browser_page):
    page = browser_page()
    begun(page, demo, cookies["ines"], stop=2)
    page.reload()
    settle(page)
    stands_at(page, 2)
    page.get_by_role("link", name="My account").first.click()
    page.wait_for_url("**/account")
    settle(page)
    expect(page.get_by_text("Tour · stop 2 of 6")).to_be_visible()
    page.get_by_role("link", name="Show this stop’s page").click()
    stands_at(page, 2)


def test_the_keyboard_alone_takes_the_tour_and_stays_on_its_button(demo, cookies, browser_page):
    page = browser_page()
    visit(page, demo, "/", cookies["petra"])
    page.get_by_role("button", name=BEGIN).focus()
    page.keyboard.press("Enter")
    stands_at(page, 1)
    page.get_by_role("button", name="Next stop").focus()
    for number in range(2, 5):
        page.keyboard.press("Enter")
        stands_at(page, number)


@pytest.mark.parametrize("address", ["/division?tour=99", "/?tour=x", "/?tour=-1", "/team?tour=0"])
def test_an_address_that_names_no_stop_is_no_stop(demo, cookies, browser_page, address):
    page = browser_page()
    visit(page, demo, address, cookies["ines"])
    expect(page.get_by_role("button", name=BEGIN)).to_be_visible()


def test_there_is_no_tour_for_administrators_at_the_door_or_on_a_board_with_real_people(
    demo, cookies, browser_page, tmp_path
):
    page = browser_page()
    visit(page, demo, "/?tour=1", cookies["office"])
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.locator(".st-key-tour").count() == 0
    door = browser_page()
    visit(door, demo, "/?tour=1")
    assert door.locator(".st-key-tour").count() == 0
    ward = furnish_ward(ward_settings(tmp_path), SystemClock())
    cookie = f"board_session={ward.new_session('anna').session}"
    ward.store.close()
    with served(tmp_path) as server:
        real = browser_page()
        visit(real, server, "/?tour=1", cookie)
        expect(real.get_by_role("heading", level=1)).to_be_visible()
        assert real.locator(".st-key-tour").count() == 0
        assert urlsplit(real.url).path == "/"

"""The ward link played: the leader shows a code, a nurse opens it on a phone, records, and puts the phone away."""

import base64
import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import TimeoutError, expect

from charts.qr import qr_code
from clock import SystemClock
from tests.browsing import DESK, PHONE, accessibility_findings, settle, visit
from tests.phones import PIN, give_pins
from tests.serving import Server, served
from tests.ward import PASSWORD, furnish_ward, ward_settings

pytestmark = [pytest.mark.browser, pytest.mark.slow]
expect.set_options(timeout=30_000)  # a shared machine may be slow for nobody's fault

CONTACT = "This week I met this patient"
HAND_IN = "Hand in, sealed until the meeting"
STORED = "Stored. You can put the phone away."
OVER = "This visit is over"


@dataclass
class Ward:
    """A served ward with an open round, and a session of each who needs one."""

    server: Server
    cookies: dict[str, str]

    def open(self, page, who, path):
        visit(page, self.server, path, f"board_session={self.cookies[who]}")


@pytest.fixture(scope="module")
def ward(tmp_path_factory):
    folder = tmp_path_factory.mktemp("ward-link")
    standing = furnish_ward(ward_settings(folder), SystemClock())
    standing.open()
    give_pins(standing, ("ben", "cleo", "dora", "deputy"))
    cookies = {who: standing.new_session(who).session for who in ("leader", "facilitator", "anna")}
    standing.store.close()
    with served(folder) as server:
        yield Ward(server, cookies)


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()
    page.wait_for_timeout(500)
    settle(page)


def dialog(ward, browser_page, who="leader", **look):
    """The leader's window with the dialog open."""
    page = browser_page(**look)
    ward.open(page, who, "/conference")
    press(page, "Ward link")
    expect(page.get_by_role("dialog")).to_be_visible()
    return page


def link_for(page, name):
    """A link for one colleague, made in the dialog."""
    another = page.get_by_role("button", name="Another link")
    colleagues = page.get_by_role("combobox", name=re.compile("link for one"))
    for _ in range(5):  # the dialog may just be drawn anew: what is there belongs to the drawing before
        expect(another.or_(colleagues).first).to_be_visible()
        if another.is_visible():
            press(page, "Another link")
        try:
            colleagues.click(timeout=6_000)
            break
        except TimeoutError:
            continue
    page.get_by_role("option", name=name).click()
    settle(page)
    press(page, "Make the link")
    expect(page.get_by_text(f"Only for {name}")).to_be_visible()
    return page.locator("code").inner_text().strip()


def arrive(page, link):
    """The phone follows a link to the PIN."""
    page.goto(link)
    page.wait_for_url("**/ward")
    expect(page.get_by_role("heading", name="Record on your phone")).to_be_visible()
    settle(page)


def give_pin(page, pin=PIN, name=""):
    if name:
        page.get_by_role("textbox", name="Sign-in name").fill(name)
    page.get_by_role("textbox", name="PIN").fill(pin)
    page.get_by_role("button", name="Open my form").click()


def form_is_there(page):
    page.get_by_role("radiogroup", name=CONTACT).wait_for(timeout=40_000)
    settle(page)


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_from_the_code_on_the_wall_to_the_phone_in_the_pocket(ward, browser_page):
    leader = dialog(ward, browser_page)
    assert accessibility_findings(leader) == []
    press(leader, "Show a QR code for the room")
    code = leader.get_by_role("img", name="QR code of the ward link")
    expect(code).to_be_visible()
    drawn = base64.b64decode(code.get_attribute("src").partition("base64,")[2]).decode()
    assert accessibility_findings(leader) == []
    # The picture is the code of an address that only this window knows: made again from a link, it is the same.
    link = link_for(leader, "Test Ben")
    assert drawn != qr_code(link)
    assert drawn.startswith("<svg")
    assert link.startswith(f"{ward.server.url}/link#")

    nurse, asked = browser_page(width=PHONE), []
    nurse.on("request", lambda request: asked.append(request.url))
    arrive(nurse, link)
    token = link.partition("#")[2]
    assert token not in nurse.url
    assert accessibility_findings(nurse) == []
    assert fits(nurse)
    give_pin(nurse)
    form_is_there(nurse)
    assert nurse.url == f"{ward.server.url}/ward"
    assert accessibility_findings(nurse) == []
    assert fits(nurse)
    assert nurse.get_by_role("navigation").count() == 0
    nurse.get_by_role("radiogroup", name=CONTACT).get_by_role("radio", name="closely", exact=True).click()
    nurse.get_by_role("radiogroup", name="powerless").get_by_role("radio", name="3", exact=True).click()
    nurse.get_by_text("1 of 24 answered · draft kept").wait_for(timeout=30_000)
    nurse.get_by_role("button", name=HAND_IN).click()
    expect(nurse.get_by_role("heading", name=STORED)).to_be_visible()
    settle(nurse)
    assert accessibility_findings(nurse) == []
    assert nurse.get_by_role("radiogroup").count() == 0

    # Nothing comes back: by the button of the browser, by the address of another page, by the same link.
    nurse.go_back()
    nurse.wait_for_timeout(2000)
    assert nurse.get_by_role("radiogroup").count() == 0
    for path in ("/", "/record", "/division", "/conference", "/account"):
        nurse.goto(ward.server.url + path)
        expect(nurse.get_by_role("textbox", name="Password")).to_be_visible()
    # The link asks for the PIN as before, so that who made it does not learn that it was used; it opens nothing.
    nurse.goto(link)
    give_pin(nurse)
    expect(nurse.get_by_text("Your entry is handed in already.")).to_be_visible()
    assert nurse.get_by_role("radiogroup").count() == 0
    assert not [url for url in asked if token in url.partition("#")[0]], "the token was never in a request's address"
    leader.reload()
    settle(leader)
    press(leader, "Who has recorded")
    expect(leader.get_by_text("Recorded: Test Ben.")).to_be_visible()


def test_a_code_for_the_room_asks_for_the_name_too(ward, browser_page):
    leader = dialog(ward, browser_page, "facilitator")
    press(leader, "Show a QR code for the room")
    kept = leader.get_by_role("img", name="QR code of the ward link").get_attribute("src")
    leader.reload()
    settle(leader)
    press(leader, "Ward link")
    assert leader.get_by_role("img", name="QR code of the ward link").count() == 0, "a new window does not know it"
    assert kept
    leader.get_by_role("button", name="Take back").first.click()
    settle(leader)


def test_taking_the_link_back_empties_the_phone_while_it_is_held(ward, browser_page):
    leader = dialog(ward, browser_page)
    link = link_for(leader, "Test Adam-Cleo")
    phone = browser_page(width=PHONE)
    arrive(phone, link)
    give_pin(phone)
    form_is_there(phone)
    row = leader.locator("[data-testid=stHorizontalBlock], [data-testid=stLayoutWrapper]").filter(
        has_text="For Test Adam-Cleo"
    )
    row.get_by_role("button", name="Take back").last.click()
    expect(phone.get_by_role("heading", name=OVER)).to_be_visible()
    expect(phone.get_by_role("radiogroup")).to_have_count(0)  # until the run ends, what was there is pale, not gone
    phone.wait_for_timeout(2000)  # the page loads itself anew once it is over
    settle(phone)
    phone.goto(link)
    expect(phone.get_by_text("This link is over")).to_be_visible()


def test_the_attacker_with_a_link_in_hand_gets_nowhere(ward, browser_page):
    leader = dialog(ward, browser_page)
    link = link_for(leader, "Test Dora")
    thief = browser_page(width=PHONE)
    arrive(thief, link)
    for pin in ("123456", "000000", PASSWORD):
        give_pin(thief, pin)
        expect(thief.get_by_text("That did not work.")).to_be_visible()
        settle(thief)
    assert "Dora" not in thief.content()
    thief.context.add_cookies([{"name": "board_session", "value": "made-up", "url": ward.server.url}])
    for path in ("/record", "/division", "/"):
        thief.goto(ward.server.url + path)
        expect(thief.get_by_role("textbox", name="Password")).to_be_visible()
    for changed in (link[:-2] + "AA", f"{ward.server.url}/link#<script>alert(1)</script>", f"{ward.server.url}/link"):
        other = browser_page(width=PHONE)
        other.on("dialog", lambda _: pytest.fail("a script ran"))
        other.goto(changed)
        other.wait_for_timeout(1500)
        assert other.get_by_role("radiogroup").count() == 0


def test_the_phone_can_be_left_and_taken_up_again_with_the_draft(ward, browser_page):
    leader = dialog(ward, browser_page)
    phone = browser_page(width=PHONE, dark=True)
    arrive(phone, link_for(leader, "Test Deputy"))
    assert accessibility_findings(phone) == []
    give_pin(phone)
    form_is_there(phone)
    assert accessibility_findings(phone) == []
    phone.get_by_role("radiogroup", name="powerless").get_by_role("radio", name="2", exact=True).click()
    phone.get_by_text("1 of 24 answered · draft kept").wait_for(timeout=30_000)
    phone.get_by_role("button", name="Leave it for now, the draft is kept").click()
    expect(phone.get_by_role("heading", name=OVER)).to_be_visible()
    arrive(phone, link_for(leader, "Test Deputy"))
    give_pin(phone)
    form_is_there(phone)
    expect(phone.get_by_text("1 of 24 answered")).to_be_visible()


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_the_pin_is_set_on_the_own_account(ward, browser_page, width):
    page = browser_page(width=width)
    ward.open(page, "anna", "/account")
    form = page.get_by_test_id("stForm").filter(has_text="The PIN again")

    def set_pin(pin):
        form.get_by_role("textbox", name="Password").fill(PASSWORD)
        form.get_by_role("textbox", name="New PIN").fill(pin)
        form.get_by_role("textbox", name="The PIN again").fill(pin)
        form.get_by_role("button").last.click()

    set_pin("123456")
    expect(page.get_by_text("would be guessed quickly")).to_be_visible()
    set_pin("503816")
    expect(page.get_by_text("Your PIN is set.")).to_be_visible()
    settle(page)
    assert form.get_by_role("textbox", name="New PIN").input_value() == ""
    assert accessibility_findings(page) == []
    assert fits(page)

"""The keyboard alone through every flow: no pointer touches these pages. Where Tab never comes, a test fails."""

import re
from dataclasses import dataclass
from uuid import UUID

import pytest
from playwright.sync_api import expect

from access.terms import Length, Stage
from board import discussions as matters
from clock import SystemClock
from tests.browsing import settle, visit
from tests.phones import PIN, give_pins
from tests.serving import Server, served
from tests.ward import PASSWORD, RECORDING, furnish_ward, ward_settings

pytestmark = [pytest.mark.browser, pytest.mark.slow]
expect.set_options(timeout=30_000)  # a shared machine may be slow for nobody's fault

CONTACT = "This week I met this patient"
ANOTHER = "four grey kettles in a row"
MOST = 250
"""So many times Tab is pressed before a place counts as out of reach."""
_IS_HERE = "one => one === document.activeElement || one.contains(document.activeElement)"
_SHOWS = """() => {
    let one = document.activeElement;
    for (let up = 0; one && up < 4; up += 1, one = one.parentElement) {
        const look = getComputedStyle(one);
        const ring = look.outlineStyle !== "none" && parseFloat(look.outlineWidth) > 0;
        if (ring || look.boxShadow !== "none" || parseFloat(look.borderTopWidth) > 0) return true;
        // The part of a date that is typed into is laid on a ground of its own.
        if (up === 0 && one.getAttribute("role") === "spinbutton" && look.backgroundColor !== "rgba(0, 0, 0, 0)")
            return true;
    }
    return false;
}"""


class Keys:
    """Somebody at a page with a keyboard and nothing else."""

    def __init__(self, page):
        self.page = page

    def tab_to(self, role, name, within=None, exact=True):
        """Press Tab until the focus is there, and see that it shows."""
        named = name if isinstance(name, re.Pattern) else re.compile(f"^{re.escape(name)}{'$' if exact else ''}")
        there = (within or self.page).get_by_role(role, name=named).first
        there.wait_for()
        for _ in range(MOST):
            self.page.keyboard.press("Tab")
            if there.evaluate(_IS_HERE):
                assert self.page.evaluate(_SHOWS), f"nothing shows that the focus is on {name}"
                return
        raise AssertionError(f"Tab never came to the {role} {name}")

    def press(self, name, within=None, exact=True, role="button"):
        """Come to a button and press it."""
        self.tab_to(role, name, within, exact)
        self.page.keyboard.press("Enter")
        self.page.wait_for_timeout(700)
        settle(self.page)

    def type(self, name, words, within=None, exact=True):
        """Come to a field and type."""
        self.tab_to("textbox", name, within, exact)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(words)

    def rate(self, name, place):
        """Come to a scale, go to this place (1 is the first) and take it."""
        self.tab_to("radiogroup", name, exact=False)
        for _ in range(place - 1):
            self.page.keyboard.press("ArrowRight")
        self.page.keyboard.press("Space")
        settle(self.page)

    def choose(self, label, option, within=None):
        """Come to a list, type what is wanted and take it."""
        self.tab_to("combobox", label, within, exact=False)
        self.page.keyboard.type(option)
        self.page.wait_for_timeout(300)
        self.page.keyboard.press("Enter")
        settle(self.page)

    def unfold(self, title):
        """Come to a fold and open it."""
        summary = self.page.locator("summary").filter(has_text=title).first
        summary.wait_for()
        for _ in range(MOST):
            self.page.keyboard.press("Tab")
            if summary.evaluate(_IS_HERE):
                self.page.keyboard.press("Enter")
                self.page.wait_for_timeout(500)
                return
        raise AssertionError(f"Tab never came to the fold {title}")

    def dialog(self):
        """The dialog that is open; the focus is in it."""
        dialog = self.page.get_by_role("dialog")
        expect(dialog).to_be_visible()
        self.page.wait_for_timeout(500)
        return dialog

    def menu(self, button, entry):
        """Open a menu and take one of its entries."""
        self.press(button)
        item = self.page.get_by_role("menuitem", name=entry).or_(self.page.get_by_role("option", name=entry)).first
        item.wait_for()
        for _ in range(12):
            if item.evaluate(
                "one => one === document.activeElement || one.dataset.focused === 'true' || "
                "document.activeElement.getAttribute('aria-activedescendant') === one.id"
            ):
                break
            self.page.keyboard.press("ArrowDown")
            self.page.wait_for_timeout(80)
        self.page.keyboard.press("Enter")
        self.page.wait_for_timeout(600)
        settle(self.page)


@dataclass
class Ward:
    """A served ward and a session of each."""

    server: Server
    cookies: dict[str, str]
    discussions: dict[str, UUID]
    where: dict[str, str]
    """The run sheet of each discussion."""

    def open(self, page, who, path="/"):
        visit(page, self.server, path, f"board_session={self.cookies[who]}")
        page.locator("h1").first.wait_for()
        settle(page)
        return Keys(page)


@pytest.fixture(scope="module")
def ward(tmp_path_factory):
    folder = tmp_path_factory.mktemp("keyboard")
    standing = furnish_ward(ward_settings(folder), SystemClock())
    discussions = {"again": standing.stand_at(Stage.REVEALED, recorded=RECORDING)}
    standing.open_second(recorded=RECORDING[1:6])
    discussions["planned"] = standing.plan_discussion()
    for name, length in (("focus", Length.FOCUS), ("pulse", Length.PULSE)):
        discussions[name] = standing.open(standing.plan_discussion(length=length))
    standing.record_all(RECORDING[1:6], discussion=discussions["pulse"])
    give_pins(standing, ("ben",))
    cookies = {who: standing.new_session(who).session for who in ("leader", "anna", "ben", "dora")}
    where = {
        name: f"/conference?conference={matters.discussion(standing.viewer(), one).conference}"
        for name, one in discussions.items()
    }
    standing.store.close()
    with served(folder, smtp_host="127.0.0.1", smtp_security="none", smtp_from="board@hospital.example") as server:
        yield Ward(server, cookies, discussions, where)


def test_a_board_is_set_up_a_team_made_and_a_newcomer_takes_over(tmp_path, browser_page):
    with served(tmp_path) as server:
        page = browser_page()
        visit(page, server)
        keys = Keys(page)
        code = re.search(r"Set-up code: (\S{4}-\S{4}-\S{4})", server.console)[1]
        keys.type("Set-up code", code)
        keys.type("Sign-in name", "office")
        keys.type("Password", PASSWORD)
        keys.type("The same password again", PASSWORD)
        keys.press("Set up the board")
        expect(page.get_by_role("heading", name="No teams, one account")).to_be_visible()
        keys.unfold("Make a team")
        keys.type("Name of the team", "Ward 3")
        keys.press("Make the team")
        keys.unfold("Add an account")
        keys.type("Name", "Test Newcomer")
        keys.type("Sign-in name", "newcomer")
        keys.press("Add the account")
        first = page.locator("code").inner_text().strip()
        keys.press("I have written it down")
        keys.unfold("Take somebody in")
        keys.choose("Who", "Test Newcomer")
        keys.choose("Role", "leader")
        keys.press("Take in")
        expect(page.get_by_text("Test Newcomer leader · psychiatry")).to_be_visible()
        keys.unfold("New first password")
        keys.choose("Account", "newcomer")
        keys.tab_to("button", "Close the account")
        keys.press("My account", role="link")
        keys.press("Sign out")
        expect(page.get_by_role("textbox", name="Sign-in name")).to_be_visible()
        settle(page)

        keys.type("Sign-in name", "newcomer")
        keys.type("Password", first)
        keys.press("Sign in")
        expect(page.get_by_role("heading", name="Choose a password of your own")).to_be_visible()
        settle(page)
        keys.type("First password", first)
        keys.type("New password", ANOTHER)
        keys.type("The new one again", ANOTHER)
        keys.press("Keep it and go on")
        expect(page.get_by_role("heading", name="Nothing waits for you")).to_be_visible()
        settle(page)

        keys.press("Conference", role="link")
        keys.press("Make a conference")
        keys.tab_to("spinbutton", re.compile("^day"))
        page.keyboard.type("19112027", delay=40)
        page.keyboard.press("Escape")
        keys.press("Make the conference")
        expect(page.get_by_role("heading", name="Friday 19 November 2027, 14:00")).to_be_visible()
        keys.press("Make a case")
        keys.type("A short neutral label", "asks for one more night")
        keys.press("Make the case")
        keys.type("Reason for presentation", "we do not agree")
        keys.type("What is new", "asked to stay")
        keys.type("Today’s question", "Weekend leave", exact=False)
        keys.type("Its first end", "let go")
        keys.type("Its other end", "hold")
        keys.press("Put on the agenda")
        expect(page.get_by_text("Nobody has been asked yet.")).to_be_visible()


def test_focus_is_recorded_handed_in_revised_and_withdrawn(ward, browser_page):
    page = browser_page()
    keys = ward.open(page, "anna")
    page.goto(f"{ward.server.url}/record?discussion={ward.discussions['focus']}")
    page.get_by_role("radiogroup", name=CONTACT).wait_for()
    settle(page)
    keys.rate(CONTACT, 2)
    keys.rate("fond", 4)
    keys.rate("powerless", 2)
    page.get_by_text("2 of 24 answered · draft kept").wait_for()
    assert page.evaluate("document.activeElement.closest('[role=radiogroup]') !== null"), "the focus outlives the rerun"
    keys.tab_to("checkbox", re.compile("a rule was bent"))
    page.keyboard.press("Space")
    settle(page)
    keys.type("What I would like the others", "one sentence", exact=False)
    keys.press("Hand in, sealed until the meeting")
    expect(page.get_by_text("Handed in on")).to_be_visible()
    settle(page)
    keys.press("Revise")
    keys.rate("irritated", 3)
    page.get_by_text("24 of 24 answered · draft kept").wait_for()  # what was left open is handed in as "can't say"
    keys.press("Hand in, sealed until the meeting")
    expect(page.get_by_text("Handed in on")).to_be_visible()
    settle(page)
    keys.press("Withdraw")
    keys.press("Withdraw it", keys.dialog())
    expect(page.get_by_text("Your entry is withdrawn.")).to_be_visible()


def test_a_dialog_holds_the_focus_and_escape_leaves_it(ward, browser_page):
    page = browser_page()
    keys = ward.open(page, "leader", ward.where["planned"])
    keys.press("Open recording")
    dialog = keys.dialog()
    for _ in range(12):
        page.keyboard.press("Tab")
        assert dialog.evaluate("one => one.contains(document.activeElement)"), "Tab leaves a dialog that is open"
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)


def test_a_round_is_opened_recorded_revealed_and_read(ward, browser_page):
    page = browser_page()
    keys = ward.open(page, "leader", ward.where["planned"])
    keys.press("Open recording")
    keys.press("Open recording", keys.dialog())
    expect(page.get_by_role("button", name="Ward link")).to_be_visible()
    keys.menu("More", "Postpone it")
    keys.type("Why (may stay empty)", "no time today", keys.dialog())
    keys.press("Postpone it", page.get_by_role("dialog"))
    expect(page.get_by_text("no time today")).to_be_visible()

    keys = ward.open(page, "leader", ward.where["pulse"])
    keys.press("Who has recorded")
    expect(page.get_by_text("Remind them")).to_be_visible()
    page.keyboard.press("Escape")
    keys.press("Reveal")
    keys.press("Reveal now", keys.dialog())
    expect(page.get_by_role("button", name="See the division", exact=True)).to_be_visible()
    settle(page)
    keys.press("See the division")
    page.wait_for_url(re.compile(r"/division\?discussion="))
    settle(page)
    keys.unfold("Show as")
    keys.unfold("How this was computed")
    keys.tab_to("button", "Other discussions", exact=False)


def test_the_second_round_is_recorded_and_revealed(ward, browser_page):
    page = browser_page()
    keys = ward.open(page, "leader", ward.where["again"])
    keys.press("Record second round")
    page.wait_for_url(re.compile("round=2"))
    page.get_by_role("radiogroup").first.wait_for()
    settle(page)
    keys.rate(re.compile("protect first"), 3)
    page.get_by_text("1 of 10 answered · draft kept").wait_for()
    keys.press("Hand in, sealed until the second reveal")
    expect(page.get_by_text("Handed in on")).to_be_visible()
    keys = ward.open(page, "leader", ward.where["again"])
    keys.press("Reveal second round")
    keys.press("Reveal now", keys.dialog())
    keys.press("See the division")
    expect(page.get_by_role("heading", name="After the discussion")).to_be_visible()


def test_a_ward_link_is_shared_opened_with_the_pin_and_used(ward, browser_page):
    page = browser_page()
    keys = ward.open(page, "leader", ward.where["focus"])
    keys.press("Ward link")
    dialog = keys.dialog()
    keys.choose("Or a link for one colleague", "Test Ben", dialog)
    keys.press("Make the link", dialog)
    expect(page.get_by_text("Only for Test Ben")).to_be_visible()
    link = page.locator("code").inner_text().strip()
    keys.press("Another link", dialog)
    keys.press("Show a QR code for the room", dialog)
    expect(page.get_by_role("img", name="QR code of the ward link")).to_be_visible()
    keys.tab_to("button", "Take back", dialog)

    phone = browser_page()
    phone.goto(link)
    phone.wait_for_url("**/ward")
    phone.get_by_role("textbox", name="PIN").wait_for()
    settle(phone)
    at_phone = Keys(phone)
    at_phone.type("PIN", PIN)
    at_phone.press("Open my form")
    phone.get_by_role("radiogroup", name=CONTACT).wait_for()
    settle(phone)
    at_phone.rate(CONTACT, 1)
    phone.get_by_label("What I heard at handover").wait_for()
    at_phone.press("Hand in, sealed until the meeting")
    expect(phone.get_by_role("heading", name="Stored. You can put the phone away.")).to_be_visible()


def test_the_own_account_the_team_and_the_ledger(ward, browser_page):
    page = browser_page()
    keys = ward.open(page, "dora", "/account")
    keys.type("E-mail address", "dora@hospital.example")
    keys.press("Keep the address")
    form = page.get_by_test_id("stForm").filter(has_text="The PIN again")
    keys.type("Password", PASSWORD, form)
    keys.type("New PIN", "503816", form)
    keys.type("The PIN again", "503816", form)
    keys.press("Set the PIN")
    expect(page.get_by_text("Your PIN is set.")).to_be_visible()
    keys = ward.open(page, "leader", "/team")
    keys.rate("What is shown of a person", 2)
    keys.press("Keep this choice")
    expect(page.get_by_role("heading", name="Disciplines stand beside the answers, no names")).to_be_visible()
    keys.press("Ledger", role="link")
    page.wait_for_url("**/ledger")
    page.locator("h1").first.wait_for()
    settle(page)
    keys.rate("Whose lines", 2)
    expect(page.get_by_role("heading", name="Who did and read what")).to_be_visible()

"""*Record* in a real browser: taps counted, keyboard alone, a phone's width, a restart of the server."""

from dataclasses import dataclass

import pytest

from access.terms import Length
from clock import SystemClock
from db import entries as stored
from db.opening import open_store
from tests.browsing import DESK, PHONE, accessibility_findings, settle, visit
from tests.serving import Server, served
from tests.ward import furnish_ward, ward_settings

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NARROW = 360
CONTACT = "This week I met this patient"
HAND_IN = "Hand in, sealed until the meeting"
_PLACES_OF_SCALES = "[role=radiogroup]:has([role=radio]:nth-child(6))"


@dataclass
class Board:
    """A served ward with a focus and a pulse open for recording, and a session of each person who records."""

    server: Server
    focus: str
    pulse: str
    cookies: dict[str, str]

    def open(self, page, who, discussion):
        visit(page, self.server, f"/record?discussion={discussion}", f"board_session={self.cookies[who]}")
        page.get_by_role("radiogroup", name=CONTACT).wait_for(timeout=30_000)
        settle(page)


WHO = ("anna", "ben", "cleo", "dora", "deputy", "facilitator", "leader")


def furnish(folder):
    """Two open rounds, and a cookie for everybody, in a store that is closed again."""
    ward = furnish_ward(ward_settings(folder), SystemClock())
    longest = ("let this patient go home for the weekend", "hold this patient on the ward till May 3")
    focus = ward.open(ward.plan_discussion(question="Weekend leave", ends=longest))
    pulse = ward.open(ward.plan_discussion(length=Length.PULSE))
    cookies = {who: ward.new_session(who).session for who in WHO}
    ward.store.close()
    return focus, pulse, cookies


@pytest.fixture(scope="module")
def board(tmp_path_factory):
    folder = tmp_path_factory.mktemp("record")
    focus, pulse, cookies = furnish(folder)
    with served(folder) as server:
        yield Board(server, str(focus), str(pulse), cookies)


def scales(page):
    """The groups of the ratings, in the form's order: those of six or eight places."""
    return page.locator(_PLACES_OF_SCALES)


def tap(page, name, choice):
    page.get_by_role("radiogroup", name=name).get_by_role("radio", name=choice, exact=True).click()


def chosen(page):
    """For each rating the number of the chosen place, None where there is none."""
    return [
        next(
            (
                n
                for n, place in enumerate(group.get_by_role("radio").all())
                if place.get_attribute("aria-checked") == "true"
            ),
            None,
        )
        for group in scales(page).all()
    ]


def stand_still(page):
    """Wait until nothing is pale any more: a run in progress fades what it has not drawn again."""
    settle(page)
    page.wait_for_function("""() => !document.querySelector('[data-stale="true"]')""")
    page.wait_for_timeout(400)


def receipt(page):
    return page.get_by_text("Handed in on")


@pytest.mark.parametrize(("who", "length", "ratings", "taps"), [("anna", "focus", 24, 26), ("ben", "pulse", 10, 12)])
def test_a_form_takes_one_tap_a_rating_and_none_is_lost(board, browser_page, who, length, ratings, taps):
    page = browser_page(width=PHONE)
    board.open(page, who, getattr(board, length))
    made = 1
    tap(page, CONTACT, "several times")
    for n in range(ratings):  # as fast as a hand can, without waiting for the server
        scales(page).nth(n).get_by_role("radio").nth(n % 6).click()
        made += 1
    page.get_by_text(f"{ratings} of {ratings} answered · draft kept").wait_for(timeout=60_000)
    page.reload()
    page.get_by_role("radiogroup", name=CONTACT).wait_for(timeout=30_000)
    settle(page)
    assert chosen(page) == [n % 6 for n in range(ratings)]
    page.get_by_role("button", name=HAND_IN).click()
    made += 1
    receipt(page).wait_for(timeout=30_000)
    assert made == taps


def test_not_at_all_is_two_taps(board, browser_page):
    page = browser_page(width=PHONE)
    board.open(page, "ben", board.focus)
    tap(page, CONTACT, "not at all")
    page.get_by_label("What I heard at handover").wait_for()
    page.get_by_role("button", name=HAND_IN).click()
    receipt(page).wait_for(timeout=30_000)


def test_the_keyboard_alone_records_and_hands_in(board, browser_page):
    page = browser_page(width=DESK)
    board.open(page, "cleo", board.pulse)

    def tab_to(role, name):
        for _ in range(80):
            page.keyboard.press("Tab")
            here = page.evaluate("""() => {
                const at = document.activeElement, group = at.closest("[role=radiogroup]");
                const label = (one) => one.getAttribute("aria-label") || one.innerText || "";
                return group ? ["radiogroup", label(group)] : [at.tagName.toLowerCase(), label(at)];
            }""")
            if here[0] == role and name in here[1]:
                return
        raise AssertionError(f"Tab never came to {role} {name}")

    tab_to("radiogroup", CONTACT)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    settle(page)
    tab_to("radiogroup", "irritated")
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    page.get_by_text("1 of 10 answered · draft kept").wait_for(timeout=30_000)
    assert sum(place is not None for place in chosen(page)) == 1
    tab_to("button", HAND_IN)
    page.keyboard.press("Enter")
    receipt(page).wait_for(timeout=30_000)


def test_what_is_being_typed_survives_when_the_page_renews_itself(board, browser_page):
    writer, other = browser_page(width=PHONE), browser_page(width=PHONE)
    board.open(writer, "dora", board.focus)
    line = writer.get_by_label("What I would like the others to understand")
    line.press_sequentially("half a sent")
    board.open(other, "leader", board.focus)
    tap(other, CONTACT, "not at all")
    other.get_by_label("What I heard at handover").wait_for()
    other.get_by_role("button", name=HAND_IN).click()
    receipt(other).wait_for(timeout=30_000)
    writer.wait_for_timeout(5_000)  # more than two beats of the page's heart
    line.press_sequentially("ence")
    assert line.input_value() == "half a sentence"
    line.blur()
    writer.get_by_text("draft kept").wait_for(timeout=30_000)


@pytest.mark.parametrize("width", [NARROW, PHONE, DESK])
def test_nothing_scrolls_sideways_and_no_end_of_a_scale_is_cut(board, browser_page, width):
    page = browser_page(width=width)
    board.open(page, "dora", board.focus)
    main = page.locator('[data-testid="stMain"]')
    assert main.evaluate("one => one.scrollWidth <= one.clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    too_wide = page.evaluate("""() => [...document.querySelectorAll("[data-testid=stMarkdown] p, [role=radio]")]
        .filter((one) => one.checkVisibility() && one.getBoundingClientRect().right > window.innerWidth)
        .map((one) => one.innerText)""")
    assert too_wide == []
    heights = {box["height"] for group in scales(page).all() if (box := group.bounding_box())}
    assert max(heights) < 48, "each scale stays on one line"


@pytest.mark.parametrize(("width", "dark"), [(PHONE, False), (PHONE, True), (DESK, False)])
def test_axe_finds_nothing_of_ours_on_the_form(board, browser_page, width, dark):
    page = browser_page(width=width, dark=dark)
    board.open(page, "facilitator", board.focus)
    lines = page.get_by_text("Tell the nurse in charge now.")
    if lines.count() == 2:  # the draft is shared by the widths: tick it once
        page.get_by_text("I was asked to keep something from the team").click()
    lines.nth(2).wait_for(timeout=30_000)
    stand_still(page)
    assert accessibility_findings(page) == []


def test_axe_finds_nothing_of_ours_on_the_receipt_and_the_question_before_withdrawing(board, browser_page):
    page = browser_page(width=PHONE)
    board.open(page, "deputy", board.focus)
    tap(page, CONTACT, "not at all")
    page.get_by_label("What I heard at handover").wait_for()
    page.get_by_role("button", name=HAND_IN).click()
    receipt(page).wait_for(timeout=30_000)
    stand_still(page)
    assert accessibility_findings(page) == []
    page.get_by_role("button", name="Withdraw", exact=True).click()
    page.get_by_role("button", name="Withdraw it").wait_for()
    stand_still(page)
    assert accessibility_findings(page) == []
    page.get_by_role("button", name="Withdraw it").click()
    page.get_by_text("Your entry is withdrawn.").wait_for(timeout=30_000)
    assert page.get_by_role("radiogroup", name=CONTACT).is_visible()


def test_a_double_click_stores_once_and_a_restart_finds_draft_and_entry(tmp_path, browser_page):
    focus, pulse, cookies = furnish(tmp_path)
    page = browser_page(width=PHONE)
    with served(tmp_path) as server:
        board = Board(server, str(focus), str(pulse), cookies)
        board.open(page, "anna", pulse)
        tap(page, "irritated", "3")
        page.get_by_text("1 of 10 answered · draft kept").wait_for(timeout=30_000)
        server.kill()
    with served(tmp_path) as server:
        board.server = server
        board.open(page, "anna", pulse)
        assert [place for place in chosen(page) if place is not None] == [3]
        tap(page, CONTACT, "closely")
        settle(page)
        page.get_by_role("button", name=HAND_IN).dblclick()
        receipt(page).wait_for(timeout=30_000)
        settle(page)
    store = open_store(ward_settings(tmp_path), SystemClock())
    try:
        rows = store.look(lambda tx: tx.rows("select revision from entry where discussion = $d", d=pulse))
        assert [row["revision"] for row in rows] == [1]
        assert store.look(lambda tx: len(stored.have_recorded(tx, pulse, 1))) == 1
    finally:
        store.close()

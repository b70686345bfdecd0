"""Every page of every role, as a browser draws it: accessible, no wider than the screen, no foreign host asked."""

from collections.abc import Iterator

import pytest

from board.demonstration import PASSWORD
from tests.browsing import DESK, PHONE, BrowserPage, accessibility_findings, settle, visit
from tests.serving import Server, served
from tests.wire import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PAGES = [
    ("ines", ""),
    ("ines", "record"),
    ("ines", "conference"),
    ("ines", "division"),
    ("ines", "team"),
    ("ines", "ledger"),
    ("ines", "account"),
    ("ines", "division?tour=3"),
    ("petra", "?tour=1"),
    ("petra", ""),
    ("petra", "record"),
    ("petra", "conference"),
    ("office", ""),
    ("office", "ledger"),
    ("", ""),
]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with served(tmp_path_factory.mktemp("demo"), demo=True) as server:
        yield server


@pytest.fixture(scope="module")
def cookies(demo: Server) -> dict[str, str]:
    return {who: sign_in(demo, who, PASSWORD) for who in ("ines", "petra", "office")} | {"": ""}


@pytest.mark.parametrize(("width", "dark"), [(DESK, False), (PHONE, True)])
@pytest.mark.parametrize(("who", "path"), PAGES)
def test_a_page_has_no_accessibility_finding_beyond_streamlits_own(
    demo: Server,
    cookies: dict[str, str],
    browser_page: BrowserPage,
    who: str,
    path: str,
    width: int,
    dark: bool,
) -> None:
    page = browser_page(width=width, dark=dark)
    visit(page, demo, f"/{path}", cookies[who])
    assert accessibility_findings(page) == []


@pytest.mark.parametrize(("who", "path"), PAGES)
def test_nothing_scrolls_sideways_on_a_small_phone(
    demo: Server,
    cookies: dict[str, str],
    browser_page: BrowserPage,
    who: str,
    path: str,
) -> None:
    page = browser_page(width=360)
    visit(page, demo, f"/{path}", cookies[who])
    wide = page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth")
    assert wide <= 360


def test_the_demo_banner_stands_on_every_page(demo: Server, cookies: dict[str, str], browser_page: BrowserPage) -> None:
    for who, path in PAGES:
        page = browser_page()
        visit(page, demo, f"/{path}", cookies[who])
        assert page.get_by_text("Demo: synthetic people, nothing real.").is_visible(), (who, path)


def test_a_newcomer_signs_in_by_the_form_and_finds_what_waits(demo: Server, browser_page: BrowserPage) -> None:
    page = browser_page()
    visit(page, demo)
    page.get_by_role("textbox", name="Sign-in name").fill("petra")
    page.get_by_role("textbox", name="Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("button", name="Sign in", exact=True).wait_for(state="detached", timeout=20_000)
    settle(page)
    assert page.get_by_role("heading", level=1).inner_text().lower().startswith("one thing waits")

"""A real browser: pages as people see them, no request to a foreign host, axe-core's judgement of each."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, sync_playwright

from tests.serving import ROOT, Server

DESK, PHONE, WALL = 1440, 390, 1920
_HEIGHTS = {DESK: 900, PHONE: 844, WALL: 1080}
_NAMES_OF_CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
)
# What a phone's browser calls itself: pages lay charts out for it.
PHONES_NAME = (
    "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0 Mobile Safari/537.36"
)
_AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
_STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What Streamlit 1.67 brings and a page cannot mend: the rule, and the element of Streamlit's it lies in.
# Navigation in sections brings two serious ones more: it is not used, so they are not here.
STREAMLITS_OWN = {
    ("region", "vg-tooltip-element"),
    ("empty-table-header", "stDataFrameResizable"),
    ("target-size", "stDateInputFieldsScroller"),
    ("target-size", "stTimeInputTimeDisplay"),
}
# Streamlit pales what a run has not drawn again yet (the heartbeat's too), and takes a second for it. A page is judged
# by the colours it stands in, not by those it passes through.
_STAND_STILL = """() => {
    const still = new CSSStyleSheet();
    still.replaceSync("* { transition: none !important } [data-stale=true] { opacity: 1 !important }");
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, still];
}"""
_JUDGE = """async (tags) => {
    const found = await axe.run(document, {runOnly: tags});
    const inside = (node) => {
        const around = document.querySelector(node.target[0])?.closest("[data-testid^=st], [id^=vg-]");
        return around ? around.dataset.testid || around.id : "";
    };
    return found.violations.flatMap((broken) => broken.nodes.map((node) => ({
        rule: broken.id, impact: broken.impact, inside: inside(node), html: node.html.slice(0, 300),
    })));
}"""

BrowserPage = Callable[..., Page]


@dataclass(frozen=True)
class Finding:
    """One element that breaks one rule of accessibility."""

    rule: str
    impact: str
    inside: str
    html: str


def program_of_chromium() -> str | None:
    """Return the path of the Chromium of this computer, or None."""
    return next(filter(None, map(shutil.which, _NAMES_OF_CHROMIUM)), None)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Chromium without a screen, one per file of tests: its event loop must not outlive them."""
    program = program_of_chromium()
    if program is None:
        pytest.skip("Chromium is not installed (Debian: apt-get install chromium)")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=program, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def foreign_requests() -> list[str]:
    """Addresses outside this computer that a page of this test asked for; each was refused."""
    return []


@pytest.fixture
def browser_page(chromium: Browser, foreign_requests: list[str]) -> Iterator[BrowserPage]:
    """Open pages: `browser_page(width=PHONE, dark=True)`. Each is a person of its own, with own cookies.

    The test fails at its end if any page asked for a foreign host.
    """
    opened: list[BrowserContext] = []

    def open_page(width: int = DESK, dark: bool = False) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": _HEIGHTS.get(width, 900)},
            color_scheme="dark" if dark else "light",
            has_touch=width <= PHONE,
            is_mobile=width <= PHONE,
            user_agent=PHONES_NAME if width <= PHONE else None,
        )
        opened.append(context)
        context.route(_is_foreign, lambda route: _refuse(route, foreign_requests))
        page = context.new_page()
        page.on("websocket", lambda socket: _is_foreign(socket.url) and foreign_requests.append(socket.url))
        return page

    yield open_page
    for context in opened:
        context.close()
    assert foreign_requests == [], "a page asked a foreign host"


def visit(page: Page, server: Server, path: str = "/", cookie: str = "") -> None:
    """Open a path of the server, with a cookie header (`wire.sign_in`) if given; wait until it is drawn."""
    for pair in filter(None, cookie.split("; ")):
        name, _, value = pair.partition("=")
        page.context.add_cookies([{"name": name, "value": value, "url": server.url, "httpOnly": True}])
    page.goto(server.url + path)
    settle(page)


def settle(page: Page) -> None:
    """Wait until the script has run and the page stands still."""
    page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for(timeout=30_000)
    page.wait_for_timeout(300)


def accessibility_findings(page: Page) -> list[Finding]:
    """What axe-core finds on the page as it stands, without what is Streamlit's own."""
    if not _AXE.exists():
        pytest.skip("axe-core is not installed (npm ci)")
    page.evaluate(_AXE.read_text(encoding="utf-8"))  # evaluate, not a script tag: the content security policy stays
    page.evaluate(_STAND_STILL)
    found = [Finding(**finding) for finding in page.evaluate(_JUDGE, _STANDARDS)]
    return [finding for finding in found if (finding.rule, finding.inside) not in STREAMLITS_OWN]


def _is_foreign(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme in {"http", "https", "ws", "wss"} and parts.hostname not in {"127.0.0.1", "localhost"}


def _refuse(route: Route, refused: list[str]) -> None:
    refused.append(route.request.url)
    route.abort()


def picture(page: Page, file: Path) -> None:
    """Keep a picture of the whole page."""
    page.screenshot(path=file, full_page=True)

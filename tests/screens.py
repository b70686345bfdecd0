"""Pictures of every screen of the demo, at the desk, on the phone and on the wall, light and dark: `make screens`.

They are for looking at, one by one. They go to `screens/` (kept out of the repository); the best are copied by hand
to docs/pictures/.
"""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from board.demonstration import PASSWORD
from tests.browsing import DESK, FLAGS, PHONE, PHONES_NAME, WALL, program_of_chromium, settle
from tests.serving import ROOT, Server, served

_WIDTHS = {"desk": (DESK, 900), "phone": (PHONE, 844), "wall": (WALL, 1080)}
_PEOPLE = {
    "ines": ("home", "conference", "record", "division", "team", "ledger", "account"),
    "petra": ("home", "conference", "record"),
    "office": ("people", "ledger"),
}
_SHORT = 4000
"""Pictures end here, px: longer pages are looked at in the browser."""


def main(folder: Path, only: str = "") -> None:
    """Take all pictures, or those whose name holds `only`."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data, served(Path(data), demo=True) as server, _chromium() as browser:
        for look in ("light", "dark"):
            for width in _WIDTHS:
                _all(browser, server, folder, look, width, only)


def _all(browser: Browser, server: Server, folder: Path, look: str, width: str, only: str) -> None:
    with _opened(browser, look, width) as page:
        page.goto(server.url)
        settle(page)
        _keep(page, folder / f"sign-in-{width}-{look}.png", only)
    for person, paths in _PEOPLE.items():
        wanted = [path for path in paths if only in f"{path}-{person}-{width}-{look}"]
        if wanted:
            with _opened(browser, look, width) as page:
                _sign_in(page, server, person)
                for path in wanted:
                    page.goto(f"{server.url}/{'' if path == 'home' else path}")
                    settle(page)
                    _keep(page, folder / f"{path}-{person}-{width}-{look}.png", only)


@contextmanager
def _chromium() -> Iterator[Browser]:
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=program_of_chromium(), args=list(FLAGS))
        yield browser
        browser.close()


@contextmanager
def _opened(browser: Browser, look: str, width: str) -> Iterator[Page]:
    px, height = _WIDTHS[width]
    phone = width == "phone"
    context = browser.new_context(
        viewport={"width": px, "height": height},
        color_scheme="dark" if look == "dark" else "light",
        is_mobile=phone,
        has_touch=phone,
        device_scale_factor=2 if phone else 1,
        user_agent=PHONES_NAME if phone else None,
    )
    yield context.new_page()
    context.close()


def _sign_in(page: Page, server: Server, person: str) -> None:
    page.goto(server.url)
    settle(page)
    page.get_by_role("textbox", name="Sign-in name").fill(person)
    page.get_by_role("textbox", name="Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("button", name="Sign in", exact=True).wait_for(state="detached", timeout=30_000)
    settle(page)


def _keep(page: Page, file: Path, only: str) -> None:
    if only not in file.name:
        return
    # Streamlit scrolls an inner element: the window is made as tall as what is in it, then pictured whole.
    size = page.viewport_size or {"width": DESK, "height": 900}
    tall = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
    page.set_viewport_size({"width": size["width"], "height": min(max(int(tall), size["height"]), _SHORT)})
    settle(page)
    page.screenshot(path=file)
    page.set_viewport_size(size)
    print(file)


if __name__ == "__main__":
    main(ROOT / "screens", sys.argv[1] if len(sys.argv) > 1 else "")

"""Pictures of every screen in every state, on the wall, at the desk and on the phone, light and dark: `make screens`.

They are for looking at, one by one. They go to `screens/` (kept out of the repository); the best are copied by hand to
docs/pictures/. `python -m tests.screens division` takes those alone whose name holds the word.
"""

import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from math import ceil
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright
from playwright.sync_api import Error as NotPictured

from tests import pictured, screen_list
from tests.browsing import (
    DESK,
    FLAGS,
    PHONE,
    PHONES_NAME,
    WALL,
    accessibility_findings,
    program_of_chromium,
    settle,
)
from tests.pictured import Board
from tests.screen_list import Screen
from tests.serving import ROOT

_WINDOWS = {"desk": ((DESK, 900), (WALL, 1080)), "phone": ((PHONE, 844),)}
"""A device is loaded once and pictured in these sizes: what a phone calls itself decides how charts are laid out."""
_PIECE = 2200
"""px: longer pages are pictured in pieces, so that letters can be read."""
_LONGEST = 14_000
_AXE = ROOT / "node_modules" / "axe-core"
_BOARDS: dict[Callable[[Path], AbstractContextManager[Board]], tuple[Screen, ...]] = {
    pictured.a_new_board: screen_list.OF_A_NEW_BOARD,
    pictured.the_demo: screen_list.OF_THE_DEMO,
    pictured.a_ward: screen_list.OF_THE_WARD,
}


def main(folder: Path, only: str = "") -> int:
    """Take all pictures, or those of screens whose name holds `only`; returns how many could not be taken."""
    folder.mkdir(parents=True, exist_ok=True)
    missed = 0
    with _chromium() as browser:
        for opened, screens in _BOARDS.items():
            wanted = [screen for screen in screens if only in screen.name]
            if wanted:
                with tempfile.TemporaryDirectory() as data, opened(Path(data)) as board:
                    missed += sum(
                        _pictured(browser, board, screen, device, look, folder)
                        for device in _WINDOWS
                        for look in ("light", "dark")
                        for screen in wanted
                    )
    return missed


def _pictured(browser: Browser, board: Board, screen: Screen, device: str, look: str, folder: Path) -> bool:
    """Picture one screen on one device; True when it could not be come to, which is said."""
    with _opened(browser, board, screen.who, device, look) as page:
        try:
            page.goto(board.server.url + screen.path.format(**board.ids))
            settle(page)
            if screen.act:
                screen.act(page, board)
            for finding in accessibility_findings(page) if _AXE.exists() else []:
                print(f"AXE {screen.name} {device} {look}: {finding.rule} {finding.html}", flush=True)
            for width, height in _WINDOWS[device]:
                _keep(page, folder, f"{screen.name}-{width}-{look}", width, height)
        except NotPictured as fault:
            page.screenshot(path=folder / f"{screen.name}-{device}-{look}-MISSED.png")
            print(f"MISSED {screen.name} {device} {look}: {str(fault).splitlines()[0]}", flush=True)
            return True
    return False


@contextmanager
def _chromium() -> Iterator[Browser]:
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=program_of_chromium(), args=list(FLAGS))
        yield browser
        browser.close()


@contextmanager
def _opened(browser: Browser, board: Board, who: str, device: str, look: str) -> Iterator[Page]:
    """A browser of its own, signed in as somebody ("" for nobody)."""
    phone = device == "phone"
    width, height = _WINDOWS[device][0]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if look == "dark" else "light",
        is_mobile=phone,
        has_touch=phone,
        user_agent=PHONES_NAME if phone else None,
    )
    context.set_default_timeout(15_000)
    if who:
        cookie = {"name": "board_session", "value": board.cookies[who], "url": board.server.url, "httpOnly": True}
        context.add_cookies([cookie])
    yield context.new_page()
    context.close()


def _keep(page: Page, folder: Path, name: str, width: int, height: int) -> None:
    """Picture the page whole: Streamlit scrolls an inner element, so the window is made as tall as what is in it."""
    page.set_viewport_size({"width": width, "height": height})
    settle(page)
    tall = page.evaluate(
        "Math.max(0, ...[...document.querySelectorAll('[data-testid=stMain]')].map((a) => a.scrollHeight))"
    )
    whole = min(max(int(tall), height), _LONGEST)
    page.set_viewport_size({"width": width, "height": whole})
    settle(page)
    pieces = ceil(whole / _PIECE)
    for piece in range(pieces):
        top = piece * _PIECE
        clip = {"x": 0, "y": top, "width": width, "height": min(_PIECE, whole - top)}
        page.screenshot(path=folder / (f"{name}.png" if pieces == 1 else f"{name}-{piece + 1}.png"), clip=clip)
    print(name, flush=True)


if __name__ == "__main__":
    sys.exit(bool(main(ROOT / "screens", sys.argv[1] if len(sys.argv) > 1 else "")))

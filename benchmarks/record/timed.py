"""How long the form takes on a phone: `python -m benchmarks.record.timed`. Needs Chromium.

A person's thinking is counted, not waited for: five seconds at every tap, never less. What the machine adds is
measured in a real browser, 390 px wide, on a server of its own: until the form stands there, until each tap shows,
until the receipt is there. Keeping the draft runs on while the person thinks; it is measured beside, not added.
"""

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, sync_playwright

from access.terms import Length
from clock import SystemClock
from tests.browsing import FLAGS, PHONE, PHONES_NAME, program_of_chromium, settle
from tests.serving import Server, served
from tests.ward import RECORDING, furnish_ward, ward_settings

PAUSE = 5.0
"""Seconds of reading and thinking counted for every tap."""
HOPED = {Length.FOCUS: 150.0, Length.PULSE: 40.0}
"""Seconds: focus at most two and a half minutes; forty for a pulse is a hope."""
_CONTACT = "This week I met this patient"
_RATINGS = "[role=radiogroup]:has([role=radio]:nth-child(6))"
_HAND_IN = "Hand in, sealed until the meeting"


@dataclass
class Timed:
    """One form, filled in: every rating, no tick and no line, which nobody has to give."""

    taps: int = 0
    opening: float = 0.0
    """Seconds until the form could be tapped."""
    showing: list[float] = field(default_factory=list)
    """Seconds until each tap showed; the last until the receipt was there."""
    keeping: list[float] = field(default_factory=list)
    """Seconds until each draft was kept."""

    @property
    def machine(self) -> float:
        """Seconds a person waits for the machine."""
        return self.opening + sum(self.showing)

    @property
    def altogether(self) -> float:
        """Seconds with a pause at every tap."""
        return self.taps * PAUSE + self.machine


def filled_in(page: Page, address: str) -> Timed:
    """Fill in the form at this address, tap by tap, and hand it in."""
    timed, begun = Timed(), time.monotonic()
    page.goto(address)
    contact = page.get_by_role("radiogroup", name=_CONTACT)
    contact.wait_for(timeout=60_000)
    settle(page)
    timed.opening = time.monotonic() - begun
    _tap(page, contact.get_by_role("radio", name="several times", exact=True), timed)
    ratings = page.locator(_RATINGS).count()
    for n in range(ratings):
        place = page.locator(_RATINGS).nth(n).get_by_role("radio").nth(n % 6)
        at = _tap(page, place, timed)
        page.get_by_text(f"{n + 1} of {ratings} answered · draft kept").wait_for(timeout=60_000)
        timed.keeping.append(time.monotonic() - at)
    at = time.monotonic()
    page.get_by_role("button", name=_HAND_IN).tap()
    page.get_by_text("Handed in on").wait_for(timeout=60_000)
    timed.showing.append(time.monotonic() - at)
    timed.taps += 1
    return timed


def _tap(page: Page, place: Locator, timed: Timed) -> float:
    place.scroll_into_view_if_needed()  # a thumb scrolls while its owner thinks
    at = time.monotonic()
    place.tap()
    handle = place.element_handle()
    page.wait_for_function("one => one.getAttribute('aria-checked') === 'true'", arg=handle, polling=20)
    timed.showing.append(time.monotonic() - at)
    timed.taps += 1
    return at


@contextmanager
def two_forms(folder: Path) -> Iterator[tuple[Server, dict[Length, str], list[str]]]:
    """A served ward with a focus and a pulse open; the path of each form, and a session of each member."""
    ward = furnish_ward(ward_settings(folder), SystemClock())
    paths = {
        length: f"/record?discussion={ward.open(ward.plan_discussion(length=length))}"
        for length in (Length.FOCUS, Length.PULSE)
    }
    sessions = [ward.new_session(who).session for who in RECORDING]
    ward.store.close()
    with served(folder) as server:
        yield server, paths, sessions


def phone(browser: Browser, server: Server, session: str) -> Page:
    """A phone of somebody who is signed in."""
    context = browser.new_context(
        viewport={"width": PHONE, "height": 844}, is_mobile=True, has_touch=True, user_agent=PHONES_NAME
    )
    context.add_cookies([{"name": "board_session", "value": session, "url": server.url, "httpOnly": True}])
    return context.new_page()


def told(length: Length, timed: Timed) -> str:
    """What was counted and what was measured, in four lines."""
    hoped = HOPED[length]
    pace = (hoped - timed.machine) / timed.taps
    return (
        f"{length}: {timed.altogether:.0f} s altogether (hoped for: {hoped:.0f} s)\n"
        f"  counted   {timed.taps} taps at {PAUSE:.0f} s of thinking: {timed.taps * PAUSE:.0f} s\n"
        f"  measured  {timed.machine:.1f} s of machine: {timed.opening:.1f} s until the form stood there, "
        f"{max(timed.showing[:-1]):.2f} s at most until a tap showed, {timed.showing[-1]:.1f} s for the handing in\n"
        f"  beside    a draft was kept {max(timed.keeping):.1f} s after its tap at the latest; "
        f"{hoped:.0f} s are kept at {pace:.1f} s a tap"
    )


def main(say: Callable[[str], None] = print) -> None:
    """Fill in a focus and a pulse, and say how long each took."""
    with (
        tempfile.TemporaryDirectory() as folder,
        two_forms(Path(folder)) as (server, paths, sessions),
        sync_playwright() as play,
    ):
        browser = play.chromium.launch(executable_path=program_of_chromium(), args=list(FLAGS))
        for length, path in paths.items():
            page = phone(browser, server, sessions[0])
            say(told(length, filled_in(page, server.url + path)))
            page.context.close()
        browser.close()


if __name__ == "__main__":
    main()

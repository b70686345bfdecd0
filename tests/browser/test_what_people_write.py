"""What people write is drawn as they wrote it: no markup, no link, no script, no picture, no request comes of it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from uuid import UUID

import pytest

from access.terms import Naming, Visibility
from board import stages, teams
from clock import SystemClock
from db import people
from tests.browsing import BrowserPage, visit
from tests.serving import Server, served
from tests.ward import ADMINISTRATOR, RECORDING, furnish_ward, ward_settings

pytestmark = pytest.mark.browser

# Each would leave a trace if a page took it for markup: an element, a request, a dialog, a colour.
PAYLOADS = (
    "<img src=x onerror=alert(1)>",
    "<script>alert(2)</script>",
    "![p](https://pic.example/x)",
    "[here](javascript:alert(3))",
    "https://link.example",
    ":red[angry] :material/home:",
    "$\\href{https://tex.example}{x}$",
    "**bold** _it_ `code`",
    "# heading",
)
EVERYTHING = " ".join(PAYLOADS)
SHORT = "<b>x</b> [y](z) :red[w]"


@dataclass(frozen=True)
class Written:
    server: Server
    cookies: dict[str, str]
    discussions: dict[str, UUID]
    conference: UUID


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Written]:
    """A served ward in which every field that people fill in holds markup."""
    folder = tmp_path_factory.mktemp("markup")
    ward = furnish_ward(ward_settings(folder), SystemClock())
    ward.store.atomic(
        lambda tx: tx.run("update member set name = $name where id = $id", name=f"Zoe {SHORT}", id=ward.member("anna"))
    )
    ward.store.atomic(
        lambda tx: tx.run("update team set name = $name where id = $id", name=f"Ward {SHORT}", id=ward.team)
    )
    team = teams.make_team(ward.viewer(ADMINISTRATOR), f"Team {SHORT}", "Europe/Berlin")
    assert ward.store.look(lambda tx: people.team(tx, team))
    conference = ward.conference()
    discussions = {}
    for stage, naming in (("sealed", Naming.UNATTRIBUTED), ("revealed", Naming.UNATTRIBUTED), ("named", Naming.NAMED)):
        discussions[stage] = ward.plan_discussion(
            case=ward.case(f"label {SHORT}"),
            conference=conference,
            naming=naming,
            reason=f"reason {EVERYTHING}",
            news=f"news {EVERYTHING}",
            question=f"question {SHORT}",
            ends=("<i>low</i> :red[l]", "[high](h) $x$"),
        )
        ward.open(discussions[stage])
        for who in RECORDING:
            line = replace(ward.canary(who, visibility=Visibility.NAMED).answers, understand=f"line {EVERYTHING}")
            ward.record(who, line)
        if stage != "sealed":
            stages.reveal(ward.viewer("leader"), discussions[stage])
    cookies = {who: f"board_session={ward.new_session(who).session}" for who in ("leader", "anna", ADMINISTRATOR)}
    ward.store.close()
    with served(folder) as server:
        yield Written(server, cookies, discussions, conference)


LOOKS = [
    ("leader", "", "sealed"),
    ("leader", "conference", "sealed"),
    ("anna", "record", "sealed"),
    ("anna", "record", "revealed"),
    ("leader", "division", "revealed"),
    ("leader", "division", "named"),
    ("leader", "team", "sealed"),
    ("leader", "ledger", "sealed"),
    ("anna", "account", "sealed"),
    (ADMINISTRATOR, "", "sealed"),
    (ADMINISTRATOR, "ledger", "sealed"),
]


@pytest.mark.parametrize(("who", "path", "which"), LOOKS)
def test_markup_that_people_wrote_stays_text(
    written: Written, browser_page: BrowserPage, who: str, path: str, which: str
) -> None:
    page = browser_page()
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    query = f"?discussion={written.discussions[which]}&conference={written.conference}"
    visit(page, written.server, f"/{path}{query}", written.cookies[who])
    page.evaluate("document.querySelectorAll('details:not([open]) > summary').forEach((fold) => fold.click())")
    page.wait_for_timeout(500)
    main = page.locator('[data-testid="stMain"]')
    assert dialogs == []
    assert main.locator("a[href*='example'], a[href*='javascript'], img[src*='example'], img[src='x']").count() == 0
    assert main.locator("b, i, script, em").filter(has_text="x").count() == 0
    assert main.locator(".katex").count() == 0
    assert page.locator("[data-testid='stMain'] :text-is('angry')").count() == 0, "a colour was made of :red[...]"


def test_the_line_is_on_the_division_page_letter_by_letter(written: Written, browser_page: BrowserPage) -> None:
    page = browser_page()
    visit(page, written.server, f"/division?discussion={written.discussions['named']}", written.cookies["leader"])
    shown = page.locator('[data-testid="stMain"]').inner_text()
    for payload in PAYLOADS:
        assert payload in shown

"""What people write is drawn as they wrote it: no markup, no link, no script, no picture, no request comes of it."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import expect

from access.terms import Naming, Visibility
from board import stages, teams, ward_links
from clock import SystemClock
from db import people
from instruments import weekly_team_reaction
from tests.browser.typed import (
    ADDRESS,
    ENDS,
    EVERYTHING,
    FILLED,
    LINES_FILLED,
    PAYLOADS,
    SHORT,
    Filling,
    Place,
    fields_of_the_source,
    traces,
)
from tests.browsing import BrowserPage, settle, visit
from tests.serving import served
from tests.ward import ADMINISTRATOR, RECORDING, furnish_ward, ward_settings

pytestmark = [pytest.mark.browser, pytest.mark.slow]
expect.set_options(timeout=30_000)  # a shared machine may be slow for nobody's fault
MAIL = {"smtp_host": "127.0.0.1", "smtp_security": "none", "smtp_from": "board@hospital.example"}
"""A board that sends mail asks for addresses and offers to remind; nothing is sent here."""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """A served ward in which what is stored holds markup already; what is typed comes in the tests."""
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
    stages_of = {
        "sealed": Naming.UNATTRIBUTED,
        "postponed": Naming.UNATTRIBUTED,
        "cancelled": Naming.UNATTRIBUTED,
        "revealed": Naming.UNATTRIBUTED,
        "closed": Naming.UNATTRIBUTED,
        "again": Naming.UNATTRIBUTED,
        "by discipline": Naming.DISCIPLINE,
        "named": Naming.NAMED,
    }
    for which, naming in stages_of.items():
        discussions[which] = ward.plan_discussion(
            case=ward.case(f"label {SHORT}"),
            conference=conference,
            naming=naming,
            reason=f"reason {EVERYTHING}",
            news=f"news {EVERYTHING}",
            question=f"question {SHORT}",
            ends=ENDS,
        )
        ward.open(discussions[which])
        for who in RECORDING[:5] if which == "sealed" else RECORDING:
            if which == "sealed" and who == "ben":
                continue
            line = replace(ward.canary(who, visibility=Visibility.NAMED).answers, understand=f"line {EVERYTHING}")
            ward.record(who, line)
        if which in {"revealed", "named", "closed", "again", "by discipline"}:
            stages.reveal(ward.viewer("leader"), discussions[which])
        if which == "closed":
            ward.close()
    ward.open_second(recorded=RECORDING[:4], discussion=discussions["again"])
    teams.set_naming(ward.viewer("leader"), ward.team, Naming.UNATTRIBUTED)
    planned_case = ward.case(f"another {SHORT}")
    link = ward_links.make(ward.viewer("leader"), discussions["sealed"]).token
    whom = ("leader", "anna", "ben", "cleo", ADMINISTRATOR)
    cookies = {who: f"board_session={ward.new_session(who).session}" for who in whom}
    ward.store.close()
    with served(folder, **MAIL) as server, served(tmp_path_factory.mktemp("new")) as new_board:
        yield Place(server, new_board, cookies, discussions, conference, planned_case, link)


@pytest.fixture
def asked_dialogs(place: Place, browser_page: BrowserPage) -> list[str]:
    """A page for the test, and the script's dialogs that came up on it."""
    dialogs: list[str] = []
    place.page = browser_page()
    place.page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    return dialogs


def test_every_field_that_people_type_into_is_filled_here() -> None:
    filled = set().union(*FILLED.values())
    assert fields_of_the_source() - filled == set(), "a new field: fill it in tests/browser/typed.py"
    assert filled - fields_of_the_source() == set(), "a field that is no more"
    assert set(weekly_team_reaction().lines) == LINES_FILLED


def test_a_field_of_a_new_page_would_be_found(tmp_path) -> None:
    for folder in ("pages", "entrance"):
        (tmp_path / folder).mkdir()
    page = "left.text_area('Why')\nst.selectbox('Who', [], accept_new_options=True)\nst.selectbox('Which', [])"
    (tmp_path / "pages" / "new.py").write_text(page, encoding="utf-8")
    assert fields_of_the_source(tmp_path) == {"pages/new.py 'Why'", "pages/new.py 'Who'"}


def test_a_page_that_took_markup_for_markup_would_leave_traces(browser_page: BrowserPage) -> None:
    page = browser_page()
    page.set_content(
        "<main><p><b>x</b> <a href='z'>y</a> <span>angry</span> <img src='x'> <strong>bold</strong></p></main>"
    )
    assert {trace.split()[0] for trace in traces(page)} == {"link", "picture", "slant", "bold", "colour"}


@pytest.mark.parametrize("filling", FILLED, ids=lambda filling: filling.__name__.strip("_"))
def test_what_is_typed_into_a_field_stays_text(place: Place, asked_dialogs: list[str], filling: Filling) -> None:
    for done in filling(place):
        assert traces(place.page) == [], done
        assert asked_dialogs == [], done


LOOKS = [
    ("leader", "", "sealed"),
    ("leader", "conference", "sealed"),
    ("anna", "record", "sealed"),
    ("anna", "record", "revealed"),
    ("anna", "record", "again"),
    ("cleo", "record", "again"),
    ("leader", "division", "revealed"),
    ("leader", "division", "by discipline"),
    ("leader", "division", "named"),
    ("anna", "division", "sealed"),
    ("leader", "team", "sealed"),
    ("leader", "ledger", "sealed"),
    ("anna", "account", "sealed"),
    (ADMINISTRATOR, "", "sealed"),
    (ADMINISTRATOR, "ledger", "sealed"),
]


@pytest.mark.parametrize(("who", "path", "which"), LOOKS)
def test_markup_that_people_wrote_stays_text(
    place: Place, asked_dialogs: list[str], who: str, path: str, which: str
) -> None:
    again = "&round=2" if which == "again" else ""
    page = place.open(who, f"/{path}{place.of(which)}{again}")
    page.evaluate("document.querySelectorAll('details:not([open]) > summary').forEach((fold) => fold.click())")
    page.wait_for_timeout(500)
    assert asked_dialogs == []
    assert traces(page) == []


@pytest.mark.parametrize("button", ["What it is about", "Who has recorded", "Ward link", "Reveal", "More"])
def test_what_opens_on_the_run_sheet_keeps_markup_text(place: Place, asked_dialogs: list[str], button: str) -> None:
    page = place.open("leader", f"/conference?conference={place.conference}")
    page.get_by_role("button", name=button).first.click()
    page.wait_for_timeout(1000)
    settle(page)
    assert asked_dialogs == []
    assert traces(page) == []


def test_names_in_a_list_to_choose_from_and_on_a_link_stay_text(place: Place, asked_dialogs: list[str]) -> None:
    page = place.open("leader", f"/conference?conference={place.conference}")
    page.get_by_role("button", name="Ward link").first.click()
    page.get_by_role("combobox", name=re.compile("link for one")).click()
    page.get_by_role("option", name=f"Zoe {SHORT}").click()
    assert traces(page) == []
    page.get_by_role("button", name="Make the link").click()
    expect(page.get_by_text(f"Only for Zoe {SHORT}")).to_be_visible()
    assert traces(page) == []
    assert asked_dialogs == []


def test_the_leaders_names_lists_and_the_administrators_stay_text(place: Place, asked_dialogs: list[str]) -> None:
    page = place.open("leader", f"/conference?form=plan&conference={place.conference}")
    for name in ("Case", "Who stands back"):
        page.get_by_role("combobox", name=re.compile(f"^{name}")).click()
        page.wait_for_timeout(500)
        assert traces(page) == [], name
        page.keyboard.press("Escape")
    page = place.open(ADMINISTRATOR, "/")
    page.get_by_text("New first password, close or open an account").click()
    page.wait_for_timeout(600)
    page.get_by_role("combobox", name=re.compile("Account")).click()
    page.wait_for_timeout(500)
    assert traces(page) == []
    assert asked_dialogs == []


def test_the_line_is_on_the_division_page_letter_by_letter(place: Place, browser_page: BrowserPage) -> None:
    page = browser_page()
    visit(page, place.server, f"/division?discussion={place.discussions['named']}", place.cookies["leader"])
    shown = page.locator('[data-testid="stMain"]').inner_text()
    for payload in PAYLOADS:
        assert payload in shown
    assert ADDRESS not in shown

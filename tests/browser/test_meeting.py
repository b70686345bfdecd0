"""A whole meeting in separate browsers: planned, opened, recorded, revealed; every open page moves on by itself."""

import re
import time
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from access.terms import Length
from board import agenda, cases, conferences, memberships, stages
from clock import SystemClock
from tests.browsing import DESK, PHONE, settle, visit
from tests.serving import Server, served
from tests.ward import ADMINISTRATOR, furnish_ward, ward_settings

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SOON = 8_000
"""Milliseconds: two seconds are promised (1.4 measured); a busy machine that runs other tests gets more to draw."""
REVEAL_SOON = 5_000
"""The reveal is what the promise is about: two seconds, the press, and what a busy machine needs to draw."""
CONTACT, HAND_IN = "This week I met this patient", "Hand in, sealed until the meeting"


@dataclass
class Board:
    """Ward 3 of leader, Anna, Ben and an observer, with nothing planned; Ward 7 in the middle of a round."""

    server: Server
    cookies: dict[str, str]

    def open(self, page, who, path="/"):
        visit(page, self.server, path, f"board_session={self.cookies[who]}")
        return page


@pytest.fixture(scope="module")
def board(tmp_path_factory):
    folder = tmp_path_factory.mktemp("meeting")
    ward = furnish_ward(ward_settings(folder), SystemClock())
    for who in ("deputy", "facilitator", "cleo", "dora"):
        memberships.end_membership(ward.viewer(ADMINISTRATOR), ward.team, ward.member(who))
    leader = ward.viewer("other leader")
    meeting = conferences.make_conference(leader, ward.other_team, ward.clock.now())
    case = cases.make_case(leader, ward.other_team, "a label")
    words = agenda.AgendaWords(Length.PULSE, "why", "what")
    stages.open_recording(leader, agenda.plan(leader, meeting.id, case.id, words))
    cookies = {
        who: ward.new_session(who).session
        for who in ("leader", "anna", "ben", "observer", "other leader", "other member")
    }
    ward.store.close()
    with served(folder) as server:
        yield Board(server, cookies)


def press(place, name):
    """Press a button of a page, or of the dialog on it once that is there."""
    place.get_by_role("button", name=name, exact=True).first.click()
    settle(getattr(place, "page", place))


def told(page, sentence):
    """The chart that says this to a screen reader."""
    return page.locator(f"[aria-label^='{sentence}']").first


def record(page):
    """The shortest entry: how one met the patient, and one feeling."""
    page.get_by_role("radiogroup", name=CONTACT).get_by_role("radio", name="closely", exact=True).click()
    page.locator("[role=radiogroup]:has([role=radio]:nth-child(6))").first.get_by_role("radio").nth(2).click()
    expect(page.get_by_text("1 of 9 answered")).to_be_visible(timeout=10_000)
    page.get_by_role("button", name=HAND_IN).click()
    expect(page.get_by_text("Handed in on")).to_be_visible(timeout=10_000)


def test_a_meeting_is_planned_opened_recorded_and_revealed_and_every_open_page_follows(board, browser_page):
    leader = board.open(browser_page(), "leader", "/conference")
    anna = board.open(browser_page(width=PHONE), "anna")
    ben = board.open(browser_page(width=PHONE), "ben")
    observer = board.open(browser_page(), "observer", "/conference")
    expect(anna.get_by_role("heading", name="Nothing waits for you")).to_be_visible()

    press(leader, "Make a conference")
    leader.get_by_role("spinbutton", name=re.compile("^day")).click()
    leader.keyboard.type("19112027", delay=40)
    leader.keyboard.press("Escape")
    press(leader, "Make the conference")
    expect(leader.get_by_role("heading", name="Friday 19 November 2027, 14:00")).to_be_visible()
    expect(observer.get_by_role("heading", name="Friday 19 November 2027, 14:00")).to_be_visible(timeout=SOON)

    press(leader, "Make a case")
    leader.get_by_role("textbox", name="A short neutral label").fill("asks for one more night")
    press(leader, "Make the case")
    leader.get_by_text("Pulse: the short form").click()
    leader.get_by_role("textbox", name="Reason for presentation").fill("the team does not agree")
    leader.get_by_role("textbox", name="What is new").fill("it was Mrs Sample who called")
    press(leader, "Put on the agenda")
    expect(leader.get_by_text("“Mrs Sample” looks like a name")).to_be_visible()
    press(leader, "Change it")
    leader.get_by_role("textbox", name="What is new").fill("the family called")
    press(leader, "Put on the agenda")
    expect(leader.get_by_text("Nobody has been asked yet.")).to_be_visible()
    expect(observer.get_by_text("Nobody has been asked yet.")).to_be_visible(timeout=SOON)

    press(leader, "Open recording")
    press(leader.get_by_role("dialog"), "Open recording")
    for member in (anna, ben):
        expect(member.get_by_role("heading", name="One thing waits for you")).to_be_visible(timeout=SOON)
        member.get_by_role("button", name="Record", exact=True).last.click()
        record(member)
    leader.get_by_role("button", name="Record", exact=True).last.click()
    record(leader)
    expect(told(observer, "3 of 3 have recorded")).to_be_attached(timeout=SOON)

    board.open(leader, "leader", "/conference")
    press(leader, "Reveal")
    expect(leader.get_by_role("dialog").get_by_text("Three of three have recorded.")).to_be_visible()
    leader.get_by_role("button", name="Reveal now").click()
    revealed_at = time.monotonic()
    for page in (observer, anna, ben):
        expect(page.get_by_role("button", name="See the division", exact=True)).to_be_visible(timeout=REVEAL_SOON)
    assert (time.monotonic() - revealed_at) * 1000 < REVEAL_SOON
    leader.get_by_role("button", name="See the division", exact=True).click()
    leader.wait_for_url(re.compile(r"/division\?discussion="), timeout=10_000)


def test_a_dialog_and_what_is_typed_in_it_outlive_what_others_do_meanwhile(board, browser_page):
    leader = board.open(browser_page(width=DESK), "other leader", "/conference")
    member = board.open(browser_page(width=PHONE), "other member", "/record")
    expect(told(leader, "0 of 2 have recorded")).to_be_attached()
    leader.get_by_role("button", name="More").click()
    leader.get_by_role("menuitem", name="Postpone it").or_(leader.get_by_role("option", name="Postpone it")).click()
    reason = leader.get_by_role("textbox", name="Why (may stay empty)")
    reason.click()
    leader.keyboard.type("the ward is short of hands", delay=10)
    record(member)
    expect(told(leader, "1 of 2 have recorded")).to_be_attached(timeout=SOON)
    expect(reason).to_have_value("the ward is short of hands")
    leader.get_by_role("dialog").get_by_role("button", name="Postpone it").click()
    expect(leader.get_by_text("Postponed", exact=True)).to_be_visible(timeout=10_000)
    expect(leader.get_by_text("the ward is short of hands")).to_be_visible()

"""Every screen that `make screens` pictures: whose it is, its address, and what is pressed before it is looked at."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from tests.browsing import settle
from tests.phones import PIN
from tests.pictured import Board
from tests.ward import ADMINISTRATOR

Act = Callable[[Page, Board], None]


@dataclass(frozen=True)
class Screen:
    """One screen: whose, at which address (ids of the board in braces), and what is pressed before it is pictured."""

    name: str
    who: str
    path: str
    act: Act | None = None


def _press(*names: str) -> Act:
    """Press buttons by their words, one after the other; a fold counts as a button."""

    def act(page: Page, _: Board) -> None:
        for name in names:
            words = re.compile(f"^{re.escape(name)}")
            button = page.get_by_role("button", name=words).or_(page.locator("summary").filter(has_text=name))
            button.or_(page.get_by_role("menuitem", name=words)).or_(
                page.get_by_role("option", name=words)
            ).last.click()
            page.wait_for_timeout(700)
            settle(page)

    return act


def _in_card(which: str, *names: str) -> Act:
    """Press the first button on the card of a discussion, then the others wherever they come up."""

    def act(page: Page, board: Board) -> None:
        page.locator(f".st-key-card-{board.ids[which]}").get_by_role("button", name=names[0], exact=True).click()
        page.wait_for_timeout(700)
        settle(page)
        _press(*names[1:])(page, board)

    return act


def _typed(fields: dict[str, str], button: str) -> Act:
    def act(page: Page, board: Board) -> None:
        for name, words in fields.items():
            page.get_by_role("textbox", name=name, exact=True).fill(words)
        _press(button)(page, board)

    return act


def _unfolded(page: Page, _: Board) -> None:
    page.evaluate("document.querySelectorAll('details:not([open]) > summary').forEach((fold) => fold.click())")
    page.wait_for_timeout(900)
    settle(page)


def _chosen(group: str, choice: str) -> Act:
    def act(page: Page, _: Board) -> None:
        wanted = page.get_by_role("radiogroup", name=group).get_by_role("radio", name=choice, exact=True)
        if wanted.get_attribute("aria-checked") != "true":  # a draft is kept from look to look
            wanted.click()
        page.wait_for_timeout(700)
        settle(page)

    return act


def _link_for_one(page: Page, board: Board) -> None:
    _press("Ward link")(page, board)
    page.get_by_role("combobox", name=re.compile("link for one")).click()
    page.get_by_role("option", name="Test Ben").click()
    settle(page)
    _press("Make the link")(page, board)


def _arrive(page: Page, board: Board, token: str) -> None:
    page.goto(f"{board.server.url}/link#{token}")
    page.wait_for_url("**/ward")
    settle(page)


def _at_the_room(page: Page, board: Board) -> None:
    _arrive(page, board, board.room)


def _at_no_link(page: Page, board: Board) -> None:
    _arrive(page, board, "A" * 43)


def _at_the_pin(page: Page, board: Board) -> None:
    _arrive(page, board, board.links[0])


def _at_the_form(page: Page, board: Board) -> None:
    _arrive(page, board, board.links.pop(0))
    page.get_by_role("textbox", name="PIN").fill(PIN)
    page.get_by_role("button", name="Open my form").click()
    page.get_by_role("radiogroup").first.wait_for()
    settle(page)


def _stored(page: Page, board: Board) -> None:
    _at_the_form(page, board)
    _chosen("This week I met this patient", "closely")(page, board)
    _chosen("fond", "3")(page, board)
    _press("Hand in, sealed until the meeting")(page, board)
    page.get_by_text("Stored.").wait_for()


def _left(page: Page, board: Board) -> None:
    _at_the_form(page, board)
    _press("Leave it for now")(page, board)
    page.get_by_text("This visit is over").wait_for()


DIVISIONS = (
    "a young man who asks at every shift",
    "a woman everybody knows from before",
    "a man who says little",
    "a woman back for the fourth time",
    "a man two weeks before going home",
    "a woman who paints at night",
    "a man with many complaints",
    "a young woman whose tablets were changed",
)
_REVEAL, _PLAN = "/conference?conference={conference}", "/conference?form=plan&conference={conference}"
OF_THE_DEMO = (
    Screen("sign-in", "", "/"),
    Screen("sign-in-refused", "", "/", _typed({"Sign-in name": "ines", "Password": "wrong"}, "Sign in")),
    Screen("home-leader", "ines", "/"),
    Screen("home-member", "petra", "/"),
    Screen("home-deputy", "tomas", "/"),
    Screen("record-focus", "petra", "/record?discussion={open}"),
    Screen("record-handed-in", "tomas", "/record?discussion={open}", _press("What you handed in")),
    Screen("conference-leader", "ines", "/conference"),
    Screen("conference-member", "petra", "/conference"),
    Screen("conference-behind", "ines", "/conference?conference={last conference}"),
    Screen("conference-about", "ines", "/conference", _press("What it is about")),
    Screen("conference-reveal", "ines", "/conference", _press("Reveal")),
    Screen("division", "ines", "/division"),
    Screen("division-unfolded", "petra", "/division", _unfolded),
    *(Screen(f"division-{n}", "tomas", f"/division?discussion={{{label}}}") for n, label in enumerate(DIVISIONS)),
    Screen("team", "ines", "/team"),
    Screen("ledger", "ines", "/ledger"),
    Screen("ledger-of-the-team", "ines", "/ledger", _chosen("Whose lines", "Ward Example")),
    Screen("account", "ines", "/account"),
    Screen("tour-record", "petra", "/record?discussion={open}&tour=1"),
    Screen("tour-division", "mira", "/division?tour=3"),
    Screen("tour-team", "mira", "/team?tour=6"),
    Screen("tour-left", "jonah", "/conference?tour=2", _press("Leave the tour")),
    Screen("people", "office", "/"),
    Screen("people-unfolded", "office", "/", _unfolded),
    Screen("ledger-office", "office", "/ledger"),
    Screen("account-office", "office", "/account"),
)
OF_THE_WARD = (
    Screen("run-sheet-leader", "leader", _REVEAL),
    Screen("run-sheet-member", "anna", _REVEAL),
    Screen("run-sheet-observer", "observer", _REVEAL),
    Screen("dialog-open", "leader", _REVEAL, _in_card("planned", "Open recording")),
    Screen("dialog-close", "leader", _REVEAL, _in_card("revealed", "More", "Close")),
    Screen("dialog-reveal-second", "leader", _REVEAL, _in_card("again", "Reveal second round")),
    Screen("dialog-take-up", "leader", _REVEAL, _in_card("postponed", "Take up again")),
    Screen("share-dialog", "leader", "/conference?conference={links}", _press("Ward link")),
    Screen("share-code", "leader", "/conference?conference={links}", _press("Ward link", "Show a QR code")),
    Screen("share-link", "leader", "/conference?conference={links}", _link_for_one),
    Screen("reminders", "leader", "/conference?conference={links}", _press("Who has recorded")),
    Screen("form-case", "leader", "/conference?form=case"),
    Screen("form-conference", "leader", "/conference?form=conference"),
    Screen("form-plan", "leader", _PLAN + "&case={case}"),
    Screen("form-edit", "leader", "/conference?form=edit&discussion={planned}&conference={conference}"),
    Screen(
        "form-doubt",
        "leader",
        _PLAN + "&case={case}",
        _typed({"Reason for presentation": "Mrs Sample called on 3 May"}, "Put on the agenda"),
    ),
    Screen("record-pulse", "leader", "/record?discussion={few}"),
    Screen(
        "record-not-met", "leader", "/record?discussion={one}", _chosen("This week I met this patient", "not at all")
    ),
    Screen("record-again", "leader", "/record?discussion={again}&round=2"),
    Screen("record-again-handed-in", "deputy", "/record?discussion={again}&round=2", _press("What you handed in")),
    Screen("record-withdraw", "anna", "/record?discussion={full}", _press("Withdraw")),
    Screen("record-late", "dora", "/record?discussion={revealed}"),
    Screen("record-planned", "anna", "/record?discussion={planned}"),
    Screen("record-postponed", "dora", "/record?discussion={postponed}"),
    Screen("record-cancelled", "dora", "/record?discussion={cancelled}"),
    Screen("record-choice", "facilitator", "/record"),
    Screen("record-observer", "observer", "/record"),
    Screen("home-ward-leader", "leader", "/"),
    Screen("home-observer", "observer", "/"),
    Screen("division-named", "anna", "/division?discussion={named}"),
    Screen("division-by-discipline", "anna", "/division?discussion={discipline}"),
    Screen("division-unattributed", "anna", "/division?discussion={unattributed}"),
    Screen("division-smaller-view", "anna", "/division?discussion={smaller view}"),
    Screen("division-too-few", "anna", "/division?discussion={too few}"),
    Screen("division-second-open", "anna", "/division?discussion={again}"),
    Screen("division-sealed", "anna", "/division?discussion={few}"),
    Screen("division-postponed", "anna", "/division?discussion={postponed}"),
    Screen("division-foreign", "other member", "/division?discussion={named}"),
    Screen("team-discipline", "leader", "/team"),
    Screen("team-named", "other leader", "/team"),
    Screen("empty-home", "other leader", "/"),
    Screen("empty-record", "other member", "/record"),
    Screen("empty-conference-leader", "other leader", "/conference"),
    Screen("empty-conference-member", "other member", "/conference"),
    Screen("empty-division", "other member", "/division"),
    Screen("empty-ledger", "other member", "/ledger"),
    Screen("no-team-home", "stranger", "/"),
    Screen("no-team-team", "stranger", "/team"),
    Screen("first-password", "newcomer", "/"),
    Screen("account-mail", "ben", "/account"),
    Screen("people-ward", ADMINISTRATOR, "/"),
    Screen("link-room", "", "/", _at_the_room),
    Screen("link-pin", "", "/", _at_the_pin),
    Screen("link-over", "", "/", _at_no_link),
    Screen("link-form", "", "/", _at_the_form),
    Screen("link-stored", "", "/", _stored),
    Screen("link-left", "", "/", _left),
)
OF_A_NEW_BOARD = (
    Screen("set-up", "", "/"),
    Screen(
        "set-up-refused",
        "",
        "/",
        _typed(
            {
                "Set-up code": "AAAA-AAAA-AAAA",
                "Sign-in name": "office",
                "Password": "x",
                "The same password again": "y",
            },
            "Set up the board",
        ),
    ),
)

"""Every field that people type into, found in the source, and how a browser fills each with markup and hands it in.

A field is named by its file and by its label as the source writes it: "pages/people.py 'Sign-in name'".
"""

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from playwright.sync_api import Page, expect

from tests.browsing import settle, visit
from tests.serving import ROOT, Server

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
ENDS = ("<i>low</i> :red[l]", "[high](h) $x$")
ADDRESS = "_it_*b*`c`@link.example"
"""A mail server takes it; Markdown would make a link and slanted letters of it."""
_TAKES_TEXT = {"text_input", "text_area", "chat_input", "data_editor", "login"}
"""What draws a field to type into. `login` is the library's sign-in form: name and password."""
_TRACES = """() => {
    const found = [];
    const outside = (one) => one.closest("[data-testid=stHeader], [data-testid=stSidebar], head");
    const look = (what, every) => [...every].filter((one) => !outside(one))
        .forEach((one) => found.push(what + " " + one.outerHTML.slice(0, 160)));
    const all = (selector) => [...document.body.querySelectorAll(selector)];
    const reads = (one, ...words) => words.includes(one.textContent.trim());
    look("link", all("a[href]:not([data-testid=stSkipToContent], [href='#sign-in'])"));
    look("picture", all("img:not([src^='data:'])"));
    look("frame", all("iframe, object, embed"));
    look("script", all("script").filter((one) => one.textContent.includes("alert")));
    look("slant", all("b, i, em").filter((one) => reads(one, "x", "it", "low")));
    look("formula", all(".katex"));
    look("handler", all("[onerror], [onload], [onclick]"));
    look("bold", all("strong").filter((one) => reads(one, "bold")));
    look("code", all("code").filter((one) => reads(one, "code", "c")));
    look("heading", all("h1, h2, h3, h4, h5, h6").filter((one) => reads(one, "heading")));
    look("colour", all("span").filter((one) => reads(one, "angry", "w", "l")));
    look("icon", all("[data-testid=stIconMaterial]").filter((one) => reads(one, "home")));
    return found;
}"""


def fields_of_the_source(root: Path = ROOT) -> set[str]:
    """Every field to type into that a page or the entrance draws; also a choice that takes new options."""
    found = set()
    for file in [*(root / "pages").glob("*.py"), *(root / "entrance").glob("*.py")]:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and _is_typed(node):
                label = ast.unparse(node.args[0]) if node.args else node.func.attr
                found.add(f"{file.relative_to(root)} {label}")
    return found


def _is_typed(node: ast.Call) -> bool:
    takes_new = any(word.arg == "accept_new_options" for word in node.keywords)
    return takes_new or (isinstance(node.func, ast.Attribute) and node.func.attr in _TAKES_TEXT)


def traces(page: Page) -> list[str]:
    """What a page made of markup, anywhere outside the navigation: nothing, if all is well."""
    return list(page.evaluate(_TRACES))


@dataclass
class Place:
    """A served ward, a new board beside it, and what the browsers of its people need to know."""

    server: Server
    new_board: Server
    cookies: dict[str, str]
    discussions: dict[str, UUID]
    conference: UUID
    case: UUID
    link: str
    """The token of a ward link for the room."""
    page: Any = field(default=None)
    """The browser's page of this test."""

    def open(self, who: str, path: str) -> Page:
        """Somebody opens a page."""
        visit(self.page, self.server, path, self.cookies[who])
        return self.page

    def of(self, which: str) -> str:
        """The query of a discussion."""
        return f"?discussion={self.discussions[which]}&conference={self.conference}"


Filling = Callable[[Place], Iterator[str]]
"""Types into fields and hands in; after each step it yields what was done, so that the page is looked at."""


def press(page: Page, name: str, within: Any = None) -> None:
    (within or page).get_by_role("button", name=name, exact=True).last.click()
    page.wait_for_timeout(600)
    settle(page)


def typed(place: Any, label: str, words: str) -> None:
    place.get_by_label(re.compile(f"^{re.escape(label)}")).last.fill(words)


def _set_up(at: Place) -> Iterator[str]:
    page = at.page
    visit(page, at.new_board)
    for label in ("Set-up code", "Sign-in name"):
        page.get_by_role("textbox", name=label).fill(EVERYTHING)
    for label in ("Password", "The same password again"):
        page.get_by_role("textbox", name=label, exact=True).fill(EVERYTHING)
    press(page, "Set up the board")
    expect(page.get_by_test_id("stAlert")).to_be_visible()
    yield "a first administrator of markup"


def _sign_in(at: Place) -> Iterator[str]:
    page = at.page
    visit(page, at.server)
    page.get_by_role("textbox", name="Sign-in name").fill(EVERYTHING)
    page.get_by_role("textbox", name="Password").fill(EVERYTHING)
    press(page, "Sign in")
    expect(page.get_by_test_id("stAlert")).to_be_visible()
    yield "a sign-in of markup"


def _at_the_link(at: Place) -> Iterator[str]:
    page = at.page
    page.goto(f"{at.server.url}/link#{at.link}")
    page.wait_for_url("**/ward")
    settle(page)
    page.get_by_role("textbox", name="Sign-in name").fill(EVERYTHING)
    page.get_by_role("textbox", name="PIN").fill(SHORT)
    press(page, "Open my form")
    expect(page.get_by_text("That did not work.")).to_be_visible()
    yield "a name and a PIN of markup at a ward link"


def _account(at: Place) -> Iterator[str]:
    page = at.open("ben", "/account")
    form = page.get_by_test_id("stForm").filter(has_text="The new one again")
    for label in ("Present password", "New password", "The new one again"):
        form.get_by_role("textbox", name=label).fill(EVERYTHING)
    press(page, "Change the password")
    expect(page.get_by_test_id("stAlert")).to_be_visible()
    yield "a password of markup"
    form = page.get_by_test_id("stForm").filter(has_text="The PIN again")
    for label in ("Password", "New PIN", "The PIN again"):
        form.get_by_role("textbox", name=label, exact=True).fill(EVERYTHING)
    form.get_by_role("button").last.click()
    page.wait_for_timeout(600)
    settle(page)
    yield "a PIN of markup"
    for words, told in ((EVERYTHING[:250], "This is not an e-mail address"), (ADDRESS, "Kept.")):
        page.get_by_role("textbox", name="E-mail address").fill(words)
        press(page, "Keep the address")
        expect(page.get_by_text(told).first).to_be_visible()
        yield f"the address {words[:20]}"
    page.reload()
    settle(page)
    assert page.get_by_role("textbox", name="E-mail address").input_value() == ADDRESS


def _administration(at: Place) -> Iterator[str]:
    page = at.open("administrator", "/")
    for told in (f"typed {SHORT}", "There is a team of this name already."):
        name = page.get_by_role("textbox", name="Name of the team")
        if not name.is_visible():
            page.get_by_text("Make a team", exact=True).first.click()
        name.fill(f"typed {SHORT}")
        press(page, "Make the team")
        expect(page.get_by_text(told).first).to_be_visible()
        yield "a team of markup"
    expect(page.get_by_text(f"typed {SHORT}").first).to_be_visible()
    for sign_in, words in ((EVERYTHING, "is refused"), ("_it_", "is made"), ("_it_", "is there already")):
        page = at.open("administrator", "/")
        page.locator("summary").filter(has_text="Add an account").click()
        form = page.get_by_test_id("stForm").filter(has_text="Runs the board as administrator")
        form.get_by_role("textbox", name="Name", exact=True).fill(f"typed {SHORT}")
        form.get_by_role("textbox", name="Sign-in name").fill(sign_in)
        form.get_by_role("textbox", name="E-mail address").fill(ADDRESS)
        press(page, "Add the account")
        yield f"an account of markup {words}"


def _agenda(at: Place) -> Iterator[str]:
    page = at.open("leader", f"/conference?form=case&conference={at.conference}")
    typed(page, "A short neutral label", f"typed {SHORT}")
    press(page, "Make the case")
    yield "a case's label"
    page = at.open("leader", f"/conference?form=plan&conference={at.conference}&case={at.case}")
    # What looks like a name or an address is asked about, piece by piece.
    typed(page, "Reason for presentation", f"x@link.example {EVERYTHING}")
    typed(page, "What is new", f"typed {EVERYTHING}")
    typed(page, "Today’s question", f"typed {SHORT}")
    typed(page, "Its first end", ENDS[0])
    typed(page, "Its other end", ENDS[1])
    press(page, "Put on the agenda")
    expect(page.get_by_text("Could anybody tell who is meant?")).to_be_visible()
    yield "doubts about an agenda's words"
    press(page, "Keep it as it is")
    expect(page.get_by_text(f"typed {SHORT}: {ENDS[0]} … {ENDS[1]}")).to_be_visible()
    yield "an agenda's words on the run sheet"
    page.get_by_role("button", name="What it is about").last.click()
    page.wait_for_timeout(600)
    expect(page.get_by_text(f"typed {EVERYTHING}")).to_be_visible()
    yield "an agenda's words, unfolded"


def _reasons(at: Place) -> Iterator[str]:
    for which, act, label in (
        ("postponed", "Postpone it", "Why (may stay empty)"),
        ("cancelled", "Cancel it", "Why (may stay empty)"),
        ("closed", "Open again", "Why"),
    ):
        page = at.open("leader", f"/conference{at.of(which)}")
        card = page.locator(f".st-key-card-{at.discussions[which]}")
        card.get_by_role("button", name="More").or_(card.get_by_role("button", name="Not now")).last.click()
        page.get_by_role("menuitem", name=act).or_(page.get_by_role("option", name=act)).click()
        settle(page)
        dialog = page.get_by_role("dialog")
        dialog.get_by_role("textbox", name=label).fill(f"{which} {EVERYTHING}")
        yield f"the question before {act}"
        press(page, act, dialog)
        yield f"after {act}"
        if which != "closed":
            expect(page.get_by_text(f"{which} {PAYLOADS[0]}")).to_be_visible()


def _entry(at: Place) -> Iterator[str]:
    page = at.open("ben", f"/record{at.of('sealed')}")
    page.get_by_role("radiogroup", name="This week I met").get_by_role("radio", name="closely").click()
    page.get_by_role("radiogroup", name="powerless").get_by_role("radio", name="2", exact=True).click()
    typed(page, "What I would like the others", f"typed {EVERYTHING}")
    typed(page, "What I would find hard", f"private x@link.example {EVERYTHING}"[:400])
    page.keyboard.press("Tab")
    expect(page.get_by_text("looks like an e-mail address")).to_be_visible()
    settle(page)
    yield "two lines being written"
    press(page, "Hand in, sealed until the meeting")
    expect(page.get_by_text("Handed in on")).to_be_visible()
    page.get_by_text("What you handed in").click()
    expect(page.get_by_text(f"typed {EVERYTHING}")).to_be_visible()
    yield "two lines handed in"


def _handover(at: Place) -> Iterator[str]:
    page = at.open("cleo", f"/record{at.of('sealed')}")
    page.get_by_role("radiogroup", name="This week I met").get_by_role("radio", name="not at all").click()
    page.get_by_label("What I heard at handover").wait_for()
    typed(page, "What I heard at handover", f"typed {EVERYTHING}")
    page.wait_for_timeout(500)
    press(page, "Hand in, sealed until the meeting")
    page.get_by_text("What you handed in").click()
    expect(page.get_by_text(f"typed {EVERYTHING}")).to_be_visible()
    yield "what was heard at handover"


FILLED: dict[Filling, set[str]] = {
    _set_up: {
        "entrance/set_up.py 'Set-up code'",
        "entrance/set_up.py 'Sign-in name'",
        "entrance/set_up.py 'Password'",
        "entrance/set_up.py 'The same password again'",
    },
    _sign_in: {"entrance/sign_in.py login"},
    _at_the_link: {"entrance/ward_link.py 'Sign-in name'", "entrance/ward_link.py 'PIN'"},
    _account: {
        "pages/account.py old_label",
        "pages/account.py 'New password'",
        "pages/account.py 'The new one again'",
        "pages/pin.py 'Password'",
        "pages/pin.py 'New PIN'",
        "pages/pin.py 'The PIN again'",
        "pages/address.py 'E-mail address'",
    },
    _administration: {
        "pages/teams.py 'Name of the team'",
        "pages/people.py 'Name'",
        "pages/people.py 'Sign-in name'",
        "pages/people.py 'E-mail address'",
    },
    _agenda: {
        "pages/agenda.py 'A short neutral label'",
        "pages/agenda.py 'Reason for presentation'",
        "pages/agenda.py 'What is new'",
        "pages/agenda.py 'Today’s question (may stay empty)'",
        "pages/agenda.py 'Its first end'",
        "pages/agenda.py 'Its other end'",
    },
    _reasons: {"pages/asking_back.py words"},
    _entry: {"pages/record_fields.py label"},
    _handover: {"pages/record_fields.py label"},
}
"""Every field of the source, by what fills it here."""
LINES_FILLED = {"understand", "hard_to_say", "handover"}
"""The lines of the item set: all are drawn by one field of the source."""

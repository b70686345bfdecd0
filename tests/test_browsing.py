"""The browser fixtures notice what they are there to notice: foreign hosts and findings that are ours."""

import pytest

from tests.browsing import DESK, PHONE, accessibility_findings, settle, visit
from tests.serving import served

pytestmark = pytest.mark.browser

SERVER = """
import streamlit as st
from starlette.responses import PlainTextResponse
from starlette.routing import Route

async def health(request):
    return PlainTextResponse("ok")

app = st.App("script.py", routes=[Route("/api/health", health)])
"""

SCRIPT = """
import pandas as pd
import streamlit as st

def clean():
    st.title("A clean page")
    st.text_input("Name")
    st.text(st.context.cookies.get("board_session", "nobody"))

def framework():
    st.title("A page with what Streamlit brings")
    st.dataframe(pd.DataFrame({"value": range(40)}))
    st.table(pd.DataFrame({"value": range(3)}))
    bar = {"mark": {"type": "bar", "tooltip": True}, "height": 90, "data": {"values": [{"x": 1, "y": "one"}]},
           "encoding": {"x": {"field": "x", "type": "quantitative"}, "y": {"field": "y"}}}
    st.vega_lite_chart(bar, alt="one bar")

def ours():
    st.title("A page with a fault of ours")
    st.html("<main><img src='/nothing.png'></main>")

def foreign():
    st.title("A page that asks abroad")
    st.image("https://pictures.example/one.png", alt="")

st.set_page_config(page_title="Trial")
st.navigation([st.Page(clean), st.Page(framework), st.Page(ours), st.Page(foreign)], position="top").run()
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("browsing")
    (folder / "script.py").write_text(SCRIPT)
    (folder / "app.py").write_text(SERVER)
    with served(folder, app=folder / "app.py") as running:
        yield running


@pytest.mark.parametrize("width", [DESK, PHONE])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_a_clean_page_has_no_finding(server, browser_page, width, dark):
    page = browser_page(width, dark)
    visit(page, server, "/")
    assert page.get_by_role("heading", name="A clean page").is_visible()
    assert accessibility_findings(page) == []


def test_a_cookie_belongs_to_one_page_and_scripts_cannot_read_it(server, browser_page):
    page, other = browser_page(), browser_page()
    visit(page, server, "/", cookie="board_session=mine")
    visit(other, server, "/")
    assert page.get_by_text("mine").is_visible()
    assert page.evaluate("document.cookie.includes('board_session')") is False
    assert other.get_by_text("nobody").is_visible()


def test_what_streamlit_itself_brings_is_allowed(server, browser_page):
    page = browser_page()
    visit(page, server, "/framework")
    page.locator(".mark-rect path").first.hover()
    settle(page)
    assert accessibility_findings(page) == []


def test_a_picture_without_a_text_is_found(server, browser_page):
    page = browser_page()
    visit(page, server, "/ours")
    assert "image-alt" in {finding.rule for finding in accessibility_findings(page)}


def test_a_request_abroad_is_refused_and_recorded(server, browser_page, foreign_requests):
    page = browser_page()
    visit(page, server, "/foreign")
    assert "https://pictures.example/one.png" in foreign_requests
    foreign_requests.clear()

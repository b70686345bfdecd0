"""The websocket visitor sees what a browser would be sent: sealing is proved with it, so it comes first."""

import textwrap

import pytest

from tests.serving import NotStarted, served
from tests.wire import Visit, sign_in

SERVER = """
import streamlit as st
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.routing import Route

async def health(request):
    return PlainTextResponse("ok")

async def start(request):
    answer = RedirectResponse("/", 303)
    if request.query_params["t"] == "one-use":
        answer.set_cookie("board_session", "secret", httponly=True)
    return answer

app = st.App("script.py", routes=[Route("/api/health", health), Route("/auth/start", start)])
"""

SCRIPT = """
import pandas as pd
import streamlit as st

def first():
    st.title("First page")
    st.text("cookie " + st.context.cookies.get("board_session", "none"))
    st.text("asked " + st.query_params.get("discussion", "nothing"))
    with st.form("entry"):
        said = st.text_area("One line")
        felt = st.segmented_control("Warmth", ["0", "1", "can't say"])
        if st.form_submit_button("Hand in"):
            st.text(f"kept {said} and {felt}")

def second():
    st.title("Second page")
    st.dataframe(pd.DataFrame({"value": ["canary-in-a-table"]}))
    st.vega_lite_chart({"mark": "point", "title": "canary \\u00fc in a chart", "data": {"values": []}})
    st.selectbox("Choice", ["canary-in-an-option"])
    st.button("Again", on_click=lambda: st.session_state.update(again=True))
    if st.session_state.pop("again", False):
        st.rerun()
    raise ValueError("shown to nobody")

def third():
    counted = st.session_state.setdefault("beats", 0)
    @st.fragment(run_every="3s")
    def beat():
        st.session_state.beats += 1
        st.text(f"beat {st.session_state.beats}")
    beat()

def gate():
    name = st.text_input("Sign-in name")
    password = st.text_input("Password", type="password")
    if st.button("Sign in"):
        if (name, password) == ("anna", "right"):
            leave = "<script>location.replace('/auth/start?t=one-use')</script>"
            st.html(leave, unsafe_allow_javascript=True)
        else:
            st.error("Wrong name or password.")

pages = [st.Page(gate), st.Page(first), st.Page(second), st.Page(third)]
st.navigation(pages).run()
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wire")
    (folder / "script.py").write_text(textwrap.dedent(SCRIPT))
    (folder / "app.py").write_text(textwrap.dedent(SERVER))
    with served(folder, app=folder / "app.py") as running:
        yield running


def test_a_page_is_asked_by_its_address_and_its_query(server):
    with Visit(server) as visit:
        answer = visit.ask("first", "discussion=seven")
    assert "First page" in answer.texts
    assert "asked seven" in answer.texts


def test_a_cookie_travels_with_the_visit(server):
    with Visit(server, cookie="board_session=mine") as visit:
        assert "cookie mine" in visit.ask("first").texts
    with Visit(server) as visit:
        assert "cookie none" in visit.ask("first").texts


def test_a_form_is_filled_in_and_handed_in(server):
    with Visit(server) as visit:
        visit.ask("first")
        visit.fill("One line", "tired of him")
        visit.fill("Warmth", "can't say")
        assert "kept tired of him and can't say" in visit.press("Hand in").texts
        assert not visit.rerun().holds("kept tired")


def test_an_unknown_label_is_named_with_those_that_are_there(server):
    with Visit(server) as visit:
        visit.ask("first")
        with pytest.raises(LookupError, match="'One line' \\(text_area\\)"):
            visit.fill("Two lines", "")


def test_a_forged_choice_can_be_sent(server):
    with Visit(server) as visit:
        visit.ask("first")
        warmth = next(widget_id for _, label, widget_id in visit.widgets if label == "Warmth")
        visit.set(warmth, ["99"], "string_array_value")
        assert "kept  and None" in visit.press("Hand in").texts


@pytest.mark.parametrize("canary", ["canary-in-a-table", "canary ü in a chart", "canary-in-an-option"])
def test_tables_charts_and_options_are_among_the_bytes(server, canary):
    with Visit(server) as visit:
        assert visit.ask("second").holds(canary)
        assert not visit.ask("first").holds(canary)


def test_an_exception_on_a_page_is_a_problem(server):
    with Visit(server) as visit:
        assert len(visit.ask("second").problems) == 1
        assert visit.ask("first").problems == []
        assert visit.ask("nowhere").problems == ["page not found"]


def test_a_run_that_asks_for_another_is_followed_to_its_end(server):
    with Visit(server) as visit:
        visit.ask("second")
        assert "Second page" in visit.press("Again").texts


def test_a_heartbeat_runs_the_fragment_and_nothing_else(server):
    with Visit(server) as visit:
        assert "beat 1" in visit.ask("third").texts
        (answer,) = visit.heartbeat()
        assert answer.texts == ["beat 2"]


def test_signing_in_gives_the_cookie_header_and_a_wrong_password_what_is_shown(server):
    assert sign_in(server, "anna", "right") == "board_session=secret"
    with pytest.raises(PermissionError, match="Wrong name or password"):
        sign_in(server, "anna", "wrong")


def test_a_server_leaves_no_process_behind_and_keeps_its_console(tmp_path):
    (tmp_path / "script.py").write_text("import streamlit as st\nprint('seen on the console')\nst.title('x')")
    (tmp_path / "app.py").write_text(SERVER)
    with served(tmp_path, app=tmp_path / "app.py") as short, Visit(short) as visit:
        visit.ask()
    assert short.process.poll() is not None
    assert "seen on the console" in short.console


def test_a_server_that_refuses_to_start_says_why(tmp_path):
    refusal = "import os\nraise SystemExit('The key is wrong: ' + os.environ['BOARD_KEY'])\n"
    (tmp_path / "app.py").write_text(refusal + SERVER)
    refused = served(tmp_path, app=tmp_path / "app.py", key="nonsense")
    with pytest.raises(NotStarted, match="The key is wrong: nonsense"), refused:
        pass

"""What a tab keeps between runs belongs to one session, and goes with it."""

import pytest
from streamlit.testing.v1 import AppTest

from entrance import addresses, resuming, visit


def script():
    """One run: somebody (or nobody) looks, sees what the tab keeps, and leaves a word in it."""
    import streamlit as st

    from access.viewer import Viewer
    from entrance import visit

    who = st.query_params.get("who", "")
    if who:
        visit.keep_for(Viewer(who))
        st.text(st.session_state.get("canary", "nothing kept"))
        st.session_state["canary"] = f"a word of {who}"
        st.text_input("Note", key="note")
    else:
        st.text(f"there was somebody: {visit.forget()}; kept: {sorted(st.session_state.to_dict())}")


@pytest.fixture
def tab():
    return AppTest.from_function(script)


def seen_by(tab, who):
    tab.query_params["who"] = who
    return tab.run().text[0].value


def test_a_tab_keeps_what_its_own_session_left(tab):
    seen_by(tab, "anna")
    assert seen_by(tab, "anna") == "a word of anna"


def test_another_session_in_the_same_tab_finds_nothing(tab):
    seen_by(tab, "anna")
    tab.text_input("note").set_value("seen by anna alone").run()
    assert seen_by(tab, "ben") == "nothing kept"
    assert tab.text_input("note").value == ""


def test_when_the_session_is_over_the_tab_is_empty(tab):
    seen_by(tab, "anna")
    assert seen_by(tab, "") == "there was somebody: True; kept: []"
    assert seen_by(tab, "") == "there was somebody: False; kept: []"


def test_a_rerun_of_the_heartbeat_is_told_from_one_of_the_person_once(monkeypatch):
    state = {}
    monkeypatch.setattr("streamlit.session_state", state)
    monkeypatch.setattr("streamlit.rerun", lambda: None)
    assert not visit.was_by_itself()
    visit.rerun_by_itself()
    assert visit.was_by_itself()
    assert not visit.was_by_itself()


def test_the_one_script_cannot_be_left_by_what_an_address_holds(monkeypatch):
    drawn = []
    monkeypatch.setattr("streamlit.html", lambda body, **_: drawn.append(body))
    visit.go_to('/x"</script><script>alert(1)</script>')
    assert drawn[0].count("<script>") == 1
    assert drawn[0].count("</script>") == 1


def test_a_tab_is_taken_up_again_only_by_the_session_it_belongs_to():
    resuming.remember("tab", "anna's token")
    assert resuming.may_resume("tab", "anna's token")
    assert not resuming.may_resume("tab", "ben's token")
    assert not resuming.may_resume("tab", "")
    assert not resuming.may_resume("another tab", "anna's token")
    resuming.forget("tab")
    assert not resuming.may_resume("tab", "anna's token")


def test_what_is_remembered_of_tabs_stays_small():
    for number in range(6000):
        resuming.remember(f"tab {number}", "token")
    assert not resuming.may_resume("tab 0", "token")
    assert resuming.may_resume("tab 5999", "token")


@pytest.mark.parametrize(
    ("path", "query", "address"),
    [
        ("", {}, "/"),
        ("record", {"discussion": "a b"}, "/record?discussion=a+b"),
        ("team", {"x": ["1", "2"]}, "/team?x=1&x=2"),
        ("//evil", {}, "/"),
        ("", {"next": "//evil"}, "/?next=%2F%2Fevil"),
    ],
)
def test_the_address_of_a_page_stays_on_the_board(path, query, address):
    assert addresses.page(path, query) == address

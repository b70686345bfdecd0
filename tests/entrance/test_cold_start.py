"""Whatever page is asked for first on a freshly started server, without a session there is only the sign-in form."""

import pytest

from access.terms import Stage
from clock import SystemClock
from entrance.navigation import ADMINISTRATORS, MEMBERS
from tests.serving import ROOT, served
from tests.ward import furnish_ward, ward_settings
from tests.wire import Visit

PATHS = sorted({screen.path for screen in (*MEMBERS, *ADMINISTRATORS)})
FILES = sorted({file.stem for file in (ROOT / "pages").glob("[!_]*.py")})
"""Streamlit once served a file of a folder `pages` under its name, without the login."""
SHOWN = {
    "---",
    "Case Conference Board",
    "Sign in",
    "Sign-in name",
    "Password",
    "See how the team is divided over a patient, and bring the views together",
    ":small[:gray[Forgotten the password? An administrator of the board gives you a new first one.]]",
    ":small[:gray[For understanding the patient and ourselves. Never for appraisal.]]",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("cold")
    ward = furnish_ward(ward_settings(folder), SystemClock())
    ward.stand_at(Stage.REVEALED)
    ward.store.close()
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("path", PATHS)
def test_the_first_page_asked_for_after_a_start_shows_only_the_sign_in_form(folder, path):
    with served(folder) as server, Visit(server) as visit:
        answer = visit.ask(path, "discussion=1&team=1")
        assert not answer.problems
        assert [label for _, label, _ in visit.widgets] == ["Sign-in name", "Password", "Sign in"]
        said = {element.markdown.body for element in answer.elements if element.HasField("markdown")}
        said |= {element.heading.body for element in answer.elements if element.HasField("heading")}
        assert said <= SHOWN, said - SHOWN
        for word in ("Ward 3", "Test Leader", "Home", "Division"):
            assert not answer.holds(word)


@pytest.mark.slow
def test_the_name_of_a_page_file_is_no_address(folder):
    with served(folder) as server:
        for name in FILES:
            with Visit(server) as visit:
                answer = visit.ask(name)
                assert [label for _, label, _ in visit.widgets] == ["Sign-in name", "Password", "Sign in"]
                assert not answer.holds("Ward 3")


def test_no_folder_called_pages_lies_beside_the_script():
    assert not (ROOT / "entrance" / "pages").exists()

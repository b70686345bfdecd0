"""What README and the pages in `docs/` say about settings and commands is what the program does."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from board import operator
from settings import Settings, SettingsRefused, read_settings
from tests.serving import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
ROW = re.compile(r"^\| `BOARD_(?P<name>[A-Z_]+)` \| (?P<default>[^|]+) \| (?P<words>[^|]+) \|$", re.MULTILINE)
ROWS = {row["name"].lower(): row for row in ROW.finditer(README)}
NAMES = [field.name for field in fields(Settings)]
NUMBERS = [field.name for field in fields(Settings) if type(field.default) is int]
BOUNDED = re.compile(r"^(\d+) to (\d+)\b")
COMMAND = re.compile(r"board\.operator ([a-z-]+)")
THE_FILE = "SETTINGS"


def as_a_newcomer_reads_it(value):
    """A default as README writes it: bare words for no and for numbers, code for what is typed."""
    if value is False:
        return "no"
    if isinstance(value, int):
        return str(value)
    return f"`{value}`" if str(value) else "empty"


def test_every_setting_stands_in_readme_and_readme_names_no_other():
    assert sorted(ROWS) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_readme_gives_the_default_that_holds(name):
    said = ROWS[name]["default"].partition(":")[0]
    assert said == as_a_newcomer_reads_it(getattr(Settings(), name))


@pytest.mark.parametrize("name", NUMBERS)
def test_readme_gives_the_bounds_that_hold_of_every_number(name):
    low, high = (int(bound) for bound in BOUNDED.match(ROWS[name]["words"]).groups())
    for within in (low, high):
        assert getattr(read_settings({f"BOARD_{name.upper()}": str(within)}), name) == within
    for beyond in (low - 1, high + 1):
        with pytest.raises(SettingsRefused):
            read_settings({f"BOARD_{name.upper()}": str(beyond)})


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_variable_that_a_page_names_exists(page):
    named = re.findall(r"BOARD_([A-Z_]+)", page.read_text(encoding="utf-8"))
    assert {name.lower() for name in named} <= {*NAMES, THE_FILE.lower()}


def test_readme_and_the_security_page_name_the_operators_commands_and_no_others(capsys):
    with pytest.raises(SystemExit):
        operator.main(["--help"])
    there = set(re.findall(r"^    ([a-z][a-z-]+)", capsys.readouterr().out, re.MULTILINE))
    assert there, "the help lists the commands"
    for page in ("README.md", "docs/security.md"):
        assert set(COMMAND.findall((ROOT / page).read_text(encoding="utf-8"))) == there, page


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_file_that_a_page_links_to_is_there(page):
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)\)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (Path(page).parent / link).exists()] == []

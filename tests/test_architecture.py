"""The layout keeps its rules, and each rule is able to fail."""

import pytest

from tests import architecture
from tests.serving import ROOT

# For each rule, small trees that break it: file and source.
BROKEN = {
    "imports_follow_the_arrows": [
        ("pages/record.py", "from db import entries"),
        ("pages/record.py", "import db.entries"),
        ("pages/record.py", "def page(viewer):\n    from db.entries import save"),
        ("pages/record.py", "from analysis import scan"),
        ("pages/record.py", "from access.policy import permits"),
        ("board/entries.py", "from pages import record"),
        ("board/entries.py", "from charts import strips"),
        ("analysis/scan.py", "from db import entries"),
        ("charts/strips.py", "import board.division"),
        ("db/entries.py", "from board import house"),
        ("db/entries.py", "from ..board import house"),
        ("app.py", "from pages import record"),
        ("app.py", "from db import entries"),
        ("reports/minutes.py", ""),
    ],
    "libraries_stay_in_their_part": [
        ("board/entries.py", "import streamlit as st"),
        ("charts/strips.py", "import streamlit"),
        ("pages/record.py", "import duckdb"),
        ("board/entries.py", "from duckdb import connect"),
        ("pages/record.py", "import altair"),
        ("analysis/scan.py", "import pandas"),
        ("settings.py", "import streamlit"),
    ],
    "nothing_is_imported_by_name": [
        ("pages/record.py", "import importlib\ndef page(v):\n    importlib.import_module('db')"),
        ("pages/record.py", "def page(v):\n    __import__('db')"),
    ],
    "pages_only_define": [
        ("pages/record.py", "import streamlit as st\nst.title('secret')"),
        ("pages/record.py", "'secret' if True else 0\nprint()"),
        ("pages/record.py", "CASES = load()"),
        ("pages/record.py", "if True:\n    x = load()"),
        ("pages/record.py", "for x in []:\n    pass"),
        ("pages/record.py", "def page(viewer, cases=load()):\n    pass"),
        ("pages/record.py", "@started\ndef page(viewer):\n    pass"),
        ("pages/record.py", "class Page:\n    cases = load()"),
        ("pages/record.py", "@dataclass\nclass A:\n    def __post_init__(self):\n        st.title('x')\nA()"),
        (
            "pages/record.py",
            "@dataclass\nclass A:\n    def __post_init__(self):\n        st.title('x')\nX = A()",
        ),
        ("pages/record.py", "with open('x'):\n    pass"),
    ],
    "html_is_never_raw": [
        ("pages/record.py", "def page(v):\n    st.markdown('<b>x</b>', unsafe_allow_html=True)"),
        ("entrance/sign_in.py", "def page(v):\n    st.markdown('<b>x</b>', unsafe_allow_html=False)"),
        ("pages/record.py", "def page(v):\n    st.html('<b>x</b>')"),
        ("pages/record.py", "def page(v):\n    st.components.v1.html('x')"),
    ],
    "written_text_is_drawn_in_one_place": [
        ("pages/record.py", "def page(v):\n    st.markdown(entry.line.text)"),
        ("pages/record.py", "def page(v):\n    st.title(f'About {case.label.text}')"),
        ("pages/record.py", "def page(v):\n    st.radio('x', options, format_func=lambda w: w.text)"),
        ("pages/record.py", "def page(v):\n    st.write(entry.line)"),
        ("pages/record.py", "def page(v):\n    column.write(entry.line)"),
    ],
    "sql_stays_in_db": [
        ("board/entries.py", "QUERY = 'select value from rating'"),
        ("board/entries.py", "QUERY = '''\n    SELECT value\n      FROM rating'''"),
        ("pages/record.py", "def page(v):\n    run('delete from entry')"),
        ("board/entries.py", "QUERY = 'insert into rating values (1)'"),
        ("board/entries.py", "QUERY = f'update rating set value = {x}'"),
        ("demo/team.py", "QUERY = 'drop table rating'"),
    ],
    "sql_is_never_composed": [
        ("db/entries.py", "def f(tx, x):\n    tx.rows(f'select value from rating where item = {x}')"),
        ("db/entries.py", "def f(tx, x):\n    tx.rows(f'select {x} from rating')"),
        ("db/entries.py", "def f(tx, x):\n    tx.rows(f'''\n    delete from {x}''')"),
        ("db/entries.py", "def f(tx, x):\n    tx.rows('select value from rating where item = {}'.format(x))"),
        ("db/entries.py", "def f(tx, x):\n    tx.rows('select value from rating where item = %s' % x)"),
    ],
    "one_clock": [
        ("board/entries.py", "import datetime\ndef f():\n    return datetime.datetime.now()"),
        ("pages/record.py", "from datetime import date\ndef f():\n    return date.today()"),
        ("db/entries.py", "import time\ndef f():\n    return time.time()"),
    ],
    "analysis_knows_no_time": [
        ("analysis/scan.py", "from datetime import datetime"),
        ("charts/strips.py", "import random"),
    ],
    "entrance_shadows_nothing": [
        ("entrance/pages.py", ""),
        ("entrance/secrets.py", ""),
        ("entrance/streamlit.py", ""),
        ("entrance/settings.py", ""),
        ("entrance/board/__init__.py", ""),
    ],
    "names_say_something": [
        ("board/utils.py", ""),
        ("tests/helpers.py", ""),
        ("common/text.py", ""),
    ],
}
# What the rules must leave alone.
SOUND = [
    (
        "pages/record.py",
        "from access.refusals import Refusal\nfrom access import refusals\nfrom board import entries",
    ),
    (
        "pages/record.py",
        '"""A page."""\nimport streamlit as st\nWORDS = ("a", "b")\ndef page(viewer):\n    st.title("x")',
    ),
    ("pages/record.py", "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from board import entries"),
    ("pages/record.py", "import re\nMARKS = re.compile('[*_]')\n@contextmanager\ndef sheet():\n    yield"),
    (
        "pages/record.py",
        "@st.fragment(run_every='2s')\ndef beat():\n    pass\n@dataclass(frozen=True)\nclass A:\n    x = 0",
    ),
    ("pages/record.py", "def page(v):\n    column.text('literally')\n    st.text('x')"),
    ("pages/record.py", "def page(v):\n    st.info('Select a case from the list, or update it.')"),
    ("pages/record.py", "@dataclass\nclass Act:\n    words: str\nACTS = {'open': Act('Open')}"),
    ("pages/record.py", "from access.policy import Action"),
    ("pages/sheet.py", "def literally(words):\n    st.text(words.text)"),
    ("entrance/sign_in.py", "def go(url):\n    st.html('<script></script>', unsafe_allow_javascript=True)"),
    (
        "db/entries.py",
        "_ONE = 'select value from rating where item = $item'\ndef f(tx):\n    return tx.rows(_ONE)",
    ),
    ("db/opening.py", "def f(tx, table):\n    tx.rows(f'select count(*) from board.\"{table}\" t')"),
    ("db/opening.py", "def f(path):\n    raise ValueError(f'cannot open {path}: 100 %')"),
    ("board/entries.py", "def f():\n    '''select value from rating: not here, in db.'''\n"),
    ("board/entries.py", "import numpy as np\nfrom . import gate\nfrom db.store import Transaction"),
    (
        "app.py",
        "from db.opening import open_store\nimport streamlit as st\nfrom starlette.routing import Route",
    ),
    ("clock.py", "from datetime import UTC, datetime\ndef now():\n    return datetime.now(UTC)"),
    ("entrance/navigation.py", "from pages import record\nfrom board import signing_in"),
    ("tests/db/test_entries.py", "import duckdb\nQUERY = 'select value from rating'"),
    ("benchmarks/load.py", "import streamlit, duckdb, time\ntime.time()"),
]


@pytest.mark.parametrize("rule", architecture.RULES, ids=lambda rule: rule.__name__)
def test_the_board_keeps_the_rule_that(rule):
    assert rule(ROOT) == []


@pytest.mark.parametrize("rule", architecture.RULES, ids=lambda rule: rule.__name__)
def test_the_rule_is_able_to_fail(rule, tmp_path):
    for number, (name, source) in enumerate(BROKEN[rule.__name__]):
        root = _tree_with(tmp_path / str(number), name, source)
        assert rule(root) != [], f"{name} passed:\n{source}"


@pytest.mark.parametrize("rule", architecture.RULES, ids=lambda rule: rule.__name__)
def test_the_rule_leaves_sound_code_alone(rule, tmp_path):
    for number, (name, source) in enumerate(SOUND):
        assert rule(_tree_with(tmp_path / str(number), name, source)) == []


def test_a_violation_names_the_file_and_the_line(tmp_path):
    root = _tree_with(tmp_path / "tree", "pages/record.py", "import streamlit as st\n\nfrom db import entries")
    assert architecture.imports_follow_the_arrows(root) == ["pages/record.py:3 pages may not import db.entries"]


def test_nothing_but_entrance_may_import_a_page():
    assert [part for part, aims in architecture.ARROWS.items() if "pages" in aims] == ["entrance"]


def _tree_with(root, name, source):
    """A tree with the usual top folders and one file of the given source."""
    for folder in ("pages", "board", "db", "entrance"):
        (root / folder).mkdir(parents=True, exist_ok=True)
    file = root / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(source, encoding="utf-8")
    return root

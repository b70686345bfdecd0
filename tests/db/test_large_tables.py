"""Every query on a large table carries the constant discussion on that table: joins are not pushed to PostgreSQL."""

import ast
import importlib
import re
from pathlib import Path

import pytest

import db

LARGE = ("entry", "rating", "noticed", "line")
MODULES = [file.stem for file in Path(db.__file__).parent.glob("*.py") if file.stem != "__init__"]
_USE = re.compile(rf"\b(?:from|join|update)\s+({'|'.join(LARGE)})\b(?:\s+(?!where\b|set\b|on\b|join\b|order\b)(\w+))?")


def statements(module):
    """Every SQL text of a module: its constants put together, and what is written where it is run."""
    found = importlib.import_module(f"db.{module}")
    named = [text for name, text in vars(found).items() if name.isupper() and isinstance(text, str)]
    tree = ast.parse(Path(found.__file__).read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    written = [
        node.value
        for function in functions
        for node in ast.walk(function)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    texts = (re.sub(r"\s+", " ", text).strip() for text in (*named, *written))
    return [text for text in texts if re.match(r"(select|update|delete)\b", text)]


def unfiltered(sql):
    """The large tables that the statement reads without their own constant filter: one discussion or a list."""
    missing = []
    for table, alias in _USE.findall(sql):
        column = rf"(?<![\w.]){alias + '[.]' if alias else ''}discussion"
        if not re.search(rf"{column} (= \$discussion\b|in \((\$\w+(, )?)+\))", sql):
            missing.append(table)
    return missing


@pytest.mark.parametrize("module", MODULES)
def test_a_large_table_is_read_by_one_constant_discussion(module):
    assert {sql: unfiltered(sql) for sql in statements(module) if unfiltered(sql)} == {}


def test_the_rule_looks_at_the_queries_of_the_entries():
    read = {table for sql in statements("entries") for table, _ in _USE.findall(sql)}
    assert read == set(LARGE)


@pytest.mark.parametrize(
    "sql",
    [
        "select * from entry where member = $member",
        "select * from rating t join entry e on e.id = t.entry where e.discussion = $discussion",
        "select * from line where discussion in (select id from discussion)",
        "delete from noticed where entry = $entry",
    ],
)
def test_the_rule_sees_a_missing_filter(sql):
    assert unfiltered(sql)

"""Every sentence of the division page has its rule, and the book prints the rules that the page opens."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from board.rules import behind, rules
from tests.serving import ROOT
from tests.source_tree import tree

BOOK = ROOT / "docs" / "reading.md"
# Where the sentences of the page are worded, and what is worded there and not shown on it.
WORDED = {
    "analysis/reading.py": {"RULE_OF_CHANCE", "RULE_OF_TWO_VIEWS", "RULE_OF_DEGREE", "RULE_OF_SIX"},
    "analysis/sentences.py": {
        "RULES_OF_ITEMS",
        "RULE_OF_LINES",
        "_MARKS",
        "of_lines",
        "of_movers",
    },
    "board/role_received.py": set(),
    "board/portraits.py": set(),
    "board/comparing.py": set(),
    "board/rivals.py": set(),
}
GAP = "…"


def sentences(file: Path, left_out: set[str]) -> Iterator[str]:
    """The texts of a module that end like a sentence, with a gap for each figure; no docstrings."""
    for part in tree(file).body:
        if left_out & names(part):
            continue
        inside = {id(piece) for node in ast.walk(part) if isinstance(node, ast.JoinedStr) for piece in node.values}
        loose = {id(node.value) for node in ast.walk(part) if isinstance(node, ast.Expr)}
        for node in ast.walk(part):
            text = worded(node).strip()
            if id(node) not in inside | loose and " " in text and text.endswith((".", ".…", "?")):
                yield text


def names(part: ast.stmt) -> set[str]:
    if isinstance(part, ast.Assign):
        return {target.id for target in part.targets if isinstance(target, ast.Name)}
    return {part.name} if isinstance(part, ast.FunctionDef | ast.ClassDef) else set()


def worded(node: ast.AST) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(worded(piece) if isinstance(piece, ast.Constant) else GAP for piece in node.values)
    return ""


@pytest.mark.parametrize("module", WORDED)
def test_every_sentence_that_is_worded_for_the_page_has_its_rule(module: str) -> None:
    found = list(sentences(ROOT / module, WORDED[module]))
    assert found
    assert [sentence for sentence in found if not behind([sentence])] == []


def test_a_sentence_without_a_rule_is_noticed(tmp_path: Path) -> None:
    module = tmp_path / "reading.py"
    module.write_text('"""Docs."""\ndef f(n):\n    """Why."""\n    return f"{n} of us walked out."\n')
    (sentence,) = sentences(module, set())
    assert sentence == "… of us walked out."
    assert behind([sentence]) == ()


def test_the_book_prints_every_rule_as_the_page_opens_it_and_no_other() -> None:
    rows = [line for line in BOOK.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    assert rows[1:] == [f"| {rule.shown} | {rule.rule} |" for rule in rules()]


def test_rules_are_opened_for_what_was_said_and_for_nothing_else() -> None:
    said = behind(["On average we hold good and bad at once.", "**Cannot tell** from nine answers: fond."])
    assert ["hold one side at a time" in rule.shown or "shared" in rule.shown for rule in said] == [True, True]
    assert behind([]) == ()


def test_every_rule_stands_behind_something_and_reads_as_one_sentence() -> None:
    for rule in rules():
        assert rule.says, rule.shown
        assert not rule.rule.endswith("."), rule.shown
        assert "\n" not in rule.rule

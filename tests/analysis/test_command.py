"""The command `python -m analysis` on tables that are good, empty and wrong."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.__main__ import main
from tests.analysis.teams import divided

CAMPS = [0, 1, 0, 1, 0, 1, 0, 1, 0]


@pytest.fixture
def table(tmp_path):
    def write(ratings=None, text=None, name="ratings.csv"):
        path = tmp_path / name
        if text is None:
            items = [f"item {k}" for k in range(ratings.shape[1])]
            rows = [",".join(["member", "shift", *items])]
            for i, row in enumerate(ratings):
                cells = ["" if cell != cell else f"{cell:g}" for cell in row]
                rows.append(",".join([f"Tester {i}", "day" if CAMPS[i] else "night", *cells]))
            text = "\n".join(rows) + "\n"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_the_json_holds_the_whole_reading(table, capsys):
    assert main([str(table(divided(CAMPS))), "--by", "shift", "--json", "--draws", "199"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert list(said) == [
        *("members", "items", "p_shared", "p_camps", "verdict", "camps", "stability"),
        *("dividing_items", "common_ground", "dissenters", "lines"),
    ]
    assert said["verdict"] == "camps"
    assert said["camps"] == CAMPS
    assert said["members"][0] == "Tester 0"
    assert len(said["items"]) == 16
    assert set(said["dividing_items"]) >= {f"item {k}" for k in range(12)}
    (line,) = said["lines"]
    assert line["attribute"] == "shift"
    assert line["p_family"] <= 0.05


def test_the_text_says_it_in_sentences(table, capsys):
    assert main([str(table(divided(CAMPS))), "--by", "shift", "--draws", "199"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Two views stand apart.\nOrdinary differences would look like this less than 1 time in 20.")
    assert "View B: Tester 1, Tester 3, Tester 5, Tester 7" in said
    assert "The differences follow shift" in said


def test_a_member_with_empty_cells_is_set_aside(table, capsys):
    ratings = divided(CAMPS)
    ratings[2] = float("nan")
    main([str(table(ratings)), "--by", "shift", "--json", "--draws", "99"])
    said = json.loads(capsys.readouterr().out)
    assert said["camps"][2] == -1
    assert said["stability"][2] is None


def test_a_table_of_two_members_is_too_few_and_no_error(table, capsys):
    assert main([str(table(text="member,a,b\nx,1,2\ny,3,4\n")), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["verdict"] == "too_few"
    assert said["p_shared"] is None


def test_semicolons_and_a_byte_order_mark_are_understood(table, capsys):
    assert main([str(table(text="\ufeffmember;a;b\nx;1;2\ny;;4\n")), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["items"] == ["a", "b"]


def test_items_of_different_range_are_given_with_range(table, capsys):
    ratings = divided(CAMPS)
    ratings[:, 1] *= 10
    assert main([str(table(ratings)), "--by", "shift", "--range", ",".join(["4", "40"] + ["4"] * 14), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["camps"] == CAMPS


@pytest.mark.parametrize(
    ("text", "more", "words"),
    [
        ("", [], "ratings.csv is empty"),
        ("name,a\nx,1\n", [], 'Row 1 has no column "member"'),
        ("member,a\nx,one\n", [], 'Row 2, column "a": "one" is not a number.'),
        ("member,a\nx,nan\n", [], 'Row 2, column "a": "nan" is not a number.'),
        ("member,a\nx,1\nx,2\n", [], 'Row 3, column "member": "x" is already in row 2.'),
        ("member,a\n,1\n", [], 'Row 2, column "member" is empty.'),
        ("member,a\nx,1,2\n", [], "Row 2 has 3 columns, the first row has 2."),
        ("member,a,a\nx,1,2\n", [], 'Row 1, column 3: the name "a" occurs twice.'),
        ("member,,b\nx,1,2\n", [], "Row 1, column 2 has no name."),
        ("member,a\nx,1\n", ["--by", "shift"], '--by names "shift"'),
        ("member,a\nx,1\n", ["--range", "0"], "--range"),
        ("member,a\nx,1\n", ["--range", "four"], "--range"),
        ('member,a\n"x,1\n', [], "is not a table"),
    ],
)
def test_a_bad_table_gets_a_sentence_with_row_and_column_and_exit_code_two(table, capsys, text, more, words):
    assert main([str(table(text=text)), *more]) == 2
    caught = capsys.readouterr()
    assert words in caught.err
    assert caught.out == ""


def test_a_missing_file_and_a_binary_file_are_said_plainly(tmp_path, capsys):
    assert main([str(tmp_path / "nothing.csv")]) == 2
    assert "cannot be read" in capsys.readouterr().err
    (tmp_path / "picture.csv").write_bytes(b"\xff\xfe\x00\x81")
    assert main([str(tmp_path / "picture.csv")]) == 2
    assert "not UTF-8" in capsys.readouterr().err


def test_it_runs_as_a_command_without_the_rest_of_the_board(table):
    done = subprocess.run(
        [sys.executable, "-m", "analysis", str(table(divided(CAMPS))), "--by", "shift", "--json"],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert json.loads(done.stdout)["verdict"] == "camps"


def test_the_analysis_needs_neither_streamlit_nor_the_store():
    code = "import sys, analysis; print([m for m in ('streamlit', 'duckdb', 'sklearn') if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout.strip() == "[]"

"""In CI nothing may be skipped or excused; on a laptop a skip is said."""

import os
import subprocess
import sys

import pytest

from tests.serving import ROOT

EXCUSES = {
    "marked": "import pytest\n@pytest.mark.skip(reason='no time')\ndef test_it():\n    pass",
    "inside": "import pytest\ndef test_it():\n    pytest.skip('no time')",
    "fixture": "import pytest\n@pytest.fixture\ndef f():\n    pytest.skip('no time')\ndef test_(f):\n    f()",
    "file": "import pytest\npytest.importorskip('no_time')\ndef test_it():\n    pass",
    "expected": "import pytest\n@pytest.mark.xfail(reason='no time')\ndef test_it():\n    assert False",
}
WARNED = "import warnings\ndef test_it():\n    warnings.warn('old')"


@pytest.fixture(scope="module")
def excuses(tmp_path_factory):
    """A folder with a test for each excuse, and one that warns."""
    folder = tmp_path_factory.mktemp("excuses")
    for name, source in {**EXCUSES, "warned": WARNED}.items():
        (folder / f"test_{name}.py").write_text(source)
    return folder


def outcomes(folder, **environment):
    """What pytest says of each file, by our settings: "test_marked.py": "FAILED ... reason"."""
    ours = {name: value for name, value in os.environ.items() if name != "STRICT_TESTS"}
    command = [sys.executable, "-m", "pytest", "-p", "tests.conftest", "-c", str(ROOT / "pyproject.toml")]
    aside = ["-p", "no:cacheprovider", "--rootdir", str(folder), str(folder)]
    said = subprocess.run(
        [*command, "-rA", "--continue-on-collection-errors", *aside],
        cwd=ROOT,
        env={**ours, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    ).stdout.partition("short test summary info")[2]
    lines = said.splitlines()
    return {name: next((line for line in lines if f"test_{name}.py" in line), "") for name in EXCUSES}, said


@pytest.fixture(scope="module")
def in_ci(excuses):
    return outcomes(excuses, STRICT_TESTS="1")


@pytest.fixture(scope="module")
def on_a_laptop(excuses):
    return outcomes(excuses)


@pytest.mark.parametrize("excuse", EXCUSES)
def test_in_ci_an_excuse_is_a_failure(in_ci, excuse):
    lines, _ = in_ci
    assert lines[excuse].startswith(("FAILED", "ERROR"))


def test_in_ci_every_test_of_a_run_of_excuses_fails(in_ci):
    _, said = in_ci
    closing = said.strip().splitlines()[-1]
    assert "skipped" not in closing
    assert "xfailed" not in closing
    assert "3 failed, 3 errors" in closing


@pytest.mark.parametrize("excuse", ["marked", "inside", "fixture", "file"])
def test_on_a_laptop_a_skip_is_said(on_a_laptop, excuse):
    lines, said = on_a_laptop
    assert lines[excuse].startswith("SKIPPED")
    assert "no time" in said


def test_a_warning_fails_a_test(on_a_laptop):
    _, said = on_a_laptop
    assert "1 failed, 4 skipped, 1 xfailed" in said
    assert "FAILED" in next(line for line in said.splitlines() if "test_warned.py" in line)

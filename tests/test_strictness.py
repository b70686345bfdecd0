"""In CI nothing may be skipped or excused; on a laptop a skip is said."""

import os
import subprocess
import sys

import pytest

from tests.serving import ROOT

EXCUSES = {
    "marked": "import pytest\n@pytest.mark.skip(reason='no time')\ndef test_it():\n    pass",
    "inside": "import pytest\ndef test_it():\n    pytest.skip('no time')",
    "fixture": "import pytest\n@pytest.fixture\ndef f():\n    pytest.skip('no time')\ndef test_(f):\n    ...",
    "file": "import pytest\npytest.importorskip('no_time')\ndef test_it():\n    pass",
    "expected": "import pytest\n@pytest.mark.xfail(reason='no time')\ndef test_it():\n    assert False",
}


def run(folder, source, **environment):
    (folder / "test_case.py").write_text(source)
    ours = {name: value for name, value in os.environ.items() if name != "BOARD_CI"}
    command = [sys.executable, "-m", "pytest", "-p", "tests.conftest", "-c", str(ROOT / "pyproject.toml")]
    return subprocess.run(
        [*command, "--rootdir", str(folder), "-p", "no:cacheprovider", str(folder)],
        cwd=ROOT,
        env={**ours, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize("source", EXCUSES.values(), ids=EXCUSES.keys())
def test_in_ci_an_excuse_is_a_failure_that_names_it(tmp_path, source):
    done = run(tmp_path, source, BOARD_CI="1")
    assert done.returncode != 0
    assert "Nothing may be skipped in CI" in done.stdout
    assert "no time" in done.stdout or "no_time" in done.stdout


def test_on_a_laptop_a_skip_is_said_with_its_reason(tmp_path):
    done = run(tmp_path, EXCUSES["fixture"])
    assert done.returncode == 0
    assert "no time" in done.stdout


def test_a_warning_fails_a_test(tmp_path):
    done = run(tmp_path, "import warnings\ndef test_it():\n    warnings.warn('old')")
    assert done.returncode != 0

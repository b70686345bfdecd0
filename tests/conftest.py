"""What every test shares: the stores, the served board, the wire, the browser, and a strict hand in CI."""

import importlib.metadata
import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

pytest_plugins = ["tests.stores", "tests.ward", "tests.browsing"]

IN_CI = bool(os.environ.get("STRICT_TESTS"))

# A shared machine may be slow for nobody's fault: no deadline. In CI the same examples each time.
settings.register_profile("board", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if IN_CI else "board")


def pytest_report_header() -> list[str]:
    """Say on which versions the tests ran."""
    names = ("streamlit", "duckdb", "altair", "numpy", "scipy")
    return ["on " + ", ".join(f"{name} {importlib.metadata.version(name)}" for name in names)]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Iterator[None]:
    """In CI a skipped or excused test is a failed one: what was not run was not shown."""
    report = yield
    return refuse_skip(report) if IN_CI else report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Iterator[None]:
    """The same for a file that skips itself as a whole."""
    report = yield
    return refuse_skip(report) if IN_CI else report


def refuse_skip(report):
    """Turn a skip (or an expected failure) into a failure that says why it is one."""
    if report.outcome == "skipped":
        excuse = vars(report).pop("wasxfail", None)  # with it pytest would still end well
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else excuse or report.longrepr
        report.outcome = "failed"
        report.longrepr = f"Nothing may be skipped in CI. {reason}"
    return report

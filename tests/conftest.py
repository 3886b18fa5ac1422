"""Fixtures that several files share, how long properties are tried, and what a skipped test means."""

import os

import pytest
from hypothesis import settings

from tests.project import TEXTS

# Quick: the same examples each time, so that a failure is one of the change at hand. `.ci/run` draws others, and more:
# `-m hypothesis --hypothesis-profile=thorough`. No deadline: how long one takes depends on what else the machine does.
settings.register_profile("quick", max_examples=20, deadline=None, derandomize=True)
settings.register_profile("thorough", max_examples=100, deadline=None, print_blob=True)
settings.load_profile("quick")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item):
    """Make skips failures under REQUIRE_ALL=1."""
    report = yield
    _require(report, item.nodeid)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector):
    """Do the same for whole files that skip; not for source without what it needs, whose examples are no tests then."""
    report = yield
    if "unable to import module" not in str(report.longrepr):
        _require(report, collector.nodeid)
    return report


def _require(report, name):
    """Make a report of a skip one of a failure, if everything has been installed."""
    if os.environ.get("REQUIRE_ALL") == "1" and report.skipped and not hasattr(report, "wasxfail"):
        _, _, reason = report.longrepr
        report.outcome = "failed"
        report.longrepr = f"REQUIRE_ALL is set, and {name} was skipped: {reason}"


@pytest.fixture
def place(tmp_path, monkeypatch):
    """Go to an empty folder; journals go beside it."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def tree(tmp_path, monkeypatch):
    """Make a small project that is no git work tree, and go there."""
    for name, text in TEXTS.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    monkeypatch.chdir(tmp_path)
    return tmp_path

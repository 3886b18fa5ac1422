"""Where everything that a test may need has been installed, a test that skips has failed."""

import os

import pytest


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item):
    """Make skips failures under REQUIRE_ALL=1, but for those of data that is not part of the repository."""
    report = yield
    if os.environ.get("REQUIRE_ALL") == "1" and report.skipped and not hasattr(report, "wasxfail"):
        _, _, reason = report.longrepr
        if "../shared" not in reason:
            report.outcome = "failed"
            report.longrepr = f"REQUIRE_ALL is set, and {item.nodeid} was skipped: {reason}"
    return report

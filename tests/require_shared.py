"""A pytest plugin for machines that have the real labels: there, a test of them that skips has failed.

Load it with ``-p tests.require_shared``; ``.ci/run`` does so where the shared folder is present.
"""

from collections.abc import Generator
from typing import Any

import pytest


def reads_shared(item: pytest.Item) -> bool:
    """Returns whether a test is marked ``shared`` or asks for the fixture of that name."""
    return item.get_closest_marker("shared") is not None or "shared" in getattr(item, "fixturenames", ())


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, Any, Any]:
    """Returns the report of a test, turned into a failure where a test of the real labels skipped."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and reads_shared(item):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid}: the real labels are here, so this test must run. {reason}"
    return report

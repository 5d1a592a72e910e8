"""Writes down what a whole walk has shown, where `WALK_RESULTS` is in the environment."""

from collections import defaultdict
import os
from typing import Any

import pytest

from .results import write_results
from .row import walk_rows

_OUTCOMES: defaultdict[str, dict[str, str]] = defaultdict(dict)


def pytest_runtest_logreport(report: Any) -> None:
    """Note the outcome of a scenario: a subtest of the row's test."""
    context = getattr(report, "context", None)
    if context is None or "test_row_is_walked" not in report.nodeid:
        return
    row = report.nodeid.partition("[")[2].partition(" ")[0]
    _OUTCOMES[row][context.msg] = "passed" if report.passed else "failed"


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Write the file, once for all workers."""
    if "WALK_RESULTS" in os.environ and not hasattr(session.config, "workerinput") and _OUTCOMES:
        write_results(_OUTCOMES, {row.name: row for row in walk_rows()})

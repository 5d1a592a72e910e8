"""What lets a test talk to processes of its own, and what tells what they went through."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
import pytest_socket

SUMS = ("kills", "accepted signals", "lost", "doubled", "unprotected")
LONGEST = ("slowest start", "all stops in place", "all books equal")


@pytest.fixture(autouse=True)
def _local_sockets(socket_enabled: None) -> None:  # noqa: ARG001  it is on this machine
    pytest_socket.socket_allow_hosts(["127.0.0.1"], allow_unix_socket=True)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell the figures of each kind of kill, and of all."""
    rows = [
        value
        for report in terminalreporter.getreports("passed")
        for name, value in report.user_properties
        if name == "figures" and isinstance(value, dict)
    ]
    if not rows:
        return
    terminalreporter.section("kill -9: the longest times in seconds after a start")
    for kind in dict.fromkeys(row["of"] for row in rows):
        _tell(terminalreporter, kind, [row for row in rows if row["of"] == kind])
    _tell(terminalreporter, "all", rows)


def _tell(reporter: pytest.TerminalReporter, kind: str, rows: Sequence[Mapping[str, Any]]) -> None:
    figures = {name: sum(row[name] for row in rows) for name in SUMS}
    figures |= {name: max(row[name] for row in rows) for name in LONGEST}
    told = ", ".join(f"{name} {figure}" for name, figure in figures.items())
    reporter.write_line(f"{kind}: {told}")

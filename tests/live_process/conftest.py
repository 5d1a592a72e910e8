"""What lets a test talk to processes of its own, and what tells what they went through."""

import pytest
import pytest_socket

SUMS = ("kills", "accepted signals", "lost", "doubled", "unprotected")
LONGEST = ("slowest start", "all stops in place", "all books equal")


@pytest.fixture(autouse=True)
def _local_sockets(socket_enabled: None) -> None:  # noqa: ARG001  it is on this machine
    pytest_socket.socket_allow_hosts(["127.0.0.1"], allow_unix_socket=True)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell the figures of each history, and of all."""
    reports = terminalreporter.getreports("passed")
    figures = [dict(report.user_properties).get("figures") for report in reports]
    rows = [row for row in figures if isinstance(row, dict)]
    if not rows:
        return
    total: dict[str, object] = {"of": "all"}
    total |= {name: sum(row[name] for row in rows) for name in SUMS}
    total |= {name: max(row[name] for row in rows) for name in LONGEST}
    terminalreporter.section("kill -9: the longest times in seconds after a start")
    for row in [*rows, total]:
        told = ", ".join(f"{name} {row[name]}" for name in (*SUMS, *LONGEST))
        terminalreporter.write_line(f"{row['of']}: {told}")

"""Run the benchmark: `scripts/bench [--short] [--write] [group …]`."""

import argparse
import asyncio
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
import sys
import time

from . import (
    board,
    busy_house,
    ledgers,
    limits,
    lone_order,
    pages,
    profile,
    report,
    second_account,
    stalls,
    stream,
    ticks,
    webhooks,
    weight,
)
from .figures import Line

PAGE = Path(__file__).resolve().parent.parent / "docs" / "performance.md"

type Group = Callable[[], Awaitable[list[Line]]]

FULL: Mapping[str, Group] = {
    "signal": lambda: webhooks.measured(webhooks.Extent()),
    "ticks": lambda: ticks.measured(5, (100, 1_000, 10_000)),
    "stream": lambda: stream.measured(stream.Extent()),
    "stalls": lambda: stalls.measured(3),
    "ledger": lambda: ledgers.measured(5, (10_000, 500_000)),
    "pages": lambda: pages.measured(5),
    "limits": lambda: limits.measured(5, 10_000),
    "weight": lambda: weight.measured(3),
    "second": lambda: second_account.measured(3),
    "house": lambda: busy_house.measured(3),
    "lone": lone_order.measured,
    "board": lambda: board.measured(3),
    "profile": profile.measured,
}
SHORT: Mapping[str, Group] = {
    "signal": lambda: webhooks.measured(
        webhooks.Extent(rounds=1, alone=10, bursts=((10, 1), (24, 5)), sustained=1.5, visible=False)
    ),
    "ticks": lambda: ticks.measured(2, (100, 10_000)),
    "ledger": lambda: ledgers.measured(1, (2_000,)),
    "limits": lambda: limits.measured(1, 1_000),
    "lone": lone_order.measured,
}


async def run(groups: Mapping[str, Group]) -> list[Line]:
    """Return the lines of all groups, one after the other."""
    lines: list[Line] = []
    for name, measured in groups.items():
        begun = time.monotonic()
        lines += await measured()
        print(f"{name}: {time.monotonic() - begun:.0f} s", file=sys.stderr, flush=True)
    return lines


def main() -> int:
    """Measure, show the table and say what missed its goal."""
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__)
    parser.add_argument("group", nargs="*", help=f"of {', '.join(FULL)}; else all")
    parser.add_argument("--short", action="store_true", help="a minute, with generous limits")
    parser.add_argument("--write", action="store_true", help=f"write the table to {PAGE.name}")
    given = parser.parse_args()
    groups = SHORT if given.short else FULL
    if unknown := set(given.group) - set(groups):
        parser.error(f"unknown group: {', '.join(sorted(unknown))}")
    chosen = {name: groups[name] for name in groups if not given.group or name in given.group}
    lines = asyncio.run(run(chosen))
    print(f"{report.machine()}\n\n{report.table(lines)}")
    if given.write:
        report.write(PAGE, lines)
    for line in report.missed(lines):
        print(f"missed: {line.group}: {line.measure}", file=sys.stderr)
    # The full form tells; only what may never happen, or a regression, is an error.
    failed = report.intolerable(lines)
    if not given.short:
        failed = [line for line in failed if line.strict]
    for line in failed:
        print(f"failed: {line.group}: {line.measure}", file=sys.stderr)
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())

"""What one waits for in a house that has traded for long: pages, searches and sums."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
import sqlite3
from tempfile import TemporaryDirectory
import time
from types import SimpleNamespace
from typing import Any

from custom_components.tradehook.execution.account import Account
from custom_components.tradehook.panel.earnings_commands import add_up, in_order
from tests.execution.house import Plan, house

from .figures import Figure, Goal, Line
from .history import filled

GROUP = "Pages"
POSITIONS, SIGNALS = 10_000, 40_000
"""A year: some 30 positions and, with what was refused or only quoted one, 140 signals a day."""
GOAL = Goal(limit=0.1, of_ratio=False)
OVER = ("closed", "cancelled", "error")

type Looks = Mapping[str, Callable[[], Awaitable[object]]]


async def measured(rounds: int) -> list[Line]:
    """Return the lines of this group, each look beside 100,000 additions of this machine."""
    with TemporaryDirectory() as folder:
        history = await asyncio.to_thread(filled, Path(folder), POSITIONS)
        await asyncio.to_thread(_add_signals, history.path)
        async with house(Plan(path=history.path)) as home:
            looks = await _looks(home.account)
            times: dict[str, list[float]] = {name: [] for name in looks}
            floors: list[float] = []
            for number in range(rounds + 1):
                floor = _floor()
                for name, look in looks.items():
                    begun = time.perf_counter()
                    await look()
                    if number:
                        times[name].append(time.perf_counter() - begun)
                if number:
                    floors.append(floor)
    return [
        Line(
            group=GROUP,
            measure=name,
            ours=Figure(tuple(taken)),
            floor=Figure(tuple(floors)),
            goal=GOAL,
            note="floor: 100,000 additions in a plain loop" if name == next(iter(times)) else "",
        )
        for name, taken in times.items()
    ]


async def _looks(account: Account) -> Looks:
    newest = await account.positions(statuses=OVER, limit=100)
    received = await account.signals(limit=100)
    ids = [str(row["position_id"]) for row in newest[:50]]
    before = str(newest[-1]["position_id"])
    receipt = str(received[-1]["receipt_id"])
    entry: Any = SimpleNamespace(
        entry_id=account.account_id, data={"account_type": "paper"}, runtime_data=account
    )

    async def closed() -> object:
        """Make a page of the panel's closed positions, sorted by profit, with all its sums."""
        found = [(entry, row) for row in await account.results.closed(statuses=OVER)]
        in_order(found, "profit", descending=True)
        return add_up(found), await account.positions_by_id(ids)

    return {
        "closed positions, sorted by profit, with the sums of all": closed,
        "a page of positions": lambda: account.positions(statuses=OVER, before=before, limit=100),
        "the sums of all positions": account.totals.positions,
        "the sums of all fills": account.totals.trades,
        "a page of fills": lambda: account.trades(limit=100),
        "a page of signals": lambda: account.signals(before=receipt, limit=100),
        "signals that were refused": lambda: account.signals(statuses=["refused"], limit=100),
        "signals in a market without any": lambda: account.signals(symbol="XRP/USDT", limit=100),
        "reductions among the signals": lambda: account.signals(action="reduce", limit=100),
    }


def _floor() -> float:
    begun = time.perf_counter()
    total = 0
    for number in range(100_000):
        total += number
    return time.perf_counter() - begun


def _add_signals(path: Path) -> None:
    """Write signals a quarter of an hour apart, some of them refused, a few reductions."""
    own = {
        "receipt_id": "'receipt-' || i",
        "received_at": f"received_at - i * {365 * 86_400_000_000 // SIGNALS}",
        "signal_id": "'signal-' || i",
        "status": "CASE i % 200 WHEN 0 THEN 'refused' ELSE status END",
        "action": "CASE i % 300 WHEN 0 THEN 'reduce' ELSE action END",
    }
    with sqlite3.connect(path) as database:
        columns = [row[1] for row in database.execute("PRAGMA table_info(signals)")]
        named = [column for column in columns if column != "seq"]
        chosen = ", ".join(own.get(column, column) for column in named)
        database.execute(
            f"INSERT INTO signals ({', '.join(named)})"
            " WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
            f" WHERE i < {SIGNALS}) SELECT {chosen} FROM n,"
            " (SELECT * FROM signals ORDER BY seq LIMIT 1)"
        )
    database.close()

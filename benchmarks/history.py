"""A ledger with a long history: one real trade, and as many copies of it as wanted."""

import asyncio
from dataclasses import dataclass
from pathlib import Path
import sqlite3

from custom_components.tradehook.exchanges.paper import PaperTerms
from custom_components.tradehook.ledger.tables import FACTS_OF_ONE
from tests.execution.house import Plan, house

_SLICE = 50_000


@dataclass(frozen=True, slots=True)
class History:
    """Where a ledger lies and what a closed trade takes in it."""

    path: Path
    bytes_per_trade: float


def filled(folder: Path, trades: int) -> History:
    """Make a ledger with so many closed positions, each with an entry and an exit fill."""
    path = folder / f"history-{trades}.db"
    asyncio.run(_one_trade(path))
    return History(path, multiplied(path, trades))


def multiplied(path: Path, trades: int) -> float:
    """Make so many closed positions of a ledger's first one; return the bytes that each takes."""
    with sqlite3.connect(path, isolation_level=None) as database:
        # Nobody else reads this file, and a crash only costs the measurement.
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("PRAGMA synchronous = OFF")
        database.execute("PRAGMA cache_size = -400000")
        before = _used(database)
        for first in range(1, trades, _SLICE):
            _copy(database, first, min(trades - 1, first + _SLICE - 1))
        database.execute("UPDATE totals SET closed = ?, wins = ?", (trades, trades))
        after = _used(database)
        database.execute("PRAGMA journal_mode = WAL")
    database.close()
    return (after - before) / max(1, trades - 1)


async def _one_trade(path: Path) -> None:
    """Open and close a position on the simulated market."""
    async with house(Plan(path=path, terms=PaperTerms())) as home:
        await home.price(100)
        await home.send(
            action="open",
            symbol="BTC/USDT",
            side="long",
            take_profit=[{"price_percentage": 2, "position_percentage": 100}],
            stop_loss={"stop_percentage": 3},
        )
        await home.settle()
        await home.price(103)
        (row,) = await home.positions()
        assert row["status"] == "closed", row


def _used(database: sqlite3.Connection) -> int:
    pages = database.execute("PRAGMA page_count").fetchone()[0]
    return int(pages) * int(database.execute("PRAGMA page_size").fetchone()[0])


def _copy(database: sqlite3.Connection, first: int, last: int) -> None:
    """Write the copies of the first trade with these numbers, a second apart, oldest first."""
    numbers = (
        f"(WITH RECURSIVE n(i) AS (SELECT {first} UNION ALL SELECT i + 1 FROM n WHERE i < {last})"
        " SELECT i, printf('-%07d', i) AS suffix FROM n)"
    )
    (position_id,) = database.execute("SELECT position_id FROM positions WHERE seq = 1").fetchone()
    database.execute("BEGIN")
    for table, own in _TABLES.items():
        columns = [
            row[1]
            for row in database.execute(f"PRAGMA table_info({table})")
            if (table, row[1]) not in _COUNTED
        ]
        chosen = ", ".join(_expression(table, column) for column in columns)
        database.execute(
            f"INSERT INTO {table} ({', '.join(columns)})"
            # In this order nothing is sorted, and what is padded is appended to each index.
            # The rows of the first one are found once: with a limit they are set aside.
            f" SELECT {chosen} FROM {numbers} AS n"
            f" CROSS JOIN (SELECT * FROM {table} WHERE {own} LIMIT 1000) AS t",
            {"position": position_id},
        )
    database.execute("COMMIT")


_TABLES = {
    "signals": "seq = 1",
    "positions": "position_id = :position",
    "facts": f"id BETWEEN {FACTS_OF_ONE} AND {2 * FACTS_OF_ONE - 1}",
    "orders": "position = 1",
    "fills": "position_id = :position",
    "results": "position_id = :position",
}
_COUNTED = {("signals", "seq"), ("positions", "seq"), ("fills", "seq")}
_NAMED = frozenset(
    {"receipt_id", "position_id", "client_order_id", "trade_id", "order_id", "signal_id"}
)
_JSON = frozenset({"position_ids"})
_TIMES = frozenset({"received_at", "opened_at", "closed_at", "at", "time"})


def _expression(table: str, column: str) -> str:
    if (table, column) == ("facts", "id"):
        return f"(n.i + 1) * {FACTS_OF_ONE} + t.id % {FACTS_OF_ONE}"
    if (table, column) == ("orders", "position"):
        return "n.i + 1"
    if column in _NAMED:
        return f"t.{column} || n.suffix"
    if column in _JSON:
        return f"replace(t.{column}, :position, :position || n.suffix)"
    if column in _TIMES:
        return f"t.{column} - (2000000 - n.i) * 1000000"
    return f"t.{column}"

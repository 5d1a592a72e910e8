"""That results over the whole life of an account come at once."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
import sqlite3
import time
from types import SimpleNamespace
from typing import Any, cast
from zoneinfo import ZoneInfo

from custom_components.tradehook.execution.projections.earnings import ResultsReader
from custom_components.tradehook.execution.state.portfolio import Portfolio
from custom_components.tradehook.ledger.ledger import Ledger
from custom_components.tradehook.trading.results.calendar import Period
from custom_components.tradehook.trading.results.report import results
from tests.sampling import LONG

POSITIONS = 3_000
FILLS_EACH = 3
DAYS = 100
LIMIT = 5
"""How many times as long as reading the rows and adding one amount of each. With 10,000 positions
and 330 days that is about 100 ms on a quiet machine; row by row it was 6 times as long. Other work
beside it changes the ratio: it is judged in `scripts/test long`."""
READ = "SELECT time, position_id, symbol, fee_value, realized_profit FROM fills ORDER BY time, seq"
TRIES = 5
HOUR = 3_600_000_000
BEGIN = int(datetime(2026, 1, 1, tzinfo=UTC).timestamp()) * 1_000_000
SYMBOLS = ("BTC/USDT", "ETH/USDT", "SOL/USDT", "XRP/USDT", "ADA/USDT")


def amounts() -> Iterator[str]:
    """Yield amounts as they are in a ledger, gains and losses, for ever."""
    number = 1
    while True:
        number = number * 48271 % 2147483647
        yield str(Decimal(number % 220_000_000 - 100_000_000) / 10_000_000)


def fill_ledger(path: Path) -> list[str]:
    """Write closed positions with their fills, and return the profits of the fills."""
    amount = amounts()
    fills: list[tuple[object, ...]] = []
    closed: list[tuple[object, ...]] = []
    for number in range(POSITIONS):
        position, bot = f"01J{number:023d}", f"bot{number % 7}"
        symbol, side = SYMBOLS[number % 5], "long" if number % 3 else "short"
        at = BEGIN + number * DAYS * 24 * HOUR // POSITIONS
        for turn in range(FILLS_EACH):
            bought = (side == "long") == (turn == 0)
            fills.append(
                (
                    *(symbol, f"t{len(fills)}", f"o{len(fills)}", position, bot),
                    *("buy" if bought else "sell", "65000.1", "0.00123", "79.95"),
                    *("0.0799", "USDT", "take_profit" if turn else "entry", next(amount)),
                    *(at + turn * HOUR, "0.0799"),
                )
            )
        ended = (at, at + 2 * HOUR, "take_profit", next(amount), "0.24", "0", "1.25", "0.8", 7200)
        closed.append((position, bot, symbol, side, "closed", *ended))
    with sqlite3.connect(path) as connection:
        columns = "symbol, trade_id, order_id, position_id, bot_id, side, price, amount, cost, fee"
        columns += ", fee_currency, purpose, realized_profit, time, fee_value"
        places = ", ".join("?" * 15)
        connection.executemany(f"INSERT INTO fills ({columns}) VALUES ({places})", fills)  # noqa: S608
        columns = "position_id, bot_id, symbol, side, status, opened_at, closed_at, close_reason"
        columns += ", profit, fees, funding, profit_percentage, r_multiple, duration"
        places = ", ".join("?" * 14)
        connection.executemany(f"INSERT INTO results ({columns}) VALUES ({places})", closed)  # noqa: S608
    connection.close()
    return [str(row[12]) for row in fills]


def spent(act: Callable[[], Any]) -> float:
    """Return the least seconds of CPU that something takes, in all threads of ours."""
    found = []
    for _ in range(TRIES):
        began = time.process_time()
        act()
        found.append(time.process_time() - began)
    return min(found)


async def test_results_of_ten_thousand_positions_come_at_once(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    await (await Ledger.open(path)).close()
    profits = fill_ledger(path)
    ledger = await Ledger.open(path)
    worth = SimpleNamespace(equity=Decimal(10_000), unrealized_profit=Decimal(0), currency="USDT")
    reader = ResultsReader(ledger, cast(Portfolio, worth))
    zone = ZoneInfo("Europe/Berlin")
    took = []
    for _ in range(TRIES):
        began = time.process_time()
        earned = (await reader.earnings())["USDT"]
        told = results(earned, zone=zone, period=Period.DAY)
        took.append(time.process_time() - began)
    await ledger.close()

    assert told.total.trades == POSITIONS
    assert told.total.profit == sum(map(Decimal, profits))
    if not LONG:
        return
    with sqlite3.connect(path) as connection:
        least = spent(lambda: sum(Decimal(row[4]) for row in connection.execute(READ).fetchall()))
    connection.close()
    assert min(took) < LIMIT * least, f"{min(took):.3f} s, where reading alone takes {least:.4f} s"

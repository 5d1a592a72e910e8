"""A ledger of 0.1.0 with a position of each kind: everything that was in flight goes on.

It was dumped by 0.1.0: a pending limit entry, one with a DCA order, targets and a stop, an armed
trailing stop, a cool-down that runs, a limit close that rests, and a short on spot.
"""

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
import sqlite3
from typing import Any

import pytest

from custom_components.tradehook.ledger.errors import LedgerTooNewError
from custom_components.tradehook.ledger.files.connections import connect_writer as connect
from custom_components.tradehook.ledger.files.migrations import MIGRATIONS, migrate
from tests.execution.house import House, Plan, house

DUMP = Path(__file__).parents[2] / "releases" / "in-flight-0.1.0.sql"
DUMPED_AT = datetime(2026, 11, 29, 9, 41, tzinfo=UTC)
OF_0_1_0 = {number: MIGRATIONS[number] for number in (1, 2)}
"""The steps that 0.1.0 knows."""


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    """Return the plan of a house on the ledger of 0.1.0, a minute after it stopped."""
    path = tmp_path / "ledger.db"
    with sqlite3.connect(path) as database:
        database.executescript(DUMP.read_text())
    database.close()
    plan = Plan(path=path).but(max_positions=20, max_positions_per_market=20)
    plan.clock.ahead = DUMPED_AT - datetime.now(UTC)
    return plan


async def by_id(home: House) -> dict[Any, dict[str, Any]]:
    """Return the positions by the ids of their signals."""
    await home.settle()
    return {row["signal_id"]: row for row in await home.positions()}


def resting(row: dict[str, Any]) -> list[str]:
    """Return what of a position's orders rests at the venue."""
    return sorted(order["purpose"] for order in row["orders"] if order["status"] == "open")


async def test_everything_in_flight_goes_on_after_the_update(plan: Plan) -> None:
    async with house(plan) as home:
        rows = await by_id(home)
        assert {key: (row["status"], row["size"]) for key, row in rows.items()} == {
            "pending": ("pending", "0"),
            "protected": ("open", "0.003329667"),
            "trailing": ("open", "0.002496501"),
            "cooling": ("open", "0.002163834"),
            "closing": ("closing", "0.0374625"),
            "short": ("open", "1.3335"),
        }
        assert resting(rows["pending"]) == ["entry"]
        assert resting(rows["protected"]) == ["dca", "take_profit", "take_profit"]
        assert resting(rows["closing"]) == ["close"]
        assert rows["trailing"]["stop_loss"]["protection_armed"] is True
        assert rows["trailing"]["stop_loss"]["stop_price"] == "58425"
        until = rows["cooling"]["stop_loss"]["cool_down_until"]
        assert datetime.fromisoformat(until) > plan.clock.now()
        assert home.account._position_cache.unreadable == {}


async def test_way_back_to_the_first_release_is_refused(plan: Plan) -> None:
    """Its own steps end at 2: it says `ledger_too_new` and leaves the file as it is."""
    async with house(plan):
        pass
    before = plan.path.read_bytes()
    with connect(plan.path) as connection, pytest.raises(LedgerTooNewError):
        migrate(connection, OF_0_1_0)
    assert plan.path.read_bytes() == before


async def test_what_was_in_flight_reacts_after_the_update(plan: Plan) -> None:
    """The trailing stop is hit, a DCA order and a target fill, then the limit close and an entry.

    What rests at a price fills once a buyer's or seller's side of the market has come to it.
    """
    async with house(plan) as home:
        before = await by_id(home)
        await home.price(58_400)
        rows = await by_id(home)
        assert rows["trailing"]["close_reason"] == "trailing_stop"
        await home.price(57_500)
        rows = await by_id(home)
        assert Decimal(rows["protected"]["size"]) > Decimal(before["protected"]["size"])
        assert rows["cooling"]["status"] == "open"
        assert resting(rows["protected"]) == ["take_profit", "take_profit"]
        await home.price(Decimal(rows["protected"]["next_target_price"]) + 100)
        after = (await by_id(home))["protected"]
        assert Decimal(after["size"]) < Decimal(rows["protected"]["size"])
        assert resting(after) == ["take_profit"]
        await home.price(9_100, "ETH/USDT")
        await home.price(Decimal(before["short"]["stop_loss"]["stop_price"]) + 1, "SOL/USDT")
        rows = await by_id(home)
        assert rows["closing"]["status"] == "closed"
        assert rows["short"]["close_reason"] == "stop_loss"
        await home.price(49_900)
        rows = await by_id(home)
        assert rows["pending"]["status"] == "open"
        assert rows["protected"]["close_reason"] == "stop_loss"
        assert home.account.equity is not None

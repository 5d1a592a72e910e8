"""What a venue says of money that can't be: it is not believed, and asked again."""

from collections.abc import AsyncIterator
from decimal import Decimal
import logging
from typing import Any

import pytest

from custom_components.tradehook.exchanges.ccxt.orders.account_queries import (
    fetch_balances,
    fetch_positions,
)
from custom_components.tradehook.exchanges.ccxt.orders.connection import Connection
from custom_components.tradehook.exchanges.ccxt.orders.margin import Margin
from custom_components.tradehook.exchanges.port.exchange import VenueError
from tests.exchanges.live import BTC, Live, World, live, until
from tests.fake_exchange.binance import FakeBinance
from tests.fake_exchange.core.market import Kind

D = Decimal
PERPETUAL = "BTC/USDT:USDT"


@pytest.fixture
def fake() -> FakeBinance:
    return FakeBinance()


@pytest.fixture
async def world(fake: FakeBinance) -> AsyncIterator[World]:
    async with World(fake) as world:
        yield world


def connection_of(account: Live) -> Connection:
    assert account.exchange._parts is not None
    return account.exchange._parts.connection


def margin_of(account: Live) -> Margin:
    assert account.exchange._parts is not None
    return account.exchange._parts.margin


# Fees


async def test_fee_that_can_not_be_is_replaced_by_the_usual_one(
    fake: FakeBinance, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    fake.engine.settlement.fees[Kind.SPOT] = (D("0.06"), D("0.06"))
    with caplog.at_level(logging.WARNING):
        async with live(world, "BINA") as account:
            report = await account.order("buy", "0.001")
            assert not account.ear.fills
            (fill,) = await account.exchange.fetch_fills(BTC, report.client_order_id)
    assert (fill.fee, fill.fee_currency) == (D("0.001") * D("0.001"), "BTC")
    assert "which can't be" in caplog.text
    assert fake.sent("my_trades")


async def test_high_fee_is_believed(fake: FakeBinance, world: World) -> None:
    fake.engine.settlement.fees[Kind.SPOT] = (D("0.04"), D("0.04"))
    async with live(world, "BINA") as account:
        await account.order("buy", "0.001")
        await until(lambda: account.ear.fills)
    (fill,) = account.ear.fills.values()
    assert fill.fee == D("0.001") * D("0.04")


async def test_fee_that_is_told_right_when_it_is_asked_again_is_taken(world: World) -> None:
    trade = {
        "id": "7",
        "order": "1",
        "side": "buy",
        "price": "60000",
        "amount": "0.001",
        "timestamp": 1,
    }
    async with live(world, "BINA") as account:
        connection = connection_of(account)
        wrong = {**trade, "fee": {"cost": "60", "currency": "USDT"}}
        with pytest.raises(VenueError, match="a fee of 60 USDT for trade 7 in BTC/USDT"):
            connection.fill(wrong, "an id", BTC)
        right = {**trade, "fee": {"cost": "0.06", "currency": "USDT"}}
        assert connection.fill(right, "an id", BTC).fee == D("0.06")


@pytest.mark.parametrize(("amount", "believed"), [("0.0000001", True), ("0.01", False)])
async def test_fee_of_dust_may_be_rounded_up(world: World, amount: str, believed: bool) -> None:
    trade = {"id": "7", "order": "1", "side": "sell", "price": "60000", "amount": amount}
    fee = {"cost": str(D(amount) * 60_000 / 10), "currency": "USDT"}
    async with live(world, "BINA") as account:
        connection = connection_of(account)
        if believed:
            assert connection.fill({**trade, "fee": fee}, "an id", BTC).fee == D(fee["cost"])
        else:
            with pytest.raises(VenueError, match="asked again"):
                connection.fill({**trade, "fee": fee}, "an id", BTC)


# Balances


def answers(told: list[str | None]) -> Any:
    """Return a query whose answers have these totals of USDT; None = not a word of it."""

    async def fetch_balance() -> dict[str, Any]:
        total = told.pop(0)
        row = {} if total is None else {"USDT": total}
        return {"free": row, "used": {}, "total": row, "info": {}}

    return fetch_balance


@pytest.mark.parametrize(
    ("told", "believed", "asked"),
    [
        (["10400"], "10400", 1),  # within what trades do
        ([None, "10000"], "10000", 3),  # it was on another page
        (["5000000000", "10000"], "10000", 3),  # in another unit
        (["25000", "25000"], "25000", 2),  # something was paid in
        ([None, None], None, 2),  # it was all paid out
        (["1", "10000", "10001"], "10001", 3),
    ],
)
async def test_balance_that_leaps_is_asked_for_until_two_answers_agree(
    world: World, told: list[str | None], believed: str | None, asked: int
) -> None:
    async with live(world, "BINA") as account:
        connection = connection_of(account)
        left = [*told, told[-1]]
        connection.client.fetch_balance = answers(left)  # type: ignore[method-assign]
        found = await fetch_balances(connection)
        assert len(told) + 1 - len(left) == asked
    total = found["USDT"].total if "USDT" in found else None
    assert total == (None if believed is None else D(believed))


async def test_balance_of_which_each_answer_says_something_else_is_not_known(
    world: World,
) -> None:
    async with live(world, "BINA") as account:
        connection = connection_of(account)
        told: list[str | None] = ["1", "2", "5000", "80000"]
        connection.client.fetch_balance = answers(told)  # type: ignore[method-assign]
        with pytest.raises(VenueError, match="each time another balance of USDT"):
            await fetch_balances(connection)
        assert connection.balances["USDT"].total == 10_000


# Positions


async def test_position_that_is_missing_from_the_whole_is_asked_for_by_itself(
    fake: FakeBinance, world: World
) -> None:
    async with live(world, "BIFU") as account:
        await account.order("buy", "0.01", symbol=PERPETUAL)
        connection, margin = connection_of(account), margin_of(account)
        (held,) = await fetch_positions(connection, margin)
        whole = connection.client.fetch_positions

        async def first_page(symbols: Any = None, params: Any = None) -> Any:
            return await whole(symbols, params or {}) if symbols else []

        connection.client.fetch_positions = first_page  # type: ignore[method-assign]
        (still,) = await fetch_positions(connection, margin)
        assert (still.symbol, still.size) == (held.symbol, held.size)

        fake.close_outside(PERPETUAL)
        assert await fetch_positions(connection, margin) == []

"""A trade that is told after its position has ended is taken as the rules say."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from custom_components.tradehook.exchanges.port.exchange import (
    FillReport,
    OrderReport,
    OrderRequest,
)
from custom_components.tradehook.execution.common.timing.timings import OrderManagerTimings, Timings
from custom_components.tradehook.trading.model.market import OrderSide
from custom_components.tradehook.trading.model.order import OrderState
from tests.execution.commands.test_openings import STOP
from tests.execution.house import BOT, House, Plan, house
from tests.patience import PATIENCE


@pytest.fixture
def timings() -> Timings:
    """Ask again soon."""
    return Timings(orders=OrderManagerTimings(retries=(0.005, 0.01)))


async def cancelled_entry(home: House) -> OrderRequest:
    """Return the entry of a position that was cancelled without a fill."""
    await home.send(
        symbol="BTCUSDT",
        side="long",
        order_type="limit",
        signal_price=59_000,
        stop_loss=STOP,
        signal_id="o1",
    )
    await home.settle()
    await home.send(symbol="BTCUSDT", action="cancel")
    await home.settle()
    assert (await home.only())["status"] == "cancelled"
    return home.exchange.line.sent[-1]


def late(request: OrderRequest, trade_id: str = "late") -> FillReport:
    """Return a trade of all of an order."""
    return FillReport(
        trade_id=trade_id,
        client_order_id=request.client_order_id,
        venue_order_id="1",
        symbol=request.symbol,
        side=request.side,
        price=Decimal(59_000),
        amount=request.amount,
        fee=Decimal(0),
        fee_currency="USDT",
        at=datetime.now(UTC),
    )


def sells(home: House) -> Callable[[], list[OrderRequest]]:
    """Have the venue sell what the paper exchange does not know of; return what was ordered."""
    sold: list[OrderRequest] = []

    async def create_order(request: OrderRequest) -> OrderReport:
        sold.append(request)
        home.account.on_fill(late(request, f"sold {len(sold)}"))
        return OrderReport(
            client_order_id=request.client_order_id,
            venue_order_id="2",
            symbol=request.symbol,
            state=OrderState.FILLED,
            filled=request.amount,
            at=datetime.now(UTC),
        )

    home.exchange.create_order = create_order  # type: ignore[method-assign]
    return lambda: sold


async def until_traded(home: House, trades: int, status: str) -> None:
    """Wait until so many trades are on record and the position is what it should be."""
    async with asyncio.timeout(PATIENCE):
        while True:
            row = await home.only()
            if (len(await home.account.trades()), row["status"]) == (trades, status):
                return
            await asyncio.sleep(0.01)


@pytest.mark.parametrize("is_kept", [True, False])
async def test_what_a_cancelled_entry_bought_is_sold(home: House, is_kept: bool) -> None:
    """The cancel said that nothing had filled; also when only the ledger knows the position."""
    entry, sold = await cancelled_entry(home), sells(home)
    if not is_kept:
        home.account._position_cache.ended.clear()
    home.account.on_fill(late(entry))
    home.account.on_fill(late(entry))
    await until_traded(home, 2, "closed")
    assert [(one.side, one.amount, one.is_exit) for one in sold()] == [
        (OrderSide.SELL, entry.amount, True)
    ]
    assert home.told()[-1] == "closed"


async def test_it_is_sold_after_a_restart_too(plan: Plan) -> None:
    """The next process is told of the trade."""
    async with house(plan) as home:
        await home.price(60_000)
        entry = await cancelled_entry(home)
    async with house(plan) as home:
        sold = sells(home)
        home.account.on_fill(late(entry))
        await until_traded(home, 2, "closed")
        assert [one.amount for one in sold()] == [entry.amount]


async def test_a_bot_counts_it_once(home: House) -> None:
    """A position that goes on behind its end is one trade with one result."""
    await home.send(symbol="BTCUSDT", side="long", stop_loss=STOP, signal_id="o1")
    await home.settle()
    entry = home.exchange.line.sent[-1]
    await home.send(symbol="BTCUSDT", action="close")
    await home.settle()
    sells(home)
    home.account.on_fill(replace(late(entry), amount=Decimal("0.001")))
    await until_traded(home, 4, "closed")
    bot = home.account.bots.get(BOT)
    assert bot is not None
    row = await home.only()
    assert (bot.trades, bot.closed_profit) == (1, Decimal(str(row["realized_profit"])))


async def test_a_trade_that_is_told_again_behind_the_end_says_nothing(home: House) -> None:
    """Venues tell an exit's trade as an event and as an answer."""
    await home.send(symbol="BTCUSDT", side="long", stop_loss=STOP, signal_id="o1")
    await home.settle()
    entry = home.exchange.line.sent[-1]
    (trade,) = await home.exchange.fetch_fills(entry.symbol, entry.client_order_id)
    await home.send(symbol="BTCUSDT", action="close")
    await home.settle()
    home.account.on_fill(trade)
    await home.settle()
    assert len(await home.account.trades()) == 2
    assert (await home.only())["status"] == "closed"

"""Two orders of ours trade with each other: the venue tells one trade id for both sides."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from custom_components.tradehook.exchanges.port.exchange import FillReport, OrderReport
from custom_components.tradehook.trading.model.market import OrderSide
from custom_components.tradehook.trading.model.order import Order, OrderState
from custom_components.tradehook.trading.model.position import Position
from tests.execution.commands.test_openings import STOP, TARGETS
from tests.execution.house import BTC, House, Plan, house

AMOUNT = Decimal("0.0004")


async def opened(home: House, **more: Any) -> None:
    """Open a long whose targets rest."""
    answer = await home.send(
        symbol=BTC, side="long", take_profit=TARGETS, stop_loss=STOP, signal_id="target", **more
    )
    assert answer.status == 202, answer.body
    await home.settle()


async def opened_both(home: House) -> tuple[Order, Order]:
    """Open a long and one whose entry rests; return a target of the first, and that entry."""
    await opened(home)
    answer = await home.send(
        symbol=BTC,
        side="long",
        order_type="limit",
        signal_price=59_000,
        stop_loss=STOP,
        signal_id="entry",
    )
    assert answer.status == 202, answer.body
    await home.settle()
    one, two = live(home)
    (entry,) = two.live_orders()
    return target_of(one), entry


def live(home: House) -> list[Position]:
    return list(home.account._position_cache.live.values())


def target_of(position: Position) -> Order:
    return next(order for order in position.live_orders() if order.side is OrderSide.SELL)


def fill(order: Order, amount: Decimal = AMOUNT) -> FillReport:
    """Return what the venue tells of an order's side of the trade."""
    return FillReport(
        trade_id="of both",
        client_order_id=order.client_order_id,
        venue_order_id="1",
        symbol=BTC,
        side=order.side,
        price=Decimal(60_500),
        amount=amount,
        fee=Decimal(0),
        fee_currency="USDT",
        at=datetime.now(UTC),
    )


@pytest.mark.parametrize("first", list(OrderSide))
async def test_both_sides_of_a_trade_count(home: House, first: OrderSide) -> None:
    orders = await opened_both(home)
    held, _ = [position.size for position in live(home)]
    for order in sorted(orders, key=lambda order: order.side is not first):
        home.account.on_fill(fill(order))
        await home.settle()
    one, two = live(home)
    assert (one.size, two.size) == (held - AMOUNT, AMOUNT)
    told = [row for row in await home.account.trades() if row["trade_id"] == "of both"]
    assert {row["side"] for row in told} == {"buy", "sell"}


async def test_each_side_counts_once_however_often_it_is_told(plan: Plan) -> None:
    """By streams and by questions, in one process and in the next."""
    async with house(plan) as home:
        await home.price(60_000)
        orders = await opened_both(home)
        for order in orders * 2:
            home.account.on_fill(fill(order))
        await home.settle()
        sizes = [position.size for position in live(home)]
    async with house(plan) as home:
        for order in orders:
            home.account.on_fill(fill(order))
        await home.settle()
        assert [position.size for position in live(home)] == sizes
        told = [row for row in await home.account.trades() if row["trade_id"] == "of both"]
        assert len(told) == 2


async def test_entry_that_bought_from_our_own_target_is_protected(home: House) -> None:
    target, entry = await opened_both(home)
    for order in (target, entry):
        home.account.on_fill(fill(order, order.amount))
    home.account.on_order(
        OrderReport(
            client_order_id=entry.client_order_id,
            venue_order_id="1",
            symbol=BTC,
            state=OrderState.FILLED,
            filled=entry.amount,
            at=datetime.now(UTC),
        )
    )
    await home.settle()
    row, _ = await home.positions()
    assert (row["signal_id"], row["status"]) == ("entry", "open")
    assert row["size"] == str(entry.amount)
    assert row["stop_price"] is not None


async def test_position_may_trade_with_itself(home: House) -> None:
    """A DCA order, or an increase, that meets a target of its own position."""
    await opened(home, dca_orders=[{"price_percentage": 2, "quantity_percentage": 100}])
    (position,) = live(home)
    dca = next(order for order in position.live_orders() if order.side is OrderSide.BUY)
    for order in (dca, target_of(position), dca):
        home.account.on_fill(fill(order))
    await home.settle()
    (after,) = live(home)
    assert after.size == position.size
    assert after.orders[dca.client_order_id].filled == AMOUNT

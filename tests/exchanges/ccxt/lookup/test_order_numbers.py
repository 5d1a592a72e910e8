"""Order numbers of Binance are a market's own: two markets may use the same."""

import asyncio

import pytest

from tests.exchanges.live import BTC, Live, until
from tests.fake_exchange.binance import FakeBinance
from tests.fake_exchange.core.orders import Order

ETH = "ETH/USDT"


@pytest.fixture
def number_like(binance: FakeBinance, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the second order that is placed the number of the first."""
    binance.set_price(ETH, 3000)
    registry = binance.engine.registry
    add, placed = registry.add, list[Order]()

    def added(order: Order) -> None:
        add(order)
        placed.append(order)
        if len(placed) == 2:
            first = placed[0]
            del registry.orders[order.order_id]
            order.order_id = first.order_id
            registry.orders[-1] = order

    monkeypatch.setattr(registry, "add", added)


@pytest.mark.usefixtures("number_like")
async def test_a_foreign_trade_in_another_market_is_not_taken_for_ours(
    spot: Live, binance: FakeBinance
) -> None:
    placed = await spot.order("buy", "0.01", "59000")
    await asyncio.sleep(0.3)  # until trades are pushed
    binance.trade_outside(ETH, "0.01")
    binance.fill(placed.client_order_id, "0.01")
    await until(lambda: any(report.state.is_final for report in spot.ear.orders))
    (fill,) = spot.ear.fills.values()
    assert (fill.client_order_id, fill.symbol) == (placed.client_order_id, BTC)
    assert {report.symbol for report in spot.ear.orders} == {BTC}


@pytest.mark.usefixtures("number_like")
async def test_two_of_our_orders_may_have_one_number(spot: Live, binance: FakeBinance) -> None:
    one = await spot.order("buy", "0.01", "59000")
    await asyncio.sleep(0.3)
    two = await spot.order("buy", "0.1", "2900", symbol=ETH)
    assert two.venue_order_id == one.venue_order_id
    binance.fill(one.client_order_id, "0.01")
    await until(lambda: spot.ear.fills)
    (fill,) = spot.ear.fills.values()
    assert (fill.client_order_id, fill.symbol) == (one.client_order_id, BTC)


async def test_only_the_numbers_of_a_market_are_known_there(spot: Live) -> None:
    """A trade is unknown whose order has a number of ours in another market."""
    placed = await spot.order("buy", "0.01", "59000")
    parts = spot.exchange._parts
    assert parts is not None
    assert placed.venue_order_id in parts.connection.known_venue_ids(BTC)
    assert placed.venue_order_id not in parts.connection.known_venue_ids(ETH)

"""A row that can't be read hides no other, ends nothing, and is asked for where it is ours."""

import asyncio
from collections.abc import Callable
from decimal import Decimal
import logging
from typing import Any

import pytest

from custom_components.tradehook.exchanges.ccxt.tracking.order_streams import OrderStreams
from custom_components.tradehook.exchanges.ccxt.tracking.order_tracker import OrderTracker
from custom_components.tradehook.exchanges.port.exchange import VenueError
from custom_components.tradehook.exchanges.port.timings import OrderTimings
from custom_components.tradehook.trading.model.order import OrderState
from tests.exchanges.live import BTC, Live, until, waits
from tests.fake_exchange.binance import FakeBinance

D = Decimal
NANOSECONDS = "1796083714000000000"
"""A time that is no time if it is read as milliseconds."""
OFTEN = OrderTimings(list_every=0.2)

DAMAGES: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "time in nanoseconds": lambda row: {
        **row,
        "timestamp": NANOSECONDS,
        "lastTradeTimestamp": NANOSECONDS,
    },
    "time that is a list": lambda row: {**row, "timestamp": [], "lastTradeTimestamp": {"a": 1}},
    "no id": lambda row: {**row, "id": None},
    "state that is a list": lambda row: {**row, "status": ["closed"]},
    "side that is an object": lambda row: {**row, "side": {}},
}
damaged = pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)


def tracker_of(spot: Live) -> OrderTracker:
    assert spot.exchange._parts is not None
    return spot.exchange._parts.order_tracker


def streams_of(spot: Live) -> OrderStreams:
    assert spot.exchange._parts is not None
    return spot.exchange._parts.streams


async def rest(spot: Live, price: str = "59000") -> str:
    """Place an order that rests, with the stream of orders open; return its id."""
    report = await spot.order("buy", "0.01", price)
    await asyncio.sleep(0.3)
    return report.client_order_id


def filled(spot: Live) -> set[str]:
    """Return the orders that were told as filled."""
    return {one.client_order_id for one in spot.ear.orders if one.state is OrderState.FILLED}


def spoil(client: Any, damage: Callable[[dict[str, Any]], dict[str, Any]], name: str) -> None:
    """Have the first row that a client parses be damaged."""
    parse, left = getattr(client, name), [damage]

    def odd(*given: Any) -> Any:
        row = parse(*given)
        return left.pop()(row) if left else row

    setattr(client, name, odd)


@damaged
async def test_row_of_a_stream_does_not_end_listening(
    spot: Live, binance: FakeBinance, damage: Callable[[dict[str, Any]], dict[str, Any]]
) -> None:
    one, two = await rest(spot), await rest(spot, "58900")
    assert spot.exchange._parts is not None
    spoil(spot.exchange._parts.client_pool.private, damage, "safe_order")

    binance.fill(one, "0.01")
    await until(lambda: one in filled(spot))
    binance.fill(two, "0.01")
    await until(lambda: two in filled(spot))

    assert sum(fill.amount for fill in spot.ear.fills.values()) == D("0.02")
    assert tracker_of(spot).streaming
    assert not any(task.done() for task in streams_of(spot)._tasks)


@waits(orders=OFTEN)
@damaged
async def test_row_of_the_list_does_not_end_the_comparison(
    spot: Live, binance: FakeBinance, damage: Callable[[dict[str, Any]], dict[str, Any]]
) -> None:
    one, two = await rest(spot), await rest(spot, "58900")
    binance.streams.silent = True
    fetch, asked = spot.client.fetch_open_orders, asyncio.Event()

    async def odd(*given: Any, **named: Any) -> Any:
        rows = await fetch(*given, **named)
        asked.set()
        return [damage({**rows[0]}), *rows[1:]] if rows else rows

    spot.client.fetch_open_orders = odd  # type: ignore[method-assign]
    await asked.wait()
    binance.fill(one, "0.01")
    await until(lambda: one in filled(spot))
    binance.fill(two, "0.01")
    await until(lambda: two in filled(spot))

    assert sum(fill.amount for fill in spot.ear.fills.values()) == D("0.02")


@waits(orders=OFTEN)
async def test_order_whose_row_in_the_list_can_not_be_read_is_asked_for_by_its_id(
    spot: Live, binance: FakeBinance, caplog: pytest.LogCaptureFixture
) -> None:
    """It is listed still, so nothing else would tell what has filled of it."""
    one = await rest(spot)
    binance.streams.silent = True
    fetch = spot.client.fetch_open_orders

    async def odd(*given: Any, **named: Any) -> Any:
        rows = await fetch(*given, **named)
        return [{**row, "status": ["open"]} for row in rows]

    spot.client.fetch_open_orders = odd  # type: ignore[method-assign]
    with caplog.at_level(logging.WARNING):
        binance.fill(one, "0.004")
        await until(lambda: spot.ear.fills)
        await asyncio.sleep(0.5)

    assert spot.ear.orders[-1].filled == D("0.004")
    said = [record for record in caplog.records if "can't be read" in record.getMessage()]
    assert len(said) == 1


@waits(orders=OFTEN)
async def test_list_that_the_client_can_not_read_leaves_our_orders_to_their_ids(
    spot: Live, binance: FakeBinance
) -> None:
    one = await rest(spot)
    binance.streams.silent = True

    async def odd(*_: Any, **__: Any) -> Any:
        raise TypeError("an order of somebody's")

    spot.client.fetch_open_orders = odd  # type: ignore[method-assign]
    binance.fill(one, "0.01")

    await until(lambda: one in filled(spot))
    with pytest.raises(VenueError):
        await spot.exchange.fetch_open_orders()


async def test_one_unreadable_order_hides_no_open_order(spot: Live) -> None:
    await rest(spot)
    two = await rest(spot, "58900")
    fetch = spot.client.fetch_open_orders

    async def odd(*given: Any, **named: Any) -> Any:
        first, *rest = await fetch(*given, **named)
        return [{**first, "status": ["open"]}, *rest]

    spot.client.fetch_open_orders = odd  # type: ignore[method-assign]

    assert [one.client_order_id for one in await spot.exchange.fetch_open_orders()] == [two]


async def test_one_unreadable_trade_hides_no_other_and_is_asked_for_again(
    spot: Live, binance: FakeBinance
) -> None:
    one = await rest(spot)
    tracker = tracker_of(spot)
    binance.streams.silent = True
    fetch, odd_ones = spot.client.fetch_my_trades, [True]

    async def odd(*given: Any, **named: Any) -> Any:
        first, *rest = await fetch(*given, **named)
        return [{**first, "price": None} if odd_ones else first, *rest]

    spot.client.fetch_my_trades = odd  # type: ignore[method-assign]
    binance.fill(one, "0.004")
    binance.fill(one, "0.006")
    tracker.hint(one, urgent=True)
    await until(lambda: len(spot.ear.fills) == 1)
    assert not filled(spot)  # it has filled more than is told

    odd_ones.clear()
    await until(lambda: one in filled(spot))
    assert sum(fill.amount for fill in spot.ear.fills.values()) == D("0.01")


@waits(orders=OrderTimings(stream_retries=(0.1,)))
async def test_stream_that_the_client_can_not_read_is_listened_to_again(
    spot: Live, binance: FakeBinance
) -> None:
    """Its own parsers stumble over a row as over a method that the client lacks."""
    one = await rest(spot)
    assert spot.exchange._parts is not None
    client = spot.exchange._parts.client_pool.private
    parse, failures = client.filter_by_symbol_since_limit, [AttributeError("no row")]  # type: ignore[attr-defined]

    def odd(*given: Any, **named: Any) -> Any:
        if failures:
            raise failures.pop()
        return parse(*given, **named)

    client.filter_by_symbol_since_limit = odd  # type: ignore[attr-defined]
    binance.fill(one, "0.004")
    await until(lambda: not failures)
    await until(lambda: tracker_of(spot).streaming)
    binance.fill(one, "0.006")

    await until(lambda: one in filled(spot))
    assert sum(fill.amount for fill in spot.ear.fills.values()) == D("0.01")
    assert not any(task.done() for task in streams_of(spot)._tasks)


async def test_listener_that_fails_does_not_end_listening(
    spot: Live, binance: FakeBinance, caplog: pytest.LogCaptureFixture
) -> None:
    one = await rest(spot)
    told, failures = spot.ear.on_order, [RuntimeError("a fault of ours")]

    def failing(report: Any) -> None:
        if failures:
            raise failures.pop()
        told(report)

    spot.ear.on_order = failing  # type: ignore[method-assign]
    binance.fill(one, "0.01")

    await until(lambda: one in filled(spot))
    assert not any(task.done() for task in streams_of(spot)._tasks)
    assert "was not taken" in caplog.text


async def test_listening_that_ends_is_not_said_to_go_on(spot: Live) -> None:
    """The list is looked at every five seconds then, and not every thirty."""
    await rest(spot)
    assert tracker_of(spot).streaming
    orders = streams_of(spot)._tasks[0]

    orders.cancel()
    await asyncio.gather(orders, return_exceptions=True)

    assert not tracker_of(spot).streaming


async def test_position_that_can_not_be_read_is_no_closed_one(futures: Live) -> None:
    async def odd(*_: Any, **__: Any) -> Any:
        return [{"symbol": f"{BTC}:USDT", "side": ["long"], "contracts": "1", "entryPrice": "1"}]

    futures.client.fetch_positions = odd  # type: ignore[method-assign]
    with pytest.raises(VenueError):
        await futures.exchange.fetch_positions()

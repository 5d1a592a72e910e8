"""Streams are hints: what they double, swap, lose or never say changes nothing in the end."""

import asyncio
from decimal import Decimal

import pytest

from custom_components.tradehook.exchanges.port.exchange import FillReport, VenueError
from custom_components.tradehook.exchanges.port.timings import OrderTimings, PriceTimings
from custom_components.tradehook.trading.model.order import OrderState
from tests.exchanges.live import BTC, Live, World, until, waits
from tests.fake_exchange.binance import FakeBinance
from tests.fake_exchange.faults import Effect, Fault

D = Decimal


async def rest(spot: Live) -> str:
    """Place an order that rests, with the stream of orders open; return its id."""
    report = await spot.order("buy", "0.01", "59000")
    await asyncio.sleep(0.3)
    return report.client_order_id


def ended(spot: Live) -> bool:
    return any(report.state is OrderState.FILLED for report in spot.ear.orders)


@pytest.mark.parametrize("effect", [Effect.DUPLICATE, Effect.SWAP, Effect.DELAY])
async def test_disturbed_events_end_in_the_truth(
    spot: Live, binance: FakeBinance, effect: Effect
) -> None:
    client_order_id = await rest(spot)
    binance.faults.append(Fault(effect=effect, route="order", times=2, seconds=0.3))

    binance.fill(client_order_id, "0.004")
    binance.fill(client_order_id, "0.006")

    await until(lambda: ended(spot))
    assert sum(fill.amount for fill in spot.ear.fills.values()) == D("0.01")
    assert len(spot.ear.fills) == 2


@waits(orders=OrderTimings(list_every=0.2))
async def test_events_that_never_come_are_made_up_for_by_the_list(
    spot: Live, binance: FakeBinance
) -> None:
    client_order_id = await rest(spot)
    binance.streams.silent = True

    binance.fill(client_order_id, "0.004")
    await until(lambda: len(spot.ear.fills) == 1)
    binance.fill(client_order_id, "0.006")
    await until(lambda: ended(spot))

    assert sum(fill.amount for fill in spot.ear.fills.values()) == D("0.01")


async def test_cancel_by_somebody_else_is_told(spot: Live, binance: FakeBinance) -> None:
    client_order_id = await rest(spot)
    binance.cancel(client_order_id)
    await until(lambda: spot.ear.orders)
    assert spot.ear.orders[-1].state is OrderState.CANCELLED


async def test_network_that_was_cut_is_caught_up_with(
    spot: Live, world: World, binance: FakeBinance
) -> None:
    client_order_id = await rest(spot)
    await world.server.cut()
    binance.fill(client_order_id, "0.01")
    await asyncio.sleep(0.2)
    assert not ended(spot)

    await world.server.restore()

    await until(lambda: ended(spot))
    assert sum(fill.amount for fill in spot.ear.fills.values()) == D("0.01")


async def test_orders_of_others_lead_to_no_question(spot: Live, binance: FakeBinance) -> None:
    await asyncio.sleep(0.3)
    binance.trade_outside(BTC, "0.01")
    await asyncio.sleep(0.3)
    assert not binance.sent("query_order")
    assert not spot.ear.orders
    assert not spot.ear.fills


@pytest.mark.parametrize("price", [None, "59000"], ids=["fills at once", "rests"])
async def test_what_is_known_already_leads_to_no_question(
    spot: Live, binance: FakeBinance, price: str | None
) -> None:
    """A thousand openings would spend the venue's limit on answers that change nothing."""
    await rest(spot)
    binance.faults.append(Fault(effect=Effect.DELAY, route="create_order", seconds=0.2))

    told_before_the_answer = await spot.order("buy", "0.01", price)
    told_after_it = await spot.order("buy", "0.01", price)
    await asyncio.sleep(0.4)

    assert not binance.sent("query_order")
    for report in (told_before_the_answer, told_after_it):
        assert report.filled == (0 if price else D("0.01"))


async def test_what_happens_behind_the_back_of_an_answer_is_asked_for(
    spot: Live, binance: FakeBinance
) -> None:
    """The answer is older than the events that overtook it."""
    await rest(spot)
    slow = Fault(effect=Effect.DELAY, route="create_order", seconds=0.4)
    binance.faults.append(slow)
    request = spot.request("buy", "0.01", "59000")

    placing = asyncio.create_task(spot.exchange.create_order(request))
    await asyncio.sleep(0.2)
    binance.fill(request.client_order_id, "0.004")
    report = await placing

    assert report.filled == 0
    await until(lambda: spot.ear.fills)
    assert spot.ear.orders[-1].filled == D("0.004")


async def test_answer_that_never_comes_is_made_up_for_by_what_was_pushed(
    spot: Live, binance: FakeBinance
) -> None:
    """What was bought needs its stop, whatever became of the answer."""
    await rest(spot)
    binance.faults.append(Fault(effect=Effect.DROP, route="create_order"))

    with pytest.raises(VenueError):
        await spot.order("buy", "0.01")

    await until(lambda: ended(spot))
    assert sum(fill.amount for fill in spot.ear.fills.values()) == D("0.01")


# Prices


async def watched(spot: Live, binance: FakeBinance) -> None:
    """Watch a market until its stream has said something."""
    spot.exchange.watch_prices([BTC])
    for price in range(60_001, 60_500):
        binance.set_price(BTC, price)
        await asyncio.sleep(0.05)
        if spot.ear.quotes[BTC][-1].bid == price:
            return
    raise AssertionError("the stream stays silent")


@waits(prices=PriceTimings(stream_silence=0.1))
async def test_silent_stream_is_made_up_for_by_polling(spot: Live, binance: FakeBinance) -> None:
    await watched(spot, binance)
    binance.streams.silent = True

    binance.set_price(BTC, 50_000)

    await until(lambda: spot.ear.quotes[BTC][-1].bid == 50_000)


@waits(prices=PriceTimings(stream_dead=0.4))
async def test_dead_streams_are_dialled_anew(spot: Live, binance: FakeBinance) -> None:
    """Also those whose connection stands and says nothing."""
    await watched(spot, binance)
    before = binance.streams.accepted

    await until(lambda: binance.streams.accepted > before)
    await watched(spot, binance)


async def test_broken_streams_are_dialled_anew(
    spot: Live, world: World, binance: FakeBinance
) -> None:
    await watched(spot, binance)
    await world.server.cut()
    await world.server.restore()
    await watched(spot, binance)


@waits(prices=PriceTimings(stale=2.0))
async def test_prices_that_stop_are_told_and_come_back(spot: Live, world: World) -> None:
    assert spot.ear.connected == [True]
    await world.server.cut()
    await until(lambda: spot.ear.connected[-1] is False)
    await world.server.restore()
    await until(lambda: spot.ear.connected[-1] is True)


async def test_quote_says_when_it_was_last_known_to_hold(spot: Live) -> None:
    """Not when it last changed: a quiet market has fresh prices too."""
    first = spot.ear.quotes[BTC][-1]
    await until(lambda: len(spot.ear.quotes[BTC]) > 1)
    second = spot.ear.quotes[BTC][-1]
    assert second.bid == first.bid
    assert second.at > first.at


async def test_close_ends_everything(spot: Live, binance: FakeBinance) -> None:
    await watched(spot, binance)
    await spot.exchange.close()
    await asyncio.sleep(0.1)
    requests = len(binance.requests)
    await asyncio.sleep(0.2)
    assert len(binance.requests) == requests
    assert not [task for task in asyncio.all_tasks() if "tradehook" in task.get_name()]


async def test_trades_of_an_order_that_is_over_are_not_kept(
    spot: Live, binance: FakeBinance
) -> None:
    """Of an order that its answer says all of, they are pushed behind its end."""
    tracker = spot.exchange._parts.order_tracker  # type: ignore[union-attr]
    client_order_id = await rest(spot)
    binance.fill(client_order_id, "0.004")
    await until(lambda: len(spot.ear.fills) == 1)
    assert client_order_id in tracker._pushed._trades

    binance.fill(client_order_id, "0.006")
    await until(lambda: ended(spot))
    heard: list[FillReport] = []
    spot.ear.on_fill = heard.append  # type: ignore[method-assign, assignment]
    await spot.order("buy", "0.01")

    # Its answer tells the trade, then the stream does.
    await until(lambda: len(heard) == 2)
    assert not tracker._pushed._trades

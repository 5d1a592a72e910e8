"""Test what goes wrong on the wire: what the client sees, and what the venue really did."""

import asyncio
from typing import Any

import aiohttp
import ccxt
import pytest

from .binance import FakeBinance
from .core.orders import Status
from .faults import Effect, Fault
from .server import FakeServer

BTC = "BTC/USDT"


async def buy(spot: Any) -> Any:
    """Place a resting order."""
    params = {"clientOrderId": "mine"}
    return await spot.create_order(BTC, "limit", "buy", 0.01, 59000, params)


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault(effect=Effect.DROP), ccxt.ExchangeNotAvailable),
        (Fault(effect=Effect.GATEWAY, status=502), ccxt.ExchangeNotAvailable),
        (Fault(effect=Effect.GATEWAY, status=504), ccxt.RequestTimeout),
        (Fault(effect=Effect.TRUNCATE), ccxt.ExchangeError),
        (Fault(effect=Effect.UNKNOWN_OUTCOME, status=504), ccxt.RequestTimeout),
        (Fault(effect=Effect.DELAY, seconds=0.3), ccxt.RequestTimeout),
    ],
)
async def test_order_exists_although_the_client_sees_an_error(
    spot: Any, binance: FakeBinance, fault: Fault, error: type[Exception]
) -> None:
    fault.route = "create_order"
    binance.faults.append(fault)
    spot.timeout = 100 if fault.effect is Effect.DELAY else 10_000

    with pytest.raises(error):
        await buy(spot)

    assert binance.order("mine").status is Status.NEW
    assert len(binance.sent("create_order")) == 1
    spot.timeout = 10_000
    assert (await spot.fetch_order_with_client_order_id("mine", BTC))["status"] == "open"


async def test_order_arrives_after_the_client_has_given_up(spot: Any, binance: FakeBinance) -> None:
    binance.faults.append(Fault(effect=Effect.LATE, route="create_order", seconds=0.2))
    spot.timeout = 50

    with pytest.raises(ccxt.RequestTimeout):
        await buy(spot)
    spot.timeout = 10_000
    with pytest.raises(ccxt.OrderNotFound):
        await spot.fetch_order_with_client_order_id("mine", BTC)
    await asyncio.sleep(0.25)

    assert (await spot.fetch_order_with_client_order_id("mine", BTC))["status"] == "open"


async def test_order_that_arrives_after_its_window_is_refused(
    spot: Any, binance: FakeBinance
) -> None:
    spot.options["recvWindow"] = 100
    binance.faults.append(Fault(effect=Effect.LATE, route="create_order", seconds=0.2))

    with pytest.raises(ccxt.InvalidNonce):
        await buy(spot)
    assert binance.orders == []


async def test_too_many_requests_are_refused(spot: Any, binance: FakeBinance) -> None:
    binance.weight_limit = binance.used_weight + 21

    await spot.fetch_balance()
    with pytest.raises(ccxt.DDoSProtection):
        await spot.fetch_balance()
    await spot.fetch_time()
    with pytest.raises(ccxt.DDoSProtection):
        await spot.fetch_time()


@pytest.mark.parametrize("effect", [Effect.EMPTY, Effect.HTML])
async def test_order_exists_although_the_answer_says_nothing(
    spot: Any, binance: FakeBinance, effect: Effect
) -> None:
    binance.faults.append(Fault(effect=effect, route="create_order"))

    placed = await buy(spot)

    assert placed["id"] is None
    assert binance.order("mine").status is Status.NEW


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault(effect=Effect.DROP, processed=False), ccxt.ExchangeNotAvailable),
        (Fault(effect=Effect.GATEWAY, processed=False), ccxt.ExchangeNotAvailable),
        (Fault(effect=Effect.RATE_LIMIT), ccxt.DDoSProtection),
        (Fault(effect=Effect.BAN), ccxt.DDoSProtection),
        (Fault(effect=Effect.MAINTENANCE), ccxt.OperationFailed),
    ],
)
async def test_order_does_not_exist_where_the_venue_never_looked(
    spot: Any, binance: FakeBinance, fault: Fault, error: type[Exception]
) -> None:
    fault.route = "create_order"
    binance.faults.append(fault)

    with pytest.raises(error):
        await buy(spot)

    assert binance.orders == []
    await buy(spot)  # the fault is over
    assert len(binance.orders) == 1


async def test_faults_hit_whom_they_are_for(spot: Any, binance: FakeBinance) -> None:
    binance.faults.append(Fault(effect=Effect.DROP, route="*order", skip=1, where={"side": "SELL"}))
    binance.set_balance("BTC", 1)
    await buy(spot)
    await spot.create_order(BTC, "limit", "sell", 0.01, 61000)

    with pytest.raises(ccxt.ExchangeNotAvailable):
        await spot.create_order(BTC, "limit", "sell", 0.01, 61000)
    await spot.fetch_balance()
    await spot.create_order(BTC, "limit", "sell", 0.01, 61000)
    assert len(binance.open_orders) == 4


async def test_order_is_invisible_for_a_while(spot: Any, binance: FakeBinance) -> None:
    binance.faults.append(Fault(effect=Effect.INVISIBLE, route="create_order", lookups=2))
    await buy(spot)

    with pytest.raises(ccxt.OrderNotFound):
        await spot.fetch_order_with_client_order_id("mine", BTC)
    assert await spot.fetch_open_orders(BTC) == []
    assert len(await spot.fetch_open_orders(BTC)) == 1


async def test_maintenance_lasts_until_it_is_over(spot: Any, binance: FakeBinance) -> None:
    binance.maintenance = True
    for _ in range(2):
        with pytest.raises(ccxt.OperationFailed):
            await spot.fetch_ticker(BTC)

    binance.maintenance = False
    await spot.fetch_ticker(BTC)


async def test_cut_network_refuses_and_comes_back(spot: Any, server: FakeServer) -> None:
    watching = asyncio.create_task(spot.watch_bids_asks([BTC]))
    await watching
    watching = asyncio.create_task(spot.watch_bids_asks([BTC]))
    await asyncio.sleep(0.01)

    await server.cut()

    with pytest.raises(ccxt.NetworkError):
        await asyncio.wait_for(watching, 30)
    with pytest.raises(ccxt.ExchangeNotAvailable) as refused:
        await spot.fetch_ticker(BTC)
    assert isinstance(refused.value.__cause__, aiohttp.ClientConnectorError)
    await server.restore()
    assert (await spot.fetch_ticker(BTC))["bid"] == 60000
    assert (await asyncio.wait_for(spot.watch_bids_asks([BTC]), 30))[BTC]["bid"] == 60000


async def events(spot: Any, binance: FakeBinance, *faults: Fault) -> list[tuple[str, float]]:
    """Watch what an order that fills in two parts looks like when the stream is disturbed."""
    task = asyncio.create_task(spot.watch_orders())
    await binance.streams.subscribed("user")
    seen: list[tuple[str, float]] = []
    original = spot.handle_order_update

    def note(client: object, message: dict[str, str]) -> None:
        seen.append((message["x"], float(message["z"])))
        original(client, message)

    spot.handle_order_update = note
    binance.streams.faults.extend(faults)
    await buy(spot)
    binance.fill("mine", "0.004")
    binance.fill("mine", "0.006")
    await asyncio.sleep(0.12)
    task.cancel()
    return seen


NEW, PART, FULL = ("NEW", 0.0), ("TRADE", 0.004), ("TRADE", 0.01)


@pytest.mark.parametrize(
    ("faults", "seen"),
    [
        ([], [NEW, PART, FULL]),
        ([Fault(effect=Effect.DROP, route="fill")], [NEW, FULL]),
        ([Fault(effect=Effect.DROP, route="*", times=9)], []),
        ([Fault(effect=Effect.DUPLICATE, route="fill")], [NEW, PART, PART, FULL]),
        ([Fault(effect=Effect.DELAY, route="order", seconds=0.05)], [PART, FULL, NEW]),
        ([Fault(effect=Effect.SWAP, route="fill")], [NEW, FULL, PART]),
    ],
)
async def test_events_are_disturbed(
    spot: Any, binance: FakeBinance, faults: list[Fault], seen: list[tuple[str, float]]
) -> None:
    assert await events(spot, binance, *faults) == seen


async def test_silent_stream_stays_connected(spot: Any, binance: FakeBinance) -> None:
    await spot.watch_bids_asks([BTC])
    binance.streams.silent = True
    watching = asyncio.create_task(spot.watch_bids_asks([BTC]))
    await asyncio.sleep(0.01)
    binance.set_price(BTC, 61000)

    with pytest.raises(TimeoutError):
        await asyncio.wait_for(watching, 0.1)
    assert len(binance.streams.connections) == 1


async def test_cut_streams_leave_the_rest_alone(spot: Any, binance: FakeBinance) -> None:
    await spot.watch_bids_asks([BTC])
    watching = asyncio.create_task(spot.watch_bids_asks([BTC]))
    await asyncio.sleep(0.01)
    binance.streams.cut()

    with pytest.raises(ccxt.NetworkError):
        await asyncio.wait_for(watching, 30)
    await spot.fetch_ticker(BTC)
    await asyncio.wait_for(spot.watch_bids_asks([BTC]), 30)
    assert binance.streams.accepted == 2

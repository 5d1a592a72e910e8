"""Test Kraken Futures with a client that is kept by others: python-kraken-sdk."""

import asyncio
from collections.abc import AsyncIterator, Callable
from decimal import Decimal
from typing import Any

import pytest

from ..clients import KEYS
from ..core.market import Kind
from ..core.orders import Forced
from ..later import later
from ..server import FakeServer
from .krakenfutures import SECRET, FakeKrakenFutures

pytest.importorskip("kraken.futures")
sdk = later("kraken.futures")
errors = later("kraken.exceptions")

D = Decimal
BTC = "PF_XBTUSD"
SYMBOL = "BTC/USD:USD"

type Ask = Callable[..., Any]


@pytest.fixture
async def ask(venue: FakeKrakenFutures) -> AsyncIterator[Ask]:
    """Return what calls a method of one of the client's parts and returns the answer."""
    async with FakeServer(venue) as server:
        url = f"http://127.0.0.1:{server.port}"
        parts = {
            name: getattr(sdk, name)(key=KEYS["apiKey"], secret=SECRET, url=url)
            for name in ("Market", "Trade", "User")
        }
        for part in parts.values():
            # It joins its paths to the address, so that the host has to be said elsewhere.
            part._FuturesClient__session.headers["Host"] = "futures.kraken.com"

        async def run(part: str, method: str, **params: Any) -> Any:
            return await asyncio.to_thread(getattr(parts[part], method), **params)

        yield run


async def test_public_answers(ask: Ask) -> None:
    instruments = (await ask("Market", "get_instruments"))["instruments"]
    tickers = (await ask("Market", "get_tickers"))["tickers"]
    book = await ask("Market", "get_orderbook", symbol=BTC)

    assert {one["symbol"] for one in instruments} >= {BTC, "PF_ETHUSD"}
    assert next(one for one in tickers if one["symbol"] == BTC)["last"] == 60_000
    assert book["orderBook"]["bids"][0][0] == 60_000


async def test_life_of_an_order(ask: Ask, venue: FakeKrakenFutures) -> None:
    placed = await ask(
        *("Trade", "create_order"),
        orderType="lmt",
        symbol=BTC,
        side="buy",
        size=0.01,
        limitPrice=59_000,
        cliOrdId="mine",
    )
    status = await ask("Trade", "get_orders_status", cliOrdIds=["mine"])
    (resting,) = (await ask("User", "get_open_orders"))["openOrders"]
    cancelled = await ask("Trade", "cancel_order", cliOrdId="mine")
    late = await ask("Trade", "cancel_order", cliOrdId="mine")
    events = (await ask("User", "get_order_events"))["elements"]

    assert placed["sendStatus"]["status"] == "placed"
    assert status["orders"][0]["status"] == "ENTERED_BOOK"
    assert (resting["cliOrdId"], resting["unfilledSize"]) == ("mine", 0.01)
    assert cancelled["cancelStatus"]["status"] == "cancelled"
    assert late["cancelStatus"]["status"] == "notFound"
    assert "OrderCancelled" in events[0]["event"]
    assert venue.open_orders == []


async def test_position_stop_and_trade(ask: Ask, venue: FakeKrakenFutures) -> None:
    bought = {"orderType": "mkt", "symbol": BTC, "side": "buy", "size": 0.02}
    await ask("Trade", "create_order", **bought, cliOrdId="entry")
    stop = {"orderType": "stp", "symbol": BTC, "side": "sell", "size": 0.02, "stopPrice": 55_000}
    waits = await ask(
        "Trade", "create_order", **stop, triggerSignal="last", reduceOnly=True, cliOrdId="stop"
    )
    (position,) = (await ask("User", "get_open_positions"))["openPositions"]
    (fill,) = (await ask("Trade", "get_fills"))["fills"]
    wallets = (await ask("User", "get_wallets"))["accounts"]

    assert waits["sendStatus"]["status"] == "placed"
    assert (position["side"], position["size"]) == ("long", 0.02)
    assert (fill["cliOrdId"], fill["size"], fill["fillType"]) == ("entry", 0.02, "taker")
    assert wallets["flex"]["currencies"]["USD"]["quantity"] == pytest.approx(
        float(venue.balance("USD", Kind.LINEAR))
    )
    (event,) = [one["event"] for one in (await ask("User", "get_trigger_events"))["elements"]]
    assert event["OrderTriggerPlaced"]["order"]["clientId"] == "stop"


async def test_refusals_are_raised(ask: Ask) -> None:
    large = {"orderType": "mkt", "symbol": BTC, "side": "buy", "size": 1000}
    with pytest.raises(errors.KrakenInsufficientAvailableFundsError):
        await ask("Trade", "create_order", **large)


async def test_account_log(ask: Ask, venue: FakeKrakenFutures) -> None:
    """What is moved, funding, and a liquidation with its fee; by numbers and by kind."""
    venue.engine.deposit(Kind.LINEAR, "USD", D(250))
    await ask("Trade", "create_order", orderType="mkt", symbol=BTC, side="buy", size=0.02)
    venue.engine.fund(SYMBOL, D("0.0001"))
    venue.liquidate(SYMBOL, forced=Forced.LIQUIDATION)

    logs = (await ask("User", "get_account_log", sort="asc"))["logs"]
    told = await ask("User", "get_account_log", info="futures liquidation")
    later_ones = await ask("User", "get_account_log", from_=logs[1]["id"], sort="asc")

    kinds = ["cross-exchange transfer", *["futures trade"] * 2, "funding rate change"]
    assert [one["info"] for one in logs] == [*kinds, *["futures liquidation"] * 2]
    assert logs[0]["new_balance"] - logs[0]["old_balance"] == 250
    assert logs[3]["realized_funding"] == pytest.approx(-0.12)
    assert len(told["logs"]) == 2
    assert max(one["liquidation_fee"] or 0 for one in told["logs"]) > 0
    assert later_ones["logs"] == logs[1:]

"""Test Gate's spot, its keys and streams with an unmodified client of ccxt."""

import asyncio
from collections.abc import AsyncIterator, Callable
from decimal import Decimal
from typing import Any

import ccxt
import pytest

from ..clients import ccxt_client
from ..core.orders import Status
from ..faults import Effect, Fault
from ..server import FakeServer
from .gate import EU, FakeGate
from .placing import LINEAR, SPOT, order

D = Decimal


async def test_markets_are_the_real_ones(v4: Any) -> None:
    spot, linear = v4.market(SPOT), v4.market(LINEAR)

    assert (spot["precision"]["amount"], spot["limits"]["cost"]["min"]) == (0.000001, 3)
    assert (linear["contractSize"], linear["linear"], linear["limits"]["leverage"]["max"]) == (
        0.0001,
        True,
        100,
    )
    assert (await v4.fetch_time()) > 0
    tickers = await v4.fetch_tickers([SPOT])
    assert (tickers[SPOT]["bid"], tickers[SPOT]["ask"]) == (60000, 60000.1)
    assert (await v4.fetch_ticker(LINEAR))["markPrice"] == 60000


async def test_life_on_spot(v4: Any, gate: FakeGate) -> None:
    rests = await order(v4, SPOT, "buy", 0.01, 59000, text="t-mine")
    assert rests["clientOrderId"] == "t-mine"
    assert [one["id"] for one in await v4.fetch_open_orders(SPOT)] == [rests["id"]]
    assert (await v4.fetch_balance())["USDT"] == {"free": 9410.0, "used": 590.0, "total": 10000.0}

    gate.fill("t-mine", "0.004")
    partly = await v4.fetch_order("t-mine", SPOT)
    assert (partly["filled"], partly["status"]) == (0.004, "open")
    await v4.cancel_order(rests["id"], SPOT)
    ended = await v4.fetch_order(rests["id"], SPOT)
    (trade,) = await v4.fetch_order_trades(rests["id"], SPOT)

    assert (ended["status"], ended["filled"]) == ("canceled", 0.004)
    assert (trade["amount"], trade["fee"]) == (0.004, {"cost": 0.000008, "currency": "BTC"})
    assert gate.balance("BTC") == D("0.003992")


async def test_market_orders_on_spot(v4: Any, gate: FakeGate) -> None:
    bought = await order(v4, SPOT, "buy", 0.01)
    sold = await order(v4, SPOT, "sell", 0.005)

    assert (bought["status"], sold["status"], sold["filled"]) == ("closed", "closed", 0.005)
    assert [one["side"] for one in await v4.fetch_my_trades(SPOT)] == ["buy", "sell"]
    assert len(await v4.fetch_closed_orders(SPOT)) == 2
    assert gate.account.spot["USDT"].locked == 0


async def test_spot_orders_have_their_text_while_they_are_open(v4: Any, gate: FakeGate) -> None:
    placed = await order(v4, SPOT, "buy", 0.01, 59000, text="t-mine")
    assert (await v4.fetch_order("t-mine", SPOT))["id"] == placed["id"]

    gate.set_price(SPOT, 58000)

    with pytest.raises(ccxt.OrderNotFound):
        await v4.fetch_order("t-mine", SPOT)
    with pytest.raises(ccxt.OrderNotFound):
        await v4.cancel_order("t-mine", SPOT)
    with pytest.raises(ccxt.InvalidOrder, match="ORDER_CLOSED"):
        await v4.cancel_order(placed["id"], SPOT)
    assert (await v4.fetch_order(placed["id"], SPOT))["clientOrderId"] == "t-mine"


async def test_fees_in_gt(v4: Any, gate: FakeGate) -> None:
    gate.account.fee_asset = "GT"
    gate.set_balance("GT", 100)

    bought = await order(v4, SPOT, "buy", 0.01)
    (trade,) = await v4.fetch_order_trades(bought["id"], SPOT)

    assert {"cost": D("0.09"), "currency": "GT"} in [
        {**fee, "cost": round(D(str(fee["cost"])), 3)} for fee in trade["fees"]
    ]
    assert gate.balance("BTC") == D("0.009999")


async def test_lists_come_in_pages(v4: Any, gate: FakeGate) -> None:
    for number in range(110):
        await order(v4, SPOT, "buy", 0.001, 50000 + number)
        gate.trade_outside(LINEAR, "0.0001")

    assert len(await v4.fetch_open_orders(SPOT)) == 100
    assert len(await v4.fetch_open_orders(SPOT, params={"page": 2})) == 10
    assert len(await v4.fetch_my_trades(LINEAR)) == 100
    assert len(await v4.fetch_my_trades(LINEAR, params={"offset": 100})) == 10


async def test_trades_on_spot_are_told_of_seven_days(v4: Any, gate: FakeGate) -> None:
    bought = await order(v4, SPOT, "buy", 0.01)
    since = gate.fills[0].at - 1000

    gate.clock.skew_ms = 8 * 86_400_000
    v4.options["timeDifference"] = -gate.clock.skew_ms

    assert await v4.fetch_order_trades(bought["id"], SPOT) == []
    assert len(await v4.fetch_my_trades(SPOT, since)) == 1


@pytest.mark.parametrize(
    ("symbol", "amount", "price", "params", "error"),
    [
        (SPOT, 1, 59000, {}, (ccxt.InsufficientFunds, "BALANCE_NOT_ENOUGH")),
        (SPOT, 0.00004, 50000, {}, (ccxt.ExchangeError, "minimum is 3 USDT")),
        (SPOT, 0.01, 61000, {"postOnly": True}, (ccxt.OrderImmediatelyFillable, "POC_FILL")),
        (SPOT, 0.01, 59000, {"text": "t-no spaces"}, (ccxt.BadRequest, "text")),
        (SPOT, 0.01, 59000, {"foo": 1}, (ccxt.BadRequest, "foo")),
        (SPOT, 0.01, 59000, {"account": "unified"}, (ccxt.BadRequest, "account")),
        (LINEAR, 30_000, 59000, {}, (ccxt.InsufficientFunds, "INSUFFICIENT_AVAILABLE")),
        (LINEAR, 10, 61000, {"postOnly": True}, (ccxt.OrderImmediatelyFillable, "ORDER_POC")),
        (LINEAR, 10, 59000, {"marginMode": "cross"}, (ccxt.BadRequest, "marginMode")),
        (LINEAR, 10, 59000, {"auto_size": "close_long"}, (ccxt.BadRequest, "auto_size")),
    ],
)
async def test_orders_that_are_refused(
    v4: Any,
    gate: FakeGate,
    symbol: str,
    amount: float,
    price: float,
    params: dict[str, Any],
    error: tuple[type[Exception], str],
) -> None:
    with pytest.raises(error[0], match=error[1]):
        await order(v4, symbol, "buy", amount, price, **params)
    assert gate.orders == []


async def test_keys_and_clock(v4: Any, gate: FakeGate) -> None:
    gate.clock.skew_ms = 70_000
    with pytest.raises(ccxt.AuthenticationError, match="REQUEST_EXPIRED"):
        await v4.fetch_positions()
    gate.clock.skew_ms = 0

    secret, v4.secret = v4.secret, "wrong"
    with pytest.raises(ccxt.AuthenticationError, match="INVALID_SIGNATURE"):
        await v4.fetch_positions()
    v4.secret = secret

    gate.set_key(trade=False)
    with pytest.raises(ccxt.PermissionDenied, match="READ_ONLY"):
        await order(v4, LINEAR, "buy", 10)
    gate.set_key(address_refused=True)
    with pytest.raises(ccxt.AuthenticationError, match="IP_FORBIDDEN"):
        await v4.fetch_positions()
    gate.set_key(address_refused=False, revoked=True)
    with pytest.raises(ccxt.AuthenticationError, match="INVALID_KEY"):
        await v4.fetch_positions()
    assert gate.orders == []


@pytest.fixture
async def elsewhere() -> AsyncIterator[tuple[FakeGate, Callable[[str], Any]]]:
    """Return Gate with an account in the EU, and what makes clients of it."""
    gate = FakeGate(region=EU)
    clients: list[Any] = []
    async with FakeServer(gate) as server:

        def client(name: str) -> Any:
            clients.append(ccxt_client(name, server, fetchMarkets={"types": ["spot"]}))
            return clients[-1]

        yield gate, client
        for one in clients:
            await one.close()


async def test_keys_of_the_eu_are_known_there_only(elsewhere: Any) -> None:
    gate, client = elsewhere
    eu, everywhere = client("gateeu"), client("gate")
    with pytest.raises(ccxt.AuthenticationError, match="INVALID_KEY"):
        await everywhere.fetch_balance({"unifiedAccount": False})

    await order(eu, SPOT, "buy", 0.01)

    assert gate.balance("BTC") == D("0.00997901")
    with pytest.raises(ccxt.AuthenticationError):
        await asyncio.wait_for(everywhere.watch_orders(SPOT), 30)


@pytest.fixture
async def unified() -> AsyncIterator[tuple[FakeGate, Any]]:
    """Return Gate with a unified account, and a client."""
    gate = FakeGate(unified=True)
    async with FakeServer(gate) as server:
        client = ccxt_client("gate", server, fetchMarkets={"types": ["spot", "swap"]})
        client.options["swap"]["fetchMarkets"]["settlementCurrencies"] = ["usdt"]
        yield gate, client
        await client.close()


async def test_unified_account(unified: tuple[FakeGate, Any]) -> None:
    gate, v4 = unified
    await order(v4, SPOT, "buy", 0.01)
    await order(v4, LINEAR, "buy", 100)

    balance = await v4.fetch_balance()

    assert balance["BTC"]["total"] == 0.00997901
    assert balance["USDT"]["free"] < 9400
    assert (await v4.private_spot_get_accounts()) == []
    (bought,) = await v4.fetch_closed_orders(SPOT)
    assert bought["info"]["account"] == "unified"
    assert gate.position(LINEAR) == D("0.01")


@pytest.mark.parametrize("symbol", [SPOT, LINEAR])
async def test_events_of_both_kinds(v4: Any, gate: FakeGate, symbol: str) -> None:
    section = "spot" if symbol == SPOT else "futures"
    watching = [
        asyncio.create_task(v4.watch_orders(symbol)),
        asyncio.create_task(v4.watch_my_trades(symbol)),
    ]
    await gate.streams.subscribed(f"{section}.orders BTC_USDT")
    await gate.streams.subscribed(f"{section}.usertrades BTC_USDT")

    await order(v4, symbol, "buy", 0.01 if symbol == SPOT else 100, text="t-seen")
    orders, trades = await asyncio.wait_for(asyncio.gather(*watching), 30)

    assert orders[-1]["clientOrderId"] == "t-seen"
    assert orders[-1]["symbol"] == trades[-1]["symbol"] == symbol
    assert trades[-1]["price"] == 60000.1


@pytest.mark.parametrize("symbol", [SPOT, LINEAR])
async def test_prices_are_streamed(v4: Any, gate: FakeGate, symbol: str) -> None:
    top = await asyncio.wait_for(v4.watch_bids_asks([symbol]), 30)
    ticker = await asyncio.wait_for(v4.watch_tickers([symbol]), 30)
    gate.set_price(symbol, 61000)
    moved = await asyncio.wait_for(v4.watch_bids_asks([symbol]), 30)

    assert (top[symbol]["bid"], ticker[symbol]["last"], moved[symbol]["bid"]) == (
        60000,
        60000,
        61000,
    )


async def test_streams_need_the_right_key(v4: Any) -> None:
    v4.secret = "wrong"

    with pytest.raises(ccxt.AuthenticationError):
        await asyncio.wait_for(v4.watch_orders(SPOT), 30)


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault(effect=Effect.DROP), ccxt.ExchangeNotAvailable),
        (Fault(effect=Effect.GATEWAY, status=504), ccxt.RequestTimeout),
        (Fault(effect=Effect.UNKNOWN_OUTCOME), ccxt.ExchangeNotAvailable),
        (Fault(effect=Effect.TRUNCATE), ccxt.ExchangeError),
    ],
)
async def test_order_exists_although_the_client_sees_an_error(
    v4: Any, gate: FakeGate, fault: Fault, error: type[Exception]
) -> None:
    fault.route = "create_order"
    gate.faults.append(fault)

    with pytest.raises(error):
        await order(v4, SPOT, "buy", 0.01, 59000, text="t-mine")

    assert gate.order("t-mine").status is Status.NEW


@pytest.mark.parametrize(
    ("effect", "error"),
    [
        (Effect.RATE_LIMIT, ccxt.RateLimitExceeded),
        (Effect.MAINTENANCE, ccxt.ExchangeNotAvailable),
    ],
)
async def test_order_does_not_exist_where_the_venue_never_looked(
    v4: Any, gate: FakeGate, effect: Effect, error: type[Exception]
) -> None:
    gate.faults.append(Fault(effect=effect, route="create_order"))
    if effect is Effect.MAINTENANCE:
        gate.faults.clear()
        gate.maintenance = True

    with pytest.raises(error):
        await order(v4, LINEAR, "buy", 10)
    assert gate.orders == []

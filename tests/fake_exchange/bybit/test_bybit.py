"""Test Bybit, spot and perpetuals, through an unmodified client of ccxt."""

import asyncio
from decimal import Decimal
from typing import Any

import ccxt
import pytest

from ..core.market import Kind
from ..core.orders import Hand, Status
from ..faults import Effect, Fault
from .bybit import FakeBybit

D = Decimal
SPOT, LINEAR = "BTC/USDT", "BTC/USDT:USDT"


async def order(
    v5: Any, symbol: str, side: str, amount: float, price: float | None = None, **params: object
) -> Any:
    """Place a market order, or with a price a limit order."""
    return await v5.create_order(
        symbol, "limit" if price else "market", side, amount, price, params
    )


async def found(v5: Any, symbol: str, client_id: str) -> Any:
    """Look an order up by its client id: among those of late, whatever became of them."""
    orders = await v5.fetch_open_orders(symbol, params={"orderLinkId": client_id})
    assert len(orders) == 1
    return orders[0]


@pytest.mark.parametrize("symbol", [SPOT, LINEAR])
async def test_order_is_only_acknowledged(v5: Any, symbol: str) -> None:
    placed = await order(v5, symbol, "buy", 0.01, clientOrderId="mine")

    assert (placed["status"], placed["filled"]) == (None, None)
    bought = await found(v5, symbol, "mine")
    assert bought["id"] == placed["id"]
    assert (bought["status"], bought["filled"], bought["average"]) == ("closed", 0.01, 60000.1)
    assert await v5.fetch_open_orders(symbol) == []
    (closed,) = await v5.fetch_canceled_and_closed_orders(symbol)
    assert closed["clientOrderId"] == "mine"


async def test_spot_fees(v5: Any, bybit: FakeBybit) -> None:
    await order(v5, SPOT, "buy", 0.01)
    await order(v5, SPOT, "sell", 0.00999)

    trades = await v5.fetch_my_trades(SPOT)
    assert trades[0]["fee"] == {"currency": "BTC", "cost": 0.00001, "rate": 0.001}
    assert trades[1]["fee"]["currency"] == "USDT"
    assert bybit.balance("BTC") == 0


async def test_fee_in_a_third_asset_is_named_where_ccxt_does_not_look(
    v5: Any, bybit: FakeBybit
) -> None:
    bybit.account.fee_asset = "MNT"
    bybit.set_balance("MNT", 10)

    await order(v5, SPOT, "buy", 0.01)

    (trade,) = await v5.fetch_my_trades(SPOT)
    assert trade["info"]["feeCurrency"] == "MNT"
    assert trade["fee"]["currency"] == "BTC"  # wrong in ccxt 4.5.64
    assert bybit.balance("BTC") == D("0.01")


async def test_spot_market_buy_by_quote_currency(v5: Any, bybit: FakeBybit) -> None:
    await order(v5, SPOT, "buy", 0, cost=100)

    assert bybit.balance("BTC") == D("0.001666") - D("0.00000166")


async def test_one_wallet_for_both(v5: Any, bybit: FakeBybit) -> None:
    await v5.set_leverage(5, LINEAR)
    await order(v5, LINEAR, "buy", 0.5)

    balance = await v5.fetch_balance()
    assert balance["USDT"]["total"] == pytest.approx(10_000 - 30_000.05 * 0.0005)
    with pytest.raises(ccxt.InsufficientFunds, match="170131"):
        await order(v5, SPOT, "buy", 0.1)
    with pytest.raises(ccxt.InsufficientFunds, match="110007"):
        await order(v5, LINEAR, "buy", 0.5)
    assert len(bybit.orders) == 1


async def test_positions(v5: Any, bybit: FakeBybit) -> None:
    await order(v5, LINEAR, "sell", 0.1)
    bybit.set_price(LINEAR, 60100)

    (position,) = await v5.fetch_positions()
    assert (position["side"], position["contracts"]) == ("short", 0.1)
    assert position["unrealizedPnl"] == pytest.approx(-10.005)
    assert (position["leverage"], position["liquidationPrice"] > 100_000) == (10, True)
    flat = await v5.fetch_position("ETH/USDT:USDT")
    assert (flat["contracts"], flat["side"]) == (0, None)


async def test_hedge_mode_by_market(v5: Any, bybit: FakeBybit) -> None:
    await v5.set_position_mode(True, LINEAR)
    await order(v5, LINEAR, "buy", 0.2, hedged=True)
    await order(v5, LINEAR, "sell", 0.1, hedged=True)
    await order(v5, LINEAR, "sell", 0.2, hedged=True, reduceOnly=True)

    assert bybit.position(LINEAR, Hand.LONG) == 0
    assert bybit.position(LINEAR, Hand.SHORT) == D("-0.1")
    with pytest.raises(ccxt.BadRequest, match="position idx not match"):
        await order(v5, LINEAR, "buy", 0.1)
    with pytest.raises(ccxt.BadRequest, match="position idx not match"):
        await order(v5, "ETH/USDT:USDT", "buy", 1, hedged=True)
    with pytest.raises(ccxt.BadRequest, match="110024"):
        await v5.set_position_mode(False, LINEAR)


async def test_targets_end_with_their_position(v5: Any, bybit: FakeBybit) -> None:
    await order(v5, LINEAR, "buy", 0.1)
    await order(v5, LINEAR, "sell", 0.1, 62000, reduceOnly=True, clientOrderId="target")

    await order(v5, LINEAR, "sell", 0.1, reduceOnly=True)

    assert bybit.positions == []
    target = await found(v5, LINEAR, "target")
    assert (target["status"], target["info"]["cancelType"]) == ("canceled", "CancelByReduceOnly")
    with pytest.raises(ccxt.InvalidOrder, match="110017"):
        await order(v5, LINEAR, "sell", 0.1, reduceOnly=True)


async def test_conditional_order_keeps_its_id_when_triggered(v5: Any, bybit: FakeBybit) -> None:
    await order(v5, LINEAR, "buy", 0.1)
    stop = await order(v5, LINEAR, "sell", 0.1, stopLossPrice=58000, clientOrderId="stop")
    waiting = await found(v5, LINEAR, "stop")
    assert [one["id"] for one in await v5.fetch_open_orders(LINEAR)] == [stop["id"]]
    assert waiting["info"]["orderStatus"] == "Untriggered"

    bybit.set_price(LINEAR, 57990)

    done = await found(v5, LINEAR, "stop")
    assert (done["id"], done["status"], done["average"]) == (stop["id"], "closed", 57990)
    assert bybit.positions == []


async def test_cancelled_conditional_order_is_deactivated(v5: Any, bybit: FakeBybit) -> None:
    await order(v5, LINEAR, "buy", 0.1)
    await order(v5, LINEAR, "sell", 0.1, stopLossPrice=58000, clientOrderId="stop")

    await v5.cancel_order(None, LINEAR, {"orderLinkId": "stop"})

    assert (await found(v5, LINEAR, "stop"))["info"]["orderStatus"] == "Deactivated"
    assert bybit.order("stop").status is Status.CANCELED


async def test_spot_stops_are_cancelled_only_by_their_own_filter(v5: Any, bybit: FakeBybit) -> None:
    bybit.set_balance("BTC", 1)
    await order(v5, SPOT, "sell", 0.5, stopLossPrice=58000, clientOrderId="holds")
    await order(v5, SPOT, "sell", 1, triggerPrice=58000, clientOrderId="holds-x")

    assert bybit.account.spot["BTC"].locked == D("0.5")
    for params in ({}, {"trigger": True}):
        with pytest.raises(ccxt.BaseError, match="170213"):
            await v5.cancel_order(None, SPOT, {"orderLinkId": "holds", **params})
    await v5.cancel_order(None, SPOT, {"orderLinkId": "holds", "orderFilter": "tpslOrder"})
    await v5.cancel_order(None, SPOT, {"orderLinkId": "holds-x", "trigger": True})
    assert bybit.open_orders == []


async def test_post_only_is_accepted_and_then_cancelled(v5: Any) -> None:
    await order(v5, LINEAR, "buy", 0.1, 61000, postOnly=True, clientOrderId="maker")

    ended = await found(v5, LINEAR, "maker")
    assert ended["status"] == "canceled"
    assert ended["info"]["rejectReason"] == "EC_PostOnlyWillTakeLiquidity"


async def test_rest_of_a_market_order_is_cancelled(v5: Any, bybit: FakeBybit) -> None:
    for symbol in (SPOT, LINEAR):
        bybit.set_price(symbol, 60000, ask_size="0.004")
        await order(v5, symbol, "buy", 0.01, clientOrderId=f"part-{len(symbol)}")

    partly = [await found(v5, one, f"part-{len(one)}") for one in (SPOT, LINEAR)]
    assert [one["filled"] for one in partly] == [0.004, 0.004]
    statuses = [one["info"]["orderStatus"] for one in partly]
    assert statuses == ["PartiallyFilledCanceled", "Cancelled"]


@pytest.mark.parametrize(("symbol", "code"), [(SPOT, "170141"), (LINEAR, "110072")])
async def test_client_id_is_never_free_again(v5: Any, symbol: str, code: str) -> None:
    await order(v5, symbol, "buy", 0.01, clientOrderId="once")

    with pytest.raises(ccxt.BaseError, match=code):
        await order(v5, symbol, "buy", 0.01, clientOrderId="once")


async def test_lists_come_in_pages(v5: Any, bybit: FakeBybit) -> None:
    for _ in range(60):
        bybit.trade_outside(LINEAR, "0.001")

    first = await v5.fetch_my_trades(LINEAR)
    every = await v5.fetch_my_trades(LINEAR, params={"paginate": True})
    assert (len(first), len(every)) == (50, 60)
    assert len(await v5.fetch_canceled_and_closed_orders(LINEAR)) == 20


@pytest.mark.parametrize(
    ("symbol", "params", "code"),
    [
        (LINEAR, {"clientOrderId": "no spaces"}, "10001"),
        (LINEAR, {"foo": 1}, "10001"),
        (LINEAR, {"triggerPrice": 61000, "triggerDirection": "descending"}, "110093"),
        (LINEAR, {"amount": 0.0011}, None),
        (SPOT, {"amount": 0.00005}, "170140"),
        (SPOT, {"amount": 1}, "170131"),
    ],
)
async def test_orders_that_are_refused(
    v5: Any, bybit: FakeBybit, symbol: str, params: dict[str, Any], code: str | None
) -> None:
    amount = params.pop("amount", 0.01)
    if code is None:  # ccxt rounds it
        await order(v5, symbol, "buy", amount, **params)
        assert bybit.orders[0].amount == D("0.001")
        return
    with pytest.raises(ccxt.BaseError, match=code):
        await order(v5, symbol, "buy", amount, **params)
    assert bybit.orders == []


async def test_keys_and_clock(v5: Any, bybit: FakeBybit) -> None:
    bybit.clock.skew_ms = 12_000
    with pytest.raises(ccxt.InvalidNonce, match="10002"):
        await order(v5, SPOT, "buy", 0.01)
    bybit.clock.skew_ms = 0

    secret, v5.secret = v5.secret, "wrong"
    with pytest.raises(ccxt.AuthenticationError, match="10004"):
        await v5.fetch_positions()
    v5.secret = secret

    bybit.account.keys[0].trade = False
    with pytest.raises(ccxt.PermissionDenied, match="10005"):
        await order(v5, SPOT, "buy", 0.01)
    bybit.account.keys[0].revoked = True
    with pytest.raises(ccxt.AuthenticationError, match="10003"):
        await v5.fetch_positions()
    assert bybit.orders == []


async def test_permissions_of_the_key(v5: Any, bybit: FakeBybit) -> None:
    bybit.account.keys[0].withdraw = True
    bybit.account.keys[0].ip_restricted = False

    key = (await v5.private_get_v5_user_query_api())["result"]

    assert "Withdraw" in key["permissions"]["Wallet"]
    assert key["ips"] == ["*"]


async def test_settings(v5: Any, bybit: FakeBybit) -> None:
    await v5.set_leverage(7, LINEAR)
    with pytest.raises(ccxt.BadRequest, match="110043"):
        await v5.set_leverage(7, LINEAR)
    await v5.set_margin_mode("isolated")

    assert (await v5.fetch_leverage(LINEAR))["longLeverage"] == 7
    assert bybit.account.isolated
    assert (await v5.fetch_trading_fee(LINEAR))["taker"] == 0.0005


async def test_events_of_both_kinds(v5: Any, bybit: FakeBybit) -> None:
    v5.options["watchPositions"] = {"fetchPositionsSnapshot": False}
    for symbol in (SPOT, LINEAR):
        watching = [
            asyncio.create_task(v5.watch_orders(symbol)),
            asyncio.create_task(v5.watch_my_trades(symbol)),
            asyncio.create_task(v5.watch_balance()),
        ]
        await bybit.streams.subscribed("private order")
        await bybit.streams.subscribed("private execution")
        await bybit.streams.subscribed("private wallet")
        await asyncio.sleep(0.02)

        await order(v5, symbol, "buy", 0.01, clientOrderId=f"seen-{len(symbol)}")
        orders, trades, balance = await asyncio.wait_for(asyncio.gather(*watching), 30)

        assert orders[-1]["symbol"] == trades[-1]["symbol"] == symbol
        assert trades[-1]["amount"] == 0.01
        assert balance["USDT"]["total"] < 10_000


async def test_position_events(v5: Any, bybit: FakeBybit) -> None:
    v5.options["watchPositions"] = {"fetchPositionsSnapshot": False}
    watching = asyncio.create_task(v5.watch_positions([LINEAR]))
    await bybit.streams.subscribed("private position")

    bybit.trade_outside(LINEAR, "0.1")

    (position,) = await asyncio.wait_for(watching, 30)
    assert (position["side"], position["contracts"]) == ("long", 0.1)


async def test_streams_need_the_right_key(v5: Any) -> None:
    v5.secret = "wrong"
    v5.options |= {"enableUnifiedMargin": False, "enableUnifiedAccount": True}

    with pytest.raises(ccxt.AuthenticationError):
        await asyncio.wait_for(v5.watch_orders(), 30)


@pytest.mark.parametrize("symbol", [SPOT, LINEAR])
async def test_prices_are_streamed(v5: Any, bybit: FakeBybit, symbol: str) -> None:
    top = await asyncio.wait_for(v5.watch_bids_asks([symbol]), 30)
    ticker = await asyncio.wait_for(v5.watch_ticker(symbol), 30)
    bybit.set_price(symbol, 61000)
    moved = await asyncio.wait_for(v5.watch_bids_asks([symbol]), 30)

    assert (top[symbol]["bid"], ticker["last"], moved[symbol]["bid"]) == (60000, 60000, 61000)
    assert ticker["symbol"] == symbol


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault(effect=Effect.DROP), ccxt.ExchangeNotAvailable),
        (Fault(effect=Effect.GATEWAY, status=504), ccxt.RequestTimeout),
        (Fault(effect=Effect.UNKNOWN_OUTCOME, code=170007), ccxt.RequestTimeout),
        (Fault(effect=Effect.TRUNCATE), ccxt.ExchangeError),
    ],
)
async def test_order_exists_although_the_client_sees_an_error(
    v5: Any, bybit: FakeBybit, fault: Fault, error: type[Exception]
) -> None:
    fault.route = "create_order"
    bybit.faults.append(fault)

    with pytest.raises(error):
        await order(v5, SPOT, "buy", 0.01, 59000, clientOrderId="mine")

    assert bybit.order("mine").status is Status.NEW


@pytest.mark.parametrize(
    ("effect", "error"),
    [
        (Effect.RATE_LIMIT, ccxt.RateLimitExceeded),
        (Effect.BAN, ccxt.RateLimitExceeded),
        (Effect.MAINTENANCE, ccxt.ExchangeError),
    ],
)
async def test_order_does_not_exist_where_the_venue_never_looked(
    v5: Any, bybit: FakeBybit, effect: Effect, error: type[Exception]
) -> None:
    bybit.faults.append(Fault(effect=effect, route="create_order"))

    with pytest.raises(error):
        await order(v5, SPOT, "buy", 0.01)
    assert bybit.orders == []


async def test_liquidation_is_told_as_such(v5: Any, bybit: FakeBybit) -> None:
    await v5.set_margin_mode("isolated")
    await v5.set_leverage(20, LINEAR)
    await order(v5, LINEAR, "buy", 0.1)

    bybit.set_price(LINEAR, 57000)

    assert bybit.positions == []
    (bust,) = await v5.fetch_my_trades(LINEAR, params={"execType": "BustTrade"})
    assert bust["side"] == "sell"
    assert bybit.balance("USDT", Kind.LINEAR) < 10_000

"""Test Hyperliquid, spot and perpetuals, through an unmodified client of ccxt."""

import asyncio
from decimal import Decimal
from typing import Any

import ccxt
import pytest

from ..core.market import Kind
from ..core.orders import Status
from ..faults import Effect, Fault
from .hyperliquid import MASTER, FakeHyperliquid

D = Decimal
SPOT, LINEAR = "BTC/USDC", "BTC/USDC:USDC"
MINE = "0x" + "12" * 16


async def order(
    hyper: Any,
    symbol: str,
    side: str,
    amount: float,
    price: float | None = None,
    **params: object,
) -> Any:
    """Place a limit order, or without a price one at the market."""
    kind = "limit" if price else "market"
    return await hyper.create_order(symbol, kind, side, amount, price or 60_000, params)


async def test_markets_have_steps_and_limits(hyper: Any) -> None:
    spot, linear = hyper.market(SPOT), hyper.market(LINEAR)

    assert (spot["precision"], spot["limits"]["cost"]["min"]) == ({"amount": 1e-5, "price": 1}, 10)
    assert (linear["precision"], linear["baseId"]) == ({"amount": 1e-5, "price": 1}, "0")
    assert linear["limits"]["leverage"]["max"] == 40
    assert spot["baseId"] == "10002"


@pytest.mark.parametrize("symbol", [SPOT, LINEAR])
async def test_life_of_an_order(hyper: Any, hyperliquid: FakeHyperliquid, symbol: str) -> None:
    placed = await order(hyper, symbol, "buy", 0.01, 59_000, clientOrderId=MINE)
    (opened,) = await hyper.fetch_open_orders(symbol)
    hyperliquid.fill(MINE[2:], "0.004")
    found = await hyper.fetch_order(MINE, symbol)
    await hyper.cancel_order("", symbol, {"clientOrderId": MINE})
    ended = await hyper.fetch_order(placed["id"], symbol)
    (trade,) = await hyper.fetch_my_trades(symbol)

    assert (opened["id"], opened["clientOrderId"]) == (placed["id"], MINE)
    assert (found["status"], found["filled"]) == ("open", 0.004)
    assert (ended["status"], ended["filled"]) == ("canceled", 0.004)
    assert (trade["order"], trade["amount"], trade["takerOrMaker"]) == (
        placed["id"],
        0.004,
        "maker",
    )
    with pytest.raises(ccxt.OrderNotFound):
        await hyper.cancel_order("", symbol, {"clientOrderId": MINE})


async def test_market_orders_are_limits_that_are_executed_at_once(
    hyper: Any, hyperliquid: FakeHyperliquid
) -> None:
    bought = await order(hyper, LINEAR, "buy", 0.1)

    assert (bought["filled"], bought["average"]) == (0.1, 60_001)
    (sent,) = hyperliquid.sent("create_order")
    assert (sent.params["p"], sent.params["tif"]) == ("63000", "Ioc")
    hyperliquid.set_price(LINEAR, 60_000, ask_size="0.02")
    partly = await order(hyper, LINEAR, "buy", 0.1)
    assert partly["filled"] == 0.02
    with pytest.raises(ccxt.InvalidOrder, match="could not immediately match"):
        await hyper.create_order(LINEAR, "limit", "buy", 0.1, 50_000, {"timeInForce": "IOC"})


async def test_what_is_bought_on_spot_is_less_by_its_fee_in_the_coins_own_name(
    hyper: Any, hyperliquid: FakeHyperliquid
) -> None:
    await order(hyper, SPOT, "buy", 0.01)

    (trade,) = await hyper.fetch_my_trades(SPOT)
    balance = await hyper.fetch_balance({"type": "spot"})
    assert trade["fee"]["currency"] == "UBTC"  # wrong in ccxt 4.5.64
    assert D(str(trade["fee"]["cost"])) == D("0.000007")
    assert hyperliquid.balance("BTC") == D("0.009993")
    assert balance["BTC"]["total"] == 0.009993


async def test_refusals(hyper: Any, hyperliquid: FakeHyperliquid) -> None:
    with pytest.raises(ccxt.InsufficientFunds, match="Insufficient margin"):
        await order(hyper, LINEAR, "buy", 100)
    with pytest.raises(ccxt.InsufficientFunds, match="Insufficient spot balance"):
        await order(hyper, SPOT, "buy", 1)
    with pytest.raises(ccxt.InvalidOrder, match="minimum value"):
        await order(hyper, LINEAR, "buy", 0.0001)
    with pytest.raises(ccxt.InvalidOrder, match="Reduce only order would increase"):
        await order(hyper, LINEAR, "sell", 0.01, reduceOnly=True)
    with pytest.raises(ccxt.InvalidOrder, match="Post only"):
        await order(hyper, LINEAR, "buy", 0.01, 60_100, postOnly=True, clientOrderId=MINE)
    refused = await hyper.fetch_order(MINE, LINEAR)
    assert refused["status"] == "rejected"
    with pytest.raises(ccxt.OrderNotFound, match="unknownOid"):
        await hyper.fetch_order("0x" + "ff" * 16, LINEAR)
    assert hyperliquid.orders == []


async def test_wallets_and_nonces(hyper: Any, hyperliquid: FakeHyperliquid) -> None:
    hyper.privateKey = "0x" + "33" * 32
    with pytest.raises(
        ccxt.InvalidOrder, match=r"User or API Wallet 0x[0-9a-f]{40} does not exist"
    ):
        await order(hyper, LINEAR, "buy", 0.01)
    hyper.privateKey = hyperliquid.account.keys[0].secret
    hyperliquid.set_key(revoked=True)
    with pytest.raises(ccxt.InvalidOrder, match="does not exist"):
        await order(hyper, LINEAR, "buy", 0.01)
    hyper.privateKey = hyperliquid.master.secret
    hyper.milliseconds = lambda: 1_700_000_000_000
    with pytest.raises(ccxt.ExchangeError, match="nonce too low"):
        await order(hyper, LINEAR, "buy", 0.01)
    now = hyperliquid.clock.ms()
    hyper.milliseconds = lambda: now
    await order(hyper, LINEAR, "buy", 0.01)
    with pytest.raises(ccxt.ExchangeError, match="duplicate nonce"):
        await order(hyper, LINEAR, "buy", 0.01)


async def test_roles_of_addresses(hyper: Any, hyperliquid: FakeHyperliquid) -> None:
    agent = hyperliquid.account.keys[0].key

    roles = [
        await hyper.publicPostInfo({"type": "userRole", "user": user})
        for user in (MASTER, agent, "0x" + "00" * 20)
    ]

    assert roles == [
        {"role": "user"},
        {"role": "agent", "data": {"user": MASTER}},
        {"role": "missing"},
    ]
    assert await hyper.publicPostInfo({"type": "userAbstraction", "user": MASTER}) == '"default"'


async def test_positions_and_margin(hyper: Any, hyperliquid: FakeHyperliquid) -> None:
    await hyper.set_margin_mode("isolated", LINEAR, {"leverage": 5})
    await order(hyper, LINEAR, "sell", 0.1)
    hyperliquid.set_price(LINEAR, 60_100)

    (position,) = await hyper.fetch_positions()
    balance = await hyper.fetch_balance()
    assert (position["side"], position["contracts"], position["leverage"]) == ("short", 0.1, 5)
    assert position["marginMode"] == "isolated"
    assert position["unrealizedPnl"] == pytest.approx(-10.05)
    assert balance["USDC"]["total"] == pytest.approx(10_000 - 2.7 - 10.05)
    with pytest.raises(ccxt.ExchangeError, match="Cannot switch leverage type"):
        await hyper.set_leverage(5, LINEAR)


async def test_a_stop_waits_for_the_mark_price_and_is_filled_within_its_limit(
    hyper: Any, hyperliquid: FakeHyperliquid
) -> None:
    await order(hyper, LINEAR, "buy", 0.1)
    stop = {"stopLossPrice": 58_000, "reduceOnly": True, "clientOrderId": MINE}
    placed = await hyper.create_order(LINEAR, "market", "sell", 0.1, 58_000, stop)

    (waiting,) = await hyper.fetch_open_orders(LINEAR)
    assert (waiting["id"], waiting["triggerPrice"]) == (placed["id"], 58_000)
    hyperliquid.set_price(LINEAR, 57_500)
    ended = await hyper.fetch_order(MINE, LINEAR)
    assert (ended["id"], ended["status"], ended["filled"]) == (placed["id"], "closed", 0.1)
    assert hyperliquid.position(LINEAR) == 0


async def test_a_stop_is_refused_past_its_price_and_without_a_position(hyper: Any) -> None:
    await order(hyper, LINEAR, "buy", 0.1)
    with pytest.raises(ccxt.InvalidOrder, match="Invalid TP/SL price"):
        await order(hyper, LINEAR, "sell", 0.1, stopLossPrice=61_000, reduceOnly=True)
    with pytest.raises(ccxt.ExchangeError, match="must be reduce-only"):
        await order(hyper, LINEAR, "sell", 0.1, stopLossPrice=58_000)


@pytest.mark.parametrize("hyperliquid", [FakeHyperliquid("unifiedAccount")], ids=["unified"])
async def test_one_balance_for_both_sides_is_told_by_the_spot_side(
    hyper: Any, hyperliquid: FakeHyperliquid
) -> None:
    await order(hyper, LINEAR, "buy", 0.1)

    balance = await hyper.fetch_balance()
    assert balance["USDC"]["total"] == pytest.approx(10_000 - 2.70005)
    assert balance["USDC"]["used"] == pytest.approx(300, rel=0.01)
    assert hyperliquid.balance("USDC", Kind.LINEAR) == hyperliquid.balance("USDC")


async def test_what_is_pushed(hyper: Any, hyperliquid: FakeHyperliquid) -> None:
    orders = asyncio.create_task(hyper.watch_orders())
    trades = asyncio.create_task(hyper.watch_my_trades())
    await hyperliquid.streams.subscribed("orderUpdates")
    await hyperliquid.streams.subscribed("userFills")
    ticker = asyncio.create_task(hyper.watch_ticker(LINEAR))
    await hyperliquid.streams.subscribed("webData2")

    await order(hyper, LINEAR, "buy", 0.01, clientOrderId=MINE)

    (opened,) = (await orders)[-1:]
    (bought,) = await trades
    assert (opened["clientOrderId"], opened["status"]) == (MINE, "open")
    assert (bought["amount"], bought["fee"]["currency"]) == (0.01, "USDC")
    assert (await ticker)["last"] == 60_000.5
    (closed,) = (await hyper.watch_orders())[-1:]
    assert (closed["status"], closed["filled"]) == ("closed", 0.01)


async def test_faults_speak_the_venues_words(hyper: Any, hyperliquid: FakeHyperliquid) -> None:
    hyperliquid.faults.append(Fault(effect=Effect.RATE_LIMIT))
    with pytest.raises(ccxt.RateLimitExceeded):
        await hyper.fetch_open_orders()
    hyperliquid.faults.append(Fault(effect=Effect.MAINTENANCE))
    with pytest.raises(ccxt.ExchangeNotAvailable):
        await hyper.fetch_open_orders()
    hyperliquid.faults.append(Fault(effect=Effect.UNKNOWN_OUTCOME, route="create_order"))
    with pytest.raises(ccxt.ExchangeNotAvailable):
        await order(hyper, LINEAR, "buy", 0.01, 59_000)
    assert hyperliquid.orders[0].status is Status.NEW


async def test_a_request_that_is_not_known_is_not_read(
    hyper: Any, hyperliquid: FakeHyperliquid
) -> None:
    with pytest.raises(ccxt.BaseError):
        await hyper.publicPostInfo({"type": "userNothing"})
    with pytest.raises(ccxt.BaseError):
        await hyper.publicPostInfo({"type": "meta", "more": "than known"})
    assert [one.name for one in hyperliquid.requests[-2:]] == ["unknown", "markets"]


async def test_lists_have_an_end(hyper: Any, hyperliquid: FakeHyperliquid) -> None:
    for _ in range(2010):
        hyperliquid.trade_outside(LINEAR, "0.001")

    newest = await hyper.publicPostInfo({"type": "userFills", "user": MASTER})
    since = {"type": "userFillsByTime", "user": MASTER, "startTime": 0}
    oldest = await hyper.publicPostInfo(since)
    orders = await hyper.publicPostInfo({"type": "historicalOrders", "user": MASTER})
    assert [len(rows) for rows in (newest, oldest, orders)] == [2000, 2000, 2000]
    assert newest[0]["tid"] > oldest[-1]["tid"]

"""Test HTX through an unmodified client of ccxt."""

from decimal import Decimal
from typing import Any

import ccxt
import pytest

from ..core.orders import Status
from ..faults import Effect, Fault
from ..spot import HOUR_MS
from .htx import FakeHtx

BTC = "BTC/USDT"
D = Decimal


async def order(
    spot: Any, side: str, amount: float, price: float | None = None, **params: object
) -> Any:
    """Place a market order, or with a price a limit order; a market buy needs its `cost`."""
    return await spot.create_order(BTC, "limit" if price else "market", side, amount, price, params)


async def by_client_id(spot: Any, client_id: str) -> Any:
    """Look an order up."""
    return await spot.fetch_order(None, BTC, {"clientOrderId": client_id})


async def test_a_whole_life(spot: Any, htx: FakeHtx) -> None:
    tickers = await spot.fetch_tickers([BTC, "ETH/USDT"])
    assert (tickers[BTC]["bid"], tickers[BTC]["ask"]) == (60000, 60000.01)

    placed = await order(spot, "buy", 0.01, 59000, clientOrderId="mine")
    balance = await spot.fetch_balance()
    assert (placed["status"], balance["USDT"]["used"]) == (None, 590)
    htx.set_price(BTC, 58999, ask_size="0.004")
    partly = await by_client_id(spot, "mine")
    assert (partly["status"], partly["filled"], partly["id"]) == ("open", 0.004, placed["id"])
    htx.set_price(BTC, 58999)
    (fill, _) = await spot.fetch_order_trades(placed["id"], BTC)
    assert (fill["fee"]["currency"], fill["takerOrMaker"]) == ("BTC", "maker")

    await order(spot, "sell", 0.005, 70000, clientOrderId="target")
    (resting,) = await spot.fetch_open_orders(BTC)
    await spot.cancel_order(resting["id"], BTC)
    assert (await by_client_id(spot, "target"))["status"] == "canceled"
    with pytest.raises(ccxt.OrderNotFound, match="order-orderstate-error"):
        await spot.cancel_order(resting["id"], BTC)

    sold = await order(spot, "sell", 0.004, clientOrderId="exit")
    (trade,) = await spot.fetch_order_trades(sold["id"], BTC)
    assert (trade["fee"]["currency"], trade["order"]) == ("USDT", sold["id"])
    assert htx.order("exit").status is Status.FILLED


async def test_market_buy_says_what_to_spend(spot: Any, htx: FakeHtx) -> None:
    await order(spot, "buy", 0, clientOrderId="mine", cost=600)

    bought = await by_client_id(spot, "mine")
    assert (bought["status"], bought["filled"], bought["type"]) == ("closed", 0.009999, "market")
    assert htx.balance("BTC") == D("0.00997901")


async def test_fee_that_is_deducted_in_another_coin(spot: Any, htx: FakeHtx) -> None:
    htx.account.fee_asset = "TRX"
    htx.set_balance("TRX", 100)
    placed = await order(spot, "buy", 0.01, 61000)

    (trade,) = await spot.fetch_order_trades(placed["id"], BTC)
    assert trade["fee"]["currency"] == "TRX"
    assert htx.balance("BTC") == D("0.01")


async def test_client_id_leads_to_an_order_for_some_hours_only(spot: Any, htx: FakeHtx) -> None:
    placed = await order(spot, "buy", 0.01, 59000, clientOrderId="mine")
    htx.order("mine").created_at -= 3 * HOUR_MS
    assert (await by_client_id(spot, "mine"))["status"] == "open"
    htx.set_price(BTC, 58999)
    with pytest.raises(ccxt.OrderNotFound, match="base-record-invalid"):
        await by_client_id(spot, "mine")
    assert (await spot.fetch_order(placed["id"], BTC))["status"] == "closed"

    again = await order(spot, "sell", 0.005, 70000, clientOrderId="target")
    htx.order("target").created_at -= 9 * HOUR_MS
    with pytest.raises(ccxt.OrderNotFound):
        await by_client_id(spot, "target")
    await spot.cancel_order(None, BTC, {"clientOrderId": "target"})
    assert htx.order("target").status is Status.NEW, "it is told as if it had worked"
    await spot.cancel_order(again["id"], BTC)
    assert htx.order("target").status is Status.CANCELED
    htx.order("target").updated_at -= 3 * HOUR_MS
    with pytest.raises(ccxt.OrderNotFound):
        await spot.fetch_order(again["id"], BTC)


async def test_lists_tell_of_48_hours(spot: Any, htx: FakeHtx) -> None:
    await order(spot, "buy", 0.01, 61000, clientOrderId="old")
    assert len(await spot.fetch_closed_orders(BTC)) == len(await spot.fetch_my_trades(BTC)) == 1
    old = htx.order("old")
    old.created_at -= 49 * HOUR_MS

    assert await spot.fetch_closed_orders(BTC) == []
    assert await spot.fetch_closed_orders(BTC, old.created_at - HOUR_MS)


@pytest.mark.parametrize(
    ("params", "code", "error"),
    [
        ({"amount": 1, "price": 60000}, "account-frozen-balance", ccxt.InsufficientFunds),
        ({"side": "sell"}, "account-frozen-balance", ccxt.InsufficientFunds),
        ({"amount": 0.00001, "price": 60000}, "order-value-min-error", ccxt.InvalidOrder),
        ({"price": 500000}, "order-limitorder-price-max-error", ccxt.InvalidOrder),
        ({"price": 60000, "clientOrderId": "x" * 65}, "validation-format-error", ccxt.BadRequest),
        ({"price": 60000, "reduceOnly": True}, "validation-format-error", ccxt.BadRequest),
    ],
)
async def test_orders_that_are_refused(
    spot: Any, htx: FakeHtx, params: dict[str, Any], code: str, error: type[Exception]
) -> None:
    given = dict(params)
    side, amount = given.pop("side", "buy"), given.pop("amount", 0.01)

    with pytest.raises(error, match=code):
        await order(spot, side, amount, given.pop("price", None), **given)
    assert htx.orders == []


async def test_keys(spot: Any, htx: FakeHtx) -> None:
    htx.set_key(trade=False)
    with pytest.raises(ccxt.PermissionDenied, match="no permission"):
        await order(spot, "buy", 0.01, 59000)
    htx.set_key(trade=True, address_refused=True)
    with pytest.raises(ccxt.AuthenticationError, match="Incorrect IP"):
        await spot.fetch_balance()
    htx.set_key(address_refused=False, revoked=True)
    with pytest.raises(ccxt.AuthenticationError, match="Incorrect Access key"):
        await spot.fetch_balance()
    htx.set_key(revoked=False)
    spot.secret = "wrong"
    with pytest.raises(ccxt.AuthenticationError, match="Verification failure"):
        await spot.fetch_balance()
    spot.secret = "fake-secret"
    htx.clock.skew_ms = 400_000
    with pytest.raises(ccxt.AuthenticationError, match="Invalid submission time"):
        await spot.fetch_balance()


@pytest.mark.parametrize(
    ("effect", "exists"),
    [
        (Effect.DROP, True),
        (Effect.UNKNOWN_OUTCOME, True),
        (Effect.TRUNCATE, True),
        (Effect.RATE_LIMIT, False),
        (Effect.MAINTENANCE, False),
    ],
)
async def test_faults(spot: Any, htx: FakeHtx, effect: Effect, exists: bool) -> None:
    htx.faults.append(Fault(effect=effect, route="create_order"))

    with pytest.raises(ccxt.BaseError):
        await order(spot, "buy", 0.01, 59000, clientOrderId="mine")

    assert [one.client_id for one in htx.orders] == (["mine"] if exists else [])


async def test_nobody_asked_for_what_is_not_there(spot: Any, htx: FakeHtx) -> None:
    await spot.fetch_order_book(BTC)
    assert (await spot.fetch_ticker(BTC))["ask"] == 60000.01
    await spot.fetch_time()
    await spot.fetch_trading_fee(BTC)
    assert not htx.sent("unknown")

"""Test MEXC through an unmodified client of ccxt."""

from decimal import Decimal
from typing import Any

import ccxt
import pytest

from ..core.orders import Status
from ..faults import Effect, Fault
from ..spot import HOUR_MS
from .mexc import FakeMexc

BTC = "BTC/USDT"
D = Decimal


async def order(
    spot: Any, side: str, amount: float, price: float | None = None, **params: object
) -> Any:
    """Place a market order, or with a price a limit order."""
    return await spot.create_order(BTC, "limit" if price else "market", side, amount, price, params)


async def by_client_id(spot: Any, client_id: str) -> Any:
    """Look an order up."""
    return await spot.fetch_order(None, BTC, {"clientOrderId": client_id})


async def test_a_whole_life(spot: Any, mexc: FakeMexc) -> None:
    tickers = await spot.fetch_tickers([BTC, "ETH/USDT"])
    assert (tickers[BTC]["bid"], tickers[BTC]["ask"]) == (60000, 60000.01)

    placed = await order(spot, "buy", 0.01, 59000, clientOrderId="mine")
    balance = await spot.fetch_balance()
    assert (placed["status"], balance["USDT"]["used"]) == (None, 590)
    mexc.set_price(BTC, 58999, ask_size="0.004")
    partly = await by_client_id(spot, "mine")
    assert (partly["status"], partly["filled"], partly["id"]) == ("open", 0.004, placed["id"])
    mexc.set_price(BTC, 58999)
    (fill, _) = await spot.fetch_order_trades(placed["id"], BTC)
    assert (fill["fee"]["currency"], fill["takerOrMaker"]) == ("BTC", "maker")

    await order(spot, "sell", 0.005, 70000, clientOrderId="target")
    (resting,) = await spot.fetch_open_orders(BTC)
    cancelled = await spot.cancel_order(resting["id"], BTC)
    assert (resting["clientOrderId"], cancelled["status"]) == ("target", "canceled")
    with pytest.raises(ccxt.BadRequest, match="-2011"):
        await spot.cancel_order(resting["id"], BTC)

    sold = await order(spot, "sell", 0.005, clientOrderId="exit")
    (trade,) = await spot.fetch_order_trades(sold["id"], BTC)
    assert (trade["fee"]["currency"], trade["order"]) == ("USDT", sold["id"])
    assert mexc.order("exit").status is Status.FILLED


async def test_cancel_by_client_id_has_a_parameter_of_the_clients_own(spot: Any) -> None:
    await order(spot, "buy", 0.01, 59000, clientOrderId="mine")

    with pytest.raises(ccxt.BadRequest, match="700008"):
        await spot.cancel_order(None, BTC, {"clientOrderId": "mine"})


async def test_fee_in_mx(spot: Any, mexc: FakeMexc) -> None:
    mexc.account.fee_asset = "MX"
    mexc.set_balance("MX", 10)
    placed = await order(spot, "buy", 0.01)

    (trade,) = await spot.fetch_order_trades(placed["id"], BTC)
    assert trade["fee"]["currency"] == "MX"
    assert mexc.balance("BTC") == D("0.01")


async def test_list_tells_of_a_day_and_the_ids_of_more(spot: Any, mexc: FakeMexc) -> None:
    placed = await order(spot, "buy", 0.01, clientOrderId="old")
    mexc.order("old").created_at -= 25 * HOUR_MS

    assert await spot.fetch_orders(BTC) == []
    assert (await by_client_id(spot, "old"))["status"] == "closed"
    assert (await spot.fetch_order(placed["id"], BTC))["status"] == "closed"


@pytest.mark.parametrize(
    ("params", "code", "error"),
    [
        ({"amount": 1}, 30004, ccxt.InsufficientFunds),
        ({"side": "sell"}, 30005, ccxt.InsufficientFunds),
        ({"amount": 0.00001}, 30002, ccxt.InvalidOrder),
        ({"price": 500000}, 30087, ccxt.InvalidOrder),
        ({"clientOrderId": "x" * 33}, 700008, ccxt.BadRequest),
        ({"stopPrice": 1}, 700008, ccxt.BadRequest),
    ],
)
async def test_orders_that_are_refused(
    spot: Any, mexc: FakeMexc, params: dict[str, Any], code: int, error: type[Exception]
) -> None:
    given = dict(params)
    side, amount = given.pop("side", "buy"), given.pop("amount", 0.01)

    with pytest.raises(error, match=str(code)):
        await order(spot, side, amount, given.pop("price", None), **given)
    assert mexc.orders == []


async def test_keys(spot: Any, mexc: FakeMexc) -> None:
    mexc.set_key(trade=False)
    with pytest.raises(ccxt.AuthenticationError, match="700007"):
        await order(spot, "buy", 0.01)
    mexc.set_key(trade=True, address_refused=True)
    with pytest.raises(ccxt.BadRequest, match="700006"):
        await spot.fetch_balance()
    mexc.set_key(address_refused=False, revoked=True)
    with pytest.raises(ccxt.BadRequest, match="10072"):
        await spot.fetch_balance()
    mexc.set_key(revoked=False)
    spot.secret = "wrong"
    with pytest.raises(ccxt.AuthenticationError, match="700002"):
        await spot.fetch_balance()
    spot.secret = "fake-secret"
    mexc.clock.skew_ms = 10_000
    with pytest.raises(ccxt.InvalidNonce, match="700003"):
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
async def test_faults(spot: Any, mexc: FakeMexc, effect: Effect, exists: bool) -> None:
    mexc.faults.append(Fault(effect=effect, route="create_order"))

    with pytest.raises(ccxt.BaseError):
        await order(spot, "buy", 0.01, 59000, clientOrderId="mine")

    assert [one.client_id for one in mexc.orders] == (["mine"] if exists else [])


async def test_nobody_asked_for_what_is_not_there(spot: Any, mexc: FakeMexc) -> None:
    await spot.fetch_ticker(BTC)
    await spot.fetch_order_book(BTC)
    await spot.fetch_time()
    await spot.fetch_my_trades(BTC)
    assert not mexc.sent("unknown")

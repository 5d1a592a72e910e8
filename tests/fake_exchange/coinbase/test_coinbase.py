"""Test Coinbase through an unmodified client of ccxt."""

import asyncio
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import ccxt
import pytest

from ..core.orders import Status
from ..faults import Effect, Fault
from . import FakeCoinbase
from .guard import ED25519_NAME, ED25519_SECRET

D = Decimal
BTC = "BTC/USD"


async def order(
    gdax: Any, side: str, amount: float, price: float | None = None, **params: object
) -> Any:
    """Place a market order, or with a price a limit order."""
    named = {"client_order_id": "mine", **params}
    return await gdax.create_order(BTC, "limit" if price else "market", side, amount, price, named)


async def test_what_a_market_buy_spends_includes_its_fee(gdax: Any, coinbase: FakeCoinbase) -> None:
    placed = await order(gdax, "buy", 0.01, cost=600)

    assert (placed["status"], placed["filled"]) == (None, None)
    bought = await gdax.fetch_order(placed["id"], BTC)
    assert (bought["status"], bought["type"], bought["clientOrderId"]) == (
        "closed",
        "market",
        "mine",
    )
    assert coinbase.balance("USD") == pytest.approx(D(9400), abs=D("0.01"))
    assert coinbase.balance("BTC") == pytest.approx(D("0.01") / D("1.006"), abs=D("0.0000001"))
    (trade,) = await gdax.fetch_my_trades(BTC)
    assert trade["amount"] == pytest.approx(float(coinbase.balance("BTC")))
    assert (trade["fee"]["currency"], trade["takerOrMaker"]) == ("USD", "taker")
    assert trade["fee"]["cost"] == pytest.approx(3.579, abs=0.001)


async def test_order_rests_fills_in_parts_and_is_cancelled(
    gdax: Any, coinbase: FakeCoinbase
) -> None:
    placed = await order(gdax, "buy", 0.01, 59000)
    coinbase.set_price(BTC, 58900, ask_size="0.004")

    (resting,) = await gdax.fetch_open_orders(BTC)
    assert (resting["filled"], resting["status"]) == (0.004, "open")
    balance = await gdax.fetch_balance()
    assert balance["USD"]["used"] == pytest.approx(59000 * 0.006 * 1.006, rel=0.02)
    await gdax.cancel_order(placed["id"])

    assert coinbase.order("mine").status is Status.CANCELED
    ended = await gdax.fetch_order(placed["id"], BTC)
    assert (ended["status"], ended["filled"]) == ("canceled", 0.004)


async def test_late_cancel_loses_its_reason_in_ccxt(gdax: Any, coinbase: FakeCoinbase) -> None:
    placed = await order(gdax, "buy", 0.01, 59000)
    coinbase.fill("mine", "0.01")

    with pytest.raises(ccxt.BadRequest, match="check your arguments"):
        await gdax.cancel_order(placed["id"])
    answer = coinbase.sent("cancel_order")[0].answer
    assert "UNKNOWN_CANCEL_ORDER" in str(answer)


async def test_client_id_that_is_known_places_nothing(gdax: Any, coinbase: FakeCoinbase) -> None:
    first = await order(gdax, "buy", 0.01, 59000)
    second = await order(gdax, "buy", 0.01, 59000)

    assert (first["id"], len(coinbase.orders)) == (second["id"], 1)


async def test_wallets_come_in_pages_of_at_most_250(gdax: Any, coinbase: FakeCoinbase) -> None:
    for number in range(260):
        coinbase.set_balance(f"COIN{number}", 1)

    first = await gdax.fetch_balance()
    assert len(first["total"]) == 250
    rest = await gdax.fetch_balance({"cursor": first["info"]["cursor"]})
    assert len(rest["total"]) == 15
    assert rest["info"]["has_next"] is False


async def test_orders_and_fills_come_in_pages(gdax: Any, coinbase: FakeCoinbase) -> None:
    for _ in range(110):
        coinbase.trade_outside(BTC, "0.0001")

    orders, trades = await gdax.fetch_orders(BTC), await gdax.fetch_my_trades(BTC)
    assert (len(orders), len(trades)) == (100, 100)
    assert "100" in {one["info"].get("cursor") for one in orders}
    assert len(await gdax.fetch_my_trades(BTC, params={"cursor": "100"})) == 10


async def test_unknown_order_is_not_recognised_by_ccxt(gdax: Any) -> None:
    with pytest.raises(ccxt.ExchangeError, match="order with this orderID was not found") as caught:
        await gdax.fetch_order("00000000-0000-4000-8000-000000000009", BTC)
    assert type(caught.value).__name__ == "ExchangeError"


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"amount": 1, "price": 59000}, "INSUFFICIENT_FUND"),
        ({"amount": 0.00001, "price": 59000}, "PREVIEW_INVALID_QUOTE_SIZE_TOO_SMALL"),
        ({"price": 61000, "postOnly": True}, "INVALID_LIMIT_PRICE_POST_ONLY"),
        ({"price": 59000, "leverages": 3}, "leverages unknown"),
    ],
)
async def test_orders_that_are_refused(
    gdax: Any, coinbase: FakeCoinbase, params: Mapping[str, Any], words: str
) -> None:
    given = dict(params)
    amount, price = given.pop("amount", 0.01), given.pop("price", None)

    with pytest.raises(ccxt.BaseError, match=words):
        await order(gdax, "buy", amount, price, **given)
    assert coinbase.orders == []


async def test_keys_of_both_kinds(gdax: Any, coinbase: FakeCoinbase) -> None:
    gdax.apiKey, gdax.secret = ED25519_NAME, ED25519_SECRET
    told = await gdax.v3PrivateGetBrokerageKeyPermissions()
    assert told["can_trade"] is True

    coinbase.set_key(trade=False)
    with pytest.raises(ccxt.PermissionDenied):
        await order(gdax, "buy", 0.01, 59000)
    coinbase.set_key(trade=True, revoked=True)
    with pytest.raises(ccxt.AuthenticationError, match="Unauthorized"):
        await gdax.fetch_balance()


@pytest.mark.parametrize(
    ("fault", "error", "exists"),
    [
        (Fault(effect=Effect.DROP), ccxt.NetworkError, True),
        (Fault(effect=Effect.UNKNOWN_OUTCOME), ccxt.ExchangeError, True),
        (Fault(effect=Effect.RATE_LIMIT), ccxt.RateLimitExceeded, False),
        (Fault(effect=Effect.MAINTENANCE), ccxt.ExchangeNotAvailable, False),
    ],
)
async def test_faults(
    gdax: Any, coinbase: FakeCoinbase, fault: Fault, error: type[Exception], *, exists: bool
) -> None:
    fault.route = "create_order"
    coinbase.faults.append(fault)

    with pytest.raises(error):
        await order(gdax, "buy", 0.01, 59000)

    assert bool(coinbase.orders) is exists


async def test_prices_are_told_and_streamed(gdax: Any, coinbase: FakeCoinbase) -> None:
    ticker = await gdax.fetch_ticker(BTC)
    polled = await gdax.fetch_tickers([BTC])
    assert (ticker["bid"], ticker["ask"], polled[BTC]["bid"]) == (60000, 60000.01, None)

    first = await asyncio.wait_for(gdax.watch_ticker(BTC), 30)
    batched = await asyncio.wait_for(gdax.watch_tickers([BTC]), 30)
    coinbase.set_price(BTC, 61000)
    second = await asyncio.wait_for(gdax.watch_ticker(BTC), 30)
    assert (first["bid"], second["bid"], batched[BTC]["bid"]) == (60000, 61000, None)


async def test_user_events(gdax: Any) -> None:
    assert await asyncio.wait_for(gdax.watch_orders(), 30) == []  # what was open before
    placed = await order(gdax, "buy", 0.01, 59000)
    (told,) = await asyncio.wait_for(gdax.watch_orders(), 30)

    assert (told["id"], told["clientOrderId"], told["status"]) == (placed["id"], "mine", "open")


async def test_ccxt_shows_an_ed25519_key_to_the_stream_in_another_way(gdax: Any) -> None:
    gdax.apiKey, gdax.secret = ED25519_NAME, ED25519_SECRET

    told = gdax.create_ws_auth("user", [])

    assert set(told) == {"api_key", "timestamp", "signature"}  # the way of keys that are no more

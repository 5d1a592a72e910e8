"""Test Crypto.com through an unmodified client of ccxt."""

import asyncio
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import ccxt
import pytest

from ..core.orders import Status
from ..faults import Effect, Fault
from . import FakeCryptocom

D = Decimal
BTC = "BTC/USDT"


async def order(
    cro: Any, side: str, amount: float, price: float | None = None, **params: object
) -> Any:
    """Place a market order, or with a price a limit order."""
    named = {"client_oid": "mine", **params}
    return await cro.create_order(BTC, "limit" if price else "market", side, amount, price, named)


async def test_answer_to_an_order_has_only_its_ids(cro: Any, cryptocom: FakeCryptocom) -> None:
    placed = await order(cro, "buy", 0.01)

    assert (placed["status"], placed["clientOrderId"]) == (None, "mine")
    bought = await cro.fetch_order(placed["id"], BTC)
    assert (bought["status"], bought["filled"], bought["average"]) == ("closed", 0.01, 60000.01)
    assert cryptocom.balance("BTC") == D("0.01") * D("0.995")
    (trade,) = await cro.fetch_my_trades(BTC)
    assert (trade["fee"]["currency"], trade["fee"]["cost"]) == ("BTC", 0.00005)
    assert (trade["order"], trade["takerOrMaker"]) == (placed["id"], "taker")


async def test_order_rests_fills_in_parts_and_is_cancelled(
    cro: Any, cryptocom: FakeCryptocom
) -> None:
    placed = await order(cro, "buy", 0.01, 59000)
    cryptocom.set_price(BTC, 58900, ask_size="0.004")

    (resting,) = await cro.fetch_open_orders(BTC)
    assert (resting["filled"], resting["status"]) == (0.004, "open")
    assert (await cro.fetch_balance())["USDT"]["used"] == 354
    await cro.cancel_order(placed["id"], BTC)

    assert cryptocom.order("mine").status is Status.CANCELED
    ended = await cro.fetch_order(placed["id"], BTC)
    assert (ended["status"], ended["filled"]) == ("canceled", 0.004)
    with pytest.raises(ccxt.ExchangeError, match="316") as late:
        await cro.cancel_order(placed["id"], BTC)
    assert not isinstance(late.value, ccxt.OrderNotFound)


async def test_client_id_can_not_stand_alone_in_ccxt(cro: Any) -> None:
    await order(cro, "buy", 0.01, 59000)

    with pytest.raises(ccxt.ExchangeError):
        await cro.fetch_order(None, BTC, {"client_oid": "mine"})
    found = await cro.v1PrivatePostPrivateGetOrderDetail({"client_oid": "mine"})
    assert found["result"]["status"] == "ACTIVE"
    with pytest.raises(ccxt.OrderNotFound):
        await cro.v1PrivatePostPrivateGetOrderDetail({"client_oid": "another"})


async def test_client_id_is_taken_for_ever(cro: Any, cryptocom: FakeCryptocom) -> None:
    await order(cro, "buy", 0.01)

    with pytest.raises(ccxt.ExchangeError, match="DUPLICATE_CLORDID"):
        await order(cro, "buy", 0.01)
    assert len(cryptocom.orders) == 1


async def test_lists_tell_a_hundred_of_the_last_day(cro: Any, cryptocom: FakeCryptocom) -> None:
    for _ in range(110):
        cryptocom.trade_outside(BTC, "0.0001")

    assert len(await cro.fetch_my_trades(BTC)) == 100
    assert len(await cro.fetch_orders(BTC)) == 100
    cryptocom.clock.skew_ms = 25 * 3600 * 1000
    cro.nonce = cryptocom.clock.ms
    assert await cro.fetch_my_trades(BTC) == []
    since = cryptocom.clock.ms() - 26 * 3600 * 1000
    assert len(await cro.fetch_my_trades(BTC, since)) == 100


@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({"amount": 1, "price": 59000}, "306"),
        ({"amount": 0.00001, "price": 59000}, "415"),
        ({"price": 61000, "postOnly": True}, "43005"),
        ({"price": 59000, "leverage": 3}, "40003"),
    ],
)
async def test_orders_that_are_refused(
    cro: Any, cryptocom: FakeCryptocom, params: Mapping[str, Any], code: str
) -> None:
    given = dict(params)
    amount, price = given.pop("amount", 0.01), given.pop("price", None)

    with pytest.raises(ccxt.ExchangeError, match=code):
        await order(cro, "buy", amount, price, **given)
    assert cryptocom.orders == []


async def test_keys_and_clock(cro: Any, cryptocom: FakeCryptocom) -> None:
    cryptocom.set_key(trade=False)
    with pytest.raises(ccxt.AuthenticationError, match="40101"):
        await order(cro, "buy", 0.01)
    cryptocom.set_key(trade=True, address_refused=True)
    with pytest.raises(ccxt.AuthenticationError, match="40103"):
        await cro.fetch_balance()
    cryptocom.set_key(address_refused=False)
    cryptocom.clock.skew_ms = 61_000
    with pytest.raises(ccxt.InvalidNonce, match="40102"):
        await cro.fetch_balance()


@pytest.mark.parametrize(
    ("fault", "error", "exists"),
    [
        (Fault(effect=Effect.DROP), ccxt.NetworkError, True),
        (Fault(effect=Effect.UNKNOWN_OUTCOME), ccxt.RequestTimeout, True),
        (Fault(effect=Effect.RATE_LIMIT), ccxt.RateLimitExceeded, False),
        (Fault(effect=Effect.MAINTENANCE), ccxt.OnMaintenance, False),
    ],
)
async def test_faults(
    cro: Any, cryptocom: FakeCryptocom, fault: Fault, error: type[Exception], *, exists: bool
) -> None:
    fault.route = "create_order"
    cryptocom.faults.append(fault)

    with pytest.raises(error):
        await order(cro, "buy", 0.01, 59000)

    assert bool(cryptocom.orders) is exists


async def test_prices_are_told_and_streamed(cro: Any, cryptocom: FakeCryptocom) -> None:
    polled = await cro.fetch_tickers()
    assert (polled[BTC]["bid"], polled[BTC]["ask"]) == (60000, 60000.01)

    first = await asyncio.wait_for(cro.watch_tickers([BTC]), 30)
    cryptocom.set_price(BTC, 61000)
    second = await asyncio.wait_for(cro.watch_tickers([BTC]), 30)
    assert (first[BTC]["bid"], second[BTC]["bid"]) == (60000, 61000)


async def test_user_events(cro: Any, cryptocom: FakeCryptocom) -> None:
    watching = asyncio.create_task(cro.watch_orders())
    await cryptocom.streams.subscribed("user.order")
    placed = await order(cro, "buy", 0.01, 59000)
    (told,) = await asyncio.wait_for(watching, 30)

    assert (told["id"], told["clientOrderId"], told["status"]) == (placed["id"], "mine", "open")

"""Test Bitvavo through an unmodified client of ccxt."""

import asyncio
from collections.abc import Mapping
from decimal import Decimal
from typing import Any
import uuid

import ccxt
import pytest

from ..core.orders import Status
from ..faults import Effect, Fault
from . import FakeBitvavo

D = Decimal
BTC = "BTC/EUR"
MINE = str(uuid.UUID(int=7))


async def order(
    bvvo: Any, side: str, amount: float, price: float | None = None, **params: object
) -> Any:
    """Place a market order, or with a price a limit order."""
    named = {"clientOrderId": MINE, **params}
    return await bvvo.create_order(BTC, "limit" if price else "market", side, amount, price, named)


async def test_answer_to_an_order_says_all_of_it(bvvo: Any, bitvavo: FakeBitvavo) -> None:
    placed = await order(bvvo, "buy", 0.01)

    assert (placed["status"], placed["filled"], placed["average"]) == ("closed", 0.01, 60001)
    (trade,) = placed["trades"]
    assert (trade["fee"]["currency"], trade["amount"]) == ("EUR", 0.01)
    assert bitvavo.balance("BTC") == D("0.01")
    assert bitvavo.balance("EUR") == 10_000 - D("600.01") * D("1.0025")
    (listed,) = await bvvo.fetch_my_trades(BTC)
    assert (listed["id"], listed["order"]) == (trade["id"], placed["id"])


async def test_fee_of_a_fill_may_be_told_later(bvvo: Any, bitvavo: FakeBitvavo) -> None:
    bitvavo.listing.unsettled = 1
    placed = await order(bvvo, "buy", 0.01)
    found = await bvvo.fetch_order(None, BTC, {"clientOrderId": MINE})

    assert placed["trades"][0]["info"]["settled"] is False
    assert placed["trades"][0].get("fee") in (None, {"cost": None, "currency": None})
    assert found["trades"][0]["id"] == placed["trades"][0]["id"]
    assert found["trades"][0]["fee"]["cost"] == pytest.approx(1.500025)


async def test_order_rests_fills_in_parts_and_is_cancelled(bvvo: Any, bitvavo: FakeBitvavo) -> None:
    placed = await order(bvvo, "buy", 0.01, 59000)
    bitvavo.set_price(BTC, 58900, ask_size="0.004")

    (resting,) = await bvvo.fetch_open_orders(BTC)
    assert (resting["filled"], resting["status"]) == (0.004, "open")
    assert (await bvvo.fetch_balance())["EUR"]["used"] > 350
    await bvvo.cancel_order(None, BTC, {"clientOrderId": MINE})

    assert bitvavo.order(MINE).status is Status.CANCELED
    ended = await bvvo.fetch_order(placed["id"], BTC)
    assert (ended["status"], ended["filled"]) == ("canceled", 0.004)
    with pytest.raises(ccxt.OrderNotFound):
        await bvvo.cancel_order(None, BTC, {"clientOrderId": MINE})


async def test_client_id_is_taken_for_ever(bvvo: Any, bitvavo: FakeBitvavo) -> None:
    await order(bvvo, "buy", 0.01)

    with pytest.raises(ccxt.ExchangeError, match="220"):
        await order(bvvo, "buy", 0.01)
    assert len(bitvavo.orders) == 1


async def test_trades_come_in_pages(bvvo: Any, bitvavo: FakeBitvavo) -> None:
    for _ in range(510):
        bitvavo.trade_outside(BTC, "0.0001")

    assert len(await bvvo.fetch_my_trades(BTC)) == 500
    assert len(await bvvo.fetch_my_trades(BTC, limit=1000)) == 510


@pytest.mark.parametrize(
    ("params", "error"),
    [
        ({"amount": 1, "price": 59000}, ccxt.InsufficientFunds),
        ({"amount": 0.00001, "price": 59000}, ccxt.InvalidOrder),
        ({"price": 59000, "clientOrderId": "no uuid"}, ccxt.BadRequest),
        ({"price": 59000, "leverage": 3}, ccxt.BadRequest),
    ],
)
async def test_orders_that_are_refused(
    bvvo: Any, bitvavo: FakeBitvavo, params: Mapping[str, Any], error: type[Exception]
) -> None:
    given = dict(params)
    amount, price = given.pop("amount", 0.01), given.pop("price", None)

    with pytest.raises(error):
        await order(bvvo, "buy", amount, price, **given)
    assert bitvavo.orders == []


async def test_keys(bvvo: Any, bitvavo: FakeBitvavo) -> None:
    bitvavo.set_key(trade=False)
    with pytest.raises(ccxt.PermissionDenied, match="310"):
        await order(bvvo, "buy", 0.01)
    bitvavo.set_key(address_refused=True)
    with pytest.raises(ccxt.PermissionDenied, match="307"):
        await bvvo.fetch_balance()
    bitvavo.set_key(address_refused=False, revoked=True)
    with pytest.raises(ccxt.AuthenticationError, match="305"):
        await bvvo.fetch_balance()
    bitvavo.set_key(revoked=False)
    bvvo.secret = "wrong"
    with pytest.raises(ccxt.AuthenticationError, match="309"):
        await bvvo.fetch_balance()


async def test_clock_that_is_wrong_looks_like_a_wrong_key_in_ccxt(
    bvvo: Any, bitvavo: FakeBitvavo
) -> None:
    bitvavo.clock.skew_ms = 60_000
    with pytest.raises(ccxt.AuthenticationError, match="304"):
        await bvvo.fetch_balance()


@pytest.mark.parametrize(
    ("fault", "error", "exists"),
    [
        (Fault(effect=Effect.DROP), ccxt.NetworkError, True),
        (Fault(effect=Effect.UNKNOWN_OUTCOME), ccxt.ExchangeNotAvailable, True),
        (Fault(effect=Effect.RATE_LIMIT), ccxt.RateLimitExceeded, False),
        (Fault(effect=Effect.MAINTENANCE), ccxt.OnMaintenance, False),
    ],
)
async def test_faults(
    bvvo: Any, bitvavo: FakeBitvavo, fault: Fault, error: type[Exception], *, exists: bool
) -> None:
    fault.route = "create_order"
    bitvavo.faults.append(fault)

    with pytest.raises(error):
        await order(bvvo, "buy", 0.01, 59000)

    assert bool(bitvavo.orders) is exists


async def test_prices_are_told_and_streamed(bvvo: Any, bitvavo: FakeBitvavo) -> None:
    polled = await bvvo.fetch_tickers()
    assert (polled[BTC]["bid"], polled[BTC]["ask"]) == (60000, 60001)

    watching = asyncio.create_task(bvvo.watch_tickers([BTC]))
    await bitvavo.streams.subscribed("ticker24h BTC-EUR")
    bitvavo.set_price(BTC, 61000)
    assert (await asyncio.wait_for(watching, 30))[BTC]["bid"] == 61000


async def test_user_events_are_told_of_a_market(bvvo: Any, bitvavo: FakeBitvavo) -> None:
    watching = asyncio.create_task(bvvo.watch_orders(BTC))
    await bitvavo.streams.subscribed("account BTC-EUR")
    placed = await order(bvvo, "buy", 0.01, 59000)
    (told,) = await asyncio.wait_for(watching, 30)

    assert (told["id"], told["status"]) == (placed["id"], "open")
    with pytest.raises(ccxt.ArgumentsRequired):
        await bvvo.watch_orders()

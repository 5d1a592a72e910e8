"""Test WOO X through an unmodified client of ccxt."""

import asyncio
from typing import Any

import ccxt
import pytest

from ..core.orders import Status
from ..faults import Effect, Fault
from .woo import FakeWoo

BTC = "BTC/USDT"


async def order(
    spot: Any, side: str, amount: float, price: float | None = None, **params: object
) -> Any:
    """Place a market order, or with a price a limit order; a market buy says what to spend."""
    if price is None and side == "buy":
        params = {"cost": amount * 60000.01, **params}
    return await spot.create_order(BTC, "limit" if price else "market", side, amount, price, params)


async def test_a_whole_life(spot: Any, woo: FakeWoo) -> None:
    book = await spot.fetch_order_book(BTC, 1)
    assert (book["bids"][0][0], book["asks"][0][0]) == (60000, 60000.01)

    placed = await order(spot, "buy", 0.01, 59000, clientOrderId="1001")
    balance = await spot.fetch_balance()
    assert placed["clientOrderId"] == "1001"
    assert balance["USDT"]["used"] == 590
    woo.set_price(BTC, 58999, ask_size="0.004")
    (partly,) = await spot.fetch_open_orders(BTC)
    assert (partly["status"], partly["filled"]) == ("open", 0.004)
    woo.set_price(BTC, 58999)
    found = await spot.fetch_order("", BTC, {"clientOrderId": "1001"})
    assert (found["id"], found["status"], found["filled"]) == (placed["id"], "closed", 0.01)
    (first, _) = await spot.fetch_order_trades(placed["id"], BTC)
    assert (first["fee"]["currency"], first["order"]) == ("BTC", placed["id"])
    assert len(await spot.fetch_my_trades(BTC)) == 2

    await order(spot, "sell", 0.005, 70000, clientOrderId="1002")
    await spot.cancel_order("", BTC, {"clientOrderId": "1002"})
    assert woo.order("1002").status is Status.CANCELED
    with pytest.raises(ccxt.BadRequest, match="-1006"):
        await spot.cancel_order("", BTC, {"clientOrderId": "1002"})
    await order(spot, "sell", 0.005, clientOrderId="1003")
    assert woo.order("1003").status is Status.FILLED


async def test_orders_that_never_arrived_are_not_found(spot: Any) -> None:
    with pytest.raises(ccxt.BadRequest, match="-1006"):
        await spot.fetch_order("", BTC, {"clientOrderId": "1001"})


async def test_lists_are_told_in_pages(spot: Any) -> None:
    for number in range(27):
        await order(spot, "buy", 0.001, 50000 + number, clientOrderId=str(1000 + number))
    assert len(await spot.fetch_open_orders(BTC)) == 25
    assert len(await spot.fetch_open_orders(BTC, None, None, {"page": 2})) == 2
    assert len(await spot.fetch_open_orders(BTC, None, 500)) == 27


async def test_there_are_no_tickers_of_spot(spot: Any) -> None:
    assert spot.has["fetchTickers"] is not True


@pytest.mark.parametrize(
    ("params", "code", "error"),
    [
        ({"amount": 1, "price": 59000}, -1012, ccxt.BadRequest),
        ({"amount": 0.00001, "price": 59000}, -1102, ccxt.InvalidOrder),
        ({"amount": 0.01, "price": 59000, "clientOrderId": "mine"}, -1005, ccxt.BadRequest),
        ({"amount": 0.01, "price": 59000, "unknown": 1}, -1005, ccxt.BadRequest),
        ({"amount": 0.01, "cost": None}, -1012, ccxt.BadRequest),
    ],
)
async def test_orders_that_are_refused(
    spot: Any, woo: FakeWoo, params: dict[str, Any], code: int, error: type[Exception]
) -> None:
    given = dict(params)
    with pytest.raises(error, match=str(code)):
        await order(spot, "buy", given.pop("amount"), given.pop("price", None), **given)
    assert woo.orders == []


async def test_id_is_unique_among_open_orders(spot: Any) -> None:
    await order(spot, "buy", 0.01, 59000, clientOrderId="1001")
    with pytest.raises(ccxt.BadRequest, match="-1007"):
        await order(spot, "buy", 0.01, 59000, clientOrderId="1001")


async def test_keys(spot: Any, woo: FakeWoo) -> None:
    woo.set_key(trade=False)
    with pytest.raises(ccxt.AuthenticationError, match="-1002"):
        await order(spot, "buy", 0.01)
    woo.set_key(trade=True, revoked=True)
    with pytest.raises(ccxt.AuthenticationError, match="-1002"):
        await spot.fetch_balance()
    woo.set_key(revoked=False)
    spot.secret = "wrong"
    with pytest.raises(ccxt.AuthenticationError, match="-1001"):
        await spot.fetch_balance()


@pytest.mark.parametrize(
    ("effect", "exists"),
    [(Effect.DROP, True), (Effect.UNKNOWN_OUTCOME, True), (Effect.RATE_LIMIT, False)],
)
async def test_faults(spot: Any, woo: FakeWoo, effect: Effect, exists: bool) -> None:
    woo.faults.append(Fault(effect=effect, route="create_order"))

    with pytest.raises(ccxt.BaseError):
        await order(spot, "buy", 0.01, 59000, clientOrderId="1001")

    assert len(woo.orders) == exists


async def test_public_stream(spot: Any, woo: FakeWoo) -> None:
    first = await spot.watch_bids_asks()
    assert (first[BTC]["bid"], first[BTC]["ask"], len(first)) == (60000, 60000.01, 3)
    last = await spot.watch_ticker(BTC)
    assert (last["last"], last["bid"]) == (60000, None)

    waiting = asyncio.create_task(spot.watch_bids_asks())
    await asyncio.sleep(0.01)
    woo.set_price(BTC, 61000)

    assert (await waiting)[BTC]["bid"] == 61000


async def test_accounts_stream_is_refused(spot: Any) -> None:
    with pytest.raises(ccxt.NetworkError):
        await spot.watch_orders(BTC)

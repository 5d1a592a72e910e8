"""Test Kraken through an unmodified client of ccxt."""

import asyncio
from collections.abc import Mapping
from decimal import Decimal
from typing import Any
import uuid

import ccxt
import pytest

from ..core.orders import Status
from ..faults import Effect, Fault
from .kraken import FakeKraken

D = Decimal
BTC = "BTC/USD"


async def order(
    xbt: Any, side: str, amount: float, price: float | None = None, **params: object
) -> Any:
    """Place a market order, or with a price a limit order."""
    return await xbt.create_order(BTC, "limit" if price else "market", side, amount, price, params)


async def by_client_id(xbt: Any, client_id: str) -> Any:
    """Look an order up: there is no other way than to go through the lists."""
    params = {"cl_ord_id": client_id}
    found = await xbt.fetch_open_orders(BTC, params=params)
    return [*found, *await xbt.fetch_closed_orders(BTC, params=params)]


async def test_fee_of_a_buy_is_paid_in_quote_currency(xbt: Any, kraken: FakeKraken) -> None:
    placed = await order(xbt, "buy", 0.01, clientOrderId="mine")

    assert (placed["status"], placed["filled"], placed["clientOrderId"]) == (None, None, None)
    (bought,) = await by_client_id(xbt, "mine")
    assert (bought["id"], bought["status"], bought["average"]) == (placed["id"], "closed", 60000.1)
    assert (float(bought["fee"]["cost"]), bought["fee"]["currency"]) == (2.4, "USD")
    assert kraken.balance("BTC") == D("0.01")
    assert kraken.balance("USD") == 10_000 - D("600.001") * D("1.004")
    (trade,) = await xbt.fetch_my_trades(BTC)
    assert (trade["order"], trade["price"], trade["takerOrMaker"]) == (
        placed["id"],
        60000.1,
        "taker",
    )


async def test_balance_names_assets_and_what_is_held(xbt: Any) -> None:
    await order(xbt, "buy", 0.01, 50000)

    balance = await xbt.fetch_balance()
    assert set(balance["total"]) == {"BTC", "ETH", "SOL", "USD", "USDT"}
    assert balance["USD"]["used"] == pytest.approx(502)


async def test_order_is_fetched_with_its_trades(xbt: Any, kraken: FakeKraken) -> None:
    placed = await order(xbt, "buy", 0.01, 59000)
    kraken.set_price(BTC, 58900, ask_size="0.004")
    kraken.set_price(BTC, 58900)

    found = await xbt.fetch_order(placed["id"], BTC)
    trades = await xbt.fetch_order_trades(placed["id"], BTC, params={"trades": found["trades"]})

    assert (found["status"], found["filled"]) == ("closed", 0.01)
    assert sorted(trade["amount"] for trade in trades) == [0.004, 0.006]


async def test_look_up_by_client_id_is_broken_in_ccxt_but_cancelling_is_not(
    xbt: Any, kraken: FakeKraken
) -> None:
    client_id = uuid.uuid4().hex
    await order(xbt, "buy", 0.01, 59000, clientOrderId=client_id)

    with pytest.raises(ccxt.BaseError, match="Invalid arguments:txid"):
        await xbt.fetch_order_with_client_order_id(client_id, BTC)
    await xbt.cancel_order_with_client_order_id(client_id, BTC)

    assert kraken.order(client_id).status is Status.CANCELED
    with pytest.raises(ccxt.OrderNotFound):
        await xbt.cancel_order_with_client_order_id(client_id, BTC)
    (found,) = await by_client_id(xbt, client_id)
    assert (found["status"], found["info"]["reason"]) == ("canceled", "User requested")


async def test_client_id_is_only_taken_by_an_open_order(xbt: Any, kraken: FakeKraken) -> None:
    await order(xbt, "buy", 0.01, clientOrderId="again")
    await order(xbt, "buy", 0.01, 59000, clientOrderId="again")

    with pytest.raises(ccxt.BaseError, match="cl_ord_id"):
        await order(xbt, "buy", 0.01, 59000, clientOrderId="again")
    assert len(kraken.orders) == 2
    assert len(await by_client_id(xbt, "again")) == 2


async def test_stop_is_in_the_same_list(xbt: Any, kraken: FakeKraken) -> None:
    kraken.set_balance("BTC", 1)
    await order(xbt, "sell", 0.5, stopLossPrice=58000, clientOrderId="stop")
    (waiting,) = await xbt.fetch_open_orders(BTC)
    assert (waiting["stopLossPrice"], waiting["status"]) == (58000, "open")

    kraken.set_price(BTC, 57990)

    (sold,) = await by_client_id(xbt, "stop")
    assert (sold["status"], sold["average"]) == ("closed", 57990)


async def test_order_by_quote_currency(xbt: Any, kraken: FakeKraken) -> None:
    await order(xbt, "buy", 1, cost=600)

    assert kraken.balance("BTC") == D("0.00999998")


async def test_lists_come_in_pages_of_fifty(xbt: Any, kraken: FakeKraken) -> None:
    for _ in range(60):
        kraken.trade_outside(BTC, "0.0001")

    assert len(await xbt.fetch_my_trades(BTC)) == 50
    assert len(await xbt.fetch_my_trades(BTC, params={"ofs": 50})) == 10
    assert len(await xbt.fetch_closed_orders(BTC)) == 50


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"triggerPrice": 58000}, "Invalid arguments:triggerPrice"),
        ({"reduceOnly": True}, "Invalid arguments:reduce_only"),
        ({"clientOrderId": "x" * 19}, "Invalid arguments:cl_ord_id"),
        ({"amount": 0.00001}, "volume minimum not met"),
        ({"amount": 1}, "Insufficient funds"),
        ({"price": 61000, "postOnly": True}, "Post only order"),
        ({"timeInForce": "XYZ"}, "Invalid arguments:timeinforce"),
    ],
)
async def test_orders_that_are_refused(
    xbt: Any, kraken: FakeKraken, params: Mapping[str, Any], words: str
) -> None:
    given = dict(params)
    amount, price = given.pop("amount", 0.01), given.pop("price", None)

    with pytest.raises(ccxt.BaseError, match=words):
        await order(xbt, "buy", amount, price, **given)
    assert kraken.orders == []


async def test_nonces_have_to_grow(xbt: Any, kraken: FakeKraken) -> None:
    await xbt.fetch_balance()
    kraken.guard.nonces["fake-key"] *= 1_000_000_000

    with pytest.raises(ccxt.InvalidNonce, match="Invalid nonce"):
        await xbt.fetch_balance()


async def test_keys(xbt: Any, kraken: FakeKraken) -> None:
    xbt.nonce = iter(range(2_000_000_000_000, 2_000_000_001_000)).__next__
    key = kraken.account.keys[0]
    key.withdraw = True
    permissions = (await xbt.private_post_getapikeyinfo())["result"]["permissions"]
    assert "withdraw-funds" in permissions

    key.trade = False
    with pytest.raises(ccxt.PermissionDenied):
        await order(xbt, "buy", 0.01)
    key.revoked = True
    with pytest.raises(ccxt.AuthenticationError, match="Invalid key"):
        await xbt.fetch_balance()
    key.revoked, xbt.secret = False, "d3Jvbmc="
    with pytest.raises(ccxt.BaseError, match="Invalid signature"):
        await xbt.fetch_balance()


@pytest.mark.parametrize(
    ("fault", "error", "exists"),
    [
        (Fault(effect=Effect.DROP), ccxt.ExchangeNotAvailable, True),
        (Fault(effect=Effect.UNKNOWN_OUTCOME), ccxt.ExchangeNotAvailable, True),
        (Fault(effect=Effect.TRUNCATE), ccxt.ExchangeError, True),
        (Fault(effect=Effect.RATE_LIMIT), ccxt.DDoSProtection, False),
        (Fault(effect=Effect.BAN), ccxt.DDoSProtection, False),
        (Fault(effect=Effect.MAINTENANCE), ccxt.ExchangeNotAvailable, False),
    ],
)
async def test_faults(
    xbt: Any, kraken: FakeKraken, fault: Fault, error: type[Exception], *, exists: bool
) -> None:
    fault.route = "create_order"
    kraken.faults.append(fault)

    with pytest.raises(error):
        await order(xbt, "buy", 0.01, 59000, clientOrderId="mine")

    assert [one.client_id for one in kraken.orders] == (["mine"] if exists else [])


async def test_prices_and_fees(xbt: Any) -> None:
    ticker = await xbt.fetch_ticker(BTC)
    tickers = await xbt.fetch_tickers([BTC, "ETH/USDT"])
    book = await xbt.fetch_order_book(BTC)
    fee = await xbt.fetch_trading_fee(BTC)

    assert (ticker["bid"], ticker["ask"], ticker["last"]) == (60000, 60000.1, 60000)
    assert set(tickers) == {BTC, "ETH/USDT"}
    assert book["asks"][0][0] == 60000.1
    assert (fee["maker"], fee["taker"]) == (0.0025, 0.004)


async def test_prices_are_streamed(xbt: Any, kraken: FakeKraken) -> None:
    first = await asyncio.wait_for(xbt.watch_ticker(BTC), 30)
    kraken.set_price(BTC, 61000)
    second = await asyncio.wait_for(xbt.watch_ticker(BTC), 30)

    assert (first["bid"], second["bid"]) == (60000, 61000)


async def test_user_events(xbt: Any, kraken: FakeKraken) -> None:
    watching = asyncio.create_task(xbt.watch_my_trades())
    await kraken.streams.subscribed("executions")
    balances = asyncio.create_task(xbt.watch_balance())
    await kraken.streams.subscribed("balances")

    placed = await order(xbt, "buy", 0.01)
    (trade,) = await asyncio.wait_for(watching, 30)

    assert (trade["order"], trade["amount"]) == (placed["id"], 0.01)
    assert trade["fee"]["currency"] == "USD"
    assert (await asyncio.wait_for(balances, 30))["USD"]["total"] == 10_000
    orders = {one["id"]: one["status"] for one in xbt.orders}
    assert orders[placed["id"]] in {"open", "closed"}

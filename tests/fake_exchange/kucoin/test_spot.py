"""Test KuCoin's spot through an unmodified client of ccxt."""

import asyncio
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import ccxt
import pytest

from ..clients import ccxt_client
from ..faults import Effect, Fault
from ..server import FakeServer
from .guard import PASSPHRASE
from .kucoin import FakeKucoin

D = Decimal
BTC = "BTC/USDT"


async def order(
    client: Any, side: str, amount: float, price: float | None = None, **params: object
) -> Any:
    """Place a market order, or with a price a limit order."""
    kind = "limit" if price else "market"
    return await client.create_order(BTC, kind, side, amount, price, params)


async def by_client_id(client: Any, client_id: str) -> Any:
    """Look an order up."""
    return await client.fetch_order(None, BTC, {"clientOrderId": client_id})


async def test_prices_and_steps(spot: Any) -> None:
    market = spot.market(BTC)
    ticker = await spot.fetch_ticker(BTC)
    tickers = await spot.fetch_tickers()
    book = await spot.fetch_order_book(BTC, 20)

    assert (market["precision"]["amount"], market["precision"]["price"]) == (1e-8, 0.1)
    assert market["limits"]["amount"]["min"] == 0.00001
    assert (ticker["bid"], ticker["ask"], ticker["last"]) == (60000, 60000.1, 60000)
    assert set(tickers) == {BTC, "ETH/USDT", "SOL/USDT", "KCS/USDT"}
    assert book["asks"][0][0] == 60000.1


async def test_fee_of_a_buy_is_paid_in_quote_currency(spot: Any, kucoin: FakeKucoin) -> None:
    placed = await order(spot, "buy", 0.01, clientOrderId="mine")

    assert placed["status"] is None
    bought = await by_client_id(spot, "mine")
    (trade,) = await spot.fetch_order_trades(placed["id"], BTC)
    assert (bought["id"], bought["status"]) == (placed["id"], "closed")
    assert (bought["fee"]["cost"], bought["fee"]["currency"]) == (0.600001, "USDT")
    assert (trade["price"], trade["fee"]["currency"]) == (60000.1, "USDT")
    assert kucoin.balance("BTC") == D("0.01")
    assert kucoin.balance("USDT") == 10_000 - D("600.001") * D("1.001")


async def test_fees_in_kcs(spot: Any, kucoin: FakeKucoin) -> None:
    kucoin.set_balance("KCS", 10)
    kucoin.account.fee_asset = "KCS"
    placed = await order(spot, "buy", 0.01)

    (trade,) = await spot.fetch_order_trades(placed["id"], BTC)
    assert trade["fee"]["currency"] == "KCS"
    assert kucoin.balance("KCS") < 10


async def test_an_order_rests_fills_in_parts_and_is_cancelled(
    spot: Any, kucoin: FakeKucoin
) -> None:
    placed = await order(spot, "buy", 0.01, 59000, clientOrderId="mine")
    (resting,) = await spot.fetch_open_orders(BTC)
    assert (resting["status"], resting["clientOrderId"]) == ("open", "mine")

    kucoin.fill("mine", "0.004")
    cancelled = await spot.cancel_order(None, BTC, {"clientOrderId": "mine"})
    found = await by_client_id(spot, "mine")

    assert cancelled["clientOrderId"] == "mine"
    assert (found["id"], found["status"], found["filled"]) == (placed["id"], "canceled", 0.004)
    (over,) = await spot.fetch_closed_orders(BTC)
    assert over["id"] == placed["id"]
    with pytest.raises(ccxt.InvalidOrder, match="order_not_exist_or_not_allow_to_cancel"):
        await spot.cancel_order(None, BTC, {"clientOrderId": "mine"})


async def test_trading_account_is_called_so_or_so(spot: Any, kucoin: FakeKucoin) -> None:
    await order(spot, "buy", 0.01, 59000)
    # The client looks for the former name of high-frequency accounts.
    assert (await spot.fetch_balance())["total"] == {}
    assert (await spot.fetch_balance({"hf": False}))["USDT"]["used"] == pytest.approx(590.59)
    kucoin.kind.wallet = "trade_hf"
    assert (await spot.fetch_balance())["USDT"]["used"] == pytest.approx(590.59)


async def test_unknown_orders(spot: Any) -> None:
    with pytest.raises(ccxt.OrderNotFound):
        await by_client_id(spot, "nobody")
    with pytest.raises(ccxt.ArgumentsRequired):
        await spot.fetch_open_orders()


async def test_trades_come_in_pages_of_twenty(spot: Any, kucoin: FakeKucoin) -> None:
    await order(spot, "buy", 0.03, 59000, clientOrderId="mine")
    for _ in range(30):
        kucoin.fill("mine", "0.001")
    found = await by_client_id(spot, "mine")

    assert len(await spot.fetch_order_trades(found["id"], BTC)) == 20
    assert len(await spot.fetch_order_trades(found["id"], BTC, None, 100)) == 30


async def test_lists_tell_of_a_day(spot: Any, kucoin: FakeKucoin) -> None:
    kucoin.trade_outside(BTC, "0.001")
    kucoin.clock.skew_ms = 2 * 86_400_000
    spot.nonce = kucoin.clock.ms
    since = kucoin.clock.ms() - 3 * 86_400_000

    assert await spot.fetch_closed_orders(BTC) == []
    assert await spot.fetch_my_trades(BTC) == []
    assert len(await spot.fetch_my_trades(BTC, since)) == 1


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"reduceOnly": True}, "reduceOnly unknown"),
        ({"clientOrderId": "x" * 41}, "clientOid"),
        ({"amount": 0.000001}, "minimum"),
        ({"amount": 1}, "200004"),
        ({"timeInForce": "XYZ", "price": 59000}, "timeInForce"),
    ],
)
async def test_orders_that_are_refused(
    spot: Any, kucoin: FakeKucoin, params: Mapping[str, Any], words: str
) -> None:
    given = dict(params)
    amount, price = given.pop("amount", 0.01), given.pop("price", None)

    with pytest.raises(ccxt.BaseError, match=words):
        await order(spot, "buy", amount, price, **given)
    assert kucoin.orders == []


async def test_a_client_id_is_taken_for_ever(spot: Any) -> None:
    await order(spot, "buy", 0.01, clientOrderId="again")

    with pytest.raises(ccxt.InvalidOrder, match="126044"):
        await order(spot, "buy", 0.01, clientOrderId="again")


async def test_other_accounts_have_the_old_addresses(
    server: FakeServer, kucoin: FakeKucoin
) -> None:
    kucoin.kind.high_frequency = False
    client = ccxt_client("kucoin", server, fetchMarkets={"types": ["spot"]}, uta=False)
    client.password, client.has["fetchCurrencies"] = PASSPHRASE, False
    await client.load_markets(params={"marginables": False})

    placed = await order(client, "buy", 0.01, 59000, clientOrderId="mine")
    (resting,) = await client.fetch_open_orders()
    found = await by_client_id(client, "mine")
    kucoin.fill("mine", "0.01")
    (trade,) = await client.fetch_order_trades(placed["id"], BTC)
    balance = await client.fetch_balance()

    assert (resting["id"], found["status"], trade["amount"]) == (placed["id"], "open", 0.01)
    assert balance["BTC"]["total"] == 0.01
    with pytest.raises(ccxt.BaseError, match="126001"):
        await client.fetch_open_orders(BTC, params={"hf": True})
    await client.close()


async def test_a_unified_account_has_endpoints_of_its_own(spot: Any, kucoin: FakeKucoin) -> None:
    spot.options["uta"] = None
    assert await spot.is_uta_enabled() is False

    kucoin.kind.unified = True
    with pytest.raises(ccxt.PermissionDenied, match="112010"):
        await spot.fetch_balance()
    spot.options["uta"] = None
    assert await spot.is_uta_enabled() is True


async def test_keys(spot: Any, kucoin: FakeKucoin) -> None:
    key = kucoin.account.keys[0]
    key.withdraw = True
    data = (await spot.private_get_user_api_key())["data"]
    assert data["permission"] == "General,Spot,Futures,Transfer"

    key.trade = False
    with pytest.raises(ccxt.AuthenticationError, match="400007"):
        await order(spot, "buy", 0.01)
    key.trade, key.address_refused = True, True
    with pytest.raises(ccxt.AuthenticationError, match="400006"):
        await spot.fetch_balance()
    key.address_refused, key.revoked = False, True
    with pytest.raises(ccxt.AuthenticationError, match="400003"):
        await spot.fetch_balance()
    key.revoked, spot.secret = False, "wrong"
    with pytest.raises(ccxt.AuthenticationError, match="400004"):
        await spot.fetch_balance()
    spot.secret, spot.password = "fake-secret", "wrong"
    with pytest.raises(ccxt.AuthenticationError, match="400004"):
        await spot.fetch_balance()
    spot.password = PASSPHRASE
    kucoin.clock.skew_ms = 60_000
    with pytest.raises(ccxt.InvalidNonce, match="400002"):
        await spot.fetch_balance()


@pytest.mark.parametrize(
    ("fault", "error", "exists"),
    [
        (Fault(effect=Effect.DROP), ccxt.ExchangeNotAvailable, True),
        (Fault(effect=Effect.UNKNOWN_OUTCOME), ccxt.BadRequest, True),
        (Fault(effect=Effect.TRUNCATE), ccxt.ExchangeError, True),
        (Fault(effect=Effect.RATE_LIMIT), ccxt.ExchangeError, False),
        (Fault(effect=Effect.MAINTENANCE), ccxt.ExchangeNotAvailable, False),
    ],
)
async def test_faults(
    spot: Any, kucoin: FakeKucoin, fault: Fault, error: type[Exception], *, exists: bool
) -> None:
    fault.route = "create_order"
    kucoin.faults.append(fault)

    with pytest.raises(error):
        await order(spot, "buy", 0.01, 59000, clientOrderId="mine")

    assert [one.client_id for one in kucoin.orders] == (["mine"] if exists else [])


@pytest.mark.parametrize("method", ["/market/ticker", "/market/snapshot"])
async def test_prices_are_streamed(spot: Any, kucoin: FakeKucoin, method: str) -> None:
    spot.options["watchTicker"] = {"spotMethod": method}
    first = await asyncio.wait_for(spot.watch_ticker(BTC), 30)
    kucoin.set_price(BTC, 61000)
    second = await asyncio.wait_for(spot.watch_ticker(BTC), 30)

    assert (first["bid"], second["bid"], second["ask"]) == (60000, 61000, 61000.1)


async def test_user_events(spot: Any, kucoin: FakeKucoin) -> None:
    watching = asyncio.create_task(spot.watch_my_trades())
    await kucoin.streams.subscribed("/spotMarket/tradeOrders")
    balances = asyncio.create_task(spot.watch_balance())
    await kucoin.streams.subscribed("/account/balance")

    placed = await order(spot, "buy", 0.01, clientOrderId="mine")
    (trade,) = await asyncio.wait_for(watching, 30)

    assert (trade["order"], trade["amount"], trade["price"]) == (placed["id"], 0.01, 60000.1)
    assert trade["fee"]["cost"] is None
    assert {"BTC", "USDT"} & set(await asyncio.wait_for(balances, 30))
    orders = {one["clientOrderId"]: one["status"] for one in spot.orders}
    assert orders["mine"] in {"open", "closed"}


async def test_streams_need_a_token(spot: Any, kucoin: FakeKucoin) -> None:
    url = await spot.negotiate(True)
    kucoin.tokens.issued.clear()
    del spot.options["urls"]["private"]
    await spot.negotiate(True)

    assert "token" in url
    assert len(kucoin.tokens.issued) == 1

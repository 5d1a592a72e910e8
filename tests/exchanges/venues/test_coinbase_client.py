"""What ccxt's client of Coinbase gets wrong, and what becomes of it here.

Each fault is shown on the client as it is, so that a test fails once it is not needed any more.
"""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
import time
from typing import Any

import pytest

from custom_components.tradehook.exchanges.ccxt.core.errors import classes
from custom_components.tradehook.exchanges.ccxt.session.lazy_import import load_client
from custom_components.tradehook.exchanges.venues.coinbase_client import CORRECTIONS
from custom_components.tradehook.exchanges.venues.pagination import ListBrokenOffError
from tests.fake_exchange.coinbase import FakeCoinbase
from tests.fake_exchange.coinbase.guard import (
    ECDSA_NAME,
    ED25519_NAME,
    ED25519_SECRET,
    PEM,
    check_token,
)
from tests.fake_exchange.wire import RefusalError

ACCOUNTS = "v3PrivateGetBrokerageAccounts"
ORDERS = "v3PrivateGetBrokerageOrdersHistoricalBatch"
FILLS = "v3PrivateGetBrokerageOrdersHistoricalFills"
CANCEL = "v3PrivatePostBrokerageOrdersBatchCancel"


def market(base: str, quote: str, alias: str | None = None) -> dict[str, Any]:
    """Return a market as the client knows it."""
    return {
        "id": f"{base}-{quote}",
        "symbol": f"{base}/{quote}",
        "base": base,
        "quote": quote,
        "baseId": base,
        "quoteId": quote,
        "type": "spot",
        "spot": True,
        "precision": {"amount": "0.00000001", "price": "0.01"},
        "alias": alias,
    }


@asynccontextmanager
async def client_of(
    *, mended: bool, answers: Mapping[str, Any] | None = None
) -> AsyncIterator[tuple[Any, list[Mapping[str, Any]]]]:
    """Return a client, mended or as it is, that is answered so; and what it asks."""
    settings = {
        "apiKey": ECDSA_NAME,
        "secret": PEM,
        "options": {"fetchBalance": ACCOUNTS, "defaultType": "spot"},
    }
    client: Any = load_client("coinbase")(settings)
    client.set_markets([market("BTC", "USD", "BTC-USDC"), market("BTC", "USDC")])
    asked: list[Mapping[str, Any]] = []

    def answering(pages: Mapping[str, Any]) -> Any:
        async def answer(params: Mapping[str, Any]) -> Any:
            asked.append(params)
            return pages[str(params.get("cursor") or "")]

        return answer

    for name, pages in (answers or {}).items():
        setattr(client, name, answering(pages))
    for correction in CORRECTIONS if mended else ():
        correction.apply(client)
    yield client, asked
    await client.close()


def wallet(currency: str) -> dict[str, Any]:
    """Return a wallet as the venue tells it."""
    return {
        "currency": currency,
        "type": "ACCOUNT_TYPE_CRYPTO",
        "available_balance": {"value": "1", "currency": currency},
        "hold": {"value": "0", "currency": currency},
    }


@pytest.mark.parametrize(("mended", "told"), [(False, {"BTC"}), (True, {"BTC", "USD"})])
async def test_balances_are_those_of_all_wallets(mended: bool, told: set[str]) -> None:
    pages = {
        "": {"accounts": [wallet("BTC")], "has_next": True, "cursor": "2"},
        "2": {"accounts": [wallet("USD")], "has_next": False, "cursor": ""},
    }
    async with client_of(mended=mended, answers={ACCOUNTS: pages}) as (client, _):
        assert set((await client.fetch_balance())["total"]) == told


@pytest.mark.parametrize("cursor", ["", "2"])
async def test_part_of_the_wallets_is_not_taken_for_all_of_them(cursor: str) -> None:
    page = {"accounts": [wallet("BTC")], "has_next": True, "cursor": cursor}
    async with client_of(mended=True, answers={ACCOUNTS: {"": page, "2": page}}) as (client, _):
        with pytest.raises(ListBrokenOffError):
            await client.fetch_balance()


def order(number: int) -> dict[str, Any]:
    """Return an order as the venue tells it."""
    return {"order_id": str(number), "product_id": "BTC-USD", "client_order_id": f"c{number}"}


@pytest.mark.parametrize(("mended", "told"), [(False, {"1"}), (True, {"1", "2"})])
async def test_orders_are_listed_page_by_page_and_of_their_market(
    mended: bool, told: set[str]
) -> None:
    pages = {
        "": {"orders": [order(1)], "has_next": True, "cursor": "2"},
        "2": {"orders": [order(2)], "has_next": False, "cursor": ""},
    }
    async with client_of(mended=mended, answers={ORDERS: pages}) as (client, asked):
        rows = await client.fetch_orders("BTC/USD")
    assert {row["id"] for row in rows} == told
    assert asked[0].get("product_ids") == (["BTC-USD"] if mended else None)
    assert ("start_date" in asked[0]) is mended


@pytest.mark.parametrize(("mended", "told"), [(False, 1), (True, 2)])
async def test_fills_of_an_order_are_listed_page_by_page(mended: bool, told: int) -> None:
    fill = {"trade_id": "1", "order_id": "1", "product_id": "BTC-USD", "price": "1", "size": "1"}
    pages = {"": {"fills": [fill], "cursor": "2"}, "2": {"fills": [fill | {"trade_id": "2"}]}}
    async with client_of(mended=mended, answers={FILLS: pages}) as (client, asked):
        rows = await client.fetch_my_trades("BTC/USD", None, None, {"order_ids": "1"})
    assert len(rows) == told
    assert "start_date" not in asked[0]


@pytest.mark.parametrize(
    ("mended", "reason", "told"),
    [
        (False, "UNKNOWN_CANCEL_ORDER", "BadRequest"),
        (True, "UNKNOWN_CANCEL_ORDER", "OrderNotFound"),
        (True, "ORDER_IS_FULLY_FILLED", "OrderNotFound"),
        (True, "DUPLICATE_CANCEL_REQUEST", "OrderNotFound"),
        (True, "UNKNOWN_CANCEL_FAILURE_REASON", "ExchangeError"),
        (True, "ORDER_IS_BEING_REPLACED", "ExchangeError"),
    ],
)
async def test_cancel_that_is_not_done_says_why(mended: bool, reason: str, told: str) -> None:
    result = {"success": False, "failure_reason": reason, "order_id": "1"}
    pages = {"": {"results": [result]}}
    async with client_of(mended=mended, answers={CANCEL: pages}) as (client, _):
        with pytest.raises(Exception) as failed:
            await client.cancel_order("1", "BTC/USD")
    assert classes(failed.value)[0] == told


@pytest.mark.parametrize(("mended", "told"), [(False, "signature"), (True, "jwt")])
async def test_stream_is_shown_a_token_of_an_ed25519_key(mended: bool, told: str) -> None:
    async with client_of(mended=mended) as (client, _):
        client.apiKey, client.secret = ED25519_NAME, ED25519_SECRET
        assert told in client.create_ws_auth("user", [])


@pytest.mark.parametrize(("mended", "channel"), [(False, "ticker_batch"), (True, "ticker")])
async def test_prices_are_streamed_with_bid_and_ask(mended: bool, channel: str) -> None:
    async with client_of(mended=mended) as (client, _):
        heard: list[str] = []

        async def subscribed(name: str, *_: object) -> Any:
            heard.append(name)
            return {"symbol": "BTC/USD", "bid": "1", "ask": "2"}

        client.subscribe_multiple = subscribed
        told = await client.watch_tickers(["BTC/USDC"])
    assert heard == [channel]
    # The venue tells the prices of a shared order book under one of its names.
    assert list(told) == (["BTC/USDC"] if mended else ["BTC/USD"])


@pytest.mark.parametrize("mended", [False, True])
@pytest.mark.parametrize("url", [None, "https://api.coinbase.com/api/v3/brokerage/orders?limit=1"])
async def test_ecdsa_key_signs_what_the_venue_accepts(mended: bool, url: str | None) -> None:
    coinbase = FakeCoinbase()
    async with client_of(mended=mended) as (client, _):
        token = client.create_auth_token(client.seconds(), "GET" if url else None, url)
    told = check_token(token, coinbase.account, coinbase.clock.ms() / 1000)

    assert told.places == (("GET api.coinbase.com/api/v3/brokerage/orders",) if url else ("",))


@pytest.mark.parametrize(("mended", "told"), [(False, False), (True, True)])
@pytest.mark.parametrize(
    ("name", "secret"),
    [(ECDSA_NAME, PEM), (ED25519_NAME, ED25519_SECRET)],
    ids=["ecdsa", "ed25519"],
)
async def test_token_is_of_the_time_at_the_venue(
    mended: bool, told: bool, name: str, secret: str
) -> None:
    """Else a clock here that is wrong looks like a wrong key."""
    coinbase = FakeCoinbase()
    coinbase.clock.skew_ms = -3_600_000
    async with client_of(mended=mended) as (client, _):
        client.apiKey, client.secret = name, secret
        client.options["timeDifference"] = 3_600_000
        token = client.create_auth_token(client.seconds(), None, None, name == ED25519_NAME)
    try:
        check_token(token, coinbase.account, coinbase.clock.ms() / 1000)
    except RefusalError:
        assert not told
    else:
        assert told


async def test_ecdsa_key_signs_without_stopping_everything_else() -> None:
    async with client_of(mended=True) as (client, _):
        client.create_auth_token(client.seconds())
        began = time.thread_time()
        for _again in range(10):
            client.create_auth_token(client.seconds())
        assert time.thread_time() - began < 0.1


@pytest.mark.parametrize("mended", [False, True])
@pytest.mark.parametrize("flag", ["limit_only", "cancel_only", "post_only", "auction_mode"])
async def test_market_without_market_orders_is_halted(mended: bool, flag: str) -> None:
    product = {"product_id": "BTC-USD", "base_currency_id": "BTC", "quote_currency_id": "USD"}
    async with client_of(mended=mended) as (client, _):
        open_one = client.parse_spot_market({**product, "trading_disabled": False}, {})
        closed = client.parse_spot_market({**product, "trading_disabled": False, flag: True}, {})
    assert open_one["active"] is True
    assert closed["active"] is not mended

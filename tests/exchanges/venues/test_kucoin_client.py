"""What ccxt's client of KuCoin gets wrong, and what becomes of it here.

Each fault is shown on the client as it is, so that a test fails once it is not needed any more.
"""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from decimal import Decimal
from typing import Any

import pytest

from custom_components.tradehook.exchanges.ccxt.core.errors import classes
from custom_components.tradehook.exchanges.ccxt.session.lazy_import import load_client
from custom_components.tradehook.exchanges.venues.catalogue import venue
from tests.fake_exchange.clients import ccxt_client
from tests.fake_exchange.core.market import Kind
from tests.fake_exchange.faults import Effect, Fault
from tests.fake_exchange.kucoin import FakeKucoin
from tests.fake_exchange.kucoin.guard import PASSPHRASE
from tests.fake_exchange.server import FakeServer

BOTH = pytest.mark.parametrize("mended", [False, True], ids=["as it is", "mended"])
SPOT, BTC = "BTC/USDT", "BTC/USDT:USDT"
ORDER: Mapping[str, Any] = {"leverage": 10}
STOP: Mapping[str, Any] = {"stopPrice": 50_000, "stopPriceType": "TP", "reduceOnly": True}


@pytest.fixture(autouse=True)
def sockets(socket_enabled: None) -> None:
    """Let the clients reach the imitation on this machine."""


@asynccontextmanager
async def client_of(kucoin: FakeKucoin, code: str, *, mended: bool) -> AsyncIterator[Any]:
    """Return a client of a row, mended or as it is, with its markets loaded."""
    setup = venue(code).client
    async with FakeServer(kucoin) as server:
        options = {**setup.options, "hf": kucoin.kind.high_frequency}
        client = ccxt_client(venue(code).client_id, server, **options)
        client.password, client.has["fetchCurrencies"] = PASSPHRASE, False
        for correction in setup.corrections if mended else ():
            correction.apply(client)
        await client.load_markets(params={"marginables": False})
        yield client
        await client.close()


@BOTH
async def test_the_eu_is_asked_at_its_own_address(mended: bool) -> None:
    client: Any = load_client("kucoineu")({})
    for correction in venue("KUCN").client.corrections if mended else ():
        correction.apply(client)
    assert client.urls["api"]["private"] == "https://api.kucoin.eu"
    assert (client.urls["api"]["utaPrivate"] == "https://api.kucoin.eu") == mended
    await client.close()


@BOTH
@pytest.mark.parametrize(("code", "symbol"), [("KUCN", SPOT), ("KUCNF", BTC)])
async def test_answer_without_an_order_means_that_there_is_none(
    mended: bool, code: str, symbol: str
) -> None:
    kucoin = FakeKucoin()
    kucoin.kind.unknown_orders_are_empty = True
    async with client_of(kucoin, code, mended=mended) as client:
        failed, found = None, None
        try:
            found = await client.fetch_order(None, symbol, {"clientOrderId": "nobody"})
        except Exception as error:  # noqa: BLE001  its reader of futures raises a TypeError
            failed = error
        assert found is None or found["id"] is None
        assert (failed is not None and "OrderNotFound" in classes(failed)) == mended


@BOTH
async def test_sixty_open_orders_are_all_listed(mended: bool) -> None:
    async with client_of(FakeKucoin(), "KUCNF", mended=mended) as client:
        for _ in range(60):
            await client.create_order(BTC, "limit", "buy", 1, 50_000, ORDER)
        assert len(await client.fetch_open_orders(BTC)) == (60 if mended else 50)


@BOTH
@pytest.mark.parametrize("high_frequency", [True, False])
async def test_all_trades_of_an_order_are_listed(mended: bool, high_frequency: bool) -> None:
    kucoin = FakeKucoin(high_frequency=high_frequency)
    async with client_of(kucoin, "KUCN", mended=mended) as client:
        placed = await client.create_order(
            SPOT, "limit", "buy", 0.12, 50_000, {"clientOrderId": "mine"}
        )
        for _ in range(120):
            kucoin.fill("mine", "0.001")
        trades = await client.fetch_order_trades(placed["id"], SPOT)
        assert len(trades) == (120 if mended else 20 if high_frequency else 50)


@BOTH
async def test_too_many_requests_are_told(mended: bool) -> None:
    kucoin = FakeKucoin()
    async with client_of(kucoin, "KUCN", mended=mended) as client:
        kucoin.faults.append(Fault(effect=Effect.RATE_LIMIT, route="account"))
        with pytest.raises(Exception, match="429000") as failed:
            await client.fetch_balance()
        assert ("RateLimitExceeded" in classes(failed.value)) == mended


@BOTH
async def test_open_orders_of_a_high_frequency_account_are_those_of_all_markets(
    mended: bool,
) -> None:
    async with client_of(FakeKucoin(), "KUCN", mended=mended) as client:
        await client.create_order(SPOT, "limit", "buy", 0.01, 50_000)
        await client.create_order("ETH/USDT", "limit", "buy", 0.01, 2_000)
        if mended:
            found = await client.fetch_open_orders()
            assert {row["symbol"] for row in found} == {SPOT, "ETH/USDT"}
            return
        with pytest.raises(Exception, match="requires a symbol") as failed:
            await client.fetch_open_orders()
        assert "ArgumentsRequired" in classes(failed.value)


async def test_order_in_a_market_that_is_not_listed_hides_no_other() -> None:
    async with client_of(FakeKucoin(), "KUCN", mended=True) as client:
        await client.create_order(SPOT, "limit", "buy", 0.01, 50_000)
        await client.create_order("ETH/USDT", "limit", "buy", 0.01, 2_000)
        del client.markets_by_id["ETH-USDT"]
        (found,) = await client.fetch_open_orders()
        assert found["symbol"] == SPOT


@BOTH
@pytest.mark.parametrize("wallet", ["trade", "trade_hf"])
async def test_account_that_trades_has_its_money_whatever_it_is_called(
    mended: bool, wallet: str
) -> None:
    kucoin = FakeKucoin()
    kucoin.kind.wallet = wallet
    async with client_of(kucoin, "KUCN", mended=mended) as client:
        balance = await client.fetch_balance()
        told = mended or wallet == "trade_hf"
        assert balance["total"].get("USDT") == (10_000 if told else None)


@BOTH
async def test_stops_that_wait_are_among_the_open_orders(mended: bool) -> None:
    kucoin = FakeKucoin()
    async with client_of(kucoin, "KUCNF", mended=mended) as client:
        await client.create_order(BTC, "market", "buy", 2, None, ORDER)
        await client.create_order(BTC, "limit", "sell", 1, 70_000, ORDER)
        await client.create_order(BTC, "market", "sell", 1, None, {**ORDER, **STOP})
        found = await client.fetch_open_orders()
        assert sorted(row["type"] for row in found) == (
            ["limit", "market"] if mended else ["limit"]
        )


@BOTH
async def test_money_of_all_currencies_that_perpetuals_settle_in_is_told(mended: bool) -> None:
    kucoin = FakeKucoin()
    kucoin.set_balance("USDC", 7, Kind.LINEAR)
    async with client_of(kucoin, "KUCNF", mended=mended) as client:
        other = {**client.markets[BTC], "symbol": "BTC/USDC:USDC", "settle": "USDC"}
        client.markets["BTC/USDC:USDC"] = other
        balance = await client.fetch_balance()
        assert balance["total"] == ({"USDT": 10_000, "USDC": 7} if mended else {"USDT": 10_000})


@BOTH
async def test_funding_is_told_to_the_last_page_with_what_was_held(mended: bool) -> None:
    kucoin = FakeKucoin()
    kucoin.trade_outside(BTC, "-0.02")
    for _ in range(25):
        kucoin.engine.fund(BTC, Decimal("0.0001"))
    async with client_of(kucoin, "KUCNF", mended=mended) as client:
        rows = await client.fetch_funding_history(BTC, 1)
    assert len(rows) == (25 if mended else 10)
    assert ("size" in rows[0]) is mended
    if mended:
        assert (int(rows[0]["size"]), float(rows[0]["price"])) == (-20, 60_000)


@pytest.mark.parametrize(("amount", "kind"), [(3, "TransferIn"), (-3, "TransferOut")])
async def test_what_was_moved_is_that_of_the_futures_account(amount: int, kind: str) -> None:
    """The client asks for the ledger of spot."""
    kucoin = FakeKucoin()
    for _ in range(60):
        kucoin.engine.deposit(Kind.LINEAR, "USDT", Decimal(amount))
    async with client_of(kucoin, "KUCNF", mended=True) as client:
        rows = await client.fetch_ledger(None, 1, 50, {"type": kind, "endTime": 2**44})
    assert len({row["id"] for row in rows}) == len(rows) == 60
    assert {row["direction"] for row in rows} == {kind.removeprefix("Transfer").lower()}

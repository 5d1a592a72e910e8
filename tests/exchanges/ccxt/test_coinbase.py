"""Coinbase over the wire: wallets and orders in pages, its no, and cancels that come too late."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from decimal import Decimal
from typing import Any

import pytest

from custom_components.tradehook.exchanges.ccxt.exchange import CcxtExchange
from custom_components.tradehook.exchanges.ccxt.session import Credentials, VenueResources
from custom_components.tradehook.exchanges.port.exchange import (
    OrderNotFoundError,
    OrderRefusedError,
)
from custom_components.tradehook.exchanges.venues.catalogue import VENUES
from custom_components.tradehook.exchanges.venues.model.access import Credential
from custom_components.tradehook.trading.model.order import OrderState
from tests.exchanges.live import Live, World, host, until
from tests.exchanges.venue_rows import changed
from tests.fake_exchange.coinbase import FakeCoinbase
from tests.fake_exchange.coinbase.guard import ECDSA_NAME, ED25519_NAME, ED25519_SECRET, PEM
from tests.fake_exchange.core.market import Kind
from tests.fake_exchange.core.orders import Status
from tests.patience import PATIENCE

D = Decimal
BTC = "BTC/USD"
ECDSA = {Credential.API_KEY: ECDSA_NAME, Credential.SECRET: PEM.replace("\n", " ")}
ED25519 = {Credential.API_KEY: ED25519_NAME, Credential.SECRET: ED25519_SECRET}


@pytest.fixture(autouse=True)
def sockets(socket_enabled: None) -> None:
    """Let the tests reach the imitation on this machine."""


@pytest.fixture
def coinbase() -> FakeCoinbase:
    """Return an imitation of Coinbase with more wallets than an answer has room for."""
    fake = FakeCoinbase()
    wallets = fake.account.wallet(Kind.SPOT)
    usual = dict(wallets)
    wallets.clear()
    for number in range(255):
        fake.set_balance(f"COIN{number}", "0.5")
    wallets.update(usual)
    return fake


@asynccontextmanager
async def opened(
    coinbase: FakeCoinbase, values: dict[Credential, str], **changes: Any
) -> AsyncIterator[Live]:
    """Open an account, in which absence is proven after 0.3 s."""
    async with World(coinbase) as world, host(world) as surroundings:
        venue = changed(VENUES["GDAX"], absence_after=0.3, burst=1e9, **changes)
        exchange = CcxtExchange(venue, VenueResources(surroundings), Credentials(values))
        account = Live(exchange)
        await exchange.open(account.ear)
        try:
            yield account
        finally:
            await exchange.close()


@pytest.fixture
async def account(coinbase: FakeCoinbase) -> AsyncIterator[Live]:
    """Return an account with an ECDSA key that a one-line field has made blanks in."""
    async with opened(coinbase, ECDSA) as account:
        yield account


def request(account: Live, side: str, amount: str, price: str | None = None) -> Any:
    return account.request(side, amount, price, symbol=BTC)


async def test_balances_on_the_second_page_are_known(account: Live) -> None:
    balances = await account.exchange.fetch_balances()

    assert balances["USD"].free == 10_000
    assert len(balances) == 255 + 3


async def test_ed25519_key_opens_the_account_and_its_stream(coinbase: FakeCoinbase) -> None:
    async with opened(coinbase, ED25519) as account:
        await coinbase.streams.subscribed("user")
        # A connection on which nothing happens would be ended.
        await until(lambda: coinbase.streams.of("user")[0] in coinbase.streams.of("heartbeats"))
        report = await account.exchange.create_order(request(account, "buy", "0.001"))
        await until(lambda: account.ear.fills)

    assert coinbase.order(report.client_order_id).status is Status.FILLED


async def test_permissions_tell_the_portfolio(account: Live, coinbase: FakeCoinbase) -> None:
    coinbase.set_key(withdraw=True)
    found = await account.exchange.fetch_permissions()

    assert (found.trade, found.withdraw, bool(found.owner)) == (True, True, True)


async def test_market_buy_pays_its_fee_out_of_what_it_spends(
    account: Live, coinbase: FakeCoinbase
) -> None:
    report = await account.exchange.create_order(request(account, "buy", "0.01"))
    fills = await account.exchange.fetch_fills(BTC, report.client_order_id)

    assert sum(fill.amount for fill in fills) == coinbase.balance("BTC")
    assert {fill.fee_currency for fill in fills} == {"USD"}
    spent = sum((fill.price * fill.amount + fill.fee for fill in fills), D(0))
    assert spent == pytest.approx(D(600), abs=D("0.01"))


async def test_cancel_that_comes_too_late_is_over(account: Live, coinbase: FakeCoinbase) -> None:
    report = await account.exchange.create_order(request(account, "buy", "0.01", "59000"))
    coinbase.fill(report.client_order_id, "0.01")

    with pytest.raises(OrderNotFoundError):
        await account.exchange.cancel_order(BTC, report.client_order_id, report.venue_order_id)
    assert len(coinbase.sent("cancel_order")) == 1


async def test_order_that_waits_is_cancelled(account: Live, coinbase: FakeCoinbase) -> None:
    report = await account.exchange.create_order(request(account, "buy", "0.01", "59000"))
    ended = await account.exchange.cancel_order(BTC, report.client_order_id, None)

    assert ended.state is OrderState.CANCELLED
    assert coinbase.open_orders == []


@pytest.mark.parametrize(
    ("amount", "price", "code"),
    [("5", "59000", "insufficient_funds"), ("0.00001", "59000", "rejected")],
)
async def test_refusal_of_a_preview_is_definite(
    account: Live, coinbase: FakeCoinbase, amount: str, price: str, code: str
) -> None:
    with pytest.raises(OrderRefusedError) as refused:
        await account.exchange.create_order(request(account, "buy", amount, price))

    assert refused.value.code == code
    assert coinbase.orders == []


async def test_order_is_found_behind_a_hundred_others(
    account: Live, coinbase: FakeCoinbase
) -> None:
    placed = request(account, "buy", "0.0001")
    await account.exchange.create_order(placed)
    for _ in range(120):
        coinbase.trade_outside("BTC/EUR", "0.0001")
    async with opened_again(coinbase, account) as other:
        found = await other.exchange.find_order(BTC, placed.client_order_id)
        fills = await other.exchange.fetch_fills(BTC, placed.client_order_id)

    assert found is not None
    assert (found.state, len(fills)) == (OrderState.FILLED, 1)


@asynccontextmanager
async def opened_again(coinbase: FakeCoinbase, before: Live) -> AsyncIterator[Live]:
    """Open the account anew: nothing is remembered of its orders."""
    await before.exchange.close()
    async with opened(coinbase, ECDSA) as account:
        yield account


async def test_order_that_never_arrived_is_proven_absent(account: Live) -> None:
    missing = account.order_id()

    async def look() -> bool:
        try:
            return await account.exchange.find_order(BTC, missing) is None
        except Exception:  # noqa: BLE001  it is not proven yet
            return False

    async with asyncio.timeout(PATIENCE):
        while not await look():  # noqa: ASYNC110  the proof is a matter of time
            await asyncio.sleep(0.02)

"""Bitvavo over the wire: fees that are told later, and a clock that is wrong."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from decimal import Decimal

import pytest

from custom_components.tradehook.exchanges.ccxt.exchange import CcxtExchange
from custom_components.tradehook.exchanges.ccxt.session import VenueResources
from custom_components.tradehook.exchanges.port.exchange import (
    ClockError,
    CredentialsRefusedError,
    OrderNotFoundError,
    VenueError,
)
from custom_components.tradehook.exchanges.venues.catalogue import VENUES
from tests.exchanges.live import FAKE_KEYS, Live, World, host, until
from tests.exchanges.venue_rows import changed
from tests.fake_exchange.bitvavo import FakeBitvavo
from tests.fake_exchange.faults import Effect, Fault

D = Decimal
BTC = "BTC/EUR"


@pytest.fixture(autouse=True)
def sockets(socket_enabled: None) -> None:
    """Let the tests reach the imitation on this machine."""


@pytest.fixture
def bitvavo() -> FakeBitvavo:
    """Return an imitation of Bitvavo."""
    return FakeBitvavo()


@asynccontextmanager
async def opened(bitvavo: FakeBitvavo) -> AsyncIterator[Live]:
    """Open an account, in which absence is proven after 0.3 s."""
    async with World(bitvavo) as world, host(world) as surroundings:
        venue = changed(VENUES["BVVO"], absence_after=0.3, burst=1e9)
        exchange = CcxtExchange(venue, VenueResources(surroundings), FAKE_KEYS)
        account = Live(exchange)
        await exchange.open(account.ear)
        try:
            yield account
        finally:
            await exchange.close()


@pytest.fixture
async def account(bitvavo: FakeBitvavo) -> AsyncIterator[Live]:
    """Return an open account."""
    async with opened(bitvavo) as account:
        yield account


async def test_fee_that_is_told_later_is_the_one_that_counts(
    account: Live, bitvavo: FakeBitvavo
) -> None:
    bitvavo.listing.unsettled = 2
    report = await account.order("buy", "0.01", symbol=BTC)
    assert account.ear.fills == {}
    with pytest.raises(VenueError, match="has not settled trade"):
        await account.exchange.fetch_fills(BTC, report.client_order_id)
    (fill,) = await account.exchange.fetch_fills(BTC, report.client_order_id)

    assert (fill.fee, fill.fee_currency) == (D("1.500025"), "EUR")


async def test_trades_of_a_limit_order_are_asked_of_the_order_itself(
    account: Live, bitvavo: FakeBitvavo
) -> None:
    report = await account.order("buy", "0.01", "59000", symbol=BTC)
    bitvavo.fill(str(bitvavo.orders[0].client_id), "0.004")
    await until(lambda: account.ear.fills)

    (fill,) = await account.exchange.fetch_fills(BTC, report.client_order_id)
    assert (fill.amount, fill.venue_order_id) == (D("0.004"), report.venue_order_id)
    assert not bitvavo.sent("my_trades")


async def test_cancel_that_comes_too_late_is_over(account: Live, bitvavo: FakeBitvavo) -> None:
    report = await account.order("buy", "0.01", "59000", symbol=BTC)
    bitvavo.fill(str(bitvavo.orders[0].client_id), "0.01")

    with pytest.raises(OrderNotFoundError):
        await account.exchange.cancel_order(BTC, report.client_order_id, report.venue_order_id)


async def test_clock_that_is_wrong_is_corrected(bitvavo: FakeBitvavo) -> None:
    bitvavo.clock.skew_ms = 3_600_000
    async with opened(bitvavo) as account:
        assert account.ear.balances["EUR"].free == 10_000


async def test_clock_that_can_not_be_corrected_is_no_wrong_key(bitvavo: FakeBitvavo) -> None:
    bitvavo.clock.skew_ms = 3_600_000
    bitvavo.faults.append(Fault(effect=Effect.GATEWAY, route="time", processed=False, times=99))
    with pytest.raises(ClockError):
        async with opened(bitvavo):
            pass


async def test_address_that_is_refused_is_a_matter_of_the_key(bitvavo: FakeBitvavo) -> None:
    bitvavo.set_key(address_refused=True)
    with pytest.raises(CredentialsRefusedError, match="307"):
        async with opened(bitvavo):
            pass

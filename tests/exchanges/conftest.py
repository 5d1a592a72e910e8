"""The venues that the tests trade on."""

from collections.abc import AsyncIterator
from decimal import Decimal

import pytest

from custom_components.tradehook.exchanges.paper import PaperTerms

from .venue import Venue, open_linear

D = Decimal
FEES = PaperTerms(maker_fee=D("0.05"), taker_fee=D("0.1"), slippage=D("0.05"))


@pytest.fixture(name="venue")
async def fixture_venue() -> AsyncIterator[Venue]:
    """Return a venue without fees and slippage, with 10,000 USDT and BTC held at 100."""
    venue = Venue()
    await venue.open()
    await venue.move(100)
    yield venue
    await venue.exchange.close()


@pytest.fixture(name="costly")
async def fixture_costly() -> AsyncIterator[Venue]:
    """Return a venue with 0.05 % maker fee, 0.1 % taker fee and 0.05 % slippage."""
    venue = Venue(terms=FEES)
    await venue.open()
    await venue.move(100)
    yield venue
    await venue.exchange.close()


@pytest.fixture(name="linear")
async def fixture_linear() -> AsyncIterator[Venue]:
    """Return a venue that costs nothing, with 10,000 USDT and BTC held at 100."""
    venue = await open_linear()
    yield venue
    await venue.exchange.close()


@pytest.fixture(name="hedge")
async def fixture_hedge() -> AsyncIterator[Venue]:
    """Return the same in hedge mode."""
    venue = await open_linear(hedge_mode=True)
    yield venue
    await venue.exchange.close()

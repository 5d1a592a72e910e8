"""A price that a paper account is asked for."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from custom_components.tradehook.exchanges.port.exchange import NotSentError, VenueError
from tests.exchanges.venue import BTC as PAPER_BTC, Venue

D = Decimal


async def test_paper_tells_the_price_behind_what_happened_before(venue: Venue) -> None:
    """A limit order that a price has reached fills before that price is told as the newest."""
    before = venue.told.quotes[PAPER_BTC]
    await venue.order("buy", "1", "95")
    await venue.market.set_price(PAPER_BTC, price=D(90), hold=True)
    venue.clock.skip(timedelta(seconds=2))

    quote = await venue.exchange.fetch_quote(PAPER_BTC)

    assert quote.last == 90
    assert quote.at > before.at
    assert venue.told.quotes[PAPER_BTC] == quote
    fill, price = (
        max(i for i, line in enumerate(venue.told.log) if line.startswith(start))
        for start in ("fill", f"quote {PAPER_BTC} 90")
    )
    assert fill < price


async def test_price_that_stands_still_counts_as_new(venue: Venue) -> None:
    before = venue.told.quotes[PAPER_BTC]
    venue.clock.skip(timedelta(seconds=20))
    quote = await venue.exchange.fetch_quote(PAPER_BTC)
    assert quote == replace(before, at=venue.clock.now())


async def test_closed_or_unknown_market_has_no_price(venue: Venue) -> None:
    with pytest.raises(VenueError):
        await venue.exchange.fetch_quote("NOTHING/USDT")
    await venue.exchange.close()
    with pytest.raises(NotSentError):
        await venue.exchange.fetch_quote(PAPER_BTC)

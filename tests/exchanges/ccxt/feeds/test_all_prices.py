"""Prices of all markets from one stream, where the venue has no question for them."""

from decimal import Decimal

import pytest

from tests.exchanges.live import BTC, World, live, until
from tests.fake_exchange.woo import FakeWoo

D = Decimal
ETH = "ETH/USDT"


@pytest.mark.usefixtures("socket_enabled")
async def test_prices_that_nobody_watches_come_from_the_stream_of_all() -> None:
    venue = FakeWoo()
    async with World(venue) as world, live(world, "WOO") as account:
        await venue.streams.subscribed("bbos")
        asked = len(venue.sent("ticker"))
        venue.set_price(ETH, "3100", "3101")

        await until(lambda: account.ear.quotes[ETH][-1].bid == D(3100))

        assert len(venue.sent("ticker")) == asked
        assert account.ear.quotes[ETH][-1].ask == D(3101)


@pytest.mark.usefixtures("socket_enabled")
async def test_prices_are_polled_while_that_stream_is_refused() -> None:
    venue = FakeWoo()
    venue.streams.refusing = True
    async with World(venue) as world, live(world, "WOO") as account:
        venue.set_price(BTC, "61000", "61001")

        await until(lambda: account.ear.quotes[BTC][-1].bid == D(61000))


@pytest.mark.usefixtures("socket_enabled")
async def test_stream_that_was_cut_is_dialled_anew() -> None:
    venue = FakeWoo()
    async with World(venue) as world, live(world, "WOO") as account:
        await venue.streams.subscribed("bbos")
        venue.streams.cut()
        await until(lambda: not venue.streams.connections)
        await venue.streams.subscribed("bbos")
        venue.set_price(ETH, "3100", "3101")

        await until(lambda: account.ear.quotes[ETH][-1].bid == D(3100))

"""Imitated venues as a Home Assistant in the harness reaches them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from homeassistant.core import HomeAssistant

from custom_components.tradehook.accounts.data import async_tradehook_data
from custom_components.tradehook.exchanges.ccxt.core.protocol import CcxtClient
from tests.fake_exchange.clients import point
from tests.fake_exchange.server import FakeServer
from tests.fake_exchange.venue import FakeVenue


@asynccontextmanager
async def reachable(hass: HomeAssistant, *venues: FakeVenue) -> AsyncIterator[FakeServer]:
    """Serve venues, and point every client that is made from now on at them."""

    def configure(client: CcxtClient) -> None:
        ours: Any = client
        point(ours, server)
        client.timeout_on_exit = 1  # it would sleep for a quarter of a second

    async with FakeServer(*venues) as server:
        async_tradehook_data(hass).configure = configure
        yield server

"""The lines of an account: what they do by themselves ends with them."""

import asyncio
from typing import Any, cast

import pytest

from custom_components.tradehook.exchanges.ccxt.session.client_pool import ClientPool
from custom_components.tradehook.exchanges.ccxt.session.shared import VenueResources
from custom_components.tradehook.exchanges.venues.catalogue import VENUES
from tests.exchanges.live import World, host, keys_of


async def test_close_calls_off_what_waits_to_subscribe(world: World) -> None:
    """The client's own limiter would go on for as long as the next message has to wait."""
    async with host(world) as surroundings:
        lines = await ClientPool.open(
            VENUES["BINA"], VenueResources(surroundings), credentials=keys_of("BINA")
        )
        before = asyncio.all_tasks()
        stream = cast("Any", lines.prices).client("wss://stream.test")
        waiting = [asyncio.create_task(stream.throttle(10_000)) for _ in range(2)]
        await waiting[0]
        assert not waiting[1].done()

        await lines.close()

        assert waiting[1].cancelled()
        assert asyncio.all_tasks() <= before
        with pytest.raises(asyncio.CancelledError):
            await stream.throttle(1)

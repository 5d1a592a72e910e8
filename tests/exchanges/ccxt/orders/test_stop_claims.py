"""Entries wait while too many positions before them have no stop on the venue yet."""

import asyncio
from pathlib import Path

import pytest

from custom_components.tradehook.exchanges.ccxt.orders import stop_claims
from tests.exchanges.live import until
from tests.fake_exchange.faults import Effect, Fault

from .test_timely_stops import coins, living

COUNT = 12


@pytest.mark.usefixtures("socket_enabled")
async def test_further_entries_wait_for_the_stops_of_those_before(tmp_path: Path) -> None:
    async with living(tmp_path / "account.db") as house:
        venue = house.venue
        venue.faults += [
            Fault(effect=Effect.DELAY, route="create_algo_order", seconds=0.2) for _ in range(COUNT)
        ]
        await asyncio.gather(*(house.open(coin) for coin in coins(COUNT)))
        await until(lambda: house.stops() == COUNT)
        placed = ("create_order", "create_algo_order")
        sent = [one for one in venue.requests if one.name in placed and one.method == "POST"]
        bare = most = 0
        for request in sent:
            if request.params.get("type") == "MARKET":
                bare += 1
            elif request.name == "create_algo_order":
                bare -= 1
            most = max(most, bare)
        assert most <= stop_claims.AT_ONCE < COUNT

"""Two positions of ours that are one position of the venue: neither sells what the other has."""

import asyncio
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.exchanges.live import World, until
from tests.fake_exchange.venue import FakeVenue
from tests.fake_exchange.wire import Call, Reply
from tests.patience import PATIENCE

from .test_account import home

D = Decimal
OPENING = {"side": "long", "quote_amount": "480", "stop_loss": {"stop_percentage": 3}}


@pytest.mark.parametrize("code", ["BIFU", "BYBIF"])
async def test_stops_of_two_positions_never_sell_more_than_both_hold(
    world: World, venue: FakeVenue, code: str, tmp_path: Path
) -> None:
    """Each of them is replaced; a price that passed all stops would sell no more than is held."""
    most, symbol = D(0), "BTC/USDT:USDT"
    result = venue.result

    def watched(call: Call, content: object) -> Reply:
        nonlocal most
        stops = [order.amount for order in venue.open_orders if order.trigger is not None]
        held = venue.position(symbol)
        most = max(most, sum(stops, D(0)) - held)
        return result(call, content)

    venue.result = watched  # type: ignore[method-assign]
    async with home(
        world, venue, code, tmp_path / "account.db", max_positions_per_market=2
    ) as at_home:

        async def rows() -> list[dict[str, Any]]:
            found = await at_home.account.positions()
            return [dict(row) for row in found if row["status"] == "open"]

        for signal_id in ("first", "second"):
            assert (await at_home.send(signal_id=signal_id, **OPENING)).status == 202
        await until(lambda: len(at_home.stops()) == 2)
        async with asyncio.timeout(PATIENCE):  # on record a commit after the stops rest
            while len(both := await rows()) < 2:  # noqa: ASYNC110  a ledger can only be read
                await asyncio.sleep(0.01)
        most = D(0)

        for number, row in enumerate(both):
            stop = {"stop_percentage": 4 + number}
            await at_home.account.modify_position(row["position_id"], {"stop_loss": stop})

        def moved() -> bool:
            prices = [order.trigger.price for order in at_home.stops() if order.trigger]
            return len(prices) == 2 and max(prices) < D(58_000)

        await until(moved)
        assert most <= 0
        venue.set_price(at_home.symbol, 55_000)
        await until(lambda: at_home.held() == 0 and not venue.open_orders)
        sold = [fill.amount for fill in venue.fills if fill.side.name == "SELL"]
        assert sum(sold) == sum(D(row["size"]) for row in both)

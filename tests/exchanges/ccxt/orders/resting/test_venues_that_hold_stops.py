"""Venues that were not seen to hold stops: those are watched here, and never sent."""

from dataclasses import replace

import pytest

from custom_components.tradehook.exchanges.ccxt.connection.resting_stops import holds_stops
from custom_components.tradehook.exchanges.port.exchange import (
    OrderRefusedError,
)
from custom_components.tradehook.exchanges.venues.catalogue import VENUES
from custom_components.tradehook.exchanges.venues.model.venue import Venue
from custom_components.tradehook.trading.model.market import OrderSide
from custom_components.tradehook.trading.model.sections import OrderType
from tests.exchanges.live import World, live
from tests.fake_exchange.venue import FakeVenue

from ...connection.test_client_order_ids import LISTED, order_leaves
from .scene import CODES, SIZE, TRIGGER, D


@pytest.mark.parametrize("code", ["BYBI"])
async def test_stop_never_leaves_for_a_venue_that_is_not_on_the_list(
    world: World, venue: FakeVenue, code: str
) -> None:
    venue.set_balance("BTC", SIZE)
    async with live(world, code) as account:
        assert not account.exchange.holds_stops("BTC/USDT")
        with pytest.raises(OrderRefusedError) as caught:
            await account.order("sell", SIZE, trigger=TRIGGER, is_exit=True)
    assert caught.value.code == "stop_not_held"
    assert not venue.sent("create_order")


@pytest.mark.parametrize("row", VENUES.values(), ids=VENUES)
@pytest.mark.parametrize("side", OrderSide)
def test_what_leaves_says_the_trigger_or_nothing_leaves(row: Venue, side: OrderSide) -> None:
    """Clients drop what they don't know, and the venue would sell at once."""
    if row.stops is None:
        with pytest.raises(OrderRefusedError):
            order_leaves(row, side, OrderType.MARKET, exits=True, trigger=D(58000))
        return
    left = order_leaves(row, side, OrderType.MARKET, exits=True, trigger=D(58000))
    says = {
        "BINA": "stopPrice",
        "KRKN": "price",
        "KUCNF": "stopPrice",
        "OKEX": "slTriggerPx",
        "OKEXF": "slTriggerPx",
        "KRKNF": "stopPrice",
        "HYPERLIQUIDF": "triggerPx",
        "BITGF": "stopLoss",
        "GATEF": "price",
    }
    assert f"'{says.get(row.code, 'triggerPrice')}': '58000" in left
    assert ("algoOrder" in left) is (row.code == "BIFU")


@pytest.mark.parametrize("code", CODES)
def test_market_that_does_not_list_such_orders_holds_none(code: str) -> None:
    row = VENUES[code]
    listed = LISTED[row.market_type]
    assert row.stops is not None
    elsewhere = replace(listed, order_types=frozenset({"MARKET"}))
    assert holds_stops(row, elsewhere) is (row.stops.kind is None)
    assert not holds_stops(row, None)


def test_list_of_venues_that_hold_stops() -> None:
    """Add one only with tests as these, against a strict imitation."""
    assert [code for code, row in VENUES.items() if row.stops is not None] == [
        "BINA",
        "BIFU",
        "BYBIF",
        "OKEX",
        "OKEXF",
        "KUCNF",
        "KRKN",
        "KRKNF",
        "GATEF",
        "BITGF",
        "HYPERLIQUIDF",
    ]

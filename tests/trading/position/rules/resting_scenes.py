"""A position whose stop may rest on the venue, for the tests of that."""

from decimal import Decimal

import pytest

from custom_components.tradehook.trading.model.facts import (
    OrderIntended,
)
from custom_components.tradehook.trading.model.market import Market, Side
from custom_components.tradehook.trading.model.order import Order
from custom_components.tradehook.trading.model.plan import Plan
from custom_components.tradehook.trading.model.sections import (
    Protection,
    StopOrderType,
)
from tests.trading.scene import (
    LINEAR,
    SPOT,
    Scene,
    opened,
    plain,
    price,
)

SIDES = pytest.mark.parametrize("side", list(Side))
MARKETS = pytest.mark.parametrize("venue_market", [SPOT, LINEAR], ids=["spot", "linear"])
TRAILING = {
    "protection_type": Protection.PRICE,
    "trailing_percentage": Decimal(1),
    "trailing_distance": Decimal(2),
}
LIMIT = {"order_type": StopOrderType.LIMIT, "limit": price(94)}


def held(opening: Plan, market: Market = LINEAR, side: Side = Side.LONG) -> Scene:
    """Return a position on a venue that takes stops."""
    return opened(opening, market=market, side=side, holds_stops=True)


def resting(scene: Scene) -> list[tuple[str, str]]:
    """Return trigger and amount of what rests, as text."""
    return [
        (plain(order.trigger), plain(order.remaining))
        for order in scene.position.resting_stops
        if order.trigger is not None
    ]


def stops_sent(scene: Scene) -> list[Order]:
    """Return all resting stops that there ever were."""
    return [fact.order for fact in scene.happened(OrderIntended) if fact.order.is_resting_stop]

"""What of a holding belongs to nobody, and how much of it nobody else has locked."""

from dataclasses import replace
from decimal import Decimal

import pytest

from custom_components.tradehook.trading.admission.holdings.unowned import VenueHolding, unowned
from custom_components.tradehook.trading.model.market import Market, OrderSide, Side
from custom_components.tradehook.trading.model.order import ForeignOrder
from custom_components.tradehook.trading.model.position import Position
from tests.trading.scene import LINEAR, SPOT, opened, percent, plan, target


def holding(
    size: str, market: Market = LINEAR, side: Side = Side.LONG, locked: str | None = None
) -> VenueHolding:
    used = None if locked is None else Decimal(locked)
    return VenueHolding(market=market, side=side, size=Decimal(size), locked=used)


def ours(side: Side = Side.LONG, market: Market = LINEAR) -> Position:
    """Ten coins with a target for half of them."""
    exits = (target(percent(10), 50),)
    return opened(plan(take_profit=exits), side=side, market=market).position


def order(remaining: str, side: OrderSide = OrderSide.SELL) -> ForeignOrder:
    return ForeignOrder(
        venue_order_id="1", symbol=LINEAR.symbol, side=side, remaining=Decimal(remaining)
    )


@pytest.mark.parametrize(
    ("held", "positions", "left"),
    [
        ("15", [ours()], "5"),
        ("15", [], "15"),
        ("10", [ours()], None),
        ("8", [ours()], None),
        ("10.0004", [ours()], None),
        ("10.0019", [ours()], "0.001"),
    ],
)
def test_what_is_beyond_our_positions_is_nobodys(
    held: str, positions: list[Position], left: str | None
) -> None:
    found = unowned(holding(held), positions, [])

    assert (None if found is None else found.size) == (None if left is None else Decimal(left))


@pytest.mark.parametrize(
    ("orders", "available"),
    [
        ([], "5"),
        ([order("2")], "3"),
        ([order("2"), order("9")], "0"),
        ([order("2", OrderSide.BUY)], "5"),
        ([order("0")], "0"),  # one without an amount closes all that is there
    ],
)
def test_what_others_have_locked_is_not_available(
    orders: list[ForeignOrder], available: str
) -> None:
    found = unowned(holding("15"), [ours()], orders)

    assert found is not None
    assert found.available == Decimal(available)


def test_on_spot_the_balance_says_what_is_locked() -> None:
    """Ours have locked 5 of their 10: of 20 coins of which 7 are locked others lock 2."""
    found = unowned(holding("20", SPOT, locked="7"), [ours(market=SPOT)], [])

    assert found is not None
    assert (found.size, found.locked, found.available) == (10, 2, 8)


def test_two_orders_of_which_one_ends_the_other_have_locked_the_same_coins() -> None:
    """Of 4 locked coins a pair has 2: once it has gone the other 2 are still locked."""
    found = unowned(holding("20", SPOT, locked="4"), [], [])
    pair = [replace(order("2"), venue_order_id=one, pair="7") for one in ("1", "2")]
    alone = [replace(order("2"), venue_order_id=one) for one in ("1", "2")]

    assert found is not None
    assert found.without(pair).available == 18
    assert found.without(alone).available == 20


def test_a_short_on_spot_owes_coins() -> None:
    """The coins that it has to bring back are not there to be adopted."""
    short = ours(Side.SHORT, SPOT)

    found = unowned(holding("20", SPOT, locked="0"), [short], [])

    assert found is not None
    assert found.size == 20

"""Adopted positions: managed like any other, counted from the market's price at adoption."""

from decimal import Decimal

import pytest

from custom_components.tradehook.trading.model.facts import Adopted, CloseReason, InvalidFactError
from custom_components.tradehook.trading.model.inputs import Close, Increase
from custom_components.tradehook.trading.model.market import Market, Side
from custom_components.tradehook.trading.model.order import Purpose
from custom_components.tradehook.trading.position.evolve.apply import apply
from custom_components.tradehook.trading.position.performance import (
    entry_cost,
    entry_price,
    profit_percentage,
)
from tests.trading.scene import LINEAR, SPOT, START, Scene, opened, percent, plan, stop, target

SIDES = pytest.mark.parametrize("side", list(Side))
TEN = Decimal(10)


def adopted(
    side: Side = Side.LONG,
    market: Market = LINEAR,
    entry: str | Decimal | None = None,
    **exits: object,
) -> Scene:
    """Ten coins that somebody else bought, adopted at 100."""
    scene = Scene(plan(**exits), side=side, market=market, holds_stops=True)
    scene.venue.base = TEN * side.sign
    fact = Adopted(
        at=START,
        amount=TEN,
        price=Decimal(100),
        entry_price=None if entry is None else Decimal(entry),
    )
    scene.facts.append(fact)
    scene.position = apply(scene.position, fact)
    scene.look()
    return scene


@SIDES
def test_its_protection_rests_at_once_and_nothing_is_bought(side: Side) -> None:
    scene = adopted(side, stop_loss=stop(percent(5)), take_profit=(target(percent(10)),))

    (stop_order,) = scene.orders(Purpose.STOP_LOSS)
    assert stop_order.trigger == scene.at(-5)
    assert [order.price for order in scene.orders(Purpose.TAKE_PROFIT)] == [scene.at(10)]
    assert scene.orders(Purpose.ENTRY) == []
    assert all(order.reduce_only for order in scene.orders())
    assert scene.venue.position == TEN


@SIDES
def test_its_result_counts_from_the_price_of_then(side: Side) -> None:
    scene = adopted(side, entry=Decimal(100) - side.sign * 20)
    scene.favour(2)

    assert scene.position.unrealized(scene.at(2)) == Decimal(20)
    assert profit_percentage(scene.position, scene.at(2)) == Decimal(2)
    assert entry_cost(scene.position) == Decimal(1000)
    assert scene.position.profit_before_adoption == Decimal(200)

    scene.tell(Close(reason=CloseReason.MANUAL))
    assert scene.position.realized_profit == Decimal(20)
    assert scene.venue.position == 0


def test_the_entry_that_was_told_is_for_display_and_the_stops_distance() -> None:
    scene = adopted(entry="80", stop_loss=stop(percent(10)), take_profit=(target(percent(10)),))

    assert entry_price(scene.position) == Decimal(80)
    assert scene.position.stop_price == Decimal(72)
    assert scene.position.average_entry == Decimal(100)
    assert [row.price for row in scene.position.targets] == [Decimal(110)]


def test_without_an_entry_all_counts_from_the_market() -> None:
    scene = adopted(stop_loss=stop(percent(10)))

    assert entry_price(scene.position) == Decimal(100)
    assert scene.position.stop_price == Decimal(90)
    assert scene.position.profit_before_adoption is None


def test_an_increase_moves_both_entries() -> None:
    scene = adopted(entry="80", stop_loss=stop(percent(10)))

    scene.tell(Increase(amount=TEN))

    assert scene.position.average_entry == Decimal(100)
    assert entry_price(scene.position) == Decimal(90)
    assert scene.position.stop_price == Decimal(81)


def test_a_stop_closes_all_of_it() -> None:
    scene = adopted(market=SPOT, stop_loss=stop(percent(5)))

    scene.move(94)

    assert scene.venue.position == 0
    assert scene.position.close_reason is CloseReason.STOP_LOSS


def test_what_has_begun_can_not_be_adopted() -> None:
    scene = opened(plan())

    with pytest.raises(InvalidFactError):
        apply(scene.position, Adopted(at=START, amount=TEN, price=Decimal(100)))

"""What follows from the kind of a position, an order or a side: looked up, for each of them."""

import copy
import json

from custom_components.tradehook.trading.model.facts import PositionStatus
from custom_components.tradehook.trading.model.market import OrderSide, Side
from custom_components.tradehook.trading.model.order import FINAL, OrderState, Purpose


def test_a_position_is_live_until_it_is_over() -> None:
    live = {status for status in PositionStatus if status.is_live}
    assert live == {PositionStatus.PENDING, PositionStatus.OPEN, PositionStatus.CLOSING}
    assert not any(status.is_live for status in set(PositionStatus) - live)


def test_an_order_adds_or_reduces() -> None:
    adds = {purpose for purpose in Purpose if purpose.adds}
    assert adds == {Purpose.ENTRY, Purpose.DCA, Purpose.INCREASE}
    assert not any(purpose.adds for purpose in set(Purpose) - adds)


def test_an_order_is_final_or_not() -> None:
    assert {state for state in OrderState if state.is_final} == FINAL
    assert not any(state.is_final for state in set(OrderState) - FINAL)


def test_sides() -> None:
    assert (Side.LONG.entry, Side.LONG.exit) == (OrderSide.BUY, OrderSide.SELL)
    assert (Side.SHORT.entry, Side.SHORT.exit) == (OrderSide.SELL, OrderSide.BUY)
    assert (Side.LONG.sign, Side.SHORT.sign) == (1, -1)
    assert (Side.LONG.opposite, Side.SHORT.opposite) == (Side.SHORT, Side.LONG)


def test_they_are_stored_and_copied_as_before() -> None:
    assert json.dumps([Side.LONG, PositionStatus.OPEN]) == '["long", "open"]'
    assert copy.deepcopy(Side.LONG) is Side.LONG

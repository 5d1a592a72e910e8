"""Reader of the `strategy` block: what a TradingView strategy held before and holds now."""

from decimal import Decimal
from enum import StrEnum
from typing import Final

from ...model.market import Side
from ..signal import Action, StrategyState
from . import values
from .reader import FieldReader


class MarketPosition(StrEnum):
    """What `{{strategy.market_position}}` says."""

    LONG = "long"
    SHORT = "short"
    FLAT = "flat"


class OrderAction(StrEnum):
    """What `{{strategy.order.action}}` says."""

    BUY = "buy"
    SELL = "sell"


STRATEGY_FIELDS: Final = frozenset(
    {
        "market_position",
        "prev_market_position",
        "market_position_size",
        "prev_market_position_size",
        "order_action",
        "contracts",
    }
)
"""The fields of the block."""
_SIZES: Final = ("market_position_size", "prev_market_position_size")
_POSITION_AND_SIZES: Final = ("prev_market_position", *_SIZES)
_SIDES: Final = {MarketPosition.LONG: Side.LONG, MarketPosition.SHORT: Side.SHORT}


def read_strategy(fields: FieldReader) -> StrategyState | None:
    """Read the block; going flat needs nothing but its `market_position`."""
    block = fields.section("strategy")
    if block is None:
        return None
    block.require_each("market_position")
    position = block.choice("market_position", MarketPosition)
    flat = position is MarketPosition.FLAT
    order_action = block.read_leniently("order_action", values.choice, OrderAction)
    leaves = position is not None and not flat and str(order_action) == _SIDES[position].exit
    read = block.read_leniently if flat else block.read
    if not flat:
        block.require_each(*(_SIZES if leaves else _POSITION_AND_SIZES))
    tolerant = block.read_leniently if leaves else read
    previous = tolerant("prev_market_position", values.choice, MarketPosition)
    if leaves and previous is None:
        previous = position  # what a sell has left a long of was one
    size = read("market_position_size", _size)
    previous_size = read("prev_market_position_size", _size)
    contracts = tolerant("contracts", _size)
    block.finish()
    if position is None:
        return None
    return StrategyState(
        market_position=position,
        prev_market_position=previous or MarketPosition.FLAT,
        prev_readable=previous is not None,
        market_position_size=size or Decimal(0),
        prev_market_position_size=previous_size or Decimal(0),
        order_action=order_action,
        contracts=contracts or None,
    )


def implied_action(state: StrategyState) -> Action:
    """Return what the strategy did; what the bot must do depends on what it holds."""
    if state.market_position == MarketPosition.FLAT:
        return Action.CLOSE
    if state.prev_market_position == MarketPosition.FLAT or not state.prev_market_position_size:
        return Action.OPEN
    if state.prev_market_position != state.market_position:
        return Action.REVERSE
    if state.market_position_size < state.prev_market_position_size:
        return Action.REDUCE
    side = implied_side(state)
    if side is not None and state.order_action == side.exit:
        return Action.REDUCE  # it never adds to what it sells from
    return Action.INCREASE


def implied_side(state: StrategyState) -> Side | None:
    """Return the side that the strategy is on now; None when flat."""
    flat = state.market_position == MarketPosition.FLAT
    return None if flat else _SIDES[MarketPosition(state.market_position)]


def _size(value: object) -> Decimal:
    return values.number(value).copy_abs()

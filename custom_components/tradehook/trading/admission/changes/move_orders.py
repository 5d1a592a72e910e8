"""Moves of limit orders that rest: read, and checked against the market before anything is sent."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from ...model.inputs import MarketContext
from ...model.market import MarketType, OrderSide, Side
from ...model.order import Order, Purpose
from ...model.position import ZERO, Position
from ...model.price_math import has_reached, is_beyond
from ...model.sections import OrderType
from ...reasons.reasons import FieldError, ReasonCode, Refused, refuse
from ...reasons.text import plain
from ...signal.fields.reader import FieldReader
from ...signal.price_checks import check_prices

MOVABLE: Final = (Purpose.ENTRY, Purpose.DCA, Purpose.INCREASE, Purpose.REDUCE)


def read_moves(
    fields: FieldReader, position: Position, situation: MarketContext
) -> tuple[tuple[str, Decimal], ...]:
    """Return the orders that are moved, with their new prices; Refused without a price."""
    if situation.quote is None:
        raise Refused(refuse(ReasonCode.MARKET_DATA_STALE, what="price"))
    moves: dict[str, Decimal] = {}
    for entry in fields.entries("move_orders"):
        key, price = entry.word("order"), entry.positive("price")
        entry.finish()
        if not entry.require("order") or not entry.require("price"):
            continue
        if key is None or price is None:
            continue
        order = position.orders.get(key)
        if order is None or not _rests(position, order):
            entry.error("order", "is no limit order of this position that rests")
        elif key in moves:
            entry.error("order", "is moved twice")
        else:
            price = situation.market.limit_price(order.side, price)
            move = _Move(order=order, price=price, position=position, situation=situation)
            for error in move.errors():
                entry.error("price", error.message, error.code)
            if price != position.moves.get(key, order.price):
                moves[key] = price
    return tuple(moves.items())


def _rests(position: Position, order: Order) -> bool:
    return (
        order.is_live
        and order.purpose in MOVABLE
        and order.order_type is OrderType.LIMIT
        and position.close_request is None
        and (order.client_order_id in position.moves or not order.cancel_requested)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Move:
    order: Order
    price: Decimal
    position: Position
    situation: MarketContext

    def errors(self) -> Iterator[FieldError]:
        """Yield why the order can't be moved: it would trade at once, or there is too little."""
        assert self.situation.quote is not None
        last, side = self.situation.quote.last, self.position.side
        adds = self.order.purpose.adds
        rises = side if not adds else side.opposite
        if has_reached(rises, last, self.price):
            where = "below" if self.order.side is OrderSide.BUY else "above"
            message = (
                f"leads to {plain(self.price)}, which must lie {where} the present price "
                f"{plain(last)}: it would trade at once"
            )
            yield FieldError("price", message, ReasonCode.WRONG_SIDE)
            return
        if self.order.purpose is Purpose.ENTRY and self.position.average_entry is None:
            plan = self.position.plan
            for error in check_prices(
                side, self.price, take_profit=plan.take_profit, stop_loss=plan.stop_loss
            ):
                message = f"does not fit the exits: {error.path} {error.message}"
                yield FieldError("price", message, error.code)
        stop = self.position.stop_price
        increases = self.order.purpose is Purpose.INCREASE
        if increases and stop is not None and is_beyond(side, self.price, stop):
            where = "above" if side is Side.LONG else "below"
            message = f"must lie {where} the stop at {plain(stop)}"
            yield FieldError("price", message, ReasonCode.EXITS_ALREADY_PASSED)
        yield from self._funds()

    def _funds(self) -> Iterator[FieldError]:
        market, free = self.situation.market, self.situation.free_quote
        linear = market.market_type is MarketType.LINEAR
        if free is None or not self.order.purpose.adds or self.order.price is None:
            return
        if not linear and self.order.side is not OrderSide.BUY:
            return
        more = (self.price - self.order.price) * self.order.remaining
        more = more * (1 + self.situation.spot_fee) / (self.position.plan.leverage if linear else 1)
        if more > max(free, ZERO):
            message = (
                f"needs {plain(more)} {market.quote} more than the order has set aside, and "
                f"{plain(free)} is free"
            )
            yield FieldError("price", message)

"""Readers of the fields of exits: what they can do without is never in their way.

An exit that can't be read in a field that it doesn't need goes without it. What says which
position is meant is never guessed: it is marked as unreadable, and decides only where there is
one choice.
"""

from dataclasses import replace
from decimal import Decimal
from typing import Final

from ...model.market import Side
from ...model.sections import OrderType
from ..signal import Signal, SizeChange
from .reader import FieldReader
from .sections import read_reduction
from .values import InvalidValue, choice, moment, text

_LEFTOVERS: Final = frozenset({"na", "n/a", "nan", "null", "none", "undefined"})
"""What a sender fills in who has nothing."""


def read_id(value: object) -> str:
    """Return a signal_id."""
    return text(value, 64)


def read_exchange(fields: FieldReader) -> str | None:
    """Read the exchange of an exit; one that can't be read is the account's."""
    return fields.attempt("exchange", lambda value: text(value, 64))


def read_symbol(fields: FieldReader) -> str | None:
    """Read the symbol of an exit; a placeholder that nobody filled in is none."""
    if _is_leftover(fields.source.get("symbol")):
        return fields.attempt("symbol", _nothing)
    return fields.word("symbol")


def read_exit(fields: FieldReader, signal: Signal) -> Signal:
    """Read what says which position an exit means, but for its side."""
    signal = replace(
        signal,
        symbol=read_symbol(fields),
        timestamp=fields.read_leniently("timestamp", moment),
        request_id=fields.read_leniently("request_id", read_id),
    )
    signal_id = fields.attempt("signal_id", read_id)
    return _marked(replace(signal, signal_id=signal_id), fields, "signal_id")


def read_side(fields: FieldReader, signal: Signal) -> Signal:
    """Read the side of an exit."""
    side = fields.attempt("side", lambda value: choice(value, Side))
    return _marked(replace(signal, side=side), fields, "side")


def _marked(signal: Signal, fields: FieldReader, name: str) -> Signal:
    """Mark a field that is there and could not be read."""
    if getattr(signal, name) is not None or not fields.has(name):
        return signal
    return replace(signal, unreadable=signal.unreadable | {name})


def _order_type(fields: FieldReader) -> OrderType | None:
    """Read an order type; what a template left of it says nothing."""
    if _is_leftover(fields.source.get("order_type")):
        return fields.attempt("order_type", _nothing)
    return fields.choice("order_type", OrderType)


def _is_leftover(value: object) -> bool:
    return isinstance(value, str) and ("{{" in value or value.strip().lower() in _LEFTOVERS)


def _nothing(_value: object) -> None:
    raise InvalidValue("was not filled in")


def read_close(fields: FieldReader, signal: Signal) -> Signal:
    """Read a close; a market order needs no price."""
    order_type = _order_type(fields)
    if order_type is OrderType.LIMIT:
        fields.require("price", "signal_price")
        price = fields.positive("price")
        if price is None:
            price = fields.positive("signal_price")
        else:
            fields.ignore("signal_price", "`price` decides")
        return replace(signal, order_type=order_type, price=price)
    for name in ("price", "signal_price"):
        fields.ignore(name, "a market order has no price")
    return replace(signal, order_type=OrderType.MARKET)


def read_close_all(fields: FieldReader, signal: Signal) -> Signal:
    """Read a close of all markets; a symbol that was not filled in meant one of them."""
    for name in ("price", "signal_price"):
        fields.ignore(name, "a market order has no price")
    return _marked(signal, fields, "symbol")


def read_reduce(fields: FieldReader, signal: Signal) -> Signal:
    """Read a reduction, wherever its size stands."""
    order_type = _order_type(fields) or OrderType.MARKET
    change = read_reduction(fields, priced=order_type is not OrderType.MARKET)
    price = read_price_beside(fields, order_type, change)
    priced = (change is not None and change.price is not None) or fields.has("signal_price")
    if order_type is OrderType.LIMIT and change is not None and not priced:
        fields.error("reduce_order.price", "is required for a limit order")
    return replace(signal, order_type=order_type, reduce_order=change, signal_price=price)


def read_price_beside(
    fields: FieldReader, order_type: OrderType | None, change: SizeChange | None
) -> Decimal | None:
    """Return the signal's price where it stands in for the one of the order."""
    if order_type is OrderType.MARKET:
        fields.ignore("signal_price", "a market order has no price")
    elif change is not None and change.price is not None:
        fields.ignore("signal_price", "the order has its own price")
    else:
        return fields.positive("signal_price")
    return None

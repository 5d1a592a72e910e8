"""Readers of the fields of exits: what they can do without is never in their way.

An exit that can't be read in a field that it doesn't need goes without it. What says which
position is meant is never guessed: it is marked as unreadable, and decides only where there is
one choice.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from typing import Concatenate, Final, Literal

from ...model.market import Side
from ...model.sections import OrderType
from ..signal import SignalFields, SizeChange
from .reader import FieldReader
from .sections import REDUCTIONS, read_reduction
from .values import InvalidValue, choice, moment, text

_LEFTOVERS: Final = frozenset({"na", "n/a", "nan", "null", "none", "undefined"})
"""What a sender fills in who has nothing."""
_WHICH: Final = frozenset({"symbol", "signal_id"})
_SIDE: Final = frozenset({"side"})


def read_id(value: object) -> str:
    """Return a signal_id."""
    return text(value, 64)


def read_exchange(fields: FieldReader) -> str | None:
    """Read the exchange of an exit; one that can't be read is the account's."""
    return _needless(fields, "exchange", text, 64)


def read_symbol(fields: FieldReader) -> str | None:
    """Read the symbol of an exit; a placeholder that nobody filled in is none.

    Nor is what names nothing. A number may be a coin's name, and is none of ours.
    """
    said = fields.source.get("symbol")
    word = _visible(said) if isinstance(said, str) else None
    if word == "" or _is_leftover(said) or isinstance(said, bool | Mapping | list | tuple):
        return fields.attempt("symbol", _nothing)
    if word is None or word == said:
        return fields.word("symbol")
    return fields.read("symbol", lambda _: text(word, 64))


def read_filled(fields: FieldReader, name: str) -> str | None:
    """Read a text of what may leave and open: an exit is carried out without one left unfilled."""
    if _is_leftover(fields.source.get(name)):
        return fields.read(name, _nothing)
    return fields.word(name)


def read_exit(fields: FieldReader, said: SignalFields) -> None:
    """Read what says which position an exit means, but for its side."""
    given = fields.ask(_WHICH)
    if "symbol" in given:
        said["symbol"] = read_symbol(fields)
    if "timestamp" in given:
        said["timestamp"] = fields.read_leniently("timestamp", moment)
    if "request_id" in given:
        said["request_id"] = fields.read_leniently("request_id", read_id)
    if "signal_id" in given:
        said["signal_id"] = fields.attempt("signal_id", read_id)
        _mark(said, fields, "signal_id")


def read_side(fields: FieldReader, said: SignalFields) -> None:
    """Read the side of an exit."""
    if "side" in fields.ask(_SIDE):
        said["side"] = fields.attempt("side", choice, Side)
        _mark(said, fields, "side")


def _mark(
    said: SignalFields, fields: FieldReader, name: Literal["side", "signal_id", "symbol"]
) -> None:
    """Mark a field that is there and could not be read."""
    if said.get(name) is None and fields.has(name):
        said["unreadable"] = said.get("unreadable", frozenset()) | {name}


def _order_type(fields: FieldReader) -> OrderType | None:
    """Read an order type; without one that can be read an exit goes to market."""
    return _needless(fields, "order_type", choice, OrderType)


def _order_type_within(fields: FieldReader) -> OrderType | None:
    """Return the order type that stands beside a reduction's size, if it can be read."""
    for name in REDUCTIONS:
        section = fields.source.get(name)
        if isinstance(section, Mapping):
            with suppress(InvalidValue):
                return choice(section.get("order_type"), OrderType)
    return None


def _needless[T, **P](
    fields: FieldReader,
    name: str,
    convert: Callable[Concatenate[object, P], T],
    *args: P.args,
    **kwargs: P.kwargs,
) -> T | None:
    """Read what an exit can do without: what a template left, or nobody can read, says nothing."""
    if _is_leftover(fields.source.get(name)):
        return fields.attempt(name, _nothing)
    return fields.attempt(name, convert, *args, **kwargs)


def _is_leftover(value: object) -> bool:
    return isinstance(value, str) and ("{{" in value or value.strip().lower() in _LEFTOVERS)


def _visible(word: str) -> str:
    """Return a text without the characters that nobody sees, such as zero-width spaces."""
    return "".join(sign for sign in word if sign.isprintable()).strip()


def _nothing(_value: object) -> None:
    raise InvalidValue("was not filled in")


def read_close(fields: FieldReader, said: SignalFields) -> None:
    """Read a close; a market order needs no price."""
    read_side(fields, said)
    order_type = _order_type(fields)
    if order_type is OrderType.LIMIT:
        fields.require("price", "signal_price")
        price = fields.positive("price")
        if price is None:
            price = fields.positive("signal_price")
        else:
            fields.ignore("signal_price", "`price` decides")
        said["order_type"] = order_type
        said["price"] = price
        return
    for name in ("price", "signal_price"):
        fields.ignore(name, "a market order has no price")
    said["order_type"] = OrderType.MARKET


def read_close_all(fields: FieldReader, said: SignalFields) -> None:
    """Read a close of all markets; a symbol that was not filled in meant one of them."""
    read_side(fields, said)
    for name in ("price", "signal_price"):
        fields.ignore(name, "a market order has no price")
    _mark(said, fields, "symbol")


def read_reduce(fields: FieldReader, said: SignalFields) -> None:
    """Read a reduction, wherever its size stands."""
    read_side(fields, said)
    order_type = _order_type(fields) or _order_type_within(fields) or OrderType.MARKET
    change = read_reduction(fields, order_type)
    price = read_price_beside(fields, order_type, change)
    priced = (change is not None and change.price is not None) or fields.has("signal_price")
    if order_type is OrderType.LIMIT and change is not None and not priced and fields.has("price"):
        change = replace(change, price=fields.positive("price"))
        priced = True
    if order_type is OrderType.LIMIT and change is not None and not priced:
        fields.error("reduce_order.price", "is required for a limit order")
    said["order_type"] = order_type
    said["reduce_order"] = change
    said["signal_price"] = price


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

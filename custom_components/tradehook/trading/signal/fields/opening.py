"""Readers of what adds exposure: an opening, an increase."""

from collections.abc import Sequence, Set as AbstractSet
from contextlib import suppress
from decimal import Decimal
from typing import Final

from ...model.market import Side
from ...model.sections import DcaOrder, OrderType, PriceLevel, StopLoss
from ..price_checks import check_prices
from ..signal import EntrySize, SignalFields, SizeUnit
from .exits import read_price_beside
from .reader import FieldReader
from .sections import (
    REDUCTIONS,
    check_size_beside,
    read_dca_orders,
    read_dca_rule,
    read_entry_condition,
    read_entry_expiration,
    read_size_change,
    read_stop_loss,
    read_take_profit,
    too_few_targets,
)
from .values import InvalidValue, choice, text

SECTIONS: Final = frozenset({"dca_orders", "take_profit", "stop_loss"})
"""The sections that a bot may take from its own settings only."""
MAX_LEVERAGE: Final = 1000
MAX_OFFSET: Final = 99
"""Percent that a limit entry may lie away from the last price."""
MOST_TAGS: Final = 5
LONGEST_TAG: Final = 32
ENTRY_SIZES: Final = ("quote_amount", "base_amount", *(unit.value for unit in SizeUnit))
"""How an opening says how much; one of them."""
_SIZES: Final = frozenset(ENTRY_SIZES)
_ENTRY: Final = frozenset({"order_type", "signal_price", "price_offset_percentage"})
_TERMS: Final = frozenset({"leverage", "adjust_fee", "tags", "entry_condition", "entry_expiration"})
_DCA: Final = frozenset({"dca_orders", "dca_rule"})
_STOP: Final = frozenset({"stop_loss", "stop_loss_percentage"})
_IN_SECTIONS: Final = SECTIONS | _DCA | _STOP
_BESIDE_SECTIONS: Final = _SIZES | _ENTRY | _TERMS
_OPENING: Final = _BESIDE_SECTIONS | _IN_SECTIONS
_NOT_OF_AN_OPENING: Final = ("auto_close",)
_NOT_OF_AN_INCREASE: Final = ("entry_condition", "price_offset_percentage", "auto_close")
_CHANGES: Final = ("increase_order", *REDUCTIONS)
"""What only another action than an opening has."""
_UNITS: Final = tuple(SizeUnit)
_MAX_PERCENTAGE: Final = {
    SizeUnit.BALANCE_PERCENTAGE: 100 * MAX_LEVERAGE,
    SizeUnit.EQUITY_PERCENTAGE: 100 * MAX_LEVERAGE,
    SizeUnit.MARGIN_PERCENTAGE: 100,
    SizeUnit.RISK_PERCENTAGE: 100,
}
"""A notional may be as many times what there is as the leverage allows; more is no risk."""


def read_sided_opening(
    fields: FieldReader, said: SignalFields, bot_sections: AbstractSet[str]
) -> None:
    """Read an opening, which says its side.

    What has the size of another action and names none is no opening.
    """
    if not fields.has("action") and any(fields.has(name) for name in _CHANGES):
        fields.require("action")
    said["side"] = fields.choice("side", Side)
    if said["side"] is None:
        fields.require("side")
    read_opening(fields, said, bot_sections)


def read_increase(fields: FieldReader, said: SignalFields) -> None:
    """Read an increase; without a side it means the only position that there is."""
    said["side"] = fields.choice("side", Side)
    order_type = fields.choice("order_type", OrderType)
    change = read_size_change(fields, "increase_order", priced=order_type is not OrderType.MARKET)
    check_size_beside(fields, "increase_order", change)
    price = read_price_beside(fields, order_type, change)
    _refuse(fields, *_NOT_OF_AN_INCREASE)
    if change is None or change.price is None:
        _check_limit(fields, order_type)
    said["order_type"] = order_type
    said["increase_order"] = change
    said["signal_price"] = price


def check_resting(fields: FieldReader, said: SignalFields, own: OrderType) -> None:
    """Refuse what an entry would lose that rests; `own` is the order type of the bot's entries."""
    said_type, change = said.get("order_type"), said.get("increase_order")
    order_type = said_type or own
    if change is not None:
        priced = change.price is not None
        order_type = said_type or (OrderType.LIMIT if priced else own)
        if order_type is OrderType.LIMIT:
            _refuse(fields, "entry_expiration")
        if priced:
            return
    if said_type is None:
        _check_limit(fields, order_type)


def read_opening(fields: FieldReader, said: SignalFields, bot_sections: AbstractSet[str]) -> None:
    """Read what an opening may say; `bot_sections` are the bot's own.

    Most alerts say little: what none of them names costs nothing.
    """
    _refuse(fields, *_NOT_OF_AN_OPENING)
    own = bot_sections & SECTIONS
    for name in sorted(own):
        fields.taken_from_bot(name)
    given = fields.ask(_BESIDE_SECTIONS if own else _OPENING)
    if len(_SIZES & given) > 1:
        fields.exclusive(*ENTRY_SIZES)
    if not _ENTRY.isdisjoint(given):
        said["order_type"] = fields.choice("order_type", OrderType)
        said["signal_price"] = fields.positive("signal_price")
        said["price_offset"] = _read_offset(fields)
        _check_limit(fields, said["order_type"])
    if not _SIZES.isdisjoint(given):
        _read_size(fields, said)
    if not _TERMS.isdisjoint(given):
        said["leverage"] = fields.whole("leverage", 1, MAX_LEVERAGE)
        said["adjust_fee"] = fields.flag("adjust_fee")
        said["tags"] = _read_tags(fields)
        said["entry_condition"] = read_entry_condition(fields)
        said["entry_expiration"] = read_entry_expiration(fields)
    if own or not _IN_SECTIONS.isdisjoint(given):
        _read_sections(fields, said, own, given)


def _refuse(fields: FieldReader, *names: str) -> None:
    """Refuse fields without which something else would be bought, or for longer, than was meant."""
    for name in names:
        if fields.has(name) and not fields.report.lenient:
            fields.skip(name)
            fields.error(name, "is not a known field")


def _check_limit(fields: FieldReader, order_type: OrderType | None) -> None:
    """Refuse the limit of an entry that stands where only exits have one.

    Without it the order would be placed at the present price.
    """
    if order_type is not OrderType.LIMIT or not fields.has("price") or fields.report.lenient:
        return
    if not any(fields.has(name) for name in ("signal_price", "price_offset_percentage")):
        fields.skip("price")
        fields.error("price", "is not a known field: did you mean `signal_price`?")


def _read_sections(
    fields: FieldReader, said: SignalFields, own: AbstractSet[str], given: AbstractSet[str]
) -> None:
    """Read what follows the entry: what the bot takes from its own settings is passed.

    Where it takes none all of them were asked for: what is not `given` says nothing.
    """
    if "dca_orders" not in own and (own or not _DCA.isdisjoint(given)):
        said["dca_orders"] = _read_dca(fields)
    if "take_profit" not in own and (own or "take_profit" in given):
        said["take_profit"] = read_take_profit(fields)
    if "stop_loss" in own:
        fields.taken_from_bot("stop_loss_percentage")
    elif own or not _STOP.isdisjoint(given):
        said["stop_loss"] = _read_stop(fields)
        _check_protection(fields, said["stop_loss"])
    if "dca_orders" in own:
        fields.taken_from_bot("dca_rule")
    _check_prices(fields, said)


def _read_offset(fields: FieldReader) -> Decimal | None:
    """Read how far from the market a limit entry rests; it is one without saying so."""
    name = "price_offset_percentage"
    offset = fields.number(name, -MAX_OFFSET, MAX_OFFSET)
    if not fields.has(name):
        return offset
    if fields.has("signal_price"):
        fields.error(name, "contradicts `signal_price`: give only one of them")
    if fields.source.get("order_type") is not None:
        with suppress(InvalidValue):
            if choice(fields.source["order_type"], OrderType) is OrderType.MARKET:
                fields.error(name, "is of a limit order: leave `order_type` market out")
    return offset


def _read_tags(fields: FieldReader) -> tuple[str, ...]:
    """Read the tags of a position, each once."""
    found = fields.read("tags", _listed) or ()
    tags: dict[str, None] = {}
    for number, value in enumerate(found):
        try:
            tags[text(value, LONGEST_TAG)] = None
        except InvalidValue as mistake:
            fields.error(f"tags[{number}]", mistake.message, mistake.code)
    return tuple(tags)


def _listed(value: object) -> Sequence[object]:
    if not isinstance(value, list | tuple):
        raise InvalidValue(f"must be a list of 1 to {MOST_TAGS} texts")
    if not 1 <= len(value) <= MOST_TAGS:
        raise InvalidValue(f"must have 1 to {MOST_TAGS} texts and has {len(value)}")
    return value


def _read_dca(fields: FieldReader) -> tuple[DcaOrder, ...]:
    if fields.has("dca_rule") and "dca_orders" in fields.source:
        fields.error("dca_rule", "contradicts `dca_orders`: give only one of them")
    orders = read_dca_orders(fields)
    rule = read_dca_rule(fields)
    return orders or rule


def _read_size(fields: FieldReader, said: SignalFields) -> None:
    if "quote_amount" in fields.given:
        said["quote_amount"] = fields.positive("quote_amount")
    if "base_amount" in fields.given:
        said["base_amount"] = fields.positive("base_amount")
    for unit in _UNITS:
        if unit in fields.given:
            value = fields.positive(unit, most=_MAX_PERCENTAGE.get(unit))
            if value is not None:
                said["entry_size"] = EntrySize(unit=unit, value=value)


def _read_stop(fields: FieldReader) -> StopLoss | None:
    given, short_form = fields.ask(_STOP), None
    if "stop_loss_percentage" in given:
        if fields.has("stop_loss_percentage") and "stop_loss" in fields.source:
            fields.error("stop_loss_percentage", "contradicts `stop_loss`: give only one of them")
        short_form = fields.distance("stop_loss_percentage")
    stop = read_stop_loss(fields)
    return stop if short_form is None else StopLoss(level=PriceLevel(percentage=short_form))


def _check_protection(fields: FieldReader, stop_loss: StopLoss | None) -> None:
    """Check a protection against the signal's own targets; the plan checks it against the bot's."""
    targets = fields.source.get("take_profit")
    if "take_profit" not in fields.used or "take_profit" not in fields.source:
        return
    if targets is not None and not isinstance(targets, list | tuple):
        return
    error = too_few_targets(stop_loss, len(targets or ()))
    if error is not None:
        fields.error(error.path, error.message, error.code)


def _check_prices(fields: FieldReader, said: SignalFields) -> None:
    side = said.get("side")
    if side is None:
        return
    for error in check_prices(
        side,
        said.get("signal_price"),
        dca_orders=said.get("dca_orders", ()),
        take_profit=said.get("take_profit", ()),
        stop_loss=said.get("stop_loss"),
    ):
        short = error.path == "stop_loss.stop_percentage" and not fields.has("stop_loss")
        fields.error("stop_loss_percentage" if short else error.path, error.message, error.code)

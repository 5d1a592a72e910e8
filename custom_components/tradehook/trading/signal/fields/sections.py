"""Readers of the sections of an opening, as a signal and a bot's settings spell them."""

from contextlib import suppress
from decimal import Decimal
from typing import Final

from ...model.sections import (
    ConditionOperator,
    CoolDownType,
    DcaOrder,
    EntryCondition,
    EntryExpiration,
    OrderType,
    PriceLevel,
    Protection,
    StopLoss,
    StopOrderType,
    TakeProfit,
    TimeFrame,
)
from ...reasons.reasons import FieldError, ReasonCode
from ...reasons.text import plain
from ..signal import SizeChange
from .reader import MAX_ITEMS, FieldReader
from .report import ValidationReport
from .values import InvalidValue, choice

MAX_MINUTES = 525_600
"""The longest time of an entry condition or expiration: a year."""
MAX_COOL_DOWN = 100_000
MIN_TARGETS = 2
"""Take profits that the protections which wait for one need."""
PROTECTIONS_BY_TARGET = frozenset({Protection.BREAK_EVEN, Protection.FOLLOW_TAKE_PROFIT})
SIZES = ("quantity_percentage", "quote_amount", "base_amount")
"""How an increase or a reduction says how much; one of them."""
_ENTRY_AMOUNTS: Final = frozenset(SIZES[1:])
"""Those that an opening has, too."""
REDUCTIONS = ("reduce_order", "decrease_order", "reduce")
"""Where the size of a reduction may stand, besides the top level."""
_DCA_ORDER: Final = frozenset({"price_percentage", "price", "quantity_percentage"})
_DCA_FACTORS: Final = ("step_multiplier", "size_multiplier")
_DCA_RULE: Final = frozenset({"count", "step_percentage", "quantity_percentage", *_DCA_FACTORS})
_TARGET: Final = frozenset(
    {"price_percentage", "price", "position_percentage", "trailing_distance"}
)
_EMERGENCY: Final = ("emergency_stop_percentage", "emergency_stop_price")
_TRAILING: Final = ("trailing_percentage", "trailing_distance")
_LIMIT: Final = ("limit_percentage", "limit_price")
_COOL_DOWN: Final = frozenset({"cool_down_amount", "cool_down_time_frame", "cool_down_type"})
_STOP: Final = _COOL_DOWN.union(
    ("stop_percentage", "stop_price", "protection_type", "break_even_percentage", "order_type"),
    (*_EMERGENCY, *_TRAILING, *_LIMIT),
)
_CONDITION: Final = frozenset({"operator", "price", "time"})
SECTION_FIELDS: Final = _DCA_ORDER | _DCA_RULE | _TARGET | _STOP | _CONDITION | {*SIZES}
"""The fields of all sections."""
_HUNDRED = Decimal(100)
_LARGEST = Decimal(10) ** 8
_SMALLEST = 1 / _LARGEST
"""In percent of the initial entry."""


def too_few_targets(stop_loss: StopLoss | None, targets: int) -> FieldError | None:
    """Return what is wrong with a protection that has too few take profits to follow."""
    protection = stop_loss.protection_type if stop_loss is not None else None
    if protection not in PROTECTIONS_BY_TARGET or targets >= MIN_TARGETS:
        return None
    if stop_loss is not None and stop_loss.break_even_percentage is not None:
        return None
    message = f"{protection} needs at least two take profits"
    return FieldError("stop_loss.protection_type", message, ReasonCode.PROTECTION_NEEDS_TARGETS)


def read_dca_orders(fields: FieldReader, name: str = "dca_orders") -> tuple[DcaOrder, ...]:
    """Read a DCA ladder."""
    found = []
    for item in fields.entries(name):
        item.require("price_percentage", "price")
        level = item.level("price_percentage", "price")
        item.require_each("quantity_percentage")
        quantity = item.positive("quantity_percentage")
        item.finish()
        if level and quantity:
            found.append(DcaOrder(level=level, quantity_percentage=quantity))
    return tuple(found)


def read_dca_rule(fields: FieldReader, name: str = "dca_rule") -> tuple[DcaOrder, ...]:
    """Read a rule of DCA orders as the orders that it makes.

    Order i lies at the sum of the first i steps, each the one before it times a factor, and so
    does its size.
    """
    rule = fields.section(name)
    if rule is None:
        return ()
    rule.require_each("count", "step_percentage", "quantity_percentage")
    count = rule.whole("count", 1, MAX_ITEMS)
    step = rule.distance("step_percentage", below=100)
    quantity = rule.positive("quantity_percentage")
    factors = [rule.positive(one, most=100) for one in _DCA_FACTORS]
    given = [rule.has(one) for one in _DCA_FACTORS]
    rule.finish()
    wrong = any(has and factor is None for has, factor in zip(given, factors, strict=True))
    if count is None or step is None or quantity is None or wrong:
        return ()
    step_factor, size_factor = (factor or Decimal(1) for factor in factors)
    found, distance = [], Decimal(0)
    for number in range(1, count + 1):
        distance += step
        if distance >= _HUNDRED or quantity > _LARGEST or quantity < _SMALLEST:
            what = f"at {distance:.4g} %" if distance >= _HUNDRED else f"of {quantity:.4g} %"
            limit = "less than 100" if distance >= _HUNDRED else "between 1e-8 and 1e8"
            rule.error("", f"puts order {number} {what}: it must be {limit}")
            return ()
        level = PriceLevel(percentage=+distance)
        found.append(DcaOrder(level=level, quantity_percentage=+quantity))
        step, quantity = step * step_factor, quantity * size_factor
    return tuple(found)


def read_take_profit(fields: FieldReader, name: str = "take_profit") -> tuple[TakeProfit, ...]:
    """Read the targets; their shares sum to 100 % at most, the last one may trail."""
    items = fields.entries(name)
    found = []
    total = Decimal(0)
    for item in items:
        item.require("price_percentage", "price")
        level = item.level("price_percentage", "price")
        item.require_each("position_percentage")
        share = item.positive("position_percentage", most=100)
        total += share or 0
        trailing = None
        if "trailing_distance" in item.ask(_TARGET):
            trailing = item.distance("trailing_distance", below=99)
            if item.has("trailing_distance") and item is not items[-1]:
                item.error("trailing_distance", "is for the last take profit only")
        item.finish()
        if level and share:
            found.append(
                TakeProfit(level=level, position_percentage=share, trailing_distance=trailing)
            )
    if total > _HUNDRED:
        fields.error(name, f"shares out {plain(total)} % of the position: at most 100 %")
    return tuple(found)


def read_stop_loss(fields: FieldReader, name: str = "stop_loss") -> StopLoss | None:
    """Read a stop; null and [] are explicitly none."""
    if fields.source.get(name) in ([], ()):
        fields.used.add(name)
        fields.skip(name)
        return None
    stop = fields.section(name)
    if stop is None:
        return None
    given = stop.ask(_STOP)
    level = stop.level("stop_percentage", "stop_price")
    emergency = None if given.isdisjoint(_EMERGENCY) else stop.level(*_EMERGENCY)
    protection = None
    if "protection_type" in given:
        protection = stop.choice("protection_type", Protection)
    if protection is not Protection.PRICE:
        stop.require("stop_percentage", "stop_price")
    _check_emergency(stop, level, emergency)
    trailing_percentage, trailing_distance = None, None
    if protection is Protection.PRICE or not given.isdisjoint(_TRAILING):
        trailing_percentage, trailing_distance = _read_trailing(stop, protection)
    break_even = None
    if protection is Protection.BREAK_EVEN or "break_even_percentage" in given:
        break_even = _read_break_even(stop, protection)
    order_type = StopOrderType.MARKET
    if "order_type" in given:
        order_type = stop.choice("order_type", StopOrderType) or StopOrderType.MARKET
    limit = None
    if order_type is StopOrderType.LIMIT or not given.isdisjoint(_LIMIT):
        limit = _read_limit(stop, order_type)
    cool_down = _NO_COOL_DOWN if given.isdisjoint(_COOL_DOWN) else _read_cool_down(stop)
    stop.finish()
    return StopLoss(
        level=level,
        order_type=order_type,
        limit=limit,
        cool_down_amount=cool_down[0],
        cool_down_time_frame=cool_down[1],
        cool_down_type=cool_down[2],
        emergency=emergency,
        protection_type=protection,
        trailing_percentage=trailing_percentage,
        trailing_distance=trailing_distance,
        break_even_percentage=break_even,
    )


def _read_break_even(stop: FieldReader, protection: Protection | None) -> Decimal | None:
    name = "break_even_percentage"
    if protection is Protection.BREAK_EVEN:
        return stop.distance(name)
    if stop.has(name) and not stop.has("protection_type"):
        stop.error(name, "needs `protection_type` BREAK_EVEN")
    elif protection is not None:
        stop.ignore(name, f"`protection_type` {protection} does not use it")
    stop.skip(name)
    return None


def _check_emergency(
    stop: FieldReader, level: PriceLevel | None, emergency: PriceLevel | None
) -> None:
    if (
        level
        and emergency
        and level.percentage
        and emergency.percentage
        and emergency.percentage <= level.percentage
    ):
        stop.error(
            "emergency_stop_percentage",
            f"must be greater than the stop's {plain(level.percentage)} %",
        )


def _read_trailing(
    stop: FieldReader, protection: Protection | None
) -> tuple[Decimal | None, Decimal | None]:
    for name in _TRAILING:
        if protection is Protection.PRICE:
            stop.require(name)
        elif stop.has(name) and not stop.has("protection_type"):
            stop.error(name, "needs `protection_type` PRICE")
        elif protection is not None:
            stop.ignore(name, f"`protection_type` {protection} does not use it")
    if protection is not None and protection is not Protection.PRICE:
        return None, None
    return stop.distance(_TRAILING[0], zero=True), stop.distance(_TRAILING[1], below=100)


def _read_limit(stop: FieldReader, order_type: StopOrderType) -> PriceLevel | None:
    if order_type is StopOrderType.LIMIT:
        stop.require(*_LIMIT)
    else:
        for name in _LIMIT:
            if stop.has(name):
                stop.error(name, "needs `order_type` STOP_LOSS_LIMIT")
    return stop.level(*_LIMIT)


_NO_COOL_DOWN: Final = (0, TimeFrame.SECOND, CoolDownType.TIMER)


def _read_cool_down(stop: FieldReader) -> tuple[int, TimeFrame, CoolDownType]:
    amount = stop.whole("cool_down_amount", 0, MAX_COOL_DOWN)
    time_frame = stop.choice("cool_down_time_frame", TimeFrame)
    kind = stop.choice("cool_down_type", CoolDownType) or CoolDownType.TIMER
    if amount:
        stop.require("cool_down_time_frame")
    elif kind is CoolDownType.CANDLE_CLOSE and (amount == 0 or not stop.has("cool_down_amount")):
        stop.error("cool_down_amount", "must be at least 1 with `cool_down_type` candle_close")
    return amount or 0, time_frame or TimeFrame.SECOND, kind


def read_entry_condition(
    fields: FieldReader, name: str = "entry_condition"
) -> EntryCondition | None:
    """Read what an entry waits for."""
    condition = fields.section(name)
    if condition is None:
        return None
    operator = condition.choice("operator", ConditionOperator) or ConditionOperator.OR
    if operator is ConditionOperator.AND:
        condition.require("price")
        condition.require("time")
    else:
        condition.require("price", "time")
    price = condition.positive("price")
    time = condition.positive("time", most=MAX_MINUTES)
    condition.finish()
    return EntryCondition(price=price, time=time, operator=operator)


def read_entry_expiration(
    fields: FieldReader, name: str = "entry_expiration"
) -> EntryExpiration | None:
    """Read what cancels an entry; null is explicitly nothing."""
    expiration = fields.section(name)
    if expiration is None:
        return None
    expiration.require("time", "price")
    time = expiration.positive("time", most=MAX_MINUTES)
    price = expiration.positive("price")
    expiration.finish()
    return EntryExpiration(time=time, price=price)


def read_size_change(fields: FieldReader, name: str, *, priced: bool) -> SizeChange | None:
    """Read the size of an increase or a reduction, and its price unless it has none."""
    fields.require(name)
    change = fields.section(name)
    if change is None:
        return None
    found = _size_change(change, priced=priced)
    change.finish()
    return found


def read_reduction(fields: FieldReader, order_type: OrderType) -> SizeChange | None:
    """Read the size of a reduction from wherever it stands; a size is never guessed.

    A section goes before the top level; two that say a size must say the same.
    """
    priced = order_type is not OrderType.MARKET
    given = [name for name in REDUCTIONS if fields.has(name)]
    on_top = any(fields.has(name) for name in SIZES)
    fields.skip(*(name for name in REDUCTIONS if name in fields.source and name not in given))
    empty = [name for name in given if fields.source[name] == {}]
    if on_top or len(empty) < len(given):
        given = [name for name in given if name not in empty]
        for name in empty:
            fields.skip(name)
            fields.report.warn(ReasonCode.EMPTY_FIELD, path=fields.at(name))
    if not given and on_top:
        return _size_change(fields, priced=priced, price=False)
    name = given[0] if given else REDUCTIONS[0]
    found = _read_reduction(fields, name, order_type)
    for other in given[1:]:
        trial = fields.again(ValidationReport(lenient=True))
        same = _read_reduction(trial, other, order_type) == found
        if same and not trial.report.errors:
            fields.ignore(other, f"it says the same as `{name}`")
        else:
            fields.skip(other)
            fields.error(other, f"contradicts `{name}`: give only one of them")
    check_size_beside(fields, name, found)
    return found


def _read_reduction(fields: FieldReader, name: str, order_type: OrderType) -> SizeChange | None:
    fields.require(name)
    change = fields.section(name)
    if change is None:
        return None
    change.drop_empty()
    found = _size_change(change, priced=order_type is not OrderType.MARKET)
    with suppress(InvalidValue):
        if choice(change.source.get("order_type"), OrderType) is order_type:
            change.skip("order_type")
    change.finish()
    return found


def check_size_beside(fields: FieldReader, section: str, found: SizeChange | None) -> None:
    """Check a size on the top level against the one of a section.

    Amounts of another kind than the section's are those of an opening, and not used here.
    """
    for name in SIZES if found is not None else ():
        size = getattr(found, name)
        others = fields.report.lenient and name not in _ENTRY_AMOUNTS
        if not fields.has(name) or (size is None and not others):
            continue
        trial = fields.again(ValidationReport(lenient=True))
        beside = trial.positive(name)
        if beside is None and not fields.repeated.get(name):
            fields.ignore(name, trial.report.errors[0].message)
        elif beside == size:
            fields.ignore(name, f"it says the same as `{section}`")
        else:
            fields.skip(name)
            fields.error(name, f"contradicts `{section}`: give only one of them")


def _size_change(change: FieldReader, *, priced: bool, price: bool = True) -> SizeChange:
    change.require(*SIZES)
    change.exclusive(*SIZES)
    found = SizeChange(
        quantity_percentage=change.positive(SIZES[0]),
        quote_amount=change.positive(SIZES[1]),
        base_amount=change.positive(SIZES[2]),
        price=change.positive("price") if priced and (price or change.has("price")) else None,
    )
    if not priced and (price or change.has("price")):
        change.ignore("price", "a market order has no price")
    return found

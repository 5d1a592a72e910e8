"""Serializers of the sections of an opening, in the spelling of a signal; None is left out."""

from collections.abc import Iterable
from decimal import Decimal

from ...model.sections import DcaOrder, EntryExpiration, PriceLevel, StopLoss, TakeProfit
from ...reasons.text import plain

type Row = dict[str, str | int]


def dca_rows(orders: Iterable[DcaOrder]) -> list[Row]:
    """Return a DCA ladder as `dca_orders` spells it."""
    return [
        _level(order.level, "price_percentage", "price")
        | _numbers(quantity_percentage=order.quantity_percentage)
        for order in orders
    ]


def take_profit_rows(targets: Iterable[TakeProfit]) -> list[Row]:
    """Return the targets as `take_profit` spells them."""
    return [
        _level(target.level, "price_percentage", "price")
        | _numbers(
            position_percentage=target.position_percentage,
            trailing_distance=target.trailing_distance,
        )
        for target in targets
    ]


def stop_loss_row(stop: StopLoss) -> Row:
    """Return a stop as `stop_loss` spells it."""
    row = _level(stop.level, "stop_percentage", "stop_price")
    row["order_type"] = stop.order_type.value
    row |= _level(stop.limit, "limit_percentage", "limit_price")
    row["cool_down_amount"] = stop.cool_down_amount
    row["cool_down_time_frame"] = stop.cool_down_time_frame.value
    row["cool_down_type"] = stop.cool_down_type.value
    row |= _level(stop.emergency, "emergency_stop_percentage", "emergency_stop_price")
    if stop.protection_type is not None:
        row["protection_type"] = stop.protection_type.value
    return row | _numbers(
        trailing_percentage=stop.trailing_percentage,
        trailing_distance=stop.trailing_distance,
        break_even_percentage=stop.break_even_percentage,
    )


def entry_expiration_row(expiration: EntryExpiration) -> Row:
    """Return an expiration as `entry_expiration` spells it."""
    return _numbers(time=expiration.time, price=expiration.price)


def _level(level: PriceLevel | None, percentage: str, price: str) -> Row:
    return _numbers(**{percentage: level.percentage, price: level.price}) if level else {}


def _numbers(**numbers: Decimal | None) -> Row:
    return {name: plain(number) for name, number in numbers.items() if number is not None}

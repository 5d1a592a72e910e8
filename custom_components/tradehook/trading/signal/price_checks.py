"""Validation of prices: which side of the entry each is on, and that no distance reaches zero."""

from collections.abc import Iterator
from decimal import Decimal

from ..model.market import Side
from ..model.price_math import adverse_level
from ..model.sections import DcaOrder, EntryExpiration, PriceLevel, StopLoss, TakeProfit
from ..reasons.reasons import FieldError, ReasonCode
from ..reasons.text import plain

_HUNDRED = Decimal(100)


def check_prices(
    side: Side,
    anchor: Decimal | None,
    *,
    dca_orders: tuple[DcaOrder, ...] = (),
    take_profit: tuple[TakeProfit, ...] = (),
    stop_loss: StopLoss | None = None,
    entry_expiration: EntryExpiration | None = None,
) -> tuple[FieldError, ...]:
    """Return every price on the `wrong_side` of the anchor and what is `price_not_positive`.

    The anchor is the signal's price, else the market's; without one only distances are checked.
    """
    if not (dca_orders or take_profit or stop_loss or entry_expiration):
        return ()
    rules = [(f"dca_orders[{n}].price", "", row.level, False) for n, row in enumerate(dca_orders)]
    if entry_expiration is not None:
        expires = PriceLevel(price=entry_expiration.price)
        rules.append(("entry_expiration.price", "", expires, True))
    rules += [(f"take_profit[{n}].price", "", row.level, True) for n, row in enumerate(take_profit)]
    if stop_loss is None:
        return tuple(_wrong(rules, side, anchor))
    found = _wrong(rules + _stop_rules(stop_loss), side, anchor)
    wrong = {error.path for error in found}
    order = _check_order_of_stops(side, anchor, stop_loss)
    return (*found, *(error for error in order if error.path not in wrong))


type _Rule = tuple[str, str, PriceLevel, bool]
"""A level's path and ending, and whether it lies in profit; its fields are path + ending and
path + "_percentage"."""


def _wrong(rules: list[_Rule], side: Side, anchor: Decimal | None) -> list[FieldError]:
    found: list[FieldError] = []
    for path, ending, level, profit in rules:
        above = (side is Side.LONG) is profit
        percentage, price = level.percentage, level.price
        if percentage is not None and not above and percentage >= _HUNDRED:
            message = f"must be less than 100: {side} it leads to a price of zero or less"
            found.append(FieldError(f"{path}_percentage", message, ReasonCode.PRICE_NOT_POSITIVE))
        elif price is None or anchor is None or (price > anchor if above else price < anchor):
            continue
        else:
            where = "above" if above else "below"
            message = f"must lie {where} the price {plain(anchor)} of a {side} entry"
            found.append(FieldError(f"{path}{ending}", message, ReasonCode.WRONG_SIDE))
    return found


def _stop_rules(stop: StopLoss) -> list[_Rule]:
    levels = (("stop", stop.level), ("limit", stop.limit), ("emergency_stop", stop.emergency))
    distances = (
        ("trailing", stop.trailing_percentage),
        ("break_even", stop.break_even_percentage),
    )
    return [
        *[(f"stop_loss.{name}", "_price", one, False) for name, one in levels if one is not None],
        *[
            (f"stop_loss.{name}", "", PriceLevel(percentage=distance), True)
            for name, distance in distances
            if distance is not None
        ],
    ]


def _check_order_of_stops(
    side: Side, anchor: Decimal | None, stop: StopLoss
) -> Iterator[FieldError]:
    """Compare prices of an emergency stop and of a limit with the stop that they lie beyond.

    Two distances are compared where they are read; a distance and a price need the anchor.
    """
    if stop.level is None or (stop.emergency is None and stop.limit is None):
        return
    price = _price_of(stop.level, side, anchor)
    if price is None:
        return
    where = "below" if side is Side.LONG else "above"
    fixed = stop.level.price is not None
    emergency = _price_of(stop.emergency, side, anchor)
    if emergency is not None and stop.emergency is not None:
        given = stop.emergency.price is not None
        if (given or fixed) and side.sign * (emergency - price) >= 0:
            name = "emergency_stop_price" if given else "emergency_stop_percentage"
            message = f"must lie {where} the stop at {plain(price)}"
            yield FieldError(f"stop_loss.{name}", message, ReasonCode.WRONG_SIDE)
    limit = stop.limit.price if stop.limit else None
    if limit is not None and side.sign * (limit - price) > 0:
        message = f"must not lie {'above' if side is Side.LONG else 'below'} the stop"
        yield FieldError("stop_loss.limit_price", message, ReasonCode.WRONG_SIDE)


def _price_of(level: PriceLevel | None, side: Side, anchor: Decimal | None) -> Decimal | None:
    """Return a stop's price; None without one, or where its distance has nothing to count from."""
    if level is None or (level.price is None and anchor is None):
        return None
    return adverse_level(side, level, anchor or Decimal(0))

"""Validation of prices: which side of the entry each is on, and that no distance reaches zero."""

from collections.abc import Iterator
from dataclasses import dataclass
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
    rules = [
        *_entry_rules(dca_orders, entry_expiration),
        *(
            _Rule(f"take_profit[{index}].price", "", target.level, profit=True)
            for index, target in enumerate(take_profit)
        ),
        *_stop_rules(stop_loss),
    ]
    found = [error for rule in rules if (error := rule.check(side, anchor))]
    if stop_loss is not None:
        wrong = {error.path for error in found}
        order = _check_order_of_stops(side, anchor, stop_loss)
        found += [error for error in order if error.path not in wrong]
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Rule:
    """Where a level must lie; its fields are path + ending and path + "_percentage"."""

    path: str
    ending: str
    level: PriceLevel
    profit: bool

    def check(self, side: Side, anchor: Decimal | None) -> FieldError | None:
        above = (side is Side.LONG) is self.profit
        percentage, price = self.level.percentage, self.level.price
        if percentage is not None and not above and percentage >= _HUNDRED:
            message = f"must be less than 100: {side} it leads to a price of zero or less"
            return FieldError(f"{self.path}_percentage", message, ReasonCode.PRICE_NOT_POSITIVE)
        if price is None or anchor is None or (price > anchor if above else price < anchor):
            return None
        where = "above" if above else "below"
        message = f"must lie {where} the price {plain(anchor)} of a {side} entry"
        return FieldError(f"{self.path}{self.ending}", message, ReasonCode.WRONG_SIDE)


def _entry_rules(
    dca_orders: tuple[DcaOrder, ...], expiration: EntryExpiration | None
) -> Iterator[_Rule]:
    for index, order in enumerate(dca_orders):
        yield _Rule(f"dca_orders[{index}].price", "", order.level, profit=False)
    if expiration is not None:
        yield _Rule("entry_expiration.price", "", PriceLevel(price=expiration.price), profit=True)


def _stop_rules(stop: StopLoss | None) -> Iterator[_Rule]:
    if stop is None:
        return
    for name, level in (
        ("stop", stop.level),
        ("limit", stop.limit),
        ("emergency_stop", stop.emergency),
    ):
        if level is not None:
            yield _Rule(f"stop_loss.{name}", "_price", level, profit=False)
    for name, percentage in (
        ("trailing", stop.trailing_percentage),
        ("break_even", stop.break_even_percentage),
    ):
        if percentage is not None:
            yield _Rule(f"stop_loss.{name}", "", PriceLevel(percentage=percentage), profit=True)


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

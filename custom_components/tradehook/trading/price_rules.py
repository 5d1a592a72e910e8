"""Which side of the entry a price must lie on, and that no distance reaches zero."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from .codes import FieldError, ReasonCode
from .market import Side
from .sections import DcaOrder, EntryExpiration, Level, StopLoss, TakeProfit
from .text import plain

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
        found += _check_order_of_stops(side, stop_loss)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Rule:
    """Where a level must lie; its fields are path + ending and path + "_percentage"."""

    path: str
    ending: str
    level: Level
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
        yield _Rule("entry_expiration.price", "", Level(price=expiration.price), profit=True)


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
    trailing = Level(percentage=stop.trailing_percentage)
    yield _Rule("stop_loss.trailing", "", trailing, profit=True)


def _check_order_of_stops(side: Side, stop: StopLoss) -> Iterator[FieldError]:
    price = stop.level.price if stop.level else None
    if price is None:
        return
    where = "below" if side is Side.LONG else "above"
    emergency = stop.emergency.price if stop.emergency else None
    if emergency is not None and side.sign * (emergency - price) >= 0:
        message = f"must lie {where} the stop at {plain(price)}"
        yield FieldError("stop_loss.emergency_stop_price", message, ReasonCode.WRONG_SIDE)
    limit = stop.limit.price if stop.limit else None
    if limit is not None and side.sign * (limit - price) > 0:
        message = f"must not lie {'above' if side is Side.LONG else 'below'} the stop"
        yield FieldError("stop_loss.limit_price", message, ReasonCode.WRONG_SIDE)

"""What a position has come to, in the words that are used everywhere: one name, one meaning.

All money is in the market's quote currency. None means that it can't be known, or that it means
nothing for this position; it is never 0.
"""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal, localcontext
from functools import reduce

from ..model.order import Order
from ..model.position import HUNDRED, ZERO, Position
from ..model.price_math import PRECISE


def entry_cost(position: Position) -> Decimal:
    """Return what all entries have cost: initial entry, DCA orders and increases, without fees."""
    adopted = position.adopted
    others = ZERO if adopted is None else PRECISE.multiply(adopted.amount, adopted.price)
    return PRECISE.add(
        others, total(order.cost for order in _filled(position) if order.purpose.adds)
    )


def entry_price(position: Position) -> Decimal | None:
    """Return the average entry of what is held, or of all entries once nothing is held.

    What was adopted counts with the entry that its owner told.
    """
    if position.stop_basis is not None:
        return position.stop_basis
    return _average(order for order in _filled(position) if order.purpose.adds)


def exit_price(position: Position) -> Decimal | None:
    """Return the average price of everything that was sold (or bought back) so far."""
    return _average(order for order in _filled(position) if not order.purpose.adds)


def unrealized_profit(position: Position, mark_price: Decimal | None) -> Decimal | None:
    """Return the open result: 0 once nothing is held, None while the price isn't known."""
    if not position.size:
        return ZERO
    return None if mark_price is None else position.unrealized(mark_price)


def result(position: Position, mark_price: Decimal | None) -> Decimal | None:
    """Return realised and unrealised profit together, net of all fees and funding so far."""
    unrealized = unrealized_profit(position, mark_price)
    return None if unrealized is None else PRECISE.add(position.realized_profit, unrealized)


def profit_percentage(position: Position, mark_price: Decimal | None) -> Decimal | None:
    """Return the result in % of the cost of all entries; None before the first fill."""
    part = result(position, mark_price)
    return None if part is None else percentage(part, entry_cost(position))


def roe_percentage(position: Position, mark_price: Decimal | None) -> Decimal | None:
    """Return the result in % of the margin of all entries: their cost / leverage."""
    margin = PRECISE.divide(entry_cost(position), Decimal(position.plan.leverage))
    return percentage(result(position, mark_price), margin)


def margin(position: Position) -> Decimal:
    """Return what of the account's own money is in what is held: its cost / leverage."""
    return PRECISE.divide(position.invested, Decimal(position.plan.leverage))


def present_stop(position: Position) -> Decimal | None:
    """Return the stop as it stands now, protections included; the emergency stop without one."""
    return position.present_stop


def risk(position: Position) -> Decimal | None:
    """Return what the present stop would lose of the cost of what is held, at least 0.

    None without a stop, and while nothing is held.
    """
    return position.at_risk


def r_multiple(position: Position, mark_price: Decimal | None) -> Decimal | None:
    """Return the result as a multiple of the most that the stop would have lost; None without."""
    part = result(position, mark_price)
    if part is None or not position.most_at_risk:
        return None
    with localcontext(PRECISE):
        return (part / position.most_at_risk).quantize(Decimal("0.0001"))


def duration(position: Position, now: datetime) -> int | None:
    """Return the whole seconds from the first fill to the end, or to now; None before it."""
    if position.filled_at is None:
        return None
    until = now if position.closed_at is None else position.closed_at
    return max(int((until - position.filled_at).total_seconds()), 0)


def total(numbers: Iterable[Decimal]) -> Decimal:
    """Return a sum to its last digit."""
    return reduce(PRECISE.add, numbers, ZERO)


def known_total(numbers: Iterable[Decimal | None]) -> Decimal | None:
    """Return a sum to its last digit; None if a part of it is not known."""
    known = list(numbers)
    told = [number for number in known if number is not None]
    return total(told) if len(told) == len(known) else None


def percentage(part: Decimal | None, whole: Decimal) -> Decimal | None:
    """Return a part in % of a whole, to four decimals; None if either means nothing."""
    if part is None or not whole:
        return None
    with localcontext(PRECISE):
        return (HUNDRED * part / whole).quantize(Decimal("0.0001"))


def _filled(position: Position) -> list[Order]:
    return [order for order in position.orders.values() if order.filled]


def _average(orders: Iterable[Order]) -> Decimal | None:
    known = list(orders)
    amount = sum((order.filled for order in known), ZERO)
    if not amount:
        return None
    return sum((order.cost for order in known), ZERO) / amount

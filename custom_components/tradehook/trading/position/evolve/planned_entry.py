"""The entry as it is planned before it is placed: from where it counts, its price and its size."""

from decimal import Decimal

from ...model.market import Side
from ...model.plan import Plan
from ...model.price_math import adverse, favourable, settled
from ...model.sections import OrderType


def anchor_price(plan: Plan, side: Side, last: Decimal) -> Decimal:
    """Return the price that entry and DCA distances count from.

    An entry that rests at an offset is where the ladder begins; one that goes through the market
    begins at its price.
    """
    if plan.signal_price is not None:
        return plan.signal_price
    if plan.entry_offset is None or plan.entry_offset <= 0:
        return last
    return settled(adverse(side, last, plan.entry_offset))


def limit_at(plan: Plan, side: Side, last: Decimal) -> Decimal:
    """Return the limit of an entry that is placed at a last price, not rounded."""
    if plan.entry_offset is not None and plan.signal_price is None:
        return settled(adverse(side, last, plan.entry_offset))
    return settled(favourable(side, anchor_price(plan, side, last), plan.entry_deviation))


def planned_price(plan: Plan, side: Side) -> Decimal:
    """Return the price of an accepted plan's entry that has not been placed yet, not rounded."""
    if plan.order_type is OrderType.LIMIT:
        return limit_at(plan, side, plan.accepted_price)
    return plan.accepted_price


def planned_base(plan: Plan, side: Side) -> Decimal:
    """Return the base amount of the entry of an accepted plan that has not been placed yet."""
    if plan.base_amount is not None:
        return plan.base_amount
    return (plan.quote_amount or Decimal(0)) / planned_price(plan, side)

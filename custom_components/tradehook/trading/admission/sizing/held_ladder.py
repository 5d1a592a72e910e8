"""A position as a plan with a ladder: what is held is its entry, what still adds its DCA orders."""

from dataclasses import replace
from decimal import Decimal

from ...model.inputs import MarketContext
from ...model.order import Order, Purpose
from ...model.plan import Plan
from ...model.position import ZERO, Position, is_unplaced
from ...model.sections import OrderType, PriceLevel
from ...position.entry_ladder import Ladder, LadderStep, planned_ladder
from ...position.rules.stop_loss import planned_stop
from ...position.unfilled_entries import planned_amount


def present_ladder(position: Position) -> tuple[Ladder, Decimal]:
    """Return what is held as an entry, what rests as its DCA orders, and the entry's amount."""
    if position.size <= 0 and is_unplaced(position):
        return planned_ladder(position.plan, position.side), planned_amount(position)
    resting = [order for order in position.live_orders() if _adds(position, order)]
    steps = [(_price(position, order), order.remaining) for order in resting]
    if position.size > 0 and position.average_entry is not None:
        entry, amount = position.average_entry, position.size
    elif steps:
        (entry, amount), *steps = steps
    else:
        return Ladder(position.side, Decimal(1)), ZERO
    dca = tuple(LadderStep(price, part / amount) for price, part in steps)
    return Ladder(position.side, entry, dca), amount


def _adds(position: Position, order: Order) -> bool:
    if not order.purpose.adds or order.remaining <= 0 or position.close_request is not None:
        return False
    if order.client_order_id in position.moves:
        return True
    if order.client_order_id in position.unwanted:
        return False
    cancelled = {
        Purpose.ENTRY: position.entries_cancelled,
        Purpose.DCA: position.dca_cancelled,
    }
    return not cancelled.get(order.purpose, False)


def _price(position: Position, order: Order) -> Decimal:
    price = position.moves.get(order.client_order_id, order.price)
    return price or position.average_entry or position.anchor or position.plan.accepted_price


def present_plan(position: Position, situation: MarketContext) -> Plan:
    """Return the plan with the stop as it stands, and without the costs of a made entry."""
    plan, stop, average = position.plan, position.plan.stop_loss, position.average_entry
    if position.size > 0:
        plan = replace(plan, order_type=OrderType.LIMIT)
    if stop is None or average is None or position.stop_price is None:
        return plan
    if stop.trails_at_once and not position.protection_armed:
        if not position.dca_cancelled and plan.dca_orders:
            return plan  # each of them would take it back to its own price
        stop = replace(stop, protection_type=None)
    elif position.stop_price == planned_stop(stop, position.side, average, situation.market).stop:
        return plan
    # A protection has moved it: there it stays, whatever is bought.
    level = PriceLevel(price=position.stop_price)
    return replace(plan, stop_loss=replace(stop, level=level))

"""What a fill does to a position: size, cost, profit and the targets that it fills."""

from dataclasses import replace
from decimal import ROUND_HALF_EVEN, Decimal

from .events import Fill
from .facts import ChangedOutside, Filled, PositionStatus
from .levels import settled
from .market import Market, OrderSide
from .order import Order, OrderState, Purpose
from .position import ZERO, Position, Target
from .sections import OrderType

_EXACT = Decimal("1e-24")
"""Costs are kept to this digit, so that sums of them stay exact."""


def filled_fact(fill: Fill, client_order_id: str, market: Market) -> Filled:
    """Return the fact of a trade, with its fee told in both currencies."""
    in_base = in_quote = ZERO
    if fill.fee_currency == market.base:
        in_base, in_quote = fill.fee, fill.fee * fill.price
    elif fill.fee_currency == market.quote:
        in_quote = fill.fee
    elif fill.fee_price is not None:
        in_quote = settled(fill.fee * fill.fee_price)
    return Filled(
        at=fill.at,
        client_order_id=client_order_id,
        trade_id=fill.trade_id,
        venue_order_id=fill.venue_order_id,
        price=fill.price,
        amount=fill.amount,
        fee=fill.fee,
        fee_currency=fill.fee_currency,
        fee_in_base=in_base,
        fee_in_quote=in_quote,
        liquidation=fill.client_order_id is None,
    )


def filled_order(order: Order, fact: Filled) -> Order:
    """Return an order with one more fill."""
    return replace(
        order,
        filled=order.filled + fact.amount,
        cost=order.cost + fact.amount * fact.price,
        venue_order_id=order.venue_order_id or fact.venue_order_id,
        updated_at=fact.at,
    )


def liquidation_order(position: Position, fact: Filled) -> Order:
    """Return the order that the venue made by itself, still without its fill."""
    return Order(
        client_order_id=fact.client_order_id,
        purpose=Purpose.LIQUIDATION,
        leg=0,
        side=position.side.exit,
        order_type=OrderType.MARKET,
        amount=fact.amount,
        state=OrderState.FILLED,
        venue_order_id=fact.venue_order_id,
        created_at=fact.at,
        updated_at=fact.at,
    )


def after_fill(position: Position, order: Order, fact: Filled) -> Position:
    """Return the position with the sizes and money of a trade; `order` is still without it."""
    bought = order.side is OrderSide.BUY
    base = fact.amount - fact.fee_in_base if bought else -fact.amount - fact.fee_in_base
    change = position.side.sign * base
    if order.purpose.adds:
        profit, cost = ZERO, change * fact.price
    else:
        cost = -_cost_of(position, -change, fact.price)
        profit = position.side.sign * (-change * fact.price + cost)
    size = position.size + change
    cost = position.cost + cost
    status = position.status
    if status is PositionStatus.PENDING:
        status = PositionStatus.CLOSING if position.close_request else PositionStatus.OPEN
    return replace(
        position,
        status=status,
        size=size,
        cost=cost,
        average_entry=_average(cost, size) if size > 0 else position.average_entry,
        realized_profit=position.realized_profit + profit - fact.fee_in_quote,
        fees=position.fees + fact.fee_in_quote,
        max_size=max(position.max_size, size),
        trade_ids=position.trade_ids | {fact.trade_id},
        filled_at=position.filled_at or fact.at,
        targets=_consumed(position, order, fact.amount),
    )


def after_change_outside(position: Position, fact: ChangedOutside) -> Position:
    """Return the position without what somebody else took off it."""
    size = position.size - fact.amount
    gone = _cost_of(position, fact.amount, fact.price)
    cost = position.cost - gone
    profit = position.side.sign * (fact.amount * fact.price - gone)
    return replace(
        position,
        size=size,
        cost=cost,
        average_entry=_average(cost, size) if size > 0 else position.average_entry,
        realized_profit=position.realized_profit + profit,
    )


def after_dust(position: Position, worth: Decimal) -> Position:
    """Return the position with its rest booked at what it is worth."""
    profit = position.side.sign * (worth - position.cost)
    return replace(position, cost=worth, realized_profit=position.realized_profit + profit)


def _average(cost: Decimal, size: Decimal) -> Decimal:
    """Return the average price, without trailing zeros."""
    return Decimal(f"{settled(cost / size).normalize():f}")


def _cost_of(position: Position, reduced: Decimal, price: Decimal) -> Decimal:
    """Return the cost of a part of what is held; what was never held costs what it fetched."""
    held = max(position.size, ZERO)
    if reduced < held:
        return (position.cost * reduced / held).quantize(_EXACT, rounding=ROUND_HALF_EVEN)
    return (position.cost if held else ZERO) + (reduced - held) * price


def _consumed(position: Position, order: Order, amount: Decimal) -> tuple[Target, ...]:
    """Return the targets after a fill: a take profit's takes off the share that it stands for.

    A bigger position's targets are tried anew, even if they were too small for the venue.

    It is taken so that size and shares shrink alike: all other quantities stay what they are.
    """
    if order.purpose.adds:
        return tuple(replace(target, too_small=False) for target in position.targets)
    if order.purpose is not Purpose.TAKE_PROFIT or order.client_order_id in position.unwanted:
        return position.targets
    held = position.size - position.to_reduce
    weight = position.runner + sum(
        (target.left for target in position.targets if not target.done), ZERO
    )
    share = amount * weight / held if held > 0 else ZERO
    rows = list(position.targets)
    for leg in (*order.merged, order.leg):
        taken = min(share, rows[leg].left)
        share -= taken
        rows[leg] = replace(rows[leg], left=rows[leg].left - taken)
    rows[order.leg] = replace(rows[order.leg], filled=rows[order.leg].filled + amount)
    return tuple(rows)

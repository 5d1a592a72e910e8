"""What a fill does to a position: size, cost, profit and the targets that it fills."""

from decimal import Decimal

from ...common.changed_copies import replace
from ...model.facts import Adopted, ExternalChange, Filled, PositionStatus, Released
from ...model.inputs import FillReported
from ...model.market import Market, OrderSide
from ...model.order import Order, OrderState, Purpose
from ...model.position import ZERO, Position, Target
from ...model.price_math import settled
from ...model.sections import OrderType
from ...model.trades import Inventory, Trade, learnt, with_trade


def filled_fact(fill: FillReported, client_order_id: str, market: Market) -> Filled:
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
    trade = Trade(
        at=fact.at,
        trade_id=fact.trade_id,
        change=position.side.sign * base,
        price=fact.price,
    )
    status = position.status
    if status is PositionStatus.PENDING:
        status = PositionStatus.CLOSING if position.close_request else PositionStatus.OPEN
    earlier = position.filled_at or fact.at
    traded = _with_trade(position, trade)
    if _starts_peak(position, order):
        # From here the stop follows anew, also where that is looser.
        traded = replace(traded, best_price=fact.price, stop_trails=False, waiting=None)
    return replace(
        traded,
        status=status,
        realized_profit=traded.realized_profit - fact.fee_in_quote,
        fees=position.fees + fact.fee_in_quote,
        trade_keys=position.trade_keys | {(order.side, fact.trade_id)},
        filled_at=min(earlier, fact.at),
        targets=_consumed(position, order, fact.amount),
    )


def _starts_peak(position: Position, order: Order) -> bool:
    """Return whether a stop that trails from the first fill on begins, or begins anew, with it."""
    stop_loss = position.plan.stop_loss
    if stop_loss is None or not stop_loss.trails_at_once or position.protection_armed:
        return False
    first = position.best_price is None and order.purpose.adds
    return first or order.purpose is Purpose.DCA


def after_adoption(position: Position, fact: Adopted) -> Position:
    """Return the position with what somebody else bought: its entry is over."""
    trade = Trade(
        at=fact.at, trade_id="adopted", change=fact.amount, price=fact.price, outside=True
    )
    gap = ZERO if fact.entry_price is None else fact.entry_price - fact.price
    return replace(
        _with_trade(position, trade),
        status=PositionStatus.OPEN,
        filled_at=fact.at,
        adopted=fact,
        entry_gap=gap,
        anchor=fact.price,
        entry_amount=fact.amount,
        entries_cancelled=True,
        dca_cancelled=True,
    )


def after_change_outside(position: Position, fact: ExternalChange | Released) -> Position:
    """Return the position without what somebody else took off it, or manages from now on."""
    trades = position.trades
    trade = Trade(
        # By our clock, which is not compared with the venue's: behind what is known.
        at=trades[-1].at if trades else fact.at,
        trade_id=str(len(trades)),
        change=-fact.amount,
        price=fact.price,
        outside=True,
    )
    return _with_trade(position, trade)


def _with_trade(position: Position, trade: Trade) -> Position:
    """Return the position with what a trade did to its size and its money, fees left out."""
    before = Inventory(
        size=position.size,
        cost=position.cost,
        profit=position.realized_profit,
        average=position.average_entry,
        max_size=position.max_size,
    )
    after = learnt(before, position.trades, trade, position.side.sign)
    grown = position.entry_gap and after.size > before.size > 0
    return replace(
        position,
        entry_gap=settled(position.entry_gap * before.size / after.size)
        if grown
        else position.entry_gap,
        size=after.size,
        cost=after.cost,
        realized_profit=after.profit,
        average_entry=after.average,
        max_size=after.max_size,
        trades=with_trade(position.trades, trade),
    )


def after_dust(position: Position, worth: Decimal) -> Position:
    """Return the position with its rest booked at what it is worth."""
    profit = position.side.sign * (worth - position.cost)
    return replace(position, cost=worth, realized_profit=position.realized_profit + profit)


def _consumed(position: Position, order: Order, amount: Decimal) -> tuple[Target, ...]:
    """Return the targets after a fill: a take profit's takes off the share that it stands for.

    A bigger position's targets are tried anew, even if they were too small for the venue.

    It is taken so that size and shares shrink alike: all other quantities stay what they are.
    """
    if order.purpose.adds:
        return tuple([replace(target, too_small=False) for target in position.targets])
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

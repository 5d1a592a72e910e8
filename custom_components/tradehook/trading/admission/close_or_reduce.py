"""Closes and reductions: they get through as long as there is something to close."""

from collections.abc import Sequence
from decimal import Decimal

from ..model.commands import ClosePositions, Extent, Resize, ResizePositions
from ..model.facts import PositionStatus
from ..model.market import Market, MarketType, Side
from ..model.position import Position
from ..model.sections import OrderType
from ..position.unfilled_entries import after_market, is_leaving, is_resizable, to_come
from ..reasons.reasons import ReasonCode, Refused, refuse, warn
from ..signal.signal import Signal, SizeChange
from .checks.minimums import below_minimum
from .model import AdmissionContext, PendingReverse
from .selection import (
    check_exchange,
    check_picked,
    find_exit_market,
    missing,
    picked,
    picked_reverses,
)
from .sizing import left_out, split


def admit_close(signal: Signal, context: AdmissionContext, market: Market) -> ClosePositions:
    """Return which positions are closed, and how; raises Refused when there is none.

    What a reverse is still going to open counts as one.
    """
    positions = picked(signal, context, market.symbol)
    reverses = picked_reverses(signal, context, market.symbol)
    if not positions and not reverses:
        raise missing()
    check_picked(signal, positions, reverses)
    price = signal.price or signal.signal_price
    limit = signal.order_type is OrderType.LIMIT and price is not None
    return ClosePositions(
        symbol=market.symbol,
        position_ids=tuple([position.position_id for position in positions]),
        called_off=tuple([reverse.receipt_id for reverse in reverses]),
        order_type=OrderType.LIMIT if limit else OrderType.MARKET,
        price=price if limit else None,
    )


def admit_close_all(
    signal: Signal, context: AdmissionContext, warnings: list[str]
) -> tuple[ClosePositions, ...]:
    """Return what is closed in every market, or in that of the symbol; raises Refused."""
    check_exchange(signal, context)
    named = signal.symbol is not None or "symbol" in signal.unreadable
    market = find_exit_market(signal, context) if named else None
    only = None if market is None else market.symbol
    positions = picked(signal, context, only)
    reverses = picked_reverses(signal, context, only)
    unreadable = [
        p.symbol
        for p in context.unreadable
        if p.bot_id == context.bot_id and only in (None, p.symbol)
    ]
    if not positions and not reverses:
        if unreadable:
            raise Refused(refuse(ReasonCode.POSITION_UNREADABLE, symbol=unreadable[0]))
        raise missing()
    check_picked(signal, positions, reverses)
    warnings += [warn(ReasonCode.POSITION_UNREADABLE, symbol=one) for one in unreadable]
    return _in_each_market(positions, reverses, Extent.WHOLE)


def admit_cancel(
    signal: Signal, context: AdmissionContext, market: Market, warnings: list[str]
) -> ClosePositions:
    """Return of which positions everything goes that is still to be bought; raises Refused."""
    positions = picked(signal, context, market.symbol)
    reverses = picked_reverses(signal, context, market.symbol)
    if not positions and not reverses:
        raise missing()
    check_picked(signal, positions, reverses)
    buying = [position for position in positions if buys(position)]
    if not buying and not reverses:
        warnings.append(warn(ReasonCode.NOTHING_TO_DO, reason="nothing is still to be bought"))
    return ClosePositions(
        symbol=market.symbol,
        position_ids=tuple(position.position_id for position in buying),
        called_off=tuple(reverse.receipt_id for reverse in reverses),
        extent=Extent.ENTRIES,
    )


def admit_cancel_all(signal: Signal, context: AdmissionContext) -> tuple[ClosePositions, ...]:
    """Return of which positions of every market everything goes that is still to be bought."""
    buying = [position for position in picked(signal, context, None) if buys(position)]
    reverses = picked_reverses(signal, context, None)
    return _in_each_market(buying, reverses, Extent.ENTRIES)


def _in_each_market(
    positions: Sequence[Position], reverses: Sequence[PendingReverse], extent: Extent
) -> tuple[ClosePositions, ...]:
    markets = dict.fromkeys([p.symbol for p in positions] + [r.symbol for r in reverses])
    return tuple(
        ClosePositions(
            symbol=symbol,
            position_ids=tuple(p.position_id for p in positions if p.symbol == symbol),
            called_off=tuple(r.receipt_id for r in reverses if r.symbol == symbol),
            extent=extent,
        )
        for symbol in markets
    )


def buys(position: Position) -> bool:
    """Return whether an entry, a DCA order or an increase of a position is still to come."""
    if position.close_request is not None:
        return False
    return (
        position.filled_at is None
        or position.entry_to_place > 0
        or any(request.amount > 0 for request in position.requests)
        or any(order.purpose.adds for order in position.live_orders())
    )


def admit_reduce(
    signal: Signal, context: AdmissionContext, market: Market, warnings: list[str]
) -> ClosePositions | ResizePositions:
    """Return what is taken off which positions; all of each of them is a close.

    It is an exit as well to openings that wait behind an earlier one, and to what a reverse is
    still going to open: they are called off.
    """
    fitting = picked(signal, context, market.symbol)
    reverses = picked_reverses(signal, context, market.symbol)
    waiting = tuple(position.position_id for position in fitting if position.waits_for_exit)
    called_off = tuple(reverse.receipt_id for reverse in reverses)
    positions = [
        position
        for position in fitting
        if (position.status is not PositionStatus.PENDING and position.size > 0)
        or is_resizable(position)
    ]
    if not (positions or waiting or reverses):
        raise missing()
    check_picked(signal, positions, reverses)
    change = signal.reduce_order or SizeChange()
    price = change.price or signal.signal_price
    limit = signal.order_type is OrderType.LIMIT and price is not None
    order_type, price = (OrderType.LIMIT, price) if limit else (OrderType.MARKET, None)
    steps: list[tuple[Position, Decimal]] = []
    left = [p for p in positions if not is_leaving(p) and after_market(p) > 0]
    if left:
        steps = _steps(change, left, market, price or _price(context, left[0]), warnings)
    elif waiting or reverses:
        if positions:
            reason = "what is held is being closed, and the opening behind it is called off"
            warnings.append(warn(ReasonCode.FIELD_IGNORED, path="reduce_order", reason=reason))
    else:
        warnings.append(warn(ReasonCode.NOTHING_TO_DO, reason="the position is being closed"))
        sizes = tuple((position.position_id, position.size) for position in positions)
        return ResizePositions(symbol=market.symbol, direction=Resize.REDUCE, amounts=sizes)
    if all(amount >= after_market(position) for position, amount in steps):
        ids = (*(position.position_id for position, _ in steps), *waiting)
        return ClosePositions(
            symbol=market.symbol,
            position_ids=ids,
            called_off=called_off,
            order_type=order_type,
            price=price,
        )
    return ResizePositions(
        symbol=market.symbol,
        direction=Resize.REDUCE,
        amounts=tuple((position.position_id, amount) for position, amount in steps),
        cancelled=waiting,
        called_off=called_off,
        order_type=order_type,
        price=price,
    )


def _price(context: AdmissionContext, position: Position) -> Decimal:
    """Return what a reduction would fetch; an old price is better than none."""
    quote = context.quotes.get(position.symbol)
    if quote is None:
        return position.average_entry or position.plan.accepted_price
    return quote.bid if position.side is Side.LONG else quote.ask


def _steps(
    change: SizeChange,
    positions: list[Position],
    market: Market,
    price: Decimal,
    warnings: list[str],
) -> list[tuple[Position, Decimal]]:
    def takes(position: Position, amount: Decimal) -> bool:
        """Return whether an order of its own can be made, or closes the position."""
        left = market.amount_down(after_market(position) - amount)
        if amount > 0 and not market.tradable(left, price):
            return True
        if amount <= to_come(position) and not position.waits_for_exit:
            return amount > 0  # it is no order: what rests becomes smaller
        if market.market_type is MarketType.LINEAR:
            return amount > 0 and amount >= market.min_amount
        return market.tradable(amount, price)

    held = sum((after_market(position) for position in positions), Decimal(0))
    base_amount = change.base_amount
    if change.quote_amount is not None:
        base_amount = change.quote_amount / price
    if base_amount is not None and base_amount >= held:
        return [(position, after_market(position)) for position in positions]
    parts = split(
        change, positions, market, price=price, whole=after_market, size=after_market, takes=takes
    )
    steps = [
        (position, _capped(position, amount, change))
        for position, amount in parts
        if takes(position, amount)
    ]
    if not steps:
        raise below_minimum(market, "reduction", max(amount for _, amount in parts), price)
    warnings += left_out(parts, steps, "reduce_order")
    return steps


def _capped(position: Position, amount: Decimal, change: SizeChange) -> Decimal:
    percentage = change.quantity_percentage
    if percentage is not None and percentage >= Decimal(100):
        return after_market(position)
    return min(amount, after_market(position))

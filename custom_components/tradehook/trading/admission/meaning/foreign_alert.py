"""What another system's alert comes to by what the bot holds, and by the bot's settings."""

from dataclasses import replace
from decimal import Decimal

from ...model.market import MarketType, Side
from ...model.price_math import favourable, settled
from ...model.sections import OrderType, PriceLevel, StopLoss, StopOrderType
from ...reasons.reasons import FieldError, ReasonCode, Refused, refuse, warn
from ...signal.alert_systems import ForeignChart, Intent, Opposite, Repeat
from ...signal.signal import Action, ExitChanges, Signal, SizeChange
from ..checks.filters import fresh_quote
from ..model import AdmissionContext, BotState
from ..selection import find_exit_market
from ..sizing import scaled


def resolved(signal: Signal, context: AdmissionContext, warnings: list[str]) -> Signal:
    """Return the signal that an alert is here and now, and add warnings; raises Refused."""
    signal = _on_own_chart(signal, context, warnings)
    if context.intent is None or signal.side is None:
        return signal
    if context.intent is Intent.SELL and context.market_type is MarketType.SPOT:
        return _exit(signal, Side.LONG, context)
    if signal.reduce_order is not None:
        return resolved(replace(signal, reduce_order=None), context, warnings)
    held = _held(signal, context)
    if context.state is BotState.CLOSED and context.settings.opposite is Opposite.REFUSE:
        held = set()  # whoever still enters for a removed bot is told that it is gone
    if signal.side.opposite in held:
        return _turned(signal, signal.side, context, warnings)
    if signal.side in held and context.state is not BotState.CLOSED:
        return _repeated(signal, signal.side, context)
    return replace(signal, action=Action.OPEN)


def _on_own_chart(signal: Signal, context: AdmissionContext, warnings: list[str]) -> Signal:
    """Leave the chart's exchange away where any chart will do."""
    any_chart = context.settings.foreign_chart is ForeignChart.SAME_MARKET
    if not (any_chart or context.is_paper):
        return signal
    symbol = signal.symbol
    if symbol is not None and symbol.count(":") == 1 and "/" not in symbol:
        symbol = symbol.partition(":")[2]
    if signal.exchange is not None or symbol != signal.symbol:
        reason = "the bot takes alerts from any exchange's chart"
        if signal.exchange not in (None, context.exchange_code):
            warnings.append(warn(ReasonCode.FIELD_IGNORED, path="exchange", reason=reason))
    return replace(signal, exchange=None, symbol=symbol)


def _held(signal: Signal, context: AdmissionContext) -> set[Side]:
    """Return the sides that the bot is on, or on its way to; what is being left is none."""
    try:
        market = find_exit_market(signal, context)
    except Refused:
        return set()  # said again in its turn, after age and states
    coming = [r.signal.side for r in context.reverses if r.symbol == market.symbol]
    leaving = {p.position_id for p in context.leaving_positions(market.symbol)}
    staying = [
        position.side
        for position in context.own_positions
        if position.symbol == market.symbol and position.position_id not in leaving
    ]
    return {side for side in (*coming, *staying) if side is not None}


def _turned(signal: Signal, side: Side, context: AdmissionContext, warnings: list[str]) -> Signal:
    match context.settings.opposite:
        case Opposite.REFUSE:
            raise Refused(refuse(ReasonCode.OPPOSITE_POSITION, side=side.opposite))
        case Opposite.REVERSE if context.market_type is not MarketType.SPOT:
            return replace(signal, action=Action.REVERSE)
        case Opposite.REVERSE:
            warnings.append(warn(ReasonCode.REVERSE_NEEDS_FUTURES))
    return _closing(signal, side.opposite)


def _repeated(signal: Signal, side: Side, context: AdmissionContext) -> Signal:
    match context.settings.repeat:
        case Repeat.REFUSE:
            raise Refused(refuse(ReasonCode.ALREADY_ON_SIDE, side=side))
        case Repeat.INCREASE:
            _refuse_what_only_an_entry_has(signal, side, context)
            change = SizeChange(base_amount=signal.base_amount, quote_amount=signal.quote_amount)
            if _sized(signal, change) == SizeChange():
                raise _unclear("quote_amount", "is missing: say how much is to be added")
            return replace(signal, action=Action.INCREASE, increase_order=change)
    return replace(signal, action=Action.OPEN)


def _refuse_what_only_an_entry_has(signal: Signal, side: Side, context: AdmissionContext) -> None:
    """Refuse what an increase would lose: a stop, a condition or a leverage of its own."""
    held = {
        position.plan.leverage
        for position in context.own_positions
        if position.symbol == find_exit_market(signal, context).symbol and position.side is side
    }
    of_entries = {
        "stop_loss": signal.stop_loss,
        "take_profit": signal.take_profit,
        "dca_orders": signal.dca_orders,
        "entry_condition": signal.entry_condition,
        "entry_expiration": signal.entry_expiration,
        "price_offset_percentage": signal.price_offset,
        "leverage": None if held == {signal.leverage} else signal.leverage,
    }
    for name, value in of_entries.items():
        if value not in (None, ()):
            message = "belongs to an entry, and this alert only adds to what is held: leave it out"
            raise _unclear(name, message, ReasonCode.DIALECT_FIELD_UNSUPPORTED)


def _exit(signal: Signal, side: Side, context: AdmissionContext) -> Signal:
    """Return a sell where it only leaves: all of it, or the amount that it names.

    One that waits for a price is a stop of what is held.
    """
    if signal.entry_condition is not None and signal.entry_condition.price is not None:
        return _stopped(signal, side, signal.entry_condition.price)
    price, change = _resting_at(signal, side, context), signal.reduce_order
    if change is None:
        change = SizeChange(base_amount=signal.base_amount, quote_amount=signal.quote_amount)
        change = scaled(_sized(signal, change), signal.size_factor)  # as what it leaves was
    if change == SizeChange() or change.quantity_percentage == 100:
        if price is None:
            return _closing(signal, side)
        resting = replace(signal, order_type=OrderType.LIMIT, price=price)
        return replace(resting, action=Action.CLOSE, side=side)
    change = replace(change, price=price)
    if price is not None:
        signal = replace(signal, order_type=OrderType.LIMIT)
    return replace(signal, action=Action.REDUCE, side=side, reduce_order=change)


def _resting_at(signal: Signal, side: Side, context: AdmissionContext) -> Decimal | None:
    """Return the limit of a sell that only leaves; None = at market."""
    if signal.price_offset is not None:
        market = find_exit_market(signal, context)
        return settled(favourable(side, fresh_quote(context, market).last, signal.price_offset))
    return signal.signal_price if signal.order_type is OrderType.LIMIT else None


def _stopped(signal: Signal, side: Side, at: Decimal) -> Signal:
    """Return a change of the stop, which sells everything; raises Refused where it has a size."""
    sizes = {"base_amount": signal.base_amount, "quote_amount": signal.quote_amount}
    share = None if signal.reduce_order is None else signal.reduce_order.quantity_percentage
    if share != 100:
        sizes["quantity_percentage"] = share
    if signal.entry_size is not None:
        sizes[signal.entry_size.unit.value] = signal.entry_size.value
    for name, size in sizes.items():
        if size is not None:
            message = "can't be a stop's, which closes everything: leave it out"
            raise _unclear(name, message, ReasonCode.DIALECT_FIELD_UNSUPPORTED)
    stop = StopLoss(level=PriceLevel(price=at))
    if signal.order_type is OrderType.LIMIT and signal.signal_price is not None:
        limit = PriceLevel(price=signal.signal_price)
        stop = replace(stop, order_type=StopOrderType.LIMIT, limit=limit)
    changes = ExitChanges(names=frozenset({"stop_loss"}), stop_loss=stop)
    return replace(signal, action=Action.MODIFY, side=side, changes=changes)


def _closing(signal: Signal, side: Side) -> Signal:
    """Return a close at market: nobody said at which price the side that is held is left."""
    return replace(
        signal, action=Action.CLOSE, side=side, order_type=OrderType.MARKET, signal_price=None
    )


def _sized(signal: Signal, change: SizeChange) -> SizeChange:
    """Return the size of what is added or left; raises Refused if it counts something else."""
    if signal.entry_size is None:
        return change
    unit = signal.entry_size.unit.value
    raise _unclear(
        unit, "is the size of an entry: nobody can tell how much of what is held it means"
    )


def _unclear(
    name: str, message: str, code: ReasonCode = ReasonCode.DIALECT_SIZE_UNCLEAR
) -> Refused:
    summary = f"`{name}` {message}"
    error = FieldError(name, message, code)
    return Refused(refuse(code, error, system="another system", summary=summary))

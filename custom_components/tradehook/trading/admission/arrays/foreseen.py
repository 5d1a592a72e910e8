"""The world as an admitted signal will leave it, as far as that can be foreseen.

What goes to market counts as done at the present price, what waits for a price as waiting.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from decimal import Decimal, localcontext

from ...model.commands import (
    ClosePositions,
    Command,
    ControlBot,
    Extent,
    OpenPosition,
    Resize,
    ResizePositions,
    ReversePositions,
)
from ...model.facts import EntriesCancelled, Opened, PositionStatus, SizeRequested
from ...model.market import Side
from ...model.position import ZERO, Position
from ...model.price_math import PRECISE
from ...model.sections import OrderType
from ...position.evolve.apply import apply
from ...position.rules.stop_loss import planned_stop
from ...position.unfilled_entries import resized, unfilled
from ...reasons.reasons import Refused
from ...signal.signal import Signal
from ..account_numbers import HeldPosition
from ..admit import admit_reversed
from ..checks.behind_exit import as_if_left, released
from ..model import AdmissionContext, Admitted, BotState, Reservation


def world_after(context: AdmissionContext, admitted: Admitted) -> AdmissionContext:
    """Return the world in which a signal has been carried out."""
    with localcontext(PRECISE):
        for command in admitted.commands:
            context = _after(context, command, admitted.reservation)
    return context


def _after(
    context: AdmissionContext, command: Command[Signal], reservation: Reservation | None
) -> AdmissionContext:
    match command:
        case ControlBot():
            return _controlled(context, command)
        case OpenPosition():
            return _opened(context, command, reservation)
        case ClosePositions():
            return _closed(context, command)
        case ResizePositions():
            return _resized(context, command, reservation)
        case ReversePositions():
            return _reversed(context, command)
        case _:
            return context  # other exits of a position change neither sizes nor funds


def _controlled(context: AdmissionContext, command: ControlBot) -> AdmissionContext:
    own = context.own_positions
    match command:
        case ControlBot.START:
            return replace(context, state=BotState.RUNNING, consecutive_losses=0)
        case ControlBot.STOP:
            unfilled = [position for position in own if position.filled_at is None]
            return replace(_left(context, unfilled), state=BotState.STOPPED, reverses=())
        case ControlBot.STOP_AND_CLOSE:
            return replace(_left(context, own), state=BotState.CLOSED, reverses=())


def _opened(
    context: AdmissionContext, command: OpenPosition, reservation: Reservation | None
) -> AdmissionContext:
    position = Position.opened(
        Opened(
            at=context.now,
            position_id=f"{command.signal_id}, not opened yet",
            bot_id=context.bot_id,
            signal_id=command.signal_id,
            symbol=command.symbol,
            side=command.side,
            plan=replace(command.plan, waits_for=()),
        )
    )
    if command.plan.condition is None and command.plan.order_type is OrderType.MARKET:
        position = _filled(position, context)
    account = context.account
    if account is not None:
        account = replace(account, openings=(*account.openings, context.now))
    return replace(
        _paid(context, reservation),
        positions=[*context.positions, position],
        venue_positions=_elsewhere(context, command.symbol),
        last_entry_at={**context.last_entry_at, command.symbol: context.now},
        account=account,
    )


def _filled(position: Position, context: AdmissionContext) -> Position:
    """Return a position whose market entry has filled."""
    market, plan = context.markets[position.symbol], position.plan
    price = _price(context, position.symbol, position.side, plan.accepted_price)
    amount = plan.base_amount
    if amount is None:
        amount = (plan.quote_amount or ZERO) / price
    amount = market.amount_down(amount)
    stop = None
    if plan.stop_loss is not None:
        stop = planned_stop(plan.stop_loss, position.side, price, market).stop
    return replace(
        position,
        status=PositionStatus.OPEN,
        filled_at=context.now,
        anchor=price,
        entry_amount=amount,
        size=amount,
        max_size=amount,
        cost=amount * price,
        average_entry=price,
        stop_price=stop,
    )


def _closed(context: AdmissionContext, command: ClosePositions) -> AdmissionContext:
    context = _called_off(context, command.called_off)
    concerned = _of(context, command.position_ids)
    match command.extent:
        case Extent.WHOLE if command.order_type is OrderType.MARKET:
            return _left(context, concerned)
        case Extent.WHOLE:
            return _left(context, [one for one in concerned if one.filled_at is None])
        case Extent.UNFILLED | Extent.OPENING | Extent.ENTRIES as extent:
            unfilled = [one for one in concerned if one.filled_at is None]
            context = _left(context, unfilled)
            if extent is Extent.OPENING:
                return context
            fact = EntriesCancelled(
                at=context.now, reason=command.reason.value, dca=extent is Extent.ENTRIES
            )
            return _each(context, command.position_ids, lambda position: apply(position, fact))


def _resized(
    context: AdmissionContext, command: ResizePositions, reservation: Reservation | None
) -> AdmissionContext:
    context = _called_off(context, command.called_off)
    context = _left(_paid(context, reservation), _of(context, command.cancelled))
    sign = 1 if command.direction is Resize.INCREASE else -1
    changes = {position_id: sign * amount for position_id, amount in command.amounts}
    if command.order_type is not OrderType.MARKET:
        return _each(
            context,
            changes,
            lambda position: _asked(position, changes[position.position_id], command, context),
        )
    for position in _of(context, changes):
        context = _sold(context, position, -changes[position.position_id])
    found = _each(
        context,
        changes,
        lambda position: _with_change(position, changes[position.position_id], context),
    )
    return replace(found, venue_positions=_elsewhere(context, command.symbol))


def _asked(
    position: Position, change: Decimal, command: ResizePositions, context: AdmissionContext
) -> Position:
    """Return a position that waits for its price to become larger or smaller."""
    if position.size <= 0:
        return _planned(position, change, context)
    if change < 0:
        return position
    fact = SizeRequested(
        at=context.now, amount=change, order_type=command.order_type, price=command.price
    )
    return apply(position, fact)


def _planned(position: Position, change: Decimal, context: AdmissionContext) -> Position:
    """Return a position whose entry has not filled and is sized anew."""
    if unfilled(position) <= 0:
        return position
    return apply(position, resized(position, change, context.now))


def _sold(context: AdmissionContext, position: Position, amount: Decimal) -> AdmissionContext:
    """Return the world with what a part of a position brings."""
    market = context.markets.get(position.symbol)
    if market is None or position.size <= 0 or amount <= 0:
        return context
    part = min(amount, position.size)
    sold = replace(position, size=part, cost=position.cost * part / position.size)
    free = dict(context.free)
    for currency, freed in released(context, market, sold).items():
        free[currency] = free.get(currency, ZERO) + max(freed, ZERO)
    return context.with_free(free)


def _with_change(position: Position, change: Decimal, context: AdmissionContext) -> Position:
    """Return a position that has become larger or smaller at the present price."""
    if position.size <= 0:
        return _planned(position, change, context)
    size = max(position.size + change, ZERO)
    average = position.average_entry or position.plan.accepted_price
    price = average
    if change > 0:
        price = _price(context, position.symbol, position.side, average)
        average = (position.size * average + change * price) / size
    return replace(
        position,
        size=size,
        cost=size * average,
        average_entry=average,
        max_size=max(position.max_size, size),
    )


def _reversed(context: AdmissionContext, command: ReversePositions[Signal]) -> AdmissionContext:
    context = _called_off(context, command.called_off)
    closed = _left(context, _of(context, command.position_ids))
    try:
        opening = admit_reversed(command.signal, closed)
    except Refused:
        return closed
    return world_after(closed, opening) if isinstance(opening, Admitted) else closed


def _called_off(context: AdmissionContext, receipt_ids: Collection[str]) -> AdmissionContext:
    reverses = [one for one in context.reverses if one.receipt_id not in receipt_ids]
    return replace(context, reverses=reverses)


def _left(context: AdmissionContext, positions: Iterable[Position]) -> AdmissionContext:
    """Return the world without some positions, what they bind released."""
    by_symbol: dict[str, list[Position]] = {}
    for position in positions:
        by_symbol.setdefault(position.symbol, []).append(position)
    taken = context.taken
    for symbol, gone in by_symbol.items():
        market = context.markets.get(symbol)
        if market is None:
            ids = {position.position_id for position in gone}
            kept = [p for p in context.positions if p.position_id not in ids]
            context = replace(context, positions=kept)
        else:
            context = as_if_left(context, market, gone)
    return replace(context, taken=taken)


def _of(context: AdmissionContext, position_ids: Collection[str]) -> list[Position]:
    return [p for p in context.positions if p.position_id in position_ids]


def _each(
    context: AdmissionContext,
    position_ids: Collection[str],
    change: Callable[[Position], Position],
) -> AdmissionContext:
    positions = [
        change(position) if position.position_id in position_ids else position
        for position in context.positions
    ]
    return replace(context, positions=positions)


def _elsewhere(context: AdmissionContext, symbol: str) -> list[HeldPosition]:
    """Return what the venue shows of other markets: this one changes."""
    return [one for one in context.venue_positions if one.symbol != symbol]


def _paid(context: AdmissionContext, reservation: Reservation | None) -> AdmissionContext:
    if reservation is None:
        return context
    left = context.free.get(reservation.currency, ZERO) - reservation.cost
    return context.with_free({**context.free, reservation.currency: left})


def _price(context: AdmissionContext, symbol: str, side: Side, otherwise: Decimal) -> Decimal:
    """Return what an entry pays now."""
    quote = context.quotes.get(symbol)
    if quote is None:
        return otherwise
    return quote.ask if side is Side.LONG else quote.bid

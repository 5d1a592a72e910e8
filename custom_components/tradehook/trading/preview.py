"""What an admitted signal would do, as the answer to a test shows it."""

from collections.abc import Iterable, Iterator
from decimal import Decimal, localcontext
from typing import NotRequired, TypedDict

from .admission.admit import admit_reversed
from .admission.changes.asked import changed, situation_of
from .admission.changes.worst_loss import worst_loss
from .admission.checks.funds import liquidation_price
from .admission.model import AdmissionContext, Admitted, Reservation
from .admission.reverse import after_closing
from .admission.sizing import loss_at_stop
from .model.commands import (
    ClosePositions,
    Command,
    ControlBot,
    Extent,
    ModifyExits,
    OpenPosition,
    Resize,
    ResizePositions,
    ReversePositions,
)
from .model.inputs import MarketContext
from .model.market import MarketType, OrderSide, Side
from .model.order import Purpose
from .model.position import Position
from .model.price_math import PRECISE
from .model.sections import OrderType
from .offline_protection import unprotected
from .planned_orders import plan_orders
from .position.entries.entry_rungs import entry_rung
from .position.entry_ladder import expected_ladder, planned_ladder
from .position.rules.reductions import leaves_enough
from .position.rules.take_profit import target_price
from .position.unfilled_entries import cut, entry_price, is_resizable, to_come, unfilled
from .reasons.money import FINEST, money
from .reasons.reasons import Refusal
from .signal.signal import Signal


class PlannedOrderRow(TypedDict):
    """An order that a signal would lead to; `position_id` is that of a position there is."""

    purpose: str
    leg: int
    position_id: NotRequired[str]
    side: str
    order_type: str
    price: str | None
    amount: str
    cost: str | None
    trigger: str | None


class ChangedExitsRow(TypedDict):
    """The exits of a position as a change would leave them, and what it loses at worst."""

    position_id: str
    stop_price: str | None
    waiting: str | None
    targets: list[str | None]
    auto_close: int | None
    worst_loss_before: str | None
    worst_loss: str | None


class PreviewPart(TypedDict, total=False):
    """What one command of a signal would lead to: each kind of command has some of it."""

    orders: list[PlannedOrderRow]
    cancels: list[str]
    changes: list[ChangedExitsRow]
    bot: str
    price: str | None
    liquidation_price: str | None
    entry_notional: str
    notional: str
    leverage: int
    margin: str
    cost: str
    currency: str
    worst_loss: str | None
    then: PreviewRow
    opening_refused: dict[str, object]


class PreviewRow(PreviewPart):
    """What a signal would lead to.

    `worst_loss` is what is lost, with fees, when the stop is hit with the whole ladder filled;
    without a stop all that is paid, or null where nothing bounds it. `price` is the last price,
    `liquidation_price` an estimate for the initial entry. A reversal has what comes after its
    closing in `then`.
    """

    action: str
    symbol: str | None
    side: str | None
    signal_id: str | None
    warnings: NotRequired[list[str]]
    missed_alert: NotRequired[dict[str, str]]


def preview(admitted: Admitted, context: AdmissionContext) -> PreviewRow:
    """Return every order that the signal would lead to, with prices and sizes, as text."""
    with localcontext(PRECISE):
        orders: list[PlannedOrderRow] = []
        cancels: list[str] = []
        plan: PreviewRow = {
            "action": admitted.action.value,
            "symbol": admitted.symbol,
            "side": admitted.side.value if admitted.side else None,
            "signal_id": admitted.signal_id,
            "orders": orders,
            "cancels": cancels,
        }
        for command in admitted.commands:
            part = _part(command, admitted.reservation, context)
            orders += part.get("orders", [])
            cancels += part.get("cancels", [])
            plan = {**plan, **part, "orders": orders, "cancels": cancels}
        warnings = [*admitted.warnings, *_unattended(admitted, context)]
        if warnings:
            plan["warnings"] = warnings
        if admitted.opening_refused is not None:
            plan["opening_refused"] = admitted.opening_refused.as_dict()
        if admitted.missed_alert is not None:
            missed = admitted.missed_alert
            plan["missed_alert"] = {"expected": missed.expected, "held": missed.held}
        return plan


def _part(
    command: Command[Signal], reservation: Reservation | None, context: AdmissionContext
) -> PreviewPart:
    match command:
        case OpenPosition():
            assert reservation is not None
            return _opening(command, reservation, context)
        case ClosePositions():
            return _ending(command, context)
        case ResizePositions(direction=Resize.INCREASE):
            assert reservation is not None
            return {
                "orders": _changes(command, Purpose.INCREASE, context),
                "notional": money(reservation.notional, FINEST),
                "cost": money(reservation.cost, FINEST),
                "currency": reservation.currency,
            }
        case ResizePositions():
            return {"orders": _changes(command, Purpose.REDUCE, context)}
        case ReversePositions():
            return _reversing(command, context)
        case ModifyExits():
            return _modification(command, context)
        case ControlBot.START:
            return {"bot": command.value}
        case ControlBot.STOP:
            unfilled = [p.position_id for p in context.own_positions if p.filled_at is None]
            return {"bot": command.value, "cancels": unfilled}
        case ControlBot.STOP_AND_CLOSE:
            own = tuple(position.position_id for position in context.own_positions)
            closings = _closings(own, OrderType.MARKET, None, context)
            return {"bot": command.value, **closings}


def _unattended(admitted: Admitted, context: AdmissionContext) -> Iterator[str]:
    opening = admitted.opening
    if opening is None:
        return
    warning = unprotected(
        opening.plan.stop_loss,
        opening.plan.take_profit,
        context.market_type,
        holds_stops=context.holds_stops and context.holds_stops(opening.symbol),
        pairs=opening.side is Side.LONG and context.markets[opening.symbol].exit_pairs > 0,
    )
    if warning is not None:
        yield warning


def _opening(
    opening: OpenPosition, reservation: Reservation, context: AdmissionContext
) -> PreviewPart:
    market, quote = context.markets[opening.symbol], context.quotes[opening.symbol]
    situation = MarketContext(
        market=market,
        quote=quote,
        now=context.now,
        hedge_mode=context.hedge_mode,
        spot_fee=context.taker_fee,
    )
    plan, side = opening.plan, opening.side
    entry = entry_rung(plan, side, market, quote, context.taker_fee)
    rows: list[PlannedOrderRow] = [
        {
            "purpose": order.purpose.value,
            "leg": order.leg,
            "side": (side.entry if order.purpose.adds else side.exit).value,
            "order_type": order.order_type.value,
            "price": money(order.price, FINEST),
            "amount": money(order.amount, FINEST),
            "cost": money(order.cost, FINEST),
            "trigger": money(order.trigger, FINEST),
        }
        for order in plan_orders(plan, side, situation)
    ]
    ladder = expected_ladder(plan, side, market, quote)
    liquidation = None
    if market.market_type is MarketType.LINEAR:
        worth = entry.amount * ladder.entry
        liquidation = liquidation_price(context, market, plan, ladder, worth)
    loss = loss_at_stop(plan, ladder, context.taker_fee, context.slippage)
    if loss is not None:
        worst: Decimal | None = loss * entry.amount
    else:
        shorts_on_spot = market.market_type is MarketType.SPOT and side is Side.SHORT
        worst = None if shorts_on_spot else reservation.cost
    return {
        "price": money(quote.last, FINEST),
        "liquidation_price": money(liquidation and market.stop_price(side, liquidation), FINEST),
        "orders": rows,
        "entry_notional": money(entry.amount * entry.price, FINEST),
        "notional": money(reservation.notional, FINEST),
        "leverage": plan.leverage,
        "margin": money(reservation.notional / plan.leverage, FINEST),
        "cost": money(reservation.cost, FINEST),
        "currency": reservation.currency,
        "worst_loss": money(worst, FINEST),
    }


def _ending(command: ClosePositions, context: AdmissionContext) -> PreviewPart:
    if command.extent is Extent.ENTRIES:
        return {"cancels": list(command.position_ids)}
    return _closings(command.position_ids, command.order_type, command.price, context)


def _closings(
    position_ids: Iterable[str],
    order_type: OrderType,
    price: Decimal | None,
    context: AdmissionContext,
) -> PreviewPart:
    positions = {position.position_id: position for position in context.positions}
    found = [positions[position_id] for position_id in position_ids]
    return {
        "orders": [
            _order(p, Purpose.CLOSE, p.size, order_type, price, context) for p in found if p.size
        ],
        "cancels": [position.position_id for position in found if not position.size],
    }


def _changes(
    command: ResizePositions, purpose: Purpose, context: AdmissionContext
) -> list[PlannedOrderRow]:
    positions = {position.position_id: position for position in context.positions}
    rows: list[PlannedOrderRow] = []
    for position_id, amount in command.amounts:
        position, ordered, takes = positions[position_id], amount, purpose
        if purpose is Purpose.REDUCE and to_come(position) > 0:
            smaller, ordered = _smaller(position, amount, context)
            rows += smaller
            if not ordered:
                continue
        if purpose is Purpose.REDUCE and not _leaves_enough(position, ordered, context):
            ordered, takes = position.size, Purpose.CLOSE
        rows.append(_order(position, takes, ordered, command.order_type, command.price, context))
    return rows


def _smaller(
    position: Position, amount: Decimal, context: AdmissionContext
) -> tuple[list[PlannedOrderRow], Decimal]:
    """Return what entry and increases that rest are placed anew for, and what is left to sell."""
    rows: list[PlannedOrderRow] = []
    if is_resizable(position):
        left = unfilled(position) - min(amount, unfilled(position))
        amount -= unfilled(position) - left
        if left > 0:
            terms = position.plan.order_type, entry_price(position)
            rows.append(_order(position, Purpose.ENTRY, left, *terms, context))
    for one in cut(position, amount, context.markets[position.symbol], context.now):
        amount -= one.off
        if one.kept > 0:
            terms = OrderType.LIMIT, one.price
            rows.append(_order(position, Purpose.INCREASE, one.kept, *terms, context))
    return rows, amount


def _leaves_enough(position: Position, amount: Decimal, context: AdmissionContext) -> bool:
    market, quote = context.markets[position.symbol], context.quotes.get(position.symbol)
    return leaves_enough(position, amount, market, quote)


def _order(
    position: Position,
    purpose: Purpose,
    amount: Decimal,
    order_type: OrderType,
    price: Decimal | None,
    context: AdmissionContext,
) -> PlannedOrderRow:
    side = position.side.entry if purpose.adds else position.side.exit
    market, quote = context.markets[position.symbol], context.quotes.get(position.symbol)
    amount = market.amount_down(amount)
    if price is not None:
        price = market.limit_price(side, price)
    elif quote is not None:
        price = quote.ask if side is OrderSide.BUY else quote.bid
    return {
        "purpose": purpose.value,
        "leg": 0,
        "position_id": position.position_id,
        "side": side.value,
        "order_type": order_type.value,
        "price": money(price, FINEST),
        "amount": money(amount, FINEST),
        "cost": money(None if price is None else price * amount, FINEST),
        "trigger": None,
    }


def _modification(command: ModifyExits, context: AdmissionContext) -> PreviewPart:
    positions = {position.position_id: position for position in context.positions}
    situation = situation_of(context, context.markets[command.symbol])
    rows: list[ChangedExitsRow] = []
    for position_id, change in command.changes:
        before = positions[position_id]
        after = changed(before, change, situation)
        rows.append(
            {
                "position_id": position_id,
                "stop_price": money(after.stop_price, FINEST),
                "waiting": money(after.waiting.stop if after.waiting else None, FINEST),
                "targets": [_target_price(after, leg, situation) for leg in _open_targets(after)],
                "auto_close": after.plan.auto_close,
                "worst_loss_before": money(worst_loss(before, situation), FINEST),
                "worst_loss": money(worst_loss(after, situation), FINEST),
            }
        )
    cancels = [position_id for position_id, change in command.changes if change.cancel_entries]
    return {"changes": rows, "cancels": cancels}


def _open_targets(position: Position) -> list[int]:
    return [target.leg for target in position.targets if not target.done]


def _target_price(position: Position, leg: int, situation: MarketContext) -> str | None:
    take_profit, average = position.plan.take_profit[leg], position.average_entry
    basis = planned_ladder(position.plan, position.side).entry if average is None else average
    return money(target_price(take_profit, position.side, basis, situation.market), FINEST)


def _reversing(command: ReversePositions[Signal], context: AdmissionContext) -> PreviewPart:
    """Show the closing leg, and the opening as it would be judged with the margin released."""
    rows = _closings(command.position_ids, OrderType.MARKET, None, context)
    left = after_closing(command.symbol, command.position_ids, context)
    judged = admit_reversed(command.signal, left)
    if isinstance(judged, Refusal):
        return {**rows, "opening_refused": judged.as_dict()}
    return {**rows, "then": preview(judged, context)}

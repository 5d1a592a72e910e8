"""A strategy alert → the action that takes the bot from what it holds to the strategy's target."""

from dataclasses import dataclass, replace
from decimal import Decimal

from .admitted import MissedAlertReport
from .codes import ReasonCode, Refused, refuse, warn
from .context import AdmissionContext
from .ladder import planned_ladder
from .levels import settled
from .limits import is_unplaced
from .market import Market, MarketType, Side
from .order import Purpose
from .position import ZERO, Position
from .sections import OrderType
from .settings import MissedAlert
from .signal_types import Action, Signal, SizeChange, StrategyState

_FLAT = "flat"
_TOLERANCE = Decimal("0.01")
"""What fees may take off a size without an alert having been missed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Translated:
    """What a strategy alert comes to; `signal` None = the bot holds the target already."""

    signal: Signal | None
    missed: MissedAlertReport | None = None
    warnings: tuple[str, ...] = ()


def translate(
    signal: Signal, state: StrategyState, context: AdmissionContext, market: Market
) -> Translated:
    """Return the action of a strategy alert; raises Refused with `alert_missed`."""
    missed = missed_alert(state, context, market)
    found = _toward_target(signal, state, context, market)
    if (
        missed is None
        or found.signal is None
        or context.settings.missed_alert is MissedAlert.FOLLOW
    ):
        return replace(found, missed=missed)
    if found.signal.action is Action.REVERSE:
        # What is held on the wrong side goes in any case; only the new exposure is refused.
        return Translated(signal=_closing(found.signal, found.signal.side), missed=missed)
    if not found.signal.action.is_exit:
        raise Refused(refuse(ReasonCode.ALERT_MISSED, expected=missed.expected, held=missed.held))
    return replace(found, missed=missed)


def strategy_opening(signal: Signal, state: StrategyState, context: AdmissionContext) -> Signal:
    """Return the opening that a strategy's target is, from flat; it must not be flat."""
    side = Side(state.market_position)
    opening = replace(signal, action=Action.OPEN, side=side, strategy=None)
    if context.settings.use_strategy_contracts:
        return replace(opening, base_amount=state.market_position_size, quote_amount=None)
    return opening


def missed_alert(
    state: StrategyState, context: AdmissionContext, market: Market
) -> MissedAlertReport | None:
    """Compare what the strategy held before with what the bot holds; None when they agree.

    A side that the bot never takes counts as flat.
    """
    held = _holdings(context, market)
    expected = _previous(state, context, market)
    sides = [side for side, amount in held.items() if amount > 0]
    by_contracts = context.settings.use_strategy_contracts
    if sides == ([] if expected is None else [expected]):
        if expected is None or not by_contracts:
            return None
        size = state.prev_market_position_size
        if abs(held[expected] - size) <= max(market.amount_step, size * _TOLERANCE):
            return None
    size_before = state.prev_market_position_size if by_contracts else None
    return MissedAlertReport(
        symbol=market.symbol,
        expected=_told(expected, size_before),
        held=", ".join(_told(side, held[side] if by_contracts else None) for side in sides)
        or _FLAT,
    )


def _toward_target(
    signal: Signal, state: StrategyState, context: AdmissionContext, market: Market
) -> Translated:
    if state.market_position == _FLAT or not state.market_position_size:
        return Translated(signal=_closing(signal, None))
    side = Side(state.market_position)
    held = _holdings(context, market)
    if held[side.opposite] > 0:
        if held[side] > 0 or market.market_type is MarketType.SPOT:
            closing = _closing(signal, side)
            warning = warn(ReasonCode.REVERSE_NEEDS_FUTURES)
            return Translated(signal=closing, warnings=() if held[side] > 0 else (warning,))
        reversing = replace(strategy_opening(signal, state, context), action=Action.REVERSE)
        return Translated(signal=reversing)
    if held[side] <= 0:
        return Translated(signal=strategy_opening(signal, state, context))
    amount = settled(_target(state, held[side], side, context) - held[side])
    if abs(amount) < market.amount_step:
        return Translated(signal=None)
    change = SizeChange(base_amount=abs(amount))
    if amount > 0:
        return Translated(signal=_changed(signal, Action.INCREASE, side, change))
    reduction = _changed(signal, Action.REDUCE, side, change)
    return Translated(signal=replace(reduction, order_type=OrderType.MARKET, signal_price=None))


def _target(state: StrategyState, held: Decimal, side: Side, context: AdmissionContext) -> Decimal:
    if context.settings.use_strategy_contracts:
        return state.market_position_size
    before = state.prev_market_position_size
    if state.prev_market_position != side or not before:
        return held  # the alert that opened was answered already: there is nothing to scale
    return held * state.market_position_size / before


def _closing(signal: Signal, target: Side | None) -> Signal:
    """Return the close of everything, or of what is on the other side of a target."""
    side = None if target is None else target.opposite
    closing = _changed(signal, Action.CLOSE, side, None)
    return replace(closing, order_type=OrderType.MARKET, price=None, signal_price=None)


def _changed(
    signal: Signal, action: Action, side: Side | None, change: SizeChange | None
) -> Signal:
    """Return an action on all of the bot's positions of the market: it holds their sum."""
    return replace(
        signal,
        action=action,
        side=side,
        signal_id=None,
        strategy=None,
        increase_order=change if action is Action.INCREASE else None,
        reduce_order=change if action is Action.REDUCE else None,
    )


def _previous(state: StrategyState, context: AdmissionContext, market: Market) -> Side | None:
    if state.prev_market_position == _FLAT or not state.prev_market_position_size:
        return None
    side = Side(state.prev_market_position)
    spot_short = market.market_type is MarketType.SPOT and side is Side.SHORT
    taken = side in context.settings.sides and not spot_short
    return side if taken or _holdings(context, market)[side] > 0 else None


def _holdings(context: AdmissionContext, market: Market) -> dict[Side, Decimal]:
    """Return what the bot holds and is about to hold on each side, in base."""
    held = dict.fromkeys(Side, ZERO)
    reverses = [reverse for reverse in context.reverses if reverse.symbol == market.symbol]
    leaving = {position_id for reverse in reverses for position_id in reverse.position_ids}
    left = ZERO
    for position in context.own_positions:
        if position.symbol != market.symbol:
            continue
        if position.position_id in leaving:
            left += position.size
        elif not position.closes_at_market:
            held[position.side] += _held(position)
    for reverse in reverses:
        assert reverse.signal.side is not None
        held[reverse.signal.side] += _awaited(reverse.signal, context) or left or market.amount_step
    return held


def _awaited(signal: Signal, context: AdmissionContext) -> Decimal | None:
    """Return what a reverse is going to open, in base, where its signal says so."""
    if signal.strategy is not None and context.settings.use_strategy_contracts:
        return signal.strategy.market_position_size
    return signal.base_amount


def _held(position: Position) -> Decimal:
    if is_unplaced(position):
        plan = position.plan
        if plan.base_amount is not None:
            return plan.base_amount
        return (plan.quote_amount or ZERO) / planned_ladder(plan, position.side).entry
    resting = position.live_orders(Purpose.ENTRY, Purpose.INCREASE)
    return position.size + sum((order.remaining for order in resting), ZERO)


def _told(side: Side | None, size: Decimal | None) -> str:
    if side is None:
        return _FLAT
    return side.value if size is None else f"{side.value} {size.normalize():f}"

"""A strategy alert → the action that takes the bot from what it holds to the strategy's target.

An alert never trades against its own order: a `sell` never opens or enlarges a long, a `buy` never
a short. What is held on the wrong side is closed whatever is wrong with the new exposure.
"""

from dataclasses import dataclass, replace
from decimal import Decimal

from ...model.market import Market, MarketType, OrderSide, Side
from ...model.position import ZERO
from ...model.price_math import settled
from ...model.sections import OrderType
from ...position.unfilled_entries import after_market
from ...reasons.reasons import FieldError, ReasonCode, Refusal, Refused, refuse, warn
from ...signal.signal import Action, Signal, SizeChange, StrategyState
from ..model import AdmissionContext, MissedAlertReport

_FLAT = "flat"
_TOLERANCE = Decimal("0.01")
"""What fees may take off a size without an alert having been missed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslatedAlert:
    """What a strategy alert comes to; `signal` None = nothing is to be done, and `reason` why."""

    signal: Signal | None
    reason: str = ""
    missed: MissedAlertReport | None = None
    opening_refused: Refusal | None = None
    """Why the new side is not opened behind a close that is carried out."""
    warnings: tuple[str, ...] = ()


def translate(
    signal: Signal, state: StrategyState, context: AdmissionContext, market: Market
) -> TranslatedAlert:
    """Return the action of a strategy alert; raises Refused when it asks for nothing possible."""
    found = _toward_target(signal, state, context, market)
    missed = missed_alert(state, context, market, signal.size_factor)
    return replace(found, missed=missed)


def strategy_opening(signal: Signal, state: StrategyState, context: AdmissionContext) -> Signal:
    """Return the opening that a strategy's target is, from flat; it must not be flat."""
    side = Side(state.market_position)
    opening = replace(signal, action=Action.OPEN, side=side, strategy=None)
    if context.settings.use_strategy_contracts:
        contracts = state.market_position_size
        return replace(opening, base_amount=contracts, quote_amount=None, entry_size=None)
    return opening


def target_side(state: StrategyState, context: AdmissionContext, market: Market) -> Side | None:
    """Return the side that the bot has to be on; a spot short that it may not hold is flat."""
    if _goes_flat(state) or not state.market_position_size:
        return None
    return _possible(Side(state.market_position), context, market)


def missed_alert(
    state: StrategyState,
    context: AdmissionContext,
    market: Market,
    size_factor: Decimal = Decimal(1),
) -> MissedAlertReport | None:
    """Compare what the strategy held before with what the bot holds; None when they agree.

    A side that the bot never takes counts as flat. An alert that does not say what the strategy
    held before can't be compared.
    """
    if not state.prev_readable and state.order_action is None:
        return None
    held = _holdings(context, market)
    expected = _previous(state, context, market)
    sides = [side for side, amount in held.items() if amount > 0]
    unsized = not state.prev_readable or (_goes_flat(state) and not state.prev_market_position_size)
    by_contracts = context.settings.use_strategy_contracts and not unsized
    if sides == ([] if expected is None else [expected]):
        if expected is None or not by_contracts:
            return None
        size = state.prev_market_position_size * size_factor
        if abs(held[expected] - size) <= max(market.amount_step, size * _TOLERANCE):
            return None
    size_before = state.prev_market_position_size * size_factor if by_contracts else None
    return MissedAlertReport(
        symbol=market.symbol,
        expected=_told(expected, size_before),
        held=", ".join(_told(side, held[side] if by_contracts else None) for side in sides)
        or _FLAT,
    )


def _toward_target(
    signal: Signal, state: StrategyState, context: AdmissionContext, market: Market
) -> TranslatedAlert:
    side = target_side(state, context, market)
    if side is None:
        return TranslatedAlert(signal=_closing(signal, _leaves(state)))
    held = _holdings(context, market)
    if held[side.opposite] > 0:
        return _turned(signal, side, state, context, market, joined=held[side] > 0)
    if held[side] > 0:
        return _resized(signal, side, state, context, market, held[side])
    refusal = _opening_refusal(side, state, context)
    if refusal is not None:
        raise Refused(refusal)
    return TranslatedAlert(signal=strategy_opening(signal, state, context))


def _turned(
    signal: Signal,
    side: Side,
    state: StrategyState,
    context: AdmissionContext,
    market: Market,
    *,
    joined: bool,
) -> TranslatedAlert:
    """Leave the side that the strategy is not on, and open the other one where that is right."""
    closing = _closing(signal, side.opposite)
    if joined:
        return TranslatedAlert(signal=closing)
    if market.market_type is MarketType.SPOT:
        return TranslatedAlert(signal=closing, warnings=(warn(ReasonCode.REVERSE_NEEDS_FUTURES),))
    refusal = _opening_refusal(side, state, context)
    if refusal is None:
        opening = strategy_opening(signal, state, context)
        return TranslatedAlert(signal=replace(opening, action=Action.REVERSE))
    # A strategy that only shrinks asked for no opening: there is nothing to refuse.
    shrinks = refusal.code is ReasonCode.POSITION_MISSING
    return TranslatedAlert(signal=closing, opening_refused=None if shrinks else refusal)


def _resized(
    signal: Signal,
    side: Side,
    state: StrategyState,
    context: AdmissionContext,
    market: Market,
    held: Decimal,
) -> TranslatedAlert:
    """Grow or shrink with the strategy, never against its order."""
    if _named_before(state) is not side:
        reason = "the position that is held is taken as the strategy's"
        return TranslatedAlert(signal=None, reason=reason)
    shrinks = _shrinks(side, state)
    amount = settled(_target(state, held, context, signal.size_factor) - held)
    if abs(amount) < market.amount_step:
        return TranslatedAlert(signal=None, reason="the bot holds what the strategy asks for")
    if amount > 0 and shrinks:
        reason = "the bot holds less than the strategy asks for, and its order makes it smaller"
        return TranslatedAlert(signal=None, reason=reason)
    if amount > 0:
        if (against := _against(side, state)) is not None:
            raise Refused(against)
        increase = SizeChange(base_amount=amount)
        return TranslatedAlert(signal=_changed(signal, Action.INCREASE, side, increase))
    if not shrinks and _direction(state) is side.entry:
        reason = "the bot holds more than the strategy asks for, and its order makes it larger"
        return TranslatedAlert(signal=None, reason=reason)
    reduction = _changed(signal, Action.REDUCE, side, SizeChange(base_amount=-amount))
    return TranslatedAlert(
        signal=replace(reduction, order_type=OrderType.MARKET, signal_price=None)
    )


def _opening_refusal(side: Side, state: StrategyState, context: AdmissionContext) -> Refusal | None:
    """Return why a side that is not held is not opened now; None when it is to be opened."""
    stays = _named_before(state) is side
    if stays and _shrinks(side, state):
        return refuse(ReasonCode.POSITION_MISSING)
    if (against := _against(side, state)) is not None:
        return against
    settings = context.settings
    if stays and side in settings.sides and not settings.join_running_trade:
        return refuse(ReasonCode.MISSED_ENTRY, side=side)
    return None


def _shrinks(side: Side, state: StrategyState) -> bool:
    """Return whether the strategy's order takes something off the side that it stays on."""
    if state.market_position_size != state.prev_market_position_size:
        return state.market_position_size < state.prev_market_position_size
    return state.order_action == side.exit


def _against(side: Side, state: StrategyState) -> Refusal | None:
    """Return why an alert's order can't make its side larger; None when it can."""
    direction = _direction(state)
    if direction is side.entry:
        return None
    if direction is None:
        path = "strategy.order_action"
        error = FieldError(path, "must be buy or sell", ReasonCode.ORDER_ACTION_MISSING)
        return refuse(ReasonCode.ORDER_ACTION_MISSING, error)
    message = f"contradicts `market_position`: a {direction} can't open or enlarge a {side}"
    error = FieldError("strategy.order_action", message)
    return refuse(ReasonCode.INVALID_SIGNAL, error, summary=f"{error.path} {error.message}")


def _direction(state: StrategyState) -> OrderSide | None:
    """Return which way the strategy's order went, else which way its position did."""
    if state.order_action is not None:
        return OrderSide(state.order_action)
    if not state.prev_readable:
        return None
    before = _signed(state.prev_market_position, state.prev_market_position_size)
    after = _signed(state.market_position, state.market_position_size)
    if before == after:
        return None
    return OrderSide.BUY if after > before else OrderSide.SELL


def _signed(position: str, size: Decimal) -> Decimal:
    return ZERO if position == _FLAT else Side(position).sign * size


def _target(
    state: StrategyState, held: Decimal, context: AdmissionContext, size_factor: Decimal
) -> Decimal:
    """Return what is to be held on a side that the strategy was on before."""
    if context.settings.use_strategy_contracts:
        return state.market_position_size * size_factor
    return held * state.market_position_size / state.prev_market_position_size


def _leaves(state: StrategyState) -> Side | None:
    """Return the side that an alert which goes flat leaves; None = whatever is held."""
    if not _goes_flat(state) and state.market_position_size:
        return Side(state.market_position).opposite  # flat is only what the bot makes of it
    return _named_before(state)


def _closing(signal: Signal, side: Side | None) -> Signal:
    """Return the close of a side, or of everything."""
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
        unreadable=frozenset(),
        strategy=None,
        size_factor=Decimal(1),  # what is held has been multiplied already
        increase_order=change if action is Action.INCREASE else None,
        reduce_order=change if action is Action.REDUCE else None,
    )


def _goes_flat(state: StrategyState) -> bool:
    """Return whether an alert says flat: then it needs no sizes."""
    return state.market_position == _FLAT


def _named_before(state: StrategyState) -> Side | None:
    """Return the side that the strategy was on before; None = none, or nobody can tell."""
    if not state.prev_readable:
        # What a strategy leaves with a sell was a long.
        found = [side for side in Side if side.exit == state.order_action]
        return found[0] if found else None
    if state.prev_market_position == _FLAT:
        return None
    if not state.prev_market_position_size and not _goes_flat(state):
        return None
    return Side(state.prev_market_position)


def _previous(state: StrategyState, context: AdmissionContext, market: Market) -> Side | None:
    """Return the side that the bot should have been on before."""
    side = _named_before(state)
    if side is None:
        return None
    spot_short = market.market_type is MarketType.SPOT and side is Side.SHORT
    taken = side in context.settings.sides and not spot_short
    return side if taken or _holdings(context, market)[side] > 0 else None


def _possible(side: Side, context: AdmissionContext, market: Market) -> Side | None:
    """Return a side, or None for a short on spot that the bot neither holds nor may open."""
    if market.market_type is not MarketType.SPOT or side is Side.LONG:
        return side
    if side in context.settings.sides or _holdings(context, market)[side] > 0:
        return side
    return None


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
        elif not position.closes_at_market and position.position_id not in context.leaving:
            held[position.side] += after_market(position)
    for reverse in reverses:
        assert reverse.signal.side is not None
        held[reverse.signal.side] += _awaited(reverse.signal, context) or left or market.amount_step
    return held


def _awaited(signal: Signal, context: AdmissionContext) -> Decimal | None:
    """Return what a reverse is going to open, in base, where its signal says so."""
    if signal.strategy is not None and context.settings.use_strategy_contracts:
        return signal.strategy.market_position_size * signal.size_factor
    return None if signal.base_amount is None else signal.base_amount * signal.size_factor


def _told(side: Side | None, size: Decimal | None) -> str:
    if side is None:
        return _FLAT
    return side.value if size is None else f"{side.value} {size.normalize():f}"

"""The stop: where it stands, what moves it, and when it is hit."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal

from ...common.time_spans import has_passed, is_future
from ...model.facts import (
    CandleJudged,
    CloseReason,
    CloseRequested,
    CoolDownEnded,
    CoolDownStarted,
    Fact,
    StopArmed,
    StopCause,
    StopWaits,
)
from ...model.inputs import VANISHED, MarketContext
from ...model.market import Market, Side
from ...model.order import Order, OrderState
from ...model.position import STOP_REASONS, Position
from ...model.price_math import adverse, adverse_level, is_beyond, settled, tighter
from ...model.sections import CoolDownType, OrderType, PriceLevel, StopLoss, StopOrderType
from ..evolve.backoff import cancel_key
from .mark_stop import mark_that_hits

GRACE = timedelta(seconds=3)
"""How long the venue's stop has time to fill when the stop is hit, before it is cancelled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StopPrices:
    """Where a stop, its limit and its emergency stop stand by the plan; None = there is none."""

    stop: Decimal | None
    limit: Decimal | None
    emergency: Decimal | None


def planned_stop(
    stop_loss: StopLoss,
    side: Side,
    average_entry: Decimal,
    market: Market,
    *,
    peak: Decimal | None = None,
) -> StopPrices:
    """Return the prices that a stop has by itself, before any protection.

    One that trails from the first fill on does so from the `peak`; None = from the average.
    """
    stop = limit = emergency = None
    if stop_loss.level is not None:
        stop = adverse_level(side, stop_loss.level, average_entry)
    if stop_loss.trails_at_once and stop_loss.trailing_distance is not None:
        trailing = adverse(side, peak or average_entry, stop_loss.trailing_distance)
        stop = tighter(side, stop, trailing)
    if stop is not None:
        stop = market.stop_price(side, settled(stop))
        limit = _first_limit(stop_loss, side, stop, market)
    if stop_loss.emergency is not None:
        price = adverse_level(side, stop_loss.emergency, average_entry)
        emergency = market.stop_price(side, settled(price))
    return StopPrices(stop=stop, limit=limit, emergency=emergency)


def _first_limit(stop_loss: StopLoss, side: Side, stop: Decimal, market: Market) -> Decimal | None:
    if stop_loss.order_type is not StopOrderType.LIMIT or stop_loss.limit is None:
        return None
    price = settled(adverse_level(side, stop_loss.limit, stop))
    return market.limit_price(side.exit, price)


def moved_limit(position: Position, stop: Decimal, market: Market) -> Decimal | None:
    """Return the limit that belongs to a moved stop: at the same gap as before."""
    stop_loss, side = position.plan.stop_loss, position.side
    assert stop_loss is not None
    if stop_loss.order_type is not StopOrderType.LIMIT or stop_loss.limit is None:
        return None
    before, limit = position.stop_price, position.stop_limit
    if before is not None and limit is not None and stop_loss.limit.price is not None:
        return limit + stop - before
    return _first_limit(stop_loss, side, stop, market)


def moved_stop(position: Position, price: Decimal) -> StopLoss:
    """Return the stop that stands at a price and is the present one in all else."""
    stop_loss = position.plan.stop_loss or StopLoss()
    limit = stop_loss.limit
    if limit is not None and limit.price is not None:
        before, at = position.stop_price, position.stop_limit
        # A limit stop keeps its gap when it moves.
        limit = limit if before is None or at is None else PriceLevel(price=at + price - before)
    return replace(stop_loss, level=PriceLevel(price=price), limit=limit)


def allows(situation: MarketContext, side: Side, stop: Decimal) -> bool:
    """Return whether a stop may stand at a price: more than a tick away, on the right side."""
    quote = situation.judgeable
    return quote is not None and side.sign * (quote.last - stop) > situation.market.price_tick


def armed(position: Position, situation: MarketContext) -> list[Fact]:
    """Let the stop follow the average entry, until a protection has armed it."""
    stop_loss, average = position.plan.stop_loss, position.stop_basis
    if average is None or position.size <= 0:
        return []
    fresh, before = position.candle_at is None, position.stop_price
    if position.is_protected:
        return _kept(position, situation, stop_loss, average) if stop_loss and fresh else []
    if stop_loss is None:
        if before is None and position.emergency_price is None:
            return []
        return [StopArmed(at=situation.now, price=None, why=StopCause.MODIFIED)]
    if stop_loss.trails_at_once:
        return _trailing(position, situation, stop_loss, average)
    prices = planned_stop(stop_loss, position.side, average, situation.market)
    if prices.stop is prices.emergency is before is position.emergency_price is None:
        return []
    if (prices.stop, prices.emergency) == (before, position.emergency_price) and not fresh:
        return []
    limit = prices.limit
    if before is not None and prices.stop is not None and not fresh:
        limit = moved_limit(position, prices.stop, situation.market)
    first = before is None and position.emergency_price is None
    moved = StopCause.MODIFIED if fresh else StopCause.AVERAGE_ENTRY
    return [
        StopArmed(
            at=situation.now,
            price=prices.stop,
            why=StopCause.PLAN if first else moved,
            limit=limit,
            emergency=prices.emergency,
        )
    ]


def _trailing(
    position: Position, situation: MarketContext, stop_loss: StopLoss, average: Decimal
) -> list[Fact]:
    """Keep a stop that trails from the first fill on behind its peak; only a new one loosens it."""
    peak, side, before = position.best_price, position.side, position.stop_price
    market, fresh = situation.market, position.candle_at is None
    waits: list[Fact] = []
    prices = planned_stop(stop_loss, side, average, market, peak=peak)
    if peak is None:
        plain = planned_stop(replace(stop_loss, protection_type=None), side, average, market)
        return _without_peak(position, situation, plain)
    stop, why = prices.stop, StopCause.PLAN if before is None else StopCause.AVERAGE_ENTRY
    assert stop is not None
    if before is not None and _is_tighter(side, before, stop):
        plain = planned_stop(replace(stop_loss, protection_type=None), side, average, market)
        if situation.judgeable is not None and stop != plain.stop:
            why = StopCause.TRAILING
            if not allows(situation, side, stop) and fresh:
                # What a change asks for waits for the market; the present stop stays.
                waits = [StopWaits(at=situation.now, price=stop, why=StopCause.MODIFIED)]
                stop = before
            elif not allows(situation, side, stop):
                closest = _closest(situation, side, before)
                stop = before if position.waiting else tighter(side, before, closest)
    elif before is not None and position.stop_trails:
        stop, why = before, StopCause.TRAILING
    if not fresh and (stop, prices.emergency) == (before, position.emergency_price):
        return []
    limit = prices.limit if before is None else moved_limit(position, stop, situation.market)
    emergency = prices.emergency
    stands = StopArmed(at=situation.now, price=stop, why=why, limit=limit, emergency=emergency)
    return [stands, *waits]


def _without_peak(position: Position, situation: MarketContext, plain: StopPrices) -> list[Fact]:
    """Hold the stop's own level, and leave one that is tighter, until a price begins the peak."""
    before, stop, emergency = position.stop_price, plain.stop, plain.emergency
    if before is not None:
        stop = before if stop is None else tighter(position.side, before, stop)
    standing = (before, position.emergency_price)
    if position.candle_at is not None and (stop, emergency) == standing:
        return []
    limit = None if stop is None else moved_limit(position, stop, situation.market)
    if before is None:
        limit = plain.limit
    return [
        StopArmed(
            at=situation.now,
            price=stop,
            why=StopCause.MODIFIED,
            limit=limit,
            emergency=emergency,
        )
    ]


def _is_tighter(side: Side, before: Decimal, stop: Decimal) -> bool:
    return stop != before and tighter(side, before, stop) == stop


def _closest(situation: MarketContext, side: Side, otherwise: Decimal) -> Decimal:
    """Return the stop that is as close to the market as one may stand."""
    quote, market = situation.judgeable, situation.market
    if quote is None:
        return otherwise
    return market.stop_price(side, quote.last - side.sign * 2 * market.price_tick)


def _kept(
    position: Position, situation: MarketContext, stop_loss: StopLoss, average: Decimal
) -> list[Fact]:
    """Leave a stop that a protection has moved where it is after a change, unless it tightens."""
    prices = planned_stop(stop_loss, position.side, average, situation.market)
    stop = position.stop_price
    if prices.stop is not None:
        stop = tighter(position.side, stop, prices.stop)
    limit = prices.limit
    if stop is not None and stop != prices.stop:
        limit = moved_limit(position, stop, situation.market)
    return [
        StopArmed(
            at=situation.now,
            price=stop,
            why=StopCause.MODIFIED,
            limit=limit,
            emergency=prices.emergency,
        )
    ]


def triggered(position: Position, situation: MarketContext) -> list[Fact]:
    """Look whether the stop or the emergency stop is hit, by the last price or by the mark."""
    if position.size <= 0 or position.closes_at_market:
        return []
    facts = _triggered_by_last(position, situation)
    mark = mark_that_hits(position, situation)
    if mark is None or any(isinstance(f, CloseRequested) and _at_market(f) for f in facts):
        return facts
    # Whatever the stop waits for: there is no time left for a limit or a cool-down.
    return [CloseRequested(at=situation.now, reason=_reason_of(position), mark=mark)]


def _at_market(request: CloseRequested) -> bool:
    return request.order_type is OrderType.MARKET


def _triggered_by_last(position: Position, situation: MarketContext) -> list[Fact]:
    side, quote, now = position.side, situation.judgeable, situation.now
    emergency = position.emergency_price
    if quote is not None and emergency is not None and is_beyond(side, quote.last, emergency):
        return [CloseRequested(at=now, reason=CloseReason.EMERGENCY_STOP)]
    request = position.close_request
    if request is not None and position.stops_by_limit:
        if has_passed(request.at, timedelta(seconds=position.plan.limit_stop_timeout), now):
            return [CloseRequested(at=now, reason=request.reason)]
        return []
    stop_loss = position.plan.stop_loss
    if stop_loss is None or position.stop_price is None:
        return []
    if candle_length(stop_loss):
        return _judged(position, situation, stop_loss)
    if quote is None:
        return []
    beyond = is_beyond(side, quote.last, position.stop_price)
    return _compared(position, situation, stop_loss, quote.last, beyond=beyond)


def _compared(
    position: Position,
    situation: MarketContext,
    stop_loss: StopLoss,
    last: Decimal,
    *,
    beyond: bool,
) -> list[Fact]:
    """Exit when the price is beyond the stop: at once, or still so at the end of a cool-down."""
    now, seconds = situation.now, stop_loss.cool_down_seconds
    if not seconds:
        return _hit(position, situation) if beyond else []
    if position.cool_down_until is None:
        until = now + timedelta(seconds=seconds)
        return [CoolDownStarted(at=now, until=until, price=last)] if beyond else []
    waits = timedelta(seconds=seconds)
    if not has_passed(position.cool_down_until - waits, waits, now):
        return []
    if beyond:
        return _hit(position, situation)
    return [CoolDownEnded(at=now, price=last)]


def candle_length(stop_loss: StopLoss | None) -> int:
    """Return the length in seconds of the candles whose close a stop waits for; 0 = none."""
    if stop_loss is None or stop_loss.cool_down_type is not CoolDownType.CANDLE_CLOSE:
        return 0
    return stop_loss.cool_down_seconds


def _judged(position: Position, situation: MarketContext, stop_loss: StopLoss) -> list[Fact]:
    """Compare the stop with the last candle's close, or with the first price after a gap."""
    candle = situation.candles.get(candle_length(stop_loss))
    if candle is None:
        return []
    judged_at = position.candle_at
    if judged_at is not None and candle.at <= judged_at and not is_future(judged_at, situation.now):
        return []
    price = candle.price
    if price is None:
        quote = situation.judgeable
        if quote is None or quote.at < candle.at:
            return []
        price = quote.last
    judged = CandleJudged(at=situation.now, close_at=candle.at, price=price)
    assert position.stop_price is not None
    if not is_beyond(position.side, price, position.stop_price):
        return [judged]
    return [judged, *_hit(position, situation)]


def _reason_of(position: Position) -> CloseReason:
    if position.stop_price is None:
        return CloseReason.EMERGENCY_STOP
    return CloseReason.TRAILING_STOP if position.stop_trails else CloseReason.STOP_LOSS


def _hit(position: Position, situation: MarketContext) -> list[Fact]:
    reason = _reason_of(position)
    if position.stop_limit is None:
        return [CloseRequested(at=situation.now, reason=reason)]
    return [
        CloseRequested(
            at=situation.now, reason=reason, order_type=OrderType.LIMIT, price=position.stop_limit
        )
    ]


def standing_stop(position: Position) -> tuple[Decimal, CloseReason] | None:
    """Return the price at which a stop is to rest on the venue, and what it stands for there.

    What waits or is judged at a candle's close can't rest: with a cool-down it is the emergency
    stop alone. A limit stop's is the emergency stop too, or else its limit price, until it is hit.
    """
    stop_loss = position.plan.stop_loss
    if stop_loss is None:
        return None
    reason = CloseReason.TRAILING_STOP if position.stop_trails else CloseReason.STOP_LOSS
    emergency = position.emergency_price
    if not stop_loss.cool_down_amount:
        if position.stop_limit is None and position.stop_price is not None:
            return position.stop_price, reason
        if emergency is None and position.stop_limit is not None and not position.stops_by_limit:
            return position.stop_limit, reason
    return None if emergency is None else (emergency, CloseReason.EMERGENCY_STOP)


def may_have_worked(position: Position, order: Order) -> bool:
    """Return whether the venue may have carried a stop out, so that another exit would be a second.

    It may until the venue has said what became of it, however long that takes: what shares the
    venue's position would be sold with it. An order that was found still resting, because it could
    not be cancelled, has not worked.
    """
    if not order.is_resting_stop or not order.is_live:
        return False
    if order.filled or order.code == VANISHED:
        return True
    if order.state is OrderState.OPEN and cancel_key(order.client_order_id) in position.refusals:
        return False
    return _is_reached(position, order)


def is_acting(position: Position, order: Order, now: datetime) -> bool:
    """Return whether the venue carries out by itself what was hit here at the same moment.

    Then cancelling its stop would be the one moment without any; but not for ever.
    """
    request = position.close_request
    if (
        request is None
        or not order.is_resting_stop
        or order.state is not OrderState.OPEN
        or order.cancel_requested
        or request.reason not in STOP_REASONS
        or has_passed(request.at, GRACE, now)
    ):
        return False
    return bool(order.filled) or _is_reached(position, order)


def _is_reached(position: Position, order: Order) -> bool:
    """Return whether what was hit here is a price at which the stop on the venue works, too."""
    request = position.close_request
    if request is None or request.reason not in STOP_REASONS or request.mark is not None:
        return False  # what rests there waits for the last price
    emergency = request.reason is CloseReason.EMERGENCY_STOP
    hit = position.emergency_price if emergency else position.stop_price
    assert order.trigger is not None
    return hit is not None and tighter(position.side, hit, order.trigger) == order.trigger

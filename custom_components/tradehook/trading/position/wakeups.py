"""What a position waits for: prices, moments and candles."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal, localcontext

from ..model.facts import CloseRequested
from ..model.market import Market, MarketType, Side
from ..model.order import Purpose
from ..model.position import ZERO, Position
from ..model.price_math import PRECISE, next_best
from .entries.passed_exits import has_fixed_exit
from .exit_pairs.kept import is_paired_stop, pairing_prices, pairs_again
from .order_drafts import cancelled_again_at
from .rules.closing import patient_until
from .rules.entries import condition_direction, is_waiting, last_entry, minutes
from .rules.mark_stop import watched_mark
from .rules.protections import activation_price, allowed_from, break_even_at, peak_is_open
from .rules.resting_stop import due_at
from .rules.stop_loss import GRACE, candle_length, standing_stop
from .rules.take_profit import may_grow_at, trailing_exit, trails
from .unfilled_entries import may_wait

AGAIN = timedelta(seconds=1)
"""How soon to look again for what is due but could not be decided, such as without a price."""

AT_ONCE = timedelta(milliseconds=1)
"""How soon after its last moment an opening is late."""

_NO_CANDLES = frozenset[int]()
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceBand:
    """The prices between which nothing can happen: look when last <= lower or last >= upper."""

    lower: Decimal | None = None
    upper: Decimal | None = None


_ANY_PRICE = PriceBand()


def price_band(position: Position, market: Market) -> PriceBand:
    """Return the nearest prices that matter to a position."""
    if not position.status.is_live:
        return _ANY_PRICE
    with localcontext(PRECISE):
        falls: list[Decimal] = []
        rises: list[Decimal] = []
        for direction, price in _prices(position, market):
            (rises if direction is Side.LONG else falls).append(price)
    if not falls and not rises:
        return _ANY_PRICE
    return PriceBand(lower=max(falls, default=None), upper=min(rises, default=None))


def mark_price_band(position: Position, market: Market) -> PriceBand:
    """Return the nearest mark prices that matter to a position: those beyond its stop."""
    stop = watched_mark(position) if market.market_type is MarketType.LINEAR else None
    if stop is None or not position.status.is_live:
        return _ANY_PRICE
    return PriceBand(lower=stop) if position.side is Side.LONG else PriceBand(upper=stop)


def _prices(position: Position, market: Market) -> Iterator[tuple[Side, Decimal]]:
    """Yield prices, with LONG for those that are reached by a rise."""
    if position.filled_at is None and not position.entries_cancelled:
        yield from _opening_prices(position)
    if position.size > 0 and not position.closes_at_market:
        yield from _stop_prices(position, market)
        if position.targets and position.close_request is None:
            yield from _target_prices(position, market)
            yield from pairing_prices(position, market)


def _opening_prices(position: Position) -> Iterator[tuple[Side, Decimal]]:
    plan = position.plan
    direction = None if plan.condition is None else condition_direction(plan)
    if direction is not None and is_waiting(position):
        assert plan.condition is not None
        assert plan.condition.price is not None
        yield direction, plan.condition.price
    if plan.expiration is not None and plan.expiration.price is not None:
        yield position.side, plan.expiration.price
    entry = None if position.anchor is None else last_entry(position)
    if entry is not None and not entry.is_live and has_fixed_exit(plan):
        yield Side.LONG, ZERO  # any price judges what is to be sent again


def _stop_prices(position: Position, market: Market) -> Iterator[tuple[Side, Decimal]]:
    up, down = position.side, position.side.opposite
    if position.emergency_price is not None:
        yield down, position.emergency_price
    if position.stops_by_limit:
        return
    waits = candle_length(position.plan.stop_loss) or position.cool_down_until
    if position.stop_price is not None and not waits:
        yield down, position.stop_price
    if position.waiting is not None:
        yield up, allowed_from(up, position.waiting.stop, market.price_tick)
    if peak_is_open(position):
        yield Side.LONG, ZERO  # any price is its first
    even = break_even_at(position)
    if even is not None:
        yield up, even
    activation = activation_price(position)
    if activation is not None:
        yield up, activation
    elif position.best_price is not None:
        yield up, next_best(up, position.best_price, market)


def _target_prices(position: Position, market: Market) -> Iterator[tuple[Side, Decimal]]:
    target = position.targets[-1]
    if target.done or target.fired or target.price is None or not trails(position, target.leg):
        return
    if target.best is None:
        yield position.side, target.price
        return
    yield position.side, next_best(position.side, target.best, market)
    yield position.side.opposite, trailing_exit(position, target, market)


def candle_lengths(position: Position) -> frozenset[int]:
    """Return the lengths, in seconds, of the candles whose closes a position waits for."""
    stop_loss = position.plan.stop_loss
    if stop_loss is None or not position.status.is_live:
        return _NO_CANDLES
    length = candle_length(stop_loss)
    return frozenset({length}) if length else _NO_CANDLES


def next_wakeup(
    position: Position, now: datetime, awake_since: datetime | None = None
) -> datetime | None:
    """Return when to look again without a price; None = no moment matters.

    What is due already, but waits for a price, is looked at again after a second.
    """
    moments = [at if at > now else now + AGAIN for at in _moments(position, now, awake_since)]
    return min(moments, default=None)


def _moments(position: Position, now: datetime, awake_since: datetime | None) -> Iterator[datetime]:
    if not position.status.is_live:
        return
    if position.refusals:
        yield from _retry_moments(position, now)
    for at in cancelled_again_at(position):
        if at > now:
            yield at
    if position.plan.accepted_at > now:  # the clock was set back: until then it is late
        yield position.plan.accepted_at
    yield from _entry_moments(position, now)
    if position.close_request is not None:
        yield from _closing_moments(position, position.close_request, now, awake_since)
    if position.size <= 0 or position.closes_at_market:
        return
    if not position.stops_by_limit:
        yield from _exit_moments(position, now)
    yield from _pace_moments(position, now)
    yield from _target_moments(position, now)


def _entry_moments(position: Position, now: datetime) -> Iterator[datetime]:
    if position.filled_at is None:
        yield from _opening_moments(position, now)
    elif may_wait(position, now):
        yield now


def _retry_moments(position: Position, now: datetime) -> Iterator[datetime]:
    for key, refusal in position.refusals.items():
        if refusal.retry_at > now:
            yield refusal.retry_at
        if is_paired_stop(key) and (again := pairs_again(refusal)) is not None and again > now:
            yield again


def _exit_moments(position: Position, now: datetime) -> Iterator[datetime]:
    plan = position.plan
    if plan.auto_close is not None and position.filled_at is not None:
        yield position.filled_at + timedelta(seconds=plan.auto_close)
    length = candle_length(plan.stop_loss)
    if length and position.stop_price is not None:
        yield from _candle_moments(position, length, now)
    elif position.cool_down_until is not None:
        yield position.cool_down_until


def _opening_moments(position: Position, now: datetime) -> Iterator[datetime]:
    if position.entries_cancelled or position.close_request:
        return
    plan = position.plan
    if plan.expiration is not None and plan.expiration.time is not None:
        yield plan.accepted_at + minutes(plan.expiration.time)
    if plan.waits_for and position.waits_for_exit:
        yield plan.send_until + AT_ONCE
    elif plan.condition is not None and is_waiting(position):
        if plan.condition.time is not None:
            holds = plan.accepted_at + minutes(plan.condition.time)
            if holds > now:
                yield holds
    elif position.anchor is None:
        yield now


def _closing_moments(
    position: Position, request: CloseRequested, now: datetime, awake_since: datetime | None
) -> Iterator[datetime]:
    if position.stops_by_limit:
        yield request.at + timedelta(seconds=position.plan.limit_stop_timeout)
    late, grace = patient_until(request, awake_since), request.at + GRACE
    if late > now and position.live_orders():
        yield late
    if grace > now and position.closes_at_market and position.resting_stops:
        yield grace


def _pace_moments(position: Position, now: datetime) -> Iterator[datetime]:
    """Yield when the stops on the venue may follow the one here."""
    stops = position.resting_stops
    standing = standing_stop(position) if stops else None
    for resting in stops:
        if standing is not None and resting.trigger != standing[0]:
            at = due_at(position, resting)
            if at > now:
                yield at


def _target_moments(position: Position, now: datetime) -> Iterator[datetime]:
    """Yield when resting targets may follow an entry that goes on filling."""
    for order in position.live_orders(Purpose.TAKE_PROFIT):
        at = may_grow_at(position, order) if order.rests else None
        if at is not None and at > now:
            yield at


def _candle_moments(position: Position, length: int, now: datetime) -> Iterator[datetime]:
    """Yield the next close, and the last one as long as it has not been compared."""
    closed = _EPOCH + timedelta(seconds=(now - _EPOCH) // timedelta(seconds=length) * length)
    yield closed + timedelta(seconds=length)
    if position.candle_at is not None and position.candle_at < closed:
        yield closed

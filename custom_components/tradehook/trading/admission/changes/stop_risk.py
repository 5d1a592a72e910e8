"""Whether a change of exits adds to what a position may lose."""

from dataclasses import dataclass
from decimal import Decimal

from ...model.inputs import MarketContext
from ...model.market import Side
from ...model.position import ZERO, Position
from ...model.price_math import adverse, favourable, favourable_level, has_reached
from ...model.sections import Protection, StopLoss
from ...position.entry_ladder import planned_ladder
from ...position.rules.stop_loss import planned_stop
from .worst_loss import worst_loss


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ends:
    """Where a position is left."""

    stop: Decimal | None
    certain: Decimal | None
    """Where nothing waits any more: with a cool-down it is the emergency stop."""


def adds_risk(before: Position, after: Position, situation: MarketContext) -> bool:
    """Return whether a stop is taken away or loosened, or the worst loss becomes larger."""
    was, now = before.plan.stop_loss, after.plan.stop_loss
    if was is not None and now is None:
        return True
    ends, left = _ends(before, situation), _ends(after, situation)
    side = before.side
    if _is_looser(side, left.stop, ends.stop) or _is_looser(side, left.certain, ends.certain):
        return True
    if _protects_less(before, after, tightens=_is_tighter(side, left.stop, ends.stop)):
        return True
    lost, loses = worst_loss(before, situation), worst_loss(after, situation)
    return lost is not None and (loses is None or loses > lost)


def _ends(position: Position, situation: MarketContext) -> _Ends:
    stop_loss = position.plan.stop_loss
    stop, emergency = position.stop_price, position.emergency_price
    if stop_loss is not None and stop is None and emergency is None:
        basis = position.stop_basis or planned_ladder(position.plan, position.side).average()
        prices = planned_stop(stop_loss, position.side, basis, situation.market)
        stop, emergency = prices.stop, prices.emergency
    cools = stop_loss is not None and stop_loss.cool_down_seconds > 0
    return _Ends(
        stop=stop, certain=emergency if cools else _tightest(position.side, stop, emergency)
    )


def _tightest(side: Side, stop: Decimal | None, emergency: Decimal | None) -> Decimal | None:
    prices = [price for price in (stop, emergency) if price is not None]
    return max(prices, key=lambda price: side.sign * price, default=None)


def _is_looser(side: Side, now: Decimal | None, before: Decimal | None) -> bool:
    if before is None:
        return False
    return now is None or side.sign * (now - before) < 0


def _is_tighter(side: Side, now: Decimal | None, before: Decimal | None) -> bool:
    return now is not None and now != before and not _is_looser(side, now, before)


def _protects_less(before: Position, after: Position, *, tightens: bool) -> bool:
    """Return whether a protection is taken away, acts later, or follows at a greater distance.

    A stop that is tighter by itself may stand without one: it replaces both.
    """
    was, now = before.plan.stop_loss, after.plan.stop_loss
    if was is None or now is None or was.protection_type is None:
        return False
    if now.protection_type is None:
        return not tightens
    if _protection(was) == _protection(now):
        return False
    if was.protection_type is Protection.PRICE:
        return now.protection_type is not Protection.PRICE or _trails_less(before, was, now)
    if was.protection_type is Protection.FOLLOW_TAKE_PROFIT:
        return now.protection_type is not Protection.FOLLOW_TAKE_PROFIT
    return not before.is_protected and _evens_less(before, after, now)


def _protection(stop_loss: StopLoss) -> tuple[object, ...]:
    kind = stop_loss.protection_type
    if kind is Protection.PRICE:
        return kind, stop_loss.trailing_percentage, stop_loss.trailing_distance
    return kind, stop_loss.break_even_percentage if kind is Protection.BREAK_EVEN else None


def _trails_less(before: Position, was: StopLoss, now: StopLoss) -> bool:
    if (now.trailing_distance or ZERO) > (was.trailing_distance or ZERO):
        return True
    later = (now.trailing_percentage or ZERO) > (was.trailing_percentage or ZERO)
    return later and before.best_price is None  # what trails already goes on


def _evens_less(before: Position, after: Position, now: StopLoss) -> bool:
    """Return whether the stop would not be at break even where it is going to be now."""
    side, average = before.side, _average(before)
    was_at, now_at = _acts_at(before, average), _acts_at(after, average)
    if was_at is None:
        return False
    if now_at is None or not has_reached(side, was_at, now_at):
        return True
    if now.protection_type is not Protection.PRICE:
        return False
    even = favourable(side, average, before.plan.break_even_offset)
    return _is_looser(side, adverse(side, was_at, now.trailing_distance or ZERO), even)


def _acts_at(position: Position, average: Decimal) -> Decimal | None:
    """Return the price at which a protection acts first; None = at no target that there is."""
    stop_loss, side = position.plan.stop_loss, position.side
    assert stop_loss is not None
    profit = stop_loss.trailing_percentage
    if stop_loss.protection_type is not Protection.PRICE:
        profit = stop_loss.break_even_percentage
    if stop_loss.protection_type is Protection.FOLLOW_TAKE_PROFIT:
        profit = None
    if profit is not None:
        return favourable(side, average, profit)
    prices = [favourable_level(side, row.level, average) for row in position.plan.take_profit]
    return min(prices, key=lambda price: side.sign * price, default=None)


def _average(position: Position) -> Decimal:
    return position.average_entry or planned_ladder(position.plan, position.side).average()

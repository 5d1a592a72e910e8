"""Whether a change of exits adds to what a position may lose."""

from dataclasses import dataclass
from decimal import Decimal

from ...model.inputs import MarketContext
from ...model.market import Side
from ...model.position import Position
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
    if _follows_later(was, now):
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


def _follows_later(was: StopLoss | None, now: StopLoss | None) -> bool:
    """Return whether a trailing stop keeps a greater distance than before."""
    if was is None or now is None:
        return False
    if not was.protection_type is now.protection_type is Protection.PRICE:
        return False
    return (now.trailing_distance or 0) > (was.trailing_distance or 0)

"""What facts of stop, targets and plan make of a position."""

from decimal import Decimal
from typing import Any

from ...common.changed_copies import replace
from ...model.facts import (
    BestPrice,
    CandleJudged,
    CoolDownEnded,
    CoolDownStarted,
    PlanChanged,
    StopArmed,
    StopCause,
    StopWaits,
    TargetsPriced,
    TrailingHit,
    TrailingReset,
    TrailingStarted,
)
from ...model.order import Purpose
from ...model.position import Position, WaitingStop, targets_of
from ...model.price_math import tighter
from .backoff import wanted_anew
from .target_change import with_targets


def with_target(position: Position, leg: int, **changes: Any) -> Position:
    """Return the position with one target changed."""
    targets = tuple(
        replace(target, **changes) if target.leg == leg else target for target in position.targets
    )
    return replace(position, targets=targets)


def targets_priced(position: Position, fact: TargetsPriced) -> Position:
    """Return the position with its targets at other prices."""
    rows = zip(position.targets, fact.prices, strict=True)
    return replace(position, targets=tuple(replace(row, price=price) for row, price in rows))


def stop_armed(position: Position, fact: StopArmed) -> Position:
    """Return the position with its stop at another price."""
    arms = fact.why.arms and (position.protection_armed or not _trails_at_once(position))
    if arms and not position.is_protected:
        position = without_entries(position, "protection", dca=True)
    return replace(
        position,
        stop_price=fact.price,
        stop_limit=fact.limit,
        emergency_price=fact.emergency,
        stop_trails=fact.why is StopCause.TRAILING or _trails_on(position, fact),
        waiting=_still_waiting(position, fact.price),
        protection_armed=position.protection_armed or arms,
        protection_step=max(position.protection_step, fact.step),
        candle_at=position.candle_at or fact.at,
    )


def _trails_at_once(position: Position) -> bool:
    """Return whether the stop trails from the first fill on: then entries go on beside it."""
    stop_loss = position.plan.stop_loss
    return stop_loss is not None and stop_loss.trails_at_once


def _trails_on(position: Position, fact: StopArmed) -> bool:
    """Return whether a change has left the stop where a trailing rule put it."""
    left = fact.why is StopCause.MODIFIED and fact.price == position.stop_price
    return position.stop_trails and left


def _still_waiting(position: Position, stop: Decimal | None) -> WaitingStop | None:
    """Return what a protection waits for once the stop stands at a price."""
    waiting = position.waiting
    if waiting is None or stop is None:
        return waiting
    reached = tighter(position.side, waiting.stop, stop) == stop
    return None if reached else waiting


def stop_waits(position: Position, fact: StopWaits) -> Position:
    """Return the position with what its stop waits for."""
    if fact.why.arms and not position.is_protected:
        position = without_entries(position, "protection", dca=True)
    waiting, before = None, position.waiting
    if fact.price is not None:
        goes_on = before is not None and before.why is fact.why is not StopCause.FOLLOW_TAKE_PROFIT
        since = before.since if before is not None and goes_on else fact.at
        waiting = WaitingStop(stop=fact.price, since=since, why=fact.why)
    return replace(
        position,
        waiting=waiting,
        protection_step=max(position.protection_step, fact.step),
    )


def best_price(position: Position, fact: BestPrice) -> Position:
    """Return the position with a new best price of a trailing rule."""
    if fact.leg is None:
        return replace(position, best_price=fact.price)
    return with_target(position, fact.leg, best=fact.price)


def candle_judged(position: Position, fact: CandleJudged) -> Position:
    """Return the position with the close of a candle compared."""
    return replace(position, candle_at=fact.close_at)


def cool_down_started(position: Position, fact: CoolDownStarted) -> Position:
    """Return the position with a stop that was hit and waits."""
    return replace(position, cool_down_until=fact.until)


def cool_down_ended(position: Position, _: CoolDownEnded) -> Position:
    """Return the position with its stop armed again."""
    return replace(position, cool_down_until=None)


def trailing_started(position: Position, fact: TrailingStarted) -> Position:
    """Return the position with a target that is followed."""
    return with_target(position, fact.leg, trailing=True, best=fact.price)


def trailing_reset(position: Position, fact: TrailingReset) -> Position:
    """Return the position with a target that waits for its price again."""
    return with_target(position, fact.leg, trailing=False, best=None)


def trailing_hit(position: Position, fact: TrailingHit) -> Position:
    """Return the position with a target that is sold at market."""
    return with_target(position, fact.leg, fired=True)


def plan_changed(position: Position, fact: PlanChanged) -> Position:
    """Return the position with other exits."""
    position = wanted_anew(position)
    if fact.replace_stop_loss:
        position = _with_stop_loss(position, fact)
    if fact.replace_take_profit and fact.keeps_reached:
        position = with_targets(position, fact.take_profit)
    elif fact.replace_take_profit:
        resting = {order.client_order_id for order in position.live_orders(Purpose.TAKE_PROFIT)}
        position = replace(
            position,
            plan=replace(position.plan, take_profit=fact.take_profit),
            targets=targets_of(fact.take_profit),
            unwanted=position.unwanted | resting,
            protection_step=0,
        )
    if fact.replace_auto_close:
        position = replace(position, plan=replace(position.plan, auto_close=fact.auto_close))
    return position


def _with_stop_loss(position: Position, fact: PlanChanged) -> Position:
    """Return the position with another stop; one that names a protection keeps what it reached."""
    before, after = position.plan.stop_loss, fact.stop_loss
    plan = replace(position.plan, stop_loss=after)
    position = replace(position, plan=plan, candle_at=None, cool_down_until=None)
    if position.waiting is not None and not position.waiting.why.arms:
        position = replace(position, waiting=None)  # what a person wanted before
    if fact.keeps_reached and after is not None and after.protection_type is not None:
        if before is not None and before.trails_at_once and not after.trails_at_once:
            armed = position.protection_armed or position.stop_trails
            position = replace(position, protection_armed=armed)
        elif after.trails_at_once and (before is None or not before.trails_at_once):
            # What waits was reached: nothing loosens from there.
            position = replace(position, protection_armed=position.is_protected)
        return position
    return replace(
        position,
        stop_trails=False,
        protection_armed=False,
        protection_step=0,
        waiting=None,
        best_price=None,
    )


def without_entries(position: Position, reason: str, *, dca: bool) -> Position:
    """Return the position without its entry; with `dca`, without DCA orders and increases too."""
    position = replace(
        position,
        entries_cancelled=True,
        dca_cancelled=position.dca_cancelled or dca,
        cancel_reason=position.cancel_reason or reason,
        resize=None,
        resized_by=None,
    )
    if not dca:
        return position
    increases = {order.client_order_id for order in position.live_orders(Purpose.INCREASE)}
    return replace(
        position,
        unwanted=position.unwanted | increases,
        cuts={},
        requests=tuple(request for request in position.requests if request.amount < 0),
    )

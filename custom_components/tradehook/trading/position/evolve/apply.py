"""The fold: what a fact makes of a position."""

from collections.abc import Callable, Iterable
from decimal import localcontext
from typing import Any

from ...common.changed_copies import replace
from ...model.facts import (
    Adopted,
    BestPrice,
    CancelIntended,
    CandleJudged,
    CloseRequested,
    ConditionMet,
    CoolDownEnded,
    CoolDownStarted,
    Ended,
    EntriesCancelled,
    EntryPlaced,
    EntryResized,
    ExitAwaited,
    ExternalChange,
    Fact,
    Filled,
    Funded,
    IncreaseCut,
    IncreaseExpired,
    InvalidFactError,
    NumbersSkipped,
    Opened,
    OrderChanged,
    OrderIntended,
    OrderMoved,
    PlanChanged,
    PositionStatus,
    ReductionCut,
    Released,
    SizeRequested,
    StopArmed,
    StopWaits,
    TargetsPriced,
    TrailingHit,
    TrailingReset,
    TrailingStarted,
)
from ...model.position import ZERO, Position
from ...model.price_math import PRECISE
from .exit_facts import (
    best_price,
    candle_judged,
    cool_down_ended,
    cool_down_started,
    plan_changed,
    stop_armed,
    stop_waits,
    targets_priced,
    trailing_hit,
    trailing_reset,
    trailing_started,
    without_entries,
)
from .fills import after_adoption, after_change_outside, after_dust
from .order_facts import (
    cancel_intended,
    entry_resized,
    filled,
    increase_cut,
    increase_expired,
    order_changed,
    order_intended,
    order_moved,
    reduction_cut,
    size_requested,
)

__all__ = ["InvalidFactError", "apply", "apply_fact", "fold"]


def fold(facts: Iterable[Fact]) -> Position:
    """Return the position that a history, from its `Opened` on, has led to."""
    position: Position | None = None
    with localcontext(PRECISE):
        for fact in facts:
            if position is not None:
                position = apply_fact(position, fact)
            elif isinstance(fact, Opened):
                position = Position.opened(fact)
            else:
                raise InvalidFactError(f"A history begins with Opened, not with {fact}")
    if position is None:
        raise InvalidFactError("A history without facts")
    return position


def apply(position: Position, fact: Fact) -> Position:
    """Return the position after one more fact; raises InvalidFactError."""
    with localcontext(PRECISE):
        return apply_fact(position, fact)


def apply_fact(position: Position, fact: Fact) -> Position:
    """Do what `apply` does, in the context of the caller, which must be PRECISE."""
    try:
        change = _CHANGES[type(fact)]
    except KeyError:
        raise InvalidFactError(f"{fact} can't happen to a position") from None
    after = change(position, fact)
    if (
        after.size is position.size
        and after.stop_price is position.stop_price
        and after.emergency_price is position.emergency_price
    ):
        return after
    return _with_risk(after)


def _with_risk(position: Position) -> Position:
    """Return a position with the most that its stop would have lost, where that has grown."""
    risk = position.at_risk
    if risk is None or risk <= position.most_at_risk:
        return position
    return replace(position, most_at_risk=risk)


def _changed_outside(position: Position, fact: ExternalChange) -> Position:
    if not 0 < fact.amount <= position.size:
        raise InvalidFactError(f"Nobody can take {fact.amount} off {position.size}")
    return after_change_outside(position, fact)


def _adopted(position: Position, fact: Adopted) -> Position:
    if position.filled_at is not None or position.orders or fact.amount <= 0:
        raise InvalidFactError(f"{position.position_id} has begun already")
    return after_adoption(position, fact)


def _released(position: Position, fact: Released) -> Position:
    if not 0 < fact.amount <= position.size:
        raise InvalidFactError(f"{fact.amount} of {position.size} can't be released")
    return replace(after_change_outside(position, fact), released=fact.amount)


def _funded(position: Position, fact: Funded) -> Position:
    if fact.funding_id in position.funding_ids:
        raise InvalidFactError(f"Funding {fact.funding_id} was recorded before")
    return replace(
        position,
        realized_profit=position.realized_profit + fact.amount,
        funding=position.funding + fact.amount,
        funding_ids=position.funding_ids | {fact.funding_id},
    )


def _numbers_skipped(position: Position, fact: NumbersSkipped) -> Position:
    return replace(position, skipped=position.skipped + fact.count)


def _condition_met(position: Position, fact: ConditionMet) -> Position:
    return replace(position, condition_met_at=fact.at)


def _exit_awaited(position: Position, fact: ExitAwaited) -> Position:
    return replace(position, exit_awaited_at=fact.at)


def _entry_placed(position: Position, fact: EntryPlaced) -> Position:
    planned = position.entry_amount or fact.base_amount
    return replace(position, anchor=fact.anchor, entry_amount=planned)


def _entries_cancelled(position: Position, fact: EntriesCancelled) -> Position:
    position = replace(
        position,
        message=fact.message or position.message,
        refusal_code=fact.code or position.refusal_code,
    )
    return without_entries(position, fact.reason, dca=fact.dca)


def _close_requested(position: Position, fact: CloseRequested) -> Position:
    pending = position.status is PositionStatus.PENDING
    return replace(
        position,
        close_request=fact,
        status=position.status if pending else PositionStatus.CLOSING,
        cool_down_until=None,
        requests=(),
        cuts={},
        resize=None,
        resized_by=None,
    )


def _ended(position: Position, fact: Ended) -> Position:
    if fact.dust_price is not None:
        position = after_dust(position, fact.dust * fact.dust_price)
    return replace(
        position,
        status=fact.status,
        close_reason=fact.reason,
        closed_at=fact.at,
        message=fact.message or position.message,
        size=ZERO,
        dust=fact.dust,
        cool_down_until=None,
    )


_CHANGES: dict[type[Fact], Callable[[Position, Any], Position]] = {
    OrderIntended: order_intended,
    CancelIntended: cancel_intended,
    OrderChanged: order_changed,
    Filled: filled,
    ExternalChange: _changed_outside,
    Adopted: _adopted,
    Released: _released,
    Funded: _funded,
    NumbersSkipped: _numbers_skipped,
    ConditionMet: _condition_met,
    ExitAwaited: _exit_awaited,
    EntryPlaced: _entry_placed,
    EntriesCancelled: _entries_cancelled,
    TargetsPriced: targets_priced,
    StopArmed: stop_armed,
    StopWaits: stop_waits,
    BestPrice: best_price,
    CandleJudged: candle_judged,
    CoolDownStarted: cool_down_started,
    CoolDownEnded: cool_down_ended,
    TrailingStarted: trailing_started,
    TrailingHit: trailing_hit,
    TrailingReset: trailing_reset,
    CloseRequested: _close_requested,
    SizeRequested: size_requested,
    EntryResized: entry_resized,
    IncreaseCut: increase_cut,
    OrderMoved: order_moved,
    IncreaseExpired: increase_expired,
    ReductionCut: reduction_cut,
    PlanChanged: plan_changed,
    Ended: _ended,
}

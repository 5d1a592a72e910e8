"""A reverse: what it closes in any case, and what is known at once to forbid its opening."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from typing import Final

from ..model.market import Side
from ..model.position import ZERO, Position
from ..reasons.reasons import ReasonCode, Refusal, Refused
from ..signal.signal import Signal
from .model import AdmissionContext, PendingReverse
from .selection import find_exit_market

KNOWN_AT_ONCE: Final = frozenset(
    {
        ReasonCode.INVALID_SIGNAL,
        ReasonCode.WRONG_EXCHANGE,
        ReasonCode.UNKNOWN_SYMBOL,
        ReasonCode.AMBIGUOUS_SYMBOL,
        ReasonCode.WRONG_QUOTE,
        ReasonCode.SIDE_NOT_ALLOWED,
        ReasonCode.BASE_NOT_ALLOWED,
        ReasonCode.BASE_BLOCKED,
        ReasonCode.STOP_LOSS_REQUIRED,
        ReasonCode.PROTECTION_NEEDS_TARGETS,
        ReasonCode.RISK_NEEDS_STOP,
        ReasonCode.LEVERAGE_TOO_HIGH,
    }
)
"""Refusals that the close changes nothing of. Others are found out once it is done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReverseTargets:
    """What a reverse closes and which earlier ones it calls off."""

    positions: tuple[Position, ...] = ()
    called_off: tuple[PendingReverse, ...] = ()
    on_side: bool = False
    """The bot is on the new side already, or on its way there."""

    @property
    def closes(self) -> bool:
        """Return whether anything is closed."""
        return bool(self.positions or self.called_off)

    @property
    def symbol(self) -> str:
        """Return the market; there must be something to close."""
        return (self.positions[0] if self.positions else self.called_off[0]).symbol


def leaving(signal: Signal, side: Side, context: AdmissionContext) -> ReverseTargets:
    """Return what a reverse to a side leaves; never raises.

    What rests as a limit close is still held. What is being closed already is waited for.
    """
    try:
        market = find_exit_market(signal, context)
    except Refused:
        return ReverseTargets()  # said again in its turn, after age and states
    positions = [p for p in context.own_positions if p.symbol == market.symbol]
    reverses = [reverse for reverse in context.reverses if reverse.symbol == market.symbol]
    already = {position_id for reverse in reverses for position_id in reverse.position_ids}
    staying = {
        p.position_id
        for p in positions
        if p.side is side
        and (p.close_request is None or p.closes_by_limit)
        and p.position_id not in already
        and p.position_id not in context.leaving
    }
    coming = [reverse for reverse in reverses if reverse.signal.side is side]
    if not staying and not coming:
        return ReverseTargets(positions=tuple(positions), called_off=tuple(reverses))
    other = [p for p in positions if p.side is not side and p.position_id not in already]
    return ReverseTargets(
        positions=tuple(other),
        called_off=tuple(reverse for reverse in reverses if reverse.signal.side is not side),
        on_side=True,
    )


def known_at_once(
    found: ReverseTargets, context: AdmissionContext, judge: Callable[[AdmissionContext], object]
) -> Refusal | None:
    """Return why the opening can't follow, as far as its close changes nothing of it.

    `judge` judges the opening in a world and raises Refused.
    """
    try:
        ids = [position.position_id for position in found.positions]
        judge(after_closing(found.symbol, ids, context))
    except Refused as refused:
        if refused.refusal.code in KNOWN_AT_ONCE:
            return refused.refusal
    return None


def after_closing(
    symbol: str, position_ids: Collection[str], context: AdmissionContext
) -> AdmissionContext:
    """Return the world without some positions of a market, their margin released."""
    closed = [p for p in context.positions if p.position_id in position_ids]
    quote = context.markets[symbol].quote
    released = sum((p.invested / p.plan.leverage for p in closed), ZERO)
    free = {**context.free, quote: context.free.get(quote, ZERO) + released}
    return replace(
        context,
        positions=[p for p in context.positions if p.position_id not in position_ids],
        venue_positions=[v for v in context.venue_positions if v.symbol != symbol],
        find_free=lambda: free,
    )

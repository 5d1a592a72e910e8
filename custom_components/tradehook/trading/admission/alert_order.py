"""The order of alerts: what was sent before the newest exit of its market adds no exposure.

Stamps are compared with stamps of the same sender, never with times of arrival. An exit is never
out of order.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from ..model.commands import ControlBot
from ..reasons.reasons import ReasonCode, Refusal, Refused, refuse, warn
from ..signal.actions import action_row
from ..signal.signal import Action, Signal, StrategyState
from .model import AdmissionContext, Admitted, AlertTimestamps, Duplicate
from .selection import find_exit_market

EVERYWHERE: Final = "*"
"""The market of an exit that means all of them."""
AHEAD: Final = timedelta(seconds=5)
"""A stamp further ahead of our clock is not remembered."""
FAR_AHEAD: Final = timedelta(seconds=60)
"""A stamp further ahead adds no exposure."""

_FLAT: Final = "flat"


def check_order(signal: Signal, context: AdmissionContext) -> None:
    """Refuse new exposure that is older than what its bot has heard of the market; raises Refused.

    A strategy's alert is compared with its strategy's alerts, anything else with exits.
    """
    stamp = signal.timestamp
    if stamp is None:
        return
    ahead = stamp - context.came_at
    if ahead > FAR_AHEAD:
        raise Refused(refuse(ReasonCode.TIMESTAMP_IN_FUTURE, ahead=round(ahead.total_seconds())))
    if not context.stamps:
        return
    symbol = _market(signal, context)
    kept = [context.stamps.get(key) for key in (symbol, EVERYWHERE) if key is not None]
    found = [s.strategy if context.by_strategy else s.exit for s in kept if s is not None]
    newest = max((at for at in found if at is not None), default=None)
    if newest is not None and stamp < newest:
        raise Refused(refuse(ReasonCode.OUT_OF_ORDER, stamp=_shown(stamp), newest=_shown(newest)))


def future_warning(signal: Signal, context: AdmissionContext) -> str | None:
    """Return the warning for a stamp that is too far ahead to be remembered."""
    if signal.timestamp is None or signal.timestamp - context.came_at <= AHEAD:
        return None
    ahead = round((signal.timestamp - context.came_at).total_seconds())
    return warn(ReasonCode.TIMESTAMP_IN_FUTURE, ahead=ahead)


def newer_stamps(
    signal: Signal, context: AdmissionContext, outcome: Admitted | Duplicate | Refusal
) -> Mapping[str, AlertTimestamps]:
    """Return what a judged signal makes the newest stamps of its market; often nothing."""
    stamp = signal.timestamp
    if stamp is None or signal.test or isinstance(outcome, Duplicate):
        return {}
    if stamp - context.came_at > AHEAD:
        return {}
    exits = _is_exit(signal, outcome)
    strategy = signal.strategy is not None
    everywhere = _is_everywhere(signal, outcome)
    symbol = EVERYWHERE if everywhere else _market(signal, context)
    if symbol is None or not (exits or strategy or everywhere):
        return {}
    before = context.stamps.get(symbol, AlertTimestamps())
    after = before
    if (exits or everywhere) and (before.exit is None or before.exit < stamp):
        after = replace(after, exit=stamp)
    if strategy and (before.strategy is None or before.strategy < stamp):
        after = replace(after, strategy=stamp)
    return {} if after == before else {symbol: after}


def _is_everywhere(signal: Signal, outcome: Admitted | Refusal) -> bool:
    """Return whether a signal has left all markets, or found nothing to leave in any."""
    if signal.action is Action.CLOSE_ALL:
        named = signal.symbol is not None or "symbol" in signal.unreadable
        return not named and _is_exit(signal, outcome)
    return isinstance(outcome, Admitted) and ControlBot.STOP_AND_CLOSE in outcome.commands


def _is_exit(signal: Signal, outcome: Admitted | Refusal) -> bool:
    """Return whether a signal was an exit that was carried out, or found nothing to close."""
    if signal.strategy is not None:
        return _leaves(signal.strategy)
    row = action_row(signal.action)
    if not row.leaves:
        return False
    if isinstance(outcome, Admitted) or row.opens:
        return True
    return outcome.code is ReasonCode.POSITION_MISSING


def _leaves(state: StrategyState) -> bool:
    """Return whether a strategy gave up a position, or a part of it."""
    before, now = state.prev_market_position, state.market_position
    if now == _FLAT or not state.market_position_size:
        return True
    if before == _FLAT:
        return False
    return before != now or state.market_position_size < state.prev_market_position_size


def _market(signal: Signal, context: AdmissionContext) -> str | None:
    if signal.symbol is None:
        return None
    try:
        return find_exit_market(signal, context).symbol
    except Refused:
        return None  # said in its turn


def _shown(at: datetime) -> str:
    return at.isoformat()

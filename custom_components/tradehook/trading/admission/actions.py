"""The table of what each action of a signal does, by the name of the action.

The other half of a row, how it is read and what kind of request it is, is in
trading/signal/actions.py.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from ..common.registry import Registry
from ..model.commands import ClosePositions, Command, ControlBot, ReversePositions
from ..model.facts import CloseReason
from ..model.market import MarketType
from ..reasons.reasons import ReasonCode, Refusal, Refused, refuse, warn
from ..signal.actions import action_row
from ..signal.alert_systems import Intent
from ..signal.signal import Action, Signal
from .alert_order import check_order
from .changes.modify_signal import admit_modify
from .checks.bot_state import check_bot, check_trading, survives_start
from .checks.filters import check_age, check_status
from .checks.repetition import reused, used_id, used_request
from .close_or_reduce import (
    admit_cancel,
    admit_cancel_all,
    admit_close,
    admit_close_all,
    admit_reduce,
)
from .increase import admit_increase
from .model import (
    AdmissionContext,
    AdmissionRequest,
    Admitted,
    BotState,
    Duplicate,
    without_opening,
)
from .open_position import admit_opening
from .reverse import ReverseTargets, known_at_once, leaving
from .selection import (
    check_exchange,
    check_quote,
    find_exit_market,
    find_market,
    missing,
    picked,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionAdmission:
    """What an action does."""

    action: Action
    admit: Callable[[AdmissionRequest], Admitted | Duplicate]
    """Judges a request of it; raises Refused."""


def repeated(used: Duplicate | Refusal) -> Duplicate:
    """Return the answer to a used id; raises Refused when its opening is over."""
    if isinstance(used, Refusal):
        raise Refused(used)
    return used


def _check_signal(request: AdmissionRequest) -> None:
    signal, context = request.signal, request.context
    if signal.timestamp is not None:
        check_age(context, signal)
        check_order(signal, context)
    check_bot(signal.action, context)
    if context.account is not None or not context.trading_enabled:
        check_trading(context)


def _open_once(request: AdmissionRequest) -> Admitted | Duplicate:
    """Open a position unless the signal's id has opened one."""
    if request.duplicates.claimed_signal_id is not None:
        used = used_id(request.signal, request.duplicates)
        if used is not None:
            return repeated(used)
    return admit_open(request)


def admit_open(request: AdmissionRequest) -> Admitted:
    """Open a position after all checks, whatever its id; raises Refused."""
    signal, context = request.signal, request.context
    _check_signal(request)
    market = find_market(signal, context)
    if market.quote != context.settings.quote:
        check_quote(context, market)
    if context.market_states:
        check_status(context, market)
    assert signal.side is not None
    opening, funds = admit_opening(signal, signal.side, context, market, request.warnings)
    commands: tuple[Command[Signal], ...] = (opening,)
    if action_row(signal.action).starts_bot:
        commands = (ControlBot.START, opening)
    return request.admitted(market.symbol, commands, funds)


def _increase(request: AdmissionRequest) -> Admitted:
    _check_signal(request)
    market = find_market(request.signal, request.context)
    check_quote(request.context, market)
    check_status(request.context, market)
    increase, funds = admit_increase(request.signal, request.context, market, request.warnings)
    return request.admitted(market.symbol, (increase,), funds)


def _close(request: AdmissionRequest) -> Admitted:
    signal, context = request.signal, request.context
    closing = admit_close(signal, context, find_exit_market(signal, context))
    return request.admitted(closing.symbol, (closing,))


def _cancel(request: AdmissionRequest) -> Admitted:
    signal, context = request.signal, request.context
    if context.intent is Intent.CANCEL_ALL:
        check_exchange(signal, context)
        commands = admit_cancel_all(signal, context)
        return request.admitted(commands=commands) if commands else _nothing_is_bought(request)
    market = find_exit_market(signal, context)
    cancelling = admit_cancel(signal, context, market, request.warnings)
    done = bool(cancelling.position_ids or cancelling.called_off)
    return request.admitted(market.symbol, (cancelling,) if done else ())


def _close_all(request: AdmissionRequest) -> Admitted:
    closings = admit_close_all(request.signal, request.context, request.warnings)
    named = request.signal.symbol is not None or "symbol" in request.signal.unreadable
    return request.admitted(closings[0].symbol if named else None, closings)


def _modify(request: AdmissionRequest) -> Admitted:
    market = find_exit_market(request.signal, request.context)
    change, kept = admit_modify(request, market)
    return request.admitted(market.symbol, (change,), kept)


def _reduce(request: AdmissionRequest) -> Admitted:
    signal, context = request.signal, request.context
    market = find_exit_market(signal, context)
    try:
        reduction = admit_reduce(signal, context, market, request.warnings)
    except Refused as refused:
        missing = refused.refusal.code is ReasonCode.POSITION_MISSING
        if missing and context.state is BotState.CLOSED:
            raise Refused(refuse(ReasonCode.BOT_STOPPED)) from None
        raise
    return request.admitted(market.symbol, (reduction,))


def _reverse(request: AdmissionRequest) -> Admitted | Duplicate:
    """Close what is on the other side in any case; the opening is another matter."""
    signal, context, duplicates = request.signal, request.context, request.duplicates
    assert signal.side is not None
    requested = used_request(signal, duplicates)
    if isinstance(requested, Duplicate) and _is_waiting(signal, context):
        return requested  # to close again would call its own opening off
    left = leaving(signal, signal.side, context)
    used = requested if requested is not None else used_id(signal, duplicates)
    if not left.closes:
        if request.opening_refused is not None:
            raise Refused(request.opening_refused)
        if used is not None:
            return repeated(used)
        _check_reverse(signal, context, left)
        return admit_open(request)
    why = request.opening_refused
    if why is None and requested is not None:
        why = refuse(ReasonCode.REQUEST_ID_REUSED, request_id=signal.request_id)
    elif why is None and used is not None:
        why = reused(used)
    why = why or _opening_refusal(request, left)
    position_ids = tuple(position.position_id for position in left.positions)
    called_off = tuple(reverse.receipt_id for reverse in left.called_off)
    if why is not None:
        closing = ClosePositions(
            symbol=left.symbol,
            position_ids=position_ids,
            called_off=called_off,
            reason=CloseReason.REVERSE,
        )
        return without_opening(request.admitted(left.symbol, (closing,)), why)
    signal_id = signal.signal_id or context.new_signal_id
    reverse = ReversePositions(
        symbol=left.symbol,
        position_ids=position_ids,
        called_off=called_off,
        side=signal.side,
        signal_id=signal_id,
        signal=replace(signal, signal_id=signal_id, warnings=()),
    )
    return request.admitted(reverse.symbol, (reverse,))


def _is_waiting(signal: Signal, context: AdmissionContext) -> bool:
    """Return whether a reverse of the same request has still to open."""
    return any(reverse.signal.request_id == signal.request_id for reverse in context.reverses)


def _check_reverse(signal: Signal, context: AdmissionContext, left: ReverseTargets) -> None:
    check_bot(signal.action, context)
    if context.market_type is not MarketType.LINEAR:
        raise Refused(refuse(ReasonCode.REVERSE_NEEDS_FUTURES))
    if left.on_side:
        raise Refused(refuse(ReasonCode.ALREADY_ON_SIDE, side=signal.side))


def _opening_refusal(request: AdmissionRequest, left: ReverseTargets) -> Refusal | None:
    """Return why the opening of a reverse is refused, as far as that is known at once."""
    signal, context = request.signal, request.context
    try:
        check_age(context, signal)
        check_order(signal, context)
        _check_reverse(signal, context, left)
        check_trading(context)
    except Refused as refused:
        return refused.refusal
    return known_at_once(
        left, context, lambda world: admit_open(replace(request, context=world, warnings=[]))
    )


def _start_bot(request: AdmissionRequest) -> Admitted:
    check_exchange(request.signal, request.context)
    if request.context.state is BotState.HALTED and survives_start(request.context) is not None:
        reason = "the bot has reached its daily loss limit and runs again at midnight"
        return _nothing_to_do(request, reason)
    return request.admitted(commands=(ControlBot.START,))


def _stop_bot(request: AdmissionRequest) -> Admitted:
    signal, context = request.signal, request.context
    check_exchange(signal, context)
    cancels: tuple[ClosePositions, ...] = ()
    if context.intent is Intent.CANCEL_ALL:
        cancels = admit_cancel_all(signal, context)
    if context.state not in (BotState.STOPPED, BotState.CLOSED):
        return request.admitted(commands=(ControlBot.STOP, *cancels))
    if not cancels:
        return _nothing_to_do(request, "the bot is stopped already")
    return request.admitted(commands=cancels)


def _stop_and_close(request: AdmissionRequest) -> Admitted:
    check_exchange(request.signal, request.context)
    return request.admitted(commands=(ControlBot.STOP_AND_CLOSE,))


def _nothing_is_bought(request: AdmissionRequest) -> Admitted:
    if not picked(request.signal, request.context, None):
        raise missing()
    return _nothing_to_do(request, "nothing is still to be bought")


def _nothing_to_do(request: AdmissionRequest, reason: str) -> Admitted:
    request.warnings.append(warn(ReasonCode.NOTHING_TO_DO, reason=reason))
    return request.admitted()


ADMISSIONS: Final = Registry[ActionAdmission](
    lambda row: row.action,
    [
        ActionAdmission(action=Action.OPEN, admit=_open_once),
        ActionAdmission(action=Action.INCREASE, admit=_increase),
        ActionAdmission(action=Action.REDUCE, admit=_reduce),
        ActionAdmission(action=Action.CLOSE, admit=_close),
        ActionAdmission(action=Action.CANCEL, admit=_cancel),
        ActionAdmission(action=Action.CLOSE_ALL, admit=_close_all),
        ActionAdmission(action=Action.MODIFY, admit=_modify),
        ActionAdmission(action=Action.REVERSE, admit=_reverse),
        ActionAdmission(action=Action.START_BOT, admit=_start_bot),
        ActionAdmission(action=Action.START_AND_OPEN, admit=_open_once),
        ActionAdmission(action=Action.STOP_BOT, admit=_stop_bot),
        ActionAdmission(action=Action.STOP_AND_CLOSE, admit=_stop_and_close),
    ],
)
"""What each action does."""

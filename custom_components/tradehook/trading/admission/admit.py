"""May this signal act, and what does it do? The checks in their order."""

from dataclasses import replace
from decimal import localcontext

from ..model.commands import ClosePositions, Command, ControlBot, ReversePositions
from ..model.facts import CloseReason
from ..model.market import MarketType
from ..model.price_math import PRECISE
from ..reasons.reasons import ReasonCode, Refusal, Refused, refuse, warn
from ..signal.signal import Action, Signal
from .alert_order import check_order, future_warning
from .checks.bot_state import check_bot, check_trading, survives_start
from .checks.filters import check_age, check_status
from .checks.repetition import reused, same_body, used_id, used_request
from .close_or_reduce import admit_close, admit_reduce
from .increase import admit_increase
from .model.context import AdmissionContext, BotState, Duplicates
from .model.outcome import Admitted, Duplicate, Reservation, without_opening
from .open_position import admit_opening
from .reverse import ReverseTargets, known_at_once, leaving
from .selection.selection import (
    check_exchange,
    check_quote,
    find_exit_market,
    find_market,
    symbol_assumed,
)
from .strategy_alert import strategy_opening, translate

__all__ = [
    "AdmissionContext",
    "BotState",
    "Duplicates",
    "admit",
    "admit_reversed",
]


def admit(
    signal: Signal,
    context: AdmissionContext,
    duplicates: Duplicates,
    opening_refused: Refusal | None = None,
) -> Admitted | Duplicate | Refusal:
    """Judge a signal whose sender and fields are right; changes nothing.

    `opening_refused` says why the signal can do no more than close: its rate, or its fields.

    Order: duplicate, age, bot state and Trading switch, exchange and quote, filters, limits,
    funds. Exits skip all but duplicate (reductions only), exchange and symbol. What a strategy
    alert asks for is known only once it is compared with the bot: its id is looked at then.
    """
    if (duplicate := same_body(signal, duplicates)) is not None:
        return duplicate
    try:
        with localcontext(PRECISE):
            found = _admitted(signal, context, duplicates, opening_refused)
        return _with_market(found, signal, context)
    except Refused as refused:
        missing = refused.refusal.code is ReasonCode.POSITION_MISSING
        return (_unreadable(signal, context) if missing else None) or refused.refusal


def _with_market(
    found: Admitted | Duplicate, signal: Signal, context: AdmissionContext
) -> Admitted | Duplicate:
    """Warn where the market of an exit does not stand in its symbol."""
    if isinstance(found, Duplicate) or found.symbol is None:
        return found
    if not symbol_assumed(signal, context):
        return found
    warning = warn(ReasonCode.SYMBOL_ASSUMED, symbol=found.symbol)
    return replace(found, warnings=(warning, *found.warnings))


def _unreadable(signal: Signal, context: AdmissionContext) -> Refusal | None:
    """Return why an exit finds nothing although something is there; None where nothing is."""
    own = [p for p in context.unreadable if p.bot_id == context.bot_id]
    try:
        symbol = find_exit_market(signal, context).symbol if own else None
    except Refused:
        return None
    if not any(p.symbol == symbol and signal.side in (None, p.side) for p in own):
        return None
    return refuse(ReasonCode.POSITION_UNREADABLE, symbol=symbol)


def admit_reversed(signal: Signal, context: AdmissionContext) -> Admitted | Refusal:
    """Judge the opening of a reverse whose closing leg is done: all checks, but no cooldown.

    The time limit and the signal's age count from `context.received_at`; a refusal says why
    the opening is `opening_refused`.
    """
    if signal.strategy is not None:
        signal = strategy_opening(signal, signal.strategy, context)
    try:
        with localcontext(PRECISE):
            reversing = replace(signal, action=Action.REVERSE)
            return _opened(reversing, context, list(signal.warnings))
    except Refused as refused:
        return refused.refusal


def _admitted(
    signal: Signal,
    context: AdmissionContext,
    duplicates: Duplicates,
    opening_refused: Refusal | None,
) -> Admitted | Duplicate:
    warnings = list(signal.warnings)
    if (future := future_warning(signal, context)) is not None:
        warnings.append(future)
    if signal.strategy is None:
        return _acted(signal, context, duplicates, warnings, opening_refused)
    try:
        market = find_exit_market(signal, context)
        found = translate(signal, signal.strategy, context, market)
    except Refused as refused:
        if opening_refused is not None:
            raise Refused(opening_refused) from None
        if refused.refusal.code is not ReasonCode.POSITION_MISSING:
            check_order(signal, replace(context, by_strategy=True))
        raise
    warnings += found.warnings
    if found.signal is not None:
        context = replace(context, by_strategy=True)
        acted = _acted(found.signal, context, duplicates, warnings, opening_refused)
        if isinstance(acted, Duplicate):
            return acted
        if found.opening_refused is not None:
            acted = without_opening(acted, found.opening_refused)
        return replace(acted, missed_alert=found.missed)
    if opening_refused is not None:
        raise Refused(opening_refused)
    return Admitted(
        action=signal.action,
        signal_id=context.new_signal_id,
        symbol=market.symbol,
        side=signal.side,
        warnings=(*warnings, warn(ReasonCode.NOTHING_TO_DO, reason=found.reason)),
        missed_alert=found.missed,
    )


def _acted(
    signal: Signal,
    context: AdmissionContext,
    duplicates: Duplicates,
    warnings: list[str],
    opening_refused: Refusal | None,
) -> Admitted | Duplicate:
    closes = signal.action.is_exit or signal.action is Action.REVERSE
    if opening_refused is not None and not closes:
        raise Refused(opening_refused)
    requested = used_request(signal, duplicates)
    if requested is not None and (signal.action is Action.REDUCE or not closes):
        return _repeated(requested)
    match signal.action:
        case Action.START_BOT | Action.STOP_BOT | Action.STOP_AND_CLOSE:
            return _commanded(signal, context, warnings)
        case Action.CLOSE:
            closing = admit_close(signal, context, find_exit_market(signal, context))
            return _done(signal, context, closing.symbol, (closing,), warnings)
        case Action.REDUCE:
            return _reduced(signal, context, warnings)
        case Action.INCREASE:
            _check_signal(signal, context)
            market = find_market(signal, context)
            check_quote(context, market)
            check_status(context, market)
            increase, funds = admit_increase(signal, context, market, warnings)
            return _done(signal, context, market.symbol, (increase,), warnings, funds)
        case Action.REVERSE:
            return _reversed(signal, context, duplicates, warnings, opening_refused)
        case Action.OPEN | Action.START_AND_OPEN:
            if (used := used_id(signal, duplicates)) is not None:
                return _repeated(used)
            return _opened(signal, context, warnings)


def _repeated(used: Duplicate | Refusal) -> Duplicate:
    """Return the answer to a used id; raises Refused when its opening is over."""
    if isinstance(used, Refusal):
        raise Refused(used)
    return used


def _check_signal(signal: Signal, context: AdmissionContext) -> None:
    check_age(context, signal.timestamp)
    check_order(signal, context)
    check_bot(signal.action, context)
    check_trading(context)


def _opened(signal: Signal, context: AdmissionContext, warnings: list[str]) -> Admitted:
    _check_signal(signal, context)
    market = find_market(signal, context)
    check_quote(context, market)
    check_status(context, market)
    assert signal.side is not None
    opening, funds = admit_opening(signal, signal.side, context, market, warnings)
    commands: tuple[Command[Signal], ...] = (opening,)
    if signal.action is Action.START_AND_OPEN:
        commands = (ControlBot.START, opening)
    done = _done(signal, context, market.symbol, commands, warnings, funds)
    return replace(done, signal_id=opening.signal_id)


def _reversed(
    signal: Signal,
    context: AdmissionContext,
    duplicates: Duplicates,
    warnings: list[str],
    opening_refused: Refusal | None,
) -> Admitted | Duplicate:
    """Close what is on the other side in any case; the opening is another matter."""
    assert signal.side is not None
    requested = used_request(signal, duplicates)
    if isinstance(requested, Duplicate) and _is_waiting(signal, context):
        return requested  # to close again would call its own opening off
    left = leaving(signal, signal.side, context)
    used = requested if requested is not None else used_id(signal, duplicates)
    if not left.closes:
        if opening_refused is not None:
            raise Refused(opening_refused)
        if used is not None:
            return _repeated(used)
        _check_reverse(signal, context, left)
        return _opened(signal, context, warnings)
    why = opening_refused
    if why is None and requested is not None:
        why = refuse(ReasonCode.REQUEST_ID_REUSED, request_id=signal.request_id)
    elif why is None and used is not None:
        why = reused(used)
    why = why or _opening_refusal(signal, context, left)
    position_ids = tuple(position.position_id for position in left.positions)
    called_off = tuple(reverse.receipt_id for reverse in left.called_off)
    if why is not None:
        closing = ClosePositions(
            symbol=left.symbol,
            position_ids=position_ids,
            called_off=called_off,
            reason=CloseReason.REVERSE,
        )
        return without_opening(_done(signal, context, left.symbol, (closing,), warnings), why)
    signal_id = signal.signal_id or context.new_signal_id
    reverse = ReversePositions(
        symbol=left.symbol,
        position_ids=position_ids,
        called_off=called_off,
        side=signal.side,
        signal_id=signal_id,
        signal=replace(signal, signal_id=signal_id, warnings=()),
    )
    return _done(signal, context, reverse.symbol, (reverse,), warnings)


def _is_waiting(signal: Signal, context: AdmissionContext) -> bool:
    """Return whether a reverse of the same request has still to open."""
    return any(reverse.signal.request_id == signal.request_id for reverse in context.reverses)


def _check_reverse(signal: Signal, context: AdmissionContext, left: ReverseTargets) -> None:
    check_bot(signal.action, context)
    if context.market_type is not MarketType.LINEAR:
        raise Refused(refuse(ReasonCode.REVERSE_NEEDS_FUTURES))
    if left.on_side:
        raise Refused(refuse(ReasonCode.ALREADY_ON_SIDE, side=signal.side))


def _opening_refusal(
    signal: Signal, context: AdmissionContext, left: ReverseTargets
) -> Refusal | None:
    """Return why the opening of a reverse is refused, as far as that is known at once."""
    try:
        check_age(context, signal.timestamp)
        check_order(signal, context)
        _check_reverse(signal, context, left)
        check_trading(context)
    except Refused as refused:
        return refused.refusal
    return known_at_once(left, context, lambda world: _opened(signal, world, []))


def _reduced(signal: Signal, context: AdmissionContext, warnings: list[str]) -> Admitted:
    market = find_exit_market(signal, context)
    try:
        reduction = admit_reduce(signal, context, market, warnings)
    except Refused as refused:
        missing = refused.refusal.code is ReasonCode.POSITION_MISSING
        if missing and context.state is BotState.CLOSED:
            raise Refused(refuse(ReasonCode.BOT_STOPPED)) from None
        raise
    return _done(signal, context, market.symbol, (reduction,), warnings)


def _commanded(signal: Signal, context: AdmissionContext, warnings: list[str]) -> Admitted:
    check_exchange(signal, context)
    commands: tuple[ControlBot, ...]
    match signal.action, context.state:
        case Action.START_BOT, BotState.HALTED if survives_start(context) is not None:
            reason = "the bot has reached its daily loss limit and runs again at midnight"
            warnings.append(warn(ReasonCode.NOTHING_TO_DO, reason=reason))
            commands = ()
        case Action.START_BOT, _:
            commands = (ControlBot.START,)
        case Action.STOP_BOT, BotState.STOPPED | BotState.CLOSED:
            warnings.append(warn(ReasonCode.NOTHING_TO_DO, reason="the bot is stopped already"))
            commands = ()
        case Action.STOP_BOT, _:
            commands = (ControlBot.STOP,)
        case _:
            commands = (ControlBot.STOP_AND_CLOSE,)
    return _done(signal, context, None, commands, warnings)


def _done(
    signal: Signal,
    context: AdmissionContext,
    symbol: str | None,
    commands: tuple[Command[Signal], ...],
    warnings: list[str],
    reservation: Reservation | None = None,
) -> Admitted:
    return Admitted(
        action=signal.action,
        signal_id=signal.signal_id or context.new_signal_id,
        symbol=symbol,
        side=signal.side,
        commands=commands,
        reservation=reservation,
        warnings=tuple(warnings),
    )

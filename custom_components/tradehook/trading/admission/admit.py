"""May this signal act, and what does it do? The checks in their order."""

import dataclasses
from decimal import localcontext
from typing import Final

from ..common.changed_copies import replace
from ..model.market import MarketType
from ..model.price_math import PRECISE
from ..reasons.reasons import ReasonCode, Refusal, Refused, refuse, warn
from ..signal.actions import action_row
from ..signal.alert_systems import Intent
from ..signal.signal import Action, Signal, SizeUnit, StrategyState
from .actions import ADMISSIONS, admit_open, repeated
from .alert_order import check_order, future_warning
from .checks.repetition import same_body, used_request
from .meaning import resolved, strategy_opening, translate
from .model import (
    AdmissionContext,
    AdmissionRequest,
    Admitted,
    BotState,
    Duplicate,
    Duplicates,
    without_opening,
)
from .selection import find_exit_market, symbol_assumed

_SOLD_BY: Final = {"base_amount", "quote_amount", "entry_condition", *SizeUnit}
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
    if duplicates.same_body_signal_id is not None:
        duplicate = same_body(signal, duplicates)
        if duplicate is not None:
            return duplicate
    try:
        with localcontext(PRECISE):
            found = _admitted(signal, context, duplicates, opening_refused)
        row = action_row(signal.action)
        needs_symbol = row.opens and not row.leaves
        if needs_symbol and signal.strategy is None and not context.foreign:
            return found  # nothing but what its symbol names would have been taken
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
            return admit_open(
                AdmissionRequest(
                    signal=replace(signal, action=Action.REVERSE),
                    context=context,
                    duplicates=Duplicates(),
                    warnings=list(signal.warnings),
                )
            )
    except Refused as refused:
        return refused.refusal


def _admitted(
    signal: Signal,
    context: AdmissionContext,
    duplicates: Duplicates,
    opening_refused: Refusal | None,
) -> Admitted | Duplicate:
    warnings = list(signal.warnings)
    if signal.timestamp is not None:
        future = future_warning(signal, context)
        if future is not None:
            warnings.append(future)
    if context.foreign:
        signal = _meant(signal, context, warnings, opening_refused)
    if signal.strategy is None:
        return _acted(signal, context, duplicates, warnings, opening_refused)
    return _strategic(signal, signal.strategy, context, duplicates, warnings, opening_refused)


def _meant(
    signal: Signal,
    context: AdmissionContext,
    warnings: list[str],
    opening_refused: Refusal | None,
) -> Signal:
    """Return what another system's alert means here and now; raises Refused."""
    sells = context.intent is Intent.SELL and context.market_type is MarketType.SPOT
    if sells and opening_refused is not None:
        unclear = _says_how_much(opening_refused)
        if unclear and signal.reduce_order is None:
            raise Refused(opening_refused)  # how much is sold nobody can tell
        ignored = () if unclear else opening_refused.errors
        warnings += [
            warn(ReasonCode.FIELD_IGNORED, path=error.path, reason=error.message)
            for error in ignored
        ]
    try:
        return resolved(signal, context, warnings)
    except Refused:
        if opening_refused is not None:
            raise Refused(opening_refused) from None
        raise


def _says_how_much(refusal: Refusal) -> bool:
    """Return whether what can't be used of a sell is its size, or what it waits for."""
    if refusal.code is ReasonCode.DIALECT_SIZE_UNCLEAR:
        return True
    names = {error.path.partition(".")[0] for error in refusal.errors}
    return not names.isdisjoint(_SOLD_BY)


def _strategic(
    signal: Signal,
    state: StrategyState,
    context: AdmissionContext,
    duplicates: Duplicates,
    warnings: list[str],
    opening_refused: Refusal | None,
) -> Admitted | Duplicate:
    """Do what takes the bot to a strategy's target; raises Refused."""
    try:
        market = find_exit_market(signal, context)
        found = translate(signal, state, context, market)
    except Refused as refused:
        if opening_refused is not None:
            raise Refused(opening_refused) from None
        if refused.refusal.code is not ReasonCode.POSITION_MISSING:
            check_order(signal, dataclasses.replace(context, by_strategy=True))
        raise
    warnings += found.warnings
    if found.signal is not None:
        context = dataclasses.replace(context, by_strategy=True)
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
    row = action_row(signal.action)
    if opening_refused is not None and not row.may_exit:
        raise Refused(opening_refused)
    request = AdmissionRequest(
        signal=signal,
        context=context,
        duplicates=duplicates,
        warnings=warnings,
        opening_refused=opening_refused,
    )
    if signal.request_id is not None and row.claims_request and not (row.opens and row.leaves):
        requested = used_request(signal, duplicates)
        if requested is not None:
            return repeated(requested)
    return ADMISSIONS.row(signal.action).admit(request)

"""Which market, and which of the bot's positions, a signal means."""

from collections.abc import Sequence
from dataclasses import replace

from ...model.facts import PositionStatus
from ...model.market import Market
from ...model.position import Position
from ...position.unfilled_entries import unfilled
from ...reasons.reasons import FieldError, ReasonCode, Refused, refuse
from ...signal.signal import Signal
from ..model import AdmissionContext, PendingReverse
from .symbols import (
    UnfitSymbol,
    means_coin,
    means_exchange,
    names_coin,
    resolve_symbol,
    without_any_exchange,
)


def check_exchange(signal: Signal, context: AdmissionContext) -> None:
    """Refuse a signal for another exchange; raises Refused."""
    code, names = context.exchange_code, context.exchange_names
    if signal.exchange is not None and not means_exchange(signal.exchange, code, names):
        error = FieldError("exchange", f"must be the bot's: {code}", ReasonCode.WRONG_EXCHANGE)
        raise Refused(refuse(ReasonCode.WRONG_EXCHANGE, error, expected=code))


def find_market(signal: Signal, context: AdmissionContext) -> Market:
    """Return the market of a signal; raises Refused."""
    if signal.exchange is not None:
        check_exchange(signal, context)
    text = signal.symbol or ""
    try:
        if signal.by_coin:
            return _find_by_coin(text, context)
        code, names = context.exchange_code, context.exchange_names
        if context.symbols is not None:
            return context.symbols.market(text, context.markets, code, names)
        return resolve_symbol(text, context.markets, code, names)
    except UnfitSymbol as err:
        if context.markets_complete or err.refusal.code is not ReasonCode.UNKNOWN_SYMBOL:
            raise
        raise Refused(refuse(ReasonCode.MARKET_DATA_STALE, what="price")) from None


def _find_by_coin(text: str, context: AdmissionContext) -> Market:
    """Return the market of a coin in the bot's own currency, on whatever exchange it was named.

    Raises UnfitSymbol.
    """
    code, names = context.exchange_code, context.exchange_names
    quote = context.settings.quote.upper()
    own = {key: market for key, market in context.markets.items() if market.quote.upper() == quote}
    try:
        return resolve_symbol(text, own, code, names)
    except UnfitSymbol:
        fitting = {key: market for key, market in own.items() if names_coin(text, market)}
    if len(fitting) == 1:
        return next(iter(fitting.values()))
    ticker = without_any_exchange(text.strip().upper())
    return resolve_symbol(ticker, fitting or own, code, names)


def check_quote(context: AdmissionContext, market: Market) -> None:
    """Refuse new exposure in a market that is not quoted in the bot's currency."""
    quote = context.settings.quote
    if market.quote.upper() != quote.upper():
        error = FieldError("symbol", f"must be quoted in {quote}", ReasonCode.WRONG_QUOTE)
        raise Refused(refuse(ReasonCode.WRONG_QUOTE, error, expected=quote))


def find_exit_market(signal: Signal, context: AdmissionContext) -> Market:
    """Return the market that an exit means; raises Refused.

    What fits several markets means the one in which the bot has a position. A symbol that is
    missing, or that fits no market of the bot's but names the coin of its only one, means that one;
    the name of another coin never does.
    """
    if (market := _held_coin(signal, context)) is not None:
        return market
    try:
        market = find_market(signal, context)
    except UnfitSymbol as err:
        if err.refusal.code is ReasonCode.AMBIGUOUS_SYMBOL:
            return _narrowed(signal, context, err)
        if err.refusal.code is not ReasonCode.UNKNOWN_SYMBOL:
            raise
        return _assumed(signal, context, err)
    except Refused as err:
        if err.refusal.code is not ReasonCode.MARKET_DATA_STALE:
            raise
        return _assumed(signal, context, err)
    return _in_own_quote(signal, market, context) or market


def _in_own_quote(signal: Signal, market: Market, context: AdmissionContext) -> Market | None:
    """Return the bot's only market, of the coin of one that is quoted in what it never trades in.

    None where the market is the bot's, or nothing of the coin is held.
    """
    if market.quote.upper() == context.settings.quote.upper():
        return None
    symbols = _symbols(context)
    if len(symbols) != 1 or market.symbol in symbols:
        return None
    own = context.markets.get(next(iter(symbols)))
    return own if own is not None and _means_coin(signal, own, context) else None


def _symbols(context: AdmissionContext) -> set[str]:
    """Return the markets in which the bot has a position, or a reverse is going to open one."""
    symbols = {position.symbol for position in context.own_positions}
    return symbols | {reverse.symbol for reverse in context.reverses}


def _held_coin(signal: Signal, context: AdmissionContext) -> Market | None:
    """Return the bot's only market of the coin that a group's exit names, in whatever currency."""
    if not signal.by_coin or signal.symbol is None:
        return None
    symbols = _symbols(context)
    found = [market for symbol in symbols if (market := context.markets.get(symbol)) is not None]
    found = [market for market in found if _means_coin(signal, market, context)]
    return found[0] if len(found) == 1 else None


def _means_coin(signal: Signal, market: Market, context: AdmissionContext) -> bool:
    text = signal.symbol or ""
    if signal.by_coin:
        text = without_any_exchange(text.strip().upper())
    return means_coin(text, market, context.exchange_code, context.exchange_names)


def symbol_assumed(signal: Signal, context: AdmissionContext) -> bool:
    """Return whether the market of an exit does not stand in its symbol."""
    if _held_coin(signal, context) is not None:
        return False
    try:
        market = find_market(signal, context)
    except Refused as err:
        return err.refusal.code is not ReasonCode.AMBIGUOUS_SYMBOL
    return _in_own_quote(signal, market, context) is not None


def _narrowed(signal: Signal, context: AdmissionContext, error: UnfitSymbol) -> Market:
    own = {position.symbol for position in context.own_positions}
    narrowed = {key: market for key, market in context.markets.items() if key in own}
    try:
        return find_market(signal, replace(context, markets=narrowed, symbols=None))
    except UnfitSymbol:
        raise error from None


def _assumed(signal: Signal, context: AdmissionContext, error: Refused) -> Market:
    symbols = _symbols(context)
    if signal.symbol is None:
        if len(symbols) > 1 and signal.signal_id is not None:
            symbols = _of_id(signal.signal_id, context) or symbols
        if not symbols:
            raise missing()
        if len(symbols) > 1:
            message = f"is required: the bot has positions in {', '.join(sorted(symbols))}"
            wrong = FieldError("symbol", message)
            summary = f"{wrong.path} {wrong.message}"
            raise Refused(refuse(ReasonCode.INVALID_SIGNAL, wrong, summary=summary))
    market = context.markets.get(next(iter(symbols))) if len(symbols) == 1 else None
    if market is None:
        raise error
    if signal.symbol is not None and not _means_coin(signal, market, context):
        raise error
    return market


def _of_id(signal_id: str, context: AdmissionContext) -> set[str]:
    """Return the markets of the positions that an id names."""
    symbols = {p.symbol for p in context.own_positions if p.signal_id == signal_id}
    return symbols | {r.symbol for r in context.reverses if r.signal.signal_id == signal_id}


def picked(signal: Signal, context: AdmissionContext, symbol: str | None) -> list[Position]:
    """Return the bot's live positions that a signal means, oldest first; None = in all markets."""
    return [
        position
        for position in context.own_positions
        if symbol in (None, position.symbol)
        and signal.side in (None, position.side)
        and signal.signal_id in (None, position.signal_id)
    ]


def picked_reverses(
    signal: Signal, context: AdmissionContext, symbol: str | None
) -> list[PendingReverse]:
    """Return the bot's reverses under way whose new position a signal means."""
    return [
        reverse
        for reverse in context.reverses
        if symbol in (None, reverse.symbol)
        and signal.side in (None, reverse.signal.side)
        and signal.signal_id in (None, reverse.signal.signal_id)
    ]


def check_picked(
    signal: Signal, positions: Sequence[Position], reverses: Sequence[PendingReverse]
) -> None:
    """Refuse an exit whose unreadable side or id may mean several things; raises Refused."""
    sides = {p.side for p in positions} | {reverse.signal.side for reverse in reverses}
    if "side" in signal.unreadable and len(sides) > 1:
        error = FieldError("side", "must be long or short: the bot is on both sides")
        summary = f"{error.path} {error.message}"
        raise Refused(refuse(ReasonCode.INVALID_SIGNAL, error, summary=summary))
    ids = [p.signal_id for p in positions]
    ids += [reverse.signal.signal_id or "" for reverse in reverses]
    if "signal_id" in signal.unreadable and len(ids) > 1:
        refusal = refuse(ReasonCode.POSITION_AMBIGUOUS, positions=", ".join(ids))
        raise Refused(replace(refusal, http_status=422))


def enlarged(signal: Signal, context: AdmissionContext, symbol: str) -> list[Position]:
    """Return the positions that an increase adds to: what they hold, or will; raises Refused.

    One that is being closed is none of them, nor is one that a reverse has still to open.
    """
    positions = picked(signal, context, symbol)
    leaving = {position.position_id for position in context.leaving_positions(symbol)}
    staying = [
        position
        for position in positions
        if position.close_request is None and position.position_id not in leaving
    ]
    found = [
        position
        for position in staying
        if (position.status is PositionStatus.OPEN and position.size > 0) or unfilled(position) > 0
    ]
    if found:
        return found
    if len(staying) < len(positions) or picked_reverses(signal, context, symbol):
        raise Refused(refuse(ReasonCode.POSITION_CLOSING))
    raise missing()


def missing() -> Refused:
    """Return the refusal for a position that is not there."""
    return Refused(refuse(ReasonCode.POSITION_MISSING))

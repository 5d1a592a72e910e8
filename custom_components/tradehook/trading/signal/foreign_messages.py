"""Messages of other systems: what their sender is told, and what a person pastes of them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

from ..reasons.reasons import FieldError, ReasonCode, Refusal, refuse
from .dialects import ForeignAlert, SenderMessage, read_foreign, read_message
from .json_body import MalformedSignal, parse_object
from .parse import InvalidSignal, parse_signal

_STRATEGY: Final = {
    "{{strategy.market_position}}": "long",
    "{{strategy.prev_market_position}}": "flat",
    "{{strategy.market_position_size}}": "1",
    "{{strategy.prev_market_position_size}}": "0",
    "{{strategy.position_size}}": "1",
    "{{strategy.order.action}}": "buy",
    "{{strategy.order.contracts}}": "1",
}
"""A strategy that opens: what an alert of its would do is shown of that."""
_FILLED: Final = {
    "{{ticker}}": "BTCUSDT",
    "{{exchange}}": "BINANCE",
    "{{timenow}}": "2026-01-01T00:00:00Z",
    "{{strategy.market_position}}": "long",
    "{{strategy.prev_market_position}}": "flat",
    "{{strategy.market_position_size}}": "1",
    "{{strategy.prev_market_position_size}}": "0",
    "{{strategy.order.action}}": "buy",
    "{{strategy.order.contracts}}": "1",
}
"""Something that TradingView may fill in."""
_UNKNOWN: Final = "{{close}}"
"""A price decides on which side others must lie, and this one isn't known yet."""
_UNFILLED: Final = "{{placeholder}}"


def foreign_refusal(alert: ForeignAlert, *, known: bool) -> Refusal:
    """Return why an alert isn't carried out, with a message to send instead that would be read.

    One that would be refused in our own words, too, is not offered: its errors are.
    """
    refusal = alert.refusal(known=known)
    details = dict(refusal.details)
    instead = details.pop("instead", None)
    errors = _errors_of_each(instead)
    if errors:
        if refusal.code is ReasonCode.DIALECT_NOT_ENABLED:
            title = alert.systems[0].title
            summary = f"`{errors[0].path}` {errors[0].message}"
            code = ReasonCode.DIALECT_FIELD_UNSUPPORTED
            refusal = refuse(code, system=title, summary=summary)
        return replace(refusal, errors=errors).with_details(details)
    return refusal


def _errors_of_each(instead: object) -> tuple[FieldError, ...]:
    """Return what is wrong with a message, or with several in a list."""
    if isinstance(instead, Mapping):
        return errors_of(instead)
    return tuple(
        replace(error, path=f"[{place}].{error.path}")
        for place, one in enumerate(instead if isinstance(instead, list) else [])
        for error in errors_of(one)
    )


def errors_of(message: Mapping[str, object]) -> tuple[FieldError, ...]:
    """Return what is wrong with a message of ours in which placeholders stand."""
    filled = _filled(message)
    if filled.get("signal_price") == _UNKNOWN:
        del filled["signal_price"]
    try:
        parse_signal(filled, strict=True)
    except InvalidSignal as err:
        # of a placeholder of the sender's own nobody knows what it will be
        return tuple(error for error in err.errors if _UNFILLED not in error.message)
    return ()


def _filled(message: Mapping[str, object]) -> dict[str, object]:
    """Return a message as TradingView sends it, but for placeholders of the sender's own."""
    filled: dict[str, object] = {}
    for name, value in message.items():
        match value:
            case str():
                filled[name] = _FILLED.get(value, value)
            case Mapping():
                filled[name] = _filled(value)
            case list():
                filled[name] = [_filled(row) if isinstance(row, Mapping) else row for row in value]
            case _:
                filled[name] = value
    return filled


def samples(ticker: str, exchange: str, price: str | None, now: datetime) -> dict[str, str]:
    """Return what TradingView might fill in for a market."""
    prices = {} if price is None else {"{{close}}": price, "{{strategy.order.price}}": price}
    chart = {"{{ticker}}": ticker, "{{exchange}}": exchange, "{{timenow}}": now.isoformat()}
    return {**_STRATEGY, **chart, **prices}


def sample_message(text: str, filled: Mapping[str, str]) -> SenderMessage | None:
    """Return a pasted text as a message with its placeholders filled; None = nobody knows it."""
    for placeholder, value in filled.items():
        text = text.replace(placeholder, value)
    try:
        return read_message(parse_object(text.encode("utf-8", "replace")))
    except MalformedSignal as err:
        return read_foreign(err.content)

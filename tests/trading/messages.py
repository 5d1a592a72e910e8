"""Messages for the tests of the signal's parsers."""

import json
from typing import Any

from custom_components.tradehook.trading.reasons.reasons import FieldError
from custom_components.tradehook.trading.signal.parse import (
    InvalidSignal,
    parse_object,
    parse_signal,
)
from custom_components.tradehook.trading.signal.signal import Signal

API_KEY = "key-4f6a7c1b2d"
API_SECRET = "secret-9d8e7f6a5b4c"
BASIC: dict[str, Any] = {"api_key": API_KEY, "api_secret": API_SECRET, "exchange": "SIM"}
OPEN: dict[str, Any] = {**BASIC, "action": "open", "symbol": "SIM_USDT_BTC", "side": "long"}
CLOSE: dict[str, Any] = {**BASIC, "action": "close", "symbol": "SIM_USDT_BTC"}


def parsed(message: dict[str, Any], *, strict: bool = True, **options: Any) -> Signal:
    """Return the signal of a message that went over the wire."""
    return parse_signal(parse_object(json.dumps(message).encode()), strict=strict, **options)


def opened(**fields: Any) -> Signal:
    """Return an opening with these fields."""
    return parsed({**OPEN, **fields})


def errors(message: dict[str, Any], *, strict: bool = True, **options: Any) -> dict[str, str]:
    """Return the messages of what is wrong, by path; nothing is fine."""
    return {error.path: error.message for error in field_errors(message, strict=strict, **options)}


def field_errors(
    message: dict[str, Any], *, strict: bool = True, **options: Any
) -> tuple[FieldError, ...]:
    """Return everything that is wrong with a message; nothing is fine."""
    try:
        parsed(message, strict=strict, **options)
    except InvalidSignal as invalid:
        return invalid.errors
    return ()


def open_errors(**fields: Any) -> dict[str, str]:
    """Return what is wrong with an opening that has these fields."""
    return errors({**OPEN, **fields})


def warned(signal: Signal) -> set[str]:
    """Return the codes of a signal's warnings."""
    return {warning.partition(":")[0] for warning in signal.warnings}

"""What a bot answers to another system's alert, and TradingView's part of what to send instead."""

from collections.abc import Mapping
import json
from typing import Any, Final

from custom_components.tradehook.trading.reasons.reasons import Refusal
from custom_components.tradehook.trading.signal.dialects import SenderMessage, read_foreign
from custom_components.tradehook.trading.signal.dialects.catalogue import read_message
from custom_components.tradehook.trading.signal.foreign_messages import foreign_refusal
from custom_components.tradehook.trading.signal.parse import MalformedSignal, parse_object

FILLED: Final = {
    "{{ticker}}": "BTCUSDT",
    "{{exchange}}": "BINANCE",
    "{{timenow}}": "2026-11-30T01:02:03Z",
    "{{close}}": "60000",
    "{{plot_0}}": "12.5",
    "{{strategy.market_position}}": "long",
    "{{strategy.prev_market_position}}": "flat",
    "{{strategy.market_position_size}}": "0.1",
    "{{strategy.prev_market_position_size}}": "0",
    "{{strategy.order.action}}": "buy",
    "{{strategy.order.contracts}}": "0.1",
}
"""What TradingView puts where a placeholder stands."""


def message_in(body: object) -> SenderMessage | None:
    """Return a body as the gate reads it; a text is sent as it is, all else as JSON."""
    raw = body if isinstance(body, str) else json.dumps(body)
    try:
        return read_message(parse_object(raw.encode()))
    except MalformedSignal as err:
        return read_foreign(err.content)


def told(body: object, *, known: bool = False) -> Refusal:
    """Return what the sender of an alert is told."""
    message = message_in(body)
    assert message is not None
    assert message.foreign is not None, "nobody knows it"
    return foreign_refusal(message.foreign, known=known)


def filled(value: Any) -> Any:
    """Return a message as TradingView sends it."""
    if isinstance(value, Mapping):
        return {name: filled(item) for name, item in value.items()}
    if isinstance(value, list):
        return [filled(item) for item in value]
    return FILLED.get(value, value)

"""TradingView's default message of a strategy's orders."""

from collections.abc import Mapping
import re
from typing import Any, Final

from .foreign import Paraphrase, System, strategy_placeholders

_DEFAULT = re.compile(
    r"order (?P<action>buy|sell) @ (?P<contracts>\S+) filled on (?P<ticker>\S+)\. "
    r"New strategy position is (?P<after>\S+?)\.?\s*\Z",
    re.IGNORECASE,
)
_LONGEST: Final = 400
"""Characters from the right in which the message stands, whatever its strategy is called."""


def _text(body: Any) -> str:
    if isinstance(body, Mapping):
        others = set(body) - {"message", "api_key", "api_secret", "test"}
        body = "" if others else body.get("message")
    return body if isinstance(body, str) else ""


def _read(body: Any) -> Paraphrase:
    del body  # each alert has its own values, and so the words stand for all of them
    return Paraphrase(
        fields={
            "symbol": "{{ticker}}",
            "exchange": "{{exchange}}",
            "timestamp": "{{timenow}}",
            "strategy": strategy_placeholders(),
        }
    )


TRADING_VIEW: Final = System(
    name="tradingview",
    title="TradingView's default message",
    names=frozenset(("order", "filled", "on", "New", "strategy", "position", "is")),
    recognises=lambda body: bool(_DEFAULT.search(_text(body)[-_LONGEST:])),
    read=_read,
)

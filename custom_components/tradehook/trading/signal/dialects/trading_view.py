"""TradingView's default message of a strategy's orders."""

from collections.abc import Mapping
import re
from typing import Any, Final

from ..alert_systems import AlertSystem
from .foreign import System
from .paraphrase import Paraphrase, Said
from .strategy_positions import signed_block

_DEFAULT = re.compile(
    r"order (?P<action>buy|sell) @ (?P<contracts>\S+) filled on (?P<ticker>\S+)\. "
    r"New strategy position is (?P<after>\S+?)\.?\s*\Z",
    re.IGNORECASE,
)
_LONGEST: Final = 400
"""Characters from the right in which the message stands, whatever its strategy is called."""


def _text(body: Any) -> str:
    if isinstance(body, dict | Mapping):
        others = set(body) - {"message", "api_key", "api_secret", "test"}
        body = "" if others else body.get("message")
    return body if isinstance(body, str) else ""


def _read(body: Any) -> Paraphrase:
    found = _DEFAULT.search(_text(body)[-_LONGEST:])
    assert found is not None
    said = {name: Said(value, name) for name, value in found.groupdict().items()}
    order = said["action"].but(said["action"].lower())
    return Paraphrase(
        said={
            "symbol": Said(said["ticker"], "ticker", "{{ticker}}"),
            "exchange": Said("", "", "{{exchange}}"),
            "timestamp": Said("", "", "{{timenow}}"),
            "strategy": signed_block(order, said["contracts"], said["after"]),
        }
    )


TRADING_VIEW: Final = System(
    name="tradingview",
    title="TradingView's default message",
    family=AlertSystem.TRADING_VIEW,
    names=frozenset(("order", "filled", "on", "New", "strategy", "position", "is")),
    signs=frozenset(("message",)),
    recognises=lambda body: bool(_DEFAULT.search(_text(body)[-_LONGEST:])),
    read=_read,
)

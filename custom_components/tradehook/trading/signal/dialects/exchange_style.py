"""Alerts in the words of exchanges' own interfaces: Bybit, Delta and bots like them."""

from typing import Any, Final

from ..alert_systems import AlertSystem, Intent
from .foreign import TIME_NOW, Alert, System, entering, has_all, market, reading, sizing, text_of
from .paraphrase import Paraphrase

_SIDES: Final = {"buy": "long", "sell": "short"}


def _read(body: Any) -> Paraphrase:
    alert = Alert(body)
    alert.skip("strategy_id", "api_key", "api_secret", "test")
    said: dict[str, object] = {
        "action": "open",
        "symbol": market(alert.text("symbol")),
        "side": _SIDES[alert.word("side")],
        "timestamp": alert.anew(TIME_NOW, "trigger_time"),
        "max_age": alert.seconds("max_lag"),
    }
    intent = Intent.SELL if said["side"] == "short" else Intent.ENTER
    with entering(said, intent):
        return _opening(alert, said, intent)


def _opening(alert: Alert, said: dict[str, object], intent: Intent) -> Paraphrase:
    with sizing(intent):
        size = alert.number("qty")
    if size is not None:
        alert.unclear_size("qty", "counts contracts there, of which nobody can tell the size here")
    alert.refuse_any(("stop_loss", "take_profit"), "may be a price or a distance: write which")
    kind, entry = alert.word("order_type", "type"), alert.number("entry")
    alert.skip("type")
    return reading(alert, said | {"order_type": kind or None, "signal_price": entry}, intent=intent)


EXCHANGE_STYLE: Final = System(
    name="exchange_style",
    title="Bybit, Delta",
    family=AlertSystem.EXCHANGE_STYLE,
    names=frozenset(("symbol", "side", "qty", "trigger_time", "max_lag", "entry")),
    signs=frozenset(("trigger_time",)),
    recognises=lambda body: (
        has_all(body, "symbol", "side", "qty", "trigger_time") and text_of(body, "side") in _SIDES
    ),
    read=_read,
)

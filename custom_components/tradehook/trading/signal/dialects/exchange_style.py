"""Alerts in the words of exchanges' own interfaces: Bybit, Delta and bots like them."""

from typing import Any, Final

from .foreign import TIME_NOW, Alert, Paraphrase, System, has_all, market, reading, text_of

_SIDES: Final = {"buy": "long", "sell": "short"}


def _read(body: Any) -> Paraphrase:
    alert = Alert(body)
    alert.skip("max_lag", "strategy_id", "api_key", "api_secret", "test", "trigger_time")
    alert.refuse_any(("stop_loss", "take_profit"), "may be a price or a distance: write which")
    if alert.number("qty") is not None:
        alert.unclear_size("qty", "counts contracts there, of which nobody can tell the size here")
    kind, entry = alert.word("order_type", "type"), alert.number("entry")
    alert.skip("type")
    said: dict[str, object] = {
        "action": "open",
        "symbol": market(alert.text("symbol")),
        "side": _SIDES[alert.word("side")],
        "timestamp": TIME_NOW,
        "order_type": kind or None,
        "signal_price": entry,
    }
    return reading(alert, said)


EXCHANGE_STYLE: Final = System(
    name="exchange_style",
    title="Bybit or Delta",
    names=frozenset(("symbol", "side", "qty", "trigger_time", "max_lag", "entry")),
    recognises=lambda body: (
        has_all(body, "symbol", "side", "qty", "trigger_time") and text_of(body, "side") in _SIDES
    ),
    read=_read,
)

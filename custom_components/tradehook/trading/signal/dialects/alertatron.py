"""Alertatron's Signals Lite."""

from collections.abc import Mapping
from typing import Any, Final

from ..alert_systems import AlertSystem, Intent
from .foreign import Alert, System, entering, reading, text_of, without_market
from .paraphrase import Paraphrase, Said

_SIDES: Final = ("long", "short", "close")
_NOT_LITE: Final = frozenset(("symbol", "pair", "action", "api_key"))


def _is_lite(body: Any) -> bool:
    named = isinstance(body, dict | Mapping) and _NOT_LITE.isdisjoint(body)
    return named and text_of(body, "side") in _SIDES


def _read_lite(body: Any) -> Paraphrase:
    alert = Alert(body)
    alert.skip("test", "useHedgeMode", "closeExisting", "api_secret")
    side = alert.word("side")
    alert.hints.append("`symbol` is the chart's: an alert of Signals Lite names no market")
    said: dict[str, object] = {"symbol": Said("", "symbol", "{{ticker}}")}
    size = alert.text("amount")
    if side == "close":
        share = alert.percent("amount", size)
        if size and share is None:
            alert.unclear_size("amount", 'must be a share to close, as "50%"')
        if share in (None, "100"):
            return without_market(reading(alert, said | {"action": "close"}), alert, "symbol")
        change = {"quantity_percentage": share}
        found = reading(alert, said | {"action": "reduce", "reduce_order": change})
        return without_market(found, alert, "symbol")
    said |= {"action": "open", "side": side}
    with entering(said, Intent.ENTER):
        return without_market(_opening(alert, said, size), alert, "symbol")


def _opening(alert: Alert, said: dict[str, object], size: Said) -> Paraphrase:
    share, price, kind = alert.percent("amount", size), alert.number("price"), alert.word("entry")
    if size and share is None:
        alert.unclear_size("amount", 'must be a share of the balance, as "25%"')
    if kind == "limit" and price is None:
        alert.unsupported("price", "is needed for a limit order")
    said |= {
        "order_type": kind or None,
        "signal_price": price,
        "balance_percentage": share,
        "leverage": alert.number("leverage"),
    }
    target, stop = _offset(alert, "takeProfit"), _offset(alert, "stopLoss")
    if target:
        said["take_profit"] = [{"price_percentage": target, "position_percentage": "100"}]
    if stop:
        said["stop_loss"] = {"stop_percentage": stop}
    return reading(alert, said, intent=Intent.ENTER)


def _offset(alert: Alert, name: str) -> Said | None:
    offset, wanted = alert.text(f"{name}Offset"), alert.flag(name)
    if not wanted:
        if offset and not alert.has(name):
            alert.unsupported(name, "must be true or false")
        alert.notes += [f"`{name}Offset` is left out"] if offset else []
        return None
    distance = alert.percent(f"{name}Offset", offset)
    if distance is None:
        alert.unsupported(f"{name}Offset", 'must be a distance, as "2%"')
    return distance


ALERTATRON_LITE: Final = System(
    name="alertatron_lite",
    title="Alertatron Signals Lite",
    family=AlertSystem.ALERTATRON,
    names=frozenset(("side", "amount", "takeProfitOffset", "stopLossOffset", "closeExisting")),
    signs=frozenset(("side",)),
    recognises=_is_lite,
    read=_read_lite,
)

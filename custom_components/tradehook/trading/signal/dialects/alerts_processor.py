"""The open-source tradingview-alerts-processor."""

from typing import Any, Final

from ..alert_systems import AlertSystem, Intent
from .foreign import Alert, System, entering, has_all, market, reading, without_market
from .paraphrase import Paraphrase


def _read(body: Any) -> Paraphrase:
    alert = Alert(body)
    alert.skip("stub", "exchange", "api_key", "api_secret", "test")
    side, size = alert.word("direction"), alert.text("size")
    said: dict[str, object] = {"symbol": market(alert.text("symbol"))}
    if side == "close":
        share = alert.percent("size", size)
        if share is None and size:
            alert.unclear_size("size", 'must be a share to close, as "50%"')
        if share in (None, "100"):
            return without_market(reading(alert, said | {"action": "close"}), alert, "symbol")
        change = {"quantity_percentage": share}
        found = reading(alert, said | {"action": "reduce", "reduce_order": change})
        return without_market(found, alert, "symbol")
    if side not in ("long", "short"):
        alert.refuse_side("direction", "must be one of long, short, close")
    said |= {"action": "open", "side": side}
    with entering(said, Intent.ENTER):
        share = alert.percent("size", size)
        if share is not None:
            said["balance_percentage"] = share
        elif size:
            said["quote_amount"] = alert.checked("size", size)
        found = reading(alert, said, intent=Intent.ENTER)
    return without_market(found, alert, "symbol")


ALERTS_PROCESSOR: Final = System(
    name="alerts_processor",
    title="tradingview-alerts-processor",
    family=AlertSystem.ALERTS_PROCESSOR,
    names=frozenset(("stub", "direction", "size", "symbol")),
    signs=frozenset(("stub",)),
    recognises=lambda body: has_all(body, "stub", "direction"),
    read=_read,
)

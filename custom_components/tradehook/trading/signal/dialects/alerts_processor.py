"""The open-source tradingview-alerts-processor."""

from typing import Any, Final

from .foreign import Alert, Paraphrase, System, has_all, market, reading


def _read(body: Any) -> Paraphrase:
    alert = Alert(body)
    alert.skip("stub", "exchange", "api_key", "api_secret", "test")
    side, size = alert.word("direction"), alert.text("size")
    said: dict[str, object] = {"symbol": market(alert.text("symbol"))}
    if not said["symbol"]:
        alert.unsupported("symbol", "is missing: name the market")
    share = alert.checked("size", size.removesuffix("%")) if size.endswith("%") else None
    if side == "close":
        if share is None and size:
            alert.unclear_size("size", 'must be a share to close, as "50%"')
        if share in (None, "100"):
            return reading(alert, said | {"action": "close"})
        change = {"quantity_percentage": share}
        return reading(alert, said | {"action": "reduce", "reduce_order": change})
    if side not in ("long", "short"):
        alert.refuse_side("direction", "must be long, short or close")
    if share is not None:
        said["balance_percentage"] = share
    elif size:
        said["quote_amount"] = alert.checked("size", size)
    return reading(alert, said | {"action": "open", "side": side})


ALERTS_PROCESSOR: Final = System(
    name="alerts_processor",
    title="tradingview-alerts-processor",
    names=frozenset(("stub", "direction", "size", "symbol")),
    recognises=lambda body: has_all(body, "stub", "direction"),
    read=_read,
)

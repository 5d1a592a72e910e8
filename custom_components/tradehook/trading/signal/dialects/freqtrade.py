"""freqtrade's forceenter and forceexit."""

from typing import Any, Final

from ..alert_systems import AlertSystem, Intent
from .foreign import Alert, System, entering, has_all, reading
from .paraphrase import Paraphrase


def _recognises(body: Any) -> bool:
    return has_all(body, "tradeid") or (
        has_all(body, "pair")
        and any(name in body for name in ("stakeamount", "entry_tag", "ordertype"))
    )


def _read(body: Any) -> Paraphrase:
    alert = Alert(body)
    alert.skip("entry_tag", "api_key", "api_secret", "test")
    if "tradeid" in body:
        if alert.text("tradeid") != "all":
            alert.unsupported("tradeid", "is unknown here: name the market as `symbol`")
        alert.refuse_any(
            ("amount",), "can't be given for all positions at once: reduce each of them"
        )
        alert.skip("ordertype")
        return reading(alert, {"action": "close_all"})
    side = alert.word("side") or "long"
    if side not in ("long", "short"):
        alert.refuse_side("side", "must be one of long, short")
    said: dict[str, object] = {"action": "open", "symbol": alert.text("pair"), "side": side}
    with entering(said, Intent.ENTER):
        price, kind = alert.number("price"), alert.word("ordertype")
        if kind == "limit" and price is None:
            alert.unsupported("price", "is needed for a limit order")
        said |= {
            "order_type": kind or None,
            "signal_price": price,
            "margin_amount": alert.number("stakeamount"),
            "leverage": alert.number("leverage"),
        }
        return reading(alert, said, intent=Intent.ENTER)


FREQTRADE: Final = System(
    name="freqtrade",
    title="freqtrade",
    family=AlertSystem.FREQTRADE,
    names=frozenset(("pair", "stakeamount", "entry_tag", "ordertype", "tradeid")),
    signs=frozenset(("tradeid", "pair")),
    recognises=_recognises,
    read=_read,
)

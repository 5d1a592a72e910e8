"""Coinrule: the alerts of its new and of its old address."""

from typing import Any, Final

from ..alert_systems import AlertSystem, Intent
from .foreign import (
    CLOSE,
    Alert,
    System,
    anchored,
    entering,
    has_all,
    joined_fields,
    market,
    reading,
    secret_fields,
    share_of,
    sizing,
    text_of,
    without_market,
)
from .paraphrase import Paraphrase

_SIDES: Final = {
    "buy": ("open", "long"),
    "sell": ("open", "short"),
    "open_long": ("open", "long"),
    "open_short": ("open", "short"),
    "close_long": ("close", "long"),
    "close_short": ("close", "short"),
}
_FINANDY: Final = ("name", "open", "close", "tp", "sl", "dca", "slx")


def _is_new(body: Any) -> bool:
    return (
        has_all(body, "secret", "side")
        and text_of(body, "side") in _SIDES
        and not any(name in body for name in (*_FINANDY, "bot_uuid"))
    )


def _read(body: Any) -> Paraphrase:
    alert = Alert(body)
    alert.skip("secret", "hookId", "hookToken", "userId", "api_key", "api_secret", "test")
    side = alert.word("side")
    if side not in _SIDES:
        alert.refuse_side("side", f"must be one of {', '.join(_SIDES)}")
    base, quote = alert.text("baseCoin"), alert.text("quoteCoin")
    symbol = alert.text("symbol", "product") or base.but(base + quote)
    action, own = _SIDES[side]
    said: dict[str, object] = {
        "action": action,
        "symbol": market(symbol),
        "side": own,
        "request_id": alert.anew("", "id"),
    }
    if side == "sell":
        alert.hints.append("`side`: a sell opens a short here: on spot write `action` close")
    if action == "close":
        alert.skip("price")
        amount, unit = alert.number("amountValue"), alert.text("amountSymbol")
        if amount is not None:
            if unit != "%":
                alert.unclear_size("amountSymbol", "must be %")
            change = {"quantity_percentage": amount}
            said |= {"action": "reduce", "reduce_order": change}
        return without_market(reading(alert, said), alert, "symbol")
    intent = Intent.SELL if side == "sell" else Intent.ENTER
    unit = alert.text("amountSymbol")
    share = share_of(alert.text("amountValue")) if unit == "%" else None
    with entering(said, intent, share):
        with sizing(intent):
            amount = alert.number("amountValue")
        if amount is not None:
            if unit != "%":
                alert.unclear_size("amountSymbol", "must be %")
            said["balance_percentage"] = amount
        said |= anchored(alert.anew(CLOSE, "price"))
        found = reading(alert, said, intent=intent, share=share)
    return without_market(found, alert, "symbol")


COINRULE_OLD: Final = System(
    name="coinrule_old",
    title="Coinrule",
    family=AlertSystem.COINRULE,
    token="hookToken",  # noqa: S106 - the name of a field
    names=frozenset(("userId", "hookId", "hookToken", "product", "amountValue", "amountSymbol")),
    signs=frozenset(("hookToken",)),
    recognises=lambda body: has_all(body, "hookToken"),
    secrets=secret_fields("hookToken", "hookId", "userId"),
    credential=joined_fields("hookToken", "hookId", "userId"),
    read=_read,
)
COINRULE: Final = System(
    name="coinrule",
    title="Coinrule",
    family=AlertSystem.COINRULE,
    token="secret",  # noqa: S106 - the name of a field
    names=frozenset(("secret", "side", "symbol", "price", "id")),
    signs=frozenset(("secret",)),
    recognises=_is_new,
    secrets=secret_fields("secret"),
    credential=joined_fields("secret"),
    read=_read,
)

"""OKX' signal bot, and BloFin's, which is a copy of it."""

from typing import Any, Final

from .foreign import (
    TIME_NOW,
    Alert,
    Paraphrase,
    System,
    has_all,
    market,
    reading,
    secret_fields,
    strategy_placeholders,
)

_SIZES: Final = {"margin": "margin_amount", "percentage_balance": "margin_percentage"}


def _read(body: Any) -> Paraphrase:
    alert = Alert(body)
    alert.skip("signalToken", "maxLag", "id", "api_key", "api_secret", "test")
    said: dict[str, object] = {
        "symbol": market(alert.text("instrument")),
        "timestamp": TIME_NOW if alert.text("timestamp") else None,
    }
    if "marketPosition" in body:
        alert.skip("marketPosition", "prevMarketPosition", "marketPositionSize")
        alert.skip("prevMarketPositionSize", "action", "investmentType", "amount")
        _market_only(alert)
        return reading(alert, said | {"strategy": strategy_placeholders()})
    turn, _, side = alert.word("action").partition("_")
    if turn not in ("enter", "exit") or side not in ("long", "short"):
        alert.unsupported("action", "must be ENTER_LONG, ENTER_SHORT, EXIT_LONG or EXIT_SHORT")
    unit, amount = alert.word("investmentType"), alert.number("amount")
    said["side"] = side
    if turn == "exit":
        alert.skip("orderType", "orderPriceOffset")
        if amount is None or (unit == "percentage_position" and amount == "100"):
            return reading(alert, said | {"action": "close"})
        if unit != "percentage_position":
            alert.unclear_size("investmentType", "must be percentage_position to exit")
        size = {"quantity_percentage": amount}
        return reading(alert, said | {"action": "reduce", "reduce_order": size})
    said["action"] = "open"
    if amount is not None:
        if unit not in _SIZES:
            alert.unclear_size("investmentType", "must be margin or percentage_balance to enter")
        said[_SIZES[unit]] = amount
    _market_only(alert)
    return reading(alert, said | {"order_type": "market"})


def _market_only(alert: Alert) -> None:
    if alert.word("orderType") not in ("", "market"):
        alert.unsupported(
            "orderType", "must be market: which side of the price an offset means isn't told"
        )
    alert.skip("orderPriceOffset")


OKX: Final = System(
    name="okx",
    title="OKX or BloFin",
    token="signalToken",  # noqa: S106 - the name of a field
    names=frozenset(
        ("signalToken", "instrument", "maxLag", "investmentType", "orderPriceOffset", "amount")
    ),
    recognises=lambda body: has_all(body, "signalToken", "instrument"),
    secrets=secret_fields("signalToken"),
    read=_read,
)

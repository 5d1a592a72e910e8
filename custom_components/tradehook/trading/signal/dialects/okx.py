"""OKX' signal bot, and BloFin's, which is a copy of it."""

from typing import Any, Final

from ..alert_systems import AlertSystem, Habits, Intent, Opposite
from .foreign import (
    TIME_NOW,
    Alert,
    System,
    entering,
    has_all,
    joined_fields,
    market,
    reading,
    secret_fields,
)
from .paraphrase import Paraphrase, Said, follows_a_side
from .strategy_positions import strategy_block

_SIZES: Final = {"margin": "margin_amount", "percentage_balance": "margin_percentage"}


def _read(body: Any) -> Paraphrase:
    alert = Alert(body)
    alert.skip("signalToken", "id", "api_key", "api_secret", "test")
    stamp = alert.anew(TIME_NOW, "timestamp")
    said: dict[str, object] = {
        "symbol": market(alert.text("instrument")),
        "timestamp": stamp,
        "max_age": alert.seconds("maxLag") if stamp else None,
    }
    alert.skip("maxLag")
    if "marketPosition" in body:
        alert.skip("investmentType")
        said["strategy"] = _strategy(alert)
        with entering(said):
            if follows_a_side(said):
                _market_only(alert)
            return reading(alert, said)
    turn, _, side = alert.word("action").partition("_")
    if turn not in ("enter", "exit") or side not in ("long", "short"):
        alert.unsupported("action", "must be one of ENTER_LONG, ENTER_SHORT, EXIT_LONG, EXIT_SHORT")
    said["side"] = side
    if turn == "exit":
        unit, amount = alert.word("investmentType"), alert.number("amount")
        alert.skip("orderType", "orderPriceOffset")
        del said["max_age"]
        if amount is None or (unit == "percentage_position" and amount == "100"):
            return reading(alert, said | {"action": "close"})
        if unit != "percentage_position":
            alert.unclear_size("investmentType", "must be percentage_position to exit in part")
        size = {"quantity_percentage": amount}
        return reading(alert, said | {"action": "reduce", "reduce_order": size})
    said["action"] = "open"
    with entering(said, Intent.ENTER):
        return _opening(alert, said)


def _opening(alert: Alert, said: dict[str, object]) -> Paraphrase:
    unit, amount = alert.word("investmentType"), alert.number("amount")
    if amount is not None:
        if unit not in _SIZES:
            alert.unclear_size(
                "investmentType", "must be one of margin, percentage_balance to enter"
            )
        said[_SIZES[unit]] = amount
    _market_only(alert)
    return reading(alert, said | {"order_type": "market"}, intent=Intent.ENTER)


def _strategy(alert: Alert) -> dict[str, object]:
    position, before = alert.word("marketPosition"), alert.word("prevMarketPosition")
    return strategy_block(
        position=position,
        before=before,
        size=_size(alert.text("marketPositionSize"), position),
        size_before=_size(alert.text("prevMarketPositionSize"), before),
        order=alert.word("action"),
        contracts=alert.text("amount"),
    )


def _size(said: Said, position: Said) -> Said:
    """Return the size of a position; where none is told, that there is one."""
    if said or not position:
        return said
    return said.but("0" if position == "flat" else "1")


def _market_only(alert: Alert) -> None:
    if alert.word("orderType") not in ("", "market"):
        alert.unsupported(
            "orderType", "must be market: which side of the price an offset means isn't told"
        )
    alert.skip("orderPriceOffset")


OKX: Final = System(
    name="okx",
    title="OKX, BloFin",
    family=AlertSystem.OKX,
    habits=Habits(opposite=Opposite.REFUSE),
    token="signalToken",  # noqa: S106 - the name of a field
    names=frozenset(
        ("signalToken", "instrument", "maxLag", "investmentType", "orderPriceOffset", "amount")
    ),
    signs=frozenset(("signalToken",)),
    recognises=lambda body: has_all(body, "signalToken", "instrument"),
    secrets=secret_fields("signalToken"),
    credential=joined_fields("signalToken"),
    read=_read,
)

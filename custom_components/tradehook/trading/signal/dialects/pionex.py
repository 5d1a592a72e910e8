"""Pionex' signal bot."""

from collections.abc import Mapping
from typing import Any, Final

from ..alert_systems import AlertSystem
from .foreign import (
    CLOSE,
    TIME_NOW,
    Alert,
    System,
    anchored,
    has_all,
    market,
    reading,
    secret_fields,
    text_of,
    without_market,
)
from .paraphrase import Paraphrase
from .strategy_positions import signed_block


def _recognises(body: Any) -> bool:
    return (has_all(body, "signal_type", "data") or has_all(body, "signalType", "data")) and (
        isinstance(body["data"], Mapping)
    )


def _read(body: Any) -> Paraphrase:
    alert = Alert(body)
    alert.skip("signal_type", "signalType", "signal_param", "signalParam")
    alert.skip("api_key", "api_secret", "test", "base", "quote")
    data = alert.section("data")
    after, contracts = data.text("position_size"), data.text("contracts")
    order = data.word("action")
    if order == "sell" and after and after == contracts and after.strip("0."):
        data.refuse_side(
            "position_size", "has lost its sign: send {{strategy.position_size}} as it is"
        )
    if order not in ("buy", "sell"):
        data.refuse_side("action", "must be buy or sell")
    base, quote = alert.text("base"), alert.text("quote")
    symbol = alert.text("symbol") or base.but(base + quote)
    said: dict[str, object] = {
        "symbol": market(symbol),
        "timestamp": alert.anew(TIME_NOW, "time"),
        **anchored(alert.anew(CLOSE, "price")),
        "strategy": signed_block(order, contracts, after),
    }
    return without_market(reading(alert, said, data), alert, "symbol")


def _credential(body: Any) -> str:
    return next(filter(None, (text_of(body, name) for name in ("signal_type", "signalType"))), "")


PIONEX: Final = System(
    name="pionex",
    title="Pionex signal bot",
    family=AlertSystem.PIONEX,
    token="signal_type",  # noqa: S106 - the name of a field
    names=frozenset(("signal_type", "signal_param", "signalType", "signalParam", "data")),
    signs=frozenset(("signal_type", "signalType")),
    recognises=_recognises,
    secrets=secret_fields("signal_type", "signalType"),
    credential=_credential,
    read=_read,
)

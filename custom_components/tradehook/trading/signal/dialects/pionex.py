"""Pionex' signal bot."""

from collections.abc import Mapping
from typing import Any, Final

from .foreign import (
    CLOSE,
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


def _recognises(body: Any) -> bool:
    return (has_all(body, "signal_type", "data") or has_all(body, "signalType", "data")) and (
        isinstance(body["data"], Mapping)
    )


def _read(body: Any) -> Paraphrase:
    alert = Alert(body)
    alert.skip("signal_type", "signalType", "signal_param", "signalParam")
    alert.skip("api_key", "api_secret", "test", "base", "quote")
    data = alert.section("data")
    after, contracts = data.number("position_size"), data.number("contracts")
    if data.word("action") == "sell" and after and after == contracts and after.strip("0."):
        data.refuse_side(
            "position_size", "has lost its sign: send {{strategy.position_size}} as it is"
        )
    data.skip("position_size", "contracts", "action")
    symbol = alert.text("symbol") or alert.text("base") + alert.text("quote")
    if not symbol:
        alert.unsupported("symbol", "is missing: name the market")
    said: dict[str, object] = {
        "symbol": market(symbol),
        "timestamp": TIME_NOW if alert.text("time") else None,
        "signal_price": CLOSE if alert.text("price") else None,
        "strategy": strategy_placeholders(),
    }
    return reading(alert, said, data)


PIONEX: Final = System(
    name="pionex",
    title="Pionex signal bot",
    token="signal_type",  # noqa: S106 - the name of a field
    names=frozenset(("signal_type", "signal_param", "signalType", "signalParam", "data")),
    recognises=_recognises,
    secrets=secret_fields("signal_type", "signalType"),
    read=_read,
)

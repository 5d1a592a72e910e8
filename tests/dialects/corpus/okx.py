"""Alerts of OKX and BloFin: section A (strategies) and section B."""

from typing import Any, Final

from .strategy import STRATEGY


def _alert(action: str, **fields: Any) -> dict[str, Any]:
    said = {
        "action": action,
        "instrument": "BTC-USDT-SWAP",
        "signalToken": "own-value-of-a-token",
        "timestamp": "2026-11-30T01:00:00Z",
        "maxLag": "60",
    }
    return said | fields


_OUT = {"symbol": "BTCUSDT.P", "timestamp": "{{timenow}}"}
_MARKET = _OUT | {"max_age": "60"}
_LONG = _MARKET | {"action": "open", "side": "long", "order_type": "market"}
_POSITIONS = {"marketPosition": "long", "prevMarketPosition": "flat"}
ALERTS: Final[dict[str, Any]] = {
    "okx": [
        (_alert("ENTER_LONG"), _LONG),
        (_alert("ENTER_SHORT", orderType="market"), _LONG | {"side": "short"}),
        (
            _alert("ENTER_LONG", investmentType="margin", amount="25"),
            _LONG | {"margin_amount": "25"},
        ),
        (
            _alert("ENTER_LONG", investmentType="percentage_balance", amount="10"),
            _LONG | {"margin_percentage": "10"},
        ),
        (_alert("EXIT_LONG"), _OUT | {"action": "close", "side": "long"}),
        (
            _alert("EXIT_SHORT", investmentType="percentage_position", amount="100"),
            _OUT | {"action": "close", "side": "short"},
        ),
        (
            _alert("EXIT_LONG", investmentType="percentage_position", amount="40"),
            _OUT
            | {
                "action": "reduce",
                "side": "long",
                "reduce_order": {"quantity_percentage": "40"},
            },
        ),
        (_alert("buy", **_POSITIONS), _MARKET | STRATEGY),
        (
            _alert(
                "sell",
                id="Long",
                marketPositionSize="0",
                investmentType="base",
                amount="0.1",
                **_POSITIONS,
            ),
            _MARKET | STRATEGY,
        ),
        (_alert("ENTER_LONG", instrument="BTCUSDT.P"), _LONG),
        (
            _alert("ENTER_LONG", investmentType="contract", amount="3"),
            "size_unclear investmentType",
        ),
        (_alert("EXIT_LONG", investmentType="margin", amount="3"), "size_unclear investmentType"),
        (
            _alert("ENTER_LONG", orderType="limit", orderPriceOffset="0.2"),
            "field_unsupported orderType",
        ),
        (_alert("ENTER_UP"), "field_unsupported action"),
        (_alert("ENTER_LONG", stopLoss="2"), "field_unsupported stopLoss"),
        (_alert("ENTER_LONG", investmentType="margin", amount="ten"), "field_unsupported amount"),
        (_alert("ENTER_LONG", instrument="{{ticker}}"), _LONG | {"symbol": "{{ticker}}"}),
    ]
}

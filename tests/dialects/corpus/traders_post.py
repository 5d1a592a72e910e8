"""Alerts of TradersPost."""

from typing import Any, Final


def _alert(action: str, **fields: Any) -> dict[str, Any]:
    return {"ticker": "BTCUSDT", "action": action} | fields


_LONG = {"action": "open", "symbol": "BTCUSDT", "side": "long"}
_OUT = {"action": "close", "symbol": "BTCUSDT"}
ALERTS: Final[dict[str, Any]] = {
    "traderspost": [
        (_alert("buy"), _LONG),
        (_alert("sell", sentiment="bearish"), _LONG | {"side": "short"}),
        (
            _alert("buy", quantityType="dollar_amount", quantity=250, signalPrice=60000),
            _LONG | {"quote_amount": "250", "signal_price": "{{close}}", "order_type": "market"},
        ),
        (_alert("buy", quantity=0.1), _LONG | {"base_amount": "0.1"}),
        (
            _alert("buy", quantityType="percent_of_equity", quantity=5),
            _LONG | {"equity_percentage": "5"},
        ),
        (
            _alert(
                "buy",
                quantityType="risk_percent",
                quantity=1,
                stopLoss={"type": "stop", "percent": 2},
            ),
            _LONG | {"risk_percentage": "1", "stop_loss": {"stop_percentage": "2"}},
        ),
        (
            _alert(
                "buy",
                orderType="limit",
                limitPrice=59800,
                takeProfit={"percent": 4},
                stopLoss={"type": "stop_limit", "stopPrice": 58000, "limitPrice": 57900},
                timeInForce="gtc",
            ),
            _LONG
            | {
                "order_type": "limit",
                "signal_price": "59800",
                "take_profit": [{"price_percentage": "4", "position_percentage": "100"}],
                "stop_loss": {
                    "stop_price": "58000",
                    "order_type": "STOP_LOSS_LIMIT",
                    "limit_price": "57900",
                },
            },
        ),
        (
            _alert("buy", orderType="stop", stopPrice=61000),
            _LONG | {"order_type": "market", "entry_condition": {"price": "61000"}},
        ),
        (_alert("exit"), _OUT),
        (_alert("sell", sentiment="flat"), _OUT),
        (_alert("sell", sentiment="long"), _OUT | {"side": "long"}),
        (
            _alert("exit", quantity=50, quantityType="percent_of_position"),
            {
                "action": "reduce",
                "symbol": "BTCUSDT",
                "reduce_order": {"quantity_percentage": "50"},
            },
        ),
        (_alert("cancel"), {"action": "cancel", "symbol": "BTCUSDT"}),
        (
            _alert("breakeven"),
            {"action": "modify", "symbol": "BTCUSDT", "stop_loss": "break_even"},
        ),
        (
            _alert("add", quantity=100, quantityType="dollar_amount"),
            {
                "action": "increase",
                "symbol": "BTCUSDT",
                "increase_order": {"quote_amount": "100"},
                "order_type": "market",
            },
        ),
        (_alert("buy", quantity=1, quantityType="lots"), "size_unclear quantityType"),
        (
            _alert("buy", stopLoss={"type": "trailing_stop", "trailPercent": 1}),
            _LONG
            | {
                "stop_loss": {
                    "protection_type": "PRICE",
                    "trailing_percentage": "0",
                    "trailing_distance": "1",
                }
            },
        ),
        (
            _alert("buy", stopLoss={"type": "stop", "amount": 20}),
            "field_unsupported stopLoss.percent",
        ),
        (_alert("buy", optionType="call"), "field_unsupported optionType"),
        (_alert("buy", timeInForce="fok"), "field_unsupported timeInForce"),
        (_alert("buy", quantity="ten"), "field_unsupported quantity"),
        (_alert("buy", extras={"note": "x"}, strategyName="mine"), _LONG),
        ({"ticker": "{{ticker}}", "action": "buy"}, _LONG | {"symbol": "{{ticker}}"}),
    ]
}

"""Alerts of WunderTrading and 3Commas v2: JSON, codes alone, and strategies."""

from typing import Any, Final

from .strategy import STRATEGY

_END = "0123456789abcdef01234567"


def _code(word: str, pair: str = "ETHUSDT") -> str:
    return f"{word}_Bybit_{pair}_my-bot_15M_{_END}"


def _json(word: str = "ENTER-LONG", **fields: Any) -> dict[str, Any]:
    return {"code": _code(word)} | fields


_LONG = {"action": "open", "symbol": "ETHUSDT", "side": "long"}
_OUT = {"action": "close", "symbol": "ETHUSDT"}
_JSON: Final = [
    (_json(), _LONG),
    (_json("ENTER-SHORT"), _LONG | {"side": "short"}),
    (
        _json(orderType="market", amountPerTradeType="quote", amountPerTrade=150, leverage=5),
        _LONG | {"order_type": "market", "quote_amount": "150", "leverage": "5"},
    ),
    (
        _json(orderType="limit", price=3400, timeToLive=60),
        _LONG | {"order_type": "limit", "signal_price": "3400", "entry_expiration": {"time": "60"}},
    ),
    (_json(amountPerTradeType="base", amountPerTrade="0.5"), _LONG | {"base_amount": "0.5"}),
    (
        _json(amountPerTradeType="percents", amountPerTrade=0.1),
        _LONG | {"margin_percentage": "10"},
    ),
    (
        _json(
            takeProfits=[
                {"priceDeviation": 0.02, "portfolio": 0.5},
                {"priceDeviation": 0.035, "portfolio": 0.5},
            ],
            stopLoss={"priceDeviation": 0.01},
        ),
        _LONG
        | {
            "take_profit": [
                {"price_percentage": "2", "position_percentage": "50"},
                {"price_percentage": "3.5", "position_percentage": "50"},
            ],
            "stop_loss": {"stop_percentage": "1"},
        },
    ),
    (
        _json(takeProfit={"price": 3600}, stopLoss={"price": 3300}),
        _LONG
        | {
            "take_profit": [{"price": "3600", "position_percentage": "100"}],
            "stop_loss": {"stop_price": "3300"},
        },
    ),
    (_json("EXIT-LONG", reduceOnly=True), _OUT | {"side": "long"}),
    (_json("EXIT-ALL"), _OUT),
    (_json(stopLoss=0.8), "field_unsupported stopLoss"),
    (_json(moveToBreakeven={"activationPrice": 3500}), "field_unsupported moveToBreakeven"),
    (_json(amountPerTradeType="contracts", amountPerTrade=3), "size_unclear amountPerTradeType"),
    (_json(extraOrderCount=3), "field_unsupported extraOrderCount"),
    (
        _json(amountPerTradeType="percents", amountPerTrade="{{plot_0}}"),
        "field_unsupported amountPerTrade",
    ),
    ({"code": "Enter-Long"}, "field_unsupported code"),
    (_json(placeConditionalOrdersOnExchange=False), _LONG),
]
_CODES: Final = [
    (_code("ENTER-LONG"), _LONG),
    (_code("ENTER-SHORT"), _LONG | {"side": "short"}),
    (_code("EXIT-LONG"), _OUT | {"side": "long"}),
    (_code("EXIT-SHORT"), _OUT | {"side": "short"}),
    (_code("EXIT-ALL"), _OUT),
    (_code("EXIT-ALL", "NONE"), {"action": "close_all"}),
    (_code("ENTER-LONG", "NONE"), "field_unsupported code"),
    (_code("EXIT-LONG", "NONE"), "field_unsupported code"),
    (_code("ENTER-LONG", "BTCUSDT.P"), _LONG | {"symbol": "BTCUSDT.P"}),
    (_code("ENTER-SHORT", "SOLUSDC"), _LONG | {"symbol": "SOLUSDC", "side": "short"}),
    (f"  {_code('ENTER-LONG')}\r\n", _LONG),
    (f"\ufeff{_code('EXIT-LONG')}", _OUT | {"side": "long"}),
]


def _strategy(**fields: Any) -> dict[str, Any]:
    said = {
        "code": f"TV-STRATEGY_Bybit_NONE_my-bot_15M_{_END}",
        "alertPrice": "3411.2",
        "alertTime": "2026-11-30T01:00:00Z",
        "recvWindow": "60000",
        "action": "buy",
        "pos": "long",
        "posSize": "0.5",
        "prevPos": "flat",
        "prevPosSize": "0",
        "amount": "0.5",
        "amountIn": "base",
        "tvTicker": "ETHUSDT",
        "tvExchange": "BYBIT",
    }
    return said | fields


_TARGET = {
    "symbol": "ETHUSDT",
    "exchange": "BYBIT",
    "timestamp": "{{timenow}}",
    "max_age": "60",
    "signal_price": "{{close}}",
    "order_type": "market",
} | STRATEGY
_STRATEGIES: Final = [
    (_strategy(), _TARGET),
    (_strategy(pos="short", action="sell"), _TARGET),
    (_strategy(pos="flat", prevPos="long", action="sell"), _TARGET),
    (_strategy(pos="short", prevPos="long", action="sell"), _TARGET),
    (_strategy(posSize="1.5", prevPos="long", prevPosSize="0.5"), _TARGET),
    (_strategy(posSize="0.2", prevPos="long", prevPosSize="0.5", action="sell"), _TARGET),
    (
        _strategy(tvTicker="{{ticker}}", tvExchange="{{exchange}}"),
        _TARGET | {"symbol": "{{ticker}}", "exchange": "{{exchange}}"},
    ),
    (_strategy(tvTicker="ETHUSDT.P"), _TARGET | {"symbol": "ETHUSDT.P"}),
    (_strategy(amountIn="percents"), _TARGET),
    (_strategy(note="mine"), _TARGET),
    (_strategy(stopLoss={"priceDeviation": 0.01}), "field_unsupported stopLoss"),
    (_strategy(tvTicker=""), "field_unsupported tvTicker"),
]
ALERTS: Final[dict[str, Any]] = {
    "wundertrading": _JSON,
    "wundertrading_code": _CODES,
    "wundertrading_strategy": _STRATEGIES,
}

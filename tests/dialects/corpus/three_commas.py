"""Alerts of 3Commas: signal bot (both types) and DCA bot."""

from typing import Any, Final

from .strategy import STRATEGY

_TOKEN = "eyJhbGciOiJIUzI1NiJ9.own-value"
_INFO = {
    "market_position": "long",
    "market_position_size": "0.1",
    "prev_market_position": "flat",
    "prev_market_position_size": "0",
}


def _signal(**fields: Any) -> dict[str, Any]:
    said = {
        "secret": _TOKEN,
        "bot_uuid": "0c1a7a52-1111-4222-8333-9f1e2d3c4b5a",
        "max_lag": "300",
        "timestamp": "2026-11-30T01:00:00Z",
        "trigger_price": "60012.5",
        "tv_exchange": "BINANCE",
        "tv_instrument": "BTCUSDT",
    }
    return said | fields


_MARKET = {
    "symbol": "BTCUSDT",
    "exchange": "BINANCE",
    "timestamp": "{{timenow}}",
    "max_age": "300",
    "signal_price": "{{close}}",
    "order_type": "market",
}
_LONG = _MARKET | {"action": "open", "side": "long"}
_OUT = {
    name: value
    for name, value in _MARKET.items()
    if name not in ("signal_price", "order_type", "max_age")
}


def _order(amount: Any, unit: str, **fields: Any) -> dict[str, Any]:
    return {"amount": amount, "currency_type": unit} | fields


def _offset(percent: float, **fields: Any) -> dict[str, Any]:
    said = {"price_percent": percent, "price_percent_ref_type": "current_price"}
    return _order(5, "quote", **said | {"order_type": "limit"} | fields)


_RESTING = {name: value for name, value in _LONG.items() if name != "signal_price"} | {
    "quote_amount": "5",
    "order_type": "limit",
    "price_offset_percentage": "0.4",
}
_SIGNAL: Final = [
    (_signal(action="buy", strategy_info=_INFO, order=_order("0.1", "base")), _MARKET | STRATEGY),
    (_signal(action="sell", strategy_info=_INFO), _MARKET | STRATEGY),
    (_signal(action="enter_long", order=_order(120, "quote")), _LONG | {"quote_amount": "120"}),
    (
        _signal(action="enter_short", order=_order("0.02", "base", order_type="market")),
        _LONG | {"side": "short", "base_amount": "0.02", "order_type": "market"},
    ),
    (
        _signal(action="enter_long", order=_order(10, "margin_percent")),
        _LONG | {"margin_percentage": "10"},
    ),
    (
        _signal(action="enter_long", order=_order(50, "quote", order_type="limit", price=59000)),
        _LONG | {"quote_amount": "50", "order_type": "limit", "signal_price": "59000"},
    ),
    (
        _signal(
            action="enter_long",
            take_profit={
                "enabled": True,
                "steps": [
                    {"order_type": "limit", "price_percent": 1.5, "volume_percent": 60},
                    {
                        "price_percent": 3,
                        "volume_percent": 40,
                        "trailing": {"enabled": True, "percent": 0.5},
                    },
                ],
            },
            stop_loss={"enabled": True, "order_type": "market", "trigger_price_percent": 2},
        ),
        _LONG
        | {
            "take_profit": [
                {"price_percentage": "1.5", "position_percentage": "60"},
                {
                    "price_percentage": "3",
                    "position_percentage": "40",
                    "trailing_distance": "0.5",
                },
            ],
            "stop_loss": {"stop_percentage": "2"},
        },
    ),
    (
        _signal(action="enter_long", take_profit={"enabled": False}),
        _LONG | {"take_profit": []},
    ),
    (_signal(action="exit_long"), _OUT | {"action": "close", "side": "long"}),
    (
        _signal(action="exit_short", order=_order(25, "position_percent")),
        _OUT
        | {
            "action": "reduce",
            "side": "short",
            "reduce_order": {"quantity_percentage": "25"},
        },
    ),
    (
        _signal(action="disable", positions_sub_action="market_close"),
        {"action": "stop_and_close"},
    ),
    (_signal(action="enter_long", order=_order(5, "lots")), "size_unclear order.currency_type"),
    (_signal(action="enter_long", order=_offset(-0.4)), _RESTING),
    (_signal(action="enter_short", order=_offset(0.4)), _RESTING | {"side": "short"}),
    *(
        (_signal(action="enter_long", order=order), "field_unsupported order.price_percent")
        for order in (
            _offset(0.4),
            _offset(-0.4, price_percent_ref_type="avg_entry_price"),
            _offset(-0.4, order_type="market"),
            _offset(-0.4, price=59000),
            _order(5, "quote", price_percent=-0.4),
        )
    ),
    (
        _signal(
            action="enter_long",
            stop_loss={"trigger_price_percent": 2, "trailing": {"enabled": True, "percent": 0.5}},
        ),
        "field_unsupported stop_loss.trailing",
    ),
    (_signal(action="enter_long", order=_order("abc", "quote")), "field_unsupported order.amount"),
    (_signal(action="enter_long", own_stop=5), "field_unsupported own_stop"),
    (_signal(action="enter_long", comment="mine"), _LONG),
    (
        _signal(action="enter_long", order=_order("{{plot_0}}", "quote")),
        _LONG | {"quote_amount": "{{plot_0}}"},
    ),
]


def _dca(**fields: Any) -> dict[str, Any]:
    said = {"message_type": "bot", "bot_id": 1234567, "email_token": "9f1e2d3c-own-value"}
    return said | {"delay_seconds": 0} | fields


_DCA: Final = [
    (_dca(pair="USDT_BTC"), {"action": "open", "symbol": "BTCUSDT", "side": "long"}),
    (_dca(pair="BTC_ETH"), {"action": "open", "symbol": "ETHBTC", "side": "long"}),
    ([_dca(pair="USDT_BTC")], {"action": "open", "symbol": "BTCUSDT", "side": "long"}),
    (
        _dca(pair="USDT_BTC", action="start_bot_and_start_deal"),
        {"action": "start_and_open", "symbol": "BTCUSDT", "side": "long"},
    ),
    (
        _dca(pair="USDT_BTC", action="close_at_market_price"),
        {"action": "close", "symbol": "BTCUSDT"},
    ),
    (_dca(action="close_at_market_price_all"), {"action": "close_all"}),
    (_dca(action="close_at_market_price_all_and_stop_bot"), {"action": "stop_and_close"}),
    (_dca(action="cancel", pair="USDT_BTC"), {"action": "cancel", "symbol": "BTCUSDT"}),
    (_dca(action="start_bot"), {"action": "start_bot"}),
    (_dca(action="stop_bot"), {"action": "stop_bot"}),
    (_dca(action="start_trailing", pair="USDT_BTC"), "field_unsupported action"),
    (_dca(pair="USDT_BTC", delay_seconds=30), "field_unsupported delay_seconds"),
    (_dca(), "field_unsupported pair"),
    (
        [_dca(pair="USDT_BTC"), _dca(pair="USDT_ETH", action="close_at_market_price")],
        [
            {"action": "open", "symbol": "BTCUSDT", "side": "long"},
            {"action": "close", "symbol": "ETHUSDT"},
        ],
    ),
]
ALERTS: Final[dict[str, Any]] = {"3commas_signal": _SIGNAL, "3commas_dca": _DCA}

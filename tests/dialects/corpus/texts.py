"""Alerts of the systems that send text."""

from typing import Any, Final

from .strategy import STRATEGY

_BTC = {"symbol": "BTCUSDT"}
_LONG = _BTC | {"action": "open", "side": "long"}
_SHORT = _BTC | {"action": "open", "side": "short"}
_OUT = _BTC | {"action": "close"}
_MARKET = {"order_type": "market"}
_LIMIT = {"order_type": "limit"}


def _reduced(**size: str) -> dict[str, Any]:
    return _BTC | {"action": "reduce", "reduce_order": size}


def _octobot(*lines: str, mark: str = "\n") -> str:
    return mark.join(("EXCHANGE=binance", "SYMBOL=BTCUSDT", *lines))


_AT = {"exchange": "binance"}
_OCTOBOT: Final = [
    (_octobot("SIGNAL=BUY"), _LONG | _AT | _MARKET),
    (_octobot("SIGNAL=BUY", "Stop_Price=58000"), "field_unsupported Stop_Price"),
    (_octobot("SIGNAL=SELL", "REDUCE_ONLY=maybe"), "field_unsupported REDUCE_ONLY"),
    (_octobot("SIGNAL=BUY", "VOLUME=\u0663"), "size_unclear VOLUME"),
    (_octobot("SIGNAL=SELL"), _SHORT | _AT | _MARKET),
    (_octobot("SIGNAL=BUY", mark=";"), _LONG | _AT | _MARKET),
    (
        _octobot("SIGNAL=buy", "VOLUME=0.1", mark="\r\n"),
        _LONG | _AT | _MARKET | {"base_amount": "0.1"},
    ),
    (_octobot("SIGNAL = BUY", "VOLUME=100q"), _LONG | _AT | _MARKET | {"quote_amount": "100"}),
    (_octobot("SIGNAL=BUY", "VOLUME=12a%"), _LONG | _AT | _MARKET | {"balance_percentage": "12"}),
    (
        _octobot("SIGNAL=BUY", "ORDER_TYPE=LIMIT", "PRICE=59000", "LEVERAGE=3"),
        _LONG | _AT | _LIMIT | {"signal_price": "59000", "leverage": "3"},
    ),
    (
        _octobot(
            "SIGNAL=BUY", "STOP_PRICE=58000", "TAKE_PROFIT_PRICE=61000", "TAKE_PROFIT_PRICE_1=62000"
        ),
        _LONG
        | _AT
        | _MARKET
        | {
            "stop_loss": {"stop_price": "58000"},
            "take_profit": [
                {"price": "61000", "position_percentage": "50"},
                {"price": "62000", "position_percentage": "50"},
            ],
        },
    ),
    (_octobot("SIGNAL=SELL", "REDUCE_ONLY=true"), _OUT | _AT | {"side": "long"}),
    (
        _octobot("SIGNAL=SELL", "REDUCE_ONLY=true", "VOLUME=20p%", "TOKEN=own-token-value"),
        _reduced(quantity_percentage="20") | _AT | {"side": "long"},
    ),
    (_octobot("SIGNAL=CANCEL"), _BTC | _AT | {"action": "cancel"}),
    (_octobot("SIGNAL=BUY", "VOLUME=5%t"), "size_unclear VOLUME"),
    (_octobot("SIGNAL=BUY", "VOLUME=20p%"), "size_unclear VOLUME"),
    (_octobot("SIGNAL=withdraw_funds"), "field_unsupported SIGNAL"),
    (_octobot("SIGNAL=CANCEL", "PARAM_SIDE=buy"), "field_unsupported PARAM_SIDE"),
    (_octobot("SIGNAL=BUY", "TRAILING_PROFILE=filled"), "field_unsupported TRAILING_PROFILE"),
    (
        _octobot(
            "SIGNAL=BUY",
            "TAKE_PROFIT_PRICE=1",
            "TAKE_PROFIT_PRICE_1=2",
            "TAKE_PROFIT_VOLUME_RATIO_1=1",
        ),
        "field_unsupported TAKE_PROFIT_VOLUME_RATIO_1",
    ),
]
_PINE: Final = [
    ("6123456789012,buy,BTCUSDT", _LONG | _MARKET),
    ("6123456789012, sell , BTCUSDT", _SHORT | _MARKET),
    ("6123456789012,buy,BTCUSDT,vol_lots=0.1", _LONG | _MARKET | {"base_amount": "0.1"}),
    (
        "6123456789012,buy,BTCUSDT,sl_price=58000,tp_price=62000,comment=mine",
        _LONG
        | _MARKET
        | {
            "stop_loss": {"stop_price": "58000"},
            "take_profit": [{"price": "62000", "position_percentage": "100"}],
        },
    ),
    ("6123456789012,closelong,BTCUSDT", _OUT | {"side": "long"}),
    ("6123456789012,closelongshort,BTCUSDT", _OUT),
    (
        "6123456789012,closelongpct,BTCUSDT,partial_close_pct=50",
        _reduced(quantity_percentage="50") | {"side": "long"},
    ),
    ("6123456789012,closeall,BTCUSDT", {"action": "close_all"}),
    ("6123456789012,cs+ol,BTCUSDT", _BTC | _MARKET | {"action": "reverse", "side": "long"}),
    ("6123456789012,cancellong,BTCUSDT", _BTC | {"action": "cancel", "side": "long"}),
    ("6123456789012,eaoff,BTCUSDT", {"action": "stop_bot"}),
    (
        "6123456789012,newsltplong,BTCUSDT,sl_price=59000",
        _BTC | {"action": "modify", "side": "long", "stop_loss": {"stop_price": "59000"}},
    ),
    ("6123456789012,bullish,BTCUSDT,vol_lots=0.1", _LONG | _MARKET | {"base_amount": "0.1"}),
    ("6123456789012,short,BTCUSDT", _SHORT | _MARKET),
    (
        "6123456789012,closelongopenlong,BTCUSDT,vol_lots=0.1,secret=own-phrase",
        [_OUT | {"side": "long"}, _LONG | _MARKET | {"base_amount": "0.1"}],
    ),
    (
        "6123456789012, cls+os , BTCUSDT, sl_price=62000",
        [_OUT, _SHORT | _MARKET | {"stop_loss": {"stop_price": "62000"}}],
    ),
    ("6123456789012,cl+ol,BTCUSDT,risk=1", "size_unclear [1].risk"),
    ("6123456789012,closelong,BTCUSDT\n6123456789012,buy,BTCUSDT", "field_unsupported command"),
    ("6123456789012,closelong,BTCUSDT,6123456789012,buy,BTCUSDT", "field_unsupported command"),
    ("6123456789012,buy,BTCUSDT,risk=1", "size_unclear risk"),
    ("6123456789012,buy,BTCUSDT,sl=50", "field_unsupported sl"),
    ("6123456789012,buylimit,BTCUSDT,price=50", "field_unsupported command"),
    ("6123456789012,buy,BTCUSDT,betrigger=10", "field_unsupported betrigger"),
    ("6123456789012,closelongpct,BTCUSDT", "size_unclear partial_close_pct"),
]
_PERCENT = {"margin_percentage": "5"}
_AUTOVIEW: Final = [
    ("e=binance s=btcusdt b=long q=5% t=market", _LONG | _MARKET | _PERCENT),
    ("e=binance s=BTCUSDT b=short q=5% t=market a=main", _SHORT | _MARKET | _PERCENT),
    (
        "entry e=binance s=BTCUSDT b=buy q=5% fp=59000",
        _LONG | _LIMIT | _PERCENT | {"signal_price": "59000"},
    ),
    (
        "s=BTCUSDT b=long q=5% t=market l=3 sl=2% tp=4%",
        _LONG
        | _MARKET
        | _PERCENT
        | {
            "leverage": "3",
            "stop_loss": {"stop_percentage": "2"},
            "take_profit": [{"price_percentage": "4", "position_percentage": "100"}],
        },
    ),
    ("s=BTCUSDT c=position", _OUT),
    ("s=BTCUSDT c=position b=long", _OUT | {"side": "long"}),
    ("s=BTCUSDT c=position q=50%", _reduced(quantity_percentage="50")),
    ("s=BTCUSDT c=order", _BTC | {"action": "cancel"}),
    ("# mine\ns=BTCUSDT c=position", _OUT),
    ("s=BTCUSDT b=long t=market", "size_unclear q"),
    ("s=BTCUSDT b=long t=market q=3", "size_unclear q"),
    ("s=BTCUSDT b=long q=1-5%", "size_unclear q"),
    ("s=BTCUSDT b=long q=5% p=500", "field_unsupported p"),
    ("s=BTCUSDT b=long q=5% t=market sl2=3%", "field_unsupported sl2"),
    ("s=BTCUSDT b=long q=5% t=fok fp=1", "field_unsupported t"),
    ("s=BTCUSDT b=long q=5% t=market sl=30", "field_unsupported sl"),
    (
        "s=BTCUSDT c=order\ns=BTCUSDT b=long q=5% t=market",
        [_BTC | {"action": "cancel"}, _LONG | _MARKET | _PERCENT],
    ),
    ("s=BTCUSDT b=up q=5%", "side_unclear b"),
    ("s=BTCUSDT b=long q=5% t=market\nsl=2%", "field_unsupported sl"),
    ("s=BTCUSDT b=long q=5% t=market | & sl=2%", "field_unsupported sl"),
    (
        "s=BTCUSDT c=order\ns=BTCUSDT b=long q=5% t=market\ns=BTCUSDT c=position sl=2%",
        "field_unsupported [1].sl",
    ),
]
_GUNBOT: Final = [
    ("BUY_BINANCE_USDT-BTC", _LONG | _MARKET),
    ("BUY_BINANCE_USDT-BTC_100", _LONG | _MARKET | {"quote_amount": "100"}),
    (
        "BUY_BINANCE_USDT-BTC_100_59000",
        _LONG | _LIMIT | {"quote_amount": "100", "signal_price": "59000"},
    ),
    ("BUY_BINANCE_USDT-BTC_0_59000", _LONG | _LIMIT | {"signal_price": "59000"}),
    ("BUY_BINANCE_BTC-ETH", _LONG | _MARKET | {"symbol": "ETHBTC"}),
    ("SELL_BINANCE_USDT-BTC", _OUT),
    ("STOPLOSS_BINANCE_USDT-BTC", _OUT),
    ("SELL_BINANCE_USDT-BTC_50", _reduced(quote_amount="50")),
    ("LONG_BITMEX_USD-XBT", "field_unsupported command"),
    ("SHORT_BITMEX_USD-XBT_100", "field_unsupported command"),
    ("CLOSE_BITMEX_USD-XBT", "field_unsupported command"),
    ("BUY_BINANCE_USDT-BTC_1.2.3", "field_unsupported amount"),
    ("  SELL_KRAKEN_USDT-BTC\r\n", _OUT),
]
_TARGET = {
    "symbol": "{{ticker}}",
    "exchange": "{{exchange}}",
    "timestamp": "{{timenow}}",
} | STRATEGY


def _default(action: str, after: str, name: str = "MA cross: ") -> str:
    return f"{name}order {action} @ 0.5 filled on ETHUSDT. New strategy position is {after}"


_TRADING_VIEW: Final = [
    (_default("buy", "0.5"), _TARGET),
    (_default("sell", "0"), _TARGET),
    (_default("sell", "-0.5"), _TARGET),
    (_default("buy", "1"), _TARGET),
    (_default("sell", "0.30000000000000004"), _TARGET),
    (_default("buy", "0.5", ""), _TARGET),
    (_default("buy", "0.5", "RSI (14, 2: close): "), _TARGET),
    (_default("BUY", "0.5"), _TARGET),
    (_default("buy", "0.5") + " \r\n", _TARGET),
    ({"message": _default("buy", "0.5")}, _TARGET),
    ({"message": _default("sell", "0"), "test": True}, _TARGET),
    (_default("buy", "{{strategy.position_size}}"), _TARGET),
]


def _cornix(*lines: str, pair: str = "#BTC/USDT") -> str:
    return "\n".join((pair, *lines))


_AT_60K = {"symbol": "BTC/USDT", "order_type": "limit", "signal_price": "60000"}
_STOP = {"stop_loss": {"stop_price": "58000"}}
_ABOVE = {"take_profit": [{"price": "62000", "position_percentage": "100"}]}
_HALVES: Final = [
    {"price": "62000", "position_percentage": "50"},
    {"price": "64000", "position_percentage": "50"},
]
_CORNIX: Final = [
    (_cornix("Entry: 60000", "Target: 62000", "Stop: 58000"), _LONG | _AT_60K | _ABOVE | _STOP),
    (
        _cornix("Entry 60000", "Targets: 58000", "Stop 61000"),
        _SHORT
        | _AT_60K
        | {
            "take_profit": [{"price": "58000", "position_percentage": "100"}],
            "stop_loss": {"stop_price": "61000"},
        },
    ),
    (
        _cornix("Leverage: Cross (5X)", "Entry: 60000", "Target: 62000"),
        _LONG | _AT_60K | _ABOVE | {"leverage": "5"},
    ),
    (
        _cornix("Entry: 60000", "Take-Profit Targets: 1) 61000 2) 62000 3) 63000"),
        _LONG
        | _AT_60K
        | {
            "take_profit": [
                {"price": "61000", "position_percentage": "33"},
                {"price": "62000", "position_percentage": "33"},
                {"price": "63000", "position_percentage": "34"},
            ]
        },
    ),
    (_cornix("buy 60000", "stop 58000", pair="BTC/USDT"), _LONG | _AT_60K | _STOP),
    (_cornix("LONG", "Entry: 60000", "TP 62000"), _LONG | _AT_60K | _ABOVE),
    (
        _cornix("Entry: 60000", "TP1: 62000", "SL / Stop Loss: 58000"),
        _LONG | _AT_60K | _ABOVE | _STOP,
    ),
    (_cornix("SHORT", "Entry: 60000", "TP 62000"), "side_unclear side"),
    (_cornix("buy 6000", "stop 58000"), "side_unclear side"),
    (_cornix("Entry: 60000", "TP 62000", "Stop: 61000"), "side_unclear entry"),
    (_cornix("Entry: 60000 59000", "TP 62000"), "field_unsupported entry"),
    *(
        (_cornix(*lines, "TP 62000", "Stop: 58000"), "field_unsupported entry")
        for lines in (
            ("Enter above 60000",),
            ("Entry: above 60000",),
            ("Buy above 60000",),
            ("Entry: 60000 if it breaks",),
            ("Signal Type: Breakout (Long)", "Entry: 60000"),
        )
    ),
    *(
        (_cornix(line, "Entry: 60000", "TP 62000"), "field_unsupported text")
        for line in (
            "\u0421\u0442\u043e\u043f: 58000",
            "\U0001d5e6\U0001d601\U0001d5fc\U0001d5fd: 58,000",
            "Emergency=58000",
            "Exchanges: Binance, cut at 58000",
            "Position size: 5%",
            "Size 500 USDT",
            "Leverage: 5x, max loss 2%",
            "Stop at your own, don't enter late",
        )
    ),
    (
        _cornix(
            "Signal #12, 15M, 2026-11-30 12:05",
            "BUY/LONG",
            "Leverage: Isolated (5.0X)",
            "Entry: 60000",
            "TP 62000",
        ),
        _LONG | _AT_60K | _ABOVE | {"leverage": "5"},
    ),
    (_cornix("Lev 5", "Entry: 60000", "TP 62000"), _LONG | _AT_60K | _ABOVE | {"leverage": "5"}),
    (_cornix("LONG 5x", "Entry: 60000", "TP 62000"), _LONG | _AT_60K | _ABOVE | {"leverage": "5"}),
    (_cornix("Entry: 60000", "TP 62000", "Risk 1%"), "field_unsupported trailing"),
    (_cornix("Entry: soon", "TP 62000"), "field_unsupported entry"),
    (
        _cornix("Entry: 60000.", "Target 1: 62000", "Target 2: 64000", "(Stop: 58000)."),
        _LONG | _AT_60K | _STOP | {"take_profit": _HALVES},
    ),
    (
        _cornix("Entry: 60000", "TP1 62000 TP2 64000", "Stop Targets: 1) 58000"),
        _LONG | _AT_60K | _STOP | {"take_profit": _HALVES},
    ),
    (
        _cornix("Entry: 60000", "Targets: 64000, 62000", "S/L 58000"),
        _LONG | _AT_60K | _STOP | {"take_profit": _HALVES},
    ),
    (
        _cornix(
            "Entry: 60000 USDT",
            "Take-Profit Targets: 1. 62000 2. 64000",
            "Stop: 58000",
            "Trailing Configuration: Stop: Moving Target - Trigger: Target (1)",
        ),
        _LONG
        | _AT_60K
        | {
            "take_profit": _HALVES,
            "stop_loss": {"stop_price": "58000", "protection_type": "FOLLOW_TAKE_PROFIT"},
        },
    ),
    (
        _cornix(
            "Entry: 60000",
            "Target: 62000",
            "Stop: 58000",
            "Trailing Configuration:",
            "Entry: Percentage (0.0%)",
            "Take-Profit: Percentage (0.0%)",
            "Stop: Breakeven - Trigger: Target (1)",
        ),
        _LONG | _AT_60K | _ABOVE | _STOP,
    ),
    *(
        (_cornix("Entry: 60000", *lines), f"field_unsupported {name}")
        for name, *lines in (
            ("target", "Targets: 62,000 64,000"),
            ("target", "Targets: 62 500"),
            ("target", "Target 1 - 62000"),
            ("target", "Targets: 62000 (20%)"),
            ("target", "Targets: 62K"),
            ("target", "Targets: 6200\u0660"),
            ("target", "Targets: 62000 and then 64000"),
            ("target", "Stop: 58000", "Targets: soon"),
            ("stop", "Target: 62000", "Stop: 3%"),
            ("stop", "Target: 62000", "Stop: tight"),
            ("stop", "Target: 62000", "SL: 58000 or 57000"),
            (
                "trailing",
                "TP 62000",
                "Trailing Configuration: Stop: Moving 2% - Trigger: Target (1)",
            ),
            ("trailing", "TP 62000", "Amount: 5%"),
            *(("text", f"{word} this one", "TP 62000") for word in ("Cancel", "Close", "Update:")),
            ("text", "TP 62000", "Target reached"),
            ("text", "TP 62000", "Stop: 58000. Move stop to entry after TP1"),
            ("leverage", "TP 62000 (2x)"),
            ("leverage", "TP 62000", "Leverage: 3.5x"),
            ("leverage", "TP 62000", "Leverage: 5x - 10x"),
            ("leverage", "TP 62000", "Leverage: 5-10x"),
            ("leverage", "TP 62000", "Leverage: 1,000x"),
            ("leverage", "TP 62000", "easy 10x gain"),
            ("symbol", "TP 62000", "#ETH/USDT"),
        )
    ),
]
_SCRIPT_LINES = (
    "market(side=buy, amount=100);",
    "market(position=0);",
    "limit(side=sell, amount=100%p, offset=e2%, reduceOnly=true);",
    "stopOrder(side=sell, amount=100%p, stop=e-1%, reduceOnly=true);",
    "trailingStop(offset=e-1.5%);",
    "cancel(which=all);",
    "wait(5m);",
    "continue(if=positionLong);",
    "exchangeSettings(leverage=5);",
    "managed(buy, 1, 60000, 58000, 62000);",
    "stopMarket(1);",
    "aggressive(side=buy, amount=1);",
)
_A_QUARTER = _LONG | _MARKET | {"equity_percentage": "25"}
_SCRIPT_SAID: Final = [
    ("market(position=0);", _OUT),
    ("market(position=0, reduceOnly=true)", _OUT),
    ("cancel(which=all);", _BTC | {"action": "cancel"}),
    ("market(side=buy, amount=25%);", _A_QUARTER),
    ("Market(Side=Buy, Amount=25%b)", _A_QUARTER),
    ("market(side=sell, amount=10%a);", _SHORT | _MARKET | {"balance_percentage": "10"}),
    ("market(side=buy, amount=10%%);", _LONG | _MARKET | {"balance_percentage": "10"}),
    ("market(amount=10%);", "side_unclear side"),
    (
        "market(side=sell, amount=50%p, reduceOnly=true);",
        _reduced(quantity_percentage="50") | {"side": "long"},
    ),
    ("market(side=buy, amount=100%p, reduceOnly=true);", _OUT | {"side": "short"}),
    (
        "cancel(which=all); market(position=0);\n  market(side=buy, amount=25%);",
        [_BTC | {"action": "cancel"}, _OUT, _A_QUARTER],
    ),
    ("market(side=buy, amount=100);", "size_unclear amount"),
    ("market(side=sell, amount=100%p);", "size_unclear amount"),
    ("market(side=sell, amount=25%, reduceOnly=true);", "size_unclear amount"),
    ("market(side=up, amount=25%);", "side_unclear side"),
    ("market(position=100);", "field_unsupported script"),
    ("market(side=buy, amount=25%, tag=mine);", "field_unsupported script"),
    ("market(buy, 25%);", "field_unsupported script"),
    ("cancel();", "field_unsupported script"),
    (
        "market(side=buy, amount=25%); stopOrder(side=sell, amount=100%p, offset=e1%);",
        "field_unsupported script",
    ),
    ("market(side=buy, amount=25%); wait(5m); market(position=0);", "field_unsupported script"),
    (
        "cancel(which=all); market(position=0); limit(side=buy, amount=25%, offset=1%);",
        "field_unsupported [2].script",
    ),
    ("cancel(which=all); market(side=buy, amount=100); stopOrder();", "size_unclear [1].amount"),
]
_SCRIPT: Final = [
    *(
        (f"main(BTCUSDT) {{ {line} }} #bot", "field_unsupported script")
        for line in _SCRIPT_LINES
        if not line.startswith(("market", "cancel"))
    ),
    *((f"main(BTCUSDT) {{ {line} }} #bot", expected) for line, expected in _SCRIPT_SAID),
    *(
        (text.format("main(BTCUSDT) { market(side=buy, amount=25%); } #bot"), told)
        for text, told in (
            ("stop(if=position);\n{}", "field_unsupported script"),
            ("{} stopOrder(side=sell, amount=100%p, offset=e1%);", "field_unsupported script"),
            ("RSI(14) has crossed\n{}", _A_QUARTER),
        )
    ),
    (
        "main(BTCUSDT) { market(position=0); } two(ETHUSDT) { market(position=0); } #bot",
        "field_unsupported script",
    ),
]
ALERTS: Final[dict[str, Any]] = {
    "octobot": _OCTOBOT,
    "pine_connector": _PINE,
    "autoview": _AUTOVIEW,
    "gunbot": _GUNBOT,
    "tradingview": _TRADING_VIEW,
    "cornix": _CORNIX,
    "alertatron": _SCRIPT,
}

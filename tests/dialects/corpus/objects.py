"""Alerts of the other systems that send JSON."""

from typing import Any, Final

from .strategy import STRATEGY

_BTC = {"symbol": "BTCUSDT"}
_LONG = _BTC | {"action": "open", "side": "long"}
_SHORT = _BTC | {"action": "open", "side": "short"}
_OUT = _BTC | {"action": "close"}


def _reduced(share: str) -> dict[str, Any]:
    return _BTC | {"action": "reduce", "reduce_order": {"quantity_percentage": share}}


def _tv_hub(**fields: Any) -> dict[str, Any]:
    said = {"exchange": "binance", "pair": "BTCUSDT", "token": "own-guid-value", "apiKey": "main"}
    return said | fields


_MARKET = {"order_type": "market"}
_TV_HUB: Final = [
    (_tv_hub(isBuy=True, isMarket=True), _LONG | _MARKET),
    (_tv_hub(isSell=True), _SHORT | _MARKET),
    (_tv_hub(orderType="buy"), _LONG | _MARKET),
    (
        _tv_hub(isBuy=True, isLimit=True, price="59000"),
        _LONG | {"order_type": "limit", "signal_price": "59000"},
    ),
    (
        _tv_hub(isBuy=True, units="0.1", unitsType="absolute", leverage=3),
        _LONG | _MARKET | {"base_amount": "0.1", "leverage": "3"},
    ),
    (
        _tv_hub(
            isBuy=True,
            stopLossPercent=2,
            targetAmountInPercent=True,
            targets=[
                {"takeProfitPercent": 2, "amount": 50},
                {"takeProfitPercent": 4, "amount": 50},
            ],
        ),
        _LONG
        | _MARKET
        | {
            "stop_loss": {"stop_percentage": "2"},
            "take_profit": [
                {"price_percentage": "2", "position_percentage": "50"},
                {"price_percentage": "4", "position_percentage": "50"},
            ],
        },
    ),
    (_tv_hub(isClose=True), _OUT),
    (_tv_hub(isClose=True, closeLong=True), _OUT | {"side": "long"}),
    (_tv_hub(cancelAllOrders=True), _BTC | {"action": "cancel"}),
    (_tv_hub(isBuy=True, isSell=True), "side_unclear isBuy"),
    (_tv_hub(isBuy=True, unitsPercent=10), "size_unclear unitsType"),
    (_tv_hub(isBuy=True, useDca=True, dcaOrderCount=3), "field_unsupported useDca"),
    (_tv_hub(isBuy=True, delay=5), "field_unsupported delay"),
    (_tv_hub(isBuy=True, marginType="isolated"), "field_unsupported marginType"),
    (_tv_hub(isBuy=True, units="ten"), "field_unsupported units"),
    (_tv_hub(), "side_unclear isBuy"),
]


def _new(side: str, **fields: Any) -> dict[str, Any]:
    return {"secret": "own-value-of-a-secret", "side": side, "symbol": "BTCUSDT"} | fields


_COINRULE: Final = [
    (_new("buy"), _LONG),
    (_new("sell"), _SHORT),
    (_new("open_long"), _LONG),
    (_new("open_short"), _SHORT),
    (_new("close_long"), _OUT | {"side": "long"}),
    (_new("close_short"), _OUT | {"side": "short"}),
    (_new("buy", price="60000"), _LONG | {"signal_price": "{{close}}", "order_type": "market"}),
    (_new("buy", id="alert-7"), _LONG),
    (_new("buy", symbol="{{ticker}}"), _LONG | {"symbol": "{{ticker}}"}),
    (_new("buy", symbol=""), "field_unsupported symbol"),
    (_new("buy", leverage=5), "field_unsupported leverage"),
    (_new("buy", comment="mine"), _LONG),
]


def _old(side: str, **fields: Any) -> dict[str, Any]:
    said = {"userId": "own-user", "hookId": "own-hook-id", "hookToken": "own-hook-token"}
    return said | {"side": side, "baseCoin": "BTC", "quoteCoin": "USDT"} | fields


_COINRULE_OLD: Final = [
    (_old("buy"), _LONG),
    (_old("sell"), _SHORT),
    (_old("open_long"), _LONG),
    (_old("open_short"), _SHORT),
    (_old("close_long"), _OUT | {"side": "long"}),
    (_old("close_short"), _OUT | {"side": "short"}),
    (_old("buy", amountValue=10, amountSymbol="%"), _LONG | {"balance_percentage": "10"}),
    (
        _old("close_long", amountValue=50, amountSymbol="%"),
        _reduced("50") | {"side": "long"},
    ),
    (_old("buy", amountValue=10, amountSymbol="$"), "size_unclear amountSymbol"),
    (_old("buy", product="BTCUSDT"), _LONG),
    (_old("flip"), "side_unclear side"),
    (_old("buy", baseCoin="", quoteCoin=""), "field_unsupported symbol"),
]


def _finandy(side: str = "buy", **fields: Any) -> dict[str, Any]:
    said = {"name": "my signal", "secret": "abc1defg2h", "symbol": "BTCUSDT", "side": side}
    return said | fields


_ORDERS = [
    {"ofs": "1.5", "price": "", "piece": "50"},
    {"ofs": "3", "price": "", "piece": "50"},
]
_TARGETS = [
    {"price_percentage": "1.5", "position_percentage": "50"},
    {"price_percentage": "3", "position_percentage": "50"},
]
_FINANDY: Final = [
    (_finandy(), _LONG),
    (_finandy("sell"), _SHORT),
    (_finandy(open={"price": "60000"}), _LONG | {"signal_price": "60000"}),
    (_finandy(tp={"orders": _ORDERS, "update": True}), _LONG | {"take_profit": _TARGETS}),
    (
        _finandy(tp={"orders": dict(zip("01", _ORDERS, strict=True))}),
        _LONG | {"take_profit": _TARGETS},
    ),
    (
        _finandy(open={"price": "60000"}, sl={"price": "58800"}),
        _LONG | {"signal_price": "60000", "stop_loss": {"stop_price": "58800"}},
    ),
    (_finandy(symbol="{{ticker}}"), _LONG | {"symbol": "{{ticker}}"}),
    (_finandy("up"), "side_unclear side"),
    (_finandy(open={"scaled": {"price1": 1}}), "field_unsupported open.scaled"),
    (_finandy(sl={"ofs": "2"}), "field_unsupported sl.price"),
    (_finandy(dca={"orders": []}), "field_unsupported dca"),
    (_finandy(close={"action": "close"}), "field_unsupported close"),
    (_finandy(symbol=""), "field_unsupported symbol"),
    (_finandy(open={"price": "high"}), "field_unsupported open.price"),
]


def _pionex(action: str = "buy", after: str = "0.1", **fields: Any) -> dict[str, Any]:
    said = {
        "data": {"action": action, "contracts": "0.1", "position_size": after},
        "price": "60000",
        "signal_param": "{}",
        "signal_type": "0c1a7a52-1111-4222-8333-9f1e2d3c4b5a",
        "symbol": "BTCUSDT",
        "time": "2026-11-30T01:00:00Z",
    }
    return said | fields


_MOMENT = {"signal_price": "{{close}}", "order_type": "market"}
_TARGET = _BTC | {"timestamp": "{{timenow}}"} | _MOMENT | STRATEGY
_PIONEX: Final = [
    (_pionex(), _TARGET),
    (_pionex(after="0.2"), _TARGET),
    (_pionex("sell", "0"), _TARGET),
    (_pionex("sell", "-0.1"), _TARGET),
    (_pionex("sell", "0.3"), _TARGET),
    (_pionex("buy", "0"), _TARGET),
    (_pionex("sell", "0.1"), "side_unclear data.position_size"),
    (_pionex(symbol="", base="BTC", quote="USDT"), _TARGET),
    (_pionex(symbol=""), "field_unsupported symbol"),
    (_pionex(symbol="{{ticker}}"), _TARGET | {"symbol": "{{ticker}}"}),
    (_pionex(stopLoss="2"), "field_unsupported stopLoss"),
    (_pionex(note="mine"), _TARGET),
]


def _exchange(side: str = "buy", **fields: Any) -> dict[str, Any]:
    return {"symbol": "BTCUSDT", "side": side, "qty": "", "trigger_time": "1764464400"} | fields


_TIMED = {"timestamp": "{{timenow}}"}
_EXCHANGE: Final = [
    (_exchange(), _LONG | _TIMED),
    (_exchange("sell"), _SHORT | _TIMED),
    (_exchange(type="market"), _LONG | _TIMED | _MARKET),
    (
        _exchange(order_type="limit", entry="59000"),
        _LONG | _TIMED | {"order_type": "limit", "signal_price": "59000"},
    ),
    (_exchange(max_lag=20), _LONG | _TIMED | {"max_age": "20"}),
    (_exchange(strategy_id="mine"), _LONG | _TIMED),
    (_exchange(symbol="{{ticker}}"), _LONG | _TIMED | {"symbol": "{{ticker}}"}),
    (_exchange(qty="3"), "size_unclear qty"),
    (_exchange(qty="{{strategy.order.contracts}}"), "size_unclear qty"),
    (_exchange(stop_loss="2"), "field_unsupported stop_loss"),
    (_exchange(take_profit="2"), "field_unsupported take_profit"),
    (_exchange(leverage="5"), "field_unsupported leverage"),
]


def _processor(direction: str = "long", **fields: Any) -> dict[str, Any]:
    return {"stub": "main", "direction": direction, "symbol": "BTCUSDT"} | fields


_PROCESSOR: Final = [
    (_processor(), _LONG),
    (_processor("short"), _SHORT),
    (_processor(size="150"), _LONG | {"quote_amount": "150"}),
    (_processor(size="5%"), _LONG | {"balance_percentage": "5"}),
    (_processor("short", size="5%"), _SHORT | {"balance_percentage": "5"}),
    (_processor("close"), _OUT),
    (_processor("close", size="100%"), _OUT),
    (_processor("close", size="50%"), _reduced("50")),
    (_processor("close", size="50"), "size_unclear size"),
    (_processor("up"), "side_unclear direction"),
    (_processor(size="much"), "field_unsupported size"),
    (_processor(symbol=""), "field_unsupported symbol"),
    (_processor(stop="2"), "field_unsupported stop"),
]


def _freqtrade(**fields: Any) -> dict[str, Any]:
    return {"pair": "BTC/USDT", "side": "long", "ordertype": "market"} | fields


_PAIR = {"symbol": "BTC/USDT", "action": "open", "side": "long", "order_type": "market"}
_FREQTRADE: Final = [
    (_freqtrade(), _PAIR),
    (_freqtrade(side="short"), _PAIR | {"side": "short"}),
    (_freqtrade(stakeamount=50), _PAIR | {"margin_amount": "50"}),
    (
        _freqtrade(ordertype="limit", price=59000),
        _PAIR | {"order_type": "limit", "signal_price": "59000"},
    ),
    (_freqtrade(leverage=3), _PAIR | {"leverage": "3"}),
    (_freqtrade(entry_tag="mine"), _PAIR),
    (_freqtrade(pair="BTC/USDT:USDT"), _PAIR | {"symbol": "BTC/USDT:USDT"}),
    (
        {"pair": "BTC/USDT", "stakeamount": 20},
        {"symbol": "BTC/USDT", "action": "open", "side": "long", "margin_amount": "20"},
    ),
    ({"tradeid": "all"}, {"action": "close_all"}),
    ({"tradeid": "7", "ordertype": "market"}, "field_unsupported tradeid"),
    ({"tradeid": "all", "amount": 3}, "field_unsupported amount"),
    (_freqtrade(side="up"), "side_unclear side"),
    (_freqtrade(ordertype="limit"), "field_unsupported price"),
    (_freqtrade(stakeamount="much"), "field_unsupported stakeamount"),
]
_CHART = {"symbol": "{{ticker}}"}
_LITE: Final = [
    ({"side": "long"}, _LONG | _CHART),
    ({"side": "short"}, _SHORT | _CHART),
    ({"side": "long", "amount": "25%"}, _LONG | _CHART | {"balance_percentage": "25"}),
    (
        {"side": "long", "entry": "limit", "price": 59000},
        _LONG | _CHART | {"order_type": "limit", "signal_price": "59000"},
    ),
    (
        {"side": "long", "takeProfit": True, "takeProfitOffset": "2%"},
        _LONG | _CHART | {"take_profit": [{"price_percentage": "2", "position_percentage": "100"}]},
    ),
    (
        {"side": "long", "stopLoss": True, "stopLossOffset": "1%", "leverage": 5},
        _LONG | _CHART | {"stop_loss": {"stop_percentage": "1"}, "leverage": "5"},
    ),
    ({"side": "close"}, _OUT | _CHART),
    ({"side": "close", "amount": "50%"}, _reduced("50") | _CHART),
    ({"side": "close", "amount": 5}, "size_unclear amount"),
    ({"side": "long", "amount": 5}, "size_unclear amount"),
    ({"side": "long", "stopLoss": True, "stopLossOffset": 5}, "field_unsupported stopLossOffset"),
    ({"side": "long", "entry": "limit"}, "field_unsupported price"),
    ({"side": "long", "trailingStop": "1%"}, "field_unsupported trailingStop"),
    ({"side": "long", "useHedgeMode": False}, _LONG | _CHART),
]
ALERTS: Final[dict[str, Any]] = {
    "tv_hub": _TV_HUB,
    "coinrule": _COINRULE,
    "coinrule_old": _COINRULE_OLD,
    "finandy": _FINANDY,
    "pionex": _PIONEX,
    "exchange_style": _EXCHANGE,
    "alerts_processor": _PROCESSOR,
    "freqtrade": _FREQTRADE,
    "alertatron_lite": _LITE,
}

"""Binance spot's public endpoints."""

from collections.abc import Callable
from decimal import Decimal
import json

from ..core.candles import UNITS_MS, candles
from ..core.engine import Engine
from ..core.market import Book, FakeMarket, Kind
from ..wire import Call, Route, fixed, integer, one_of, plain, text
from .errors import refusal

type Show = Callable[[Book], dict[str, object]]

SIZE = Decimal(10)
DAY_MS = 86_400_000
ORDER_TYPES = [
    "LIMIT",
    "LIMIT_MAKER",
    "MARKET",
    "STOP_LOSS",
    "STOP_LOSS_LIMIT",
    "TAKE_PROFIT",
    "TAKE_PROFIT_LIMIT",
]
RATE_LIMITS = [
    {"rateLimitType": "REQUEST_WEIGHT", "interval": "MINUTE", "intervalNum": 1, "limit": 6000},
    {"rateLimitType": "ORDERS", "interval": "SECOND", "intervalNum": 10, "limit": 100},
    {"rateLimitType": "ORDERS", "interval": "DAY", "intervalNum": 1, "limit": 200000},
    {"rateLimitType": "RAW_REQUESTS", "interval": "MINUTE", "intervalNum": 5, "limit": 61000},
]

INTERVAL = one_of("1s", "1m", "3m", "5m", "15m", "30m", "1h", "2h", "4h", "6h", "8h", "12h", "1d")


def klines(book: Book, now: int, call: Call) -> object:
    """Return a market's candles as both of Binance's markets tell them."""
    interval = call.params["interval"]
    length = int(interval[:-1]) * UNITS_MS[interval[-1]]
    start, end = call.integer("startTime"), call.integer("endTime")
    limit = min(call.integer("limit") or 500, 1000)
    return [
        [
            one.start,
            plain(one.open),
            plain(one.high),
            plain(one.low),
            plain(one.close),
            str(one.trades),
            one.start + length - 1,
            plain(one.trades * one.close),
            one.trades,
            "0",
            "0",
            "0",
        ]
        for one in candles(book.past, length, now, start, end, limit)
    ]


class SpotData:
    """Markets and prices of Binance spot."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.books = {
            book.market.id: book for book in engine.books.values() if book.market.kind is Kind.SPOT
        }

    def routes(self) -> dict[tuple[str, str], Route]:
        """Return the endpoints."""
        status = one_of("TRADING", "HALT", "BREAK")
        some = {"symbol": text, "symbols": text, "symbolStatus": status}
        api = "/api/v3"
        return {
            ("GET", f"{api}/ping"): Route(name="ping", handler=lambda _: {}),
            ("GET", f"{api}/time"): Route(
                name="time", handler=lambda _: {"serverTime": self.engine.clock.ms()}
            ),
            ("GET", f"{api}/exchangeInfo"): Route(
                name="markets",
                handler=self.exchange_info,
                optional={**some, "permissions": text, "showPermissionSets": text},
                weight=20,
            ),
            ("GET", f"{api}/ticker/24hr"): Route(
                name="ticker",
                handler=lambda call: self._each(call, self.day_ticker),
                optional={**some, "type": one_of("FULL", "MINI")},
                weight=2,
            ),
            ("GET", f"{api}/ticker/price"): Route(
                name="ticker",
                handler=lambda call: self._each(call, _last),
                optional=some,
                weight=2,
            ),
            ("GET", f"{api}/ticker/bookTicker"): Route(
                name="book_ticker",
                handler=lambda call: self._each(call, _top),
                optional=some,
                weight=2,
            ),
            ("GET", f"{api}/avgPrice"): Route(
                name="average_price",
                handler=lambda call: {
                    "mins": 5,
                    "price": fixed(self._book(call.params["symbol"]).last),
                    "closeTime": self.engine.clock.ms(),
                },
                required={"symbol": text},
                weight=2,
            ),
            ("GET", f"{api}/klines"): Route(
                name="candles",
                handler=lambda call: klines(
                    self._book(call.params["symbol"]), self.engine.clock.ms(), call
                ),
                required={"symbol": text, "interval": INTERVAL},
                optional={
                    "startTime": integer,
                    "endTime": integer,
                    "timeZone": text,
                    "limit": integer,
                },
                weight=2,
            ),
            ("GET", f"{api}/depth"): Route(
                name="order_book",
                handler=self.depth,
                required={"symbol": text},
                optional={"limit": integer, "symbolStatus": status},
                weight=5,
            ),
        }

    def _book(self, symbol: str) -> Book:
        book = self.books.get(symbol)
        if book is None:
            raise refusal(-1121, "Invalid symbol.")
        return book

    def _chosen(self, call: Call) -> list[Book]:
        if "symbol" in call.params and "symbols" in call.params:
            raise refusal(-1128, "Combination of optional parameters invalid.")
        if (symbol := call.params.get("symbol")) is not None:
            return [self._book(symbol)]
        if (symbols := call.params.get("symbols")) is not None:
            try:
                names = json.loads(symbols)
            except ValueError:
                names = None
            if not isinstance(names, list):
                raise refusal(
                    -1100,
                    "Illegal characters found in parameter 'symbols'; legal range is "
                    r"'^\\[(\"[\\w\\-._&&[^a-z]]{1,50}\"(,\"[\\w\\-._&&[^a-z]]{1,50}\"){0,})?\\]$'.",
                )
            return [self._book(str(name)) for name in names]
        return list(self.books.values())

    def _each(self, call: Call, show: Show) -> object:
        found = [show(book) for book in self._chosen(call)]
        return found[0] if "symbol" in call.params else found

    def exchange_info(self, call: Call) -> object:
        """List the markets."""
        return {
            "timezone": "UTC",
            "serverTime": self.engine.clock.ms(),
            "rateLimits": RATE_LIMITS,
            "exchangeFilters": [],
            "symbols": [_symbol(book) for book in self._chosen(call)],
        }

    def day_ticker(self, book: Book) -> dict[str, object]:
        """Return a market's numbers of the last 24 hours."""
        now = self.engine.clock.ms()
        return {
            "symbol": book.market.id,
            "priceChange": fixed(Decimal(0)),
            "priceChangePercent": "0.000",
            "weightedAvgPrice": fixed(book.last),
            "prevClosePrice": fixed(book.last),
            "lastPrice": fixed(book.last),
            "lastQty": fixed(Decimal(1)),
            "bidPrice": fixed(book.bid),
            "bidQty": fixed(SIZE if book.bid_size is None else book.bid_size),
            "askPrice": fixed(book.ask),
            "askQty": fixed(SIZE if book.ask_size is None else book.ask_size),
            "openPrice": fixed(book.last),
            "highPrice": fixed(book.high),
            "lowPrice": fixed(book.low),
            "volume": fixed(book.volume),
            "quoteVolume": fixed(book.volume * book.last),
            "openTime": now - DAY_MS,
            "closeTime": now,
            "firstId": 1,
            "lastId": book.trades,
            "count": book.trades,
        }

    def depth(self, call: Call) -> object:
        """Return the best bid and the best ask, as there is no more."""
        top = _top(self._book(call.params["symbol"]))
        return {
            "lastUpdateId": self._book(call.params["symbol"]).updates,
            "bids": [[top["bidPrice"], top["bidQty"]]],
            "asks": [[top["askPrice"], top["askQty"]]],
        }


def _last(book: Book) -> dict[str, object]:
    return {"symbol": book.market.id, "price": fixed(book.last)}


def _top(book: Book) -> dict[str, object]:
    return {
        "symbol": book.market.id,
        "bidPrice": fixed(book.bid),
        "bidQty": fixed(SIZE if book.bid_size is None else book.bid_size),
        "askPrice": fixed(book.ask),
        "askQty": fixed(SIZE if book.ask_size is None else book.ask_size),
    }


def _symbol(book: Book) -> dict[str, object]:
    market = book.market
    return {
        "symbol": market.id,
        "status": "HALT" if book.halted else "TRADING",
        "baseAsset": market.base,
        "baseAssetPrecision": 8,
        "quoteAsset": market.quote,
        "quotePrecision": 8,
        "quoteAssetPrecision": 8,
        "baseCommissionPrecision": 8,
        "quoteCommissionPrecision": 8,
        "orderTypes": ORDER_TYPES,
        "icebergAllowed": False,
        "ocoAllowed": True,
        "otoAllowed": False,
        "opoAllowed": False,
        "quoteOrderQtyMarketAllowed": True,
        "allowTrailingStop": False,
        "cancelReplaceAllowed": False,
        "amendAllowed": False,
        "pegInstructionsAllowed": False,
        "isSpotTradingAllowed": True,
        "isMarginTradingAllowed": False,
        "filters": _filters(market),
        "permissions": [],
        "permissionSets": [["SPOT"]],
        "defaultSelfTradePreventionMode": "EXPIRE_MAKER",
        "allowedSelfTradePreventionModes": ["EXPIRE_TAKER", "EXPIRE_MAKER", "EXPIRE_BOTH"],
    }


def _filters(market: FakeMarket) -> list[dict[str, object]]:
    tick, step = fixed(market.tick), fixed(market.step)
    return [
        {
            "filterType": "PRICE_FILTER",
            "minPrice": tick,
            "maxPrice": "1000000.00000000",
            "tickSize": tick,
        },
        {
            "filterType": "LOT_SIZE",
            "minQty": fixed(market.min_amount),
            "maxQty": fixed(market.max_amount),
            "stepSize": step,
        },
        {
            "filterType": "MARKET_LOT_SIZE",
            "minQty": "0.00000000",
            "maxQty": fixed(market.max_market_amount),
            "stepSize": "0.00000000",
        },
        {
            "filterType": "PERCENT_PRICE_BY_SIDE",
            "bidMultiplierUp": "5",
            "bidMultiplierDown": "0.2",
            "askMultiplierUp": "5",
            "askMultiplierDown": "0.2",
            "avgPriceMins": 5,
        },
        {
            "filterType": "NOTIONAL",
            "minNotional": fixed(market.min_cost),
            "applyMinToMarket": True,
            "maxNotional": "9000000.00000000",
            "applyMaxToMarket": False,
            "avgPriceMins": 5,
        },
        {"filterType": "MAX_NUM_ORDERS", "maxNumOrders": 200},
        {"filterType": "MAX_NUM_ALGO_ORDERS", "maxNumAlgoOrders": 5},
    ]

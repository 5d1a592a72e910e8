"""Binance futures' public endpoints."""

from collections.abc import Callable
from decimal import Decimal

from ..core.engine import Engine
from ..core.market import Book, FakeMarket, Kind
from ..wire import Call, Route, fixed, integer, places_of, plain, text
from .errors import refusal
from .spot_data import INTERVAL, klines

type Show = Callable[[Book], dict[str, object]]

SIZE = Decimal(10)
DAY_MS = 86_400_000
PERPETUAL_ENDS = 4_133_404_800_000
FUNDING_MS = 8 * 3_600_000
ORDER_TYPES = ["LIMIT", "MARKET", "STOP", "STOP_MARKET", "TAKE_PROFIT", "TAKE_PROFIT_MARKET"]
RATE_LIMITS = [
    {"rateLimitType": "REQUEST_WEIGHT", "interval": "MINUTE", "intervalNum": 1, "limit": 2400},
    {"rateLimitType": "ORDERS", "interval": "MINUTE", "intervalNum": 1, "limit": 1200},
    {"rateLimitType": "ORDERS", "interval": "SECOND", "intervalNum": 10, "limit": 300},
]


class FuturesData:
    """Markets and prices of Binance's USD-M futures."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.books = {
            book.market.id: book
            for book in engine.books.values()
            if book.market.kind is Kind.LINEAR
        }

    def routes(self) -> dict[tuple[str, str], Route]:
        """Return the endpoints."""
        v1, some = "/fapi/v1", {"symbol": text}
        return {
            ("GET", f"{v1}/ping"): Route(name="ping", handler=lambda _: {}),
            ("GET", f"{v1}/time"): Route(
                name="time", handler=lambda _: {"serverTime": self.engine.clock.ms()}
            ),
            ("GET", f"{v1}/exchangeInfo"): Route(name="markets", handler=self.exchange_info),
            ("GET", f"{v1}/ticker/24hr"): Route(
                name="ticker",
                handler=lambda call: self._each(call, self.day_ticker),
                optional=some,
            ),
            ("GET", f"{v1}/ticker/price"): Route(
                name="ticker", handler=lambda call: self._each(call, self._last), optional=some
            ),
            ("GET", f"{v1}/ticker/bookTicker"): Route(
                name="book_ticker", handler=lambda call: self._each(call, self._top), optional=some
            ),
            ("GET", f"{v1}/premiumIndex"): Route(
                name="mark_price", handler=lambda call: self._each(call, self._mark), optional=some
            ),
            ("GET", f"{v1}/fundingRate"): Route(
                name="funding_rates",
                handler=self.funding_rates,
                optional={**some, "startTime": integer, "endTime": integer, "limit": integer},
            ),
            ("GET", f"{v1}/klines"): Route(
                name="candles",
                handler=self.klines,
                required={**some, "interval": INTERVAL},
                optional={"startTime": integer, "endTime": integer, "limit": integer},
                weight=5,
            ),
            ("GET", f"{v1}/depth"): Route(
                name="order_book",
                handler=self.depth,
                required=some,
                optional={"limit": integer},
            ),
        }

    def funding_rates(self, call: Call) -> object:
        """List what longs have paid to shorts, oldest first."""
        since, until = call.integer("startTime"), call.integer("endTime")
        found = [
            {
                "symbol": one.market.id,
                "fundingRate": plain(one.rate),
                "fundingTime": one.at,
                "markPrice": fixed(one.mark),
            }
            for one in self.engine.funding_rates
            if call.params.get("symbol") in {None, one.market.id}
            and (since or 0) <= one.at <= (until or one.at)
        ]
        return found[: call.integer("limit") or 100]

    def _each(self, call: Call, show: Show) -> object:
        if (symbol := call.params.get("symbol")) is None:
            return [show(book) for book in self.books.values()]
        if symbol not in self.books:
            raise refusal(-1121, "Invalid symbol.")
        return show(self.books[symbol])

    def klines(self, call: Call) -> object:
        """Return a market's candles; those of seconds are spot's only."""
        book = self.books.get(call.params["symbol"])
        if book is None or call.params["interval"] == "1s":
            raise refusal(-1121 if book is None else -1120, "Invalid symbol or interval.")
        return klines(book, self.engine.clock.ms(), call)

    def exchange_info(self, _call: Call) -> object:
        """List the markets."""
        return {
            "timezone": "UTC",
            "serverTime": self.engine.clock.ms(),
            "futuresType": "U_MARGINED",
            "rateLimits": RATE_LIMITS,
            "exchangeFilters": [],
            "assets": [{"asset": "USDT", "marginAvailable": True, "autoAssetExchange": "-10000"}],
            "symbols": [_symbol(book) for book in self.books.values()],
        }

    def day_ticker(self, book: Book) -> dict[str, object]:
        """Return a market's numbers of the last 24 hours."""
        now = self.engine.clock.ms()
        return {
            "symbol": book.market.id,
            "priceChange": "0.00",
            "priceChangePercent": "0.000",
            "weightedAvgPrice": plain(book.last),
            "lastPrice": plain(book.last),
            "lastQty": "1",
            "openPrice": plain(book.last),
            "highPrice": plain(book.high),
            "lowPrice": plain(book.low),
            "volume": plain(book.volume),
            "quoteVolume": plain(book.volume * book.last),
            "openTime": now - DAY_MS,
            "closeTime": now,
            "firstId": 1,
            "lastId": book.trades,
            "count": book.trades,
        }

    def _last(self, book: Book) -> dict[str, object]:
        now = self.engine.clock.ms()
        return {"symbol": book.market.id, "price": plain(book.last), "time": now}

    def _top(self, book: Book) -> dict[str, object]:
        return {
            "symbol": book.market.id,
            "bidPrice": plain(book.bid),
            "bidQty": plain(SIZE if book.bid_size is None else book.bid_size),
            "askPrice": plain(book.ask),
            "askQty": plain(SIZE if book.ask_size is None else book.ask_size),
            "time": self.engine.clock.ms(),
            "lastUpdateId": book.updates,
        }

    def _mark(self, book: Book) -> dict[str, object]:
        now = self.engine.clock.ms()
        return {
            "symbol": book.market.id,
            "markPrice": fixed(book.mark),
            "indexPrice": fixed(book.mark),
            "estimatedSettlePrice": fixed(book.mark),
            "lastFundingRate": "0.00010000",
            "interestRate": "0.00010000",
            "nextFundingTime": now - now % FUNDING_MS + FUNDING_MS,
            "time": now,
        }

    def depth(self, call: Call) -> object:
        """Return the best bid and the best ask, as there is no more."""
        top = self._each(call, self._top)
        assert isinstance(top, dict)
        return {
            "lastUpdateId": top["lastUpdateId"],
            "E": top["time"],
            "T": top["time"],
            "bids": [[top["bidPrice"], top["bidQty"]]],
            "asks": [[top["askPrice"], top["askQty"]]],
        }


def _symbol(book: Book) -> dict[str, object]:
    market = book.market
    return {
        "symbol": market.id,
        "pair": market.id,
        "contractType": "PERPETUAL",
        "deliveryDate": PERPETUAL_ENDS if book.ends_at is None else book.ends_at,
        "onboardDate": 1_569_398_400_000,
        "status": "SETTLING" if book.halted else "TRADING",
        "maintMarginPercent": "2.5000",
        "requiredMarginPercent": "5.0000",
        "baseAsset": market.base,
        "quoteAsset": market.quote,
        "marginAsset": market.quote,
        "pricePrecision": max(2, places_of(market.tick)),
        "quantityPrecision": places_of(market.step),
        "baseAssetPrecision": 8,
        "quotePrecision": 8,
        "underlyingType": "COIN",
        "underlyingSubType": ["PoW"],
        "triggerProtect": "0.0500",
        "liquidationFee": "0.012500",
        "marketTakeBound": "0.05",
        "filters": _filters(market),
        "orderTypes": ORDER_TYPES,
        "timeInForce": ["GTC", "IOC", "FOK", "GTX", "GTD"],
    }


def _filters(market: FakeMarket) -> list[dict[str, object]]:
    lot = {"minQty": plain(market.min_amount), "stepSize": plain(market.step)}
    return [
        {
            "filterType": "PRICE_FILTER",
            "minPrice": plain(market.tick),
            "maxPrice": "4529764",
            "tickSize": plain(market.tick),
        },
        {"filterType": "LOT_SIZE", "maxQty": plain(market.max_amount), **lot},
        {"filterType": "MARKET_LOT_SIZE", "maxQty": plain(market.max_market_amount), **lot},
        {"filterType": "MAX_NUM_ORDERS", "limit": 200},
        {"filterType": "MAX_NUM_ALGO_ORDERS", "limit": 10},
        {"filterType": "MIN_NOTIONAL", "notional": plain(market.min_cost)},
        {
            "filterType": "PERCENT_PRICE",
            "multiplierUp": "5.0000",
            "multiplierDown": "0.2000",
            "multiplierDecimal": "4",
        },
    ]

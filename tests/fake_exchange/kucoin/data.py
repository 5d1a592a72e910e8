"""KuCoin's public endpoints of spot."""

from collections.abc import Mapping
from decimal import Decimal

from ..core.candles import UNITS_MS, candles
from ..core.engine import Engine
from ..core.market import Book, Kind
from ..wire import Call, Check, Route, integer, one_of, plain, text
from . import format as write
from .errors import refusal

SIZE = Decimal(10)
LENGTHS = ("1min", "3min", "5min", "15min", "30min", "1hour", "2hour", "4hour", "8hour", "1day")
SYMBOL: Mapping[str, Check] = {"symbol": text}
CANDLES = 1500


def length_ms(name: str) -> int:
    """Return how many milliseconds a candle has."""
    digits = name.rstrip("minhourday")
    return int(digits) * UNITS_MS[name[len(digits)]]


class SpotData:
    """Markets and prices."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def routes(self) -> dict[tuple[str, str], Route]:
        """Return the endpoints."""
        return {
            ("GET", "/api/v1/timestamp"): Route(name="time", handler=self.time),
            ("GET", "/api/v2/symbols"): Route(
                name="markets", handler=self.symbols, optional={"market": text}
            ),
            ("GET", "/api/v1/market/allTickers"): Route(name="ticker", handler=self.tickers),
            ("GET", "/api/v1/market/stats"): Route(
                name="ticker", handler=self.stats, required=SYMBOL
            ),
            ("GET", "/api/v1/market/orderbook/level1"): Route(
                name="ticker", handler=self.level1, required=SYMBOL
            ),
            ("GET", "/api/v1/market/orderbook/level2_20"): Route(
                name="order_book", handler=self.order_book, required=SYMBOL
            ),
            ("GET", "/api/v1/market/candles"): Route(
                name="candles",
                handler=self.candles,
                required={**SYMBOL, "type": one_of(*LENGTHS)},
                optional={"startAt": integer, "endAt": integer},
            ),
        }

    def book(self, symbol: str) -> Book:
        """Return a market's prices by KuCoin's name."""
        for book in self.engine.books.values():
            if book.market.kind is Kind.SPOT and book.market.id == symbol:
                return book
        raise refusal("900001", "Symbol not exists")

    def time(self, _call: Call) -> object:
        """Return the time."""
        return self.engine.clock.ms()

    def symbols(self, _call: Call) -> object:
        """List the markets."""
        found = write.by_id(self.engine, Kind.SPOT)
        return [self._symbol(self.book(name)) for name in found]

    def _symbol(self, book: Book) -> dict[str, object]:
        market = book.market
        return {
            "symbol": market.id,
            "name": market.id,
            "baseCurrency": market.base,
            "quoteCurrency": market.quote,
            "feeCurrency": market.quote,
            "market": "USDS",
            "baseMinSize": plain(market.min_amount),
            "quoteMinSize": plain(market.min_cost),
            "baseMaxSize": plain(market.max_amount),
            "quoteMaxSize": "99999999",
            "baseIncrement": plain(market.step),
            "quoteIncrement": "0.000001",
            "priceIncrement": plain(market.tick),
            "priceLimitRate": "0.1",
            "minFunds": plain(market.min_cost),
            "isMarginEnabled": False,
            "enableTrading": not book.halted,
            "feeCategory": 1,
            "makerFeeCoefficient": "1.00",
            "takerFeeCoefficient": "1.00",
            "st": False,
            "callauctionIsEnabled": False,
        }

    def tickers(self, _call: Call) -> object:
        """List the prices."""
        maker, taker = self.engine.settlement.fees[Kind.SPOT]
        found = (self.book(name) for name in write.by_id(self.engine, Kind.SPOT))
        rows = [
            self._ticker(book)
            | {
                "symbolName": book.market.id,
                "bestBidSize": plain(SIZE if book.bid_size is None else book.bid_size),
                "bestAskSize": plain(SIZE if book.ask_size is None else book.ask_size),
                "takerFeeRate": plain(taker),
                "makerFeeRate": plain(maker),
                "takerCoefficient": "1",
                "makerCoefficient": "1",
            }
            for book in found
        ]
        return {"time": self.engine.clock.ms(), "ticker": rows}

    def _ticker(self, book: Book) -> dict[str, object]:
        return {
            "symbol": book.market.id,
            "buy": plain(book.bid),
            "sell": plain(book.ask),
            "changeRate": "0",
            "changePrice": "0",
            "high": plain(book.high),
            "low": plain(book.low),
            "vol": plain(book.volume),
            "volValue": plain(book.volume * book.last),
            "last": plain(book.last),
            "averagePrice": plain(book.last),
        }

    def stats(self, call: Call) -> object:
        """Return a market's prices and its last 24 hours."""
        book = self.book(call.params["symbol"])
        return {**self._ticker(book), "time": self.engine.clock.ms()}

    def level1(self, call: Call) -> object:
        """Return a market's best prices."""
        return best(self.book(call.params["symbol"]), self.engine.clock.ms())

    def order_book(self, call: Call) -> object:
        """Return the best bid and the best ask, as there is no more."""
        book = self.book(call.params["symbol"])
        bid = plain(SIZE if book.bid_size is None else book.bid_size)
        ask = plain(SIZE if book.ask_size is None else book.ask_size)
        return {
            "time": self.engine.clock.ms(),
            "sequence": str(book.updates),
            "bids": [[plain(book.bid), bid]],
            "asks": [[plain(book.ask), ask]],
        }

    def candles(self, call: Call) -> object:
        """List candles, newest first; times are seconds."""
        book, length = self.book(call.params["symbol"]), length_ms(call.params["type"])
        since, until = call.integer("startAt"), call.integer("endAt")
        found = candles(
            book.past,
            length,
            self.engine.clock.ms(),
            since * 1000 if since else None,
            until * 1000 if until else None,
            CANDLES,
        )
        return [
            [
                str(one.start // 1000),
                *(plain(price) for price in (one.open, one.close, one.high, one.low)),
                "1",
                plain(one.close),
            ]
            for one in reversed(found)
        ]


def best(book: Book, now: int) -> dict[str, object]:
    """Return the best prices of a market."""
    return {
        "time": now,
        "sequence": str(book.updates),
        "price": plain(book.last),
        "size": "0.001",
        "bestBid": plain(book.bid),
        "bestBidSize": plain(SIZE if book.bid_size is None else book.bid_size),
        "bestAsk": plain(book.ask),
        "bestAskSize": plain(SIZE if book.ask_size is None else book.ask_size),
    }

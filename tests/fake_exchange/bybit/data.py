"""Bybit's public endpoints."""

from collections.abc import Mapping
from decimal import Decimal

from ..core.candles import UNITS_MS, candles
from ..core.engine import Engine
from ..core.market import Book, FakeMarket, Kind
from ..wire import Call, Check, Route, integer, one_of, places_of, plain, text
from .errors import refusal

SIZE = Decimal(10)
FUNDING_MS = 8 * 3_600_000
CATEGORY: Mapping[str, Check] = {"category": one_of("spot", "linear", "inverse", "option")}


class BybitData:
    """Markets and prices of Bybit; of inverse contracts and options there are none."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def routes(self) -> dict[tuple[str, str], Route]:
        """Return the endpoints."""
        return {
            ("GET", "/v5/market/time"): Route(name="time", handler=self.time),
            ("GET", "/v5/market/instruments-info"): Route(
                name="markets",
                handler=self.instruments,
                required=CATEGORY,
                optional={
                    "symbol": text,
                    "status": text,
                    "baseCoin": text,
                    "limit": integer,
                    "cursor": text,
                },
            ),
            ("GET", "/v5/market/tickers"): Route(
                name="ticker",
                handler=self.tickers,
                required=CATEGORY,
                optional={"symbol": text, "baseCoin": text, "expDate": text},
            ),
            ("GET", "/v5/market/kline"): Route(
                name="candles",
                handler=self.candles,
                required={
                    "symbol": text,
                    "interval": one_of(
                        "1", "3", "5", "15", "30", "60", "120", "240", "360", "720", "D"
                    ),
                },
                optional={**CATEGORY, "start": integer, "end": integer, "limit": integer},
            ),
            ("GET", "/v5/market/risk-limit"): Route(
                name="brackets",
                handler=self.risk_limits,
                required=CATEGORY,
                optional={"symbol": text, "cursor": text},
            ),
            ("GET", "/v5/market/orderbook"): Route(
                name="order_book",
                handler=self.order_book,
                required={**CATEGORY, "symbol": text},
                optional={"limit": integer},
            ),
        }

    def time(self, _call: Call) -> object:
        """Return the time."""
        now = self.engine.clock.ms()
        return {"timeSecond": str(now // 1000), "timeNano": str(now * 1_000_000)}

    def book(self, category: str, symbol: str) -> Book | None:
        """Return a market's prices by Bybit's names."""
        for book in self.engine.books.values():
            if book.market.kind.value == category and book.market.id == symbol:
                return book
        return None

    def _chosen(self, call: Call) -> list[Book]:
        category, symbol = call.params["category"], call.params.get("symbol")
        if symbol is None:
            books = self.engine.books.values()
            return [book for book in books if book.market.kind.value == category]
        book = self.book(category, symbol)
        if book is None:
            raise refusal(10001, "params error: symbol invalid")
        return [book]

    def instruments(self, call: Call) -> object:
        """List the markets."""
        wanted = call.params.get("status", "Trading")
        chosen = self._chosen(call) if wanted == "Trading" else []
        found = [book for book in chosen if not book.halted]
        linear = call.params["category"] == "linear"
        return {
            "category": call.params["category"],
            "list": [(_linear if linear else _spot)(book) for book in found],
            "nextPageCursor": "",
        }

    def tickers(self, call: Call) -> object:
        """List the prices."""
        return {
            "category": call.params["category"],
            "list": [self.ticker(book) for book in self._chosen(call)],
        }

    def ticker(self, book: Book) -> dict[str, object]:
        """Return a market's prices."""
        common = {
            "symbol": book.market.id,
            "bid1Price": plain(book.bid),
            "bid1Size": plain(SIZE if book.bid_size is None else book.bid_size),
            "ask1Price": plain(book.ask),
            "ask1Size": plain(SIZE if book.ask_size is None else book.ask_size),
            "lastPrice": plain(book.last),
            "prevPrice24h": plain(book.last),
            "price24hPcnt": "0",
            "highPrice24h": plain(book.high),
            "lowPrice24h": plain(book.low),
            "turnover24h": plain(book.volume * book.last),
            "volume24h": plain(book.volume),
        }
        if book.market.kind is Kind.SPOT:
            return {**common, "usdIndexPrice": plain(book.last)}
        now = self.engine.clock.ms()
        return {
            **common,
            "indexPrice": plain(book.mark),
            "markPrice": plain(book.mark),
            "prevPrice1h": plain(book.last),
            "openInterest": "1000",
            "openInterestValue": plain(1000 * book.last),
            "fundingRate": "0.0001",
            "nextFundingTime": str(now - now % FUNDING_MS + FUNDING_MS),
            "predictedDeliveryPrice": "",
            "basisRate": "",
            "deliveryFeeRate": "",
            "deliveryTime": "0",
            "basis": "",
            "preOpenPrice": "",
            "preQty": "",
            "curPreListingPhase": "",
        }

    def risk_limits(self, call: Call) -> object:
        """List how much margin which worth of a position needs."""
        rows = [
            {
                "id": number + 1,
                "symbol": book.market.id,
                "riskLimitValue": str(after),
                "maintenanceMargin": plain(rate),
                "initialMargin": plain(rate * 2),
                "isLowestRisk": int(not number),
                "maxLeverage": f"{book.market.max_leverage}.00",
                "mmDeduction": "",
            }
            for book in self._chosen(call)
            for number, (rate, after) in enumerate(_risks(book.market))
        ]
        return {"category": call.params["category"], "list": rows, "nextPageCursor": ""}

    def candles(self, call: Call) -> object:
        """List a market's candles, newest first."""
        interval, now = call.params["interval"], self.engine.clock.ms()
        length = UNITS_MS["d"] if interval == "D" else int(interval) * UNITS_MS["m"]
        (book,) = self._chosen(call)
        start, end = call.integer("start"), call.integer("end")
        limit = min(call.integer("limit") or 200, 1000)
        found = candles(book.past, length, now, start, end, limit)
        rows = [
            [
                str(one.start),
                plain(one.open),
                plain(one.high),
                plain(one.low),
                plain(one.close),
                str(one.trades),
                plain(one.trades * one.close),
            ]
            for one in reversed(found)
        ]
        return {"symbol": book.market.id, "category": call.params["category"], "list": rows}

    def order_book(self, call: Call) -> object:
        """Return the best bid and the best ask, as there is no more."""
        (book,) = self._chosen(call)
        return self.top(book)

    def top(self, book: Book) -> dict[str, object]:
        """Return the best bid and the best ask."""
        now = self.engine.clock.ms()
        bid = plain(SIZE if book.bid_size is None else book.bid_size)
        ask = plain(SIZE if book.ask_size is None else book.ask_size)
        return {
            "s": book.market.id,
            "b": [[plain(book.bid), bid]],
            "a": [[plain(book.ask), ask]],
            "ts": now,
            "u": book.updates,
            "seq": book.updates,
            "cts": now,
        }


def _spot(book: Book) -> dict[str, object]:
    market = book.market
    return {
        "symbol": market.id,
        "baseCoin": market.base,
        "quoteCoin": market.quote,
        "innovation": "0",
        "status": "Trading",
        "marginTrading": "utaOnly",
        "stTag": "0",
        "lotSizeFilter": {
            "basePrecision": plain(market.step),
            "quotePrecision": "0.00000001",
            "minOrderQty": plain(market.min_amount),
            "maxOrderQty": plain(market.max_amount),
            "minOrderAmt": plain(market.min_cost),
            "maxOrderAmt": "8000000",
            "maxLimitOrderQty": plain(market.max_amount),
            "maxMarketOrderQty": plain(market.max_market_amount),
        },
        "priceFilter": {"tickSize": plain(market.tick)},
        "riskParameters": {"priceLimitRatioX": "0.01", "priceLimitRatioY": "0.02"},
    }


def _risks(market: FakeMarket) -> list[tuple[Decimal, int]]:
    """Return the maintenance margins with the worth up to which each of them holds."""
    rows = market.brackets or ((0, market.maintenance_rate),)
    ends = [floor for floor, _ in rows[1:]] + [100_000_000]
    return [(rate, end) for (_, rate), end in zip(rows, ends, strict=True)]


def _linear(book: Book) -> dict[str, object]:
    market: FakeMarket = book.market
    return {
        "symbol": market.id,
        "contractType": "LinearPerpetual",
        "status": "Trading",
        "baseCoin": market.base,
        "quoteCoin": market.quote,
        "launchTime": "1585526400000",
        "deliveryTime": str(book.ends_at or 0),
        "deliveryFeeRate": "",
        "priceScale": str(places_of(market.tick)),
        "leverageFilter": {
            "minLeverage": "1",
            "maxLeverage": f"{market.max_leverage}.00",
            "leverageStep": "0.01",
        },
        "priceFilter": {
            "minPrice": plain(market.tick),
            "maxPrice": "1999999.80",
            "tickSize": f"{market.tick}",
        },
        "lotSizeFilter": {
            "maxOrderQty": plain(market.max_amount),
            "minOrderQty": plain(market.min_amount),
            "qtyStep": plain(market.step),
            "postOnlyMaxOrderQty": plain(market.max_amount),
            "maxMktOrderQty": plain(market.max_market_amount),
            "minNotionalValue": plain(market.min_cost),
        },
        "unifiedMarginTrade": True,
        "fundingInterval": 480,
        "settleCoin": market.quote,
        "copyTrading": "both",
        "upperFundingRate": "0.00375",
        "lowerFundingRate": "-0.00375",
        "isPreListing": False,
        "preListingInfo": None,
    }

"""KuCoin's public endpoints of futures."""

from collections.abc import Mapping
from decimal import Decimal

from ..core.candles import candles
from ..core.engine import Engine
from ..core.market import Book, FakeMarket, Kind
from ..wire import Call, Check, Route, integer, one_of, plain, text
from . import format as write, markets
from .errors import refusal
from .format import NANOS
from .futures_format import contracts

SIZE = Decimal(10)
MINUTES = ("1", "5", "15", "30", "60", "120", "240", "480", "720", "1440", "10080")
SYMBOL: Mapping[str, Check] = {"symbol": text}
CANDLES = 500
FUNDING_MS = 8 * 3_600_000


class FuturesData:
    """Contracts and prices."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def routes(self) -> dict[tuple[str, str], Route]:
        """Return the endpoints."""
        return {
            ("GET", "/api/v1/timestamp"): Route(
                name="time", handler=lambda _: self.engine.clock.ms()
            ),
            ("GET", "/api/v1/contracts/active"): Route(name="markets", handler=self.contracts),
            ("GET", "/api/v1/contracts/risk-limit/{symbol}"): Route(
                name="brackets", handler=self.risk_limits, required=SYMBOL
            ),
            ("GET", "/api/v1/ticker"): Route(name="ticker", handler=self.one, required=SYMBOL),
            ("GET", "/api/v1/allTickers"): Route(name="ticker", handler=self.all),
            ("GET", "/api/v1/mark-price/{symbol}/current"): Route(
                name="ticker", handler=self.mark, required=SYMBOL
            ),
            ("GET", "/api/v1/level2/depth20"): Route(
                name="order_book", handler=self.order_book, required=SYMBOL
            ),
            ("GET", "/api/v1/kline/query"): Route(
                name="candles",
                handler=self.candles,
                required={**SYMBOL, "granularity": one_of(*MINUTES)},
                optional={"from": integer, "to": integer},
            ),
        }

    def market(self, call: Call) -> FakeMarket:
        """Return the market that a request names."""
        market = write.by_id(self.engine, Kind.LINEAR).get(call.params["symbol"])
        if market is None:
            raise refusal("100003", "Contract parameter invalid.")
        return market

    def _book(self, call: Call) -> Book:
        return self.engine.books[self.market(call).symbol]

    def contracts(self, _call: Call) -> object:
        """List the contracts, with prices."""
        found = write.by_id(self.engine, Kind.LINEAR).values()
        return [self._contract(self.engine.books[market.symbol]) for market in found]

    def _contract(self, book: Book) -> dict[str, object]:
        market = book.market
        maker, taker = self.engine.settlement.fees[Kind.LINEAR]
        code = markets.code(market)
        return {
            "symbol": market.id,
            "rootSymbol": market.quote,
            "type": "FFWCSX",
            "firstOpenDate": 1585555200000,
            "expireDate": book.ends_at,
            "settleDate": None,
            "baseCurrency": code,
            "quoteCurrency": market.quote,
            "settleCurrency": market.quote,
            "maxOrderQty": 1_000_000,
            "maxPrice": 1_000_000.0,
            "lotSize": int(market.step / markets.contract(market)),
            "tickSize": float(market.tick),
            "indexPriceTickSize": 0.01,
            "multiplier": float(markets.contract(market)),
            "initialMargin": 1 / market.max_leverage,
            "maintainMargin": float(market.maintenance_rate),
            "maxRiskLimit": 100_000,
            "minRiskLimit": 100_000,
            "riskStep": 50_000,
            "makerFeeRate": float(maker),
            "takerFeeRate": float(taker),
            "takerFixFee": 0.0,
            "makerFixFee": 0.0,
            "settlementFee": None,
            "isDeleverage": True,
            "isQuanto": False,
            "isInverse": False,
            "markMethod": "FairPrice",
            "fairMethod": "FundingRate",
            "fundingBaseSymbol": f".{code}INT8H",
            "fundingQuoteSymbol": ".USDTINT8H",
            "fundingRateSymbol": f".{market.id}FPI8H",
            "indexSymbol": f".K{code}USDT",
            "settlementSymbol": "",
            "status": "Paused" if book.halted else "Open",
            "fundingFeeRate": 0.0001,
            "predictedFundingFeeRate": 0.0001,
            "fundingRateGranularity": FUNDING_MS,
            "openInterest": "6273644",
            "turnoverOf24h": float(book.volume * book.last),
            "volumeOf24h": float(book.volume),
            "markPrice": float(book.mark),
            "indexPrice": float(book.mark),
            "lastTradePrice": float(book.last),
            "nextFundingRateTime": 14_650_118,
            "maxLeverage": market.max_leverage,
            "sourceExchanges": ["okex", "binance", "kucoin"],
            "premiumsSymbol1M": f".{market.id}PI",
            "premiumsSymbol8H": f".{market.id}PI8H",
            "fundingBaseSymbol1M": f".{code}INT",
            "fundingQuoteSymbol1M": ".USDTINT",
            "lowPrice": float(book.low),
            "highPrice": float(book.high),
            "priceChgPct": 0.0,
            "priceChg": 0.0,
            "supportCross": True,
        }

    def risk_limits(self, call: Call) -> object:
        """List what may be held with which leverage."""
        market = self.market(call)
        return [
            {
                "symbol": market.id,
                "level": 1,
                "maxRiskLimit": 100_000_000,
                "minRiskLimit": 0,
                "maxLeverage": market.max_leverage,
                "initialMargin": 1 / market.max_leverage,
                "maintainMargin": float(market.maintenance_rate),
            }
        ]

    def ticker(self, book: Book) -> dict[str, object]:
        """Return a market's best prices."""
        return {
            "sequence": book.updates,
            "symbol": book.market.id,
            "side": "buy",
            "size": 1,
            "tradeId": str(book.trades),
            "price": plain(book.last),
            "bestBidPrice": plain(book.bid),
            "bestBidSize": self._contracts(book, book.bid_size),
            "bestAskPrice": plain(book.ask),
            "bestAskSize": self._contracts(book, book.ask_size),
            "ts": self.engine.clock.ms() * NANOS,
        }

    def _contracts(self, book: Book, size: Decimal | None) -> int:
        return contracts(SIZE if size is None else size, book.market)

    def one(self, call: Call) -> object:
        """Return a market's best prices."""
        return self.ticker(self._book(call))

    def all(self, _call: Call) -> object:
        """List the best prices of all markets."""
        found = write.by_id(self.engine, Kind.LINEAR).values()
        return [self.ticker(self.engine.books[market.symbol]) for market in found]

    def mark(self, call: Call) -> object:
        """Return a market's mark price."""
        book, now = self._book(call), self.engine.clock.ms()
        return {
            "symbol": book.market.id,
            "granularity": 1000,
            "timePoint": now // 1000 * 1000,
            "value": float(book.mark),
            "indexPrice": float(book.mark),
        }

    def order_book(self, call: Call) -> object:
        """Return the best bid and the best ask, as there is no more."""
        book = self._book(call)
        return {
            "sequence": book.updates,
            "symbol": book.market.id,
            "bids": [[float(book.bid), self._contracts(book, book.bid_size)]],
            "asks": [[float(book.ask), self._contracts(book, book.ask_size)]],
            "ts": self.engine.clock.ms() * NANOS,
        }

    def candles(self, call: Call) -> object:
        """List candles, oldest first."""
        book, length = self._book(call), int(call.params["granularity"]) * 60_000
        found = candles(
            book.past,
            length,
            self.engine.clock.ms(),
            call.integer("from"),
            call.integer("to"),
            CANDLES,
        )
        return [
            [one.start, *(float(p) for p in (one.open, one.high, one.low, one.close)), 1, 1.0]
            for one in found
        ]

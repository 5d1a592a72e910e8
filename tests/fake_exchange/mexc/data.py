"""MEXC's public endpoints, and that of the account."""

from collections.abc import Mapping
from decimal import Decimal

from ..core.engine import Engine
from ..core.market import Book, FakeMarket, Kind
from ..spot import Desk
from ..wire import Call, Check, Route, Security, integer, places_of, plain, text
from .guard import refusal

SIZE = Decimal(10)
SYMBOL: Mapping[str, Check] = {"symbol": text}


class MexcData:
    """Markets, prices and balances of MEXC."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.desk = Desk(engine)

    def routes(self) -> dict[tuple[str, str], Route]:
        """Return the endpoints."""
        path = "/api/v3/"
        return {
            ("GET", f"{path}ping"): Route(name="ping", handler=lambda _: {}),
            ("GET", f"{path}time"): Route(name="time", handler=self.time),
            ("GET", f"{path}exchangeInfo"): Route(
                name="markets", handler=self.markets, optional={**SYMBOL, "symbols": text}
            ),
            ("GET", f"{path}ticker/24hr"): Route(
                name="ticker", handler=self.tickers, optional=SYMBOL
            ),
            ("GET", f"{path}ticker/bookTicker"): Route(
                name="ticker", handler=self.tickers, optional=SYMBOL
            ),
            ("GET", f"{path}depth"): Route(
                name="order_book", handler=self.depth, required=SYMBOL, optional={"limit": integer}
            ),
            # ccxt reads the futures' list too, although nothing is traded there.
            ("GET", "/api/v1/contract/detail"): Route(
                name="futures", handler=lambda _: {"success": True, "code": 0, "data": []}
            ),
            ("GET", f"{path}account"): Route(
                name="account", handler=self.account, security=Security.SIGNED
            ),
        }

    def time(self, _call: Call) -> object:
        """Return the time."""
        return {"serverTime": self.engine.clock.ms()}

    def _book(self, call: Call) -> Book:
        market = self.desk.market(call.params["symbol"])
        if market is None:
            raise refusal(-1121, "Invalid symbol.")
        return self.engine.books[market.symbol]

    def markets(self, _call: Call) -> object:
        """List the markets."""
        return {
            "timezone": "CST",
            "serverTime": self.engine.clock.ms(),
            "rateLimits": [],
            "exchangeFilters": [],
            "symbols": [self._market(book) for book in self.engine.books.values()],
        }

    def _market(self, book: Book) -> dict[str, object]:
        market: FakeMarket = book.market
        maker, taker = self.engine.settlement.fees[Kind.SPOT]
        places = places_of(market.tick)
        return {
            "symbol": market.id,
            "status": "2" if book.halted else "1",
            "baseAsset": market.base,
            "baseAssetPrecision": places_of(market.step),
            "quoteAsset": market.quote,
            "quotePrecision": places,
            "quoteAssetPrecision": places,
            "baseCommissionPrecision": places_of(market.step),
            "quoteCommissionPrecision": places,
            "orderTypes": ["LIMIT", "MARKET", "LIMIT_MAKER"],
            "isSpotTradingAllowed": True,
            "isMarginTradingAllowed": False,
            "quoteAmountPrecision": plain(market.min_cost),
            "baseSizePrecision": plain(market.min_amount),
            "permissions": ["SPOT"],
            "filters": [],
            "maxQuoteAmount": "2000000",
            "makerCommission": plain(maker),
            "takerCommission": plain(taker),
            "quoteAmountPrecisionMarket": plain(market.min_cost),
            "maxQuoteAmountMarket": "100000",
            "fullName": market.base,
            "tradeSideType": 1,
        }

    def tickers(self, call: Call) -> object:
        """Return the prices of a market, or of all."""
        if "symbol" in call.params:
            return self._ticker(self._book(call))
        return [self._ticker(book) for book in self.engine.books.values()]

    def _ticker(self, book: Book) -> dict[str, object]:
        now = self.engine.clock.ms()
        return {
            "symbol": book.market.id,
            "priceChange": "0",
            "priceChangePercent": "0",
            "prevClosePrice": plain(book.last),
            "lastPrice": plain(book.last),
            "bidPrice": plain(book.bid),
            "bidQty": plain(SIZE if book.bid_size is None else book.bid_size),
            "askPrice": plain(book.ask),
            "askQty": plain(SIZE if book.ask_size is None else book.ask_size),
            "openPrice": plain(book.last),
            "highPrice": plain(book.high),
            "lowPrice": plain(book.low),
            "volume": plain(book.volume),
            "quoteVolume": plain(book.volume * book.last),
            "openTime": now - 86_400_000,
            "closeTime": now,
            "count": None,
        }

    def depth(self, call: Call) -> object:
        """Return the best bid and the best ask, as there is no more."""
        book = self._book(call)
        return {
            "lastUpdateId": book.updates,
            "bids": [[plain(book.bid), plain(SIZE if book.bid_size is None else book.bid_size)]],
            "asks": [[plain(book.ask), plain(SIZE if book.ask_size is None else book.ask_size)]],
            "timestamp": self.engine.clock.ms(),
        }

    def account(self, _call: Call) -> object:
        """Return the balances."""
        return {
            "makerCommission": None,
            "takerCommission": None,
            "canTrade": True,
            "canWithdraw": True,
            "canDeposit": True,
            "updateTime": None,
            "accountType": "SPOT",
            "balances": [
                {
                    "asset": name,
                    "free": plain(one.free),
                    "locked": plain(one.locked),
                    "available": plain(one.free),
                }
                for name, one in self.engine.account.spot.items()
            ],
            "permissions": ["SPOT"],
        }

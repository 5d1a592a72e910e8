"""Poloniex's public endpoints, and those of balances and fees."""

from ..core.engine import Engine
from ..core.market import Book, FakeMarket, Kind
from ..wire import Call, Route, Security, one_of, places_of, plain, text
from .guard import refusal

SIZE = 10
AMOUNT_SCALE = 2
"""How many digits after the point an amount of quote currency may have."""
PERPETUAL = {
    "symbol": "BTC_USDT_PERP",
    "bAsset": ".PXBTUSDT",
    "bCcy": "BTC",
    "qCcy": "USDT",
    "sCcy": "USDT",
    "tSz": "0.01",
    "lotSz": "1",
    "minSz": "1",
    "ctVal": "0.001",
    "status": "OPEN",
    "oDate": "1584721775000",
    "maxPx": "1000000",
    "minPx": "0.01",
    "maxLever": "100",
    "ctType": "LINEAR",
    "limitMaxQty": "1000000",
}


class PoloniexData:
    """Markets, prices, balances and fees of Poloniex."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def routes(self) -> dict[tuple[str, str], Route]:
        """Return the endpoints."""
        signed, named = Security.SIGNED, {"symbol": text}
        return {
            ("GET", "/timestamp"): Route(name="time", handler=self.time),
            ("GET", "/markets"): Route(name="markets", handler=self.markets),
            ("GET", "/v3/market/allInstruments"): Route(name="perpetuals", handler=self.perpetuals),
            ("GET", "/markets/ticker24h"): Route(name="ticker", handler=self.tickers),
            ("GET", "/markets/{symbol}/ticker24h"): Route(
                name="ticker", handler=self.ticker, required=named
            ),
            ("GET", "/markets/{symbol}/orderBook"): Route(
                name="order_book",
                handler=self.book,
                required=named,
                optional={"limit": one_of("5", "10", "20", "50", "100", "150"), "scale": text},
            ),
            ("GET", "/accounts/balances"): Route(
                name="account",
                handler=self.balances,
                security=signed,
                optional={"accountType": one_of("SPOT")},
            ),
            ("GET", "/feeinfo"): Route(name="fees", handler=self.fees, security=signed),
        }

    def _book(self, call: Call) -> Book:
        books = self.engine.books.values()
        found = next((one for one in books if one.market.id == call.params["symbol"]), None)
        if found is None:
            raise refusal(24101, "Invalid symbol")
        return found

    def time(self, _call: Call) -> object:
        """Return the venue's time."""
        return {"serverTime": self.engine.clock.ms()}

    def markets(self, _call: Call) -> object:
        """List the markets of spot."""
        return [_market(book) for book in self.engine.books.values()]

    def perpetuals(self, _call: Call) -> object:
        """List the perpetuals, which have an account of their own."""
        return {"code": 200, "msg": "Success", "data": [PERPETUAL]}

    def tickers(self, _call: Call) -> object:
        """Return the prices of all markets."""
        return [self._ticker(book) for book in self.engine.books.values()]

    def ticker(self, call: Call) -> object:
        """Return the prices of a market."""
        return self._ticker(self._book(call))

    def _ticker(self, book: Book) -> dict[str, object]:
        now, market = self.engine.clock.ms(), book.market
        return {
            "symbol": market.id,
            "open": plain(book.last),
            "low": plain(book.low),
            "high": plain(book.high),
            "close": plain(book.last),
            "quantity": plain(book.volume),
            "amount": plain(book.volume * book.last),
            "tradeCount": 1,
            "startTime": now - 86_400_000,
            "closeTime": now,
            "displayName": market.symbol,
            "dailyChange": "0",
            "bid": plain(book.bid),
            "bidQuantity": str(SIZE if book.bid_size is None else book.bid_size),
            "ask": plain(book.ask),
            "askQuantity": str(SIZE if book.ask_size is None else book.ask_size),
            "ts": now,
            "markPrice": plain(book.last),
        }

    def book(self, call: Call) -> object:
        """Return the best bid and the best ask, as there is no more."""
        book, now = self._book(call), self.engine.clock.ms()
        return {
            "time": now,
            "scale": plain(book.market.tick),
            "asks": [plain(book.ask), str(SIZE if book.ask_size is None else book.ask_size)],
            "bids": [plain(book.bid), str(SIZE if book.bid_size is None else book.bid_size)],
            "ts": now,
        }

    def balances(self, _call: Call) -> object:
        """Return the balances of the spot account."""
        holdings = self.engine.account.spot.items()
        return [
            {
                "accountId": "123",
                "accountType": "SPOT",
                "balances": [
                    {
                        "currencyId": str(number),
                        "currency": name,
                        "available": plain(one.free),
                        "hold": plain(one.locked),
                    }
                    for number, (name, one) in enumerate(holdings, 200)
                ],
            }
        ]

    def fees(self, _call: Call) -> object:
        """Return the account's fees."""
        maker, taker = self.engine.settlement.fees[Kind.SPOT]
        return {
            "trxDiscount": self.engine.account.fee_asset is not None,
            "makerRate": plain(maker),
            "takerRate": plain(taker),
            "volume30D": "0.00",
            "specialFeeRates": [],
        }


def _market(book: Book) -> dict[str, object]:
    market = book.market
    return {
        "symbol": market.id,
        "baseCurrencyName": market.base,
        "quoteCurrencyName": market.quote,
        "displayName": market.symbol,
        "state": "PAUSE" if book.halted else "NORMAL",
        "visibleStartTime": 1659018819512,
        "tradableStartTime": 1659018819512,
        "symbolTradeLimit": _limits(market),
        "crossMargin": {"supportCrossMargin": False, "maxLeverage": 1},
    }


def _limits(market: FakeMarket) -> dict[str, object]:
    return {
        "symbol": market.id,
        "priceScale": places_of(market.tick),
        "quantityScale": places_of(market.step),
        "amountScale": AMOUNT_SCALE,
        "minQuantity": plain(market.min_amount),
        "minAmount": plain(market.min_cost),
        "maxQuantity": plain(market.max_amount),
        "maxAmount": "100000000",
        "highestBid": "0",
        "lowestAsk": "0",
    }

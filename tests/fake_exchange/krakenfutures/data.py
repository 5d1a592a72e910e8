"""What anybody may ask Kraken Futures."""

from ..core.candles import UNITS_MS, candles
from ..core.engine import Engine
from ..core.market import Book
from ..wire import Call, Route, integer, places_of, text
from .format import moment, number
from .guard import refusal

CANDLES = 2000


class KrakenFuturesData:
    """Markets and prices."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def routes(self) -> dict[tuple[str, str], Route]:
        """Return the endpoints."""
        api = "/derivatives/api/v3"
        return {
            ("GET", f"{api}/instruments"): Route(name="markets", handler=self.instruments),
            ("GET", f"{api}/tickers"): Route(name="ticker", handler=self.tickers),
            ("GET", f"{api}/orderbook"): Route(
                name="order_book", handler=self.order_book, required={"symbol": text}
            ),
            ("GET", "charts"): Route(
                name="candles", handler=self.candles, optional={"from": integer, "to": integer}
            ),
        }

    def book(self, name: str) -> Book | None:
        """Return a market by its name."""
        wanted = name.upper()
        return next((one for one in self.engine.books.values() if one.market.id == wanted), None)

    def instruments(self, _call: Call) -> object:
        """List the markets, and one that is settled in its coin."""
        rows: list[dict[str, object]] = [
            {
                "symbol": book.market.id,
                "type": "flexible_futures",
                "tickSize": number(book.market.tick),
                "contractSize": 1,
                "tradeable": not book.halted,
                "contractValueTradePrecision": places_of(book.market.step),
                "marginLevels": [
                    {
                        "numNonContractUnits": 0,
                        "initialMargin": 1 / book.market.max_leverage,
                        "maintenanceMargin": number(book.market.maintenance_rate),
                    }
                ],
                "category": "Layer 1",
                "openingDate": "2022-01-01T00:00:00.000Z",
                "tags": [],
            }
            for book in self.engine.books.values()
        ]
        rows.append(
            {
                "symbol": "PI_XBTUSD",
                "type": "futures_inverse",
                "tickSize": 0.5,
                "contractSize": 1,
                "tradeable": True,
                "contractValueTradePrecision": 0,
                "marginLevels": [],
                "tags": [],
            }
        )
        return {"instruments": rows}

    def tickers(self, _call: Call) -> object:
        """List the prices."""
        at = moment(self.engine.clock.ms())
        return {
            "tickers": [
                {
                    "symbol": book.market.id,
                    "tag": "perpetual",
                    "pair": f"{book.market.base}:USD",
                    "last": number(book.last),
                    "lastTime": at,
                    "lastSize": 1.0,
                    "bid": number(book.bid),
                    "bidSize": 10.0,
                    "ask": number(book.ask),
                    "askSize": 10.0,
                    "markPrice": number(book.mark),
                    "indexPrice": number(book.mark),
                    "open24h": number(book.last),
                    "vol24h": number(book.volume),
                    "volumeQuote": number(book.volume * book.last),
                    "openInterest": 100.0,
                    "fundingRate": 0.0,
                    "suspended": book.halted,
                    "postOnly": False,
                }
                for book in self.engine.books.values()
            ]
        }

    def order_book(self, call: Call) -> object:
        """Return the best bid and the best ask, as there is no more."""
        book = self.book(call.params["symbol"])
        if book is None:
            raise refusal("invalidArgument: symbol")
        return {
            "orderBook": {
                "bids": [[number(book.bid), 10.0]],
                "asks": [[number(book.ask), 10.0]],
            }
        }

    def candles(self, call: Call) -> object:
        """List a market's candles, oldest first; moments are seconds."""
        *_, name, interval = call.path.split("/")
        book, unit = self.book(name), UNITS_MS.get(interval[-1:])
        if book is None or unit is None or not interval[:-1].isdigit():
            raise refusal("invalidArgument: symbol")
        start, end = call.integer("from"), call.integer("to")
        found = candles(
            book.past,
            int(interval[:-1]) * unit,
            self.engine.clock.ms(),
            None if start is None else start * 1000,
            None if end is None else end * 1000,
            CANDLES,
        )
        return {
            "candles": [
                {
                    "time": one.start,
                    "open": str(one.open),
                    "high": str(one.high),
                    "low": str(one.low),
                    "close": str(one.close),
                    "volume": one.trades,
                }
                for one in found
            ],
            "more_candles": False,
        }

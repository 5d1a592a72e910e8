"""HitBTC's public endpoints, and that of the balances."""

from datetime import UTC, datetime

from ..core.engine import Engine
from ..core.market import Book, Kind
from ..wire import Call, Route, Security, integer, plain, text
from .guard import refusal

SIZE = 10


class HitbtcData:
    """Markets, prices and balances of HitBTC."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def routes(self) -> dict[tuple[str, str], Route]:
        """Return the endpoints."""
        path, listed = "/api/3/", {"symbols": text}
        return {
            ("GET", f"{path}public/symbol"): Route(
                name="markets", handler=self.markets, optional=listed
            ),
            ("GET", f"{path}public/ticker"): Route(
                name="ticker", handler=self.tickers, optional=listed
            ),
            ("GET", f"{path}public/ticker/{{symbol}}"): Route(
                name="ticker", handler=self.ticker, required={"symbol": text}
            ),
            ("GET", f"{path}public/orderbook/{{symbol}}"): Route(
                name="order_book",
                handler=self.book,
                required={"symbol": text},
                optional={"depth": integer},
            ),
            ("GET", f"{path}spot/balance"): Route(
                name="account", handler=self.balance, security=Security.SIGNED
            ),
        }

    def _books(self, call: Call) -> list[Book]:
        wanted = call.params.get("symbols")
        names = wanted.split(",") if wanted else None
        books = self.engine.books.values()
        return [book for book in books if names is None or book.market.id in names]

    def _book(self, call: Call) -> Book:
        found = [one for one in self._books(call) if one.market.id == call.params["symbol"]]
        if not found:
            raise refusal(2001, "Symbol not found")
        return found[0]

    def markets(self, call: Call) -> object:
        """List the markets."""
        maker, taker = self.engine.settlement.fees[Kind.SPOT]
        return {
            book.market.id: {
                "type": "spot",
                "base_currency": book.market.base,
                "quote_currency": book.market.quote,
                "status": "suspended" if book.halted else "working",
                "quantity_increment": plain(book.market.step),
                "tick_size": plain(book.market.tick),
                "take_rate": plain(taker),
                "make_rate": plain(maker),
                "fee_currency": book.market.quote,
                "margin_trading": False,
            }
            for book in self._books(call)
        }

    def tickers(self, call: Call) -> object:
        """Return the prices of some markets, or of all."""
        return {book.market.id: self._ticker(book) for book in self._books(call)}

    def ticker(self, call: Call) -> object:
        """Return the prices of a market."""
        return self._ticker(self._book(call))

    def _ticker(self, book: Book) -> dict[str, object]:
        return {
            "ask": plain(book.ask),
            "bid": plain(book.bid),
            "last": plain(book.last),
            "low": plain(book.low),
            "high": plain(book.high),
            "open": plain(book.last),
            "volume": plain(book.volume),
            "volume_quote": plain(book.volume * book.last),
            "timestamp": iso(self.engine.clock.ms()),
        }

    def book(self, call: Call) -> object:
        """Return the best bid and the best ask, as there is no more."""
        book = self._book(call)
        return {
            "timestamp": iso(self.engine.clock.ms()),
            "ask": [[plain(book.ask), str(SIZE if book.ask_size is None else book.ask_size)]],
            "bid": [[plain(book.bid), str(SIZE if book.bid_size is None else book.bid_size)]],
        }

    def balance(self, _call: Call) -> object:
        """Return the balances."""
        return [
            {
                "currency": name,
                "available": plain(one.free),
                "reserved": plain(one.locked),
                "reserved_margin": "0",
            }
            for name, one in self.engine.account.spot.items()
        ]


def iso(milliseconds: int) -> str:
    """Return a time as HitBTC writes it."""
    at = datetime.fromtimestamp(milliseconds / 1000, UTC)
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")

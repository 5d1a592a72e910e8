"""WOO X's public endpoints, and those of balances and fees."""

from ..core.engine import Engine
from ..core.market import Book, Kind
from ..wire import Call, Route, Security, integer, plain, text
from .guard import refusal

SIZE = 10
LARGEST = 100_000_000


class WooData:
    """Markets, prices and balances of WOO X; there is no endpoint of spot tickers."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def routes(self) -> dict[tuple[str, str], Route]:
        """Return the endpoints."""
        named, signed = {"symbol": text}, Security.SIGNED
        return {
            ("GET", "/v3/public/systemInfo"): Route(name="time", handler=self.system),
            ("GET", "/v3/public/instruments"): Route(
                name="markets", handler=self.markets, optional=named
            ),
            ("GET", "/v3/public/orderbook"): Route(
                name="ticker", handler=self.book, required=named, optional={"maxLevel": integer}
            ),
            ("GET", "/v3/asset/balances"): Route(
                name="account", handler=self.balance, security=signed, optional={"token": text}
            ),
            ("GET", "/v3/account/info"): Route(name="fees", handler=self.account, security=signed),
            ("GET", "/v3/trade/tradingFee"): Route(
                name="fees", handler=self.fee, security=signed, required=named
            ),
        }

    def system(self, _call: Call) -> object:
        """Say that all is well, and what time it is."""
        return self.said({"status": 0, "msg": "System is functioning properly."})

    def said(self, data: object) -> dict[str, object]:
        """Return an answer with its time."""
        return {"success": True, "data": data, "timestamp": self.engine.clock.ms()}

    def _books(self, call: Call) -> list[Book]:
        wanted = call.params.get("symbol")
        books = self.engine.books.values()
        found = [book for book in books if wanted in {None, book.market.id}]
        if not found:
            raise refusal(-1005, "The symbol is not supported")
        return found

    def markets(self, call: Call) -> object:
        """List the markets."""
        rows = [
            {
                "symbol": book.market.id,
                "status": "SUSPENDED" if book.halted else "TRADING",
                "baseAsset": book.market.base,
                "quoteAsset": book.market.quote,
                "baseMin": plain(book.market.min_amount),
                "baseMax": plain(book.market.max_amount),
                "baseTick": plain(book.market.step),
                "quoteMin": "0",
                "quoteMax": str(LARGEST),
                "quoteTick": plain(book.market.tick),
                "minNotional": plain(book.market.min_cost),
                "isAllowedRpi": False,
            }
            for book in self._books(call)
        ]
        return self.said({"rows": rows})

    def book(self, call: Call) -> object:
        """Return the best bid and the best ask, as there is no more."""
        (book,) = self._books(call)
        ask = SIZE if book.ask_size is None else book.ask_size
        bid = SIZE if book.bid_size is None else book.bid_size
        return self.said(
            {
                "asks": [{"price": plain(book.ask), "quantity": str(ask)}],
                "bids": [{"price": plain(book.bid), "quantity": str(bid)}],
            }
        )

    def balance(self, call: Call) -> object:
        """Return the balances."""
        wanted = call.params.get("token")
        rows = [
            {
                "token": name,
                "holding": plain(one.free + one.locked),
                "frozen": plain(one.locked),
                "staked": "0",
                "interest": "0",
                "availableBalance": plain(one.free),
                "averageOpenPrice": "0",
                "markPrice": "1",
            }
            for name, one in self.engine.account.spot.items()
            if wanted in {None, name}
        ]
        return self.said({"holding": rows})

    def account(self, _call: Call) -> object:
        """Return what trading costs, in parts of ten thousand."""
        maker, taker = self.engine.settlement.fees[Kind.SPOT]
        return self.said(
            {
                "applicationId": "00000000-0000-0000-0000-000000000000",
                "tradingMode": "PURE_SPOT",
                "makerFeeRate": plain(maker * 10_000),
                "takerFeeRate": plain(taker * 10_000),
            }
        )

    def fee(self, call: Call) -> object:
        """Return what trading costs in a market, in percent."""
        (book,) = self._books(call)
        maker, taker = self.engine.settlement.fees[Kind.SPOT]
        told = {"makerFee": plain(maker * 100), "takerFee": plain(taker * 100)}
        return self.said({"symbol": book.market.id, **told})

"""Bitvavo's public endpoints, and those of the account."""

from ..core.engine import Engine
from ..core.market import Book, Kind
from ..wire import Call, Route, Security, integer, places_of, plain, text
from . import format as write
from .guard import refusal


class BitvavoData:
    """Markets, prices and balances of Bitvavo."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def routes(self) -> dict[tuple[str, str], Route]:
        """Return the endpoints."""
        signed = Security.SIGNED
        candles = {"interval": text, "limit": integer, "start": integer, "end": integer}
        return {
            ("GET", "/v2/time"): Route(name="time", handler=self.time),
            ("GET", "/v2/markets"): Route(
                name="markets", handler=self.markets, optional={"market": text}
            ),
            ("GET", "/v2/assets"): Route(
                name="currencies", handler=self.assets, optional={"symbol": text}
            ),
            ("GET", "/v2/ticker/24h"): Route(
                name="ticker", handler=self.ticker, optional={"market": text}
            ),
            ("GET", "/v2/balance"): Route(
                name="account", handler=self.balance, security=signed, optional={"symbol": text}
            ),
            ("GET", "/v2/account"): Route(name="fees", handler=self.account, security=signed),
            **{
                ("GET", f"/v2/{book.market.id}/candles"): Route(
                    name="candles", handler=self.candles, optional=candles
                )
                for book in self.engine.books.values()
            },
        }

    def time(self, _call: Call) -> object:
        """Return the time."""
        now = self.engine.clock.ms()
        return {"time": now, "timeNs": now * 1_000_000}

    def book(self, name: str) -> Book:
        """Return a market by Bitvavo's name of it."""
        for book in self.engine.books.values():
            if book.market.id == name:
                return book
        raise refusal(205, "market parameter is invalid.")

    def _chosen(self, call: Call) -> list[Book]:
        wanted = call.params.get("market")
        return [self.book(wanted)] if wanted else list(self.engine.books.values())

    def markets(self, call: Call) -> object:
        """List the markets."""
        return [self._market(book) for book in self._chosen(call)]

    def _market(self, book: Book) -> dict[str, object]:
        market = book.market
        return {
            "market": market.id,
            "status": "halted" if book.halted else "trading",
            "base": market.base,
            "quote": market.quote,
            "pricePrecision": 5,
            "minOrderInBaseAsset": plain(market.min_amount),
            "minOrderInQuoteAsset": plain(market.min_cost),
            "maxOrderInBaseAsset": plain(market.max_amount),
            "maxOrderInQuoteAsset": "1000000000.00",
            "quantityDecimals": places_of(market.step),
            "notionalDecimals": 2,
            "tickSize": plain(market.tick),
            "maxOpenOrders": 100,
            "feeCategory": "A",
            "orderTypes": ["market", "limit", "stopLoss", "stopLossLimit", "takeProfit"],
        }

    def assets(self, _call: Call) -> object:
        """List the assets."""
        return [
            {"symbol": asset, "name": asset, "decimals": 8, "networks": [], "message": ""}
            for asset in ("BTC", "ETH", "EUR", "USDC")
        ]

    def ticker(self, call: Call) -> object:
        """Return the prices of one market, or of all."""
        now = self.engine.clock.ms()
        told = [write.ticker(book, now) for book in self._chosen(call)]
        return told[0] if call.params.get("market") else told

    def candles(self, _call: Call) -> object:
        """Return no candles."""
        return []

    def balance(self, call: Call) -> object:
        """Return what there is of each asset."""
        wanted = call.params.get("symbol")
        return [
            {"symbol": asset, "available": plain(held.free), "inOrder": plain(held.locked)}
            for asset, held in self.engine.account.spot.items()
            if wanted in {None, asset} and (held.total or wanted)
        ]

    def account(self, call: Call) -> object:
        """Return what trading costs the account, and what its key may do."""
        maker, taker = self.engine.settlement.fees[Kind.SPOT]
        assert call.key is not None
        rights = ["buy", "sell"] if call.key.trade else []
        rights += ["withdrawCrypto"] if call.key.withdraw else []
        return {
            "fees": {"tier": "0", "volume": "0.00", "taker": plain(taker), "maker": plain(maker)},
            "capabilities": rights,
        }

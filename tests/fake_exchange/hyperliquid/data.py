"""What anybody may ask Hyperliquid: markets, prices, candles, the time."""

from collections.abc import Iterator
import json

from ..core.candles import UNITS_MS, candles
from ..core.engine import Engine
from ..core.market import Book, Kind
from ..wire import Call, Route, plain, text
from .errors import not_read
from .markets import QUOTE, TOKENS, size_decimals

CANDLES = 5000
SIZE = "10"


class HyperliquidData:
    """Markets and prices, by the `type` of a question."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def routes(self) -> dict[str, Route]:
        """Return the questions by their type."""
        dex = {"dex": lambda value: not value}
        return {
            "meta": Route(name="markets", handler=self.meta, optional=dex),
            "spotMeta": Route(name="markets", handler=self.spot_meta),
            "metaAndAssetCtxs": Route(
                name="ticker", handler=lambda _: [self.universe(), self.contexts()], optional=dex
            ),
            "spotMetaAndAssetCtxs": Route(
                name="ticker", handler=lambda call: [self.spot_meta(call), self.spot_contexts()]
            ),
            "perpDexs": Route(name="markets", handler=lambda _: [None]),
            "allMids": Route(name="ticker", handler=lambda _: self.mids(), optional=dex),
            "l2Book": Route(name="order_book", handler=self.order_book, required={"coin": text}),
            "candleSnapshot": Route(name="candles", handler=self.candles, required={"req": text}),
            "exchangeStatus": Route(name="time", handler=self.status),
        }

    def status(self, _call: Call) -> object:
        """Return the time."""
        return {"time": self.engine.clock.ms(), "specialStatuses": None}

    def of(self, kind: Kind) -> Iterator[Book]:
        """Return the markets of a kind, in the order of their numbers."""
        return (book for book in self.engine.books.values() if book.market.kind is kind)

    def book(self, coin: str) -> Book | None:
        """Return a market by its name."""
        return next((one for one in self.engine.books.values() if one.market.id == coin), None)

    def meta(self, _call: Call) -> object:
        """List the perpetuals."""
        return self.universe()

    def universe(self) -> dict[str, object]:
        """List the perpetuals."""
        rows = []
        for book in self.of(Kind.LINEAR):
            market = book.market
            row: dict[str, object] = {
                "szDecimals": size_decimals(market),
                "name": market.id,
                "maxLeverage": market.max_leverage,
                "marginTableId": 50,
            }
            rows.append(row | ({"isDelisted": True} if book.halted else {}))
        return {"universe": rows, "marginTables": [], "collateralToken": 0}

    def contexts(self) -> list[dict[str, object]]:
        """List the prices of the perpetuals."""
        return [
            {
                "funding": "0.0000125",
                "openInterest": "1000.0",
                "prevDayPx": plain(book.last),
                "dayNtlVlm": plain(book.volume * book.last),
                "premium": "0.0",
                "oraclePx": plain(book.mark),
                "markPx": plain(book.mark),
                "midPx": plain((book.bid + book.ask) / 2),
                "impactPxs": [plain(book.bid), plain(book.ask)],
                "dayBaseVlm": plain(book.volume),
            }
            for book in self.of(Kind.LINEAR)
        ]

    def spot_meta(self, _call: Call) -> dict[str, object]:
        """List the coins and their pairs."""
        tokens = [
            {
                "name": coin.name,
                "szDecimals": coin.size_decimals,
                "weiDecimals": coin.size_decimals + 3,
                "index": coin.index,
                "tokenId": f"0x{coin.index:032x}",
                "isCanonical": coin.index < 2,
                "evmContract": None,
                "fullName": coin.full_name,
                "deployerTradingFeeShare": "0.0",
            }
            for coin in TOKENS.values()
        ]
        pairs = [
            {
                "tokens": [TOKENS[book.market.base].index, TOKENS[QUOTE].index],
                "name": book.market.id,
                "index": index,
                "isCanonical": not index,
            }
            for index, book in enumerate(self.of(Kind.SPOT))
        ]
        return {"universe": pairs, "tokens": tokens}

    def spot_contexts(self) -> list[dict[str, object]]:
        """List the prices of the pairs."""
        return [
            {
                "prevDayPx": plain(book.last),
                "dayNtlVlm": plain(book.volume * book.last),
                "markPx": plain(book.last),
                "midPx": plain((book.bid + book.ask) / 2),
                "circulatingSupply": "1000000.0",
                "coin": book.market.id,
                "totalSupply": "1000000.0",
                "dayBaseVlm": plain(book.volume),
            }
            for book in self.of(Kind.SPOT)
        ]

    def mids(self) -> dict[str, str]:
        """Return the middle of every market."""
        books = self.engine.books.values()
        return {book.market.id: plain((book.bid + book.ask) / 2) for book in books}

    def order_book(self, call: Call) -> object:
        """Return the best bid and the best ask, as there is no more."""
        book = self.book(call.params["coin"])
        if book is None:
            return None
        bid = SIZE if book.bid_size is None else plain(book.bid_size)
        ask = SIZE if book.ask_size is None else plain(book.ask_size)
        return {
            "coin": book.market.id,
            "time": self.engine.clock.ms(),
            "levels": [
                [{"px": plain(book.bid), "sz": bid, "n": 1}],
                [{"px": plain(book.ask), "sz": ask, "n": 1}],
            ],
        }

    def candles(self, call: Call) -> object:
        """List a market's candles, oldest first."""
        wanted = json.loads(call.params["req"])
        book, interval = self.book(str(wanted.get("coin"))), str(wanted.get("interval"))
        unit = UNITS_MS.get(interval[-1:])
        if book is None or unit is None or not interval[:-1].isdigit():
            raise not_read()
        length, now = int(interval[:-1]) * unit, self.engine.clock.ms()
        found = candles(
            book.past, length, now, wanted.get("startTime"), wanted.get("endTime"), CANDLES
        )
        return [
            {
                "t": one.start,
                "T": one.start + length - 1,
                "s": book.market.id,
                "i": interval,
                "o": plain(one.open),
                "c": plain(one.close),
                "h": plain(one.high),
                "l": plain(one.low),
                "v": str(one.trades),
                "n": one.trades,
            }
            for one in found
        ]

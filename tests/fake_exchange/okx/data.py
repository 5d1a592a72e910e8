"""OKX's public endpoints."""

from collections.abc import Mapping
from decimal import Decimal

from ..core.candles import UNITS_MS, candles
from ..core.engine import Engine
from ..core.market import Book, FakeMarket, Kind
from ..wire import Call, Check, Route, Security, integer, one_of, plain, text
from .errors import refusal
from .markets import contract

SIZE = Decimal(10)
FUNDING_MS = 8 * 3_600_000
TYPES = {Kind.SPOT: "SPOT", Kind.LINEAR: "SWAP"}
TYPE = one_of("SPOT", "MARGIN", "SWAP", "FUTURES", "OPTION", "EVENTS")
ONE: Mapping[str, Check] = {"instId": text}
CANDLES: Mapping[str, Check] = {
    "bar": text,
    "after": integer,
    "before": integer,
    "limit": integer,
}


class OkxData:
    """Markets and prices of OKX; of futures and options there are none."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def routes(self) -> dict[tuple[str, str], Route]:
        """Return the endpoints."""
        some: Mapping[str, Check] = {"uly": text, "instFamily": text, "instId": text}
        kind: Mapping[str, Check] = {"instType": TYPE}
        market = "/api/v5/market"
        return {
            ("GET", "/api/v5/public/time"): Route(name="time", handler=self.time),
            ("GET", "/api/v5/public/instruments"): Route(
                name="markets", handler=self.instruments, required=kind, optional=some
            ),
            ("GET", "/api/v5/account/instruments"): Route(
                name="markets",
                handler=self.instruments,
                security=Security.SIGNED,
                required=kind,
                optional=some,
            ),
            ("GET", "/api/v5/public/position-tiers"): Route(
                name="brackets",
                handler=self.tiers,
                required={"instType": TYPE, "tdMode": one_of("cross", "isolated")},
                optional={**some, "ccy": text, "tier": text},
            ),
            ("GET", "/api/v5/public/funding-rate-history"): Route(
                name="funding_rates",
                handler=self.funding_rates,
                required=ONE,
                optional={"before": integer, "after": integer, "limit": integer},
            ),
            ("GET", "/api/v5/public/mark-price"): Route(
                name="mark_price", handler=self.marks, required=kind, optional=some
            ),
            ("GET", f"{market}/tickers"): Route(
                name="ticker", handler=self.tickers, required=kind, optional=some
            ),
            ("GET", f"{market}/ticker"): Route(
                name="ticker", handler=lambda call: [self.ticker(self.named(call))], required=ONE
            ),
            ("GET", f"{market}/books"): Route(
                name="order_book",
                handler=lambda call: [self.top(self.named(call))],
                required=ONE,
                optional={"sz": integer},
            ),
            ("GET", f"{market}/candles"): Route(
                name="candles", handler=self.candles, required=ONE, optional=CANDLES
            ),
            ("GET", f"{market}/history-candles"): Route(
                name="candles", handler=self.candles, required=ONE, optional=CANDLES
            ),
        }

    def funding_rates(self, call: Call) -> object:
        """List what longs have paid to shorts, newest first; 400 at the most."""
        newer, older = call.integer("before") or 0, call.integer("after") or 2**60
        limit = call.integer("limit") or 400
        if limit > 400:
            raise refusal("51000", "Parameter limit error")
        found = [
            {
                "instType": "SWAP",
                "instId": one.market.id,
                "formulaType": "withRate",
                "fundingRate": plain(one.rate),
                "realizedRate": plain(one.rate),
                "fundingTime": str(one.at),
                "method": "current_period",
            }
            for one in reversed(self.engine.funding_rates)
            if one.market.id == call.params["instId"] and newer < one.at < older
        ]
        return found[:limit]

    def book(self, name: str) -> Book | None:
        """Return a market's prices by OKX's name."""
        return next((one for one in self.engine.books.values() if one.market.id == name), None)

    def named(self, call: Call) -> Book:
        """Return the market that a request is about."""
        if (book := self.book(call.params["instId"])) is None:
            raise refusal("51001", "Instrument ID doesn't exist.")
        return book

    def _chosen(self, call: Call) -> list[Book]:
        name, family = call.params.get("instId"), call.params.get("uly")
        return [
            book
            for book in self.engine.books.values()
            if TYPES[book.market.kind] == call.params["instType"]
            and name in {None, book.market.id}
            and family in {None, book.market.id.removesuffix("-SWAP")}
        ]

    def time(self, _call: Call) -> object:
        """Return the time."""
        return [{"ts": str(self.engine.clock.ms())}]

    def instruments(self, call: Call) -> object:
        """List the markets."""
        return [_instrument(book) for book in self._chosen(call)]

    def tickers(self, call: Call) -> object:
        """List the prices."""
        return [self.ticker(book) for book in self._chosen(call)]

    def ticker(self, book: Book) -> dict[str, object]:
        """Return a market's prices; volumes of perpetuals are in contracts."""
        size = contract(book.market)
        spot = book.market.kind is Kind.SPOT
        return {
            "instType": TYPES[book.market.kind],
            "instId": book.market.id,
            "last": plain(book.last),
            "lastSz": "1",
            "askPx": plain(book.ask),
            "askSz": plain((SIZE if book.ask_size is None else book.ask_size) / size),
            "bidPx": plain(book.bid),
            "bidSz": plain((SIZE if book.bid_size is None else book.bid_size) / size),
            "open24h": plain(book.last),
            "high24h": plain(book.high),
            "low24h": plain(book.low),
            "volCcy24h": plain(book.volume * book.last if spot else book.volume),
            "vol24h": plain(book.volume / size),
            "sodUtc0": plain(book.last),
            "sodUtc8": plain(book.last),
            "ts": str(self.engine.clock.ms()),
        }

    def marks(self, call: Call) -> object:
        """List the mark prices."""
        return [self.mark(book) for book in self._chosen(call)]

    def mark(self, book: Book) -> dict[str, object]:
        """Return a market's mark price."""
        return {
            "instType": TYPES[book.market.kind],
            "instId": book.market.id,
            "markPx": plain(book.mark),
            "ts": str(self.engine.clock.ms()),
        }

    def tiers(self, call: Call) -> object:
        """List how much margin which size of a position needs."""
        return [
            {
                "baseMaxLoan": "",
                "imr": plain(1 / Decimal(book.market.max_leverage)),
                "instFamily": book.market.id.removesuffix("-SWAP"),
                "instId": "",
                "maxLever": str(book.market.max_leverage),
                "maxSz": "100000",
                "minSz": "0",
                "mmr": plain(book.market.maintenance_rate),
                "optMgnFactor": "0",
                "quoteMaxLoan": "",
                "tier": "1",
                "uly": book.market.id.removesuffix("-SWAP"),
            }
            for book in self._chosen(call)
        ]

    def top(self, book: Book) -> dict[str, object]:
        """Return the best bid and the best ask, as there is no more."""
        row = self.ticker(book)
        return {
            "asks": [[row["askPx"], row["askSz"], "0", "1"]],
            "bids": [[row["bidPx"], row["bidSz"], "0", "1"]],
            "ts": row["ts"],
            "seqId": book.updates,
        }

    def candles(self, call: Call) -> object:
        """List a market's candles, newest first."""
        bar = call.params.get("bar", "1m").removesuffix("utc")
        length = int(bar[:-1]) * UNITS_MS[bar[-1] if bar[-1] in UNITS_MS else bar[-1].lower()]
        book, now = self.named(call), self.engine.clock.ms()
        after, before = call.integer("after"), call.integer("before")
        limit = min(call.integer("limit") or 100, 300)
        start = None if before is None else before + 1
        end = None if after is None else after - 1
        found = candles(book.past, length, now, start, end, limit)
        return [
            [
                str(one.start),
                plain(one.open),
                plain(one.high),
                plain(one.low),
                plain(one.close),
                str(one.trades),
                str(one.trades),
                plain(one.trades * one.close),
                "1" if one.start + length <= now else "0",
            ]
            for one in reversed(found)
        ]


def _instrument(book: Book) -> dict[str, object]:
    market: FakeMarket = book.market
    swap, size = market.kind is Kind.LINEAR, contract(market)
    family = market.id.removesuffix("-SWAP") if swap else ""
    return {
        "alias": "",
        "auctionEndTime": "",
        "baseCcy": "" if swap else market.base,
        "category": "1",
        "ctMult": "1" if swap else "",
        "ctType": "linear" if swap else "",
        "ctVal": plain(size) if swap else "",
        "ctValCcy": market.base if swap else "",
        "contTdSwTime": "1704876947000",
        "expTime": "" if book.ends_at is None else str(book.ends_at),
        "futureSettlement": False,
        "instFamily": family,
        "instId": market.id,
        "instType": TYPES[market.kind],
        "lever": str(market.max_leverage) if swap else "10",
        "listTime": "1548133413000",
        "lotSz": plain(market.step / size),
        "maxIcebergSz": "9999999999.0000000000000000",
        "maxLmtAmt": "20000000",
        "maxLmtSz": plain(market.max_amount / size),
        "maxMktAmt": "" if swap else "1000000",
        "maxMktSz": plain(market.max_market_amount / size) if swap else "1000000",
        "maxStopSz": plain(market.max_market_amount / size) if swap else "1000000",
        "maxTriggerSz": "9999999999.0000000000000000",
        "maxTwapSz": "9999999999.0000000000000000",
        "minSz": plain(market.min_amount / size),
        "openType": "",
        "optType": "",
        "quoteCcy": "" if swap else market.quote,
        "tradeQuoteCcyList": [] if swap else [market.quote],
        "settleCcy": market.quote if swap else "",
        "state": "suspend" if book.halted else "live",
        "stk": "",
        "tickSz": plain(market.tick),
        "uly": family,
        "instIdCode": 0,
    }

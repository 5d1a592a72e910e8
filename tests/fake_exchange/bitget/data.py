"""Bitget's public endpoints, which are the same for both kinds of account."""

from collections.abc import Mapping
from decimal import Decimal

from ..core.candles import UNITS_MS, candles
from ..core.engine import Engine
from ..core.market import Book, FakeMarket, Kind
from ..wire import Call, Check, Route, integer, one_of, places_of, plain, text
from .errors import refusal

SIZE = Decimal(10)
FUNDING_MS = 8 * 3_600_000
PRODUCT: Mapping[str, Check] = {
    "productType": one_of(
        *("USDT-FUTURES", "COIN-FUTURES", "USDC-FUTURES"),
        *("SUSDT-FUTURES", "SCOIN-FUTURES", "SUSDC-FUTURES"),
    )
}
SPANS = {
    "1min": "1m",
    "5min": "5m",
    "15min": "15m",
    "30min": "30m",
    "1h": "1h",
    "4h": "4h",
    "1m": "1m",
    "5m": "5m",
    "15m": "15m",
    "30m": "30m",
    "1H": "1h",
    "4H": "4h",
    "3min": "3m",
    "6h": "6h",
    "12h": "12h",
    "1day": "1d",
    "1Dutc": "1d",
    "3m": "3m",
    "2H": "2h",
    "6H": "6h",
    "12H": "12h",
    "1D": "1d",
    "1week": "7d",
}
ASKED: Mapping[str, Check] = {
    "symbol": text,
    "granularity": one_of(*SPANS),
}
RANGE: Mapping[str, Check] = {"startTime": integer, "endTime": integer, "limit": integer}


class BitgetData:
    """Markets and prices of Bitget; of all perpetuals there are only those settled in USDT."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def routes(self) -> dict[tuple[str, str], Route]:
        """Return the endpoints."""
        return {
            ("GET", "/api/v2/public/time"): Route(name="time", handler=self.time),
            ("GET", "/api/v2/spot/public/symbols"): Route(
                name="markets",
                handler=lambda _: [_spot(book) for book in self._books(Kind.SPOT)],
                optional={"symbol": text},
            ),
            ("GET", "/api/v2/margin/currencies"): Route(name="margin_pairs", handler=lambda _: []),
            ("GET", "/api/v2/mix/market/contracts"): Route(
                name="markets",
                handler=self.contracts,
                required=PRODUCT,
                optional={"symbol": text},
            ),
            ("GET", "/api/v2/spot/market/tickers"): Route(
                name="ticker", handler=self.spot_tickers, optional={"symbol": text}
            ),
            ("GET", "/api/v2/mix/market/tickers"): Route(
                name="ticker", handler=self.mix_tickers, required=PRODUCT
            ),
            ("GET", "/api/v2/mix/market/ticker"): Route(
                name="ticker", handler=self.mix_tickers, required={**PRODUCT, "symbol": text}
            ),
            ("GET", "/api/v2/spot/market/candles"): Route(
                name="candles", handler=self.spot_candles, required=ASKED, optional=RANGE
            ),
            ("GET", "/api/v2/mix/market/candles"): Route(
                name="candles",
                handler=self.mix_candles,
                required={**ASKED, **PRODUCT},
                optional=RANGE,
            ),
            ("GET", "/api/v2/mix/market/query-position-lever"): Route(
                name="brackets", handler=self.brackets, required={**PRODUCT, "symbol": text}
            ),
        }

    def time(self, _call: Call) -> object:
        """Return the time."""
        return {"serverTime": str(self.engine.clock.ms())}

    def _books(self, kind: Kind) -> list[Book]:
        return [book for book in self.engine.books.values() if book.market.kind is kind]

    def market(self, kind: Kind, name: str) -> FakeMarket:
        """Return a market by Bitget's name."""
        return self.book(kind, name).market

    def book(self, kind: Kind, name: str) -> Book:
        """Return a market's prices by Bitget's name."""
        for book in self._books(kind):
            if book.market.id == name.upper():
                return book
        raise refusal(40034, f"Parameter {name} does not exist")

    def contracts(self, call: Call) -> object:
        """List the perpetuals of a product."""
        if call.params["productType"] != "USDT-FUTURES":
            return []
        return [_contract(book) for book in self._books(Kind.LINEAR)]

    def spot_tickers(self, call: Call) -> object:
        """List the prices of spot markets."""
        name = call.params.get("symbol")
        chosen = [self.book(Kind.SPOT, name)] if name else self._books(Kind.SPOT)
        return [self.ticker(book) for book in chosen]

    def mix_tickers(self, call: Call) -> object:
        """List the prices of perpetuals."""
        if call.params["productType"] != "USDT-FUTURES":
            return []
        name = call.params.get("symbol")
        chosen = [self.book(Kind.LINEAR, name)] if name else self._books(Kind.LINEAR)
        return [self.ticker(book) for book in chosen]

    def ticker(self, book: Book) -> dict[str, object]:
        """Return a market's prices."""
        now = self.engine.clock.ms()
        common: dict[str, object] = {
            "symbol": book.market.id,
            "lastPr": plain(book.last),
            "bidPr": plain(book.bid),
            "bidSz": plain(SIZE if book.bid_size is None else book.bid_size),
            "askPr": plain(book.ask),
            "askSz": plain(SIZE if book.ask_size is None else book.ask_size),
            "high24h": plain(book.high),
            "low24h": plain(book.low),
            "open": plain(book.last),
            "change24h": "0",
            "changeUtc24h": "0",
            "openUtc": plain(book.last),
            "baseVolume": plain(book.volume),
            "quoteVolume": plain(book.volume * book.last),
            "usdtVolume": plain(book.volume * book.last),
            "ts": str(now),
        }
        if book.market.kind is Kind.SPOT:
            return common
        return {
            **common,
            "indexPrice": plain(book.mark),
            "markPrice": plain(book.mark),
            "fundingRate": "0.0001",
            "holdingAmount": "1000",
            "deliveryStartTime": None,
            "deliveryTime": None,
            "deliveryStatus": "",
            "open24h": plain(book.last),
        }

    def spot_candles(self, call: Call) -> object:
        """List a spot market's candles, oldest first."""
        return self._candles(call, Kind.SPOT)

    def mix_candles(self, call: Call) -> object:
        """List a perpetual's candles, oldest first."""
        return self._candles(call, Kind.LINEAR)

    def _candles(self, call: Call, kind: Kind) -> object:
        span = SPANS[call.params["granularity"]]
        length = int(span[:-1]) * UNITS_MS[span[-1]]
        book = self.book(kind, call.params["symbol"])
        start, end = call.integer("startTime"), call.integer("endTime")
        limit = min(call.integer("limit") or 100, 1000)
        return [
            [
                str(one.start),
                *(plain(price) for price in (one.open, one.high, one.low, one.close)),
                str(one.trades),
                plain(one.trades * one.close),
                plain(one.trades * one.close),
            ]
            for one in candles(book.past, length, self.engine.clock.ms(), start, end, limit)
        ]

    def brackets(self, call: Call) -> object:
        """List how much margin which worth of a position needs."""
        market = self.market(Kind.LINEAR, call.params["symbol"])
        rows = market.brackets or ((0, market.maintenance_rate),)
        ends = [floor for floor, _ in rows[1:]] + [100_000_000]
        return [
            {
                "symbol": market.id,
                "level": str(number + 1),
                "startUnit": str(floor),
                "endUnit": str(end),
                "leverage": str(market.max_leverage),
                "keepMarginRate": plain(rate),
            }
            for number, ((floor, rate), end) in enumerate(zip(rows, ends, strict=True))
        ]


def _spot(book: Book) -> dict[str, object]:
    market = book.market
    return {
        "symbol": market.id,
        "baseCoin": market.base,
        "quoteCoin": market.quote,
        "minTradeAmount": "0",
        "maxTradeAmount": plain(market.max_amount),
        "takerFeeRate": "0.001",
        "makerFeeRate": "0.001",
        "pricePrecision": str(places_of(market.tick)),
        "quantityPrecision": str(places_of(market.step)),
        "quotePrecision": "8",
        "status": "halt" if book.halted else "online",
        "minTradeUSDT": plain(market.min_cost),
        "buyLimitPriceRatio": "0.05",
        "sellLimitPriceRatio": "0.05",
        "areaSymbol": "no",
        "orderQuantity": "200",
        "openTime": "1532454360000",
        "offTime": "" if book.ends_at is None else str(book.ends_at),
    }


def _contract(book: Book) -> dict[str, object]:
    market = book.market
    places = places_of(market.tick)
    return {
        "symbol": market.id,
        "baseCoin": market.base,
        "quoteCoin": market.quote,
        "buyLimitPriceRatio": "0.05",
        "sellLimitPriceRatio": "0.05",
        "feeRateUpRatio": "0.005",
        "makerFeeRate": "0.0002",
        "takerFeeRate": "0.0006",
        "openCostUpRatio": "0.01",
        "supportMarginCoins": [market.quote],
        "minTradeNum": plain(market.min_amount),
        "priceEndStep": plain(market.tick.scaleb(places)),
        "volumePlace": str(places_of(market.step)),
        "pricePlace": str(places),
        "sizeMultiplier": plain(market.step),
        "symbolType": "perpetual",
        "minTradeUSDT": plain(market.min_cost),
        "maxSymbolOrderNum": "200",
        "maxProductOrderNum": "1000",
        "maxPositionNum": "150",
        "symbolStatus": "maintain" if book.halted else "normal",
        "offTime": "-1" if book.ends_at is None else str(book.ends_at),
        "limitOpenTime": "-1",
        "deliveryTime": "",
        "deliveryStartTime": "",
        "deliveryPeriod": "",
        "launchTime": "",
        "fundInterval": "8",
        "minLever": "1",
        "maxLever": str(market.max_leverage),
        "posLimit": "0.1",
        "maintainTime": "",
        "openTime": "",
    }

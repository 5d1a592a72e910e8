"""What Gate tells anybody: the time, the markets, their prices and candles."""

from collections.abc import Mapping

from ..core.candles import UNITS_MS, Candle, candles
from ..core.engine import Engine
from ..core.market import Book, Kind
from ..core.orders import ZERO
from ..wire import Call, Check, Route, integer, one_of, places_of, plain, text
from . import format as write
from .errors import bad, refusal
from .markets import MOST_CONTRACTS

FUTURES = "/api/v4/futures/usdt"
SPOT = "/api/v4/spot"
INTERVALS = one_of("10s", "1m", "5m", "15m", "30m", "1h", "4h", "8h", "1d")
CANDLES: Mapping[str, Check] = {
    "interval": INTERVALS,
    "from": integer,
    "to": integer,
    "limit": integer,
}


class GateData:
    """Markets and prices of Gate."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def routes(self) -> dict[tuple[str, str], Route]:
        """Return the endpoints."""
        return {
            ("GET", f"{SPOT}/time"): Route(name="time", handler=self.time),
            ("GET", f"{SPOT}/currency_pairs"): Route(name="markets", handler=self.pairs),
            ("GET", "/api/v4/margin/currency_pairs"): Route(
                name="margin_markets", handler=lambda _: []
            ),
            ("GET", f"{SPOT}/currencies"): Route(name="currencies", handler=lambda _: []),
            ("GET", f"{SPOT}/tickers"): Route(
                name="ticker",
                handler=self.spot_tickers,
                optional={"currency_pair": text, "timezone": text},
            ),
            ("GET", f"{SPOT}/order_book"): Route(
                name="order_book",
                handler=self.spot_book,
                required={"currency_pair": text},
                optional={"interval": text, "limit": integer, "with_id": text},
            ),
            ("GET", f"{SPOT}/candlesticks"): Route(
                name="candles",
                handler=self.spot_candles,
                required={"currency_pair": text},
                optional=CANDLES,
            ),
            ("GET", f"{FUTURES}/contracts"): Route(
                name="markets",
                handler=self.contracts,
                optional={"limit": integer, "offset": integer},
            ),
            ("GET", f"{FUTURES}/tickers"): Route(
                name="ticker",
                handler=self.futures_tickers,
                # It is documented for spot only; here it is overlooked.
                optional={"contract": text, "timezone": text},
            ),
            ("GET", f"{FUTURES}/candlesticks"): Route(
                name="candles",
                handler=self.futures_candles,
                required={"contract": text},
                optional=CANDLES,
            ),
            ("GET", f"{FUTURES}/funding_rate"): Route(
                name="funding_rates",
                handler=self.funding_rates,
                required={"contract": text},
                optional={"limit": integer, "from": integer, "to": integer},
            ),
        }

    def book(self, kind: Kind, name: str | None) -> Book | None:
        """Return a market's prices by Gate's name."""
        market = write.by_id(self.engine, kind).get(name or "")
        return self.engine.books[market.symbol] if market else None

    def _books(self, kind: Kind, name: str | None) -> list[Book]:
        if name is None:
            found = write.by_id(self.engine, kind).values()
            return [self.engine.books[market.symbol] for market in found]
        if (book := self.book(kind, name)) is None:
            if kind is Kind.SPOT:
                raise refusal("INVALID_CURRENCY_PAIR", f"Invalid currency pair {name}")
            raise refusal("CONTRACT_NOT_FOUND", f"contract {name} not found")
        return [book]

    def time(self, _call: Call) -> object:
        """Return the time."""
        return {"server_time": self.engine.clock.ms()}

    def pairs(self, _call: Call) -> object:
        """List the pairs on spot."""
        return [self._pair(book) for book in self._books(Kind.SPOT, None)]

    def _pair(self, book: Book) -> dict[str, object]:
        market = book.market
        return {
            "id": market.id,
            "base": market.base,
            "base_name": market.base,
            "quote": market.quote,
            "quote_name": market.quote,
            "fee": "0.2",
            "min_base_amount": plain(market.min_amount),
            "min_quote_amount": plain(market.min_cost),
            "max_quote_amount": "5000000",
            "amount_precision": places_of(market.step),
            "precision": places_of(market.tick),
            "trade_status": "untradable" if book.halted else "tradable",
            "sell_start": 0,
            "buy_start": 0,
            "delisting_time": (book.ends_at or 0) // 1000,
            "type": "normal",
            "st_tag": False,
        }

    def contracts(self, _call: Call) -> object:
        """List the perpetuals."""
        return [self._contract(book) for book in self._books(Kind.LINEAR, None)]

    def _contract(self, book: Book) -> dict[str, object]:
        market = book.market
        return {
            "name": market.id,
            "type": "direct",
            "quanto_multiplier": plain(write.contract_size(market)),
            "leverage_min": "1",
            "leverage_max": str(market.max_leverage),
            "maintenance_rate": plain(market.maintenance_rate),
            "mark_type": "index",
            "mark_price": plain(book.mark),
            "index_price": plain(book.mark),
            "last_price": plain(book.last),
            "maker_fee_rate": "-0.0001",
            "taker_fee_rate": "0.00075",
            "order_price_round": plain(market.tick),
            "mark_price_round": "0.01",
            "funding_rate": "0.0001",
            "funding_rate_indicative": "0.0001",
            "funding_interval": 28800,
            "funding_next_apply": self.engine.clock.ms() // 1000 + 3600,
            "risk_limit_base": "1000000",
            "risk_limit_step": "1000000",
            "risk_limit_max": "8000000",
            "order_size_min": 1,
            "order_size_max": MOST_CONTRACTS,
            "order_price_deviate": "0.2",
            "ref_discount_rate": "0",
            "ref_rebate_rate": "0.2",
            "orderbook_id": book.updates,
            "trade_id": book.trades,
            "trade_size": 1000,
            "position_size": 1000,
            "config_change_time": 1609899548,
            "in_delisting": book.halted,
            "orders_limit": 100,
            "enable_bonus": True,
            "enable_credit": True,
            "enable_decimal": False,
            "create_time": 1546300800,
            "funding_cap_ratio": "0.75",
            "status": "delisting" if book.halted else "trading",
        }

    def spot_tickers(self, call: Call) -> object:
        """List the prices on spot."""
        books = self._books(Kind.SPOT, call.params.get("currency_pair"))
        return [self.spot_ticker(book) for book in books]

    def spot_ticker(self, book: Book) -> dict[str, object]:
        """Return the prices of a pair."""
        return {
            "currency_pair": book.market.id,
            "last": plain(book.last),
            "lowest_ask": plain(book.ask),
            "lowest_size": plain(book.ask_size or ZERO),
            "highest_bid": plain(book.bid),
            "highest_size": plain(book.bid_size or ZERO),
            "change_percentage": "0",
            "base_volume": plain(book.volume),
            "quote_volume": plain(book.volume * book.last),
            "high_24h": plain(book.high),
            "low_24h": plain(book.low),
        }

    def futures_tickers(self, call: Call) -> object:
        """List the prices of perpetuals."""
        books = self._books(Kind.LINEAR, call.params.get("contract"))
        return [self.futures_ticker(book) for book in books]

    def futures_ticker(self, book: Book) -> dict[str, object]:
        """Return the prices of a perpetual."""
        return {
            "contract": book.market.id,
            "last": plain(book.last),
            "low_24h": plain(book.low),
            "high_24h": plain(book.high),
            "change_percentage": "0",
            "total_size": "1000",
            "volume_24h": plain(book.volume),
            "volume_24h_base": plain(book.volume),
            "volume_24h_quote": plain(book.volume * book.last),
            "volume_24h_settle": plain(book.volume * book.last),
            "mark_price": plain(book.mark),
            "funding_rate": "0.0001",
            "funding_rate_indicative": "0.0001",
            "index_price": plain(book.mark),
            "quanto_base_rate": "",
            "quanto_multiplier": plain(write.contract_size(book.market)),
            "lowest_ask": plain(book.ask),
            "lowest_size": "1000",
            "highest_bid": plain(book.bid),
            "highest_size": "1000",
        }

    def spot_book(self, call: Call) -> object:
        """Return the best bid and the best ask, as there is no more."""
        (book,) = self._books(Kind.SPOT, call.params["currency_pair"])
        now = self.engine.clock.ms()
        return {
            "current": now,
            "update": now,
            "asks": [[plain(book.ask), "10"]],
            "bids": [[plain(book.bid), "10"]],
        }

    def spot_candles(self, call: Call) -> object:
        """List a pair's candles, oldest first."""
        (book,) = self._books(Kind.SPOT, call.params["currency_pair"])
        return [
            [
                str(one.start // 1000),
                plain(one.trades * one.close),
                plain(one.close),
                plain(one.high),
                plain(one.low),
                plain(one.open),
                str(one.trades),
                "true",
            ]
            for one in self._candles(call, book)
        ]

    def _marks(self, call: Call) -> object:
        """List the mark prices that funding was charged at, as candles of a minute."""
        (book,) = self._books(Kind.LINEAR, call.params["contract"].removeprefix("mark_"))
        since, until = call.integer("from") or 0, call.integer("to") or 2**40
        marks = {
            one.at // 60_000 * 60: plain(one.mark)
            for one in self.engine.funding_rates
            if one.market is book.market and since <= one.at // 60_000 * 60 <= until
        }
        return [{"t": at, "o": mark, "h": mark, "l": mark, "c": mark} for at, mark in marks.items()]

    def funding_rates(self, call: Call) -> object:
        """List the rates at which funding was charged, newest first."""
        (book,) = self._books(Kind.LINEAR, call.params["contract"])
        since, until = call.integer("from") or 0, call.integer("to") or 2**40
        found = [
            {"t": one.at // 1000, "r": plain(one.rate)}
            for one in reversed(self.engine.funding_rates)
            if one.market is book.market and since <= one.at // 1000 <= until
        ]
        return found[: call.integer("limit") or 100]

    def futures_candles(self, call: Call) -> object:
        """List a perpetual's candles, oldest first."""
        if call.params["contract"].startswith("mark_"):
            return self._marks(call)
        (book,) = self._books(Kind.LINEAR, call.params["contract"])
        return [
            {
                "t": one.start // 1000,
                "v": one.trades,
                "c": plain(one.close),
                "h": plain(one.high),
                "l": plain(one.low),
                "o": plain(one.open),
                "sum": plain(one.trades * one.close),
            }
            for one in self._candles(call, book)
        ]

    def _candles(self, call: Call, book: Book) -> list[Candle]:
        interval = call.params.get("interval", "5m")
        length = int(interval[:-1]) * UNITS_MS[interval[-1]]
        start, end, limit = (call.integer(name) for name in ("from", "to", "limit"))
        if limit is not None and start is not None:
            raise bad("limit conflicts with from and to")
        return candles(
            book.past,
            length,
            self.engine.clock.ms(),
            None if start is None else start * 1000,
            None if end is None else end * 1000,
            min(limit or 100, 1000) if start is None else 1000,
        )

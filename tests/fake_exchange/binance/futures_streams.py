"""Binance futures' streams: market data by category, and the user's events by listen key."""

from collections.abc import Mapping
import secrets
from urllib.parse import parse_qs, urlsplit

from ..core.engine import Engine
from ..core.events import AccountEvent, OrderEvent, PriceEvent, VenueEvent
from ..core.market import Book, Kind
from ..streams import Stream, Streams
from ..wire import Call, Route, Security, plain
from . import futures_format as write
from .errors import refusal
from .futures_data import FUNDING_MS, SIZE, FuturesData

USER = "futures user"
CATEGORIES = {
    "bookTicker": "public",
    "trade": "public",
    "aggTrade": "market",
    "ticker": "market",
    "miniTicker": "market",
    "markPrice": "market",
    "markPrice@1s": "market",
}
"""Where each channel is served; elsewhere it is silently missing."""


class FuturesStreams:
    """What Binance's futures push."""

    def __init__(self, engine: Engine, streams: Streams, data: FuturesData) -> None:
        self.engine = engine
        self.streams = streams
        self.data = data
        self.listen_key = ""
        engine.listeners.append(self._tell)

    def routes(self) -> dict[tuple[str, str], Route]:
        """Return the endpoints of the listen key."""
        path = "/fapi/v1/listenKey"
        return {
            ("POST", path): Route(name="listen_key", handler=self._open_key, security=Security.KEY),
            ("PUT", path): Route(name="listen_key", handler=self._keep_key, security=Security.KEY),
            ("DELETE", path): Route(
                name="listen_key", handler=self._close_key, security=Security.KEY
            ),
        }

    def _open_key(self, _call: Call) -> object:
        self.listen_key = self.listen_key or secrets.token_hex(32)
        return {"listenKey": self.listen_key}

    def _keep_key(self, _call: Call) -> object:
        if not self.listen_key:
            raise refusal(-1125, "This listenKey does not exist.")
        return {"listenKey": self.listen_key}

    def _close_key(self, _call: Call) -> object:
        self.listen_key = ""
        return {}

    def expire_listen_key(self) -> None:
        """Let the listen key run out: its streams say so and fall silent."""
        now = self.engine.clock.ms()
        frame = {"e": "listenKeyExpired", "E": now, "listenKey": self.listen_key}
        for stream in self.streams.of(USER):
            stream.push("account", frame)
            stream.topics.discard(USER)
        self.listen_key = ""

    def on_open(self, stream: Stream) -> None:
        """Let whoever brings the listen key hear the user's events."""
        parts = urlsplit(stream.path)
        given = parse_qs(parts.query).get("listenKey", [parts.path.rsplit("/", 1)[-1]])[0]
        if self.listen_key and given == self.listen_key:
            stream.topics.add(USER)

    def on_message(self, stream: Stream, message: object) -> None:
        """Serve SUBSCRIBE and UNSUBSCRIBE."""
        match message:
            case {"method": "SUBSCRIBE", "params": list(names), "id": ident}:
                for name in map(str, names):
                    if self._is_channel(stream, name):
                        stream.topics.add(_topic(name))
                stream.answer({"result": None, "id": ident})
                for name in map(str, names):
                    self._first(stream, name)
            case {"method": "UNSUBSCRIBE", "params": list(names), "id": ident}:
                stream.topics.difference_update(_topic(str(name)) for name in names)
                stream.answer({"result": None, "id": ident})
            case _:
                stream.answer({"error": {"code": 2, "msg": "Invalid request"}, "id": None})

    def _is_channel(self, stream: Stream, name: str) -> bool:
        market, _, channel = name.partition("@")
        category = CATEGORIES.get(channel)
        known = market.upper() in self.data.books or name == "!miniTicker@arr"
        return known and (category is None or f"/{category}/" in stream.path)

    def _first(self, stream: Stream, name: str) -> None:
        market, _, channel = name.partition("@")
        book = self.data.books.get(market.upper())
        if book and _topic(name) in stream.topics and channel not in {"trade", "aggTrade"}:
            stream.push("price", self._frame(book, channel))

    def _tell(self, event: VenueEvent) -> None:
        match event:
            case PriceEvent(book=book) if book.market.kind is Kind.LINEAR:
                self._tell_price(book)
            case OrderEvent(order=order) if order.market.kind is Kind.LINEAR:
                self._tell_order(event)
            case AccountEvent(kind=Kind.LINEAR):
                self._tell_user(
                    "account",
                    write.account_update(
                        self.engine, event.assets, event.positions, event.reason, event.at
                    ),
                )
            case _:
                pass

    def _tell_order(self, event: OrderEvent) -> None:
        if event.order.algo:
            self._tell_user("algo", write.algo_update(event, self.engine.registry))
        elif event.fill is not None:
            self._tell_user("lite", write.trade_lite(event))
            self._tell_user("fill", write.order_update(event))
        else:
            self._tell_user("order", write.order_update(event))

    def _tell_user(self, kind: str, frame: Mapping[str, object]) -> None:
        for stream in self.streams.of(USER):
            stream.push(kind, frame)

    def _tell_price(self, book: Book) -> None:
        name = book.market.id.lower()
        for channel in CATEGORIES:
            for stream in self.streams.of(_topic(f"{name}@{channel}")):
                stream.push("price", self._frame(book, channel))
        for stream in self.streams.of(_topic("!miniTicker@arr")):
            stream.push("price", [self._frame(book, "miniTicker")])

    def _frame(self, book: Book, channel: str) -> dict[str, object]:
        now = self.engine.clock.ms()
        market, last = book.market.id, plain(book.last)
        match channel:
            case "bookTicker":
                return {
                    "e": "bookTicker",
                    "u": book.updates,
                    "s": market,
                    "b": plain(book.bid),
                    "B": plain(SIZE if book.bid_size is None else book.bid_size),
                    "a": plain(book.ask),
                    "A": plain(SIZE if book.ask_size is None else book.ask_size),
                    "T": now,
                    "E": now,
                }
            case "trade" | "aggTrade":
                ident: dict[str, object] = (
                    {"t": book.trades, "X": "MARKET"}
                    if channel == "trade"
                    else {"a": book.trades, "f": book.trades, "l": book.trades}
                )
                return {
                    "e": channel,
                    "E": now,
                    "T": now,
                    "s": market,
                    "p": last,
                    "q": "1",
                    "m": False,
                } | ident
            case "markPrice" | "markPrice@1s":
                return {
                    "e": "markPriceUpdate",
                    "E": now,
                    "s": market,
                    "p": plain(book.mark),
                    "i": plain(book.mark),
                    "P": plain(book.mark),
                    "r": "0.00010000",
                    "T": now - now % FUNDING_MS + FUNDING_MS,
                }
            case _:
                return _ticker(self.data.day_ticker(book), channel, now)


def _topic(name: str) -> str:
    """Keep the futures' channels apart from those of spot."""
    return f"futures {name}"


def _ticker(day: Mapping[str, object], channel: str, now: int) -> dict[str, object]:
    mini = {
        "e": "24hrMiniTicker",
        "E": now,
        "s": day["symbol"],
        "c": day["lastPrice"],
        "o": day["openPrice"],
        "h": day["highPrice"],
        "l": day["lowPrice"],
        "v": day["volume"],
        "q": day["quoteVolume"],
    }
    if channel == "miniTicker":
        return mini
    return {
        **mini,
        "e": "24hrTicker",
        "p": day["priceChange"],
        "P": day["priceChangePercent"],
        "w": day["weightedAvgPrice"],
        "Q": day["lastQty"],
        "O": day["openTime"],
        "C": day["closeTime"],
        "F": day["firstId"],
        "L": day["lastId"],
        "n": day["count"],
    }

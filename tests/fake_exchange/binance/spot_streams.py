"""Binance spot's streams: market data, and the user's events over the WebSocket API."""

from collections.abc import Mapping

from ..core.account import Account
from ..core.engine import Engine
from ..core.events import (
    AccountEvent,
    BalanceEvent,
    Change,
    OrderEvent,
    PairEvent,
    PriceEvent,
    VenueEvent,
)
from ..core.market import Book, Kind
from ..streams import Stream, Streams
from ..wire import RefusalError, fixed
from . import spot_format as write
from .errors import refusal
from .guard import check_time, find_key, sign
from .spot_data import SIZE, SpotData

USER = "user"
CHANNELS = frozenset({"bookTicker", "ticker", "miniTicker", "trade", "aggTrade"})


class SpotStreams:
    """What Binance spot pushes."""

    def __init__(self, engine: Engine, account: Account, streams: Streams, data: SpotData) -> None:
        self.engine = engine
        self.account = account
        self.streams = streams
        self.data = data
        engine.listeners.append(self._tell)

    # what clients ask

    def on_market_message(self, stream: Stream, message: object) -> None:
        """Serve SUBSCRIBE and UNSUBSCRIBE."""
        match message:
            case {"method": "SUBSCRIBE", "params": list(names), "id": ident}:
                if bad := [name for name in names if not self._is_channel(str(name))]:
                    stream.answer(
                        {"error": {"code": 2, "msg": f"Invalid request: {bad[0]}"}, "id": ident}
                    )
                    return
                stream.topics.update(map(str, names))
                stream.answer({"result": None, "id": ident})
                for name in map(str, names):
                    self._first(stream, name)
            case {"method": "UNSUBSCRIBE", "params": list(names), "id": ident}:
                stream.topics.difference_update(map(str, names))
                stream.answer({"result": None, "id": ident})
            case _:
                stream.answer({"error": {"code": 2, "msg": "Invalid request"}, "id": None})

    def on_api_message(self, stream: Stream, message: object) -> None:
        """Serve the WebSocket API, of which only the user's events are there."""
        match message:
            case {"id": ident, "method": str(method), **rest}:
                params = rest.get("params", {})
                try:
                    result = self._api(stream, method, params)
                except RefusalError as err:
                    body = err.reply.body
                    stream.answer({"id": ident, "status": err.reply.status, "error": body})
                else:
                    stream.answer({"id": ident, "status": 200, "result": result, "rateLimits": []})
            case _:
                stream.answer({"id": None, "status": 400, "error": {"code": -1000, "msg": ""}})

    def _api(self, stream: Stream, method: str, params: object) -> object:
        given = {str(k): str(v) for k, v in params.items()} if isinstance(params, Mapping) else {}
        match method:
            case "ping":
                return {}
            case "time":
                return {"serverTime": self.engine.clock.ms()}
            case "userDataStream.subscribe.signature":
                self._authorise(given)
                stream.owner = given["apiKey"]
                stream.topics.add(USER)
                return {"subscriptionId": 0}
            case "userDataStream.unsubscribe":
                stream.topics.discard(USER)
                return {}
            case _:
                raise refusal(-1000, f"Unknown method '{method}'.")

    def _authorise(self, params: Mapping[str, str]) -> None:
        key = find_key(self.account, params.get("apiKey", ""))
        unknown = set(params) - {"apiKey", "timestamp", "recvWindow", "signature"}
        if unknown:
            raise refusal(-1104, "Not all sent parameters were read.")
        check_time(params, self.engine.clock)
        content = "&".join(
            f"{name}={params[name]}" for name in sorted(params) if name != "signature"
        )
        if params.get("signature") != sign(key, content):
            raise refusal(-1022, "Signature for this request is not valid.")

    def _is_channel(self, name: str) -> bool:
        if name == "!miniTicker@arr":
            return True
        market, _, channel = name.partition("@")
        return market.upper() in self.data.books and channel in CHANNELS

    def _first(self, stream: Stream, name: str) -> None:
        """Show where the market stands, as the next change would come at once on a real one."""
        market, _, channel = name.partition("@")
        book = self.data.books.get(market.upper())
        if book is not None and channel not in {"trade", "aggTrade"}:
            stream.push("price", self._frame(book, channel))

    # what happens

    def _tell(self, event: VenueEvent) -> None:
        match event:
            case PriceEvent(book=book) if book.market.kind is Kind.SPOT:
                self._tell_price(book)
            case OrderEvent(order=order) if order.market.kind is Kind.SPOT:
                if event.change is not Change.TRIGGERED:
                    kind = "fill" if event.fill else "order"
                    self._tell_user(kind, write.execution_report(event))
            case AccountEvent(kind=Kind.SPOT):
                self._tell_user(
                    "account", write.account_position(self.account, event.assets, event.at)
                )
            case PairEvent():
                self._tell_user("list", write.list_status(event))
            case BalanceEvent(kind=Kind.SPOT):
                frame = {
                    "e": "balanceUpdate",
                    "E": event.at,
                    "a": event.asset,
                    "d": fixed(event.delta),
                    "T": event.at,
                }
                self._tell_user("account", frame)
            case _:
                pass

    def _tell_user(self, kind: str, frame: Mapping[str, object]) -> None:
        for stream in self.streams.of(USER):
            stream.push(kind, {"subscriptionId": 0, "event": frame})

    def _tell_price(self, book: Book) -> None:
        name = book.market.id.lower()
        for channel in CHANNELS:
            for stream in self.streams.of(f"{name}@{channel}"):
                stream.push("price", self._frame(book, channel))
        for stream in self.streams.of("!miniTicker@arr"):
            stream.push("price", [self._frame(book, "miniTicker")])

    def _frame(self, book: Book, channel: str) -> dict[str, object]:
        now = self.engine.clock.ms()
        market = book.market.id
        last = fixed(book.last)
        match channel:
            case "bookTicker":
                return {
                    "u": book.updates,
                    "s": market,
                    "b": fixed(book.bid),
                    "B": fixed(SIZE if book.bid_size is None else book.bid_size),
                    "a": fixed(book.ask),
                    "A": fixed(SIZE if book.ask_size is None else book.ask_size),
                }
            case "trade":
                return {
                    "e": "trade",
                    "E": now,
                    "s": market,
                    "t": book.trades,
                    "p": last,
                    "q": "1.00000000",
                    "T": now,
                    "m": False,
                    "M": True,
                }
            case "aggTrade":
                return {
                    "e": "aggTrade",
                    "E": now,
                    "s": market,
                    "a": book.trades,
                    "p": last,
                    "q": "1.00000000",
                    "f": book.trades,
                    "l": book.trades,
                    "T": now,
                    "m": False,
                    "M": True,
                }
            case _:
                return _ticker(self.data.day_ticker(book), channel, now)


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
        "x": day["prevClosePrice"],
        "Q": day["lastQty"],
        "b": day["bidPrice"],
        "B": day["bidQty"],
        "a": day["askPrice"],
        "A": day["askQty"],
        "O": day["openTime"],
        "C": day["closeTime"],
        "F": day["firstId"],
        "L": day["lastId"],
        "n": day["count"],
    }

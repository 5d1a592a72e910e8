"""Kraken's streams, version 2: prices, and the account's events by token."""

from collections.abc import Mapping

from ..core.engine import Engine
from ..core.events import AccountEvent, BalanceEvent, Change, OrderEvent, PriceEvent, VenueEvent
from ..core.market import Book
from ..core.orders import Order
from ..streams import Stream, Streams
from . import format as write, names
from .data import SIZE, KrakenData

PRIVATE = frozenset({"executions", "balances"})
KNOWN = frozenset(
    {"channel", "symbol", "token", "event_trigger", "snapshot", "snap_orders", "snap_trades"}
    | {"order_status", "ratecounter"}
)


class KrakenStreams:
    """What Kraken pushes."""

    def __init__(self, engine: Engine, streams: Streams, data: KrakenData) -> None:
        self.engine = engine
        self.streams = streams
        self.data = data
        self._sequence = 0
        engine.listeners.append(self._tell)

    def on_open(self, stream: Stream) -> None:
        """Greet."""
        status = {"api_version": "v2", "connection_id": 1, "system": "online", "version": "2.0.10"}
        stream.answer({"channel": "status", "type": "update", "data": [status]})

    def on_message(self, stream: Stream, message: object) -> None:
        """Serve ping, subscribe and unsubscribe."""
        match message:
            case {"method": "ping", **rest}:
                stream.answer({"method": "pong", **_times(self._now(), rest)})
            case {"method": str(method), "params": {"channel": str(channel), **given}, **rest}:
                self._subscribe(stream, method, channel, given, rest)
            case _:
                stream.answer({"error": "Malformed request", "success": False})

    def _now(self) -> str:
        return names.iso(self.engine.clock.ms())

    def _subscribe(
        self,
        stream: Stream,
        method: str,
        channel: str,
        given: Mapping[object, object],
        rest: Mapping[object, object],
    ) -> None:
        symbols = given.get("symbol", [None])
        error = self._error(channel, given)
        for symbol in symbols if isinstance(symbols, list) else [symbols]:
            frame: dict[str, object] = {"method": method, **_times(self._now(), rest)}
            if symbol is not None and symbol not in self.engine.books:
                error = f"Currency pair not supported {symbol}"
            if error:
                stream.answer({**frame, "error": error, "success": False})
                continue
            topic = channel if symbol is None else f"{channel} {symbol}"
            (stream.topics.add if method == "subscribe" else stream.topics.discard)(topic)
            result = {"channel": channel, "snapshot": True}
            if symbol is not None:
                result["symbol"] = symbol
            stream.answer({**frame, "result": result, "success": True})
            if method == "subscribe":
                self._snapshot(stream, channel, symbol)

    def _error(self, channel: str, given: Mapping[object, object]) -> str:
        if unknown := {str(name) for name in given} - KNOWN:
            return f"Unsupported field: '{min(unknown)}' for the given msg type: subscribe"
        if channel in PRIVATE:
            good = given.get("token") in self.data.tokens
            return "" if good else "ESession:Invalid session"
        return "" if channel in {"ticker", "trade"} else f"Channel not found: {channel}"

    def _snapshot(self, stream: Stream, channel: str, symbol: object) -> None:
        if channel == "executions":
            found = [
                {**write.executions(_opened(order, self.engine))[0], "exec_type": "new"}
                for order in self.engine.registry.orders.values()
                if order.status.open
            ]
            stream.answer(self._frame(channel, "snapshot", found))
        elif channel == "balances":
            spot = self.engine.account.spot
            found = [
                {"asset": code, "asset_class": "currency", "balance": write.number(one.total)}
                for code, one in spot.items()
            ]
            stream.answer(self._frame(channel, "snapshot", found))
        elif channel == "ticker":
            book = self.engine.books[str(symbol)]
            stream.push("price", _price(book, "snapshot", self._now()))

    def _frame(self, channel: str, kind: str, content: list[dict[str, object]]) -> object:
        self._sequence += 1
        return {"channel": channel, "type": kind, "data": content, "sequence": self._sequence}

    def _tell(self, event: VenueEvent) -> None:
        match event:
            case PriceEvent(book=book):
                for stream in self.streams.of(f"ticker {book.market.symbol}"):
                    stream.push("price", _price(book, "update", self._now()))
                for stream in self.streams.of(f"trade {book.market.symbol}"):
                    stream.push("price", _trade(book, self._now()))
            case OrderEvent():
                kind = "fill" if event.fill else "order"
                for content in write.executions(event):
                    frame = self._frame("executions", "update", [content])
                    for stream in self.streams.of("executions"):
                        stream.push(kind, frame)
            case AccountEvent():
                self._tell_balances(event.assets)
            case BalanceEvent():
                self._tell_balances((event.asset,))

    def _tell_balances(self, assets: tuple[str, ...]) -> None:
        spot = self.engine.account.spot
        content: list[dict[str, object]] = [
            {
                "asset": code,
                "asset_class": "currency",
                "balance": write.number(spot[code].total),
                "timestamp": self._now(),
                "type": "trade",
                "wallet_type": "spot",
                "wallet_id": "main",
            }
            for code in assets
            if code in spot
        ]
        frame = self._frame("balances", "update", content)
        for stream in self.streams.of("balances"):
            stream.push("account", frame)


def _opened(order: Order, engine: Engine) -> OrderEvent:
    return OrderEvent(change=Change.NEW, order=order, fill=None, at=engine.clock.ms())


def _times(now: str, rest: Mapping[object, object]) -> dict[str, object]:
    times: dict[str, object] = {"time_in": now, "time_out": now}
    if "req_id" in rest:
        times["req_id"] = rest["req_id"]
    return times


def _price(book: Book, kind: str, now: str) -> dict[str, object]:
    ticker = {
        "symbol": book.market.symbol,
        "bid": write.number(book.bid),
        "bid_qty": write.number(SIZE if book.bid_size is None else book.bid_size),
        "ask": write.number(book.ask),
        "ask_qty": write.number(SIZE if book.ask_size is None else book.ask_size),
        "last": write.number(book.last),
        "volume": write.number(book.volume),
        "vwap": write.number(book.last),
        "low": write.number(book.low),
        "high": write.number(book.high),
        "change": 0.0,
        "change_pct": 0.0,
        "timestamp": now,
    }
    return {"channel": "ticker", "type": kind, "data": [ticker]}


def _trade(book: Book, now: str) -> dict[str, object]:
    trade = {
        "symbol": book.market.symbol,
        "side": "buy",
        "price": write.number(book.last),
        "qty": 1.0,
        "ord_type": "market",
        "trade_id": book.trades,
        "timestamp": now,
    }
    return {"channel": "trade", "type": "update", "data": [trade]}

"""Crypto.com's streams: prices to everybody, orders and trades to whoever has signed."""

from collections.abc import Mapping
from typing import Any

from ..core.account import Account
from ..core.engine import Engine
from ..core.events import OrderEvent, PriceEvent, VenueEvent
from ..streams import Stream, Streams
from ..wire import RefusalError
from . import format as write
from .guard import check_signature


class CryptocomStreams:
    """What Crypto.com pushes."""

    def __init__(self, engine: Engine, streams: Streams, account: Account) -> None:
        self.engine = engine
        self.streams = streams
        self.account = account
        engine.listeners.append(self._tell)

    def on_open(self, stream: Stream) -> None:
        """Say nothing: Crypto.com waits for a request."""

    def on_message(self, stream: Stream, message: object) -> None:
        """Serve auth, subscribe and heartbeats."""
        match message:
            case {"method": "public/auth", **rest}:
                self._authenticate(stream, {**rest, "method": "public/auth"})
            case {"method": "subscribe", "params": {"channels": list(channels)}, **rest}:
                self._subscribe(stream, [str(one) for one in channels], rest.get("id", -1))
            case {"method": "unsubscribe", "params": {"channels": list(channels)}, **rest}:
                stream.topics.difference_update(str(one) for one in channels)
                stream.answer({"id": rest.get("id", -1), "method": "unsubscribe", "code": 0})
            case {"method": "public/respond-heartbeat"}:
                pass
            case _:
                stream.answer({"id": -1, "method": "ERROR", "code": 40003})

    def _authenticate(self, stream: Stream, envelope: Mapping[Any, Any]) -> None:
        asked = {"id": envelope.get("id", -1), "method": "public/auth"}
        try:
            key = check_signature(envelope, self.account, self.engine.clock.ms())
        except RefusalError:
            stream.answer({**asked, "code": 40101, "message": "UNAUTHORIZED"})
            return
        stream.owner = key.key
        stream.answer({**asked, "code": 0})

    def _subscribe(self, stream: Stream, channels: list[str], number: object) -> None:
        names = {book.market.id for book in self.engine.books.values()}
        for channel in channels:
            kind, _, market = channel.rpartition(".")
            private = channel.startswith("user.")
            known = private or (kind == "ticker" and market in names)
            code = 0 if known else 40003
            if private and not stream.owner:
                code = 40101
            asked = {"id": number, "method": "subscribe", "code": code, "channel": channel}
            stream.answer(asked)
            if code:
                continue
            stream.topics.add(channel)
            if kind == "ticker":
                book = next(one for one in self.engine.books.values() if one.market.id == market)
                told = write.ticker(book, self.engine.clock.ms())
                stream.push("price", _frame(channel, "ticker", market, [told]))

    def _tell(self, event: VenueEvent) -> None:
        match event:
            case PriceEvent(book=book):
                channel = f"ticker.{book.market.id}"
                told = write.ticker(book, self.engine.clock.ms())
                for stream in self.streams.of(channel):
                    stream.push("price", _frame(channel, "ticker", book.market.id, [told]))
            case OrderEvent(order=order, fill=fill):
                market = order.market.id
                self._push("user.order", market, "order", write.order(order))
                if fill is not None:
                    self._push("user.trade", market, "fill", write.trade(fill, order))
            case _:
                pass

    def _push(self, channel: str, market: str, kind: str, told: dict[str, object]) -> None:
        for topic in (channel, f"{channel}.{market}"):
            for stream in self.streams.of(topic):
                stream.push(kind, _frame(topic, channel, market, [told]))


def _frame(
    subscription: str, channel: str, market: str, data: list[dict[str, object]]
) -> dict[str, object]:
    return {
        "id": -1,
        "method": "subscribe",
        "code": 0,
        "result": {
            "instrument_name": market,
            "subscription": subscription,
            "channel": channel,
            "data": data,
        },
    }

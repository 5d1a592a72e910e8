"""Bitvavo's streams of prices, and an account's orders for whoever has signed."""

from collections.abc import Mapping
import hashlib
import hmac
from typing import Any

from ..core.account import Account
from ..core.engine import Engine
from ..core.events import OrderEvent, PriceEvent, VenueEvent
from ..streams import Stream, Streams
from . import format as write

PUBLIC = frozenset({"ticker24h", "ticker", "trades", "candles", "book"})


class BitvavoStreams:
    """What Bitvavo pushes."""

    def __init__(self, engine: Engine, streams: Streams, account: Account) -> None:
        self.engine = engine
        self.streams = streams
        self.account = account
        engine.listeners.append(self._tell)

    def on_open(self, stream: Stream) -> None:
        """Say nothing: Bitvavo waits for an action."""

    def on_message(self, stream: Stream, message: object) -> None:
        """Serve authenticate and subscribe."""
        match message:
            case {"action": "authenticate", **rest}:
                self._authenticate(stream, rest)
            case {"action": "subscribe" | "unsubscribe" as action, "channels": list(channels)}:
                for channel in channels:
                    self._subscribe(stream, action, channel)
            case _:
                stream.answer({"event": "error", "errorCode": 110, "error": "Invalid action."})

    def _authenticate(self, stream: Stream, given: Mapping[Any, Any]) -> None:
        key = self.account.find_key(str(given.get("key")))
        signed = f"{given.get('timestamp')}GET/v2/websocket"
        right = (
            hmac.new(key.secret.encode(), signed.encode(), hashlib.sha256).hexdigest()
            if key is not None and not key.revoked
            else ""
        )
        if not right or given.get("signature") != right:
            stream.answer({"action": "authenticate", "errorCode": 309, "error": "Invalid."})
            return
        stream.owner = str(given.get("key"))
        stream.answer({"event": "authenticate", "authenticated": True})

    def _subscribe(self, stream: Stream, action: str, channel: Mapping[str, Any]) -> None:
        name, markets = str(channel.get("name")), [str(one) for one in channel.get("markets") or ()]
        if name != "account" and name not in PUBLIC:
            stream.answer({"event": "error", "errorCode": 205, "error": "channel is invalid."})
            return
        if name == "account" and not stream.owner:
            stream.answer({"event": "error", "errorCode": 300, "error": "Authenticate first."})
            return
        for market in markets:
            topic = f"{name} {market}"
            (stream.topics.add if action == "subscribe" else stream.topics.discard)(topic)
        stream.answer({"event": f"{action}d", "subscriptions": {name: markets}})

    def _tell(self, event: VenueEvent) -> None:
        match event:
            case PriceEvent(book=book):
                told = write.ticker(book, self.engine.clock.ms())
                for stream in self.streams.of(f"ticker24h {book.market.id}"):
                    stream.push("price", {"event": "ticker24h", "data": [told]})
            case OrderEvent(order=order, fill=fill):
                for stream in self.streams.of(f"account {order.market.id}"):
                    stream.push("order", {"event": "order", **write.order(order)})
                    if fill is not None:
                        trade = write.trade(fill, order, settled=True)
                        stream.push("fill", {"event": "fill", **trade})
            case _:
                pass

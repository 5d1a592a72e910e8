"""Hyperliquid's stream: prices, and the orders and trades of any address."""

from collections.abc import Mapping

from ..core.engine import Engine
from ..core.events import Change, OrderEvent, PriceEvent, VenueEvent
from ..core.orders import ZERO
from ..streams import Stream, Streams
from . import format as write
from .account import HyperliquidAccount
from .data import HyperliquidData

_SAID = {
    Change.NEW: "open",
    Change.TRIGGERED: "triggered",
}
_USER_TOPICS = frozenset({"orderUpdates", "userFills"})


class HyperliquidStreams:
    """What Hyperliquid pushes; nothing of it needs a key."""

    def __init__(
        self,
        engine: Engine,
        streams: Streams,
        data: HyperliquidData,
        account: HyperliquidAccount,
    ) -> None:
        self.engine = engine
        self.streams = streams
        self.data = data
        self.account = account
        engine.listeners.append(self._tell)

    def on_message(self, stream: Stream, message: object) -> None:
        """Serve ping, subscribe and unsubscribe."""
        if not isinstance(message, Mapping):
            return
        match message.get("method"):
            case "ping":
                stream.answer({"channel": "pong"})
            case "subscribe":
                self._subscribe(stream, message.get("subscription"))
            case "unsubscribe":
                wanted = message.get("subscription") or {}
                stream.topics.discard(str(wanted.get("type")))
            case _:
                words = f"Error parsing JSON into valid websocket request: {message}"
                stream.answer({"channel": "error", "data": words})

    def _subscribe(self, stream: Stream, wanted: object) -> None:
        known = {"webData2", "allMids", "orderUpdates", "userFills", "spotState"}
        if not isinstance(wanted, Mapping) or wanted.get("type") not in known:
            stream.answer({"channel": "error", "data": f"Invalid subscription {wanted}"})
            return
        topic, user = str(wanted["type"]), str(wanted.get("user", "")).lower()
        answer = {"method": "subscribe", "subscription": dict(wanted)}
        stream.answer({"channel": "subscriptionResponse", "data": answer})
        if topic in _USER_TOPICS and user != self.account.master.key:
            return
        stream.topics.add(topic)
        if topic == "userFills":
            rows = [row for _, row in reversed(self.account.told())]
            told = {"user": user, "isSnapshot": True, "fills": rows}
            stream.push("snapshot", {"channel": topic, "data": told})
        elif topic not in _USER_TOPICS:
            self._push_prices(stream, topic)

    def _push_prices(self, stream: Stream, topic: str) -> None:
        if topic == "webData2":
            told: dict[str, object] = {
                "meta": self.data.universe(),
                "assetCtxs": self.data.contexts(),
                "spotAssetCtxs": self.data.spot_contexts(),
                "serverTime": self.engine.clock.ms(),
                "user": "0x0000000000000000000000000000000000000000",
            }
        elif topic == "allMids":
            told = {"mids": self.data.mids()}
        else:
            return
        stream.push("price", {"channel": topic, "data": told})

    def _tell(self, event: VenueEvent) -> None:
        match event:
            case PriceEvent():
                for topic in ("webData2", "allMids"):
                    for stream in self.streams.of(topic):
                        self._push_prices(stream, topic)
            case OrderEvent():
                self._tell_order(event)
            case _:
                pass

    def _tell_order(self, event: OrderEvent) -> None:
        fill = event.fill
        if fill is not None:
            held = self.engine.account.position(fill.market, fill.hand).amount
            signed = fill.amount if event.order.buying else -fill.amount
            row = write.fill(fill, held - signed if held else ZERO)
            told = {"user": self.account.master.key, "fills": [row]}
            self._push("fill", "userFills", told)
        said = _SAID.get(event.change) or write.status(event.order)
        self._push("order", "orderUpdates", [write.pushed(event.order, said)])

    def _push(self, kind: str, topic: str, told: object) -> None:
        for stream in self.streams.of(topic):
            stream.push(kind, {"channel": topic, "data": told})

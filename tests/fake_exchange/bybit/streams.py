"""Bybit's streams: prices by category, and the account's events after authorisation."""

from collections.abc import Callable, Mapping
import secrets

from ..core.account import Account
from ..core.engine import Engine
from ..core.events import AccountEvent, BalanceEvent, OrderEvent, PriceEvent, VenueEvent
from ..core.market import Book, Kind
from ..core.orders import Fill
from ..streams import Stream, Streams
from ..wire import plain
from . import format as write
from .data import BybitData
from .guard import sign

PRIVATE = frozenset({"order", "execution", "position", "wallet"})
PUBLIC = ("tickers", "orderbook.1", "publicTrade")


class BybitStreams:
    """What Bybit pushes."""

    def __init__(
        self,
        engine: Engine,
        account: Account,
        streams: Streams,
        data: BybitData,
        execution: Callable[[Fill], dict[str, object]],
    ) -> None:
        self.engine = engine
        self.account = account
        self.streams = streams
        self.data = data
        self.execution = execution
        engine.listeners.append(self._tell)

    def on_message(self, stream: Stream, message: object) -> None:
        """Serve auth, ping, subscribe and unsubscribe."""
        if not isinstance(message, Mapping):
            return
        op, request = str(message.get("op")), message.get("req_id", "")
        listed = message.get("args", [])
        names = [str(one) for one in listed] if isinstance(listed, list) else []
        match op:
            case "ping":
                self._pong(stream, request)
            case "auth":
                self._authorise(stream, names, request)
            case "subscribe":
                bad = [name for name in names if not self._may(stream, name)]
                if bad:
                    self._answer(stream, op, request, f"Invalid topic :[{bad[0]}]")
                    return
                stream.topics.update(self._topic(stream, name) for name in names)
                self._answer(stream, op, request)
                for name in names:
                    self._first(stream, name)
            case "unsubscribe":
                stream.topics.difference_update(self._topic(stream, name) for name in names)
                self._answer(stream, op, request)
            case _:
                self._answer(stream, op, request, "unknown op")

    def _answer(self, stream: Stream, op: str, request: object, error: str = "") -> None:
        stream.answer(
            {
                "success": not error,
                "ret_msg": error,
                "conn_id": secrets.token_hex(8),
                "req_id": request,
                "op": op,
            }
        )

    def _pong(self, stream: Stream, request: object) -> None:
        now = str(self.engine.clock.ms())
        frame: dict[str, object] = {"req_id": request, "conn_id": secrets.token_hex(8)}
        if _category(stream):
            frame |= {"success": True, "ret_msg": "pong", "op": "ping"}
        else:
            frame |= {"op": "pong", "args": [now]}
        stream.answer(frame)

    def _authorise(self, stream: Stream, args: list[str], request: object) -> None:
        key = self.account.find_key(args[0]) if len(args) == 3 else None
        good = (
            key is not None
            and not key.revoked
            and int(args[1]) > self.engine.clock.ms()
            and args[2] == sign(key, f"GET/realtime{args[1]}")
        )
        if good:
            stream.owner = args[0]
            self._answer(stream, "auth", request)
            return
        frame = {"op": "auth", "success": False, "retCode": 10003, "retMsg": "Invalid apikey"}
        stream.answer(frame | {"connId": secrets.token_hex(8)})

    def _may(self, stream: Stream, name: str) -> bool:
        if (category := _category(stream)) is None:
            return bool(stream.owner) and name in PRIVATE
        channel, _, symbol = name.rpartition(".")
        return channel in PUBLIC and self.data.book(category, symbol) is not None

    def _topic(self, stream: Stream, name: str) -> str:
        return f"{_category(stream) or 'private'} {name}"

    def _first(self, stream: Stream, name: str) -> None:
        channel, _, symbol = name.rpartition(".")
        category = _category(stream)
        book = self.data.book(category, symbol) if category else None
        if book is not None and channel != "publicTrade":
            stream.push("price", self._price(book, channel))

    # what happens

    def _tell(self, event: VenueEvent) -> None:
        match event:
            case PriceEvent(book=book):
                for channel in PUBLIC:
                    topic = f"{book.market.kind.value} {channel}.{book.market.id}"
                    for stream in self.streams.of(topic):
                        stream.push("price", self._price(book, channel))
            case OrderEvent():
                category = event.order.market.kind.value
                order = {**write.order(event.order), "category": category}
                if event.fill is not None:
                    execution = self.execution(event.fill)
                    coin = event.fill.fee_asset
                    execution |= {"category": category, "feeCoin": coin, "extraFees": []}
                    del execution["feeCurrency"]
                    self._push("fill", "execution", event.at, [execution])
                self._push("order", "order", event.at, [order])
            case AccountEvent():
                positions = [
                    {
                        **write.position(self.engine, position),
                        "category": "linear",
                        "entryPrice": plain(position.entry),
                    }
                    for position in event.positions
                ]
                if positions:
                    self._push("account", "position", event.at, positions)
                self._tell_wallet(frozenset(event.assets), event.at)
            case BalanceEvent():
                self._tell_wallet(frozenset({event.asset}), event.at)

    def _tell_wallet(self, assets: frozenset[str], at: int) -> None:
        wallet = write.wallet(self.engine, self.account, assets)
        self._push("account", "wallet", at, [wallet])

    def _push(self, kind: str, topic: str, at: int, content: list[dict[str, object]]) -> None:
        frame = {
            "id": secrets.token_hex(12),
            "topic": topic,
            "creationTime": at,
            "data": content,
        }
        for stream in self.streams.of(f"private {topic}"):
            stream.push(kind, frame)

    def _price(self, book: Book, channel: str) -> dict[str, object]:
        now = self.engine.clock.ms()
        frame: dict[str, object] = {
            "topic": f"{channel}.{book.market.id}",
            "type": "snapshot",
            "ts": now,
        }
        match channel:
            case "orderbook.1":
                top = self.data.top(book)
                names = ("s", "b", "a", "u", "seq")
                return {**frame, "data": {name: top[name] for name in names}, "cts": now}
            case "publicTrade":
                trade = {
                    "T": now,
                    "s": book.market.id,
                    "S": "Buy",
                    "v": "1",
                    "p": plain(book.last),
                    "L": "PlusTick",
                    "i": str(book.trades),
                    "BT": False,
                }
                return {**frame, "data": [trade]}
            case _:
                return {**frame, "cs": book.updates, "data": self._ticker(book)}

    def _ticker(self, book: Book) -> dict[str, object]:
        ticker = self.data.ticker(book)
        if book.market.kind is Kind.SPOT:  # its stream has no bid and ask
            return {name: value for name, value in ticker.items() if "1" not in name}
        return {**ticker, "tickDirection": "PlusTick"}


def _category(stream: Stream) -> str | None:
    """Return the category of a public connection, None of a private one."""
    kind = stream.path.partition("?")[0].removeprefix("/v5/")
    return kind.removeprefix("public/") if kind.startswith("public/") else None

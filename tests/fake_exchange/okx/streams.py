"""OKX's streams: prices for everybody, the account's orders after a login."""

from collections.abc import Mapping
import secrets

from ..core.account import Account
from ..core.engine import Engine
from ..core.events import AccountEvent, BalanceEvent, OrderEvent, PriceEvent, VenueEvent
from ..core.market import Book, Kind
from ..streams import Stream, Streams
from . import format as write
from .account import UID
from .data import TYPES, OkxData
from .guard import PASSPHRASE, sign

PUBLIC = frozenset({"tickers", "mark-price", "bbo-tbt", "books5"})
PRIVATE = frozenset({"orders", "account", "positions"})
BUSINESS = frozenset({"orders-algo"})
CHANNELS = {"public": PUBLIC, "private": PRIVATE, "business": BUSINESS}


class OkxStreams:
    """What OKX pushes."""

    def __init__(
        self,
        engine: Engine,
        account: Account,
        streams: Streams,
        data: OkxData,
        *,
        level: str,
        region: str,
        regions: Mapping[str, str],
    ) -> None:
        self.engine = engine
        self.account = account
        self.streams = streams
        self.data = data
        self.level = level
        self.region = region
        self.regions = regions
        engine.listeners.append(self._tell)

    def on_message(self, stream: Stream, message: object) -> None:
        """Serve ping, login, subscribe and unsubscribe."""
        if message == "ping":
            stream.say("pong")
            return
        if not isinstance(message, Mapping):
            return
        listed = message.get("args", [])
        args = [one for one in listed if isinstance(one, Mapping)]
        match message.get("op"):
            case "login":
                self._login(stream, args[0] if args else {})
            case "subscribe":
                for arg in args:
                    self._subscribe(stream, arg)
            case "unsubscribe":
                for arg in args:
                    stream.topics.difference_update(_topics(arg))
                    self._answer(stream, {"event": "unsubscribe", "arg": dict(arg)})
            case _:
                self._refuse(stream, "60012", f"Illegal request: {message}")

    def _answer(self, stream: Stream, frame: dict[str, object]) -> None:
        stream.answer({**frame, "connId": secrets.token_hex(4)})

    def _refuse(self, stream: Stream, code: str, words: str) -> None:
        self._answer(stream, {"event": "error", "code": code, "msg": words})

    def _login(self, stream: Stream, arg: Mapping[str, object]) -> None:
        name = str(arg.get("apiKey"))
        key = self.account.find_key(name)
        host = stream.path.partition("/")[0]
        if key is None or key.revoked or self.regions.get(host) != self.region:
            self._refuse(stream, "60032", "API key doesn't exist")
            return
        if arg.get("passphrase") != PASSPHRASE:
            self._refuse(stream, "60024", "Wrong passphrase")
            return
        sent = str(arg.get("timestamp"))
        if arg.get("sign") != sign(key, f"{sent}GET/users/self/verify"):
            self._refuse(stream, "60007", "Invalid sign")
            return
        if abs(self.engine.clock.ms() / 1000 - float(sent)) > 30:
            self._refuse(stream, "60006", "Timestamp request expired")
            return
        stream.owner = name
        self._answer(stream, {"event": "login", "code": "0", "msg": ""})

    def _subscribe(self, stream: Stream, arg: Mapping[str, object]) -> None:
        channel, place = str(arg.get("channel")), stream.path.rpartition("/")[2].partition("?")[0]
        if channel not in CHANNELS.get(place, ()):
            words = f"Wrong URL or channel:{channel} doesn't exist. Please use the correct URL"
            self._refuse(stream, "60018", words)
            return
        if place != "public" and not stream.owner:
            self._refuse(stream, "60011", "Please log in")
            return
        book = self.data.book(str(arg.get("instId")))
        if place == "public" and book is None:
            self._refuse(stream, "60018", f"Wrong URL or channel:{channel},instId doesn't exist.")
            return
        stream.topics.update(_topics(arg))
        self._answer(stream, {"event": "subscribe", "arg": dict(arg)})
        if book is not None:
            stream.push("price", self._price(book, channel))
        elif channel == "account":
            stream.push("account", self._wallet(frozenset()))

    # what happens

    def _tell(self, event: VenueEvent) -> None:
        match event:
            case PriceEvent(book=book):
                for channel in PUBLIC:
                    for stream in self.streams.of(f"{channel} {book.market.id}"):
                        stream.push("price", self._price(book, channel))
            case OrderEvent(order=order):
                if order.algo:
                    row = write.algo_row(order) | {
                        "notionalUsd": "",
                        "amendResult": "",
                        "reqId": "",
                    }
                    self._push_order("algo", "orders-algo", order.market.kind, row)
                else:
                    row = write.pushed_order(order, event.fill)
                    kind = "order" if event.fill is None else "fill"
                    self._push_order(kind, "orders", order.market.kind, row)
            case AccountEvent():
                rows = [write.position_row(self.engine, one) for one in event.positions]
                for stream in self.streams.of("positions ANY", "positions SWAP"):
                    if rows:
                        stream.push("account", _frame("positions", {"instType": "SWAP"}, rows))
                self._tell_wallet(frozenset(event.assets))
            case BalanceEvent():
                self._tell_wallet(frozenset({event.asset}))

    def _push_order(self, event: str, channel: str, kind: Kind, row: dict[str, object]) -> None:
        for name in ("ANY", TYPES[kind]):
            for stream in self.streams.of(f"{channel} {name}"):
                stream.push(event, _frame(channel, {"instType": name}, [row]))

    def _tell_wallet(self, assets: frozenset[str]) -> None:
        for stream in self.streams.of("account"):
            stream.push("account", self._wallet(assets))

    def _wallet(self, assets: frozenset[str]) -> dict[str, object]:
        row = write.balance_row(self.engine, self.account, self.level, assets)
        return _frame("account", {}, [row])

    def _price(self, book: Book, channel: str) -> dict[str, object]:
        rows = {
            "tickers": self.data.ticker,
            "mark-price": self.data.mark,
        }
        row = rows.get(channel, self.data.top)(book)
        return {"arg": {"channel": channel, "instId": book.market.id}, "data": [row]}


def _frame(
    channel: str, more: Mapping[str, object], rows: list[dict[str, object]]
) -> dict[str, object]:
    return {"arg": {"channel": channel, "uid": UID, **more}, "data": rows}


def _topics(arg: Mapping[str, object]) -> set[str]:
    """Return what a subscription is kept as: with the market, or the kind of markets."""
    name = arg.get("instId") or arg.get("instType")
    return {f"{arg.get('channel')} {name}" if name else str(arg.get("channel"))}

"""Bitget's streams: prices, and the account's events after a login; two dialects of them."""

from collections.abc import Mapping

from ..core.account import Account
from ..core.engine import Engine
from ..core.events import AccountEvent, BalanceEvent, OrderEvent, PriceEvent, VenueEvent
from ..core.market import Book, FakeMarket, Kind
from ..core.orders import Order
from ..streams import Stream, Streams
from ..wire import plain
from . import format as classic, unified_format as unified
from .data import BitgetData
from .guard import PASSPHRASE, sign

PRIVATE = frozenset({"orders", "orders-algo", "fill", "account", "positions"})
UNIFIED_PRIVATE = frozenset({"order", "strategy-order", "fill", "account", "position"})
WINDOW_S = 30


class BitgetStreams:
    """What Bitget pushes."""

    def __init__(
        self, engine: Engine, account: Account, streams: Streams, data: BitgetData
    ) -> None:
        self.engine = engine
        self.account = account
        self.streams = streams
        self.data = data
        engine.listeners.append(self._tell)

    def on_message(self, stream: Stream, message: object) -> None:
        """Serve ping, login, subscribe and unsubscribe."""
        if message == "ping":
            stream.answer("pong")
            return
        if not isinstance(message, Mapping):
            return
        listed = message.get("args", [])
        args = [one for one in listed if isinstance(one, Mapping)] if listed else []
        match message.get("op"):
            case "login":
                self._login(stream, args[0] if args else {})
            case "subscribe":
                for one in args:
                    self._subscribe(stream, one)
            case "unsubscribe":
                for one in args:
                    stream.topics.discard(self._topic(one))
                    stream.answer({"event": "unsubscribe", "arg": dict(one)})
            case _:
                stream.answer({"event": "error", "code": 30003, "msg": "INVALID op", "op": ""})

    def _login(self, stream: Stream, told: Mapping[str, object]) -> None:
        key = self.account.find_key(str(told.get("apiKey")))
        sent = str(told.get("timestamp"))
        now = self.engine.clock.ms() // 1000
        if key is None or key.revoked or key.address_refused:
            code, words = 30011, "Invalid ACCESS_KEY"
        elif told.get("passphrase") != PASSPHRASE:
            code, words = 30012, "Invalid ACCESS_PASSPHRASE"
        elif not sent.isdigit() or abs(int(sent) - now) > WINDOW_S:
            code, words = 30014, "Request timestamp expired"
        elif told.get("sign") != sign(key, f"{sent}GET/user/verify"):
            code, words = 30015, "Invalid signature"
        else:
            stream.owner = key.key
            stream.answer({"event": "login", "code": 0, "msg": ""})
            return
        stream.answer({"event": "error", "code": code, "msg": words})

    def _subscribe(self, stream: Stream, arg: Mapping[str, object]) -> None:
        topic = self._topic(arg)
        channel = str(arg.get("channel") or arg.get("topic"))
        v3 = "/v3/" in stream.path
        if "/private" in stream.path:
            known = channel in (UNIFIED_PRIVATE if v3 else PRIVATE) and v3 == self.account.unified
            if not stream.owner:
                stream.answer({"event": "error", "code": 30004, "msg": "User needs to log in"})
                return
        else:
            known = channel == "ticker" and self._book(arg) is not None
        if not known:
            words = f"instType:{arg.get('instType')},channel:{channel} doesn't exist"
            stream.answer({"event": "error", "code": 30001, "msg": words, "arg": dict(arg)})
            return
        stream.topics.add(topic)
        stream.answer({"event": "subscribe", "arg": dict(arg)})
        book = self._book(arg)
        if book is not None:
            stream.push("price", self._ticker(book, arg))

    def _topic(self, arg: Mapping[str, object]) -> str:
        name = arg.get("instId") or arg.get("symbol") or "default"
        return f"{arg.get('instType')} {arg.get('channel') or arg.get('topic')} {name}"

    def _book(self, arg: Mapping[str, object]) -> Book | None:
        kind = Kind.SPOT if str(arg.get("instType")).upper() == "SPOT" else Kind.LINEAR
        name = str(arg.get("instId") or arg.get("symbol"))
        for book in self.engine.books.values():
            if book.market.kind is kind and book.market.id == name:
                return book
        return None

    # what happens

    def _tell(self, event: VenueEvent) -> None:
        match event:
            case PriceEvent(book=book):
                kind = _inst_type(book.market)
                for name in (kind, kind.lower()):
                    arg = {"instType": name, "channel": "ticker", "instId": book.market.id}
                    for stream in self.streams.of(self._topic(arg)):
                        stream.push("price", self._ticker(book, arg))
            case OrderEvent(order=order) if order.algo:
                self._push(
                    "algo", order.market, ("orders-algo", "strategy-order"), self._plan(order)
                )
            case OrderEvent(order=order, fill=fill):
                if fill is not None:
                    trade = (
                        {**unified.fill(fill, order), "category": _category(order.market)}
                        if self.account.unified
                        else {**classic.fill(fill, order), "feeDetail": [_listed_fee(fill, order)]}
                    )
                    self._push("fill", order.market, ("fill", "fill"), trade)
                self._push("order", order.market, ("orders", "order"), self._order(order))
            case AccountEvent(kind=kind):
                self._tell_account(kind)
            case BalanceEvent(kind=kind):
                self._tell_account(kind)

    def _plan(self, order: Order) -> dict[str, object]:
        if self.account.unified:
            return {**unified.strategy(order), "category": _category(order.market)}
        row = classic.plan(self.engine, order)
        return {**row, "instId": order.market.id, "status": row["planStatus"]}

    def _order(self, order: Order) -> dict[str, object]:
        if self.account.unified:
            row = unified.order(self.engine, order)
            return {**row, "category": _category(order.market), "holdSide": row["posSide"]}
        if order.market.kind is Kind.SPOT:
            row = classic.spot_order(order)
            del row["feeDetail"], row["baseVolume"]
            newest = order.fills[-1].amount if order.fills else 0
            return {
                **row,
                "instId": order.market.id,
                "newSize": row["size"],
                "notional": plain(order.cost),
                "force": classic.force(order),
                "accBaseVolume": plain(order.filled),
                "baseVolume": str(newest),
                "feeDetail": [],
            }
        row = classic.mix_order(self.engine, order)
        return {**row, "instId": order.market.id, "accBaseVolume": plain(order.filled)}

    def _tell_account(self, kind: Kind) -> None:
        market = next(b.market for b in self.engine.books.values() if b.market.kind is kind)
        content: dict[str, object]
        if self.account.unified:
            content = unified.assets(self.engine)
            content["coin"] = content.pop("assets")
        elif kind is Kind.SPOT:
            content = classic.spot_asset(self.engine, "USDT")
        else:
            content = classic.mix_account(self.engine)
        self._push("account", market, ("account", "account"), content)

    def _push(
        self, kind: str, market: FakeMarket, channels: tuple[str, str], row: dict[str, object]
    ) -> None:
        arg: dict[str, object]
        if self.account.unified:
            arg = {"instType": "UTA", "topic": channels[1]}
        else:
            name = "coin" if channels[0] == "account" else "instId"
            arg = {"instType": _inst_type(market), "channel": channels[0], name: "default"}
        frame = {"action": "snapshot", "arg": arg, "data": [row], "ts": self.engine.clock.ms()}
        for stream in self.streams.of(self._topic(arg)):
            stream.push(kind, frame)

    def _ticker(self, book: Book, arg: Mapping[str, object]) -> dict[str, object]:
        row = self.data.ticker(book)
        content = {**row, "instId": row["symbol"]}
        return {
            "action": "snapshot",
            "arg": dict(arg),
            "data": [content],
            "ts": self.engine.clock.ms(),
        }


def _inst_type(market: FakeMarket) -> str:
    return "SPOT" if market.kind is Kind.SPOT else "USDT-FUTURES"


def _category(market: FakeMarket) -> str:
    return _inst_type(market).lower()


def _listed_fee(fill: object, order: Order) -> object:
    detail = classic.fill(fill, order)["feeDetail"]  # type: ignore[arg-type]
    return detail[0] if isinstance(detail, list) else detail

"""Gate's streams: a subscription for each channel, signed where it is private."""

from collections.abc import Mapping, Sequence

from ..core.account import Account
from ..core.engine import Engine
from ..core.events import Change, OrderEvent, PriceEvent, VenueEvent
from ..core.market import Book, Kind
from ..core.orders import ZERO, Order
from ..streams import Stream, Streams
from ..wire import plain
from . import format as write
from .data import GateData
from .guard import FARTHEST_S, sign
from .spot import GateSpot

PRIVATE = frozenset({"orders", "usertrades"})
PUBLIC = frozenset({"tickers", "book_ticker"})
ALL = "!all"
WORDS = {2: "invalid argument", 4: "authentication fail"}
SIZE = 1000


class GateStreams:
    """What Gate pushes."""

    def __init__(
        self, engine: Engine, streams: Streams, data: GateData, spot: GateSpot, account: Account
    ) -> None:
        self.engine = engine
        self.streams = streams
        self.data = data
        self.spot = spot
        self.account = account
        engine.listeners.append(self._tell)

    def on_message(self, stream: Stream, message: object, *, at_home: bool) -> None:
        """Serve ping, subscribe and unsubscribe; keys are known `at_home` only."""
        if not isinstance(message, Mapping):
            return
        section, _, channel = str(message.get("channel", "")).partition(".")
        if channel == "ping":
            stream.answer(self._frame(f"{section}.pong", "", None))
            return
        listed = message.get("payload")
        payload = [str(one) for one in listed] if isinstance(listed, list) else []
        error = 0 if channel in PUBLIC else 2
        if channel in PRIVATE:
            error = self._refused(message, section, channel, payload, at_home=at_home)
            payload = payload[1:] if section == "futures" else payload
        kind = Kind.SPOT if section == "spot" else Kind.LINEAR
        if not set(payload) <= {*write.by_id(self.engine, kind), ALL} or not payload:
            error = error or 2
        event = str(message.get("event", ""))
        answer = self._frame(f"{section}.{channel}", event, {"status": "success"})
        if error:
            answer |= {"error": {"code": error, "message": WORDS[error]}, "result": None}
        stream.answer({"id": message.get("id"), **answer})
        if not error:
            self._subscribe(stream, f"{section}.{channel}", payload, ends=event == "unsubscribe")

    def _subscribe(self, stream: Stream, name: str, payload: Sequence[str], *, ends: bool) -> None:
        topics = {f"{name} {one}" for one in payload}
        if ends:
            stream.topics.difference_update(topics)
            return
        stream.topics.update(topics)
        section, _, channel = name.partition(".")
        for one in payload:
            book = self.data.book(Kind.SPOT if section == "spot" else Kind.LINEAR, one)
            if book is not None and channel in PUBLIC:
                stream.push("price", self._price(book, channel))

    def _refused(
        self,
        message: Mapping[str, object],
        section: str,
        channel: str,
        payload: Sequence[str],
        *,
        at_home: bool,
    ) -> int:
        """Return the code of what is wrong with a private subscription; 0 = nothing."""
        auth = message.get("auth")
        if not isinstance(auth, Mapping):
            return 4
        key = self.account.find_key(str(auth.get("KEY", "")))
        time = str(message.get("time", ""))
        words = f"channel={section}.{channel}&event={message.get('event')}&time={time}"
        late = not time.isdigit() or abs(int(time) - self.engine.clock.ms() / 1000) > FARTHEST_S
        if (
            key is None
            or key.revoked
            or late
            or not at_home
            or auth.get("SIGN") != sign(key, words)
        ):
            return 4
        if section == "futures" and (not payload or payload[0] != str(write.USER)):
            return 2
        return 0

    def _frame(self, channel: str, event: str, result: object) -> dict[str, object]:
        now = self.engine.clock.ms()
        return {
            "time": now // 1000,
            "time_ms": now,
            "channel": channel,
            "event": event,
            "error": None,
            "result": result,
        }

    # what happens

    def _tell(self, event: VenueEvent) -> None:
        match event:
            case PriceEvent(book=book):
                for channel in PUBLIC:
                    for stream in self._listening(_section(book.market.kind), channel, book):
                        stream.push("price", self._price(book, channel))
            case OrderEvent(order=order):
                if order.algo:
                    return
                section = _section(order.market.kind)
                book = self.engine.books[order.market.symbol]
                if event.fill is not None:
                    trade = self._trade(event, order)
                    for stream in self._listening(section, "usertrades", book):
                        stream.push("fill", self._frame(f"{section}.usertrades", "update", [trade]))
                row = self._order(event, order)
                for stream in self._listening(section, "orders", book):
                    stream.push("order", self._frame(f"{section}.orders", "update", [row]))
            case _:
                pass

    def _listening(self, section: str, channel: str, book: Book) -> list[Stream]:
        topic = f"{section}.{channel}"
        return self.streams.of(f"{topic} {ALL}", f"{topic} {book.market.id}")

    def _trade(self, event: OrderEvent, order: Order) -> dict[str, object]:
        fill = event.fill
        assert fill is not None
        if order.market.kind is Kind.SPOT:
            trade = write.spot_trade(fill, order)
            return trade | {
                "id": fill.trade_id,
                "user_id": write.USER,
                "create_time": fill.at // 1000,
            }
        trade = write.futures_trade(fill, order, by_time=False)
        return trade | {
            "id": str(fill.trade_id),
            "create_time": fill.at // 1000,
            "create_time_ms": fill.at,
            "fee": float(fill.fee),
            "point_fee": 0,
        }

    def _order(self, event: OrderEvent, order: Order) -> dict[str, object]:
        if order.market.kind is Kind.SPOT:
            told = "put" if event.change is Change.NEW else "update"
            row = self.spot.written(order)
            return row | {
                "create_time_ms": str(order.created_at),
                "update_time_ms": str(order.updated_at),
                "user": write.USER,
                "event": told if order.status.open else "finish",
            }
        row = write.futures_order(order)
        now = {
            True: "_new" if event.change is Change.NEW else "_update",
            False: row.get("finish_as"),
        }
        finished = 0 if order.status.open else order.updated_at
        return row | {
            "create_time": order.created_at // 1000,
            "create_time_ms": order.created_at,
            "finish_as": now[order.status.open],
            "finish_time": finished // 1000,
            "finish_time_ms": finished,
            "fill_price": float(order.average),
            "price": float(order.price or 0),
            "update_time": order.updated_at,
            "user": str(write.USER),
        }

    def _price(self, book: Book, channel: str) -> dict[str, object]:
        section = _section(book.market.kind)
        name = f"{section}.{channel}"
        if channel == "book_ticker":
            top = {
                "t": self.engine.clock.ms(),
                "u": book.updates,
                "s": book.market.id,
                "b": plain(book.bid),
                "B": plain(book.bid_size or ZERO) if section == "spot" else SIZE,
                "a": plain(book.ask),
                "A": plain(book.ask_size or ZERO) if section == "spot" else SIZE,
            }
            return self._frame(name, "update", top)
        if section == "spot":
            return self._frame(name, "update", self.data.spot_ticker(book))
        return self._frame(name, "update", [self.data.futures_ticker(book)])


def _section(kind: Kind) -> str:
    return "spot" if kind is Kind.SPOT else "futures"

"""WOO X's public stream: a market's last price, and the best bids and asks of all."""

from ..core.engine import Engine
from ..core.events import PriceEvent, VenueEvent
from ..core.market import Book
from ..streams import Stream, Streams

SIZE = 10


class WooStreams:
    """What WOO X pushes to anybody: all of a topic at a subscription, then what changes."""

    def __init__(self, engine: Engine, streams: Streams) -> None:
        self.engine = engine
        self.streams = streams
        engine.listeners.append(self._tell)

    def on_open(self, stream: Stream) -> None:
        """Say nothing."""

    def on_message(self, stream: Stream, message: object) -> None:
        """Serve ping, subscribe and unsubscribe."""
        match message:
            case {"event": "ping"}:
                stream.answer({"event": "pong", "ts": self._now()})
            case {"event": "subscribe" | "unsubscribe" as event, "topic": str(topic), **rest}:
                known = topic == "bbos" or topic in map(_ticker_of, self.engine.books.values())
                told = {"id": rest.get("id"), "event": event, "success": known, "ts": self._now()}
                if not known:
                    stream.answer({**told, "errorMsg": f"invalid topic {topic}"})
                    return
                (stream.topics.add if event == "subscribe" else stream.topics.discard)(topic)
                stream.answer(told)
                if event == "subscribe":
                    self._push(stream, topic, list(self.engine.books.values()))
            case _:
                stream.answer({"event": "error", "success": False, "ts": self._now()})

    def _now(self) -> int:
        return self.engine.clock.ms()

    def _push(self, stream: Stream, topic: str, books: list[Book]) -> None:
        if topic == "bbos":
            best = [_best(book) for book in books]
            stream.push("price", {"topic": topic, "ts": self._now(), "data": best})
            return
        for book in books:
            if topic == _ticker_of(book):
                stream.push("price", {"topic": topic, "ts": self._now(), "data": _day(book)})

    def _tell(self, event: VenueEvent) -> None:
        if isinstance(event, PriceEvent):
            for topic in ("bbos", _ticker_of(event.book)):
                for stream in self.streams.of(topic):
                    self._push(stream, topic, [event.book])


def _ticker_of(book: Book) -> str:
    return f"{book.market.id}@ticker"


def _best(book: Book) -> dict[str, object]:
    return {
        "symbol": book.market.id,
        "ask": float(book.ask),
        "askSize": float(SIZE if book.ask_size is None else book.ask_size),
        "bid": float(book.bid),
        "bidSize": float(SIZE if book.bid_size is None else book.bid_size),
    }


def _day(book: Book) -> dict[str, object]:
    return {
        "symbol": book.market.id,
        "open": float(book.last),
        "close": float(book.last),
        "high": float(book.high),
        "low": float(book.low),
        "volume": float(book.volume),
        "amount": float(book.volume * book.last),
        "count": 1,
    }

"""Coinbase's streams: prices to everybody, an account's orders to whoever has a token."""

from collections.abc import Mapping, Sequence
from typing import Any

from ..core.account import Account
from ..core.engine import Engine
from ..core.events import OrderEvent, PriceEvent, VenueEvent
from ..core.market import Book
from ..streams import Stream, Streams
from ..wire import RefusalError, plain
from . import format as write
from .data import ALIASES, SIZE
from .guard import check_token

PUBLIC = frozenset({"ticker", "ticker_batch", "heartbeats", "status", "market_trades"})
KNOWN = frozenset({"type", "product_ids", "channel", "jwt"})


class CoinbaseStreams:
    """What Coinbase pushes."""

    def __init__(self, engine: Engine, streams: Streams, account: Account) -> None:
        self.engine = engine
        self.streams = streams
        self.account = account
        self._sequence = 0
        engine.listeners.append(self._tell)

    def on_open(self, stream: Stream) -> None:
        """Say nothing: Coinbase waits for a subscription."""

    def on_message(self, stream: Stream, message: object) -> None:
        """Serve subscribe and unsubscribe."""
        match message:
            case {"type": "subscribe" | "unsubscribe" as kind, "channel": str(channel), **rest}:
                self._subscribe(stream, kind, channel, rest)
            case _:
                self._complain(stream, "malformed request")

    def _complain(self, stream: Stream, words: str) -> None:
        stream.answer({"type": "error", "message": words})

    def _subscribe(self, stream: Stream, kind: str, channel: str, rest: Mapping[Any, Any]) -> None:
        if unknown := set(rest) - KNOWN:
            self._complain(stream, f"unknown field {min(unknown)}")
            return
        if channel == "user":
            try:
                key = check_token(str(rest.get("jwt")), self.account, self._now() / 1000).key
            except RefusalError:
                self._complain(stream, "authentication failure")
                return
            stream.owner = key.key
        elif channel not in PUBLIC:
            self._complain(stream, f"channel {channel} is not supported")
            return
        products = [str(one) for one in rest.get("product_ids") or []]
        listed = {book.market.id: book for book in self.engine.books.values()}
        if missing := [one for one in products if one not in listed]:
            self._complain(stream, f"product {missing[0]} not found")
            return
        # A product that has another one's order book is told under that one's name.
        named = [ALIASES.get(one, one) for one in products]
        topics = {f"{channel} {one}" for one in named} if named else {channel}
        if kind == "unsubscribe":
            stream.topics.difference_update(topics)
        else:
            stream.topics.update(topics)
        subscriptions = {channel: named or [write.USER]} if kind == "subscribe" else {}
        stream.answer(self._frame("subscriptions", [{"subscriptions": subscriptions}]))
        if kind == "unsubscribe":
            return
        if channel in {"ticker", "ticker_batch"}:
            tickers = [self._ticker(listed[one], channel) for one in named]
            stream.push("price", self._frame(channel, [{"type": "snapshot", "tickers": tickers}]))
        elif channel == "user":
            orders = [one for one in self.engine.registry.orders.values() if one.status.open]
            told = {"type": "snapshot", "orders": [write.pushed(one) for one in orders]}
            stream.push("order", self._frame("user", [told]))

    def _now(self) -> int:
        return self.engine.clock.ms()

    def _frame(self, channel: str, events: Sequence[Mapping[str, object]]) -> dict[str, object]:
        self._sequence += 1
        return {
            "channel": channel,
            "timestamp": write.iso(self._now()),
            "sequence_num": self._sequence,
            "events": events,
        }

    def _ticker(self, book: Book, channel: str) -> dict[str, object]:
        told: dict[str, object] = {
            "type": "ticker",
            "product_id": book.market.id,
            "price": plain(book.last),
            "volume_24_h": plain(book.volume),
            "low_24_h": plain(book.low),
            "high_24_h": plain(book.high),
            "low_52_w": plain(book.low),
            "high_52_w": plain(book.high),
            "price_percent_chg_24_h": "0",
        }
        if channel == "ticker":
            told |= {
                "best_bid": plain(book.bid),
                "best_bid_quantity": plain(SIZE if book.bid_size is None else book.bid_size),
                "best_ask": plain(book.ask),
                "best_ask_quantity": plain(SIZE if book.ask_size is None else book.ask_size),
            }
        return told

    def _tell(self, event: VenueEvent) -> None:
        match event:
            case PriceEvent(book=book):
                for channel in ("ticker", "ticker_batch"):
                    told = {"type": "update", "tickers": [self._ticker(book, channel)]}
                    for stream in self.streams.of(f"{channel} {book.market.id}"):
                        stream.push("price", self._frame(channel, [told]))
            case OrderEvent(order=order):
                kind = "fill" if event.fill else "order"
                update = {"type": "update", "orders": [write.pushed(order)]}
                for stream in self.streams.of("user", f"user {order.market.id}"):
                    stream.push(kind, self._frame("user", [update]))
            case _:
                pass

"""KuCoin's streams: prices for anybody, and with a key's token an account's orders and money."""

from collections.abc import Callable, Mapping
from urllib.parse import parse_qs

from ..core.engine import Engine
from ..core.events import AccountEvent, BalanceEvent, Change, OrderEvent, PriceEvent, VenueEvent
from ..core.market import Book, Kind
from ..core.orders import ZERO, Fill, Order, Status
from ..streams import Stream, Streams
from ..wire import plain
from . import format as write, ids
from .account import Tokens
from .data import SIZE, best
from .format import NANOS
from .futures_account import FuturesAccount
from .futures_data import FuturesData
from .futures_format import SIDES, TRADE_TYPES, contracts

PRIVATE = {
    "/spotMarket/tradeOrders",
    "/spotMarket/advancedOrders",
    "/account/balance",
    "/contractMarket/tradeOrders",
    "/contractMarket/advancedOrders",
    "/contractAccount/wallet",
}
PUBLIC = {
    Kind.SPOT: ("/market/ticker", "/market/snapshot", "/spotMarket/level1"),
    Kind.LINEAR: ("/contractMarket/ticker", "/contractMarket/tickerV2"),
}
ORDERS = {Kind.SPOT: "/spotMarket/tradeOrders", Kind.LINEAR: "/contractMarket/tradeOrders"}


class KucoinStreams:
    """What KuCoin pushes."""

    def __init__(
        self,
        engine: Engine,
        streams: Streams,
        tokens: Tokens,
        data: FuturesData,
        account: FuturesAccount,
    ) -> None:
        self.engine = engine
        self.streams = streams
        self.tokens = tokens
        self.data = data
        self.account = account
        engine.listeners.append(self._tell)

    def on_open(self, stream: Stream) -> None:
        """Greet a client whose token is good."""
        query = parse_qs(stream.path.partition("?")[2])
        token, name = query.get("token", [""])[0], query.get("connectId", [""])[0]
        if token not in self.tokens.issued:
            stream.answer({"id": name, "type": "error", "code": 401, "data": "token is invalid"})
            return
        key = self.tokens.issued[token]
        stream.owner = key.key if key is not None else ""
        stream.answer({"id": name, "type": "welcome"})

    def on_message(self, stream: Stream, message: object) -> None:
        """Serve ping, subscribe and unsubscribe."""
        if not isinstance(message, Mapping):
            return
        request, topic = message.get("id"), str(message.get("topic", ""))
        match message.get("type"):
            case "ping":
                stream.answer({"id": request, "type": "pong"})
            case "subscribe":
                if not (topics := self._topics(stream, topic)):
                    words = f"topic {topic} is not found"
                    stream.answer({"id": request, "type": "error", "code": 404, "data": words})
                    return
                stream.topics.update(topics)
                stream.answer({"id": request, "type": "ack"})
                for one in topics:
                    self._first(stream, one)
            case "unsubscribe":
                stream.topics.difference_update(self._topics(stream, topic))
                stream.answer({"id": request, "type": "ack"})
            case _:
                words = "type is not supported"
                stream.answer({"id": request, "type": "error", "code": 415, "data": words})

    def _topics(self, stream: Stream, topic: str) -> list[str]:
        """Return what is meant by a topic that may name several markets; nothing if it is bad."""
        if topic in PRIVATE:
            return [topic] if stream.owner else []
        channel, _, names = topic.partition(":")
        for kind, channels in PUBLIC.items():
            found = write.by_id(self.engine, kind)
            if channel in channels and all(name in found for name in names.split(",")):
                return [f"{channel}:{name}" for name in names.split(",")]
        return []

    def _first(self, stream: Stream, topic: str) -> None:
        _, _, name = topic.partition(":")
        for book in self.engine.books.values():
            if book.market.id == name:
                stream.push("price", self._price(book, topic))

    # what happens

    def _tell(self, event: VenueEvent) -> None:
        match event:
            case PriceEvent(book=book):
                for channel in PUBLIC[book.market.kind]:
                    topic = f"{channel}:{book.market.id}"
                    for stream in self.streams.of(topic):
                        stream.push("price", self._price(book, topic))
            case OrderEvent():
                self._tell_order(event)
            case AccountEvent():
                self._tell_money(event.kind, event.assets)
            case BalanceEvent():
                self._tell_money(event.kind, (event.asset,))

    def _price(self, book: Book, topic: str) -> dict[str, object]:
        now = self.engine.clock.ms()
        frame: dict[str, object] = {"topic": topic, "type": "message"}
        match topic.partition(":")[0]:
            case "/market/ticker":
                return frame | {"subject": "trade.ticker", "data": best(book, now)}
            case "/market/snapshot":
                row = {
                    "symbol": book.market.id,
                    "buy": float(book.bid),
                    "sell": float(book.ask),
                    "lastTradedPrice": float(book.last),
                    "datetime": now,
                    "high": float(book.high),
                    "low": float(book.low),
                    "vol": float(book.volume),
                    "volValue": float(book.volume * book.last),
                    "trading": not book.halted,
                }
                data = {"sequence": str(book.updates), "data": row}
                return frame | {"subject": "trade.snapshot", "data": data}
            case "/spotMarket/level1":
                bid = plain(SIZE if book.bid_size is None else book.bid_size)
                ask = plain(SIZE if book.ask_size is None else book.ask_size)
                sides = {"bids": [plain(book.bid), bid], "asks": [plain(book.ask), ask]}
                return frame | {"subject": "level1", "data": {**sides, "timestamp": now}}
            case "/contractMarket/tickerV2":
                told = self.data.ticker(book)
                best_of = ("bestBidPrice", "bestBidSize", "bestAskPrice", "bestAskSize")
                names = ("symbol", "sequence", "ts", *best_of)
                return frame | {"subject": "tickerV2", "data": {name: told[name] for name in names}}
            case _:
                return frame | {"subject": "ticker", "data": self.data.ticker(book)}

    def _tell_order(self, event: OrderEvent) -> None:
        order, kind = event.order, event.order.market.kind
        if order.trigger is not None and (
            event.change is Change.TRIGGERED or not order.triggered_at
        ):
            self._push("order", "/contractMarket/advancedOrders", "stopOrder", _stop(event))
            return
        if event.fill is not None:
            self._push_order("fill", kind, _trade(order, event.fill))
        if event.change is not Change.TRADE or order.status is Status.FILLED:
            told = {Change.NEW: "open", Change.TRADE: "filled"}.get(event.change, "canceled")
            self._push_order("order", kind, _order(order, told, event.at))

    def _push_order(self, event: str, kind: Kind, content: dict[str, object]) -> None:
        subject = "orderChange" if kind is Kind.SPOT else "symbolOrderChange"
        self._push(event, ORDERS[kind], subject, content)

    def _push(self, event: str, topic: str, subject: str, content: dict[str, object]) -> None:
        frame = {
            "topic": topic,
            "type": "message",
            "subject": subject,
            "userId": "633559791e1cbc0001f319bc",
            "channelType": "private",
            "data": content,
        }
        for stream in self.streams.of(topic):
            stream.push(event, frame)

    def _tell_money(self, kind: Kind, assets: tuple[str, ...]) -> None:
        now = str(self.engine.clock.ms())
        for asset in assets:
            if kind is Kind.LINEAR:
                told = self.account.money(asset)
                row: dict[str, object] = {
                    "currency": asset,
                    "equity": str(told["accountEquity"]),
                    "walletBalance": str(told["marginBalance"]),
                    "availableBalance": str(told["availableBalance"]),
                    "holdBalance": "0",
                    "version": "1337",
                    "timestamp": now,
                }
                self._push("account", "/contractAccount/wallet", "walletBalance.change", row)
                continue
            held = self.engine.account.holding(kind, asset)
            row = {
                "accountId": "548674591753",
                "currency": asset,
                "total": plain(held.total),
                "available": plain(held.free),
                "hold": plain(held.locked),
                "availableChange": "0",
                "holdChange": "0",
                "relationContext": {},
                "relationEvent": "trade_hf.setted",
                "relationEventId": "354689988084000",
                "time": now,
            }
            self._push("account", "/account/balance", "account.balance", row)


def _size(order: Order) -> Callable[..., str]:
    """Return what writes an amount: of coins on spot, else of contracts."""
    if order.market.kind is Kind.SPOT:
        return plain
    return lambda amount: str(contracts(amount, order.market))


def _order(order: Order, told: str, at: int) -> dict[str, object]:
    size, spot = _size(order), order.market.kind is Kind.SPOT
    over = not order.status.open
    row: dict[str, object] = {
        "symbol": order.market.id,
        "orderType": "limit" if order.price is not None else "market",
        "side": order.side.value.lower(),
        "canceledSize": size(order.remaining if told == "canceled" else ZERO),
        "orderId": ids.written(order.order_id, order.market),
        "type": told,
        "orderTime": order.created_at if spot else order.created_at * NANOS,
        "size": size(order.amount),
        "filledSize": size(order.filled),
        "price": plain(order.price or ZERO),
        "remainSize": size(ZERO if over else order.remaining),
        "clientOid": order.client_id,
        "status": "done" if over else "match" if told == "match" else "open",
        "ts": at * NANOS,
    }
    if spot:
        return row | {"originSize": size(order.amount)}
    mode = order.extra.get("marginMode", "ISOLATED")
    return row | {"marginMode": mode, "positionSide": SIDES[order.hand], "tradeType": "trade"}


def _trade(order: Order, fill: Fill) -> dict[str, object]:
    size = _size(order)
    return _order(order, "match", fill.at) | {
        "liquidity": "maker" if fill.maker else "taker",
        "feeType": "makerFee" if fill.maker else "takerFee",
        "matchPrice": plain(fill.price),
        "matchSize": size(fill.amount),
        "tradeId": str(fill.trade_id),
        "tradeType": TRADE_TYPES[fill.forced],
        "status": "match",
        "remainSize": size(order.remaining),
    }


def _stop(event: OrderEvent) -> dict[str, object]:
    order = event.order
    assert order.trigger is not None
    told = {Change.NEW: "open", Change.TRIGGERED: "triggered"}.get(event.change, "cancel")
    row: dict[str, object] = {
        "createdAt": order.created_at,
        "marginMode": order.extra.get("marginMode", "ISOLATED"),
        "orderId": ids.written(order.order_id, order.market),
        "orderPrice": plain(order.price or ZERO),
        "orderType": "stop",
        "side": order.side.value.lower(),
        "size": contracts(order.amount, order.market),
        "stop": "up" if order.trigger.rises else "down",
        "stopPrice": plain(order.trigger.price),
        "stopPriceType": order.extra.get("stopPriceType", ""),
        "symbol": order.market.id,
        "ts": event.at * NANOS,
        "type": told,
    }
    return row | ({"triggerSuccess": True} if told == "triggered" else {})

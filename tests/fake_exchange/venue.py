"""What every imitated venue does with a request, and what tests can do with every venue."""

from abc import ABC, abstractmethod
import asyncio
from collections import deque
from collections.abc import Mapping, Sequence
from decimal import Decimal
import json
import time
from typing import ClassVar

from aiohttp import web

from .core.account import Account, Holding, Position
from .core.clock import VenueClock
from .core.engine import Engine
from .core.market import Book, FakeMarket, Kind
from .core.orders import Fill, Forced, Hand, Order
from .core.rules import Rules
from .faults import Effect, Fault, Faults
from .streams import Streams
from .wire import Call, Recorded, RefusalError, Reply, Route, Word

MINUTE_S = 60
GATEWAY_PAGE = "<html><head><title>{0}</title></head><body><h1>{0}</h1></body></html>"

type Amount = Decimal | int | str


def dec(value: Amount) -> Decimal:
    """Return an exact number."""
    return Decimal(str(value))


class FakeVenue(ABC):
    """A venue: its engine, its wire and the hooks of the tests."""

    hosts: ClassVar[Mapping[str, str]]
    """The host names that it answers for, each with what is behind it."""

    def __init__(
        self,
        markets: Sequence[tuple[FakeMarket, Decimal]],
        account: Account,
        rules: Rules,
    ) -> None:
        self.account = account
        self.engine = Engine(markets, account, rules)
        self.faults = Faults()
        """What happens to the next requests."""
        self.streams = Streams()
        self.maintenance = False
        self.requests: list[Recorded] = []
        """All requests that arrived, oldest first."""
        self.routes: dict[tuple[str, str], Route] = {}
        self.weight_limit: int | None = None
        """How much weight a minute may have before the venue says that it is too much."""
        self._weights: deque[tuple[float, int]] = deque()
        self._late: set[asyncio.Task[Reply]] = set()

    # what tests see and do

    @property
    def clock(self) -> VenueClock:
        """Return the venue's clock; set its `skew_ms` to make it wrong."""
        return self.engine.clock

    @property
    def books(self) -> Mapping[str, Book]:
        """Return the prices by unified symbol."""
        return self.engine.books

    @property
    def orders(self) -> list[Order]:
        """Return all orders of both lists, oldest first."""
        return list(self.engine.registry.orders.values())

    @property
    def open_orders(self) -> list[Order]:
        """Return the open orders of both lists, oldest first."""
        return [order for order in self.orders if order.status.open]

    @property
    def fills(self) -> list[Fill]:
        """Return all fills, oldest first."""
        return list(self.engine.registry.fills)

    @property
    def positions(self) -> list[Position]:
        """Return the positions that are not flat."""
        return self.account.open_positions()

    def position(self, symbol: str, hand: Hand = Hand.BOTH) -> Decimal:
        """Return the signed size of a position; 0 when flat."""
        position = self.account.positions.get((symbol, hand))
        return position.amount if position else Decimal(0)

    def order(self, client_id: str) -> Order:
        """Return the newest order with a client order id; KeyError without any."""
        for order in reversed(self.orders):
            if order.client_id == client_id:
                return order
        raise KeyError(client_id)

    def sent(self, name: str) -> list[Recorded]:
        """Return the requests of a kind that arrived."""
        return [request for request in self.requests if request.name == name]

    def set_price(
        self,
        symbol: str,
        bid: Amount,
        ask: Amount | None = None,
        *,
        last: Amount | None = None,
        mark: Amount | None = None,
        bid_size: Amount | None = None,
        ask_size: Amount | None = None,
    ) -> None:
        """Move a market; without `ask` it is one tick above. Sizes limit what fills in this tick.

        Two calls in a row are one tick for the client: nothing of it runs between them.
        """
        low = dec(bid)
        high = low + self.books[symbol].market.tick if ask is None else dec(ask)
        self.engine.set_price(
            symbol,
            low,
            high,
            last=None if last is None else dec(last),
            mark=None if mark is None else dec(mark),
            bid_size=None if bid_size is None else dec(bid_size),
            ask_size=None if ask_size is None else dec(ask_size),
        )

    def set_past(self, symbol: str, trades: Sequence[tuple[float, Amount]]) -> None:
        """Say what a market was traded at so many seconds ago."""
        now, book = self.clock.ms(), self.books[symbol]
        book.past[:0] = [(now - int(ago * 1000), dec(price)) for ago, price in trades]
        book.past.sort(key=lambda trade: trade[0])

    def set_key(self, **changes: bool) -> None:
        """Change what the key may do, by the names in `ApiKey`, such as `trade`."""
        for name, value in changes.items():
            setattr(self.account.keys[0], name, value)

    def set_market(self, symbol: str, **changes: Amount) -> None:
        """Give a market other filters, such as `step` or `min_cost`; before a client reads them."""
        market = self.books[symbol].market
        for name, to in changes.items():
            # The same object, frozen or not: all parts of the venue hold it.
            object.__setattr__(market, name, dec(to))

    def set_status(
        self, symbol: str, *, halted: bool = False, ends_in: float | None = None
    ) -> None:
        """Halt a market or open it again; `ends_in` seconds it is delisted."""
        book = self.books[symbol]
        book.halted = halted
        book.ends_at = None if ends_in is None else self.clock.ms() + int(ends_in * 1000)

    def set_balance(self, asset: str, total: Amount, kind: Kind = Kind.SPOT) -> None:
        """Set what there is of an asset, without telling anybody."""
        locked = self.account.holding(kind, asset).locked
        self.account.wallet(kind)[asset] = Holding(total=dec(total), locked=locked)

    def balance(self, asset: str, kind: Kind = Kind.SPOT) -> Decimal:
        """Return what there is of an asset, used and free."""
        return self.account.holding(kind, asset).total

    def fill(self, client_id: str, amount: Amount, price: Amount | None = None) -> Fill:
        """Fill a part of a resting order at its price, or at another one."""
        at = None if price is None else dec(price)
        return self.engine.fill(self.order(client_id), dec(amount), at)

    def cancel(self, client_id: str) -> Order:
        """Cancel an order as if somebody else did it."""
        return self.engine.cancel(self.order(client_id), "someone else")

    def trade_outside(
        self, symbol: str, amount: Amount, hand: Hand = Hand.BOTH, *, reduce_only: bool = False
    ) -> Order:
        """Trade at the market as if somebody else did it; negative amounts sell."""
        signed = dec(amount)
        return self.engine.place(self.outside_order(symbol, signed, hand, reduce_only=reduce_only))

    def close_outside(self, symbol: str, hand: Hand = Hand.BOTH) -> Order:
        """Close a position as if somebody else did it."""
        size = self.position(symbol, hand)
        for order in self.engine.registry.open_in(self.books[symbol].market):
            if not order.opening and order.hand is hand and not order.algo:
                self.engine.cancel(order, "someone else")
        return self.trade_outside(symbol, -size, hand, reduce_only=hand is Hand.BOTH)

    def liquidate(
        self,
        symbol: str,
        hand: Hand = Hand.BOTH,
        forced: Forced = Forced.LIQUIDATION,
        part: Amount = 1,
    ) -> None:
        """Close a position, or a part of it, by force."""
        self.engine.liquidate(self.account.positions[symbol, hand], Forced(forced), dec(part))

    @abstractmethod
    def outside_order(
        self, symbol: str, signed: Decimal, hand: Hand, *, reduce_only: bool
    ) -> Order:
        """Return a market order as the venue's own app would place it."""

    # what the wire does

    @abstractmethod
    def read(self, request: web.Request, host: str, path: str, body: str) -> Call:
        """Return the request's parameters."""

    @abstractmethod
    def admit(self, call: Call, route: Route) -> None:
        """Check key, signature, time and parameters; RefusalError says what is wrong."""

    @abstractmethod
    def unknown_path(self, call: Call) -> Reply:
        """Return what the venue says to a path that it does not have."""

    @abstractmethod
    def special(self, effect: Effect, fault: Fault | None) -> Reply:
        """Return the venue's own words for RATE_LIMIT, BAN, MAINTENANCE or UNKNOWN_OUTCOME."""

    @abstractmethod
    async def stream(self, request: web.Request, host: str, path: str, /) -> web.StreamResponse:
        """Serve a WebSocket."""

    def result(self, call: Call, content: object) -> Reply:  # noqa: ARG002  venues use the call
        """Return the answer that carries what a handler returned."""
        return Reply(content)

    def finished(self, reply: Reply) -> Reply:
        """Return an error answer with what every answer carries."""
        return reply

    def find_route(self, call: Call) -> Route | None:
        """Return the endpoint that a request is for."""
        return self.routes.get((call.method, call.path))

    async def serve(self, request: web.Request, host: str, path: str) -> web.StreamResponse:
        """Answer a request, with what goes wrong on the way."""
        if request.headers.get("Upgrade", "").lower() == "websocket":
            return await self.stream(request, host, path)
        call = self.read(request, host, path, await request.text())
        route = self.find_route(call)
        record = Recorded(
            at=time.monotonic(),
            method=call.method,
            host=host,
            path=path,
            name=route.name if route else "unknown",
            params=dict(call.params),
        )
        self.requests.append(record)
        fault = self.faults.take(record.name, call.params)
        if fault is not None and fault.effect is Effect.INVISIBLE:
            self.engine.registry.hide_next = fault.lookups
        if self.maintenance:
            reply = self.special(Effect.MAINTENANCE, None)
        elif self._too_much(route):
            reply = self.special(Effect.RATE_LIMIT, None)
        elif fault is not None and fault.effect is Effect.LATE:
            reply = await self._run_late(call, route, fault.seconds)
        elif fault is not None and not fault.processed:
            reply = Reply("")
        else:
            reply = self._run(call, route)
        record.answer = reply.body
        response = await self._answer(request, reply, fault)
        record.status = None if response is None else response.status
        record.answered_at = time.monotonic()
        return response or web.Response()

    def close(self) -> None:
        """Forget what is still on its way."""
        for task in self._late:
            task.cancel()

    @property
    def used_weight(self) -> int:
        """Return the weight of the requests of the last minute."""
        while self._weights and self._weights[0][0] < time.monotonic() - MINUTE_S:
            self._weights.popleft()
        return sum(weight for _, weight in self._weights)

    def _too_much(self, route: Route | None) -> bool:
        weight = route.weight if route else 1
        if self.weight_limit is not None and self.used_weight + weight > self.weight_limit:
            return True
        self._weights.append((time.monotonic(), weight))
        return False

    async def _run_late(self, call: Call, route: Route | None, seconds: float) -> Reply:
        async def later() -> Reply:
            await asyncio.sleep(seconds)
            return self._run(call, route)

        task = asyncio.create_task(later())
        self._late.add(task)
        task.add_done_callback(self._late.discard)
        return await asyncio.shield(task)

    def _run(self, call: Call, route: Route | None) -> Reply:
        if route is None:
            return self.unknown_path(call)
        try:
            self.admit(call, route)
            return self.result(call, route.handler(call))
        except RefusalError as err:
            return self.finished(err.reply)

    async def _answer(
        self, request: web.Request, reply: Reply, fault: Fault | None
    ) -> web.StreamResponse | None:
        match fault.effect if fault else None:
            case Effect.DROP:
                _hang_up(request)
                return None
            case Effect.GATEWAY:
                assert fault is not None
                page = GATEWAY_PAGE.format(fault.status)
                return web.Response(status=fault.status, text=page, content_type="text/html")
            case Effect.EMPTY:
                return web.Response()
            case Effect.HTML:
                return web.Response(text=GATEWAY_PAGE.format("OK"), content_type="text/html")
            case Effect.TRUNCATE:
                await _break_off(request, reply)
                return None
            case Effect.DELAY:
                assert fault is not None
                await asyncio.sleep(fault.seconds)
            case (
                Effect.RATE_LIMIT | Effect.BAN | Effect.MAINTENANCE | Effect.UNKNOWN_OUTCOME
            ) as effect:
                reply = self.special(effect, fault)
            case _:
                pass
        return _response(reply)


def _response(reply: Reply) -> web.Response:
    if isinstance(reply.body, str):
        return web.Response(
            status=reply.status,
            text=reply.body,
            content_type="text/html",
            headers=dict(reply.headers),
        )
    body = reply.body.text if isinstance(reply.body, Word) else reply.body
    return web.Response(
        status=reply.status,
        text=json.dumps(body),
        content_type="application/json",
        headers=dict(reply.headers),
    )


def _hang_up(request: web.Request) -> None:
    if request.transport is not None:
        request.transport.abort()


async def _break_off(request: web.Request, reply: Reply) -> None:
    body = reply.body.text if isinstance(reply.body, Word) else reply.body
    content = json.dumps(body).encode()
    response = web.StreamResponse(status=reply.status)
    response.content_type = "application/json"
    response.content_length = len(content)
    await response.prepare(request)
    await response.write(content[: len(content) // 2])
    if request.transport is not None:
        request.transport.close()

"""Binance as a whole: what is behind which host name."""

from collections.abc import Mapping
from decimal import Decimal
import secrets
from typing import ClassVar

from aiohttp import web

from ..core.account import Account
from ..core.market import Kind
from ..core.orders import Hand, Order, Side
from ..core.rules import Rules
from ..faults import Effect, Fault
from ..streams import Stream
from ..venue import FakeVenue
from ..wire import Call, Reply, Route
from . import guard
from .futures_account import FuturesAccount
from .futures_algo import FuturesAlgo
from .futures_data import FuturesData
from .futures_orders import FuturesOrders
from .futures_streams import FuturesStreams
from .markets import markets
from .outside import rests_outside
from .spot_account import SpotAccount
from .spot_data import SpotData
from .spot_lists import SpotLists
from .spot_orders import SpotOrders
from .spot_streams import SpotStreams

RETRY_AFTER_S = 1


class FakeBinance(FakeVenue):
    """Binance with 10,000 USDT in each of its two wallets."""

    hosts: ClassVar[Mapping[str, str]] = {
        "api.binance.com": "spot",
        "demo-api.binance.com": "spot",
        "testnet.binance.vision": "spot",
        "stream.binance.com": "spot stream",
        "ws-api.binance.com": "spot api",
        "fapi.binance.com": "futures",
        "demo-fapi.binance.com": "futures",
        "testnet.binancefuture.com": "futures",
        "fstream.binance.com": "futures stream",
    }

    def __init__(self, more_markets: int = 0) -> None:
        account = Account(unified=False)
        super().__init__(markets(more_markets), account, Rules())
        for asset in ("BTC", "ETH", "SOL", "DOGE", "BNB"):
            self.set_balance(asset, 0)
        self.set_balance("USDT", 10_000)
        self.set_balance("USDT", 10_000, Kind.LINEAR)
        self.set_balance("BNB", 0, Kind.LINEAR)
        data = SpotData(self.engine)
        self._spot_streams = SpotStreams(self.engine, account, self.streams, data)
        spot_orders = SpotOrders(self.engine)
        self.routes = {
            **data.routes(),
            **spot_orders.routes(),
            **SpotLists(spot_orders).routes(),
            **SpotAccount(self.engine).routes(),
        }
        futures_data = FuturesData(self.engine)
        self.futures_streams = FuturesStreams(self.engine, self.streams, futures_data)
        futures_orders = FuturesOrders(self.engine)
        self.routes |= {
            **futures_data.routes(),
            **futures_orders.routes(),
            **FuturesAlgo(self.engine, futures_orders).routes(),
            **FuturesAccount(self.engine).routes(),
            **self.futures_streams.routes(),
        }

    def outside_order(
        self, symbol: str, signed: Decimal, hand: Hand, *, reduce_only: bool
    ) -> Order:
        """Return a market order as Binance's app places it."""
        return Order(
            market=self.books[symbol].market,
            side=Side.BUY if signed > 0 else Side.SELL,
            client_id=f"web_{secrets.token_hex(8)}",
            amount=abs(signed),
            hand=hand,
            reduce_only=reduce_only,
            wire_type="MARKET",
        )

    def rest_outside(
        self, symbol: str, amount: str, price: str | None = None, trigger: str | None = None
    ) -> Order:
        """Have a sale of somebody else rest; with a trigger it is a stop."""
        return rests_outside(self, symbol, Decimal(amount), price=price, trigger=trigger)

    def read(self, request: web.Request, host: str, path: str, body: str) -> Call:
        """Read query and form."""
        return guard.read(request, host, path, body)

    def admit(self, call: Call, route: Route) -> None:
        """Check a request."""
        guard.admit(call, route, self.account, self.clock)

    def unknown_path(self, call: Call) -> Reply:
        """Say that there is no such path."""
        words = f"Path {call.path}, Method {call.method} is invalid"
        return Reply({"code": -5000, "msg": words}, 404)

    def special(self, effect: Effect, fault: Fault | None) -> Reply:
        """Say it in Binance's words."""
        wait = {"Retry-After": str(RETRY_AFTER_S)}
        match effect:
            case Effect.RATE_LIMIT:
                words = "Too many requests; current limit of IP is 6000 requests per minute."
                return Reply({"code": -1003, "msg": words}, 429, wait)
            case Effect.BAN:
                until = self.clock.ms() + 1000 * RETRY_AFTER_S
                words = f"Way too much request weight used; IP banned until {until}."
                return Reply({"code": -1003, "msg": words}, 418, wait)
            case Effect.UNKNOWN_OUTCOME:
                words = (
                    "Timeout waiting for response from backend server. "
                    "Send status unknown; execution status unknown."
                )
                return Reply({"code": -1007, "msg": words}, fault.status if fault else 504)
            case _:
                return Reply({"code": -1001, "msg": "System is under maintenance."}, 503)

    async def stream(self, request: web.Request, host: str, path: str, /) -> web.StreamResponse:
        """Serve a WebSocket."""
        spot, futures = self._spot_streams, self.futures_streams
        serve = self.streams.serve
        match self.hosts[host]:
            case "spot api":
                return await serve(request, path, _nothing, spot.on_api_message)
            case "futures stream":
                path = f"{path}?{request.rel_url.raw_query_string}"
                return await serve(request, path, futures.on_open, futures.on_message)
            case _:
                return await serve(request, path, _nothing, spot.on_market_message)


class FakeBinanceUs(FakeBinance):
    """Binance US: the same interface for spot, on hosts of its own."""

    hosts: ClassVar[Mapping[str, str]] = {
        "api.binance.us": "spot",
        "stream.binance.us": "spot stream",
    }

    def __init__(self) -> None:
        super().__init__()
        futures = [key for key in self.routes if key[1].startswith(("/fapi", "/futures"))]
        for key in futures:
            del self.routes[key]


def _nothing(_stream: Stream) -> None:
    return None

"""Binance as a whole: what is behind which host name."""

from collections.abc import Mapping
from decimal import Decimal
import secrets
from typing import ClassVar

from aiohttp import web

from ..core.account import Account
from ..core.orders import Hand, Order, Side
from ..faults import Effect, Fault
from ..streams import Stream
from ..venue import FakeVenue
from ..wire import Call, Reply, Route
from . import guard
from .markets import markets
from .spot_account import SpotAccount
from .spot_data import SpotData
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
    }

    def __init__(self) -> None:
        account = Account(unified=False)
        super().__init__(markets(), account, ids_unique_forever=False)
        for asset in ("BTC", "ETH", "SOL", "DOGE", "BNB"):
            self.set_balance(asset, 0)
        self.set_balance("USDT", 10_000)
        data = SpotData(self.engine)
        self._spot_streams = SpotStreams(self.engine, account, self.streams, data)
        self.routes = {
            **data.routes(),
            **SpotOrders(self.engine).routes(),
            **SpotAccount(self.engine).routes(),
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

    async def stream(self, request: web.Request, host: str, path: str) -> web.StreamResponse:
        """Serve a WebSocket."""
        match self.hosts[host]:
            case "spot api":
                handler = self._spot_streams.on_api_message
            case _:
                handler = self._spot_streams.on_market_message
        return await self.streams.serve(request, path, _nothing, handler)


def _nothing(_stream: Stream) -> None:
    return None

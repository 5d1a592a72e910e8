"""The hooks of the tests over HTTP, for venues that run in a process of their own."""

from collections.abc import Mapping
import dataclasses
from decimal import Decimal
from typing import Any

from aiohttp import web

from .core.account import Position
from .core.market import FakeMarket
from .core.orders import Fill, Hand, Order
from .core.pairs import Pair
from .faults import Effect, Fault
from .server import LOCALHOST, FakeServer
from .venue import FakeVenue

ACTIONS = frozenset(
    {
        "set_price",
        "set_past",
        "set_status",
        "set_balance",
        "set_market",
        "set_key",
        "fill",
        "cancel",
        "trade_outside",
        "rest_outside",
        "close_outside",
        "liquidate",
    }
)
"""What FakeVenue does by these names, with the same parameters."""


class Control:
    """A port of its own, which stays when the venues' network is cut."""

    def __init__(self, server: FakeServer, venues: Mapping[str, FakeVenue]) -> None:
        self.server = server
        self.venues = venues
        self.port = 0
        self._runner: web.AppRunner | None = None

    async def start(self, port: int = 0) -> None:
        """Listen."""
        app = web.Application()
        app.router.add_post("/cut", self._cut)
        app.router.add_post("/restore", self._restore)
        app.router.add_get("/{venue}", self._state)
        app.router.add_post("/{venue}/fault", self._fault)
        app.router.add_post("/{venue}/streams", self._streams)
        app.router.add_post("/{venue}/{action}", self._act)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, LOCALHOST, port).start()
        self.port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        """Stop listening."""
        assert self._runner is not None
        await self._runner.cleanup()

    def _venue(self, request: web.Request) -> FakeVenue:
        venue = self.venues.get(request.match_info["venue"])
        if venue is None:
            raise web.HTTPNotFound(text=f"there are only {', '.join(self.venues)}")
        return venue

    async def _cut(self, _request: web.Request) -> web.Response:
        await self.server.cut()
        return web.json_response({})

    async def _restore(self, _request: web.Request) -> web.Response:
        await self.server.restore()
        return web.json_response({})

    async def _state(self, request: web.Request) -> web.Response:
        venue = self._venue(request)
        account = venue.account
        return web.json_response(
            {
                "orders": [plain(order) for order in venue.orders],
                "fills": [plain(fill) for fill in venue.fills],
                "positions": [plain(position) for position in venue.positions],
                "spot": {asset: str(one.total) for asset, one in account.spot.items()},
                "linear": {asset: str(one.total) for asset, one in account.linear.items()},
                "requests": [one.name for one in venue.requests],
                "connections": len(venue.streams.connections),
            }
        )

    async def _act(self, request: web.Request) -> web.Response:
        venue, action = self._venue(request), request.match_info["action"]
        if action not in ACTIONS:
            raise web.HTTPNotFound(text=f"there is no {action}")
        given: dict[str, Any] = await request.json()
        if "hand" in given:
            given["hand"] = Hand(given["hand"])
        result = getattr(venue, action)(**given)
        return web.json_response(None if result is None else plain(result))

    async def _fault(self, request: web.Request) -> web.Response:
        venue, given = self._venue(request), await request.json()
        on_stream = given.pop("on_stream", False)
        fault = Fault(**{**given, "effect": Effect(given["effect"])})
        (venue.streams.faults if on_stream else venue.faults).append(fault)
        return web.json_response({})

    async def _streams(self, request: web.Request) -> web.Response:
        venue, given = self._venue(request), await request.json()
        if given.pop("cut", False):
            venue.streams.cut()
        for name, value in given.items():
            setattr(venue.streams, name, bool(value))
        return web.json_response({})


def plain(thing: Order | Fill | Position) -> dict[str, object]:
    """Return an order, a fill or a position as JSON; markets by their symbols."""
    return {
        field.name: _value(getattr(thing, field.name))
        for field in dataclasses.fields(thing)
        if field.name != "fills"
    }


def _value(value: object) -> object:
    if isinstance(value, FakeMarket):
        return value.symbol
    if isinstance(value, Pair):
        return value.number
    if isinstance(value, Decimal):
        return str(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: _value(getattr(value, field.name)) for field in dataclasses.fields(value)
        }
    return value

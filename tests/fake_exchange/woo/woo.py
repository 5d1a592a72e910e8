"""WOO X as a whole: what is behind which host name."""

from collections.abc import Mapping
from typing import ClassVar

from aiohttp import web

from ..core.account import ApiKey
from ..core.orders import Status
from ..core.rules import Rules
from ..faults import Effect, Fault
from ..spot import SpotVenue, spot_markets
from ..wire import Call, Reply, Route
from . import guard
from .data import WooData
from .orders import WooOrders
from .streams import WooStreams

# base, quote, price, tick, step, least amount, least cost
ROWS = (
    ("BTC", "USDT", "60000", "0.01", "0.00001", "0.00001", "1"),
    ("ETH", "USDT", "3000", "0.01", "0.0001", "0.0001", "1"),
    ("SOL", "USDT", "150", "0.001", "0.001", "0.001", "1"),
)


class FakeWoo(SpotVenue):
    """WOO X spot with 10,000 USDT, without margin."""

    hosts: ClassVar[Mapping[str, str]] = {"api.woox.io": "rest", "wss.woox.io": "stream"}

    def __init__(self) -> None:
        super().__init__(
            spot_markets(ROWS, lambda base, quote: f"SPOT_{base}_{quote}"),
            ApiKey(),
            Rules(end_of_rest=Status.CANCELED),
            ("0.001", "0.001"),
        )
        self._pushes = WooStreams(self.engine, self.streams)
        data = WooData(self.engine)
        self.routes = {**data.routes(), **WooOrders(self.engine, data.said).routes()}

    def admit(self, call: Call, route: Route) -> None:
        """Check a request."""
        guard.admit(self.account, call, route)

    async def stream(self, request: web.Request, host: str, path: str, /) -> web.StreamResponse:
        """Serve the public stream; the account's is not imitated, and not needed."""
        if not path.startswith("/ws/stream"):
            return await super().stream(request, host, path)
        pushes = self._pushes
        return await self.streams.serve(request, path, pushes.on_open, pushes.on_message)

    def unknown_path(self, call: Call) -> Reply:
        """Say that there is no such path."""
        return Reply({"success": False, "code": -1000, "message": call.path}, 404)

    def special(self, effect: Effect, fault: Fault | None) -> Reply:  # noqa: ARG002
        """Say it in WOO X's words."""
        words = {
            Effect.RATE_LIMIT: (-1003, "Rate limit exceed."),
            Effect.BAN: (-1003, "Rate limit exceed."),
            Effect.UNKNOWN_OUTCOME: (
                -1000,
                "An internal error has occurred. We are unable to process your request.",
            ),
            Effect.MAINTENANCE: (-1011, "The system is under maintenance."),
        }
        return guard.refusal(*words[effect]).reply

"""HTX as a whole: what is behind which host name."""

from collections.abc import Mapping
from typing import ClassVar

from aiohttp import web

from ..core.account import ApiKey
from ..core.orders import Status
from ..core.rules import Rules
from ..faults import Effect, Fault
from ..spot import SpotVenue, query_of, spot_markets
from ..wire import Call, Reply, Route
from . import guard
from .data import HtxData
from .orders import HtxOrders

# base, quote, price, tick, step, least amount, least cost
ROWS = (
    ("BTC", "USDT", "60000", "0.01", "0.000001", "0.00001", "10"),
    ("ETH", "USDT", "3000", "0.01", "0.0001", "0.001", "10"),
    ("SOL", "USDT", "150", "0.0001", "0.0001", "0.01", "10"),
    ("BTC", "USDC", "60000", "0.01", "0.000001", "0.00001", "10"),
    ("TRX", "USDT", "0.3", "0.000001", "0.01", "1", "10"),
)


class FakeHtx(SpotVenue):
    """HTX spot with 10,000 USDT; fees can be deducted in TRX: `account.fee_asset`."""

    hosts: ClassVar[Mapping[str, str]] = {"api.huobi.pro": "rest"}

    def __init__(self) -> None:
        rules = Rules(end_of_rest=Status.CANCELED, post_only_is_accepted=True)
        super().__init__(
            spot_markets(ROWS, lambda base, quote: f"{base}{quote}".lower()),
            ApiKey(),
            rules,
            ("0.002", "0.002"),
        )
        self.routes = {**HtxData(self.engine).routes(), **HtxOrders(self.engine).routes()}

    def read(self, request: web.Request, host: str, path: str, body: str) -> Call:  # noqa: ARG002
        """Read the query, and the body of a POST."""
        return Call(
            method=request.method,
            host="api.huobi.pro",
            path=path,
            params={**query_of(request), **guard.body_of(body)},
            headers=request.headers,
            query=request.rel_url.raw_query_string,
            body=body,
        )

    def admit(self, call: Call, route: Route) -> None:
        """Check a request."""
        guard.admit(self.account, self.clock.ms(), call, route)

    def result(self, call: Call, content: object) -> Reply:
        """Wrap what a handler returned."""
        if call.path.startswith("/v2/"):
            return Reply({"code": 200, "data": content, "success": True})
        name = "tick" if call.path in {"/market/depth", "/market/detail/merged"} else "data"
        return Reply({"status": "ok", "ts": self.clock.ms(), name: content})

    def unknown_path(self, call: Call) -> Reply:  # noqa: ARG002
        """Say that there is no such path."""
        return Reply({"status": "error", "err-code": "not-found", "err-msg": "Not Found"}, 404)

    def special(self, effect: Effect, fault: Fault | None) -> Reply:  # noqa: ARG002
        """Say it in HTX's words."""
        many = ("rate-too-many-requests", "exceeded rate limit")
        words = {
            Effect.RATE_LIMIT: many,
            Effect.BAN: many,
            Effect.UNKNOWN_OUTCOME: (
                "gateway-internal-error",
                "Failed to load data. Try again later.",
            ),
            Effect.MAINTENANCE: ("system-maintenance", "System is in maintenance!"),
        }
        return guard.refusal(*words[effect]).reply

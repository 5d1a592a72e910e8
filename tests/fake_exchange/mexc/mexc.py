"""MEXC as a whole: what is behind which host name."""

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
from .data import MexcData
from .orders import MexcOrders

# base, quote, price, tick, step, least amount, least cost
ROWS = (
    ("BTC", "USDT", "60000", "0.01", "0.000001", "0.000001", "1"),
    ("ETH", "USDT", "3000", "0.01", "0.00001", "0.00001", "1"),
    ("SOL", "USDT", "150", "0.01", "0.001", "0.001", "1"),
    ("BTC", "USDC", "60000", "0.01", "0.000001", "0.000001", "1"),
    ("MX", "USDT", "2", "0.0001", "0.01", "0.01", "1"),
)


class FakeMexc(SpotVenue):
    """MEXC spot with 10,000 USDT; it takes fees in MX if `account.fee_asset` says so."""

    hosts: ClassVar[Mapping[str, str]] = {"api.mexc.com": "rest", "wbs-api.mexc.com": "stream"}

    def __init__(self) -> None:
        rules = Rules(end_of_rest=Status.CANCELED, post_only_is_accepted=True)
        super().__init__(
            spot_markets(ROWS, lambda base, quote: f"{base}{quote}"),
            ApiKey(),
            rules,
            ("0.0005", "0.0005"),
        )
        self.routes = {**MexcData(self.engine).routes(), **MexcOrders(self.engine).routes()}

    def read(self, request: web.Request, host: str, path: str, body: str) -> Call:
        """Read the query."""
        return Call(
            method=request.method,
            host=host,
            path=path,
            params=query_of(request),
            headers=request.headers,
            query=request.rel_url.raw_query_string,
            body=body,
        )

    def admit(self, call: Call, route: Route) -> None:
        """Check a request."""
        guard.admit(self.account, self.clock.ms(), call, route)

    def unknown_path(self, call: Call) -> Reply:  # noqa: ARG002
        """Say that there is no such path."""
        return guard.refusal(404, "Not Found", 404).reply

    def special(self, effect: Effect, fault: Fault | None) -> Reply:  # noqa: ARG002
        """Say it in MEXC's words."""
        words = {
            Effect.RATE_LIMIT: (429, "Too Many Requests", 429),
            Effect.BAN: (418, "Too Many Requests", 418),
            Effect.UNKNOWN_OUTCOME: (500, "Internal error", 500),
            Effect.MAINTENANCE: (500, "Under maintenance, please try again later", 503),
        }
        return guard.refusal(*words[effect]).reply

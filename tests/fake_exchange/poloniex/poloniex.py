"""Poloniex as a whole: what is behind which host name."""

from collections.abc import Mapping
from typing import ClassVar

from ..core.account import ApiKey
from ..core.orders import Status
from ..core.rules import Rules
from ..faults import Effect, Fault
from ..spot import SpotVenue, spot_markets
from ..wire import Call, Reply, Route
from . import guard
from .data import PoloniexData
from .orders import PoloniexOrders

# base, quote, price, tick, step, least amount, least cost
ROWS = (
    ("BTC", "USDT", "60000", "0.01", "0.000001", "0.000001", "1"),
    ("ETH", "USDT", "3000", "0.01", "0.000001", "0.000001", "1"),
    ("SOL", "USDT", "150", "0.001", "0.001", "0.001", "1"),
    ("BTC", "USDC", "60000", "0.01", "0.000001", "0.000001", "1"),
    ("TRX", "USDT", "0.3", "0.00001", "0.001", "0.001", "1"),
)


class FakePoloniex(SpotVenue):
    """Poloniex spot with 10,000 USDT; it takes fees in TRX if `account.fee_asset` says so."""

    hosts: ClassVar[Mapping[str, str]] = {"api.poloniex.com": "rest", "ws.poloniex.com": "stream"}

    def __init__(self) -> None:
        rules = Rules(
            ids_unique_forever=True, post_only_is_accepted=True, end_of_rest=Status.CANCELED
        )
        super().__init__(
            spot_markets(ROWS, lambda base, quote: f"{base}_{quote}"),
            ApiKey(),
            rules,
            ("0.002", "0.002"),
        )
        self.routes = {**PoloniexData(self.engine).routes(), **PoloniexOrders(self.engine).routes()}

    def admit(self, call: Call, route: Route) -> None:
        """Check a request."""
        guard.admit(self.account, self.clock.ms(), call, route)

    def unknown_path(self, call: Call) -> Reply:  # noqa: ARG002
        """Say that there is no such path."""
        return Reply("", 404)

    def special(self, effect: Effect, fault: Fault | None) -> Reply:  # noqa: ARG002
        """Say it in Poloniex's words."""
        words: Mapping[Effect, tuple[int, str, int]] = {
            Effect.RATE_LIMIT: (429, "Too many requests", 429),
            Effect.BAN: (429, "Too many requests", 429),
            Effect.UNKNOWN_OUTCOME: (603, "Internal Request Timeout", 500),
            Effect.MAINTENANCE: (21340, "No order creation/cancelation is allowed", 503),
        }
        return guard.refusal(*words[effect]).reply

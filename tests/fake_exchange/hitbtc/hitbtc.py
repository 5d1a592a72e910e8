"""HitBTC as a whole: what is behind which host name."""

from collections.abc import Mapping
from typing import ClassVar

from ..core.account import ApiKey
from ..core.orders import Status
from ..core.rules import Rules
from ..faults import Effect, Fault
from ..spot import SpotVenue, spot_markets
from ..wire import Call, Reply, Route
from . import guard
from .data import HitbtcData
from .orders import HitbtcOrders

# base, quote, price, tick, step, least amount, least cost
ROWS = (
    ("BTC", "USDT", "60000", "0.01", "0.00001", "0.00001", "0.1"),
    ("ETH", "USDT", "3000", "0.001", "0.0001", "0.0001", "0.1"),
    ("SOL", "USDT", "150", "0.001", "0.001", "0.001", "0.1"),
)


class FakeHitbtc(SpotVenue):
    """HitBTC spot with 10,000 USDT; fees are always paid in the quote currency."""

    hosts: ClassVar[Mapping[str, str]] = {"api.hitbtc.com": "rest"}

    def __init__(self) -> None:
        rules = Rules(ids_unique_forever=True, fees_in_quote=True, end_of_rest=Status.EXPIRED)
        super().__init__(
            spot_markets(ROWS, lambda base, quote: f"{base}{quote}"),
            ApiKey(),
            rules,
            ("0.0009", "0.0009"),
        )
        self.routes = {**HitbtcData(self.engine).routes(), **HitbtcOrders(self.engine).routes()}

    def admit(self, call: Call, route: Route) -> None:
        """Check a request."""
        guard.admit(self.account, call, route)

    def unknown_path(self, call: Call) -> Reply:  # noqa: ARG002
        """Say that there is no such path."""
        return guard.refusal(404, "Not Found", 404).reply

    def special(self, effect: Effect, fault: Fault | None) -> Reply:  # noqa: ARG002
        """Say it in HitBTC's words."""
        words = {
            Effect.RATE_LIMIT: (429, "Too many requests", 429),
            Effect.BAN: (429, "Too many requests", 429),
            Effect.UNKNOWN_OUTCOME: (504, "Gateway timeout", 504),
            Effect.MAINTENANCE: (503, "Service unavailable", 503),
        }
        return guard.refusal(*words[effect]).reply

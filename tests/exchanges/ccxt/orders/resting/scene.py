"""An account with a position, on each venue that holds its stops."""

from dataclasses import dataclass
from decimal import Decimal

from custom_components.tradehook.exchanges.port.exchange import (
    OrderReport,
    OrderRequest,
)
from custom_components.tradehook.exchanges.venues.catalogue import VENUES
from custom_components.tradehook.trading.model.market import MarketType
from tests.exchanges.live import Live, symbol_of
from tests.fake_exchange.venue import FakeVenue

D = Decimal
CODES = [
    "BINA",
    "BIFU",
    "BYBIF",
    "KRKN",
    "KRKNF",
    "KUCNF",
    "OKEX",
    "OKEXF",
    "HYPERLIQUIDF",
    "BITGF",
    "GATEF",
]
HEDGED = ["BIFU", "BYBIF", "OKEXF", "BITGF", "GATEF"]
BY_MARK = {"HYPERLIQUIDF"}
"""Where stops wait for the mark price."""
AT_ONCE = ["KRKNF", "KUCNF"]
"""Where a stop was not seen to be refused because its price is there already."""
SIZE = "0.01"
TRIGGER = "58000"


@dataclass
class Scene:
    """An account that holds bitcoin on an imitated venue, and wants it protected there."""

    live: Live
    venue: FakeVenue
    code: str

    @property
    def linear(self) -> bool:
        return VENUES[self.code].market_type is MarketType.LINEAR

    @property
    def symbol(self) -> str:
        if self.code == "KRKN":
            return "BTC/USDT"
        return symbol_of(self.code)

    def spelled(self, client_order_id: str) -> str:
        """Return an id of ours as the imitated venue keeps it."""
        return self.live.spelled(client_order_id)

    def stop(self, side: str = "sell", trigger: str = TRIGGER, amount: str = SIZE) -> OrderRequest:
        """Return what protects the position."""
        return self.live.request(
            side,
            amount,
            symbol=self.symbol,
            trigger=trigger,
            reduce_only=self.linear,
            is_exit=True,
        )

    async def rest(self, side: str = "sell", trigger: str = TRIGGER) -> OrderReport:
        """Have a stop rest."""
        return await self.live.exchange.create_order(self.stop(side, trigger))

    async def find(self, client_order_id: str) -> OrderReport | None:
        return await self.live.exchange.find_order(self.symbol, client_order_id)

    async def sold(self, client_order_id: str) -> Decimal:
        """Return what the trades of an order sum up to."""
        fills = await self.live.exchange.fetch_fills(self.symbol, client_order_id)
        return sum((fill.amount for fill in fills), D(0))

    def ended(self) -> bool:
        return bool(self.live.ear.orders) and self.live.ear.orders[-1].state.is_final

    def placed(self) -> int:
        """Return how many requests of ours were to place an order."""
        return len(self.venue.sent("create_order")) + len(self.venue.sent("create_algo_order"))

    def held(self) -> Decimal:
        return self.venue.position(self.symbol) if self.linear else self.venue.balance("BTC")


def give(venue: FakeVenue, code: str) -> None:
    """Have the account hold bitcoin without an order of ours."""
    if VENUES[code].market_type is MarketType.LINEAR:
        venue.trade_outside(symbol_of(code), SIZE)
    else:
        venue.set_balance("BTC", SIZE)

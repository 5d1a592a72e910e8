"""HitBTC."""

from ...trading.model.market import MarketType
from .model.access import SANDBOX, Environment
from .model.orders import ID, Address, ClientOrderIds, OrderLookup, TradeLookup
from .model.venue import Venue

ROWS = (
    Venue(
        code="HITB",
        name="HitBTC",
        client_id="hitbtc",
        market_type=MarketType.SPOT,
        environments={Environment.TESTNET: SANDBOX},
        ids=ClientOrderIds(in_info="client_order_id"),
        # Here the client order id is the order's id.
        lookup=OrderLookup(find=Address(ID), cancel=Address(ID)),
        trades=TradeLookup(by_order=False),
    ),
)

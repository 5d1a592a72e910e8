"""Crypto.com."""

from ...trading.model.market import MarketType
from .model.access import SANDBOX, Environment
from .model.orders import ID, ClientOrderIds, OrderLookup, Scan, TradeLookup
from .model.venue import Venue

ROWS = (
    Venue(
        code="CRO",
        name="Crypto.com",
        client_id="cryptocom",
        market_type=MarketType.SPOT,
        environments={Environment.TESTNET: SANDBOX},
        ids=ClientOrderIds(create_params={"client_oid": ID}),
        lookup=OrderLookup(find=None, scan=Scan(finished="fetch_orders"), cancel=None),
        trades=TradeLookup(by_order=False),
    ),
)

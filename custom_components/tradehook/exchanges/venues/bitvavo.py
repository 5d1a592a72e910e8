"""Bitvavo."""

from ...trading.model.market import MarketType
from .model.orders import ClientOrderIds, IdFormat, OrderLookup, Scan, TradeLookup
from .model.traffic import ClientSetup, RequestLimits
from .model.venue import Venue

ROWS = (
    Venue(
        code="BVVO",
        name="Bitvavo",
        client_id="bitvavo",
        market_type=MarketType.SPOT,
        client=ClientSetup(options={"operatorId": 7468}),
        ids=ClientOrderIds(format=IdFormat.UUID, in_info="clientOrderId"),
        lookup=OrderLookup(scan=Scan(finished="fetch_orders")),
        trades=TradeLookup(by_order=False),
        limits=RequestLimits(burst=5_000),
    ),
)

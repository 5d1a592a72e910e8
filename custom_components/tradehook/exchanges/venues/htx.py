"""HTX, which was Huobi."""

from ...trading.model.market import MarketType
from .model.orders import MarketOrders
from .model.traffic import ClientSetup, RequestLimits
from .model.venue import Venue

ROWS = (
    Venue(
        code="HUBI",
        name="Huobi/HTX",
        client_id="htx",
        market_type=MarketType.SPOT,
        other_names=("huobi",),
        client=ClientSetup(
            options={"fetchMarkets": {"types": {"spot": True, "linear": False, "inverse": False}}},
            prepare=("load_accounts",),
        ),
        market_orders=MarketOrders(buys_for_cost=True),
        limits=RequestLimits(burst=2_000),
    ),
)

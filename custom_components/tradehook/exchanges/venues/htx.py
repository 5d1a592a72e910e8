"""HTX, which was Huobi."""

from datetime import timedelta
import re

from ...trading.model.market import MarketType
from .model.errors import ErrorTexts
from .model.orders import MarketOrders, OrderLookup, Scan
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
        # A client order id leads to an order for eight hours after its creation, to one that is
        # over for two, and a cancel by it then does nothing and says that it worked.
        # Its lists tell of two days, of 180 days ago at most.
        lookup=OrderLookup(
            scan=Scan(dated=100),
            finds_own_id=True,
            cancels_own_id=True,
            lists=timedelta(days=180),
        ),
        market_orders=MarketOrders(buys_for_cost=True),
        limits=RequestLimits(burst=2_000),
        errors=ErrorTexts(
            refused=re.compile(
                r'"err-code"\s*:\s*"(order-(?!update-)[a-z-]+-error|account-[a-z-]+-error)"'
            )
        ),
    ),
)

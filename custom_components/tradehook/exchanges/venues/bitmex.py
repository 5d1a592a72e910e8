"""BitMEX."""

from ...trading.model.market import MarketType
from .model.access import SANDBOX, Environment
from .model.margin import MarginTerms, OpenResult, Wallet
from .model.orders import ID, OrderLookup, Scan, TradeLookup
from .model.traffic import ClientSetup, RequestLimits
from .model.venue import Venue

ROWS = (
    Venue(
        code="BMEX",
        name="BitMEX",
        client_id="bitmex",
        market_type=MarketType.LINEAR,
        environments={Environment.TESTNET: SANDBOX},
        # It counts in the smallest unit of each currency, which only their list tells.
        client=ClientSetup(needs_currencies=True),
        lookup=OrderLookup(
            find=None, scan=Scan(finished="fetch_orders", params={"filter": {"clOrdID": ID}})
        ),
        trades=TradeLookup(by_order=False),
        margin=MarginTerms(max_leverage=10),
        wallet=Wallet(
            open_result=OpenResult(
                rows=(),
                currency="currency",
                amount=("unrealisedPnl",),
                whole="marginBalance",
                minor=True,
            )
        ),
        limits=RequestLimits(burst=5_000),
    ),
)

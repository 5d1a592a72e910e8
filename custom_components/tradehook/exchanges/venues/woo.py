"""WOO X."""

import re

from ...trading.model.market import MarketType
from .model.access import SANDBOX, WITH_UID, Environment
from .model.errors import ErrorTexts
from .model.orders import ClientOrderIds, IdFormat, MarketOrders, OrderLookup, Scan
from .model.traffic import ClientSetup, Streams
from .model.venue import Venue
from .woo_client import CORRECTIONS

ROWS = (
    Venue(
        code="WOO",
        name="WOO X",
        client_id="woo",
        market_type=MarketType.SPOT,
        other_names=("woonetwork",),
        credentials=WITH_UID,
        environments={Environment.TESTNET: SANDBOX},
        client=ClientSetup(corrections=CORRECTIONS),
        ids=ClientOrderIds(format=IdFormat.NUMBER),
        lookup=OrderLookup(scan=Scan(finished="fetch_orders")),
        # Without margin, a market buy must say what to spend.
        market_orders=MarketOrders(buys_for_cost=True),
        streams=Streams(all_prices="watch_bids_asks"),
        errors=ErrorTexts(
            id_taken=re.compile(r'"code"\s*:\s*"?-1007\b'),
            unsure=re.compile(r'"code"\s*:\s*"?-1000\b'),
            # It is over already, or never was.
            unknown_order=re.compile(r'"code"\s*:\s*"?(-1006|317149|317152|317161|317184)\b'),
        ),
    ),
)

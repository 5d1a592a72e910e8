"""WOO X."""

import re

from ...trading.model.market import MarketType
from .model.access import SANDBOX, WITH_UID, Environment
from .model.errors import ErrorTexts
from .model.orders import ClientOrderIds, IdFormat, OrderLookup, Scan
from .model.venue import Venue

ROWS = (
    Venue(
        code="WOO",
        name="WOO X",
        client_id="woo",
        market_type=MarketType.SPOT,
        other_names=("woonetwork",),
        credentials=WITH_UID,
        environments={Environment.TESTNET: SANDBOX},
        ids=ClientOrderIds(format=IdFormat.NUMBER),
        lookup=OrderLookup(scan=Scan(finished="fetch_orders")),
        errors=ErrorTexts(
            id_taken=re.compile(r'"code"\s*:\s*"?-1007\b'),
            unsure=re.compile(r'"code"\s*:\s*"?-1000\b'),
            # It is over already, or never was.
            unknown_order=re.compile(r'"code"\s*:\s*"?-1006\b'),
        ),
    ),
)

"""Bitvavo."""

import re

from ...trading.model.market import MarketType
from .bitvavo_client import CORRECTIONS
from .model.errors import ErrorTexts
from .model.orders import ClientOrderIds, IdFormat, OrderLookup, Scan, TradeLookup
from .model.traffic import ClientSetup, RequestLimits
from .model.venue import Venue

ROWS = (
    Venue(
        code="BVVO",
        name="Bitvavo",
        client_id="bitvavo",
        market_type=MarketType.SPOT,
        client=ClientSetup(options={"operatorId": 7468}, corrections=CORRECTIONS),
        ids=ClientOrderIds(format=IdFormat.UUID, in_info="clientOrderId"),
        lookup=OrderLookup(scan=Scan(finished="fetch_orders")),
        trades=TradeLookup(settled_in="settled"),
        limits=RequestLimits(burst=5_000),
        errors=ErrorTexts(
            id_taken=re.compile(r'"errorCode"\s*:\s*220\b'),
            refused=re.compile(r'"errorCode"\s*:\s*(219|230|231|235)\b'),
            # Its matching engine did not answer in time, or not in a way that says what it did.
            unsure=re.compile(r'"errorCode"\s*:\s*(101|107|108|109|400)\b'),
            # It may be used from other addresses only.
            bad_key=re.compile(r'"errorCode"\s*:\s*307\b'),
            # It is over: 233 where the venue still knows it.
            unknown_order=re.compile(r'"errorCode"\s*:\s*(233|240)\b'),
        ),
    ),
)

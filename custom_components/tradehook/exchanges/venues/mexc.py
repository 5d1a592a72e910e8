"""MEXC."""

from datetime import timedelta
import re

from ...trading.model.market import MarketType
from .mexc_client import CORRECTIONS
from .model.errors import ErrorTexts
from .model.orders import OrderLookup, Scan, TradeLookup
from .model.traffic import ClientSetup, RequestLimits, Streams
from .model.venue import Venue

ROWS = (
    Venue(
        code="MEXC",
        name="MEXC",
        client_id="mexc",
        market_type=MarketType.SPOT,
        client=ClientSetup(options={"recvWindow": 5000}, corrections=CORRECTIONS),
        # Its list tells of a week at most. Only a perpetual's orders are listed by their state.
        lookup=OrderLookup(scan=Scan(finished="fetch_orders", dated=500), lists=timedelta(days=7)),
        trades=TradeLookup(order_page=100, order_until="endTime"),
        limits=RequestLimits(burst=5_000),
        # Its streams need a release of protobuf that Home Assistant does not allow.
        streams=Streams(available=False, poll_every=4),
        errors=ErrorTexts(
            bad_key=re.compile(r'"code"\s*:\s*"?(10072|700006)\b'),
            unknown_order=re.compile(r'"code"\s*:\s*"?-(2011|2013)\b'),
        ),
    ),
)

"""Poloniex."""

import re

from ...trading.model.market import MarketType
from .model.errors import ErrorTexts
from .model.orders import ID, Address, MarketOrders, OrderLookup, Scan
from .model.traffic import ClientSetup
from .model.venue import Venue
from .poloniex_client import CORRECTIONS

_BY_ID = Address(f"cid:{ID}")

ROWS = (
    Venue(
        code="PLNX",
        name="Poloniex",
        client_id="poloniex",
        market_type=MarketType.SPOT,
        client=ClientSetup(corrections=CORRECTIONS),
        lookup=OrderLookup(find=_BY_ID, scan=Scan(finished=None), cancel=_BY_ID),
        market_orders=MarketOrders(buys_for_cost=True),
        errors=ErrorTexts(
            # Of orders, and of those that wait for a price.
            id_taken=re.compile(r'"code"\s*:\s*"?(21312|25004|25006)\b'),
            bad_key=re.compile(r'"code"\s*:\s*"FORBIDDEN"'),
            clock=re.compile(r"signTimestamp|recvWindow"),
            # It is over already, or never was.
            unknown_order=re.compile(r'"code"\s*:\s*"?2130[1459]\b'),
        ),
    ),
)

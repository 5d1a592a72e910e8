"""Poloniex."""

import re

from ...trading.model.market import MarketType
from .model.errors import ErrorTexts
from .model.orders import ID, Address, MarketOrders, OrderLookup, Scan
from .model.venue import Venue

_BY_ID = Address(f"cid:{ID}")

ROWS = (
    Venue(
        code="PLNX",
        name="Poloniex",
        client_id="poloniex",
        market_type=MarketType.SPOT,
        lookup=OrderLookup(find=_BY_ID, scan=Scan(finished=None), cancel=_BY_ID),
        market_orders=MarketOrders(buys_for_cost=True),
        errors=ErrorTexts(
            id_taken=re.compile(r"\b25006\b"),
            # It is over already, or never was.
            unknown_order=re.compile(r'"code"\s*:\s*"?2130[49]\b'),
        ),
    ),
)

"""HitBTC."""

import re

from ...trading.model.market import MarketType
from .hitbtc_client import CORRECTIONS
from .model.access import SANDBOX, Environment
from .model.errors import ErrorTexts
from .model.orders import ID, Address, ClientOrderIds, OrderLookup, TradeLookup
from .model.traffic import ClientSetup
from .model.venue import Venue

ROWS = (
    Venue(
        code="HITB",
        name="HitBTC",
        client_id="hitbtc",
        market_type=MarketType.SPOT,
        environments={Environment.TESTNET: SANDBOX},
        client=ClientSetup(corrections=CORRECTIONS),
        ids=ClientOrderIds(create_params={"client_order_id": ID}, in_info="client_order_id"),
        # Here the client order id is the order's id.
        # Those that ended without a trade are forgotten after a day.
        lookup=OrderLookup(find=Address(ID), scan=None, cancel=Address(ID)),
        trades=TradeLookup(by_order=False),
        errors=ErrorTexts(
            id_taken=re.compile(r'"code"\s*:\s*"?20008\b'),
            refused=re.compile(r'"code"\s*:\s*"?(20003|20010|20044)\b'),
        ),
    ),
)

"""Crypto.com."""

from datetime import timedelta
import re

from ...trading.model.market import MarketType
from .cryptocom_client import CORRECTIONS
from .model.access import SANDBOX, Environment
from .model.errors import ErrorTexts
from .model.orders import ID, Address, ClientOrderIds, OrderLookup, Scan, TradeLookup
from .model.traffic import ClientSetup
from .model.venue import Venue

_BY_CLIENT_ID = Address(params={"client_oid": ID})


def _codes(*codes: str) -> re.Pattern[str]:
    return re.compile(rf'"code"\s*:\s*"?(?:{"|".join(codes)})\b')


ROWS = (
    Venue(
        code="CRO",
        name="Crypto.com",
        client_id="cryptocom",
        market_type=MarketType.SPOT,
        environments={Environment.TESTNET: SANDBOX},
        client=ClientSetup(corrections=CORRECTIONS, envelope=("code",)),
        ids=ClientOrderIds(create_params={"client_oid": ID}),
        lookup=OrderLookup(
            find=_BY_CLIENT_ID,
            scan=Scan(finished="fetch_orders"),
            cancel=_BY_CLIENT_ID,
            memory=timedelta(days=30),
        ),
        trades=TradeLookup(by_order=False),
        errors=ErrorTexts(
            id_taken=_codes("204", "205"),
            # What its lists of reasons say of an order, of its account and of its instrument.
            refused=_codes(r"20[236-9]", r"21\d", r"22\d", r"230", r"3\d\d", r"4\d\d", r"6\d\d"),
            # An order that was taken and ended at once, or nobody knows.
            unsure=_codes("40006", "40801", "43003", "43004", "43012", "50001"),
            # It is over, or never was: that is asked before it is believed.
            unknown_order=_codes("212", "316"),
        ),
    ),
)

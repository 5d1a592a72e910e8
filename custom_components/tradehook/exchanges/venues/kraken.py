"""Kraken."""

from collections.abc import Mapping
from datetime import timedelta
import re
from typing import Any

from ...trading.model.market import MarketType
from .answers import names, row
from .model.access import PermissionQuery, Permissions
from .model.errors import ErrorTexts
from .model.orders import ID, TRIGGER, OrderLookup, Scan, Stops, TradeLookup
from .model.traffic import ClientSetup, RequestLimits
from .model.venue import Venue


def _read_permissions(answer: Mapping[str, Any], _linear: bool) -> Permissions:
    result = row(answer.get("result"))
    granted = names(result.get("permissions"))
    return Permissions(withdraw=any("withdraw" in name for name in granted))


ROWS = (
    Venue(
        code="KRKN",
        name="Kraken",
        client_id="kraken",
        market_type=MarketType.SPOT,
        client=ClientSetup(needs_currencies=True, one_at_a_time=True, envelope=("error",)),
        lookup=OrderLookup(
            find=None,
            finds_own_id=True,
            scan=Scan(params={"cl_ord_id": ID, "trades": True}),
            memory=timedelta(days=90),
        ),
        trades=TradeLookup(ids_needed=True, page=50),
        stops=Stops(params={"stopLossPrice": TRIGGER}),
        # Fifteen private requests, and one more every three seconds.
        limits=RequestLimits(burst=45_000),
        errors=ErrorTexts(
            id_taken=re.compile(r"cl_ord_id", re.IGNORECASE),
            refused=re.compile(
                r'"(EOrder:|EGeneral:Invalid arguments|EQuery:|EService:Market in )'
            ),
            triggers_now=re.compile(r'"EOrder:Invalid price"'),
            unknown_order=re.compile(r'"EOrder:Unknown order"'),
        ),
        permissions=PermissionQuery("privatePostGetApiKeyInfo", _read_permissions),
    ),
)

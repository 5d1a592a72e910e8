"""Gate.io."""

from collections.abc import Mapping
from typing import Any

from ...trading.model.market import MarketType
from .model.access import SANDBOX, Environment, PermissionQuery, Permissions
from .model.orders import (
    BARE_ID,
    ID,
    Address,
    ClientOrderIds,
    IdFormat,
    MarketOrders,
    OrderLookup,
)
from .model.traffic import ClientSetup
from .model.venue import Venue


def _read_permissions(answer: Mapping[str, Any], _linear: bool) -> Permissions:
    return Permissions(ip_restricted=bool(answer.get("ip_whitelist")))


ROWS = (
    Venue(
        code="GATE",
        name="Gate.io",
        client_id="gate",
        market_type=MarketType.SPOT,
        environments={Environment.TESTNET: SANDBOX},
        client=ClientSetup(options={"unifiedAccount": False, "fetchMarkets": {"types": ["spot"]}}),
        ids=ClientOrderIds(format=IdFormat.GATE, create_params={"clientOrderId": BARE_ID}),
        lookup=OrderLookup(find=Address(ID), cancel=Address(ID)),
        market_orders=MarketOrders(buys_for_cost=True),
        permissions=PermissionQuery("privateAccountGetDetail", _read_permissions),
    ),
)

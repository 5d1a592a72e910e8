"""Coinbase."""

from collections.abc import Mapping
from typing import Any

from ...trading.model.market import MarketType
from .answers import flag
from .model.access import PermissionQuery, Permissions
from .model.orders import ID, ClientOrderIds, MarketOrders, OrderLookup, Scan, TradeLookup
from .model.venue import Venue


def _read_permissions(answer: Mapping[str, Any], _linear: bool) -> Permissions:
    return Permissions(
        trade=flag(answer.get("can_trade")), withdraw=flag(answer.get("can_transfer"))
    )


ROWS = (
    Venue(
        code="GDAX",
        name="Coinbase",
        client_id="coinbase",
        market_type=MarketType.SPOT,
        ids=ClientOrderIds(create_params={"client_order_id": ID}),
        lookup=OrderLookup(find=None, scan=Scan(finished="fetch_orders"), cancel=None),
        trades=TradeLookup(by_order=False, order_id_param="order_ids"),
        market_orders=MarketOrders(buys_for_cost=True),
        permissions=PermissionQuery("v3PrivateGetBrokerageKeyPermissions", _read_permissions),
    ),
)

"""Bitget."""

from collections.abc import Mapping
from typing import Any

from ...trading.model.market import MarketType
from .answers import name, names, row
from .model.access import WITH_PASSWORD, Environment, PermissionQuery, Permissions, Switch
from .model.orders import MarketOrders, OrderLookup, Scan, TradeLookup
from .model.traffic import ClientSetup
from .model.venue import Venue


def _read_permissions(answer: Mapping[str, Any], _linear: bool) -> Permissions:
    data = row(answer.get("data"))
    granted = names(data.get("authorities"))
    return Permissions(
        withdraw=bool(granted & {"wwow", "withdraw"}),
        ip_restricted=bool(data.get("ips")),
        owner=name(data.get("userId")),
    )


ROWS = (
    Venue(
        code="bitget",
        name="Bitget",
        client_id="bitget",
        market_type=MarketType.SPOT,
        credentials=WITH_PASSWORD,
        environments={
            Environment.DEMO: Switch(
                "set_sandbox_mode",
                header="PAPTRADING",
                signed=("v2/spot/account/assets", ("private", "spot")),
            )
        },
        client=ClientSetup(
            options={"uta": False, "fetchMarkets": {"types": ["spot"]}}, envelope=("code", "data")
        ),
        lookup=OrderLookup(scan=Scan(finished="fetch_canceled_and_closed_orders")),
        trades=TradeLookup(by_order=False, order_id_param="orderId"),
        market_orders=MarketOrders(buys_for_cost=True),
        permissions=PermissionQuery("privateSpotGetV2SpotAccountInfo", _read_permissions),
    ),
)

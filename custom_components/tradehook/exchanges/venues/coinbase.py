"""Coinbase."""

from collections.abc import Mapping
from datetime import timedelta
import re
from typing import Any

from ...trading.model.market import MarketType
from .answers import flag, name
from .coinbase_client import CORRECTIONS
from .coinbase_key import read_key
from .model.access import PermissionQuery, Permissions
from .model.errors import ErrorTexts
from .model.orders import ID, ClientOrderIds, MarketOrders, OrderLookup, Scan, TradeLookup
from .model.traffic import ClientSetup
from .model.venue import Venue


def _read_permissions(answer: Mapping[str, Any], _linear: bool) -> Permissions:
    return Permissions(
        trade=flag(answer.get("can_trade")),
        withdraw=flag(answer.get("can_transfer")),
        # A key is of one portfolio and sees nothing of the others.
        owner=name(answer.get("portfolio_uuid")),
    )


ROWS = (
    Venue(
        code="GDAX",
        name="Coinbase",
        client_id="coinbase",
        market_type=MarketType.SPOT,
        read_credentials=read_key,
        client=ClientSetup(
            # The older list of wallets tells nothing of what orders hold.
            options={"fetchBalance": "v3PrivateGetBrokerageAccounts"},
            corrections=CORRECTIONS,
        ),
        ids=ClientOrderIds(create_params={"client_order_id": ID}),
        lookup=OrderLookup(
            find=None,
            finds_own_id=True,
            scan=Scan(finished="fetch_orders"),
            cancel=None,
            memory=timedelta(days=30),
        ),
        trades=TradeLookup(by_order=False, order_id_param="order_ids"),
        market_orders=MarketOrders(buys_for_cost=True),
        errors=ErrorTexts(
            # It says no in an answer of its own, with a reason; without one nothing is certain.
            refused=re.compile(
                r'"error_response"\s*:\s*\{[^{}]*"'
                r'(?:error|preview_failure_reason|new_order_failure_reason)"\s*:\s*'
                r'"(?!UNKNOWN|INTERNAL)[A-Z]'
            ),
            unknown_order=re.compile(r"order with this orderID was not found"),
        ),
        permissions=PermissionQuery("v3PrivateGetBrokerageKeyPermissions", _read_permissions),
    ),
)

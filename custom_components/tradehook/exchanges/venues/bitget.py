"""Bitget."""

from collections.abc import Mapping
import re
from typing import Any

from ...trading.model.market import MarketType
from .answers import name, names, row
from .bitget_client import CORRECTIONS
from .model.access import WITH_PASSWORD, Environment, PermissionQuery, Permissions, Switch
from .model.errors import ErrorTexts
from .model.orders import MarketOrders, OrderLookup, Scan, TradeLookup
from .model.traffic import ClientSetup
from .model.venue import Venue


def _codes(*codes: str) -> re.Pattern[str]:
    return re.compile(rf'"code"\s*:\s*"?({"|".join(codes)})\b')


_ERRORS = ErrorTexts(
    id_taken=_codes("40786", "43118", "45034", "50060", "25212"),
    # A price that is too far away, and its siblings: the client has no class for them.
    refused=_codes(
        *("40815", "40816", "40820", "40821", "22046", "22047", "25205", "25206", "25244"),
        *("40798", "40800", "25202", "25203", "25228", "25231", "43027", "43037", "45111"),
        *("40757", "40838", "43043", "22002", "25601", "25207", "25208", "25230", "25610"),
        *("25611", "13008", "22034", "22038", "40844", "40845", "25101", "25200", "25236"),
        *("40085", "40084", "40774", "45006", "43029"),
    ),
    triggers_now=_codes(
        *("40740", "40742", "40834", "40836", "40917", "43015", "43016", "45062", "45122"),
        *("31005", "43034", "43035", "2558[0-9]", "2559[0-2]"),
    ),
    # The venue says of these itself that the order has to be looked up; 40010, a time-out, is a
    # refused key to the client.
    unsure=_codes("40010", "40015", "40725", "45001", "25000", "25001", "25003"),
    unknown_order=_codes("40819", "43020", "43025", "43033", "45057", "25204", "31007", "80011"),
)


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
            options={"uta": False, "fetchMarkets": {"types": ["spot"]}},
            corrections=CORRECTIONS,
            envelope=("code", "data"),
        ),
        lookup=OrderLookup(scan=Scan(finished="fetch_canceled_and_closed_orders")),
        trades=TradeLookup(by_order=False, order_id_param="orderId"),
        market_orders=MarketOrders(buys_for_cost=True),
        errors=_ERRORS,
        permissions=PermissionQuery("privateSpotGetV2SpotAccountInfo", _read_permissions),
    ),
)

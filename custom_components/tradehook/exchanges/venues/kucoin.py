"""KuCoin and its futures."""

from collections.abc import Mapping
import re
from typing import Any

from ...trading.model.market import MarketType
from .answers import names, row
from .model.access import WITH_PASSWORD, PermissionQuery, Permissions
from .model.errors import ErrorTexts
from .model.margin import MarginSetting, MarginTerms, OpenResult, PositionModeQuery, Wallet
from .model.traffic import ClientSetup, RequestLimits
from .model.venue import Venue

_ERRORS = ErrorTexts(id_taken=re.compile(r"\b126044\b"))


def _read_permissions(answer: Mapping[str, Any], linear: bool) -> Permissions:
    data = row(answer.get("data"))
    granted = names(data.get("permission"))
    return Permissions(
        trade=bool(granted & ({"futures"} if linear else {"spot", "trade"})),
        withdraw=bool(granted & {"transfer", "withdrawal", "withdraw"}),
        ip_restricted=bool(data.get("ipWhitelist")),
    )


_PERMISSIONS = PermissionQuery("privateGetUserApiKey", _read_permissions)

ROWS = (
    Venue(
        code="KUCN",
        name="Kucoin",
        client_id="kucoin",
        market_type=MarketType.SPOT,
        credentials=WITH_PASSWORD,
        client=ClientSetup(
            options={"uta": False, "fetchMarkets": {"types": ["spot"]}}, envelope=("code",)
        ),
        limits=RequestLimits(burst=3_000),
        errors=_ERRORS,
        permissions=_PERMISSIONS,
    ),
    Venue(
        code="KUCNF",
        name="Kucoin Futures",
        client_id="kucoinfutures",
        market_type=MarketType.LINEAR,
        other_names=("kucoin",),
        credentials=WITH_PASSWORD,
        client=ClientSetup(
            options={"uta": False, "fetchMarkets": {"types": ["swap"]}}, envelope=("code",)
        ),
        margin=MarginTerms(
            setting=MarginSetting.ORDER, position_mode=PositionModeQuery.ASK, max_leverage=20
        ),
        wallet=Wallet(
            open_result=OpenResult(rows=("data",), currency=None, amount=("unrealisedPNL",))
        ),
        limits=RequestLimits(burst=3_000),
        errors=_ERRORS,
        permissions=_PERMISSIONS,
    ),
)

"""OKX: spot and perpetuals."""

from collections.abc import Mapping
import re
from typing import Any

from ...trading.model.market import MarketType
from .answers import first, name, names
from .model.access import WITH_PASSWORD, Environment, PermissionQuery, Permissions, Switch
from .model.errors import ErrorTexts
from .model.margin import MarginSetting, MarginTerms, OpenResult, PositionModeQuery, Wallet
from .model.traffic import ClientSetup, RequestLimits
from .model.venue import Venue

_ERRORS = ErrorTexts(
    id_taken=re.compile(r"\b51016\b"),
    unsure=re.compile(r'"code"\s*:\s*"?(50004|51149)\b'),
)


def _read_permissions(answer: Mapping[str, Any], _linear: bool) -> Permissions:
    row = first(answer.get("data"))
    granted = names(row.get("perm"))
    return Permissions(
        trade="trade" in granted,
        withdraw="withdraw" in granted,
        ip_restricted=bool(row.get("ip")),
        owner=name(row.get("uid")),
    )


def _row(
    code: str, title: str, market_type: MarketType, listed_as: str, margin: MarginTerms
) -> Venue:
    return Venue(
        code=code,
        name=title,
        client_id="okx",
        market_type=market_type,
        credentials=WITH_PASSWORD,
        environments={Environment.DEMO: Switch("set_sandbox_mode", header="x-simulated-trading")},
        client=ClientSetup(
            options={"fetchMarkets": {"types": [listed_as]}}, envelope=("code", "data")
        ),
        margin=margin,
        wallet=Wallet(
            open_result=OpenResult(rows=("data", 0, "details"), currency="ccy", amount=("upl",))
        ),
        limits=RequestLimits(burst=2_000),
        errors=_ERRORS,
        permissions=PermissionQuery("privateGetAccountConfig", _read_permissions),
    )


ROWS = (
    _row(
        "OKEX",
        "OKX",
        MarketType.SPOT,
        "spot",
        MarginTerms(setting=MarginSetting.WITH_LEVERAGE),
    ),
    _row(
        "OKEXF",
        "OKX Futures",
        MarketType.LINEAR,
        "swap",
        MarginTerms(
            setting=MarginSetting.WITH_LEVERAGE,
            position_mode=PositionModeQuery.ASK,
            max_leverage=20,
        ),
    ),
)

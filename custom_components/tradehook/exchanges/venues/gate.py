"""Gate: spot and perpetuals in USDT, on classic and on unified accounts."""

from collections.abc import Mapping
from dataclasses import replace
import re
from typing import Any

from ...trading.model.market import MarginMode, MarketType
from .answers import name, row
from .gate_client import CORRECTIONS
from .model.access import SANDBOX, Environment, PermissionQuery, Permissions, Region, RegionalClient
from .model.errors import ErrorTexts
from .model.kinds import AccountKind, AccountKinds, KindQuestion
from .model.margin import FundingSource, MarginSetting, MarginTerms, PositionModeQuery, Wallet
from .model.orders import (
    BARE_ID,
    ID,
    TRIGGER,
    Address,
    ClientOrderIds,
    IdFormat,
    MarketOrders,
    OrderLookup,
    Stops,
)
from .model.traffic import ClientSetup
from .model.venue import Venue

_ERRORS = ErrorTexts(
    id_taken=re.compile(r'"label"\s*:\s*"(REPEATED_CREATION|ORDER_EXISTS)"'),
    unchanged=re.compile(r'"label"\s*:\s*"NO_CHANGE"'),
    refused=re.compile(
        r'"label"\s*:\s*"(POSITION_DUAL_MODE|REDUCE_EXCEEDED|ORDER_PENDING|POSITION_NOT_FOUND'
        r"|FOK_NOT_FILL|ORDER_FOK|INITIAL_MARGIN_TOO_LOW|ORDER_BOOK_NOT_FOUND|CONTRACT_NO_COUNTER"
        r"|CONTRACT_IN_DELISTING|RISK_LIMIT_EXCEEDED|POSITION_IN_LIQUIDATION|POSITION_IN_CLOSE"
        r'|AUTO_INVALID_[A-Z_]+)"'
    ),
    triggers_now=re.compile(r'"label"\s*:\s*"AUTO_TRIGGER_PRICE_(LESS|GREATE)_(LAST|MARK)"'),
    unsure=re.compile(r'"label"\s*:\s*"(INTERNAL|SERVER_ERROR|TOO_BUSY)"'),
    clock=re.compile(r'"label"\s*:\s*"REQUEST_EXPIRED"'),
    unknown_order=re.compile(
        r'"label"\s*:\s*"(AUTO_ORDER_NOT_FOUND|ORDER_FINISHED|ORDER_CLOSED|ORDER_CANCELLED)"'
    ),
)


def _read_permissions(answer: Mapping[str, Any], _linear: bool) -> Permissions:
    return Permissions(
        ip_restricted=bool(answer.get("ip_whitelist")), owner=name(answer.get("user_id"))
    )


_MODES = {
    "classic": "classic",
    "single_currency": "unified",
    "multi_currency": "unified",
    "portfolio": "portfolio",
}


def _read_mode(answer: Mapping[str, Any]) -> str | None:
    return _MODES.get(str(answer.get("mode")))


def _read_detail(answer: Mapping[str, Any]) -> str | None:
    return {"1": "classic", "2": "unified"}.get(str(row(answer.get("key")).get("mode")))


def _unified(venue: Venue) -> Venue:
    # The client reads such balances only where it believes that they are of spot.
    wallet = {"fetchBalance": {"defaultType": "spot"}}
    options = {**venue.client.options, **wallet, "unifiedAccount": True}
    # What is paid in there is not told in the account of perpetuals.
    told = replace(venue.wallet, transfers=())
    return replace(venue, client=replace(venue.client, options=options), wallet=told)


def _portfolio(venue: Venue) -> Venue:
    unified = _unified(venue)
    return replace(unified, margin=replace(unified.margin, account_mode=MarginMode.CROSS))


_KINDS = AccountKinds[Venue](
    questions=(
        # A key may lack the permission for it; then the mode of the key is what there is.
        KindQuestion(
            method="privateUnifiedGetUnifiedMode", read=_read_mode, only_live=True, is_needed=False
        ),
        KindQuestion(method="privateAccountGetDetail", read=_read_detail),
    ),
    kinds={
        "classic": AccountKind(title="a classic account"),
        "unified": AccountKind(title="a unified account", row=_unified),
        "portfolio": AccountKind(title="a unified account with portfolio margin", row=_portfolio),
    },
)


def _row(
    code: str,
    title: str,
    market_type: MarketType,
    *,
    listed: Mapping[str, Any],
    stops: Stops | None = None,
    margin: MarginTerms | None = None,
    wallet: Wallet | None = None,
    regions: Mapping[Region, RegionalClient] | None = None,
) -> Venue:
    return Venue(
        code=code,
        name=title,
        client_id="gate",
        market_type=market_type,
        environments={Environment.TESTNET: SANDBOX},
        regions=regions or {},
        client=ClientSetup(options={"unifiedAccount": False, **listed}, corrections=CORRECTIONS),
        ids=ClientOrderIds(format=IdFormat.GATE, create_params={"clientOrderId": BARE_ID}),
        lookup=OrderLookup(find=Address(ID), cancel=Address(ID), finds_open_only=True),
        market_orders=MarketOrders(buys_for_cost=market_type is MarketType.SPOT),
        stops=stops,
        margin=margin or MarginTerms(),
        wallet=wallet or Wallet(),
        errors=_ERRORS,
        permissions=PermissionQuery("privateAccountGetDetail", _read_permissions),
        account_kinds=_KINDS,
    )


ROWS = (
    _row(
        "GATE",
        "Gate.io",
        MarketType.SPOT,
        listed={"fetchMarkets": {"types": ["spot"]}},
        # There a stop is a limit order without a name of ours, and ends after its time.
        regions={Region.EEA: RegionalClient("gateeu", only_live=True)},
    ),
    _row(
        "GATEF",
        "Gate.io Futures",
        MarketType.LINEAR,
        listed={
            "fetchMarkets": {"types": ["swap"]},
            "swap": {"fetchMarkets": {"settlementCurrencies": ["usdt"]}},
        },
        stops=Stops(
            params={"triggerPrice": TRIGGER},
            trigger_list={"trigger": True},
            by_own_id=True,
            triggered_id="trade_id",
        ),
        margin=MarginTerms(
            setting=MarginSetting.WITH_LEVERAGE,
            position_mode=PositionModeQuery.ASK,
            hedge_allowed=True,
            max_leverage=20,
            funding=FundingSource.BY_MARKET,
        ),
        wallet=Wallet(transfers=({"type": "dnw"},)),
    ),
)

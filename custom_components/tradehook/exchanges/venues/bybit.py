"""Bybit's unified account: spot and perpetuals."""

from collections.abc import Mapping
from datetime import timedelta
import re
from typing import Any

from ...trading.model.market import MarketType
from .answers import flag, name, names, row
from .model.access import (
    DEMO_TRADING,
    SANDBOX,
    Environment,
    PermissionQuery,
    Permissions,
    Region,
    RegionalClient,
)
from .model.errors import ErrorTexts
from .model.kinds import AccountKind, AccountKinds, KindQuestion
from .model.margin import (
    FundingSource,
    LiquidationSource,
    MarginSetting,
    MarginTerms,
    PositionModeQuery,
    Wallet,
)
from .model.orders import (
    DIRECTION,
    ID,
    TRIGGER,
    Address,
    ClientOrderIds,
    OrderLookup,
    Scan,
    Stops,
    TradeLookup,
)
from .model.traffic import ClientSetup, RequestLimits, Streams
from .model.venue import Venue

_BY_ID = {"orderLinkId": ID}

_ERRORS = ErrorTexts(
    id_taken=re.compile(r"\b(110072|170141)\b"),
    unchanged=re.compile(r"\b(110043|110026)\b"),
    refused=re.compile(r'"retCode"\s*:\s*110066\b'),
    triggers_now=re.compile(r'"retCode"\s*:\s*(110092|110093)\b'),
    unsure=re.compile(r'"(retCode|code)"\s*:\s*"?(10016|170007|10000)\b'),
)


def _read_permissions(answer: Mapping[str, Any], linear: bool) -> Permissions:
    result = row(answer.get("result"))
    granted = row(result.get("permissions"))
    read_only = flag(result.get("readOnly"))
    trades = granted.get("ContractTrade" if linear else "Spot")
    ips = names(result.get("ips"))
    return Permissions(
        trade=None if read_only is None else not read_only and bool(trades),
        withdraw="withdraw" in names(granted.get("Wallet")),
        ip_restricted=bool(ips) and "*" not in ips,
        owner=name(result.get("userID")),
    )


def _read_kind(answer: Mapping[str, Any]) -> str | None:
    result = row(answer.get("result"))
    kind = _KIND_OF.get(str(result.get("unifiedMarginStatus")))
    is_portfolio = kind == "unified" and result.get("marginMode") == "PORTFOLIO_MARGIN"
    return "portfolio" if is_portfolio else kind


_KIND_OF = {"1": "classic", "3": "unified", "4": "unified", "5": "unified", "6": "unified"}
_UNIFIED = AccountKind[Venue](title="a unified trading account")
_PORTFOLIO = "a unified trading account with portfolio margin"


def _kinds(*, portfolio: AccountKind[Venue]) -> AccountKinds[Venue]:
    return AccountKinds(
        questions=(
            KindQuestion(method="privateGetV5AccountInfo", read=_read_kind, only_live=True),
        ),
        kinds={
            "unified": _UNIFIED,
            "portfolio": portfolio,
            "classic": AccountKind(
                title="a classic account",
                unusable="this is a classic account, which Bybit has ended. Upgrade it to a "
                "unified trading account there, then try again.",
            ),
        },
        of_tests="unified",
    )


def _row(
    code: str,
    title: str,
    market_type: MarketType,
    *,
    stops: Stops | None,
    margin: MarginTerms,
    settles: tuple[str, ...],
    endpoint_costs: Mapping[str, float],
    protection_cost: float,
    regions: Mapping[Region, RegionalClient],
    kinds: AccountKinds[Venue],
) -> Venue:
    return Venue(
        code=code,
        name=title,
        client_id="bybit",
        market_type=market_type,
        environments={Environment.TESTNET: SANDBOX, Environment.DEMO: DEMO_TRADING},
        regions=regions,
        client=ClientSetup(
            # A request that arrives later than `recvWindow` after it was signed is refused. So an
            # order that is not there some seconds after that never will be.
            options={
                "recvWindow": 5000,
                "fetchMarkets": {"types": [market_type.value]},
                # Its newest 500 orders are enough: those that end are looked for in a list, too.
                "fetchOrder": {"acknowledged": True},
            },
            envelope=("retCode", "result"),
            prepare=("is_unified_enabled",),
        ),
        ids=ClientOrderIds(in_trades="orderLinkId"),
        lookup=OrderLookup(
            find=None,
            scan=Scan(finished="fetch_canceled_and_closed_orders", params=_BY_ID),
            cancel=Address(params=_BY_ID),
            absence_after=8,
            memory=timedelta(days=90),
            paged=True,
            settles=settles,
        ),
        trades=TradeLookup(order_page=100, page=100, days=7, fee_currency_in="feeCurrency"),
        stops=stops,
        margin=margin,
        wallet=Wallet(transfers=({"type": "TRANSFER_IN"}, {"type": "TRANSFER_OUT"})),
        # 600 requests in 5 s are allowed to an address, and to an account 10 or 20 a second
        # of each endpoint.
        limits=RequestLimits(
            burst=1_000,
            request_share=10,
            endpoint_costs=endpoint_costs,
            order_paths=("v5/order/create",),
            protection_cost=protection_cost,
        ),
        streams=Streams(complete=True, market_type_in="category"),
        errors=_ERRORS,
        permissions=PermissionQuery("privateGetV5UserQueryApi", _read_permissions),
        account_kinds=kinds,
    )


ROWS = (
    _row(
        "BYBI",
        "Bybit",
        MarketType.SPOT,
        # The direction can't be said here: a price that is past the trigger already would make
        # the stop wait for the way back.
        stops=None,
        margin=MarginTerms(setting=MarginSetting.ACCOUNT, hedge_allowed=True),
        settles=(),
        endpoint_costs={},
        protection_cost=0,
        # What Bybit EU offers besides spot is not what the perpetuals of the row are.
        regions={Region.EEA: RegionalClient("bybiteu", only_live=True)},
        kinds=_kinds(portfolio=AccountKind(title=_PORTFOLIO)),
    ),
    _row(
        "BYBIF",
        "Bybit Futures",
        MarketType.LINEAR,
        stops=Stops(
            params={
                "triggerPrice": TRIGGER,
                "triggerDirection": DIRECTION,
                "triggerBy": "LastPrice",
            }
        ),
        margin=MarginTerms(
            setting=MarginSetting.ACCOUNT,
            position_mode=PositionModeQuery.POSITION_INDEX,
            hedge_allowed=True,
            max_leverage=25,
            liquidations=LiquidationSource.BUST_TRADES,
            funding=FundingSource.LEDGER,
        ),
        settles=("USDT", "USDC"),
        endpoint_costs={"v5/order/create": 5, "v5/order/cancel": 5},
        protection_cost=5,
        regions={},
        kinds=_kinds(
            portfolio=AccountKind(
                title=_PORTFOLIO,
                unusable="the account has portfolio margin, where no market has a leverage of its "
                "own. Choose cross or isolated margin on Bybit, then try again.",
            )
        ),
    ),
)

"""Binance, its futures and Binance US."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
import re
from typing import Any

from ...trading.model.market import MarginMode, MarketType
from .answers import flag, row
from .model.access import (
    DEMO_TRADING,
    SANDBOX,
    Environment,
    PermissionQuery,
    Permissions,
)
from .model.errors import ErrorTexts
from .model.kinds import AccountKind, AccountKinds, KindQuestion
from .model.margin import FundingSource, LiquidationSource, MarginTerms, PositionModeQuery, Wallet
from .model.orders import (
    TRIGGER,
    ClientOrderIds,
    OrderLookup,
    Pairs,
    PairTerms,
    Scan,
    Stops,
    TradeLookup,
)
from .model.traffic import ClientSetup, RequestLimits, Streams
from .model.venue import Venue

# A request that reaches Binance later than `recvWindow` after it was signed is refused. So an
# order that is not there some seconds after that never will be.
_OPTIONS = {
    "recvWindow": 5000,
    "warnOnFetchOpenOrdersWithoutSymbol": False,
    "fetchMargins": False,
    "newOrderRespType": {"market": "FULL", "limit": "FULL"},
    "watchPositions": {"fetchPositionsSnapshot": False, "awaitPositionsSnapshot": False},
}
_ABSENCE = 8
# Its lists of "closed" orders leave out the cancelled ones.
_SCAN = Scan(finished="fetch_orders")
_MEMORY = timedelta(days=90)
_POLL_WITH = "fetch_bids_asks"
_IDS = ClientOrderIds(in_trades="c")

_ERRORS = ErrorTexts(
    id_taken=re.compile(r"-4116\b|-4015\b"),
    unchanged=re.compile(r"-4046\b"),
    refused=re.compile(r'"code"\s*:\s*-(4120|4130|4509)\b'),
    triggers_now=re.compile(r'"code"\s*:\s*-2021\b'),
    unsure=re.compile(r'"code"\s*:\s*"?(-1000|-1001|-1006|-1007|-1008)\b'),
    # The client's work-around: a key that the venue refuses comes as a rate limit after a success.
    bad_key=re.compile(r'"code"\s*:\s*"?-(2014|2015)\b'),
)


def _read_permissions(answer: Mapping[str, Any], linear: bool) -> Permissions:
    trades = answer.get("enableFutures" if linear else "enableSpotAndMarginTrading")
    return Permissions(
        trade=flag(trades),
        withdraw=flag(answer.get("enableWithdrawals")),
        ip_restricted=flag(answer.get("ipRestrict")),
    )


_PERMISSIONS = PermissionQuery("sapiGetAccountApiRestrictions", _read_permissions, only_live=True)


def _portfolio(answer: Mapping[str, Any]) -> str | None:
    return "portfolio" if flag(answer.get("isPortfolioMarginRetailEnabled")) else None


def _credits(answer: Mapping[str, Any]) -> str | None:
    """Tell credits by what there is of them: other accounts may list them as nothing."""
    named = [row(one) for one in answer.get("assets") or ()]
    held = [one for one in named if one.get("asset") == "BNFCR"]
    parts = ("walletBalance", "marginBalance", "initialMargin")
    return "credits" if any(_is_some(one.get(part)) for one in held for part in parts) else None


def _is_some(amount: object) -> bool:
    return bool(str(amount or "0").strip("-0."))


def _assets_mode(answer: Mapping[str, Any]) -> str | None:
    told = flag(answer.get("multiAssetsMargin"))
    return None if told is None else "multi_assets" if told else "single_asset"


def _multi_assets(venue: Venue) -> Venue:
    """Binance refuses isolated margin there."""
    return replace(venue, margin=replace(venue.margin, account_mode=MarginMode.CROSS))


_KINDS = AccountKinds(
    questions=(
        # It is of another host. What is not learned there, the futures refuse by themselves.
        KindQuestion(method="sapiGetAccountInfo", read=_portfolio, only_live=True, is_needed=False),
        KindQuestion(method="fapiPrivateV3GetAccount", read=_credits),
        KindQuestion(method="fapiPrivateGetAccountConfig", read=_assets_mode),
    ),
    kinds={
        "single_asset": AccountKind(title="an account in single-asset mode"),
        "multi_assets": AccountKind(
            title="an account in multi-assets mode, which has cross margin only",
            row=_multi_assets,
        ),
        "portfolio": AccountKind(
            title="an account with portfolio margin",
            unusable="the account has portfolio margin, whose orders go another way. Use an "
            "account, or a sub-account, without it.",
        ),
        "credits": AccountKind(
            title="an account in credits trading mode",
            unusable="the account is in credits trading mode (BNFCR), where fees and results are "
            "not told in the currency of the market. Use a spot account, or another exchange.",
        ),
    },
)


def _pair(terms: PairTerms) -> dict[str, str]:
    """Return the parameters of an order list whose upper order is the target of a sale."""
    return {
        "symbol": terms.market,
        "side": "SELL",
        "quantity": terms.amount,
        "aboveType": "LIMIT_MAKER",
        "abovePrice": terms.price,
        "aboveClientOrderId": terms.target_id,
        "belowType": "STOP_LOSS",
        "belowStopPrice": terms.trigger,
        "belowClientOrderId": terms.stop_id,
        "newOrderRespType": "RESULT",
    }


ROWS = (
    Venue(
        code="BINA",
        name="Binance",
        client_id="binance",
        market_type=MarketType.SPOT,
        environments={Environment.TESTNET: SANDBOX, Environment.DEMO: DEMO_TRADING},
        client=ClientSetup(options=_OPTIONS | {"fetchMarkets": {"types": ["spot"]}}),
        ids=_IDS,
        lookup=OrderLookup(scan=_SCAN, memory=_MEMORY, absence_after=_ABSENCE),
        trades=TradeLookup(order_page=1000, order_from="fromId", page=1000),
        stops=Stops(
            params={"triggerPrice": TRIGGER},
            kind="STOP_LOSS",
            # Each of the two orders has its own id, and is found and cancelled by it; what is
            # filled, triggered or cancelled of one ends the other.
            pairs=Pairs(
                method="private_post_orderlist_oco",
                path="orderList/oco",
                params=_pair,
                most=5,
                allowed="ocoAllowed",
            ),
        ),
        # 6,000 of its weights a minute are allowed, 100 orders in 10 s.
        limits=RequestLimits(
            burst=60_000, orders=((98, 10.5),), order_paths=("order",), protection_cost=5
        ),
        streams=Streams(complete=True, poll_with=_POLL_WITH),
        errors=_ERRORS,
        permissions=_PERMISSIONS,
    ),
    Venue(
        code="BIUS",
        name="Binance US",
        client_id="binanceus",
        market_type=MarketType.SPOT,
        client=ClientSetup(options=_OPTIONS),
        lookup=OrderLookup(scan=_SCAN, absence_after=_ABSENCE),
        trades=TradeLookup(order_page=1000, order_from="fromId"),
        limits=RequestLimits(burst=5_000),
        # The client would tell the key to the host of Binance itself.
        streams=Streams(orders=False, poll_with=_POLL_WITH),
        errors=_ERRORS,
    ),
    Venue(
        code="BIFU",
        name="Binance Futures",
        client_id="binanceusdm",
        market_type=MarketType.LINEAR,
        other_names=("binance",),
        environments={Environment.DEMO: DEMO_TRADING},
        client=ClientSetup(options=_OPTIONS),
        ids=_IDS,
        lookup=OrderLookup(scan=_SCAN, memory=_MEMORY, absence_after=_ABSENCE),
        trades=TradeLookup(
            by_order=False,
            order_id_param="orderId",
            order_page=1000,
            order_from="fromId",
            page=1000,
            days=7,
        ),
        stops=Stops(
            params={"triggerPrice": TRIGGER, "workingType": "CONTRACT_PRICE"},
            kind="STOP_MARKET",
            trigger_list={"trigger": True},
            triggered_id="actualOrderId",
            pushed_id="aid",
            cancelled={"code": "200"},
        ),
        margin=MarginTerms(
            position_mode=PositionModeQuery.ASK,
            hedge_allowed=True,
            max_leverage=20,
            tiers=True,
            leverage_query="fapiPrivateGetSymbolConfig",
            liquidations=LiquidationSource.ORDER_NAMES,
            funding=FundingSource.INCOME,
        ),
        wallet=Wallet(transfers=({"incomeType": "TRANSFER"},), ledger_page=1000),
        # 2,400 of its weights a minute are allowed: 570 at once, and 28.5 a second. To open an
        # account takes 130 of them. Of orders 300 in 10 s and 1,200 a minute, which cost nothing
        # or little besides; the client takes them for four times as much.
        limits=RequestLimits(
            burst=20_000,
            pace=0.7,
            order_cost=1,
            orders=((290, 10.5), (1180, 61.0)),
            order_paths=("order", "algoOrder"),
            protection_cost=6,
        ),
        streams=Streams(complete=True, poll_with=_POLL_WITH),
        errors=_ERRORS,
        permissions=_PERMISSIONS,
        account_kinds=_KINDS,
    ),
)

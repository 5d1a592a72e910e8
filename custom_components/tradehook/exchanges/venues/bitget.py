"""Bitget: spot and perpetuals that settle in USDT, on unified accounts and on classic ones."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
import re
from typing import Any

from ...trading.model.market import MarketType
from . import bitget_classic, bitget_ledger, bitget_unified
from .answers import name, names, row
from .model.access import WITH_PASSWORD, Environment, PermissionQuery, Permissions, Switch
from .model.errors import ErrorTexts
from .model.kinds import AccountKind, AccountKinds, KindQuestion
from .model.margin import (
    FundingSource,
    MarginTerms,
    OpenResult,
    PositionModeQuery,
    Wallet,
)
from .model.orders import (
    TRIGGER,
    ClientOrderIds,
    MarketOrders,
    OrderLookup,
    Scan,
    Stops,
    TradeLookup,
)
from .model.traffic import ClientSetup
from .model.venue import Venue


def _codes(*codes: str) -> re.Pattern[str]:
    return re.compile(rf'"code"\s*:\s*"?({"|".join(codes)})\b')


_PAST_THE_TRIGGER = (
    *("40740", "40742", "40834", "40836", "40917", "43015", "43016", "45062", "45122"),
    *("31005", "43034", "43035", "2558[0-9]", "2559[0-2]"),
)

_ERRORS = ErrorTexts(
    id_taken=_codes("40786", "43118", "45034", "50060", "25212"),
    # A price that is too far away, and its siblings: the client has no class for them.
    refused=_codes(
        *("40815", "40816", "40820", "40821", "22046", "22047", "25205", "25206", "25244"),
        *("40798", "40800", "25202", "25203", "25228", "25231", "43027", "43037", "45111"),
        *("40757", "40838", "43043", "22002", "25601", "25207", "25208", "25230", "25610"),
        *("25611", "13008", "22034", "22038", "40844", "40845", "25101", "25200", "25236"),
        *_PAST_THE_TRIGGER,
        *("40085", "40084", "40774", "45006", "43029", "40308", "40309", "41113", "41114"),
    ),
    triggers_now=_codes(*_PAST_THE_TRIGGER),
    # The venue says of these itself that the order has to be looked up; 40010, a time-out, is a
    # refused key to the client.
    unsure=_codes("40010", "40015", "40725", "45001", "25000", "25001", "25003"),
    bad_key=_codes("40018", "40038", "40041", "49003"),
    unknown_order=_codes("40819", "43020", "43025", "43033", "45057", "25204", "31007", "80011"),
)


def _read_unified_permissions(answer: Mapping[str, Any], _linear: bool) -> Permissions:
    data = row(answer.get("data"))
    granted = names(data.get("permissions"))
    # The documentation spells it with hyphens, answers have been seen with underscores.
    writes = {"read_and_write": True, "read_only": False}.get(
        str(data.get("permType")).replace("-", "_")
    )
    return Permissions(
        trade=None if writes is None else writes and "uta_trade" in granted,
        withdraw="withdraw" in granted,
        ip_restricted=bool(data.get("ips")),
        owner=name(data.get("userId")),
    )


def _read_classic_permissions(answer: Mapping[str, Any], linear: bool) -> Permissions:
    data = row(answer.get("data"))
    granted = names(data.get("authorities"))
    reads, writes = ("coor", "coow") if linear else ("stor", "stow")
    return Permissions(
        # Keys of before have other words, which say nothing of this.
        trade=writes in granted if granted & {reads, writes} else None,
        withdraw=bool(granted & {"wwow", "withdraw"}),
        ip_restricted=bool(data.get("ips")),
        owner=name(data.get("userId")),
    )


def _unified(answer: Mapping[str, Any]) -> str | None:
    return "unified" if row(answer.get("data")).get("accountMode") else None


def _classic(venue: Venue) -> Venue:
    """Return the row of a classic account: another interface, with lists and limits of its own."""
    linear = venue.market_type is MarketType.LINEAR
    return replace(
        venue,
        client=replace(
            venue.client, corrections=(*bitget_classic.CORRECTIONS, bitget_ledger.CLASSIC)
        ),
        trades=replace(venue.trades, days=7),
        stops=_CLASSIC_STOPS if linear else None,
        wallet=_CLASSIC_FUTURES if linear else Wallet(),
        permissions=PermissionQuery("privateSpotGetV2SpotAccountInfo", _read_classic_permissions),
    )


_KINDS = AccountKinds[Venue](
    questions=(
        KindQuestion(
            method="privateUtaGetV3AccountSettings",
            read=_unified,
            refusals=((_codes("40084"), "classic"),),
        ),
    ),
    kinds={
        "unified": AccountKind(title="a unified account"),
        "classic": AccountKind(title="a classic account", row=_classic),
    },
)

_MOVED: tuple[Mapping[str, Any], ...] = ({"type": "moved"},)
"""All that was moved in and out: one question."""

# A stop of a part of a position. Orders that wait for a price with either interface go off on
# whatever side of it the market is not when they are placed: one that is past it already would
# wait for the way back. Spot has no others, so that stops are watched there.
_UNIFIED_STOPS = Stops(
    params={
        "stopLossPrice": TRIGGER,
        "type": "tpsl",
        "tpslMode": "partial",
        "slTriggerBy": "market",
    },
    trigger_list={"trigger": True},
    triggered_id="subOrderId",
)
_CLASSIC_STOPS = Stops(
    params={"stopLossPrice": TRIGGER, "planType": "loss_plan", "triggerType": "fill_price"},
    trigger_list={"trigger": True, "planType": "profit_loss"},
    triggered_id="executeOrderId",
)
_CLASSIC_FUTURES = Wallet(
    transfers=_MOVED,
    open_result=OpenResult(rows=(), currency="marginCoin", amount=("unrealizedPL",)),
)


def _row(
    code: str,
    title: str,
    market_type: MarketType,
    listed_as: str,
    *,
    margin: MarginTerms,
    stops: Stops | None,
    wallet: Wallet | None = None,
) -> Venue:
    return Venue(
        code=code,
        name=title,
        client_id="bitget",
        market_type=market_type,
        credentials=WITH_PASSWORD,
        environments={
            Environment.DEMO: Switch(
                "set_sandbox_mode",
                header="PAPTRADING",
                signed=("v2/spot/account/assets", ("private", "spot")),
            )
        },
        client=ClientSetup(
            options={"uta": False, "fetchMarkets": {"types": [listed_as]}},
            corrections=(*bitget_unified.CORRECTIONS, bitget_ledger.UNIFIED),
            envelope=("code", "data"),
        ),
        ids=ClientOrderIds(in_trades="clientOid"),
        lookup=OrderLookup(
            scan=Scan(finished="fetch_canceled_and_closed_orders"), memory=timedelta(days=90)
        ),
        trades=TradeLookup(by_order=False, order_id_param="orderId", page=100, days=30),
        market_orders=MarketOrders(buys_for_cost=market_type is MarketType.SPOT),
        stops=stops,
        margin=margin,
        wallet=wallet or Wallet(),
        errors=_ERRORS,
        permissions=PermissionQuery("privateUtaGetV3AccountInfo", _read_unified_permissions),
        account_kinds=_KINDS,
    )


ROWS = (
    _row("bitget", "Bitget", MarketType.SPOT, "spot", margin=MarginTerms(), stops=None),
    _row(
        "BITGF",
        "Bitget Futures",
        MarketType.LINEAR,
        "swap",
        margin=MarginTerms(
            in_orders=True,
            position_mode=PositionModeQuery.ASK,
            hedge_allowed=True,
            max_leverage=20,
            funding=FundingSource.BY_MARKET,
        ),
        stops=_UNIFIED_STOPS,
        wallet=Wallet(transfers=_MOVED),
    ),
)

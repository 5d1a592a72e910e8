"""KuCoin and its futures."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
import re
from typing import Any

from ...trading.model.market import MarketType
from .answers import flag, name, names, row
from .kucoin_client import FUTURES_CORRECTIONS, SPOT_CORRECTIONS
from .model.access import WITH_PASSWORD, PermissionQuery, Permissions, Region, RegionalClient
from .model.errors import ErrorTexts
from .model.kinds import AccountKind, AccountKinds, KindQuestion
from .model.margin import (
    FundingSource,
    MarginSetting,
    MarginTerms,
    OpenResult,
    PositionModeQuery,
    Wallet,
)
from .model.orders import TRIGGER, ClientOrderIds, OrderLookup, Stops, TradeLookup
from .model.traffic import ClientSetup, RequestLimits
from .model.venue import Venue

_IDS = ClientOrderIds(in_trades="clientOid")
_LOOKUP = OrderLookup(memory=timedelta(days=7))
# The list of trades is told of at most seven days at once, and whole: pages are read by then.
_TRADES = TradeLookup(page=1_000_000, days=7)

# What is said of an order that is not there, and of a cancel that comes too late.
_NOT_THERE = r"(?i:order\s*(?:does\s*)?not\s*exist)"
_TOO_LATE = r"order_not_exist_or_not_allow_to_cancel|not in cancel(?:l)?able state"
# The order may have come in all the same.
_UNSURE = re.compile(r'"code"\s*:\s*"(?:408000|500000|12603[89])"')

_SPOT_ERRORS = ErrorTexts(
    id_taken=re.compile(r'"code"\s*:\s*"126044"'),
    unknown_order=re.compile(f"{_TOO_LATE}|{_NOT_THERE}"),
    unsure=_UNSURE,
    refused=re.compile(
        r'"code"\s*:\s*"(?:900001|400370|600203|126(?:002|004|006|007|009|011|015|037|041|042))"'
    ),
)
_FUTURES_ERRORS = ErrorTexts(
    id_taken=re.compile(r'"code"\s*:\s*"126044"'),
    unknown_order=re.compile(rf'"code"\s*:\s*"100004"|{_TOO_LATE}|{_NOT_THERE}'),
    unsure=_UNSURE,
    # Parameters, too many orders, halts, risk limits, prices, modes of margin and position.
    refused=re.compile(r'"code"\s*:\s*"(?:100003|100005|3000(?:0[1-9]|1\d)|3300\d\d)"'),
)


def _read_permissions(answer: Mapping[str, Any], linear: bool) -> Permissions:
    data = row(answer.get("data"))
    granted = names(data.get("permission"))
    return Permissions(
        trade=bool(granted & ({"futures"} if linear else {"spot", "trade"})),
        withdraw=bool(granted & {"transfer", "withdrawal", "withdraw"}),
        ip_restricted=bool(data.get("ipWhitelist")),
        owner=name(data.get("uid")),
    )


_PERMISSIONS = PermissionQuery("privateGetUserApiKey", _read_permissions)


def _mode(answer: Mapping[str, Any]) -> str | None:
    told = row(answer.get("data")).get("selfAccountMode")
    return {"UNIFIED": "unified", "CLASSIC": "classic"}.get(str(told))


def _is_unified(answer: Mapping[str, Any]) -> str | None:
    return "unified" if _mode(answer) == "unified" else None


def _frequency(answer: Mapping[str, Any]) -> str | None:
    told = flag(answer.get("data"))
    return None if told is None else "high_frequency" if told else "low_frequency"


def _frequent(high: bool) -> Callable[[Venue], Venue]:
    """Return what has the client ask where such an account's orders and balances are."""

    def asked(venue: Venue) -> Venue:
        options = {**venue.client.options, "hf": high}
        return replace(venue, client=replace(venue.client, options=options))

    return asked


# In the orders of unified accounts ccxt drops the margin mode, and for which price a stop waits.
_UNIFIED: AccountKind[Venue] = AccountKind(
    title="a unified account",
    unusable="the account is a unified account, whose orders go another way. Switch it back to a "
    "classic account on the exchange, or use a classic sub-account.",
)
_SPOT_KINDS = AccountKinds(
    questions=(
        KindQuestion(method="utaPrivateGetAccountMode", read=_is_unified),
        KindQuestion(method="privateGetHfAccountsOpened", read=_frequency),
    ),
    kinds={
        "high_frequency": AccountKind(
            title="a classic account with high-frequency trading, as most are",
            row=_frequent(high=True),
        ),
        "low_frequency": AccountKind(
            title="a classic account without high-frequency trading", row=_frequent(high=False)
        ),
        "unified": _UNIFIED,
    },
)
_FUTURES_KINDS = AccountKinds(
    questions=(KindQuestion(method="utaPrivateGetAccountMode", read=_mode),),
    kinds={"classic": AccountKind(title="a classic account"), "unified": _UNIFIED},
)

ROWS = (
    Venue(
        code="KUCN",
        name="Kucoin",
        client_id="kucoin",
        market_type=MarketType.SPOT,
        credentials=WITH_PASSWORD,
        # There are no futures in the EU.
        regions={Region.EEA: RegionalClient("kucoineu", only_live=True)},
        client=ClientSetup(
            options={
                "uta": False,
                "fetchMarkets": {"types": ["spot"]},
                # The client's own choice tells prices every two seconds.
                "watchTicker": {"spotMethod": "/market/ticker"},
            },
            corrections=SPOT_CORRECTIONS,
            envelope=("code",),
        ),
        ids=_IDS,
        lookup=_LOOKUP,
        trades=_TRADES,
        # A stop is an order of another kind there; what it becomes, and when, is not documented.
        stops=None,
        limits=RequestLimits(burst=3_000),
        errors=_SPOT_ERRORS,
        account_kinds=_SPOT_KINDS,
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
            options={"uta": False, "fetchMarkets": {"types": ["swap"]}},
            corrections=FUTURES_CORRECTIONS,
            envelope=("code",),
        ),
        ids=_IDS,
        lookup=_LOOKUP,
        trades=_TRADES,
        # The client says the direction: up for a buy, down for a sell.
        stops=Stops(params={"stopPrice": TRIGGER, "stopPriceType": "TP"}),
        margin=MarginTerms(
            setting=MarginSetting.LEVERAGE_IN_ORDER,
            in_orders=True,
            position_mode=PositionModeQuery.ASK,
            max_leverage=20,
            funding=FundingSource.WITH_SIZE,
        ),
        wallet=Wallet(
            open_result=OpenResult(rows=("data",), currency="currency", amount=("unrealisedPNL",)),
            transfers=({"type": "TransferIn"}, {"type": "TransferOut"}),
        ),
        limits=RequestLimits(burst=3_000),
        errors=_FUTURES_ERRORS,
        account_kinds=_FUTURES_KINDS,
        permissions=_PERMISSIONS,
    ),
)

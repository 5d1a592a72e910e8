"""OKX: spot and perpetuals, in each mode of an account and each of its regions."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
import re
from typing import Any

from ...trading.model.market import MarginMode, MarketType
from .answers import first, name, names
from .model.access import (
    WITH_PASSWORD,
    Environment,
    PermissionQuery,
    Permissions,
    Region,
    RegionalClient,
    Switch,
)
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
from .model.orders import TRIGGER, OrderLookup, Scan, Stops, TradeLookup
from .model.traffic import ClientSetup, RequestLimits
from .model.venue import Venue
from .okx_client import CORRECTIONS, TRADE_MODE


def _codes(*codes: str) -> re.Pattern[str]:
    return re.compile(rf'"s?[cC]ode"\s*:\s*"?({"|".join(codes)})\b')


_ERRORS = ErrorTexts(
    # An open order has this name; of an algo order, and of one among others.
    id_taken=_codes("51016", "51065", "51068", "50071"),
    # Whatever an order is refused with is in its own row; those about the key come without one.
    refused=_codes(
        *(r"51[0-9]{3}", r"54[0-9]{3}", r"59[0-9]{3}"),
        *("50014", "50015", "50016", "50024", "50027", "50028", "50029", "50030", "50032", "50033"),
        *("50051", "50052", "50059", "50060", "50072", "50101", "50110", "50119", "50120"),
    ),
    triggers_now=_codes("51277", "51278", "51279", "51280"),
    # The venue says of these itself that the outcome has to be looked up; 51054 is its silence.
    unsure=_codes("50004", "50026", "51054", "51149"),
    bad_key=_codes("50101", "50110", "50119"),
    # A stop that cannot be cancelled any more, since it has been triggered.
    unknown_order=_codes("51416"),
)

_SPOT, _FUTURES, _MULTI, _PORTFOLIO, _BORROWING = (
    "spot",
    "futures",
    "multi_currency",
    "portfolio",
    "borrowing",
)
_LEVELS = {"1": _SPOT, "2": _FUTURES, "3": _MULTI, "4": _PORTFOLIO}
_TITLES = {
    _SPOT: "an account in spot mode",
    _FUTURES: "an account in futures mode",
    _MULTI: "an account in multi-currency margin mode",
    _PORTFOLIO: "an account in portfolio margin mode",
    _BORROWING: "an account that borrows by itself",
}


def _read_kind(answer: Mapping[str, Any]) -> str | None:
    row = first(answer.get("data"))
    kind = _LEVELS.get(str(row.get("acctLv")))
    borrows = str(row.get("autoLoan")).lower() == "true"
    return _BORROWING if kind in {_MULTI, _PORTFOLIO} and borrows else kind


def _says_cross(venue: Venue) -> Venue:
    """Return the row for spot orders in an account whose coins are all margin."""
    options = {**venue.client.options, TRADE_MODE: "cross"}
    return replace(venue, client=replace(venue.client, options=options))


def _only_cross(venue: Venue) -> Venue:
    """Return the row for perpetuals in an account that has no isolated margin."""
    return replace(venue, margin=replace(venue.margin, account_mode=MarginMode.CROSS))


def _kinds(**rows: AccountKind[Venue]) -> AccountKinds[Venue]:
    question = KindQuestion(method="privateGetAccountConfig", read=_read_kind)
    return AccountKinds(questions=(question,), kinds=rows)


_SPOT_KINDS = _kinds(
    spot=AccountKind(title=_TITLES[_SPOT]),
    futures=AccountKind(title=_TITLES[_FUTURES]),
    multi_currency=AccountKind(title=_TITLES[_MULTI], row=_says_cross),
    portfolio=AccountKind(title=_TITLES[_PORTFOLIO], row=_says_cross),
    borrowing=AccountKind(
        title=_TITLES[_BORROWING],
        row=_says_cross,
        unusable="this account borrows coins by itself, so that an order could sell what is not "
        "there. Turn auto-borrow off in its settings on the exchange, then try again.",
    ),
)
_SWAP_KINDS = _kinds(
    spot=AccountKind(
        title=_TITLES[_SPOT],
        unusable="this account is in spot mode, which has no perpetuals. Choose the futures mode "
        "in its settings on the exchange, then try again.",
    ),
    futures=AccountKind(title=_TITLES[_FUTURES]),
    multi_currency=AccountKind(title=_TITLES[_MULTI], row=_only_cross),
    portfolio=AccountKind(
        title=_TITLES[_PORTFOLIO],
        row=_only_cross,
        unusable="this account is in portfolio margin mode, where orders can't be kept to reducing "
        "a position. Choose the futures mode in its settings on the exchange, then try again.",
    ),
    borrowing=AccountKind(
        title=_TITLES[_BORROWING],
        row=_only_cross,
        unusable="this account borrows coins by itself. Turn auto-borrow off in its settings on "
        "the exchange, then try again.",
    ),
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
    code: str,
    title: str,
    market_type: MarketType,
    listed_as: str,
    *,
    margin: MarginTerms,
    kinds: AccountKinds[Venue],
) -> Venue:
    return Venue(
        code=code,
        name=title,
        client_id="okx",
        market_type=market_type,
        credentials=WITH_PASSWORD,
        environments={Environment.DEMO: Switch("set_sandbox_mode", header="x-simulated-trading")},
        regions={
            Region.EEA: RegionalClient("myokx", only_live=True),
            Region.US: RegionalClient("okxus", only_live=True),
        },
        account_kinds=kinds,
        client=ClientSetup(
            options={"fetchMarkets": {"types": [listed_as]}},
            corrections=CORRECTIONS,
            envelope=("code", "data"),
        ),
        lookup=OrderLookup(
            scan=Scan(finished="fetch_canceled_and_closed_orders", dated=20_000),
            # A request that arrives 30 seconds after it was signed is refused.
            absence_after=35,
            memory=timedelta(days=89),
        ),
        trades=TradeLookup(page=100),
        # They are market orders that wait for the last price; a price that is past theirs already
        # is refused, as the kind of order that is chosen here has a direction.
        stops=Stops(
            params={"stopLossPrice": TRIGGER},
            trigger_list={"trigger": True, "ordType": "conditional,oco"},
            triggered_id="ordId",
        ),
        margin=margin,
        wallet=Wallet(
            open_result=OpenResult(rows=("data", 0, "details"), currency="ccy", amount=("upl",)),
            transfers=({"type": "1"},),
            ledger_days=85,
        ),
        # 20 stops in 2 s are allowed in a market, and as many questions for them.
        limits=RequestLimits(
            burst=2_000,
            order_paths=("trade/batch-orders", "trade/order-algo"),
            protection_cost=3,
        ),
        errors=_ERRORS,
        permissions=PermissionQuery("privateGetAccountConfig", _read_permissions),
    )


ROWS = (
    _row(
        "OKEX",
        "OKX",
        MarketType.SPOT,
        "spot",
        margin=MarginTerms(setting=MarginSetting.WITH_LEVERAGE),
        kinds=_SPOT_KINDS,
    ),
    _row(
        "OKEXF",
        "OKX Futures",
        MarketType.LINEAR,
        "swap",
        margin=MarginTerms(
            setting=MarginSetting.WITH_LEVERAGE,
            position_mode=PositionModeQuery.ASK,
            hedge_allowed=True,
            max_leverage=20,
            funding=FundingSource.BY_MARKET,
            funding_rates=400,
        ),
        kinds=_SWAP_KINDS,
    ),
)

"""Hyperliquid: spot and perpetuals."""

import re

from ...trading.model.market import MarketType
from . import hyperliquid_ledger
from .hyperliquid_client import CORRECTIONS, read_roles
from .model.access import SANDBOX, Credential, Environment, PermissionQuery
from .model.errors import ErrorTexts
from .model.margin import FundingSource, MarginTerms, OpenResult, Wallet
from .model.orders import (
    ID,
    TRIGGER,
    Address,
    ClientOrderIds,
    IdFormat,
    MarketOrders,
    OrderLookup,
    Scan,
    Stops,
    TradeLookup,
)
from .model.traffic import ClientSetup, RequestLimits
from .model.venue import Venue

MOST_FILLS = 10_000
"""How many trades are told at all: the newest."""


def _row(
    code: str,
    title: str,
    market_type: MarketType,
    listed_as: str,
    *,
    side: str,
    max_leverage: int,
    open_result: OpenResult | None,
    stops: Stops | None,
) -> Venue:
    return Venue(
        code=code,
        name=title,
        client_id="hyperliquid",
        market_type=market_type,
        credentials=(Credential.WALLET_ADDRESS, Credential.PRIVATE_KEY),
        environments={Environment.TESTNET: SANDBOX},
        client=ClientSetup(
            options={
                "fetchMarkets": {"types": [listed_as]},
                "builderFee": False,
                "refSet": True,
                # It takes them for granted where markets come from another client.
                "hip3TokensByName": {},
                "cachedCurrenciesById": {},
            },
            # It would approve a fee for the client's makers, and a referrer, with the user's key,
            # and ask before each order what has been asked already.
            stubs=("handle_builder_fee_approval", "set_ref", "initialize_client"),
            words=re.compile(r'"[A-Za-z]+"'),
            prepare=("check_wallet",),
            corrections=(*CORRECTIONS, *hyperliquid_ledger.CORRECTIONS),
        ),
        ids=ClientOrderIds(format=IdFormat.HEX_0X),
        lookup=OrderLookup(
            find=Address(ID, {"clientOrderId": ID}), scan=Scan(finished="fetch_orders")
        ),
        # Its client asks for all of them.
        trades=TradeLookup(by_order=False, page=MOST_FILLS),
        stops=stops,
        market_orders=MarketOrders(price_needed=True),
        margin=MarginTerms(
            max_leverage=max_leverage, mode_with_leverage=True, funding=FundingSource.WITH_SIZE
        ),
        wallet=Wallet(open_result=open_result, transfers=({"side": side},)),
        limits=RequestLimits(burst=10_000),
        errors=ErrorTexts(
            triggers_now=re.compile(r"Invalid TP/SL price"),
            bad_key=re.compile(r"User or API Wallet|Must deposit before performing actions"),
        ),
        permissions=PermissionQuery("wallet_roles", read_roles),
    )


ROWS = (
    _row(
        "HYPERLIQUID",
        "Hyperliquid",
        MarketType.SPOT,
        "spot",
        side=hyperliquid_ledger.SPOT,
        max_leverage=1,
        open_result=None,
        # The venue takes them to reduce a position only.
        stops=None,
    ),
    _row(
        "HYPERLIQUIDF",
        "Hyperliquid Perpetuals",
        MarketType.LINEAR,
        "swap",
        side=hyperliquid_ledger.PERPETUALS,
        max_leverage=3,
        open_result=OpenResult(
            rows=("assetPositions",), currency=None, amount=("position", "unrealizedPnl")
        ),
        # They wait for the mark price. What the venue calls a market order is executed within the
        # price that it names: ten percent, as its own app has it.
        stops=Stops(params={"stopLossPrice": TRIGGER, "slippage": "0.1"}),
    ),
)

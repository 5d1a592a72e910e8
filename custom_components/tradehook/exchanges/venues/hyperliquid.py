"""Hyperliquid: spot and perpetuals."""

from ...trading.model.market import MarketType
from .model.access import SANDBOX, Credential, Environment
from .model.margin import MarginTerms, OpenResult, Wallet
from .model.orders import (
    ID,
    Address,
    ClientOrderIds,
    IdFormat,
    MarketOrders,
    OrderLookup,
    Scan,
    TradeLookup,
)
from .model.traffic import ClientSetup, RequestLimits
from .model.venue import Venue


def _row(
    code: str,
    title: str,
    market_type: MarketType,
    listed_as: str,
    *,
    max_leverage: int,
    open_result: OpenResult | None,
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
            },
            # It would approve a fee for the client's makers, and a referrer, with the user's key.
            stubs=("handle_builder_fee_approval", "set_ref"),
        ),
        ids=ClientOrderIds(format=IdFormat.HEX_0X),
        lookup=OrderLookup(
            find=Address(ID, {"clientOrderId": ID}), scan=Scan(finished="fetch_orders")
        ),
        trades=TradeLookup(by_order=False),
        market_orders=MarketOrders(price_needed=True),
        margin=MarginTerms(max_leverage=max_leverage, mode_with_leverage=True),
        wallet=Wallet(open_result=open_result),
        limits=RequestLimits(burst=10_000),
    )


ROWS = (
    _row("HYPERLIQUID", "Hyperliquid", MarketType.SPOT, "spot", max_leverage=1, open_result=None),
    _row(
        "HYPERLIQUIDF",
        "Hyperliquid Perpetuals",
        MarketType.LINEAR,
        "swap",
        max_leverage=3,
        open_result=OpenResult(
            rows=("assetPositions",), currency=None, amount=("position", "unrealizedPnl")
        ),
    ),
)

"""BitMart and its futures."""

import re

from ...trading.model.market import MarketType
from .model.access import WITH_UID
from .model.errors import ErrorTexts
from .model.margin import MarginSetting, MarginTerms, OpenResult, PositionModeQuery, Wallet
from .model.orders import MarketOrders, OrderLookup, TradeLookup
from .model.traffic import ClientSetup
from .model.venue import Venue

_ERRORS = ErrorTexts(id_taken=re.compile(r"\b50042\b"))

ROWS = (
    Venue(
        code="BITMF",
        name="BitMart Futures",
        client_id="bitmart",
        market_type=MarketType.LINEAR,
        credentials=WITH_UID,
        # By itself the client asks for the spot wallet.
        client=ClientSetup(options={"fetchBalance": {"type": "swap"}}),
        lookup=OrderLookup(find=None),
        trades=TradeLookup(by_order=False),
        margin=MarginTerms(
            setting=MarginSetting.ORDER, position_mode=PositionModeQuery.ASK, max_leverage=10
        ),
        # The client's total leaves out what positions bind.
        wallet=Wallet(
            open_result=OpenResult(
                rows=("data",), currency="currency", amount=("unrealized",), whole="equity"
            )
        ),
        errors=_ERRORS,
    ),
    Venue(
        code="bitmart",
        name="BitMart",
        client_id="bitmart",
        market_type=MarketType.SPOT,
        credentials=WITH_UID,
        # Otherwise the client overlooks the cost that it is given.
        client=ClientSetup(options={"createMarketBuyOrderRequiresPrice": False}),
        market_orders=MarketOrders(buys_for_cost=True),
        errors=_ERRORS,
    ),
)

"""Which margin mode is said with an order, and what is set before it."""

from decimal import Decimal

import pytest

from custom_components.tradehook.exchanges.ccxt.connection.conversion import sending
from custom_components.tradehook.exchanges.ccxt.core.markets import ListedMarket
from custom_components.tradehook.exchanges.port.exchange import OrderRequest
from custom_components.tradehook.exchanges.venues.catalogue import VENUES
from custom_components.tradehook.exchanges.venues.model.margin import MarginSetting
from custom_components.tradehook.trading.model.market import (
    MarginMode,
    Market,
    MarketType,
    OrderSide,
)
from custom_components.tradehook.trading.model.sections import OrderType
from tests.exchanges.venue_rows import changed

LISTED = ListedMarket(
    Market(
        symbol="BTC/USDT:USDT",
        native_symbol="BTCUSDT",
        base="BTC",
        quote="USDT",
        market_type=MarketType.LINEAR,
        price_tick=Decimal("0.1"),
        amount_step=Decimal("0.001"),
        min_amount=Decimal("0.001"),
        min_cost=Decimal(5),
        max_leverage=100,
    ),
    Decimal(1),
)
EXIT = OrderRequest(
    client_order_id="c0de" + "0" * 28,
    symbol="BTC/USDT:USDT",
    side=OrderSide.SELL,
    order_type=OrderType.MARKET,
    amount=Decimal("0.01"),
    reduce_only=True,
    is_exit=True,
    margin_mode=MarginMode.ISOLATED,
)


@pytest.mark.parametrize(
    ("setting", "in_orders", "said"),
    [
        (MarginSetting.WITH_LEVERAGE, False, True),
        (MarginSetting.ORDER, False, True),
        (MarginSetting.SYMBOL, True, True),
        (MarginSetting.SYMBOL, False, False),
        (MarginSetting.ACCOUNT, False, False),
    ],
)
def test_exit_says_the_margin_mode_of_its_position_where_orders_say_one(
    setting: MarginSetting, in_orders: bool, said: bool
) -> None:
    venue = changed(VENUES["BIFU"], setting=setting, in_orders=in_orders)

    params = sending(EXIT, venue, LISTED, hedge_mode=False, best=None).params

    assert params.get("marginMode") == ("isolated" if said else None)
    assert "leverage" not in params

"""Test KuCoin with KuCoin's own client."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from ..clients import KEYS
from ..later import later
from ..server import FakeServer
from .guard import PASSPHRASE
from .kucoin import FakeKucoin

api = later("kucoin_universal_sdk.api")
account = later("kucoin_universal_sdk.generate.account.account")
contracts = later("kucoin_universal_sdk.generate.futures.market")
futures = later("kucoin_universal_sdk.generate.futures.order")
positions = later("kucoin_universal_sdk.generate.futures.positions")
market = later("kucoin_universal_sdk.generate.spot.market")
spot = later("kucoin_universal_sdk.generate.spot.order")
model = later("kucoin_universal_sdk.model")

type Call = Callable[..., Any]


@pytest.fixture
def rest(server: FakeServer) -> Any:
    """Return KuCoin's own client of what can be asked."""
    option = (
        model.ClientOptionBuilder()
        .set_key(KEYS["apiKey"])
        .set_secret(KEYS["secret"])
        .set_passphrase(PASSPHRASE)
        .set_spot_endpoint(server.url("https://api.kucoin.com"))
        .set_futures_endpoint(server.url("https://api-futures.kucoin.com"))
        .set_transport_option(model.TransportOptionBuilder().set_max_retries(1).build())
        .build()
    )
    return api.DefaultClient(option).rest_service()


async def ask(method: Call, *request: object) -> Any:
    """Return the answer to a question."""
    return await asyncio.to_thread(method, *request)


async def test_public_answers(rest: Any) -> None:
    spot_market = rest.get_spot_service().get_market_api()
    futures_market = rest.get_futures_service().get_market_api()
    symbols = await ask(
        spot_market.get_all_symbols, market.GetAllSymbolsReqBuilder().set_market("USDS").build()
    )
    tickers = await ask(spot_market.get_all_tickers)
    listed = await ask(futures_market.get_all_symbols)
    ticker = await ask(
        futures_market.get_ticker, contracts.GetTickerReqBuilder().set_symbol("XBTUSDTM").build()
    )

    assert symbols.data[0].base_increment == "0.00000001"
    assert {one.symbol for one in tickers.ticker} >= {"BTC-USDT", "KCS-USDT"}
    assert (listed.data[0].symbol, listed.data[0].multiplier) == ("XBTUSDTM", 0.001)
    assert ticker.best_ask_price == "60000.1"


async def test_life_of_a_spot_order(rest: Any, kucoin: FakeKucoin) -> None:
    orders = rest.get_spot_service().get_order_api()
    placed = await ask(
        orders.add_order,
        spot.AddOrderReqBuilder()
        .set_client_oid("mine")
        .set_side(spot.AddOrderReq.SideEnum.BUY)
        .set_symbol("BTC-USDT")
        .set_type(spot.AddOrderReq.TypeEnum.LIMIT)
        .set_price("59000")
        .set_size("0.01")
        .build(),
    )
    opened = await ask(
        orders.get_open_orders, spot.GetOpenOrdersReqBuilder().set_symbol("BTC-USDT").build()
    )
    kucoin.fill("mine", "0.004")
    named = spot.GetOrderByClientOidReqBuilder().set_symbol("BTC-USDT").set_client_oid("mine")
    found = await ask(orders.get_order_by_client_oid, named.build())
    trades = await ask(
        orders.get_trade_history,
        spot.GetTradeHistoryReqBuilder()
        .set_symbol("BTC-USDT")
        .set_order_id(placed.order_id)
        .build(),
    )
    cancel = spot.CancelOrderByClientOidReqBuilder().set_symbol("BTC-USDT").set_client_oid("mine")
    await ask(orders.cancel_order_by_client_oid, cancel.build())
    done = await ask(
        orders.get_closed_orders, spot.GetClosedOrdersReqBuilder().set_symbol("BTC-USDT").build()
    )

    assert [one.client_oid for one in opened.data] == ["mine"]
    assert (found.id, found.deal_size, found.active) == (placed.order_id, "0.004", True)
    assert [(one.size, one.fee_currency) for one in trades.items] == [("0.004", "USDT")]
    assert [(one.id, one.cancelled_size) for one in done.items] == [(placed.order_id, "0.006")]
    with pytest.raises(Exception, match="order_not_exist_or_not_allow_to_cancel"):
        await ask(orders.cancel_order_by_client_oid, cancel.build())


async def test_account(rest: Any) -> None:
    api = rest.get_account_service().get_account_api()
    key = await ask(api.get_apikey_info)
    kind = await ask(api.get_spot_account_type)
    balances = await ask(api.get_spot_account_list, account.GetSpotAccountListReqBuilder().build())
    money = await ask(
        api.get_futures_account,
        account.GetFuturesAccountReqBuilder().set_currency("USDT").build(),
    )

    assert (key.permission, kind.data) == ("General,Spot,Futures", True)
    assert {one.currency for one in balances.data} >= {"BTC", "USDT"}
    assert (money.account_equity, money.available_balance) == (10_000, 10_000)


async def test_life_of_a_position(rest: Any, kucoin: FakeKucoin) -> None:
    orders = rest.get_futures_service().get_order_api()
    held = rest.get_futures_service().get_positions_api()
    mode = (
        positions.SwitchMarginModeReqBuilder()
        .set_symbol("XBTUSDTM")
        .set_margin_mode(positions.SwitchMarginModeReq.MarginModeEnum.CROSS)
    )
    await ask(held.switch_margin_mode, mode.build())

    def new(client_oid: str, side: Any, size: int) -> Any:
        return (
            futures.AddOrderReqBuilder()
            .set_client_oid(client_oid)
            .set_side(side)
            .set_symbol("XBTUSDTM")
            .set_leverage(3)
            .set_type(futures.AddOrderReq.TypeEnum.MARKET)
            .set_size(size)
            .set_margin_mode(futures.AddOrderReq.MarginModeEnum.CROSS)
        )

    sides = futures.AddOrderReq.SideEnum
    await ask(orders.add_order, new("entry", sides.BUY, 2).build())
    stop = (
        new("stop", sides.SELL, 2)
        .set_stop(futures.AddOrderReq.StopEnum.DOWN)
        .set_stop_price("58000")
        .set_stop_price_type(futures.AddOrderReq.StopPriceTypeEnum.TRADE_PRICE)
        .set_reduce_only(True)
    )
    await ask(orders.add_order, stop.build())
    listed = await ask(
        orders.get_stop_order_list,
        futures.GetStopOrderListReqBuilder().set_symbol("XBTUSDTM").build(),
    )
    (position,) = (
        await ask(held.get_position_list, positions.GetPositionListReqBuilder().build())
    ).data

    assert [(one.client_oid, one.stop_price) for one in listed.items] == [("stop", "58000")]
    assert (position.current_qty, position.cross_mode, position.leverage) == (2, True, 10)

    kucoin.set_price("BTC/USDT:USDT", 57_990)

    named = futures.GetOrderByClientOidReqBuilder().set_client_oid("stop").build()
    sold = await ask(orders.get_order_by_client_oid, named)
    assert (sold.status.value, sold.filled_size, sold.stop_triggered) == ("done", 2, True)
    trades = await ask(
        orders.get_trade_history, futures.GetTradeHistoryReqBuilder().set_order_id(sold.id).build()
    )
    assert [one.price for one in trades.items] == ["57990"]
    with pytest.raises(Exception, match="300009"):
        await ask(orders.add_order, new("more", sides.SELL, 1).set_reduce_only(True).build())

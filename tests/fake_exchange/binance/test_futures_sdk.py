"""Test Binance's futures with Binance's own SDK, whose models know types and fields."""

from typing import Any

import pytest

from ..later import later
from ..server import FakeServer
from .binance import FakeBinance
from .second_client import answered, unanswered

configuration = later("binance_common.configuration")
errors = later("binance_common.errors")
perpetuals = later("binance_sdk_derivatives_trading_usds_futures.derivatives_trading_usds_futures")

REALLY_THERE = {"avgPrice", "cumQuote"}
"""What Binance answers although the SDK's models of new and cancelled orders leave it out."""


@pytest.fixture
def sdk(server: FakeServer) -> Any:
    """Return Binance's own client."""
    return perpetuals.DerivativesTradingUsdsFutures(
        config_rest_api=configuration.ConfigurationRestAPI(
            api_key="fake-key",
            api_secret="fake-secret",
            base_path=server.url("https://fapi.binance.com"),
            retries=0,
        )
    ).rest_api


async def test_public_answers(sdk: Any) -> None:
    info = await answered(sdk.exchange_information, but={"futuresType"})
    await answered(sdk.check_server_time)
    await answered(sdk.ticker24hr_price_change_statistics, symbol="BTCUSDT")
    await answered(sdk.symbol_order_book_ticker, symbol="BTCUSDT", but={"lastUpdateId"})
    await answered(sdk.symbol_price_ticker, symbol="BTCUSDT")
    await answered(sdk.mark_price, symbol="BTCUSDT")
    await answered(sdk.order_book, symbol="BTCUSDT")

    assert {one.symbol for one in info.symbols} >= {"BTCUSDT", "ETHUSDT"}


async def test_life_of_orders_and_positions(sdk: Any) -> None:
    symbol: dict[str, Any] = {"symbol": "BTCUSDT"}
    buy: dict[str, Any] = {**symbol, "side": "BUY", "type": "MARKET", "quantity": 0.1}
    acknowledged = await answered(sdk.new_order, **buy, but=REALLY_THERE)
    filled = await answered(sdk.new_order, **buy, new_order_resp_type="RESULT", but=REALLY_THERE)
    target = await answered(
        sdk.new_order,
        **symbol,
        side="SELL",
        type="LIMIT",
        time_in_force="GTC",
        quantity=0.2,
        price=62000.0,
        reduce_only="true",
        but=REALLY_THERE,
    )
    found = await answered(sdk.query_order, **symbol, order_id=target.order_id)
    opened = await answered(sdk.current_all_open_orders, **symbol)
    every = await answered(sdk.all_orders, **symbol)
    trades = await answered(sdk.account_trade_list, **symbol)
    account = await answered(sdk.account_information_v3)
    positions = await answered(sdk.position_information_v3, **symbol)
    await answered(sdk.position_information_v2, **symbol)
    await answered(sdk.futures_account_balance_v3)
    cancelled = await answered(
        sdk.cancel_order, **symbol, order_id=target.order_id, but=REALLY_THERE
    )

    assert (acknowledged.status, filled.status) == ("NEW", "FILLED")
    assert unanswered(filled) == set()
    assert unanswered(found) == {"activatePrice", "priceRate"}  # of trailing stops
    assert (len(opened), len(every), len(trades)) == (1, 3, 2)
    assert unanswered(trades[0]) == {"baseQty", "pair"}  # of coin-margined futures
    assert unanswered(account) == set()
    assert (positions[0].position_amt, unanswered(positions[0])) == ("0.2", set())
    assert cancelled.status == "CANCELED"


async def test_life_of_a_conditional_order(sdk: Any, binance: FakeBinance) -> None:
    algo: dict[str, Any] = {
        "algo_type": "CONDITIONAL",
        "symbol": "BTCUSDT",
        "side": "SELL",
        "type": "STOP_MARKET",
        "quantity": 0.1,
        "trigger_price": 58000.0,
    }
    created = await answered(sdk.new_algo_order, **algo, client_algo_id="stop")
    found = await answered(sdk.query_algo_order, client_algo_id="stop")
    opened = await answered(sdk.current_all_algo_open_orders, symbol="BTCUSDT")
    cancelled = await answered(sdk.cancel_algo_order, algo_id=created.algo_id)
    every = await answered(sdk.query_all_algo_orders, symbol="BTCUSDT")
    await answered(sdk.new_algo_order, **algo)
    await answered(sdk.cancel_all_algo_open_orders, symbol="BTCUSDT")

    assert unanswered(created) == {"activatePrice", "callbackRate", "icebergQuantity"}
    assert (found.algo_status, found.actual_order_id) == ("NEW", "")
    assert [one.client_algo_id for one in opened] == ["stop"]
    assert cancelled.msg == "success"
    assert [one.algo_status for one in every] == ["CANCELED"]
    assert binance.open_orders == []


async def test_settings(sdk: Any) -> None:
    leverage = await answered(sdk.change_initial_leverage, symbol="BTCUSDT", leverage=7)
    await answered(sdk.change_margin_type, symbol="BTCUSDT", margin_type="ISOLATED")
    await answered(sdk.change_position_mode, dual_side_position="true")
    mode = await answered(sdk.get_current_position_mode)
    (settings,) = await answered(sdk.symbol_configuration, symbol="BTCUSDT")
    await answered(sdk.futures_account_configuration)
    await answered(sdk.user_commission_rate, symbol="BTCUSDT")
    await answered(sdk.start_user_data_stream)
    await answered(sdk.keepalive_user_data_stream)

    assert (leverage.leverage, settings.leverage, settings.margin_type) == (7, 7, "ISOLATED")
    assert mode.dual_side_position is True


async def test_refusals_carry_code_and_words(sdk: Any) -> None:
    with pytest.raises(errors.BadRequestError) as refused:
        await answered(sdk.new_order, symbol="BTCUSDT", side="BUY", type="MARKET", quantity=100.0)

    assert refused.value.status_code == -2019

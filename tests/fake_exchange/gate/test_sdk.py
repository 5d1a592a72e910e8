"""Test Gate with Gate's own client."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from ..clients import KEYS
from ..later import later
from ..server import FakeServer
from .format import USER
from .gate import FakeGate

sdk = later("gate_api")
errors = later("gate_api.exceptions")

type Call = Callable[..., Any]


@pytest.fixture
def call(server: FakeServer) -> Call:
    """Return what calls a method of Gate's own client and returns the answer."""
    host = f"http://127.0.0.1:{server.port}/api/v4"
    configuration = sdk.Configuration(host=host, key=KEYS["apiKey"], secret=KEYS["secret"])
    client = sdk.ApiClient(configuration)
    # It signs the path that it asks for, so that the host has to be said elsewhere.
    client.set_default_header("Host", "api.gateio.ws")

    async def run(api: Callable[..., Any], method: str, *arguments: Any, **params: Any) -> Any:
        return await asyncio.to_thread(getattr(api(client), method), *arguments, **params)

    return run


async def test_public_answers(call: Call) -> None:
    (btc,) = [one for one in await call(sdk.SpotApi, "list_currency_pairs") if one.id == "BTC_USDT"]
    contract = (await call(sdk.FuturesApi, "list_futures_contracts", "usdt"))[0]
    ticker = (await call(sdk.FuturesApi, "list_futures_tickers", "usdt", contract="BTC_USDT"))[0]

    assert (btc.amount_precision, btc.trade_status) == (6, "tradable")
    assert (contract.name, contract.quanto_multiplier, ticker.last) == (
        "BTC_USDT",
        "0.0001",
        "60000",
    )


async def test_life_of_an_order_on_spot(call: Call, gate: FakeGate) -> None:
    wanted = sdk.Order(
        text="t-mine",
        currency_pair="BTC_USDT",
        type="limit",
        account="spot",
        side="buy",
        amount="0.01",
        price="59000",
        time_in_force="gtc",
    )
    placed = await call(sdk.SpotApi, "create_order", wanted)
    opened = await call(sdk.SpotApi, "list_all_open_orders")
    gate.fill("t-mine", "0.004")
    ended = await call(sdk.SpotApi, "cancel_order", placed.id, "BTC_USDT")
    trades = await call(sdk.SpotApi, "list_my_trades", currency_pair="BTC_USDT", order_id=placed.id)
    accounts = {one.currency: one for one in await call(sdk.SpotApi, "list_spot_accounts")}

    assert (opened[0].total, opened[0].orders[0].text) == (1, "t-mine")
    assert (ended.status, ended.filled_amount, ended.finish_as) == (
        "cancelled",
        "0.004",
        "cancelled",
    )
    assert (trades[0].amount, trades[0].fee_currency) == ("0.004", "BTC")
    assert accounts["BTC"].available == "0.003992"


async def test_life_of_a_position_in_hedge_mode(call: Call, gate: FakeGate) -> None:
    await call(sdk.FuturesApi, "set_dual_mode", "usdt", True)
    await call(sdk.FuturesApi, "update_dual_mode_position_leverage", "usdt", "BTC_USDT", "5")
    order = sdk.FuturesOrder(contract="BTC_USDT", size=100, price="0", tif="ioc", text="t-open")
    placed = await call(sdk.FuturesApi, "create_futures_order", "usdt", order)
    stop = await call(
        sdk.FuturesApi,
        "create_price_triggered_order",
        "usdt",
        sdk.FuturesPriceTriggeredOrder(
            initial=sdk.FuturesInitialOrder(
                contract="BTC_USDT",
                size=-100,
                price="0",
                tif="ioc",
                reduce_only=True,
                text="t-stop",
            ),
            trigger=sdk.FuturesPriceTrigger(strategy_type=0, price_type=0, price="58000", rule=2),
        ),
    )
    (waiting,) = await call(sdk.FuturesApi, "list_price_triggered_orders", "usdt", "open")
    positions = await call(sdk.FuturesApi, "list_positions", "usdt", holding=True)
    gate.set_price("BTC/USDT:USDT", 57_900)
    done = await call(sdk.FuturesApi, "get_price_triggered_order", "usdt", stop.id)
    child = await call(sdk.FuturesApi, "get_futures_order", "usdt", str(done.trade_id))
    trades = await call(sdk.FuturesApi, "get_my_trades", "usdt", order=int(child.id))

    assert (placed.status, placed.finish_as, int(placed.left)) == ("finished", "filled", 0)
    assert (waiting.id, waiting.initial.text) == (stop.id, "t-stop")
    assert [(one.mode, int(one.size), one.leverage) for one in positions] == [
        ("dual_long", 100, "5")
    ]
    assert (done.status, done.finish_as, child.finish_as) == ("finished", "succeeded", "filled")
    assert [int(one.size) for one in trades] == [-100]
    assert gate.positions == []


async def test_account(call: Call) -> None:
    detail = await call(sdk.AccountApi, "get_account_detail")
    account = await call(sdk.FuturesApi, "list_futures_accounts", "usdt")

    assert (detail.user_id, detail.key.mode) == (USER, 1)
    assert (account.total, account.in_dual_mode) == ("10000", False)


async def test_refusals_carry_label_and_words(call: Call) -> None:
    with pytest.raises((errors.GateApiException, errors.ApiException)) as caught:
        await call(sdk.FuturesApi, "get_futures_order", "usdt", "t-nobody")

    assert "ORDER_NOT_FOUND" in str(caught.value)

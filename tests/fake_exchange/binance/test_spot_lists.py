"""Test the pairs of orders of Binance spot (OCO), through its own SDK."""

from decimal import Decimal
from typing import Any

import pytest

from ..core.market import Kind
from ..core.orders import Status
from ..later import later
from .binance import FakeBinance
from .second_client import answered

errors = later("binance_common.errors")
D = Decimal
PAIR: dict[str, Any] = {
    "symbol": "BTCUSDT",
    "side": "SELL",
    "quantity": 0.01,
    "above_type": "LIMIT_MAKER",
    "above_price": 63000.0,
    "above_client_order_id": "target",
    "below_type": "STOP_LOSS",
    "below_stop_price": 58000.0,
    "below_client_order_id": "stop",
    "new_order_resp_type": "RESULT",
}


@pytest.fixture
def coins(binance: FakeBinance) -> FakeBinance:
    """Return the venue with as many coins as one pair sells."""
    binance.set_balance("BTC", "0.01")
    return binance


def states(binance: FakeBinance) -> dict[str, Status]:
    """Return how the two orders stand."""
    return {order.client_id: order.status for order in binance.orders}


async def test_pair_locks_its_coins_once(sdk: Any, coins: FakeBinance) -> None:
    placed = await answered(sdk.order_list_oco, **PAIR)

    assert (placed.contingency_type, placed.list_status_type) == ("OCO", "EXEC_STARTED")
    assert {row.client_order_id for row in placed.orders} == {"target", "stop"}
    assert {row.status for row in placed.order_reports} == {"NEW"}
    assert coins.account.holding(Kind.SPOT, "BTC").locked == D("0.01")
    found = await answered(sdk.get_order, symbol="BTCUSDT", orig_client_order_id="stop")
    assert found.order_list_id == placed.order_list_id


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"above_price": 59000.0}, -2010),
        ({"below_stop_price": 61000.0}, -2010),
        ({"below_price": 57000.0}, -1106),
        ({"above_type": "STOP_LOSS", "above_price": None, "above_stop_price": 63000.0}, -1158),
        ({"quantity": 0.02}, -2010),
        ({"above_type": "LIMIT_MAKER", "above_time_in_force": "GTC"}, -1106),
    ],
)
async def test_pairs_that_can_not_be_are_refused(
    sdk: Any, coins: FakeBinance, more: dict[str, Any], code: int
) -> None:
    terms = {name: value for name, value in (PAIR | more).items() if value is not None}
    with pytest.raises(errors.BadRequestError) as refused:
        await answered(sdk.order_list_oco, **terms)
    assert refused.value.status_code == code
    assert not coins.orders


async def test_one_stop_more_than_the_filter_takes_is_refused(
    sdk: Any, binance: FakeBinance
) -> None:
    binance.set_balance("BTC", 1)
    for number in range(5):
        names = {"above_client_order_id": f"a{number}", "below_client_order_id": f"b{number}"}
        await answered(sdk.order_list_oco, **PAIR | names)
    with pytest.raises(errors.BadRequestError, match="MAX_NUM_ALGO_ORDERS"):
        await answered(sdk.order_list_oco, **PAIR)


async def test_partial_fill_of_the_target_ends_the_stop(sdk: Any, coins: FakeBinance) -> None:
    await answered(sdk.order_list_oco, **PAIR)
    coins.set_price("BTC/USDT", 63_100, bid_size="0.004")

    assert states(coins) == {"target": Status.PARTIALLY_FILLED, "stop": Status.EXPIRED}
    assert coins.account.holding(Kind.SPOT, "BTC").locked == D("0.006")


async def test_stop_that_is_reached_sells_what_the_target_has_locked(
    sdk: Any, coins: FakeBinance
) -> None:
    await answered(sdk.order_list_oco, **PAIR)
    coins.set_price("BTC/USDT", 57_900)

    assert states(coins) == {"target": Status.EXPIRED, "stop": Status.FILLED}
    assert coins.balance("BTC") == coins.account.holding(Kind.SPOT, "BTC").locked == 0


@pytest.mark.parametrize("name", ["target", "stop"])
async def test_cancel_of_one_cancels_both(sdk: Any, coins: FakeBinance, name: str) -> None:
    await answered(sdk.order_list_oco, **PAIR)
    await answered(sdk.delete_order, symbol="BTCUSDT", orig_client_order_id=name)

    assert set(states(coins).values()) == {Status.CANCELED}
    assert coins.account.holding(Kind.SPOT, "BTC").locked == 0


async def test_pair_is_cancelled_by_its_number(sdk: Any, coins: FakeBinance) -> None:
    placed = await answered(sdk.order_list_oco, **PAIR)
    ended = await answered(
        sdk.delete_order_list,
        but={"selfTradePreventionMode"},  # in the documentation, and not in the model
        symbol="BTCUSDT",
        order_list_id=placed.order_list_id,
    )

    assert (ended.list_status_type, ended.list_order_status) == ("ALL_DONE", "ALL_DONE")
    assert set(states(coins).values()) == {Status.CANCELED}

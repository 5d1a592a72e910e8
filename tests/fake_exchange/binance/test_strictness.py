"""Test that Binance refuses what it would refuse, with its own codes."""

from collections.abc import Mapping
from typing import Any

import ccxt
import pytest

from .binance import FakeBinance
from .raw import RawBinance

ORDER = "https://api.binance.com/api/v3/order"
LIMIT = {
    "symbol": "BTCUSDT",
    "side": "BUY",
    "type": "LIMIT",
    "timeInForce": "GTC",
    "quantity": "0.01",
    "price": "59000",
}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"reduceOnly": "true"}, -1104),
        ({"triggerPrice": "58000"}, -1104),
        ({"symbol": None}, -1102),
        ({"symbol": "BTCUSD"}, -1121),
        ({"side": "LONG"}, -1117),
        ({"type": "STOP_MARKET"}, -1116),
        ({"timeInForce": "GTX"}, -1115),
        ({"timeInForce": None}, -1102),
        ({"quantity": None}, -1102),
        ({"quantity": "-1"}, -1100),
        ({"quantity": "1e"}, -1100),
        ({"quantity": "0.0100000001"}, -1111),
        ({"quantity": "0.010001"}, -1013),
        ({"quantity": "0"}, -1013),
        ({"price": "59000.001"}, -1013),
        ({"price": "600"}, -1013),
        ({"price": "59000", "quantity": "0.00005"}, -1013),
        ({"quantity": "1"}, -2010),
        ({"type": "MARKET", "timeInForce": None}, -1106),
        ({"type": "MARKET", "price": None}, -1106),
        ({"type": "MARKET", "price": None, "timeInForce": None, "quoteOrderQty": "9"}, -1128),
        ({"type": "LIMIT_MAKER"}, -1106),
        ({"type": "LIMIT_MAKER", "timeInForce": None, "price": "61000"}, -2010),
        ({"type": "STOP_LOSS_LIMIT"}, -1102),
        ({"stopPrice": "58000"}, -1106),
        ({"newClientOrderId": "x" * 37}, -1100),
        ({"newClientOrderId": "no spaces"}, -1100),
        ({"recvWindow": "60001"}, -1131),
        ({"icebergQty": "0.001"}, -2010),
    ],
)
async def test_orders_that_are_refused(
    raw: RawBinance, binance: FakeBinance, change: Mapping[str, str | None], code: int
) -> None:
    status, answer = await raw.send("POST", ORDER, {**LIMIT, **change})

    assert (status, answer["code"]) == (400, code)
    assert binance.orders == []


async def test_the_order_that_they_differ_from_is_accepted(
    raw: RawBinance, binance: FakeBinance
) -> None:
    assert (await raw.send("POST", ORDER, LIMIT))[0] == 200
    assert len(binance.open_orders) == 1


@pytest.mark.parametrize("skew_ms", [-3_000, 12_000])
async def test_clock_that_differs(spot: Any, binance: FakeBinance, skew_ms: int) -> None:
    binance.clock.skew_ms = skew_ms

    with pytest.raises(ccxt.InvalidNonce, match="-1021"):
        await spot.private_post_order(dict(LIMIT))
    assert binance.orders == []
    await spot.load_time_difference()
    await spot.private_post_order(dict(LIMIT))


async def test_keys_that_are_refused(spot: Any, binance: FakeBinance) -> None:
    secret, spot.secret = spot.secret, "wrong"
    with pytest.raises(ccxt.AuthenticationError, match="-1022"):
        await spot.fetch_balance()
    spot.secret = secret

    binance.account.keys[0].trade = False
    with pytest.raises(ccxt.AuthenticationError, match="-2015"):
        await spot.private_post_order(dict(LIMIT))

    binance.account.keys[0].revoked = True
    with pytest.raises(ccxt.AuthenticationError, match="-2015"):
        await spot.fetch_balance()


async def test_paths_that_do_not_exist(raw: RawBinance) -> None:
    assert (await raw.send("GET", f"{ORDER}/42", {}))[0] == 404


@pytest.mark.parametrize(
    "params", [{"symbol": "BTCUSDT"}, {"symbol": "BTCUSDT", "orderId": "x"}, {"orderId": "1"}]
)
async def test_look_ups_that_are_refused(raw: RawBinance, params: dict[str, str]) -> None:
    assert (await raw.send("GET", ORDER, params))[1]["code"] == -1102

"""Test HitBTC through an unmodified client of ccxt."""

from typing import Any

import ccxt
import pytest

from ..core.orders import Status
from ..faults import Effect, Fault
from ..spot import HOUR_MS
from .hitbtc import FakeHitbtc

BTC = "BTC/USDT"


async def order(
    spot: Any, side: str, amount: float, price: float | None = None, **params: object
) -> Any:
    """Place a market order, or with a price a limit order."""
    return await spot.create_order(BTC, "limit" if price else "market", side, amount, price, params)


async def test_a_whole_life(spot: Any, hitbtc: FakeHitbtc) -> None:
    tickers = await spot.fetch_tickers([BTC, "ETH/USDT"])
    assert (tickers[BTC]["bid"], tickers[BTC]["ask"]) == (60000, 60000.01)

    placed = await order(spot, "buy", 0.01, 59000, client_order_id="mine-0001")
    balance = await spot.fetch_balance()
    assert (placed["status"], placed["id"]) == ("open", "mine-0001")
    assert balance["USDT"]["used"] > 590
    hitbtc.set_price(BTC, 58999, ask_size="0.004")
    (partly,) = await spot.fetch_open_orders(BTC)
    assert (partly["status"], partly["filled"]) == ("open", 0.004)
    hitbtc.set_price(BTC, 58999)
    found = await spot.fetch_order("mine-0001", BTC)
    (fill, _) = await spot.fetch_my_trades(BTC)
    assert (found["status"], found["filled"]) == ("closed", 0.01)
    assert (fill["fee"]["currency"], fill["order"]) == ("USDT", "mine-0001")

    await order(spot, "sell", 0.005, 70000, client_order_id="target-01")
    assert (await spot.cancel_order("target-01", BTC))["status"] == "canceled"
    with pytest.raises(ccxt.OrderNotFound, match="20002"):
        await spot.cancel_order("target-01", BTC)
    await order(spot, "sell", 0.01, client_order_id="exit-0001")
    assert hitbtc.order("exit-0001").status is Status.FILLED


async def test_ccxts_name_of_the_client_id_is_not_known(spot: Any, hitbtc: FakeHitbtc) -> None:
    with pytest.raises(ccxt.BadRequest, match="clientOrderId"):
        await order(spot, "buy", 0.01, 59000, clientOrderId="mine-0001")
    assert hitbtc.orders == []


async def test_client_makes_an_order_without_an_id_of_one_that_is_not_there(
    spot: Any, hitbtc: FakeHitbtc
) -> None:
    """Open ones are in another list, and those without trades are forgotten after a day."""
    await order(spot, "buy", 0.01, 59000, client_order_id="mine-0001")
    assert (await spot.fetch_order("mine-0001", BTC))["id"] is None
    hitbtc.cancel("mine-0001")
    assert (await spot.fetch_order("mine-0001", BTC))["status"] == "canceled"
    hitbtc.order("mine-0001").created_at -= 25 * HOUR_MS
    assert (await spot.fetch_order("mine-0001", BTC))["id"] is None


@pytest.mark.parametrize(
    ("params", "code", "error"),
    [
        ({"amount": 1}, 20001, ccxt.InsufficientFunds),
        ({"amount": 0.00001, "price": 9000}, 10001, ccxt.BadRequest),
        ({"amount": 0.000011}, 20001, ccxt.BaseError),
        ({"client_order_id": "short"}, 10001, ccxt.BadRequest),
    ],
)
async def test_orders_that_are_refused(
    spot: Any, hitbtc: FakeHitbtc, params: dict[str, Any], code: int, error: type[Exception]
) -> None:
    given = dict(params)
    if given.get("amount", 0) == 0.000011:
        hitbtc.set_balance("USDT", 0)
    with pytest.raises(error, match=str(code)):
        await order(spot, "buy", given.pop("amount", 0.01), given.pop("price", None), **given)
    assert hitbtc.orders == []


async def test_id_is_never_used_twice(spot: Any) -> None:
    await order(spot, "buy", 0.01, client_order_id="mine-0001")
    with pytest.raises(ccxt.InvalidOrder, match="20008"):
        await order(spot, "buy", 0.01, client_order_id="mine-0001")


async def test_keys(spot: Any, hitbtc: FakeHitbtc) -> None:
    hitbtc.set_key(trade=False)
    with pytest.raises(ccxt.PermissionDenied, match="1003"):
        await order(spot, "buy", 0.01)
    hitbtc.set_key(trade=True, revoked=True)
    with pytest.raises(ccxt.AuthenticationError, match="1002"):
        await spot.fetch_balance()
    hitbtc.set_key(revoked=False)
    spot.secret = "wrong"
    with pytest.raises(ccxt.AuthenticationError, match="1002"):
        await spot.fetch_balance()


@pytest.mark.parametrize(
    ("effect", "exists"),
    [(Effect.DROP, True), (Effect.UNKNOWN_OUTCOME, True), (Effect.RATE_LIMIT, False)],
)
async def test_faults(spot: Any, hitbtc: FakeHitbtc, effect: Effect, exists: bool) -> None:
    hitbtc.faults.append(Fault(effect=effect, route="create_order"))

    with pytest.raises(ccxt.BaseError):
        await order(spot, "buy", 0.01, 59000, client_order_id="mine-0001")

    assert len(hitbtc.orders) == exists

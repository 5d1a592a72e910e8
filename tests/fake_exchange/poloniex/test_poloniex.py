"""Test Poloniex through an unmodified client of ccxt."""

from typing import Any

import ccxt
import pytest

from ..core.orders import Status
from ..faults import Effect, Fault
from ..spot import HOUR_MS
from .poloniex import FakePoloniex

BTC = "BTC/USDT"


async def order(
    spot: Any, side: str, amount: float, price: float | None = None, **params: object
) -> Any:
    """Place a market order, or with a price a limit order."""
    return await spot.create_order(BTC, "limit" if price else "market", side, amount, price, params)


async def test_a_whole_life(spot: Any, poloniex: FakePoloniex) -> None:
    tickers = await spot.fetch_tickers([BTC, "ETH/USDT"])
    assert (tickers[BTC]["bid"], tickers[BTC]["ask"]) == (60000, 60000.01)

    placed = await order(spot, "buy", 0.01, 59000, clientOrderId="mine-1")
    balance = await spot.fetch_balance()
    assert (placed["status"], placed["clientOrderId"]) == (None, "mine-1")
    assert balance["USDT"]["used"] == 590
    poloniex.set_price(BTC, 58999, ask_size="0.004")
    (partly,) = await spot.fetch_open_orders(BTC)
    assert (partly["status"], partly["filled"]) == ("open", 0.004)
    poloniex.set_price(BTC, 58999)
    found = await spot.fetch_order(placed["id"], BTC)
    trades = await spot.fetch_order_trades(placed["id"], BTC)
    assert (found["status"], found["filled"], found["cost"]) == ("closed", 0.01, 590)
    assert [trade["fee"]["currency"] for trade in trades] == ["BTC", "BTC"]
    assert trades == await spot.fetch_my_trades(BTC)

    await order(spot, "sell", 0.005, 70000, clientOrderId="target-1")
    await spot.cancel_order("cid:target-1", BTC)
    with pytest.raises(ccxt.ExchangeError, match="21305"):
        await spot.cancel_order("cid:target-1", BTC)
    await order(spot, "sell", 0.009, clientOrderId="exit-1")
    assert poloniex.order("exit-1").status is Status.FILLED


async def test_order_that_is_about_to_be_cancelled_is_told_of_as_that(spot: Any) -> None:
    """The client calls it cancelled already, although it may still fill."""
    await order(spot, "buy", 0.01, 59000, clientOrderId="mine-1")
    await spot.cancel_order("cid:mine-1", BTC)
    first, second = [await spot.fetch_order("cid:mine-1", BTC) for _ in range(2)]
    assert [one["info"]["state"] for one in (first, second)] == ["PENDING_CANCEL", "CANCELED"]
    assert first["status"] == "canceled"


async def test_client_takes_the_id_that_it_asks_for_for_the_venues_own(spot: Any) -> None:
    placed = await order(spot, "buy", 0.01, 59000, clientOrderId="mine-1")
    found = await spot.fetch_order("cid:mine-1", BTC)
    assert (found["id"], found["info"]["id"]) == ("cid:mine-1", placed["id"])
    with pytest.raises(ccxt.ExchangeError, match="21346"):
        await spot.fetch_order_trades(found["id"], BTC)


async def test_market_buy_says_what_it_spends(spot: Any, poloniex: FakePoloniex) -> None:
    await order(spot, "buy", 0.01, cost=600, clientOrderId="mine-1")
    placed = poloniex.order("mine-1")
    assert (placed.status, placed.cost_wanted) == (Status.FILLED, 600)


async def test_client_spends_with_the_digits_of_a_price(spot: Any) -> None:
    with pytest.raises(ccxt.ExchangeError, match="21337"):
        await spot.create_order("SOL/USDT", "market", "buy", 1, None, {"cost": 150.123})


async def test_trades_are_those_of_a_week_from_the_time_that_is_asked_for(
    spot: Any, poloniex: FakePoloniex
) -> None:
    await order(spot, "buy", 0.01, cost=600)
    now = poloniex.clock.ms()
    assert await spot.fetch_my_trades(BTC, now - 8 * 24 * HOUR_MS) == []
    assert len(await spot.fetch_my_trades(BTC, now - 6 * 24 * HOUR_MS)) == 1


@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({"amount": 1, "price": 59000}, 21709),
        ({"amount": 0.00001, "price": 59000}, 21322),
        ({"amount": 0.01, "cost": 20000}, 21709),
        ({"price": 59000, "clientOrderId": "no good"}, 601),
        ({"price": 59000, "newClientOrderId": "mine-1"}, 601),
    ],
)
async def test_orders_that_are_refused(
    spot: Any, poloniex: FakePoloniex, params: dict[str, Any], code: int
) -> None:
    """The client looks no code up: it lists words, and these are numbers."""
    given = dict(params)
    with pytest.raises(ccxt.ExchangeError, match=str(code)) as caught:
        await order(spot, "buy", given.pop("amount", 0.01), given.pop("price", None), **given)
    assert caught.type is ccxt.ExchangeError
    assert poloniex.orders == []


async def test_late_cancels_and_unknown_orders(spot: Any) -> None:
    await order(spot, "buy", 0.01, cost=600, clientOrderId="mine-1")
    with pytest.raises(ccxt.ExchangeError, match="21304"):
        await spot.cancel_order("cid:mine-1", BTC)
    for ask in (spot.fetch_order, spot.cancel_order):
        with pytest.raises(ccxt.ExchangeError, match="21301"):
            await ask("cid:nobodys", BTC)


async def test_id_is_never_used_twice(spot: Any) -> None:
    await order(spot, "buy", 0.01, cost=600, clientOrderId="mine-1")
    with pytest.raises(ccxt.ExchangeError, match="21312"):
        await order(spot, "buy", 0.01, cost=600, clientOrderId="mine-1")


async def test_keys(spot: Any, poloniex: FakePoloniex) -> None:
    poloniex.set_key(trade=False)
    with pytest.raises(ccxt.ExchangeError, match="FORBIDDEN"):
        await order(spot, "buy", 0.01, 59000)
    poloniex.set_key(trade=True, revoked=True)
    with pytest.raises(ccxt.AuthenticationError, match="401"):
        await spot.fetch_balance()
    poloniex.set_key(revoked=False)
    spot.secret = "wrong"
    with pytest.raises(ccxt.AuthenticationError, match="401"):
        await spot.fetch_balance()


async def test_time_of_a_request_is_compared(spot: Any, poloniex: FakePoloniex) -> None:
    poloniex.clock.skew_ms = -2000
    with pytest.raises(ccxt.ExchangeError, match="signTimestamp"):
        await spot.fetch_balance()


@pytest.mark.parametrize(
    ("effect", "exists"),
    [(Effect.DROP, True), (Effect.UNKNOWN_OUTCOME, True), (Effect.RATE_LIMIT, False)],
)
async def test_faults(spot: Any, poloniex: FakePoloniex, effect: Effect, exists: bool) -> None:
    poloniex.faults.append(Fault(effect=effect, route="create_order"))

    with pytest.raises(ccxt.BaseError):
        await order(spot, "buy", 0.01, 59000, clientOrderId="mine-1")

    assert len(poloniex.orders) == exists

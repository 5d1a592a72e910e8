"""The imitated Bitget with an unmodified client of ccxt: both kinds of account."""

import asyncio
from decimal import Decimal
from typing import Any

import ccxt
import pytest

from ..core.market import Kind
from ..core.orders import Hand, Status
from ..faults import Effect, Fault
from .bitget import FakeBitget

D = Decimal
SPOT, LINEAR = "BTC/USDT", "BTC/USDT:USDT"
CLASSIC, UNIFIED = (
    pytest.mark.parametrize("unified", [kind], ids=[name])
    for kind, name in ((False, "classic"), (True, "unified"))
)
BOTH = pytest.mark.parametrize("unified", [False, True], ids=["classic", "unified"])
MODE = {"marginMode": "cross"}


async def order(
    client: Any,
    symbol: str,
    side: str,
    amount: object,
    price: object = None,
    **params: object,
) -> Any:
    kind = "limit" if price else "market"
    return await client.create_order(symbol, kind, side, amount, price, params)


async def test_markets_and_prices(client: Any) -> None:
    spot, linear = client.market(SPOT), client.market(LINEAR)
    tickers = await client.fetch_tickers(None, {"productType": "USDT-FUTURES", "type": "swap"})

    assert (spot["precision"]["price"], spot["precision"]["amount"]) == (0.01, 0.000001)
    assert (linear["precision"]["price"], linear["contractSize"]) == (0.1, 1)
    assert linear["limits"]["leverage"]["max"] == 125
    assert tickers[LINEAR]["last"] == 60_000
    assert len(await client.fetch_ohlcv(SPOT, "1m")) == 1


@CLASSIC
async def test_life_of_a_spot_order(client: Any, bitget: FakeBitget) -> None:
    resting = await order(client, SPOT, "buy", 0.01, 59_000, clientOrderId="rests")
    (open_one,) = await client.fetch_open_orders(SPOT)
    assert (open_one["clientOrderId"], open_one["price"]) == ("rests", 59_000)
    bitget.fill("rests", "0.004")
    part = await client.fetch_order(None, SPOT, {"clientOrderId": "rests"})
    assert (part["status"], part["filled"]) == ("open", 0.004)
    await client.cancel_order(None, SPOT, {"clientOrderId": "rests"})
    ended = await client.fetch_order(resting["id"], SPOT)
    assert (ended["status"], ended["filled"]) == ("canceled", 0.004)
    with pytest.raises(ccxt.OrderNotFound, match="43001"):
        await client.cancel_order(None, SPOT, {"clientOrderId": "rests"})

    bought = await order(client, SPOT, "buy", 0.01, None, cost=600, clientOrderId="bought")
    (trade,) = await client.fetch_my_trades(SPOT, None, None, {"orderId": bought["id"]})
    assert trade["amount"] == 0.009999
    assert trade["fee"] == {"currency": "BTC", "cost": pytest.approx(0.00000999)}
    assert (await client.fetch_balance())["BTC"]["free"] == pytest.approx(0.013985, abs=1e-5)


@CLASSIC
async def test_spot_order_that_is_over_is_known_by_bitgets_id_only(client: Any) -> None:
    sold = await order(client, SPOT, "buy", 0.01, None, cost=600, clientOrderId="over")

    with pytest.raises(TypeError):  # the client's own fault: see the corrections
        await client.fetch_order(None, SPOT, {"clientOrderId": "over"})
    assert (await client.fetch_order(sold["id"], SPOT))["status"] == "closed"
    (listed,) = await client.fetch_canceled_and_closed_orders(SPOT)
    assert listed["clientOrderId"] == "over"


@CLASSIC
async def test_life_of_a_perpetual(client: Any) -> None:
    await client.set_margin_mode("isolated", LINEAR)
    await client.set_leverage(7, LINEAR)
    isolated = {"marginMode": "isolated"}
    await order(client, LINEAR, "buy", 0.1, clientOrderId="opens", **isolated)
    (held,) = await client.fetch_positions()
    assert (held["side"], held["contracts"], held["leverage"]) == ("long", 0.1, 7)
    assert held["marginMode"] == "isolated"
    with pytest.raises(ccxt.ExchangeError, match="45117"):
        await order(client, LINEAR, "sell", 0.1, reduceOnly=True, **MODE)

    await order(client, LINEAR, "sell", 0.1, reduceOnly=True, clientOrderId="ends", **isolated)

    done = await client.fetch_order(None, LINEAR, {"clientOrderId": "ends"})
    assert (done["status"], done["side"], done["reduceOnly"]) == ("closed", "sell", True)
    trades = await client.fetch_my_trades(LINEAR)
    assert [trade["fee"]["cost"] for trade in trades] == pytest.approx([3.60000600, 3.6], abs=1e-3)
    assert await client.fetch_positions() == []
    balance = await client.fetch_balance({"type": "swap"})
    assert balance["USDT"]["total"] == pytest.approx(9_992.79, abs=0.01)


@CLASSIC
async def test_hedge_mode_keeps_long_and_short_apart(client: Any, bitget: FakeBitget) -> None:
    await client.set_position_mode(True, LINEAR)
    await order(client, LINEAR, "buy", 0.2, hedged=True, **MODE)
    await order(client, LINEAR, "sell", 0.1, hedged=True, **MODE)
    await order(client, LINEAR, "sell", 0.2, hedged=True, reduceOnly=True, **MODE)

    assert bitget.position(LINEAR, Hand.LONG) == 0
    assert bitget.position(LINEAR, Hand.SHORT) == D("-0.1")
    with pytest.raises(ccxt.InvalidOrder, match="40774"):
        await order(client, LINEAR, "buy", 0.1, **MODE)


STOP = {"stopLossPrice": 58_000, "planType": "loss_plan", "triggerType": "fill_price"}
PLANS = {"trigger": True, "planType": "profit_loss"}


@CLASSIC
async def test_stop_of_a_position(client: Any, bitget: FakeBitget) -> None:
    with pytest.raises(ccxt.ExchangeError, match="22002"):
        await order(client, LINEAR, "sell", 0.1, clientOrderId="early", **STOP)
    await order(client, LINEAR, "buy", 0.1, **MODE)
    with pytest.raises(ccxt.InvalidOrder, match="40917"):
        await order(client, LINEAR, "sell", 0.1, **{**STOP, "stopLossPrice": 61_000})
    stop = await order(client, LINEAR, "sell", 0.1, clientOrderId="stop", **STOP)
    (waiting,) = await client.fetch_open_orders(LINEAR, None, None, PLANS)
    assert (waiting["id"], waiting["status"], waiting["triggerPrice"]) == (
        *(stop["id"], "open"),
        58_000,
    )

    bitget.set_price(LINEAR, 57_990)

    (over,) = await client.fetch_canceled_and_closed_orders(LINEAR, None, None, PLANS)
    child = await client.fetch_order(over["info"]["executeOrderId"], LINEAR)
    assert (over["info"]["planStatus"], child["status"]) == ("executed", "closed")
    assert child["clientOrderId"] != "stop"
    assert bitget.positions == []


@CLASSIC
async def test_stop_is_cancelled_in_its_own_list(client: Any, bitget: FakeBitget) -> None:
    await order(client, LINEAR, "buy", 0.1, **MODE)
    await order(client, LINEAR, "sell", 0.1, clientOrderId="stop", **STOP)

    with pytest.raises(ccxt.OrderNotFound, match="40768"):
        await client.cancel_order(None, LINEAR, {"clientOrderId": "stop"})
    await client.cancel_order(
        None, LINEAR, {"clientOrderId": "stop", "trigger": True, "planType": "loss_plan"}
    )

    assert bitget.order("stop").status is Status.CANCELED


@BOTH
async def test_reduce_only_order_takes_the_place_of_older_ones(
    client: Any, bitget: FakeBitget
) -> None:
    await order(client, LINEAR, "buy", 0.1, **({} if client.options["uta"] else MODE))
    more = {"reduceOnly": True} | ({} if client.options["uta"] else MODE)
    await order(client, LINEAR, "sell", 0.06, 62_000, clientOrderId="first", **more)
    await order(client, LINEAR, "sell", 0.04, 63_000, clientOrderId="second", **more)

    told = await order(client, LINEAR, "sell", 0.05, 64_000, clientOrderId="third", **more)

    assert told["id"] is None
    assert [one.client_id for one in bitget.open_orders] == ["second", "third"]


@UNIFIED
async def test_life_of_a_unified_order(client: Any, bitget: FakeBitget) -> None:
    await order(client, SPOT, "buy", 0.01, 59_000, clientOrderId="rests")
    category = {"category": "SPOT"}
    (open_one,) = await client.fetch_open_orders(SPOT, None, None, category)
    assert (open_one["clientOrderId"], open_one["status"]) == ("rests", "open")
    await client.cancel_order(None, SPOT, {"clientOrderId": "rests"})
    with pytest.raises(ccxt.ExchangeError, match="25204"):
        await client.cancel_order(None, SPOT, {"clientOrderId": "rests"})

    await client.privateUtaPostV3TradePlaceOrder(
        {
            "category": "SPOT",
            "symbol": "BTCUSDT",
            "side": "buy",
            "orderType": "market",
            "qty": "600",
            "clientOid": "bought",
        }
    )
    bought = bitget.order("bought")
    (trade,) = (await client.privateUtaGetV3TradeFills({"category": "SPOT"}))["data"]["list"]
    assert bought.filled == D("0.009999")
    assert trade["feeDetail"] == [{"feeCoin": "BTC", "fee": "0.00000999"}]
    assert (await client.fetch_balance())["BTC"]["free"] == pytest.approx(0.00998901)


@UNIFIED
async def test_unified_positions_and_stops(client: Any, bitget: FakeBitget) -> None:
    await client.set_leverage(7, LINEAR, {"marginMode": "isolated"})
    await order(client, LINEAR, "buy", 0.1, marginMode="isolated")
    (held,) = await client.fetch_positions(None, {"category": "USDT-FUTURES"})
    assert (held["side"], held["contracts"], held["marginMode"]) == ("long", 0.1, "isolated")
    stop = {"stopLossPrice": 58_000, "tpslMode": "partial", "slTriggerBy": "market"}
    high = {**stop, "stopLossPrice": 61_000}
    with pytest.raises(ccxt.ExchangeError, match="25587"):
        await order(client, LINEAR, "sell", 0.1, reduceOnly=True, **high)
    await order(client, LINEAR, "sell", 0.1, reduceOnly=True, clientOrderId="stop", **stop)
    (waiting,) = await client.fetch_open_orders(LINEAR, None, None, {"trigger": True})
    assert waiting["clientOrderId"] == "stop"

    bitget.set_price(LINEAR, 57_990)

    told = await client.request(
        "v3/trade/strategy-sub-orders", ["private", "uta"], "GET", {"clientOid": "stop"}
    )
    (child,) = told["data"]["list"]
    done = await client.fetch_order(child["subOrderId"], LINEAR)
    assert (done["status"], done["filled"]) == ("closed", 0.1)
    assert bitget.positions == []


@UNIFIED
async def test_unified_hedge_mode(client: Any, bitget: FakeBitget) -> None:
    await client.set_position_mode(True, LINEAR)
    await order(client, LINEAR, "buy", 0.2, hedged=True)
    await order(client, LINEAR, "sell", 0.1, hedged=True)
    await order(client, LINEAR, "sell", 0.2, hedged=True, reduceOnly=True)

    assert bitget.position(LINEAR, Hand.LONG) == 0
    assert bitget.position(LINEAR, Hand.SHORT) == D("-0.1")
    with pytest.raises(ccxt.ExchangeError, match="25236"):
        await order(client, LINEAR, "buy", 0.1)


@BOTH
async def test_each_kind_of_account_has_its_own_interface(client: Any, unified: bool) -> None:
    client.options["uta"] = not unified
    with pytest.raises(ccxt.ExchangeError, match="40085" if unified else "40084"):
        await client.fetch_balance()


@CLASSIC
async def test_lists_come_in_pages(client: Any, bitget: FakeBitget) -> None:
    for _ in range(130):
        bitget.trade_outside(LINEAR, "0.001")

    first = await client.fetch_my_trades(LINEAR)
    before = {"idLessThan": first[0]["id"]}
    rest = await client.fetch_my_trades(LINEAR, None, None, before)
    assert (len(first), len(rest)) == (100, 30)


@CLASSIC
@pytest.mark.parametrize(
    ("symbol", "changes", "code"),
    [
        (SPOT, {"clientOrderId": "no spaces"}, "40017"),
        (SPOT, {"foo": 1}, "40034"),
        (SPOT, {"amount": 10, "price": 59_000}, "43012"),
        (SPOT, {"amount": 0.00001, "price": 59_000}, "45110"),
        (SPOT, {"price": 600_000}, "40815"),
        (LINEAR, {"amount": 50, **MODE}, "40762"),
        (LINEAR, {"amount": 0.01, "marginMode": "isolated"}, "45117"),
    ],
)
async def test_orders_that_are_refused(
    client: Any, bitget: FakeBitget, symbol: str, changes: dict[str, Any], code: str
) -> None:
    amount, price = changes.pop("amount", 0.01), changes.pop("price", None)
    cost = {"cost": 600} if symbol == SPOT and price is None else {}
    with pytest.raises(ccxt.BaseError, match=code):
        await order(client, symbol, "buy", amount, price, **cost, **changes)
    assert bitget.orders == []


@BOTH
async def test_keys_and_clock(client: Any, bitget: FakeBitget) -> None:
    bitget.clock.skew_ms = 60_000
    with pytest.raises(ccxt.InvalidNonce, match="40008"):
        await client.fetch_balance()
    bitget.clock.skew_ms = 0
    secret, client.secret = client.secret, "wrong"
    with pytest.raises(ccxt.AuthenticationError, match="40009"):
        await client.fetch_balance()
    client.secret, client.password = secret, "wrong"
    with pytest.raises(ccxt.AuthenticationError, match="40012"):
        await client.fetch_balance()
    client.password = "fake-passphrase"
    bitget.set_key(trade=False)
    with pytest.raises(ccxt.PermissionDenied, match="40014"):
        await order(client, SPOT, "sell", 0.01, 61_000)
    bitget.set_key(address_refused=True)
    with pytest.raises(ccxt.PermissionDenied, match="40018"):
        await client.fetch_balance()
    bitget.set_key(revoked=True)
    with pytest.raises(ccxt.AuthenticationError, match="40037"):
        await client.fetch_balance()


@CLASSIC
async def test_fees_in_bitgets_own_coin(client: Any, bitget: FakeBitget) -> None:
    bitget.account.fee_asset = "BGB"
    bitget.set_balance("BGB", 10)
    await order(client, SPOT, "buy", 0.01, None, cost=600)

    (trade,) = await client.fetch_my_trades(SPOT)
    assert trade["fee"]["currency"] == "BGB"
    assert trade["fee"]["cost"] > 0


@BOTH
@pytest.mark.parametrize("symbol", [SPOT, LINEAR])
async def test_events(client: Any, bitget: FakeBitget, symbol: str, unified: bool) -> None:
    client.options["defaultType"] = "spot" if symbol == SPOT else "swap"
    kind = "UTA" if unified else "SPOT" if symbol == SPOT else "USDT-FUTURES"
    watching = [
        asyncio.create_task(client.watch_orders(None if unified else symbol)),
        asyncio.create_task(client.watch_my_trades(None if unified else symbol)),
    ]
    await bitget.streams.subscribed(f"{kind} fill default")
    name = "order" if unified else "orders"
    instrument = "BTCUSDT" if symbol == SPOT and not unified else "default"
    await bitget.streams.subscribed(f"{kind} {name} {instrument}")
    more = {} if unified or symbol == SPOT else MODE
    if symbol == SPOT:
        bitget.set_balance("BTC", 1)

    await order(client, symbol, "sell", 0.01, 59_000, clientOrderId="seen", **more)
    trades = await asyncio.wait_for(watching[1], 30)
    assert trades[-1]["amount"] == 0.01
    if instrument == "default":
        orders = await asyncio.wait_for(watching[0], 30)
        assert orders[-1]["clientOrderId"] == "seen"
    else:
        watching[0].cancel()


async def test_streams_need_the_right_key(client: Any) -> None:
    client.secret = "wrong"
    with pytest.raises(ccxt.AuthenticationError):
        await asyncio.wait_for(client.watch_my_trades(SPOT), 30)


@pytest.mark.parametrize("symbol", [SPOT, LINEAR])
async def test_prices_are_streamed(client: Any, bitget: FakeBitget, symbol: str) -> None:
    top = await asyncio.wait_for(client.watch_bids_asks([symbol]), 30)
    bitget.set_price(symbol, 61_000)
    moved = await asyncio.wait_for(client.watch_bids_asks([symbol]), 30)

    assert (top[symbol]["bid"], moved[symbol]["bid"]) == (60_000, 61_000)


@BOTH
@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault(effect=Effect.DROP), ccxt.ExchangeNotAvailable),
        (Fault(effect=Effect.UNKNOWN_OUTCOME), ccxt.AuthenticationError),
    ],
)
async def test_order_exists_although_the_client_sees_an_error(
    client: Any, bitget: FakeBitget, fault: Fault, error: type[Exception]
) -> None:
    bitget.faults.append(Fault(effect=fault.effect, route="create_order"))

    with pytest.raises(error):
        await order(client, SPOT, "buy", 0.01, 59_000, clientOrderId="mine")

    assert bitget.order("mine").status is Status.NEW


@CLASSIC
async def test_liquidation(client: Any, bitget: FakeBitget) -> None:
    await client.set_margin_mode("isolated", LINEAR)
    await order(client, LINEAR, "buy", 0.1, marginMode="isolated")

    bitget.set_price(LINEAR, 57_000)

    assert bitget.positions == []
    assert bitget.balance("USDT", Kind.LINEAR) < 10_000

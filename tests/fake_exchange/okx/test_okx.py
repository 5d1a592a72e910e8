"""Test OKX, spot and perpetuals, through a client of ccxt."""

import asyncio
from decimal import Decimal
from typing import Any

import aiohttp
import ccxt
import pytest

from ..core.orders import Hand, Status
from ..faults import Effect, Fault
from ..server import FakeServer
from .conftest import okx_client
from .okx import FakeOkx

D = Decimal
SPOT, SWAP = "BTC/USDT", "BTC/USDT:USDT"
HOUR_MS = 3_600_000


async def order(
    v5: Any, symbol: str, side: str, amount: float, price: float | None = None, **params: object
) -> Any:
    """Place a market order, or with a price a limit order; of perpetuals amounts are contracts."""
    return await v5.create_order(
        symbol, "limit" if price else "market", side, amount, price, params
    )


async def algo(v5: Any, **params: object) -> Any:
    """Place an algo order in OKX's own words; ccxt adds a name that has no place there."""
    usual = {"instId": "BTC-USDT-SWAP", "tdMode": "cross", "side": "sell", "ordType": "conditional"}
    place = "order-algo"
    request = {**usual, **params, "place": place}
    return (await v5.request("trade/{place}", "private", "POST", request))["data"][0]


async def algo_of(v5: Any, name: str) -> Any:
    return (await v5.private_get_trade_order_algo({"algoClOrdId": name}))["data"][0]


@pytest.mark.parametrize("symbol", [SPOT, SWAP])
async def test_order_is_only_acknowledged(v5: Any, symbol: str) -> None:
    placed = await order(v5, symbol, "buy", 0.01, clientOrderId="mine")

    assert (placed["status"], placed["filled"]) == (None, None)
    bought = await v5.fetch_order(None, symbol, {"clientOrderId": "mine"})
    assert bought["id"] == placed["id"]
    assert (bought["status"], bought["filled"], bought["average"]) == ("closed", 0.01, 60000.1)
    (trade,) = await v5.fetch_order_trades(placed["id"], symbol)
    assert (trade["price"], trade["amount"]) == (60000.1, 0.01)


async def test_order_rests_fills_in_parts_and_is_cancelled(v5: Any, okx: FakeOkx) -> None:
    await order(v5, SPOT, "buy", 0.1, 59000, clientOrderId="mine")
    okx.fill("mine", "0.04")

    (waiting,) = await v5.fetch_open_orders(SPOT)
    assert (waiting["status"], waiting["filled"]) == ("open", 0.04)
    await v5.cancel_order(None, SPOT, {"clientOrderId": "mine"})
    assert (await v5.fetch_order(waiting["id"], SPOT))["status"] == "canceled"
    with pytest.raises(ccxt.OrderNotFound, match="51400"):
        await v5.cancel_order(None, SPOT, {"clientOrderId": "mine"})


async def test_fees_are_taken_from_what_is_received(v5: Any, okx: FakeOkx) -> None:
    await order(v5, SPOT, "buy", 0.01)
    await order(v5, SPOT, "sell", 0.00999)

    sold, bought = sorted(await v5.fetch_my_trades(SPOT), key=lambda one: one["side"] == "buy")
    assert bought["fee"] == {"currency": "BTC", "cost": 0.00001}
    assert sold["fee"]["currency"] == "USDT"
    assert okx.balance("BTC") == 0


async def test_perpetuals_are_counted_in_contracts(v5: Any, okx: FakeOkx) -> None:
    await order(v5, SWAP, "buy", 0.1)

    assert okx.position(SWAP) == D("0.001")
    (position,) = await v5.fetch_positions()
    assert (position["contracts"], position["contractSize"]) == (0.1, 0.01)
    with pytest.raises(ccxt.InvalidOrder, match="51020"):
        await v5.private_post_trade_order(
            {"instId": "BTC-USDT-SWAP", "tdMode": "cross", "side": "buy", "ordType": "market"}
            | {"sz": "0.001"}
        )


async def test_market_order_is_made_smaller_unless_that_is_banned(v5: Any, okx: FakeOkx) -> None:
    with pytest.raises(ccxt.InsufficientFunds, match="51008"):
        await order(v5, SPOT, "buy", 1, banAmend=True)
    await order(v5, SPOT, "buy", 1)

    assert D("0.16") < okx.order(okx.orders[-1].client_id).filled < D("0.167")


@pytest.mark.parametrize(
    ("level", "symbol", "mode", "code"),
    [
        ("1", SWAP, "cross", "51010"),
        ("2", SWAP, "cash", "51000"),
        ("3", SWAP, "isolated", "50072"),
        ("1", SPOT, "cross", "51000"),
        ("3", SPOT, "cash", "51000"),
    ],
)
async def test_trade_mode_must_fit_the_kind_of_account(
    level: str, symbol: str, mode: str, code: str
) -> None:
    okx = FakeOkx(level=level)
    async with FakeServer(okx) as server:
        client = okx_client(server)
        row = {"instId": okx.books[symbol].market.id, "tdMode": mode, "side": "buy"}
        with pytest.raises(ccxt.ExchangeError, match=code):
            await client.private_post_trade_order({**row, "ordType": "market", "sz": "1"})
        await client.close()
    assert not okx.orders


async def test_reduce_only_touches_the_position_of_its_margin_mode_only(
    v5: Any, okx: FakeOkx
) -> None:
    await order(v5, SWAP, "buy", 10, marginMode="isolated")
    with pytest.raises(ccxt.ExchangeError, match="51169"):
        await order(v5, SWAP, "sell", 10, reduceOnly=True, marginMode="cross")
    with pytest.raises(ccxt.InvalidOrder, match="51112"):
        await order(v5, SWAP, "sell", 11, reduceOnly=True, marginMode="isolated")
    await order(v5, SWAP, "sell", 10, reduceOnly=True, marginMode="isolated")

    assert okx.positions == []


async def test_better_prices_end_what_could_close_more_than_there_is(v5: Any, okx: FakeOkx) -> None:
    await order(v5, SWAP, "buy", 10)
    await order(v5, SWAP, "sell", 10, 63000, reduceOnly=True, clientOrderId="far")
    await order(v5, SWAP, "sell", 4, 61000, reduceOnly=True, clientOrderId="near")

    assert okx.order("far").status is Status.CANCELED
    assert okx.order("near").status is Status.NEW


async def test_hedge_mode() -> None:
    okx = FakeOkx(hedge=True)
    async with FakeServer(okx) as server:
        v5 = okx_client(server)
        assert (await v5.fetch_position_mode())["hedged"]
        with pytest.raises(ccxt.BadRequest, match="posSide"):
            await order(v5, SWAP, "buy", 10)
        with pytest.raises(ccxt.BadRequest, match="posSide"):
            await v5.set_leverage(5, SWAP, {"mgnMode": "isolated"})
        await v5.set_leverage(5, SWAP, {"mgnMode": "isolated", "posSide": "long"})
        await order(v5, SWAP, "buy", 20, hedged=True)
        await order(v5, SWAP, "sell", 10, hedged=True)
        # What closes takes no more than there is, and needs no word for that.
        await order(v5, SWAP, "sell", 30, hedged=True, reduceOnly=True)
        await v5.close()

    assert okx.position(SWAP, Hand.LONG) == 0
    assert okx.position(SWAP, Hand.SHORT) == D("-0.1")


async def test_stop_waits_in_a_list_of_its_own(v5: Any, okx: FakeOkx) -> None:
    await order(v5, SWAP, "buy", 10)
    stop = await algo(
        v5, sz="10", slTriggerPx="58000", slOrdPx="-1", reduceOnly=True, algoClOrdId="stop"
    )

    assert await v5.fetch_open_orders(SWAP) == []
    kinds = {"trigger": True, "ordType": "conditional,oco"}
    (waiting,) = await v5.fetch_open_orders(SWAP, params=kinds)
    assert waiting["info"]["algoId"] == stop["algoId"]
    assert await v5.fetch_open_orders(SWAP, params={"trigger": True}) == []
    okx.set_price(SWAP, 57990)

    done = await algo_of(v5, "stop")
    assert (done["state"], done["actualSide"]) == ("effective", "sl")
    sold = (await v5.fetch_order(done["ordIdList"][0], SWAP))["info"]
    assert (sold["state"], sold["avgPx"]) == ("filled", "57990")
    assert (sold["algoId"], sold["algoClOrdId"], sold["clOrdId"]) == (stop["algoId"], "stop", "")
    assert okx.positions == []
    with pytest.raises(ccxt.ExchangeError, match="51416"):
        await v5.cancel_order(None, SWAP, {"clientOrderId": "stop", "trigger": True})


async def test_stop_that_the_price_is_past_is_refused(v5: Any, okx: FakeOkx) -> None:
    await order(v5, SWAP, "buy", 10)
    with pytest.raises(ccxt.InvalidOrder, match="51280"):
        await algo(v5, sz="10", slTriggerPx="61000", slOrdPx="-1", reduceOnly=True)
    with pytest.raises(ccxt.InvalidOrder, match="51278"):
        await algo(v5, side="buy", sz="10", slTriggerPx="59000", slOrdPx="-1")
    assert [one for one in okx.orders if one.algo] == []


async def test_algo_orders_have_no_client_order_id_but_their_own(v5: Any) -> None:
    with pytest.raises(ccxt.BadRequest, match="clOrdId"):
        await v5.create_order(SWAP, "market", "sell", 10, None, {"stopLossPrice": 58000})


async def test_stop_of_the_other_margin_mode_fails_when_it_is_triggered(
    v5: Any, okx: FakeOkx
) -> None:
    await order(v5, SWAP, "buy", 10, marginMode="isolated")
    await algo(v5, sz="10", slTriggerPx="58000", slOrdPx="-1", reduceOnly=True, algoClOrdId="stop")
    okx.set_price(SWAP, 57990)

    failed = await algo_of(v5, "stop")
    assert (failed["state"], failed["failCode"]) == ("order_failed", "51169")
    assert okx.position(SWAP) == D("0.1")


async def test_stop_closes_no_more_than_is_left(v5: Any, okx: FakeOkx) -> None:
    await order(v5, SWAP, "buy", 10)
    await order(v5, SWAP, "sell", 4, 61000, reduceOnly=True, clientOrderId="target")
    await algo(v5, sz="10", slTriggerPx="58000", slOrdPx="-1", reduceOnly=True, algoClOrdId="stop")
    okx.fill("target", "0.01")
    okx.set_price(SWAP, 57990)

    assert okx.positions == []
    assert okx.orders[-1].filled == D("0.09")
    assert okx.order("target").status is Status.CANCELED


async def test_spot_pair_freezes_nothing_and_one_leg_ends_the_other(v5: Any, okx: FakeOkx) -> None:
    await order(v5, SPOT, "buy", 0.01)
    pair = {"instId": "BTC-USDT", "tdMode": "cash", "sz": "0.00999", "ordType": "oco"}
    legs = {"slTriggerPx": "58000", "slOrdPx": "-1", "tpTriggerPx": "62000", "tpOrdPx": "61900"}
    await algo(v5, **pair, **legs, algoClOrdId="pair")
    assert okx.account.spot["BTC"].locked == 0
    with pytest.raises(ccxt.InvalidOrder, match="51094"):
        await algo(v5, **pair, **legs, tpOrdKind="limit")
    okx.set_price(SPOT, 62000, bid_size="0.004")

    done = await algo_of(v5, "pair")
    assert (done["state"], done["actualSide"]) == ("effective", "tp")
    target = okx.orders[-1]
    # The target's limit order is alone now: filled in part, and no stop for the rest.
    assert (target.price, target.filled) == (D(61900), D("0.004"))
    okx.set_price(SPOT, 57000)
    assert target.remaining == D("0.00599")


async def test_spot_stop_fails_without_the_coins(v5: Any, okx: FakeOkx) -> None:
    await order(v5, SPOT, "buy", 0.01)
    row = {"instId": "BTC-USDT", "tdMode": "cash", "sz": "0.00999", "algoClOrdId": "stop"}
    await algo(v5, **row, slTriggerPx="58000", slOrdPx="-1")
    await order(v5, SPOT, "sell", 0.00999, 63000, clientOrderId="target")
    okx.set_price(SPOT, 57990)

    failed = await algo_of(v5, "stop")
    assert (failed["state"], failed["failCode"]) == ("order_failed", "51008")
    assert okx.balance("BTC") == D("0.00999")


async def test_attached_exits_begin_when_all_is_filled(v5: Any, okx: FakeOkx) -> None:
    exits = [{"slTriggerPx": "57000", "slOrdPx": "-1", "tpTriggerPx": "62000", "tpOrdPx": "-1"}]
    exits[0]["attachAlgoClOrdId"] = "exits"
    await order(v5, SWAP, "buy", 10, 59000, clientOrderId="entry", attachAlgoOrds=exits)
    okx.fill("entry", "0.04")
    assert not [one for one in okx.orders if one.algo]

    okx.fill("entry", "0.06")
    assert (await algo_of(v5, "exits"))["ordType"] == "oco"
    okx.set_price(SWAP, 62000)
    assert okx.positions == []


async def test_cancelled_orders_are_forgotten_after_two_hours(v5: Any, okx: FakeOkx) -> None:
    for name in ("unfilled", "partly"):
        await order(v5, SPOT, "buy", 0.01, 59000, clientOrderId=name)
    okx.fill("partly", "0.001")
    for name in ("unfilled", "partly"):
        okx.cancel(name)
        assert (await v5.fetch_order(None, SPOT, {"clientOrderId": name}))["status"] == "canceled"

    okx.clock.skew_ms = 3 * HOUR_MS
    v5.options["timeDifference"] = -okx.clock.skew_ms
    with pytest.raises(ccxt.OrderNotFound, match="51603"):
        await v5.fetch_order(None, SPOT, {"clientOrderId": "unfilled"})
    assert (await v5.fetch_order(None, SPOT, {"clientOrderId": "partly"}))["filled"] == 0.001


@pytest.mark.parametrize(
    ("change", "code", "error"),
    [
        ({"revoked": True}, "50111", ccxt.AuthenticationError),
        ({"address_refused": True}, "50110", ccxt.PermissionDenied),
        ({"trade": False}, "50120", ccxt.ExchangeError),
    ],
)
async def test_keys(
    v5: Any, okx: FakeOkx, change: dict[str, bool], code: str, error: type[Exception]
) -> None:
    okx.set_key(**change)
    with pytest.raises(error, match=code):
        await order(v5, SPOT, "buy", 0.01)
    assert not okx.orders


@pytest.mark.parametrize(("region", "name"), [("global", "okx"), ("eea", "myokx"), ("us", "okxus")])
async def test_key_is_known_in_its_own_region_only(region: str, name: str) -> None:
    okx = FakeOkx(region=region)
    async with FakeServer(okx) as server:
        for client_name in ("okx", "myokx", "okxus"):
            client = okx_client(server, client_name)
            if client_name == name:
                assert (await client.fetch_balance())["USDT"]["free"] == 10_000
            else:
                with pytest.raises(ccxt.ExchangeError, match="50119"):
                    await client.private_get_account_balance()
            await client.close()


async def test_streams_left_their_old_port(okx_server: FakeServer) -> None:
    async with aiohttp.ClientSession() as session:
        url = okx_server.url("wss://ws.okx.com:8443/ws/v5/public")
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(url)
        closed = await session.ws_connect(okx_server.url("wss://ws.okx.com/ws/v5/public"))
        await closed.close()


async def test_streams_tell_orders_and_fills(v5: Any, okx: FakeOkx) -> None:
    watching = asyncio.create_task(v5.watch_orders())
    await okx.streams.subscribed("orders ANY")
    await order(v5, SPOT, "buy", 0.01, clientOrderId="mine")
    (heard,) = await watching
    assert (heard["clientOrderId"], heard["symbol"]) == ("mine", SPOT)
    while heard["status"] != "closed":
        heard = (await v5.watch_orders())[-1]
    assert heard["filled"] == 0.01
    assert heard["info"]["fillFeeCcy"] == "BTC"


async def test_streams_tell_prices(v5: Any, okx: FakeOkx) -> None:
    first = await v5.watch_bids_asks([SPOT])
    assert first[SPOT]["bid"] == 60000
    watching = asyncio.create_task(v5.watch_bids_asks([SPOT]))
    await asyncio.sleep(0)
    okx.set_price(SPOT, 58000)
    assert (await watching)[SPOT]["bid"] == 58000


async def test_outcome_that_the_venue_itself_does_not_know(v5: Any, okx: FakeOkx) -> None:
    okx.faults.append(Fault(effect=Effect.UNKNOWN_OUTCOME, route="create_order", code=51149))
    with pytest.raises(ccxt.ExchangeError, match="51149"):
        await order(v5, SPOT, "buy", 0.01, clientOrderId="mine")
    assert okx.order("mine").filled == D("0.01")

"""Test Gate's perpetuals with an unmodified client of ccxt."""

from decimal import Decimal
from typing import Any

import ccxt
import pytest

from ..core.market import Kind
from ..core.orders import Hand
from .gate import FakeGate
from .placing import LINEAR, order

D = Decimal


async def test_life_of_a_position(v4: Any, gate: FakeGate) -> None:
    await v4.set_leverage(5, LINEAR, {"cross_leverage_limit": "5"})
    opened = await order(v4, LINEAR, "buy", 100, text="t-open")
    assert (opened["status"], opened["filled"], opened["clientOrderId"]) == (
        "closed",
        100,
        "t-open",
    )

    (position,) = await v4.fetch_positions(params={"holding": True})
    assert (position["side"], position["contracts"], position["marginMode"]) == (
        "long",
        100,
        "cross",
    )
    assert gate.position(LINEAR) == D("0.01")

    target = await order(v4, LINEAR, "sell", 100, 62000, reduceOnly=True, text="t-target")
    await order(v4, LINEAR, "sell", 100, reduceOnly=True)
    ended = await v4.fetch_order("t-target", LINEAR)

    assert gate.positions == []
    assert (ended["id"], ended["info"]["finish_as"]) == (target["id"], "position_closed")
    trades = await v4.fetch_my_trades(LINEAR)
    assert [one["amount"] for one in trades] == [100, 100]
    assert trades[0]["fee"]["currency"] == "USDT"


async def test_orders_that_reduce_nothing_end_at_once(v4: Any, gate: FakeGate) -> None:
    ended = await order(v4, LINEAR, "sell", 10, reduceOnly=True)

    assert ended["info"]["finish_as"] == "reduce_only"
    assert gate.fills == []


async def test_margin_mode_is_said_with_the_leverage(v4: Any) -> None:
    await v4.set_leverage(7, LINEAR)
    await order(v4, LINEAR, "sell", 10)
    (isolated,) = await v4.fetch_positions(params={"holding": True})
    with pytest.raises(ccxt.BadRequest, match="POSITION_HOLDING"):
        await v4.set_leverage(7, LINEAR, {"cross_leverage_limit": "7"})

    assert (isolated["marginMode"], isolated["leverage"], isolated["side"]) == (
        "isolated",
        7,
        "short",
    )
    with pytest.raises(ccxt.BaseError, match="between 1 and 100"):
        await v4.set_leverage(101, LINEAR)


async def test_hedge_mode(v4: Any, gate: FakeGate) -> None:
    await v4.set_position_mode(True)
    with pytest.raises(ccxt.ExchangeError, match="POSITION_DUAL_MODE"):
        await v4.set_leverage(5, LINEAR)
    await order(v4, LINEAR, "buy", 20)
    await order(v4, LINEAR, "sell", 10)
    await order(v4, LINEAR, "sell", 15, reduceOnly=True)
    with pytest.raises(ccxt.ExchangeError, match="REDUCE_EXCEEDED"):
        await order(v4, LINEAR, "sell", 6, reduceOnly=True)
    rest = await v4.fetch_positions(params={"holding": True})

    assert {(one["side"], one["contracts"]) for one in rest} == {("long", 5), ("short", 10)}
    whole: dict[str, Any] = {"auto_size": "close_long", "close": True, "reduceOnly": True}
    assert gate.position(LINEAR, Hand.SHORT) == D("-0.001")
    with pytest.raises(ccxt.ExchangeError, match="POSITION_DUAL_MODE"):
        await order(v4, LINEAR, "sell", 5, **whole)
    with pytest.raises(ccxt.BadRequest, match="POSITION_HOLDING"):
        await v4.set_position_mode(False)


@pytest.mark.parametrize(
    ("side", "trigger", "reached"), [("sell", 58000, 57990), ("buy", 62000, 62010)]
)
async def test_orders_that_wait_for_a_price(
    v4: Any, gate: FakeGate, side: str, trigger: int, reached: int
) -> None:
    await order(v4, LINEAR, "buy" if side == "sell" else "sell", 10)
    stop = await order(
        v4, LINEAR, side, 10, triggerPrice=trigger, reduceOnly=True, clientOrderId="t-stop"
    )
    (waiting,) = await v4.fetch_open_orders(LINEAR, params={"trigger": True})
    assert (waiting["id"], waiting["clientOrderId"], waiting["status"]) == (
        stop["id"],
        "t-stop",
        "open",
    )
    assert await v4.fetch_open_orders(LINEAR) == []

    gate.set_price(LINEAR, reached)

    done = await v4.fetch_order(stop["id"], LINEAR, {"trigger": True})
    child = await v4.fetch_order(done["info"]["trade_id"], LINEAR)
    assert (done["status"], child["status"], child["filled"]) == ("closed", "closed", 10)
    assert child["clientOrderId"] == f"ao-{stop['id']}"
    assert gate.positions == []


async def test_waiting_orders_are_known_by_their_id_only(v4: Any) -> None:
    await order(v4, LINEAR, "buy", 10)
    stop = await order(v4, LINEAR, "sell", 10, triggerPrice=58000, clientOrderId="t-stop")
    with pytest.raises(ccxt.ExchangeError, match="AUTO_INVALID_REQUEST_PARAM"):
        await v4.cancel_order("t-stop", LINEAR, {"trigger": True})

    ended = await v4.cancel_order(stop["id"], LINEAR, {"trigger": True})

    assert ended["status"] == "canceled"
    with pytest.raises(ccxt.ExchangeError, match="AUTO_ORDER_NOT_FOUND"):
        await v4.cancel_order(stop["id"], LINEAR, {"trigger": True})


@pytest.mark.parametrize(
    ("side", "label"),
    [("sell", "AUTO_TRIGGER_PRICE_LESS_LAST"), ("buy", "AUTO_TRIGGER_PRICE_GREATE_LAST")],
)
async def test_triggers_that_are_reached_already_are_refused(
    v4: Any, side: str, label: str
) -> None:
    with pytest.raises(ccxt.InvalidOrder, match=label):
        await order(v4, LINEAR, side, 10, triggerPrice=61000 if side == "sell" else 59000)


async def test_perpetual_orders_are_forgotten(v4: Any, gate: FakeGate) -> None:
    filled = await order(v4, LINEAR, "buy", 10, text="t-filled")
    empty = await order(v4, LINEAR, "buy", 10, 50000, text="t-empty")
    await v4.cancel_order("t-empty", LINEAR)
    assert (await v4.fetch_order("t-empty", LINEAR))["status"] == "canceled"

    gate.clock.skew_ms = 61_000
    v4.options["timeDifference"] = -61_000
    for name in ("t-filled", "t-empty"):
        with pytest.raises(ccxt.OrderNotFound):
            await v4.fetch_order(name, LINEAR)
    assert (await v4.fetch_order(empty["id"], LINEAR))["status"] == "canceled"

    gate.clock.skew_ms = 601_000
    v4.options["timeDifference"] = -601_000
    with pytest.raises(ccxt.OrderNotFound):
        await v4.fetch_order(empty["id"], LINEAR)
    assert [one["id"] for one in await v4.fetch_closed_orders(LINEAR)] == [filled["id"]]


async def test_late_cancel_of_a_perpetual_order(v4: Any) -> None:
    filled = await order(v4, LINEAR, "buy", 10)

    with pytest.raises(ccxt.ExchangeError, match="ORDER_FINISHED"):
        await v4.cancel_order(filled["id"], LINEAR)


async def test_liquidation_is_told_as_such(v4: Any, gate: FakeGate) -> None:
    await v4.set_leverage(20, LINEAR)
    await order(v4, LINEAR, "buy", 1000)

    gate.set_price(LINEAR, 57000)

    assert gate.positions == []
    bust = (await v4.fetch_my_trades(LINEAR))[-1]
    assert bust["info"]["text"].startswith("liq-")
    assert gate.balance("USDT", Kind.LINEAR) < 10_000

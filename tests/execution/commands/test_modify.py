"""Changing an open position: its stop, its targets, its entries and its time."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from custom_components.tradehook.trading.model.market import MarketType
from custom_components.tradehook.trading.reasons.reasons import Refused
from custom_components.tradehook.trading.signal.parse import InvalidSignal
from tests.execution.house import BTC, House, Plan, house

from .test_openings import STOP, TARGETS, number, open_long

PASSED = "exits_already_passed"
DCA = [{"price_percentage": 2, "quantity_percentage": 100}]


async def modify(home: House, **changes: object) -> dict[str, Any]:
    """Change the one live position and let everything follow."""
    (row,) = await home.positions(statuses=["pending", "open", "closing"])
    answer = await home.account.modify_position(str(row["position_id"]), changes)
    await home.settle()
    return dict(answer)


async def resting(home: House) -> list[tuple[object, object]]:
    """Return purpose and price of the orders that rest."""
    orders: Any = (await home.only())["orders"]
    return [(order["purpose"], order["price"]) for order in orders if order["status"] == "open"]


async def errors(home: House, **changes: object) -> list[tuple[str, str | None]]:
    """Return path and code of what is wrong with changes, which leave everything as it is."""
    before = await home.only()
    with pytest.raises(InvalidSignal) as refused:
        await modify(home, **changes)
    after = await home.only()
    assert (after["orders"], after["stop_loss"]) == (before["orders"], before["stop_loss"])
    return [(error.path, error.code and error.code.value) for error in refused.value.errors]


async def test_stop_moves_to_a_price_and_closes_there(home: House) -> None:
    """The answer shows the new plan, and the new stop is the one that is hit."""
    await open_long(home)
    answer = await modify(home, stop_loss={"stop_price": 59_500})
    assert answer["stop_loss"]["stop_price"] == "59500"
    assert answer["plan"]["stop_loss"]["stop_price"] == "59500"
    assert home.told()[-1] == "stop_moved"
    await home.price(59_400)
    assert (await home.only())["close_reason"] == "stop_loss"


async def test_stop_may_be_loosened_by_a_person(home: House) -> None:
    """A person may do what a protection never does."""
    await open_long(home)
    await modify(home, stop_loss={"stop_percentage": 10})
    await home.price(58_000)
    assert (await home.only())["status"] == "open"
    await home.price(53_900)
    assert (await home.only())["close_reason"] == "stop_loss"


async def test_stop_moves_to_break_even_and_keeps_its_other_rules(home: House) -> None:
    """The average entry, with the cool-down that the stop had."""
    await open_long(
        home,
        stop_loss={"stop_percentage": 3, "cool_down_amount": 1, "cool_down_time_frame": "hour"},
    )
    await home.price(60_500)
    entry = number((await home.only())["entry_price"])
    answer = await modify(home, stop_loss="break_even")
    assert number(answer["stop_loss"]["stop_price"]) == pytest.approx(entry, abs=Decimal("0.01"))
    assert answer["plan"]["stop_loss"]["cool_down_amount"] == 1
    await home.price(59_900)
    row: Any = await home.only()
    assert row["status"] == "open"
    assert row["stop_loss"]["cool_down_until"] is not None


async def test_break_even_never_loosens_a_stop(home: House) -> None:
    """What protects more stays."""
    await open_long(home, stop_loss={"stop_percentage": 3}, take_profit=[])
    await home.price(61_500)
    await modify(home, stop_loss={"stop_price": 61_000})
    answer = await modify(home, stop_loss="break_even")
    assert answer["stop_loss"]["stop_price"] == "61000"


async def test_break_even_gives_a_stop_to_a_position_without_one(home: House) -> None:
    """There was nothing to keep."""
    await open_long(home, stop_loss=None)
    await home.price(60_500)
    answer = await modify(home, stop_loss="break_even")
    assert answer["stop_loss"]["stop_price"] == answer["plan"]["stop_loss"]["stop_price"]


@pytest.mark.parametrize("nothing", [None, []])
async def test_stop_and_targets_are_taken_away(home: House, nothing: object) -> None:
    """Null and [] are explicitly none; the orders leave the venue."""
    await open_long(home)
    answer = await modify(home, stop_loss=nothing, take_profit=nothing)
    assert (answer["stop_loss"], answer["take_profit"]) == (None, [])
    assert answer["plan"]["stop_loss"] is None
    assert await resting(home) == []
    await home.price(50_000)
    assert (await home.only())["status"] == "open"


async def test_targets_are_replaced_on_the_venue(home: House) -> None:
    """All of what is held is shared out anew, what has filled stays sold."""
    await open_long(home)
    await home.price(61_300)
    left = number((await home.only())["size"])
    await modify(home, take_profit=[{"price": 63_000, "position_percentage": 100}])
    assert await resting(home) == [("take_profit", "63000")]
    assert number((await home.only())["size"]) == left
    await home.price(62_600)
    assert (await home.only())["status"] == "open"
    await home.price(63_100)
    row = await home.only()
    assert (row["status"], row["close_reason"]) == ("closed", "take_profit")


async def test_dca_orders_are_cancelled_and_the_rest_stays(home: House) -> None:
    """Only exits rest afterwards."""
    await open_long(home, dca_orders=DCA)
    assert "dca" in {purpose for purpose, _ in await resting(home)}
    answer = await modify(home, cancel_entries=True)
    assert answer["status"] == "open"
    assert {purpose for purpose, _ in await resting(home)} == {"take_profit"}


async def test_cancelling_the_entries_of_a_pending_position_ends_it(home: House) -> None:
    """Nothing has filled: there is nothing left of it."""
    await open_long(home, order_type="limit", signal_price=59_000)
    await modify(home, cancel_entries=True)
    row = await home.only()
    assert (row["status"], row["close_reason"]) == ("cancelled", "manual")
    assert await home.exchange.fetch_open_orders() == []


async def test_exits_of_a_pending_position_are_those_it_will_have(home: House) -> None:
    """They are checked against its entry, and armed when it fills."""
    await open_long(home, order_type="limit", signal_price=59_000)
    assert await errors(home, stop_loss={"stop_price": 59_500}) == [
        ("stop_loss.stop_price", "wrong_side")
    ]
    await modify(home, stop_loss={"stop_price": 58_500}, take_profit=None)
    await home.price(58_990)
    row: Any = await home.only()
    assert (row["status"], row["stop_loss"]["stop_price"]) == ("open", "58500")


async def test_position_closes_after_the_new_time(plan: Plan) -> None:
    """Counted from the first fill; null is never."""
    async with house(plan.but(auto_close=3_600)) as home:
        await home.price(60_000)
        await open_long(home)
        answer = await modify(home, auto_close=None)
        assert answer["plan"]["auto_close"] is None
        plan.clock.ahead += timedelta(hours=2)
        await home.price(60_010)
        assert (await home.only())["status"] == "open"
        assert await errors(home, auto_close=3_600) == [("auto_close", None)]
        await modify(home, auto_close=7_260)
    plan.clock.ahead += timedelta(seconds=70)
    async with house(plan) as home:
        await home.settle()
        assert (await home.only())["close_reason"] == "auto_close"


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({}, [("", None)]),
        ({"stoploss": {"stop_price": 1}}, [("stoploss", None), ("", None)]),
        ({"stop_loss": "tight"}, [("stop_loss", None)]),
        ({"stop_loss": {}}, [("stop_loss.stop_percentage", None)]),
        ({"stop_loss": {"stop_price": -1}}, [("stop_loss.stop_price", None)]),
        ({"stop_loss": {"stop_price": 60_500}}, [("stop_loss.stop_price", PASSED)]),
        (
            {"stop_loss": {"stop_price": 59_000, "emergency_stop_price": 59_500}},
            [("stop_loss.emergency_stop_price", "wrong_side")],
        ),
        (
            {
                "stop_loss": {"stop_percentage": 3, "protection_type": "BREAK_EVEN"},
                "take_profit": [],
            },
            [("stop_loss.protection_type", "protection_needs_targets")],
        ),
        (
            {"take_profit": [{"price": 59_000, "position_percentage": 50}]},
            [("take_profit[0].price", PASSED)],
        ),
        (
            {"take_profit": [{"price_percentage": 1, "position_percentage": 101}]},
            [("take_profit[0].position_percentage", None)],
        ),
        (
            {"auto_close": 0, "cancel_entries": "perhaps"},
            [("cancel_entries", None), ("auto_close", None)],
        ),
    ],
)
async def test_what_is_wrong_is_listed_and_changes_nothing(
    home: House, changes: dict[str, object], wrong: list[tuple[str, str | None]]
) -> None:
    """Each with its path; all at once."""
    await open_long(home)
    assert await errors(home, **changes) == wrong


async def test_what_the_price_has_passed_already_is_refused(home: House) -> None:
    """A distance from the average entry may lie on the wrong side of the present price."""
    await open_long(home, take_profit=[])
    await home.price(58_800)
    assert await errors(home, stop_loss={"stop_percentage": 1}) == [
        ("stop_loss.stop_percentage", PASSED)
    ]
    await home.price(61_000)
    near = [{"price_percentage": 1, "position_percentage": 100}]
    assert await errors(home, take_profit=near) == [("take_profit[0].price_percentage", PASSED)]


async def test_break_even_beyond_the_market_waits_for_it_over_a_restart(plan: Plan) -> None:
    """A4: the present stop stays until the price allows the new one; the row says so."""
    async with house(plan) as home:
        await home.price(60_000)
        await open_long(home)
        row: Any = await home.only()
        before = row["stop_loss"]["stop_price"]
        await home.price(59_000)
        row = await modify(home, stop_loss="break_even")
        entry = number(row["entry_price"])
        assert row["stop_loss"]["stop_price"] == before
        assert number(row["stop_loss"]["waiting"]["stop"]) == pytest.approx(entry, abs=Decimal(1))
        since = row["stop_loss"]["waiting"]["since"]
        again = await modify(home, stop_loss="break_even")
        assert again["stop_loss"]["waiting"]["since"] == since
    async with house(plan) as home:
        await home.price(59_500)
        row = await home.only()
        assert (row["stop_loss"]["stop_price"], row["waiting"]["since"]) == (before, since)
        await home.price(60_300)
        row = await home.only()
        assert row["waiting"] is None
        assert number(row["stop_loss"]["stop_price"]) == pytest.approx(entry, abs=Decimal(1))
        await home.price(59_900)
        assert (await home.only())["close_reason"] == "stop_loss"


async def test_short_has_its_own_sides(plan: Plan) -> None:
    """Above is adverse, below is profit."""
    async with house(replace(plan, market_type=MarketType.LINEAR)) as home:
        await home.price(60_000, f"{BTC}:USDT")
        answer = await home.send(
            symbol="SIM_USDT_BTC", side="short", stop_loss=STOP, take_profit=TARGETS
        )
        assert answer.status == 202, answer.body
        await home.settle()
        assert await errors(home, stop_loss={"stop_price": 59_000}) == [
            ("stop_loss.stop_price", PASSED)
        ]
        await home.price(59_500, f"{BTC}:USDT")
        row = await modify(home, stop_loss="break_even")
        entry, stop = number(row["entry_price"]), number(row["stop_loss"]["stop_price"])
        assert stop == pytest.approx(entry, abs=Decimal("0.1"))
        await home.price(60_100, f"{BTC}:USDT")
        assert (await home.only())["close_reason"] == "stop_loss"


@pytest.mark.parametrize("side", ["long", "short"])
async def test_stop_beyond_the_liquidation_is_refused(plan: Plan, side: str) -> None:
    """The venue would close the position before."""
    linear = replace(plan.but(leverage=10), market_type=MarketType.LINEAR)
    async with house(linear) as home:
        await home.price(60_000, f"{BTC}:USDT")
        answer = await home.send(symbol="SIM_USDT_BTC", side=side)
        assert answer.status == 202, answer.body
        await home.settle()
        with pytest.raises(Refused) as refused:
            await modify(home, stop_loss={"stop_percentage": 15})
        assert refused.value.code == "stop_beyond_liquidation"
        row = await modify(home, stop_loss={"stop_percentage": 5})
        assert row["stop_loss"]["stop_price"] is not None


async def test_changes_outlive_a_restart(plan: Plan) -> None:
    """The new stop is a fact like any other."""
    async with house(plan) as home:
        await home.price(60_000)
        await open_long(home)
        await modify(home, stop_loss={"stop_price": 59_500}, take_profit=None)
    async with house(plan) as home:
        await home.price(59_400)
        assert (await home.only())["close_reason"] == "stop_loss"


async def test_position_that_is_over_or_unknown_is_refused(home: House) -> None:
    """There is nothing to change."""
    row = await open_long(home)
    await home.send(action="close", symbol="BTCUSDT")
    await home.settle()
    for position_id in (str(row["position_id"]), "unknown"):
        with pytest.raises(Refused) as refused:
            await home.account.modify_position(position_id, {"cancel_entries": True})
        assert refused.value.code == "position_missing"


async def test_position_that_is_being_closed_is_refused(home: House) -> None:
    """A market close is on its way."""
    row = await open_long(home)
    home.exchange.paused = True
    await home.send(action="close", symbol="BTCUSDT")
    for _ in range(50):
        if home.account.slot_state(next(iter(home.account.slots))) == "closing":
            break
        await asyncio.sleep(0.01)
    with pytest.raises(Refused) as refused:
        await home.account.modify_position(str(row["position_id"]), {"cancel_entries": True})
    assert refused.value.code == "position_closing"
    home.exchange.paused = False

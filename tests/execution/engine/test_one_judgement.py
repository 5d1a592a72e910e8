"""Everything that is known comes before a judgement: fills of one price are applied together."""

from decimal import Decimal
from typing import Any, cast

import pytest

from custom_components.tradehook.exchanges.port.exchange import FillReport
from custom_components.tradehook.execution.engine.market_queue import (
    TOGETHER,
    MarketQueue,
    QueuedInput,
    apart,
)
from custom_components.tradehook.trading.fact_storage import fact_from
from custom_components.tradehook.trading.model.facts import Fact, StopArmed, StopCause
from custom_components.tradehook.trading.model.inputs import OrderReported, Reevaluate
from custom_components.tradehook.trading.model.market import MarketType
from custom_components.tradehook.trading.model.order import OrderState
from tests.execution.conftest import START
from tests.execution.house import BTC, House, Plan, house

LADDER: dict[str, Any] = {
    "action": "open",
    "side": "long",
    "quote_amount": 200,
    "stop_loss": {"stop_percentage": 3},
    "dca_orders": [
        {"price_percentage": 1, "quantity_percentage": 10},
        {"price_percentage": 2.9, "quantity_percentage": 300},
    ],
}


async def jumped(home: House, symbol: str, to: object, **changes: Any) -> dict[str, Any]:
    """Open with a ladder at 60,000, let the price jump and return the position."""
    await home.price(START, symbol)
    answer = await home.send(symbol=symbol, **(LADDER | changes))
    assert answer.status == 202, answer.body
    await home.settle()
    await home.price(to, symbol)
    return await home.only()


async def facts_of(home: House) -> list[Fact]:
    """Return all facts of the only position."""
    ((_, facts),) = await home.ledger.live_positions()
    return [fact_from(fact.kind, fact.at, fact.data) for fact in facts]


def number(value: object) -> Decimal:
    """Return a money string as a number."""
    return Decimal(str(value))


@pytest.mark.parametrize("market_type", list(MarketType))
@pytest.mark.parametrize(
    "stop_loss",
    [
        {"stop_percentage": 3},
        {"stop_percentage": 3, "order_type": "STOP_LOSS_LIMIT", "limit_percentage": 1},
        {
            "stop_percentage": 2.95,
            "cool_down_amount": 5,
            "cool_down_time_frame": "minute",
            "emergency_stop_percentage": 3,
        },
    ],
    ids=["market stop", "limit stop", "emergency stop"],
)
async def test_all_fills_of_one_tick_come_before_a_stop_is_judged(
    plan: Plan, market_type: MarketType, stop_loss: dict[str, Any]
) -> None:
    linear = market_type is MarketType.LINEAR
    plan.market_type = market_type
    async with house(plan) as home:
        symbol = f"{BTC}:USDT" if linear else BTC
        row = await jumped(home, symbol, 58_000, stop_loss=stop_loss)
        assert (row["status"], row["close_reason"]) == ("open", None)
        bought = [order for order in row["orders"] if order["status"] == "filled"]
        assert [order["purpose"] for order in bought] == ["entry", "dca", "dca"]
        distance = Decimal(str(stop_loss["stop_percentage"]))
        average = number(row["entry_price"])
        expected = average * (100 - distance) / 100
        assert 0 <= number(row["stop_loss"]["stop_price"]) - expected <= 1
        assert number(row["stop_loss"]["stop_price"]) < 58_000


async def test_a_limit_entry_and_its_ladder_fill_together_before_the_stop(plan: Plan) -> None:
    changes = {
        "order_type": "limit",
        "signal_price": 59_500,
        "stop_loss": {"stop_percentage": 2},
        "dca_orders": [{"price_percentage": 1.9, "quantity_percentage": 300}],
    }
    async with house(plan) as home:
        row = await jumped(home, BTC, 58_250, **changes)
        assert row["status"] == "open"
        assert number(row["stop_loss"]["stop_price"]) < 58_250


async def test_a_ladder_of_more_orders_than_a_step_takes_fills_before_the_stop(plan: Plan) -> None:
    count = TOGETHER + 10
    ladder = [
        {"price_percentage": 1 + index / 20, "quantity_percentage": 100} for index in range(count)
    ]
    async with house(plan) as home:
        row = await jumped(home, BTC, 58_300, dca_orders=ladder, quote_amount=50)
        assert row["status"] == "open"
        filled = [order for order in row["orders"] if order["status"] == "filled"]
        assert len(filled) == count + 1


async def test_targets_that_fill_in_one_tick_are_known_before_a_protection_moves_the_stop(
    plan: Plan,
) -> None:
    changes = {
        "dca_orders": [],
        "take_profit": [
            {"price_percentage": 1, "position_percentage": 30},
            {"price_percentage": 2, "position_percentage": 30},
            {"price_percentage": 9, "position_percentage": 40},
        ],
        "stop_loss": {"stop_percentage": 3, "protection_type": "FOLLOW_TAKE_PROFIT"},
    }
    async with house(plan) as home:
        row = await jumped(home, BTC, 62_000, **changes)
        assert row["status"] == "open"
        stops = [fact for fact in await facts_of(home) if isinstance(fact, StopArmed)]
        assert [stop.why for stop in stops] == [StopCause.PLAN, StopCause.FOLLOW_TAKE_PROFIT]


def report(position_id: str) -> QueuedInput:
    """Return a work that says what became of an order."""
    update = OrderReported(client_order_id=f"order of {position_id}", state=OrderState.FILLED)
    return QueuedInput(targets=((position_id, update),))


def look(position_id: str) -> QueuedInput:
    """Return a work that asks for a judgement."""
    return QueuedInput(targets=((position_id, Reevaluate()),))


async def test_a_step_takes_all_that_is_reported_of_its_positions() -> None:
    queue = MarketQueue()
    for _ in range(TOGETHER):
        queue.put(look("one"))
    for position_id in ("one", "other", "one"):
        queue.put(report(position_id))
    step = await queue.take()
    assert [work.targets[0][0] for work in step if work.reports] == ["one", "one"]
    assert len(step) == TOGETHER + 2
    assert [work.targets[0][0] for work in await queue.take()] == ["other"]


async def test_no_report_overtakes_what_the_venue_closed_by_itself() -> None:
    queue = MarketQueue()
    liquidation = QueuedInput(liquidation=cast("FillReport", object()))
    for work in (*(look("one") for _ in range(TOGETHER)), report("one"), liquidation):
        queue.put(work)
    queue.put(report("one"))
    assert len(await queue.take()) == TOGETHER + 1
    assert (await queue.take())[0] is liquidation


def test_what_can_not_be_recorded_together_keeps_the_reports_of_a_position_together() -> None:
    works = [report("one"), report("other"), report("one"), look("one")]
    numbers = {id(work): number for number, work in enumerate(works)}
    parts = [[numbers[id(work)] for work in part] for part in apart(works)]
    assert parts == [[0, 2], [1], [3]]

"""A `request_id` makes what adds exposure, and `reduce`, once-only for 30 days."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from custom_components.tradehook.execution.common.events import ReductionSwallowed
from custom_components.tradehook.trading.model.market import MarketType
from tests.execution.house import BOT, BTC, House, Plan, house

OPEN: dict[str, Any] = {"symbol": BTC, "side": "long", "quote_amount": 100}
REDUCE: dict[str, Any] = {
    "symbol": BTC,
    "action": "reduce",
    "reduce_order": {"quantity_percentage": 25},
}
INCREASE: dict[str, Any] = {
    "symbol": BTC,
    "action": "increase",
    "increase_order": {"quantity_percentage": 50},
}


@pytest.fixture
async def held(plan: Plan) -> AsyncIterator[House]:
    """Return a running house with a position, which remembers no bodies."""
    async with house(plan.but(duplicate_window=0, max_positions_per_market=3)) as home:
        await home.price(60_000)
        assert (await home.send(**OPEN)).status == 202
        await home.settle()
        yield home


def sent_orders(home: House) -> int:
    """Return how many orders the venue was sent since the start."""
    return len(home.exchange.line.sent)


async def sent(home: House, **fields: Any) -> tuple[int, object, int]:
    """Send a signal; return status, code or outcome, and how many orders came of it."""
    before = sent_orders(home)
    answer = await home.send(**fields)
    await home.settle()
    code = answer.body.get("code", answer.body.get("status"))
    return answer.status, code, sent_orders(home) - before


DONE = (202, "accepted", 1)
REPEATED = (200, "duplicate", 0)
OTHER = (409, "request_id_reused", 0)


@pytest.mark.parametrize("fields", [OPEN, INCREASE, REDUCE], ids=["open", "increase", "reduce"])
async def test_request_is_carried_out_once(plan: Plan, held: House, fields: dict[str, Any]) -> None:
    """What says nothing may differ; another content is refused."""
    change = {"quote_amount": 101} if fields is OPEN else {"side": "long"}
    assert await sent(held, **fields, request_id="r-1") == DONE
    again = {**fields, "request_id": "r-1", "timestamp": plan.clock.now().isoformat()}
    assert await sent(held, **again) == REPEATED
    assert await sent(held, **{**fields, **change}, request_id="r-1") == OTHER
    assert await sent(held, **fields, request_id="r-2") == DONE


async def test_request_is_known_after_a_restart_and_for_30_days(plan: Plan) -> None:
    """It lies in the ledger; after 30 days the id is free again."""
    plan = plan.but(duplicate_window=0, max_positions_per_market=5)
    for days, outcome in ((0, DONE), (29, REPEATED), (2, DONE)):
        plan.clock.ahead += timedelta(days=days)
        async with house(plan) as home:
            await home.price(60_000)
            assert await sent(home, **OPEN, request_id="r-1") == outcome
            assert await sent(home, **REDUCE, request_id="r-1") == OTHER


async def test_only_what_was_accepted_claims_its_request(held: House) -> None:
    """Neither a refusal nor a test does."""
    await held.account.stop_bot(BOT)
    assert (await held.send(**OPEN, request_id="r-1")).body["code"] == "bot_stopped"
    await held.account.start_bot(BOT)
    assert (await held.send(**OPEN, request_id="r-1", test=True)).body["status"] == "test"
    assert await sent(held, **OPEN, request_id="r-1") == DONE


@pytest.mark.parametrize(
    "action", ["start_bot", "stop_bot", "close", "close_all", "cancel", "stop_and_close"]
)
async def test_what_leaves_or_steers_is_carried_out_each_time(held: House, action: str) -> None:
    """An exit is never held up by an id, and claims none."""
    assert await sent(held, **OPEN, request_id="r-1") == DONE
    fields = {"action": action, "request_id": "r-1"}
    if action in ("close", "cancel"):
        fields["symbol"] = BTC
    answer = await held.send(**fields)
    assert answer.status == 202
    await held.settle()
    assert held.account.open_positions == (0 if "close" in action else 2)


async def test_closing_half_of_a_reverse_is_carried_out_each_time(plan: Plan) -> None:
    """Only what it opens is once-only."""
    perp = "BTC/USDT:USDT"
    linear = replace(plan, market_type=MarketType.LINEAR)
    async with house(linear) as home:
        await home.price(60_000, perp)
        turn = {"symbol": BTC, "action": "reverse", "side": "short", "request_id": "r-1"}
        assert (await home.send(**OPEN)).status == 202
        await home.settle()
        assert (await home.send(**turn)).status == 202
        await home.settle()
        (row, *_) = await home.account.positions(limit=1)
        assert (row["side"], home.account.open_positions) == ("short", 1)
        assert await sent(home, **turn) == REPEATED
        assert (await home.send(symbol=BTC, action="close")).status == 202
        await home.settle()
        assert (await home.send(**{**OPEN, "quote_amount": 90})).status == 202
        await home.settle()
        answer = await home.send(**turn)
        assert answer.status == 202
        assert "request_id" in str(answer.body["warnings"])
        await home.settle()
        assert home.account.open_positions == 0


async def test_requests_at_once_are_one(held: House) -> None:
    """Five deliveries of one request come to one order."""
    before = sent_orders(held)
    answers = await asyncio.gather(*(held.send(**OPEN, request_id="r-1") for _ in range(5)))
    await held.settle()
    assert sorted(answer.status for answer in answers) == [200, 200, 200, 200, 202]
    assert sent_orders(held) - before == 1


async def test_reduction_that_the_window_swallows_is_told(plan: Plan) -> None:
    """One with a request id is not compared by its body."""
    async with house(plan) as home:
        await home.price(60_000)
        assert (await home.send(**OPEN)).status == 202
        await home.settle()
        for _ in range(2):
            await home.send(**REDUCE)
            await home.send(**REDUCE, request_id="r-1")
            await home.settle()
        told = [change for change in home.changes if isinstance(change, ReductionSwallowed)]
        assert [(change.bot_id, change.symbol) for change in told] == [(BOT, BTC)]

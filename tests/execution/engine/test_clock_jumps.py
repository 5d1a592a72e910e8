"""The clock of the machine is set while an account works, or the machine has slept."""

import asyncio
from datetime import timedelta
from decimal import Decimal
import json

from custom_components.tradehook.execution.common.timing.steady_clock import ClockWatch, steady_now
from tests.exchanges.live import until
from tests.execution.house import BOT, KEY, Clock, Plan, house

WRONG = json.dumps({"api_key": KEY, "api_secret": "no", "symbol": "BTCUSDT", "side": "long"})
WAITING_STOP = {
    "stop_percentage": 5,
    "cool_down_amount": 2,
    "cool_down_time_frame": "hour",
}


def test_clocks_that_part_are_noticed_once() -> None:
    """An adjustment is none; a jump in either direction is one."""
    clock, jumps = Clock(), []
    watch = ClockWatch(lambda: jumps.append(clock.ahead), clock.now, 1.0)
    for ahead in (0, 1, 2.5, 3, 3600, 3601, -3600, -3600):
        clock.ahead = timedelta(seconds=ahead)
        watch.look()
    assert jumps == [timedelta(hours=1), timedelta(hours=-1)]


def test_the_steady_clock_knows_no_time_of_day() -> None:
    before = steady_now()
    assert timedelta(0) <= steady_now() - before < timedelta(seconds=5)


async def test_a_stop_that_waits_is_carried_out_when_the_clock_goes_forward(plan: Plan) -> None:
    """No price has to come for that, and no timer to run out."""
    async with house(plan) as home:
        await home.price(60_000)
        answer = await home.send(symbol="BTCUSDT", side="long", stop_loss=WAITING_STOP)
        assert answer.status == 202
        await home.settle()
        await home.price(50_000)
        assert (await home.only())["status"] == "open"
        plan.clock.ahead += timedelta(hours=3)
        await until(lambda: home.account.bots[BOT].open_positions == 0)
        assert (await home.only())["close_reason"] == "stop_loss"


async def test_a_stop_that_waits_is_looked_at_when_the_clock_goes_back(plan: Plan) -> None:
    plan.clock.ahead = timedelta(hours=5)
    async with house(plan) as home:
        await home.price(60_000)
        await home.send(symbol="BTCUSDT", side="long", stop_loss=WAITING_STOP)
        await home.settle()
        await home.price(50_000)
        plan.clock.ahead = timedelta(0)
        await until(lambda: home.account.bots[BOT].open_positions == 0)
        assert (await home.only())["close_reason"] == "stop_loss"


async def test_an_entry_expires_when_the_clock_goes_forward(plan: Plan) -> None:
    async with house(plan) as home:
        await home.price(60_000)
        await home.send(
            symbol="BTCUSDT",
            side="long",
            order_type="limit",
            signal_price=50_000,
            entry_expiration={"time": 60},
        )
        await home.settle()
        plan.clock.ahead += timedelta(hours=3)
        await until(lambda: home.account.bots[BOT].open_positions == 0)
        assert (await home.only())["close_reason"] == "entry_expired"


async def test_a_clock_that_goes_back_neither_limits_nor_locks(plan: Plan) -> None:
    """At worst it is the minute that the settings say."""
    plan.clock.ahead = timedelta(hours=5)
    async with house(plan.but(rate_limit=6_000, max_positions=20)) as home:
        await home.price(60_000)
        for _ in range(20):
            await home.post(WRONG.encode(), remote="203.0.113.9")
        assert (await home.send(symbol="BTCUSDT", side="long", signal_id="a")).status == 202
        plan.clock.ahead = timedelta(0)
        await home.price(60_000)
        async with asyncio.timeout(20):  # numbers of the other clock are asked for again first
            while (answer := await home.send(symbol="BTCUSDT", side="long")).status == 409:
                assert answer.body["code"] == "market_data_stale"
                await asyncio.sleep(0.2)
        assert (answer.status, answer.body.get("code")) == (202, None)
        locked = await home.post(WRONG.encode(), remote="203.0.113.9")
        assert int(locked.headers["Retry-After"]) <= 60


async def test_a_body_of_the_future_is_no_duplicate(plan: Plan) -> None:
    """Also after a restart, while the clock is still behind."""
    plan.clock.ahead = timedelta(hours=10)
    body = {"symbol": "BTCUSDT", "side": "long"}
    async with house(plan) as home:
        await home.price(60_000)
        assert (await home.send(**body)).status == 202
        await home.settle()
        assert (await home.send(**body)).body["status"] == "duplicate"
    plan.clock.ahead = timedelta(0)
    async with house(plan) as home:
        await home.price(60_000)
        answer = await home.send(**body)
        assert (answer.status, answer.body["status"]) == (202, "accepted")


async def test_a_new_day_begins_when_the_clock_goes_over_midnight(plan: Plan) -> None:
    """The timer that waits for midnight counts on another clock."""
    now = plan.clock.now()  # by noon, whenever the test runs
    plan.clock.ahead = now.replace(hour=12, minute=0) - now
    async with house(plan) as home:
        home.account.portfolio.today[BOT, "USDT"] = Decimal(-5)
        plan.clock.ahead += timedelta(minutes=1)
        await asyncio.sleep(1.5)
        assert home.account.portfolio.today[BOT, "USDT"] == -5
        plan.clock.ahead += timedelta(days=1)
        await until(lambda: (BOT, "USDT") not in home.account.portfolio.today)

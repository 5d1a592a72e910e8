"""A stop that waits for a candle's close takes one that was missed from the venue's candles."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from tests.exchanges.account import MINUTE, House, living
from tests.exchanges.live import until
from tests.fake_exchange.faults import Effect, Fault

AT_CLOSES = {
    "stop_percentage": 3,
    "cool_down_amount": 1,
    "cool_down_time_frame": "minute",
    "cool_down_type": "candle_close",
}
CODES = pytest.mark.parametrize("code", ["BINA", "BYBIF", "paper BIFU"])


async def missed(house: House, *, close: int, then: int) -> None:
    """Cut the line, let the minute close at a price, and let another one be heard afterwards."""
    house.venue.faults.append(Fault(effect=Effect.DROP, times=10_000))
    house.venue.streams.faults.append(Fault(effect=Effect.DROP, times=10_000))
    await asyncio.sleep(0.5)  # what is on its way has come
    house.account.on_connected(connected=False)
    house.price(close)
    await house.clock.passes(house.clock.closes + timedelta(seconds=0.5))
    house.price(then)
    house.venue.faults.clear()
    house.venue.streams.faults.clear()
    house.account.on_connected(connected=True)


@CODES
async def test_a_missed_close_beyond_the_stop_exits_though_the_price_is_back(
    tmp_path: Path,
    code: str,
) -> None:
    async with living(tmp_path / "account.db", code) as house:
        await house.open(stop_loss=AT_CLOSES)
        await missed(house, close=58_000, then=60_000)
        assert await house.is_closed(60)
        assert house.venue.sent("candles")


@CODES
async def test_a_missed_close_this_side_of_the_stop_holds_though_the_price_has_passed_it(
    tmp_path: Path,
    code: str,
) -> None:
    async with living(tmp_path / "account.db", code) as house:
        await house.open(stop_loss=AT_CLOSES)
        await missed(house, close=60_000, then=58_000)
        await until(lambda: house.venue.sent("candles"))
        assert not await house.is_closed()


async def test_without_the_venues_candles_the_first_price_decides(
    tmp_path: Path,
) -> None:
    async with living(tmp_path / "account.db", "BINA") as house:
        await house.open(stop_loss=AT_CLOSES)
        house.venue.faults.append(Fault(effect=Effect.EMPTY, route="candles", times=99))
        await missed(house, close=60_000, then=58_000)
        house.venue.faults.append(Fault(effect=Effect.EMPTY, route="candles", times=99))
        assert await house.is_closed(60)


async def test_of_several_missed_closes_the_first_one_beyond_the_stop_exits(
    tmp_path: Path,
) -> None:
    async with living(tmp_path / "account.db", "BINA") as house:
        await house.open(stop_loss=AT_CLOSES)
        house.account.on_connected(connected=False)
        house.price(58_000)
        await house.clock.passes(house.clock.closes + timedelta(seconds=0.2))
        house.price(60_000)
        # Everybody's clock goes on by two minutes: two more closes are missed, both harmless
        house.clock.ahead += 2 * MINUTE
        house.venue.clock.skew_ms += 120_000
        house.price(60_001)
        house.account.on_connected(connected=True)
        assert await house.is_closed(60)

"""Alerts have an order: what was sent before the newest exit adds no exposure."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from custom_components.tradehook.execution.signals.responses import SignalResponse
from custom_components.tradehook.trading.model.market import MarketType
from tests.execution.house import BOT, House, Plan, house

PERP, ETH = "BTC/USDT:USDT", "ETH/USDT:USDT"
NOW = datetime.now(UTC).replace(microsecond=0) - timedelta(seconds=30)


def at(seconds: float) -> str:
    """Return a stamp so many seconds after a moment that is a little while ago."""
    return (NOW + timedelta(seconds=seconds)).isoformat()


@pytest.fixture
def linear(plan: Plan) -> Plan:
    """Return the plan of an account for perpetuals that remembers no bodies."""
    return replace(plan, market_type=MarketType.LINEAR).but(duplicate_window=0)


@pytest.fixture
async def perps(linear: Plan) -> AsyncIterator[House]:
    """Return a running house for perpetuals."""
    async with house(linear) as home:
        await home.price(60_000, PERP)
        await home.price(3_000, ETH)
        yield home


async def send(home: House, second: float | None, **fields: object) -> SignalResponse:
    """Send an alert that was made at a second, and let it be carried out."""
    stamp = {} if second is None else {"timestamp": at(second)}
    message: dict[str, Any] = {"symbol": PERP, **stamp, **fields}
    answer = await home.send(**message)
    await home.settle()
    return answer


def strategy(before: str, now: str, action: str, sizes: str = "") -> dict[str, object]:
    """Return a strategy's alert; `sizes` are those before and now."""
    previous, present = (sizes or f"{before != 'flat':d} {now != 'flat':d}").split()
    state = {
        "prev_market_position": before,
        "prev_market_position_size": previous,
        "market_position": now,
        "market_position_size": present,
        "order_action": action,
    }
    return {"strategy": state}


@pytest.mark.parametrize("held", [True, False], ids=["carried out", "nothing to close"])
@pytest.mark.parametrize("restarted", [False, True], ids=["at once", "restarted"])
async def test_opening_older_than_an_exit_is_out_of_order(
    linear: Plan, held: bool, restarted: bool
) -> None:
    """The newest exit counts, over a restart too; equal is not older."""
    async with house(linear) as home:
        await home.price(60_000, PERP)
        if held:
            assert (await send(home, 0, side="long")).status == 202
        assert (await send(home, 10, action="close")).status == (202 if held else 409)
        assert (await send(home, 5, action="close")).status == 409  # an exit is never out of order
        if not restarted:
            await only_newer_ones_open(home)
    if restarted:
        async with house(linear) as home:
            await home.price(60_000, PERP)
            await only_newer_ones_open(home)


async def only_newer_ones_open(home: House) -> None:
    """Send openings around second 10."""
    late = await send(home, 9, side="long")
    assert (late.status, late.body["code"]) == (409, "out_of_order")
    assert at(9) in str(late.body["error"])
    assert at(10) in str(late.body["error"])
    starting = await send(home, 9, side="long", action="start_and_open")
    assert starting.body["code"] == "out_of_order"
    assert (await send(home, 10, side="long")).status == 202
    assert (await send(home, None, side="long")).status == 202


async def test_increase_older_than_an_exit_is_out_of_order(perps: House) -> None:
    """A reduction is an exit."""
    half = {"quantity_percentage": 50}
    assert (await send(perps, 0, side="long")).status == 202
    assert (await send(perps, 10, action="reduce", reduce_order=half)).status == 202
    more = await send(perps, 9, action="increase", increase_order=half)
    assert more.body["code"] == "out_of_order"
    assert (await send(perps, 10, action="increase", increase_order=half)).status == 202


async def test_openings_are_not_compared_with_openings(perps: House) -> None:
    """Nor with exits of another market."""
    assert (await send(perps, 10, side="long")).status == 202
    assert (await send(perps, 5, side="long")).status == 202
    assert (await send(perps, 20, action="close")).status == 202
    assert (await send(perps, 5, symbol=ETH, side="long")).status == 202


async def test_exit_of_a_reverse_counts_and_closes_in_any_case(perps: House) -> None:
    """Its opening may be out of order; then it only closes."""
    assert (await send(perps, 0, side="long")).status == 202
    assert (await send(perps, 10, action="reverse", side="short")).status == 202
    assert (await send(perps, 9, side="short")).body["code"] == "out_of_order"
    late = await send(perps, 9, action="reverse", side="long")
    assert late.status == 202
    assert late.body["opening"]["code"] == "out_of_order"  # type: ignore[index]
    assert perps.account.open_positions == 0


async def test_stop_and_close_is_an_exit_of_every_market(perps: House) -> None:
    """It names none."""
    assert (await send(perps, 0, side="long")).status == 202
    assert (await send(perps, 10, action="stop_and_close")).status == 202
    await perps.account.start_bot(BOT)
    assert (await send(perps, 9, symbol=ETH, side="long")).body["code"] == "out_of_order"


async def test_strategys_exposure_is_compared_with_its_strategys_alerts(perps: House) -> None:
    """Flat was told at second 10: growing at second 9 comes too late."""
    assert (await send(perps, 0, **strategy("flat", "long", "buy"))).status == 202
    assert (await send(perps, 10, **strategy("long", "flat", "sell"))).status == 202
    late = await send(perps, 9, **strategy("long", "long", "buy", "1 2"))
    assert (late.status, late.body["code"]) == (409, "out_of_order")
    again = await send(perps, 9, **strategy("flat", "short", "sell"))
    assert again.body["code"] == "out_of_order"
    assert (await send(perps, 10, **strategy("flat", "short", "sell"))).status == 202


async def test_strategys_alert_is_not_compared_with_plain_exits(perps: House) -> None:
    """A close by hand says nothing of the strategy, whose exits count for plain openings."""
    assert (await send(perps, 10, action="close")).status == 409
    assert (await send(perps, 9, **strategy("flat", "long", "buy"))).status == 202
    assert (await send(perps, 20, **strategy("long", "flat", "sell"))).status == 202
    assert (await send(perps, 19, side="long")).body["code"] == "out_of_order"


@pytest.mark.parametrize(
    ("ahead", "warned", "status", "remembered"),
    [(4, False, 202, True), (20, True, 202, False), (90, True, 409, False)],
)
async def test_stamps_of_the_future_are_not_believed(
    perps: House, ahead: int, warned: bool, status: int, remembered: bool
) -> None:
    """Over 5 s ahead none is remembered, over 60 s it adds no exposure; an exit is carried out."""
    assert (await send(perps, None, side="long")).status == 202
    future = (datetime.now(UTC) + timedelta(seconds=ahead)).isoformat()
    closed = await send(perps, None, action="close", timestamp=future)
    assert closed.status == 202
    told = [str(text).partition(":")[0] for text in closed.body.get("warnings", [])]  # type: ignore[attr-defined]
    assert ("timestamp_in_future" in told) is warned
    now = datetime.now(UTC).isoformat()
    opened = await send(perps, None, side="long", timestamp=now)
    assert opened.status == (409 if remembered else 202)
    later = await send(perps, None, symbol=ETH, side="long", timestamp=future)
    assert later.status == status
    if status == 409:
        assert later.body["code"] == "timestamp_in_future"


async def test_close_of_one_side_never_touches_the_other(perps: House) -> None:
    """A side that is not held is not there."""
    assert (await send(perps, 0, side="short")).status == 202
    left = await send(perps, 1, action="close", side="long")
    assert (left.status, left.body["code"]) == (409, "position_missing")
    assert perps.account.open_positions == 1


async def test_test_is_remembered_by_nobody(perps: House) -> None:
    """It changes nothing."""
    await send(perps, 10, action="close", test=True)
    assert (await send(perps, 9, side="long")).status == 202

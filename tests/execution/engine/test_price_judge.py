"""A price that is older than a fill judges nothing: a newer one is waited and asked for."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from custom_components.tradehook.exchanges.port.exchange import VenueError
from custom_components.tradehook.execution.common.timing.timings import PriceJudgeTimings
from custom_components.tradehook.execution.reconciliation import HealthIssueKind
from custom_components.tradehook.trading.model.market import MarketType, MarkPrice
from tests.execution.conftest import START
from tests.execution.faulty_venue import Fault
from tests.execution.house import BTC, House, Plan, house, waits

OPENING: dict[str, Any] = {
    "action": "open",
    "symbol": BTC,
    "side": "long",
    "quote_amount": 200,
    "stop_loss": {"stop_percentage": 1},
}


@pytest.fixture
async def home(plan: Plan) -> AsyncIterator[House]:
    """Return a house whose market moves when a test says so, at 60,000."""
    plan.interval = 1000
    async with house(plan) as built:
        await built.price(START)
        built.exchange.prices_in_step = False  # as on a real exchange
        yield built


async def unheard(home: House, price: object) -> None:
    """Move the market without anybody hearing of it: what is cached here is old."""
    home.exchange.line.silent = True
    await home.market.set_price(BTC, price=Decimal(str(price)), hold=True)
    await home.settle()


async def until(holds: Callable[[], bool], seconds: float = 3.0) -> float:
    """Wait until something is so; return how long that took."""
    clock = asyncio.get_running_loop().time
    began = clock()
    while not holds():
        assert clock() - began < seconds, "it has not come about"
        await asyncio.sleep(0.01)
    return clock() - began


async def row(home: House) -> dict[str, Any]:
    """Return the only position."""
    await home.settle()
    return await home.only()


async def test_a_stop_is_not_judged_by_the_price_of_before_the_fill(home: House) -> None:
    """Test `jump_in`: bought above a price that is still cached, with a stop above that."""
    await unheard(home, 61_200)
    assert (await home.send(**OPENING)).status == 202
    assert (await row(home))["status"] == "open"
    await until(lambda: BTC in home.exchange.line.asked_for)
    assert (await row(home))["status"] == "open"
    await home.market.set_price(BTC, price=Decimal(60_500), hold=True)
    await home.exchange.fetch_quote(BTC)
    found = await row(home)
    assert (found["status"], found["close_reason"]) == ("closed", "stop_loss")


async def test_a_mark_of_before_the_fill_hits_nothing(plan: Plan) -> None:
    """A mark is cached from before the entry, near where the position would be liquidated."""
    symbol = f"{BTC}:USDT"
    plan = replace(plan.but(leverage=10), market_type=MarketType.LINEAR, interval=1000)
    async with house(plan) as home:
        home.exchange.prices_in_step = False
        clock = asyncio.get_running_loop().time
        await home.price(START, symbol)
        old = MarkPrice(price=Decimal(54_600), at=plan.clock.now(), heard=clock())
        assert (await home.send(**OPENING | {"symbol": symbol})).status == 202
        await home.settle()
        home.account.on_mark(symbol, old)
        assert (await row(home))["status"] == "open"
        home.account.on_mark(symbol, replace(old, heard=clock()))
        found = await row(home)
        assert (found["status"], found["close_reason"]) == ("closed", "stop_loss")


async def test_no_trailing_arms_by_the_price_of_before_the_fill(home: House) -> None:
    """Test `dip_in`: the price of before the entry is no best price of the position."""
    await unheard(home, 58_800)
    stop = {"protection_type": "PRICE", "trailing_percentage": 1, "trailing_distance": 1}
    assert (await home.send(**OPENING | {"stop_loss": stop})).status == 202
    await until(lambda: BTC in home.exchange.line.asked_for)
    found = await row(home)
    assert found["status"] == "open"
    assert found["stop_loss"] is None


async def test_no_moved_stop_is_judged_by_the_price_of_before_its_target_filled(
    home: House,
) -> None:
    """Test `jump_to_target`: the price goes through the first target, which is heard first."""
    exits = {
        "take_profit": [
            {"price_percentage": 1, "position_percentage": 50},
            {"price_percentage": 9, "position_percentage": 50},
        ],
        "stop_loss": {"stop_percentage": 3, "protection_type": "BREAK_EVEN"},
    }
    assert (await home.send(**OPENING | exits)).status == 202
    assert (await row(home))["status"] == "open"
    await unheard(home, 61_000)
    found = await row(home)
    assert found["status"] == "open"
    await until(lambda: BTC in home.exchange.line.asked_for)
    found = await row(home)
    assert found["status"] == "open"
    assert START < Decimal(found["stop_loss"]["stop_price"]) < 61_000


async def test_a_price_is_asked_for_half_a_second_after_a_fill(home: House) -> None:
    line = home.exchange.line
    line.silent = True
    assert (await home.send(**OPENING)).status == 202
    took = await until(lambda: bool(line.asked_for))
    assert took > PriceJudgeTimings().asked_after * 0.9


@waits(prices=PriceJudgeTimings(asked_after=3.0))
async def test_a_price_is_not_asked_for_after_a_fill_if_one_has_come(home: House) -> None:
    line = home.exchange.line
    assert (await home.send(**OPENING)).status == 202
    await home.settle()
    await home.price(60_010)
    await asyncio.sleep(3.2)
    assert line.asked_for == []


@waits(prices=PriceJudgeTimings(unwatched_after=2.0))
async def test_a_price_that_can_not_be_had_is_asked_for_each_second_and_told_after_ten(
    home: House,
) -> None:
    line = home.exchange.line
    line.silent = True
    line.quote += [Fault.LOST_REQUEST] * 3
    assert (await home.send(**OPENING)).status == 202
    await until(lambda: bool(home.account.health_issues), 6)
    (concern,) = home.account.health_issues
    assert concern.kind is HealthIssueKind.NOT_WATCHED
    assert concern.said["symbol"] == BTC
    assert 2 <= len(line.asked_for) <= 5
    await until(lambda: not home.account.health_issues, 4)
    assert (await row(home))["status"] == "open"


@waits(prices=PriceJudgeTimings(unwatched_after=1.5))
async def test_a_market_that_tells_no_price_for_ten_seconds_is_told(home: House) -> None:
    line = home.exchange.line
    assert (await home.send(**OPENING)).status == 202
    await home.price(60_010)
    line.silent = True
    line.quote += [Fault.LOST_REQUEST] * 2
    await until(lambda: bool(home.account.health_issues), 6)
    assert home.account.health_issues[0].kind is HealthIssueKind.NOT_WATCHED
    await until(lambda: not home.account.health_issues, 4)


LADDER = OPENING | {
    "stop_loss": {"stop_percentage": 3},
    "dca_orders": [{"price_percentage": 2.9, "quantity_percentage": 300}],
}


async def hidden_fill(home: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a DCA order fill in a jump beyond the stop, and the venue tell the price alone."""
    assert (await home.send(**LADDER)).status == 202
    await home.price(START)
    with monkeypatch.context() as patch:
        patch.setattr(home.account, "on_fill", lambda _: None)
        patch.setattr(home.account, "on_order", lambda _: None)
        quotes = home.account._engine.prices.quotes
        await home.market.set_price(BTC, price=Decimal(58_100), hold=True)
        await until(lambda: quotes[BTC].last == Decimal(58_100))


async def test_a_hit_stop_asks_for_the_fills_of_what_rested_before_the_price(
    home: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_up = len(home.exchange.line.unsent_since)
    await hidden_fill(home, monkeypatch)
    await home.price(58_100)
    assert len(home.exchange.line.unsent_since) > looked_up
    found = await row(home)
    assert found["status"] == "open"
    assert [order["status"] for order in found["orders"]] == ["filled", "filled"]
    assert Decimal(found["stop_loss"]["stop_price"]) < 58_100


async def test_what_is_asked_for_holds_a_hit_stop_back_for_a_third_of_a_second_in_total(
    home: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    never = asyncio.Event()

    async def hang(*_: object) -> None:
        await never.wait()
        raise VenueError("too late")

    monkeypatch.setattr(home.exchange, "find_order", hang)
    await hidden_fill(home, monkeypatch)
    began = asyncio.get_running_loop().time()

    async def more_prices() -> None:
        for step in range(60):
            await home.market.set_price(BTC, price=Decimal(58_100 - step), hold=True)
            await asyncio.sleep(0.02)

    prices = asyncio.create_task(more_prices())
    await until(lambda: any(request.is_exit for request in home.exchange.line.sent), 2)
    took = asyncio.get_running_loop().time() - began
    held_back = PriceJudgeTimings().held_back
    assert held_back * 0.8 < took < held_back + 0.6
    await prices
    never.set()

"""Everything else: what a live account gains or loses beside transfers and its own results."""

from collections.abc import AsyncIterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from custom_components.tradehook.execution.common.timing.timings import (
    ReconciliationTimings,
    Timings,
)
from custom_components.tradehook.execution.reconciliation import HealthIssueKind
from tests.exchanges.ccxt.test_account import Home, home
from tests.exchanges.live import World, until
from tests.fake_exchange.core.market import Kind
from tests.fake_exchange.faults import Effect, Fault
from tests.fake_exchange.venue import FakeVenue

D = Decimal
CENT = D("0.01")
OPENING = {"side": "long", "quote_amount": "960", "stop_loss": {"stop_percentage": 50}}


OFTEN = Timings(
    reconciliation=ReconciliationTimings(every=0.3, transfers_again=timedelta(seconds=1))
)
"""The account looks at least ten times as often as usual."""


@pytest.fixture(params=["BIFU", "BYBIF"])
def code(request: pytest.FixtureRequest) -> str:
    """Return the code of each wire-tested venue of perpetuals."""
    code: str = request.param
    return code


@pytest.fixture
def timings() -> Timings:
    """Wait less than a real account."""
    return OFTEN


@pytest.fixture
async def at_home(world: World, venue: FakeVenue, code: str, tmp_path: Path) -> AsyncIterator[Home]:
    """Return an account on it."""
    path, much = tmp_path / "account.db", D(10_000)
    async with home(
        world, venue, code, path, max_positions_per_market=2, max_entry_size=much
    ) as built:
        yield built


async def is_about(at_home: Home, amount: object) -> None:
    """Wait until everything else is an amount, to a cent."""

    def reached() -> bool:
        found = at_home.account.everything_else
        return found is not None and abs(found - D(str(amount))) < CENT

    await until(reached)


def told(at_home: Home) -> list[str]:
    """Return what a person is told of the account's equity."""
    return [
        concern.said["difference"]
        for concern in at_home.account.health_issues
        if concern.kind is HealthIssueKind.UNEXPLAINED
    ]


def lose(at_home: Home, amount: int) -> None:
    """Have somebody else lose money."""
    kind = Kind.LINEAR if at_home.linear else Kind.SPOT
    at_home.venue.set_balance("USDT", at_home.venue.balance("USDT", kind) - amount, kind)


async def test_own_results_and_transfers_are_not_everything_else(at_home: Home) -> None:
    """Two positions with averages of their own, one closed, a deposit of a third, a withdrawal."""
    await is_about(at_home, 0)
    first = at_home.account.first_equity
    assert first == at_home.venue.balance("USDT", Kind.LINEAR)
    book = at_home.account._position_cache
    for price in (60_000, 63_000):
        at_home.venue.set_price(at_home.symbol, price)
        answer = await at_home.send(**OPENING | {"signal_id": f"at {price}"})
        assert answer.status == 202, answer.body
        await until(lambda: book.live and all(one.size for one in book.live.values()))
    assert len(book.live) == 2
    at_home.venue.set_price(at_home.symbol, 66_000)
    assert (await at_home.send(action="close", signal_id="at 60000")).status == 202
    await until(lambda: len(book.live) == 1)
    at_home.venue.engine.deposit(Kind.LINEAR, "USDT", D(3_333))
    at_home.venue.engine.deposit(Kind.LINEAR, "USDT", D(-250))
    await is_about(at_home, 0)
    await until(lambda: (at_home.account.equity or 0) > 13_000)
    await is_about(at_home, 0)
    assert at_home.account.first_equity == first
    assert told(at_home) == []


async def test_unexplained_difference_above_one_percent_is_told_until_it_is_accepted(
    world: World, venue: FakeVenue, code: str, tmp_path: Path
) -> None:
    path = tmp_path / "account.db"
    async with home(world, venue, code, path) as first:
        await is_about(first, 0)
        lose(first, 99)  # of 10,000
        await is_about(first, -99)
        assert told(first) == []
        lose(first, 51)
        await is_about(first, -150)
        await until(lambda: told(first) == ["-150 USDT"])
        assert first.account.realized_profit == 0, "no bot has lost anything"

        await first.account.accept_difference()

        assert told(first) == []
        await is_about(first, -150)
    async with home(world, venue, code, path) as second:
        await is_about(second, -150)
        assert told(second) == [], "what was accepted stays so"
        lose(second, -130)
        await is_about(second, -20)
        await until(lambda: told(second) == ["130 USDT"])
        lose(second, 130)
        await until(lambda: told(second) == [], 10)


async def test_transfers_that_can_not_be_asked_for_are_a_part_of_everything_else(
    at_home: Home,
) -> None:
    route = "income" if at_home.code == "BIFU" else "transaction_log"
    at_home.venue.faults.append(Fault(effect=Effect.GATEWAY, route=route, times=99))
    await is_about(at_home, 0)
    at_home.venue.engine.deposit(Kind.LINEAR, "USDT", D(400))

    await is_about(at_home, 400)
    await until(lambda: told(at_home) == ["400 USDT"])
    at_home.venue.faults.clear()
    await is_about(at_home, 0)
    await until(lambda: told(at_home) == [])


async def test_result_of_somebody_else_s_position_is_everything_else(at_home: Home) -> None:
    """It is seen with its size as long as it is open; once it is closed, its result is told."""
    await is_about(at_home, 0)
    at_home.venue.set_price(at_home.symbol, 60_000)
    at_home.venue.trade_outside(at_home.symbol, "0.1")
    at_home.venue.set_price(at_home.symbol, 63_000)
    await until(lambda: (at_home.account.everything_else or 0) > 290)
    assert told(at_home) == []

    at_home.venue.close_outside(at_home.symbol)

    await until(lambda: len(told(at_home)) == 1)


@pytest.mark.parametrize("code", ["BINA", "BYBI"])
async def test_on_spot_the_price_of_own_coins_explains_itself(at_home: Home) -> None:
    """It is shown, but nobody has to look after it; coins that went away are told."""
    at_home.venue.set_balance("BTC", "0.1")
    await is_about(at_home, 0)
    assert (await at_home.send(**OPENING)).status == 202
    await at_home.reaches("open")
    await is_about(at_home, 0)
    at_home.venue.set_price(at_home.symbol, 66_000)
    await until(lambda: (at_home.account.everything_else or 0) > 590)
    assert told(at_home) == []

    held = at_home.venue.balance("BTC")
    at_home.venue.set_balance("BTC", held - D("0.01"))

    await until(lambda: len(told(at_home)) == 1)
    assert told(at_home)[0].startswith("-66")

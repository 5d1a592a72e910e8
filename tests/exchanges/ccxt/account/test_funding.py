"""Funding of a live account: booked once, with the positions that were held, over restarts."""

import asyncio
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from custom_components.tradehook.exchanges.venues.catalogue import VENUES
from custom_components.tradehook.execution.common.timing.timings import (
    ReconciliationTimings,
    Timings,
)
from custom_components.tradehook.execution.reconciliation.funding import is_due
from custom_components.tradehook.trading.model.market import OrderSide
from tests.exchanges.ccxt.test_account import Home, home
from tests.exchanges.live import World, live, quote_of, symbol_of, until
from tests.fake_exchange.bitget import FakeBitget
from tests.fake_exchange.core.books import EntryKind
from tests.fake_exchange.core.market import Kind
from tests.fake_exchange.faults import Effect, Fault
from tests.fake_exchange.venue import FakeVenue

D = Decimal
SETTINGS: dict[str, Any] = {"max_positions_per_market": 3, "max_entry_size": D(10_000)}


OFTEN = Timings(reconciliation=ReconciliationTimings(every=0.3))
"""The account looks more than ten times as often as usual."""


@pytest.fixture(params=["BIFU", "BYBIF", "OKEXF", "KUCNF", "GATEF", "BITGF", "KRKNF"])
def code(request: pytest.FixtureRequest) -> str:
    """Return the code of each wire-tested venue of perpetuals."""
    code: str = request.param
    return code


@pytest.fixture
def timings() -> Timings:
    """Wait less than a real account."""
    return OFTEN


async def opened(at_home: Home, amount: str, side: str = "long") -> dict[str, Any]:
    """Open a position and return its row."""
    stop = {"stop_percentage": 50 if side == "long" else 80}
    answer = await at_home.send(side=side, base_amount=amount, stop_loss=stop)
    assert answer.status == 202, answer.body
    book = at_home.account._position_cache
    await until(lambda: book.live and all(one.size for one in book.live.values()))
    return dict((await at_home.account.positions())[0])


async def fundings(at_home: Home) -> list[Decimal]:
    """Return what each position has received, the oldest first."""
    rows = await at_home.account.positions()
    return [D(str(row["funding"])) for row in reversed(rows)]


def charged(venue: FakeVenue) -> Decimal:
    """Return what the venue has paid in all."""
    own = (one.amount for one in venue.engine.entries if one.kind is EntryKind.FUNDING)
    return sum(own, D(0))


async def ask(at_home: Home) -> None:
    """Have the account ask for funding, twice: it is told the same each time."""
    for _ in range(2):
        await at_home.account._reconciliation_loop.funding.ask()
    await until(lambda: not at_home.account.busy)


@pytest.mark.parametrize("rate", ["0.0007", "-0.0013"])
async def test_live_funding_is_booked_by_size_and_once(
    world: World, venue: FakeVenue, code: str, tmp_path: Path, rate: str
) -> None:
    path = tmp_path / "account.db"
    async with home(world, venue, code, path, **SETTINGS) as first:
        await opened(first, "0.01")
        await opened(first, "0.02")
        assert first.held() == D("0.03")
        venue.engine.fund(first.symbol, D(rate))
        await ask(first)

        one, other = await fundings(first)

        assert one + other == charged(venue) != 0
        assert other == pytest.approx(one * 2, abs=D("1e-8"))
        booked = [row for row in await first.account.trades() if row["purpose"] == "funding"]
        assert len(booked) == 2
        before = [one, other]
    async with home(world, venue, code, path, **SETTINGS) as second:
        await ask(second)
        assert await fundings(second) == before, "a restart books nothing twice"
        await until(lambda: second.account.everything_else == 0)
    venue.engine.fund(first.symbol, D("0.001"))
    async with home(world, venue, code, path, **SETTINGS) as third:
        await until(
            lambda: (
                sum(one.funding for one in third.account._position_cache.live.values())
                != sum(before)
            )
        )
        assert sum(await fundings(third)) == charged(venue), "charged while nobody was there"


async def test_live_funding_leaves_out_what_others_held_and_what_came_later(
    world: World, venue: FakeVenue, code: str, tmp_path: Path
) -> None:
    async with home(world, venue, code, tmp_path / "account.db", **SETTINGS) as at_home:
        await opened(at_home, "0.01")
        venue.trade_outside(at_home.symbol, "0.03")
        venue.engine.fund(at_home.symbol, D("0.001"))
        await opened(at_home, "0.02")  # before it is asked for
        await ask(at_home)

        one, other = await fundings(at_home)

        assert one == pytest.approx(charged(venue) / 4, abs=D("1e-8"))
        assert other == 0


async def test_funding_of_long_and_short_are_told_apart(
    world: World, venue: FakeVenue, code: str, tmp_path: Path
) -> None:
    """In hedge mode each side has its own, and only the sign tells Binance's apart."""
    if not VENUES[code].margin.hedge_allowed:
        pytest.skip("such accounts are not traded")
    venue.account.hedge = True
    async with home(world, venue, code, tmp_path / "account.db", **SETTINGS) as at_home:
        await opened(at_home, "0.01")
        await opened(at_home, "0.03", "short")
        venue.engine.fund(at_home.symbol, D("0.001"))
        await ask(at_home)

        long, short = await fundings(at_home)

        assert long < 0 < short
        assert long + short == charged(venue)
        assert short == pytest.approx(-3 * long, abs=D("1e-8"))


async def test_funding_that_can_not_be_asked_for_is_booked_later(
    world: World, venue: FakeVenue, code: str, tmp_path: Path
) -> None:
    """Nothing else waits for it: the account starts, and trades."""
    route = {"BIFU": "income", "OKEXF": "bills", "KUCNF": "funding"}.get(code, "transaction_log")
    path = tmp_path / "account.db"
    async with home(world, venue, code, path, **SETTINGS) as first:
        await opened(first, "0.01")
    venue.engine.fund(first.symbol, D("0.001"))
    venue.faults.append(Fault(effect=Effect.GATEWAY, route=route, times=9))
    async with home(world, venue, code, path, **SETTINGS) as second:
        assert second.account.ready
        assert await fundings(second) == [0]
        venue.faults.clear()
        await ask(second)
        assert await fundings(second) == [charged(venue)]
        assert second.account.realized_profit is not None
        paid = second.account.realized_profit
        wallet = venue.balance(quote_of(code), Kind.LINEAR)
        assert paid == wallet - 10_000, "fee and funding"


@pytest.mark.parametrize(("unified", "isolated"), [(False, False), (True, True)])
async def test_bitgets_other_names_of_funding_are_known(*, unified: bool, isolated: bool) -> None:
    venue, symbol = FakeBitget(unified=unified), symbol_of("BITGF")
    async with World(venue) as world, live(world, "BITGF") as account:
        since = datetime.now(UTC)
        await account.order("buy", "0.02", symbol=symbol)
        venue.account.margin_modes[symbol] = isolated
        venue.engine.fund(symbol, D("0.0005"))
        (told,) = await account.exchange.fetch_funding({symbol}, since)
    assert (told.funding, told.amount) == (charged(venue), D("0.02"))
    assert told.side is OrderSide.SELL


def test_funding_is_asked_for_after_each_full_hour() -> None:
    """Five seconds after it, and again for what is told late; whatever the clock does."""
    noon = datetime(2026, 11, 29, 12, tzinfo=UTC)
    moments = [noon + timedelta(seconds=second) for second in range(0, 7200, 3)]
    pairs = pairwise(moments)
    due = [now - noon for last, now in pairs if is_due(last, now)]
    each = [timedelta(seconds=6), timedelta(seconds=42), timedelta(seconds=300)]
    assert due == [*each, *(timedelta(hours=1) + one for one in each)]
    assert not is_due(noon + timedelta(minutes=30), noon - timedelta(minutes=50))


@pytest.mark.parametrize("code", ["KUCNF", "HYPERLIQUIDF", "GATEF", "BITGF", "KRKNF"])
async def test_payments_are_told_whole_and_since_a_time(
    world: World, venue: FakeVenue, code: str
) -> None:
    """More than a page of them, each once, with the side, what was held, and its price."""
    symbol = symbol_of(code)
    async with live(world, code) as account:
        await account.order("sell", "0.02", symbol=symbol)
        venue.engine.fund(symbol, D("0.0005"))
        await asyncio.sleep(1.1)  # Gate counts in whole seconds
        since = datetime.now(UTC)
        for _ in range(130):
            venue.engine.fund(symbol, D("0.0001"))
            await asyncio.sleep(0.002)  # never two of a market at the same time
        told = await account.exchange.fetch_funding({symbol}, since)
        paid = [one.amount for one in venue.engine.entries if one.kind is EntryKind.FUNDING]
        assert [one.funding for one in told] == paid[1:]
        assert len({one.trade_id for one in told}) == 130
        assert {one.side for one in told} == {OrderSide.BUY}
        assert {one.amount for one in told} == {D("0.02")}
        mark = D(0) if code == "KRKNF" else venue.books[symbol].mark  # not told there
        assert {round(one.price, 2) for one in told} == {mark}

"""What a venue's own ledger tells: what was paid in and out."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from custom_components.tradehook.exchanges.venues.catalogue import VENUES as ROWS
from custom_components.tradehook.trading.model.market import MarketType
from tests.exchanges.live import World, live, quote_of
from tests.fake_exchange.binance import FakeBinance
from tests.fake_exchange.bitget import FakeBitget
from tests.fake_exchange.bybit import FakeBybit
from tests.fake_exchange.core.market import Kind
from tests.fake_exchange.gate import FakeGate
from tests.fake_exchange.hyperliquid import FakeHyperliquid
from tests.fake_exchange.krakenfutures import FakeKrakenFutures
from tests.fake_exchange.kucoin import FakeKucoin
from tests.fake_exchange.okx import FakeOkx
from tests.fake_exchange.venue import FakeVenue

D = Decimal
VENUES: Mapping[str, Callable[[], FakeVenue]] = {
    "BIFU": FakeBinance,
    "BYBIF": FakeBybit,
    "BYBI": FakeBybit,
    "OKEX": FakeOkx,
    "OKEXF": FakeOkx,
    "KUCNF": FakeKucoin,
    "GATEF": FakeGate,
    "KRKNF": FakeKrakenFutures,
    "BITGF": FakeBitget,
    "BITGF classic": partial(FakeBitget, unified=False),
    "HYPERLIQUID": FakeHyperliquid,
    "HYPERLIQUIDF": FakeHyperliquid,
    "HYPERLIQUIDF unified": partial(FakeHyperliquid, "unifiedAccount"),
}


@pytest.mark.usefixtures("socket_enabled")
@pytest.mark.parametrize("code", VENUES)
async def test_deposits_and_withdrawals_are_told(code: str) -> None:
    """Both ways, of a week and a day at once, and never what was before."""
    venue, code = VENUES[code](), code.partition(" ")[0]
    money = quote_of(code)
    kind = Kind.SPOT if ROWS[code].market_type is MarketType.SPOT else Kind.LINEAR
    venue.engine.deposit(kind, money, D(11))
    await asyncio.sleep(0.01)
    since = datetime.now(UTC)
    async with World(venue) as world, live(world, code) as account:
        venue.engine.deposit(kind, money, D(500))
        venue.engine.deposit(kind, money, D(-120))
        for asked in (since, since - timedelta(days=8)):
            told = await account.exchange.fetch_transfers(asked)
            amounts = [one.amount for one in told if one.at >= since]
            assert amounts == [D(500), D(-120)]
            assert len({one.transfer_id for one in told}) == len(told)
            assert {one.currency for one in told} == {money}
        assert len(told) == 3


@pytest.mark.usefixtures("socket_enabled")
@pytest.mark.parametrize(
    ("code", "kind", "told"),
    [
        ("HYPERLIQUID", "default", [D(-300), D(40)]),
        ("HYPERLIQUIDF", "default", [D(300), D(-40)]),
        ("HYPERLIQUIDF", "unifiedAccount", []),
    ],
)
async def test_what_goes_to_the_other_side_leaves_this_one(
    code: str, kind: str, told: list[Decimal]
) -> None:
    """Spot and perpetuals of a wallet are two accounts, unless they share one balance."""
    venue, since = FakeHyperliquid(kind), datetime.now(UTC)
    async with World(venue) as world, live(world, code) as account:
        for amount in (300, -40):
            venue.ledger.cross(D(amount))
        found = await account.exchange.fetch_transfers(since)
    assert [one.amount for one in found] == told


@pytest.mark.usefixtures("socket_enabled")
@pytest.mark.parametrize(
    "damage", [{"amount": None}, {"id": None}, {"timestamp": "1796083714000000000"}]
)
async def test_one_that_can_not_be_read_hides_no_other(
    damage: Mapping[str, object], caplog: pytest.LogCaptureFixture
) -> None:
    venue = FakeBinance()
    since = datetime.now(UTC)
    async with World(venue) as world, live(world, "BIFU") as account:
        for amount in (500, -120):
            venue.engine.deposit(Kind.LINEAR, "USDT", D(amount))
        fetch = account.client.fetch_ledger

        async def odd(*given: Any, **named: Any) -> Any:
            rows = await fetch(*given, **named)
            return [{**row, **damage} if D(row["amount"]) == 500 else row for row in rows]

        account.client.fetch_ledger = odd  # type: ignore[method-assign]
        for _ in range(2):
            told = await account.exchange.fetch_transfers(since)
            assert [one.amount for one in told] == [D(-120)]
        said = [one for one in caplog.records if "can't be read" in one.getMessage()]
        assert len(said) == 1

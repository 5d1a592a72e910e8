"""The funding rate of a perpetual, from the client's row."""

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from custom_components.tradehook.exchanges.ccxt.account.funding import fetch_funding_rate
from custom_components.tradehook.trading.model.market import FundingRate
from tests.exchanges.ccxt.test_account import home
from tests.exchanges.live import World
from tests.fake_exchange.venue import FakeVenue

NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)
PAST, NEXT, LATER = (int(NOW.timestamp() * 1000) + hours * 3_600_000 for hours in (-1, 7, 15))
AT_NEXT = datetime(2026, 11, 30, 16, tzinfo=UTC)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (
            {"fundingRate": 0.0001, "fundingTimestamp": NEXT, "interval": "8h"},
            FundingRate(percentage=Decimal("0.01"), at=AT_NEXT, hours=Decimal(8)),
        ),
        (  # the rate in force since, and the time of the next
            {"fundingRate": "-0.00025", "fundingTimestamp": PAST, "nextFundingTimestamp": NEXT},
            FundingRate(percentage=Decimal("-0.025"), at=AT_NEXT),
        ),
        (
            {"fundingRate": 0, "fundingTimestamp": NEXT, "nextFundingTimestamp": LATER},
            FundingRate(percentage=Decimal(0), at=AT_NEXT),
        ),
        ({"fundingRate": 0.0001}, FundingRate(percentage=Decimal("0.01"))),
        ({"fundingRate": None, "fundingTimestamp": NEXT}, None),
    ],
)
async def test_rate_is_that_of_the_next_funding(
    row: dict[str, Any], expected: FundingRate | None
) -> None:
    assert await fetch_funding_rate(_connection(row), "BTC/USDT:USDT") == expected


@pytest.mark.parametrize("code", ["BYBIF"])
async def test_client_asks_for_it(
    world: World, venue: FakeVenue, code: str, tmp_path: Path
) -> None:
    async with home(world, venue, code, tmp_path / "account.db") as at_home:
        found = await at_home.account.exchange.fetch_funding_rate("BTC/USDT:USDT")

    assert found is not None
    assert found.percentage == Decimal("0.01")
    assert found.at is not None
    assert found.at > datetime.now(UTC)


async def test_venue_that_tells_none_is_not_asked() -> None:
    assert await fetch_funding_rate(_connection(None), "BTC/USDT:USDT") is None


def _connection(row: dict[str, Any] | None) -> Any:
    async def told(_symbol: str) -> dict[str, Any]:
        assert row is not None
        return row

    async def ask(answer: Any) -> Any:
        return await answer

    client = SimpleNamespace(has={"fetchFundingRate": row is not None}, fetch_funding_rate=told)
    return SimpleNamespace(client=client, ask=ask, now=lambda: NOW)

"""A market that is halted or delisted: nothing new is opened there, exits still go."""

import asyncio
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest

from custom_components.tradehook.exchanges.port.exchange import NotSentError, OrderRequest
from custom_components.tradehook.exchanges.port.timings import VenueTimings
from custom_components.tradehook.execution.reconciliation import HealthIssue, HealthIssueKind
from custom_components.tradehook.trading.model.market import OrderSide
from custom_components.tradehook.trading.model.order import client_order_id
from custom_components.tradehook.trading.model.sections import OrderType
from tests.exchanges.account import House, living as living_at
from tests.exchanges.live import BTC, until
from tests.fake_exchange.venue import FakeVenue

CODES = pytest.mark.parametrize("code", ["BINA", "BIFU", "BYBIF", "paper BIFU"])
DAYS_3 = 3 * 86_400.0


living = partial(living_at, venue_timings=VenueTimings(markets_age=0.0))
"""Markets are read anew whenever they are asked for."""


def health_issues(house: House) -> dict[HealthIssueKind, HealthIssue]:
    house.account._reconciliation_loop.health.check()
    return {concern.kind: concern for concern in house.account.health_issues}


def exit_of(house: House) -> OrderRequest:
    return OrderRequest(
        client_order_id=client_order_id("a position", 9),
        symbol=house.symbol,
        side=OrderSide.SELL,
        order_type=OrderType.MARKET,
        amount=Decimal("0.001"),
        reduce_only=True,
        is_exit=True,
    )


async def read_anew(house: House) -> None:
    await asyncio.sleep(0.01)
    await house.account.exchange.refresh_markets()


async def refused(house: House, **fields: object) -> tuple[int, object]:
    answer = await house.send(**{"side": "long", "quote_amount": 200, **fields})
    return answer.status, answer.body["code"]


@CODES
async def test_a_market_that_halts_while_running_takes_exits_only_until_it_trades_again(
    tmp_path: Path,
    code: str,
) -> None:
    async with living(tmp_path / "account.db", code) as house:
        await house.open()
        assert health_issues(house) == {}
        house.venue.set_status(house.symbol, halted=True)
        await read_anew(house)
        assert await refused(house) == (409, "market_halted")
        assert await refused(
            house, action="increase", increase_order={"quantity_percentage": 50}
        ) == (
            409,
            "market_halted",
        )
        told = health_issues(house)[HealthIssueKind.MARKET_HALTED]
        assert (told.said["symbol"], told.said["side"]) == (house.symbol, "long")
        assert (await house.send(action="close")).status == 202
        house.venue.set_status(house.symbol)
        await read_anew(house)
        assert HealthIssueKind.MARKET_HALTED not in health_issues(house)
        assert await house.is_closed(20)
        assert (await house.send(side="long", quote_amount=200)).status == 202


@pytest.mark.parametrize("code", ["BIFU", "BYBIF", "paper BYBIF"])
async def test_a_market_whose_end_is_known_takes_exits_only(
    tmp_path: Path,
    code: str,
) -> None:
    async with living(tmp_path / "account.db", code) as house:
        await house.open()
        house.venue.set_status(house.symbol, ends_in=DAYS_3)
        await read_anew(house)
        assert await refused(house) == (409, "market_delisting")
        told = health_issues(house)[HealthIssueKind.MARKET_DELISTING]
        assert told.said["date"].endswith(" UTC")
        assert (await house.send(action="close")).status == 202
        assert await house.is_closed(20)
        assert health_issues(house) == {}


@pytest.mark.parametrize("code", ["BINA", "BIFU"])
async def test_a_market_that_is_halted_at_the_start_is_known_as_that(
    tmp_path: Path,
    code: str,
) -> None:
    def halted(venue: FakeVenue) -> None:
        venue.set_status(f"{BTC}:USDT" if code == "BIFU" else BTC, halted=True)

    async with living(tmp_path / "account.db", code, halted) as house:
        assert await refused(house) == (409, "market_halted")
        house.venue.set_status(house.symbol)
        await read_anew(house)
        await until(lambda: house.symbol not in house.account.exchange.market_states)
        await house.open()


@pytest.mark.parametrize("code", ["BYBIF", "BIFU", "BINA", "paper BYBIF", "paper BINA"])
async def test_a_market_that_was_halted_meanwhile_is_still_that_of_its_position(
    tmp_path: Path,
    code: str,
) -> None:
    """Some exchanges don't even list it any more."""
    async with living(tmp_path / "account.db", code) as former:
        await former.open()
    former.venue.set_status(former.symbol, halted=True)
    async with living(tmp_path / "account.db", code, former=former) as house:
        assert house.row("status") == "open"
        # Where no price is told any more, its stop is not watched either.
        assert set(health_issues(house)) - {HealthIssueKind.UNPROTECTED} == {
            HealthIssueKind.MARKET_HALTED
        }
        assert await refused(house) == (409, "market_halted")
        await house.account._reconciliation_loop._look()
        await house.account._reconciliation_loop._look()
        assert house.row("status") == "open"
        await read_anew(house)
        assert await refused(house) == (409, "market_halted")
        if code == "BYBIF":
            with pytest.raises(NotSentError, match="does not list"):
                await house.account.exchange.create_order(exit_of(house))
        house.venue.set_status(house.symbol)
        await read_anew(house)
        house.price(58_000)
        assert await house.is_closed(30)
        assert not any(position.amount for position in house.venue.positions)

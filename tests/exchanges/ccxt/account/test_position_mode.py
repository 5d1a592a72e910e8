"""The position mode that somebody changes at the venue: an order goes out as the one of now."""

import asyncio

import pytest

from custom_components.tradehook.exchanges.port.exchange import OrderRefusedError
from custom_components.tradehook.trading.model.market import Side
from tests.exchanges.live import Live, World, live, symbol_of
from tests.fake_exchange.core.orders import Hand
from tests.fake_exchange.faults import Effect, Fault
from tests.fake_exchange.venue import FakeVenue


@pytest.fixture
def code() -> str:
    return "BIFU"


def turn(venue: FakeVenue, *, hedged: bool) -> None:
    """Change the mode at the venue."""
    venue.account.hedge = hedged


async def opened(account: Live, code: str, side: str = "buy") -> None:
    """Open 0.01 of a coin at the market."""
    await account.order(side, "0.01", symbol=symbol_of(code))


async def test_order_that_was_refused_for_it_goes_out_once_more(
    world: World, venue: FakeVenue, code: str
) -> None:
    async with live(world, code) as account:
        turn(venue, hedged=True)
        await opened(account, code, "sell")
        assert account.exchange.hedge_mode
        assert [one.hand for one in venue.positions] == [Hand.SHORT]
        assert len(venue.orders) == 1
        closing = account.request(
            "buy",
            "0.01",
            symbol=symbol_of(code),
            reduce_only=True,
            is_exit=True,
            position_side=Side.SHORT,
        )
        await account.exchange.create_order(closing)
        assert not venue.positions
        turn(venue, hedged=False)
        await opened(account, code)
        assert [one.hand for one in venue.positions] == [Hand.BOTH]
        assert not account.exchange.hedge_mode


async def test_two_orders_at_once_both_go_out(world: World, venue: FakeVenue, code: str) -> None:
    async with live(world, code) as account:
        turn(venue, hedged=True)
        await asyncio.gather(opened(account, code), opened(account, code, "sell"))
        assert {one.hand for one in venue.positions} == {Hand.LONG, Hand.SHORT}
        assert len(venue.orders) == 2


async def test_mode_that_can_not_be_asked_for_leaves_the_refusal(
    world: World, venue: FakeVenue, code: str
) -> None:
    async with live(world, code) as account:
        turn(venue, hedged=True)
        venue.faults.append(Fault(route="position_mode", effect=Effect.GATEWAY, times=9))
        with pytest.raises(OrderRefusedError, match="can't be asked for now") as refused:
            await opened(account, code)
        assert refused.value.code == "position_mode_differs"
        assert not venue.orders


@pytest.mark.parametrize("code", ["KUCNF"])
async def test_mode_that_is_not_traded_is_refused_with_what_to_do(
    world: World, venue: FakeVenue, code: str
) -> None:
    async with live(world, code) as account:
        turn(venue, hedged=True)
        with pytest.raises(OrderRefusedError, match="Set it to one-way mode on the exchange"):
            await opened(account, code)
        assert not venue.open_orders
        assert not venue.positions

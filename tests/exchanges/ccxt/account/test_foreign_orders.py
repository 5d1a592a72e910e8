"""Orders of others on imitated venues: told with what they sell, cancelled in their own list."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from decimal import Decimal

import pytest

from custom_components.tradehook.exchanges.port.exchange import OrderNotFoundError, VenueError
from custom_components.tradehook.trading.model.order import ForeignOrder
from tests.exchanges.live import Live, World, live, symbol_of
from tests.fake_exchange.binance.outside import rests_outside
from tests.fake_exchange.core.orders import Order
from tests.fake_exchange.core.pairs import Pair
from tests.fake_exchange.faults import Effect, Fault
from tests.fake_exchange.venue import FakeVenue

D = Decimal
SIZE = D("0.01")


@dataclass
class Scene:
    """An account that holds bitcoin, and what others have resting there."""

    live: Live
    venue: FakeVenue
    code: str

    @property
    def symbol(self) -> str:
        return symbol_of(self.code)

    def rests(self, price: str | None = None, trigger: str | None = None) -> Order:
        """Have an order of somebody else rest."""
        return rests_outside(self.venue, self.symbol, SIZE, price=price, trigger=trigger)

    async def told(self) -> list[ForeignOrder]:
        """Return what the adapter says."""
        return list(await self.live.exchange.fetch_foreign_orders(self.symbol))

    async def cancel(self, order: ForeignOrder) -> None:
        """Cancel one."""
        await self.live.exchange.cancel_foreign_order(order)


@pytest.fixture(params=["BINA", "BIFU"])
def code(request: pytest.FixtureRequest) -> str:
    """Return the code of each venue."""
    code: str = request.param
    return code


@pytest.fixture
async def scene(world: World, venue: FakeVenue, code: str) -> AsyncIterator[Scene]:
    """Return an account that holds 0.03 bitcoin at 60,000, bought elsewhere."""
    if code == "BINA":
        venue.set_balance("BTC", "0.03")
    else:
        venue.trade_outside(symbol_of(code), "0.03")
    async with live(world, code) as account:
        yield Scene(account, venue, code)


@pytest.mark.parametrize("code", ["BINA"])
async def test_two_of_which_one_ends_the_other_are_told_as_a_pair(scene: Scene) -> None:
    """They lock the same coins, as one: an order alone belongs to none."""
    above, below = scene.rests(price="63000"), scene.rests(trigger="58000")
    scene.rests(price="64000")
    above.pair = below.pair = Pair(7, "theirs", (above, below))

    found = {row.price or row.trigger: row.pair for row in await scene.told()}

    assert found == {D(63000): "7", D(58000): "7", D(64000): None}


async def test_both_kinds_are_told_with_side_size_and_prices(scene: Scene) -> None:
    scene.rests(price="63000")
    scene.rests(trigger="58000")

    found = {(row.price, row.trigger): row for row in await scene.told()}

    assert found.keys() == {(D(63000), None), (None, D(58000))}
    assert {row.remaining for row in found.values()} == {SIZE}
    assert {row.side.value for row in found.values()} == {"sell"}


async def test_ours_are_not_among_them(scene: Scene) -> None:
    await scene.live.order("sell", "0.01", "64000", symbol=scene.symbol)

    assert await scene.told() == []


@pytest.mark.parametrize("kind", ["price", "trigger"])
async def test_one_is_cancelled_and_the_other_stays(scene: Scene, kind: str) -> None:
    target, stop = scene.rests(price="63000"), scene.rests(trigger="58000")
    going, staying = (target, stop) if kind == "price" else (stop, target)
    (row,) = [one for one in await scene.told() if one.venue_order_id == str(going.order_id)]

    await scene.cancel(row)

    assert scene.venue.open_orders == [staying]


@pytest.mark.parametrize("kind", ["price", "trigger"])
async def test_one_that_has_gone_is_not_found_in_its_own_list(scene: Scene, kind: str) -> None:
    order = scene.rests(**{kind: "63000" if kind == "price" else "58000"})
    (row,) = await scene.told()
    scene.venue.cancel(order.client_id)

    with pytest.raises(OrderNotFoundError):
        await scene.cancel(row)


async def test_the_other_list_is_never_asked(scene: Scene) -> None:
    """Lists number their orders apart: an id may be that of an order of ours in the other one."""
    if scene.code != "BIFU":
        pytest.skip("a venue with two lists")
    ours = await scene.live.order("sell", "0.01", "64000", symbol=scene.symbol)
    stop = scene.rests(trigger="58000")
    (row,) = await scene.told()
    scene.venue.cancel(stop.client_id)

    with pytest.raises(OrderNotFoundError):
        await scene.cancel(replace(row, venue_order_id=str(ours.venue_order_id)))

    assert [one.client_id for one in scene.venue.open_orders] == [ours.client_order_id]


@pytest.mark.parametrize("effect", [Effect.DROP, Effect.HTML, Effect.EMPTY, Effect.MAINTENANCE])
async def test_silence_is_not_an_empty_list(scene: Scene, effect: Effect) -> None:
    scene.rests(trigger="58000")
    route = "open_algo_orders" if scene.code == "BIFU" else "open_orders"
    scene.venue.faults.append(Fault(effect=effect, route=route, times=50))

    with pytest.raises(VenueError):
        await scene.told()


@pytest.mark.parametrize("effect", [Effect.DROP, Effect.HTML, Effect.MAINTENANCE])
async def test_a_cancel_without_an_answer_is_not_gone(scene: Scene, effect: Effect) -> None:
    scene.rests(trigger="58000")
    (row,) = await scene.told()
    scene.venue.faults.append(Fault(effect=effect, route="cancel_*", processed=False, times=50))

    with pytest.raises(VenueError) as raised:
        await scene.cancel(row)

    assert not isinstance(raised.value, OrderNotFoundError)
    assert len(scene.venue.open_orders) == 1

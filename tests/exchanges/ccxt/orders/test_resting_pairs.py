"""A stop and a target that rest as one, over the wire: sent, found, cancelled, filled, in doubt."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from decimal import Decimal

import pytest

from custom_components.tradehook.exchanges.port.exchange import (
    NotSentError,
    OrderNotFoundError,
    OrderRefusedError,
    OrderReport,
    OrderRequest,
    VenueError,
)
from custom_components.tradehook.exchanges.port.timings import OrderTimings
from custom_components.tradehook.trading.model.order import OrderState
from tests.exchanges.live import Live, World, live, until, waits
from tests.fake_exchange.core.market import Kind
from tests.fake_exchange.core.orders import Status
from tests.fake_exchange.faults import Effect, Fault
from tests.fake_exchange.venue import FakeVenue

D = Decimal
CODES = ["BINA"]
SYMBOL = "BTC/USDT"
SIZE = "0.01"
TARGET, TRIGGER = "63000", "58000"


@dataclass
class Scene:
    """An account that holds bitcoin on an imitated venue, which may rest behind a pair."""

    live: Live
    venue: FakeVenue

    def requests(
        self, amount: str = SIZE, target: str = TARGET, trigger: str = TRIGGER
    ) -> tuple[OrderRequest, OrderRequest]:
        """Return a target and the stop that rests with it."""
        upper = self.live.request("sell", amount, target, is_exit=True)
        lower = self.live.request("sell", amount, trigger=trigger, is_exit=True)
        return replace(upper, is_target=True), lower

    async def rest(self, amount: str = SIZE) -> tuple[OrderReport, OrderReport]:
        """Have a pair rest."""
        return await self.live.exchange.create_pair(*self.requests(amount))

    async def found(self, report: OrderReport) -> OrderReport:
        """Return what the venue says of an order."""
        told = await self.live.exchange.find_order(SYMBOL, report.client_order_id)
        assert told is not None
        return told

    async def sold(self, report: OrderReport) -> Decimal:
        """Return what the trades of an order sum up to."""
        fills = await self.live.exchange.fetch_fills(SYMBOL, report.client_order_id)
        return sum((fill.amount for fill in fills), D(0))

    def told(self, report: OrderReport) -> OrderState | None:
        """Return what the account was told last of an order."""
        rows = [
            one for one in self.live.ear.orders if one.client_order_id == report.client_order_id
        ]
        return rows[-1].state if rows else None


@pytest.fixture(params=CODES)
async def scene(
    world: World, venue: FakeVenue, request: pytest.FixtureRequest
) -> AsyncIterator[Scene]:
    """Return an account that holds 0.01 bitcoin at 60,000, and proves absence after 0.3 s."""
    venue.set_balance("BTC", SIZE)
    async with live(world, request.param, absence_after=0.3) as account:
        yield Scene(account, venue)


# What is sent


async def test_both_rest_with_one_lock_of_the_coins(scene: Scene) -> None:
    assert scene.live.exchange.markets[SYMBOL].exit_pairs == 5

    target, stop = await scene.rest()

    assert target.state is stop.state is OrderState.OPEN
    resting = {order.client_id: order for order in scene.venue.open_orders}
    assert resting.keys() == {target.client_order_id, stop.client_order_id}
    assert resting[target.client_order_id].price == D(TARGET)
    trigger = resting[stop.client_order_id].trigger
    assert trigger is not None
    assert (trigger.price, trigger.rises) == (D(TRIGGER), False)
    assert {order.amount for order in resting.values()} == {D(SIZE)}
    assert scene.venue.balance("BTC") == D(SIZE)
    assert len(scene.venue.sent("create_pair")) == 1
    assert not scene.venue.sent("create_order")


async def test_each_is_found_by_its_own_id_and_among_the_open_orders(scene: Scene) -> None:
    target, stop = await scene.rest()
    for report in (target, stop):
        assert (await scene.found(report)).state is OrderState.OPEN
    listed = {one.client_order_id for one in await scene.live.exchange.fetch_open_orders()}
    assert listed == {target.client_order_id, stop.client_order_id}


@pytest.mark.parametrize(("target", "trigger"), [("59000", TRIGGER), (TARGET, "61000")])
async def test_prices_that_the_market_is_not_between_are_a_definite_refusal(
    scene: Scene, target: str, trigger: str
) -> None:
    pair = scene.requests(target=target, trigger=trigger)
    with pytest.raises(OrderRefusedError):
        await scene.live.exchange.create_pair(*pair)
    assert not scene.venue.open_orders


async def test_more_stops_than_the_venue_takes_are_a_definite_refusal(scene: Scene) -> None:
    for _ in range(5):
        await scene.rest("0.001")
    with pytest.raises(OrderRefusedError, match="MAX_NUM_ALGO_ORDERS"):
        await scene.rest("0.001")
    assert len(scene.venue.open_orders) == 10


async def test_what_a_venue_was_not_seen_to_hold_is_not_sent(scene: Scene) -> None:
    target, stop = scene.requests()
    with pytest.raises(OrderRefusedError) as caught:
        await scene.live.exchange.create_pair(target, replace(stop, amount=D("0.005")))
    assert caught.value.code == "pair_not_held"
    assert not scene.venue.sent("create_pair")


# One ends the other


@pytest.mark.parametrize("by", ["target", "stop"])
async def test_cancel_of_one_is_the_end_of_both(scene: Scene, by: str) -> None:
    target, stop = await scene.rest()
    one, other = (target, stop) if by == "target" else (stop, target)

    ended = await scene.live.exchange.cancel_order(SYMBOL, one.client_order_id, None)

    assert (ended.state, ended.filled) == (OrderState.CANCELLED, 0)
    assert (await scene.found(other)).state is OrderState.CANCELLED
    assert not scene.venue.open_orders
    assert scene.venue.account.holding(Kind.SPOT, "BTC").locked == 0
    with pytest.raises(OrderNotFoundError):
        await scene.live.exchange.cancel_order(SYMBOL, other.client_order_id, None)


async def test_target_that_fills_ends_the_stop(scene: Scene) -> None:
    target, stop = await scene.rest()
    scene.venue.set_price(SYMBOL, 63_100)
    await until(lambda: scene.told(target) is OrderState.FILLED)
    await until(lambda: scene.told(stop) is OrderState.CANCELLED)
    assert await scene.sold(target) == D(SIZE)
    assert await scene.sold(stop) == 0
    assert scene.venue.balance("BTC") == 0


async def test_stop_that_is_reached_ends_the_target(scene: Scene) -> None:
    target, stop = await scene.rest()
    scene.venue.set_price(SYMBOL, 57_900)
    await until(lambda: scene.told(stop) is OrderState.FILLED)
    await until(lambda: scene.told(target) is OrderState.CANCELLED)
    assert await scene.sold(stop) == D(SIZE)
    assert scene.venue.balance("BTC") == 0


async def test_target_that_fills_in_part_has_no_stop_any_more(scene: Scene) -> None:
    target, stop = await scene.rest()
    scene.venue.set_price(SYMBOL, 63_100, bid_size="0.004")
    await until(lambda: scene.told(stop) is OrderState.CANCELLED)
    found = await scene.found(target)
    assert (found.state, found.filled) == (OrderState.OPEN, D("0.004"))


@waits(orders=OrderTimings(list_every=0.2))
async def test_ends_are_told_without_any_stream(scene: Scene) -> None:
    target, stop = await scene.rest()
    scene.venue.streams.silent = True
    scene.venue.set_price(SYMBOL, 57_900)
    await until(lambda: scene.told(stop) is OrderState.FILLED)
    await until(lambda: scene.told(target) is OrderState.CANCELLED)


# What may go wrong on the wire


@pytest.mark.parametrize(
    "effect", [Effect.DROP, Effect.TRUNCATE, Effect.EMPTY, Effect.HTML, Effect.GATEWAY]
)
async def test_pair_whose_answer_was_lost_is_found(scene: Scene, effect: Effect) -> None:
    pair = scene.requests()
    scene.venue.faults.append(Fault(effect=effect, route="create_pair"))
    with pytest.raises(VenueError):
        await scene.live.exchange.create_pair(*pair)
    for request in pair:
        found = await scene.live.exchange.find_order(SYMBOL, request.client_order_id)
        assert found is not None
        assert found.state is OrderState.OPEN


async def test_pair_that_never_arrived_is_proven_absent(scene: Scene) -> None:
    pair = scene.requests()
    scene.venue.faults.append(Fault(effect=Effect.DROP, route="create_pair", processed=False))
    with pytest.raises(VenueError):
        await scene.live.exchange.create_pair(*pair)
    for request in pair:
        await until_absent(scene, request)
    assert not scene.venue.orders


async def until_absent(scene: Scene, request: OrderRequest) -> None:
    """Ask until the venue's silence is a proof."""
    async with asyncio.timeout(10):
        while True:
            try:
                found = await scene.live.exchange.find_order(SYMBOL, request.client_order_id)
            except VenueError:
                await asyncio.sleep(0.05)
                continue
            assert found is None
            return


async def test_pair_that_was_turned_away_was_not_sent(scene: Scene) -> None:
    scene.venue.faults.append(Fault(effect=Effect.RATE_LIMIT, route="create_pair"))
    with pytest.raises(NotSentError):
        await scene.rest()
    assert not scene.venue.orders


async def test_unknown_outcome_is_not_a_refusal(scene: Scene) -> None:
    scene.venue.faults.append(Fault(effect=Effect.UNKNOWN_OUTCOME, route="create_pair"))
    with pytest.raises(VenueError) as caught:
        await scene.rest()
    assert not isinstance(caught.value, (OrderRefusedError, NotSentError))


async def test_pair_is_found_by_an_account_that_was_started_anew(
    world: World, venue: FakeVenue, scene: Scene
) -> None:
    target, stop = await scene.rest()
    venue.set_price(SYMBOL, 57_900)
    async with live(world, "BINA", absence_after=0.3) as account:
        after = Scene(account, venue)
        assert (await after.found(stop)).state is OrderState.FILLED
        assert (await after.found(target)).state is OrderState.CANCELLED
    statuses = {order.client_id: order.status for order in venue.orders}
    assert statuses[target.client_order_id] is Status.EXPIRED

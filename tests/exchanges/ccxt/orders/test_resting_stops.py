"""Stops that rest on the venue, over the wire: placed, found, cancelled, triggered, followed."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from decimal import Decimal

import pytest

from custom_components.tradehook.exchanges.ccxt.orders.client_order_ids import encode
from custom_components.tradehook.exchanges.ccxt.orders.resting_stops import holds_stops
from custom_components.tradehook.exchanges.port.exchange import (
    NotSentError,
    OrderNotFoundError,
    OrderRefusedError,
    OrderReport,
    OrderRequest,
    VenueError,
)
from custom_components.tradehook.exchanges.port.timings import OrderTimings
from custom_components.tradehook.exchanges.venues.catalogue import VENUES
from custom_components.tradehook.exchanges.venues.model.venue import Venue
from custom_components.tradehook.trading.model.market import MarketType, OrderSide, Side
from custom_components.tradehook.trading.model.order import OrderState
from custom_components.tradehook.trading.model.sections import OrderType
from tests.exchanges.live import Live, World, live, symbol_of, until, waits
from tests.fake_exchange.core.events import Change
from tests.fake_exchange.core.orders import Hand, Order, Status
from tests.fake_exchange.faults import Effect, Fault
from tests.fake_exchange.venue import FakeVenue
from tests.patience import PATIENCE

from .test_client_order_ids import LISTED, order_leaves

D = Decimal
CODES = [
    "BINA",
    "BIFU",
    "BYBIF",
    "KRKN",
    "KRKNF",
    "KUCNF",
    "OKEX",
    "OKEXF",
    "HYPERLIQUIDF",
    "BITGF",
    "GATEF",
]
HEDGED = ["BIFU", "BYBIF", "OKEXF", "BITGF", "GATEF"]
BY_MARK = {"HYPERLIQUIDF"}
"""Where stops wait for the mark price."""
AT_ONCE = ["KRKNF", "KUCNF"]
"""Where a stop was not seen to be refused because its price is there already."""
SIZE = "0.01"
TRIGGER = "58000"


@dataclass
class Scene:
    """An account that holds bitcoin on an imitated venue, and wants it protected there."""

    live: Live
    venue: FakeVenue
    code: str

    @property
    def linear(self) -> bool:
        return VENUES[self.code].market_type is MarketType.LINEAR

    @property
    def symbol(self) -> str:
        if self.code == "KRKN":
            return "BTC/USDT"
        return symbol_of(self.code)

    def spelled(self, client_order_id: str) -> str:
        """Return an id of ours as the venue spells it."""
        return encode(client_order_id, VENUES[self.code].ids.format)

    def stop(self, side: str = "sell", trigger: str = TRIGGER, amount: str = SIZE) -> OrderRequest:
        """Return what protects the position."""
        return self.live.request(
            side,
            amount,
            symbol=self.symbol,
            trigger=trigger,
            reduce_only=self.linear,
            is_exit=True,
        )

    async def rest(self, side: str = "sell", trigger: str = TRIGGER) -> OrderReport:
        """Have a stop rest."""
        return await self.live.exchange.create_order(self.stop(side, trigger))

    async def find(self, client_order_id: str) -> OrderReport | None:
        return await self.live.exchange.find_order(self.symbol, client_order_id)

    async def sold(self, client_order_id: str) -> Decimal:
        """Return what the trades of an order sum up to."""
        fills = await self.live.exchange.fetch_fills(self.symbol, client_order_id)
        return sum((fill.amount for fill in fills), D(0))

    def ended(self) -> bool:
        return bool(self.live.ear.orders) and self.live.ear.orders[-1].state.is_final

    def placed(self) -> int:
        """Return how many requests of ours were to place an order."""
        return len(self.venue.sent("create_order")) + len(self.venue.sent("create_algo_order"))

    def held(self) -> Decimal:
        return self.venue.position(self.symbol) if self.linear else self.venue.balance("BTC")


@pytest.fixture(params=CODES)
def code(request: pytest.FixtureRequest) -> str:
    """Return the code of each venue on which stops rest."""
    code: str = request.param
    return code


def give(venue: FakeVenue, code: str) -> None:
    """Have the account hold bitcoin without an order of ours."""
    if VENUES[code].market_type is MarketType.LINEAR:
        venue.trade_outside(symbol_of(code), SIZE)
    else:
        venue.set_balance("BTC", SIZE)


@pytest.fixture
async def scene(world: World, venue: FakeVenue, code: str) -> AsyncIterator[Scene]:
    """Return an account that holds 0.01 bitcoin at 60,000, and proves absence after 0.3 s."""
    give(venue, code)
    async with live(world, code, absence_after=0.3) as account:
        yield Scene(account, venue, code)


# What is sent


async def test_stop_rests_until_the_last_price_reaches_it(scene: Scene) -> None:
    assert scene.live.exchange.holds_stops(scene.symbol)

    report = await scene.rest()

    assert (report.state, report.filled) == (OrderState.OPEN, 0)
    (order,) = scene.venue.open_orders
    assert order.trigger is not None
    assert (order.trigger.price, order.trigger.rises) == (D(TRIGGER), False)
    by_mark = scene.code in BY_MARK
    assert order.trigger.by.value == ("MARK" if by_mark else "LAST")
    assert (order.amount, order.side.name) == (D(SIZE), "SELL")
    assert order.price is None or order.price < D(TRIGGER)
    assert order.reduce_only is scene.linear
    assert order.client_id == scene.spelled(report.client_order_id)

    prices = {"bid": 57_900, "mark": 58_100} if by_mark else {"bid": 58_100, "mark": 57_900}
    scene.venue.set_price(scene.symbol, **prices)
    assert scene.venue.fills[-1].order_id != order.order_id if scene.linear else True
    assert not scene.ended()


async def test_buy_waits_for_a_rise(scene: Scene) -> None:
    if scene.linear:
        scene.venue.trade_outside(scene.symbol, "-0.02")
    await scene.rest("buy", "62000")
    (order,) = scene.venue.open_orders
    assert order.trigger is not None
    assert (order.trigger.rises, order.side.name) == (True, "BUY")

    scene.venue.set_price(scene.symbol, 62_100)

    await until(scene.ended)
    assert scene.live.ear.orders[-1].state is OrderState.FILLED


@pytest.mark.parametrize("code", HEDGED)
async def test_hedge_mode_protects_the_right_side(
    world: World, venue: FakeVenue, code: str
) -> None:
    venue.account.hedge = True
    symbol = "BTC/USDT:USDT"
    venue.trade_outside(symbol, "0.02", Hand.LONG)
    venue.trade_outside(symbol, "-0.03", Hand.SHORT)
    async with live(world, code) as account:
        for side, position_side, trigger in (
            ("sell", Side.LONG, "58000"),
            ("buy", Side.SHORT, "62000"),
        ):
            await account.order(
                side,
                SIZE,
                symbol=symbol,
                trigger=trigger,
                reduce_only=True,
                is_exit=True,
                position_side=position_side,
            )
        venue.set_price(symbol, 57_900)
        await until(lambda: venue.position(symbol, Hand.LONG) == D("0.01"))
        venue.set_price(symbol, 62_100)
        await until(lambda: venue.position(symbol, Hand.SHORT) == D("-0.02"))


@pytest.mark.parametrize("code", [code for code in CODES if code not in AT_ONCE])
async def test_price_that_is_there_already_is_a_definite_refusal(scene: Scene) -> None:
    with pytest.raises(OrderRefusedError) as caught:
        await scene.rest(trigger="61000")
    assert caught.value.code == "would_trigger_at_once"
    assert not scene.venue.open_orders


@pytest.mark.parametrize("code", AT_ONCE)
async def test_price_that_is_there_already_may_be_sold_at_once(scene: Scene) -> None:
    report = await scene.rest(trigger="61000")
    if not report.state.is_final:
        await until(scene.ended)
        report = scene.live.ear.orders[-1]
    assert report.state is OrderState.FILLED
    assert await scene.sold(report.client_order_id) == D(SIZE)
    assert scene.held() == 0


# Found, cancelled


async def test_stop_is_found_while_it_waits(scene: Scene) -> None:
    report = await scene.rest()
    found = await scene.find(report.client_order_id)
    assert found is not None
    assert (found.state, found.filled) == (OrderState.OPEN, 0)
    assert found.venue_order_id == report.venue_order_id
    assert await scene.sold(report.client_order_id) == 0


async def test_stop_is_among_the_open_orders(scene: Scene) -> None:
    if scene.linear:
        resting = await scene.live.order("buy", SIZE, "50000", symbol=scene.symbol)
    else:
        resting = await scene.live.order("buy", SIZE, "50000")
    report = await scene.rest()
    found = {
        one.client_order_id: one.state for one in await scene.live.exchange.fetch_open_orders()
    }
    assert found == {
        resting.client_order_id: OrderState.OPEN,
        report.client_order_id: OrderState.OPEN,
    }


async def test_stop_is_cancelled(scene: Scene) -> None:
    report = await scene.rest()
    ended = await scene.live.exchange.cancel_order(scene.symbol, report.client_order_id, None)
    assert (ended.state, ended.filled) == (OrderState.CANCELLED, 0)
    assert not scene.venue.open_orders

    scene.venue.set_price(scene.symbol, 57_000)
    assert scene.held() == D(SIZE)


async def test_cancel_by_somebody_else_is_told(scene: Scene) -> None:
    report = await scene.rest()
    await asyncio.sleep(0.3)
    scene.venue.cancel(scene.spelled(report.client_order_id))
    await until(scene.ended)
    assert scene.live.ear.orders[-1].state is OrderState.CANCELLED


async def test_cancel_that_comes_too_late_says_so(scene: Scene) -> None:
    report = await scene.rest()
    scene.venue.set_price(scene.symbol, 57_000)
    with pytest.raises(OrderNotFoundError):
        await scene.live.exchange.cancel_order(scene.symbol, report.client_order_id, None)
    found = await scene.find(report.client_order_id)
    assert found is not None
    assert (found.state, found.filled) == (OrderState.FILLED, D(SIZE))


# Triggered


async def test_triggered_stop_is_told_with_its_trades(scene: Scene) -> None:
    report = await scene.rest()
    scene.venue.set_price(scene.symbol, 57_900)

    await until(scene.ended)

    told = scene.live.ear.orders[-1]
    assert (told.client_order_id, told.state) == (report.client_order_id, OrderState.FILLED)
    assert told.filled == sum(fill.amount for fill in scene.live.ear.fills.values()) == D(SIZE)
    assert {fill.client_order_id for fill in scene.live.ear.fills.values()} == {
        report.client_order_id
    }
    assert await scene.sold(report.client_order_id) == D(SIZE)
    assert scene.held() == 0


@waits(orders=OrderTimings(list_every=0.2))
async def test_triggered_stop_is_told_without_any_stream(scene: Scene) -> None:
    await scene.rest()
    await asyncio.sleep(0.1)
    scene.venue.streams.silent = True
    scene.venue.set_price(scene.symbol, 57_900)
    await until(scene.ended)
    assert scene.live.ear.orders[-1].filled == D(SIZE)


@pytest.mark.parametrize("code", ["BIFU"])
async def test_order_that_a_stop_becomes_may_have_an_id_of_its_own(scene: Scene) -> None:
    """Only the stop says what it has become."""
    complete = scene.venue.engine.on_child

    def rename(parent: Order, child: Order) -> None:
        complete(parent, child)
        child.client_id = "made-by-the-venue"

    scene.venue.engine.on_child = rename
    report = await scene.rest()
    scene.venue.set_price(scene.symbol, 57_900)

    await until(scene.ended)

    told = scene.live.ear.orders[-1]
    assert (told.client_order_id, told.state) == (report.client_order_id, OrderState.FILLED)
    assert told.venue_order_id == str(scene.venue.orders[-1].order_id)
    assert await scene.sold(report.client_order_id) == D(SIZE)


async def test_stop_that_a_target_has_left_less_says_what_it_sold(scene: Scene) -> None:
    """It is larger than what is held: the rest lapses, and no more is ever said to be sold."""
    if not scene.linear:
        pytest.skip("a stop locks what it sells")
    stop = await scene.rest()
    await asyncio.sleep(0.3)
    await scene.live.order("sell", "0.004", symbol=scene.symbol, reduce_only=True, is_exit=True)

    scene.venue.set_price(scene.symbol, 57_900)

    await until(
        lambda: any(
            report.client_order_id == stop.client_order_id and report.state.is_final
            for report in scene.live.ear.orders
        )
    )
    found = await scene.find(stop.client_order_id)
    assert found is not None
    assert found.state.is_final
    told = [one for one in scene.live.ear.orders if one.client_order_id == stop.client_order_id]
    assert max(report.filled for report in told) == found.filled == D("0.006")
    assert scene.held() == 0
    assert await scene.sold(stop.client_order_id) == D("0.006")


async def test_stop_that_filled_in_part_says_how_much(scene: Scene) -> None:
    report = await scene.rest()
    scene.venue.set_price(scene.symbol, 57_900, bid_size="0.004")
    await until(scene.ended)
    found = await scene.find(report.client_order_id)
    assert found is not None
    assert found.state.is_final
    assert found.filled == D("0.004")
    assert await scene.sold(report.client_order_id) == D("0.004")


async def test_stop_that_the_venue_let_expire_is_over(scene: Scene) -> None:
    report = await scene.rest()
    (order,) = scene.venue.open_orders
    scene.venue.engine.end(order, Status.EXPIRED, Change.EXPIRED)
    await until(scene.ended)
    told = scene.live.ear.orders[-1]
    assert (told.client_order_id, told.state) == (report.client_order_id, OrderState.CANCELLED)
    assert told.filled == 0


@pytest.mark.parametrize("code", [*HEDGED, "KRKNF", "KUCNF", "HYPERLIQUIDF"])
async def test_stop_that_is_rejected_when_triggered_is_over(scene: Scene) -> None:
    """The position was closed by somebody else, so there is nothing left to sell."""
    report = await scene.rest()
    await asyncio.sleep(0.3)
    scene.venue.streams.silent = True
    scene.venue.close_outside(scene.symbol)
    scene.venue.set_price(scene.symbol, 57_900)

    found = await scene.find(report.client_order_id)

    assert found is not None
    assert found.state in {OrderState.REJECTED, OrderState.CANCELLED}
    assert found.filled == 0


# After a restart nothing is known of the order but its id


@pytest.mark.parametrize("then", ["waits", "triggered", "cancelled"])
async def test_stop_is_found_by_an_account_that_was_started_anew(
    world: World, venue: FakeVenue, code: str, then: str
) -> None:
    give(venue, code)
    async with live(world, code) as before:
        report = await Scene(before, venue, code).rest()
    async with live(world, code, absence_after=0.3) as account:
        scene = Scene(account, venue, code)
        if then == "triggered":
            venue.set_price(scene.symbol, 57_900)
        elif then == "cancelled":
            venue.cancel(scene.spelled(report.client_order_id))

        found = await scene.find(report.client_order_id)

        assert found is not None
        wanted = {
            "waits": (OrderState.OPEN, D(0)),
            "triggered": (OrderState.FILLED, D(SIZE)),
            "cancelled": (OrderState.CANCELLED, D(0)),
        }
        assert (found.state, found.filled) == wanted[then]
        assert await scene.sold(report.client_order_id) == wanted[then][1]


async def test_stop_is_cancelled_by_an_account_that_was_started_anew(
    world: World, venue: FakeVenue, code: str
) -> None:
    give(venue, code)
    async with live(world, code) as before:
        report = await Scene(before, venue, code).rest()
    async with live(world, code) as account:
        symbol = Scene(account, venue, code).symbol
        ended = await account.exchange.cancel_order(
            symbol, report.client_order_id, report.venue_order_id
        )
        assert ended.state is OrderState.CANCELLED
    assert not venue.open_orders


# Outcomes


@pytest.mark.parametrize(
    "fault",
    [
        Fault(effect=Effect.DROP),
        Fault(effect=Effect.GATEWAY, status=504),
        Fault(effect=Effect.TRUNCATE),
        Fault(effect=Effect.UNKNOWN_OUTCOME, status=504),
    ],
    ids=lambda fault: f"{fault.effect} {fault.status}",
)
async def test_stop_whose_answer_was_lost_is_found(scene: Scene, fault: Fault) -> None:
    fault.route = "create_*order"
    scene.venue.faults.append(fault)
    request = scene.stop()

    with pytest.raises(VenueError) as caught:
        await scene.live.exchange.create_order(request)

    assert not isinstance(caught.value, OrderRefusedError | NotSentError)
    found = await scene.find(request.client_order_id)
    assert found is not None
    assert found.state is OrderState.OPEN
    assert scene.placed() == 1


async def test_absence_needs_both_lists_and_the_history(scene: Scene) -> None:
    scene.venue.faults.append(Fault(effect=Effect.DROP, route="create_*order", processed=False))
    request = scene.stop()
    with pytest.raises(VenueError):
        await scene.live.exchange.create_order(request)
    before = len(scene.venue.requests)

    async with asyncio.timeout(PATIENCE):
        while True:
            try:
                found = await scene.find(request.client_order_id)
            except VenueError:
                await asyncio.sleep(0.05)
            else:
                break

    assert found is None
    asked = {one.name for one in scene.venue.requests[before:]}
    wanted = {
        "BINA": {"query_order", "open_orders", "all_orders"},
        "BIFU": {
            "query_order",
            "query_algo_order",
            "open_orders",
            "open_algo_orders",
            "all_orders",
            "all_algo_orders",
        },
    }
    assert asked >= wanted.get(scene.code, {"open_orders", "all_orders"})
    assert scene.placed() == 1


# Venues that were not seen to hold stops: those are watched here, and never sent


@pytest.mark.parametrize("code", ["BYBI"])
async def test_stop_never_leaves_for_a_venue_that_is_not_on_the_list(
    world: World, venue: FakeVenue, code: str
) -> None:
    venue.set_balance("BTC", SIZE)
    async with live(world, code) as account:
        assert not account.exchange.holds_stops("BTC/USDT")
        with pytest.raises(OrderRefusedError) as caught:
            await account.order("sell", SIZE, trigger=TRIGGER, is_exit=True)
    assert caught.value.code == "stop_not_held"
    assert not venue.sent("create_order")


@pytest.mark.parametrize("row", VENUES.values(), ids=VENUES)
@pytest.mark.parametrize("side", OrderSide)
def test_what_leaves_says_the_trigger_or_nothing_leaves(row: Venue, side: OrderSide) -> None:
    """Clients drop what they don't know, and the venue would sell at once."""
    if row.stops is None:
        with pytest.raises(OrderRefusedError):
            order_leaves(row, side, OrderType.MARKET, exits=True, trigger=D(58000))
        return
    left = order_leaves(row, side, OrderType.MARKET, exits=True, trigger=D(58000))
    says = {
        "BINA": "stopPrice",
        "KRKN": "price",
        "KUCNF": "stopPrice",
        "OKEX": "slTriggerPx",
        "OKEXF": "slTriggerPx",
        "KRKNF": "stopPrice",
        "HYPERLIQUIDF": "triggerPx",
        "BITGF": "stopLoss",
        "GATEF": "price",
    }
    assert f"'{says.get(row.code, 'triggerPrice')}': '58000" in left
    assert ("algoOrder" in left) is (row.code == "BIFU")


@pytest.mark.parametrize("code", CODES)
def test_market_that_does_not_list_such_orders_holds_none(code: str) -> None:
    row = VENUES[code]
    listed = LISTED[row.market_type]
    assert row.stops is not None
    elsewhere = replace(listed, order_types=frozenset({"MARKET"}))
    assert holds_stops(row, elsewhere) is (row.stops.kind is None)
    assert not holds_stops(row, None)


def test_list_of_venues_that_hold_stops() -> None:
    """Add one only with tests as these, against a strict imitation."""
    assert [code for code, row in VENUES.items() if row.stops is not None] == [
        "BINA",
        "BIFU",
        "BYBIF",
        "OKEX",
        "OKEXF",
        "KUCNF",
        "KRKN",
        "KRKNF",
        "GATEF",
        "BITGF",
        "HYPERLIQUIDF",
    ]

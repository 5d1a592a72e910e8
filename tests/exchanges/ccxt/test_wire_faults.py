"""Every fault of the wire against every kind of order, on every venue that is wire-tested.

However a request goes wrong: the adapter either knows that the order was refused or never sent,
or it does not know and finds out. Nothing is ever sent a second time.
"""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import pytest

from custom_components.tradehook.exchanges.port.exchange import (
    NotSentError,
    OrderNotFoundError,
    OrderRefusedError,
    OrderReport,
    OrderRequest,
    VenueError,
)
from custom_components.tradehook.exchanges.port.timings import (
    OrderTimings,
    RequestTimings,
    VenueTimings,
)
from custom_components.tradehook.exchanges.venues.catalogue import VENUES
from custom_components.tradehook.trading.model.market import MarketType
from custom_components.tradehook.trading.model.order import OrderState
from tests.exchanges.live import IMITATIONS, Live, World, live, symbol_of, until
from tests.fake_exchange.core.orders import Order
from tests.fake_exchange.faults import Effect, Fault
from tests.fake_exchange.venue import FakeVenue
from tests.patience import PATIENCE
from tests.sampling import share

D = Decimal
SIZE = "0.01"
TIMEOUT = 0.25
"""Seconds until the client gives a request up: ten times what an answer takes here."""

NOT_SENT, FOUND, ABSENT = "not sent", "found", "absent"


@dataclass(frozen=True)
class Row:
    """A fault, and what becomes of an order that it hits."""

    effect: Effect
    ends: str
    fault: dict[str, Any] = field(default_factory=dict)

    def make(self) -> Fault:
        """Return the fault for whatever request places or cancels an order."""
        return Fault(effect=self.effect, **self.fault)


FAULTS = {
    "answer lost": Row(Effect.DROP, FOUND),
    "request lost": Row(Effect.DROP, ABSENT, {"processed": False}),
    "half an answer": Row(Effect.TRUNCATE, FOUND),
    "empty answer": Row(Effect.EMPTY, FOUND),
    "page instead of an answer": Row(Effect.HTML, FOUND),
    "502": Row(Effect.GATEWAY, FOUND, {"status": 502}),
    "504": Row(Effect.GATEWAY, FOUND, {"status": 504}),
    "502, not done": Row(Effect.GATEWAY, ABSENT, {"status": 502, "processed": False}),
    "403 of a firewall": Row(Effect.GATEWAY, FOUND, {"status": 403}),
    "venue does not know": Row(Effect.UNKNOWN_OUTCOME, FOUND, {"status": 504}),
    "venue does not know, not done": Row(
        Effect.UNKNOWN_OUTCOME, ABSENT, {"status": 504, "processed": False}
    ),
    "too many requests": Row(Effect.RATE_LIMIT, NOT_SENT),
    "banned": Row(Effect.BAN, NOT_SENT),
    "maintenance": Row(Effect.MAINTENANCE, ABSENT),
    "time-out": Row(Effect.DELAY, FOUND, {"seconds": TIMEOUT * 2}),
}


@dataclass
class Scene:
    """An account on an imitated venue that holds some bitcoin."""

    live: Live
    venue: FakeVenue
    code: str

    @property
    def linear(self) -> bool:
        return VENUES[self.code].market_type is MarketType.LINEAR

    @property
    def symbol(self) -> str:
        return symbol_of(self.code)

    def entry(self) -> OrderRequest:
        return self.live.request("buy", SIZE, symbol=self.symbol)

    def resting(self) -> OrderRequest:
        return self.live.request("buy", SIZE, "50000", symbol=self.symbol)

    def exit(self) -> OrderRequest:
        return self.live.request(
            "sell", SIZE, symbol=self.symbol, reduce_only=self.linear, is_exit=True
        )

    def stop(self) -> OrderRequest:
        return self.live.request(
            "sell",
            SIZE,
            symbol=self.symbol,
            trigger="58000",
            reduce_only=self.linear,
            is_exit=True,
        )

    def spelled(self, request: OrderRequest) -> str:
        """Return an order's id as the imitation keeps it."""
        return self.live.spelled(request.client_order_id)

    def placed(self, request: OrderRequest) -> list[Order]:
        """Return what the venue has of an order; a stop and what it has become are one."""
        spelled = self.spelled(request)
        return [
            order for order in self.venue.orders if order.client_id == spelled and not order.parent
        ]

    def requests(self) -> int:
        return len(self.venue.sent("create_order")) + len(self.venue.sent("create_algo_order"))

    async def outcome(self, request: OrderRequest) -> tuple[str, OrderReport | None]:
        """Place an order and find out what became of it, without ever sending it again."""
        try:
            report = await self.live.exchange.create_order(request)
        except OrderRefusedError:
            return "refused", None
        except NotSentError:
            return NOT_SENT, None
        except VenueError:
            found = await self.found(request)
            return (FOUND, found) if found else (ABSENT, None)
        return "answered", report

    async def found(self, request: OrderRequest) -> OrderReport | None:
        """Look an order up until it is found or proven absent, as the account does."""
        async with asyncio.timeout(PATIENCE):
            while True:
                try:
                    return await self.live.exchange.find_order(
                        request.symbol, request.client_order_id
                    )
                except VenueError:
                    await asyncio.sleep(0.05)

    async def ends(self, request: OrderRequest) -> OrderReport:
        """Look an order up until it is over."""
        async with asyncio.timeout(PATIENCE):
            while True:
                report = await self.found(request)
                assert report is not None
                if report.state.is_final:
                    return report
                await asyncio.sleep(0.02)

    async def sold(self, request: OrderRequest) -> Decimal:
        """Return what the trades of an order sum up to."""
        fills = await self.live.exchange.fetch_fills(request.symbol, request.client_order_id)
        return sum((fill.amount for fill in fills), D(0))


PURPOSES: dict[str, Callable[[Scene], OrderRequest]] = {
    "entry": Scene.entry,
    "resting entry": Scene.resting,
    "exit": Scene.exit,
    "stop": Scene.stop,
}
CASES = [
    pytest.param(code, purpose, id=f"{code} {purpose}")
    for code in IMITATIONS
    for purpose in PURPOSES
    if purpose != "stop" or VENUES[code].stops is not None
]
TIMED = [case for case in CASES if not str(case.values[0]).startswith(("KRKN", "HYPERLIQUID"))]
"""Kraken does not look at the time, it counts; Hyperliquid accepts that of two days, and Kraken's
futures are told none."""
RESTING = [case for case in CASES if case.values[1] in {"resting entry", "stop"}]
TURNS = {case.id: turn for turn, case in enumerate(CASES)}


REAL = OrderTimings()
HASTY = VenueTimings(
    orders=OrderTimings(
        ask_again=tuple(delay / 20 for delay in REAL.ask_again),
        cancel_checks=tuple(delay / 20 for delay in REAL.cancel_checks),
        list_every=0.3,
        list_every_without_streams=0.2,
    ),
    requests=RequestTimings(sent_away=0.0, longest_away=0.0),
)
"""A twentieth of what the adapter waits for real venues, and less."""


@pytest.fixture
def venue_timings() -> VenueTimings:
    """Wait less than for real venues."""
    return HASTY


@pytest.fixture
async def scene(world: World, venue: FakeVenue, code: str) -> AsyncIterator[Scene]:
    """Return an account with enough of everything, in which absence is proven after 0.1 s."""
    provide(venue, code)
    async with live(world, code, absence_after=0.1, burst=1e9) as account:
        yield Scene(account, venue, code)


def provide(venue: FakeVenue, code: str) -> None:
    """Have the account hold enough bitcoin to sell."""
    if VENUES[code].market_type is MarketType.LINEAR:
        venue.trade_outside(symbol_of(code), "0.1")
    else:
        venue.set_balance("BTC", 1)


@contextmanager
def hit_by(scene: Scene, row: Row, route: str) -> Iterator[None]:
    """Have the next request of a kind hit by a fault."""
    fault = row.make()
    fault.route = route
    scene.venue.faults.append(fault)
    patience = scene.live.client.timeout
    if row.effect in {Effect.DELAY, Effect.LATE}:
        scene.live.client.timeout = int(TIMEOUT * 1000)
    yield
    scene.live.client.timeout = patience
    scene.venue.faults.clear()


@pytest.mark.parametrize(("code", "purpose"), CASES)
async def test_order_that_a_fault_hits_is_placed_once_or_not_at_all(
    scene: Scene, purpose: str, subtests: pytest.Subtests
) -> None:
    for name, row in share(FAULTS, TURNS[f"{scene.code} {purpose}"], 5).items():
        with subtests.test(name):
            request, before = PURPOSES[purpose](scene), scene.requests()
            with hit_by(scene, row, "create_*order"):
                outcome, report = await scene.outcome(request)

            assert outcome == row.ends
            assert scene.requests() - before == 1
            placed = scene.placed(request)
            assert len(placed) == (1 if row.ends == FOUND else 0)
            if report is None:
                continue
            if purpose in {"entry", "exit"}:
                report = await scene.ends(request)
                assert (report.state, report.filled) == (OrderState.FILLED, D(SIZE))
                assert await scene.sold(request) == D(SIZE)
            else:
                assert (report.state, report.filled) == (OrderState.OPEN, 0)
                await cancelled(scene, request)


@pytest.mark.parametrize(("code", "purpose"), CASES)
async def test_order_that_is_shown_late_is_not_taken_for_absent(
    world: World, venue: FakeVenue, code: str, purpose: str
) -> None:
    provide(venue, code)
    async with live(world, code, absence_after=5.0, burst=1e9) as account:
        scene = Scene(account, venue, code)
        venue.engine.registry.hide_next = 3
        with hit_by(scene, FAULTS["answer lost"], "create_*order"):
            request = PURPOSES[purpose](scene)
            outcome, report = await scene.outcome(request)
        assert outcome == FOUND
        assert report is not None
        assert len(scene.placed(request)) == 1


@pytest.mark.parametrize(("code", "purpose"), RESTING)
async def test_id_that_is_taken_means_that_the_order_exists(scene: Scene, purpose: str) -> None:
    """Binance spot and Kraken take an id again once its order is over: so nothing is resent."""
    request = PURPOSES[purpose](scene)
    await scene.live.exchange.create_order(request)
    outcome, report = await scene.outcome(request)
    assert outcome == FOUND
    assert report is not None
    assert report.state is OrderState.OPEN
    assert len(scene.placed(request)) == 1


@pytest.mark.parametrize(("code", "purpose"), TIMED)
async def test_clock_that_is_wrong_is_corrected(
    scene: Scene, purpose: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert scene.live.exchange._parts is not None
    client_pool = scene.live.exchange._parts.client_pool
    monkeypatch.setattr(scene.venue.clock, "skew_ms", 70_000)
    request = PURPOSES[purpose](scene)
    outcome, _ = await scene.outcome(request)
    assert outcome == NOT_SENT
    assert not scene.placed(request)
    assert client_pool.transport._doubt.raised.is_set()

    await client_pool.sync_clock()

    outcome, _ = await scene.outcome(PURPOSES[purpose](scene))
    assert outcome == "answered"


@pytest.mark.parametrize(("code", "purpose"), CASES)
async def test_order_that_arrives_after_it_was_given_up_is_not_taken_for_absent(
    world: World, venue: FakeVenue, code: str, purpose: str
) -> None:
    provide(venue, code)
    async with live(world, code, absence_after=TIMEOUT * 3, burst=1e9) as account:
        scene = Scene(account, venue, code)
        request = PURPOSES[purpose](scene)
        with hit_by(scene, Row(Effect.LATE, FOUND, {"seconds": TIMEOUT * 2}), "create_*order"):
            outcome, _ = await scene.outcome(request)
        # Kraken refuses what comes behind a later request.
        assert outcome == (ABSENT if code == "KRKN" else FOUND)
        assert len(scene.placed(request)) == (0 if code == "KRKN" else 1)


# Cancels


async def cancelled(scene: Scene, request: OrderRequest) -> OrderReport:
    """Cancel an order until it is known how it ended, as the account does."""
    async with asyncio.timeout(PATIENCE):
        while True:
            try:
                return await scene.live.exchange.cancel_order(
                    request.symbol, request.client_order_id, None
                )
            except OrderNotFoundError:
                return await scene.ends(request)
            except VenueError:
                await asyncio.sleep(0.05)


@pytest.mark.parametrize(("code", "purpose"), RESTING)
async def test_cancel_that_a_fault_hits_ends_the_order_all_the_same(
    scene: Scene, purpose: str, subtests: pytest.Subtests
) -> None:
    for name, row in share(FAULTS, TURNS[f"{scene.code} {purpose}"], 5).items():
        with subtests.test(name):
            request = PURPOSES[purpose](scene)
            await scene.live.exchange.create_order(request)
            before = scene.requests()
            with hit_by(scene, row, "cancel_*order"):
                report = await cancelled(scene, request)
            assert (report.state, report.filled) == (OrderState.CANCELLED, 0)
            assert not scene.venue.open_orders
            assert scene.requests() == before


@pytest.mark.parametrize("code", IMITATIONS)
async def test_cancel_that_comes_after_a_part_says_how_much(scene: Scene) -> None:
    request = scene.resting()
    await scene.live.exchange.create_order(request)
    scene.venue.fill(scene.spelled(request), "0.004")
    scene.venue.faults.append(Fault(effect=Effect.DROP, route="cancel_order"))
    report = await cancelled(scene, request)
    assert (report.state, report.filled) == (OrderState.CANCELLED, D("0.004"))
    assert await scene.sold(request) == D("0.004")


# Streams: whatever is pushed, late, twice, in the wrong order or never


LATE = 0.06
STREAMS = {
    "orders lost": [Fault(effect=Effect.DROP, route="order", times=9)],
    "trades lost": [Fault(effect=Effect.DROP, route="fill", times=9)],
    "all lost": [
        Fault(effect=Effect.DROP, route=route, times=9) for route in ("order", "fill", "algo")
    ],
    "twice": [
        Fault(effect=Effect.DUPLICATE, route=route, times=9) for route in ("order", "fill", "algo")
    ],
    "swapped": [Fault(effect=Effect.SWAP, route=route, times=1) for route in ("order", "fill")],
    "late": [
        Fault(effect=Effect.DELAY, route=route, times=9, seconds=LATE)
        for route in ("order", "fill", "algo")
    ],
}


@pytest.mark.parametrize(("code", "purpose"), RESTING)
async def test_what_streams_get_wrong_ends_in_the_truth(
    scene: Scene, purpose: str, subtests: pytest.Subtests
) -> None:
    ear = scene.live.ear
    requests: list[OrderRequest] = []
    for name, wrong in STREAMS.items():
        with subtests.test(name):
            ear.orders.clear()
            request = PURPOSES[purpose](scene)
            await scene.live.exchange.create_order(request)
            requests.append(request)
            scene.venue.streams.faults[:] = [
                Fault(effect=one.effect, route=one.route, times=one.times, seconds=one.seconds)
                for one in wrong
            ]

            if purpose == "stop":
                scene.venue.set_price(scene.symbol, 57_000)
            else:
                scene.venue.fill(scene.spelled(request), "0.004")
                scene.venue.fill(scene.spelled(request), "0.006")

            def newest(wanted: str = request.client_order_id) -> OrderReport | None:
                # What was held back of the orders before may be pushed only now.
                own = [report for report in ear.orders if report.client_order_id == wanted]
                return own[-1] if own else None

            await until(lambda: (told := newest()) is not None and told.state.is_final)
            await asyncio.sleep(LATE)
            scene.venue.streams.faults.clear()
            scene.venue.set_price(scene.symbol, 60_000)
            told = newest()
            assert told is not None
            assert told.filled == D(SIZE)
            sold: defaultdict[str | None, Decimal] = defaultdict(Decimal)
            for fill in ear.fills.values():
                sold[fill.client_order_id] += fill.amount
            assert sold == {one.client_order_id: D(SIZE) for one in requests}

"""Every fault against all that an account orders: it ends in the right position, once."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from custom_components.tradehook.exchanges.ccxt.exchange import CcxtExchange
from custom_components.tradehook.exchanges.port.timings import (
    OrderTimings,
    RequestTimings,
    VenueTimings,
)
from custom_components.tradehook.exchanges.venues.catalogue import VENUES
from custom_components.tradehook.execution.common.timing.timings import OrderManagerTimings, Timings
from custom_components.tradehook.trading.model.market import MarketType
from custom_components.tradehook.trading.position.evolve import backoff
from tests.exchanges.live import World, until
from tests.fake_exchange.core.orders import Order, Side
from tests.fake_exchange.faults import Effect, Fault
from tests.fake_exchange.venue import FakeVenue
from tests.patience import PATIENCE
from tests.sampling import share

from .test_account import OPENING, Home, home

D = Decimal
DUST = D("0.0001")
FAULTS: dict[str, dict[str, Any]] = {
    "answer lost": {"effect": Effect.DROP},
    "request lost": {"effect": Effect.DROP, "processed": False},
    "half an answer": {"effect": Effect.TRUNCATE},
    "502": {"effect": Effect.GATEWAY, "status": 502},
    "venue does not know": {"effect": Effect.UNKNOWN_OUTCOME, "status": 504},
    "too many requests": {"effect": Effect.RATE_LIMIT},
    "empty answer, shown late": {"effect": Effect.EMPTY, "hidden": 3},
    "banned": {"effect": Effect.BAN},
    "maintenance": {"effect": Effect.MAINTENANCE},
}
"""What hits one request; `hidden` look-ups do not show its order."""
STREAMS: dict[str, list[dict[str, Any]]] = {
    "events lost": [{"effect": Effect.DROP}],
    "events twice, and late": [{"effect": Effect.DUPLICATE}, {"effect": Effect.DELAY}],
    "events swapped": [{"effect": Effect.SWAP}],
}
"""What hits all that is pushed of orders and trades."""
type Params = Mapping[str, str]


@dataclass
class Story:
    """An account that opens one position after the other."""

    at_home: Home
    over: set[str] = field(default_factory=set)
    """Positions of before."""
    orders: set[int] = field(default_factory=set)
    """Orders of before, by the venue's numbers."""
    numbers: Iterator[int] = field(default_factory=count)

    @property
    def venue(self) -> FakeVenue:
        return self.at_home.venue

    def breaks(
        self, fault: Mapping[str, Any], when: Callable[[Params], bool], skip: int = 0
    ) -> None:
        """Have the next request for such an order hit by a fault, if there is one."""
        if not fault:
            return
        hidden = fault.get("hidden", 0)

        def hits(params: Params) -> bool:
            found = when(params)
            if found and hidden:
                self.venue.engine.registry.hide_next = hidden
            return found

        given = {name: value for name, value in fault.items() if name != "hidden"}
        self.venue.faults.append(Fault(route="create_*", when=hits, skip=skip, **given))

    async def rows(self) -> list[dict[str, Any]]:
        """Return the rows of the positions of this part."""
        rows = await self.at_home.account.positions()
        return [dict(row) for row in rows if row["position_id"] not in self.over]

    async def becomes(self, holds: Callable[[list[dict[str, Any]]], bool]) -> list[dict[str, Any]]:
        """Wait until the positions are as they should be."""
        async with asyncio.timeout(PATIENCE):
            while not holds(rows := await self.rows()):  # noqa: ASYNC110
                await asyncio.sleep(0.02)
        return rows

    def placed(self, side: Side) -> list[Order]:
        """Return the orders of this part that traded."""
        return [
            order
            for order in self.venue.orders
            if order.order_id not in self.orders and order.side is side and order.filled
        ]

    async def send(self, **fields: object) -> None:
        """Post a signal; what opens something has an id that was not used before."""
        if fields.get("action") != "close":
            fields["signal_id"] = f"signal {next(self.numbers)}"
        answer = await self.at_home.send(**fields)
        assert answer.status == 202, answer.body

    async def open(self, **fields: object) -> None:
        """Open a long."""
        await self.send(**OPENING | fields)

    async def stands(self, resting: int = 2) -> None:
        """Wait until the position is open, with its orders and its protection."""
        await self.becomes(lambda rows: [row["status"] for row in rows] == ["open"])
        await until(lambda: self.at_home.resting() == resting and self.at_home.is_protected())

    async def ends(self) -> None:
        """Close what is open, and see that nothing is left anywhere."""
        self.venue.faults.clear()
        rows = await self.becomes(
            lambda rows: all(row["status"] not in {"pending", "closing"} for row in rows)
        )
        if any(row["status"] == "open" for row in rows):
            await self.send(action="close")
        rows = await self.becomes(
            lambda rows: all(row["status"] not in {"open", "pending", "closing"} for row in rows)
        )
        await until(lambda: not self.venue.open_orders)
        assert abs(self.at_home.held()) < DUST
        self.over |= {row["position_id"] for row in rows}
        self.orders |= {order.order_id for order in self.venue.orders}
        self.venue.set_price(self.at_home.symbol, 60_000)
        # A price of before would hit the next stop.
        await until(lambda: self.bid() == 60_000)

    def bid(self) -> Decimal:
        """Return the price that the account knows."""
        exchange = self.at_home.account.exchange
        assert isinstance(exchange, CcxtExchange)
        assert exchange._parts is not None
        return exchange._parts.feed.quotes[self.at_home.symbol].bid


def is_limit(params: Params) -> bool:
    """Whether it asks for a limit order, with or without a stop beside it."""
    if "aboveType" in params:
        return params["aboveType"] == "LIMIT_MAKER"
    return params.get("type", params.get("orderType", "")).upper() == "LIMIT"


def waits(params: Params) -> bool:
    """Whether it asks for a stop, with or without a limit order beside it."""
    return any(name in params for name in ("triggerPrice", "stopPrice", "belowStopPrice"))


def sells(params: Params) -> bool:
    return params["side"].upper() == "SELL"


def sells_now(params: Params) -> bool:
    return sells(params) and not is_limit(params) and not waits(params)


async def entry(story: Story, fault: Mapping[str, Any]) -> None:
    story.breaks(fault, lambda params: not sells(params))
    await story.open()
    rows = await story.becomes(lambda rows: [row["status"] for row in rows] != ["pending"])
    if rows[0]["status"] == "open":
        await story.stands()
    assert len(story.placed(Side.BUY)) == (1 if rows[0]["status"] == "open" else 0)


async def dca(story: Story, fault: Mapping[str, Any]) -> None:
    story.breaks(fault, lambda params: is_limit(params) and not sells(params))
    await story.open(dca_orders=[{"price_percentage": 2, "quantity_percentage": 100}])
    await story.stands(resting=3)
    (order,) = [one for one in story.venue.open_orders if one.side is Side.BUY]
    assert order.price == pytest.approx(D(58_800), rel=D("0.001"))


async def take_profit(story: Story, fault: Mapping[str, Any]) -> None:
    story.breaks(fault, lambda params: is_limit(params) and sells(params))
    await story.open()
    await story.stands()
    targets = [one.amount for one in story.venue.open_orders if one.trigger is None]
    assert sum(targets) == pytest.approx(story.at_home.held(), abs=D("0.002"))
    story.venue.set_price(story.at_home.symbol, 62_700)
    (row,) = await story.becomes(lambda rows: rows[0]["status"] == "closed")
    assert row["close_reason"] == "take_profit"


async def stop(story: Story, fault: Mapping[str, Any]) -> None:
    """The one that rests, where one does; and the one that sells."""
    story.breaks(fault, waits)
    await story.open()
    await story.stands()
    story.venue.faults.clear()
    story.breaks(fault, sells_now)
    stops = {order.order_id for order in story.at_home.stops()}
    story.venue.set_price(story.at_home.symbol, 57_000)
    (row,) = await story.becomes(lambda rows: rows[0]["status"] == "closed")
    assert row["close_reason"] == "stop_loss"
    sold = [order.order_id for order in story.placed(Side.SELL)]
    if story.at_home.pairs:
        assert len(sold) == 2
        assert set(sold) == stops, "the stop of each target sold, and nothing of ours"
    else:
        assert len(sold) == 1


async def close(story: Story, fault: Mapping[str, Any]) -> None:
    await story.open()
    await story.stands()
    story.breaks(fault, sells_now)
    await story.send(action="close")
    await story.becomes(lambda rows: rows[0]["status"] == "closed")
    assert len(story.placed(Side.SELL)) == 1


async def reverse(story: Story, fault: Mapping[str, Any], skip: int = 0) -> None:
    await story.open()
    await story.stands()
    story.breaks(fault, sells_now, skip)
    await story.send(action="reverse", side="short", quote_amount="480")
    rows = await story.becomes(
        lambda rows: (
            len(rows) == 2
            and min(row["status"] for row in rows) == "closed"
            and all(row["status"] in {"open", "closed", "failed"} for row in rows)
        )
    )
    opened = [row for row in rows if row["status"] == "open"]
    assert story.at_home.held() == -sum(D(row["size"]) for row in opened)
    assert len(story.placed(Side.SELL)) == 1 + len(opened)


async def reversed_opening(story: Story, fault: Mapping[str, Any]) -> None:
    await reverse(story, fault, skip=1)


PURPOSES: dict[str, Callable[[Story, Mapping[str, Any]], Awaitable[None]]] = {
    "entry": entry,
    "DCA": dca,
    "take profit": take_profit,
    "stop": stop,
    "close": close,
    "reverse": reverse,
    "opening of a reverse": reversed_opening,
}
CODES = ["BINA", "BIFU", "BYBI", "BYBIF"]
CASES = [
    pytest.param(code, purpose, id=f"{code} {purpose}")
    for code in CODES
    for purpose in PURPOSES
    if "reverse" not in purpose or VENUES[code].market_type is MarketType.LINEAR
]
TURNS = {case.id: turn for turn, case in enumerate(CASES)}


RETRIES = tuple(delay / 10 for delay in OrderManagerTimings().retries)
QUICK = Timings(orders=OrderManagerTimings(retries=RETRIES))
REAL = VenueTimings()
HASTY = VenueTimings(
    orders=OrderTimings(
        ask_again=tuple(delay / 10 for delay in REAL.orders.ask_again),
        cancel_checks=tuple(delay / 10 for delay in REAL.orders.cancel_checks),
        list_every=0.3,
        list_every_without_streams=0.2,
    ),
    requests=RequestTimings(
        sent_away=0.0, longest_away=0.0, spent_for=REAL.requests.spent_for / 10
    ),
)
"""A tenth of what is waited for real venues."""


@pytest.fixture(autouse=True)
def retried_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let positions try again what was refused after a tenth of their waits: that is a rule."""
    delays = tuple(delay / 10 for delay in backoff.RETRY_SECONDS)
    monkeypatch.setattr(backoff, "RETRY_SECONDS", delays)


@pytest.fixture
def timings() -> Timings:
    """Wait less than a real account."""
    return QUICK


@pytest.fixture
def venue_timings() -> VenueTimings:
    """Wait less than for real venues."""
    return HASTY


@pytest.mark.parametrize(("code", "purpose"), CASES)
async def test_order_that_a_fault_hits_ends_in_the_right_position(
    world: World,
    venue: FakeVenue,
    code: str,
    purpose: str,
    tmp_path: Path,
    subtests: pytest.Subtests,
) -> None:
    async with home(world, venue, code, tmp_path / "account.db") as at_home:
        story = Story(at_home)
        for name, fault in share(FAULTS, TURNS[f"{code} {purpose}"], 3).items():
            with subtests.test(name):
                await PURPOSES[purpose](story, fault)
                await story.ends()


@pytest.mark.parametrize(("code", "purpose"), CASES)
async def test_what_streams_get_wrong_ends_in_the_right_position(
    world: World,
    venue: FakeVenue,
    code: str,
    purpose: str,
    tmp_path: Path,
    subtests: pytest.Subtests,
) -> None:
    async with home(world, venue, code, tmp_path / "account.db") as at_home:
        story = Story(at_home)
        for name, wrong in share(STREAMS, TURNS[f"{code} {purpose}"], 1).items():
            with subtests.test(name):
                venue.streams.faults[:] = [
                    Fault(route=route, times=99, seconds=0.05, **one)
                    for route in ("order", "fill", "algo")
                    for one in wrong
                ]
                await PURPOSES[purpose](story, {})
                venue.streams.faults.clear()
                await story.ends()

"""The way of a signal, beside the durable floor: bare, and behind Home Assistant's webhook."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import NamedTuple

import aiohttp

from .accounts import add_bots, add_live_account
from .figures import Figure, Goal, Line, Unit, figure, p99
from .floor import SECRET
from .home import Folder, Running, running
from .processes import process
from .signals import Door, Sender, Sent, Venue, entity_states
from .venue import coin

GROUP = "Signal"
FLOOR_STATE = "sensor.floor"
UNFILLED = frozenset({"flat", "pending", "closing"})
BOTS = 50
ANSWER_SECONDS = 3.0
BUSY = 10
"""How many bots are kept busy."""


@dataclass(frozen=True, slots=True)
class Extent:
    """How much is measured."""

    rounds: int = 5
    alone: int = 20
    bursts: tuple[tuple[int, int], ...] = ((10, 1), (50, 10), (500, 50))
    """Signals, and over how many bots they are spread."""
    sustained: float = 6.0
    """Seconds for which some bots are kept busy: the recorder writes every five."""
    visible: bool = True
    """Whether it is measured when a frontend hears of a fill, which takes a while."""


class Bench(NamedTuple):
    """Everything that takes part."""

    venue: Venue
    sender: Sender
    floor_venue: Venue
    """Of the floors alone: the account listens to what happens at its own."""
    floor_sender: Sender
    home: Running
    bare: Door
    behind: Door
    ours: Sequence[Door]

    def sender_of(self, door: Door) -> Sender:
        """Return what posts to a door and waits for its orders."""
        return self.sender if door in self.ours else self.floor_sender


@asynccontextmanager
async def bench(bots: int) -> AsyncIterator[Bench]:
    """Start the venue, the bare floor and a Home Assistant with a live account."""
    with TemporaryDirectory() as folder:
        async with (
            process("benchmarks.venue", str(2 * BUSY)) as venue,
            process("benchmarks.venue", str(2 * BUSY)) as other,
            process("benchmarks.floor", str(other["port"]), f"{folder}/floor.db") as floor,
            running(
                Folder(Path(folder) / "config"),
                tradehook=True,
                floor=True,
                venue=venue["port"],
                floor_venue=other["port"],
            ) as home,
            aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session,
        ):
            control, floors = (Venue(session, one["control"]) for one in (venue, other))
            entry_id = await add_live_account(home.hass, "BINA")
            doors = await add_bots(home.hass, entry_id, bots)
            yield Bench(
                venue=control,
                sender=Sender(session, control),
                floor_venue=floors,
                floor_sender=Sender(session, floors),
                home=home,
                bare=Door(
                    f"http://127.0.0.1:{floor['port']}/signal",
                    {"api_secret": SECRET},
                    closes_all=False,
                ),
                behind=Door(
                    f"{home.hass.base_url}/api/webhook/floor",
                    {"api_secret": SECRET},
                    closes_all=False,
                ),
                ours=doors,
            )


async def measured(extent: Extent) -> list[Line]:
    """Return the lines of this group."""
    async with bench(max(bots for _, bots in extent.bursts)) as everything:
        return [
            *await _alone(everything, extent),
            *([await _visible(everything, extent)] if extent.visible else ()),
            *await _bursts(everything, extent),
            *await _sustained(everything, extent),
        ]


@dataclass(slots=True)
class _Rounds:
    """What the rounds of a door gave: medians and 99th percentiles."""

    answer: list[float] = field(default_factory=list)
    answer_p99: list[float] = field(default_factory=list)
    order: list[float] = field(default_factory=list)
    order_p99: list[float] = field(default_factory=list)

    def add(self, sent: Sent) -> None:
        """Add a round."""
        pairs = list(zip(sent.answered, sent.begun, strict=True))
        answers = [answered - begun for answered, begun in pairs]
        orders = [order.at - begun for order, begun in zip(sent.orders, sent.begun, strict=True)]
        self.answer.append(median(answers))
        self.answer_p99.append(p99(answers))
        self.order.append(median(orders))
        self.order_p99.append(p99(orders))


async def _alone(bench: Bench, extent: Extent) -> list[Line]:
    doors = {"bare": bench.bare, "behind": bench.behind, "ours": bench.ours[0]}
    rounds = {name: _Rounds() for name in doors}
    commits: list[int] = []
    serial: list[int] = []
    for number in range(extent.rounds + 1):
        order = list(doors.items()) if number % 2 else list(reversed(doors.items()))
        for name, door in order:
            await bench.home.watched()
            sent = await bench.sender_of(door).one_by_one(door, extent.alone)
            assert set(sent.statuses) == {HTTPStatus.ACCEPTED}, sent.statuses
            if not number:
                continue
            rounds[name].add(sent)
            if name == "ours":
                moments = (await bench.home.watched())["commits"]
                commits.append(len(moments) // (2 * extent.alone))
                serial += [
                    sum(begun < moment < order.at for moment in moments)
                    for begun, order in zip(sent.begun, sent.orders, strict=True)
                ]
    assert all((*commits, *serial)), "no commit was seen"
    ours, bare, behind = rounds["ours"], rounds["bare"], rounds["behind"]
    return [
        _line("answered, p50", ours.answer, bare.answer, Goal(limit=1.5, tolerated=4)),
        _line("answered, p99", ours.answer_p99, bare.answer_p99, Goal(limit=2.5, tolerated=20)),
        _line("order leaves, p50", ours.order, bare.order, Goal(limit=1.5, tolerated=3.5)),
        _line("order leaves, p99", ours.order_p99, bare.order_p99, Goal(limit=2, tolerated=12)),
        _line("the floor behind Home Assistant's webhook answers, p50", behind.answer, bare.answer),
        _line(
            "the floor behind Home Assistant's webhook: order leaves, p50",
            behind.order,
            bare.order,
        ),
        Line(
            group=GROUP,
            measure="commits before the order leaves",
            ours=figure(float(median(serial))),
            unit=Unit.COUNT,
            goal=Goal(limit=2, of_ratio=False),
            strict=True,
        ),
        Line(
            group=GROUP,
            measure="commits for a signal, an opening or a close",
            ours=figure(float(median(commits))),
            unit=Unit.COUNT,
            goal=Goal(limit=3, of_ratio=False),
        ),
    ]


def _line(measure: str, ours: list[float], floor: list[float], goal: Goal | None = None) -> Line:
    return Line(
        group=GROUP,
        measure=measure,
        ours=Figure(tuple(ours)),
        floor=Figure(tuple(floor)),
        goal=goal,
    )


async def _visible(bench: Bench, extent: Extent) -> Line:
    """Measure until a frontend hears that the position is open."""
    found = await bench.home.hass.expect(
        "POST", "/api/services/tradehook/get_positions?return_response", json={"limit": 1}
    )
    sensor = found["service_response"]["positions"][0]["entity_id"]
    places = ((bench.ours[0], sensor), (bench.behind, FLOOR_STATE))
    medians: tuple[list[float], list[float]] = ([], [])
    for number in range(extent.rounds + 1):
        for (door, entity_id), kept in zip(places, medians, strict=True):
            seconds = await _seen(bench, door, entity_id, extent.alone)
            if number:
                kept.append(median(seconds))
    return Line(
        group=GROUP,
        measure="fill visible as the entity's state, p50",
        ours=Figure(tuple(medians[0])),
        floor=Figure(tuple(medians[1])),
        goal=Goal(limit=1.5),
        note="floor: behind Home Assistant, a plain state",
    )


async def _seen(bench: Bench, door: Door, entity_id: str, number: int) -> list[float]:
    seconds = []
    sender = bench.sender_of(door)
    venue = bench.venue if sender is bench.sender else bench.floor_venue
    async with entity_states(bench.home, entity_id) as states:
        await venue.forget()
        for index in range(number):
            while not states.empty():
                states.get_nowait()
            sent = Sent()
            await sender.post(door, "open", sent)
            async with asyncio.timeout(ANSWER_SECONDS):
                while (told := await states.get())[1] in UNFILLED:
                    pass
            seconds.append(told[0] - sent.begun[0])
            await venue.until(2 * index + 1)
            await sender.post(door, "close", Sent())
            await venue.until(2 * index + 2)
    return seconds


async def _bursts(bench: Bench, extent: Extent) -> list[Line]:
    lines: list[Line] = []
    lost = doubled = 0
    slowest = 0.0
    for number, bots in extent.bursts:
        found: dict[str, list[float]] = {"ours": [], "behind": []}
        doors = {"ours": bench.ours[:bots], "behind": [bench.behind]}
        for turn in range(extent.rounds + 1):
            order = list(doors.items()) if turn % 2 else list(reversed(doors.items()))
            for name, posted in order:
                await bench.home.at_rest()
                sent = await bench.sender_of(posted[0]).burst(posted, number)
                if turn:
                    found[name].append(sent.to_last_order)
                if name == "ours":
                    lost += sent.lost + number - sent.accepted
                    doubled += sent.doubled
                    pairs = zip(sent.answered, sent.begun, strict=True)
                    slowest = max(slowest, *(answered - begun for answered, begun in pairs))
        lines.append(
            Line(
                group=GROUP,
                measure=f"{number} at once over {bots} bot{'s' if bots > 1 else ''}: last order",
                ours=Figure(tuple(found["ours"])),
                floor=Figure(tuple(found["behind"])),
                goal=Goal(limit=2, tolerated=6),
                note="floor: the same behind Home Assistant, with group commit",
            )
        )
    return [
        *lines,
        _strict("slowest answer of all bursts", slowest, Unit.SECONDS, ANSWER_SECONDS),
        _strict("lost", float(lost), Unit.COUNT, 0),
        _strict("doubled", float(doubled), Unit.COUNT, 0),
    ]


def _strict(measure: str, value: float, unit: Unit, limit: float) -> Line:
    return Line(
        group=GROUP,
        measure=measure,
        ours=figure(value),
        unit=unit,
        goal=Goal(limit=limit, of_ratio=False),
        strict=True,
    )


async def _sustained(bench: Bench, extent: Extent) -> list[Line]:
    """Keep some bots busy; the second time each waits until its order has reached the venue."""
    doors = bench.ours[:BUSY]
    behind = [bench.behind] * len(doors)
    markets = [f"{coin(number)}/USDT" for number in range(2 * BUSY)]
    seconds = extent.sustained
    taken = await _rates(
        bench,
        extent,
        lambda: bench.sender.taken_on(doors, seconds),
        lambda: bench.floor_sender.taken_on(behind, seconds),
    )
    carried = await _rates(
        bench,
        extent,
        lambda: bench.sender.carried_out(doors, markets, seconds),
        lambda: bench.floor_sender.carried_out(behind, markets, seconds),
    )
    by_turns = f"sustained over {len(doors)} bots, opening and closing by turns"
    goal = Goal(limit=0.7, at_least=True, tolerated=0.12)
    return [
        _rate(by_turns, taken, goal),
        _rate(f"{by_turns}, each waiting for its order", carried),
    ]


async def _rates(
    bench: Bench, extent: Extent, *measures: Callable[[], Awaitable[float]]
) -> list[Figure]:
    """Return what measures give by turns, after a round that doesn't count."""
    found: list[list[float]] = [[] for _ in measures]
    for turn in range(extent.rounds + 1):
        pairs = list(zip(measures, found, strict=True))
        for measure, kept in pairs if turn % 2 else reversed(pairs):
            await bench.home.at_rest()
            rate = await measure()
            if turn:
                kept.append(rate)
    return [Figure(tuple(rates)) for rates in found]


def _rate(measure: str, figures: Sequence[Figure], goal: Goal | None = None) -> Line:
    ours, floor = figures
    return Line(
        group=GROUP,
        measure=measure,
        ours=ours,
        floor=floor,
        unit=Unit.PER_SECOND,
        goal=goal,
        note="floor: the same behind Home Assistant, with group commit",
    )

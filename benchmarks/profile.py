"""Where a signal's processor time goes, beside the floor's: whose code, and in which thread."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from .figures import Line, Unit, figure
from .venue import coin
from .webhooks import BUSY, Bench, bench

GROUP = "Where the time goes"
SECONDS = 10.0
OWN = ("Tradehook", "floor")
"""Whose code it is in the one and in the other."""
OTHERS = ("ccxt", "Home Assistant", "aiohttp and others", "SQLAlchemy", "asyncio")
LOOP = "event loop"


@dataclass(frozen=True, slots=True)
class _Profile:
    """Seconds of processor time for each signal."""

    owners: dict[str, float]
    """In the thread of the event loop, but for the collections."""
    collecting: float
    """What Python's garbage collector takes in that thread, for whatever objects it is."""
    threads: dict[str, float]
    functions: list[str]
    """The ten that had most of the event loop's time, with their part of it."""

    @property
    def own(self) -> float:
        """Return what the measured thing's own code takes on the event loop."""
        return sum(self.owners.get(name, 0.0) for name in OWN)

    @property
    def others(self) -> float:
        """Return what threads take that are neither the event loop's nor the store's."""
        return sum(
            seconds
            for name, seconds in self.threads.items()
            if not _is_ledger(name) and name != _STORE
        )

    @property
    def whole(self) -> float:
        """Return all of it."""
        return sum(self.owners.values()) + self.collecting + sum(self.threads.values())


async def measured() -> list[Line]:
    """Return the lines of this group: some bots are kept busy, and the floor after them."""
    async with bench(BUSY) as everything:
        markets = [f"{coin(number)}/USDT" for number in range(2 * BUSY)]
        sender = everything.sender
        ours = await _profiled(
            everything, lambda: sender.carried_out(everything.ours, markets, SECONDS)
        )
        behind = [everything.behind] * BUSY
        floor = await _profiled(
            everything, lambda: everything.floor_sender.carried_out(behind, markets, SECONDS)
        )
    return _lines(ours, floor)


async def _profiled(bench: Bench, measure: Callable[[], Awaitable[float]]) -> _Profile:
    await measure()
    await bench.home.profile()
    signals = await measure() * SECONDS
    found = await bench.home.profile()
    collecting, told = found["collecting"], sum(found["owners"].values())
    loop = found["threads"].pop(LOOP) - collecting
    return _Profile(
        {name: loop * seconds / told / signals for name, seconds in found["owners"].items()},
        collecting / signals,
        {name: seconds / signals for name, seconds in found["threads"].items()},
        [f"{name} {seconds / told:.1%}" for name, seconds in found["functions"].items()],
    )


def _lines(ours: _Profile, floor: _Profile) -> list[Line]:
    lines = [_line(f"{LOOP}: own code", ours.own, floor.own, _top_ten(ours.functions))]
    lines += [
        _line(f"{LOOP}: {name}", ours.owners.get(name, 0.0), floor.owners.get(name, 0.0))
        for name in OTHERS
    ]
    lines.append(_line(f"{LOOP}: garbage collector", ours.collecting, floor.collecting))
    ledger = sum(seconds for name, seconds in ours.threads.items() if _is_ledger(name))
    store = floor.threads.get(_STORE, 0.0)
    lines.append(_line("the store's threads", ledger, store))
    lines.append(_line("the recorder and other threads", ours.others, floor.others))
    lines.append(_line("all of a signal", ours.whole, floor.whole))
    distance = ours.whole - floor.whole
    part = (ours.own - floor.own + ledger - store) / distance * 100 if distance > 0 else 0.0
    lines.append(
        Line(
            group=GROUP,
            measure="of the distance: Tradehook's code and its ledger",
            ours=figure(part),
            unit=Unit.PERCENT,
        )
    )
    return lines


_STORE = "bare store"


def _is_ledger(name: str) -> bool:
    # The system keeps 15 characters of a thread's name.
    return name.startswith("tradehook-ledge")


def _top_ten(functions: Sequence[str]) -> str:
    return "most of the event loop's time: " + ", ".join(functions)


def _line(measure: str, ours: float, floor: float, note: str = "") -> Line:
    return Line(group=GROUP, measure=measure, ours=figure(ours), floor=figure(floor), note=note)

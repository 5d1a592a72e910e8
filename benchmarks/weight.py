"""What each step weighs: bare Home Assistant, the integration, accounts; memory and start-up."""

from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from .accounts import add_live_account, add_paper_account
from .figures import STALL, Figure, Goal, Line, Unit, p999
from .home import Folder, running
from .processes import process

GROUP = "Weight"
MIB = 1024.0 * 1024.0


@dataclass(slots=True)
class _Step:
    """A folder to start from, and what its starts came to."""

    name: str
    folder: Folder
    wanted: dict[str, object]
    seconds: list[float] = field(default_factory=list)
    bytes: list[float] = field(default_factory=list)
    stalls: list[float] = field(default_factory=list)


async def measured(rounds: int) -> list[Line]:
    """Return the lines of this group; each step starts once per round, in turn."""
    with TemporaryDirectory() as folder:
        async with process("benchmarks.venue", "400") as venue:
            steps = await _prepared(Path(folder), venue["port"])
            for number in range(rounds):
                for step in steps if number % 2 else reversed(steps):
                    async with running(step.folder, **step.wanted) as home:
                        seconds, weight = await home.start_figures()
                        stalls = (await home.watched())["stalls"]
                    step.seconds.append(seconds)
                    step.bytes.append(weight)
                    step.stalls.append(p999(stalls))
    return _lines(steps)


async def _prepared(path: Path, port: int) -> list[_Step]:
    """Make the folders: each is the one before with something added."""
    bare = Folder(path / "bare")
    async with running(bare):
        pass
    wanted: dict[str, object] = {"tradehook": True, "venue": port}
    integration = bare.copy(path / "integration")
    paper = bare.copy(path / "paper")
    async with running(paper, **wanted) as home:
        await add_paper_account(home.hass)
    live = paper.copy(path / "live")
    async with running(live, **wanted) as home:
        await add_live_account(home.hass, "BINA")
    second = live.copy(path / "second")
    async with running(second, **wanted) as home:
        await add_live_account(home.hass, "BINA", key=1)
    return [
        _Step("bare Home Assistant", bare, {}),
        _Step("+ the integration", integration, wanted),
        _Step("+ a paper account", paper, wanted),
        _Step("+ a live account", live, wanted),
        _Step("+ a second account of the same venue", second, wanted),
    ]


_MEMORY_GOALS = {
    "+ a paper account": 20 * MIB,
    "+ a live account": 60 * MIB,
    "+ a second account of the same venue": 1 * MIB,
}


def _lines(steps: list[_Step]) -> list[Line]:
    lines = [
        Line(
            group=GROUP,
            measure=f"{steps[0].name}: memory",
            ours=Figure(tuple(steps[0].bytes)),
            unit=Unit.BYTES,
        ),
        Line(
            group=GROUP,
            measure=f"{steps[0].name}: start",
            ours=Figure(tuple(steps[0].seconds)),
        ),
    ]
    for before, step in pairwise(steps):
        limit = _MEMORY_GOALS.get(step.name)
        lines.append(
            Line(
                group=GROUP,
                measure=f"{step.name}: memory added",
                ours=_added(step.bytes, before.bytes),
                unit=Unit.BYTES,
                goal=Goal(limit=limit, of_ratio=False) if limit else None,
            )
        )
        lines.append(
            Line(
                group=GROUP,
                measure=f"{step.name}: start-up added",
                ours=_added(step.seconds, before.seconds),
            )
        )
    one_venue = next(step for step in steps if step.name == "+ a live account")
    lines.append(
        Line(
            group=GROUP,
            measure="a paper and a live account together: start-up added",
            ours=_added(one_venue.seconds, steps[0].seconds),
            goal=Goal(limit=0.6, of_ratio=False),
        )
    )
    lines.append(
        Line(
            group=GROUP,
            measure="a start with both: p99.9 stall of the event loop",
            ours=Figure(tuple(one_venue.stalls)),
            floor=Figure(tuple(steps[0].stalls)),
            goal=STALL,
            note="floor: bare Home Assistant's start",
        )
    )
    return lines


def _added(after: list[float], before: list[float]) -> Figure:
    return Figure(tuple(late - early for late, early in zip(after, before, strict=True)))

"""What a second account of a venue with many markets holds in memory: its Python objects.

The resident memory of a process tells no single MiB: the allocator keeps more or less of what was
free a moment ago, and a poll's answer alone is several.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

from .accounts import add_live_account
from .figures import Figure, Goal, Line, Unit
from .home import Folder, running
from .processes import process

MARKETS = 3_000
MIB = 1024.0 * 1024.0


async def measured(rounds: int) -> list[Line]:
    """Return the line of what the second account adds."""
    found: tuple[list[float], list[float]] = ([], [])
    with TemporaryDirectory() as folder:
        async with process("benchmarks.venue", str(MARKETS)) as venue:
            one, two = Folder(Path(folder) / "one"), Folder(Path(folder) / "two")
            wanted: dict[str, object] = {"tradehook": True, "venue": venue["port"]}
            for place, logins in ((one, (0,)), (two, (0, 1))):
                async with running(place, **wanted) as home:
                    for login in logins:
                        await add_live_account(home.hass, "BINA", key=login)
            for _ in range(rounds):
                for place, kept in zip((one, two), found, strict=True):
                    async with running(place, **wanted, traced=True) as home:
                        kept.append(await home.traced_memory())
    added = [second - first for first, second in zip(*found, strict=True)]
    return [
        Line(
            group="Weight",
            measure=f"+ a second account of a venue with {MARKETS:,} markets: objects",
            ours=Figure(tuple(added)),
            unit=Unit.BYTES,
            goal=Goal(limit=MIB, of_ratio=False),
            note="told by tracemalloc, the least within two polls of prices",
        )
    ]

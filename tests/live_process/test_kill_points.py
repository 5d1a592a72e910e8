"""Kill -9 at every point of a scripted life: each ends like the one that nobody disturbed."""

from collections.abc import Callable
from itertools import batched
import os
from pathlib import Path

import pytest

from .plan import Death, Moment
from .process import live_process
from .script import Script
from .watching import Watch

WHOLE = "CRASHES" in os.environ
CODES = ["BIFU", "BINA", "BYBIF", "HYPERLIQUIDF", "BITGF", "OKEXF", *(["KUCNF"] if WHOLE else [])]
CERTAIN = 0.8
"""The share of the points that every life reaches: commits share transactions as it happens."""
A_HISTORY = 8
"""How many lives one account lives through at most: all of its books are compared in each."""
EACH = [(code, moment) for code in CODES for moment in Moment]


def points(number: int) -> list[int]:
    """Return which of so many points are tried."""
    if WHOLE:
        return list(range(1, number + 1))
    return [1, number // 2]


@pytest.mark.timeout(3600)
@pytest.mark.parametrize(("code", "moment"), EACH if WHOLE else EACH[::3])
async def test_every_kill_ends_like_the_undisturbed_life(
    code: str, moment: Moment, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    # A stream tells the last price alone, a poll the asked one too: a life that began anew would
    # buy a little less than one that still has the market's stream.
    async with live_process(code, tmp_path, stream_lingers=0.0) as process:
        watch = Watch(process=process)
        await watch.restart()
        before = (await process.books())["passed"].get(moment, 0)
        undisturbed = await Script(watch, "undisturbed-").play()
        number = (await process.books())["passed"][moment] - before
        assert process.kills == 0

    for history in batched(points(number), A_HISTORY, strict=False):
        folder = tmp_path / str(history[0])
        folder.mkdir()
        async with live_process(code, folder, stream_lingers=0.0) as process:
            watch = Watch(process=process)
            await watch.restart()
            for point in history:
                kills = process.kills
                await process.arm(Death(moment=moment, number=point))
                assert await Script(watch, f"{point}-").play() == undisturbed, point
                if point <= number * CERTAIN:
                    assert process.kills == kills + 1, f"{point} of {number} was not reached"
        record_property("figures", {"of": f"{code}, {moment}", **watch.figures()})

"""Kill -9 in the middle of busy trading, again and again: nothing lost, doubled or unprotected."""

import asyncio
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import partial
import os
from pathlib import Path
import random
import time

import pytest

from tests.patience import PATIENCE

from .process import Json, live_process
from .trading import PRICES, Trading
from .watching import Watch

CRASHES = int(os.environ.get("CRASHES", "12"))
"""How many in all, spread over the venues and over histories of their own."""
CODES = ["BIFU", "BINA", "BYBIF", "HYPERLIQUIDF", "BITGF", "OKEXF"]
A_HISTORY = 15
"""How many crashes one account lives through at most: its books are compared each time."""
AGAIN = 0.2
"""How often it is killed once more while it starts."""
EARLY = 1.0
"""For how many seconds at most there is trading while a start may still be under way."""
HISTORIES = [
    (code, number)
    for code in CODES
    for number in range(1, 1 + max(1, round(CRASHES / len(CODES) / A_HISTORY)))
]


@pytest.mark.timeout(900)
@pytest.mark.parametrize(("code", "seed"), HISTORIES)
async def test_killed_while_trading(
    code: str, seed: int, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    crashes = -(-CRASHES // len(HISTORIES))
    chance = random.Random(f"{code}-{seed}")
    async with live_process(code, tmp_path) as process:
        watch = Watch(process=process)
        trading = Trading(watch, chance)
        await watch.restart()
        while process.kills < crashes:
            await _trade_until_killed(trading, watch, chance)
            if chance.random() < AGAIN:
                await process.spawn()
                await asyncio.sleep(chance.uniform(0, 0.4))
                await process.kill()
            if chance.random() < 0.5:
                trading.move(chance.choice(list(PRICES)), chance.uniform(0.97, 1.03))
            early = chance.uniform(0, EARLY)
            await watch.restart(meanwhile=partial(trading.trade, early))
            await trading.hang_up()

        # The stops are not only watched: they sell
        for base in PRICES:
            for _ in range(2):
                async with asyncio.timeout(PATIENCE):
                    while not trading.move(base, 0.9):  # noqa: ASYNC110
                        await asyncio.sleep(0.05)
        await watch.agree(lambda books: not any(_should_have_sold(books)))
    record_property("figures", {"of": f"{code}, at random", **watch.figures()})


def _should_have_sold(books: Json) -> Iterator[str]:
    """Yield the longs that are open below their stop; the last fall may have entered others."""
    for row in books["positions"]:
        if row["status"] == "open" and row["side"] == "long":
            price = Decimal(books["prices"][row["symbol"]])
            if Decimal(row["stop_loss"]["stop_price"]) >= price:
                yield row["position_id"]


async def _trade_until_killed(trading: Trading, watch: Watch, chance: random.Random) -> None:
    until = time.monotonic() + chance.uniform(0.05, 1.2)
    busy = asyncio.create_task(trading.trade(2.0))
    await asyncio.sleep(max(0.0, until - time.monotonic()))
    await watch.process.kill()
    await busy
    await trading.hang_up()

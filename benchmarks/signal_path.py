"""The way of signals in one thread, from their bytes to the rows: its instructions are counted.

`python -m benchmarks.signal_path [SIGNALS]` prints a line before each part and waits for one.
"""

import asyncio
from decimal import Decimal
import json
from pathlib import Path
import sys
from tempfile import TemporaryDirectory
from typing import Any

from tests.execution.house import BTC, KEY, SECRET, House, Plan, house

from .still_loop import StillClock, run_still

SIGNALS = 20
"""As many as callgrind counts in a minute or so; each costs the same."""
WARM_UP = 10
ROUNDS = 200
OPEN = {
    "action": "open",
    "side": "long",
    "take_profit": [{"price_percentage": 2, "position_percentage": 100}],
    "stop_loss": {"stop_percentage": 3},
}


def yardstick() -> int:
    """Do what a signal consists of, without any of our code: it costs what Python costs."""
    done = 0
    for number in range(ROUNDS):
        row: dict[str, Any] = {
            f"field_{place}": {"price": f"{number}.{place}", "at": [place, None, True]}
            for place in range(40)
        }
        again = json.loads(json.dumps(row))
        total = sum((Decimal(one["price"]) * 3 for one in again.values()), Decimal(0))
        done += len(sorted(again, key=lambda name: (len(name), name))) + int(total > 0)
    return done


async def take(home: House, number: int) -> None:
    """Open or close a position by the bytes of a webhook call."""
    opens = {**OPEN, "signal_id": f"signal-{number}"}
    action = opens if number % 2 == 0 else {"action": "close"}
    message = {
        "api_key": KEY,
        "api_secret": SECRET,
        "exchange": "SIM",
        "symbol": BTC,
        **action,
    }
    answer = await home.account.receive("bot-1", json.dumps(message).encode(), "127.0.0.1")
    assert answer.status in {200, 202}, answer
    await asyncio.sleep(1)


def part(name: str) -> None:
    """Say what begins, and wait until it may."""
    print(name, flush=True)
    sys.stdin.readline()


async def main(signals: int = SIGNALS) -> None:
    """Warm up, then run each part."""
    with TemporaryDirectory() as folder:
        plan = Plan(path=Path(folder) / "ledger.db", clock=StillClock(), lock=False, interval=1)
        plan = plan.but(max_positions=50, max_positions_per_market=50)
        async with house(plan) as home:
            await home.market.set_price(BTC, price=Decimal(100), hold=True)
            for number in range(WARM_UP):
                await take(home, number)
            yardstick()
            part("yardstick")
            yardstick()
            part("signals")
            for number in range(signals):
                await take(home, WARM_UP + number)
            part("end")


if __name__ == "__main__":
    run_still(lambda: main(*map(int, sys.argv[1:])))

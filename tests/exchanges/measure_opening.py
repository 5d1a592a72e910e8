"""Measure what an account on a venue costs: `python -m tests.exchanges.measure_opening BINA`.

Prints the longest stall of the event loop, the time and the memory of a first and a second account
on a list of markets as long as the real one. The venue runs in a process of its own.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
import json
from pathlib import Path
import ssl
import subprocess
import sys
import time
from typing import Any

import aiohttp

from custom_components.tradehook.exchanges.ccxt.core.protocol import CcxtClient
from custom_components.tradehook.exchanges.ccxt.core.runtime import Runtime
from custom_components.tradehook.exchanges.ccxt.exchange import CcxtExchange
from custom_components.tradehook.exchanges.ccxt.session import VenueResources
from custom_components.tradehook.exchanges.venues.catalogue import VENUES
from tests.exchanges.live import FAKE_KEYS, Ear
from tests.fake_exchange.process import remote_venues
from tests.fake_exchange.server import LOCALHOST

MORE_MARKETS = 3000
RUNS = 5
STEADY = 10.0
"""Seconds of polling that are watched."""


def memory() -> float:
    """Return what this process has in memory, in MiB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 / 2**20


@asynccontextmanager
async def host(port: int) -> AsyncIterator[Runtime]:
    """Return what the adapter needs, with clients that are pointed at a port."""

    async def executor[T](function: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(None, function)

    def elsewhere(urls: Any) -> Any:
        if isinstance(urls, dict):
            return {name: elsewhere(url) for name, url in urls.items()}
        if not isinstance(urls, str) or "://" not in urls:
            return urls
        scheme, _, rest = urls.partition("://")
        plain = {"https": "http", "wss": "ws"}[scheme]
        return f"{plain}://{LOCALHOST}:{port}/{rest}"

    def configure(client: CcxtClient) -> None:
        client.urls["api"] = elsewhere(client.urls["api"])

    async with aiohttp.ClientSession() as session:
        yield Runtime(
            session=session,
            ssl_context=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT),
            import_executor=executor,
            executor=executor,
            configure=configure,
        )


class Watch:
    """Notes the longest time in which the event loop did nothing else, and how much it worked.

    The first counts what other threads and processes took, too.
    """

    def __init__(self) -> None:
        self.stall = self.work = 0.0
        self._task = asyncio.create_task(self._watch())

    async def _watch(self) -> None:
        while True:
            before, worked = time.perf_counter(), time.thread_time()
            await asyncio.sleep(0.001)
            self.stall = max(self.stall, time.perf_counter() - before - 0.001)
            self.work = max(self.work, time.thread_time() - worked)

    def read(self, name: str) -> dict[str, float]:
        """Return them in milliseconds by name, and begin anew."""
        found = {f"{name} stall ms": self.stall * 1000, f"{name} work ms": self.work * 1000}
        self.stall = self.work = 0.0
        return found

    def stop(self) -> None:
        """Stop."""
        self._task.cancel()


async def measure(code: str, port: int) -> dict[str, float]:
    """Open two accounts and let them work for a while."""
    found: dict[str, float] = {}
    async with host(port) as surroundings:
        resources = VenueResources(surroundings)
        accounts = [CcxtExchange(VENUES[code], resources, FAKE_KEYS) for _ in range(2)]
        await asyncio.sleep(0.2)
        watch = Watch()
        for name, account in zip(("first", "second"), accounts, strict=True):
            held, began = memory(), time.perf_counter()
            await account.open(Ear())
            found[f"{name} s"] = time.perf_counter() - began
            found |= watch.read(name)
            found[f"{name} MiB"] = memory() - held
        found["markets"] = len(accounts[0].markets)
        await asyncio.sleep(STEADY)
        found |= watch.read("polling")
        watch.stop()
        for account in accounts:
            await account.close()
    return found


def main() -> None:
    """Measure some times, each in a fresh process, and print the best: others only add."""
    code, *rest = sys.argv[1:]
    if rest:
        print(json.dumps(asyncio.run(measure(code, int(rest[0])))))
        return
    runs = []
    with remote_venues("binance", more_markets=MORE_MARKETS) as remote:
        for _ in range(RUNS):
            command = [sys.executable, "-m", "tests.exchanges.measure_opening", code]
            told = subprocess.run([*command, str(remote.port)], capture_output=True, check=True)
            runs.append(json.loads(told.stdout))
            print(runs[-1])
    print({name: round(min(run[name] for run in runs), 2) for name in runs[0]})


if __name__ == "__main__":
    main()

"""The imitated Binance in a process of its own, noting when each order reaches it.

`python -m benchmarks.venue MARKETS [watched]` prints its ports as JSON; with `watched` no stop
rests there, so that all of them are watched.
"""

import asyncio
from collections import Counter
from decimal import Decimal
import json
import random
import signal
import sys
import time
from typing import Any

from aiohttp import web

from tests.fake_exchange.binance import FakeBinance, markets, spot_data
from tests.fake_exchange.core.account import ApiKey
from tests.fake_exchange.server import LOCALHOST, FakeServer

SLICES = 20
"""How often a second a stream of prices is fed."""
BALANCE = 100_000_000
HELD = 200
WATCHED_STOPS = "watched"
LOOKED_EVERY = 0.001
PATIENCE = 20.0


def coin(number: int) -> str:
    """Return the base of an additional market."""
    return f"C{number:03d}"


def build(extra: int) -> FakeBinance:
    """Return a Binance with so many more spot markets, and more money than anybody needs."""
    rows = [(coin(i), "USDT", "100", "0.01", "0.001", "0.001", "5", "9000") for i in range(extra)]
    markets.SPOT += tuple(rows)
    fake = FakeBinance()
    fake.account.keys.append(ApiKey(key="second-key", secret="second-secret"))  # noqa: S106
    # As many as somebody may hold: to read them takes time, too.
    for asset in ("USDT", "BTC", *(row[0] for row in rows[:HELD])):
        fake.set_balance(asset, BALANCE)
    return fake


class Control:
    """What the benchmark sees of the venue, and does to it."""

    def __init__(self, fake: FakeBinance) -> None:
        """Take the venue."""
        self._fake = fake
        self._streaming: asyncio.Task[None] | None = None
        self._placed: Counter[str] = Counter()
        self._read = 0

    def app(self) -> web.Application:
        """Return the routes."""
        app = web.Application()
        app.router.add_get("/orders", self._orders)
        app.router.add_get("/until", self._until)
        app.router.add_post("/forget", self._forget)
        app.router.add_post("/stream", self._stream)
        app.router.add_post("/move", self._step)
        return app

    async def _orders(self, request: web.Request) -> web.Response:
        """Return (moment, client order id) of the orders that arrived from a number on.

        With `symbol` only those of a market. Not of those that were refused, such as one that was
        under way for too long: they may be sent again.
        """
        since = int(request.query.get("since", "0"))
        placed = [
            record
            for record in self._fake.sent("create_order")
            if self._fake.engine.registry.knows(record.params["newClientOrderId"])
        ]
        if symbol := request.query.get("symbol"):
            native = symbol.replace("/", "")
            placed = [record for record in placed if record.params["symbol"] == native]
        found = [(record.at, record.params["newClientOrderId"]) for record in placed[since:]]
        return web.json_response(found)

    async def _until(self, request: web.Request) -> web.Response:
        """Answer once so many orders of a market have arrived since the last `forget`."""
        symbol, wanted = request.query["symbol"].replace("/", ""), int(request.query["wanted"])
        deadline = time.monotonic() + PATIENCE
        while self._arrived(symbol) < wanted and time.monotonic() < deadline:
            await asyncio.sleep(LOOKED_EVERY)
        return web.json_response({"orders": self._arrived(symbol)})

    def _arrived(self, symbol: str) -> int:
        for record in self._fake.requests[self._read :]:
            if record.name == "create_order":
                self._placed[record.params["symbol"]] += 1
        self._read = len(self._fake.requests)
        return self._placed[symbol]

    async def _step(self, request: web.Request) -> web.Response:
        """Move a market by some percent, and return when that was."""
        given: dict[str, Any] = await request.json()
        book = self._fake.books[given["symbol"]]
        price = round(book.bid * (100 + Decimal(str(given["percent"]))) / 100, 2)
        at = time.monotonic()
        self._fake.set_price(given["symbol"], price, last=price)
        return web.json_response({"at": at})

    async def _forget(self, _request: web.Request) -> web.Response:
        """Forget the requests, which would pile up."""
        self._fake.requests.clear()
        self._placed.clear()
        self._read = 0
        return web.json_response({})

    async def _stream(self, request: web.Request) -> web.Response:
        """Move prices so many times a second, spread over some markets; rate 0 ends it."""
        given: dict[str, Any] = await request.json()
        if self._streaming is not None:
            self._streaming.cancel()
            self._streaming = None
        if given["rate"]:
            self._streaming = asyncio.create_task(self._move(given["rate"], given["symbols"]))
        return web.json_response({})

    async def _move(self, rate: int, symbols: list[str]) -> None:
        """Move prices at exactly this rate on average: what is late on a busy machine follows."""
        begun, number = time.monotonic(), 0
        while True:
            while number < (time.monotonic() - begun) * rate:
                symbol = symbols[number % len(symbols)]
                number += 1
                base = self._fake.books[symbol].bid
                step = random.choice((-1, 1))  # noqa: S311  a price, no secret
                low, high = 9990, 10010
                price = min(max(int(base * 100) + step, low), high)
                self._fake.set_price(symbol, f"{price / 100:.2f}")
            await asyncio.sleep(1 / SLICES)


async def serve(extra: int) -> None:
    """Serve until a signal comes."""
    fake = build(extra)
    server = FakeServer(fake)
    await server.start()
    runner = web.AppRunner(Control(fake).app(), access_log=None)
    await runner.setup()
    await web.TCPSite(runner, LOCALHOST, 0).start()
    print(json.dumps({"port": server.port, "control": runner.addresses[0][1]}), flush=True)
    done = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, done.set)
    await done.wait()
    await runner.cleanup()
    await server.stop()


if __name__ == "__main__":
    if WATCHED_STOPS in sys.argv:
        spot_data.ORDER_TYPES[:] = ["LIMIT", "MARKET"]
    asyncio.run(serve(int(sys.argv[1])))

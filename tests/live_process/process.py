"""The account's process and the venue's, as a test sees them."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from itertools import count
import multiprocessing
from multiprocessing.connection import wait
from pathlib import Path
import sqlite3
import time
from typing import Any

import aiohttp

from tests.fake_exchange.bitget.guard import PASSPHRASE as BITGET_PASSPHRASE
from tests.fake_exchange.clients import KEYS
from tests.fake_exchange.hyperliquid.hyperliquid import AGENT_KEY, MASTER
from tests.fake_exchange.kucoin.guard import PASSPHRASE as KUCOIN_PASSPHRASE
from tests.fake_exchange.okx.guard import PASSPHRASE as OKX_PASSPHRASE
from tests.fake_exchange.process import remote_venues

from .child import nothing, run
from .plan import Death, Plan

type Json = dict[str, Any]

FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["tests.live_process.preload"])
STARTS_WITHIN = 30.0
HURRIED = {"absence_after": 1.0, "poll_every": 0.2, "burst": 10**9, "request_share": None}
"""An order that is not there is taken for absent after 1 s instead of 8, and the imitation may be
asked as often as one likes."""


class DiedError(Exception):
    """The process is gone; whatever it was asked has no answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a signal was answered."""

    status: int
    body: Mapping[str, Any]


class LiveProcess:
    """An account whose process comes and goes, on a venue that stays.

    `venues` are imitated ones; or real ones, which tell their books and are moved by nobody.
    """

    def __init__(self, plan: Plan, venues: Any) -> None:
        self.plan = plan
        self.venues = venues
        self.name = imitation_of(plan.code)
        self.kills = 0
        self.slowest = 0.0
        """The longest time in seconds from the start of a process until its account worked."""
        self._lives = count()
        self._begun = 0.0
        self._process: Any = None
        self._client: aiohttp.ClientSession | None = None

    @property
    def linear(self) -> bool:
        """Return whether perpetuals are traded."""
        return self.plan.code.endswith("F") or self.plan.code == "BIFU"

    @property
    def alive(self) -> bool:
        """Return whether the process runs, without taking from `join` how it ended."""
        return self._process is not None and not wait([self._process.sentinel], 0)

    def symbol(self, base: str) -> str:
        """Return ccxt's name of a market."""
        quote = self.plan.quote
        return f"{base}/{quote}:{quote}" if self.linear else f"{base}/{quote}"

    def market(self, base: str) -> str:
        """Return a signal's name of a market."""
        return f"{self.plan.code}_{self.plan.quote}_{base}"

    # Life and death

    async def spawn(self, death: Death | None = None) -> None:
        """Start a process, without waiting for its account."""
        assert not self.alive
        self._begun = time.monotonic()
        socket = f"{self.plan.ledger}.{next(self._lives)}"
        plan = replace(self.plan, socket=socket, death=death)
        self._process = FORKS.Process(target=run, args=(plan,))
        await asyncio.to_thread(self._process.start)
        if self._client is not None:
            await self._client.close()
        connector = aiohttp.UnixConnector(path=socket)
        self._client = aiohttp.ClientSession("http://account", connector=connector)

    async def start(self, death: Death | None = None) -> None:
        """Start a process and wait until its account works; DiedError when it doesn't live on."""
        await self.spawn(death)
        await self.ready()

    async def ready(self) -> None:
        """Wait until the account of a process works that was started."""
        async with asyncio.timeout(STARTS_WITHIN):
            while not (await self.books())["ready"]:  # noqa: ASYNC110  it can only be asked
                await asyncio.sleep(0.02)
        self.slowest = max(self.slowest, time.monotonic() - self._begun)

    async def kill(self) -> None:
        """Do what kill -9 does."""
        self._process.kill()
        await self.buried()

    async def buried(self) -> None:
        """Wait for the end of a process that was killed; fail if it ended in another way."""
        assert await self._ended() == -9
        self.kills += 1

    async def stop(self) -> None:
        """Do what a shutdown does, and wait for it."""
        self._process.terminate()
        assert await self._ended() == 0

    async def close(self) -> None:
        """Leave nothing behind."""
        if self.alive:
            self._process.kill()
            await self._ended()
        if self._client is not None:
            await self._client.close()

    async def _ended(self) -> int:
        """Wait for the end, and return how it was."""
        process, self._process = self._process, None
        await asyncio.to_thread(process.join, 30)
        code: int = process.exitcode
        return code

    def is_later(self, passed: timedelta) -> None:
        """Let the next process wake up so much later."""
        self.plan = replace(self.plan, ahead=self.plan.ahead + passed)

    # The account

    async def send(self, bot: int = 1, **fields: object) -> Answer:
        """Send a signal to a bot; DiedError when nobody answers."""
        return await self._ask("POST", f"signal?bot=bot-{bot}", fields)

    async def switch_on(self) -> None:
        """Turn the account's trading switch on; DiedError when nobody answers."""
        await self._ask("POST", "switch_on")

    async def open_by_hand(self, **fields: object) -> Answer:
        """Open a position that no alert asks for; DiedError when nobody answers."""
        return await self._ask("POST", "by_hand", fields)

    async def adopt(self, base: str, exits: Json) -> Answer:
        """Adopt all that others hold of a coin; DiedError when nobody answers."""
        return await self._ask("POST", "adopt", {"symbol": self.symbol(base), "exits": exits})

    async def books(self) -> Json:
        """Return what the account believes; DiedError when nobody is there."""
        return dict((await self._ask("GET", "books")).body)

    async def arm(self, death: Death) -> None:
        """Let it die by itself."""
        await self._ask("POST", "arm", {"moment": death.moment, "number": death.number})

    async def _ask(self, method: str, path: str, content: object = None) -> Answer:
        assert self._client is not None
        while True:
            try:
                async with self._client.request(method, f"/{path}", json=content) as response:
                    return Answer(status=response.status, body=await response.json())
            except aiohttp.ClientConnectorError, FileNotFoundError:
                if not self.alive:
                    raise DiedError from None
                await asyncio.sleep(0.01)  # not listening yet
            except aiohttp.ClientError:
                raise DiedError from None

    # The venue

    def state(self) -> Json:
        """Return the venue's own books."""
        found: Json = self.venues.state(self.name)
        return found

    def stop_rests_twice(self, base: str) -> bool:
        """Return whether two stops of one position rest on the venue: one is being replaced."""
        # Read only: to write would tidy up behind the process that was killed.
        with closing(sqlite3.connect(f"file:{self.plan.ledger}?mode=ro", uri=True)) as ledger:
            owners = dict(
                ledger.execute(
                    "SELECT client_order_id, position FROM orders JOIN positions ON seq = position"
                    " WHERE symbol = ?",
                    (self.symbol(base),),
                )
            )
        stops = [
            owners[order["client_id"]]
            for order in self.state()["orders"]
            if order["status"] == "UNTRIGGERED" and order["client_id"] in owners
        ]
        return len(stops) > len(set(stops))

    def move(self, base: str, price: object) -> None:
        """Move a market."""
        self.venues.act(self.name, "set_price", symbol=self.symbol(base), bid=str(price))

    def sees(self, books: Json, base: str, price: object) -> bool:
        """Return whether the account has heard of a price."""
        bid = books["prices"].get(self.symbol(base))
        return bid is not None and Decimal(bid) == Decimal(str(price))

    def fault(self, effect: str, **given: object) -> None:
        """Let something go wrong on the wire."""
        self.venues.fault(self.name, effect, **given)


def imitation_of(code: str) -> str:
    """Return what the server of the imitated venues calls a venue."""
    names = {"BIT": "bitget", "BYB": "bybit", "HYP": "hyperliquid", "KUC": "kucoin", "OKE": "okx"}
    return names.get(code[:3], "binance")


def keys_of(code: str) -> tuple[str, ...]:
    """Return what an imitated venue knows the account by."""
    pair = (KEYS["apiKey"], KEYS["secret"])
    more = {
        "bitget": (*pair, BITGET_PASSPHRASE),
        "hyperliquid": (MASTER, AGENT_KEY),
        "kucoin": (*pair, KUCOIN_PASSPHRASE),
        "okx": (*pair, OKX_PASSPHRASE),
    }
    return more.get(imitation_of(code), pair)


def _warm_up() -> None:
    """Let the server of the forks import everything, which is no part of a restart."""
    process = FORKS.Process(target=nothing)
    process.start()
    process.join()


@asynccontextmanager
async def live_process(code: str, folder: Path, **changes: Any) -> AsyncIterator[LiveProcess]:
    """Start an imitated venue in a process, with an account's process to be started on it."""
    await asyncio.to_thread(_warm_up)
    wallet = code.startswith("HYPERLIQUID")
    with remote_venues(imitation_of(code)) as venues:
        plan = Plan(
            code=code,
            port=venues.port,
            ledger=str(folder / "ledger.db"),
            socket="",
            keys=keys_of(code),
            quote="USDC" if wallet else "USDT",
            venue=HURRIED,
        )
        process = LiveProcess(replace(plan, **changes), venues)
        try:
            yield process
        finally:
            await process.close()

"""Signals: from the webhook to the answer, to the venue and to the entity; alone and in bursts."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from itertools import count
import time
from typing import Any, NamedTuple

import aiohttp

from .home import Running

SYMBOL = "BTC/USDT"
AMOUNT = "0.005"
COIN_AMOUNT: Mapping[str, str] = {"base_amount": "0.2"}
"""Of an additional market."""
QUIET = 0.02
SILENCE = 0.1
PATIENCE = 60.0
FLAT_AFTER = 4.0
"""Seconds in which what was closed before is known to be over: an opening would wait for that."""


class Arrived(NamedTuple):
    """An order that reached the venue, and when."""

    at: float
    client_order_id: str


class Door(NamedTuple):
    """Where a signal is posted, and what it says besides its action."""

    url: str
    fields: dict[str, Any]
    closes_all: bool
    """Whether one close ends all that was opened: the floor knows no positions."""


@dataclass(slots=True, kw_only=True)
class Sent:
    """What became of some signals; moments are of the system's monotonic clock."""

    begun: list[float] = field(default_factory=list)
    answered: list[float] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)
    orders: list[Arrived] = field(default_factory=list)

    @property
    def accepted(self) -> int:
        """Return how many were taken on."""
        return sum(status == HTTPStatus.ACCEPTED for status in self.statuses)

    @property
    def lost(self) -> int:
        """Return how many were taken on and never led to an order."""
        return max(0, self.accepted - len({order.client_order_id for order in self.orders}))

    @property
    def doubled(self) -> int:
        """Return how many orders there were too many."""
        return max(0, len(self.orders) - self.accepted)

    @property
    def to_last_order(self) -> float:
        """Return the seconds from the first signal to the last order."""
        return max(order.at for order in self.orders) - min(self.begun)


class Venue:
    """The imitated venue's control port."""

    def __init__(self, session: aiohttp.ClientSession, control: int) -> None:
        """Take where it is."""
        self._session = session
        self._url = f"http://127.0.0.1:{control}"

    async def orders(self, since: int = 0, symbol: str = "") -> list[Arrived]:
        """Return the orders that arrived since the last `forget`, from a number on.

        With `symbol` only those of a market.
        """
        asked = {"since": str(since), "symbol": symbol}
        async with self._session.get(f"{self._url}/orders", params=asked) as answer:
            return [Arrived(at, name) for at, name in await answer.json()]

    async def forget(self) -> None:
        """Begin to count anew, once nothing arrives any more."""
        known = -1
        while len(found := await self.orders()) != known:
            known = len(found)
            await asyncio.sleep(SILENCE)
        await (await self._session.post(f"{self._url}/forget")).release()

    async def stream(self, rate: int, symbols: Sequence[str] = ()) -> None:
        """Move prices so many times a second."""
        given = {"rate": rate, "symbols": list(symbols)}
        await (await self._session.post(f"{self._url}/stream", json=given)).release()

    async def move(self, symbol: str, percent: float) -> float:
        """Move a market by so much, and return when that was."""
        given = {"symbol": symbol, "percent": percent}
        async with self._session.post(f"{self._url}/move", json=given) as answer:
            return float((await answer.json())["at"])

    async def reached(self, symbol: str, wanted: int) -> None:
        """Return once so many orders of a market have arrived since the last `forget`."""
        asked = {"symbol": symbol, "wanted": str(wanted)}
        async with self._session.get(f"{self._url}/until", params=asked) as answer:
            found = (await answer.json())["orders"]
        assert found >= wanted, f"{found} orders of {wanted} in {symbol}"

    async def until(self, wanted: int, symbol: str = "") -> list[Arrived]:
        """Return all orders, or a market's, once there are so many and no more come."""
        deadline = time.monotonic() + PATIENCE
        while len(found := await self.orders(0, symbol)) < wanted and time.monotonic() < deadline:
            await asyncio.sleep(QUIET)
        await asyncio.sleep(QUIET)
        return await self.orders(0, symbol) if len(found) >= wanted else found


class Sender:
    """Posts signals as TradingView does: each by itself."""

    def __init__(self, session: aiohttp.ClientSession, venue: Venue) -> None:
        """Take the venue, whose orders tell what became of a signal."""
        self._session = session
        self._venue = venue
        self._numbers = count()

    async def post(self, door: Door, action: str, sent: Sent, **fields: object) -> None:
        """Post a signal and note what came of it."""
        message = {"action": action, "symbol": SYMBOL, **door.fields, **fields}
        if action == "open":
            message = {"side": "long", "base_amount": AMOUNT, **message}
            message["signal_id"] = f"bench-{time.monotonic_ns()}-{next(self._numbers)}"
        sent.begun.append(time.monotonic())
        async with self._session.post(door.url, json=message) as answer:
            await answer.read()
            sent.answered.append(time.monotonic())
            sent.statuses.append(answer.status)

    async def one_by_one(self, door: Door, number: int) -> Sent:
        """Open and close by turns, each when the one before has reached the venue."""
        opened = Sent()
        await self._venue.forget()
        for index in range(number):
            await self.post(door, "open", opened)
            found = await self._venue.until(2 * index + 1)
            opened.orders.append(found[2 * index])
            await self.post(door, "close", Sent())
            await self._venue.until(2 * index + 2)
        return opened

    async def burst(self, doors: Sequence[Door], number: int) -> Sent:
        """Open that many at once, spread over the doors; then close them all."""
        sent = Sent()
        if doors[0].closes_all:
            await asyncio.sleep(FLAT_AFTER)
        await self._venue.forget()
        await asyncio.gather(
            *(self.post(doors[index % len(doors)], "open", sent) for index in range(number))
        )
        sent.orders = await self._venue.until(sent.accepted)
        await self._close_all(doors, number)
        return sent

    async def _close_all(self, doors: Sequence[Door], number: int) -> None:
        """Bring everything back to where it was."""
        times = 1 if doors[0].closes_all else number // len(doors)

        async def close(door: Door) -> None:
            for _ in range(times):
                await self.post(door, "close", Sent())

        await asyncio.gather(*map(close, doors))
        await self._venue.until(2 * number)

    async def taken_on(self, doors: Sequence[Door], seconds: float) -> float:
        """Return the signals a second that are taken on while each door opens and closes."""
        await self._venue.forget()
        sents = [Sent() for _ in doors]
        begun = time.monotonic()

        async def keep(door: Door, sent: Sent) -> None:
            while time.monotonic() < begun + seconds:
                await self.post(door, "open", sent)
                await self.post(door, "close", sent)

        await asyncio.gather(*(keep(*pair) for pair in zip(doors, sents, strict=True)))
        return sum(sent.accepted for sent in sents) / (time.monotonic() - begun)

    async def carried_out(
        self, doors: Sequence[Door], markets: Sequence[str], seconds: float
    ) -> float:
        """Return the signals a second that lead to orders, opening and closing by turns.

        Each door goes on when its order has reached the venue. It has two markets in turn: what is
        opened where an exit is still under way would wait for that.
        """
        await self._venue.forget()
        begun = time.monotonic()

        async def keep(door: Door, number: int) -> int:
            sent = Counter[str]()
            turn = 0
            while time.monotonic() < begun + seconds:
                symbol = markets[2 * number + turn % 2]
                for action in ("open", "close"):
                    amount = {} if action == "close" and door.closes_all else COIN_AMOUNT
                    answer = Sent()
                    await self.post(door, action, answer, symbol=symbol, **amount)
                    if not answer.accepted:
                        # The venue's limits are used up: prices come late, and are too old.
                        await asyncio.sleep(SILENCE)
                        break
                    sent[symbol] += 1
                    await self._venue.reached(symbol, sent[symbol])
                turn += 1
            return sent.total()

        numbers = await asyncio.gather(*(keep(door, one) for one, door in enumerate(doors)))
        return sum(numbers) / (time.monotonic() - begun)


@asynccontextmanager
async def entity_states(
    running: Running, entity_id: str
) -> AsyncIterator[asyncio.Queue[tuple[float, str]]]:
    """Give an entity's new states, with the moments at which a frontend hears of them."""
    states: asyncio.Queue[tuple[float, str]] = asyncio.Queue()
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(f"{running.hass.base_url}/api/websocket", max_msg_size=0) as socket,
    ):
        await socket.receive_json()
        await socket.send_json({"type": "auth", "access_token": running.hass.token})
        await socket.receive_json()
        await socket.send_json({"id": 1, "type": "subscribe_entities", "entity_ids": [entity_id]})

        async def listen() -> None:
            async for message in socket:
                told = message.json().get("event", {}).get("c", {}).get(entity_id, {})
                if "s" in told.get("+", {}):
                    states.put_nowait((time.monotonic(), told["+"]["s"]))

        listening = asyncio.create_task(listen())
        try:
            yield states
        finally:
            listening.cancel()

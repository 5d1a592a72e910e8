"""The hooks on a client's way to the venue: rate limit, time-outs, what left, what came back."""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, suppress
from contextvars import ContextVar
import json
from typing import Any, Final

from ...port.exchange import VenueError
from ...port.timings import RequestTimings
from ...rate_limit import Charge, Limits, Priority, RateLimit, current_priority
from ...venues.model.venue import Venue
from ..core.errors import Trace, is_clock_trouble, is_turned_away, never_left
from ..core.protocol import CcxtClient

_RESET = "x-bapi-limit-reset-timestamp"
"""Where Bybit says, by its clock, when an endpoint may be asked again: soon."""

_EXACT: Final = json.JSONDecoder(parse_float=str, parse_int=str)

_MEASURING: ContextVar[bool] = ContextVar("tradehook_measuring", default=False)
_ON_LEAVING: ContextVar[Callable[[], None] | None] = ContextVar(
    "tradehook_on_leaving", default=None
)
_TRACE: ContextVar[Trace | None] = ContextVar("tradehook_trace", default=None)


class UnreadableAnswerError(VenueError):
    """Something answered, but not the venue: a gateway's page, nothing, or half of it."""


def traced(trace: Trace) -> AbstractContextManager[object]:
    """Count what leaves inside."""
    return _TRACE.set(trace)


def charge_endpoints(client: CcxtClient, venue: Venue) -> None:
    """Have the client tell its throttle which endpoint it is about to ask, and at what cost."""
    reckon = client.calculate_rate_limiter_cost

    stops = venue.stops

    def charge(api: Any, method: str, path: str, params: Any, config: Any = None) -> Charge:
        units = float(reckon(api, method, path, params, config or {}))
        cost = max(units, venue.limits.endpoint_costs.get(path, 0.0))
        places = int(method == "POST" and path in venue.limits.order_paths)
        if stops is not None and stops.pairs is not None and path == stops.pairs.path:
            places = 2
        if places and venue.limits.order_cost is not None:
            cost = min(cost, venue.limits.order_cost)
        return Charge(path, cost * float(client.rateLimit) * venue.limits.pace, places)

    client.calculate_rate_limiter_cost = charge


class Nonces:
    """Numbers that grow, for all the clients of a key; one request at a time."""

    def __init__(self) -> None:
        """Start below everything."""
        self.turn = asyncio.Lock()
        self._last = 0

    def next(self, wanted: int) -> int:
        """Return a number that is higher than the last one, if possible the wanted one."""
        self._last = max(self._last + 1, wanted)
        return self._last


def on_leaving(left: Callable[[], None]) -> AbstractContextManager[object]:
    """Hear when an order that is placed inside has had its turn."""
    return _ON_LEAVING.set(left)


class ClockDoubt:
    """Whether the venue has refused the time of a request since the clock was measured.

    Shared by the clients of an account. While it is so, and not for long, others wait for the
    measure: they would be refused as well.
    """

    def __init__(self, patience: float) -> None:
        """Start without a doubt; others wait for a measure `patience` seconds at the most."""
        self._patience = patience
        self.raised = asyncio.Event()
        self._settled = asyncio.Event()
        self._settled.set()
        self._waits_until = 0.0

    def raise_(self) -> None:
        """Note a refusal."""
        if not self.raised.is_set():
            self._waits_until = asyncio.get_running_loop().time() + self._patience
            self._settled.clear()
        self.raised.set()

    def lift(self) -> None:
        """Note a measure."""
        self.raised.clear()
        self._settled.set()

    def being_settled(self) -> AbstractContextManager[object]:
        """Let the requests inside go, whatever is doubted: they measure."""
        return _MEASURING.set(True)

    async def settled(self) -> None:
        """Wait until the clock has been measured, if that is doubted; not for long."""
        if _MEASURING.get() or self._settled.is_set():
            return
        with suppress(TimeoutError):
            async with asyncio.timeout_at(self._waits_until):
                await self._settled.wait()


class Transport:
    """Hooks one client up; knows how long the venue takes to answer."""

    def __init__(
        self,
        client: CcxtClient,
        venue: Venue,
        limits: Limits,
        nonces: Nonces | None,
        doubt: ClockDoubt,
        timings: RequestTimings,
    ) -> None:
        """Put the hooks in place; `nonces` where requests must arrive in their order."""
        self.latency: float | None = None
        self._doubt = doubt
        self._timings = timings
        self._client = client
        self._venue = venue
        self._limits = limits
        self._fetch = client.fetch
        self._timers: list[asyncio.TimerHandle] = []
        self._tasks: set[asyncio.Task[Any]] = set()
        self._spawn_one = client.spawn
        self._nonces = nonces
        client.fetch = self._hooked_fetch
        client.throttle = self._throttle
        charge_endpoints(client, venue)
        client.on_json_response = _EXACT.decode
        client.delay = self._delay
        client.spawn = self._spawn
        self._messages = RateLimit(float(client.rateLimit))
        self._closed = False
        client.options["ws"] = {**(client.options.get("ws") or {}), "throttle": self._pace}
        if nonces is not None:
            # Not by the venue's clock: it tells whole seconds, and each measure of it is another.
            client.nonce = lambda: nonces.next(client.milliseconds())

    def close(self) -> None:
        """Call off what the client does on its own, now or later."""
        self._closed = True
        for timer in self._timers:
            timer.cancel()
        self._timers.clear()
        for task in list(self._tasks):
            task.cancel()

    async def ended(self) -> None:
        """Return when all that was called off has ended."""
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def claimed(self, path: str, units: float) -> AbstractContextManager[Callable[[], None]]:
        """Reserve what a stop will cost, in the client's units: see `Limits.claimed`."""
        cost = units * float(self._client.rateLimit) * self._venue.limits.pace
        return self._limits.claimed(Charge(path, cost, places=1))

    async def _throttle(self, cost: Charge) -> None:
        await self._limits.take(cost, current_priority())
        await self._doubt.settled()
        if cost.places and (left := _ON_LEAVING.get()) is not None:
            left()

    async def _pace(self, cost: float = 1.0) -> None:
        """Wait until a stream may say something; the client's own would wait on once closed."""
        if self._closed:
            raise asyncio.CancelledError
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            await self._messages.take(float(self._client.rateLimit) * cost, Priority.EXIT)
        finally:
            self._tasks.discard(task)

    async def _hooked_fetch(
        self, url: str, method: str = "GET", headers: Any = None, body: Any = None
    ) -> Any:
        if self._nonces is None:
            return await self._request(url, method, headers, body)
        async with self._nonces.turn:
            return await self._request(url, method, headers, body)

    async def _request(self, url: str, method: str, headers: Any, body: Any) -> Any:
        trace = _TRACE.get()
        changes = trace if method != "GET" else None
        if changes:
            changes.sent += 1
        loop = asyncio.get_running_loop()
        began = loop.time()
        if trace is not None:
            trace.left_at = began
        try:
            # ccxt 4.5.64 has aiohttp count the whole of a request only: a dead connection may
            # hang in it.
            async with asyncio.timeout(self._timings.answered_within):
                answer = await self._fetch(url, method, headers, body)
        except Exception as err:
            if changes and never_left(err):
                changes.sent -= 1
            if is_turned_away(err, self._venue.errors):
                self._limits.close_for(self._sent_away_for())
            if is_clock_trouble(err, self._venue.errors):
                self._doubt.raise_()
            raise
        took = loop.time() - began
        if trace is not None:
            trace.arrived_at = began + took
        self.latency = took if self.latency is None else self.latency * 0.8 + took * 0.2
        self._check(answer)
        return answer

    def _sent_away_for(self) -> float:
        """Return for how many seconds the venue wants to hear nothing."""
        headers = self._client.last_response_headers or {}
        seconds = _number_in(headers, "retry-after")
        if seconds is None and (until := _number_in(headers, _RESET)) is not None:
            ahead = self._client.options.get("timeDifference") or 0
            seconds = (until - self._client.milliseconds() + ahead) / 1000
            return min(max(seconds, 1.0), self._timings.sent_away)
        if seconds is None:
            return self._timings.sent_away
        return min(max(seconds, 1.0), self._timings.longest_away)

    def _check(self, answer: object) -> None:
        """Refuse what the client would read as an empty list or as an order without an id."""
        words = self._venue.client.words
        if words is not None and isinstance(answer, str) and words.fullmatch(answer):
            return
        if not isinstance(answer, dict | list):
            raise UnreadableAnswerError(f"{self._venue.name} gave an answer that is not JSON.")
        envelope = self._venue.client.envelope
        if envelope and any(name not in answer for name in envelope):
            raise UnreadableAnswerError(f"{self._venue.name} gave an answer that is not its own.")

    def _delay(self, milliseconds: float, method: Callable[..., Any], *arguments: Any) -> None:
        """Do something of the client's later; it would do that even after it was closed."""
        loop = asyncio.get_running_loop()
        self._timers = [timer for timer in self._timers if timer.when() > loop.time()]
        self._timers.append(loop.call_later(milliseconds / 1000, self._spawn, method, *arguments))

    def _spawn(self, method: Callable[..., Any], *arguments: Any) -> Any:
        """Start something of the client's that ends when this is closed: it would go on."""

        async def run() -> Any:
            task = asyncio.current_task()
            assert task is not None
            self._tasks.add(task)
            try:
                return await method(*arguments)
            except asyncio.CancelledError:
                # The client does not expect that of what it has started.
                return None
            finally:
                self._tasks.discard(task)

        return self._spawn_one(run)


def _number_in(headers: Mapping[str, str], wanted: str) -> float | None:
    for name, value in headers.items():
        if name.lower() == wanted:
            try:
                return float(value)
            except ValueError:
                return None
    return None

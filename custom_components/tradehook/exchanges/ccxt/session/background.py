"""Runs what is heavy of the client in a thread; the HTTP stays on the event loop.

A venue's list of markets takes the client 0.2 to 0.35 s to read (2 vCPU, 4,000 markets), several
times that on a small machine. So it is read in a thread, on an instance of its own whose session
hands every request to the event loop and gets the whole answer back.
"""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Iterator, Mapping
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
import decimal
import gc
import json
import re
import threading
from types import TracebackType
from typing import Any

import aiohttp
import yarl

from ...rate_limit import Charge, Limits, Priority
from ...venues.model.venue import Venue
from ..core.protocol import CcxtClient
from ..core.runtime import Runtime
from .transport import charge_endpoints

_DECODER = json.JSONDecoder(parse_float=str, parse_int=str)
_BLANK = re.compile(r"[ \t\n\r]*")
_SLICED_DEPTH = 3
"""How deep lists are read piece by piece: a list of markets lies within an envelope or two."""


@dataclass(frozen=True, slots=True)
class _WholeAnswer:
    """A whole answer, as the client reads it."""

    status: int
    reason: str | None
    headers: Mapping[str, str]
    body: bytes

    async def text(self, **_: object) -> str:
        """Return the body as text."""
        return self.body.decode(errors="replace")


class _ClientRequest:
    """One request of the client: an asynchronous context, as aiohttp's own."""

    def __init__(self, bridge: Bridge, method: str, url: yarl.URL, options: Any) -> None:
        self._bridge = bridge
        self._method = method
        self._url = url
        self._options = options

    async def __aenter__(self) -> _WholeAnswer:
        return await self._bridge.on_loop(
            self._bridge.request(self._method, self._url, self._options)
        )

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Do nothing: the answer is read already."""


class Bridge:
    """Stands in for the session of a client that runs in a thread."""

    def __init__(self, session: aiohttp.ClientSession, loop: asyncio.AbstractEventLoop) -> None:
        """`loop` is the one that the session belongs to."""
        self._session = session
        self._loop = loop
        self._futures: set[Future[Any]] = set()
        self.headers: dict[str, str] = {}
        """What the client adds to every request: the real session adds its own."""

    async def on_loop[T](self, coro: Coroutine[Any, Any, T]) -> T:
        """Run something on the event loop and wait for it in the thread."""
        future = asyncio.run_coroutine_threadsafe(coro, self._loop)
        self._futures.add(future)
        try:
            return await asyncio.wrap_future(future)
        finally:
            self._futures.discard(future)

    async def request(self, method: str, url: yarl.URL, options: Any) -> _WholeAnswer:
        """Do one request, on the event loop."""
        async with self._session.request(method, url, **options) as response:
            return _WholeAnswer(
                response.status, response.reason, response.headers, await response.read()
            )

    def cancel(self) -> None:
        """Let go whoever waits in a thread."""
        for future in list(self._futures):
            future.cancel()

    def get(self, url: yarl.URL, **options: Any) -> _ClientRequest:
        """Do what aiohttp's session does."""
        return _ClientRequest(self, "GET", url, options)

    def post(self, url: yarl.URL, **options: Any) -> _ClientRequest:
        """Do what aiohttp's session does."""
        return _ClientRequest(self, "POST", url, options)


class Background:
    """Runs calls of one client in a thread, one after the other."""

    def __init__(
        self, runtime: Runtime, build: Callable[[object], CcxtClient], limits: Limits, venue: Venue
    ) -> None:
        """`build` returns a client for a session. Raises RuntimeError outside of an event loop."""
        self._runtime = runtime
        self._bridge = Bridge(runtime.session, asyncio.get_running_loop())
        self._client = build(self._bridge)
        self._limits = limits
        self._lock = asyncio.Lock()
        self._client.on_json_response = read_json
        # Whole lists as texts: the client only looks into what answers a cancel.
        self._client.enableLastHttpResponse = False
        self._client.throttle = self._throttle
        charge_endpoints(self._client, venue)

    @property
    def client(self) -> CcxtClient:
        """Return the client; nobody may call it but through `run`."""
        return self._client

    async def run[T](
        self, call: Callable[[CcxtClient], Awaitable[T]], *, lasting: bool = False
    ) -> T:
        """Return what a call to the client returns, all of its work done in a thread.

        `lasting` for what is large and stays.
        """

        async def work() -> T:
            # A list of markets is hundreds of thousands of objects, most of them gone at the end.
            with decimal.localcontext(), _COLLECTOR.paused():
                found = await call(self._client)
                if lasting:
                    _age()
                return found

        async with self._lock:
            return await self._runtime.executor(lambda: asyncio.run(work()))

    def close(self) -> None:
        """Let go whoever waits for an answer, and the session."""
        self._bridge.cancel()
        self._client.session = None

    async def _throttle(self, cost: Charge) -> None:
        await self._bridge.on_loop(self._limits.take(cost, Priority.POLL))


class _Collector:
    """Python's garbage collector, which may be paused by several threads at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pauses = 0
        self._was_on = True

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Keep it from running: a full collection stops all threads for a quarter of a second."""
        with self._lock:
            if not self._pauses:
                self._was_on = gc.isenabled()
                gc.disable()
            self._pauses += 1
        try:
            yield
        finally:
            with self._lock:
                self._pauses -= 1
                if not self._pauses and self._was_on:
                    gc.enable()


_COLLECTOR = _Collector()


def _age() -> None:
    """Have the collector take everything that is there for old.

    It looks at all new objects at once: after a list of markets that would stop the event loop for
    a tenth of a second.
    """
    if not gc.get_freeze_count():  # somebody else's would be let go
        gc.freeze()
        gc.unfreeze()


def read_json(text: str) -> Any:
    """Read JSON with exact numbers, as texts, without holding Python's lock for long.

    The decoder in C never lets another thread run: a list of 10 MB would stall the event loop for
    a tenth of a second. So the outer lists are walked here, and only their items read in C.
    """
    value, _ = _scan(text, _skip(text, 0), _SLICED_DEPTH)
    return value


def _scan(text: str, at: int, depth: int) -> tuple[Any, int]:
    if depth and text[at : at + 1] == "[":
        return _scan_list(text, at + 1, depth - 1)
    if depth and text[at : at + 1] == "{":
        return _scan_object(text, at + 1, depth - 1)
    return _DECODER.raw_decode(text, at)


def _skip(text: str, at: int) -> int:
    blank = _BLANK.match(text, at)
    return blank.end() if blank else at


def _scan_list(text: str, at: int, depth: int) -> tuple[list[Any], int]:
    found: list[Any] = []
    at = _skip(text, at)
    if text[at : at + 1] == "]":
        return found, at + 1
    while True:
        value, at = _scan(text, at, depth)
        found.append(value)
        at, more = _next(text, at, "]")
        if not more:
            return found, at


def _scan_object(text: str, at: int, depth: int) -> tuple[dict[str, Any], int]:
    found: dict[str, Any] = {}
    at = _skip(text, at)
    if text[at : at + 1] == "}":
        return found, at + 1
    while True:
        if text[at : at + 1] != '"':
            raise json.JSONDecodeError("Expecting a name", text, at)
        name, at = _DECODER.raw_decode(text, at)
        at = _skip(text, at)
        if text[at : at + 1] != ":":
            raise json.JSONDecodeError("Expecting ':'", text, at)
        found[name], at = _scan(text, _skip(text, at + 1), depth)
        at, more = _next(text, at, "}")
        if not more:
            return found, at


def _next(text: str, at: int, end: str) -> tuple[int, bool]:
    """Return where what comes next begins, and whether it is another item."""
    at = _skip(text, at)
    mark = text[at : at + 1]
    if mark == end:
        return at + 1, False
    if mark != ",":
        raise json.JSONDecodeError(f"Expecting ',' or '{end}'", text, at)
    return _skip(text, at + 1), True

"""Runs what is heavy of the client in a thread; the HTTP stays on the event loop.

A venue's list of markets takes the client 0.2 to 0.35 s to read (2 vCPU, 4,000 markets), several
times that on a small machine. So it is read in a thread, on an instance of its own whose session
hands every request to the event loop and gets the whole answer back.
"""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
import decimal
import logging
from types import TracebackType
from typing import Any

import aiohttp
import yarl

from ...rate_limit import Charge, Limits, Priority
from ...venues.model.venue import Venue
from ..core.protocol import UNREADABLE, CcxtClient
from ..core.runtime import Runtime
from .json_reading import read_json
from .transport import charge_endpoints

_LOGGER = logging.getLogger(__name__)


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
        self,
        runtime: Runtime,
        build: Callable[[object], CcxtClient],
        limits: Limits,
        venue: Venue,
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
        self._client.parse_ticker = lean(self._client.parse_ticker)
        charge_endpoints(self._client, venue)

    @property
    def client(self) -> CcxtClient:
        """Return the client; nobody may call it but through `run`."""
        return self._client

    async def run[T](self, call: Callable[[CcxtClient], Awaitable[T]]) -> T:
        """Return what a call to the client returns, all of its work done in a thread."""

        async def work() -> T:
            with decimal.localcontext():
                return await call(self._client)

        async with self._lock:
            return await self._runtime.executor(lambda: asyncio.run(work()))

    def close(self) -> None:
        """Let go whoever waits for an answer, and the session."""
        self._bridge.cancel()
        self._client.session = None

    async def _throttle(self, cost: Charge) -> None:
        await self._bridge.on_loop(self._limits.take(cost, Priority.POLL))


def lean(parse: Callable[..., Any]) -> Callable[..., Any]:
    """Let tickers go without what the venue itself said: there are thousands at a time.

    One that can't be read is nobody's, so that all the others have their prices.
    """

    def parsed(*given: object) -> Any:
        try:
            ticker = parse(*given)
        except UNREADABLE as err:
            _LOGGER.debug("A price can't be read: %s", type(err).__name__)
            return {"symbol": None, "info": None}
        ticker["info"] = None
        return ticker

    return parsed

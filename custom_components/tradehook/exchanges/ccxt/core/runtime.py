"""What the adapter needs of the program around it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
import ssl
from typing import Protocol

import aiohttp

from ...port.timings import VenueTimings
from .protocol import CcxtClient


class RunInThread(Protocol):
    """Runs a function in a thread, and returns what it returns."""

    def __call__[T](self, function: Callable[[], T], /) -> Awaitable[T]:
        """Run it."""


def _utc_now() -> datetime:
    return datetime.now(UTC)


def _as_it_is(_client: CcxtClient) -> None:
    """Change nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Runtime:
    """The session and its TLS context, the executors and the clock that are there already."""

    session: aiohttp.ClientSession
    ssl_context: ssl.SSLContext
    import_executor: RunInThread
    executor: RunInThread
    now: Callable[[], datetime] = _utc_now
    configure: Callable[[CcxtClient], None] = field(default=_as_it_is)
    """Has the last word on every new client: other addresses, for example."""
    timings: VenueTimings = field(default_factory=VenueTimings)

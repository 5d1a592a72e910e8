"""Kills its own process, as kill -9 would, in exactly the moment that was asked for."""

import asyncio
from collections import Counter
import os
import signal
import sqlite3
from typing import Any

import aiohttp
from sqlalchemy.engine.default import DefaultDialect

from custom_components.tradehook.ledger.journal import Journal
from custom_components.tradehook.ledger.writes import Prepared

from .plan import Death, Moment

IN_FLIGHT = 0.03
"""Seconds from the start of a request until its sender dies."""


class Deaths:
    """Counts the moments since it was armed; commits happen in the ledger's own thread."""

    def __init__(self, death: Death | None) -> None:
        self.passed: Counter[Moment] = Counter()
        self._death = death
        _around_commits(self)

    def arm(self, death: Death) -> None:
        """Count from here on."""
        self.passed.clear()
        self._death = death

    def passes(self, moment: Moment) -> None:
        """Die, if this was the one."""
        if self._is_the_one(moment):
            _die()

    def trace(self) -> aiohttp.TraceConfig:
        """Return what notices requests that place or cancel orders."""
        trace = aiohttp.TraceConfig()
        trace.on_request_start.append(self._on_start)
        trace.on_request_end.append(self._on_end)
        return trace

    def _is_the_one(self, moment: Moment) -> bool:
        self.passed[moment] += 1
        return self._death == Death(moment=moment, number=self.passed[moment])

    async def _on_start(
        self, _session: object, _context: object, params: aiohttp.TraceRequestStartParams
    ) -> None:
        if not _is_order(params):
            return
        self.passes(Moment.BEFORE_SEND)
        if self._is_the_one(Moment.IN_FLIGHT):
            asyncio.get_running_loop().call_later(IN_FLIGHT, _die)

    async def _on_end(
        self, _session: object, _context: object, params: aiohttp.TraceRequestEndParams
    ) -> None:
        if _is_order(params):
            self.passes(Moment.AFTER_ANSWER)


def _is_order(params: aiohttp.TraceRequestStartParams | aiohttp.TraceRequestEndParams) -> bool:
    path = params.url.path.lower()
    # At Hyperliquid everything that is signed goes to one place.
    return params.method in {"POST", "PUT", "DELETE"} and (
        "order" in path or path.endswith("/exchange")
    )


def _around_commits(deaths: Deaths) -> None:
    """Pass by each of the writer's commits: the tables' end with COMMIT, the journal's is one."""
    commit, commit_to_journal = DefaultDialect.do_commit, Journal.commit

    def do_commit(self: DefaultDialect, connection: Any) -> None:
        deaths.passes(Moment.BEFORE_COMMIT)
        commit(self, connection)  # type: ignore[no-untyped-call]
        deaths.passes(Moment.AFTER_COMMIT)

    def commit_here(
        self: Journal, driver: sqlite3.Connection, batch: Prepared, batches: int
    ) -> None:
        deaths.passes(Moment.BEFORE_COMMIT)
        commit_to_journal(self, driver, batch, batches)
        deaths.passes(Moment.AFTER_COMMIT)

    DefaultDialect.do_commit = do_commit  # type: ignore[method-assign]
    Journal.commit = commit_here  # type: ignore[method-assign]


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)

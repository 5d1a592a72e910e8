"""What is done from time to time while an account works."""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta

from ..exchanges.api import Balance, Exchange, VenueError
from ..ledger.errors import LedgerWriteError
from ..ledger.ledger import Ledger
from .venue_view import VenueView

EVERY = 20.0
"""Seconds between two looks at balances and positions: admission wants them newer than 60 s."""
PRUNE_EVERY = timedelta(hours=6)


async def keep_fresh(
    *,
    exchange: Exchange,
    ledger: Ledger,
    venue: VenueView,
    take: Callable[[Mapping[str, Balance]], None],
    now: Callable[[], datetime],
) -> None:
    """Ask for balances and positions before admission finds them too old; forget old rows."""
    pruned = now()
    while True:
        await asyncio.sleep(EVERY)
        try:
            take(await exchange.fetch_balances())
            await venue.look()
        except VenueError:
            continue
        if now() - pruned > PRUNE_EVERY:
            pruned = now()
            with suppress(LedgerWriteError):
                await ledger.prune(pruned)

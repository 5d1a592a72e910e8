"""What is done from time to time while an account works."""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta

from ..exchanges.api import Balance, CredentialsRefusedError, Exchange, VenueError
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
    key_refused: Callable[[], None],
    now: Callable[[], datetime],
) -> None:
    """Ask for balances and positions before admission finds them too old; forget old rows.

    `key_refused` is called once, when the venue does not accept the account's key any more.
    """
    pruned, refused = now(), False
    while True:
        await asyncio.sleep(EVERY)
        try:
            take(await exchange.fetch_balances())
            await venue.look()
        except CredentialsRefusedError:
            if not refused:
                refused = True
                key_refused()
            continue
        except VenueError:
            continue
        if now() - pruned > PRUNE_EVERY:
            pruned = now()
            with suppress(LedgerWriteError):
                await ledger.prune(pruned)

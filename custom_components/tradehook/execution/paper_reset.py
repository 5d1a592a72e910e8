"""A paper account starts afresh: everything is closed and forgotten, in one transaction."""

import asyncio
from collections.abc import Callable, Mapping
from decimal import Decimal
import logging

from ..exchanges.port.backoff import Backoff
from ..exchanges.port.exchange import VenueError
from ..exchanges.port.resettable import Resettable
from ..ledger.errors import LedgerError, LedgerWriteError
from ..ledger.ledger import Ledger
from ..ledger.records import Batch
from ..trading.model.facts import CloseReason, PositionStatus
from ..trading.model.position import Position
from .common.events import (
    AccountChanged,
    AccountEvent,
    BotChanged,
    PositionEvent,
    PositionEventType,
    SlotChanged,
)
from .engine import Engine
from .paper_store import LedgerPaperStore
from .projections.position_events import position_data
from .startup import StartUp
from .state.bot_registry import BotRegistry
from .state.portfolio import RESET_AT

_LOGGER = logging.getLogger(__name__)


class PaperReset:
    """Stops the account, lets ledger and venue forget together, and starts the account again.

    What follows from the reset is what a restart would make of the ledger: a crash in the middle,
    or a disk that is full, leaves the old world or the new one, and nothing in between. Kept are
    the bots with their states and settings, the signal log, the slots (their entities are flat)
    and the prices of the simulated market; claims are forgotten, so that a signal id can be used
    again.
    """

    def __init__(
        self,
        *,
        ledger: Ledger,
        engine: Engine,
        bots: BotRegistry,
        start_up: StartUp,
        publish: Callable[[AccountEvent], None],
        retry: float,
    ) -> None:
        """Take the parts that are stopped and started; `retry` is in seconds."""
        self._waits = (retry,)
        self._ledger = ledger
        self._engine = engine
        self._bots = bots
        self._start_up = start_up
        self._publish = publish
        self._one_by_one = asyncio.Lock()
        self._closed = False

    async def run(self, paper: Resettable, balances: Mapping[str, Decimal]) -> None:
        """Begin again with these balances; raises LedgerWriteError when nothing was changed.

        It must not be cancelled: the account does not work while it runs.
        """
        async with self._one_by_one:
            if self._closed:
                raise LedgerWriteError("The account was not reset: it is being stopped")
            await self._start_up.halt()
            ended = list(self._engine.position_cache.live.values())
            also = Batch(
                forget=True,
                bots=self._bots.without_record(),
                values={RESET_AT: self._engine.position_cache.now().isoformat()},
            )
            try:
                await paper.reset(balances, store=LedgerPaperStore(self._ledger, also))
            except VenueError as err:
                raise LedgerWriteError(f"The account was not reset: {err}") from err
            finally:
                await self._start_again()
            self._tell(ended)

    async def close(self) -> None:
        """Return when no reset is under way, and allow no more."""
        self._closed = True
        async with self._one_by_one:
            return

    async def _start_again(self) -> None:
        """Try until it works: what was not forgotten must not stay without its protection."""
        retries = Backoff(self._waits)
        while True:
            try:
                await self._start_up.load()
                await self._start_up.begin()
            except LedgerError, VenueError:
                _LOGGER.exception("The account can't start again after its reset, trying again")
                await self._engine.stop()
                await retries.wait()
            else:
                return

    def _tell(self, ended: list[Position]) -> None:
        reason = CloseReason.ACCOUNT_RESET.value
        for position in ended:
            held = position.status is not PositionStatus.PENDING
            mark_price = self._engine.position_cache.mark_price(position.symbol)
            data = position_data(position, mark_price) | {"reason": reason, "message": None}
            kind = PositionEventType.CLOSED if held else PositionEventType.CANCELLED
            self._publish(PositionEvent(position.bot_id, kind.value, data))
        for key in self._engine.position_cache.slots:
            self._publish(SlotChanged(key))
        for bot_id in self._bots:
            self._publish(BotChanged(bot_id))
        self._publish(AccountChanged())

"""What is done from time to time while an account works."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
import logging

from ...exchanges.port.exchange import CredentialsRefusedError, Exchange, VenueError
from ...ledger.errors import LedgerError, LedgerWriteError
from ...trading.model.market import MarketType
from ..common.events import AccountChanged, CredentialsRefused, LedgerDisplaced
from ..common.runtime import AccountServices
from ..common.timing.steady_clock import ClockWatch
from ..engine import Engine
from ..state.account_state import AccountState
from ..state.venue_positions import BalanceUpdates
from .absence import Absence
from .funding import FundingWatch
from .health_monitor import HealthMonitor
from .known_prices import PriceFreshness
from .order_reconciler import OrderReconciler
from .other_changes import OtherChanges
from .position_reconciler import PositionReconciler

_LOGGER = logging.getLogger(__name__)


class ReconciliationLoop:
    """Compares the account with its venue, soon after a start and a reconnection, then for ever.

    What can't be asked stays as it was last seen, until it is too old to be believed.
    """

    def __init__(
        self,
        *,
        exchange: Exchange,
        engine: Engine,
        state: AccountState,
        balances: BalanceUpdates,
        services: AccountServices,
        clock_jumped: Callable[[], None],
        most_bytes: int,
    ) -> None:
        """Take what is looked at; `clock_jumped` is called when all timers are wrong."""
        ledger, publish, now = services.ledger, services.publish, services.now
        portfolio, venue, timings = state.portfolio, state.venue, services.timings.reconciliation
        self._timings = timings
        self._most_bytes = most_bytes
        self._exchange = exchange
        self._ledger = ledger
        self._engine = engine
        self._venue = venue
        self._position_reconciler = PositionReconciler(
            exchange=exchange, engine=engine, venue=venue, portfolio=portfolio, timings=timings
        )
        self.order_reconciler = OrderReconciler(
            exchange=exchange,
            ledger=ledger,
            engine=engine,
            publish=publish,
            now=now,
            timings=timings,
        )
        self.everything_else = OtherChanges(
            exchange=exchange,
            ledger=ledger,
            position_cache=engine.position_cache,
            portfolio=portfolio,
            changed=self._compared,
            timings=timings,
        )
        self.absence = Absence(exchange=exchange, ledger=ledger, engine=engine, timings=timings)
        self.funding = FundingWatch(
            exchange=exchange, ledger=ledger, engine=engine, timings=timings
        )
        health = services.timings.health
        self._known_prices = PriceFreshness(
            engine.position_cache, portfolio, publish, health.known_every
        )
        self.health = HealthMonitor(
            exchange=exchange,
            ledger=ledger,
            engine=engine,
            publish=publish,
            now=now,
            timings=health,
            limits=state.account_limits,
        )
        self._clock_jumped = clock_jumped
        self._clock = ClockWatch(self._on_clock_jump, now, health.clock_every)
        self._balances = balances
        self._publish = publish
        self._now = now
        self._wanted = asyncio.Event()
        self._refused = False
        self.reconciled_at: datetime | None = None
        """When everything was last compared, orders included."""
        self._everything = False

    async def run(self) -> None:
        """Look for ever; a start has compared the orders just now."""
        self.reconciled_at = self._now()
        async with asyncio.TaskGroup() as group:
            group.create_task(self._keep_looking())
            group.create_task(self._keep_pruning())
            group.create_task(self._keep_in_place())
            group.create_task(self._keep_markets())
            group.create_task(self.health.run())
            group.create_task(self._known_prices.run())
            group.create_task(self._engine.price_judge.run())
            group.create_task(self._clock.run())
            if not self._exchange.is_simulated:
                group.create_task(self.funding.run())

    def retry_now(self) -> None:
        """Look now, at everything: the venue was out of reach."""
        self._everything = True
        self._wanted.set()

    def _on_clock_jump(self) -> None:
        """Look at every deadline again: timers count on a clock of their own."""
        self._clock_jumped()
        self.retry_now()

    async def _keep_looking(self) -> None:
        while True:
            try:
                async with asyncio.timeout(self._timings.given_up):
                    await self._look()
            except CredentialsRefusedError:
                if not self._refused:
                    self._refused = True
                    self._publish(CredentialsRefused())
            except (VenueError, LedgerError, TimeoutError) as err:
                _LOGGER.debug("The account can't be compared with its venue: %r", err)
            except Exception:
                # Whatever it was, the next look must come: what is not compared is not protected.
                _LOGGER.exception("The account could not be compared with its venue")
            else:
                self._refused = False
            with suppress(TimeoutError):
                async with asyncio.timeout(self._timings.every):
                    await self._wanted.wait()
            self._wanted.clear()

    def _compared(self) -> None:
        self.health.difference = self.everything_else.difference
        self.health.check()
        self._publish(AccountChanged())

    async def _look(self) -> None:
        before = self.everything_else.own_books()
        if self._exchange.market_type is MarketType.SPOT:  # a look at positions tells them too
            self._balances.take(await self._exchange.fetch_balances())
        await self._venue.look()
        if not self._exchange.is_simulated:
            await self.everything_else.look(before)
        await self._position_reconciler.look()
        last, now = self.reconciled_at, self._now()
        if self._everything or last is None or now - last >= self._timings.orders_every:
            self.reconciled_at = None  # what fails is due again
            self._everything = False
            await self.order_reconciler.look()
            self.reconciled_at = now

    async def _keep_pruning(self) -> None:
        pruned = checkpointed = copied = self._now()
        copied_to: int | None = None
        timings = self._timings
        while True:
            await self.absence.is_alive()
            await asyncio.sleep(timings.every)
            now = self._now()
            if now - checkpointed > timings.checkpoint_every:
                checkpointed = now
                with suppress(LedgerError):
                    await self._ledger.checkpoint()
            if now - pruned > timings.prune_every:
                pruned = now
                with suppress(LedgerWriteError):
                    await self._ledger.prune(pruned, self._most_bytes)
            if now - copied > timings.copy_every:
                copied = now
                copied_to = await self._copied(copied_to)

    async def _keep_markets(self) -> None:
        """Notice markets that are halted, end, or trade again."""
        while True:
            await asyncio.sleep(self._timings.markets_every)
            try:
                await self._exchange.refresh_markets()
            except VenueError as err:
                _LOGGER.debug("The markets can't be read anew: %r", err)
            except Exception:
                # Whatever it was, it must not be the last look.
                _LOGGER.exception("The markets could not be read anew")

    async def _copied(self, before: int | None) -> int | None:
        """Make the ledger's own copy anew where something has changed; return how far it goes."""
        sequence = await self._sequence()
        if sequence is None or sequence == before or self._ledger.displaced:
            return before
        try:
            await self._ledger.backup(self._ledger.copy_path)
        except LedgerError as err:
            _LOGGER.warning("The ledger can't be copied: %s", err)
            return before
        return sequence

    async def _sequence(self) -> int | None:
        try:
            return (await self._ledger.identity()).sequence
        except LedgerError:
            return None

    async def _keep_in_place(self) -> None:
        """Notice that the ledger's file was deleted or replaced, and save what it held."""
        while True:
            try:
                if not await self._ledger.look_in_place():
                    break
                self.health.free_space = await self._ledger.free_space()
                if self._ledger.is_unwritable:
                    await self._ledger.probe()
            except LedgerError as err:
                _LOGGER.debug("The ledger's file can't be looked at: %s", err)
            await asyncio.sleep(self._timings.in_place_every)
        _LOGGER.error("The ledger's file was deleted or replaced: nothing can be recorded any more")
        try:
            await self._ledger.rescue(self._ledger.copy_path)
        except LedgerError:
            _LOGGER.exception("What the ledger held could not be saved")
        self._publish(LedgerDisplaced())

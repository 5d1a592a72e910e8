"""How an account comes to life: its memory is read from the ledger, then it begins to work."""

import asyncio
from collections.abc import Collection, Sequence
from datetime import datetime
import logging
from typing import Any

from ..exchanges.port.exchange import Exchange
from ..ledger.ledger import Ledger
from ..ledger.records import Batch
from ..ledger.retention import COPIED_AT
from ..trading.admission.model.context import BotState
from ..trading.model.facts import CloseReason
from ..trading.model.inputs import CancelEntries, Close, ExitFound, Input, RestoredFromBackup
from ..trading.model.market import MarketType, Side
from ..trading.model.position import Position
from .commands.admission_context import AdmissionContextBuilder
from .commands.controls import TRADING, Controls
from .commands.deferred_openings import DeferredOpenings
from .commands.position_links import PositionLinks
from .commands.recovery import CommandRecovery
from .commands.reversals import ReversalManager
from .common.slots import SlotKey
from .engine.engine import Engine
from .engine.unrecorded_exits import UnrecordedExits, found_exits
from .reactions.step_reactions import Aftermath
from .reconciliation.absence import Absence
from .reconciliation.at_startup import load_positions, resolve_liquidations, resolve_orders
from .reconciliation.funding import FundingWatch
from .reconciliation.order_reconciler import OrderReconciler
from .reconciliation.other_changes import OtherChanges
from .signals.external_alerts import ExternalAlerts
from .signals.inbox import Inbox
from .state.bot_registry import BotRegistry
from .state.market_cache import MarketCache
from .state.paper_baseline import older_start
from .state.portfolio import RESET_AT, Portfolio
from .state.venue_positions import VenuePositions

_LOGGER = logging.getLogger(__name__)


class StartUp:
    """Brings memory, ledger and venue into agreement, at a start and after a reset alike."""

    def __init__(
        self,
        *,
        ledger: Ledger,
        exchange: Exchange,
        engine: Engine,
        bots: BotRegistry,
        portfolio: Portfolio,
        controls: Controls,
        links: PositionLinks,
        venue: VenuePositions,
        context_builder: AdmissionContextBuilder,
        markets: MarketCache,
        reversals: ReversalManager,
        deferred_openings: DeferredOpenings,
        inbox: Inbox,
        aftermath: Aftermath,
        unfinished: CommandRecovery,
        order_reconciler: OrderReconciler,
        absence: Absence,
        everything_else: OtherChanges,
        funding: FundingWatch,
        unrecorded: UnrecordedExits,
        outside_alerts: ExternalAlerts,
        calls: Collection[asyncio.Task[Any]],
    ) -> None:
        """Take everything that remembers something; `calls` are the tasks under way."""
        self._ledger = ledger
        self._exchange = exchange
        self._engine = engine
        self._bots = bots
        self._portfolio = portfolio
        self._controls = controls
        self._links = links
        self._venue = venue
        self._context_builder = context_builder
        self._markets = markets
        self._reversals = reversals
        self._deferred_openings = deferred_openings
        self._inbox = inbox
        self._aftermath = aftermath
        self._unfinished = unfinished
        self._order_reconciler = order_reconciler
        self._absence = absence
        self._everything_else = everything_else
        self._funding = funding
        self._unrecorded = unrecorded
        self._outside_alerts = outside_alerts
        self._calls = calls
        self._copied_at: datetime | None = None

    async def load(self) -> None:
        """Know what the ledger knows, and nothing else; signals are taken from then on.

        Bots that were removed while the account was away are taken for what they are.

        Raises LedgerUnavailableError and LedgerWriteError.
        """
        ledger, position_cache = self._ledger, self._engine.position_cache
        self._engine.clear()
        self._venue.clear()
        self._portfolio.clear()
        self._context_builder.clear()
        self._reversals.clear()
        self._deferred_openings.clear()
        totals = await ledger.totals()
        self._bots.load({row.bot_id: row for row in await ledger.bots()}, totals)
        if gone := self._bots.removed_meanwhile():
            await ledger.commit(Batch(bots=gone))
        values = await ledger.values()
        self._outside_alerts.load(values)
        self._absence.load(values)
        self._everything_else.load(values)
        self._funding.load(values)
        self._markets.load(values)
        self._engine.order_manager.inflight_orders.load(values)
        position_cache.oversold.load(values, position_cache.now())
        reset_at = values.get(RESET_AT)
        self._portfolio.reset_at = datetime.fromisoformat(reset_at) if reset_at else None
        copied_at = values.get(COPIED_AT)
        self._copied_at = datetime.fromisoformat(copied_at) if copied_at else None
        self._controls.trading_enabled = values.get(TRADING, True) is not False
        for bot_id, symbol, side in await ledger.slots():
            position_cache.slots[SlotKey(bot_id, symbol, Side(side))] = None
        self._portfolio.load({bot_id: total.realized for bot_id, total in totals.items()})
        await self._links.load()
        await load_positions(ledger, self._engine)
        held = {position.symbol for position in position_cache.live.values()}
        self._exchange.remember_markets(self._markets.of(held))
        await self._aftermath.start()
        await self._unfinished.load(self._copied_at)
        await self._inbox.open()

    async def begin(self) -> None:
        """Reconcile with the open venue, then work; raises VenueError and LedgerWriteError."""
        live = self._engine.position_cache.live.values()
        known = Batch.merge(
            self._markets.remember({position.symbol for position in live}),
            self._engine.order_manager.inflight_orders.begin(
                live, self._engine.position_cache.now()
            ),
            self._absence.begin(),
        )
        if not known.is_empty:
            await self._ledger.commit(known)
        self._portfolio.take(await self._exchange.fetch_balances())
        expiring = self._give_up_stale()
        if self._copied_at is not None:
            for position in self._engine.position_cache.live.values():
                self._engine.put(position.symbol, [(position.position_id, RestoredFromBackup())])
        await self._venue.look()
        await self._begin_older_books()
        if self._exchange.market_type is MarketType.LINEAR:
            await resolve_liquidations(self._exchange, self._engine)
        await resolve_orders(self._engine)
        await self._order_reconciler.look(at_start=True)
        found = await self._take_unrecorded()
        self._engine.start()
        self._enforce()
        await self._follow_unrecorded(found)
        self._deferred_openings.resume()
        await asyncio.gather(*expiring, return_exceptions=True)
        await self._unfinished.resume(self._copied_at)
        if self._copied_at is not None:
            self._copied_at = None
            await self._ledger.commit(Batch(values={COPIED_AT: None}))

    async def _begin_older_books(self) -> None:
        """Conclude what a paper account began with whose books don't say so yet."""
        paper = self._exchange.resettable
        if paper is None or paper.start is not None:
            return
        start = await older_start(
            self._exchange, self._portfolio, self._engine.position_cache.live.values()
        )
        if start is not None:
            await paper.remember_start(start)

    async def _take_unrecorded(self) -> list[tuple[Position, ExitFound, asyncio.Future[Any]]]:
        """Take exits on record that were sent while the ledger could not be written."""
        live = list(self._engine.position_cache.live.values())
        notes = await self._unrecorded.read()
        # What a copy does not know was done before it, with its own records.
        since = None if self._copied_at is not None else self._absence.since
        found = await found_exits(self._exchange, live, notes, since)
        for position, event in found:
            _LOGGER.warning(
                "An exit of %s %s (%s) was sent without its record: it is taken on record now",
                *(position.symbol, position.side, event.client_order_id),
            )
            self._unrecorded.expect(event.client_order_id, position.position_id)
        return [
            (position, event, self._engine.put(position.symbol, [(position.position_id, event)]))
            for position, event in found
        ]

    async def _follow_unrecorded(
        self, found: Sequence[tuple[Position, ExitFound, asyncio.Future[Any]]]
    ) -> None:
        """Look up what became of them, once their orders have a place in the ledger."""
        for position, event, recorded in found:
            await recorded
            self._engine.order_manager.look_up(position.symbol, event.client_order_id)
        await self._unrecorded.forget()

    async def halt(self) -> None:
        """Let nothing that is under way act on what will not be there any more."""
        self._inbox.close()
        await self._inbox.settle()
        await self._engine.stop()
        calls = list(self._calls)
        for call in calls:
            call.cancel()
        await asyncio.gather(*calls, return_exceptions=True)

    def _give_up_stale(self) -> list[asyncio.Future[Any]]:
        if self._copied_at is None:
            return []
        _LOGGER.warning(
            "The ledger is a copy of %s, restored from a backup: openings that it had not sent are"
            " given up",
            self._copied_at,
        )
        return self._unfinished.expire_openings(self._copied_at)

    def _enforce(self) -> None:
        """Ask again for what a switch or a removal asked before a crash."""
        for position in list(self._engine.position_cache.live.values()):
            bot = self._bots.get(position.bot_id)
            targets: list[Input] = []
            if not self._controls.trading_enabled:
                targets.append(CancelEntries(reason=CloseReason.TRADING_OFF, dca=True))
            if bot is None:
                targets.append(CancelEntries(reason=CloseReason.BOT_REMOVED, dca=True))
            elif bot.state is BotState.CLOSED:
                targets.append(Close(reason=CloseReason.STOP_AND_CLOSE))
            elif bot.state is BotState.HALTED:
                targets.append(CancelEntries(reason=CloseReason.BOT_HALTED))
            elif bot.state is not BotState.RUNNING:
                targets.append(CancelEntries(reason=CloseReason.BOT_STOPPED))
            if targets:
                events = [(position.position_id, event) for event in targets]
                self._engine.put(position.symbol, events)

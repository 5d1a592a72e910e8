"""How an account comes to life: its memory is read from the ledger, then it begins to work."""

import asyncio
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
import logging
from typing import Any

from ..exchanges.port.exchange import Exchange
from ..ledger.records import Batch, Totals
from ..ledger.retention import COPIED_AT
from ..trading.admission.account_limits.check import MINUTE
from ..trading.admission.model import BotState
from ..trading.model.commands import Extent
from ..trading.model.facts import CloseReason
from ..trading.model.inputs import ExitFound, RestoredFromBackup
from ..trading.model.market import MarketType, Side, quote_currency
from ..trading.model.position import Position
from ..trading.model.price_math import PRECISE
from .commands.deferred_openings import DeferredOpenings
from .commands.executor import CommandExecutor
from .commands.model.origin import ACCOUNT
from .commands.model.position_inputs import closing
from .commands.position_links import PositionLinks
from .commands.recovery import CommandRecovery
from .common.runtime import AccountServices
from .common.slots import SlotKey
from .engine import Engine, found_exits
from .projections.position_notes import PositionNotes
from .reactions import TradingDay
from .reconciliation import (
    ReconciliationLoop,
    load_positions,
    older_start,
    resolve_liquidations,
    resolve_orders,
)
from .signals import ExternalAlerts, Inbox
from .state.account_state import AccountState
from .state.portfolio import RESET_AT

_LOGGER = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingWork:
    """What was asked for and is not done yet: links, openings that wait, accepted commands."""

    links: PositionLinks
    notes: PositionNotes
    deferred_openings: DeferredOpenings
    recovery: CommandRecovery
    executor: CommandExecutor


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalIntake:
    """Where signals come in, and what is remembered of them."""

    inbox: Inbox
    external_alerts: ExternalAlerts


class StartUp:
    """Brings memory, ledger and venue into agreement, at a start and after a reset alike."""

    def __init__(
        self,
        *,
        exchange: Exchange,
        engine: Engine,
        state: AccountState,
        services: AccountServices,
        pending: PendingWork,
        signals: SignalIntake,
        reconciliation_loop: ReconciliationLoop,
        trading_day: TradingDay,
    ) -> None:
        self._exchange = exchange
        self._engine = engine
        self._state = state
        self._ledger = services.ledger
        self._tasks = services.tasks
        self._bots = state.bots
        self._portfolio = state.portfolio
        self._markets = state.markets
        self._pending = pending
        self._inbox = signals.inbox
        self._external_alerts = signals.external_alerts
        self._reconciliation_loop = reconciliation_loop
        self._absence = reconciliation_loop.absence
        self._unrecorded = engine.unrecorded
        self._trading_day = trading_day
        self._copied_at: datetime | None = None

    async def load(self) -> None:
        """Know what the ledger knows, and nothing else; signals are taken from then on.

        Bots that were removed while the account was away are taken for what they are.

        Raises LedgerUnavailableError and LedgerWriteError.
        """
        ledger, position_cache = self._ledger, self._engine.position_cache
        self._engine.clear()
        self._state.venue.clear()
        self._portfolio.clear()
        self._state.reservations.clear()
        self._state.pending_reversals.clear()
        self._pending.deferred_openings.clear()
        totals = await ledger.totals()
        self._bots.load({row.bot_id: row for row in await ledger.bots()}, totals)
        if gone := self._bots.removed_meanwhile():
            await ledger.commit(Batch(bots=gone))
        values = await ledger.values()
        self._external_alerts.load(values)
        self._absence.load(values)
        self._reconciliation_loop.everything_else.load(values)
        self._reconciliation_loop.funding.load(values)
        self._markets.load(values)
        self._engine.order_manager.inflight_orders.load(values)
        position_cache.oversold.load(values, position_cache.now())
        reset_at = values.get(RESET_AT)
        self._portfolio.reset_at = datetime.fromisoformat(reset_at) if reset_at else None
        copied_at = values.get(COPIED_AT)
        self._copied_at = datetime.fromisoformat(copied_at) if copied_at else None
        self._state.trading_switch.load(values)
        minute_ago = position_cache.now() - MINUTE
        self._state.account_limits.load(values, await ledger.opened_since(minute_ago))
        for bot_id, symbol, side in await ledger.slots():
            position_cache.slots[SlotKey(bot_id, symbol, Side(side))] = None
        self._portfolio.load(await self._closed_results(totals))
        await self._pending.links.load()
        await self._pending.notes.load()
        await load_positions(ledger, self._engine)
        held = {position.symbol for position in position_cache.live.values()}
        self._exchange.remember_markets(self._markets.of(held))
        await self._trading_day.start()
        await self._pending.recovery.load(self._copied_at)
        await self._inbox.array_turns.load()
        await self._inbox.open()

    async def _closed_results(self, totals: Mapping[str, Totals]) -> Mapping[str, Decimal]:
        """Return what all positions that are over have come to, by quote currency.

        A bot may have traded in another one than it does now: the markets tell, and not the bot.
        """
        quotes: defaultdict[str, set[str]] = defaultdict(set)
        for slot in self._engine.position_cache.slots:
            quotes[slot.bot_id].add(quote_currency(slot.symbol))
        parts, several = list[tuple[str, Decimal]](), list[str]()
        for bot_id, total in totals.items():
            quote, *others = quotes.get(bot_id, {self._portfolio.currency})
            if others:
                several.append(bot_id)
            else:
                parts.append((quote, total.realized))
        if several:
            over, _ = await self._ledger.position_sums(bot_ids=several)
            parts += [(quote_currency(name), sums.realized_profit) for name, sums in over.items()]
        closed: dict[str, Decimal] = {}
        for quote, profit in parts:
            closed[quote] = PRECISE.add(closed.get(quote, Decimal(0)), profit)
        return closed

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
                self._engine.queues.put(
                    position.symbol, [(position.position_id, RestoredFromBackup())]
                )
        await self._state.venue.look()
        await self._begin_older_books()
        self._engine.order_manager.recall(self._engine.position_cache.live.values())
        if self._exchange.market_type is MarketType.LINEAR:
            await resolve_liquidations(self._exchange, self._engine)
        await resolve_orders(self._engine)
        await self._reconciliation_loop.order_reconciler.look(at_start=True)
        found = await self._take_unrecorded()
        self._engine.start()
        self._enforce()
        await self._follow_unrecorded(found)
        self._pending.deferred_openings.resume()
        await asyncio.gather(*expiring, return_exceptions=True)
        resumed = await self._pending.recovery.resume(self._copied_at)
        self._inbox.array_turns.resume(self._copied_at, resumed)
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
            (
                position,
                event,
                self._engine.queues.put(position.symbol, [(position.position_id, event)]),
            )
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
        await self._tasks.cancel()

    def _give_up_stale(self) -> list[asyncio.Future[Any]]:
        if self._copied_at is None:
            return []
        _LOGGER.warning(
            "The ledger is a copy of %s, restored from a backup: openings that it had not sent are"
            " given up",
            self._copied_at,
        )
        return self._pending.recovery.expire_openings(self._copied_at)

    def _enforce(self) -> None:
        """Ask again for what a switch or a removal asked before a crash."""
        for position in list(self._engine.position_cache.live.values()):
            bot = self._bots.get(position.bot_id)
            asked: list[tuple[Extent, CloseReason]] = []
            if not self._state.may_open:
                asked.append((Extent.ENTRIES, CloseReason.TRADING_OFF))
            if bot is None:
                asked.append((Extent.ENTRIES, CloseReason.BOT_REMOVED))
            elif bot.state is BotState.CLOSED:
                asked.append((Extent.WHOLE, CloseReason.STOP_AND_CLOSE))
            elif bot.state is BotState.HALTED:
                asked.append((Extent.OPENING, CloseReason.BOT_HALTED))
            elif bot.state is not BotState.RUNNING:
                asked.append((Extent.OPENING, CloseReason.BOT_STOPPED))
            for extent, reason in asked:
                for command in closing((position,), extent, reason):
                    self._pending.executor.send(command, ACCOUNT)

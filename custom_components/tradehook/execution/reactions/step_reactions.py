"""What follows from a step: the outcome of signals, the record of bots, halts and events."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
import logging

from ...ledger.errors import LedgerError
from ...ledger.ledger import Ledger
from ...ledger.records import Batch, BotRecord, SignalUpdate
from ...trading.admission.checks.bot_state import check_bot, check_trading
from ...trading.admission.checks.limits import HaltReason, halt_reason
from ...trading.admission.model.context import BotState
from ...trading.admission.open_position import check_again
from ...trading.model.facts import CloseReason, Fact, Filled, PositionStatus
from ...trading.model.position import Position
from ...trading.reasons.reasons import ReasonCode, Refusal, Refused, refuse
from ...trading.signal.signal import Action
from ..commands.admission_context import AdmissionContextBuilder
from ..commands.controls import Controls
from ..commands.deferred_openings import DeferredOpenings
from ..commands.position_links import PositionLinks
from ..commands.reversals import ReversalManager
from ..common.events import AccountChanged, AccountEvent, BotChanged, PositionEvent, SlotChanged
from ..common.runtime import Spawn
from ..projections.position_events import lost_increases, position_events, signal_outcome
from ..projections.signal_outcomes import SignalOutcomes
from ..signals.inbox import Inbox
from ..state.bot import Bot
from ..state.bot_registry import BotRegistry
from ..state.portfolio import Portfolio
from ..state.position_cache import PositionCache, slot_of
from ..state.venue_positions import VenuePositions

ZERO = Decimal(0)

_LOGGER = logging.getLogger(__name__)


class Aftermath:
    """Hears of every step of the engine and draws the consequences outside the positions."""

    def __init__(
        self,
        *,
        ledger: Ledger,
        position_cache: PositionCache,
        bots: BotRegistry,
        links: PositionLinks,
        portfolio: Portfolio,
        controls: Controls,
        venue: VenuePositions,
        context_builder: AdmissionContextBuilder,
        inbox: Inbox,
        reversals: ReversalManager,
        outcomes: SignalOutcomes,
        deferred_openings: DeferredOpenings,
        publish: Callable[[AccountEvent], None],
        spawn: Spawn,
        now: Callable[[], datetime],
        midnight: Callable[[datetime], datetime],
    ) -> None:
        """Take the parts of the account that a step may concern."""
        self._ledger = ledger
        self._position_cache = position_cache
        self._bots = bots
        self._links = links
        self._portfolio = portfolio
        self._controls = controls
        self._venue = venue
        self._context_builder = context_builder
        self._inbox = inbox
        self._reversals = reversals
        self._outcomes = outcomes
        self._deferred_openings = deferred_openings
        self._publish = publish
        self._spawn = spawn
        self._now = now
        self._midnight = midnight
        self._timer: asyncio.TimerHandle | None = None
        self._day = midnight(now())
        """When the day began that is counted."""
        self._untold: dict[str, SignalUpdate] = {}
        """What the signals of positions came to that are being recorded as over."""

    async def start(self) -> None:
        """Read what was earned today, and begin a new day at each midnight."""
        while True:
            before = dict(self._portfolio.today)
            today = await self._ledger.realized_since(self._midnight(self._now()))
            if self._portfolio.today == before:
                break  # nothing was earned while it was read
        self._portfolio.today = dict(today)
        self.stop()
        self._at_midnight()
        rows = tuple(row for bot in self._bots.values() if (row := self._begun(bot)) is not None)
        if rows:
            await self._ledger.commit(Batch(bots=rows))

    def stop(self) -> None:
        """Await no more midnights."""
        if self._timer:
            self._timer.cancel()

    def rows(self, before: Position, steps: list[tuple[Fact, Position]]) -> Batch:
        """Write what ends with a position: its links, its signal's outcome, its bot's record.

        And what became of an increase that came to nothing.
        """
        lost = Batch(signal_updates=tuple(lost_increases(before, steps)))
        after = steps[-1][1]
        return Batch.merge(lost, self._position_cache.oversold.noted(after), self._ended(after))

    def _ended(self, after: Position) -> Batch:
        if after.is_live:
            return Batch()
        ended = after.closed_at or self._now()
        links = self._links.ended(after.position_id, ended)
        closed = after.status is PositionStatus.CLOSED
        if closed:
            self._portfolio.closed_with(after)
        bot = self._bots.closed(after.bot_id, after.realized_profit) if closed else None
        return Batch(links=links, bots=(bot,) if bot else (), signal_updates=self._outcome(after))

    def stepped(self, before: Position, steps: list[tuple[Fact, Position]]) -> None:
        """Tell people what happened, and look after the bot's limits."""
        after = steps[-1][1]
        bot_id = after.bot_id
        gained = after.realized_profit - before.realized_profit
        if gained:
            self._portfolio.today[bot_id] = self._portfolio.today.get(bot_id, ZERO) + gained
        if any(isinstance(fact, Filled) for fact, _ in steps):
            self._venue.changed(after.symbol)
        self._publish(SlotChanged(slot_of(after)))
        previous, mark_price = before, self._position_cache.mark_price(after.symbol)
        for fact, position in steps:
            for kind, data in position_events(previous, fact, position, mark_price):
                self._publish(PositionEvent(bot_id, kind.value, data))
            previous = position
        for update in lost_increases(before, steps):
            self._outcomes.ended(bot_id, update)
        if not after.is_live:
            self._context_builder.release(after.position_id)
            self._signal_ended(after)
            self._reversals.ended(after.position_id)
            self._deferred_openings.ended(after.position_id)
        if gained or not after.is_live:
            self._halt(bot_id)
        if bot_id in self._bots:
            self._publish(BotChanged(bot_id))
        self._publish(AccountChanged())

    def may_open(self, position: Position) -> Refusal | None:
        """Check filters, limits and funds of an opening whose condition holds."""
        bot = self._bots.get(position.bot_id)
        if bot is None:
            return refuse(ReasonCode.BOT_STOPPED)
        context = self._context_builder.context(bot, self._now(), position.position_id)
        try:
            if position.plan.waits_for:
                check_bot(Action.OPEN, context)
                check_trading(context)
            check_again(position, context)
        except Refused as err:
            return err.refusal
        return None

    def _outcome(self, position: Position) -> tuple[SignalUpdate, ...]:
        receipt_id = self._position_cache.receipts.get(position.position_id)
        outcome = signal_outcome(position)
        if receipt_id is None or outcome is None:
            return ()
        status, code, message = outcome
        update = SignalUpdate(receipt_id=receipt_id, status=status, code=code, message=message)
        self._untold[position.position_id] = update
        return (update,)

    def _signal_ended(self, position: Position) -> None:
        update = self._untold.pop(position.position_id, None)
        if update is None:
            return
        if update.status == "failed":
            self._inbox.released(position.bot_id, position.signal_id)
        self._outcomes.ended(position.bot_id, update)

    def _halt(self, bot_id: str) -> None:
        bot = self._bots.get(bot_id)
        if bot is None or bot.state is not BotState.RUNNING:
            return
        today = self._portfolio.today.get(bot_id, ZERO) - bot.forgiven
        reason = halt_reason(bot.settings, today, bot.consecutive_losses)
        if reason is None:
            return
        row = self._bots.set_state(bot, BotState.HALTED, reason, self._now())
        self._spawn(self._halted(bot_id, row), "halt a bot")

    async def _halted(self, bot_id: str, row: BotRecord) -> None:
        await self._record(bot_id, row)
        await self._controls.cancel_openings(bot_id, CloseReason.BOT_HALTED)

    async def _record(self, bot_id: str, row: BotRecord) -> None:
        await self._ledger.commit(Batch(bots=(row,)))
        self._publish(BotChanged(bot_id))

    def clock_jumped(self) -> None:
        """Wait for midnight by the time that it is now; it may have passed."""
        if self._timer is None:
            return
        self._timer.cancel()
        if self._midnight(self._now()) > self._day:
            self._new_day()
        else:
            self._at_midnight()

    async def zone_changed(self) -> None:
        """Count today's results from the midnight of another time zone on."""
        if self._timer is None:
            return  # the start reads them
        try:
            await self.start()
        except LedgerError as err:
            _LOGGER.warning("Today's results can't be read for another time zone: %s", err)
        for bot in self._bots.values():
            self._publish(BotChanged(bot.bot_id))
        self._publish(AccountChanged())

    def _at_midnight(self) -> None:
        now = self._now()
        self._day = self._portfolio.day = self._midnight(now)
        tomorrow = self._midnight(self._day + timedelta(hours=36))
        self._timer = asyncio.get_running_loop().call_later(
            (tomorrow - now).total_seconds() + 1, self._new_day
        )

    def _begun(self, bot: Bot) -> BotRecord | None:
        """Let a bot begin the day, also one that began while Home Assistant was off."""
        if bot.forgiven_at is not None and bot.forgiven_at < self._day:
            bot.forgiven, bot.forgiven_at = ZERO, None
        halted = bot.state is BotState.HALTED and bot.reason == HaltReason.DAILY_LOSS
        if not halted or bot.changed_at >= self._day:
            return None
        return self._bots.set_state(bot, BotState.RUNNING, None, self._now())

    def _new_day(self) -> None:
        self._portfolio.today.clear()
        self._at_midnight()
        for bot in self._bots.values():
            if (row := self._begun(bot)) is not None:
                self._spawn(self._record(bot.bot_id, row), "new day")
        self._publish(AccountChanged())

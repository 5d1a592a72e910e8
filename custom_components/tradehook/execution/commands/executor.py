"""Carries admitted signals out: reserves at once, records, then hands them to the queues."""

import asyncio
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
import logging
from typing import Any, Protocol
import uuid

from ...ledger.ledger import Ledger
from ...ledger.records import Batch, BotRecord, SignalRecord, SignalUpdate
from ...trading.admission.model.context import BotState
from ...trading.admission.model.outcome import Admitted
from ...trading.model.commands import (
    ClosePositions,
    ControlBot,
    OpenPosition,
    Resize,
    ResizePositions,
    ReversePositions,
)
from ...trading.model.facts import EntryResized, Fact, Opened, SizeRequested
from ...trading.model.position import Position
from ...trading.reasons.reasons import ReasonCode, refuse
from ..common.events import (
    AccountEvent,
    BotChanged,
    PositionEvent,
    PositionEventType,
    SlotAdded,
    SlotChanged,
)
from ..common.runtime import Spawn
from ..common.serializers import waiting_reason
from ..engine.engine import Engine
from ..projections.position_events import position_data
from ..projections.signal_outcomes import SignalOutcomes
from ..state.bot import Bot
from ..state.bot_registry import BotRegistry
from ..state.market_cache import MarketCache
from ..state.position_cache import slot_of
from ..storage.batches import position_batch
from .admission_context import AdmissionContextBuilder
from .controls import Controls
from .stored_commands import Command, Doing, PendingReversal

_LOGGER = logging.getLogger(__name__)


class Reverses(Protocol):
    """The reverses whose opening waits for their closing leg."""

    def begin(self, reversal: PendingReversal) -> None:
        """Close what has to be closed; the opening follows."""

    def of_bot(self, bot_id: str) -> list[PendingReversal]:
        """Return the reverses of a bot that have not opened yet."""

    def take_back(self, receipt_ids: Iterable[str]) -> list[PendingReversal]:
        """Let reverses that wait open nothing any more; `begin` puts them back."""

    def called_off(self, reversal: PendingReversal) -> SignalUpdate:
        """Return what the row of a reverse says whose opening was called off."""

    def give_up(self, reversal: PendingReversal) -> None:
        """Carry out the closing leg alone, and tell so."""


class Waits(Protocol):
    """The openings that wait until their bot has left the market."""

    def begin(self, position: Position) -> None:
        """Let a recorded opening wait for what it has to."""


@dataclass(slots=True, kw_only=True)
class PreparedCommand:
    """An admitted signal on its way: what was reserved for it, and what is written with it."""

    receipt_id: str
    bot: Bot
    at: datetime
    admitted: Admitted
    batch: Batch = field(default_factory=Batch)
    opened: Position | None = None
    command: Command | None = None
    reversal: PendingReversal | None = None
    called_off: list[PendingReversal] = field(default_factory=list)
    """Earlier reverses that don't open any more."""
    bot_commands: list[ControlBot] = field(default_factory=list)
    before: tuple[BotState, str | None, datetime, int]
    entered: str | None = None
    """The market whose cooldown it starts."""
    last_entry: datetime | None = None
    """When that market was entered before it."""

    @property
    def position_ids(self) -> tuple[str, ...]:
        """Return the position that is opened, or those that are concerned."""
        if self.opened is not None:
            return (self.opened.position_id,)
        return self.admitted.position_ids

    @property
    def left(self) -> frozenset[str]:
        """Return the positions that it closes at market price."""
        if self.reversal is not None:
            return frozenset(self.reversal.position_ids)
        return self.command.left if self.command is not None else frozenset()

    @property
    def command_json(self) -> Mapping[str, Any] | None:
        """Return what a restart has to do again; an opening is found by its position."""
        kept = self.command or self.reversal
        return kept.as_json() if kept else None

    def recorded_with(self, row: SignalRecord) -> Batch:
        """Return the signal's own commit: outcome, reservations and the bot's state."""
        return Batch.merge(Batch(signals=(row,)), self.batch)


class CommandHandler:
    """Turns admitted signals into positions, bot states and events."""

    def __init__(
        self,
        *,
        engine: Engine,
        ledger: Ledger,
        bots: BotRegistry,
        controls: Controls,
        context_builder: AdmissionContextBuilder,
        markets: MarketCache,
        outcomes: SignalOutcomes,
        publish: Callable[[AccountEvent], None],
        spawn: Spawn,
    ) -> None:
        """Take the parts of the account that execution touches."""
        self._engine = engine
        self._position_cache = engine.position_cache
        self._ledger = ledger
        self._bots = bots
        self._controls = controls
        self._context_builder = context_builder
        self.reverses: Reverses
        self.deferred_openings: Waits
        self._markets = markets
        self._outcomes = outcomes
        self._publish = publish
        self._spawn = spawn

    def reserve(
        self, receipt_id: str, bot: Bot, admitted: Admitted, at: datetime
    ) -> PreparedCommand:
        """Take the slots and funds of a signal in memory, at once."""
        execution = PreparedCommand(
            receipt_id=receipt_id,
            bot=bot,
            at=at,
            admitted=admitted,
            before=(
                bot.state,
                bot.reason,
                bot.changed_at,
                bot.consecutive_losses,
            ),
        )
        for step in admitted.commands:
            match step:
                case ControlBot():
                    execution.bot_commands.append(step)
                    forgives = admitted.opening is None  # `start_and_open` goes on counting
                    row = self._controls.command(bot, step, at, forgives=forgives)
                    self._with_bot(execution, row)
                    if step is not ControlBot.START:
                        waiting = self.reverses.of_bot(bot.bot_id)
                        self._call_off(execution, [row.receipt_id for row in waiting])
                case OpenPosition():
                    self._open(execution, step, at)
                case ClosePositions(position_ids=position_ids):
                    self._call_off(execution, step.called_off)
                    execution.command = Command(
                        doing=Doing.CLOSE,
                        symbol=step.symbol,
                        targets=[(position_id, None) for position_id in position_ids],
                        order_type=step.order_type,
                        price=step.price,
                        reason=step.reason,
                    )
                case ResizePositions():
                    if step.direction is Resize.INCREASE:
                        self._enter(execution, step.symbol, at)
                        self._reserve(receipt_id, admitted)
                    execution.command = _sized(step)
                case ReversePositions():
                    self._call_off(execution, step.called_off)
                    execution.reversal = PendingReversal(
                        receipt_id=receipt_id,
                        bot_id=bot.bot_id,
                        symbol=step.symbol,
                        position_ids=step.position_ids,
                        signal=step.signal,
                        received_at=at,
                    )
        self._position_cache.leaving |= execution.left
        return execution

    def release(self, execution: PreparedCommand) -> None:
        """Take back what was reserved: the signal could not be recorded."""
        self._context_builder.release(execution.receipt_id)
        self._position_cache.leaving -= execution.left
        for reversal in execution.called_off:
            self.reverses.begin(reversal)
        bot = execution.bot
        if (opened := execution.opened) is not None:
            self._context_builder.release(opened.position_id)
            self._position_cache.forget(opened.position_id)
            self._markets.forget(opened.symbol)
        if (symbol := execution.entered) is not None and (
            bot.last_entries.get(symbol) == execution.at
        ):
            del bot.last_entries[symbol]
            if execution.last_entry is not None:
                bot.last_entries[symbol] = execution.last_entry
        if execution.bot_commands:
            bot.state, bot.reason, bot.changed_at, bot.consecutive_losses = execution.before
        self._bots.row(bot)

    def execute(self, execution: PreparedCommand) -> None:
        """Hand a recorded signal to the queues."""
        bot_id = execution.bot.bot_id
        for reversal in execution.called_off:
            self.reverses.give_up(reversal)
        if execution.opened is not None:
            self._announce(execution.opened)
            self._engine.look(execution.opened)
            self.deferred_openings.begin(execution.opened)
        if execution.command is not None:
            self.command(bot_id, execution.receipt_id, execution.command)
        if execution.reversal is not None:
            self.reverses.begin(execution.reversal)
            self._position_cache.leaving -= execution.left  # the reverse itself tells from now on
        for command in execution.bot_commands:
            self._publish(BotChanged(bot_id))
            if command is ControlBot.STOP:
                self._spawn(self._controls.cancel_openings(bot_id), "stop a bot")
            elif command is ControlBot.STOP_AND_CLOSE:
                self._spawn(self._controls.close_bot(bot_id), "stop a bot and close")

    def command(self, bot_id: str, receipt_id: str, command: Command) -> None:
        """Hand a recorded command to its market's queue."""
        executed = SignalUpdate(receipt_id=receipt_id, executed=True, command=None)
        events = command.events(receipt_id)
        done = self._engine.put(command.symbol, events, Batch(signal_updates=(executed,)))
        done.add_done_callback(lambda _: self._context_builder.release(receipt_id))
        if command.doing is Doing.INCREASE:
            self._spawn(self._see_increased(bot_id, receipt_id, done), "increase")

    async def _see_increased(
        self,
        bot_id: str,
        receipt_id: str,
        done: asyncio.Future[dict[str, tuple[Fact, ...]]],
    ) -> None:
        """Tell of an increase whose positions were closed before its turn came."""
        facts = [fact for found in (await done).values() for fact in found]
        if any(isinstance(fact, SizeRequested | EntryResized) for fact in facts):
            return
        refusal = refuse(ReasonCode.POSITION_MISSING)
        code, message = refusal.code.value, refusal.message
        update = SignalUpdate(receipt_id=receipt_id, status="failed", code=code, message=message)
        await self._ledger.commit(Batch(signal_updates=(update,)))
        self._outcomes.ended(bot_id, update)

    def _call_off(self, execution: PreparedCommand, receipt_ids: Iterable[str]) -> None:
        taken = self.reverses.take_back(receipt_ids)
        execution.called_off += taken
        updates = tuple(self.reverses.called_off(reversal) for reversal in taken)
        execution.batch = Batch.merge(execution.batch, Batch(signal_updates=updates))

    def _open(self, execution: PreparedCommand, step: OpenPosition, at: datetime) -> None:
        bot = execution.bot
        fact = Opened(
            at=at,
            position_id=uuid.uuid4().hex,
            bot_id=bot.bot_id,
            signal_id=step.signal_id,
            symbol=step.symbol,
            side=step.side,
            plan=step.plan,
        )
        position = Position.opened(fact)
        self._position_cache.put(position, 1)
        self._position_cache.receipts[position.position_id] = execution.receipt_id
        self._reserve(position.position_id, execution.admitted)
        execution.opened = position
        mark_price = self._position_cache.mark_price(step.symbol)
        opening = position_batch(None, [(fact, position)], 0, execution.receipt_id, mark_price)
        execution.batch = Batch.merge(
            execution.batch, opening, self._markets.remember((step.symbol,))
        )
        self._enter(execution, step.symbol, at)

    def _reserve(self, key: str, admitted: Admitted) -> None:
        if (funds := admitted.reservation) is not None:
            self._context_builder.reserve(key, funds.currency, funds.cost)

    def _enter(self, execution: PreparedCommand, symbol: str, at: datetime) -> None:
        """Begin a market's cooldown."""
        bot = execution.bot
        execution.entered, execution.last_entry = symbol, bot.last_entries.get(symbol)
        bot.last_entries[symbol] = at
        self._with_bot(execution, self._bots.row(bot))

    def _with_bot(self, execution: PreparedCommand, row: BotRecord) -> None:
        others = replace(execution.batch, bots=())
        execution.batch = Batch.merge(others, Batch(bots=(row,)))

    def _announce(self, position: Position) -> None:
        key = slot_of(position)
        if key not in self._position_cache.slots:
            self._position_cache.slots[key] = None
            self._publish(SlotAdded(key))
        self._publish(SlotChanged(key))
        data = position_data(position, self._position_cache.mark_price(position.symbol)) | {
            "reason": waiting_reason(position)
        }
        self._publish(PositionEvent(position.bot_id, PositionEventType.PENDING.value, data))


def _sized(step: ResizePositions) -> Command:
    return Command(
        doing=Doing(step.direction),
        symbol=step.symbol,
        targets=[*step.amounts, *((position_id, None) for position_id in step.cancelled)],
        order_type=step.order_type,
        price=step.price,
    )

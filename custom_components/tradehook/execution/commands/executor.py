"""Carries commands to positions and bots out: reserves at once, records, then hands them on."""

import asyncio
from collections.abc import Iterable, Sequence
from datetime import datetime

from ...ledger.records import Batch, SignalUpdate
from ...trading.admission.model import BotState, Reservation
from ...trading.model.commands import (
    AdoptPosition,
    AnyCommand,
    ClosePositions,
    ControlBot,
    Extent,
    ModifyExits,
    OpenPosition,
    PositionCommand,
    ReleasePosition,
    Resize,
    ResizePositions,
    ReversePositions,
)
from ...trading.model.facts import Adopted, CloseReason, EntryResized, Fact, Opened, SizeRequested
from ...trading.model.position import Position
from ...trading.position.evolve.apply import fold
from ...trading.reasons.money import money
from ...trading.reasons.reasons import ReasonCode, refuse
from ...trading.signal.signal import Signal
from ..common.events import BotChanged, PositionEvent, PositionEventType, SlotAdded, SlotChanged
from ..common.new_ids import new_id
from ..common.runtime import AccountServices
from ..common.serializers import waiting_reason
from ..engine import Found, MarketQueues
from ..projections.position_events import position_data
from ..projections.position_notes import PositionNotes
from ..projections.signal_outcomes import OutcomePublisher
from ..state.account_state import AccountState
from ..state.bot import Bot
from ..state.pending_reversals import PendingReversal
from ..state.position_cache import slot_of
from ..storage import position_batch
from .deferred_openings import DeferredOpenings
from .model.origin import ACCOUNT, Origin
from .model.position_inputs import closing, inputs_of, key_of
from .model.prepared_command import PreparedCommand
from .model.stored_commands import closing_of


class CommandExecutor:
    """Turns commands into positions, bot states and inputs of positions."""

    def __init__(
        self,
        *,
        queues: MarketQueues,
        state: AccountState,
        services: AccountServices,
        outcomes: OutcomePublisher,
        deferred_openings: DeferredOpenings,
        notes: PositionNotes,
    ) -> None:
        self._queues = queues
        self._state = state
        self._services = services
        self._outcomes = outcomes
        self._deferred_openings = deferred_openings
        self._notes = notes

    def prepare(
        self,
        commands: Iterable[AnyCommand[Signal]],
        origin: Origin,
        at: datetime,
        *,
        bot: Bot | None = None,
        reservation: Reservation | None = None,
    ) -> PreparedCommand:
        """Take the slots and funds of commands in memory, at once.

        Those to a bot, and openings, are of `bot`.
        """
        prepared = PreparedCommand(origin=origin, at=at, bot=bot)
        if reservation is not None and (reservation.added or reservation.changing):
            receipt_id = str(origin.receipt_id)
            self._state.account_limits.add(receipt_id, reservation.added)
            self._state.account_limits.change(receipt_id, reservation.changing)
        for command in commands:
            match command:
                case ControlBot():
                    self._control(prepared, command, forgives=reservation is None)
                case OpenPosition():
                    self._open(prepared, command, reservation)
                case AdoptPosition():
                    self._adopt(prepared, command)
                case ResizePositions(direction=Resize.INCREASE):
                    self._enter(prepared, command.symbol)
                    self._reserve(str(origin.receipt_id), reservation)
                    prepared.to_positions.append(command)
                case ClosePositions() | ResizePositions() | ModifyExits() | ReleasePosition():
                    prepared.to_positions.append(command)
                case ReversePositions():
                    prepared.reversal = PendingReversal(
                        receipt_id=str(origin.receipt_id),
                        bot_id=_bot_of(prepared).bot_id,
                        symbol=command.symbol,
                        position_ids=command.position_ids,
                        signal=command.signal,
                        received_at=at,
                    )
        if prepared.to_positions or prepared.reversal is not None:
            self._let_know(prepared)
        return prepared

    def _let_know(self, prepared: PreparedCommand) -> None:
        """Have whoever is judged from now on see what is asked of positions."""
        self.ask(prepared.to_positions, prepared.origin.receipt_id)
        if (reversal := prepared.reversal) is not None:
            self.ask((closing_of(reversal),), reversal.receipt_id)
            self._state.pending_reversals.announce(reversal)

    def _forget(self, prepared: PreparedCommand) -> None:
        """Take back what positions were going to be asked."""
        self.ask_no_more(prepared.to_positions, prepared.origin.receipt_id)
        if prepared.reversal is not None:
            self.begun(prepared.reversal)
            self._state.pending_reversals.withdraw(prepared.reversal.receipt_id)

    def begun(self, reversal: PendingReversal) -> None:
        """Let the closing leg of a reverse tell for itself what it asks of its positions."""
        self.ask_no_more((closing_of(reversal),), reversal.receipt_id)

    def ask(
        self, commands: Iterable[PositionCommand | ReleasePosition], receipt_id: str | None
    ) -> None:
        """Have those who judge see what positions are going to be asked, by a signal or nobody."""
        for command in commands:
            inputs = inputs_of(command, receipt_id)
            self._state.position_cache.asked[key_of(command, receipt_id)] = inputs

    def ask_no_more(
        self, commands: Iterable[PositionCommand | ReleasePosition], receipt_id: str | None
    ) -> None:
        """Have them see it no longer: it came to nothing, or is told otherwise."""
        for command in commands:
            self._state.position_cache.asked.pop(key_of(command, receipt_id), None)

    def rollback(self, prepared: PreparedCommand) -> None:
        """Take back what was reserved: the commands could not be recorded."""
        state, bot = self._state, prepared.bot
        if prepared.origin.receipt_id is not None:
            self._release(prepared.origin.receipt_id)
        self._forget(prepared)
        if (opened := prepared.opened) is not None:
            state.account_limits.not_opened(prepared.at)
            state.reservations.release(opened.position_id)
            state.position_cache.forget(opened.position_id)
            self._notes.forget(opened.position_id)
            state.markets.forget(opened.symbol)
        if bot is None:
            return
        if (symbol := prepared.entered) is not None and (
            bot.last_entries.get(symbol) == prepared.at
        ):
            del bot.last_entries[symbol]
            if prepared.last_entry is not None:
                bot.last_entries[symbol] = prepared.last_entry
        if prepared.before is not None:
            bot.state, bot.reason, bot.changed_at, bot.consecutive_losses = prepared.before
        state.bots.row(bot)

    async def commit(self, prepared: PreparedCommand) -> None:
        """Record what must be on record before the commands are carried out; raises LedgerError."""
        batch = prepared.batch
        if not batch.is_empty:
            await self._services.ledger.commit(batch)

    def announce(self, prepared: PreparedCommand) -> None:
        """Tell of an opening."""
        if prepared.opened is not None:
            self._announce(prepared.opened)

    def dispatch(
        self, prepared: PreparedCommand, *, announces: bool = True
    ) -> list[asyncio.Future[Found]]:
        """Hand recorded commands to the queues; the results come once they are recorded."""
        if prepared.opened is not None:
            if announces:
                self._announce(prepared.opened)
            self._queues.look(prepared.opened)
            self._deferred_openings.begin(prepared.opened)
        bot_id = prepared.bot.bot_id if prepared.bot is not None else ""
        waiting = self.send_all(prepared.to_positions, prepared.origin, bot_id)
        for command in prepared.to_bot:
            self._services.publish(BotChanged(bot_id))
            if command is ControlBot.STOP:
                waiting += self.cancel_openings(bot_id)
            elif command is ControlBot.STOP_AND_CLOSE:
                waiting += self._end(bot_id, Extent.WHOLE, CloseReason.STOP_AND_CLOSE)
        return waiting

    def send_all(
        self,
        commands: Sequence[PositionCommand | ReleasePosition],
        origin: Origin,
        bot_id: str = "",
    ) -> list[asyncio.Future[Found]]:
        """Hand commands to their markets; a signal's are done once all of that is recorded.

        A crash in between carries out all of them again: they are exits, which that does no harm.
        """
        if len(commands) < 2 or origin.receipt_id is None:
            return [self.send(command, origin, bot_id) for command in commands]
        waiting = [
            self._queues.put(one.symbol, inputs_of(one), key=key_of(one, origin.receipt_id))
            for one in commands
        ]
        done = self._executed(origin, waiting)
        self._services.spawn(done, "commands to several markets")
        return waiting

    async def _executed(self, origin: Origin, waiting: Iterable[asyncio.Future[Found]]) -> None:
        await asyncio.gather(*waiting)
        await self._services.ledger.commit(Batch(signal_updates=(origin.executed(),)))

    def send(
        self, command: PositionCommand | ReleasePosition, origin: Origin, bot_id: str = ""
    ) -> asyncio.Future[Found]:
        """Hand a command to its market's queue; a signal's is done once that is recorded."""
        receipt_id, extra = origin.receipt_id, origin.extra
        inputs = inputs_of(command, receipt_id)
        key = key_of(command, origin.receipt_id)
        if receipt_id is None:
            self._state.position_cache.asked.pop(key, None)
            return self._queues.put(command.symbol, inputs, None if extra.is_empty else extra)
        executed = Batch(signal_updates=(origin.executed(),))
        done = self._queues.put(command.symbol, inputs, executed, key)
        done.add_done_callback(lambda _: self._release(receipt_id))
        if isinstance(command, ResizePositions) and command.direction is Resize.INCREASE:
            self._services.spawn(self._see_increased(bot_id, receipt_id, done), "increase")
        return done

    def cancel_openings(
        self, bot_id: str, reason: CloseReason = CloseReason.BOT_STOPPED
    ) -> list[asyncio.Future[Found]]:
        """Cancel what a stopped or halted bot has not bought yet."""
        return self._end(bot_id, Extent.OPENING, reason)

    def _end(self, bot_id: str, extent: Extent, reason: CloseReason) -> list[asyncio.Future[Found]]:
        commands = closing(self._state.position_cache.of_bot(bot_id), extent, reason)
        return [self.send(command, ACCOUNT) for command in commands]

    async def _see_increased(
        self, bot_id: str, receipt_id: str, done: asyncio.Future[Found]
    ) -> None:
        """Tell of an increase whose positions were closed before its turn came."""
        facts = [fact for found in (await done).values() for fact in found]
        if any(isinstance(fact, SizeRequested | EntryResized) for fact in facts):
            return
        refusal = refuse(ReasonCode.POSITION_MISSING)
        code, message = refusal.code.value, refusal.message
        update = SignalUpdate(receipt_id=receipt_id, status="failed", code=code, message=message)
        await self._services.ledger.commit(Batch(signal_updates=(update,)))
        self._outcomes.ended(bot_id, update)

    def _control(self, prepared: PreparedCommand, command: ControlBot, *, forgives: bool) -> None:
        """Change what a bot does; started with `forgives`, its losses in a row are over."""
        bot, bots, at = _bot_of(prepared), self._state.bots, prepared.at
        prepared.before = bot.state, bot.reason, bot.changed_at, bot.consecutive_losses
        prepared.to_bot.append(command)
        match command:
            case ControlBot.START:
                today = self._state.portfolio.today_of(bot.bot_id, bot.settings.quote)
                row = bots.start(bot, today, at, forgives=forgives)
            case ControlBot.STOP:
                row = bots.set_state(bot, BotState.STOPPED, None, at)
            case ControlBot.STOP_AND_CLOSE:
                row = bots.set_state(bot, BotState.CLOSED, None, at)
        prepared.bot_row = row

    def _open(
        self, prepared: PreparedCommand, command: OpenPosition, reservation: Reservation | None
    ) -> None:
        fact = self._opened(prepared, command)
        receipt_id = str(prepared.origin.receipt_id)
        self._begin(prepared, [fact], receipt_id)
        if command.tags:
            prepared.parts.append(self._notes.begin(fact.position_id, command.tags))
        self._state.position_cache.receipts[fact.position_id] = receipt_id
        self._reserve(fact.position_id, reservation)
        self._state.account_limits.opened(prepared.at)
        self._enter(prepared, command.symbol)

    def _adopt(self, prepared: PreparedCommand, command: AdoptPosition) -> None:
        """Begin a position with what is there: it is one commit, and needs no entry."""
        adopted = Adopted(
            at=prepared.at,
            amount=command.amount,
            price=command.price,
            entry_price=command.entry_price,
            replaces=command.replaces,
        )
        self._begin(prepared, [self._opened(prepared, command), adopted], None)

    def _opened(self, prepared: PreparedCommand, command: OpenPosition | AdoptPosition) -> Opened:
        bot = prepared.bot
        assert bot is not None
        return Opened(
            at=prepared.at,
            position_id=new_id(),
            bot_id=bot.bot_id,
            signal_id=command.signal_id,
            symbol=command.symbol,
            side=command.side,
            plan=command.plan,
        )

    def _begin(self, prepared: PreparedCommand, facts: list[Fact], receipt_id: str | None) -> None:
        """Make a position in memory, and what records it."""
        position_cache = self._state.position_cache
        steps = [(fact, fold(facts[: number + 1])) for number, fact in enumerate(facts)]
        position = prepared.opened = steps[-1][1]
        position_cache.put(position, len(facts))
        # A price is only written down with what is over.
        begun = position_batch(None, steps, 0, receipt_id, mark_price=None)
        remembered = self._state.markets.remember((position.symbol,))
        prepared.parts += (begun, remembered)

    def _release(self, receipt_id: str) -> None:
        self._state.reservations.release(receipt_id)
        self._state.account_limits.release(receipt_id)

    def _reserve(self, key: str, reservation: Reservation | None) -> None:
        if reservation is not None:
            self._state.reservations.reserve(key, reservation.currency, reservation.cost)

    def _enter(self, prepared: PreparedCommand, symbol: str) -> None:
        """Begin a market's cooldown."""
        bot = prepared.bot
        assert bot is not None
        prepared.entered, prepared.last_entry = symbol, bot.last_entries.get(symbol)
        bot.last_entries[symbol] = prepared.at
        prepared.bot_row = self._state.bots.row(bot)

    def _announce(self, position: Position) -> None:
        key, publish = slot_of(position), self._services.publish
        position_cache = self._state.position_cache
        if key not in position_cache.slots:
            position_cache.slots[key] = None
            publish(SlotAdded(key))
        publish(SlotChanged(key))
        data = position_data(position, position_cache.mark_price(position.symbol))
        if (adopted := position.adopted) is not None:
            price = money(adopted.price)
            data |= {"price": price, "size": money(position.size), "reason": "adopted"}
            publish(PositionEvent(position.bot_id, PositionEventType.OPENED.value, data))
            return
        data |= {"reason": waiting_reason(position)}
        publish(PositionEvent(position.bot_id, PositionEventType.PENDING.value, data))


def _bot_of(prepared: PreparedCommand) -> Bot:
    assert prepared.bot is not None
    return prepared.bot

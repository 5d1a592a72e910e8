"""The account: owner of one exchange account, its ledger, bots and positions."""

import asyncio
from collections.abc import Coroutine, Mapping, Sequence
from contextlib import suppress
from decimal import Decimal
import logging
from pathlib import Path
from typing import Any

from ..exchanges.port.exchange import (
    Balance,
    Exchange,
    FillReport,
    OrderReport,
    VenueError,
    VenuePosition,
)
from ..exchanges.simulated_market import SimulatedMarket
from ..ledger.column_types import json_to_db
from ..ledger.errors import LedgerError
from ..ledger.ledger import Ledger
from ..ledger.records import Batch, SettingsRecord
from ..ledger.retention import MOST_BYTES
from ..trading.model.facts import CloseReason
from ..trading.model.inputs import CancelEntries
from ..trading.model.market import MarkPrice, Quote
from ..trading.reasons.reasons import ReasonCode, Refused, refuse
from ..trading.settings.codec import settings_as
from ..trading.settings.settings import BotSettings
from .account_view import AccountView
from .commands.admission_context import AdmissionContextBuilder
from .commands.controls import Controls
from .commands.deferred_openings import DeferredOpenings
from .commands.executor import CommandHandler
from .commands.position_links import LinkMode, LinkResult, PositionLinks
from .commands.recovery import CommandRecovery
from .commands.reversals import ReversalManager
from .common.events import AccountChanged, BotAdded, BotChanged, BotRemoved, MarkPriceChanged
from .common.rows import ClosedRow
from .common.runtime import AccountRuntime
from .engine.engine import Engine
from .engine.unrecorded_exits import UnrecordedExits
from .paper_reset import PaperReset
from .projections.event_bus import EventBus
from .projections.queries import LedgerQueries
from .projections.signal_outcomes import SignalOutcomes
from .projections.totals import TotalsReader
from .reactions.step_reactions import Aftermath
from .reconciliation.health_monitor import HealthIssue, HealthIssueKind
from .reconciliation.reconciliation_loop import ReconciliationLoop
from .signals.external_alerts import ExternalAlert, ExternalAlerts
from .signals.inbox import Inbox
from .signals.responses import SignalResponse
from .signals.retired_calls import RetiredCalls
from .startup import StartUp
from .state.bot import Bot, BotStatus
from .state.bot_registry import BotRegistry
from .state.market_cache import MarketCache
from .state.portfolio import Portfolio, quote_currency
from .state.venue_positions import VenuePositions
from .storage.ledger_writer import LedgerWriter

__all__ = [
    "Account",
    "Bot",
    "BotStatus",
    "ExternalAlert",
    "HealthIssue",
    "HealthIssueKind",
    "LinkMode",
    "LinkResult",
    "SignalResponse",
]

_LOGGER = logging.getLogger(__name__)


class Account(AccountView):
    """One account of one venue: signals and people in, orders out, everything on record."""

    def __init__(
        self,
        *,
        account_id: str,
        name: str,
        currency: str,
        exchange: Exchange,
        ledger: Ledger,
        runtime: AccountRuntime,
        taker_fee: Decimal,
        slippage: Decimal,
        max_leverage: int | None = None,
        notes: Sequence[Path] = (),
        most_bytes: int = MOST_BYTES,
        simulated_market: SimulatedMarket | None = None,
    ) -> None:
        """Take the venue, the ledger and what the account needs of the world."""
        self.account_id = account_id
        self.name = name
        self.currency = currency
        self.exchange = exchange
        self.ledger = ledger
        self.simulated_market = simulated_market
        self.ready = False
        self.connected = False
        now, timings = runtime.now, runtime.timings
        self._now = now
        self._spawn = runtime.spawn
        self._timings = timings
        self._keeper: asyncio.Task[None] | None = None
        self._tasks: set[asyncio.Task[Any]] = set()
        self._event_bus = EventBus(self._is_hurried)
        self._publish = self._event_bus.publish
        recorder = LedgerWriter(ledger, timings.recording.retry)
        unrecorded = UnrecordedExits(notes, now, timings.recording.note_within)
        self._engine = Engine(
            exchange=exchange,
            recorder=recorder,
            runtime=runtime,
            spawn_call=self._own,
            rested=self._event_bus.rest,
            spot_fee=taker_fee,
            unrecorded=unrecorded,
        )
        self._engine.slippage = slippage
        self._engine.free = self._free
        self._position_cache = self._engine.position_cache
        self.bots = BotRegistry(self._position_cache)
        self._links = PositionLinks(ledger, now)
        self.portfolio = Portfolio(currency, exchange, self._position_cache)
        self.portfolio.quote_of = self._quote_of
        self._venue = VenuePositions(exchange, now, self._own, self.on_balances, self._settle)
        self._engine.liquidations = self._venue.liquidations
        self.controls = Controls(
            engine=self._engine,
            ledger=ledger,
            bots=self.bots,
            links=self._links,
            portfolio=self.portfolio,
            venue=self._venue,
            publish=self._publish,
        )
        self._history = LedgerQueries(ledger, self._position_cache, self._venue)
        self.totals = TotalsReader(ledger, self._position_cache)
        self._markets = MarketCache(exchange)
        self._context_builder = AdmissionContextBuilder(
            engine=self._engine,
            exchange=exchange,
            markets=self._markets,
            portfolio=self.portfolio,
            switches=self.controls,
            venue=self._venue,
            taker_fee=taker_fee,
            slippage=slippage,
            max_leverage=max_leverage,
            now=now,
        )
        outcomes = SignalOutcomes(ledger=ledger, publish=self._publish, spawn=self._own, now=now)
        self._executor = CommandHandler(
            engine=self._engine,
            ledger=ledger,
            bots=self.bots,
            controls=self.controls,
            context_builder=self._context_builder,
            markets=self._markets,
            outcomes=outcomes,
            publish=self._publish,
            spawn=self._own,
        )
        self._reversals = ReversalManager(
            engine=self._engine,
            refresh=self._refresh_balances,
            recorder=recorder,
            bots=self.bots,
            context_builder=self._context_builder,
            executor=self._executor,
            outcomes=outcomes,
            spawn=self._own,
            now=now,
        )
        self._executor.reverses = self._reversals
        self._deferred_openings = DeferredOpenings(
            engine=self._engine, refresh=self._refresh_balances, spawn=self._own
        )
        self._executor.deferred_openings = self._deferred_openings
        self._context_builder.reverses = self._reversals.of_bot
        self._inbox = Inbox(
            ledger=ledger,
            bots=self.bots,
            context_builder=self._context_builder,
            markets=self._markets,
            executor=self._executor,
            outcomes=outcomes,
            publish=self._publish,
            rested=self._event_bus.rest,
            spawn=self._own,
            now=now,
        )
        self._reversals.release = self._inbox.released
        self._aftermath = Aftermath(
            ledger=ledger,
            position_cache=self._position_cache,
            bots=self.bots,
            links=self._links,
            portfolio=self.portfolio,
            controls=self.controls,
            venue=self._venue,
            context_builder=self._context_builder,
            inbox=self._inbox,
            reversals=self._reversals,
            outcomes=outcomes,
            deferred_openings=self._deferred_openings,
            publish=self._publish,
            spawn=self._own,
            now=now,
            midnight=runtime.midnight,
        )
        self._engine.observer = self._aftermath
        self._outside_alerts = ExternalAlerts(
            ledger=ledger, publish=self._publish, spawn=self._own, now=now
        )
        self.heard_outside = self._outside_alerts.heard
        self._reconciliation_loop = ReconciliationLoop(
            exchange=exchange,
            ledger=ledger,
            engine=self._engine,
            venue=self._venue,
            portfolio=self.portfolio,
            take=self.on_balances,
            publish=self._publish,
            clock_jumped=self._clock_jumped,
            runtime=runtime,
            most_bytes=most_bytes,
        )
        self._start_up = StartUp(
            ledger=ledger,
            exchange=exchange,
            engine=self._engine,
            bots=self.bots,
            portfolio=self.portfolio,
            controls=self.controls,
            links=self._links,
            venue=self._venue,
            context_builder=self._context_builder,
            markets=self._markets,
            reversals=self._reversals,
            deferred_openings=self._deferred_openings,
            inbox=self._inbox,
            aftermath=self._aftermath,
            unfinished=CommandRecovery(
                ledger=ledger,
                engine=self._engine,
                bots=self.bots,
                executor=self._executor,
                reversals=self._reversals,
                outcomes=outcomes,
            ),
            order_reconciler=self._reconciliation_loop.order_reconciler,
            absence=self._reconciliation_loop.absence,
            everything_else=self._reconciliation_loop.everything_else,
            funding=self._reconciliation_loop.funding,
            unrecorded=unrecorded,
            outside_alerts=self._outside_alerts,
            calls=self._tasks,
        )
        ledger.watch_writing(self._on_writing)
        self._paper_reset = PaperReset(
            ledger=ledger,
            engine=self._engine,
            bots=self.bots,
            start_up=self._start_up,
            publish=self._publish,
            retry=timings.restart_retry,
        )
        self.subscribe = self._event_bus.subscribe
        self.receive = self._inbox.receive
        self.receive_retired = RetiredCalls(self._inbox, self.bots).receive
        self.send_signal = self._inbox.send_signal
        self.check_signal = self._inbox.check
        self.confirm_position = self._reconciliation_loop.absence.confirm
        self.accept_difference = self._reconciliation_loop.everything_else.accept
        self.start_bot = self.controls.start_bot
        self.stop_bot = self.controls.stop_bot
        self.stop_and_close = self.controls.stop_and_close
        self.set_trading = self.controls.set_trading
        self.close_positions = self.controls.close_positions
        self.keep_positions = self.controls.keep_positions
        self.modify_position = self.controls.modify_position
        self.create_link = self.controls.create_link
        self.use_link = self.controls.use_link
        self.position_row = self.controls.position_row
        self.links = self._links.find
        self.revoke_link = self._links.revoke
        self.position = self._history.position
        self.positions = self._history.positions
        self.signals = self._history.signals
        self.trades = self._history.trades

    # Life

    async def start(self) -> None:
        """Read the ledger, open the venue, reconcile, then begin to work.

        Signals are recorded from the moment the ledger is read. Raises LedgerError; or VenueError,
        and then they go on being recorded, and the account can be started once more.
        """
        if not self._markets.late:
            await self._start_up.load()
        try:
            await self.exchange.open(self)
            await self._start_up.begin()
        except VenueError:
            await self._wait()
            raise
        self._keep(self._reconciliation_loop.run(), "housekeeping")
        self._markets.late = False
        self.ready = True
        self._publish(AccountChanged())

    async def _wait(self) -> None:
        """Be as if only the ledger had been read: nothing of the attempt may act any more."""
        await self._start_up.halt()
        await self.exchange.close()
        self.on_connected(False)
        self._markets.late = True
        await self._start_up.load()
        self._keep(self._reconciliation_loop.health.run(), "health")

    def _keep(self, reconciliation_loop: Coroutine[Any, Any, None], name: str) -> None:
        if self._keeper:
            self._keeper.cancel()
        self._keeper = self._spawn(reconciliation_loop, f"{self.name}: {name}")

    async def stop(self) -> None:
        """Stop working; what is under way is found again at the next start."""
        await self._paper_reset.close()
        worked, self.ready = self.ready, False
        self._inbox.close()
        self._aftermath.stop()
        if self._keeper:
            self._keeper.cancel()
        await self._engine.stop()
        if worked:
            await self._reconciliation_loop.absence.ended()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._event_bus.tell()
        await self.exchange.close()
        await self.ledger.close()

    @property
    def busy(self) -> bool:
        """Return whether anything is under way: a signal, a step or a call to the venue."""
        return bool(self._engine.waiting or self._tasks)

    # Bots

    async def close_all(self) -> list[ClosedRow]:
        """Close every position of the account at market price; no reverse opens any more."""
        await self._reversals.give_up_all()
        return await self.controls.close_all()

    async def put_bot(
        self, bot_id: str, settings: BotSettings, *, api_key: str, secret_digest: str
    ) -> None:
        """Add a bot or change its settings, at once and without touching its siblings."""
        bot, new = self.bots.put(bot_id, settings, api_key=api_key, secret_digest=secret_digest)
        self._inbox.settings_changed(bot_id)
        if new:
            self._publish(BotAdded(bot.bot_id))
        else:
            self._publish(BotChanged(bot.bot_id))
        await self._keep_settings(bot_id, settings)

    async def _keep_settings(self, bot_id: str, settings: BotSettings) -> None:
        """Write down what a bot's settings are from now on, if that is something new."""
        row = SettingsRecord(bot_id=bot_id, at=self._now(), settings=settings_as(settings))
        try:
            known = await self.ledger.settings_of(bot_id)
            if not known or json_to_db(known[-1].settings) != json_to_db(row.settings):
                await self.ledger.commit(Batch(settings=(row,)))
        except LedgerError as err:
            # The settings hold all the same; the next start writes them down.
            _LOGGER.warning("The settings of a bot were not written down: %s", err)

    def put_former_bot(
        self, bot_id: str, settings: BotSettings, *, api_key: str, secret_digest: str
    ) -> None:
        """Add a bot that was removed: its alerts may leave the positions that it left behind."""
        self.bots.put_former(bot_id, settings, api_key=api_key, secret_digest=secret_digest)

    async def remove_bot(self, bot_id: str) -> None:
        """Remove a bot: its entries are cancelled, its positions managed until they are flat."""
        row = self.bots.remove(bot_id)
        if row is None:
            return
        await self.ledger.commit(Batch(bots=(row,)))
        self._publish(BotRemoved(bot_id))
        event = CancelEntries(reason=CloseReason.BOT_REMOVED, dca=True)
        await self.controls.ask(self._position_cache.of_bot(bot_id), event)

    # A paper account

    async def set_simulated_price(
        self,
        symbol: str,
        *,
        price: Decimal | None = None,
        change_percentage: Decimal | None = None,
        hold: bool = False,
        max_fill: Decimal | None = None,
        stale: bool = False,
        mark: Decimal | None = None,
    ) -> Decimal:
        """Move a market of the simulated market; raises SimulatedPriceError or Refused."""
        if self.simulated_market is None:
            raise Refused(refuse(ReasonCode.NOT_SIMULATED))
        return await self.simulated_market.set_price(
            symbol,
            price=price,
            change_percentage=change_percentage,
            hold=hold,
            max_fill=max_fill,
            stale=stale,
            mark=mark,
        )

    async def reset_paper(self, balance: Decimal | None = None) -> Decimal:
        """Close and forget everything and begin with a balance, or with the starting balance.

        Returns the new balance; raises Refused, and LedgerWriteError when nothing was changed.
        """
        paper = self.exchange.resettable
        if paper is None:
            raise Refused(refuse(ReasonCode.NOT_PAPER))
        balances = paper.starting_balances
        if balance is not None:
            if balance <= 0:
                raise ValueError("A balance is above 0")
            balances = {self.currency: balance}
        running = self._paper_reset.run(paper, balances)
        # A caller that hangs up changes nothing: half a reset would leave the account standing.
        await asyncio.shield(self._spawn(running, f"{self.name}: reset"))
        return balances[self.currency]

    # The venue's pushes

    def on_quote(self, symbol: str, quote: Quote) -> None:
        """Take new prices."""
        self._engine.take_quote(symbol, quote)
        if self._position_cache.has(symbol):
            self._publish(MarkPriceChanged(symbol))

    def on_mark(self, symbol: str, mark: MarkPrice) -> None:
        """Take a new mark price."""
        self._engine.take_mark(symbol, mark)

    def on_order(self, report: OrderReport) -> None:
        """Take a change of an order."""
        self._engine.order_manager.take_report(report)

    def on_fill(self, fill: FillReport) -> None:
        """Take a trade, also one of somebody else."""
        if fill.client_order_id is None or self._position_cache.owner(fill.client_order_id) is None:
            self._venue.changed(fill.symbol)
        self._engine.take_fill(fill)

    def on_balances(self, balances: Mapping[str, Balance]) -> None:
        """Take all balances."""
        self.portfolio.take(balances)
        self._publish(AccountChanged())

    def on_connected(self, connected: bool) -> None:
        """Take whether the venue can be reached."""
        if connected != self.connected:
            self.connected = connected
            if self.ready:
                word = "back" if connected else "lost"
                _LOGGER.info("Connection of %s to %s is %s", self.name, self.exchange.name, word)
            if connected:
                self._reconciliation_loop.retry_now()
                self._engine.order_manager.retry_now()
            else:
                self._engine.miss_prices()
            self._publish(AccountChanged())

    def _clock_jumped(self) -> None:
        """Look at every deadline again: timers count on a clock of their own."""
        self._engine.look_at_all()
        self._aftermath.clock_jumped()
        self._reconciliation_loop.retry_now()

    def time_zone_changed(self) -> None:
        """Count the day anew: it began at another moment."""
        self._own(self._aftermath.zone_changed(), "another time zone")

    def _settle(self, balances: Mapping[str, Balance], held: Sequence[VenuePosition]) -> None:
        self.portfolio.settle(balances, held)
        self._publish(AccountChanged())

    def _quote_of(self, bot_id: str) -> str:
        """Return the currency of a bot's results, of a removed one by the markets it was in."""
        if (bot := self.bots.get(bot_id)) is not None:
            return bot.settings.quote
        symbols = (slot.symbol for slot in self._position_cache.slots if slot.bot_id == bot_id)
        return next(map(quote_currency, symbols), self.currency)

    async def _refresh_balances(self) -> None:
        """Have the venue tell the balances of now; what it told last may be of before an exit."""
        with suppress(VenueError, TimeoutError):
            async with asyncio.timeout(self._timings.balances_within):
                self.on_balances(await self.exchange.fetch_balances())

    def _on_writing(self) -> None:
        """Tell at once that the ledger can't be written any more, or again."""
        self._reconciliation_loop.health.check()
        self._publish(AccountChanged())

    def _own[T](self, coro: Coroutine[Any, Any, T], name: str, /) -> asyncio.Task[T]:
        task = self._spawn(coro, f"{self.name}: {name}")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    def _free(self, currency: str) -> Decimal | None:
        balance = self.portfolio.balances.get(currency)
        return None if balance is None else balance.free

    def _is_hurried(self) -> bool:
        return bool(self._engine.waiting or self._inbox.under_way)

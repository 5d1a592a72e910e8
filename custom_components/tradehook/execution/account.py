"""The account: owner of one exchange account, its ledger, bots and positions."""

import asyncio
from collections.abc import Callable, Coroutine, Mapping, Sequence
from decimal import Decimal
import logging
from typing import Any

from ..exchanges.port.exchange import Balance, FillReport, OrderReport, VenueError
from ..ledger.column_types import json_to_db
from ..ledger.errors import LedgerError
from ..ledger.records import Batch, LinkRecord, SettingsRecord
from ..trading.credentials import NO_OTHERS, OtherCredentials
from ..trading.model.commands import Extent
from ..trading.model.facts import CloseReason
from ..trading.model.market import MarkPrice, Quote
from ..trading.model.sections import OrderType
from ..trading.reasons.reasons import ReasonCode, Refused, refuse
from ..trading.settings.account_limits import AccountLimits
from ..trading.settings.codec import settings_as
from ..trading.settings.settings import BotSettings
from ..trading.signal.dialects import SenderMessage
from .account_view import AccountView
from .build import Parts
from .commands.model.origin import ACCOUNT
from .commands.model.position_inputs import closing
from .commands.position_links import LinkMode, LinkResult
from .common.events import (
    AccountChanged,
    BotAdded,
    BotChanged,
    BotRemoved,
    Listener,
    MarkPriceChanged,
    Topic,
)
from .common.rows import ClosedRow, KeptRow, ModifiedPositionRow, RiskRow
from .groups import GroupChild
from .reconciliation import HealthIssue, HealthIssueKind
from .signals import ExternalAlert, SignalResponse
from .state.bot import Bot, BotStatus

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

    def __init__(self, parts: Parts) -> None:
        self.account_id = parts.identity.account_id
        self.name = parts.identity.name
        self.currency = parts.identity.currency
        self.exchange = parts.exchange
        self.simulated_market = parts.simulated_market
        self.ledger = parts.services.ledger
        self.bots = parts.state.bots
        self.portfolio = parts.state.portfolio
        self.totals = parts.totals
        self.account_usage = parts.account_usage
        self.results = parts.results
        self.notes = parts.notes
        self.ready = False
        self.connected = False
        self._services = parts.services
        self._now = parts.services.now
        self._publish = parts.services.publish
        self._tasks = parts.services.tasks
        self._keeping = asyncio.Lock()
        """Settings are written down in the order in which they were given."""
        self._activity = parts.activity
        self._event_bus = parts.event_bus
        self._state = parts.state
        self._position_cache = parts.state.position_cache
        self._venue = parts.state.venue
        self._balances = parts.balances
        self._engine = parts.engine
        self._handler = parts.handler
        self._reversals = parts.reversals
        self._bot_control = parts.bot_control
        self._position_control = parts.position_control
        self._links = parts.links
        self.adoptions = parts.adoptions
        self._inbox = parts.inbox
        self._retired_calls = parts.retired_calls
        self._group_children = parts.group_children
        self._external_alerts = parts.external_alerts
        self._trading_day = parts.trading_day
        self._account_losses = parts.account_losses
        self._reconciliation_loop = parts.reconciliation_loop
        self._start_up = parts.start_up
        self._paper_reset = parts.paper_reset
        self._queries = parts.queries
        self._keeper: asyncio.Task[None] | None = None
        self.ledger.watch_writing(self._on_writing)

    # Life

    async def start(self) -> None:
        """Read the ledger, open the venue, reconcile, then begin to work.

        Signals are recorded from the moment the ledger is read. Raises LedgerError; or VenueError,
        and then they go on being recorded, and the account can be started once more.
        """
        if not self._state.markets.late:
            await self._start_up.load()
        try:
            await self.exchange.open(self)
            await self.adoptions.replaced_orders.resume()
            await self._start_up.begin()
        except VenueError:
            await self._wait()
            raise
        self._keep(self._reconciliation_loop.run(), "housekeeping")
        self._state.markets.late = False
        self._account_losses.start()
        self.ready = True
        self._publish(AccountChanged())

    async def _wait(self) -> None:
        """Be as if only the ledger had been read: nothing of the attempt may act any more."""
        await self._start_up.halt()
        await self.exchange.close()
        self.on_connected(False)
        self._state.markets.late = True
        await self._start_up.load()
        self._keep(self._reconciliation_loop.health.run(), "health")

    def _keep(self, loop: Coroutine[Any, Any, None], name: str) -> None:
        if self._keeper:
            self._keeper.cancel()
        self._keeper = self._tasks.spawn_apart(loop, name)

    async def stop(self) -> None:
        """Stop working; what is under way is found again at the next start."""
        await self._paper_reset.close()
        worked, self.ready = self.ready, False
        self._inbox.close()
        self._trading_day.stop()
        self._account_losses.stop()
        if self._keeper:
            self._keeper.cancel()
        await self._engine.stop()
        if worked:
            await self._reconciliation_loop.absence.ended()
            await self._account_losses.write()
        await self._tasks.cancel()
        self._event_bus.tell()
        await self.exchange.close()
        await self.ledger.close()

    def subscribe(self, listener: Listener, *topics: Topic) -> Callable[[], None]:
        """Subscribe to changes, on the event loop, until the returned function is called.

        Without topics, of all; with some, only of those.
        """
        return self._event_bus.subscribe(listener, *topics)

    def tell(self) -> None:
        """Tell subscribers all that waits to be told, now."""
        self._event_bus.tell()

    @property
    def busy(self) -> bool:
        """Return whether anything is under way: a signal, a step, a call to the venue or news."""
        return bool(self._activity.inputs or self._tasks.running or self._event_bus.waits)

    # Signals

    async def receive(
        self, bot_id: str, body: bytes, remote: str | None, *, secretly: bool = False
    ) -> SignalResponse:
        """Answer a webhook call; `secretly` = it came to the bot's secret address."""
        return await self._inbox.receive(bot_id, body, remote, secretly=secretly)

    async def receive_retired(
        self,
        bot_id: str,
        body: bytes,
        messages: Sequence[SenderMessage],
        remote: str | None,
        why: str,
        *,
        secretly: bool = False,
    ) -> SignalResponse:
        """Answer a call of an address that was a bot's.

        `messages` are what the body says, an empty one if it can't be read; `why` says why it is
        over.
        """
        return await self._retired_calls.receive(
            bot_id, body, messages, remote, why, secretly=secretly
        )

    async def receive_children(self, children: Sequence[GroupChild]) -> Sequence[SignalResponse]:
        """Answer a bot's part of each signal of a group's message; the same again is done once."""
        return await self._group_children.receive(children)

    async def send_signal(self, bot_id: str, fields: Mapping[str, object]) -> SignalResponse:
        """Answer a signal that comes from inside the house: it needs no credentials."""
        return await self._inbox.send_signal(bot_id, fields)

    async def check_signal(self, bot_id: str, fields: Mapping[str, object]) -> SignalResponse:
        """Answer as a test does but leave no trace: for a form that is checked as it is typed."""
        return await self._inbox.check(bot_id, fields)

    async def check_alert(
        self, bot_id: str, message: SenderMessage, settings: BotSettings
    ) -> SignalResponse:
        """Answer another system's alert as a bot with these settings would, without a trace."""
        return await self._inbox.check_alert(bot_id, message, settings)

    def heard_outside(self, bot_id: str, remote: str | None) -> None:
        """Handle an alert that was authenticated, from wherever it came."""
        self._external_alerts.heard(bot_id, remote)

    # Bots

    async def start_bot(self, bot_id: str, *, person: bool = True) -> None:
        """Run a bot; a person ends any halt by that, and what was lost before counts no more.

        Anything else leaves a halt as it is: raises Refused.
        """
        await self._bot_control.start_bot(bot_id, person=person)

    async def stop_bot(self, bot_id: str) -> None:
        """Stop a bot: openings without a fill are cancelled, positions go on being managed."""
        await self._bot_control.stop_bot(bot_id)

    async def stop_and_close(self, bot_id: str) -> None:
        """Stop a bot and close its positions at market price."""
        await self._bot_control.stop_and_close(bot_id)

    async def set_trading(self, on: bool) -> None:
        """Turn the Trading switch: off takes every resting entry back, exits go on.

        On lifts what the account's limits have locked; what was lost before counts no more.
        """
        lifted = self._account_losses.lifted() if on else None
        await self._bot_control.set_trading(on, lifted)

    def set_limits(self, limits: AccountLimits) -> None:
        """Hold these limits of the account from now on; one that is lower closes nothing."""
        self._account_losses.set_limits(limits)

    async def put_bot(
        self,
        bot_id: str,
        settings: BotSettings,
        *,
        api_key: str,
        secret_digest: str,
        others: OtherCredentials = NO_OTHERS,
    ) -> None:
        """Add a bot or change its settings, at once and without touching its siblings.

        It returns when they are written down; they hold before its first suspension.
        """
        bot, new = self.bots.put(
            bot_id, settings, api_key=api_key, secret_digest=secret_digest, others=others
        )
        self._inbox.settings_changed(bot_id)
        if new:
            self._publish(BotAdded(bot.bot_id))
        else:
            self._publish(BotChanged(bot.bot_id))
        row = SettingsRecord(bot_id=bot_id, at=self._now(), settings=settings_as(settings))
        await self._keep_settings(row)

    async def _keep_settings(self, row: SettingsRecord) -> None:
        """Write down what a bot's settings are from now on, if that is something new."""
        async with self._keeping:
            try:
                known = await self.ledger.settings_of(row.bot_id)
                if not known or json_to_db(known[-1].settings) != json_to_db(row.settings):
                    await self.ledger.commit(Batch(settings=(row,)))
            except LedgerError as err:
                # The settings hold all the same; the next start writes them down.
                _LOGGER.warning("The settings of a bot were not written down: %s", err)

    def put_former_bot(
        self,
        bot_id: str,
        settings: BotSettings,
        *,
        api_key: str,
        secret_digest: str,
        others: OtherCredentials = NO_OTHERS,
    ) -> None:
        """Add a bot that was removed: its alerts may leave the positions that it left behind."""
        self.bots.put_former(
            bot_id, settings, api_key=api_key, secret_digest=secret_digest, others=others
        )

    async def remove_bot(self, bot_id: str) -> None:
        """Remove a bot: its entries are cancelled, its positions managed until they are flat."""
        row = self.bots.remove(bot_id)
        if row is None:
            return
        try:
            await self.ledger.commit(Batch(bots=(row,)))
        except LedgerError as err:
            # It is gone all the same, and its entries with it; the next start writes it down.
            _LOGGER.warning("The removal of a bot was not written down: %s", err)
        self._publish(BotRemoved(bot_id))
        left = self._position_cache.of_bot(bot_id)
        commands = closing(left, Extent.ENTRIES, CloseReason.BOT_REMOVED)
        await self._handler.handle(commands, ACCOUNT)

    # Positions

    async def close_all(self) -> list[ClosedRow]:
        """Close every position of the account at market price; no reverse opens any more."""
        await self._reversals.give_up_all()
        return await self.close_positions(list(self._position_cache.live))

    async def close_positions(
        self,
        position_ids: Sequence[str],
        *,
        order_type: OrderType = OrderType.MARKET,
        price: Decimal | None = None,
        reason: CloseReason = CloseReason.MANUAL,
    ) -> list[ClosedRow]:
        """Close positions, or cancel those without a fill; raises Refused for none."""
        return await self._position_control.close_positions(
            position_ids, order_type=order_type, price=price, reason=reason
        )

    async def keep_positions(self, position_ids: Sequence[str]) -> list[KeptRow]:
        """Cancel what is open of entries and leave what is filled alone."""
        return await self._position_control.keep_positions(position_ids)

    async def modify_position(
        self, position_id: str, changes: Mapping[str, object]
    ) -> ModifiedPositionRow:
        """Change the exits of a live position and return it with its new plan.

        Raises Refused, with every wrong field when it is an InvalidSignal.
        """
        return await self._position_control.modify_position(position_id, changes)

    def check_changes(self, position_id: str, changes: Mapping[str, object]) -> RiskRow:
        """Return what changes of a position would make of its worst loss; none of it is done."""
        return self._position_control.check_changes(position_id, changes)

    async def confirm_position(self, position_id: str) -> None:
        """Go on with a position of which a person has said that it is there; LedgerWriteError."""
        await self._reconciliation_loop.absence.confirm(position_id)

    async def accept_difference(self) -> None:
        """Accept the difference of now as explained; raises LedgerWriteError."""
        await self._reconciliation_loop.everything_else.accept()

    # Links

    async def create_link(
        self, position_id: str, mode: LinkMode, *, question: bool = False
    ) -> LinkRecord:
        """Make a link for a live position; raises Refused when it is over.

        One with a question acts by POST only.
        """
        return await self._links.create(position_id, mode, question=question)

    async def use_link(
        self, token: str, *, body_empty: bool, posted: bool = True
    ) -> LinkResult | None:
        """Do what a link says, once; None when the token opens nothing here."""
        return await self._links.use(token, body_empty=body_empty, posted=posted)

    async def revoke_link(self, link_id: str) -> LinkRecord:
        """Make a link useless; raises Refused when there is none of this id."""
        return await self._links.revoke(link_id)

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
        await asyncio.shield(self._tasks.spawn_apart(running, "reset"))
        return balances[self.currency]

    def show_price(self, symbol: str) -> Callable[[], None]:
        """Have the price of a market come, held or not; returns what ends that."""
        return self._engine.show_price(symbol)

    # The venue's pushes

    def on_quote(self, symbol: str, quote: Quote) -> None:
        """Handle new prices."""
        self._engine.take_quote(symbol, quote)
        if self._position_cache.has(symbol) or symbol in self._position_cache.shown:
            self._publish(MarkPriceChanged(symbol))

    def on_mark(self, symbol: str, mark: MarkPrice) -> None:
        """Handle a new mark price."""
        self._engine.take_mark(symbol, mark)

    def on_order(self, report: OrderReport) -> None:
        """Handle a change of an order."""
        self._engine.order_manager.take_report(report)

    def is_busy(self) -> bool:
        """Return whether a signal or an input of a position is under way."""
        return self._activity.is_busy()

    def on_fill(self, fill: FillReport) -> None:
        """Handle a trade, also one of somebody else."""
        if fill.client_order_id is None or self._position_cache.owner(fill.client_order_id) is None:
            self._venue.changed(fill.symbol)
        self._engine.take_fill(fill)

    def on_balances(self, balances: Mapping[str, Balance]) -> None:
        """Handle all balances."""
        self._balances.take(balances)

    def on_connected(self, connected: bool) -> None:
        """Handle a lost or restored connection."""
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

    def time_zone_changed(self) -> None:
        """Count the day anew: it began at another moment."""
        self._tasks.spawn(self._trading_day.day_changed(), "another time zone")

    def _on_writing(self) -> None:
        """Tell at once that the ledger can't be written any more, or again."""
        self._reconciliation_loop.health.check()
        self._publish(AccountChanged())

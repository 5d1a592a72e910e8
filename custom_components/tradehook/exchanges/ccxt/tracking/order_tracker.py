"""Keeps our orders in step with the venue: whatever is heard of them leads to a question."""

import asyncio
from collections.abc import Coroutine, Iterator, Sequence
from contextlib import suppress
from datetime import timedelta
from decimal import Decimal
import logging
from typing import Any

from ....trading.model.order import OrderState
from ...port.backoff import Backoff
from ...port.exchange import FillKey, OrderReport, VenueError, VenueListener
from ...rate_limit import Priority, priority
from ..account import open_orders
from ..connection.connection import Connection, KnownOrder
from ..connection.conversion import order_report, says_all
from ..core.errors import Trace
from ..core.protocol import UNREADABLE, Row, UnreadableRowError
from ..lookup.liquidations import fetch_liquidations, is_liquidation
from ..lookup.order_query import OrderQuery
from ..session import traced
from .balance_questions import BalanceQuestions
from .heard_news import HeardNews
from .late_trades import LateTrades
from .pushed_orders import ZERO, PushedOrders, is_of_second_list

_LOGGER = logging.getLogger(__name__)

RECENT = timedelta(minutes=2)


class OrderTracker:
    """Asks for the truth about orders, when something was heard of them and once in a while.

    What is pushed by the venue may be late, doubled, missing or wrong; so it is never passed on,
    only taken for the reason to ask.
    """

    def __init__(
        self, connection: Connection, order_query: OrderQuery, listener: VenueListener
    ) -> None:
        self._connection = connection
        self._timings = connection.timings
        self._order_query = order_query
        self._listener = listener
        self._unfinished: dict[str, str] = {}
        """Symbol by client order id."""
        self._told: dict[str, tuple[OrderState, Decimal]] = {}
        self._ending: set[str] = set()
        """Orders that do not rest: asked for until they are over."""
        self._asking: dict[str, asyncio.Task[None]] = {}
        self._questions: dict[str, Trace] = {}
        """What of them is being asked at the moment, and whether it has left."""
        self._ask_again: set[str] = set()
        self._news = HeardNews()
        self._urgent: set[str] = set()
        """Orders for whose news a stop or an exit may wait."""
        self._early: dict[str, list[tuple[Row, bool]]] = {}
        """What was heard of orders whose requests have not been answered."""
        self._late = LateTrades(connection, order_query, listener.on_fill)
        self._balances = BalanceQuestions(connection, listener)
        self._pushed = PushedOrders(
            connection=connection,
            listener=listener,
            balances=self._balances,
            told=self._told,
            start=self._start,
            follow=self.follow,
            missed=self._ask_for_trades,
        )
        self._tasks: set[asyncio.Task[None]] = set()
        self._liquidations: set[FillKey] = set()
        """Those that were told."""
        self._keeper: asyncio.Task[None] | None = None
        self._compare_now = asyncio.Event()
        self._stopped = False
        self.streaming = False
        """Whether changes are pushed at the moment."""

    def start(self) -> None:
        """Begin to compare the venue's list of open orders with ours."""
        self._keeper = asyncio.create_task(self._keep(), name="tradehook open orders")

    async def stop(self) -> None:
        """Stop asking."""
        self._stopped = True
        self._pushed.stop()
        tasks = [*self._asking.values(), *self._tasks, self._keeper, self._balances.stop()]
        running = [task for task in tasks if task is not None]
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)

    def follow(
        self, report: OrderReport, *, complete: bool = True, ends_soon: bool = False
    ) -> None:
        """Track an order from now on.

        `complete` unless the report leaves out what has become of it; `ends_soon` for one that
        will not rest.
        """
        client_order_id = report.client_order_id
        before = self._told.get(client_order_id)
        if report.state.is_final:
            self._unfinished.pop(client_order_id, None)
            self._told.pop(client_order_id, None)
            self._ending.discard(client_order_id)
            self._news.forget(client_order_id)
        else:
            self._unfinished[client_order_id] = report.symbol
            if complete:
                self._told[client_order_id] = (report.state, report.filled)
            if ends_soon:
                self._ending.add(client_order_id)
            if ends_soon or not complete:
                self.hint(client_order_id, urgent=ends_soon)
        if report.filled:
            self._balances.soon()
        elif report.reduce_only is not True and before != (report.state, report.filled):
            # What rests holds funds back, and what is cancelled gives them back.
            self._balances.soon(Priority.POLL)

    def heard(self, row: Row, *, trade: bool = False) -> None:
        """Handle what a stream said of an order or a trade; what can't be read is asked for."""
        try:
            self._hear(row, trade=trade)
        except (UnreadableRowError, *UNREADABLE) as err:
            if self._connection.unread("trade" if trade else "order", row, err):
                self.catch_up()
            self._ask_for_unread(row, trade=trade)
        except Exception:
            # One row's trouble is not the others'.
            _LOGGER.exception("What a stream said of an order was not taken")
            self._ask_for_unread(row, trade=trade)

    def _ask_for_unread(self, row: Row, *, trade: bool) -> None:
        with suppress(UnreadableRowError):
            found = self._connection.owner_of_trade(row) if trade else self._connection.owner(row)
            if found in self._unfinished:
                self._news.something(found)
                self.hint(found, urgent=True)

    def _hear(self, row: Row, *, trade: bool) -> None:
        if not self._connection.is_of_our_markets(row):
            return
        found = self._connection.owner_of_trade(row) if trade else self._connection.owner(row)
        symbol = row.get("symbol")
        if found is None:
            if (
                is_liquidation(self._connection, row)
                and isinstance(symbol, str)
                and not self._stopped
            ):
                self._start(self._tell_liquidations(symbol), f"liquidations {symbol}")
            return
        known = self._connection.orders.get(found)
        if known is not None and self._pushed.believes(found, known, row, trade=trade):
            return
        if known is not None and known.in_flight:
            # Its answer usually says all of it.
            self._early.setdefault(found, []).append((row, trade))
            return
        if found not in self._unfinished and isinstance(symbol, str):
            if known is None and symbol not in self._connection.catalogue.listed:
                # Another account's with the same key.
                return
            if known is not None and known.state is not None and known.state.is_final:
                self._hear_late(found, known, row, trade=trade)
                return
            self._unfinished[found] = symbol
        is_news = self._news.trade(found, str(row.get("id"))) if trade else self._note(found, row)
        if is_news is not False:
            self.hint(found, urgent=bool(is_news))

    def _hear_late(self, owner: str, known: KnownOrder, row: Row, *, trade: bool) -> None:
        if self._stopped or is_of_second_list(row, self._connection.venue):
            return
        if not self._late.is_known(owner, known, row, trade=trade):
            asking = self._late.ask(owner, known, row, trade=trade)
            self._start(asking, f"late trades of {owner}")

    def _ask_for_trades(self, report: OrderReport) -> None:
        """Ask for the trades that a pushed report counts, as it was not told."""
        owner = report.client_order_id
        self._unfinished.setdefault(owner, report.symbol)
        self._told.pop(owner, None)
        self._news.something(owner)
        self.hint(owner, urgent=True)

    def landed(self, client_order_id: str) -> None:
        """Handle what was heard of an order before its request was answered, or had failed."""
        for row, trade in self._early.pop(client_order_id, ()):
            self.heard(row, trade=trade)

    def catch_up(self) -> None:
        """Compare with the venue's list at once: something may have been missed."""
        self._compare_now.set()

    def hint(self, client_order_id: str, *, urgent: bool = False) -> None:
        """Ask for an order now, or once more when the question that has left is answered.

        `urgent` where a stop or an exit may wait for it.
        """
        if self._stopped:
            return
        hurries = urgent and client_order_id not in self._urgent
        if urgent:
            self._urgent.add(client_order_id)
        if (asking := self._asking.get(client_order_id)) is not None:
            question = self._questions.get(client_order_id)
            waits = question is not None and question.left_at is None
            if not waits or hurries:
                self._ask_again.add(client_order_id)
            if hurries and (waits or question is None):
                asking.cancel()  # it is asked anew, as urgently as it is now
            return
        self._questions[client_order_id] = Trace()
        task = asyncio.create_task(
            self._ask(client_order_id), name=f"tradehook ask {client_order_id}"
        )
        self._asking[client_order_id] = task
        task.add_done_callback(lambda _: self._asked(client_order_id))

    def _note(self, client_order_id: str, row: Row) -> bool | None:
        """Note what a stream says of an order that goes on; return whether it is news.

        None for what says nothing, such as that it is open: that may be asked for once.
        """
        told = self._told.get(client_order_id)
        known = self._connection.orders.get(client_order_id)
        report: OrderReport | None = None
        if known is not None:
            try:
                listed, now = self._connection.listed(known.symbol), self._connection.now()
                report = order_report(row, client_order_id, known.symbol, listed, now)
            except VenueError as err:
                if isinstance(err, UnreadableRowError):
                    self._connection.unread("order", row, err)
        if known is None or report is None or known.own_id not in (None, report.venue_order_id):
            self._news.something(client_order_id)
            return True
        if report.state.is_final:
            self._news.over(client_order_id)
            return True
        if known.in_trigger_list and known.triggered_order_id is None:
            return None  # what it says to have filled is the client's guess
        if report.filled > (told[1] if told else ZERO):
            self._news.filled(client_order_id, report.filled)
            return True
        return None if told is None or not says_all(row) else False

    def _start(self, work: Coroutine[Any, Any, None], name: str) -> None:
        task = asyncio.create_task(work, name=f"tradehook {name}")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _tell_liquidations(self, symbol: str) -> None:
        # Older ones are another position's.
        since = self._connection.now() - RECENT
        with priority(Priority.LOOK_UP):
            async for _ in Backoff(self._timings.ask_again):
                with suppress(VenueError):
                    fills = await fetch_liquidations(self._connection, symbol, since)
                    for fill in fills:
                        if fill.key not in self._liquidations:
                            self._liquidations.add(fill.key)
                            self._listener.on_fill(fill)
                    if fills:
                        self._balances.soon()
                        return

    def _asked(self, client_order_id: str) -> None:
        self._asking.pop(client_order_id, None)
        self._questions.pop(client_order_id, None)
        if client_order_id not in self._ask_again:
            self._urgent.discard(client_order_id)
            self._news.give_up(client_order_id)
        if client_order_id in self._ask_again:
            self._ask_again.discard(client_order_id)
            self.hint(client_order_id)

    async def _ask(self, client_order_id: str) -> None:
        """Ask until all that was heard is known, or the order has had its time."""
        async for _ in Backoff((0.0, *self._timings.ask_again)):
            symbol = self._unfinished.get(client_order_id)
            if symbol is None:
                return
            self._ask_again.discard(client_order_id)
            try:
                urgent = client_order_id in self._urgent
                wanted = Priority.EXIT_QUESTION if urgent else Priority.LOOK_UP
                question = self._questions.setdefault(client_order_id, Trace())
                with priority(wanted), traced(question):
                    shown = await self._look(symbol, client_order_id)
            except (VenueError, *UNREADABLE) as err:
                _LOGGER.debug("Can't ask for order %s: %s", client_order_id, err)
                continue
            finally:
                self._questions.pop(client_order_id, None)
            told = self._told.get(client_order_id)
            is_due = self._news.is_due(client_order_id, told[1] if told else ZERO)
            goes_on = client_order_id in self._ending or client_order_id in self._ask_again
            if shown and not goes_on and not is_due:
                return

    async def _look(self, symbol: str, client_order_id: str) -> bool:
        """Fetch an order and its trades and tell what is new; return whether it was shown."""
        row = await self._order_query.row(symbol, client_order_id)
        if row is None:
            return False
        report = self._connection.report(row, client_order_id, symbol)
        before = self._told.get(client_order_id)
        if before == (report.state, report.filled):
            return True
        told: list[str] = []
        if report.filled and (before is None or report.filled != before[1]):
            trades = await self._order_query.trades(symbol, client_order_id, row)
            told += self._tell_trades(symbol, client_order_id, trades)
        self._news.told(client_order_id, told)
        self._listener.on_order(report)
        self.follow(report, ends_soon=self._has_triggered(report))
        return True

    def _tell_trades(self, symbol: str, client_order_id: str, rows: Sequence[Row]) -> Iterator[str]:
        """Tell those that can be read, by their ids; raise at the end what is wrong with others."""
        wrong: VenueError | None = None
        for row in rows:
            try:
                fill = self._connection.fill(row, client_order_id, symbol)
            except VenueError as err:
                wrong = err
                if isinstance(err, UnreadableRowError):
                    self._connection.unread("trade", row, err)
                continue
            self._listener.on_fill(fill)
            yield fill.trade_id
        if wrong is not None:
            raise wrong

    def _has_triggered(self, report: OrderReport) -> bool:
        known = self._connection.known(report.symbol, report.client_order_id)
        return known.triggered_order_id is not None and not report.state.is_final

    async def _keep(self) -> None:
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(self._list_every):
                    await self._compare_now.wait()
            self._compare_now.clear()
            if self._unfinished:
                try:
                    with priority(Priority.POLL):
                        await self.compare()
                except VenueError as err:
                    _LOGGER.debug("Can't compare open orders: %s", err)
                except Exception:
                    # Where nothing is pushed, nothing else tells what has filled.
                    _LOGGER.exception("Open orders were not compared")

    @property
    def _list_every(self) -> float:
        timings = self._timings
        return timings.list_every if self.streaming else timings.list_every_without_streams

    async def compare(self) -> None:
        """Ask for every order of ours that the venue no longer lists, or lists differently."""
        before = dict(self._unfinished)
        connection = self._connection
        try:
            rows = await open_orders(connection)
        except UnreadableRowError as err:
            connection.unread("list of open orders", None, err)
            for client_order_id in before:
                self.hint(client_order_id)
            return
        listed = {owner: row for row in rows if (owner := connection.read_owner(row))}
        for client_order_id, symbol in before.items():
            row = listed.get(client_order_id)
            report: OrderReport | None = None
            if row is not None:
                try:
                    report = connection.report(row, client_order_id, symbol)
                except VenueError as err:
                    connection.unread("order", row, err)
                    self.hint(client_order_id)
                    continue
            if report is None or self._told.get(client_order_id) != (report.state, report.filled):
                self._news.something(client_order_id)
                self.hint(client_order_id)

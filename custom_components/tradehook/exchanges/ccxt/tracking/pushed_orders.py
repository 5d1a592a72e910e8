"""What a stream says all of: passed on as it is, so that nothing is left to be asked."""

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from decimal import Decimal
from typing import Any

from ....trading.common.changed_copies import replace
from ....trading.model.order import OrderState
from ...port.exchange import FillReport, OrderReport, VenueError, VenueListener
from ...venues.model.venue import Venue
from ..connection.connection import Connection, KnownOrder
from ..connection.conversion import has_own_trades_only, order_report, says_all
from ..core.protocol import Row, UnreadableRowError
from .balance_questions import BalanceQuestions

ZERO = Decimal(0)


class PushedOrders:
    """Passes on reports and trades that a stream says all of, each behind the trades it counts."""

    def __init__(
        self,
        *,
        connection: Connection,
        listener: VenueListener,
        balances: BalanceQuestions,
        told: Mapping[str, tuple[OrderState, Decimal]],
        start: Callable[[Coroutine[Any, Any, None], str], None],
        follow: Callable[[OrderReport], None],
        missed: Callable[[OrderReport], None],
    ) -> None:
        """Pass on to `listener`, and have `follow` know of each report.

        `told` = what was told last of orders that go on. `missed` hears of a report whose trades
        were not pushed in time.
        """
        self._connection = connection
        self._timings = connection.timings
        self._listener = listener
        self._balances = balances
        self._told = told
        self._start = start
        self._follow = follow
        self._missed = missed
        self._trades: dict[str, dict[str, Decimal]] = {}
        """The amounts of an order's pushed trades by their ids, until it is over."""
        self._held: dict[str, OrderReport] = {}
        """Pushed reports that count trades which have not been pushed."""
        self._stopped = False

    def stop(self) -> None:
        """Believe nothing any more."""
        self._stopped = True

    def believes(self, owner: str, known: KnownOrder, row: Row, *, trade: bool) -> bool:
        """Pass on what a stream says all of; tell whether that leaves nothing to be asked."""
        connection = self._connection
        if not connection.venue.streams.complete or self._stopped:
            return False
        if known.in_trigger_list is None and len(connection.venue.order_lists) > 1:
            return False  # it may be about the plain order that a stop has become
        try:
            if trade:
                self._pass_on(connection.fill(row, owner, known.symbol))
                if owner not in self._held and known.state is not None and known.state.is_final:
                    self._trades.pop(owner, None)  # nobody asks for their sum any more
                return True
            if is_of_second_list(row, connection.venue):
                return self._believes_stop(owner, known, row)
            whole = says_all(row) and has_own_trades_only(row)
            return whole and self._believes_order(owner, known, row)
        except VenueError as err:
            if isinstance(err, UnreadableRowError):
                connection.unread("trade" if trade else "order", row, err)
            return False

    def _believes_stop(self, owner: str, known: KnownOrder, row: Row) -> bool:
        """Return whether a stream says of a stop that it waits, or was cancelled before that."""
        if known.state is not None and known.state.is_final:
            return True
        if row.get("status") == "open":
            # Its own answer says no less, or is still to come.
            return known.in_flight or known.state is OrderState.OPEN
        if (
            row.get("status") != "canceled"
            or known.in_flight
            or known.triggered_order_id is not None
        ):
            return False
        told = {**row, "filled": 0}
        self._tell_order(self._connection.report(told, owner, known.symbol))
        return True

    def _believes_order(self, owner: str, known: KnownOrder, row: Row) -> bool:
        connection = self._connection
        if known.state is not None and known.state.is_final:
            return False  # it may count a trade that is not known
        listed = connection.listed(known.symbol)
        report = order_report(row, owner, known.symbol, listed, connection.now())
        before = self._told.get(owner)
        if not report.state.is_final and report.filled <= (before[1] if before else ZERO):
            return before is not None
        if known.in_trigger_list:
            known.triggered_order_id = report.venue_order_id
        connection.report(row, owner, known.symbol)
        for one in row.get("trades") or ():
            self._pass_on(connection.fill(one, owner, known.symbol))
        if report.filled > sum(self._trades.get(owner, {}).values()):
            # Its trades are told by another stream.
            self._held[owner] = report
            self._start(self._wait_for_trades(owner), f"trades of {owner}")
        else:
            self._tell_order(report)
        return True

    def _pass_on(self, fill: FillReport) -> None:
        """Report a pushed trade, and its order if that waited for it."""
        owner = fill.client_order_id
        assert owner is not None
        fill = replace(fill, amount=self._exact(fill))
        trades = self._trades.setdefault(owner, {})
        if fill.trade_id not in trades:
            trades[fill.trade_id] = fill.amount
            self._listener.on_fill(fill)
            self._balances.soon()
        held = self._held.get(owner)
        if held is not None and held.filled <= sum(trades.values()):
            self._tell_order(held)

    def _tell_order(self, report: OrderReport) -> None:
        self._held.pop(report.client_order_id, None)
        self._listener.on_order(report)
        self._follow(report)
        if report.state.is_final:
            self._trades.pop(report.client_order_id, None)

    async def _wait_for_trades(self, owner: str) -> None:
        await asyncio.sleep(self._timings.trades_after)
        report = self._held.pop(owner, None)
        if report is not None:
            self._missed(report)

    def _exact(self, fill: FillReport) -> Decimal:
        """Return the amount of a pushed trade without what a float has added to it."""
        step = self._connection.listed(fill.symbol).market.amount_step
        exact = (fill.amount / step).to_integral_value() * step
        return exact if abs(exact - fill.amount) < step / 1000 else fill.amount


def is_of_second_list(row: Row, venue: Venue) -> bool:
    """Return whether a row is of the order that waits, and not of what it has become.

    What the client says such a row has filled is its own guess: all of the amount.
    """
    name = venue.stops.pushed_id if venue.stops else None
    return name is not None and name in (row.get("info") or {})

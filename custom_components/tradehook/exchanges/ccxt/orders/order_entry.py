"""Places and cancels orders: what leaves, and what its answer proves."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from decimal import Decimal
import logging

from ....trading.model.market import OrderSide, Side
from ....trading.model.sections import OrderType
from ...port.backoff import Backoff
from ...port.exchange import (
    HedgeModeError,
    OrderNotFoundError,
    OrderRefusedError,
    OrderReport,
    OrderRequest,
    VenueError,
    VenueListener,
)
from ...rate_limit import Priority, priority
from ..account import Margin
from ..connection.client_order_ids import filled_in
from ..connection.connection import Connection, KnownOrder
from ..connection.conversion import OrderArguments, says_all, sending
from ..connection.resting_stops import pair_request, paired_row
from ..core.errors import (
    POSITION_MODE_DIFFERS,
    ClientFailedError,
    Trace,
    attempt,
    cancel_error,
    order_error,
)
from ..core.protocol import Row
from ..feeds import PriceFeed
from ..lookup.order_query import OrderQuery
from ..session import traced
from ..tracking.order_tracker import OrderTracker
from .stop_claims import StopClaims

_LOGGER = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderEntry:
    """Changes something at the venue; everything else of the adapter only asks."""

    connection: Connection
    margin: Margin
    order_query: OrderQuery
    order_tracker: OrderTracker
    feed: PriceFeed
    listener: VenueListener
    claims: StopClaims

    async def place(self, request: OrderRequest) -> OrderReport:
        """Place an order; raises OrderRefusedError, NotSentError, or anything else for UNKNOWN."""
        connection = self.connection
        known = connection.known(request.symbol, request.client_order_id)
        try:
            if self.claims.keeps_for(request):
                async with self.claims.of(request):
                    report = await self._answered(request, known)
            else:
                report = await self._answered(request, known)
        finally:
            self.order_tracker.landed(request.client_order_id)
        self.claims.placed(request, report)
        return report

    async def _answered(self, request: OrderRequest, known: KnownOrder) -> OrderReport:
        with priority(_priority_of(request)):
            order = await self._order(request, known)
        return self._placed(request, order)

    async def place_pair(
        self, target: OrderRequest, stop: OrderRequest
    ) -> tuple[OrderReport, OrderReport]:
        """Place a target and a stop with one request; raises for both what `place` raises."""
        connection, both = self.connection, (target, stop)
        known = [connection.known(one.symbol, one.client_order_id) for one in both]
        try:
            with priority(Priority.EXIT):
                rows = await self._pair(target, stop, known)
            # Where an id is missing nothing is known: both are looked up.
            reports = [
                connection.report(row, one.client_order_id, one.symbol)
                for one, row in zip(both, rows, strict=True)
            ]
        finally:
            for one in both:
                self.order_tracker.landed(one.client_order_id)
        for report in reports:
            over = connection.known(report.symbol, report.client_order_id).state
            if over is None or not over.is_final:
                self.order_tracker.follow(report)
        self.claims.placed(stop, reports[1])
        return reports[0], reports[1]

    async def _pair(
        self, target: OrderRequest, stop: OrderRequest, known: Sequence[KnownOrder]
    ) -> list[Row]:
        """Send a pair and return what its answer says of each order."""
        connection = self.connection
        asked = pair_request(target, stop, connection.venue, connection.listed(target.symbol))
        for one in known:
            one.in_trigger_list, one.in_flight = False, True
        try:
            with traced(trace := Trace()):
                try:
                    send = getattr(connection.client, asked.method)
                    answer = await attempt(send(asked.params))
                except ClientFailedError as failed:
                    message, texts = connection.told(failed.error), connection.venue.errors
                    raise order_error(failed.error, trace, message, texts) from None
        finally:
            for one in known:
                one.in_flight = False
                one.sent_at = asyncio.get_running_loop().time()
        ids = (connection.spelled(one.client_order_id) for one in (target, stop))
        return [paired_row(answer, client_id) for client_id in ids]

    async def cancel(
        self, symbol: str, client_order_id: str, venue_order_id: str | None
    ) -> OrderReport:
        """Cancel an order and return how it ended (it may have filled); OrderNotFoundError."""
        connection, order_query = self.connection, self.order_query
        known = connection.known(symbol, client_order_id)
        # It may be the id of a stop, and not of the order that it has become.
        known.recorded_order_id = known.recorded_order_id or venue_order_id
        with priority(Priority.CANCEL):
            told = await self._cancel(symbol, client_order_id)
        if told is not None:
            self.order_tracker.follow(told)
            return told
        with priority(Priority.EXIT):
            async for _ in Backoff(connection.timings.cancel_checks):
                report = await order_query.seen(symbol, client_order_id)
                if report is not None and report.state.is_final:
                    self.order_tracker.follow(report)
                    return report
        raise VenueError(f"{connection.venue.name} has not confirmed the cancel yet.")

    async def _cancel(self, symbol: str, client_order_id: str) -> OrderReport | None:
        """Cancel an order in whatever list it is; OrderNotFoundError if it is open in none.

        Returns how it ended where the answer says it.
        """
        known = self.connection.known(symbol, client_order_id)
        if known.triggered_order_id is None:
            for place in self.order_query.places(symbol, client_order_id):
                with suppress(OrderNotFoundError):
                    order_id, params = await self._named(symbol, client_order_id, place)
                    answer = await self._ask_to_cancel(symbol, order_id, {**params, **place})
                    if place:
                        known.in_trigger_list = True
                    return self._ended(symbol, client_order_id, answer)
            with priority(Priority.EXIT):
                await self._check_that_it_is_over(symbol, client_order_id)
        if known.triggered_order_id is not None:
            answer = await self._ask_to_cancel(symbol, known.triggered_order_id, {})
            return self._ended(symbol, client_order_id, answer)
        return None

    def _ended(self, symbol: str, client_order_id: str, answer: Row) -> OrderReport | None:
        """Return how an order ended, if the answer to its cancel says that for certain."""
        connection = self.connection
        stops = connection.venue.stops
        info = answer.get("info") or {}
        expected = stops.cancelled if stops is not None else {}
        confirmed = all(str(info.get(name)) == said for name, said in expected.items())
        in_trigger_list = connection.known(symbol, client_order_id).in_trigger_list
        if expected and confirmed and in_trigger_list:
            answer = {**answer, "status": "canceled", "filled": 0}
        if not says_all(answer):
            return None
        try:
            report = connection.report(answer, client_order_id, symbol)
        except VenueError:
            return None
        return report if report.state.is_final else None

    async def _check_that_it_is_over(self, symbol: str, client_order_id: str) -> None:
        """Raise OrderNotFoundError for an order that was not there to be cancelled.

        It may have been triggered meanwhile, and be another order now: then there is one to cancel.
        Raises VenueError if the order is open all the same.
        """
        name = self.connection.venue.name
        report = await self.order_query.seen(symbol, client_order_id)
        if report is None or report.state.is_final:
            raise OrderNotFoundError(f"{name} has no such open order as {client_order_id}.")
        if self.connection.known(symbol, client_order_id).triggered_order_id is None:
            raise VenueError(f"{name} did not find order {client_order_id}, which is open.")

    async def _ask_to_cancel(self, symbol: str, order_id: str | None, params: Row) -> Row:
        connection = self.connection
        try:
            return await attempt(connection.client.cancel_order(order_id, symbol, params))
        except ClientFailedError as failed:
            raise cancel_error(
                failed.error, connection.told(failed.error), connection.venue.errors
            ) from None

    async def _named(self, symbol: str, client_order_id: str, place: Row) -> tuple[str | None, Row]:
        """Return how the venue wants an order of a list named that it shall cancel.

        Raises OrderNotFoundError if it is not in that list, or not known there.
        """
        connection = self.connection
        spelled, lookup = connection.spelled(client_order_id), connection.venue.lookup
        stops = connection.venue.stops
        if place and stops is not None and stops.by_own_id:
            return await self._waiting_id(symbol, client_order_id), {}
        own = connection.known(symbol, client_order_id).own_id
        if own is not None and lookup.cancels_own_id:
            return own, {}
        if (address := lookup.cancel) is not None:
            named = filled_in({"id": address.order_id}, spelled)
            return named["id"], filled_in(address.params, spelled)
        if own is None:
            found = await self.order_query.seen(symbol, client_order_id)
            if found is None:
                name = connection.venue.name
                raise OrderNotFoundError(f"{name} does not show order {client_order_id}.")
            return found.venue_order_id, {}
        return own, {}

    async def _waiting_id(self, symbol: str, client_order_id: str) -> str:
        """Return the venue's own id of an order that waits for its trigger."""
        known = self.connection.known(symbol, client_order_id)
        if known.in_trigger_list is not True or known.venue_order_id is None:
            await self.order_query.seen(symbol, client_order_id)
        waits = known.in_trigger_list is True and known.triggered_order_id is None
        if not waits or known.venue_order_id is None:
            name = self.connection.venue.name
            raise OrderNotFoundError(f"{name} shows no order {client_order_id} that waits.")
        return known.venue_order_id

    async def _order(self, request: OrderRequest, known: KnownOrder) -> Row:
        """Send an order and return its answer.

        One that was refused for the account's position mode, which somebody has changed, is sent
        once more as the mode of now wants it: nothing of it exists at the venue.
        """
        hedged = self.margin.hedge_mode
        try:
            return await self._sent(request, known)
        except OrderRefusedError as refused:
            if refused.code != POSITION_MODE_DIFFERS:
                raise
            turned = await self._in_mode_of_now(request, hedged, refused)
        return await self._sent(turned, known)

    async def _in_mode_of_now(
        self, request: OrderRequest, hedged: bool, refused: OrderRefusedError
    ) -> OrderRequest:
        """Return an order as the position mode of now wants it; OrderRefusedError if none does."""
        name = self.connection.venue.name
        try:
            now = await self.margin.read_hedge_mode(request.symbol)
        except HedgeModeError as err:
            raise OrderRefusedError(refused.code, str(err)) from None
        except VenueError as err:
            said = f"{refused.message} The account's position mode can't be asked for now: {err}"
            raise OrderRefusedError(refused.code, said) from None
        if now == hedged:
            raise refused
        mode = "hedge mode" if now else "one-way mode"
        _LOGGER.warning("%s: the account's position mode was changed, it is %s now", name, mode)
        opens_long = (request.side is OrderSide.BUY) != request.is_exit
        side = Side.LONG if opens_long else Side.SHORT
        return replace(request, position_side=side if now else None)

    async def _sent(self, request: OrderRequest, known: KnownOrder) -> Row:
        """Set what an order wants of its market, send it and return its answer."""
        connection = self.connection
        await self.margin.prepare(request)
        arguments = sending(
            request,
            connection.venue,
            connection.listed(request.symbol),
            hedge_mode=self.margin.hedge_mode,
            best=self._best(request),
        )
        stops = connection.venue.stops
        known.in_trigger_list = bool(request.trigger is not None and stops and stops.trigger_list)
        known.in_flight = True
        try:
            return await self._send(arguments)
        finally:
            known.in_flight = False
            known.sent_at = asyncio.get_running_loop().time()

    async def _send(self, arguments: OrderArguments) -> Row:
        connection = self.connection
        with traced(trace := Trace()):
            try:
                return await attempt(
                    connection.client.create_order(
                        arguments.symbol,
                        arguments.order_type,
                        arguments.side,
                        arguments.amount,
                        arguments.price,
                        arguments.params,
                    )
                )
            except ClientFailedError as failed:
                message, texts = connection.told(failed.error), connection.venue.errors
                raise order_error(failed.error, trace, message, texts) from None

    def _placed(self, request: OrderRequest, order: Row) -> OrderReport:
        """Return what the answer to an order says; the trades in it are told before."""
        connection = self.connection
        symbol, client_order_id = request.symbol, request.client_order_id
        report = connection.report(order, client_order_id, symbol)
        told = {name: order.get(name) for name in ("side", "timestamp")} | {"order": order["id"]}
        complete = says_all(order)
        for trade in order.get("trades") or ():
            # Trades within an answer leave out what the order itself says.
            try:
                row = told | {name: value for name, value in trade.items() if value is not None}
                self.listener.on_fill(connection.fill(row, client_order_id, symbol))
            except VenueError, AttributeError:
                complete = False  # what it lacks, or what is not believed of it, is asked for
        rests = request.order_type is OrderType.LIMIT or request.trigger is not None
        over = connection.known(symbol, client_order_id).state
        if report.state.is_final or over is None or not over.is_final:
            # Else a stream has told its end before.
            self.order_tracker.follow(report, complete=complete, ends_soon=not rests)
        return report

    def _best(self, request: OrderRequest) -> Decimal | None:
        quote = self.feed.quotes.get(request.symbol)
        if quote is None:
            return None
        return quote.ask if request.side is OrderSide.BUY else quote.bid


def _priority_of(request: OrderRequest) -> Priority:
    if request.is_target:
        return Priority.TARGET
    exits = request.reduce_only or request.is_exit
    return Priority.EXIT if exits else Priority.ENTRY

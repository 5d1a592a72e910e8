"""Finds out what became of an order: found, or proven absent."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from ...port.exchange import FillReport, OrderReport, VenueError
from ...venues.pagination import Page, whole
from ..connection.client_order_ids import filled_in
from ..connection.connection import Connection, KnownOrder
from ..connection.conversion import client_order_id_of
from ..core.errors import ClientFailedError, attempt, is_not_found
from ..core.numbers import milliseconds, moment
from ..core.pagination import all_pages
from ..core.protocol import Row
from .unshown_orders import conclude_from_trades, find_by_trades

MISSES_NEEDED = 3
CLOCKS_DIFFER = timedelta(minutes=5)
"""How far from an order's time on record its list is looked at."""
TRADES_BEFORE = 60_000
"""Milliseconds before an order's own time that its trades are looked for."""


@dataclass(slots=True)
class _Misses:
    since: float
    count: int = 0


class OrderQuery:
    """Asks a venue for orders and their trades by client order id."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._venue = connection.venue
        self._client = connection.client
        self._misses: dict[str, _Misses] = {}

    async def find(
        self, symbol: str, client_order_id: str, unsent_since: datetime | None = None
    ) -> OrderReport | None:
        """Look an order up; None only if it is proven that it does not exist.

        Raises VenueError while that is not known. "Not found" proves nothing at first: venues
        show an order late, and a request may still be on its way.
        """
        order = await self._order(symbol, client_order_id)
        if order is None and self._may_be_absent(symbol, client_order_id, unsent_since):
            order = await self._history(symbol, client_order_id)
            if order is None:
                report = await self._unshown(symbol, client_order_id)
                self._misses.pop(client_order_id, None)
                return report
        if order is None:
            raise VenueError(f"{self._venue.name} does not show order {client_order_id} yet.")
        self._misses.pop(client_order_id, None)
        return self._connection.report(order, client_order_id, symbol)

    async def _history(self, symbol: str, client_order_id: str) -> Row | None:
        """Look for an order in what it was not looked for in so far."""
        if self._venue.lookup.find is None or self._venue.lookup.scan is None:
            return None
        known = self._connection.known(symbol, client_order_id)
        for place in self.places(symbol, client_order_id):
            found = await self._scanned(symbol, client_order_id, place)
            if found is not None:
                return await self._become(found, known) if place else found
        return None

    async def _unshown(self, symbol: str, client_order_id: str) -> OrderReport | None:
        """Conclude what became of an order that the venue shows nowhere; raises VenueError."""
        connection, venue = self._connection, self._venue
        known = connection.known(symbol, client_order_id)
        own = known.own_id
        if own is None:
            own = await find_by_trades(connection, symbol, client_order_id)
            if own is None:
                return None
            return connection.report(await self._fetched(own, symbol), client_order_id, symbol)
        if venue.trades.ids_needed:
            return None
        try:
            rows = await attempt(self._trades(symbol, own, self._unseen(symbol, client_order_id)))
        except ClientFailedError as failed:
            if not is_not_found(failed.error, venue.errors):
                raise connection.failure(failed.error) from None
            rows = ()
        ours = self._of_order(rows, own)
        return conclude_from_trades(connection, symbol, client_order_id, ours)

    async def seen(self, symbol: str, client_order_id: str) -> OrderReport | None:
        """Return an order if the venue shows it; None proves nothing."""
        order = await self.row(symbol, client_order_id)
        return None if order is None else self._connection.report(order, client_order_id, symbol)

    async def row(self, symbol: str, client_order_id: str) -> Row | None:
        """Return what the venue shows of an order, as the client tells it; None proves nothing."""
        return await self._order(symbol, client_order_id)

    async def fills(self, symbol: str, client_order_id: str) -> Sequence[FillReport]:
        """Return the trades of an order, oldest first."""
        rows = await self.trades(symbol, client_order_id)
        return [self._connection.fill(row, client_order_id, symbol) for row in rows]

    async def trades(
        self, symbol: str, client_order_id: str, order: Row | None = None
    ) -> Sequence[Row]:
        """Return the rows of those trades; `order` is what was just shown of the order."""
        connection = self._connection
        known = connection.known(symbol, client_order_id)
        venue_order_id = known.triggered_order_id if known.in_trigger_list else known.venue_order_id
        if venue_order_id is None or self._venue.trades.order_needed:
            order = order or await self._order(symbol, client_order_id)
            if order is not None:
                venue_order_id = connection.report(order, client_order_id, symbol).venue_order_id
            else:
                order = self._unseen(symbol, client_order_id)
            if order is None or venue_order_id is None or self._waits(known):
                return []
        rows = await connection.ask(self._trades(symbol, venue_order_id, order))
        ours = self._of_order(rows, venue_order_id)
        return sorted(ours, key=lambda row: (_stamp(row), str(row.get("id"))))

    def _of_order(self, trades: Sequence[Row], venue_order_id: str) -> list[Row]:
        """Return the trades of an order; one that doesn't say whose it is, if only it was asked."""
        asked = "" if self._venue.trades.searched else venue_order_id
        return [row for row in trades if str(row.get("order") or asked) == venue_order_id]

    def _waits(self, known: KnownOrder) -> bool:
        """Return whether an order has not become the one that is traded."""
        stops = self._venue.stops
        becomes_another = stops is not None and stops.triggered_id is not None
        return becomes_another and bool(known.in_trigger_list and known.triggered_order_id is None)

    async def _trades(self, symbol: str, venue_order_id: str, order: Row | None) -> Sequence[Row]:
        client, venue = self._client, self._venue
        if venue.trades.ids_needed:
            ids = [str(trade["id"]) for trade in (order or {}).get("trades") or () if "id" in trade]
            if not ids:
                return []
            named = {"trades": ids}
            return await client.fetch_order_trades(venue_order_id, symbol, None, None, named)
        if venue.trades.by_order or venue.trades.order_id_param is not None:
            return await self._pages(symbol, venue_order_id)
        since = _stamp(order or {}) - TRADES_BEFORE
        return await client.fetch_my_trades(symbol, since if since > 0 else None)

    async def _pages(self, symbol: str, venue_order_id: str) -> Sequence[Row]:
        """Return all trades of an order from a venue that may give them out in pages."""
        client, trades = self._client, self._venue.trades
        most = trades.order_page

        async def page(more: Row) -> Sequence[Row]:
            if trades.by_order:
                return await client.fetch_order_trades(venue_order_id, symbol, None, most, more)
            params: dict[str, object] = {str(trades.order_id_param): venue_order_id, **more}
            return await client.fetch_my_trades(symbol, None, most, params)

        if most is None or (trades.order_from is None and trades.order_until is None):
            return await all_pages(page, most)
        return await self._numbered_pages(page, most)

    async def _numbered_pages(
        self, ask: Callable[[Row], Awaitable[Sequence[Row]]], most: int
    ) -> Sequence[Row]:
        """Return the rows of all pages, of which each begins where the one before has ended."""
        begins, until = self._venue.trades.order_from, self._venue.trades.order_until
        size = {"limit": most} if until is not None else {}

        async def page(more: Row) -> Page:
            rows = await ask({**size, **more})
            if len(rows) < most:
                return rows, None
            if until is not None:
                return rows, {until: min(map(_stamp, rows))}
            return rows, {str(begins): max(int(row["id"]) for row in rows)}

        newest, following = await page({})
        if following is None:
            return newest
        first = following if until is not None else {str(begins): "1"}
        rows = await whole(page, first, key=lambda row: str(row.get("id")))
        told = {str(row.get("id")): row for row in (*newest, *rows)}
        return list(told.values())

    def places(self, symbol: str, client_order_id: str) -> Sequence[Row]:
        """Return what reaches the lists that an order may be in, the likeliest first."""
        plain, *others = self._venue.order_lists
        match self._connection.known(symbol, client_order_id).in_trigger_list:
            case True:
                return [*others, plain]
            case False:
                return [plain]
            case _:
                # The plain one first: what was triggered between the questions is found there.
                return [plain, *others]

    async def _order(self, symbol: str, client_order_id: str) -> Row | None:
        """Ask for an order the shortest way: in all lists that it may be in."""
        known = self._connection.known(symbol, client_order_id)
        if known.in_flight:
            raise VenueError(f"Order {client_order_id} is still being sent.")
        if known.triggered_order_id is not None:
            return await self._fetched(known.triggered_order_id, symbol)
        for place in self.places(symbol, client_order_id):
            found = await self._asked(symbol, client_order_id, place)
            if found is not None:
                return await self._become(found, known) if place else found
        return await self._by_own_id(symbol, client_order_id)

    async def _by_own_id(self, symbol: str, client_order_id: str) -> Row | None:
        """Ask for an order that its client order id does not lead to: venues forget those first."""
        known = self._connection.known(symbol, client_order_id)
        own, find = known.own_id, self._venue.lookup.find
        spelled = self._connection.spelled(client_order_id)
        if own is None or own == spelled or find is None or self._venue.lookup.finds_own_id:
            return None
        places = self.places(symbol, client_order_id)
        for place in places:
            found = await self._named(own, symbol, spelled, place)
            # The lists may number their orders apart: of several one must say whose it is.
            is_ours = len(places) == 1 or (found and client_order_id_of(found, self._venue))
            if found is not None and is_ours:
                return await self._become(found, known) if place else found
        return None

    async def _become(self, order: Row, known: KnownOrder) -> Row:
        """Return what an order with a trigger is now: itself, or the plain one after it."""
        known.in_trigger_list = True
        stops = self._venue.stops
        field = stops.triggered_id if stops else None
        triggered = (order.get("info") or {}).get(field) if field else None
        if triggered in (None, "", "0"):
            if order.get("status") == "closed" and field:
                raise VenueError(f"{self._venue.name} does not show yet what was triggered.")
            return order
        found = await self._fetched(str(triggered), known.symbol)
        known.triggered_order_id = str(triggered)
        return found

    async def _fetched(self, venue_order_id: str, symbol: str) -> Row:
        return await self._connection.ask(self._client.fetch_order(venue_order_id, symbol))

    async def _asked(self, symbol: str, client_order_id: str, place: Row) -> Row | None:
        """Ask for an order in one list."""
        spelled = self._connection.spelled(client_order_id)
        lookup, by_own_id = self._venue.lookup, self._names_by_own_id(place)
        known = self._connection.known(symbol, client_order_id)
        if lookup.find is not None and not by_own_id:
            if lookup.finds_own_id and known.own_id is not None:
                found = await self._named(known.own_id, symbol, spelled, place)
                if found is not None:
                    return found
            named = filled_in({"id": lookup.find.order_id}, spelled)["id"]
            params = {**filled_in(lookup.find.params, spelled), **place}
            found = await self._named(named, symbol, spelled, params)
            if found is not None or not lookup.finds_open_only:
                return found
        # The two lists number their orders apart: an id is asked for where it is from.
        is_from_here = not lookup.finds_open_only or known.in_trigger_list is bool(place)
        if by_own_id or lookup.finds_own_id or lookup.finds_open_only:
            own = self._own_id_in_its_list(known) if is_from_here else None
            found = await self._named(own, symbol, spelled, place) if own is not None else None
            if found is not None:
                return found
        return await self._scanned(symbol, client_order_id, place)

    def _own_id_in_its_list(self, known: KnownOrder) -> str | None:
        """Return the venue's id of an order; of two lists a recorded id says not which it is of."""
        return known.own_id if len(self._venue.order_lists) == 1 else known.venue_order_id

    def _names_by_own_id(self, place: Row) -> bool:
        """Return whether a list is that of orders with a trigger, which have no other name."""
        stops = self._venue.stops
        return bool(place) and stops is not None and stops.by_own_id

    async def _named(
        self, order_id: str | None, symbol: str, spelled: str, params: Row
    ) -> Row | None:
        """Ask for an order by an id; VenueError if the answer is another one."""
        try:
            order = await attempt(self._client.fetch_order(order_id, symbol, params))
        except ClientFailedError as failed:
            if is_not_found(failed.error, self._venue.errors):
                return None
            raise self._connection.failure(failed.error) from None
        told = client_order_id_of(order, self._venue)
        if told is not None and told.lower() != spelled.lower():
            raise VenueError(f"{self._venue.name} answered with another order.")
        return order

    async def _scanned(self, symbol: str, client_order_id: str, place: Row) -> Row | None:
        """Look for an order in a list of open and in that of finished orders."""
        scan = self._venue.lookup.scan
        if scan is None:
            raise VenueError(f"{self._venue.name} can't be asked for an order.")
        params = {**filled_in(scan.params, self._connection.spelled(client_order_id)), **place}
        names = ["fetch_open_orders", *([scan.finished] if scan.finished else [])]
        created_at = self._created_at(symbol, client_order_id)
        for name in names:
            method = getattr(self._client, name)
            since, period = None, dict(params)
            if scan.dated is not None and created_at is not None and name == scan.finished:
                since = milliseconds(created_at - CLOCKS_DIFFER)
                period |= {"until": milliseconds(created_at + CLOCKS_DIFFER)}
            rows = await self._connection.ask(method(symbol, since, None, period))
            if since is not None and len(rows) >= (scan.dated or 0):
                raise VenueError(f"{self._venue.name} does not tell of all orders of that time.")
            for row in rows:
                if self._connection.read_owner(row) == client_order_id:
                    found: Row = row
                    return found
        return None

    def _unseen(self, symbol: str, client_order_id: str) -> Row | None:
        """Return since when an order may have traded that the venue does not show."""
        at = self._created_at(symbol, client_order_id)
        return None if at is None else {"timestamp": milliseconds(at)}

    def _created_at(self, symbol: str, client_order_id: str) -> datetime | None:
        """Return when an order was sent, as it is on record or remembered; None = not known."""
        known = self._connection.known(symbol, client_order_id)
        if known.created_at is not None or known.sent_at is None:
            return known.created_at
        ago = asyncio.get_running_loop().time() - known.sent_at
        return self._connection.now() - timedelta(seconds=ago)

    def _may_be_absent(
        self, symbol: str, client_order_id: str, unsent_since: datetime | None
    ) -> bool:
        """Count a miss; tell whether there were enough of them for long enough."""
        now = asyncio.get_running_loop().time()
        misses = self._misses.get(client_order_id)
        if misses is None:
            # By the clock on the wall only until now: it may be set anew at any time.
            before = (self._connection.now() - unsent_since).total_seconds() if unsent_since else 0
            misses = self._misses[client_order_id] = _Misses(now - max(0.0, before))
        misses.count += 1
        sent_at = self._connection.known(symbol, client_order_id).sent_at
        since = misses.since if sent_at is None else sent_at
        return misses.count >= MISSES_NEEDED and now - since >= self._venue.lookup.absence_after


def _stamp(row: Row) -> int:
    """Return a row's time in milliseconds; 0 for one that can't be."""
    at = moment(row.get("timestamp"))
    return 0 if at is None else milliseconds(at)

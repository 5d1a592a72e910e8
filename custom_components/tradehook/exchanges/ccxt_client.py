"""A real exchange, spoken to through ccxt: an `Exchange`."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from decimal import Decimal

from ..trading.market import Market, MarketType, OrderSide
from ..trading.sections import OrderType
from .api import (
    Balance,
    CredentialsRefusedError,
    FillReport,
    NotSentError,
    OrderNotFoundError,
    OrderReport,
    OrderRequest,
    VenueError,
    VenueListener,
    VenuePosition,
)
from .ccxt_building import Credentials
from .ccxt_connection import Connection
from .ccxt_hub import VenueHub
from .ccxt_ids import filled_in
from .ccxt_lines import Lines
from .ccxt_liquidations import fetch_liquidations
from .ccxt_lookup import LookUp
from .ccxt_margin import Margin
from .ccxt_orders import Sending, fill_report, position, says_all, sending
from .ccxt_outcomes import ClientFailedError, attempt, cancel_error, order_error, query_error
from .ccxt_prices import PriceFeed
from .ccxt_streams import OrderStreams
from .ccxt_tracking import Tracker, fetch_balances, open_orders
from .ccxt_types import Row
from .ccxt_wire import traced
from .rate import Priority, priority
from .venues import Environment, Venue

CANCEL_CHECKS = (0.0, 0.3, 1.0, 3.0)
"""Seconds between looks at an order whose cancel was accepted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parts:
    """What an open account consists of."""

    lines: Lines
    connection: Connection
    listener: VenueListener
    markets: Mapping[str, Market]
    margin: Margin
    look_up: LookUp
    tracker: Tracker
    streams: OrderStreams
    feed: PriceFeed


class CcxtExchange:
    """One account on one venue.

    Answers of the client are believed only as far as they are definite: see `ccxt_outcomes.py`.
    """

    def __init__(
        self,
        venue: Venue,
        hub: VenueHub,
        credentials: Credentials,
        *,
        environment: Environment = Environment.LIVE,
    ) -> None:
        """Prepare the account; nothing is loaded or sent before `open`."""
        self.code = venue.code
        self.name = venue.name
        self.market_type = venue.market_type
        self.hedge_mode = False
        self.venue = venue
        self._hub = hub
        self._credentials = credentials
        self._environment = environment
        self._parts: _Parts | None = None

    @property
    def markets(self) -> Mapping[str, Market]:
        """Return the markets by unified symbol; empty before `open`."""
        return self._parts.markets if self._parts else {}

    @property
    def latency(self) -> float | None:
        """Return how many seconds the venue takes to answer."""
        return self._parts.lines.wire.latency if self._parts else None

    @property
    def clock_skew(self) -> float | None:
        """Return by how many seconds the clock here is ahead of the venue's."""
        return self._parts.lines.wire.clock_skew if self._parts else None

    def quote_volume(self, symbol: str) -> Decimal | None:
        """Return what was traded within 24 h in quote currency, as far as known."""
        return self._parts.feed.volumes.get(symbol) if self._parts else None

    def holds_stops(self, _symbol: str) -> bool:
        """Tell whether the venue takes orders with a trigger in a market, as far as verified."""
        return False

    def watch_prices(self, symbols: Collection[str]) -> None:
        """Follow these markets closely, tick by tick where the venue can do that."""
        if self._parts is not None:
            self._parts.feed.watch(symbols)

    async def open(self, listener: VenueListener) -> None:
        """Load the markets, check the key and start to push.

        Raises CredentialsRefusedError when the venue refuses the key, VenueError when it can't be
        reached or can't be used as it is set up.
        """
        if self._parts is not None:
            raise VenueError(f"{self.name} is open already.")
        if missing := self._credentials.missing(self.venue):
            raise CredentialsRefusedError(f"{self.name} also needs: {', '.join(missing)}.")
        try:
            await attempt(self._open(listener))
        except ClientFailedError as failed:
            error = failed.error
            if isinstance(error, VenueError):
                raise error from None
            told = f"{self.name}: {self._credentials.scrubber().told(error)}"
            raise query_error(error, told) from None

    async def close(self) -> None:
        """Stop pushing and release what `open` took."""
        parts, self._parts = self._parts, None
        if parts is None:
            return
        for part in (parts.streams, parts.tracker, parts.feed):
            await part.stop()
        await parts.lines.close()

    async def create_order(self, request: OrderRequest) -> OrderReport:
        """Place an order; raises OrderRefusedError, NotSentError, or anything else for UNKNOWN."""
        parts = self._parts
        if parts is None:
            raise NotSentError(f"{self.name} is not connected.")
        connection = parts.connection
        known = connection.known(request.symbol, request.client_order_id)
        with priority(_priority_of(request)):
            await parts.margin.prepare(request)
            arguments = sending(
                request,
                self.venue,
                connection.listed(request.symbol),
                hedge_mode=self.hedge_mode,
                best=_best(request, parts.feed),
            )
            known.flying = True
            try:
                order = await self._send(connection, arguments)
            finally:
                known.flying = False
                known.sent_at = asyncio.get_running_loop().time()
        return _placed(parts, request, order)

    async def cancel_order(
        self, symbol: str, client_order_id: str, venue_order_id: str | None
    ) -> OrderReport:
        """Cancel an order and return how it ended (it may have filled); OrderNotFoundError."""
        parts = self._ready()
        connection, look_up = parts.connection, parts.look_up
        known = connection.known(symbol, client_order_id)
        known.venue_order_id = known.venue_order_id or venue_order_id
        with priority(Priority.CANCEL):
            order_id, params = await self._named_for_cancel(symbol, client_order_id)
            try:
                await attempt(connection.client.cancel_order(order_id, symbol, params))
            except ClientFailedError as failed:
                raise cancel_error(failed.error, connection.told(failed.error)) from None
            for delay in CANCEL_CHECKS:
                await asyncio.sleep(delay)
                report = await look_up.seen(symbol, client_order_id)
                if report is not None and report.state.is_final:
                    parts.tracker.follow(report)
                    return report
        raise VenueError(f"{self.name} has not confirmed the cancel yet.")

    async def find_order(self, symbol: str, client_order_id: str) -> OrderReport | None:
        """Look an order up in all lists; None only if it is proven that it does not exist."""
        parts = self._ready()
        with priority(Priority.LOOK_UP):
            report = await parts.look_up.find(symbol, client_order_id)
        if report is not None:
            parts.tracker.follow(report)
        return report

    async def fetch_fills(self, symbol: str, client_order_id: str) -> Sequence[FillReport]:
        """Return the fills of one order, oldest first."""
        parts = self._ready()
        with priority(Priority.LOOK_UP):
            return await parts.look_up.fills(symbol, client_order_id)

    async def fetch_liquidations(self, symbol: str) -> Sequence[FillReport]:
        """Return what the venue has closed by itself in a market, oldest first; empty on spot."""
        parts = self._ready()
        with priority(Priority.LOOK_UP):
            return await fetch_liquidations(parts.connection, symbol)

    async def fetch_open_orders(self) -> Sequence[OrderReport]:
        """Return all our open orders on the venue."""
        parts = self._ready()
        connection = parts.connection
        reports = []
        with priority(Priority.LOOK_UP):
            for row in await open_orders(connection):
                owner, symbol = connection.owner(row), str(row.get("symbol"))
                if owner is not None and symbol in connection.catalogue.listed:
                    reports.append(connection.report(row, owner, symbol))
        return reports

    async def fetch_balances(self) -> Mapping[str, Balance]:
        """Return the balances by currency."""
        parts = self._ready()
        connection = parts.connection
        with priority(Priority.LOOK_UP):
            return await fetch_balances(connection)

    async def fetch_positions(self) -> Sequence[VenuePosition]:
        """Return the open perpetual positions; empty on spot."""
        parts = self._ready()
        connection = parts.connection
        if self.market_type is MarketType.SPOT:
            return []
        rows: list[Row] = []
        with priority(Priority.LOOK_UP):
            fetch = connection.client.fetch_positions
            if not self.venue.settles:
                rows += await connection.ask(fetch())
            for settle in self.venue.settles:
                settled = await connection.ask(fetch(None, {"settleCoin": settle}))
                # A venue that overlooks the currency tells the same ones each time.
                rows += [row for row in settled if row not in rows]
        listed = connection.catalogue.listed
        found = []
        for row in rows:
            symbol = str(row.get("symbol"))
            held = position(row, symbol, listed[symbol]) if symbol in listed else None
            if held is not None and not held.leverage:
                held = replace(held, leverage=await parts.margin.leverage_of(symbol))
            if held is not None:
                found.append(held)
        return found

    # Opening

    async def _open(self, listener: VenueListener) -> None:
        lines = await Lines.open(
            self.venue, self._hub, environment=self._environment, credentials=self._credentials
        )
        try:
            self._parts = await self._connect(lines, listener)
        except BaseException:
            await lines.close()
            raise

    async def _connect(self, lines: Lines, listener: VenueListener) -> _Parts:
        connection = Connection(
            venue=self.venue,
            host=self._hub.host,
            client=lines.rest,
            wire=lines.wire,
            catalogue=lines.catalogue,
            scrubber=self._credentials.scrubber(),
        )
        with suppress(VenueError):
            await connection.ask(lines.wire.sync_clock())
        for name in self.venue.prepare:
            await connection.ask(getattr(lines.rest, name)())
        margin, look_up = Margin(connection), LookUp(connection)
        self.hedge_mode = await margin.read_hedge_mode()
        await margin.read_leverage(lines.background)
        balances = await fetch_balances(connection)
        tracker = Tracker(connection, look_up, listener)
        markets = connection.catalogue.markets
        feed = PriceFeed(
            venue=self.venue,
            symbols=markets.keys(),
            stream=lines.prices,
            background=lines.background,
            on_quote=listener.on_quote,
            on_fresh=listener.on_connected,
            now=self._hub.host.now,
        )
        listener.on_balances(balances)
        await connection.ask(feed.start())
        streams = OrderStreams(connection, lines.private, tracker)
        tracker.start()
        streams.start()
        lines.keep_clock()
        return _Parts(
            lines=lines,
            connection=connection,
            listener=listener,
            markets=markets,
            margin=margin,
            look_up=look_up,
            tracker=tracker,
            streams=streams,
            feed=feed,
        )

    # Orders

    def _ready(self) -> _Parts:
        if self._parts is None:
            raise VenueError(f"{self.name} is not connected.")
        return self._parts

    async def _send(self, connection: Connection, arguments: Sending) -> Row:
        with traced() as trace:
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
                raise order_error(failed.error, trace, connection.told(failed.error)) from None

    async def _named_for_cancel(
        self, symbol: str, client_order_id: str
    ) -> tuple[str | None, dict[str, object]]:
        """Return how the venue wants an order named that it shall cancel."""
        parts = self._ready()
        spelled = parts.connection.spelled(client_order_id)
        if (address := self.venue.cancel) is not None:
            named = filled_in({"id": address.order_id}, spelled)
            return named["id"], filled_in(address.params, spelled)
        known = parts.connection.known(symbol, client_order_id)
        if known.venue_order_id is None:
            found = await parts.look_up.seen(symbol, client_order_id)
            if found is None:
                raise OrderNotFoundError(f"{self.name} does not show order {client_order_id}.")
            return found.venue_order_id, {}
        return known.venue_order_id, {}


def _placed(parts: _Parts, request: OrderRequest, order: Row) -> OrderReport:
    """Return what the answer to an order says; the trades in it are told before."""
    connection = parts.connection
    symbol, client_order_id = request.symbol, request.client_order_id
    report = connection.report(order, client_order_id, symbol)
    listed, now = connection.listed(symbol), connection.now()
    told = {name: order.get(name) for name in ("side", "timestamp")} | {"order": order["id"]}
    for trade in order.get("trades") or ():
        # Trades within an answer leave out what the order itself says.
        row = told | {name: value for name, value in trade.items() if value is not None}
        with suppress(VenueError):
            parts.listener.on_fill(fill_report(row, client_order_id, symbol, listed, now))
    parts.tracker.follow(
        report, complete=says_all(order), ends_soon=request.order_type is OrderType.MARKET
    )
    return report


def _best(request: OrderRequest, feed: PriceFeed) -> Decimal | None:
    quote = feed.quotes.get(request.symbol)
    if quote is None:
        return None
    return quote.ask if request.side is OrderSide.BUY else quote.bid


def _priority_of(request: OrderRequest) -> Priority:
    exits = request.reduce_only or request.is_exit
    return Priority.EXIT if exits else Priority.ENTRY

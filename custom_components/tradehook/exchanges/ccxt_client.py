"""A real exchange, spoken to through ccxt: an `Exchange`."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from decimal import Decimal
from functools import partial
import logging

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
from .ccxt_background import Background
from .ccxt_building import Credentials, build_client
from .ccxt_connection import Connection
from .ccxt_hub import VenueHub
from .ccxt_ids import filled_in
from .ccxt_lookup import LookUp
from .ccxt_margin import Margin
from .ccxt_markets import Catalogue, highest_leverage, load_catalogue, with_leverage
from .ccxt_orders import Sending, fill_report, position, says_all, sending
from .ccxt_outcomes import (
    ClientFailedError,
    attempt,
    cancel_error,
    order_error,
    query_error,
)
from .ccxt_prices import PriceFeed
from .ccxt_streams import OrderStreams
from .ccxt_tracking import Tracker, fetch_balances, open_orders
from .ccxt_types import CcxtClient, ClientFactory, Row
from .ccxt_wire import Wire, traced
from .rate import Priority, RateLimit, priority
from .venues import Environment, Venue

_LOGGER = logging.getLogger(__name__)

CANCEL_CHECKS = (0.0, 0.3, 1.0, 3.0)
"""Seconds between looks at an order whose cancel was accepted."""
CLOCK_EVERY = 600.0
DOUBTED_CLOCK_EVERY = 5.0


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
        self._listener: VenueListener | None = None
        self._connection: Connection | None = None
        self._background: Background | None = None
        self._clients: tuple[CcxtClient, ...] = ()
        self._markets: Mapping[str, Market] = {}
        self._feed: PriceFeed | None = None
        self._streams: OrderStreams | None = None
        self._tracker: Tracker | None = None
        self._look_up: LookUp | None = None
        self._margin: Margin | None = None
        self._clock_keeper: asyncio.Task[None] | None = None

    @property
    def markets(self) -> Mapping[str, Market]:
        """Return the markets by unified symbol; empty before `open`."""
        return self._markets

    @property
    def latency(self) -> float | None:
        """Return how many seconds the venue takes to answer."""
        return self._connection.wire.latency if self._connection else None

    @property
    def clock_skew(self) -> float | None:
        """Return by how many seconds the clock here is ahead of the venue's."""
        return self._connection.wire.clock_skew if self._connection else None

    def quote_volume(self, symbol: str) -> Decimal | None:
        """Return what was traded within 24 h in quote currency, as far as known."""
        return self._feed.volumes.get(symbol) if self._feed else None

    def watch_prices(self, symbols: Collection[str]) -> None:
        """Follow these markets closely, tick by tick where the venue can do that."""
        if self._feed is not None:
            self._feed.watch(symbols)

    async def open(self, listener: VenueListener) -> None:
        """Load the markets, check the key and start to push.

        Raises CredentialsRefusedError when the venue refuses the key, VenueError when it can't be
        reached or can't be used as it is set up.
        """
        if self._connection is not None:
            raise VenueError(f"{self.name} is open already.")
        if missing := self._credentials.missing(self.venue):
            raise CredentialsRefusedError(f"{self.name} also needs: {', '.join(missing)}.")
        self._listener = listener
        try:
            await self._open(listener)
        except BaseException as err:
            await self.close()
            if isinstance(err, VenueError) or not isinstance(err, Exception):
                raise
            told = f"{self.name}: {self._credentials.scrubber().told(err)}"
            raise query_error(err, told) from None

    async def close(self) -> None:
        """Stop pushing and release what `open` took."""
        for part in (self._clock_keeper, self._streams, self._tracker, self._feed):
            if isinstance(part, asyncio.Task):
                part.cancel()
            elif part is not None:
                await part.stop()
        if self._background is not None:
            self._background.close()
        for client in self._clients:
            with suppress(ClientFailedError):
                await attempt(client.close())
        self._clients = ()
        self._clock_keeper = self._streams = self._tracker = self._feed = None
        self._connection = self._background = self._look_up = self._margin = None

    async def create_order(self, request: OrderRequest) -> OrderReport:
        """Place an order; raises OrderRefusedError, NotSentError, or anything else for UNKNOWN."""
        connection, margin = self._connection, self._margin
        if connection is None or margin is None or self._tracker is None:
            raise NotSentError(f"{self.name} is not connected.")
        known = connection.known(request.symbol, request.client_order_id)
        with priority(_priority_of(request)):
            await margin.prepare(request)
            arguments = sending(
                request,
                self.venue,
                connection.listed(request.symbol),
                hedge_mode=self.hedge_mode,
                best=self._best(request),
            )
            known.flying = True
            try:
                order = await self._send(connection, arguments)
            finally:
                known.flying = False
                known.sent_at = asyncio.get_running_loop().time()
        return self._placed(request, order)

    async def cancel_order(
        self, symbol: str, client_order_id: str, venue_order_id: str | None
    ) -> OrderReport:
        """Cancel an order and return how it ended (it may have filled); OrderNotFoundError."""
        connection, look_up = self._ready()
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
                    self._follow(report)
                    return report
        raise VenueError(f"{self.name} has not confirmed the cancel yet.")

    async def find_order(self, symbol: str, client_order_id: str) -> OrderReport | None:
        """Look an order up in all lists; None only if it is proven that it does not exist."""
        _, look_up = self._ready()
        with priority(Priority.LOOK_UP):
            report = await look_up.find(symbol, client_order_id)
        if report is not None:
            self._follow(report)
        return report

    async def fetch_fills(self, symbol: str, client_order_id: str) -> Sequence[FillReport]:
        """Return the fills of one order, oldest first."""
        _, look_up = self._ready()
        with priority(Priority.LOOK_UP):
            return await look_up.fills(symbol, client_order_id)

    async def fetch_open_orders(self) -> Sequence[OrderReport]:
        """Return all our open orders on the venue."""
        connection, _ = self._ready()
        reports = []
        with priority(Priority.LOOK_UP):
            for row in await open_orders(connection):
                owner, symbol = connection.owner(row), str(row.get("symbol"))
                if owner is not None and symbol in connection.catalogue.listed:
                    reports.append(connection.report(row, owner, symbol))
        return reports

    async def fetch_balances(self) -> Mapping[str, Balance]:
        """Return the balances by currency."""
        connection, _ = self._ready()
        with priority(Priority.LOOK_UP):
            return await fetch_balances(connection)

    async def fetch_positions(self) -> Sequence[VenuePosition]:
        """Return the open perpetual positions; empty on spot."""
        connection, _ = self._ready()
        if self.market_type is MarketType.SPOT:
            return []
        rows: list[Row] = []
        with priority(Priority.LOOK_UP):
            fetch = connection.client.fetch_positions
            if not self.venue.settles:
                rows += await connection.ask(fetch())
            for settle in self.venue.settles:
                rows += await connection.ask(fetch(None, {"settleCoin": settle}))
        listed = connection.catalogue.listed
        found = [
            position(row, row["symbol"], listed[row["symbol"]])
            for row in rows
            if row.get("symbol") in listed
        ]
        return [held for held in found if held is not None]

    # Opening

    async def _open(self, listener: VenueListener) -> None:
        venue, hub = self.venue, self._hub
        factory = await hub.factory(venue)
        limit = hub.limit(venue, self._environment)

        build = partial(
            build_client,
            factory,
            venue,
            hub.host,
            environment=self._environment,
            credentials=self._credentials,
        )
        catalogue = await self._load(factory, limit)
        client, stream = self._clients = build(), build()
        background = self._background = Background(
            hub.host, lambda session: build(session=session), limit
        )
        wire = Wire(client, venue, limit)
        Wire(stream, venue, limit)
        for one in (client, stream, background.client):
            one.set_markets_from_exchange(catalogue.source)
        connection = self._connection = Connection(
            venue=venue,
            host=hub.host,
            client=client,
            wire=wire,
            catalogue=catalogue,
            scrubber=self._credentials.scrubber(),
        )
        with suppress(VenueError):
            await connection.ask(wire.sync_clock())
        for name in venue.prepare:
            await connection.ask(getattr(client, name)())
        self._margin = Margin(connection)
        self.hedge_mode = await self._margin.read_hedge_mode()
        await self._read_leverage(background, connection)
        balances = await fetch_balances(connection)
        self._markets = connection.catalogue.markets
        self._look_up = LookUp(connection)
        self._tracker = Tracker(connection, self._look_up, listener)
        self._streams = OrderStreams(connection, self._tracker)
        self._feed = PriceFeed(
            venue=venue,
            symbols=self._markets.keys(),
            stream=stream,
            background=background,
            on_quote=listener.on_quote,
            on_fresh=listener.on_connected,
            now=hub.host.now,
        )
        listener.on_balances(balances)
        await connection.ask(self._feed.start())
        self._tracker.start()
        self._streams.start()
        self._clock_keeper = asyncio.create_task(
            self._keep_clock(wire), name=f"tradehook clock {self.code}"
        )

    async def _load(self, factory: ClientFactory, limit: RateLimit) -> Catalogue:
        """Return the venue's markets, shared with other accounts: so no key is involved."""
        venue, host, environment = self.venue, self._hub.host, self._environment

        def build(session: object) -> CcxtClient:
            return build_client(factory, venue, host, environment=environment, session=session)

        async def load() -> Catalogue:
            public = Background(host, build, limit)
            try:
                return await public.run(lambda client: load_catalogue(client, venue))
            finally:
                public.close()

        return await self._hub.catalogue(venue, environment, load)

    async def _read_leverage(self, background: Background, connection: Connection) -> None:
        if not self.venue.tiers:
            return
        try:
            tiers = await attempt(background.run(lambda client: client.fetch_leverage_tiers()))
        except ClientFailedError as failed:
            _LOGGER.warning(
                "%s does not tell the maximum leverage, so %d is assumed: %s",
                self.name,
                self.venue.max_leverage,
                connection.told(failed.error),
            )
            return
        connection.catalogue = with_leverage(connection.catalogue, highest_leverage(tiers))

    async def _keep_clock(self, wire: Wire) -> None:
        waited = 0.0
        while True:
            await asyncio.sleep(DOUBTED_CLOCK_EVERY)
            waited += DOUBTED_CLOCK_EVERY
            if wire.clock_doubted or waited >= CLOCK_EVERY:
                waited = 0.0
                with suppress(ClientFailedError), priority(Priority.LOOK_UP):
                    await attempt(wire.sync_clock())

    # Orders

    def _ready(self) -> tuple[Connection, LookUp]:
        if self._connection is None or self._look_up is None:
            raise VenueError(f"{self.name} is not connected.")
        return self._connection, self._look_up

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

    def _placed(self, request: OrderRequest, order: Row) -> OrderReport:
        """Return what the answer to an order says; the trades in it are told before."""
        connection, listener = self._connection, self._listener
        if connection is None or listener is None or self._tracker is None:
            raise VenueError(f"{self.name} was closed.")
        symbol, client_order_id = request.symbol, request.client_order_id
        report = connection.report(order, client_order_id, symbol)
        listed, now = connection.listed(symbol), connection.now()
        told = {name: order.get(name) for name in ("side", "timestamp")} | {"order": order["id"]}
        for trade in order.get("trades") or ():
            # Trades within an answer leave out what the order itself says.
            row = told | {name: value for name, value in trade.items() if value is not None}
            with suppress(VenueError):
                listener.on_fill(fill_report(row, client_order_id, symbol, listed, now))
        self._tracker.follow(
            report,
            complete=says_all(order),
            ends_soon=request.order_type is OrderType.MARKET,
        )
        return report

    def _follow(self, report: OrderReport) -> None:
        if self._tracker is not None:
            self._tracker.follow(report)

    async def _named_for_cancel(
        self, symbol: str, client_order_id: str
    ) -> tuple[str | None, dict[str, object]]:
        """Return how the venue wants an order named that it shall cancel."""
        connection, look_up = self._ready()
        spelled = connection.spelled(client_order_id)
        if (address := self.venue.cancel) is not None:
            named = filled_in({"id": address.order_id}, spelled)
            return named["id"], filled_in(address.params, spelled)
        known = connection.known(symbol, client_order_id)
        if known.venue_order_id is None and await look_up.seen(symbol, client_order_id) is None:
            raise OrderNotFoundError(f"{self.name} does not show order {client_order_id}.")
        return known.venue_order_id, {}

    def _best(self, request: OrderRequest) -> Decimal | None:
        quote = self._feed.quotes.get(request.symbol) if self._feed else None
        if quote is None:
            return None
        return quote.ask if request.side is OrderSide.BUY else quote.bid


def _priority_of(request: OrderRequest) -> Priority:
    exits = request.reduce_only or request.is_exit
    return Priority.EXIT if exits else Priority.ENTRY

"""A real exchange, spoken to through ccxt: an `Exchange`."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from ...trading.model.market import (
    Bracket,
    FundingRate,
    MarginMode,
    Market,
    MarketStatus,
    MarketType,
    Quote,
)
from ...trading.model.order import ForeignOrder
from ..port.exchange import (
    Balance,
    CredentialsRefusedError,
    FillReport,
    MoneyDoubt,
    NotSentError,
    OrderReport,
    OrderRequest,
    RecordedOrder,
    Transfer,
    VenueCandle,
    VenueError,
    VenueListener,
    VenuePosition,
)
from ..rate_limit import Priority, priority
from ..venues.model.access import Environment, Permissions, Region
from ..venues.model.venue import Venue
from .account import (
    Margin,
    cancel_foreign,
    fetch_balances,
    fetch_funding,
    fetch_funding_rate,
    fetch_permissions,
    fetch_positions,
    fetch_transfers,
    foreign_orders,
    open_reports,
)
from .connection.connection import Connection
from .connection.resting_stops import holds_stops
from .core.errors import ClientFailedError, attempt, query_error
from .core.markets import Fees, with_leverage, with_remembered
from .dialling import Dialling
from .feeds import PriceFeed, candle_lengths, fetch_candles
from .lookup.liquidations import fetch_liquidations
from .lookup.order_query import OrderQuery
from .lookup.unknown_trades import fetch_unknown_trades
from .orders.order_entry import OrderEntry
from .orders.stop_claims import StopClaims
from .session import ClientPool, Credentials, VenueResources
from .tracking.order_streams import OrderStreams
from .tracking.order_tracker import OrderTracker


@dataclass(frozen=True, slots=True, kw_only=True)
class _OpenAccount:
    """What an open account consists of."""

    client_pool: ClientPool
    connection: Connection
    margin: Margin
    order_query: OrderQuery
    order_tracker: OrderTracker
    order_entry: OrderEntry
    streams: OrderStreams
    feed: PriceFeed


class CcxtExchange:
    """One account on one venue.

    Answers of the client are believed only as far as they are definite: see `ccxt_outcomes.py`.
    """

    def __init__(
        self,
        venue: Venue,
        resources: VenueResources,
        credentials: Credentials,
        *,
        environment: Environment = Environment.LIVE,
        region: Region = Region.GLOBAL,
        is_new: bool = False,
    ) -> None:
        """Prepare the account; nothing is loaded or sent before `open`.

        A new one is refused if its kind can't be traded.
        """
        venue = venue.at(region)
        self.code = venue.code
        self.name = venue.name
        self.signal_names: Collection[str] = venue.signal_names
        self.market_type = venue.market_type
        self.prices_in_step = False
        self.is_simulated = False
        self.quotes: dict[str, Quote] = {}
        self.resettable = None
        self.venue = venue
        """The row; once it is open, the one of the account's kind."""
        self.account_kind: str | None = None
        """The name of the account's kind, where its venue has several; once it is open."""
        self._resources = resources
        self._credentials = credentials
        self._environment = environment
        self._dialling = Dialling(
            row=venue,
            resources=resources,
            credentials=credentials,
            environment=environment,
            is_new=is_new,
        )
        self._parts: _OpenAccount | None = None
        self._remembered: Mapping[str, Market] = {}

    @property
    def markets(self) -> Mapping[str, Market]:
        """Return the markets by unified symbol; empty before `open`."""
        return self._parts.connection.catalogue.markets if self._parts else {}

    @property
    def market_states(self) -> Mapping[str, MarketStatus]:
        """Return which of the markets are halted or are going to end, by unified symbol."""
        return self._parts.connection.catalogue.states if self._parts else {}

    def remember_markets(self, markets: Mapping[str, Market]) -> None:
        """Keep these markets even if the venue lists them no more: something is held there."""
        self._remembered = markets

    def remember_orders(self, orders: Iterable[RecordedOrder]) -> None:
        """Know what is on record of orders that may not be over; behind `open`."""
        connection = self._ready().connection
        for order in orders:
            connection.recall(order)

    async def refresh_markets(self) -> None:
        """Read anew which markets there are, and how they are; raises VenueError."""
        parts = self._ready()
        if not await parts.connection.ask(parts.client_pool.refresh_markets()):
            return
        known = parts.connection.catalogue.listed
        most = {symbol: row.market.max_leverage for symbol, row in known.items()}
        fresh = with_leverage(parts.client_pool.catalogue, most)
        parts.connection.catalogue = with_remembered(fresh, self._remembered)
        parts.client_pool.teach(parts.connection.catalogue)
        parts.feed.know(parts.connection.catalogue.markets)

    @property
    def margin_mode(self) -> MarginMode | None:
        """Return the margin mode of the whole account, where it is not each market's own."""
        return self._parts.margin.account_mode if self._parts else None

    @property
    def fees(self) -> Fees:
        """Return what trading costs without any discount; what is usual before `open`."""
        return self._parts.connection.catalogue.fees if self._parts else Fees()

    @property
    def memory(self) -> timedelta:
        """Return how far back the venue tells of our trades for certain."""
        return self.venue.lookup.memory

    @property
    def hedge_mode(self) -> bool:
        """Return whether the account keeps long and short apart; False before `open`."""
        return self._parts.margin.hedge_mode if self._parts else False

    @property
    def money_doubts(self) -> Collection[MoneyDoubt]:
        """Return what the venue says of money that is not believed at the moment."""
        return tuple(self._parts.connection.doubts.values()) if self._parts else ()

    @property
    def latency(self) -> float | None:
        """Return how many seconds the venue takes to answer."""
        return self._parts.client_pool.transport.latency if self._parts else None

    @property
    def clock_skew(self) -> float | None:
        """Return by how many seconds the clock here is ahead of the venue's."""
        return self._parts.client_pool.clock.skew if self._parts else None

    def brackets(self, symbol: str) -> Sequence[Bracket]:
        """Return the maintenance margins of a perpetual by its worth; empty = not known."""
        return self._parts.margin.brackets.get(symbol, ()) if self._parts else ()

    def quote_volume(self, symbol: str) -> Decimal | None:
        """Return what was traded within 24 h in quote currency, as far as known."""
        return self._parts.feed.volumes.get(symbol) if self._parts else None

    def holds_stops(self, symbol: str) -> bool:
        """Return whether the venue takes orders with a trigger in a market, as far as verified."""
        listed = self._parts.connection.catalogue.listed if self._parts else {}
        return holds_stops(self.venue, listed.get(symbol))

    def most_at_market(self, symbol: str) -> Decimal | None:
        """Return the largest market order that the venue takes; None = it tells none."""
        listed = self._parts.connection.catalogue.listed if self._parts else {}
        row = listed.get(symbol)
        return None if row is None else row.most_at_market

    def watch_prices(self, symbols: Collection[str]) -> None:
        """Follow these markets closely, tick by tick where the venue can do that."""
        if self._parts is not None:
            self._parts.feed.watch(symbols)

    async def fetch_quote(self, symbol: str) -> Quote:
        """Ask for the newest prices of a market, as urgently as for an exit; VenueError."""
        parts = self._ready()
        return await parts.connection.ask(parts.feed.ask(symbol))

    @property
    def candle_lengths(self) -> Collection[int]:
        """Return how many seconds the candles have that can be asked for."""
        return candle_lengths(self._parts.connection.client) if self._parts else ()

    async def fetch_candles(
        self, symbol: str, length: int, since: datetime, count: int, *, urgent: bool = True
    ) -> Sequence[VenueCandle]:
        """Return a market's candles from a moment on, oldest first; raises VenueError."""
        connection = self._ready().connection
        with priority(Priority.EXIT if urgent else Priority.POLL):
            return await connection.ask(
                fetch_candles(connection.client, symbol, length, since, count)
            )

    async def open(self, listener: VenueListener) -> None:
        """Load the markets, check the key and start to push.

        Raises CredentialsRefusedError when the venue refuses the key, VenueError when it can't be
        reached or can't be used as it is set up.
        """
        if self._parts is not None:
            raise VenueError(f"{self.name} is open already.")
        if missing := self._credentials.missing(self.venue):
            raise CredentialsRefusedError(f"{self.name} also needs: {', '.join(missing)}.")
        self._credentials = self._credentials.read_by(self.venue)
        try:
            await attempt(self._open(listener))
        except ClientFailedError as failed:
            error = failed.error
            if isinstance(error, VenueError):
                raise error from None
            told = f"{self.name}: {self._credentials.scrubber().told(error)}"
            raise query_error(error, told, self.venue.errors) from None

    async def close(self) -> None:
        """Stop pushing and release what `open` took."""
        parts, self._parts = self._parts, None
        if parts is None:
            return
        parts.order_entry.claims.close()
        for part in (parts.margin, parts.streams, parts.order_tracker, parts.feed):
            await part.stop()
        await parts.client_pool.close()

    async def create_order(self, request: OrderRequest) -> OrderReport:
        """Place an order; raises OrderRefusedError, NotSentError, or anything else for UNKNOWN."""
        return await self._entry(request.symbol).place(request)

    async def create_pair(
        self, target: OrderRequest, stop: OrderRequest
    ) -> tuple[OrderReport, OrderReport]:
        """Place a target and a stop as one, of which one ends the other; raises likewise."""
        return await self._entry(target.symbol).place_pair(target, stop)

    def _entry(self, symbol: str) -> OrderEntry:
        if self._parts is None:
            raise NotSentError(f"{self.name} is not connected.")
        if symbol in self._parts.connection.catalogue.gone:
            raise NotSentError(f"{self.name} does not list {symbol} any more.")
        return self._parts.order_entry

    async def cancel_order(
        self, symbol: str, client_order_id: str, venue_order_id: str | None
    ) -> OrderReport:
        """Cancel an order and return how it ended (it may have filled); OrderNotFoundError."""
        return await self._ready().order_entry.cancel(symbol, client_order_id, venue_order_id)

    async def find_order(
        self, symbol: str, client_order_id: str, unsent_since: datetime | None = None
    ) -> OrderReport | None:
        """Look an order up in all lists; None only if it is proven that it does not exist."""
        parts = self._ready()
        # A stop or an exit waits for what becomes of any order.
        with priority(Priority.EXIT_QUESTION):
            report = await parts.order_query.find(symbol, client_order_id, unsent_since)
        if report is not None:
            parts.order_tracker.follow(report)
        return report

    async def fetch_fills(self, symbol: str, client_order_id: str) -> Sequence[FillReport]:
        """Return the fills of one order, oldest first."""
        parts = self._ready()
        with priority(Priority.EXIT_QUESTION):
            return await parts.order_query.fills(symbol, client_order_id)

    async def fetch_liquidations(self, symbol: str, since: datetime) -> Sequence[FillReport]:
        """Return what the venue has closed by itself since a time, oldest first; none on spot."""
        parts = self._ready()
        with priority(Priority.LOOK_UP):
            return await fetch_liquidations(parts.connection, symbol, since)

    async def fetch_unknown_trades(
        self, symbol: str, since: datetime, known: Collection[str]
    ) -> Sequence[FillReport]:
        """Return the trades since a time of orders of ours whose venue ids are not known."""
        parts = self._ready()
        with priority(Priority.EXIT_QUESTION):
            return await fetch_unknown_trades(parts.connection, symbol, since, known)

    async def fetch_open_orders(self) -> Sequence[OrderReport]:
        """Return all our open orders on the venue."""
        parts = self._ready()
        with priority(Priority.LOOK_UP):
            return await open_reports(parts.connection)

    async def fetch_foreign_orders(self, symbol: str) -> Sequence[ForeignOrder]:
        """Return what rests in a market and is not ours; raises VenueError."""
        parts = self._ready()
        with priority(Priority.LOOK_UP):
            return await foreign_orders(parts.connection, symbol)

    async def cancel_foreign_order(self, order: ForeignOrder) -> None:
        """Cancel an order that is not ours; OrderNotFoundError if it has ended."""
        await cancel_foreign(self._ready().connection, order)

    async def fetch_balances(self) -> Mapping[str, Balance]:
        """Return the balances by currency."""
        parts = self._ready()
        with priority(Priority.LOOK_UP):
            return await fetch_balances(parts.connection)

    async def fetch_positions(self) -> Sequence[VenuePosition]:
        """Return the open perpetual positions; empty on spot."""
        parts = self._ready()
        with priority(Priority.LOOK_UP):
            return await fetch_positions(parts.connection, parts.margin)

    async def fetch_funding(
        self, symbols: Collection[str], since: datetime
    ) -> Sequence[FillReport]:
        """Return the funding of some markets since a time, as far as the venue tells it."""
        parts = self._ready()
        with priority(Priority.LOOK_UP):
            return await fetch_funding(parts.connection, symbols, since)

    async def fetch_funding_rate(self, symbol: str) -> FundingRate | None:
        """Return what holding a perpetual costs next; None if the venue doesn't tell."""
        with priority(Priority.POLL):
            return await fetch_funding_rate(self._ready().connection, symbol)

    async def fetch_transfers(self, since: datetime) -> Sequence[Transfer]:
        """Return what was paid in and out since a time, as far as the venue tells it."""
        parts = self._ready()
        with priority(Priority.POLL):
            return await fetch_transfers(parts.connection, since)

    def _ready(self) -> _OpenAccount:
        if self._parts is None:
            raise VenueError(f"{self.name} is not connected.")
        return self._parts

    async def fetch_permissions(self) -> Permissions:
        """Return what the key may do, as far as the venue tells."""
        connection = self._ready().connection
        linear = self.market_type is MarketType.LINEAR
        with priority(Priority.LOOK_UP):
            return await fetch_permissions(connection, self._environment, linear=linear)

    # Opening

    async def _open(self, listener: VenueListener) -> None:
        reached = await self._dialling.reach(self._remembered)
        self.account_kind, self.venue = reached.kind, reached.connection.venue
        try:
            self._parts = await self._connect(reached.client_pool, reached.connection, listener)
        except BaseException:
            await reached.client_pool.close()
            raise

    async def _connect(
        self, client_pool: ClientPool, connection: Connection, listener: VenueListener
    ) -> _OpenAccount:
        for name in self.venue.client.prepare:
            await connection.ask(getattr(client_pool.rest, name)())
        margin, order_query = Margin(connection), OrderQuery(connection)
        await margin.read_hedge_mode()
        await margin.read_leverage(client_pool)
        balances = await fetch_balances(connection)
        order_tracker = OrderTracker(connection, order_query, listener)
        feed = PriceFeed(
            venue=self.venue,
            symbols=connection.catalogue.markets,
            client_pool=client_pool,
            on_quote=listener.on_quote,
            on_mark=listener.on_mark,
            on_fresh=listener.on_connected,
            quotes=self.quotes,
        )
        connection.quotes = self.quotes
        listener.on_balances(balances)
        await connection.ask(feed.start())
        streams = OrderStreams(connection, client_pool.private, order_tracker, listener.is_busy)
        margin.read_brackets_later(client_pool)
        order_tracker.start()
        streams.start()
        client_pool.clock.keep()
        return _OpenAccount(
            client_pool=client_pool,
            connection=connection,
            margin=margin,
            order_query=order_query,
            order_tracker=order_tracker,
            order_entry=OrderEntry(
                connection=connection,
                margin=margin,
                order_query=order_query,
                order_tracker=order_tracker,
                feed=feed,
                listener=listener,
                claims=StopClaims(connection),
            ),
            streams=streams,
            feed=feed,
        )

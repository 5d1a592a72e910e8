"""A client at work: what everything that talks to a venue shares."""

from collections import OrderedDict
from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
import logging

from ....trading.model.market import Market, Quote, Side
from ....trading.model.order import OrderState
from ...log_redaction import Scrubber
from ...port.exchange import (
    Balance,
    FillKey,
    FillReport,
    MoneyDoubt,
    MoneyKind,
    OrderReport,
    RecordedOrder,
    VenueError,
)
from ...port.timings import OrderTimings
from ...venues.model.venue import Venue
from ..core.errors import ClientFailedError, attempt, query_error
from ..core.markets import Catalogue, ListedMarket
from ..core.plausibility import OwnTrades, has_plausible_fee, usual_fee
from ..core.protocol import UNREADABLE, CcxtClient, Row, UnreadableRowError, reading
from ..core.runtime import Runtime
from ..session import Transport
from .client_order_ids import encode
from .conversion import client_order_id_of, fill_report, order_report, own_id

_LOGGER = logging.getLogger(__name__)

REMEMBERED = 5_000
"""Orders whose ids are remembered."""
LOOKED_AT = 10
"""How many of the oldest are looked at for each that comes when there are too many."""
UNREAD_TOLD = 1_000
"""Rows of which is said that they can't be read: who tells so many is not believed any more."""
BETWEEN = ("USDT", "USDC", "BTC", "EUR", "USD")
"""What most coins have a market in."""


@dataclass(slots=True)
class KnownOrder:
    """What is remembered of an order of ours."""

    symbol: str
    venue_order_id: str | None = None
    recorded_order_id: str | None = None
    """The venue's id as it is on record; it may be that of a stop, which is another order now."""
    amount: Decimal | None = None
    created_at: datetime | None = None
    """Both as they are on record; None = it is of this process."""
    in_flight: bool = False
    """Its request has not been answered yet."""
    sent_at: float | None = None
    """When its request last may have left, on the loop's clock."""
    in_trigger_list: bool | None = None
    """Whether it is in the venue's list of orders with a trigger; None = that is not known."""
    triggered_order_id: str | None = None
    """The venue's id of the plain order that it has become when its price was reached."""
    state: OrderState | None = None
    trades: dict[str, Decimal] = field(default_factory=dict)
    """The amounts of the trades that were read of it, by their ids."""

    @property
    def own_id(self) -> str | None:
        """Return the venue's id of the order."""
        return self.venue_order_id or self.recorded_order_id


@dataclass(slots=True, kw_only=True)
class Connection:
    """A venue, the client that speaks to it, and what is known of our orders there."""

    venue: Venue
    runtime: Runtime
    client: CcxtClient
    transport: Transport
    catalogue: Catalogue
    scrubber: Scrubber
    orders: OrderedDict[str, KnownOrder] = field(default_factory=OrderedDict)
    """By client order id, in the order in which they are looked at to be forgotten."""
    quotes: Mapping[str, Quote] = field(default_factory=dict)
    """The newest prices by unified symbol."""
    balances: Mapping[str, Balance] = field(default_factory=dict)
    """What there was of each currency at the last look."""
    held: frozenset[tuple[str, Side]] = frozenset()
    """The markets in which there was a position at the last look, and its side."""
    looked_at: float = 0.0
    """When that look began, on the loop's clock."""
    own_trades: OwnTrades = field(default_factory=OwnTrades)
    """What explains that balances have changed since that look."""
    doubts: dict[MoneyKind, MoneyDoubt] = field(default_factory=dict)
    """What the venue says of money that is not believed at the moment."""
    _doubted: set[FillKey] = field(default_factory=set)
    """The trades whose fee was not believed at first."""
    _unread: set[str] = field(default_factory=set)
    """The rows of which it is said already that they can't be read."""
    _spelled: dict[str, str] = field(default_factory=dict)
    _by_venue_id: dict[tuple[str, str], str] = field(default_factory=dict)
    """By market and the venue's id: Binance numbers the orders of each market apart."""

    @property
    def timings(self) -> OrderTimings:
        """Return how long is waited for what concerns orders."""
        return self.runtime.timings.orders

    async def ask[T](self, answer: Awaitable[T]) -> T:
        """Return a venue's answer; raises VenueError, whatever goes wrong, without secrets."""
        try:
            return await attempt(answer)
        except ClientFailedError as failed:
            raise self.failure(failed.error) from None

    def failure(self, error: Exception) -> VenueError:
        """Return what to raise for a question that failed."""
        if isinstance(error, VenueError):
            return error
        if isinstance(error, UNREADABLE):
            return UnreadableRowError(self.told(error))  # raised by the client's own parsers
        return query_error(error, self.told(error), self.venue.errors)

    def told(self, error: BaseException) -> str:
        """Return what an error says, as a sentence about the venue."""
        return f"{self.venue.name}: {self.scrubber.told(error)}"

    def traded_since(self, when: float) -> set[str]:
        """Return the markets with an order of ours on its way since; stops don't count."""
        return {
            order.symbol
            for order in self.orders.values()
            if not order.in_trigger_list
            and (order.in_flight or (order.sent_at is not None and order.sent_at >= when))
        }

    def listed(self, symbol: str) -> ListedMarket:
        """Return a market; raises VenueError for one that is not there."""
        found = self.catalogue.listed.get(symbol)
        if found is None:
            raise VenueError(f"{self.venue.name} does not list {symbol}.")
        return found

    def known(self, symbol: str, client_order_id: str) -> KnownOrder:
        """Return what is remembered of an order, and remember it from now on."""
        found = self.orders.get(client_order_id)
        if found is None:
            found = self.orders[client_order_id] = KnownOrder(symbol)
            self._spelled[self.spelled(client_order_id)] = client_order_id
            if len(self.orders) > REMEMBERED:
                self._forget_oldest_ended()
        return found

    def recall(self, order: RecordedOrder) -> None:
        """Remember what is on record of an order."""
        known = self.known(order.symbol, order.client_order_id)
        known.recorded_order_id = order.venue_order_id
        known.amount, known.created_at = order.amount, order.created_at

    def known_venue_ids(self, symbol: str) -> Collection[str]:
        """Return the venue's ids of all orders of ours in a market that are remembered."""
        ours = [known for known in self.orders.values() if known.symbol == symbol]
        recorded = {known.recorded_order_id for known in ours}
        answered = {own for market, own in self._by_venue_id if market == symbol}
        return answered | {own for own in recorded if own is not None}

    def spelled(self, client_order_id: str) -> str:
        """Return an id of ours as the venue spells it."""
        return encode(client_order_id, self.venue.ids.format)

    @reading("an order")
    def is_of_our_markets(self, row: Row) -> bool:
        """Return whether what a stream says is of this account's markets.

        The client takes the market of one kind for that of another with the same native symbol.
        """
        name = self.venue.streams.market_type_in
        told = (row.get("info") or {}).get(name) if name else None
        return told is None or told == self.venue.market_type

    def unread(self, what: str, row: object, error: Exception) -> bool:
        """Say once that a row can't be read, others are; return whether it was not said before."""
        name = row.get("id") if isinstance(row, Mapping) else None
        said = f"{what} {name}"
        if said in self._unread or len(self._unread) >= UNREAD_TOLD:
            return False
        self._unread.add(said)
        _LOGGER.warning(
            "%s tells what can't be read, it is passed over (%s): %s: %s",
            self.venue.name,
            said,
            type(error).__name__,
            self.scrubber.told(error),
        )
        return True

    def readable[T](self, what: str, row: Row, read: Callable[[Row], T]) -> T | None:
        """Return what is read of a row; None for one that can't be read, which is said once."""
        try:
            return read(row)
        except UnreadableRowError as err:
            self.unread(what, row, err)
            return None

    def read_owner(self, order: Row) -> str | None:
        """Return what `owner` does; None for a row that can't be read, which is said once."""
        return self.readable("order", order, self.owner)

    @reading("an order")
    def owner(self, order: Row) -> str | None:
        """Return our client order id of an order of the client; None if it is not ours."""
        found = own_id(order, self.venue)
        if found is None:
            found = self._spelled.get(client_order_id_of(order, self.venue) or "")
        return found or self._numbered(order, "id")

    @reading("a trade")
    def owner_of_trade(self, trade: Row) -> str | None:
        """Return our client order id of a trade of the client."""
        name = self.venue.ids.in_trades
        # An order that flies has no other id yet.
        told = (trade.get("info") or {}).get(name) if name else None
        return self._spelled.get(str(told or "")) or self._numbered(trade, "order")

    def _numbered(self, row: Row, name: str) -> str | None:
        """Return our client order id by the venue's id of an order, in the market of a row."""
        return self._by_venue_id.get((str(row.get("symbol")), str(row.get(name) or "")))

    def report(self, order: Row, client_order_id: str, symbol: str) -> OrderReport:
        """Return what an order says, and remember it; raises VenueError when it says nothing."""
        report = order_report(order, client_order_id, symbol, self.listed(symbol), self.now())
        self.remember(report)
        return report

    def remember(self, report: OrderReport) -> None:
        """Know of an order what a report says of it."""
        client_order_id = report.client_order_id
        known = self.known(report.symbol, client_order_id)
        known.venue_order_id = report.venue_order_id
        if known.state is None or not known.state.is_final:
            known.state = report.state
        self._by_venue_id[report.symbol, report.venue_order_id] = client_order_id

    @reading("a trade")
    def fill(self, trade: Row, client_order_id: str, symbol: str) -> FillReport:
        """Return what a trade says, with the worth of a fee in a third currency; VenueError.

        One whose fee is still to come says nothing yet: the first that is told of a trade counts.
        A fee that can't be is asked for again; if it stays, the usual one takes its place.
        """
        listed = self.listed(symbol)
        settled = self.venue.trades.settled_in
        if settled is not None and (trade.get("info") or {}).get(settled) is False:
            raise VenueError(f"{self.venue.name} has not settled trade {trade.get('id')} yet.")
        told = fill_report(
            trade,
            client_order_id,
            symbol,
            listed,
            self.now(),
            fee_currency_in=self.venue.trades.fee_currency_in,
        )
        market = listed.market
        if told.fee and told.fee_currency not in {market.base, market.quote}:
            told = replace(told, fee_price=self._worth(told.fee_currency, market.quote))
        if has_plausible_fee(told, market):
            self._take(told, client_order_id, market)
            if self.doubts:
                self.believe(MoneyKind.FEE, symbol=symbol)
            return told
        said = f"a fee of {told.fee} {told.fee_currency} for trade {told.trade_id} in {symbol}"
        if told.key not in self._doubted:
            self._doubted.add(told.key)
            raise VenueError(f"{self.venue.name} tells {said}: it is asked again.")
        fee, currency = usual_fee(told, market, self.catalogue.fees.taker)
        recorded = replace(told, fee=fee, fee_currency=currency, fee_price=None)
        self._take(recorded, client_order_id, market)
        self.doubt(
            MoneyKind.FEE,
            symbol=symbol,
            trade=told.trade_id,
            answered=f"{told.fee.normalize():f} {told.fee_currency}",
            recorded=f"{fee.normalize():f} {currency}",
        )
        return recorded

    def _take(self, fill: FillReport, client_order_id: str, market: Market) -> None:
        self.own_trades.take(fill, market)
        if (known := self.orders.get(client_order_id)) is not None:
            known.trades[fill.trade_id] = fill.amount

    def doubt(self, kind: MoneyKind, **said: str) -> None:
        """Tell that something the venue says of money is not believed."""
        if kind is MoneyKind.FEE or kind not in self.doubts:
            _LOGGER.warning("%s tells a %s that can't be: %s", self.venue.name, kind, said)
        self.doubts[kind] = MoneyDoubt(kind=kind, said=said)

    def believe(self, kind: MoneyKind, **of: str) -> None:
        """Doubt no longer; of what a doubt says besides, only what it is about."""
        doubt = self.doubts.get(kind)
        if doubt is not None and of.items() <= doubt.said.items():
            del self.doubts[kind]

    def _worth(self, currency: str, quote: str) -> Decimal | None:
        """Return the last price of one currency in another, by way of a third one if need be."""
        direct = self._last(currency, quote)
        if direct is not None:
            return direct
        for between in BETWEEN:
            first, second = self._last(currency, between), self._last(between, quote)
            if first is not None and second is not None:
                return first * second
        return None

    def _last(self, currency: str, quote: str) -> Decimal | None:
        """Return the last price of one currency in another, where the venue has such a market."""
        for name, turned in ((f"{currency}/{quote}", False), (f"{quote}/{currency}", True)):
            for symbol in (name, f"{name}:{quote}"):
                found = self.quotes.get(symbol)
                if found is not None:
                    return 1 / found.last if turned else found.last
        return None

    def now(self) -> datetime:
        """Return the time."""
        return self.runtime.now()

    def _forget_oldest_ended(self) -> None:
        """Forget some that have ended; what lives on goes to the end, so that none waits for it."""
        for _ in range(LOOKED_AT):
            client_order_id, known = next(iter(self.orders.items()))
            if known.state is None or not known.state.is_final:
                self.orders.move_to_end(client_order_id)
                continue
            del self.orders[client_order_id]
            self._spelled.pop(self.spelled(client_order_id), None)
            self._by_venue_id.pop((known.symbol, known.venue_order_id or ""), None)
            if len(self.orders) <= REMEMBERED:
                return

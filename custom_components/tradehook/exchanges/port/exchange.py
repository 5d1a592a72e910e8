"""What every venue looks like to the account: one Protocol, its messages and its errors."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from ...trading.model.market import (
    Bracket,
    FundingRate,
    MarginMode,
    Market,
    MarketStatus,
    MarketType,
    MarkPrice,
    OrderSide,
    Quote,
    Side,
)
from ...trading.model.order import ForeignOrder, OrderState
from ...trading.model.sections import OrderType
from .resettable import Resettable


class VenueError(Exception):
    """A call to the venue failed; unless a subclass says more, its outcome is UNKNOWN."""


class OrderRefusedError(VenueError):
    """The venue definitely refused the order: nothing of it exists there."""

    def __init__(self, code: str, message: str) -> None:
        """`code` is a reason code in snake_case, `message` a sentence."""
        super().__init__(message)
        self.code = code
        self.message = message


class CredentialsRefusedError(VenueError):
    """The venue refuses the account's key: it has to be entered anew."""


class UnreachableError(VenueError):
    """The venue can't be reached, or is closed for maintenance: it will pass."""


class ClockError(VenueError):
    """The venue refuses the time of a request: a clock is wrong."""


class RegionRefusedError(VenueError):
    """The venue does not serve the place that the request came from."""


class HedgeModeError(VenueError):
    """The account keeps long and short apart, which is not supported on this venue."""


class AccountKindError(VenueError):
    """The account is of a kind that can't be traded, or the venue does not tell its kind."""


class NotSentError(VenueError):
    """The request never left this machine: it may be sent again."""


class OrderNotFoundError(VenueError):
    """The venue does not know the order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderRequest:
    """An order to place, exactly as the intent in the ledger says."""

    client_order_id: str
    symbol: str
    side: OrderSide
    order_type: OrderType
    amount: Decimal
    price: Decimal | None = None
    trigger: Decimal | None = None
    """The last traded price from which on a market order works; until then it rests on the venue.

    A sell waits until the price has fallen to it, a buy until it has risen to it.
    """
    reduce_only: bool = False
    is_exit: bool = False
    """Whether it takes exposure off: it then goes before everything else."""
    is_target: bool = False
    """Whether it is a take profit that rests: stops and other exits go before it."""
    stop_follows: bool = False
    """Whether a stop is to rest on the venue as soon as this order has filled."""
    position_side: Side | None = None
    leverage: int | None = None
    """Of what opens; None: the order leaves the market's leverage as it is."""
    margin_mode: MarginMode | None = None
    """Of the position: set before an order that opens, and said with every order where a venue
    wants that; an exit of another mode is for another position there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedOrder:
    """What is on record of an order that may not be over."""

    symbol: str
    client_order_id: str
    venue_order_id: str | None
    """The venue's id as it was told first; it may be that of a stop, which is another order now."""
    amount: Decimal
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderReport:
    """What the venue says of an order; `filled` is the sum of its fills, which may come later."""

    client_order_id: str
    venue_order_id: str
    symbol: str
    state: OrderState
    filled: Decimal
    at: datetime
    side: OrderSide | None = None
    reduce_only: bool | None = None
    """None where the venue does not say, or it means nothing (spot)."""
    code: str | None = None
    message: str | None = None
    average: Decimal | None = None
    """The average price of its fills, where the venue says it."""


type FillKey = tuple[str, OrderSide, str]
"""Symbol, side and id of a trade: where two orders of ours trade with each other, the venue tells
one id for both."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FillReport:
    """A trade of ours, known by its key.

    `client_order_id` is None for what the venue did by itself (a liquidation).
    """

    trade_id: str
    client_order_id: str | None
    venue_order_id: str
    symbol: str
    side: OrderSide
    price: Decimal
    amount: Decimal
    fee: Decimal
    fee_currency: str
    fee_price: Decimal | None = None
    """What one of the fee's currency is worth in the market's quote, if it is a third one."""
    at: datetime
    stamp: datetime | None = None
    """The venue's own time of it; None = it told none, and `at` is when it was heard of."""
    position_side: Side | None = None
    liquidation: bool = False
    funding: Decimal | None = None
    """No trade, but what a position of `amount` has received (paid: below 0) for being held.

    The amount is what the venue's position held, ours and others'; 0 = it does not say.
    """

    @property
    def key(self) -> FillKey:
        """Return what it is known by."""
        return self.symbol, self.side, self.trade_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """What the account holds of a currency: free to use, and locked in orders or as margin."""

    free: Decimal
    used: Decimal

    @property
    def total(self) -> Decimal:
        """Return free and used together."""
        return self.free + self.used if self.used else self.free


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """What was paid into the account, or out of it (below 0)."""

    transfer_id: str
    currency: str
    amount: Decimal
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class VenuePosition:
    """A perpetual position as the venue sees it."""

    symbol: str
    side: Side
    size: Decimal
    entry_price: Decimal
    mark_price: Decimal
    leverage: int
    margin_mode: MarginMode
    liquidation_price: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class VenueCandle:
    """What a market did within a span, as the venue itself tells it."""

    start: datetime
    open: Decimal
    high: Decimal
    low: Decimal
    close: Decimal
    volume: Decimal | None = None
    """What was traded, in the venue's own measure; None = it does not say."""


class MoneyKind(StrEnum):
    """What a venue may say of money that can't be."""

    FEE = "fee"
    BALANCE = "balance"
    POSITION = "position"


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyDoubt:
    """What a venue says of money that is not believed, until it is believed again."""

    kind: MoneyKind
    said: Mapping[str, str]
    """What was asked about, what was answered, and what counts instead."""


class VenueListener(Protocol):
    """Takes what a venue pushes; every method returns at once."""

    def is_busy(self) -> bool:
        """Return whether anything is under way: what can wait a moment is better told behind it."""

    def on_quote(self, symbol: str, quote: Quote) -> None:
        """Handle the newest prices of a market."""

    def on_mark(self, symbol: str, mark: MarkPrice) -> None:
        """Handle the newest mark price of a perpetual market."""

    def on_order(self, report: OrderReport) -> None:
        """Handle a change of one of our orders."""

    def on_fill(self, fill: FillReport) -> None:
        """Handle a trade of ours."""

    def on_balances(self, balances: Mapping[str, Balance]) -> None:
        """Handle all balances, whenever one of them changed."""

    def on_connected(self, connected: bool) -> None:
        """Handle that the venue can be reached, or can no longer."""


class Exchange(Protocol):
    """A venue and our account on it.

    Pushed reports are hints that may be late, doubled or missing; the fetches are the truth.
    A fill is pushed (and can be fetched) before or together with the report that contains it.
    """

    code: str
    """What a signal's `exchange` says, such as `SIM`."""
    name: str
    signal_names: Collection[str]
    """What a signal may call it besides its code."""
    market_type: MarketType
    prices_in_step: bool
    """Whether prices and fills are told in the order in which they come about, as by a venue that
    is played here: then no price that was told is older than a fill."""
    is_simulated: bool
    """Whether the venue is played here, with play money."""
    quotes: dict[str, Quote]
    """The newest price of each market; the account keeps what it has heard in the same place."""

    @property
    def hedge_mode(self) -> bool:
        """Return whether the account keeps long and short apart."""

    @property
    def resettable(self) -> Resettable | None:
        """Return how a simulated venue begins again; None for a real one."""

    @property
    def markets(self) -> Mapping[str, Market]:
        """Return the markets by unified symbol; empty before `open`."""

    @property
    def market_states(self) -> Mapping[str, MarketStatus]:
        """Return which of the markets are halted or are going to end, by unified symbol."""

    def remember_markets(self, markets: Mapping[str, Market]) -> None:
        """Keep these markets, once opened, even if the venue lists them no more: as halted ones.

        Something is held there.
        """

    def remember_orders(self, orders: Iterable[RecordedOrder]) -> None:
        """Know what is on record of orders that may not be over; behind `open`.

        Venues forget orders by their client order ids sooner than by their own.
        """

    async def refresh_markets(self) -> None:
        """Read anew which markets there are, and how they are; raises VenueError."""

    @property
    def money_doubts(self) -> Collection[MoneyDoubt]:
        """Return what the venue says of money that is not believed at the moment."""

    @property
    def latency(self) -> float | None:
        """Return how many seconds the venue takes to answer; None = it is not asked."""

    @property
    def clock_skew(self) -> float | None:
        """Return by how many seconds the clock here is ahead of the venue's; None = same clock."""

    @property
    def memory(self) -> timedelta | None:
        """Return how far back the venue tells of our trades for certain; None = for ever."""

    def brackets(self, symbol: str, /) -> Sequence[Bracket]:
        """Return the maintenance margins of a perpetual by its worth; empty = not known."""

    def quote_volume(self, symbol: str) -> Decimal | None:
        """Return what was traded within 24 h in quote currency, as far as known."""

    def holds_stops(self, symbol: str, /) -> bool:
        """Return whether the venue takes orders with a trigger in a market, as far as verified."""

    def most_at_market(self, symbol: str, /) -> Decimal | None:
        """Return the largest market order that the venue takes; None = it tells none."""

    def watch_prices(self, symbols: Collection[str]) -> None:
        """Follow the prices of these markets as closely as the venue can, of the others loosely."""

    async def fetch_quote(self, symbol: str) -> Quote:
        """Ask for the newest prices of a market, as urgently as for an exit; raises VenueError.

        They are pushed as well, before this returns. `at` is not before the question has left.
        """

    @property
    def candle_lengths(self) -> Collection[int]:
        """Return how many seconds the candles have that can be asked for; none = there are none."""

    async def fetch_candles(
        self, symbol: str, length: int, since: datetime, count: int, *, urgent: bool = True
    ) -> Sequence[VenueCandle]:
        """Return a market's candles from a moment on, oldest first; raises VenueError.

        `urgent` ones are what an exit waits for. The last one may still be going on.
        """

    async def open(self, listener: VenueListener) -> None:
        """Load the markets and start to push; raises VenueError when the venue can't be reached."""

    async def create_order(self, request: OrderRequest) -> OrderReport:
        """Place an order; raises OrderRefusedError, NotSentError, or anything else for UNKNOWN."""

    async def create_pair(
        self, target: OrderRequest, stop: OrderRequest, /
    ) -> tuple[OrderReport, OrderReport]:
        """Place a target and a stop as one, of which one ends the other; raises as `create_order`.

        Only where the market says `exit_pairs`; what is refused is refused for both.
        """

    async def cancel_order(
        self, symbol: str, client_order_id: str, venue_order_id: str | None
    ) -> OrderReport:
        """Cancel an order and return how it ended (it may have filled); OrderNotFoundError."""

    async def find_order(
        self, symbol: str, client_order_id: str, unsent_since: datetime | None = None
    ) -> OrderReport | None:
        """Look an order up in all lists; None only if it is proven that it does not exist.

        `unsent_since` is when a request for it can last have left, as far as the caller knows.
        """

    async def fetch_fills(self, symbol: str, client_order_id: str) -> Sequence[FillReport]:
        """Return the fills of one order, oldest first."""

    async def fetch_unknown_trades(
        self, symbol: str, since: datetime, known: Collection[str]
    ) -> Sequence[FillReport]:
        """Return the trades since a time of orders of ours whose ids are not known in a market."""

    async def fetch_liquidations(self, symbol: str, since: datetime) -> Sequence[FillReport]:
        """Return what the venue closed, paid or charged by itself since a time, oldest first.

        None on spot.
        """

    async def fetch_open_orders(self) -> Sequence[OrderReport]:
        """Return all our open orders on the venue."""

    async def fetch_foreign_orders(self, symbol: str) -> Sequence[ForeignOrder]:
        """Return what rests in a market and is not ours; raises VenueError."""

    async def cancel_foreign_order(self, order: ForeignOrder) -> None:
        """Cancel an order that is not ours; OrderNotFoundError if it has ended."""

    async def fetch_balances(self) -> Mapping[str, Balance]:
        """Return the balances by currency."""

    async def fetch_positions(self) -> Sequence[VenuePosition]:
        """Return the open perpetual positions; empty on spot."""

    async def fetch_funding(
        self, symbols: Collection[str], since: datetime
    ) -> Sequence[FillReport]:
        """Return what holding was paid for since a time, oldest first, if it is not pushed."""

    async def fetch_funding_rate(self, symbol: str) -> FundingRate | None:
        """Return what holding a perpetual costs next; None if the venue doesn't tell."""

    async def fetch_transfers(self, since: datetime) -> Sequence[Transfer]:
        """Return what was paid in and out since a time, as far as the venue tells it."""

    async def close(self) -> None:
        """Stop pushing and release what `open` took."""

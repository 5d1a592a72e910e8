"""What admission knows of the bot, the account and the market at one moment."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Protocol

from ...model.market import Bracket, Market, MarketStatus, MarketType, Quote
from ...model.position import Position
from ...settings.settings import BotSettings
from ...signal.alert_systems import Intent
from ...signal.signal import Signal
from ..account_numbers import AccountNumbers, HeldPosition


class BotState(StrEnum):
    """What a bot was told, or what its losses did to it."""

    RUNNING = "running"
    STOPPED = "stopped"
    """By `stop_bot` or the switch."""
    CLOSED = "closed"
    """By `stop_and_close`."""
    HALTED = "halted"


class PendingReverse(Protocol):
    """An accepted reverse whose closing leg is under way: its opening is still to come."""

    @property
    def receipt_id(self) -> str:
        """Return the receipt of its signal."""

    @property
    def symbol(self) -> str:
        """Return the market."""

    @property
    def position_ids(self) -> tuple[str, ...]:
        """Return the positions that it closes."""

    @property
    def signal(self) -> Signal:
        """Return its signal: side and signal_id are those of the new position."""


class SymbolNames(Protocol):
    """Knows what the symbols of earlier signals meant."""

    def market(
        self,
        text: str,
        markets: Mapping[str, Market],
        exchange_code: str,
        exchange_names: Collection[str] = (),
    ) -> Market:
        """Return the market that a symbol means; raises Refused."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadablePosition:
    """A position that is not over, whose facts this version can't read: nobody decides for it."""

    position_id: str
    bot_id: str
    symbol: str
    side: str
    signal_id: str | None
    realized_profit: Decimal
    """As it was last written down, in quote."""
    why: str
    """Which fact it is, and what is wrong with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertTimestamps:
    """The newest timestamps that a bot has heard of a market."""

    exit: datetime | None = None
    strategy: datetime | None = None
    """Of a strategy's alert, whatever it asked for."""


@dataclass(kw_only=True)
class AdmissionContext:
    """The world as one admission sees it; rates are fractions (0.001 = 0.1 %).

    What few checks ask for is found when the first one does, without anything between. Nobody
    changes it: it isn't frozen because that would set each of its forty fields by a call, for
    every signal.
    """

    now: datetime
    received_at: datetime | None = None
    """When the signal came, where that is earlier: its age and time limit count from here."""
    new_signal_id: str
    """The id that an opening without one gets."""
    # the bot
    bot_id: str
    settings: BotSettings
    state: BotState = BotState.RUNNING
    reason: str | None = None
    """Why the bot is halted: a `HaltReason`."""
    realized_today: Decimal = Decimal(0)
    """The bot's profit since local midnight, net of fees."""
    consecutive_losses: int = 0
    last_entry_at: Mapping[str, datetime] = field(default_factory=dict)
    """When the bot's last `open` of a market was accepted, by symbol."""
    stamps: Mapping[str, AlertTimestamps] = field(default_factory=dict)
    """The newest timestamps by symbol."""
    from_webhook: bool = True
    """The signal comes from outside, not from a person or an automation of the house."""
    by_strategy: bool = False
    """The signal is what a strategy's alert comes to."""
    reverses: Sequence[PendingReverse] = ()
    """The bot's reverses that have not opened yet."""
    leaving: Collection[str] = frozenset()
    """Positions whose close at market price was asked for and has not been begun yet."""
    find_committed: Callable[[Position], Decimal] | None = None
    """Knows what live positions have invested and may still invest; None = it is worked out."""
    taken: int = 0
    """Openings that take a slot in the market without being a position yet."""
    foreign: bool = False
    """The signal is another system's alert."""
    intent: Intent | None = None
    """What such an alert asks for depends on what is held."""
    # the account
    trading_enabled: bool = True
    exchange_code: str
    exchange_names: Collection[str]
    """What a signal may call it besides its code."""
    market_type: MarketType
    hedge_mode: bool = False
    positions: Sequence[Position] = ()
    """All live positions of the account, those of its other bots too."""
    unreadable: Sequence[UnreadablePosition] = ()
    """Positions that can't be read: their markets take no new exposure."""
    venue_positions: Sequence[HeldPosition] = ()
    """What the venue shows, if it is fresh; it must not lag behind `positions`."""
    find_free: Callable[[], Mapping[str, Decimal]] = dict
    """Finds `free`."""
    balances_at: datetime | None = None
    find_equity: Callable[[], Decimal | None] = lambda: None
    """Finds `equity`."""
    taker_fee: Decimal = Decimal(0)
    slippage: Decimal = Decimal(0)
    """How much worse than the quote a market order may fill and must be paid for."""
    max_leverage: int | None = None
    """The account's own cap, on top of each market's."""
    maintenance_margin: Decimal = Decimal("0.005")
    """For the estimate of the liquidation price, where the venue's brackets are not known."""
    brackets: Callable[[str], Sequence[Bracket]] | None = None
    """The venue's maintenance margins by symbol; empty as long as they are not known."""
    holds_stops: Callable[[str], bool] | None = None
    """Whether the venue takes stops that rest, by symbol; None on a paper account."""
    account: AccountNumbers | None = None
    """What the account's own limits are judged by; None = it has none."""
    # the markets
    markets: Mapping[str, Market]
    symbols: SymbolNames | None = None
    """What symbols were found to mean in these markets; None = they are compared anew."""
    markets_complete: bool = True
    """Whether these are all markets of the venue; if not, it has not told them yet."""
    market_states: Mapping[str, MarketStatus] = field(default_factory=dict)
    """The markets that are halted, or are going to end, by symbol."""
    quotes: Mapping[str, Quote] = field(default_factory=dict)
    quote_volumes: Mapping[str, Decimal] = field(default_factory=dict)
    """24 h volume in quote by symbol, where it is known."""
    available: dict[str, Decimal] = field(
        init=False, default_factory=dict, repr=False, compare=False
    )
    """What of `free` is promised to no position, of currencies that were asked for."""

    @property
    def came_at(self) -> datetime:
        """Return when the signal came."""
        return self.received_at or self.now

    @property
    def is_paper(self) -> bool:
        """Return whether no real money is traded."""
        return self.holds_stops is None

    @cached_property
    def free(self) -> Mapping[str, Decimal]:
        """Return the free balances by currency, without what accepted openings will need."""
        return self.find_free()

    @cached_property
    def equity(self) -> Decimal | None:
        """Return what the account is worth; None = not known now."""
        return self.find_equity()

    @cached_property
    def own_positions(self) -> Sequence[Position]:
        """Return the bot's live positions, oldest first."""
        bot_id = self.bot_id
        return [p for p in self.positions if p.bot_id == bot_id and p.status.is_live]

    def leaving_positions(self, symbol: str) -> list[Position]:
        """Return the bot's positions of a market that are being closed at market price."""
        reversed_ids = {one for reverse in self.reverses for one in reverse.position_ids}
        leaving = self.leaving
        return [
            p
            for p in self.own_positions
            if p.symbol == symbol
            and (
                (p.close_request is not None and p.closes_at_market)
                or p.position_id in leaving
                or p.position_id in reversed_ids
            )
        ]

    def live_positions(self, symbol: str) -> list[Position]:
        """Return the account's live positions of a market."""
        return [p for p in self.positions if p.symbol == symbol and p.status.is_live]

    def lasting(self) -> AdmissionContext:
        """Return the same world with all of it found: it may be asked of after its moment."""
        free, equity = self.free, self.equity
        return replace(self, find_free=lambda: free, find_equity=lambda: equity)

    def with_free(self, free: Mapping[str, Decimal]) -> AdmissionContext:
        """Return the same world with other free balances."""
        return replace(self, find_free=lambda: free)


@dataclass(frozen=True, slots=True, kw_only=True)
class Duplicates:
    """What the ledger found: the signal id of an accepted signal that this one may repeat."""

    claimed_signal_id: str | None = None
    """An accepted opening of this bot has the same signal_id."""
    claim_ended: bool = False
    """Neither a position nor an entry of that opening is left."""
    request_signal_id: str | None = None
    """An accepted signal of the last 30 days has the same request_id."""
    request_differs: bool = False
    """That one asked for something else."""
    same_body_signal_id: str | None = None
    """An accepted signal within the bot's duplicate window had exactly the same body."""

"""What the account tells its subscribers."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import override

from .slots import SlotKey


class SignalEventType(StrEnum):
    """What can become of a signal."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    DUPLICATE = "duplicate"
    TEST = "test"
    FAILED = "failed"
    EXPIRED = "expired"


class PositionEventType(StrEnum):
    """What can happen to a position."""

    PENDING = "pending"
    OPENED = "opened"
    DCA_FILLED = "dca_filled"
    INCREASED = "increased"
    REDUCED = "reduced"
    TAKE_PROFIT = "take_profit"
    STOP_MOVED = "stop_moved"
    STOP_LOSS = "stop_loss"
    CLOSING = "closing"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    LIQUIDATED = "liquidated"
    CHANGED_OUTSIDE = "changed_outside"
    ERROR = "error"


type Topic = type[AccountEvent] | tuple[type[AccountEvent], Hashable]
"""All changes of a kind, or only those about one thing."""


@dataclass(frozen=True, slots=True)
class AccountEvent:
    """Something about the account changed."""

    @property
    def about(self) -> Hashable:
        """Return what of the account it is about; None for the whole of it."""
        return None


@dataclass(frozen=True, slots=True)
class AccountChanged(AccountEvent):
    """Balances, connection, the Trading switch or totals changed."""


@dataclass(frozen=True, slots=True)
class LedgerDisplaced(AccountEvent):
    """The ledger's file was deleted or replaced under the running account."""


@dataclass(frozen=True, slots=True)
class CredentialsRefused(AccountEvent):
    """The venue has refused the account's key while it was working; told once."""


@dataclass(frozen=True, slots=True)
class BotAdded(AccountEvent):
    """A bot was added."""

    bot_id: str

    @property
    @override
    def about(self) -> str:
        """Return the bot."""
        return self.bot_id


@dataclass(frozen=True, slots=True)
class BotChanged(AccountEvent):
    """A bot's state, settings or numbers changed."""

    bot_id: str

    @property
    @override
    def about(self) -> str:
        """Return the bot."""
        return self.bot_id


@dataclass(frozen=True, slots=True)
class BotRemoved(AccountEvent):
    """A bot was removed; its positions go on."""

    bot_id: str

    @property
    @override
    def about(self) -> str:
        """Return the bot."""
        return self.bot_id


@dataclass(frozen=True, slots=True)
class SlotAdded(AccountEvent):
    """A bot holds a position in a market and side for the first time."""

    key: SlotKey

    @property
    @override
    def about(self) -> SlotKey:
        """Return the slot."""
        return self.key


@dataclass(frozen=True, slots=True)
class SlotChanged(AccountEvent):
    """A position of the slot changed."""

    key: SlotKey

    @property
    @override
    def about(self) -> SlotKey:
        """Return the slot."""
        return self.key


@dataclass(frozen=True, slots=True)
class MarkPriceChanged(AccountEvent):
    """The price of a market with live positions, or of one that is shown, moved."""

    symbol: str

    @property
    @override
    def about(self) -> str:
        """Return the market."""
        return self.symbol


@dataclass(frozen=True, slots=True)
class SignalOutcome(AccountEvent):
    """A signal was answered, or ended as failed or expired; data is JSON-able."""

    bot_id: str
    type: str
    data: Mapping[str, object]
    remote: str | None = None
    """Where it came from, if that is known."""

    @property
    @override
    def about(self) -> str:
        """Return the bot."""
        return self.bot_id


@dataclass(frozen=True, slots=True)
class PositionEvent(AccountEvent):
    """Something happened to a position; data is JSON-able."""

    bot_id: str
    type: str
    data: Mapping[str, object]

    @property
    @override
    def about(self) -> str:
        """Return the bot."""
        return self.bot_id


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertMissed(AccountEvent):
    """A strategy held something else before its newest alert than the bot: one never arrived.

    `expected` and `held` are `flat`, or a side with its size; `target` is the side on which the
    strategy is now; `followed` tells whether the bot goes there.
    """

    bot_id: str
    symbol: str
    expected: str
    held: str
    target: str
    followed: bool


@dataclass(frozen=True, slots=True)
class StrategyInSync(AccountEvent):
    """A strategy alert came to a bot that held what the strategy held before."""

    bot_id: str
    symbol: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalIdReused(AccountEvent):
    """An opening came with the id of an earlier one that is over, and was not carried out."""

    bot_id: str
    signal_id: str
    symbol: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReductionSwallowed(AccountEvent):
    """A reduction had the same body as one of a moment ago, and was not carried out."""

    bot_id: str
    symbol: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExternalOrderFound(AccountEvent):
    """An order with our mark that belongs to no live position rested on the venue.

    `filled` is what it traded without being in the books; what was not cancelled rests on.
    """

    symbol: str
    order_id: str
    filled: Decimal
    cancelled: bool


@dataclass(frozen=True, slots=True)
class HealthChanged(AccountEvent):
    """`Account.health_issues` is another one than before."""


@dataclass(frozen=True, slots=True)
class ExternalAlertArrived(AccountEvent):
    """For the first time an alert came from outside the house."""


type Listener = Callable[[AccountEvent], None]


BOT_REMOVED = "its bot was removed"
"""Why an address is over."""
